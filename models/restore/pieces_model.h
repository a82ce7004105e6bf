// The pieces that a restore reads, in the order in which they are applied. GUI thread.
#pragma once

#include "engine/backup/restore_plan.h"

#include <QAbstractTableModel>

namespace strandline::restore {

class PiecesModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        SetColumn,
        MadeColumn,
        ReachesColumn,
        PieceColumn,
        SizeColumn,
        ColumnCount
    };
    using QAbstractTableModel::QAbstractTableModel;

    void setPlan(const backup::RestorePlan *plan); // null: none

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row
    {
        QString set;
        QString id;
        QString made;
        QString reaches;
        QString piece;
        QString size;
    };
    std::vector<Row> m_rows;
};

} // namespace strandline::restore
