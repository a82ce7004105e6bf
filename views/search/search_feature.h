// The feature "Search", for the composition root.
#pragma once

#include "views/shell/feature.h"

namespace strandline::search {

shell::Feature searchFeature();

} // namespace strandline::search
