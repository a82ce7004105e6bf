#include "models/restore/pieces_model.h"

#include "models/backup/backup_words.h"
#include "models/text/quantities.h"

namespace strandline::restore {

void PiecesModel::setPlan(const backup::RestorePlan *plan)
{
    beginResetModel();
    m_rows.clear();
    if (plan != nullptr) {
        for (const backup::PlannedSet &planned : plan->sets) {
            const backup::Manifest &manifest = planned.set.manifest;
            for (const backup::Piece &piece : manifest.pieces) {
                m_rows.push_back({backup::kindText(manifest.kind), QString::fromStdString(manifest.id),
                                  text::time(manifest.started, text::now()),
                                  planned.to ? text::scn(planned.to) : QString(),
                                  QString::fromStdString(piece.name), text::bytes(piece.storedBytes)});
            }
        }
    }
    endResetModel();
}

int PiecesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PiecesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PiecesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == Qt::TextAlignmentRole) {
        return index.column() == SizeColumn ? int(Qt::AlignRight | Qt::AlignVCenter)
                                            : int(Qt::AlignLeft | Qt::AlignVCenter);
    }
    if (role == Qt::ToolTipRole) {
        return row.id;
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
    case SetColumn:
        return row.set;
    case MadeColumn:
        return row.made;
    case ReachesColumn:
        return row.reaches;
    case PieceColumn:
        return row.piece;
    default:
        return row.size;
    }
}

QVariant PiecesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section == SizeColumn) {
        return int(Qt::AlignRight | Qt::AlignVCenter);
    }
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case SetColumn:
        return tr("Backup set");
    case MadeColumn:
        return tr("Made");
    case ReachesColumn:
        return tr("Up to");
    case PieceColumn:
        return tr("Piece");
    default:
        return tr("Size");
    }
}

} // namespace strandline::restore
