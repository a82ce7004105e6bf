// The feature "Sessions".
#pragma once

#include "views/shell/feature.h"

namespace strandline::sessions {

shell::Feature sessionsFeature();

} // namespace strandline::sessions
