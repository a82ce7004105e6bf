// What a flashback would do, as a short table. GUI thread.
#pragma once

#include "views/common/grid/row_list.h"

namespace strandline::flashback {

class DryRunModel;

class DryRunView : public grid::RowList
{
    Q_OBJECT
public:
    DryRunView(DryRunModel *model, theme::Theme *theme, QWidget *parent = nullptr);
};

} // namespace strandline::flashback
