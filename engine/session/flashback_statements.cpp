#include "engine/session/flashback_statements.h"

#include "engine/session/as_of.h"
#include "engine/session/flashback_database_statements.h"
#include "engine/session/flashback_table_statement.h"
#include "engine/session/flashback_transaction_statement.h"

namespace strandline::session {

using core::Error;
using core::ErrorCode;
using core::Scn;
using sqlite::Null;
using sqlite::Value;

namespace {

class Runner
{
public:
    Runner(Lease &lease, const sql::FlashbackStatement &statement, const Parameters &parameters,
           const core::JobContext &job)
        : m_lease(lease), m_statement(statement), m_parameters(parameters), m_job(job)
    {
        m_parsed.parameters = statement.parameters;
    }

    FlashbackReport operator()(const sql::FlashbackTable &table)
    {
        flashback::FlashbackTableOptions options;
        options.enableTriggers = table.enableTriggers;
        FlashbackReport report = reportOf(flashbackTable(m_lease.database(), table.tables, point(table.to),
                                                         options, m_statement.explain, m_job));
        report.changes = m_statement.explain ? 0 : report.changes;
        return report;
    }
    FlashbackReport operator()(const sql::FlashbackBeforeDrop &drop)
    {
        const flashback::UndropRequest request{drop.table, {}, drop.rename};
        FlashbackReport report =
            reportOf(undropTable(m_lease.database(), request, m_statement.explain, m_job));
        report.changes = m_statement.explain ? 0 : report.changes;
        return report;
    }
    FlashbackReport operator()(const sql::FlashbackTransaction &transaction)
    {
        flashback::UndoOptions options;
        using Mode = sql::FlashbackTransaction::Mode;
        options.mode = transaction.mode == Mode::Cascade           ? flashback::UndoMode::Cascade
                       : transaction.mode == Mode::NonConflictOnly ? flashback::UndoMode::NonConflictOnly
                       : transaction.mode == Mode::Force           ? flashback::UndoMode::Force
                                                                   : flashback::UndoMode::NoCascade;
        FlashbackReport report = reportOf(flashbackTransaction(m_lease.database(), point(transaction.xid),
                                                               options, m_statement.explain, m_job));
        report.changes = m_statement.explain ? 0 : report.changes;
        return report;
    }
    FlashbackReport operator()(const sql::FlashbackDatabase &statement)
    {
        const Scn to = point(statement.to);
        return m_statement.explain ? explainFlashbackDatabase(m_lease, to, m_job)
                                   : flashbackDatabase(m_lease, to, m_job);
    }
    FlashbackReport operator()(const sql::CreateRestorePoint &create)
    {
        return createRestorePoint(m_lease, create,
                                  create.asOf ? std::optional(point(*create.asOf)) : std::nullopt);
    }
    FlashbackReport operator()(const sql::DropRestorePoint &drop) { return dropRestorePoint(m_lease, drop); }
    FlashbackReport operator()(const sql::Purge &purge)
    {
        const std::size_t tables = flashback::purge(m_lease.database().history(), purge.table, m_job);
        FlashbackReport report;
        report.columns = {{"purged_tables", "INTEGER"}};
        report.cells = {static_cast<std::int64_t>(tables)};
        return report;
    }

    FlashbackReport operator()(const sql::AlterSession &alter)
    {
        FlashbackReport report;
        report.columns = {{"session_scn", "INTEGER"}, {"session_time", "TEXT"}};
        report.cells = {Null{}, Null{}};
        report.session.emplace();
        if (alter.asOf) {
            const Scn scn = point(*alter.asOf);
            const auto history = m_lease.database().history();
            history->at(scn); // throws where it can't be read
            report.session->to = scn;
            report.cells = {static_cast<std::int64_t>(scn.value), core::formatTime(history->timeOf(scn))};
        }
        return report;
    }

private:
    Scn point(const sql::PointClause &clause)
    {
        return resolvePoint(m_lease, clause, m_parsed, m_parameters);
    }

    Lease &m_lease;
    const sql::FlashbackStatement &m_statement;
    const Parameters &m_parameters;
    const core::JobContext &m_job;
    sql::ParsedStatement m_parsed; // for its parameters
};

// What changes the database as it is now, in a transaction of its own.
void refuseWhereItCannotRun(Lease &lease, const sql::FlashbackStatement &statement)
{
    if (std::holds_alternative<sql::AlterSession>(statement.what)) {
        return;
    }
    if (lease.asOf()) {
        throw pastIsReadOnly(*lease.asOf());
    }
    if (!statement.explain && lease.connection().inTransaction()) {
        throw Error(ErrorCode::Usage, "A transaction is open, and a flashback is a transaction of its own. "
                                      "COMMIT or ROLLBACK first.");
    }
}

} // namespace

FlashbackReport runFlashback(Lease &lease, const sql::FlashbackStatement &statement,
                             const Parameters &parameters, const core::JobContext &job)
{
    refuseWhereItCannotRun(lease, statement);
    return std::visit(Runner(lease, statement, parameters, job), statement.what);
}

} // namespace strandline::session
