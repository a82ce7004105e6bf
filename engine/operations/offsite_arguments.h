// What the operations for copies elsewhere share. Private to the area.
#pragma once

#include "engine/offsite/destination.h"
#include "engine/operations/registration.h"

namespace strandline::operations {

Argument destinationArgument(); // a name or URL, positional
offsite::Destination destinationOf(const Arguments &arguments, const Environment &environment);
offsite::Surroundings surroundingsOf(const Environment &environment);
std::string absolutePath(const std::string &path); // empty stays empty

} // namespace strandline::operations
