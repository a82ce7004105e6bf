// What is different between two points in time: schema, and rows table by table and column by column. The
// rows themselves come from ChangeReader::readBetween(), the SQL that makes of one point the other from
// writeScript().
//
// The points may lie in any order and in different lines of history. The cost follows the pages that differ,
// and the interior pages of the database. Functions that block; safe from any thread. Errors: those of
// ChangeReader.
#pragma once

#include "engine/flashback/change_reader.h"

#include <memory>
#include <string>
#include <vector>

namespace strandline::flashback {

struct ColumnDifference
{
    std::string name;
    std::string before; // "INTEGER NOT NULL": what is known of it; empty: it is not there
    std::string after;
    bool inBefore = false;
    bool inAfter = false;
};

// An entry of the schema that is only on one side, or another one on both.
struct SchemaDifference
{
    SchemaChange change;
    std::vector<ColumnDifference> columns; // of a table on both sides: those that differ

    const SchemaEntry &entry() const { return change.after ? *change.after : *change.before; }
};

struct ColumnCount
{
    std::string column;
    std::uint64_t rows = 0; // in which its value is another one
};

struct TableDifference
{
    std::shared_ptr<const TableThen> before; // null: it does not exist on this side
    std::shared_ptr<const TableThen> after;
    std::uint64_t added = 0; // rows that are only in the second point
    std::uint64_t removed = 0;
    std::uint64_t changed = 0;
    std::vector<ColumnCount> columns; // that differ in changed rows, in the table's order
    bool rowidsRenumbered = false;    // the same rows under other rowids (VACUUM)

    const TableThen &table() const { return after ? *after : *before; }
    std::uint64_t rows() const { return added + removed + changed; }
};

struct Comparison
{
    core::Scn from;
    core::Scn to;
    std::vector<SchemaDifference> schema; // by type and name
    std::vector<TableDifference> tables;  // with rows that differ, by name

    bool equal() const { return schema.empty() && tables.empty(); }
};

// table: only this one, by its name on either side; empty: all.
Comparison comparePoints(const std::shared_ptr<timeline::History> &history, core::Scn from, core::Scn to,
                         const std::string &table, const core::JobContext &job);

} // namespace strandline::flashback
