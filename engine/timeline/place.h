// Where a history lies and who owns it. Safe from any thread.
#pragma once

#include "engine/timeline/history.h"

namespace strandline::timeline {

// The same place with symbolic links of the database's path followed: SQLite puts the -wal beside the target.
Location resolved(Location location);

// Path of the file whose lock makes a process the one recorder.
std::string ownerLockPath(const Location &location);
// Who holds it; nothing: nobody.
std::optional<Owner> ownerOf(const Location &location);
// Text of the lock file for this process.
std::string ownerText(const std::string &program);

} // namespace strandline::timeline
