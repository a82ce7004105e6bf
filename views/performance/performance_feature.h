// The feature "Performance Hub".
#pragma once

#include "views/shell/feature.h"

namespace strandline::performance {

shell::Feature performanceFeature();

} // namespace strandline::performance
