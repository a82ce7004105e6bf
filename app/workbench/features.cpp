#include "app/workbench/features.h"

namespace strandline::workbench {

std::vector<shell::Feature> features()
{
    return {};
}

} // namespace strandline::workbench
