// The worksheet as the shell sees it. GUI thread.
#pragma once

#include "views/shell/feature.h"

namespace strandline::worksheet {

shell::Feature worksheetFeature();

} // namespace strandline::worksheet
