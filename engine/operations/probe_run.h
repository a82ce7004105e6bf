// Turns this process into another program with the probe loaded. Private to the area. Called once, when
// nothing else is left to do.
#pragma once

#include <string>
#include <vector>

namespace strandline::operations {

struct ProbedProgram
{
    std::vector<std::string> command; // the program (looked for in PATH), its arguments
    std::string database = {};        // only this one, with symbolic links resolved; empty: all
    std::string board = {};           // of that one
};

// Doesn't return: the program's end is ours. Throws NotFound and Permission where it can't be started,
// NotFound where the probe isn't installed, Unsupported on other systems than Linux.
[[noreturn]] void runProbed(const ProbedProgram &program);

} // namespace strandline::operations
