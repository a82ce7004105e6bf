// What the dashboard shows of a database over a range of time: figures of now, and series for its charts.
// readDashboard() blocks; any thread. The rest are values. Errors: those of MetricHistory's repository.
#pragma once

#include "engine/core/job.h"
#include "engine/monitor/external.h"
#include "engine/monitor/metric_history.h"
#include "engine/session/database.h"
#include "models/series/series_data.h"

namespace strandline::dashboard {

struct Range
{
    std::chrono::seconds length;
    std::chrono::seconds step;
};
// Five minutes and an hour by the second, a day by the minute, a week by five minutes, 30 days by the hour.
constexpr std::array<Range, 5> ranges{{{std::chrono::minutes(5), std::chrono::seconds(1)},
                                       {std::chrono::hours(1), std::chrono::seconds(1)},
                                       {std::chrono::hours(24), std::chrono::minutes(1)},
                                       {std::chrono::hours(24 * 7), std::chrono::minutes(5)},
                                       {std::chrono::hours(24 * 30), std::chrono::hours(1)}}};

// Charts, in the order of the page.
enum class Chart
{
    Activity,   // average active sessions by wait class
    Throughput, // commits and statements
    Latency,    // of commits
    Cache,
    Wal,
    Growth,
    Io,
    Sessions,
};
constexpr std::size_t chartCount = 8;

struct TopStatement
{
    std::string sqlId;   // 13 characters; empty: none is told
    std::string text;    // normalised, or its beginning as it was told; empty: not known
    double sessions = 0; // on average active with it
    double share = 0;    // of all activity
};

// Of now: the average of the last ten seconds, where nothing else is said. NaN: not known.
struct Figures
{
    double activeSessions = 0;
    double commits = 0;      // a second: of all programs where the database is recorded, else of watched ones
    double statements = 0;   // a second
    double commitMedian = 0; // seconds, at most; of the whole range
    double commitP99 = 0;
    double commitCount = 0; // in the range
    double cacheHit = 0;    // 0 to 1, of the whole range
    double walBytes = 0;
    double lagFrames = 0;
    double databaseBytes = 0;
    double freeBytes = 0;
    double grownBytes = 0; // over the range, as far as it is known
    double readBytes = 0;  // a second
    double writtenBytes = 0;
};

struct DashboardData
{
    core::Time at;
    Range range{};
    std::array<series::SharedSeries, chartCount> charts; // by Chart
    Figures figures;
    bool walMode = false;
    std::optional<monitor::CheckpointPin> pin;
    std::size_t active = 0; // sessions on the board
    std::size_t idle = 0;
    std::size_t otherPrograms = 0;                        // that hold the database and tell nothing
    std::vector<TopStatement> top;                        // of the last minute
    bool kept = false;                                    // the repository holds metrics of the range
    std::shared_ptr<const monitor::MetricRange> recorded; // for the next reading of the same minute
};

// database: one that reads its metrics (Database::metrics()). before: of the same database; null: there is
// none.
DashboardData readDashboard(session::Database &database, const Range &range, const DashboardData *before,
                            const core::JobContext &job);

} // namespace strandline::dashboard
