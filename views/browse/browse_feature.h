// The feature "Browse", for the composition root.
#pragma once

#include "views/shell/feature.h"

namespace strandline::browse {

shell::Feature browseFeature();

} // namespace strandline::browse
