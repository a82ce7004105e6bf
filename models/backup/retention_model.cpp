#include "models/backup/retention_model.h"

#include "models/backup/backup_words.h"
#include "models/text/quantities.h"

#include <algorithm>

namespace strandline::backup {

int RetentionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RetentionModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

void RetentionModel::clear()
{
    show({}, {});
}

void RetentionModel::show(const RetentionPlan &plan, const std::vector<SetInfo> &sets)
{
    beginResetModel();
    m_rows.clear();
    const auto add = [&](const std::string &id, const std::vector<Reason> &reasons) {
        const auto set = std::find_if(sets.begin(), sets.end(),
                                      [&](const SetInfo &info) { return info.manifest.id == id; });
        if (set != sets.end()) {
            m_rows.push_back({set->manifest, reasons});
        }
    };
    for (const std::string &id : plan.obsolete) {
        add(id, {});
    }
    for (const Kept &kept : plan.kept) {
        add(kept.id, kept.reasons);
    }
    std::stable_sort(m_rows.begin(), m_rows.end(), [](const Row &a, const Row &b) {
        return a.reasons.empty() != b.reasons.empty() ? a.reasons.empty()
                                                      : a.manifest.started > b.manifest.started;
    });
    endResetModel();
}

QVariant RetentionModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    const core::Time now = text::now();
    if (role == IdRole) {
        return QString::fromStdString(row.manifest.id);
    }
    if (role == GoesRole) {
        return row.reasons.empty();
    }
    if (role == rows::RowMarkRole && row.reasons.empty()) {
        return static_cast<int>(rows::RowMark::Deleted);
    }
    if (role == Qt::ToolTipRole) {
        return QString::fromStdString(row.manifest.id) + '\n' + reasonsText(row.reasons, now);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
    case MadeColumn:
        return text::time(row.manifest.started, now);
    case KindColumn:
        return kindText(row.manifest.kind);
    case FateColumn:
        return row.reasons.empty() ? tr("Goes") : tr("Stays");
    case BecauseColumn:
        return row.reasons.empty() ? tr("no rule keeps it") : reasonsText(row.reasons, now);
    default:
        return {};
    }
}

QVariant RetentionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation == Qt::Vertical) {
        return {};
    }
    switch (section) {
    case MadeColumn:
        return tr("Made");
    case KindColumn:
        return tr("Kind");
    case FateColumn:
        return tr("What happens");
    case BecauseColumn:
        return tr("Because");
    default:
        return {};
    }
}

} // namespace strandline::backup
