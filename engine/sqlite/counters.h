// What SQLite counted while a statement ran (sqlite3_stmt_status). A value; the function belongs to the
// statement's thread.
#pragma once

#include <cstdint>

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

} // namespace strandline::sqlite
