// What a flashback of tables would do, or did: a line for each kind of change, for what stands in the way and
// for what one should know. GUI thread; shows snapshots.
#pragma once

#include "engine/flashback/flashback_table.h"
#include "engine/flashback/undrop.h"
#include "models/rows/cell_roles.h"

#include <QAbstractTableModel>

namespace strandline::flashback {

class DryRunModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        WhatColumn,
        RowsColumn,
        NoteColumn,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void show(const TablePlan &plan);
    void show(const UndropPlan &plan);
    void clear();
    bool hasConflict() const { return m_conflict; }

private:
    struct Line
    {
        rows::RowMark mark = rows::RowMark::None;
        QString what;
        std::optional<quint64> rows = {};
        QString note = {};
    };
    void set(std::vector<Line> lines, bool conflict);

    std::vector<Line> m_lines;
    bool m_conflict = false;
};

} // namespace strandline::flashback
