// CREATE and DROP RESTORE POINT as reports, with their points already evaluated. Private to the session area;
// functions of the thread that has the lease. Errors: those of flashback/restore_points.h.
#pragma once

#include "engine/session/flashback_statements.h"

namespace strandline::session {

// asOf: nothing is the current SCN.
FlashbackReport createRestorePoint(Lease &lease, const sql::CreateRestorePoint &statement,
                                   std::optional<core::Scn> asOf);
FlashbackReport dropRestorePoint(Lease &lease, const sql::DropRestorePoint &statement);

} // namespace strandline::session
