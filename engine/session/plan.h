// How SQLite will run a statement: EXPLAIN QUERY PLAN taken apart, with the rows that are to be expected
// where the schema's statistics tell. Functions on the thread that has the lease. Errors: as execute().
//
// SQLite measures no time a step unless it was compiled for it (SQLITE_ENABLE_STMT_SCANSTATUS), which
// distributions don't do: what was measured is in StatementResult, for the statement as a whole.
#pragma once

#include "engine/session/executor.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strandline::session {

enum class StepKind
{
    Scan,   // reads all of a table or index
    Search, // finds rows by key
    Sort,   // a temporary B-tree
    Group,  // holds other steps: a subquery, a compound query …
    Other,
};

struct PlanStep
{
    int id = 0;
    int parent = 0; // 0: a root
    StepKind kind = StepKind::Other;
    std::string detail;                // SQLite's own words
    std::string name;                  // of what is read, as the statement calls it; empty: nothing is
    std::string table;                 // its table; empty: a subquery, or not certain
    std::string index;                 // "PRIMARY KEY" for the key of the table itself; empty: none
    std::string condition;             // "customer_id=? AND placed>?"
    bool covering = false;             // the table itself isn't touched
    bool automatic = false;            // an index that SQLite builds for this run alone
    std::optional<std::uint64_t> rows; // to be expected each time the step runs
    bool rowsFromStatistics = false;   // ANALYZE's; otherwise the table's largest rowid tells
};

struct Plan
{
    std::string statement;
    std::size_t offset = 0;      // of the statement in the script, bytes
    bool reads = false;          // it only reads, judged by its words alone
    std::vector<PlanStep> steps; // a parent before its children
};

// Of the first statement of script, without EXPLAIN before it. It is never run.
Plan loadPlan(Lease &lease, std::string_view script, const Parameters &parameters = {});

// One line of SQLite's plan, without rows and table.
PlanStep planStep(const PlanNode &node);

} // namespace strandline::session
