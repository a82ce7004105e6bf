// The list of the explorer's panes: a new one is a line here.
#include "views/flashback/compare_pane.h"
#include "views/flashback/explorer_pane.h"
#include "views/flashback/recycle_bin_pane.h"
#include "views/flashback/restore_points_pane.h"
#include "views/flashback/row_history_pane.h"
#include "views/flashback/table_pane.h"
#include "views/flashback/transactions_pane.h"

#include <QCoreApplication>

namespace strandline::flashback {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(strandline::flashback::ExplorerPanes)
};

template <typename Pane>
ExplorerPane *make(const PaneContext &context)
{
    return new Pane(context);
}

} // namespace

std::vector<PaneDescription> explorerPanes()
{
    return {
        {"transactions", Words::tr("Transactions"), "history", make<TransactionsPane>},
        {"table", Words::tr("Table then and now"), "table", make<TablePane>},
        {"row", Words::tr("Row history"), "clock", make<RowHistoryPane>},
        {"compare", Words::tr("Compare"), "split-right", make<ComparePane>},
        {"restorepoints", Words::tr("Restore points"), "pin", make<RestorePointsPane>},
        {"recyclebin", Words::tr("Recycle bin"), "row-delete", make<RecycleBinPane>},
    };
}

} // namespace strandline::flashback
