// The commits of a history as a table, newest first: SCN, time, pages, bytes, remarks. GUI thread.
//
// A time range restricts the rows (the chart's brush). Rows are appended as commits arrive; the rows that are
// there keep their persistent indexes, so that a selection stays.
#pragma once

#include "engine/timeline/history.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace strandline::timeline {

struct TimeRange
{
    core::Time from; // both ends included
    core::Time to;
    bool operator==(const TimeRange &) const = default;
};

class CommitsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        ScnColumn,
        TimeColumn,
        PagesColumn,
        BytesColumn,
        NoteColumn,
        ColumnCount
    };

    explicit CommitsModel(QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    // What a cell of this commit says, for models that show commits too.
    static QVariant dataOf(const Commit &commit, int column, int role);
    // All commits, ascending, whatever the range.
    const std::vector<Commit> &commits() const { return m_commits; }
    const Commit &commitAt(int row) const;
    int rowOf(core::Scn scn) const; // -1: not among the rows
    const Commit *find(core::Scn scn) const;
    const Commit *lastUntil(core::Time t) const; // null: before the first

    // ascending and after all that are there
    void append(const std::vector<Commit> &commits);
    void clear();

    const std::optional<TimeRange> &range() const { return m_range; }
    void setRange(std::optional<TimeRange> range);

signals:
    void commitsChanged(); // appended or cleared
    void rangeChanged();

private:
    std::pair<std::size_t, std::size_t> bounds() const; // of the rows in m_commits: first, behind the last

    std::vector<Commit> m_commits;
    std::optional<TimeRange> m_range;
    std::size_t m_first = 0; // rows: m_commits[m_first..m_end), shown backwards
    std::size_t m_end = 0;
};

} // namespace strandline::timeline
