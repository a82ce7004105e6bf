// A list of things, one a line: chosen as a whole, without grid and row numbers; the last column takes what
// the others leave. GUI thread.
#pragma once

#include "views/common/theme/theme.h"

#include <QTableView>

class QLabel;

namespace strandline::grid {

class RowList : public QTableView
{
    Q_OBJECT
public:
    RowList(const char *name, const QString &accessibleName, theme::Theme *theme, QWidget *parent = nullptr);

    // All columns but the last become as wide as their words, and none wider than widest.
    void fitColumns(int widest = 280);
    // The same, and again after each reset of the model that is set.
    void keepFitted(int widest = 280);
    // Stands in the place of rows, as the object name + "Empty"; empty: nothing does. The list stays visible:
    // one that hides loses the focus.
    void setEmptyText(const QString &text);

protected:
    void showEvent(QShowEvent *event) override;

private:
    int m_widest = 0; // until it is shown for the first time
    QLabel *m_empty = nullptr;
};

} // namespace strandline::grid
