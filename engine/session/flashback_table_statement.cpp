#include "engine/session/flashback_table_statement.h"

#include "engine/session/lock_report.h"

namespace strandline::session {

using sqlite::Null;
using sqlite::Value;

namespace {

// run(connection, history) on a connection of its own.
template <typename F>
auto onOwnConnection(Database &database, bool explain, F run)
{
    Lease lease = database.lease(explain ? LeaseKind::Read : LeaseKind::Write);
    lease.discardAfterUse();
    const sqlite::Connection::ErrorScope errors(lease.connection(), [&](core::Error error) {
        return withLockHolder(std::move(error), database.path());
    });
    return run(lease.connection(), database.history());
}

} // namespace

flashback::TablePlan flashbackTable(Database &database, const std::vector<std::string> &tables, core::Scn scn,
                                    const flashback::FlashbackTableOptions &options, bool explain,
                                    const core::JobContext &job)
{
    return onOwnConnection(database, explain, [&](sqlite::Connection &connection, const auto &history) {
        return explain ? flashback::planFlashbackTable(connection, history, tables, scn, options, job)
                       : flashback::runFlashbackTable(connection, history, tables, scn, options, job);
    });
}

flashback::UndropPlan undropTable(Database &database, const flashback::UndropRequest &request, bool explain,
                                  const core::JobContext &job)
{
    return onOwnConnection(database, explain, [&](sqlite::Connection &connection, const auto &history) {
        return explain ? flashback::planUndrop(connection, history, request, job)
                       : flashback::runUndrop(connection, history, request, job);
    });
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

FlashbackReport reportOf(const flashback::UndropPlan &plan)
{
    FlashbackReport report;
    report.columns = {{"name", "TEXT"}, {"type", "TEXT"}, {"rows", "INTEGER"}, {"note", "TEXT"}};
    for (const flashback::UndropStep &step : plan.steps) {
        const bool filled = step.type == "table" && !plan.dropped.isVirtual;
        report.cells.insert(report.cells.end(),
                            {step.name, step.type,
                             filled ? Value(static_cast<std::int64_t>(plan.rows)) : Value(Null{}), step.sql});
    }
    for (const std::string &warning : plan.warnings) {
        report.cells.insert(report.cells.end(), {Null{}, std::string("warning"), Null{}, warning});
    }
    report.changes = static_cast<std::int64_t>(plan.rows);
    return report;
}

} // namespace strandline::session
