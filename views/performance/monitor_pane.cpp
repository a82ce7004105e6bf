#include "views/performance/monitor_pane.h"

#include "views/common/grid/row_list.h"
#include "views/common/widgets/style.h"
#include "views/performance/activity_delegate.h"
#include "views/performance/execution_view.h"

#include <QBoxLayout>
#include <QSplitter>

namespace strandline::performance {

MonitorPane::MonitorPane(const shell::PageContext &context, ExecutionsModel *executions, QWidget *parent)
    : QWidget(parent), m_executions(executions), m_detail(new ExecutionDetail(context.session, this)),
      m_list(new grid::RowList("executionList", tr("Executions"), context.theme))
{
    setAccessibleName(tr("SQL monitor"));
    auto *column = widgets::flatColumn(this);
    auto *hint =
        widgets::label(tr("Executions that take five seconds and more, and those of statements with the hint "
                          "/*+ MONITOR */. What other programs have ended is told as it was sampled."),
                       "secondary");
    hint->setWordWrap(true);
    hint->setContentsMargins(theme::space4, theme::space2, theme::space3, theme::space2);
    column->addWidget(hint);
    m_list->setItemDelegate(new ActivityDelegate(context.theme, m_list));
    m_list->setModel(executions);
    m_list->keepFitted(240);
    showLinks(m_list);
    auto *view = new ExecutionView(context, m_detail);
    auto *split = new QSplitter(Qt::Vertical);
    split->addWidget(m_list);
    split->addWidget(view);
    split->setChildrenCollapsible(false);
    split->setStretchFactor(0, 2);
    split->setStretchFactor(1, 3);
    column->addWidget(split, 1);
    setFocusProxy(m_list);
    connect(m_list, &QTableView::clicked, this, [this](const QModelIndex &index) {
        if (index.data(LinkRole).toBool()) {
            emit sqlWanted(index.data().toString());
        }
    });
    connect(view, &ExecutionView::sqlWanted, this, &MonitorPane::sqlWanted);
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, &MonitorPane::choose);
    connect(m_executions, &ExecutionsModel::changed, this, &MonitorPane::showRows);
    connect(m_detail, &ExecutionDetail::failed, m_executions, &ExecutionsModel::failed);
    showRows();
}

void MonitorPane::choose()
{
    const QModelIndexList rows = m_list->selectionModel()->selectedRows();
    if (!rows.isEmpty()) {
        m_detail->show(m_executions->at(rows.front().row()));
    } else if (!m_restoring) {
        m_detail->clear();
    }
}

// The chosen execution stays chosen when others come and go above it.
void MonitorPane::showRows()
{
    m_list->setEmptyText(
        m_executions->rowCount() > 0 || !m_executions->loaded()
            ? QString()
            : tr("No statement has taken five seconds or asked to be listed since this database was "
                 "opened."));
    const int row = m_detail->shown() ? m_executions->rowOf(m_detail->shown()->execution) : -1;
    if (row < 0) {
        if (m_detail->shown() && m_executions->loaded()) {
            m_detail->clear();
        }
        return;
    }
    m_restoring = true;
    m_list->selectRow(row);
    m_restoring = false;
    m_detail->show(m_executions->at(row));
}

} // namespace strandline::performance
