// Leaves the shared memory of a WAL database as a writer that died would have: for the tests' neighbour
// processes. The process must exit right after: SQLite's locks in it are void.
#pragma once

#include <string>

namespace strandline::test {

// Commits one more commit of the load, then puts the first copy of the wal-index header back to what it was:
// as if the writer had died between the two copies. Every program must run recovery next; the commit stands.
int dieBetweenCopies(const std::string &database);

// Writes a commit's frames but puts back both copies of the header and exits: as if the writer had died
// before it published them. The commit never happened, though its frames are whole. Nobody else may write
// meanwhile.
int dieBeforeHeader(const std::string &database);

// Damages the copy 0 or 1 (2: both) without opening the database.
int pokeHeader(const std::string &database, int copy);

} // namespace strandline::test
