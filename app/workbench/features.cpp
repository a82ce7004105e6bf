#include "app/workbench/features.h"

#include "views/browse/browse_feature.h"
#include "views/flashback/flashback_feature.h"

namespace strandline::workbench {

std::vector<shell::Feature> features()
{
    return {browse::browseFeature(), flashback::flashbackFeature()};
}

} // namespace strandline::workbench
