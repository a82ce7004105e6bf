#include "models/backup/ranges_model.h"

#include "models/text/quantities.h"

#include <algorithm>

namespace strandline::backup {

int RangesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RangesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

void RangesModel::show(const std::optional<DatabaseSummary> &summary)
{
    std::vector<Row> rows;
    if (summary) {
        for (const RestorableRange &range : summary->restorable) {
            rows.push_back({false, range.from, range.to, range.timeFrom, range.timeTo});
        }
        for (const RecoveryGap &gap : summary->gaps) {
            rows.push_back({true, gap.from, gap.to, gap.timeFrom, gap.timeTo});
        }
    }
    std::sort(rows.begin(), rows.end(), [](const Row &a, const Row &b) {
        return a.from != b.from ? a.from > b.from : a.timeFrom > b.timeFrom;
    });
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

QVariant RangesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == GapRole) {
        return row.gap;
    }
    if (role == rows::RowMarkRole && row.gap) {
        return static_cast<int>(rows::RowMark::Deleted);
    }
    if (role == Qt::ToolTipRole) {
        return text::utcTime(row.timeFrom) + '\n' + text::utcTime(row.timeTo);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    const core::Time now = text::now();
    switch (index.column()) {
    case WhatColumn:
        return row.gap ? tr("Gap: can't be restored") : tr("Can be restored");
    case ScnColumn:
        return !row.from ? tr("–")
               : row.from == row.to
                   ? text::number(row.from.value)
                   : tr("%1 – %2").arg(text::number(row.from.value), text::number(row.to.value));
    case FromColumn:
        return text::time(row.timeFrom, now);
    case ToColumn:
        return text::time(row.timeTo, now);
    default:
        return {};
    }
}

QVariant RangesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation == Qt::Vertical) {
        return {};
    }
    switch (section) {
    case WhatColumn:
        return tr("What");
    case ScnColumn:
        return tr("SCN");
    case FromColumn:
        return tr("From");
    case ToColumn:
        return tr("To");
    default:
        return {};
    }
}

} // namespace strandline::backup
