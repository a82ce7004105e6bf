// The feature "restore" for the composition root.
#pragma once

#include "views/shell/feature.h"

namespace strandline::restore {

shell::Feature restoreFeature();

} // namespace strandline::restore
