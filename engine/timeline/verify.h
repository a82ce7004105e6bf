// Reads and checks every stored byte of a history. Blocking; any thread.
#pragma once

#include "engine/timeline/store.h"

namespace strandline::timeline {

VerifyReport verifyStore(const Store &store, const core::JobContext &job);

} // namespace strandline::timeline
