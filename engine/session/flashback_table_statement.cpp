#include "engine/session/flashback_table_statement.h"

#include "engine/session/lock_report.h"

namespace strandline::session {

using sqlite::Null;
using sqlite::Value;

flashback::TablePlan flashbackTable(Database &database, const std::vector<std::string> &tables, core::Scn scn,
                                    const flashback::FlashbackTableOptions &options, bool explain,
                                    const core::JobContext &job)
{
    Lease lease = database.lease(explain ? LeaseKind::Read : LeaseKind::Write);
    lease.discardAfterUse();
    sqlite::Connection &connection = lease.connection();
    const sqlite::Connection::ErrorScope errors(
        connection, [&](core::Error error) { return withLockHolder(std::move(error), database.path()); });
    const auto history = database.history();
    return explain ? flashback::planFlashbackTable(connection, history, tables, scn, options, job)
                   : flashback::runFlashbackTable(connection, history, tables, scn, options, job);
}

FlashbackReport reportOf(const flashback::TablePlan &plan)
{
    FlashbackReport report;
    report.columns = {{"table_name", "TEXT"}, {"change", "TEXT"}, {"rows", "INTEGER"}, {"note", "TEXT"}};
    const auto add = [&](const Value &table, const char *change, const Value &rows, const Value &note) {
        report.cells.insert(report.cells.end(), {table, std::string(change), rows, note});
    };
    const auto count = [](std::uint64_t rows) { return Value(static_cast<std::int64_t>(rows)); };
    for (const flashback::TableEffect &table : plan.tables) {
        if (table.rows() == 0) {
            add(table.table, "none", count(0), std::string("it is as it was"));
        }
        if (table.inserts > 0) {
            add(table.table, "insert", count(table.inserts), std::string("rows that come back"));
        }
        if (table.updates > 0) {
            add(table.table, "update", count(table.updates), std::string("rows that get their old values"));
        }
        if (table.deletes > 0) {
            add(table.table, "delete", count(table.deletes), std::string("rows that came since"));
        }
        report.changes += static_cast<std::int64_t>(table.rows());
    }
    for (const flashback::TableConflict &conflict : plan.conflicts) {
        add(conflict.table, "conflict", count(conflict.rows), conflict.reason);
    }
    for (const std::string &warning : plan.warnings) {
        add(Null{}, "warning", Null{}, warning);
    }
    return report;
}

} // namespace strandline::session
