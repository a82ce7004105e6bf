// What had most time in one dimension that can be chosen. A click on a row, or Enter, chooses its value; one
// on a SQL id asks for the statement. GUI thread.
#pragma once

#include "models/performance/top_model.h"
#include "views/common/theme/theme.h"

#include <QWidget>

namespace strandline::grid {
class RowList;
}

namespace strandline::performance {

class DimensionBox;

class TopList : public QWidget
{
    Q_OBJECT
public:
    // name: of the list; its box is name + "Dimension".
    TopList(const char *name, const QString &title, TopModel *model, theme::Theme *theme,
            QWidget *parent = nullptr);

    DimensionBox *box() const { return m_box; }
    grid::RowList *list() const { return m_list; }

signals:
    void valueChosen(const strandline::monitor::AshFilter &value);
    void sqlWanted(const QString &sqlId);

private:
    void choose(const QModelIndex &index);
    void showMenu(const QPoint &at);

    TopModel *m_model;
    theme::Theme *m_theme;
    DimensionBox *m_box;
    grid::RowList *m_list;
};

} // namespace strandline::performance
