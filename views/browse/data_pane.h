// The rows of one table, now or as of the session's moment. GUI thread.
//
// While the session looks at the past, the pane is tinted and says so with "Return to now".
#pragma once

#include "models/rows/table_rows_model.h"
#include "views/shell/feature.h"

#include <QTimer>
#include <QWidget>

namespace strandline::grid {
class RowsPane;
}

class QStackedWidget;

namespace strandline::browse {

class DataPane : public QWidget
{
    Q_OBJECT
public:
    explicit DataPane(const shell::PageContext &context, QWidget *parent = nullptr);

    void show(const QString &table); // empty: nothing
    void readAgain();
    // Those that are shown: of now, or of the moment that the session looks at.
    rows::TableRowsModel *rows() const;
    grid::RowsPane *rowsPane() const;

signals:
    void figuresChanged();

private:
    void pointChanged();
    void refreshHeading();

    shell::PageContext m_context;
    rows::TableRowsModel *m_now;
    rows::TableRowsModel *m_then;
    grid::RowsPane *m_nowPane;
    grid::RowsPane *m_pastPane;
    QStackedWidget *m_panes;
    QString m_table;
    QTimer m_tick; // "2 h ago" ages
};

} // namespace strandline::browse
