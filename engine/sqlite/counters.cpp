#include "engine/sqlite/counters.h"

#include "engine/sqlite/connection.h"

#include <sqlite3.h>
#include <utility>

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

std::int64_t reprepares(const Statement &statement)
{
    return sqlite3_stmt_status(statement.handle(), SQLITE_STMTSTATUS_REPREPARE, 0);
}

std::vector<PlanLine> planOf(const Statement &statement)
{
    std::vector<PlanLine> lines;
    // BEGIN, PRAGMA, ATTACH have none; and SQLite sets changes() to 0 at the end of an EXPLAIN of a statement
    // that writes, where a program may be about to ask for it.
    if (sqlite3_column_count(statement.handle()) == 0 || !statement.readsOnly()) {
        return lines;
    }
    Watch *const watch = std::exchange(runningWatch, nullptr);
    sqlite3_stmt *explain = nullptr;
    const std::string sql = "EXPLAIN QUERY PLAN " + statement.sql();
    if (statement.explainKind() == 0 && sqlite3_prepare_v2(statement.connection().handle(), sql.c_str(), -1,
                                                           &explain, nullptr) == SQLITE_OK) {
        while (sqlite3_step(explain) == SQLITE_ROW) {
            const auto *detail = reinterpret_cast<const char *>(sqlite3_column_text(explain, 3));
            lines.push_back({sqlite3_column_int(explain, 0), sqlite3_column_int(explain, 1),
                             detail != nullptr ? detail : ""});
        }
    }
    sqlite3_finalize(explain);
    runningWatch = watch;
    return lines;
}

} // namespace strandline::sqlite
