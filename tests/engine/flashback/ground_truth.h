// What every table holds, as plain SQLite reads it, and the difference of two such states row by row: what
// the row changes of a commit must be. One thread.
#pragma once

#include "engine/flashback/change_reader.h"
#include "tests/support/plain_database.h"

#include <map>
#include <string>
#include <vector>

namespace strandline::test {

// Values are encoded so that no two different ones look alike (storage class, length, bytes).
struct TruthTable
{
    std::vector<std::string> columns;
    std::vector<std::string> defaults;
    bool withoutRowid = false;
    std::map<std::string, std::vector<std::string>> rows; // by rowid (in its order) or primary key
};

using TruthState = std::map<std::string, TruthTable>;

TruthState stateOf(PlainDatabase &database);

// One line a change, sorted: "table operation key: old values -> new values".
std::vector<std::string> differenceOf(const TruthState &before, const TruthState &after);

// What a reader told, in the same lines; and the state that its changes make of another one.
class ChangeRecord final : public flashback::ChangeSink
{
public:
    void begin(const flashback::CommitHead &commit) override;
    void row(const flashback::RowChange &change) override;
    void end(const flashback::CommitHead &commit,
             const std::vector<flashback::TableChanges> &tables) override;

    struct Commit
    {
        flashback::CommitHead head;
        std::vector<std::string> lines; // sorted
        std::vector<flashback::RowChange> rows;
        std::vector<flashback::TableChanges> tables;
    };
    std::map<std::uint64_t, Commit> commits; // by SCN
};

// Applies the changes of one commit to rows that were brought to the columns that `after` has: the schema
// comes from there, the rows come from the changes. Tables that VACUUM renumbered are taken over whole.
void replay(TruthState &state, const ChangeRecord::Commit &commit, const TruthState &after);
// Empty when the rows of all tables are equal.
std::string differingRows(const TruthState &expected, const TruthState &found);

std::string encoded(const sqlite::Value &value);

} // namespace strandline::test
