// Runs the flashback statements (sql/flashback_statement.h): evaluates their points in time, calls one
// function of engine/flashback each and gives its report as rows with named columns, so that every client
// shows it as any other result. A statement with much to do here has a file of its own.
//
// Functions of the thread that has the lease. Errors: those of resolvePoint(); ReadOnly where the session is
// set to a point in time; Usage inside an open transaction, for a flashback is a transaction of its own; and
// what the function throws.
#pragma once

#include "engine/session/executor.h"
#include "engine/sql/flashback_statement.h"

namespace strandline::session {

struct FlashbackReport
{
    std::vector<Column> columns;
    std::vector<sqlite::Value> cells; // row by row
    std::int64_t changes = 0;         // rows of the user's database
    std::optional<SessionMove> session = {};
};

FlashbackReport runFlashback(Lease &lease, const sql::FlashbackStatement &statement,
                             const Parameters &parameters, const core::JobContext &job);

} // namespace strandline::session
