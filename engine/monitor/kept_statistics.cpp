#include "engine/monitor/kept_statistics.h"

#include <algorithm>
#include <array>
#include <utility>

namespace strandline::monitor {

using repository::Repository;
using sqlite::Connection;
using sqlite::Statement;
using sqlite::Value;

namespace {

constexpr const char *feature = "active session history";
constexpr std::chrono::hours keptFor{24 * 30};
constexpr std::int64_t rowsMax = 600'000; // about 50 bytes each

// Times in milliseconds, hours since 1970; ids and hashes as SQLite's signed integers. A sample's row has
// numbers alone: who it was of and what he ran stand once in tables of their own.
constexpr std::array<const char *, 1> steps = {
    "CREATE TABLE ash_session (id INTEGER PRIMARY KEY, sid INTEGER, serial INTEGER, process INTEGER, kind "
    "TEXT, "
    "program TEXT, module TEXT, action TEXT, client TEXT, "
    "UNIQUE (sid, serial, process, kind, program, module, action, client)) STRICT;"
    "CREATE TABLE sql_text (id INTEGER PRIMARY KEY, sql_id INTEGER NOT NULL, plan_hash INTEGER NOT NULL, "
    "text TEXT, UNIQUE (sql_id, plan_hash)) STRICT;"
    "CREATE TABLE ash (time INTEGER NOT NULL, session INTEGER NOT NULL, usecs INTEGER NOT NULL, sql INTEGER "
    "NOT NULL, "
    "execution INTEGER, age INTEGER, state INTEGER, waited INTEGER, p2 INTEGER, p3 INTEGER, "
    "blocking_sid INTEGER, blocking_process INTEGER, gets INTEGER, reads INTEGER, read_bytes INTEGER, "
    "temp_bytes INTEGER, PRIMARY KEY (time, session)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE sql_hour (hour INTEGER NOT NULL, sql INTEGER NOT NULL, executions INTEGER NOT NULL, "
    "elapsed_ns INTEGER NOT NULL, wait_ns INTEGER NOT NULL, row_count INTEGER NOT NULL, reads INTEGER NOT "
    "NULL, "
    "gets INTEGER NOT NULL, errors INTEGER NOT NULL, PRIMARY KEY (hour, sql)) STRICT, WITHOUT ROWID"};

constexpr std::array<const char *, 5> phases = {"", "parse", "execute", "commit", "checkpoint"};
constexpr std::array<const char *, 3> transactions = {"none", "read", "write"};

template <std::size_t Count>
std::int64_t indexIn(const std::array<const char *, Count> &names, const std::string &name)
{
    const auto found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? 0 : found - names.begin();
}

template <std::size_t Count>
std::string nameAt(const std::array<const char *, Count> &names, std::int64_t index)
{
    return names.at(index < static_cast<std::int64_t>(Count) ? static_cast<std::size_t>(index) : 0);
}

std::int64_t number(std::uint64_t value)
{
    return static_cast<std::int64_t>(value);
}

std::int64_t millis(core::Time time)
{
    return std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch().count();
}

std::int64_t hourOf(core::Time time)
{
    return std::chrono::floor<std::chrono::hours>(time).time_since_epoch().count();
}

// Event, phase and transaction in one number.
std::int64_t stateOf(const AshRow &row)
{
    return std::int64_t{row.event} + 32 * indexIn(phases, row.phase) +
           256 * indexIn(transactions, row.transaction);
}

void setState(AshRow &row, std::uint64_t state)
{
    row.event = static_cast<std::uint32_t>(state & 31U);
    row.phase = nameAt(phases, static_cast<std::int64_t>(state >> 5U & 7U));
    row.transaction = nameAt(transactions, static_cast<std::int64_t>(state >> 8U & 3U));
}

std::string verbOf(const std::string &sql)
{
    return sql.substr(0, sql.find(' '));
}

AshRow rowFrom(const Statement &row)
{
    int column = 0;
    const auto integer = [&] { return row.integer(column++); };
    const auto natural = [&] { return static_cast<std::uint64_t>(row.integer(column++)); };
    const auto text = [&] { return row.text(column++); };
    AshRow out;
    out.time = core::Time(std::chrono::milliseconds(integer()));
    out.usecsPerRow = integer();
    out.execution = natural();
    if (const std::int64_t age = integer(); age != 0) {
        out.executionStart = out.time - std::chrono::milliseconds(age);
    }
    setState(out, natural());
    out.waitedMicros = integer();
    out.p2 = natural();
    out.p3 = natural();
    out.blockingSid = natural();
    out.blockingProcess = integer();
    out.gets = natural();
    out.reads = natural();
    out.readBytes = natural();
    out.tempBytes = natural();
    out.sid = natural();
    out.serial = natural();
    out.process = natural();
    out.kind = text();
    out.program = text();
    out.module = text();
    out.action = text();
    out.client = text();
    out.sqlId = natural();
    out.planHash = natural();
    out.verb = verbOf(text());
    return out;
}

void takeNames(AshRow &row, const AshRow &session, const AshRow &statement)
{
    row.sid = session.sid;
    row.serial = session.serial;
    row.process = session.process;
    row.kind = session.kind;
    row.program = session.program;
    row.module = session.module;
    row.action = session.action;
    row.client = session.client;
    row.sqlId = statement.sqlId;
    row.planHash = statement.planHash;
    row.verb = statement.verb;
}

// What one call of keep() writes, within its transaction.
class Writer
{
public:
    Writer(Connection &connection, const std::map<std::uint64_t, std::string> &texts)
        : m_texts(texts), m_addSession(connection.prepare(
                              "INSERT OR IGNORE INTO ash_session VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)")),
          m_session(connection.prepare("SELECT id FROM ash_session WHERE (sid, serial, process, kind, "
                                       "program, module, action, client) = "
                                       "(?, ?, ?, ?, ?, ?, ?, ?)")),
          m_addSql(
              connection.prepare("INSERT INTO sql_text VALUES (NULL, ?1, ?2, nullif(?3, '')) ON CONFLICT "
                                 "DO UPDATE SET text = coalesce(text, excluded.text)")),
          m_sql(connection.prepare("SELECT id FROM sql_text WHERE sql_id = ?1 AND plan_hash = ?2")),
          m_row(connection.prepare("INSERT OR IGNORE INTO ash VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")),
          m_sum(connection.prepare(
              "INSERT INTO sql_hour VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9) ON CONFLICT DO UPDATE SET "
              "executions = executions + ?3, elapsed_ns = elapsed_ns + ?4, wait_ns = wait_ns + ?5, "
              "row_count = row_count + ?6, reads = reads + ?7, gets = gets + ?8, errors = errors + ?9"))
    {
    }

