// The snapshots of the database in all stores that are known, the newest first: states that somebody gave a
// name. Follows the catalogue. GUI thread.
#pragma once

#include "engine/backup/snapshot.h"
#include "models/backup/backup_catalogue.h"

#include <QAbstractTableModel>

namespace strandline::backup {

class SnapshotsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        NameColumn,
        MadeColumn,
        StateColumn,
        SizeColumn,
        StoreColumn,
        ColumnCount
    };

    explicit SnapshotsModel(BackupCatalogue *catalogue, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    const Snapshot &at(int row) const { return m_snapshots[static_cast<std::size_t>(row)]; }
    int rowOf(const std::string &id) const; // of the set; -1: not there

private:
    void take();

    BackupCatalogue *m_catalogue;
    std::vector<Snapshot> m_snapshots;
};

} // namespace strandline::backup
