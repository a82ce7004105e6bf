// Reads a table piece by piece without counting it first and without OFFSET: pages of rows by key, and the
// index of the pages' first keys. Blocking functions for the jobs of TableRowsModel: they belong to the
// thread that has the connection. Errors: NotFound where the table does not exist; those of
// sqlite::Connection.
#pragma once

#include "engine/catalog/catalog.h"
#include "engine/core/job.h"
#include "engine/sqlite/connection.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace strandline::rows {

using Key = std::vector<sqlite::Value>; // the rowid, or the primary key's columns; empty: none

enum class Paging
{
    Rowid,
    PrimaryKey, // WITHOUT ROWID tables
    Offset,     // views and virtual tables: no key to hold on to
};

// How a table is read. A value; made anew where the structure changed.
struct TableShape
{
    std::string table;
    catalog::TableKind kind = catalog::TableKind::Table;
    std::vector<catalog::Column> columns; // those that SELECT * gives
    Paging paging = Paging::Offset;
    std::vector<std::string> key; // names, quoted; with Rowid the one name that no column hides
    bool binaryKey = true;        // the key is ordered by number and by bytes

    bool sameColumns(const TableShape &other) const;
};

// A value as a grid shows it: long text is cut, of a BLOB only the size is kept.
struct Cell
{
    sqlite::Value value;         // Bytes: always empty
    std::uint64_t sizeBytes = 0; // of the whole text or BLOB
    bool operator==(const Cell &) const = default;
};

struct RowPage
{
    std::size_t columns = 0;
    std::vector<Cell> cells; // row by row
    std::vector<Key> keys;   // one a row; empty with Paging::Offset
    std::size_t rowCount = 0;
    std::optional<Key> next; // first key after the page, nothing: the table ends here. Offset: an empty key

    const Cell &at(std::size_t row, std::size_t column) const { return cells[row * columns + column]; }
};

struct RowIndex
{
    std::uint64_t rows = 0;
    std::vector<Key> starts; // first key of each page; empty with Paging::Offset
};

inline constexpr std::size_t pageRows = 256;
inline constexpr std::size_t textKept = 1000; // bytes of a long text

TableShape loadShape(sqlite::Connection &connection, const std::string &table, const core::JobContext &job);

// The pageRows rows from start on (nothing: from the beginning), or with Offset those from row firstRow on.
RowPage loadPage(sqlite::Connection &connection, const TableShape &shape, const std::optional<Key> &start,
                 std::uint64_t firstRow, const core::JobContext &job);

// Walks the whole table: number of rows, and the key with which each page begins.
RowIndex indexRows(sqlite::Connection &connection, const TableShape &shape, const core::JobContext &job);

// -1, 0, 1 in SQLite's order of values with the BINARY collation.
int compareKeys(const Key &a, const Key &b);

} // namespace strandline::rows
