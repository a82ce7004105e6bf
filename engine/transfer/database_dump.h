// The statements around the rows in an export as SQL. Private to the area; functions of the thread that has
// the connection.
#pragma once

#include "engine/catalog/catalog.h"
#include "engine/session/executor.h"
#include "engine/transfer/export.h"

namespace strandline::transfer {

// Gives the rows of one SELECT, as INSERTs into table.
using InsertRows = std::function<void(const std::string &select, const std::string &table)>;

// The columns that a row of the table is inserted with: not the computed and hidden ones.
std::vector<std::string> insertableColumns(const catalog::Table &table);
std::string selectStatement(const std::string &table, const std::vector<std::string> &columns,
                            const std::string &where);

// Every table, index, trigger and view with all rows; returns the number of tables.
std::uint64_t dumpDatabase(sqlite::Connection &connection, const Write &write, const InsertRows &insertRows,
                           const core::JobContext &job);

} // namespace strandline::transfer
