#include "engine/session/maintenance.h"

#include <chrono>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace strandline::session {

using sqlite::Connection;
using sqlite::Statement;

namespace {

std::uint64_t pageCount(Connection &connection)
{
    return static_cast<std::uint64_t>(connection.integer("PRAGMA main.page_count"));
}

void vacuum(Connection &connection, MaintenanceReport &report)
{
    const std::uint64_t before = pageCount(connection);
    connection.execute("VACUUM");
    report.messages.push_back(
        fmt::format("The database has {} pages now; it had {}.", pageCount(connection), before));
}

void analyze(Connection &connection, MaintenanceReport &report)
{
    connection.execute("ANALYZE main");
    report.messages.push_back(fmt::format("Statistics of {} tables and indexes were gathered.",
                                          connection.integer("SELECT count(*) FROM main.sqlite_stat1")));
}

void reindex(Connection &connection, MaintenanceReport &report)
{
    connection.execute("REINDEX");
    report.messages.push_back(
        fmt::format("{} indexes were built anew.",
                    connection.integer("SELECT count(*) FROM main.sqlite_schema WHERE type = 'index'")));
}

std::string whyBusy(Database &database)
{
    if (database.hasHistory()) {
        if (const auto recorder = database.history()->status().recorder) {
            return fmt::format(
                "The WAL was not emptied: {} (process {}) records the database, and it alone "
                "checkpoints meanwhile, as soon as each commit is in the history. Nothing has to be "
                "done; to do it by hand, stop recording first.",
                recorder->program, recorder->pid);
        }
    }
    return "The WAL was not emptied: another connection reads or writes the database, or does a checkpoint. "
           "Try "
           "again when it has ended its transaction.";
}

void checkpoint(Database &database, Connection &connection, MaintenanceReport &report)
{
    if (connection.text("PRAGMA main.journal_mode") != "wal") {
        report.messages.emplace_back(
            "The database is not in WAL mode: every commit is in its file already, there is nothing to do.");
        return;
    }
    Statement row = connection.prepare("PRAGMA main.wal_checkpoint(TRUNCATE)");
    if (row.step() && row.integer(0) != 0) {
        report.ok = false;
        report.messages.push_back(whyBusy(database));
        return;
    }
    report.messages.emplace_back("Every commit is in the database's file; the WAL is empty.");
}

void integrityCheck(Connection &connection, MaintenanceReport &report)
{
    Statement findings = connection.prepare("PRAGMA main.integrity_check");
    while (findings.step()) {
        const std::string text = findings.text(0);
        if (text != "ok") {
            report.ok = false;
            report.messages.push_back(text);
        }
    }
    Statement orphans =
        connection.prepare("SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2");
    while (orphans.step()) {
        report.ok = false;
        report.messages.push_back(fmt::format("{} rows of {} refer to rows of {} that do not exist.",
                                              orphans.integer(2), orphans.text(0), orphans.text(1)));
    }
    if (!connection.acceptedCollations().empty()) {
        report.messages.push_back(fmt::format("The database uses collations of its own program ({}), which "
                                              "are not known here: findings about the "
                                              "order of indexes that use them may be false.",
                                              fmt::join(connection.acceptedCollations(), ", ")));
    }
    if (report.ok) {
        report.messages.emplace_back("No errors were found.");
    }
}

} // namespace

MaintenanceReport maintain(Database &database, MaintenanceTask task, const core::JobContext &job)
{
    const auto start = std::chrono::steady_clock::now();
    job.checkStop();
    const bool reads = task == MaintenanceTask::IntegrityCheck;
    Lease lease = database.lease(reads ? LeaseKind::Read : LeaseKind::Write);
    Connection &connection = lease.connection();
    const std::uint64_t visited = connection.pagesVisited();
    const Connection::CancelScope cancel(
        connection, job.stop, [&] { job.report(connection.pagesVisited() - visited, 0, "pages read"); });
    MaintenanceReport report;
    switch (task) {
    case MaintenanceTask::Vacuum:
        vacuum(connection, report);
        break;
    case MaintenanceTask::Analyze:
        analyze(connection, report);
        break;
    case MaintenanceTask::Reindex:
        reindex(connection, report);
        break;
    case MaintenanceTask::Checkpoint:
        checkpoint(database, connection, report);
        break;
    case MaintenanceTask::IntegrityCheck:
        integrityCheck(connection, report);
        break;
    }
    report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return report;
}

} // namespace strandline::session
