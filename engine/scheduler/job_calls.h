// What jobs do: the one place where schedules call the engine's backups.
// Safe from any thread; blocks. Errors: those of engine/backup.
#pragma once

#include "engine/core/keychain.h"
#include "engine/scheduler/runner.h"

namespace strandline::scheduler {

struct JobSurroundings
{
    std::string folder; // of the user's configuration
    std::function<std::string(const std::string &database)>
        historyOf; // folder of its history; empty: beside it
    const core::Clock *clock = nullptr;
    const core::Keychain *keychain = nullptr; // null: the program has none
};

Execute jobCalls(JobSurroundings surroundings);

} // namespace strandline::scheduler
