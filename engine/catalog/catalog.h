// What a database contains: tables with their columns, indexes, triggers, views, foreign keys, DDL, sizes.
//
// Functions that block, on the thread that has the connection; they return snapshots. schema: "main", "temp"
// or an attached one ("asof_5"). Errors: NotFound for an object that does not exist; those of
// sqlite::Connection.
#pragma once

#include "engine/core/job.h"
#include "engine/sqlite/connection.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace strandline::catalog {

enum class TableKind
{
    Table,
    View,
    Virtual,
    Shadow, // keeps a virtual table's data
};

struct TableSummary
{
    std::string name;
    TableKind kind = TableKind::Table;
    int columnCount = 0;
    bool withoutRowid = false;
    bool strict = false;
    bool internal = false;    // sqlite_schema, sqlite_sequence …
    std::string virtualTable; // of a shadow table: the virtual table it belongs to
    std::string module;       // of a virtual table: "fts5"
    std::string sql;          // as stored; empty for sqlite_schema
};

enum class ColumnKind
{
    Ordinary,
    Hidden,           // of a virtual table
    GeneratedVirtual, // computed when read
    GeneratedStored,
};

struct Column
{
    std::string name;
    std::string type; // as declared; may be empty
    bool notNull = false;
    std::optional<std::string> defaultSql; // an expression
    int primaryKey = 0;                    // place in the primary key, from 1; 0: not in it
    ColumnKind kind = ColumnKind::Ordinary;
    std::string collation; // of the declaration; "BINARY" where none is given; empty for views
};

enum class IndexOrigin
{
    CreateIndex,
    UniqueConstraint,
    PrimaryKey,
};

struct IndexColumn
{
    std::string name; // empty: an expression, or the rowid
    bool rowid = false;
    bool descending = false;
    std::string collation;
};

struct Index
{
    std::string name;
    std::string table;
    bool unique = false;
    bool partial = false;
    IndexOrigin origin = IndexOrigin::CreateIndex;
    std::vector<IndexColumn> columns; // key columns only
    std::string sql;                  // empty for constraints' indexes
};

struct ForeignKey
{
    int id = 0;
    std::string parentTable;
    std::vector<std::string> columns;       // of the child
    std::vector<std::string> parentColumns; // empty: the parent's primary key
    std::string onUpdate;                   // "NO ACTION", "CASCADE" …
    std::string onDelete;
};

struct Trigger
{
    std::string name;
    std::string table;
    std::string sql;
};

struct Table
{
    TableSummary summary;
    std::vector<Column> columns;
    std::vector<Index> indexes;
    std::vector<ForeignKey> foreignKeys;
    std::vector<Trigger> triggers;
};

// Tables and views, by name; internal and shadow tables are marked, not left out.
std::vector<TableSummary> loadTables(sqlite::Connection &connection, const std::string &schema,
                                     const core::JobContext &job);
std::optional<TableSummary> findTable(sqlite::Connection &connection, const std::string &schema,
                                      const std::string &name);
Table loadTable(sqlite::Connection &connection, const std::string &schema, const std::string &name,
                const core::JobContext &job);
// Every table and view with all it has, by name: one pass, for thousands of tables. What SQLite can't tell
// the columns of (a view over a dropped table) has none.
std::vector<Table> loadSchema(sqlite::Connection &connection, const std::string &schema,
                              const core::JobContext &job);
// All of a schema, by name; of one table where it is named.
std::vector<Index> loadIndexes(sqlite::Connection &connection, const std::string &schema,
                               const std::string &table = {});
std::vector<Trigger> loadTriggers(sqlite::Connection &connection, const std::string &schema,
                                  const std::string &table = {});

// The statements that make the object and, for a table, its indexes and triggers; each ends with ";\n".
std::string loadDdl(sqlite::Connection &connection, const std::string &schema, const std::string &name);

struct RowEstimate
{
    std::uint64_t rows = 0;
    bool fromStatistics = false; // ANALYZE's; otherwise from the largest rowid
    bool operator==(const RowEstimate &) const = default;
};
// Without reading the table: nothing where it can't be told (views, WITHOUT ROWID and virtual tables without
// statistics).
std::optional<RowEstimate> estimateRows(sqlite::Connection &connection, const std::string &schema,
                                        const TableSummary &table);
// Of many tables at once, in their order.
std::vector<std::optional<RowEstimate>> estimateRows(sqlite::Connection &connection,
                                                     const std::string &schema,
                                                     const std::vector<TableSummary> &tables,
                                                     const core::JobContext &job);

struct ObjectSize
{
    std::string name;  // table or index
    std::string table; // that it belongs to
    std::uint64_t pages = 0;
    std::uint64_t bytes = 0;       // pages times the page size
    std::uint64_t unusedBytes = 0; // within them
    std::uint64_t entries = 0;     // cells: rows, or index entries
};
// Reads every page of the schema (SQLite's dbstat), or of one table and its indexes where it is named as it
// is stored: a job. Largest first. Throws Unsupported where SQLite lacks dbstat.
std::vector<ObjectSize> loadSizes(sqlite::Connection &connection, const std::string &schema,
                                  const core::JobContext &job, const std::string &table = {});

enum class AutoVacuum
{
    None,
    Full,
    Incremental,
};

// What a database's header says of it.
struct Overview
{
    std::uint64_t pageSizeBytes = 0;
    std::uint64_t pages = 0;
    std::uint64_t freePages = 0;
    std::int64_t userVersion = 0;
    std::int64_t applicationId = 0;
    std::int64_t schemaVersion = 0; // grows with every change of the structure
    AutoVacuum autoVacuum = AutoVacuum::None;
    std::string encoding; // "UTF-8" …

    std::uint64_t bytes() const { return pages * pageSizeBytes; }
};
Overview loadOverview(sqlite::Connection &connection, const std::string &schema);

} // namespace strandline::catalog