    void add(const AshRow &row)
    {
        const bool told = row.executionStart != core::Time{};
        const std::int64_t age =
            told ? std::max<std::int64_t>(1, millis(row.time) - millis(row.executionStart)) : 0;
        const auto text = m_texts.find(row.sqlId);
        const std::int64_t sql = // 0: none
            row.sqlId == 0
                ? 0
                : sqlOf(row.sqlId, row.planHash, text == m_texts.end() ? std::string() : text->second);
        m_row.bindAll({millis(row.time), sessionOf(row), row.usecsPerRow * number(keptOneIn), sql,
                       number(row.execution), age, stateOf(row), row.waitedMicros, number(row.p2),
                       number(row.p3), number(row.blockingSid), row.blockingProcess, number(row.gets),
                       number(row.reads), number(row.readBytes), number(row.tempBytes)});
        m_row.run();
    }

    void add(const KeptStatement &s, std::int64_t hour)
    {
        m_sum.bindAll({hour, sqlOf(s.sqlId, s.planHash, s.text), number(s.executions), number(s.elapsedNs),
                       number(s.waitNs), number(s.rows), number(s.reads), number(s.gets), number(s.errors)});
        m_sum.run();
    }

private:
    static std::int64_t idFrom(Statement &add, Statement &select, std::initializer_list<Value> addValues,
                               std::initializer_list<Value> values)
    {
        add.bindAll(addValues);
        add.run();
        select.bindAll(values);
        const std::int64_t id = select.step() ? select.integer(0) : 0;
        select.reset();
        return id;
    }

