// What samples of the active session history say: who was active when, by dimension, for charts, top lists
// and maps. A row counts for its usecsPerRow; average active sessions = that time / the time looked at. A
// share p of n rows is known to about +-1.96 sqrt(p (1 - p) / n).
//
// Functions without state; any thread. Errors: rowsBetween() and activityBetween() those of
// repository::Repository.
#pragma once

#include "engine/monitor/ash.h"
#include "engine/monitor/kept_statistics.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strandline::monitor {

enum class AshDimension
{
    // The statement
    SqlId,
    Plan,
    Operation, // its verb
    Phase,
    // What was used or waited for
    WaitClass,
    Event,
    Blocker, // who had the lock
             // Who
    Session,
    Program,
    Module,
    Action,
    Client,
    Transaction,
};
constexpr std::size_t ashDimensions = 13;
constexpr AshDimension ashDimension(std::size_t number)
{
    return static_cast<AshDimension>(number);
}

// "sql_id", "wait_class" …: stable, for requests and settings.
std::string_view dimensionId(AshDimension dimension);
std::optional<AshDimension> dimensionFrom(std::string_view id);

// The row's value: 13 characters of a SQL id, 16 hexadecimal digits of a plan, "sid,serial" of a session,
// "session 5" or "process 4711" of a blocker, else the word as it stands in v$active_session_history. Empty:
// it has none.
std::string valueOf(const AshRow &row, AshDimension dimension);

struct AshFilter
{
    AshDimension dimension = AshDimension::SqlId;
    std::string value; // as valueOf(); empty: rows that have none
    bool operator==(const AshFilter &) const = default;
};

// Leaves the rows that all filters let pass.
void keepMatching(std::vector<AshRow> &rows, const std::vector<AshFilter> &filters);

// [from, to) in order of time: of what the ring has in whole the ring's rows, before it those that were kept.
// No sample comes twice. kept null: nothing was kept. step: those that were kept are summed up in such steps
// (KeptStatistics::sums), which is enough for all that follows here.
std::vector<AshRow> rowsBetween(std::vector<AshRow> ring, KeptStatistics *kept, core::Time from,
                                core::Time to, std::optional<std::chrono::microseconds> step = {});
std::size_t samplesOf(const std::vector<AshRow> &rows);

// Average active sessions by class, step by step from `from` on. A row's time lies before its moment, on as
// many steps as it reaches over; what lies before from counts in the first step.
struct AshActivity
{
    using ByClass = std::array<double, SL_CLASSES>;
    core::Time from;
    std::chrono::microseconds step{0};
    std::vector<ByClass> steps;

    double total() const; // the mean over all of it
};
AshActivity activityOf(const std::vector<AshRow> &rows, core::Time from, core::Time to, std::size_t steps);
// The same of all sessions for long times, whose kept rows are summed up where they lie, each in the step of
// its moment.
AshActivity activityBetween(const std::vector<AshRow> &ring, KeptStatistics *kept, core::Time from,
                            core::Time to, std::size_t steps);

struct AshShare
{
    std::string value; // as valueOf()
    std::int64_t micros = 0;
    std::array<std::int64_t, SL_CLASSES> byClass{}; // of micros
    std::size_t rows = 0;
    double share = 0; // of the time of all rows that were looked at
    double error = 0; // give or take, of the share
};

// The values that have most time, the greatest first; equal ones by value.
std::vector<AshShare> topOf(const std::vector<AshRow> &rows, AshDimension dimension, std::size_t limit);

// Nested totals: the values of the first dimension, in each those of the next one; the greatest first.
struct AshNode
{
    AshShare total; // its share is of all rows
    std::vector<AshNode> children;
};
std::vector<AshNode> nestedTotals(const std::vector<AshRow> &rows,
                                  const std::vector<AshDimension> &dimensions);

// Share of the greatest value of each dimension, by its number: how skewed it is. 0: there are no rows.
std::array<double, ashDimensions> skewOf(const std::vector<AshRow> &rows);

} // namespace strandline::monitor
