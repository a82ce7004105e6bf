// FLASHBACK TABLE … TO BEFORE DROP: makes a dropped table again, with its rows as of its last commit, their
// rowids, its indexes, triggers, foreign keys, AUTOINCREMENT's counter, and the views that were dropped with
// it; a virtual table with the tables in which it keeps its data. One transaction, in which triggers don't
// fire and foreign keys' actions neither.
//
// connection: with nothing attached, outside of a transaction; afterwards it is for nothing else. It belongs
// to the calling thread. Errors: NotFound where the recycle bin has no such table; Exists where the name is
// taken; those of timeline::History; Sql where something can't be made any more; Busy; Cancelled: nothing is
// changed then.
#pragma once

#include "engine/core/job.h"
#include "engine/flashback/recycle_bin.h"
#include "engine/sqlite/connection.h"

namespace strandline::flashback {

struct UndropRequest
{
    std::string table;
    core::Scn dropped = {};  // the drop that is meant; 0: the newest one
    std::string rename = {}; // empty: the same name
};

struct UndropStep
{
    std::string type; // "table", "index", "trigger", "view"
    std::string name;
    std::string sql;
};

struct UndropPlan
{
    DroppedTable dropped;
    std::string name;              // that it gets
    std::vector<UndropStep> steps; // what is made; the table comes first, then its rows
    std::vector<std::string> warnings;
    std::uint64_t rows = 0; // that come back
};

// The dry run; writes nothing. The connection may be read-only.
UndropPlan planUndrop(sqlite::Connection &connection, const std::shared_ptr<timeline::History> &history,
                      const UndropRequest &request, const core::JobContext &job);
UndropPlan runUndrop(sqlite::Connection &connection, const std::shared_ptr<timeline::History> &history,
                     const UndropRequest &request, const core::JobContext &job);

} // namespace strandline::flashback
