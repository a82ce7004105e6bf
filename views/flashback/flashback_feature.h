// The feature "Flashback", for the composition root.
#pragma once

#include "views/shell/feature.h"

namespace strandline::flashback {

shell::Feature flashbackFeature();

} // namespace strandline::flashback
