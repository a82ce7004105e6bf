// Executions that are worth looking at one by one: of five seconds and more, or asked for by the hint
// /*+ MONITOR */ in the statement. Those that run are of every program on the board, those that ended of this
// one.
//
// A function without state; any thread.
#pragma once

#include "engine/monitor/monitor.h"

#include <optional>

namespace strandline::monitor {

struct Execution
{
    enum class Status
    {
        Running,
        Done,
        Failed,
    };
    Status status = Status::Running;
    std::uint64_t sid = 0;
    std::uint64_t serial = 0;
    std::uint64_t number = 0;  // of the session's executions; with sid and serial it names one
    std::uint64_t process = 0; // 0: it has ended, and was ours
    std::string program;
    std::uint64_t sqlId = 0;
    std::uint64_t planHash = 0; // 0: not known (yet)
    std::string sql;            // its beginning
    core::Time start;
    core::Time end;                     // of one that runs: now
    std::chrono::nanoseconds dbTime{0}; // of one that runs: since it began, thinking of the client included
    std::array<std::uint64_t, SL_CLASSES> waitNs{}; // of one that ended
    std::optional<std::uint64_t> rows;              // of one that ended
    std::uint64_t vmSteps = 0;                      // of one that runs: so far, in thousands
    std::uint64_t gets = 0;                         // of one that runs: pages asked for so far
    std::uint32_t event = 0;                        // of one that runs: what it waits for now

    bool running() const { return status == Status::Running; }
    bool isSame(const Execution &other) const
    {
        return sid == other.sid && serial == other.serial && number == other.number;
    }
};

// Those that run first, then those that ended, the latest first.
std::vector<Execution> executions(const Monitor &monitor, core::Time now);

} // namespace strandline::monitor
