// From a statement with AS OF to one that SQLite understands: evaluates the points, attaches them, rewrites.
// Private to the session area; functions of the thread that has the lease.
#pragma once

#include "engine/session/executor.h"
#include "engine/sql/rewrite.h"

#include <string>
#include <string_view>
#include <vector>

namespace strandline::session {

// A statement ready for SQLite.
struct Compiled
{
    std::string sql;
    sql::OffsetMap toScript; // offset in sql → offset in the script
    sql::ParsedStatement parsed;
    std::vector<core::Scn> scns; // one a reference; 0: of versions
};

// body: one statement at bodyOffset of script. Attaches what it needs to the lease's connection.
// Throws Sql (syntax), Usage (no SCN or time), NotRecorded, ScnInFuture, SnapshotTooOld, NoSuchTableThen,
// TooManyPoints, all with offsets in the script where they have one.
Compiled compileAsOf(Lease &lease, std::string_view script, std::size_t bodyOffset, std::size_t bodyLength,
                     const Parameters &parameters);

// The SCN that a point in a statement means; whether the history has it is for the history to say. parsed:
// with the statement's parameters. Throws as compileAsOf() does.
core::Scn resolvePoint(Lease &lease, const sql::PointClause &clause, const sql::ParsedStatement &parsed,
                       const Parameters &parameters);

// The time that a point means; nothing: it is none of TIMESTAMP.
std::optional<core::Time> timeOfPoint(Lease &lease, const sql::PointClause &clause,
                                      const sql::ParsedStatement &parsed, const Parameters &parameters);

// Binds what the statement, as the user wrote it, calls by name or number.
void bindParameters(sqlite::Statement &statement, const sql::ParsedStatement &parsed,
                    const Parameters &parameters);

// A write in a session that is set to a point in time.
core::Error pastIsReadOnly(core::Scn scn);

// Makes SQLite's errors about a compiled statement ones about the script: offsets, and structure that was
// another one at that point.
core::Error explainError(Lease &lease, const Compiled &compiled, core::Error error);

} // namespace strandline::session
