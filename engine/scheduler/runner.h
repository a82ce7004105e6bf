// Runs jobs: those that are due, by priority, and those that a person asks for.
//
// A Runner is of one process and is safe from any thread; each call blocks until its runs have ended. What a
// job ends with is its result here, not an error: every run comes back as it stands in the history. Errors:
// those of Schedules, Busy for a job that runs already.
#pragma once

#include "engine/core/job.h"
#include "engine/scheduler/claims.h"

#include <functional>

namespace strandline::scheduler {

// What a run has done.
struct Outcome
{
    std::uint64_t bytes = 0; // written to the store
    std::string result;      // for people: "20261121T234501Z-full-3f9a1c"
    std::string failure; // whole sentences: it ran to its end and found what makes it a failure; empty: none
};

// Does what a job is for; throws core::Error.
using Execute = std::function<Outcome(const Job &, const core::JobContext &)>;

struct RunnerOptions
{
    // Called when a run begins and when it has ended, on the thread that runs it. May be empty.
    std::function<void(const Run &)> onChange;
};

class Runner
{
public:
    // clock outlives it.
    Runner(Schedules schedules, Execute execute, const core::Clock &clock, RunnerOptions options = {});

    // Everything that is due, until nothing is left; a stop ends the run that goes on, and the rest waits for
    // the next call. databases: as Schedules::keyOf(). Those that were skipped come first.
    std::vector<Run> runDue(const std::vector<std::string> &databases, Missed missed,
                            const core::JobContext &job, core::Time since = core::Time::max()) const;
    // One job, now.
    Run runNow(const std::string &database, const std::string &name, const core::JobContext &job) const;

    const Schedules &schedules() const { return m_claims.schedules(); }

private:
    Run run(Claim claim, const core::JobContext &job) const;
    void tell(const Run &run) const;

    const Claims m_claims;
    const Execute m_execute;
    const RunnerOptions m_options;
};

} // namespace strandline::scheduler
