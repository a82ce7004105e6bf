#include "views/flashback/transactions_pane.h"

#include "views/common/grid/value_delegate.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QScopedValueRollback>
#include <QTableView>

namespace strandline::flashback {

using timeline::CommitsModel;

TransactionsPane::TransactionsPane(const PaneContext &context)
    : m_context(context), m_session(context.page.session), m_list(new QTableView)
{
    setAccessibleName(tr("Transactions"));
    makeList();
    widgets::flatColumn(this)->addWidget(m_list);
    setFocusProxy(m_list);
    connect(m_session, &session::DatabaseSession::pointChanged, this, &TransactionsPane::refreshPoint);
    connect(m_session->commits(), &CommitsModel::commitsChanged, this, &TransactionsPane::fitColumns);
    connect(m_session->commits(), &CommitsModel::rangeChanged, this, [this] {
        m_list->scrollToTop();
        refreshPoint();
    });
    fitColumns();
    refreshPoint();
}

void TransactionsPane::makeList()
{
    m_list->setObjectName("commitList");
    m_list->setAccessibleName(tr("Commits"));
    m_list->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_list->verticalHeader()->setDefaultSectionSize(theme::rowHeight);
    m_list->verticalHeader()->hide();
    m_list->setItemDelegate(new grid::ValueDelegate(m_context.page.theme, m_list));
    m_list->setModel(m_session->commits());
    m_list->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setShowGrid(false);
    m_list->setTabKeyNavigation(false);
    m_list->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->horizontalHeader()->setHighlightSections(false);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // remarks are cut, their tooltip is whole
    m_list->horizontalHeader()->setStretchLastSection(true);
    m_list->horizontalHeader()->setMinimumSectionSize(32);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) {
                if (current.isValid() && !m_choosing) {
                    m_session->lookAt(m_session->commits()->commitAt(current.row()));
                }
            });
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_list, &QWidget::customContextMenuRequested, this, [this](const QPoint &at) {
        if (m_list->indexAt(at).isValid() || m_session->point()) {
            m_context.showCommitMenu(m_list->viewport()->mapToGlobal(at));
        }
    });
}

void TransactionsPane::readAgain()
{
    m_session->recording()->refresh();
}

void TransactionsPane::fitColumns()
{
    const CommitsModel *commits = m_session->commits();
    if (m_fitted || commits->rowCount() == 0) {
        m_fitted = m_fitted && commits->rowCount() > 0;
        return;
    }
    m_fitted = true;
    const QFontMetrics metrics(m_list->font());
    for (int column = 0; column < CommitsModel::NoteColumn; ++column) {
        int width = metrics.horizontalAdvance(
            commits->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        for (const int row : {0, 1, 2, commits->rowCount() / 2, commits->rowCount() - 1}) {
            if (row >= 0 && row < commits->rowCount()) {
                width =
                    std::max(width, metrics.horizontalAdvance(commits->index(row, column).data().toString()));
            }
        }
        m_list->setColumnWidth(column, width + 2 * theme::space2 + theme::space1);
    }
    m_list->setColumnWidth(CommitsModel::NoteColumn, 32);
}

void TransactionsPane::refreshPoint()
{
    const auto &point = m_session->point();
    const QScopedValueRollback<bool> guard(m_choosing, true);
    const int row = point ? m_session->commits()->rowOf(point->scn) : -1;
    if (row < 0) {
        m_list->clearSelection();
        m_list->selectionModel()->clearCurrentIndex();
    } else if (m_list->currentIndex().row() != row) {
        const QModelIndex index = m_session->commits()->index(row, 0);
        m_list->setCurrentIndex(index);
        m_list->scrollTo(index);
    }
}

} // namespace strandline::flashback
