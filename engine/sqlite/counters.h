// What SQLite counted while a statement ran (sqlite3_stmt_status). A value; the function belongs to the
// statement's thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace strandline::sqlite {

class Statement;

struct StatementCounters
{
    std::int64_t vmSteps = 0;       // instructions of the virtual machine
    std::int64_t fullScanSteps = 0; // rows stepped over in scans of whole tables
    std::int64_t sorts = 0;
    std::int64_t autoIndexRows = 0; // put into indexes that live only while it runs
};

// Since it was prepared.
StatementCounters countersOf(const Statement &statement);
// How often SQLite has prepared it again since, because the schema changed.
std::int64_t reprepares(const Statement &statement);

// A line of EXPLAIN QUERY PLAN. A parent comes before its children; parent 0: a root.
struct PlanLine
{
    int id = 0;
    int parent = 0;
    std::string detail;
};
// How SQLite would run it now; empty where it doesn't tell (PRAGMA, DDL, an error). Tells no watch.
std::vector<PlanLine> planOf(const Statement &statement);

} // namespace strandline::sqlite
