#include "engine/monitor/performance_tables.h"

#include "engine/catalog/parameters.h"
#include "engine/monitor/board_reader.h"
#include "engine/monitor/executions.h"
#include "engine/sqlite/computed_table.h"

#include <fmt/format.h>

#include <numeric>

namespace strandline::monitor {

using sqlite::Null;
using sqlite::Value;

namespace {

using Row = std::vector<Value>;
using Rows = std::vector<Row>;

struct Source
{
    const Monitor &monitor;
    sqlite::Connection &connection; // that reads; its statements may be used
};

struct TableKind
{
    const char *name;
    const char *declaration;
    Rows (*rows)(const Source &source);
};

Value number(std::uint64_t value)
{
    return static_cast<std::int64_t>(value);
}

Value text(std::string_view value)
{
    return value.empty() ? Value(Null{}) : Value(std::string(value));
}

// NULL for what isn't known.
Value known(std::uint64_t value)
{
    return value == 0 ? Value(Null{}) : number(value);
}

Value idOf(std::uint64_t sqlId)
{
    return sqlId == 0 ? Value(Null{}) : Value(sqlIdText(sqlId));
}

Value hexOf(std::uint64_t hash)
{
    return hash == 0 ? Value(Null{}) : Value(fmt::format("{:016x}", hash));
}

Value timeOf(core::Time time)
{
    return time == core::Time{} ? Value(Null{}) : Value(core::formatTime(time));
}

Value seconds(std::uint64_t ns)
{
    return static_cast<double>(ns) / 1e9;
}

Rows sessions(const Source &source)
{
    Rows rows;
    for (const SessionView &s : readSessions(source.monitor.board())) {
        const bool waiting = s.active && s.event != SL_ON_CPU;
        rows.push_back(
            {number(s.sid),
             number(s.serial),
             number(s.process),
             number(s.thread),
             text(kindName(s.kind)),
             text(s.program),
             text(s.module),
             text(s.action),
             text(s.client),
             timeOf(s.logon),
             text(s.active ? "ACTIVE" : "INACTIVE"),
             text(phaseName(s)),
             idOf(s.sqlId),
             hexOf(s.planHash),
             text(s.sql),
             known(s.execution),
             s.active ? seconds(s.callNs) : Value(Null{}),
             text(waiting    ? eventName(s.event)
                  : s.active ? "On CPU"
                             : ""),
             text(waiting    ? className(sl_class_of(s.event))
                  : s.active ? "CPU"
                             : ""),
             known(blockerOf(s, source.monitor.board())),
             text(transactionName(s.transaction)),
             s.transaction == SL_TRANSACTION_NONE ? Value(Null{}) : seconds(s.transactionNs),
             number(s.openCursors),
             seconds(s.counters.db_time_ns),
             seconds(s.counters.db_time_ns - std::min(waitNsOf(s.counters), s.counters.db_time_ns)),
             number(s.counters.executions),
             number(s.counters.rows),
             number(s.counters.errors)});
    }
    return rows;
}

Rows sessionWaits(const Source &source)
{
    Rows rows;
    for (const SessionNow &s : readActiveSessions(source.monitor.board())) {
        if (s.event != SL_ON_CPU) {
            rows.push_back({number(s.sid), number(s.waitNumber), text(eventName(s.event)),
                            text(className(sl_class_of(s.event))), number(s.p2), number(s.p3),
                            seconds(s.waitNs), known(blockerOf(s, source.monitor.board()))});
        }
    }
    return rows;
}

Rows statements(const Source &source)
{
    Rows rows;
    for (const SqlRow &row : source.monitor.statements()) {
        const StatementCounters &c = row.counters;
        std::uint64_t waits = 0;
        for (const std::uint64_t ns : c.waitNs) {
            waits += ns;
        }
        rows.push_back({idOf(row.text->sqlId),
                        hexOf(row.plan ? row.plan->hash : 0),
                        text(row.text->normalized),
                        text(row.text->example),
                        text(row.text->verb),
                        number(c.prepares),
                        number(c.executions),
                        seconds(c.elapsedNs),
                        seconds(c.elapsedNs - waits),
                        seconds(c.waitNs[SL_CLASS_USER_IO]),
                        seconds(c.waitNs[SL_CLASS_COMMIT]),
                        seconds(c.waitNs[SL_CLASS_SYSTEM_IO]),
                        seconds(c.waitNs[SL_CLASS_APPLICATION]),
                        number(c.rows),
                        number(c.errors),
                        number(c.gets),
                        number(c.reads),
                        number(c.readBytes),
                        number(c.tempBytes),
                        number(c.vmSteps),
                        number(c.fullScanSteps),
                        number(c.sorts),
                        number(c.autoIndexRows)});
    }
    return rows;
}

Rows plans(const Source &source)
{
    Rows rows;
    for (const SqlRow &row : source.monitor.statements()) {
        for (std::size_t i = 0; row.plan && i < row.plan->lines.size(); ++i) {
            const SqlPlan::Line &line = row.plan->lines[i];
            rows.push_back({idOf(row.text->sqlId), hexOf(row.plan->hash), number(i), std::int64_t{line.id},
                            std::int64_t{line.parent}, text(line.detail)});
        }
    }
    return rows;
}

Rows longStatements(const Source &source)
{
    const auto statusOf = [](const Execution &e) {
        return e.running()                             ? "EXECUTING"
               : e.status == Execution::Status::Failed ? "FAILED"
               : e.status == Execution::Status::Ended  ? "ENDED"
                                                       : "DONE";
    };
    const auto orNull = [](const std::optional<std::uint64_t> &value) {
        return value ? number(*value) : Value{Null{}};
    };
    const auto us = static_cast<std::uint64_t>(core::currentProcess());
    Rows rows;
    for (const Execution &e : executions(source.monitor, core::SystemClock().now())) {
        const std::uint64_t waits = std::accumulate(e.waitNs.begin(), e.waitNs.end(), std::uint64_t{0});
        const bool ours = e.process == 0;
        rows.push_back({number(e.sid), number(e.serial), number(e.number), number(ours ? us : e.process),
                        text(ours ? processName(us) : e.program), text(statusOf(e)), idOf(e.sqlId),
                        hexOf(e.planHash), text(e.sql), timeOf(e.start),
                        seconds(static_cast<std::uint64_t>(e.dbTime.count())),
                        e.running() ? Value{Null{}} : seconds(waits), orNull(e.rows), orNull(e.vmSteps)});
    }
    return rows;
}

Rows activeHistory(const Source &source)
{
    Rows rows;
    for (const AshRow &r : source.monitor.samples()) {
        rows.push_back({number(r.sampleId),
                        timeOf(r.time),
                        r.usecsPerRow,
                        number(r.sid),
                        number(r.serial),
                        number(r.process),
                        text(r.kind),
                        text(r.program),
                        idOf(r.sqlId),
                        idOf(r.sqlId),
                        hexOf(r.planHash),
                        known(r.execution),
                        timeOf(r.executionStart),
                        text(r.verb),
                        text(r.phase),
                        text(r.event == SL_ON_CPU ? "ON CPU" : "WAITING"),
                        text(eventName(r.event)),
                        text(className(sl_class_of(r.event))),
                        number(r.waitNumber),
                        number(r.p2),
                        number(r.p3),
                        r.waitedMicros,
                        known(r.blockingSid),
                        known(static_cast<std::uint64_t>(r.blockingProcess)),
                        text(r.transaction),
                        text(r.module),
                        text(r.action),
                        text(r.client),
                        number(r.gets),
                        number(r.reads),
                        number(r.readBytes),
                        number(r.tempBytes)});
    }
    return rows;
}

sl_counters sums(const Source &source)
{
    return sumOf(source.monitor.board(), readSessions(source.monitor.board()));
}

Rows systemEvents(const Source &source)
{
    Rows rows;
    const sl_counters c = sums(source);
    for (std::uint32_t event = 1; event < SL_EVENTS; ++event) {
        if (c.event_count[event] != 0) {
            rows.push_back(
                {text(eventName(event)), text(className(sl_class_of(event))), number(c.event_count[event]),
                 seconds(c.event_ns[event]),
                 static_cast<double>(c.event_ns[event]) / 1e9 / static_cast<double>(c.event_count[event]),
                 number(c.event_bytes[event])});
        }
    }
    return rows;
}

Rows eventHistogram(const Source &source)
{
    Rows rows;
    const sl_counters c = sums(source);
    const auto add = [&](std::string_view event, const std::uint64_t *buckets) {
        for (std::uint32_t bucket = 0; bucket < SL_BUCKETS; ++bucket) {
            if (buckets[bucket] != 0) {
                rows.push_back({text(event),
                                bucket == SL_BUCKETS - 1 ? Value(Null{}) : number(std::uint64_t{1} << bucket),
                                number(buckets[bucket])});
            }
        }
    };
    for (std::uint32_t event = 1; event < SL_EVENTS; ++event) {
        add(eventName(event), c.event_histogram[event]);
    }
    add("commit", c.commit_histogram);
    return rows;
}

Rows timeModel(const Source &source)
{
    const sl_counters c = sums(source);
    Rows rows = {{text("DB time"), seconds(c.db_time_ns)},
                 {text("DB CPU"), seconds(c.db_time_ns - std::min(waitNsOf(c), c.db_time_ns))}};
    for (const std::uint32_t waitClass :
         {SL_CLASS_USER_IO, SL_CLASS_COMMIT, SL_CLASS_SYSTEM_IO, SL_CLASS_APPLICATION, SL_CLASS_IDLE}) {
        std::uint64_t ns = 0;
        for (std::uint32_t event = 1; event < SL_EVENTS; ++event) {
            ns += sl_class_of(event) == waitClass ? c.event_ns[event] : 0;
        }
        rows.push_back({text(className(waitClass)), seconds(ns)});
    }
    return rows;
}

Rows statistics(const Source &source)
{
    const sl_counters c = sums(source);
    const sl_board &board = source.monitor.board().layout();
    const auto cpu = source.monitor.samplerCpu().count();
    return {{text("calls"), number(c.calls)},
            {text("prepares"), number(c.prepares)},
            {text("executions"), number(c.executions)},
            {text("rows"), number(c.rows)},
            {text("errors"), number(c.errors)},
            {text("commits"), number(c.commits)},
            {text("rollbacks"), number(c.rollbacks)},
            {text("logical gets"), number(c.gets)},
            {text("vm steps"), number(c.vm_steps)},
            {text("full scan steps"), number(c.full_scan_steps)},
            {text("sorts"), number(c.sorts)},
            {text("automatic index rows"), number(c.auto_index_rows)},
            {text("sessions begun"), number(sl_load(&board.sessions))},
            {text("sessions refused a slot"), number(sl_load(&board.refused))},
            {text("sampler cpu nanoseconds"), std::int64_t{cpu}}};
}

Rows locks(const Source &source)
{
    Rows rows;
    for (const SessionView &s : readSessions(source.monitor.board())) {
        for (const std::string_view name : lockNames(s.locks)) {
            rows.push_back(
                {number(s.sid), number(s.process), text("HOLDS"), text(name), seconds(s.transactionNs)});
        }
        if (s.active && sl_class_of(s.event) == SL_CLASS_APPLICATION) {
            rows.push_back({number(s.sid), number(s.process), text("WAITS"), text(eventName(s.event)),
                            seconds(s.waitNs)});
        }
    }
    return rows;
}

Rows transactions(const Source &source)
{
    Rows rows;
    for (const SessionView &s : readSessions(source.monitor.board())) {
        if (s.transaction != SL_TRANSACTION_NONE) {
            rows.push_back({number(s.sid), number(s.process), text(transactionName(s.transaction)),
                            seconds(s.transactionNs), text(s.active ? "ACTIVE" : "IDLE"), idOf(s.sqlId)});
        }
    }
    return rows;
}

// Of the schema's b-trees, by SQLite's own dbstat: reads all of their pages.
Rows segments(const Source &source)
{
    Rows rows;
    sqlite::Statement select = source.connection.prepare(
        "SELECT s.name, coalesce(m.type, 'table'), coalesce(m.tbl_name, s.name), s.pageno, s.pgsize, "
        "s.payload, "
        "s.unused, s.ncell FROM (SELECT name, pageno, pgsize, payload, unused, ncell FROM dbstat "
        "WHERE aggregate = 1) s LEFT JOIN main.sqlite_schema m ON m.name = s.name ORDER BY s.pgsize DESC");
    while (select.step()) {
        Row row;
        for (int column = 0; column < 8; ++column) {
            row.push_back(select.value(column));
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

Rows database(const Source &source)
{
    sqlite::Connection &c = source.connection;
    return {{c.path(), c.text("PRAGMA journal_mode"), c.integer("PRAGMA page_size"),
             c.integer("PRAGMA page_count"), c.integer("PRAGMA page_size") * c.integer("PRAGMA page_count"),
             c.integer("PRAGMA freelist_count"), c.text("PRAGMA encoding"), c.integer("PRAGMA user_version"),
             c.integer("PRAGMA application_id"), c.integer("PRAGMA schema_version"), sqlite::sqliteVersion(),
             source.monitor.board().shared() ? Value(std::int64_t{1}) : Value(std::int64_t{0})}};
}

Rows parameters(const Source &source)
{
    Rows rows;
    const auto text = [](std::string_view words) { return Value(std::string(words)); };
    for (const catalog::ParameterValue &found : catalog::loadParameters(source.connection)) {
        const catalog::Parameter &parameter = *found.parameter;
        rows.push_back({text(parameter.name), Value(found.value), Value(found.standard), text(parameter.unit),
                        text(catalog::placeName(parameter.place)), text(parameter.meaning)});
    }
    for (const std::string &option : sqlite::compileOptions()) {
        rows.push_back({"compile option " + option.substr(0, option.find('=')),
                        option.find('=') == std::string::npos ? Value(Null{})
                                                              : Value(option.substr(option.find('=') + 1)),
                        Null{}, text(""), text("library"), Null{}});
    }
    return rows;
}

constexpr TableKind kinds[] = {
    {"v$session",
     "(sid INTEGER, serial INTEGER, process INTEGER, thread INTEGER, kind TEXT, program TEXT, module TEXT, "
     "action TEXT, client_id TEXT, logon_time TEXT, status TEXT, phase TEXT, sql_id TEXT, plan_hash TEXT, "
     "sql_text TEXT, execution INTEGER, call_seconds REAL, event TEXT, wait_class TEXT, blocking_sid "
     "INTEGER, "
     "transaction_state TEXT, transaction_seconds REAL, open_cursors INTEGER, db_seconds REAL, cpu_seconds "
     "REAL, "
     "executions INTEGER, rows_returned INTEGER, errors INTEGER)",
     sessions},
    {"v$session_wait",
     "(sid INTEGER, seq INTEGER, event TEXT, wait_class TEXT, p2 INTEGER, p3 INTEGER, seconds_in_wait REAL, "
     "blocking_sid INTEGER)",
     sessionWaits},
    {"v$sql",
     "(sql_id TEXT, plan_hash TEXT, sql_text TEXT, sql_fulltext TEXT, command TEXT, prepares INTEGER, "
     "executions INTEGER, elapsed_seconds REAL, cpu_seconds REAL, user_io_seconds REAL, commit_seconds REAL, "
     "system_io_seconds REAL, application_seconds REAL, rows_returned INTEGER, errors INTEGER, gets INTEGER, "
     "reads INTEGER, read_bytes INTEGER, temp_bytes INTEGER, vm_steps INTEGER, full_scan_steps INTEGER, "
     "sorts INTEGER, auto_index_rows INTEGER)",
     statements},
    {"v$sql_plan", "(sql_id TEXT, plan_hash TEXT, line INTEGER, id INTEGER, parent_id INTEGER, detail TEXT)",
     plans},
    {"v$sql_monitor",
     "(sid INTEGER, serial INTEGER, execution INTEGER, process INTEGER, program TEXT, status TEXT, sql_id "
     "TEXT, plan_hash TEXT, sql_text TEXT, "
     "start_time TEXT, elapsed_seconds REAL, wait_seconds REAL, rows_returned INTEGER, vm_steps INTEGER)",
     longStatements},
    {"v$active_session_history",
     "(sample_id INTEGER, sample_time TEXT, usecs_per_row INTEGER, sid INTEGER, serial INTEGER, "
     "process INTEGER, kind TEXT, program TEXT, sql_id TEXT, top_sql_id TEXT, plan_hash TEXT, "
     "execution INTEGER, execution_start TEXT, opcode TEXT, phase TEXT, state TEXT, event TEXT, "
     "wait_class TEXT, seq INTEGER, p2 INTEGER, p3 INTEGER, time_waited INTEGER, blocking_sid INTEGER, "
     "blocking_process INTEGER, transaction_state TEXT, module TEXT, action TEXT, client_id TEXT, "
     "delta_gets INTEGER, delta_reads INTEGER, delta_read_bytes INTEGER, delta_temp_bytes INTEGER)",
     activeHistory},
    {"v$system_event",
     "(event TEXT, wait_class TEXT, waits INTEGER, seconds REAL, average_seconds REAL, bytes INTEGER)",
     systemEvents},
    {"v$event_histogram", "(event TEXT, below_micros INTEGER, waits INTEGER)", eventHistogram},
    {"v$sys_time_model", "(stat_name TEXT, seconds REAL)", timeModel},
    {"v$sysstat", "(name TEXT, value INTEGER)", statistics},
    {"v$lock", "(sid INTEGER, process INTEGER, mode TEXT, lock TEXT, seconds REAL)", locks},
    {"v$transaction", "(sid INTEGER, process INTEGER, state TEXT, seconds REAL, status TEXT, sql_id TEXT)",
     transactions},
    {"v$segment_statistics",
     "(segment TEXT, type TEXT, table_name TEXT, pages INTEGER, bytes INTEGER, payload_bytes INTEGER, "
     "unused_bytes INTEGER, cells INTEGER)",
     segments},
    {"v$database",
     "(path TEXT, journal_mode TEXT, page_size INTEGER, pages INTEGER, bytes INTEGER, free_pages INTEGER, "
     "encoding TEXT, user_version INTEGER, application_id INTEGER, schema_version INTEGER, sqlite_version "
     "TEXT, "
     "board_shared INTEGER)",
     database},
    {"v$parameter", "(name TEXT, value TEXT, default_value TEXT, unit TEXT, place TEXT, meaning TEXT)",
     parameters},
};

class RowScan final : public sqlite::TableScan
{
public:
    explicit RowScan(Rows rows) : m_rows(std::move(rows)) {}
    bool next() override { return ++m_at <= m_rows.size(); }
    Value value(std::size_t column) const override { return m_rows[m_at - 1].at(column); }
    std::int64_t rowid() const override { return static_cast<std::int64_t>(m_at); }

private:
    const Rows m_rows;
    std::size_t m_at = 0; // from 1
};

class PerformanceTable final : public sqlite::ComputedTable
{
public:
    PerformanceTable(const TableKind &kind, std::shared_ptr<Monitor> monitor, sqlite::Connection &connection)
        : m_kind(kind), m_monitor(std::move(monitor)), m_connection(connection)
    {
    }
    std::string declaration() const override { return m_kind.declaration; }
    // The planner had better compute it once: it makes an index of its own where it joins.
    sqlite::ScanPlan plan(const std::vector<sqlite::Condition> & /*unused*/) const override
    {
        return {.number = 0, .used = {}, .cost = 1e5, .rows = 200};
    }
    std::unique_ptr<sqlite::TableScan> scan(const sqlite::ScanRequest & /*unused*/) override
    {
        return std::make_unique<RowScan>(m_kind.rows({*m_monitor, m_connection}));
    }

private:
    const TableKind &m_kind;
    const std::shared_ptr<Monitor> m_monitor;
    sqlite::Connection &m_connection;
};

} // namespace

void addPerformanceTables(sqlite::Connection &connection, const std::shared_ptr<Monitor> &monitor)
{
    for (const TableKind &kind : kinds) {
        sqlite::addComputedTable(connection, kind.name,
                                 std::make_shared<PerformanceTable>(kind, monitor, connection));
    }
}

} // namespace strandline::monitor
