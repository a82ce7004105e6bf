// What doesn't go together in schedules: runs outside of a job's window, and heavy jobs at the same time.
// Blocks for a read of schedules.db; safe from any thread. Errors: those of Schedules.
#pragma once

#include "engine/scheduler/schedules.h"

namespace strandline::scheduler {

struct Conflict
{
    enum class Kind
    {
        OutsideWindow, // count of the job's runs will be skipped
        Together,      // count times the other one begins while this one runs
    };
    Kind kind = Kind::OutsideWindow;
    std::string job;
    std::string other; // Together
    core::Time first;  // the first time
    std::size_t count = 0;
    std::size_t of = 0; // runs of the job
};

// Of the enabled jobs of a database in the days after now. How long a job takes is told by its history.
std::vector<Conflict> findConflicts(const Schedules &schedules, const std::string &database, core::Time now,
                                    int days = 7);
// A whole sentence in English.
std::string describe(const Conflict &conflict);

} // namespace strandline::scheduler
