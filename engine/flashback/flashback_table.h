// FLASHBACK TABLE: puts the rows of tables back to what they were, in one transaction, in proportion to the
// rows that differ.
//
// The rows that commits changed since are told by the history; they are then compared, now with then, by
// rowid or primary key. Where the history can't vouch for the present (nobody records, a commit is not taken
// in, VACUUM renumbered the rows, another line of history) whole tables are compared. Rows keep their rowids.
// Rows that differ are deleted, in all tables, and then written as they were, so that values of UNIQUE
// columns may change places. Triggers don't fire unless asked for, foreign keys' actions never: rows of other
// tables that the change would leave without their parent are a conflict, and nothing is written.
//
// A virtual table is put back with the tables in which it keeps its data. Columns are matched by name: one
// that came since keeps its values, one that is gone is a refusal.
//
// connection: with nothing attached, outside of a transaction; afterwards it is for nothing else (temporary
// tables, foreign_keys). It belongs to the calling thread. Errors: Usage; NotFound, NoSuchTableThen,
// Unsupported for tables that can't be put back; Constraint with all conflicts; those of timeline::History;
// Busy; Cancelled: nothing is changed then.
#pragma once

#include "engine/core/job.h"
#include "engine/flashback/row_history.h"
#include "engine/sqlite/connection.h"
#include "engine/timeline/history.h"

#include <memory>
#include <string>
#include <vector>

namespace strandline::flashback {

struct FlashbackTableOptions
{
    bool enableTriggers = false;
    // Only these rows of the one table; empty: all.
    std::vector<RowKey> rows = {};
    // So many rows of each table are told with their values.
    std::size_t differences = 0;
    bool compareAll = false; // whole tables are compared, whatever the history knows
};

// One row that differs.
struct RowDifference
{
    RowOperation operation = RowOperation::Insert; // Insert: it comes back; Delete: it goes
    RowKey key;
    std::vector<sqlite::Value> now;  // in the order of TableEffect::columns; empty: Insert
    std::vector<sqlite::Value> then; // empty: Delete
};

struct TableEffect
{
    std::string table;
    std::uint64_t inserts = 0; // rows that come back
    std::uint64_t updates = 0; // rows that get their old values
    std::uint64_t deletes = 0; // rows that came since
    std::vector<std::string> columns;
    std::vector<RowDifference> differences; // by key; not of virtual tables

    std::uint64_t rows() const { return inserts + updates + deletes; }
};

// What stands in the way.
struct TableConflict
{
    std::string table;      // that would have to change too
    std::uint64_t rows = 0; // of it, or that lack it
    std::string reason;     // a whole sentence
};

struct TablePlan
{
    core::Scn scn; // that the tables go back to
    std::vector<TableEffect>
        tables; // as they were named; of a virtual table the rows that it keeps its data in
    std::vector<TableConflict> conflicts;
    std::vector<std::string> warnings; // whole sentences
    bool compared = false;             // whole tables were compared
    core::Scn before; // the newest commit before this one, to go back to; 0: the history can't tell

    std::uint64_t rows() const;
};

// The dry run; writes nothing. The connection may be read-only.
TablePlan planFlashbackTable(sqlite::Connection &connection,
                             const std::shared_ptr<timeline::History> &history,
                             const std::vector<std::string> &tables, core::Scn scn,
                             const FlashbackTableOptions &options, const core::JobContext &job);
// The same plan, carried out: what it returns is committed.
TablePlan runFlashbackTable(sqlite::Connection &connection, const std::shared_ptr<timeline::History> &history,
                            const std::vector<std::string> &tables, core::Scn scn,
                            const FlashbackTableOptions &options, const core::JobContext &job);

} // namespace strandline::flashback
