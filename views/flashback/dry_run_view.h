// What a flashback would do, as a short table. GUI thread.
#pragma once

#include "views/common/theme/theme.h"

#include <QTableView>

namespace strandline::flashback {

class DryRunModel;

class DryRunView : public QTableView
{
    Q_OBJECT
public:
    DryRunView(DryRunModel *model, theme::Theme *theme, QWidget *parent = nullptr);

private:
    void fitColumns();
};

} // namespace strandline::flashback
