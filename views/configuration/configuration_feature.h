// The feature "Configuration".
#pragma once

#include "views/shell/feature.h"

namespace strandline::configuration {

shell::Feature configurationFeature();

} // namespace strandline::configuration
