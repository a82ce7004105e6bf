// A grid for large tables of values: rows of one fixed height, columns as wide as the first rows need, copy
// as text of several kinds, a header with marks of the sort and fields for filters where its owner wants
// them. GUI thread.
#pragma once

#include "models/rows/copy_text.h"
#include "views/common/grid/filter_header.h"
#include "views/common/theme/theme.h"

#include <QTableView>

#include <functional>

class QMenu;

namespace strandline::grid {

class DataGrid : public QTableView
{
    Q_OBJECT
public:
    explicit DataGrid(theme::Theme *theme, QWidget *parent = nullptr);

    // Every column as wide as its title and its first rows, within bounds.
    void fitColumns();
    FilterHeader *header() const { return m_header; }

    // The selected cells; where the selection has holes, the rows and columns that it touches. The name is
    // that of the table, for INSERT statements.
    void setTableName(const QString &name) { m_tableName = name; }
    void copySelection(rows::CopyFormat format = rows::CopyFormat::Tsv) const;
    // Who gets what the grid has not: values that are not loaded, or only their beginning. rows and columns
    // are the model's, columns in the order of the grid.
    struct CopyWish
    {
        rows::CopyFormat format = rows::CopyFormat::Tsv;
        std::vector<int> rows;
        std::vector<int> columns;
    };
    using CopySource = std::function<void(const CopyWish &)>;
    void setCopySource(CopySource source) { m_copySource = std::move(source); }
    QStringList columnNames(const std::vector<int> &columns) const;

    // Order, widths and hidden columns, for settings. restore: false where it is of other columns.
    QByteArray saveColumns() const;
    bool restoreColumns(const QByteArray &state);

signals:
    // The menu of a cell is about to be shown: its owner adds what it can do. The menu goes with its closing.
    void cellMenuWanted(QMenu *menu, const QModelIndex &index);
    // F2 or a double click on a cell that can't be edited in its place.
    void valueWanted(const QModelIndex &cell);
    void columnMenuWanted(QMenu *menu, int column);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void addCopyActions(QMenu *menu);
    void showColumnMenu(const QPoint &at);

    FilterHeader *m_header;
    CopySource m_copySource;
    QString m_tableName;
};

} // namespace strandline::grid
