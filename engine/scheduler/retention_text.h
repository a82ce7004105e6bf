// A job's retention as text and as a policy. Functions without state; safe from any thread.
#pragma once

#include "engine/backup/retention.h"

namespace strandline::scheduler {

// "recovery-window=7d", "redundancy=3" or "gfs=24,7,4,12,5"; empty keeps all. zone: in which days are
// counted. Throws Usage.
backup::Policy policyOf(const std::string &text, const std::string &zone);

} // namespace strandline::scheduler
