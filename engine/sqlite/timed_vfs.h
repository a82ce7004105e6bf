// A VFS over the default one that tells the thread's running watch (watch.h) what files do: reads, writes,
// syncs, cuts, checkpoints, locks that are refused, and sleeps. It changes nothing of what they do. Temporary
// files are told apart by the flags with which SQLite opens them.
//
// Safe from any thread.
#pragma once

namespace strandline::sqlite {

// The VFS's name; registers it at the first call. Throws Internal where SQLite refuses it.
const char *timedVfs();

} // namespace strandline::sqlite
