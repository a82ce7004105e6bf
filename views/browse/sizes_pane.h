// The room that a table and its indexes take, or all of a database, as a grid with bars. Measured when it is
// first looked at; can be cancelled and repeated. GUI thread.
#pragma once

#include "models/browse/sizes_model.h"
#include "views/common/theme/theme.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace strandline::grid {
class DataGrid;
}

namespace strandline::browse {

class SizesPane : public QWidget
{
    Q_OBJECT
public:
    SizesPane(session::DatabaseSession *session, theme::Theme *theme, QWidget *parent = nullptr);

    // What to measure, at the session's moment: a table, or empty for the whole database. Done when the pane
    // is visible.
    void show(const QString &table);
    void clear();
    void measure();
    SizesModel *sizes() const { return m_sizes; }
    grid::DataGrid *grid() const { return m_grid; }

signals:
    void tableWanted(const QString &table);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void refresh();

    SizesModel *m_sizes;
    grid::DataGrid *m_grid;
    QLabel *m_text;
    QPushButton *m_again;
    QString m_table;
    bool m_wanted = false; // to be measured as soon as somebody looks
};

} // namespace strandline::browse
