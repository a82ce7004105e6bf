// The feature "Diagram", for the composition root.
#pragma once

#include "views/shell/feature.h"

namespace strandline::diagram {

shell::Feature diagramFeature();

} // namespace strandline::diagram
