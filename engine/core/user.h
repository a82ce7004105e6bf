// Under whose account this program runs. Any thread.
#pragma once

#include <string>

namespace strandline::core {

// Empty where the system doesn't tell.
std::string currentUser();

} // namespace strandline::core
