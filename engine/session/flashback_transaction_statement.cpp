#include "engine/session/flashback_transaction_statement.h"

#include "engine/session/lock_report.h"

#include <fmt/format.h>

namespace strandline::session {

using sqlite::Null;
using sqlite::Value;

flashback::UndoPlan flashbackTransaction(Database &database, core::Scn xid,
                                         const flashback::UndoOptions &options, bool explain,
                                         const core::JobContext &job)
{
    const auto history = database.history();
    if (explain) {
        return flashback::planUndoTransaction(history, xid, options, job);
    }
    Lease lease = database.lease(LeaseKind::Write);
    lease.discardAfterUse();
    sqlite::Connection &connection = lease.connection();
    const sqlite::Connection::ErrorScope errors(
        connection, [&](core::Error error) { return withLockHolder(std::move(error), database.path()); });
    return flashback::runUndoTransaction(connection, history, xid, options, job);
}

FlashbackReport reportOf(const flashback::UndoPlan &plan)
{
    FlashbackReport report;
    report.columns = {{"change", "TEXT"},  {"xid", "INTEGER"}, {"table_name", "TEXT"},
                      {"rows", "INTEGER"}, {"row_id", "TEXT"}, {"note", "TEXT"}};
    const auto add = [&](const char *change, const Value &xid, const Value &table, const Value &rows,
                         const Value &row, const std::string &note) {
        report.cells.insert(report.cells.end(), {std::string(change), xid, table, rows, row, note});
    };
    const auto number = [](std::uint64_t n) { return Value(static_cast<std::int64_t>(n)); };
    const Value xid = number(plan.xid.value);
    for (const flashback::UndoTable &table : plan.tables) {
        for (const auto &[change, rows, note] :
             {std::tuple("insert", table.inserts, "rows that come back"),
              std::tuple("update", table.updates, "rows that get their old values"),
              std::tuple("delete", table.deletes, "rows that go"),
              std::tuple("skip", table.skipped, "rows that are left as they are")}) {
            if (rows > 0) {
                add(change, xid, table.table, number(rows), Null{}, note);
            }
        }
    }
    for (std::size_t i = 1; i < plan.transactions.size(); ++i) {
        const flashback::UndoTransaction &other = plan.transactions[i];
        add("dependent", number(other.scn.value), Null{}, number(other.rows), Null{},
            other.direct ? "depends on the transaction" : "depends on one that depends on it");
    }
    for (const flashback::Dependency &dependency : plan.dependencies) {
        add("conflict", number(dependency.transaction.value), dependency.onTable, Null{}, dependency.onRow,
            flashback::sentenceOf(dependency));
    }
    if (plan.dependencyCount > plan.dependencies.size()) {
        add("conflict", Null{}, Null{}, number(plan.dependencyCount - plan.dependencies.size()), Null{},
            "more rows that later transactions depend on");
    }
    for (const flashback::UndoObstacle &obstacle : plan.obstacles) {
        add("obstacle", xid, obstacle.table, number(obstacle.rows), Null{}, obstacle.reason);
    }
    for (const std::string &warning : plan.warnings) {
        add("warning", xid, Null{}, Null{}, Null{}, warning);
    }
    if (plan.refused) {
        add("refused", xid, Null{}, Null{}, Null{}, plan.refusal());
    }
    if (report.cells.empty()) {
        add("none", xid, Null{}, number(0), Null{}, "the rows are as they were");
    }
    report.changes = static_cast<std::int64_t>(plan.rows());
    return report;
}

} // namespace strandline::session
