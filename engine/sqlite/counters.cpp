#include "engine/sqlite/counters.h"

#include "engine/sqlite/statement.h"

#include <sqlite3.h>

namespace strandline::sqlite {

StatementCounters countersOf(const Statement &statement)
{
    const auto count = [&](int what) {
        return std::int64_t{sqlite3_stmt_status(statement.handle(), what, 0)};
    };
    return {.vmSteps = count(SQLITE_STMTSTATUS_VM_STEP),
            .fullScanSteps = count(SQLITE_STMTSTATUS_FULLSCAN_STEP),
            .sorts = count(SQLITE_STMTSTATUS_SORT),
            .autoIndexRows = count(SQLITE_STMTSTATUS_AUTOINDEX)};
}

} // namespace strandline::sqlite
