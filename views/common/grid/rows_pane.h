// One grid of a table's rows with its heading and, where there are none to show, the reason. GUI thread.
//
// The past's pane is tinted and carries the line "As of SCN …" with "Return to now".
#pragma once

#include "models/rows/table_rows_model.h"
#include "views/common/theme/theme.h"

#include <QPersistentModelIndex>
#include <QTimer>
#include <QWidget>

#include <functional>

class QAbstractItemModel;
class QLabel;
class QPushButton;

namespace strandline::widgets {
class ElidedLabel;
}

namespace strandline::grid {
class DataGrid;
}

namespace strandline::grid {

class RowsPane : public QWidget
{
    Q_OBJECT
public:
    enum class Moment
    {
        Now,
        Past
    };
    RowsPane(rows::TableRowsModel *rows, Moment moment, theme::Theme *theme, QWidget *parent = nullptr);

    // Keeps the user's order, widths and hidden columns of each table: load gives what save was given.
    using LoadColumns = std::function<QByteArray(const QString &table)>;
    using SaveColumns = std::function<void(const QString &table, const QByteArray &columns)>;
    void setColumnStore(LoadColumns load, SaveColumns save);

    DataGrid *grid() const { return m_grid; }
    // A model over the rows that the grid shows in their place.
    void setView(QAbstractItemModel *model);
    // The line above the grid; empty: no line.
    void setHeading(const QString &text);
    void setRemark(const QString &text); // at the right of the line
    QString heading() const;
    QString remark() const;

signals:
    void returnRequested();
    void topRowChanged(int row);

private:
    void makeLine(theme::Theme *theme);
    void refresh();
    void fitColumns();
    void keepPlace();

    rows::TableRowsModel *m_rows;
    Moment m_moment;
    QWidget *m_line;
    QLabel *m_icon;
    widgets::ElidedLabel *m_heading;
    widgets::ElidedLabel *m_remark;
    DataGrid *m_grid;
    QLabel *m_message;
    QString m_fittedTable; // columns were fitted for it
    qsizetype m_fittedColumns = 0;
    bool m_fitting = false; // what changes is not by the user
    LoadColumns m_loadColumns;
    SaveColumns m_saveColumns;
    QTimer m_columnsTimer;
    rows::RowQuery m_query;      // of the rows shown
    QPersistentModelIndex m_top; // the first row in sight stays there
};

} // namespace strandline::grid
