// Shows the current cell of Browse's grids in the value pane, reads what the grid has not, and stages what is
// typed there. GUI thread.
#pragma once

#include "models/edit/edited_rows_model.h"
#include "views/common/value/value_pane.h"

#include <QPersistentModelIndex>

class QTableView;

namespace strandline::browse {

class ValueLink : public QObject
{
    Q_OBJECT
public:
    ValueLink(value::ValuePane *pane, QObject *parent);

    // rows: what the grid shows, or what its model lies over. edited: that model; null: nothing is edited.
    void follow(QTableView *grid, rows::TableRowsModel *rows, edit::EditedRowsModel *edited);
    // The pane came up, or another grid did: its current cell. Where the pane is hidden: nothing.
    void show(QTableView *grid);

private:
    struct Followed
    {
        QTableView *grid;
        rows::TableRowsModel *rows;
        edit::EditedRowsModel *edited;
    };
    static value::Subject subject(const Followed &followed, const QModelIndex &cell);

    value::ValuePane *m_pane;
    std::vector<Followed> m_followed;
    QPersistentModelIndex m_cell;              // that the pane shows
    edit::EditedRowsModel *m_edited = nullptr; // of it
    bool m_shown = false;                      // the pane has it; else it is not read yet
};

} // namespace strandline::browse
