// How jobs bring standbys up to date. Private to the area; safe from any thread.
#pragma once

#include "engine/scheduler/job_calls.h"

namespace strandline::scheduler {

// All standbys of the job's store, also after one has failed; then throws the first error. Usage where the
// store has none. Errors: those of engine/offsite/standby.h.
Outcome syncStandbys(const Job &job, const JobSurroundings &surroundings, const core::JobContext &context);

} // namespace strandline::scheduler
