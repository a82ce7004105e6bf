#include "engine/core/error.h"
#include "engine/operations/probe_run.h"

namespace strandline::operations {

void runProbed(const ProbedProgram & /*program*/)
{
    throw core::Error(core::ErrorCode::Unsupported, "The probe can be loaded into programs on Linux only.");
}

} // namespace strandline::operations