    std::int64_t sessionOf(const AshRow &row)
    {
        const std::initializer_list<Value> values = {number(row.sid), number(row.serial), number(row.process),
                                                     row.kind,        row.program,        row.module,
                                                     row.action,      row.client};
        return idFrom(m_addSession, m_session, values, values);
    }

    std::int64_t sqlOf(std::uint64_t sqlId, std::uint64_t planHash, const std::string &text)
    {
        return idFrom(m_addSql, m_sql, {number(sqlId), number(planHash), text},
                      {number(sqlId), number(planHash)});
    }

    const std::map<std::uint64_t, std::string> &m_texts;
    Statement m_addSession;
    Statement m_session;
    Statement m_addSql;
    Statement m_sql;
    Statement m_row;
    Statement m_sum;
};

} // namespace

KeptStatistics::KeptStatistics(std::unique_ptr<Repository> repository) : m_repository(std::move(repository))
{
}

KeptStatistics::KeptStatistics(const timeline::Location &location, std::chrono::milliseconds patience)
    : KeptStatistics(std::make_unique<Repository>(location, patience))
{
    m_repository->migrate(feature, steps);
    m_repository->connection().execute("PRAGMA synchronous = OFF"); // what a power cut takes isn't missed
}

std::unique_ptr<KeptStatistics> KeptStatistics::openForReading(const timeline::Location &location)
{
    auto repository = Repository::openForReading(location);
    if (!repository || repository->version(feature) != static_cast<std::int64_t>(steps.size())) {
        return nullptr;
    }
    return std::unique_ptr<KeptStatistics>(new KeptStatistics(std::move(repository)));
}

void KeptStatistics::keep(const std::vector<AshRow> &rows, const std::map<std::uint64_t, std::string> &texts,
                          const std::vector<KeptStatement> &added, core::Time now)
{
    Connection &connection = m_repository->connection();
    connection.execute("BEGIN IMMEDIATE");
    {
        Writer writer(connection, texts);
        for (const AshRow &row : rows) {
            if (row.sampleId % keptOneIn == 0) {
                writer.add(row);
            }
        }
        for (const KeptStatement &statement : added) {
            writer.add(statement, hourOf(now));
        }
    }
    purge(now);
    connection.execute("COMMIT");
}

void KeptStatistics::purge(core::Time now)
{
    Connection &connection = m_repository->connection();
    Statement old = connection.prepare("DELETE FROM ash WHERE time < ?1");
    old.bind(1, millis(now - keptFor));
    old.run();
    Statement hours = connection.prepare("DELETE FROM sql_hour WHERE hour < ?1");
    hours.bind(1, hourOf(now - keptFor));
    hours.run();
    // Within the hour's first minutes alone: the rest walks over whole tables.
    if (millis(now) / 60'000 % 60 > 1) {
        return;
    }
    Statement many =
        connection.prepare("DELETE FROM ash WHERE time < (SELECT time FROM ash ORDER BY time DESC "
                           "LIMIT 1 OFFSET ?1)");
    many.bind(1, rowsMax);
    many.run();
    connection.execute("DELETE FROM ash_session WHERE id NOT IN (SELECT session FROM ash);"
                       "DELETE FROM sql_text WHERE id NOT IN (SELECT sql FROM ash UNION "
                       "SELECT sql FROM sql_hour)");
}

std::vector<AshRow> KeptStatistics::rows(core::Time from, core::Time to)
{
    Statement select = m_repository->connection().prepare(
        "SELECT time, usecs, execution, age, state, waited, p2, p3, blocking_sid, blocking_process, gets, "
        "reads, "
        "read_bytes, temp_bytes, s.sid, s.serial, s.process, s.kind, s.program, s.module, s.action, "
        "s.client, "
        "t.sql_id, t.plan_hash, t.text FROM ash JOIN ash_session s ON s.id = ash.session "
        "LEFT JOIN sql_text t ON t.id = ash.sql WHERE time >= ?1 AND time < ?2 ORDER BY time");
    select.bindAll({millis(from), millis(to)});
    std::vector<AshRow> rows;
    while (select.step()) {
        rows.push_back(rowFrom(select));
    }
    return rows;
}

// SQLite would sort them for a GROUP BY, though they come in order of time: four times as long.
std::vector<AshRow> KeptStatistics::sums(core::Time from, core::Time to, std::chrono::microseconds step)
{
    Statement select = m_repository->connection().prepare(
        "SELECT time, usecs, session, sql, state, blocking_sid, blocking_process FROM ash "
        "WHERE time >= ?1 AND time < ?2 ORDER BY time");
    select.bindAll({millis(from), millis(to)});
    std::vector<AshRow> rows;
    std::vector<std::pair<std::int64_t, std::int64_t>> names; // session and sql of each
    std::map<std::array<std::int64_t, 5>, std::size_t> places;
    std::int64_t current = -1;
    while (select.step()) {
        const std::int64_t number =
            (select.integer(0) - millis(from)) * 1000 / std::max<std::int64_t>(step.count(), 1);
        if (std::exchange(current, number) != number) {
            places.clear();
        }
        const auto [place, added] = places.try_emplace(
            {select.integer(2), select.integer(3), select.integer(4), select.integer(5), select.integer(6)},
            rows.size());
        if (added) {
            AshRow &row = rows.emplace_back();
            row.samples = 0;
            setState(row, static_cast<std::uint64_t>(select.integer(4)));
            row.blockingSid = static_cast<std::uint64_t>(select.integer(5));
            row.blockingProcess = select.integer(6);
            names.emplace_back(select.integer(2), select.integer(3));
        }
        AshRow &row = rows[place->second];
        row.time = core::Time(std::chrono::milliseconds(select.integer(0)));
        row.usecsPerRow += select.integer(1);
        ++row.samples;
    }
    addNames(rows, names);
    return rows;
}

// Who and what, by the ids of ash_session and sql_text.
void KeptStatistics::addNames(std::vector<AshRow> &rows,
                              const std::vector<std::pair<std::int64_t, std::int64_t>> &of)
{
    Connection &connection = m_repository->connection();
    Statement session = connection.prepare("SELECT sid, serial, process, kind, program, module, action, "
                                           "client FROM ash_session WHERE id = ?1");
    Statement sql = connection.prepare("SELECT sql_id, plan_hash, text FROM sql_text WHERE id = ?1");
    std::map<std::int64_t, AshRow> sessions;
    std::map<std::int64_t, AshRow> statements;
    const auto natural = [](const Statement &from, int column) {
        return static_cast<std::uint64_t>(from.integer(column));
    };
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto [who, newSession] = sessions.try_emplace(of[i].first);
        const auto [what, newStatement] = statements.try_emplace(of[i].second);
        session.bind(1, of[i].first);
        if (newSession && session.step()) {
            AshRow &row = who->second;
            row.sid = natural(session, 0);
            row.serial = natural(session, 1);
            row.process = natural(session, 2);
            row.kind = session.text(3);
            row.program = session.text(4);
            row.module = session.text(5);
            row.action = session.text(6);
            row.client = session.text(7);
        }
        session.reset();
        sql.bind(1, of[i].second);
        if (newStatement && sql.step()) {
            what->second.sqlId = natural(sql, 0);
            what->second.planHash = natural(sql, 1);
            what->second.verb = verbOf(sql.text(2));
        }
        sql.reset();
        takeNames(rows[i], who->second, what->second);
    }
}

