// The operations `monitor sessions`, `monitor ash`, `monitor top-sql` and `monitor waits`: who does what with
// a database, now and over a time. They read the session board and the repository, and change nothing.
#include "engine/core/utf8.h"
#include "engine/monitor/kept_statistics.h"
#include "engine/monitor/session_list.h"
#include "engine/operations/encoding.h"
#include "engine/operations/monitor_arguments.h"
#include "engine/operations/registration.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>
#include <tuple>

namespace strandline::operations {

using Json = nlohmann::ordered_json;
using monitor::AshRow;
using monitor::Board;
using monitor::KeptStatement;
using monitor::KeptStatistics;
using monitor::ListedSession;
using monitor::SessionKind;
using monitor::SessionList;
using monitor::SessionState;

std::string shortenedSql(const std::string &sql)
{
    constexpr std::size_t sqlWidth = 60; // of a table on a terminal
    std::string line = escaped(sql);
    if (line.size() > sqlWidth) {
        line.resize(sqlWidth - 3);
        line.resize(line.size() - core::incompleteTail(line));
        line += "...";
    }
    return line;
}

TimeRange rangeOf(const Arguments &arguments, const core::Clock &clock)
{
    const core::Time now = clock.now();
    TimeRange range{now - std::chrono::hours(1), now};
    if (arguments.has("to")) {
        range.to = core::parseTime(arguments.text("to"), clock);
        range.from = range.to - std::chrono::hours(1);
    }
    if (arguments.has("from")) {
        range.from = core::parseTime(arguments.text("from"), clock);
    }
    return range;
}

namespace {

double secondsOf(std::uint64_t ns)
{
    return static_cast<double>(ns) / 1e9;
}

Json orNull(const std::string &text)
{
    return text.empty() ? Json() : Json(text);
}

// ---- Sessions

// The kinds and states of the command line's contract.
std::string_view kindOf(const ListedSession &session)
{
    return monitor::sessionKindName(session.kind == SessionKind::ProbedByHooks ? SessionKind::Probed
                                                                               : session.kind);
}

std::string stateTextOf(const ListedSession &session)
{
    switch (monitor::stateOf(session)) {
    case SessionState::Running:
    case SessionState::Waiting:
        return "active";
    case SessionState::IdleInTransaction:
        return "idle in transaction";
    case SessionState::Idle:
        return "idle";
    case SessionState::Holding:
        return fmt::format("holds {}", session.locks.front().name);
    case SessionState::Open:
        return "open";
    }
    return {};
}

std::string_view eventOf(const ListedSession &session)
{
    return session.active ? monitor::eventName(session.event) : std::string_view();
}

std::optional<double> transactionSecondsOf(const ListedSession &session)
{
    return session.transaction == SL_TRANSACTION_NONE
               ? std::nullopt
               : std::optional(std::chrono::duration<double>(session.transactionAge).count());
}

class SessionsResult final : public Result
{
public:
    explicit SessionsResult(SessionList list) : m_list(std::move(list)) {}

    Json json(const Presentation & /*unused*/) const override
    {
        Json out = Json::array();
        for (const ListedSession &session : m_list.sessions) {
            const auto seconds = transactionSecondsOf(session);
            out.push_back({{"sid", session.key.sid == 0 ? Json() : Json(session.key.sid)},
                           {"program", session.program},
                           {"pid", session.process},
                           {"kind", kindOf(session)},
                           {"state", stateTextOf(session)},
                           {"event", orNull(std::string(eventOf(session)))},
                           {"sqlId", orNull(sqlIdOf(session))},
                           {"sql", orNull(session.sql)},
                           {"transactionSeconds", seconds ? Json(*seconds) : Json()},
                           {"blockedBy", session.blockedBy ? Json(blockerOf(session)) : Json()}});
        }
        return out;
    }
    std::string text(const Presentation & /*unused*/) const override
    {
        TextTable table({"Sid", "Program", "Process", "Kind", "State", "Waits for", "Transaction s",
                         "Blocked by", "SQL"});
        for (const std::size_t column : {0U, 2U, 6U, 7U}) {
            table.alignRight(column);
        }
        for (const ListedSession &session : m_list.sessions) {
            const auto seconds = transactionSecondsOf(session);
            table.add({session.key.sid == 0 ? "" : std::to_string(session.key.sid), escaped(session.program),
                       std::to_string(session.process), std::string(kindOf(session)), stateTextOf(session),
                       std::string(eventOf(session)), seconds ? fmt::format("{:.3f}", *seconds) : "",
                       session.blockedBy ? std::to_string(blockerOf(session)) : "",
                       shortenedSql(session.sql)});
        }
        return table.empty() ? "No program has the database open.\n" : table.render();
    }

private:
    static std::string sqlIdOf(const ListedSession &session)
    {
        return session.sqlId != 0 ? monitor::sqlIdText(session.sqlId) : std::string();
    }
    // Its process.
    std::int64_t blockerOf(const ListedSession &session) const
    {
        return m_list.sessions.at(*session.blockedBy).process;
    }

