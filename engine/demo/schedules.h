// Jobs of the demo's database in the user's schedules, two of which have run: one made a backup, one failed.
// Blocks; any thread. Errors: those of scheduler::Schedules.
#pragma once

#include "engine/scheduler/runner.h"

namespace strandline::demo {

// Replaces the jobs that an earlier demo at the same place left.
void plantSchedules(const scheduler::Schedules &schedules, const scheduler::Execute &execute,
                    const std::string &database, const core::Clock &clock, const core::JobContext &job);

} // namespace strandline::demo
