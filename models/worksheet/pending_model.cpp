#include "models/worksheet/pending_model.h"

#include "models/text/quantities.h"

namespace strandline::worksheet {

int PendingModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_changes.size());
}

int PendingModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 2;
}

QVariant PendingModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const session::PendingChange &change = m_changes[static_cast<std::size_t>(index.row())];
    const QString sql = QString::fromStdString(change.sql);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return index.column() == 0 ? sql.left(400).simplified()
                                   : text::number(static_cast<std::uint64_t>(change.changes));
    case Qt::ToolTipRole:
        return sql.left(4000);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((index.column() == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant PendingModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole) {
        return QVariant::fromValue((section == 1 ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return QAbstractTableModel::headerData(section, orientation, role);
    }
    return section == 0 ? tr("Statement, not committed yet") : tr("Rows changed");
}

void PendingModel::set(const std::vector<session::PendingChange> &changes)
{
    beginResetModel();
    m_changes = changes;
    endResetModel();
}

} // namespace strandline::worksheet
