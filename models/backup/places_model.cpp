#include "models/backup/places_model.h"

#include "models/backup/backup_words.h"
#include "models/text/quantities.h"

#include <algorithm>
#include <tuple>

namespace strandline::backup {

namespace {

bool sound(const SetInfo &set)
{
    return set.status == SetStatus::Available || set.status == SetStatus::Obsolete;
}

} // namespace

int PlacesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PlacesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

void PlacesModel::show(const std::vector<Place> &places, const QStringList &here)
{
    std::vector<Row> rows;
    for (const Place &place : places) {
        Row row;
        row.name = QString::fromStdString(place.destination.name);
        row.where = QString::fromStdString(place.destination.url);
        row.bad = !place.problem.isEmpty();
        if (!place.read) {
            row.state = tr("Reading…");
        } else if (row.bad) {
            row.state = tr("Can't be read");
        } else {
            const auto there = std::count_if(here.begin(), here.end(), [&](const QString &id) {
                return std::any_of(place.copies.begin(), place.copies.end(),
                                   [&](const SetInfo &copy) { return copy.manifest.id == id.toStdString(); });
            });
            row.state = tr("%1 of %n backup(s)", nullptr, static_cast<int>(here.size())).arg(there);
        }
        rows.push_back(std::move(row));
    }
    const bool sameNames = rows.size() == m_rows.size() &&
                           std::equal(rows.begin(), rows.end(), m_rows.begin(),
                                      [](const Row &a, const Row &b) { return a.name == b.name; });
    if (sameNames) { // what is chosen stays chosen
        m_rows = std::move(rows);
        if (!m_rows.empty()) {
            emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        }
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int PlacesModel::rowOf(const QString &name) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &row) { return row.name == name; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

QVariant PlacesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == NameRole) {
        return row.name;
    }
    if (role == Qt::ToolTipRole) {
        return row.where;
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    return index.column() == NameColumn ? row.name : row.state;
}

QVariant PlacesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation == Qt::Vertical) {
        return {};
    }
    return section == NameColumn ? tr("Destination") : tr("There");
}

int CopiesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int CopiesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

void CopiesModel::show(const std::vector<SetInfo> &here, const std::vector<SetInfo> &there)
{
    std::vector<Row> rows;
    const auto rowOf = [&](const SetInfo &set) -> Row & {
        const auto found = std::find_if(
            rows.begin(), rows.end(), [&](const Row &row) { return row.set.manifest.id == set.manifest.id; });
        if (found != rows.end()) {
            return *found;
        }
        rows.push_back({set, {}, false, false, {}});
        return rows.back();
    };
    for (const SetInfo &set : here) {
        Row &row = rowOf(set);
        row.here = QString::fromStdString(set.store);
        row.sound = row.sound || sound(set);
    }
    for (const SetInfo &set : there) {
        Row &row = rowOf(set);
        row.copied = true;
        row.problem = sound(set) ? QString() : QString::fromStdString(set.problem);
    }
    std::stable_sort(rows.begin(), rows.end(), [](const Row &a, const Row &b) {
        const auto key = [](const Row &row) {
            return std::tie(row.set.manifest.started, row.set.manifest.id);
        };
        return key(a) > key(b);
    });
    const bool same = rows.size() == m_rows.size() &&
                      std::equal(rows.begin(), rows.end(), m_rows.begin(), [](const Row &a, const Row &b) {
                          return a.set.manifest.id == b.set.manifest.id;
                      });
    if (same) {
        m_rows = std::move(rows);
        if (!m_rows.empty()) {
            emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        }
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

QStringList CopiesModel::missingThere() const
{
    QStringList ids;
    for (const Row &row : m_rows) {
        if (row.sound && !row.copied) {
            ids << QString::fromStdString(row.set.manifest.id);
        }
    }
    return ids;
}

bool CopiesModel::encrypted() const
{
    return std::any_of(m_rows.begin(), m_rows.end(),
                       [](const Row &row) { return row.copied && row.set.manifest.encryption.has_value(); });
}

QVariant CopiesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    const Manifest &manifest = row.set.manifest;
    switch (role) {
    case IdRole:
        return QString::fromStdString(manifest.id);
    case HereRole:
        return !row.here.isEmpty();
    case ThereRole:
        return row.copied;
    case Qt::TextAlignmentRole:
        return index.column() == SizeColumn ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case Qt::ToolTipRole:
        return index.column() == HereColumn && !row.here.isEmpty() ? row.here
               : index.column() == ThereColumn                     ? row.problem
                                                                   : text::utcTime(manifest.ended);
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    if (manifest.pieces.empty() && index.column() < HereColumn) {
        return index.column() == MadeColumn ? QString::fromStdString(manifest.id) : QString();
    }
    switch (index.column()) {
    case MadeColumn:
        return text::time(manifest.ended, text::now());
    case KindColumn:
        return kindText(manifest.kind);
    case ScnColumn:
        return rangeText(manifest);
    case SizeColumn:
        return text::bytes(manifest.storedBytes());
    case HereColumn:
        return row.here.isEmpty() ? tr("Not here") : row.sound ? tr("Here") : tr("Damaged here");
    default:
        return !row.copied ? tr("Not copied") : row.problem.isEmpty() ? tr("Copied") : tr("Damaged there");
    }
}

QVariant CopiesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation == Qt::Vertical) {
        return {};
    }
    switch (section) {
    case MadeColumn:
        return tr("Made");
    case KindColumn:
        return tr("Kind");
    case ScnColumn:
        return tr("SCN");
    case SizeColumn:
        return tr("Stored");
    case HereColumn:
        return tr("Here");
    default:
        return tr("There");
    }
}

} // namespace strandline::backup
