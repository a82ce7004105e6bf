// The features "Export" and "Import", for the composition root.
#pragma once

#include "views/shell/feature.h"

namespace strandline::transfer {

shell::Feature exportFeature();
shell::Feature importFeature();

} // namespace strandline::transfer
