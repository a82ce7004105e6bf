#include "engine/session/flashback_database_statements.h"

#include "engine/flashback/restore_points.h"

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

} // namespace strandline::session
