// The row changes of commits, told from the pages that they changed: in proportion to the change, not to the
// database. What the statements of flashback stand on.
//
// A commit's changes are the difference between its state and that of the commit before it in its line of
// history: one change a row, however often the commit touched it. A row whose values are the same is no
// change, wherever VACUUM put it. Rows are told apart by their rowid, or by their primary key in WITHOUT
// ROWID tables. Tables are told apart by name; one that was renamed, or dropped and made again in one commit,
// goes on with its rows. Columns are matched by name; a row that was there before a column reads as that
// column's default, and columns that come or go are no change of a row but of the schema. Shadow tables of
// virtual tables and SQLite's own tables (sqlite_sequence, sqlite_stat1) are told like others and marked as
// such.
//
// A reader belongs to one thread. Errors: those of timeline::History; NotADatabase where the database itself
// was damaged then; Cancelled.
#pragma once

#include "engine/core/job.h"
#include "engine/flashback/schema_then.h"
#include "engine/timeline/history.h"

#include <memory>
#include <string>
#include <vector>

namespace strandline::flashback {

enum class RowOperation
{
    Insert,
    Update,
    Delete,
};

// Values are in the order of TableThen::columns; generated columns that aren't stored are not among them.
struct RowChange
{
    core::Scn scn;
    std::shared_ptr<const TableThen> before; // the table before the commit; null: it did not exist
    std::shared_ptr<const TableThen> after;  // after it; null: it was dropped
    RowOperation operation = RowOperation::Insert;
    std::int64_t rowid = 0;            // not of a WITHOUT ROWID table
    std::vector<sqlite::Value> key;    // WITHOUT ROWID: the primary key's values, in its order
    std::vector<sqlite::Value> oldRow; // empty: an insert
    std::vector<sqlite::Value> newRow; // empty: a delete

    const TableThen &table() const { return after ? *after : *before; }
};

// One entry of the schema that a commit made, dropped or changed (a rename among them).
struct SchemaChange
{
    std::optional<SchemaEntry> before;
    std::optional<SchemaEntry> after;
};

struct CommitHead
{
    timeline::Commit commit;
    // False: the history begins here, or what came before can't be read any more: there is nothing to compare
    // with, and no change is told.
    bool known = true;
    std::vector<SchemaChange> schema;
    // Tables that it dropped and made again under their names, whatever their definition (remade_tables.h).
    std::vector<std::string> remade;
};

struct TableChanges
{
    std::shared_ptr<const TableThen> before; // as in RowChange
    std::shared_ptr<const TableThen> after;
    std::uint64_t inserts = 0;
    std::uint64_t updates = 0;
    std::uint64_t deletes = 0;
    // VACUUM gave its rows other rowids: each row is still there, under another one. No change is told.
    bool rowidsRenumbered = false;

    const TableThen &table() const { return after ? *after : *before; }
    std::uint64_t rows() const { return inserts + updates + deletes; }
};

// Receives changes on the thread that reads; may throw: reading ends with that exception.
class ChangeSink
{
public:
    virtual ~ChangeSink() = default;
    virtual void begin(const CommitHead & /*commit*/) {}
    // Valid during the call. Table by table; in no order within one.
    virtual void row(const RowChange & /*change*/) {}
    // Tables with changes, or whose rowids were renumbered.
    virtual void end(const CommitHead & /*commit*/, const std::vector<TableChanges> & /*tables*/) {}
};

struct ChangeOptions
{
    std::string table = {}; // only this one, by its name before or after; empty: all
    bool values = true;     // false: rows come with rowid and operation alone
};

class ChangeReader
{
public:
    explicit ChangeReader(std::shared_ptr<timeline::History> history);
    ~ChangeReader();
    ChangeReader(const ChangeReader &) = delete;
    ChangeReader &operator=(const ChangeReader &) = delete;

    // The commits from..to of the line of history that leads to `to`, ascending. Beginning anywhere costs the
    // interior pages of the database; going on where the last call ended costs nothing.
    void read(core::Scn from, core::Scn to, const ChangeOptions &options, ChangeSink &sink,
              const core::JobContext &job);
    // What makes of the state as of `before` that as of `after`, as if one commit had: they may lie in any
    // order and in different lines of history. The cost follows the pages that differ, and the database's
    // interior pages. Throws Unsupported for points with pages of different sizes.
    void readBetween(core::Scn before, core::Scn after, const ChangeOptions &options, ChangeSink &sink,
                     const core::JobContext &job);

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace strandline::flashback
