// The features of the workbench, in the order of the navigation: one line a feature.
#pragma once

#include "views/shell/feature.h"

#include <vector>

namespace strandline::workbench {

std::vector<shell::Feature> features();

} // namespace strandline::workbench
