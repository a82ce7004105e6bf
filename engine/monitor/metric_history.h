// Metrics over time: each second of the last hour in memory; each minute of a day, five minutes of a week and
// hour of 90 days in <sidecar>/repository.db.
//
// A histogram is kept as its count and sum, a summary as its quantiles, count and sum. What only grows is
// kept as its growth; where it shrank (a restart) that step has no point. A reading that comes up to three
// seconds after the one before spreads the growth evenly over them, and its other values stand for all of
// them; a later one leaves a hole.
//
// The repository is written where the database has a sidecar, by the one program that keeps its metrics: the
// first that locks <sidecar>/metrics.lock. MetricHistory: take() belongs to one thread, recent() to any.
// Errors: recordedMetrics() those of repository::Repository; what can't be written is missing there.
#pragma once

#include "engine/core/clock.h"
#include "engine/core/file.h"
#include "engine/monitor/metrics.h"
#include "engine/timeline/history.h"

#include <map>
#include <memory>
#include <mutex>
#include <optional>

namespace strandline::repository {
class Repository;
}

namespace strandline::monitor {

struct MetricPoint
{
    core::Time start;        // of the step
    std::uint32_t count = 0; // of the values that it sums up: at most one a second
    double sum = 0;          // of what grows: its growth over the step
    double min = 0;          // among its values (of what grows: the growth in a second)
    double max = 0;
};

struct MetricLine
{
    std::string name;   // "strandline_wal_size_bytes", "strandline_commit_seconds_count"
    std::string labels; // as metricLabelText() writes them
    std::string unit;
    bool grows = false;              // points hold growth; else values
    std::vector<MetricPoint> points; // ascending; steps without a value are left out, in the repository also
                                     // those without growth
};

struct MetricRange
{
    std::chrono::seconds step{};
    std::vector<MetricLine> lines; // by name and labels
};

// How long points of which length are kept.
struct MetricRollUp
{
    std::chrono::seconds step;
    std::chrono::seconds kept;
};
constexpr MetricRollUp secondsInMemory{std::chrono::seconds(1), std::chrono::hours(1)};
constexpr std::array<MetricRollUp, 3> metricRollUps{{{std::chrono::minutes(1), std::chrono::days(1)},
                                                     {std::chrono::minutes(5), std::chrono::days(7)},
                                                     {std::chrono::hours(1), std::chrono::days(90)}}};

class MetricHistory
{
public:
    MetricHistory(timeline::Location location, const core::Clock &clock);
    ~MetricHistory();

    // What was read just now; called each second. Once a minute it writes the minute before; the destructor
    // writes the begun one.
    void take(const std::vector<MetricFamily> &families);
    // From memory: lines over [from, to), second by second. names: of the metrics; none: all.
    MetricRange recent(core::Time from, core::Time to, const std::vector<std::string> &names = {}) const;

private:
    struct Figure;
    struct Line;
    using Lines = std::map<std::pair<std::string, std::string>, std::unique_ptr<Line>>; // by name and labels
    static std::vector<Figure> figuresOf(const MetricFamily &family);
    void note(const Figure &figure, std::int64_t second, std::optional<std::int64_t> before);
    bool knewFamily(const std::string &name, std::int64_t second) const;
    bool keeps();
    void tryWriteMinutes(std::int64_t last) noexcept;
    void writeMinute(std::int64_t minute);

    // Constant after construction.
    const timeline::Location m_location;
    const core::Clock &m_clock;
    // Of the thread that calls take().
    std::optional<core::FileIdentity> m_sidecar; // that the next two are of
    std::unique_ptr<core::FileLock> m_keeper;    // held: ours are the metrics that are kept
    std::unique_ptr<repository::Repository> m_repository;
    std::optional<std::int64_t> m_lastSecond; // since 1970
    std::optional<std::int64_t> m_unwritten;  // the first of the minutes that could not be written
    std::int64_t m_prunedHour = 0;

    mutable std::mutex m_mutex;
    Lines m_lines; // guarded by m_mutex
};

// From the repository: lines over [from, to), in the finest step that is still kept for `from`. names: of the
// metrics; none: all. Empty where nothing was recorded yet.
MetricRange recordedMetrics(const timeline::Location &location, core::Time from, core::Time to,
                            core::Time now, const std::vector<std::string> &names = {});

} // namespace strandline::monitor
