// Who is in the way: puts the programs that hold a database's locks into SQLite's bare "database is locked".
// Private to the session area; safe from any thread.
#pragma once

#include "engine/core/error.h"

#include <string>

namespace strandline::session {

// For a Busy error of the database at path, the same with its holder named as far as the system tells it now;
// every other error as it is.
core::Error withLockHolder(core::Error error, const std::string &path);

} // namespace strandline::session