    SessionList m_list;
};

// One that was seen active in samples.
struct SampledSession
{
    AshRow last; // its latest row
    double seconds = 0;
    std::map<std::uint32_t, double> events;     // seconds by event
    std::map<std::uint64_t, double> statements; // by SQL id
    std::map<std::int64_t, double> blockers;    // by process
};

template <typename Key>
Key mostly(const std::map<Key, double> &seconds)
{
    const auto most = std::max_element(seconds.begin(), seconds.end(),
                                       [](const auto &a, const auto &b) { return a.second < b.second; });
    return most == seconds.end() ? Key{} : most->first;
}

// What is told of each is what it spent most of its time with.
class SampledSessionsResult final : public Result
{
public:
    SampledSessionsResult(const std::vector<AshRow> &rows, std::map<std::uint64_t, std::string> texts)
        : m_texts(std::move(texts))
    {
        std::map<std::tuple<std::uint64_t, std::uint64_t, std::uint64_t>, SampledSession> byKey;
        for (const AshRow &row : rows) {
            SampledSession &session = byKey[{row.process, row.sid, row.serial}];
            const double seconds = static_cast<double>(row.usecsPerRow) / 1e6;
            session.last = row;
            session.seconds += seconds;
            session.events[row.event] += seconds;
            if (row.sqlId != 0) {
                session.statements[row.sqlId] += seconds;
            }
            if (row.blockingProcess != 0) {
                session.blockers[row.blockingProcess] += seconds;
            }
        }
        for (auto &[key, session] : byKey) {
            m_sessions.push_back(std::move(session));
        }
        std::stable_sort(
            m_sessions.begin(), m_sessions.end(),
            [](const SampledSession &a, const SampledSession &b) { return a.seconds > b.seconds; });
    }

    Json json(const Presentation & /*unused*/) const override
    {
        Json out = Json::array();
        for (const SampledSession &session : m_sessions) {
            const std::uint64_t sqlId = mostly(session.statements);
            const std::int64_t blocker = mostly(session.blockers);
            out.push_back({{"sid", session.last.sid},
                           {"program", session.last.program},
                           {"pid", session.last.process},
                           {"kind", kindOf(session)},
                           {"state", "active"},
                           {"event", monitor::eventName(mostly(session.events))},
                           {"sqlId", sqlId == 0 ? Json() : Json(monitor::sqlIdText(sqlId))},
                           {"sql", orNull(textOf(sqlId))},
                           {"transactionSeconds", Json()},
                           {"blockedBy", blocker == 0 ? Json() : Json(blocker)},
                           {"activeSeconds", session.seconds}});
        }
        return out;
    }
    std::string text(const Presentation & /*unused*/) const override
    {
        TextTable table(
            {"Sid", "Program", "Process", "Kind", "Active s", "Mostly at", "Blocked by", "SQL id", "SQL"});
        for (const std::size_t column : {0U, 2U, 4U, 6U}) {
            table.alignRight(column);
        }
        for (const SampledSession &session : m_sessions) {
            const std::uint64_t sqlId = mostly(session.statements);
            const std::int64_t blocker = mostly(session.blockers);
            table.add({std::to_string(session.last.sid), escaped(session.last.program),
                       std::to_string(session.last.process), kindOf(session),
                       fmt::format("{:.3f}", session.seconds),
                       std::string(monitor::eventName(mostly(session.events))),
                       blocker == 0 ? "" : std::to_string(blocker),
                       sqlId == 0 ? "" : monitor::sqlIdText(sqlId), shortenedSql(textOf(sqlId))});
        }
        return table.empty() ? "No session was seen active in this time.\n" : table.render();
    }

private:
    static std::string kindOf(const SampledSession &session)
    {
        return session.last.kind == "own" ? "own" : "probed";
    }
    std::string textOf(std::uint64_t sqlId) const
    {
        const auto text = m_texts.find(sqlId);
        return text == m_texts.end() ? std::string() : text->second;
    }

