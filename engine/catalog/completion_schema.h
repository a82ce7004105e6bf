// The snapshot of a schema that sql::complete() works on. Blocks, on the thread that has the connection.
// Errors: those of sqlite::Connection; a view that is broken has no columns.
#pragma once

#include "engine/core/job.h"
#include "engine/sql/completion.h"
#include "engine/sqlite/connection.h"

namespace strandline::catalog {

// Of "main", with the functions and pragmas of this SQLite.
sql::CompletionSchema loadCompletionSchema(sqlite::Connection &connection, const core::JobContext &job);

} // namespace strandline::catalog
