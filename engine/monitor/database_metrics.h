// What can be measured of a database from outside: its size, its WAL, who holds it, and how far it is
// recorded. Sources for a MetricRegistry; each belongs to the thread that reads the registry. Errors: those
// of ExternalWatch and timeline::History.
#pragma once

#include "engine/monitor/external.h"
#include "engine/monitor/metrics.h"
#include "engine/timeline/history.h"

namespace strandline::monitor {

// With one of the database's own connections.
void addDatabaseMetrics(MetricRegistry &registry, const std::string &database, const core::Clock &clock);
// As far as the history has taken in what was recorded.
void addHistoryMetrics(MetricRegistry &registry, std::shared_ptr<timeline::History> history);

} // namespace strandline::monitor
