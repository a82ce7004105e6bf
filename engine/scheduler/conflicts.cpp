#include "engine/scheduler/conflicts.h"

#include <algorithm>
#include <fmt/format.h>

namespace strandline::scheduler {

namespace {

constexpr std::chrono::minutes usualDuration{10}; // of a job that has not run yet
constexpr std::size_t runsConsidered = 5;

// Reads or writes the whole database.
bool heavy(JobKind kind)
{
    return kind == JobKind::Full || kind == JobKind::Cumulative || kind == JobKind::Verify ||
           kind == JobKind::RestoreTest;
}

struct Planned
{
    Job job;
    std::vector<core::Time> runs; // that will not be skipped
    std::chrono::microseconds duration{};
};

std::chrono::microseconds durationOf(const Schedules &schedules, const Job &job)
{
    std::chrono::microseconds sum{};
    std::int64_t count = 0;
    for (const Run &run : schedules.history(job.database, job.name, runsConsidered)) {
        if (run.status == RunStatus::Completed && run.started && run.ended) {
            sum += *run.ended - *run.started;
            ++count;
        }
    }
    return count > 0 ? sum / count : usualDuration;
}

std::optional<Conflict> together(const Planned &a, const Planned &b)
{
    Conflict conflict{Conflict::Kind::Together, a.job.name, b.job.name, {}, 0, a.runs.size()};
    for (const core::Time start : a.runs) {
        const auto next = std::lower_bound(b.runs.begin(), b.runs.end(), start);
        if (next != b.runs.end() && *next < start + a.duration) {
            conflict.first = conflict.count == 0 ? start : conflict.first;
            ++conflict.count;
        }
    }
    return conflict.count > 0 ? std::optional(conflict) : std::nullopt;
}

} // namespace

std::vector<Conflict> findConflicts(const Schedules &schedules, const std::string &database, core::Time now,
                                    int days)
{
    std::vector<Conflict> conflicts;
    std::vector<Planned> heavyJobs;
    const core::Time end = now + std::chrono::hours(24 * days);
    for (const Job &job : schedules.jobs(database)) {
        if (!job.enabled) {
            continue;
        }
        Planned planned{job, {}, {}};
        Conflict outside{Conflict::Kind::OutsideWindow, job.name, {}, {}, 0, 0};
        for (const PlannedRun &run : schedules.planUntil(job, now, end)) {
            ++outside.of;
            if (run.obstacle == Obstacle::OutsideWindow) {
                outside.first = outside.count == 0 ? run.due : outside.first;
                ++outside.count;
            } else if (run.obstacle == Obstacle::None) {
                planned.runs.push_back(run.due);
            }
        }
        if (outside.count > 0) {
            conflicts.push_back(outside);
        }
        if (heavy(job.kind)) {
            planned.duration = durationOf(schedules, job);
            heavyJobs.push_back(std::move(planned));
        }
    }
    for (std::size_t i = 0; i < heavyJobs.size(); ++i) {
        for (std::size_t k = i + 1; k < heavyJobs.size(); ++k) {
            const auto forth = together(heavyJobs[i], heavyJobs[k]);
            const auto found = forth ? forth : together(heavyJobs[k], heavyJobs[i]);
            if (found) {
                conflicts.push_back(*found);
            }
        }
    }
    return conflicts;
}

std::string describe(const Conflict &conflict)
{
    if (conflict.kind == Conflict::Kind::OutsideWindow) {
        return fmt::format("{} of {} runs of '{}' are outside its window and will be skipped.",
                           conflict.count, conflict.of, conflict.job);
    }
    return fmt::format("'{}' begins while '{}' runs: {} of {} times.", conflict.other, conflict.job,
                       conflict.count, conflict.of);
}

} // namespace strandline::scheduler
