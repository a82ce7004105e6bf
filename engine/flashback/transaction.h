// FLASHBACK TRANSACTION: takes back what one transaction did to rows, in a transaction of its own.
//
// The plan is made from the history alone. It follows the rows of the transaction through all later commits
// of the line of history and finds what depends on them: commits that touched one of the rows; rows of other
// tables that point to a row that would go (or whose parent went); rows that took a UNIQUE value that would
// come back. What depends on a dependent depends on the transaction too: that is the graph, and what CASCADE
// takes back.
//
// What the modes make of it:
//   NoCascade        refuses where anything depends on the transaction.
//   Cascade          takes the dependents back too, the newest first: every row becomes what it was before
//   the
//                    first of them.
//   NonConflictOnly  takes back the rows that nothing depends on, and leaves the others.
//   Force            ignores dependents. Inserted rows go; deleted ones come back, over a row that took their
//                    key; of updated ones the columns that the transaction set get their old values, where
//                    the row is still there.
// A table that was dropped or whose columns went since, and a change of a table's definition by the
// transaction itself, are obstacles that no mode overcomes: NoCascade and Cascade refuse, the others leave
// those tables out.
//
// Writes fire no triggers and no actions of foreign keys; all constraints are kept, foreign keys are checked
// before the commit. Rows that were meanwhile changed by a commit that the history doesn't have are a
// refusal. AUTOINCREMENT's counters and statistics stay. Of virtual tables the data is taken back where no
// later commit touched it, otherwise left with a warning.
//
// Functions that block. Errors: Constraint with all conflicts; Unsupported for a commit whose
// changes aren't known; those of timeline::History; Busy; Cancelled: nothing is changed then.
#pragma once

#include "engine/core/job.h"
#include "engine/flashback/change_reader.h"
#include "engine/sqlite/connection.h"
#include "engine/timeline/history.h"

#include <memory>
#include <string>
#include <vector>

namespace strandline::flashback {

enum class UndoMode
{
    NoCascade,
    Cascade,
    NonConflictOnly,
    Force,
};

enum class DependencyKind
{
    Row,       // touched the same row
    ChildRow,  // put a row that points to the row
    ParentRow, // took away the row that it points to
    UniqueKey, // put a row with a value that was free
};

// One row of a later transaction that depends on a row of an earlier one.
struct Dependency
{
    core::Scn transaction; // the later one
    core::Scn on;
    DependencyKind kind = DependencyKind::Row;
    std::string table; // of the later one's row
    std::string row;   // its rowid or primary key, for people
    RowOperation operation = RowOperation::Update;
    std::string onTable; // of the row that it depends on
    std::string onRow;
};

// "2001 updated row 3 of orders."
std::string sentenceOf(const Dependency &dependency);

// One transaction of the graph.
struct UndoTransaction
{
    core::Scn scn;
    core::Time time{};
    bool gap = false;       // the sum of several, some of them not recorded
    bool direct = false;    // depends on the transaction itself
    std::uint64_t rows = 0; // of user's tables that it changed
};

// What no mode overcomes.
struct UndoObstacle
{
    std::string table;
    std::uint64_t rows = 0; // of the transaction in it
    std::string reason;     // a whole sentence
};

struct UndoTable
{
    std::string table;
    std::uint64_t inserts = 0; // rows that come back
    std::uint64_t updates = 0; // rows that get old values
    std::uint64_t deletes = 0; // rows that go
    std::uint64_t skipped = 0; // rows that are left as they are, by the mode

    std::uint64_t rows() const { return inserts + updates + deletes; }
};

struct UndoPlan
{
    core::Scn xid;
    UndoMode mode = UndoMode::NoCascade;
    // The transaction itself, then those that depend on it, ascending.
    std::vector<UndoTransaction> transactions;
    // For each pair of transactions and tables the first dependencies, at most `listed` of them; see counts.
    std::vector<Dependency> dependencies;
    std::uint64_t dependencyCount = 0;
    std::vector<UndoObstacle> obstacles;
    std::vector<UndoTable> tables; // what the mode would write
    std::vector<std::string> warnings;
    bool refused = false; // by NoCascade's or Cascade's rules

    std::uint64_t rows() const;
    std::string refusal() const; // whole sentences; empty where it isn't refused
};

struct UndoOptions
{
    UndoMode mode = UndoMode::NoCascade;
    std::size_t listed = 1000; // dependencies that are told one by one
};

// The dry run; writes nothing and needs no connection.
UndoPlan planUndoTransaction(const std::shared_ptr<timeline::History> &history, core::Scn xid,
                             const UndoOptions &options, const core::JobContext &job);

// The same plan carried out: what it returns is committed. The connection is outside of a transaction,
// belongs to the calling thread and is for nothing else afterwards. Throws Constraint where the plan is
// refused.
UndoPlan runUndoTransaction(sqlite::Connection &connection, const std::shared_ptr<timeline::History> &history,
                            core::Scn xid, const UndoOptions &options, const core::JobContext &job);

} // namespace strandline::flashback
