// VACUUM, ANALYZE, REINDEX, checkpoints and integrity checks as cancellable jobs. They belong to the thread
// that has the lease. What SQLite finds wrong with the database is a message, not an error.
#pragma once

#include "engine/core/job.h"
#include "engine/session/database.h"

#include <string>
#include <vector>

namespace strandline::session {

enum class MaintenanceTask
{
    Vacuum,
    Analyze,
    Reindex,
    Checkpoint,
    IntegrityCheck,
};

struct MaintenanceReport
{
    bool ok = true;
    double seconds = 0;
    std::vector<std::string> messages; // whole sentences, or SQLite's findings
};

// Throws Busy, ReadOnly, DiskFull, Cancelled (the database is then as it was).
MaintenanceReport maintain(Database &database, MaintenanceTask task, const core::JobContext &job);

} // namespace strandline::session
