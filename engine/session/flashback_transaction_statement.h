// FLASHBACK TRANSACTION as a statement and for the window: leases what it needs. Functions that block;
// errors: those of flashback/transaction.h; ReadOnly.
#pragma once

#include "engine/flashback/transaction.h"
#include "engine/session/flashback_statements.h"

namespace strandline::session {

// explain: the dry run.
flashback::UndoPlan flashbackTransaction(Database &database, core::Scn xid,
                                         const flashback::UndoOptions &options, bool explain,
                                         const core::JobContext &job);

// As rows: what is written table by table, then every dependency, obstacle and warning.
FlashbackReport reportOf(const flashback::UndoPlan &plan);

// A whole sentence about one dependency.
std::string sentenceOf(const flashback::Dependency &dependency);

} // namespace strandline::session