    std::map<std::uint64_t, std::string> m_texts;
    std::vector<SampledSession> m_sessions;
};

std::unique_ptr<Result> sampledSessions(const timeline::Location &location, const TimeRange &range)
{
    const auto kept = KeptStatistics::openForReading(location);
    return kept ? std::make_unique<SampledSessionsResult>(kept->rows(range.from, range.to), kept->texts())
                : std::make_unique<SampledSessionsResult>(std::vector<AshRow>{},
                                                          std::map<std::uint64_t, std::string>{});
}

std::unique_ptr<Result> runSessions(const Arguments &arguments, const Environment &environment)
{
    const timeline::Location location = locate(arguments, environment);
    if (arguments.has("from") || arguments.has("to")) {
        return sampledSessions(location, rangeOf(arguments, environment.clock));
    }
    const auto board = Board::openExisting(location);
    if (board) {
        board->sweep();
    }
    monitor::SessionWatch watch(
        std::make_unique<monitor::ExternalWatch>(location.database, environment.clock), environment.clock);
    return std::make_unique<SessionsResult>(watch.look(board.get()));
}

// ---- Waits

struct WaitLine
{
    std::uint32_t event = 0; // SL_ON_CPU: the CPU itself
    std::uint64_t count = 0;
    double seconds = 0;
};

class WaitsResult final : public Result
{
public:
    explicit WaitsResult(std::vector<WaitLine> lines) : m_lines(std::move(lines))
    {
        std::stable_sort(m_lines.begin(), m_lines.end(),
                         [](const WaitLine &a, const WaitLine &b) { return a.seconds > b.seconds; });
        for (const WaitLine &line : m_lines) {
            m_dbSeconds += sl_class_of(line.event) == SL_CLASS_IDLE ? 0 : line.seconds;
        }
    }

    Json json(const Presentation & /*unused*/) const override
    {
        Json out = Json::array();
        for (const WaitLine &line : m_lines) {
            const auto percent = percentOf(line);
            out.push_back({{"class", monitor::className(sl_class_of(line.event))},
                           {"event", monitor::eventName(line.event)},
                           {"count", line.count},
                           {"seconds", line.seconds},
                           {"percentOfDbTime", percent ? Json(*percent) : Json()}});
        }
        return out;
    }
    std::string text(const Presentation & /*unused*/) const override
    {
        TextTable table({"Class", "Event", "Count", "Seconds", "% of DB time"});
        for (const std::size_t column : {2U, 3U, 4U}) {
            table.alignRight(column);
        }
        for (const WaitLine &line : m_lines) {
            const auto percent = percentOf(line);
            table.add({std::string(monitor::className(sl_class_of(line.event))),
                       std::string(monitor::eventName(line.event)), groupedDigits(line.count),
                       fmt::format("{:.6f}", line.seconds), percent ? fmt::format("{:.1f}", *percent) : ""});
        }
        return table.empty() ? "Nothing was seen yet: no program that tells has used the database.\n"
                             : table.render();
    }

private:
    // Nothing for what is not DB time.
    std::optional<double> percentOf(const WaitLine &line) const
    {
        if (sl_class_of(line.event) == SL_CLASS_IDLE || m_dbSeconds <= 0) {
            return std::nullopt;
        }
        return 100 * line.seconds / m_dbSeconds;
    }

    std::vector<WaitLine> m_lines;
    double m_dbSeconds = 0;
};

// Exact, since the board was made.
std::vector<WaitLine> countedWaits(const timeline::Location &location)
{
    const auto board = Board::openExisting(location);
    if (!board) {
        return {};
    }
    board->sweep();
    const sl_counters sums = monitor::sumOf(*board, monitor::readSessions(*board));
    if (sums.calls == 0) {
        return {};
    }
    const std::uint64_t waits = std::min(monitor::waitNsOf(sums), sums.db_time_ns);
    std::vector<WaitLine> lines = {{SL_ON_CPU, sums.calls, secondsOf(sums.db_time_ns - waits)}};
    for (std::uint32_t event = 1; event < SL_EVENTS; ++event) {
        if (sums.event_count[event] != 0) {
            lines.push_back({event, sums.event_count[event], secondsOf(sums.event_ns[event])});
        }
    }
    return lines;
}

// Estimated from samples: how many were of the event, and the time that they stand for.
std::vector<WaitLine> sampledWaits(const timeline::Location &location, const TimeRange &range)
{
    std::map<std::uint32_t, WaitLine> lines;
    if (const auto kept = KeptStatistics::openForReading(location)) {
        for (const AshRow &row : kept->rows(range.from, range.to)) {
            WaitLine &line = lines[row.event];
            line.event = row.event;
            line.count += 1;
            line.seconds += static_cast<double>(row.usecsPerRow) / 1e6;
        }
    }
    std::vector<WaitLine> list;
    for (const auto &[event, line] : lines) {
        list.push_back(line);
    }
    return list;
}

std::unique_ptr<Result> runWaits(const Arguments &arguments, const Environment &environment)
{
    const timeline::Location location = locate(arguments, environment);
    const bool overTime = arguments.has("from") || arguments.has("to");
    return std::make_unique<WaitsResult>(
        overTime ? sampledWaits(location, rangeOf(arguments, environment.clock)) : countedWaits(location));
}

// ---- Active session history

class AshResult final : public Result
{
public:
    AshResult(std::vector<AshRow> rows, std::map<std::uint64_t, std::string> texts)
        : m_rows(std::move(rows)), m_texts(std::move(texts))
    {
    }

