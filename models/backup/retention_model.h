// A retention plan as a table: each set, whether it stays or goes, and why. GUI thread.
#pragma once

#include "engine/backup/retention.h"
#include "models/rows/cell_roles.h"

#include <QAbstractTableModel>

namespace strandline::backup {

class RetentionModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        MadeColumn,
        KindColumn,
        FateColumn,
        BecauseColumn,
        ColumnCount
    };
    enum Role
    {
        IdRole = rows::FirstFreeRole,
        GoesRole, // bool
    };

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    // sets: those that the plan was made of.
    void show(const RetentionPlan &plan, const std::vector<SetInfo> &sets);
    void clear();

private:
    struct Row
    {
        Manifest manifest;
        std::vector<Reason> reasons; // none: it goes
    };
    std::vector<Row> m_rows; // what goes first, then what stays; each the newest first
};

} // namespace strandline::backup
