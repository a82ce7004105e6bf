// The tables v$session, v$sql, ...: what monitoring knows, for statements of any worksheet to read and join.
// docs/monitoring.md describes them column by column. Rows are computed when a scan begins.
#pragma once

#include "engine/monitor/monitor.h"
#include "engine/sqlite/connection.h"

namespace strandline::monitor {

// Makes all of them known on the connection. It must not outlive the monitor's clock.
void addPerformanceTables(sqlite::Connection &connection, const std::shared_ptr<Monitor> &monitor);

} // namespace strandline::monitor
