// Executions that are worth looking at one by one: of five seconds and more, or asked for by the hint
// /*+ MONITOR */ in the statement. Those that run are of every program on the board. Those that ended were
// measured in this program; of other programs (five seconds and more) they are as the sampler saw them.
//
// Functions without state; any thread.
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
        Ended, // of another program: whether well isn't known
    };
    Status status = Status::Running;
    std::uint64_t sid = 0;
    std::uint64_t serial = 0;
    std::uint64_t number = 0;  // of the session's executions; with sid and serial it names one
    std::uint64_t process = 0; // 0: it has ended, and was of this program
    std::string program;       // empty: of this program
    std::uint64_t sqlId = 0;
    std::uint64_t planHash = 0; // 0: not known (yet)
    std::string sql;            // its beginning
    core::Time start;
    core::Time end;                     // of one that runs: now; Ended: when a look met it last
    std::chrono::nanoseconds dbTime{0}; // of one that runs: since it began, thinking of the client included
    std::array<std::uint64_t, SL_CLASSES> waitNs{}; // of one that ended
    std::optional<std::uint64_t> rows;              // of one that ended and was measured
    std::optional<std::uint64_t> vmSteps; // of one that runs: so far, in thousands. The probe tells none
    std::optional<std::uint64_t> gets;    // of one that runs: pages asked for so far. The same
    std::uint32_t event = 0;              // of one that runs: what it waits for now

    bool running() const { return status == Status::Running; }
    bool sampled() const { return status == Status::Ended; } // its times are estimates
    bool isSame(const Execution &other) const
    {
        return sid == other.sid && serial == other.serial && number == other.number;
    }
};

// Those that run, of every program on the board.
std::vector<Execution> runningExecutions(const Board &board, core::Time now);
// Those of five seconds and more among the rows, which are in order of time; the latest first. All as Ended,
// at their last row. Without their text.
std::vector<Execution> sampledExecutions(const std::vector<AshRow> &rows);
// Those that run first, then those that ended, the latest first.
std::vector<Execution> executions(const Monitor &monitor, core::Time now);

} // namespace strandline::monitor
