// Reads a file into a table, in one transaction: all of it, or nothing.
//
// Functions that block; safe from any thread. Errors: Busy with who holds the lock; Exists for a new table
// that is there already; BadRow with line and column where bad rows stop the import; ReadOnly, DiskFull,
// Cancelled: the database is then as it was.
#pragma once

#include "engine/session/database.h"
#include "engine/transfer/import_plan.h"

namespace strandline::transfer {

struct ImportReport
{
    std::uint64_t rows = 0; // that are in the table now, the updated ones included
    std::uint64_t rejected = 0;
    std::vector<BadRow> badRows; // the first hundred
    std::uint64_t bytes = 0;     // of the file
    double seconds = 0;
    // Of the commit, where the database is being recorded and the recorder has seen it.
    std::optional<core::Scn> scn;
};

ImportReport importFile(session::Database &database, const ImportPlan &plan, const core::JobContext &job);
// Reads the whole file and converts every value, but touches no database: constraints aren't checked. Bad
// rows are counted, whatever the plan does with them.
ImportReport tryImport(const ImportPlan &plan, const core::JobContext &job);

} // namespace strandline::transfer
