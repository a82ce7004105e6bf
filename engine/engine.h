// The entry of the engine: names that every client needs.
#pragma once

#include "engine/core/error.h"

namespace strandline::engine {

using core::Error;
using core::ErrorCode;

std::string version(); // "0.1.0"

} // namespace strandline::engine
