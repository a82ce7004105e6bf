// Reads a table piece by piece without counting it first and without OFFSET: pages of rows by key, and the
// index of the pages' first keys. Blocking functions for the jobs of TableRowsModel: they belong to the
// thread that has the connection. Errors: NotFound where the table does not exist; those of
// sqlite::Connection.
#pragma once

#include "engine/catalog/catalog.h"
#include "engine/core/job.h"
#include "engine/sqlite/connection.h"
#include "models/rows/row_query.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace strandline::rows {

class KeyList;

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

// A value as a grid shows it: long text is cut, of a BLOB only the size and at most its first bytes are kept.
struct Cell
{
    sqlite::Value value;         // Bytes: at most the first 16
    std::uint64_t sizeBytes = 0; // of the whole text or BLOB
    bool operator==(const Cell &) const = default;
};

struct RowPage
{
    std::size_t columns = 0;
    std::vector<Cell> cells; // row by row
    std::vector<Key> keys;   // one a row; empty with Paging::Offset
    std::size_t rowCount = 0;
    // First key after the page, nothing: the table ends here. Offset: an empty key. loadRows(): nothing.
    std::optional<Key> next;

    std::vector<bool> gone; // empty: all are there

    const Cell &at(std::size_t row, std::size_t column) const { return cells[row * columns + column]; }
};

struct RowIndex
{
    std::uint64_t rows = 0;
    std::vector<Key> starts; // first key of each page; empty with Paging::Offset
};

// The rowids between which a table's rows lie, and about how many rows that are, told without reading them.
struct RowSpan
{
    std::int64_t first = 0;
    std::int64_t last = 0;
    std::uint64_t rows = 0;
    bool operator==(const RowSpan &) const = default;
};

inline constexpr std::size_t pageRows = 256;
inline constexpr std::size_t textKept = 1000; // bytes of a long text

TableShape loadShape(sqlite::Connection &connection, const std::string &table, const core::JobContext &job);

// The pageRows rows from start on (nothing: from the beginning), in the order of the key.
RowPage loadPage(sqlite::Connection &connection, const TableShape &shape, const std::optional<Key> &start,
                 const core::JobContext &job);
// The `rows` rows before a key (nothing: the last ones), in the order of the key.
RowPage loadPageBefore(sqlite::Connection &connection, const TableShape &shape,
                       const std::optional<Key> &before, std::size_t rows, const core::JobContext &job);
// With Offset: the pageRows rows of the query from row firstRow on.
RowPage loadPageAt(sqlite::Connection &connection, const TableShape &shape, const RowQuery &query,
                   std::uint64_t firstRow, const core::JobContext &job);
// The rows with these keys, in their order; those that are gone are marked so.
RowPage loadRows(sqlite::Connection &connection, const TableShape &shape, const std::vector<Key> &keys,
                 const core::JobContext &job);

// Some columns of the row with this key, the values whole; empty: it is gone. At: with Offset, by row number.
std::vector<sqlite::Value> loadWhole(sqlite::Connection &connection, const TableShape &shape,
                                     const std::vector<int> &columns, const Key &key,
                                     const core::JobContext &job);
std::vector<sqlite::Value> loadWholeAt(sqlite::Connection &connection, const TableShape &shape,
                                       const RowQuery &query, const std::vector<int> &columns,
                                       std::uint64_t row, const core::JobContext &job);

// Nothing unless rows are placed by rowid. first: the table's first page, which tells how large rows are.
std::optional<RowSpan> loadSpan(sqlite::Connection &connection, const TableShape &shape,
                                const RowPage &first);

// Walks the whole table: number of rows, and the key with which each page begins. Lets writers in between.
// With Offset: the number of the query's rows alone.
RowIndex indexRows(sqlite::Connection &connection, const TableShape &shape, const RowQuery &query,
                   std::uint64_t estimate, const core::JobContext &job);

// The keys of the query's rows, in its order, handed over piece by piece: the first ones as soon as there is
// a page of them or some time has gone by. Not for Offset.
void listRows(sqlite::Connection &connection, const TableShape &shape, const RowQuery &query,
              const std::function<void(KeyList)> &hand, const core::JobContext &job);

// The row numbers of keys in the order of the key, -1 for those that are not there, -2 where it would take
// long to tell: keys that are not ordered by BINARY are counted up to, a few of them.
std::vector<std::int64_t> findRows(sqlite::Connection &connection, const TableShape &shape,
                                   const RowIndex &index, const std::vector<Key> &keys,
                                   const core::JobContext &job);

// Throws Sql, with the offset in the expression, for what is no condition over the table's columns.
void checkExpression(sqlite::Connection &connection, const TableShape &shape, const std::string &expression);

// -1, 0, 1 in SQLite's order of values with the BINARY collation.
int compareKeys(const Key &a, const Key &b);

} // namespace strandline::rows
