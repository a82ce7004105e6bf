// Which process runs which job: due jobs become runs, and a run belongs to one process.
//
// A claim is a row of the history that names a lock file of its process. The lock dies with the process, so
// that a run left behind is told from one that goes on, and is recorded as failed. All methods are safe from
// any thread. Errors: as Schedules, and Busy for a job that runs already.
#pragma once

#include "engine/scheduler/schedules.h"

namespace strandline::scheduler {

// What happens to a job whose time passed while nothing ran schedules.
enum class Missed
{
    Run,          // once
    AsTheJobSays, // once where it says so, else it is recorded as skipped
};

struct Claim
{
    Run run;
    Job job;
};

class Claims
{
public:
    // clock outlives it.
    Claims(Schedules schedules, const core::Clock &clock);
    ~Claims();
    Claims(const Claims &) = delete;
    Claims &operator=(const Claims &) = delete;

    // Runs that a dead process left behind are recorded as failed; returns them.
    std::vector<Run> recover() const;
    // Makes runs of what is due, to be claimed; what must not run is recorded as skipped and returned.
    // since: jobs due before that time were missed.
    std::vector<Run> takeDue(const std::vector<std::string> &databases, Missed missed,
                             core::Time since = core::Time::max()) const;
    // The waiting run with the highest priority; nothing: none is left.
    std::optional<Claim> claimNext(const std::vector<std::string> &databases) const;
    // Of a job asked for by a person, whatever its window and time.
    Claim claimNow(const std::string &database, const std::string &name) const;
    // run: with its status, times, bytes, error.
    void record(const Run &run) const;

    const Schedules &schedules() const { return m_schedules; }
    const core::Clock &clock() const { return m_clock; }

private:
    std::string lockFolder() const;
    bool alive(const std::string &owner) const;
    std::string owner() const;

    const Schedules m_schedules;
    const core::Clock &m_clock;
    mutable std::mutex m_mutex; // guards the two below
    mutable std::string m_owner;
    mutable std::unique_ptr<core::FileLock> m_lock;
};

} // namespace strandline::scheduler
