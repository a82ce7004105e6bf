// A grid for large tables of values: rows of one fixed height, columns as wide as the first rows need, copy
// as tab-separated text. GUI thread.
#pragma once

#include "views/common/theme/theme.h"

#include <QTableView>

namespace strandline::grid {

class DataGrid : public QTableView
{
    Q_OBJECT
public:
    explicit DataGrid(theme::Theme *theme, QWidget *parent = nullptr);

    // Every column as wide as its title and its first rows, within bounds.
    void fitColumns();
    void copySelection() const;

protected:
    void keyPressEvent(QKeyEvent *event) override;
};

} // namespace strandline::grid
