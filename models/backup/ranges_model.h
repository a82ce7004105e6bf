// What can be restored and what can't, as a table: the ranges and the gaps between them, the newest first.
// GUI thread.
#pragma once

#include "engine/backup/reports.h"
#include "models/rows/cell_roles.h"

#include <QAbstractTableModel>

namespace strandline::backup {

class RangesModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        WhatColumn,
        ScnColumn,
        FromColumn,
        ToColumn,
        ColumnCount
    };
    enum Role
    {
        GapRole = rows::FirstFreeRole, // bool
    };

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void show(const std::optional<DatabaseSummary> &summary);

private:
    struct Row
    {
        bool gap = false;
        core::Scn from;
        core::Scn to;
        core::Time timeFrom;
        core::Time timeTo;
    };
    std::vector<Row> m_rows;
};

} // namespace strandline::backup
