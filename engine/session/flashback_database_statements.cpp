#include "engine/session/flashback_database_statements.h"

#include "engine/flashback/flashback_database.h"
#include "engine/flashback/restore_points.h"

#include <fmt/format.h>

namespace strandline::session {

using sqlite::Null;
using sqlite::Value;

namespace {

Value number(std::uint64_t n)
{
    return static_cast<std::int64_t>(n);
}

} // namespace

FlashbackReport createRestorePoint(Lease &lease, const sql::CreateRestorePoint &statement,
                                   std::optional<core::Scn> asOf)
{
    flashback::NewRestorePoint wanted;
    wanted.name = statement.name;
    wanted.asOf = asOf;
    wanted.guaranteed = statement.guarantee;
    const flashback::RestorePoint point =
        flashback::createRestorePoint(*lease.database().history(), wanted, lease.database().clock());
    FlashbackReport report;
    report.columns = {{"restore_point", "TEXT"},
                      {"scn", "INTEGER"},
                      {"time", "TEXT"},
                      {"guaranteed", "INTEGER"},
                      {"budget_bytes", "INTEGER"}};
    report.cells = {point.name, number(point.scn.value), core::formatTime(point.time),
                    number(statement.guarantee ? 1 : 0),
                    statement.guarantee ? number(point.budgetBytes) : Value(Null{})};
    return report;
}

FlashbackReport dropRestorePoint(Lease &lease, const sql::DropRestorePoint &statement)
{
    const auto history = lease.database().history();
    const flashback::RestorePoint point = flashback::restorePoint(*history, statement.name);
    flashback::dropRestorePoint(*history, statement.name);
    FlashbackReport report;
    report.columns = {{"dropped", "TEXT"}, {"scn", "INTEGER"}};
    report.cells = {point.name, number(point.scn.value)};
    return report;
}

FlashbackReport flashbackDatabase(Lease &lease, core::Scn to, const core::JobContext &job)
{
    const Lease mayWrite = lease.database().lease(LeaseKind::Write); // throws where nobody may
    flashback::FlashbackDatabaseOptions options;
    options.clock = &lease.database().clock();
    const auto history = lease.database().history();
    const flashback::DatabaseReport done = flashback::runFlashbackDatabase(history, to, options, job);
    FlashbackReport report;
    report.columns = {{"target_scn", "INTEGER"},  {"target_time", "TEXT"},      {"scn", "INTEGER"},
                      {"incarnation", "INTEGER"}, {"pages_written", "INTEGER"}, {"way_back", "TEXT"}};
    report.cells = {number(to.value),
                    core::formatTime(history->timeOf(to)),
                    number(done.scn.value),
                    number(done.incarnation.value),
                    number(done.pagesWritten),
                    done.pagesWritten == 0 ? Value(Null{})
                                           : fmt::format("FLASHBACK DATABASE TO SCN {}", done.before.value)};
    return report;
}

namespace {

void addTables(FlashbackReport &report, const char *effect,
               const std::vector<flashback::TouchedTable> &tables)
{
    for (const flashback::TouchedTable &table : tables) {
        const Value note = table.definition         ? Value("its definition changes")
                           : table.rowidsRenumbered ? Value("its rows get their earlier rowids")
                                                    : Value(Null{});
        for (const Value &cell : {Value(effect), Value(table.name), number(table.inserts),
                                  number(table.updates), number(table.deletes), note}) {
            report.cells.push_back(cell);
        }
    }
}

} // namespace

FlashbackReport explainFlashbackDatabase(Lease &lease, core::Scn to, const core::JobContext &job)
{
    const flashback::DatabasePlan plan =
        flashback::planFlashbackDatabase(lease.database().history(), to, job);
    FlashbackReport report;
    report.columns = {{"effect", "TEXT"},     {"name", "TEXT"},       {"inserts", "INTEGER"},
                      {"updates", "INTEGER"}, {"deletes", "INTEGER"}, {"note", "TEXT"}};
    const std::string what =
        plan.pagesToWrite == 0
            ? std::string("it is that already")
            : fmt::format("{} of {} pages are written; {} commits after SCN {} are left behind{}",
                          plan.pagesToWrite, plan.pagesThen, plan.commitsUndone, plan.parting.value,
                          plan.commitsRedone == 0 ? std::string()
                                                  : fmt::format(", {} come back", plan.commitsRedone));
    for (const Value &cell :
         {Value("go to"), Value(fmt::format("SCN {} of {}", to.value, core::formatTime(plan.target.timeTo))),
          Value(Null{}), Value(Null{}), Value(Null{}), Value(what)}) {
        report.cells.push_back(cell);
    }
    addTables(report, "undo", plan.undone);
    addTables(report, "redo", plan.redone);
    return report;
}

} // namespace strandline::session
