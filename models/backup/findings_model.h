// What verifications found, as a table: which set, where, what. GUI thread.
#pragma once

#include "engine/backup/verify.h"

#include <QAbstractTableModel>

namespace strandline::backup {

class FindingsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        KindColumn,
        PieceColumn,
        OffsetColumn,
        MessageColumn,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void show(const std::vector<SetVerification> &sets);

private:
    std::vector<Finding> m_findings;
};

} // namespace strandline::backup
