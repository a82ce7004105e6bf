// What tells a row from the others of its table: its rowid, or its primary key in WITHOUT ROWID tables.
// Functions without state; safe from any thread.
#pragma once

#include "engine/flashback/schema_then.h"

#include <string>
#include <vector>

namespace strandline::flashback {

// What a key's value is compared by: values that are equal by the collation give equal bytes.
void appendKey(const sqlite::Value &value, const std::string &collation, std::string &out);

// The same bytes for the same row, others for any other row of the table.
std::string identityOf(const TableThen &table, std::int64_t rowid, const std::vector<sqlite::Value> &key);

// Of a WITHOUT ROWID table's row: the values of its primary key, in the key's order. Empty for others.
std::vector<sqlite::Value> keyOf(const TableThen &table, const std::vector<sqlite::Value> &row);

// A name by which SQL reaches the rowid; nothing: columns hide all of them, or there is none.
std::optional<std::string> rowidName(const TableThen &table);

// The place of a column, in any case of its name.
std::optional<std::size_t> columnNamed(const TableThen &table, std::string_view name);

} // namespace strandline::flashback
