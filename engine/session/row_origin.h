// Of which tables' rows a result shows, told by what SQLite knows of its columns: the way from a cell of any
// result to the history of its row.
//
// Blocks for some look-ups in the schema; for the thread that owns the connection. Errors: those of
// catalog::loadTable().
#pragma once

#include "engine/session/executor.h"

namespace strandline::session {

// Columns count from 0 and are the result's.
struct RowOrigin
{
    std::string table;                // of the main database, now or as of a point
    std::vector<std::size_t> columns; // that come from it
    std::vector<std::size_t> key;     // hold the rowid, or a WITHOUT ROWID table's primary key in its order
    bool rowid = true;
};

// Empty where no row can be told: expressions, results without the key of their table, tables that are in
// the result twice, rows of several SELECTs in one (UNION …).
std::vector<RowOrigin> loadRowOrigins(sqlite::Connection &connection, std::string_view statement,
                                      const Columns &columns, const core::JobContext &job);

} // namespace strandline::session
