#include "views/browse/value_link.h"

#include "models/rows/cell_text.h"

#include <QTableView>

#include <algorithm>

namespace strandline::browse {

ValueLink::ValueLink(value::ValuePane *pane, QObject *parent) : QObject(parent), m_pane(pane)
{
    connect(pane, &value::ValuePane::edited, this, [this](const sqlite::Value &value) {
        if (m_edited != nullptr && m_cell.isValid()) {
            m_edited->setValue(m_cell, value);
        }
    });
}

void ValueLink::follow(QTableView *grid, rows::TableRowsModel *rows, edit::EditedRowsModel *edited)
{
    m_followed.push_back({grid, rows, edited});
    const auto look = [this, grid] {
        if (grid->isVisible()) {
            show(grid);
        }
    };
    connect(grid->selectionModel(), &QItemSelectionModel::currentChanged, this, look);
    connect(grid->model(), &QAbstractItemModel::modelAboutToBeReset, m_pane, [this, grid] {
        if (m_cell.isValid() && m_cell.model() == grid->model()) {
            m_pane->settle();
        }
    });
    connect(grid->model(), &QAbstractItemModel::modelReset, this, look);
    connect(grid->model(), &QAbstractItemModel::layoutChanged, this, look);
    connect(grid->model(), &QAbstractItemModel::rowsRemoved, this, look);
    connect(grid->model(), &QAbstractItemModel::dataChanged, this,
            [look, grid](const QModelIndex &from, const QModelIndex &to) {
                const QModelIndex cell = grid->currentIndex();
                if (cell.isValid() && cell.row() >= from.row() && cell.row() <= to.row()) {
                    look();
                }
            });
}

value::Subject ValueLink::subject(const Followed &followed, const QModelIndex &cell)
{
    value::Subject out = value::subjectOf(cell);
    std::optional<rows::Key> key = followed.rows->keyOf(cell.row());
    if (followed.edited == nullptr) {
        out.past = true;
        out.refusal = tr("The past can't be edited. Return to now.");
    } else {
        out.refusal = followed.edited->refusal(cell);
        if (const auto held = followed.edited->held(cell)) {
            out.known = {held->value, held->sizeBytes, held->partial};
            key = held->key;
        }
    }
    if (!out.known.partial) {
        return out;
    }
    if (!key || key->empty()) { // of a view: by the row's number
        out.load = [read = followed.rows->wholeRows({cell.row()}, {cell.column()})](
                       sqlite::ByteRange range, const core::JobContext &job) {
            const rows::TableRowsModel::Values values = read(job);
            return session::partOf(
                values.empty() || values[0].empty() ? sqlite::Null() : rows::sqlValue(values[0][0]), range);
        };
        return out;
    }
    const rows::TableShape &shape = followed.rows->shape();
    out.load = [source = followed.rows->source(),
                place = session::CellPlace{shape.table, shape.key, *key, shape.paging == rows::Paging::Rowid,
                                           shape.columns[static_cast<std::size_t>(cell.column())].name}](
                   sqlite::ByteRange range, const core::JobContext &job) {
        session::Lease lease = source.lease();
        return session::readCell(lease, place, range, job);
    };
    return out;
}

void ValueLink::show(QTableView *grid)
{
    const auto followed = std::find_if(m_followed.begin(), m_followed.end(),
                                       [grid](const Followed &one) { return one.grid == grid; });
    if (m_pane->isHidden() || followed == m_followed.end()) {
        return;
    }
    const QModelIndex cell = grid->currentIndex();
    const bool read = cell.isValid() && static_cast<rows::CellKind>(cell.data(rows::CellKindRole).toInt()) !=
                                            rows::CellKind::Loading;
    const bool same = m_cell.isValid() && m_cell == cell && m_shown;
    if (same && read) {
        m_pane->showAnew(subject(*followed, cell));
        return;
    }
    if (same) {
        return; // read anew just now
    }
    m_pane->settle(); // to the cell before
    m_cell = cell;
    m_edited = followed->edited;
    m_shown = read;
    read ? m_pane->show(subject(*followed, cell)) : m_pane->clear();
}

} // namespace strandline::browse