    Json json(const Presentation &presentation) const override
    {
        Json out = Json::array();
        for (const AshRow &row : m_rows) {
            out.push_back({{"time", core::formatTime(row.time, presentation.zone)},
                           {"usecsPerRow", row.usecsPerRow},
                           {"sid", row.sid},
                           {"serial", row.serial},
                           {"pid", row.process},
                           {"program", row.program},
                           {"kind", row.kind},
                           {"sqlId", row.sqlId == 0 ? Json() : Json(monitor::sqlIdText(row.sqlId))},
                           {"sql", orNull(textOf(row))},
                           {"phase", orNull(row.phase)},
                           {"class", monitor::className(sl_class_of(row.event))},
                           {"event", monitor::eventName(row.event)},
                           {"waitedSeconds", static_cast<double>(row.waitedMicros) / 1e6},
                           {"blockingSid", row.blockingSid == 0 ? Json() : Json(row.blockingSid)},
                           {"blockingPid", row.blockingProcess == 0 ? Json() : Json(row.blockingProcess)},
                           {"transaction", row.transaction},
                           {"module", orNull(row.module)},
                           {"gets", row.gets},
                           {"reads", row.reads},
                           {"readBytes", row.readBytes},
                           {"tempBytes", row.tempBytes}});
        }
        return out;
    }
    std::string text(const Presentation &presentation) const override
    {
        TextTable table({"Time", "Sid", "Program", "Class", "Event", "Blocked by", "SQL id", "SQL"});
        table.alignRight(1);
        for (const AshRow &row : m_rows) {
            table.add({core::formatTime(row.time, presentation.zone), std::to_string(row.sid),
                       escaped(row.program), std::string(monitor::className(sl_class_of(row.event))),
                       std::string(monitor::eventName(row.event)),
                       row.blockingProcess == 0 ? "" : std::to_string(row.blockingProcess),
                       row.sqlId == 0 ? "" : monitor::sqlIdText(row.sqlId), shortenedSql(textOf(row))});
        }
        return table.empty() ? "No session was seen active in this time.\n" : table.render();
    }

private:
    std::string textOf(const AshRow &row) const
    {
        const auto text = m_texts.find(row.sqlId);
        return text == m_texts.end() ? std::string() : text->second;
    }

    std::vector<AshRow> m_rows;
    std::map<std::uint64_t, std::string> m_texts;
};

std::unique_ptr<Result> runAsh(const Arguments &arguments, const Environment &environment)
{
    const auto kept = KeptStatistics::openForReading(locate(arguments, environment));
    if (!kept) {
        return std::make_unique<AshResult>(std::vector<AshRow>{}, std::map<std::uint64_t, std::string>{});
    }
    const TimeRange range = rangeOf(arguments, environment.clock);
    return std::make_unique<AshResult>(kept->rows(range.from, range.to), kept->texts());
}

// ---- Top SQL

class TopSqlResult final : public Result
{
public:
    explicit TopSqlResult(std::vector<KeptStatement> statements) : m_statements(std::move(statements))
    {
        std::stable_sort(
            m_statements.begin(), m_statements.end(),
            [](const KeptStatement &a, const KeptStatement &b) { return a.elapsedNs > b.elapsedNs; });
    }

