// How jobs verify sets. Private to the area; safe from any thread. Errors: those of engine/backup/verify.h.
#pragma once

#include "engine/backup/keys.h"
#include "engine/scheduler/job_calls.h"

namespace strandline::scheduler {

// level: "quick", "standard", "full", "restore-test". What is wrong is the outcome's failure.
Outcome verifySets(const Job &job, const std::vector<std::string> &ids, const std::string &level,
                   const backup::KeyRing &keys, const JobSurroundings &surroundings,
                   const core::JobContext &context);

} // namespace strandline::scheduler
