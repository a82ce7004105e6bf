// The note that a flashback of the database leaves just before its commit: <sidecar>/flashback.note. It tells
// the recorder, of whatever process, that the commit which ends at this place of the WAL goes back to
// `target`, and so begins a new incarnation. The place has the WAL's checksum over the commit and all before
// it: no other commit can be taken for it. A note whose commit never came says nothing.
//
//   0  8  magic "STRLBACK"
//   8  4  format version (1)
//   12 4  frame with which the commit ends
//   16 16 id of the history
//   32 8  target SCN
//   40 8  salt, 2×4
//   48 8  cumulative checksum of that frame, 2×4
//   56 8  hash of bytes 0..55
// Integers are little-endian. Functions of any thread; one writes at a time: who holds the database's WRITE
// lock.
#pragma once

#include "engine/timeline/format.h"

namespace strandline::timeline {

struct BranchNote
{
    core::DatabaseId history;
    core::Scn target;
    WalPosition end;
};

// Durable on return. Errors: systemError.
void writeBranchNote(const Location &location, const BranchNote &note);
// Nothing where there is none, or one that is damaged or of a version that we don't know.
std::optional<BranchNote> readBranchNote(const Location &location);
void removeBranchNote(const Location &location) noexcept;

} // namespace strandline::timeline
