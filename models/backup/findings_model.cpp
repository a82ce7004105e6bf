#include "models/backup/findings_model.h"

#include "models/text/quantities.h"

namespace strandline::backup {

namespace {

QString damageText(DamageKind kind)
{
    switch (kind) {
    case DamageKind::ChecksumMismatch:
        return FindingsModel::tr("Checksum mismatch");
    case DamageKind::InvalidHeader:
        return FindingsModel::tr("Invalid header");
    case DamageKind::InvalidData:
        return FindingsModel::tr("Invalid data");
    case DamageKind::TornPage:
        return FindingsModel::tr("Torn page");
    case DamageKind::MissingBlock:
        return FindingsModel::tr("Missing block");
    }
    return {};
}

} // namespace

int FindingsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_findings.size());
}

int FindingsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

void FindingsModel::show(const std::vector<SetVerification> &sets)
{
    beginResetModel();
    m_findings.clear();
    for (const SetVerification &set : sets) {
        m_findings.insert(m_findings.end(), set.findings.begin(), set.findings.end());
    }
    endResetModel();
}

QVariant FindingsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Finding &finding = m_findings[static_cast<std::size_t>(index.row())];
    if (role == Qt::ToolTipRole) {
        return QString::fromStdString(finding.id + '\n' + finding.message);
    }
    if (role == Qt::TextAlignmentRole && index.column() == OffsetColumn) {
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
    case KindColumn:
        return damageText(finding.kind);
    case PieceColumn:
        return QString::fromStdString(finding.piece.empty() ? finding.id : finding.piece);
    case OffsetColumn:
        return text::number(finding.offset);
    case MessageColumn:
        return QString::fromStdString(finding.message);
    default:
        return {};
    }
}

QVariant FindingsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole && orientation == Qt::Horizontal && section == OffsetColumn) {
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole || orientation == Qt::Vertical) {
        return {};
    }
    switch (section) {
    case KindColumn:
        return tr("Finding");
    case PieceColumn:
        return tr("Piece");
    case OffsetColumn:
        return tr("Offset");
    case MessageColumn:
        return tr("What it means");
    default:
        return {};
    }
}

} // namespace strandline::backup
