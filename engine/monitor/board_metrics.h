// What the session board tells as metrics: sessions, DB time and its parts, waits with their latencies,
// commits. A source for a MetricRegistry; any thread. Errors: none.
#pragma once

#include "engine/monitor/board.h"
#include "engine/monitor/metrics.h"

namespace strandline::monitor {

// Each reading frees the slots of programs that are gone. Counters are those of all programs on the board,
// those that ended among them, since the board was made.
// board: asked for at each reading.
using BoardSource = std::function<std::shared_ptr<Board>()>;
void addBoardMetrics(MetricRegistry &registry, BoardSource board);

} // namespace strandline::monitor
