// The shop at work for some seconds, watched as everybody's sessions are: what the pages of monitoring show
// of the demo. Its programs read, and give up what they write, so that nothing is committed and the history
// stays as it is. Each kind of trouble is in it: a report that reads whole tables, and a checkout that keeps
// the write lock while the customer thinks, for which the office waits.
#pragma once

#include "engine/core/job.h"
#include "engine/timeline/history.h"

#include <chrono>

namespace strandline::demo {

// Blocking. Samples, sums of statements and metrics go into the sidecar. Throws Cancelled, and what the
// database's connections throw.
void runWorkload(const timeline::Location &location, std::chrono::milliseconds length, std::uint64_t seed,
                 const core::JobContext &job);

} // namespace strandline::demo