std::optional<core::Time> KeptStatistics::latestBefore(core::Time time)
{
    Statement select = m_repository->connection().prepare("SELECT max(time) FROM ash WHERE time < ?1");
    select.bindAll({millis(time)});
    select.step();
    return select.isNull(0) ? std::nullopt
                            : std::optional(core::Time(std::chrono::milliseconds(select.integer(0))));
}

// In order of the steps.
std::vector<KeptActivity> KeptStatistics::activity(core::Time from, core::Time to,
                                                   std::chrono::microseconds step)
{
    Statement select = m_repository->connection().prepare(
        "SELECT time, usecs, state FROM ash WHERE time >= ?1 AND time < ?2 ORDER BY time");
    select.bindAll({millis(from), millis(to)});
    std::vector<KeptActivity> activity;
    std::array<std::int64_t, SL_EVENTS> micros{};
    std::size_t current = 0;
    const auto finish = [&] {
        for (std::uint32_t event = 0; event < SL_EVENTS; ++event) {
            if (const std::int64_t sum = std::exchange(micros.at(event), 0); sum > 0) {
                activity.push_back({current, event, sum});
            }
        }
    };
    while (select.step()) {
        const auto number = static_cast<std::size_t>((select.integer(0) - millis(from)) * 1000 /
                                                     std::max<std::int64_t>(step.count(), 1));
        if (number != current) {
            finish();
            current = number;
        }
        const auto event = static_cast<std::size_t>(select.integer(2) & 31);
        if (event < micros.size()) {
            micros.at(event) += select.integer(1);
        }
    }
    finish();
    return activity;
}

