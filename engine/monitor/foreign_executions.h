// Executions of other processes that take five seconds and more. Their programs tell of them while they run,
// and nothing when they end: that they have ended, and what they waited for, is known to a look of the
// sampler.
//
// Safe from any thread; look() belongs to the sampler's. Errors: none.
#pragma once

#include "engine/monitor/ash.h"

#include <array>
#include <deque>
#include <map>
#include <mutex>
#include <vector>

namespace strandline::monitor {

// One that runs, as far as the board tells: inside its first step, or between two.
bool isExecuting(const SessionNow &session);

struct ForeignExecution
{
    SessionNow session; // as it was seen last
    core::Time start;
    core::Time end; // of the last look that met it; up to a look's distance too early
    std::array<std::uint64_t, SL_CLASSES> ns{}; // in calls, by class of wait, as sampled
};

class ForeignExecutions
{
public:
    // rows: of this look; ring: of those before it.
    void look(const Board &board, const std::vector<AshRow> &rows, const AshRing &ring, core::Time now);
    // Those that have ended, in the order of it: the latest 200.
    std::vector<ForeignExecution> ended() const;
    // Those that ran are told as ended: another board is looked at from now on.
    void forget();

private:
    ForeignExecution *met(const Board &board, const AshRow &row, const AshRing &ring);
    void end(const ForeignExecution &execution);

    std::map<std::uint64_t, ForeignExecution> m_running; // by sid; of the sampler's thread

    mutable std::mutex m_mutex;
    std::deque<ForeignExecution> m_ended; // guarded by m_mutex
};

} // namespace strandline::monitor
