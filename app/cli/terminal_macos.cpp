#include "app/cli/terminal.h"

#include <unistd.h>

namespace strandline::cli {

bool inputIsTerminal()
{
    return isatty(STDIN_FILENO) == 1;
}

bool errorIsTerminal()
{
    return isatty(STDERR_FILENO) == 1;
}

void useBinaryStreams() {}

} // namespace strandline::cli
