// FLASHBACK TABLE as a statement, to a point and to before its drop: what the plan says, as rows. Functions
// of the calling thread; the database is given connections of its own, so that a session's own settings play
// no part. Errors: those of flashback/flashback_table.h and undrop.h; Busy names who holds the lock.
#pragma once

#include "engine/flashback/flashback_table.h"
#include "engine/flashback/undrop.h"
#include "engine/session/flashback_statements.h"

namespace strandline::session {

// explain: the dry run.
flashback::TablePlan flashbackTable(Database &database, const std::vector<std::string> &tables, core::Scn scn,
                                    const flashback::FlashbackTableOptions &options, bool explain,
                                    const core::JobContext &job);

flashback::UndropPlan undropTable(Database &database, const flashback::UndropRequest &request, bool explain,
                                  const core::JobContext &job);

FlashbackReport reportOf(const flashback::TablePlan &plan);
FlashbackReport reportOf(const flashback::UndropPlan &plan);

} // namespace strandline::session
