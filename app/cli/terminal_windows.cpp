#include "app/cli/terminal.h"

#include <cstdio>
#include <fcntl.h>
#include <io.h>

namespace strandline::cli {

bool inputIsTerminal()
{
    return _isatty(_fileno(stdin)) != 0;
}

bool errorIsTerminal()
{
    return _isatty(_fileno(stderr)) != 0;
}

void useBinaryStreams()
{
    _setmode(_fileno(stdin), _O_BINARY);
    _setmode(_fileno(stdout), _O_BINARY);
}

} // namespace strandline::cli
