#include "views/flashback/dry_run_view.h"

#include "models/flashback/dry_run_model.h"

namespace strandline::flashback {

namespace {
constexpr int widestColumn = 340;
} // namespace

DryRunView::DryRunView(DryRunModel *model, theme::Theme *theme, QWidget *parent)
    : RowList("dryRun", tr("What would happen"), theme, parent)
{
    setModel(model);
    keepFitted(widestColumn);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // a note is cut, its tooltip is whole
}

} // namespace strandline::flashback
