// Changes of single rows that were prepared without a lock and are applied together: each statement carries
// the row's key and the values that were seen, so that what somebody else changed meanwhile is a conflict and
// not overwritten. Functions of the thread that has the lease.
#pragma once

#include "engine/core/job.h"
#include "engine/session/database.h"
#include "engine/sqlite/value.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace strandline::session {

// What a column held when its row was read. Of long text and BLOBs perhaps only the beginning was kept.
struct SeenValue
{
    std::string column;
    std::string collation; // of its declaration; empty: BINARY
    sqlite::Value value;
    std::uint64_t sizeBytes = 0; // of the whole text or BLOB
    bool partial = false;        // value is its beginning

    bool operator==(const SeenValue &) const = default;
};

struct NewValue
{
    std::string column;
    sqlite::Value value;

    bool operator==(const NewValue &) const = default;
};

struct RowChange
{
    enum class Kind
    {
        Update,
        Insert,
        Delete
    };

    Kind kind = Kind::Update;
    std::string table; // of the schema main
    // Quoted names of the columns of the key, or the rowid's name; and the row's key. Insert: of the row that
    // it copies, empty where it copies none.
    std::vector<std::string> keyColumns;
    std::vector<sqlite::Value> key;
    std::vector<NewValue> values;    // Insert without values: the defaults
    std::vector<std::string> copied; // Insert: columns whose values come from the row with the key
    std::vector<SeenValue> seen;     // what must still be so
};

// The statement that applies the change, with its ";". Literals longer than literalBytes are cut and a
// comment says so (0: never).
std::string sqlOf(const RowChange &change, std::size_t literalBytes = 0);

struct RowProblem
{
    enum class Kind
    {
        Changed, // a seen value is another one now: current
        Gone,    // there is no row with this key any more
        Refused  // by a constraint or a trigger: message
    };

    std::optional<std::size_t> change; // which one; nothing: told at the end, of no row alone
    Kind kind = Kind::Refused;
    std::string message; // a whole sentence
    std::string column;  // where SQLite names one
    std::vector<SeenValue> current;
};

struct ChangeReport
{
    std::vector<RowProblem> problems; // empty: all was committed; otherwise nothing was
    std::vector<std::int64_t> rowids; // of the inserted rows, in the order of the changes
};

// Applies all changes, in their order, in one immediate transaction with foreign keys enforced, or none of
// them. Throws Busy, ReadOnly, DiskFull, Cancelled.
ChangeReport applyChanges(Lease &lease, const std::vector<RowChange> &changes, const core::JobContext &job);

} // namespace strandline::session
