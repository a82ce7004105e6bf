// Finds the commits that changed a row in which a text stands, before or after the change. Newest first, each
// told as it is found.
//
// Blocks, on the calling thread. Errors: Usage for an empty text, Cancelled; those of
// flashback::ChangeReader.
#pragma once

#include "engine/core/job.h"
#include "engine/timeline/history.h"

#include <functional>
#include <memory>
#include <string>

namespace strandline::session {

// Numbers are searched as text; upper and lower case are the same for Latin, Greek and Cyrillic letters
// unless caseSensitive. BLOBs are passed over.
struct ChangeQuery
{
    std::string text;
    std::string table = {}; // only its rows; empty: those of all tables
    bool caseSensitive = false;
};

struct FoundCommit
{
    core::Scn scn;
    std::uint64_t rows = 0; // changed ones with the text
};

// The commits from..to of all lines of history; to = 0: up to the newest. Reports commits to the job.
void searchChanges(const std::shared_ptr<timeline::History> &history, const ChangeQuery &query,
                   core::Scn from, core::Scn to, const std::function<void(const FoundCommit &)> &found,
                   const core::JobContext &job);

} // namespace strandline::session
