// What the command line asks of its standard streams. Safe from any thread. Never throws.
#pragma once

namespace strandline::cli {

bool inputIsTerminal();
bool errorIsTerminal();
// Bytes go through as they are, where a system would change line ends.
void useBinaryStreams();

} // namespace strandline::cli
