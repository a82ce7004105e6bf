// What can be measured of a database from outside: its size, its WAL, who holds it, and how far it is
// recorded. Sources for a MetricRegistry; each belongs to the thread that reads the registry. Errors: those
// of ExternalWatch and timeline::History.
#pragma once

#include "engine/monitor/external.h"
#include "engine/monitor/metrics.h"
#include "engine/timeline/history.h"

namespace strandline::monitor {

struct DatabaseMetricsOptions
{
    std::chrono::milliseconds busyTimeout{5000};         // then Busy
    std::function<void(const SeenDatabase &)> seen = {}; // told what each reading saw
};

// With connections of its own.
void addDatabaseMetrics(MetricRegistry &registry, const std::string &database, const core::Clock &clock,
                        DatabaseMetricsOptions options = {});

// The history of a database, as far as it is recorded; null: it isn't, or not yet.
using HistorySource = std::function<std::shared_ptr<timeline::History>()>;
void addHistoryMetrics(MetricRegistry &registry, HistorySource history);

} // namespace strandline::monitor
