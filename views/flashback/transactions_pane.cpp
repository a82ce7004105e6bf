#include "views/flashback/transactions_pane.h"

#include "models/flashback/transactions_model.h"
#include "models/text/quantities.h"
#include "views/common/grid/row_list.h"
#include "views/common/widgets/style.h"
#include "views/flashback/commit_pane.h"
#include "views/flashback/undo_panel.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>

namespace strandline::flashback {

namespace {
constexpr const char *splitterKey = "v1/flashback/transactionsSplitter";
constexpr int widestColumn = 240;
} // namespace

TransactionsPane::TransactionsPane(const PaneContext &context)
    : m_context(context), m_session(context.page.session), m_transactions(context.transactions),
      m_list(new grid::RowList("commitList", tr("Commits"), context.page.theme)),
      m_commit(new CommitPane(context)), m_right(new QStackedWidget)
{
    setAccessibleName(tr("Transactions"));
    makeList();
    auto *splitter = new QSplitter(Qt::Horizontal);
    splitter->addWidget(m_list);
    m_right->addWidget(m_commit);
    splitter->addWidget(m_right);
    connect(m_commit, &CommitPane::undoWanted, this, &TransactionsPane::openUndo);
    splitter->setChildrenCollapsible(false);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 3);
    splitter->setSizes({480, 600});
    QSettings *settings = context.page.settings;
    splitter->restoreState(settings->value(splitterKey).toByteArray());
    connect(splitter, &QSplitter::splitterMoved, this,
            [settings, splitter] { settings->setValue(splitterKey, splitter->saveState()); });
    widgets::flatColumn(this)->addWidget(splitter);
    setFocusProxy(m_list);
    connect(m_session, &session::DatabaseSession::pointChanged, this, &TransactionsPane::refreshPoint);
    connect(m_transactions, &QAbstractItemModel::modelReset, this, [this] {
        m_list->scrollToTop();
        refreshPoint();
        refreshEmpty();
    });
    connect(m_transactions, &QAbstractItemModel::rowsInserted, this, &TransactionsPane::refreshEmpty);
    connect(m_transactions, &TransactionsModel::touchesChanged, this, &TransactionsPane::fitColumns);
    connect(m_transactions, &TransactionsModel::matchesChanged, this, &TransactionsPane::refreshEmpty);
    fitColumns();
    refreshPoint();
    refreshEmpty();
}

void TransactionsPane::openUndo(core::Scn scn)
{
    if (m_undo == nullptr) {
        m_undo = new UndoPanel(m_context);
        m_right->addWidget(m_undo);
        connect(m_undo, &UndoPanel::closed, this, &TransactionsPane::closeUndo);
    }
    m_right->setCurrentWidget(m_undo);
    m_undo->open(scn);
    m_undo->setFocus();
    m_list->hide(); // the graph needs the room
}

void TransactionsPane::closeUndo()
{
    m_right->setCurrentWidget(m_commit);
    m_list->show();
    m_list->setFocus();
}

shell::PageState TransactionsPane::state() const
{
    return {{"table", m_commit->table()}};
}

void TransactionsPane::refreshEmpty()
{
    m_list->setEmptyText(m_transactions->rowCount() > 0 ? QString()
                         : m_session->commits()->commits().empty()
                             ? tr("Commits appear here once they are recorded.")
                         : m_transactions->searching() ? tr("Looking for commits…")
                         : m_transactions->matches()   ? tr("No commit of this range fulfils the filter.")
                                                       : tr("There is no commit in this range."));
}

void TransactionsPane::makeList()
{
    m_list->setModel(m_transactions);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // remarks are cut, their tooltip is whole
    // Not the current row: that becomes the first one when the list gets the focus.
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        const QModelIndexList rows = m_list->selectionModel()->selectedRows();
        if (!rows.isEmpty() && !m_choosing) {
            m_session->lookAt(m_transactions->commitAt(rows.front().row()));
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
    m_transactions->load();
    m_commit->readAgain();
}

// To what the first rows need, once that is known.
void TransactionsPane::fitColumns()
{
    const int rows = m_transactions->rowCount();
    if (m_fitted || rows == 0 || m_transactions->tables().isEmpty()) {
        m_fitted = m_fitted && rows > 0;
        return;
    }
    m_fitted = true;
    m_list->fitColumns(widestColumn);
    // Other commits may have changed many rows.
    const int many = m_list->fontMetrics().horizontalAdvance("~ " + text::number(99'999)) + 3 * theme::space2;
    m_list->setColumnWidth(TransactionsModel::RowsColumn,
                           std::max(m_list->columnWidth(TransactionsModel::RowsColumn), many));
}

void TransactionsPane::refreshPoint()
{
    const auto &point = m_session->point();
    const QScopedValueRollback<bool> guard(m_choosing, true);
    const int row = point ? m_transactions->rowOf(point->scn) : -1;
    if (row < 0) {
        m_list->clearSelection();
        m_list->selectionModel()->clearCurrentIndex();
    } else if (!m_list->selectionModel()->isRowSelected(row)) {
        const QModelIndex index = m_transactions->index(row, 0);
        m_list->setCurrentIndex(index);
        m_list->scrollTo(index);
    }
}

} // namespace strandline::flashback
