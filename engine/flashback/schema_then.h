// What a database contained as of an SCN: the entries of its schema, and how the rows of each table are
// stored.
//
// Snapshots; safe from any thread. loadSchema() blocks. Errors: those of timeline::History and
// sqlite::Connection (NotADatabase for a schema that SQLite can't read).
#pragma once

#include "engine/catalog/catalog.h"
#include "engine/timeline/history.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace strandline::flashback {

struct SchemaEntry
{
    std::int64_t rowid = 0; // in sqlite_schema
    std::string type;       // "table", "index", "trigger", "view"
    std::string name;
    std::string table; // that it belongs to; its own name for a table
    std::uint32_t rootPage = 0;
    std::string sql; // empty for the indexes of constraints

    // The page apart, which may change without anybody's doing (VACUUM).
    bool sameDefinition(const SchemaEntry &other) const
    {
        return type == other.type && name == other.name && table == other.table && sql == other.sql;
    }
};

struct ColumnThen
{
    std::string name;
    std::string type; // as declared; may be empty
    std::string collation;
    bool real = false;       // integers in it are read as reals
    bool generated = false;  // and stored
    int primaryKey = 0;      // place in the primary key, from 1; 0: not in it
    sqlite::Value byDefault; // of rows that were there before the column was added
};

// A generated column that isn't stored.
struct VirtualColumn
{
    std::string name;
    std::string type;
    std::string collation;
    std::size_t place = 0; // how many stored columns the table has before it
};

// A table with rows of its own: ordinary, shadow or internal (sqlite_sequence, sqlite_stat1).
struct TableThen
{
    std::string name;
    std::string sql;
    std::string virtualTable; // of a shadow table: the virtual table it belongs to
    bool internal = false;    // sqlite_sequence, sqlite_stat1 …
    bool withoutRowid = false;
    std::optional<std::size_t> rowidColumn; // INTEGER PRIMARY KEY: another name of the rowid
    // VACUUM may give every row another rowid: there is no INTEGER PRIMARY KEY. What other commits did is
    // told by rowid all the same.
    bool unstableRowids() const { return !withoutRowid && !rowidColumn; }

    std::vector<ColumnThen> columns; // that are stored: all but virtual generated ones
    std::vector<VirtualColumn> virtualColumns;
    std::vector<std::size_t> fields;        // of a record: which column each is
    std::vector<std::string> keyCollations; // WITHOUT ROWID: the first so many fields are the key
    std::vector<bool> keyDescending;        // its columns that are stored from large to small
};

struct SchemaThen
{
    core::Scn scn;
    std::vector<SchemaEntry> entries;                               // as in sqlite_schema
    std::map<std::string, std::shared_ptr<const TableThen>> tables; // by name
};

// previous: a snapshot of nearby, whose tables are taken over where nothing changed; may be null.
std::shared_ptr<const SchemaThen> loadSchema(timeline::History &history, core::Scn scn,
                                             const SchemaThen *previous);

} // namespace strandline::flashback