std::vector<KeptHour> KeptStatistics::hoursOf(std::uint64_t sqlId, core::Time from, core::Time to)
{
    Statement select = m_repository->connection().prepare(
        "SELECT hour, t.plan_hash, executions, elapsed_ns, wait_ns, row_count, reads, gets, errors, t.text "
        "FROM sql_text t JOIN sql_hour ON sql_hour.sql = t.id "
        "WHERE t.sql_id = ?1 AND hour BETWEEN ?2 AND ?3 ORDER BY hour, t.plan_hash");
    select.bindAll({number(sqlId), hourOf(from), hourOf(to)});
    std::vector<KeptHour> hours;
    while (select.step()) {
        const auto natural = [&](int column) { return static_cast<std::uint64_t>(select.integer(column)); };
        hours.push_back({core::Time(std::chrono::hours(select.integer(0))),
                         {sqlId, natural(1), select.text(9), natural(2), natural(3), natural(4), natural(5),
                          natural(6), natural(7), natural(8)}});
    }
    return hours;
}

std::vector<KeptStatement> KeptStatistics::statements(core::Time from, core::Time to)
{
    Statement select = m_repository->connection().prepare(
        "SELECT t.sql_id, t.plan_hash, sum(executions), sum(elapsed_ns), sum(wait_ns), sum(row_count), "
        "sum(reads), sum(gets), sum(errors), t.text FROM sql_hour JOIN sql_text t ON t.id = sql_hour.sql "
        "WHERE hour BETWEEN ?1 AND ?2 GROUP BY t.id");
    select.bindAll({hourOf(from), hourOf(to)});
    std::vector<KeptStatement> statements;
    while (select.step()) {
        const auto natural = [&](int column) { return static_cast<std::uint64_t>(select.integer(column)); };
        statements.push_back({natural(0), natural(1), select.text(9), natural(2), natural(3), natural(4),
                              natural(5), natural(6), natural(7), natural(8)});
    }
    return statements;
}

std::map<std::uint64_t, std::string> KeptStatistics::texts()
{
    std::map<std::uint64_t, std::string> texts;
    Statement select =
        m_repository->connection().prepare("SELECT sql_id, text FROM sql_text WHERE text IS NOT NULL");
    while (select.step()) {
        texts[static_cast<std::uint64_t>(select.integer(0))] = select.text(1);
    }
    return texts;
}

std::string KeptStatistics::textOf(std::uint64_t sqlId)
{
    Statement select = m_repository->connection().prepare(
        "SELECT text FROM sql_text WHERE sql_id = ?1 AND text IS NOT NULL LIMIT 1");
    select.bind(1, number(sqlId));
    return select.step() ? select.text(0) : std::string();
}

} // namespace strandline::monitor