    Json json(const Presentation & /*unused*/) const override
    {
        Json out = Json::array();
        for (const KeptStatement &s : m_statements) {
            // What was only sampled has a time, but no counts.
            const bool counted = s.executions != 0 || s.errors != 0;
            const auto count = [&](std::uint64_t value) { return counted ? Json(value) : Json(); };
            out.push_back({{"sqlId", monitor::sqlIdText(s.sqlId)},
                           {"sql", s.text},
                           {"executions", count(s.executions)},
                           {"seconds", secondsOf(s.elapsedNs)},
                           {"waitSeconds", secondsOf(s.waitNs)},
                           {"rows", count(s.rows)},
                           {"reads", count(s.reads)}});
        }
        return out;
    }
    std::string text(const Presentation & /*unused*/) const override
    {
        TextTable table({"SQL id", "Executions", "Seconds", "Waits s", "Rows", "Reads", "SQL"});
        for (std::size_t column = 1; column < 6; ++column) {
            table.alignRight(column);
        }
        for (const KeptStatement &s : m_statements) {
            const bool counted = s.executions != 0 || s.errors != 0;
            const auto count = [&](std::uint64_t value) { return counted ? groupedDigits(value) : ""; };
            table.add({monitor::sqlIdText(s.sqlId), count(s.executions),
                       fmt::format("{:.3f}", secondsOf(s.elapsedNs)),
                       fmt::format("{:.3f}", secondsOf(s.waitNs)), count(s.rows), count(s.reads),
                       shortenedSql(s.text)});
        }
        return table.empty() ? "No statement was seen in this time.\n" : table.render();
    }

private:
    std::vector<KeptStatement> m_statements;
};

// The exact sums of our own sessions, and what was sampled of statements that only others ran.
std::vector<KeptStatement> topSql(KeptStatistics &kept, const TimeRange &range)
{
    std::map<std::uint64_t, KeptStatement> byId;
    for (const KeptStatement &s : kept.statements(range.from, range.to)) {
        KeptStatement &sum = byId[s.sqlId];
        sum.sqlId = s.sqlId;
        sum.text = s.text;
        sum.executions += s.executions;
        sum.elapsedNs += s.elapsedNs;
        sum.waitNs += s.waitNs;
        sum.rows += s.rows;
        sum.reads += s.reads;
        sum.errors += s.errors;
    }
    const auto texts = kept.texts();
    for (const AshRow &row : kept.rows(range.from, range.to)) {
        if (row.sqlId == 0 || row.kind == "own") {
            continue;
        }
        KeptStatement &sum = byId[row.sqlId];
        sum.sqlId = row.sqlId;
        if (const auto text = texts.find(row.sqlId); text != texts.end()) {
            sum.text = text->second;
        }
        const auto ns = static_cast<std::uint64_t>(std::max<std::int64_t>(row.usecsPerRow, 0)) * 1000;
        sum.elapsedNs += ns;
        sum.waitNs += row.event == SL_ON_CPU ? 0 : ns;
    }
    std::vector<KeptStatement> list;
    for (auto &[id, sum] : byId) {
        list.push_back(std::move(sum));
    }
    return list;
}

std::unique_ptr<Result> runTopSql(const Arguments &arguments, const Environment &environment)
{
    const auto kept = KeptStatistics::openForReading(locate(arguments, environment));
    return std::make_unique<TopSqlResult>(kept ? topSql(*kept, rangeOf(arguments, environment.clock))
                                               : std::vector<KeptStatement>{});
}

using RunActivity = std::unique_ptr<Result> (*)(const Arguments &, const Environment &);

void add(Operations &operations, const Environment &environment, const std::string &name,
         const std::string &summary, const std::string &since, RunActivity run)
{
    Operation operation;
    operation.name = name;
    operation.summary = summary;
    operation.arguments = {databaseArgument()};
    if (!since.empty()) {
        operation.arguments.push_back({.name = "from", .kind = ArgumentKind::Time, .help = since});
        operation.arguments.push_back({.name = "to",
                                       .kind = ArgumentKind::Time,
                                       .help = "the end of that time; now where it is missing"});
    }
    operation.arguments.push_back(historyArgument());
    operation.run = [environment, run](const Arguments &arguments, const core::JobContext & /*unused*/,
                                       Output & /*unused*/) { return run(arguments, environment); };
    operations.push_back(std::move(operation));
}

} // namespace

void addMonitorActivity(Operations &operations, const Environment &environment)
{
    add(operations, environment, "monitor sessions",
        "Who has a database open now, what it does and who keeps it waiting; or who was active then",
        "who was active since this time, as it was sampled; without --from and --to: who is there now",
        runSessions);
    add(operations, environment, "monitor ash", "Which sessions were active when, at what, as it was sampled",
        "since this time; an hour before the end where it is missing", runAsh);
    add(operations, environment, "monitor top-sql", "The statements that took most time",
        "since this time, by the hour; an hour before the end where it is missing", runTopSql);
    add(operations, environment, "monitor waits", "What sessions waited for, and its share of their time",
        "as sampled since this time; without --from and --to, as counted since the session board was made",
        runWaits);
}

} // namespace strandline::operations
