#include "models/timeline/commits_model.h"

#include "models/text/quantities.h"

#include <algorithm>

namespace strandline::timeline {

CommitsModel::CommitsModel(QObject *parent) : QAbstractTableModel(parent) {}

int CommitsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_end - m_first);
}

int CommitsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

const Commit &CommitsModel::commitAt(int row) const
{
    return m_commits[m_end - 1 - static_cast<std::size_t>(row)];
}

const Commit *CommitsModel::find(core::Scn scn) const
{
    const auto it = std::lower_bound(m_commits.begin(), m_commits.end(), scn,
                                     [](const Commit &c, core::Scn s) { return c.scn < s; });
    return it != m_commits.end() && it->scn == scn ? &*it : nullptr;
}

const Commit *CommitsModel::lastUntil(core::Time t) const
{
    const auto after = std::upper_bound(m_commits.begin(), m_commits.end(), t,
                                        [](core::Time value, const Commit &c) { return value < c.timeTo; });
    return after == m_commits.begin() ? nullptr : &*(after - 1);
}

int CommitsModel::rowOf(core::Scn scn) const
{
    const Commit *commit = find(scn);
    if (commit == nullptr) {
        return -1;
    }
    const auto at = static_cast<std::size_t>(commit - m_commits.data());
    return at >= m_first && at < m_end ? static_cast<int>(m_end - 1 - at) : -1;
}

namespace {

QString note(const Commit &commit)
{
    QStringList notes;
    if (commit.base) {
        notes << CommitsModel::tr("Start of the history");
    }
    if (commit.gap) {
        notes << CommitsModel::tr("Gap: commits before it were not seen");
    }
    if (commit.uncertainTime()) {
        notes << CommitsModel::tr("Time uncertain: caught up after a pause");
    }
    return notes.join(" · ");
}

QString display(const Commit &commit, int column)
{
    switch (column) {
    case CommitsModel::ScnColumn:
        return text::number(commit.scn.value);
    case CommitsModel::TimeColumn:
        return (commit.uncertainTime() ? "≈ " : "") + text::time(commit.timeTo, text::now());
    case CommitsModel::PagesColumn:
        return text::number(commit.pages);
    case CommitsModel::BytesColumn:
        return text::bytes(commit.storedBytes);
    case CommitsModel::NoteColumn:
        return note(commit);
    default:
        return {};
    }
}

} // namespace

QVariant CommitsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    return dataOf(commitAt(index.row()), index.column(), role);
}

QVariant CommitsModel::dataOf(const Commit &commit, int column, int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return display(commit, column);
    case Qt::TextAlignmentRole:
        return column == NoteColumn || column == TimeColumn
                   ? QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter)
                   : QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    case Qt::ToolTipRole: {
        const QString when =
            commit.uncertainTime()
                ? tr("between %1 and %2").arg(text::utcTime(commit.timeFrom), text::utcTime(commit.timeTo))
                : text::utcTime(commit.timeTo);
        const QString remarks = note(commit);
        return tr("%1\n%2\n%3").arg(text::scn(commit.scn), text::fullTime(commit.timeTo), when) +
               (remarks.isEmpty() ? QString() : "\n" + remarks);
    }
    default:
        return {};
    }
}

QVariant CommitsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return section == NoteColumn || section == TimeColumn
                   ? QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter)
                   : QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case ScnColumn:
        return tr("SCN");
    case TimeColumn:
        return tr("Time");
    case PagesColumn:
        return tr("Pages");
    case BytesColumn:
        return tr("Stored");
    case NoteColumn:
        return tr("Remarks");
    default:
        return {};
    }
}

std::pair<std::size_t, std::size_t> CommitsModel::bounds() const
{
    if (!m_range) {
        return {0, m_commits.size()};
    }
    const auto first = std::lower_bound(m_commits.begin(), m_commits.end(), m_range->from,
                                        [](const Commit &c, core::Time t) { return c.timeTo < t; });
    const auto end = std::upper_bound(first, m_commits.end(), m_range->to,
                                      [](core::Time t, const Commit &c) { return t < c.timeTo; });
    return {static_cast<std::size_t>(first - m_commits.begin()),
            static_cast<std::size_t>(end - m_commits.begin())};
}

void CommitsModel::append(const std::vector<Commit> &commits)
{
    if (commits.empty()) {
        return;
    }
    Q_ASSERT(m_commits.empty() || m_commits.back().scn < commits.front().scn);
    const std::size_t before = m_commits.size();
    // The rows' backward order is kept by m_end, so more commits than rows may be there for a moment.
    m_commits.insert(m_commits.end(), commits.begin(), commits.end());
    const auto [first, end] = bounds();
    if (m_first == m_end && first != end) {
        beginResetModel();
        m_first = first;
        m_end = end;
        endResetModel();
    } else if (end > m_end && m_end == before) {
        beginInsertRows({}, 0, static_cast<int>(end - m_end) - 1);
        m_end = end;
        endInsertRows();
    }
    emit commitsChanged();
}

void CommitsModel::clear()
{
    beginResetModel();
    m_commits.clear();
    m_first = m_end = 0;
    m_range.reset();
    endResetModel();
    emit rangeChanged();
    emit commitsChanged();
}

void CommitsModel::setRange(std::optional<TimeRange> range)
{
    if (range == m_range) {
        return;
    }
    beginResetModel();
    m_range = range;
    std::tie(m_first, m_end) = bounds();
    endResetModel();
    emit rangeChanged();
}

} // namespace strandline::timeline
