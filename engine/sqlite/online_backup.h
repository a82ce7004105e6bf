// A copy of a whole database by SQLite's backup API, as of one moment: writers of a WAL database go on
// meanwhile, those of a database with a rollback journal wait. Belongs to the connection's thread. Errors:
// those of Connection, Cancelled.
#pragma once

#include "engine/core/job.h"
#include "engine/sqlite/connection.h"

namespace strandline::sqlite {

// out: must not exist. A failed copy leaves a part of it. Not durable on return.
void copyDatabase(Connection &source, const std::string &out, const core::JobContext &job);

} // namespace strandline::sqlite
