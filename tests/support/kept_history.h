// Days of monitoring as a shop's programs would have left them in the repository: what its board counted,
// which sessions were busy at what, what each statement took by the hour. Made through the engine's own
// MetricHistory and KeptStatistics with the clock put back; the same for the same end.
#pragma once

#include "engine/core/clock.h"
#include "engine/timeline/history.h"

#include <string>

namespace strandline::test {

struct KeptHistory
{
    std::chrono::hours metrics{24}; // every minute of the last day, then every fifth, then one an hour
    std::chrono::hours samples{24}; // one a second and busy session
    double sessions = 1.5;          // busy ones on average
};

// What its statements are: one whose plan got better in the middle of the samples, one that commits, one that
// waits for a lock in the hour that ended six hours ago.
extern const std::string keptReport;
extern const std::string keptUpdate;
extern const std::string keptImport;

// Up to `until`. The sidecar is made where it isn't there.
void keepHistory(const timeline::Location &location, core::Time until, const KeptHistory &what = {});

} // namespace strandline::test
