#include "engine/engine.h"

namespace strandline::engine {

std::string version()
{
    return STRANDLINE_VERSION;
}

} // namespace strandline::engine
