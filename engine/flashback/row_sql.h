// The SQL that makes, changes or removes one row, as text that plain sqlite3 runs: exact to the last digit
// and byte, rowids kept. Functions without state; safe from any thread. Statements end with ";".
#pragma once

#include "engine/flashback/change_reader.h"

#include <string>

namespace strandline::flashback {

// As sqlite::quoteLiteral(), but right in a database of any encoding.
std::string literalOf(const sqlite::Value &value);

// table: as it is where the statement will run, which may have other columns than the row's own table
// `shape`: columns are found by name. rowid: ignored in WITHOUT ROWID tables.
std::string insertSql(const TableThen &table, const TableThen &shape, std::int64_t rowid,
                      const std::vector<sqlite::Value> &row);
std::string deleteSql(const TableThen &table, std::int64_t rowid, const std::vector<sqlite::Value> &key);
// Sets what differs between the two rows; empty where nothing does.
std::string updateSql(const TableThen &table, std::int64_t rowid, const TableThen &fromShape,
                      const std::vector<sqlite::Value> &from, const TableThen &toShape,
                      const std::vector<sqlite::Value> &to);

// What takes the change back, and what makes it again: where the one or the other state is there.
std::string undoSql(const RowChange &change);
std::string redoSql(const RowChange &change);

} // namespace strandline::flashback
