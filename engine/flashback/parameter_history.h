// Which commits changed a parameter that the database keeps in its file (catalog/parameters.h), by whatever
// program: from the versions of page 1.
//
// Blocks; safe from any thread. Errors: those of timeline::History; Cancelled.
#pragma once

#include "engine/timeline/history.h"

#include <string>
#include <vector>

namespace strandline::flashback {

struct ParameterChange
{
    std::string name;
    core::Scn scn;
    core::Time time;
    bool gap = false; // commits were lost before it: one of them may have been the one
    std::string before;
    std::string after;
};

// In the line of history that leads to the current SCN, by commits after `after` (0: all that are kept); the
// newest first. Reads every version of page 1 in that range.
std::vector<ParameterChange> loadParameterChanges(timeline::History &history, core::Scn after,
                                                  const core::JobContext &job);

} // namespace strandline::flashback
