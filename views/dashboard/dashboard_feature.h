// The feature "Dashboard".
#pragma once

#include "views/shell/feature.h"

namespace strandline::dashboard {

shell::Feature dashboardFeature();

} // namespace strandline::dashboard
