#include "models/backup/snapshots_model.h"

#include "models/backup/backup_words.h"
#include "models/text/quantities.h"

#include <algorithm>

namespace strandline::backup {

SnapshotsModel::SnapshotsModel(BackupCatalogue *catalogue, QObject *parent)
    : QAbstractTableModel(parent), m_catalogue(catalogue)
{
    connect(catalogue, &BackupCatalogue::changed, this, &SnapshotsModel::take);
    take();
}

void SnapshotsModel::take()
{
    std::vector<Snapshot> snapshots = snapshotsIn(m_catalogue->snapshot().sets);
    std::reverse(snapshots.begin(), snapshots.end());
    const bool same = std::equal(snapshots.begin(), snapshots.end(), m_snapshots.begin(), m_snapshots.end(),
                                 [](const Snapshot &a, const Snapshot &b) {
                                     return a.name == b.name && a.set.manifest.id == b.set.manifest.id &&
                                            a.set.store == b.set.store && a.set.status == b.set.status;
                                 });
    if (!same) {
        beginResetModel();
        m_snapshots = std::move(snapshots);
        endResetModel();
    }
}

int SnapshotsModel::rowOf(const std::string &id) const
{
    const auto found = std::find_if(m_snapshots.begin(), m_snapshots.end(),
                                    [&](const Snapshot &snapshot) { return snapshot.set.manifest.id == id; });
    return found == m_snapshots.end() ? -1 : static_cast<int>(found - m_snapshots.begin());
}

int SnapshotsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_snapshots.size());
}

int SnapshotsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SnapshotsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Snapshot &snapshot = at(index.row());
    const Manifest &manifest = snapshot.set.manifest;
    if (role == Qt::ToolTipRole) {
        return QStringLiteral("%1\n%2").arg(text::fullTime(manifest.toTime),
                                            QString::fromStdString(manifest.id));
    }
    if (role == Qt::TextAlignmentRole && index.column() == SizeColumn) {
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
    case NameColumn:
        return QString::fromStdString(snapshot.name);
    case MadeColumn:
        return text::time(manifest.started, text::now());
    case StateColumn:
        return snapshot.set.status == SetStatus::Available ? rangeText(manifest)
                                                           : statusText(snapshot.set.status);
    case SizeColumn:
        return text::bytes(manifest.storedBytes());
    case StoreColumn:
        return QString::fromStdString(snapshot.set.store);
    default:
        return {};
    }
}

QVariant SnapshotsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole && orientation == Qt::Horizontal && section == SizeColumn) {
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole || orientation == Qt::Vertical) {
        return {};
    }
    switch (section) {
    case NameColumn:
        return tr("Name");
    case MadeColumn:
        return tr("Made");
    case StateColumn:
        return tr("State");
    case SizeColumn:
        return tr("Size");
    case StoreColumn:
        return tr("Folder");
    default:
        return {};
    }
}

} // namespace strandline::backup
