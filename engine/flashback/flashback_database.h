// FLASHBACK DATABASE: the database becomes, in place and in one commit, what it was at an SCN, whichever line
// of history that is in. It costs what differs, not what the database holds. Other programs go on working:
// they see the commit as any other, or BUSY while it is written. A new incarnation begins with it; the
// commits that it leaves behind stay readable, and can be gone back to in the same way.
//
// How it is written, and what a crash in between leaves: ARCHITECTURE.md and docs/flashback.md.
//
// Blocking functions of any thread, without a lock or transaction of the caller's. Errors: those of
// timeline::History and Recorder; Unsupported for another page size; Busy where others, or the recorder,
// don't let it through within the patience; DiskFull, Io, Cancelled: the database is as it was.
#pragma once

#include "engine/flashback/change_index.h"
#include "engine/timeline/history.h"

#include <chrono>
#include <memory>

namespace strandline::flashback {

struct FlashbackDatabaseOptions
{
    std::chrono::milliseconds patience{5000};
    const core::Clock *clock = nullptr; // null: the system's
    std::string program = "strandline"; // names the recorder, where nobody records and it does so meanwhile
};

struct DatabasePlan
{
    core::Scn from; // the current SCN
    timeline::Commit target;
    std::uint32_t pageBytes = 0;
    std::uint32_t pagesNow = 0;
    std::uint32_t pagesThen = 0;
    std::uint32_t pagesToWrite = 0;  // 0: it is that already
    core::Scn parting;               // the newest commit that both lines hold
    std::uint64_t commitsUndone = 0; // after it, that are left behind
    std::uint64_t commitsRedone = 0; // after it, of the target's line: it comes back to them
    // What the commits that are left behind did, summed up by table: that is undone.
    std::vector<TouchedTable> undone;
    // The same of those that it comes back to.
    std::vector<TouchedTable> redone;
};

// Only reads: what runFlashbackDatabase() would do now.
DatabasePlan planFlashbackDatabase(const std::shared_ptr<timeline::History> &history, core::Scn to,
                                   const core::JobContext &job);

struct DatabaseReport
{
    core::Scn before; // what FLASHBACK DATABASE goes back to the present with
    core::Scn target;
    core::Scn scn;                   // of the commit; equal to before where there was nothing to do
    core::IncarnationId incarnation; // the current one afterwards
    std::uint32_t pagesWritten = 0;
    std::uint64_t bytesWritten = 0;
    bool recordedHere = false; // nobody recorded: this call did so for as long as it took
};

DatabaseReport runFlashbackDatabase(const std::shared_ptr<timeline::History> &history, core::Scn to,
                                    const FlashbackDatabaseOptions &options, const core::JobContext &job);

} // namespace strandline::flashback
