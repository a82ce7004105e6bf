// The feature "schedules": jobs by the clock, what became of them, windows and holidays.
#pragma once

#include "engine/core/keychain.h"
#include "views/shell/feature.h"

namespace strandline::scheduler {

// keychain: null where the program has none.
shell::Feature schedulesFeature(std::shared_ptr<const core::Keychain> keychain);

} // namespace strandline::scheduler
