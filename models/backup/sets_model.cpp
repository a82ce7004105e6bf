#include "models/backup/sets_model.h"

#include "models/backup/backup_words.h"
#include "models/text/quantities.h"

#include <algorithm>

namespace strandline::backup {

namespace {

constexpr quintptr setRow = 0; // internal id of a set's row; a piece's has its set's row + 1

QString keptText(const Manifest &manifest, core::Time now)
{
    if (manifest.pinned) {
        return SetsModel::tr("Pinned");
    }
    return manifest.keepUntil && *manifest.keepUntil > now
               ? SetsModel::tr("Until %1").arg(text::time(*manifest.keepUntil, now))
               : QString();
}

QString verifiedText(const std::optional<Verification> &verified, core::Time now)
{
    if (!verified) {
        return SetsModel::tr("Never");
    }
    return verified->ok ? SetsModel::tr("%1, %2", "level, time")
                              .arg(levelText(verified->level), text::ago(verified->time, now))
                        : SetsModel::tr("%n finding(s)", nullptr, static_cast<int>(verified->findings));
}

} // namespace

SetsModel::SetsModel(BackupCatalogue *catalogue, QObject *parent)
    : QAbstractItemModel(parent), m_catalogue(catalogue)
{
    connect(catalogue, &BackupCatalogue::changed, this, &SetsModel::rebuild);
    rebuild();
}

bool SetsModel::shows(const SetInfo &set) const
{
    if ((m_filter.kind && set.manifest.kind != *m_filter.kind) ||
        (m_filter.status && set.status != *m_filter.status) ||
        (!m_filter.store.isEmpty() && set.store != m_filter.store.toStdString())) {
        return false;
    }
    const auto has = [this](const std::string &text) {
        return QString::fromStdString(text).contains(m_filter.text, Qt::CaseInsensitive);
    };
    const Manifest &manifest = set.manifest;
    return m_filter.text.isEmpty() || has(manifest.id) ||
           std::any_of(manifest.tags.begin(), manifest.tags.end(), has) ||
           std::any_of(manifest.pieces.begin(), manifest.pieces.end(),
                       [&](const Piece &piece) { return has(piece.name); });
}

void SetsModel::rebuild()
{
    beginResetModel();
    m_sets.clear();
    const auto &all = m_catalogue->snapshot().sets;
    std::copy_if(all.rbegin(), all.rend(), std::back_inserter(m_sets),
                 [this](const SetInfo &set) { return shows(set); });
    endResetModel();
}

void SetsModel::setFilter(const SetFilter &filter)
{
    m_filter = filter;
    rebuild();
}

int SetsModel::total() const
{
    return static_cast<int>(m_catalogue->snapshot().sets.size());
}

QModelIndex SetsModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent)) {
        return {};
    }
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : setRow);
}

QModelIndex SetsModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == setRow) {
        return {};
    }
    return createIndex(static_cast<int>(child.internalId()) - 1, 0, setRow);
}

int SetsModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid()) {
        return static_cast<int>(m_sets.size());
    }
    if (parent.internalId() != setRow || parent.column() != 0) {
        return 0;
    }
    return static_cast<int>(m_sets[static_cast<std::size_t>(parent.row())].manifest.pieces.size());
}

int SetsModel::columnCount(const QModelIndex & /*parent*/) const
{
    return ColumnCount;
}

const SetInfo *SetsModel::setAt(const QModelIndex &index) const
{
    if (!index.isValid()) {
        return nullptr;
    }
    const int row = index.internalId() == setRow ? index.row() : static_cast<int>(index.internalId()) - 1;
    return &m_sets[static_cast<std::size_t>(row)];
}

QModelIndex SetsModel::indexOf(const QString &store, const QString &id) const
{
    for (std::size_t i = 0; i < m_sets.size(); ++i) {
        if (m_sets[i].manifest.id == id.toStdString() &&
            (store.isEmpty() || m_sets[i].store == store.toStdString())) {
            return index(static_cast<int>(i), 0);
        }
    }
    return {};
}

QString SetsModel::toolTip(const SetInfo &set) const
{
    QString tip = QString::fromStdString(set.manifest.id) + '\n' + text::fullTime(set.manifest.started);
    if (!set.problem.empty()) {
        tip += '\n' + QString::fromStdString(set.problem);
    }
    return tip;
}

QVariant SetsModel::setCell(const SetInfo &set, int column) const
{
    const Manifest &manifest = set.manifest;
    const core::Time now = text::now();
    switch (column) {
    case MadeColumn:
        return manifest.database.empty() ? QString::fromStdString(manifest.id)
                                         : text::time(manifest.started, now);
    case KindColumn:
        return manifest.database.empty() ? QString() : kindText(manifest.kind);
    case ScnColumn:
        return rangeText(manifest);
    case StatusColumn:
        return statusText(set.status);
    case StoredColumn:
        return text::bytes(manifest.storedBytes());
    case ContentColumn:
        return text::bytes(manifest.contentBytes());
    case EncryptedColumn:
        return manifest.encryption ? tr("Encrypted") : tr("No");
    case VerifiedColumn:
        return verifiedText(set.verified, now);
    case KeptColumn:
        return keptText(manifest, now);
    case StoreColumn:
        return QString::fromStdString(set.store);
    default:
        return {};
    }
}

QVariant SetsModel::pieceCell(const Piece &piece, int column) const
{
    switch (column) {
    case MadeColumn:
        return QString::fromStdString(piece.name);
    case KindColumn:
        return tr("Piece");
    case StoredColumn:
        return text::bytes(piece.storedBytes);
    case ContentColumn:
        return text::bytes(piece.contentBytes);
    default:
        return {};
    }
}

QVariant SetsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const SetInfo &set = *setAt(index);
    const bool piece = index.internalId() != setRow;
    switch (role) {
    case Qt::DisplayRole:
        return piece ? pieceCell(set.manifest.pieces[static_cast<std::size_t>(index.row())], index.column())
                     : setCell(set, index.column());
    case Qt::ToolTipRole:
        return piece ? QString::fromStdString(
                           set.manifest.pieces[static_cast<std::size_t>(index.row())].storedDigest)
                     : toolTip(set);
    case Qt::TextAlignmentRole:
        return index.column() == ScnColumn || index.column() == StoredColumn ||
                       index.column() == ContentColumn
                   ? QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter)
                   : QVariant();
    case IdRole:
        return QString::fromStdString(set.manifest.id);
    case StoreRole:
        return QString::fromStdString(set.store);
    case StatusRole:
        return piece ? QVariant() : QVariant(static_cast<int>(set.status));
    default:
        return {};
    }
}

QVariant SetsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool figures = section == ScnColumn || section == StoredColumn || section == ContentColumn;
    if (role == Qt::TextAlignmentRole && orientation == Qt::Horizontal && figures) {
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    }
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
    case StatusColumn:
        return tr("Status");
    case StoredColumn:
        return tr("Stored");
    case ContentColumn:
        return tr("Content");
    case EncryptedColumn:
        return tr("Encryption");
    case VerifiedColumn:
        return tr("Verified");
    case KeptColumn:
        return tr("Kept");
    case StoreColumn:
        return tr("Store");
    default:
        return {};
    }
}

} // namespace strandline::backup
