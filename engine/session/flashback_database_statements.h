// CREATE and DROP RESTORE POINT, FLASHBACK DATABASE and its EXPLAIN as reports, with their points already
// evaluated. Private to the session area; functions of the thread that has the lease. Errors: those of
// flashback/restore_points.h and flashback_database.h; ReadOnly for a database that was opened for reading.
#pragma once

#include "engine/session/flashback_statements.h"

namespace strandline::session {

// asOf: nothing is the current SCN.
FlashbackReport createRestorePoint(Lease &lease, const sql::CreateRestorePoint &statement,
                                   std::optional<core::Scn> asOf);
FlashbackReport dropRestorePoint(Lease &lease, const sql::DropRestorePoint &statement);
// One row.
FlashbackReport flashbackDatabase(Lease &lease, core::Scn to, const core::JobContext &job);
// A row for the whole, then one for each table that would change.
FlashbackReport explainFlashbackDatabase(Lease &lease, core::Scn to, const core::JobContext &job);

} // namespace strandline::session
