#include "models/performance/sql_detail.h"

#include "engine/sql/format.h"
#include "models/performance/ash_analytics.h"
#include "models/text/quantities.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>

namespace strandline::performance {

using monitor::AshRow;
using monitor::Execution;
using monitor::StatementCounters;
using std::chrono::microseconds;

namespace {

constexpr int tickMs = 2000;
constexpr std::chrono::hours activityTime{1};
constexpr std::chrono::hours plansTime{24};
constexpr std::size_t executionsMax = 100;

QString nanos(std::uint64_t ns)
{
    return text::duration(microseconds(static_cast<std::int64_t>(ns / 1000)));
}

void addText(SqlFacts &facts, const session::Database &database, std::uint64_t sqlId,
             monitor::KeptStatistics *kept)
{
    for (const monitor::SqlRow &row : database.monitor().statements()) {
        if (row.text->sqlId == sqlId) {
            facts.text = row.text->example;
            facts.literal = true;
            facts.plans.push_back({row.plan, row.counters});
        }
    }
    std::sort(facts.plans.begin(), facts.plans.end(), [](const PlanSums &a, const PlanSums &b) {
        return a.counters.elapsedNs > b.counters.elapsedNs;
    });
    if (facts.text.empty()) {
        facts.text = textsOf({monitor::sqlIdText(sqlId)}, database, kept)[monitor::sqlIdText(sqlId)];
    }
    facts.text = sql::formatSql(facts.text);
}

// Executions that samples met, by session and number, and those that were measured as a whole.
void addExecutions(SqlFacts &facts, const std::vector<AshRow> &rows, const session::Database &database,
                   std::uint64_t sqlId)
{
    std::map<std::tuple<std::uint64_t, std::uint64_t, std::uint64_t>, SeenExecution> seen;
    for (const AshRow &row : rows) {
        SeenExecution &one = seen[{row.sid, row.serial, row.execution}];
        Execution &execution = one.execution;
        if (one.samples++ == 0) {
            execution.sid = row.sid;
            execution.serial = row.serial;
            execution.number = row.execution;
            execution.program = row.program;
            execution.start = row.executionStart == core::Time{} ? row.time : row.executionStart;
        }
        execution.planHash = row.planHash != 0 ? row.planHash : execution.planHash;
        execution.end = row.time;
    }
    for (const Execution &execution : monitor::executions(database.monitor(), database.clock().now())) {
        if (execution.sqlId == sqlId) {
            SeenExecution &one = seen[{execution.sid, execution.serial, execution.number}];
            const std::string program = one.execution.program;
            one.execution = execution;
            one.execution.program = program.empty() ? execution.program : program;
            one.samples = execution.running() || execution.sampled() ? one.samples : 0;
        }
    }
    for (auto &[key, one] : seen) {
        facts.executions.push_back(std::move(one));
    }
    std::sort(
        facts.executions.begin(), facts.executions.end(),
        [](const SeenExecution &a, const SeenExecution &b) { return a.execution.start > b.execution.start; });
    facts.executions.resize(std::min(facts.executions.size(), executionsMax));
}

// A line a plan with the average time of its executions, hour by hour.
series::SeriesData planSeries(const std::vector<monitor::KeptHour> &hours, core::Time now)
{
    series::SeriesData data;
    data.step = std::chrono::hours(1);
    data.start = core::Time(std::chrono::floor<std::chrono::hours>(now)) - plansTime + data.step;
    data.unit = series::Unit::Seconds;
    const auto steps = static_cast<std::size_t>(plansTime / data.step);
    for (const monitor::KeptHour &hour : hours) {
        const auto step = (hour.hour - data.start) / data.step;
        if (hour.sums.executions == 0 || step < 0 || step >= static_cast<std::int64_t>(steps)) {
            continue;
        }
        const QString id = planText(hour.sums.planHash);
        auto line = std::find_if(data.lines.begin(), data.lines.end(),
                                 [&](const series::Line &one) { return one.id == id; });
        if (line == data.lines.end()) {
            const auto colour = QString::number(data.lines.size() % 8 + 1);
            data.lines.push_back(
                {id, id, colour, std::vector<double>(steps, std::numeric_limits<double>::quiet_NaN())});
            line = data.lines.end() - 1;
        }
        line->values[static_cast<std::size_t>(step)] =
            static_cast<double>(hour.sums.elapsedNs) / 1e9 / static_cast<double>(hour.sums.executions);
    }
    return data;
}

} // namespace

std::optional<std::uint64_t> sqlIdFrom(const std::string &text)
{
    static constexpr std::string_view digits = "0123456789abcdfghjkmnpqrstuvwxyz";
    std::uint64_t number = 0;
    for (const char c : text) {
        const std::size_t digit = digits.find(c);
        if (digit == std::string_view::npos) {
            return std::nullopt;
        }
        number = number << 5U | digit;
    }
    return text.size() == 13 && monitor::sqlIdText(number) == text ? std::optional(number) : std::nullopt;
}

SqlFacts loadSqlFacts(const session::Database &database, std::uint64_t sqlId)
{
    SqlFacts facts;
    const auto kept = keptOf(database);
    const core::Time now = database.clock().now();
    const auto second = std::chrono::seconds(1);
    const core::Time to = core::Time(std::chrono::floor<std::chrono::seconds>(now)) + second;
    addText(facts, database, sqlId, kept.get());
    std::vector<AshRow> rows =
        monitor::rowsBetween(database.monitor().samples(), kept.get(), to - activityTime, to);
    constexpr std::size_t steps = 360;
    facts.allSamples = rows.size();
    facts.allSessions = monitor::activityOf(rows, to - activityTime, to, steps).total();
    std::erase_if(rows, [&](const AshRow &row) { return row.sqlId != sqlId; });
    facts.samples = rows.size();
    const monitor::AshActivity activity = monitor::activityOf(rows, to - activityTime, to, steps);
    facts.sessions = activity.total();
    facts.share = std::make_shared<series::SeriesData>(activitySeries(activity));
    addExecutions(facts, rows, database, sqlId);
    if (kept) {
        facts.hours = kept->hoursOf(sqlId, now - plansTime, now);
    }
    facts.byPlan = std::make_shared<series::SeriesData>(planSeries(facts.hours, now));
    return facts;
}

QString bucketText(std::size_t bucket)
{
    const auto below = [](std::size_t i) { return text::duration(microseconds(std::int64_t{1} << i)); };
    return bucket + 1 < SL_BUCKETS ? SqlDetail::tr("below %1").arg(below(bucket))
                                   : SqlDetail::tr("%1 and more").arg(below(bucket - 1));
}

QString planText(std::uint64_t hash)
{
    return hash == 0 ? SqlDetail::tr("Plan not known")
                     : QString::number(hash, 16).rightJustified(16, QLatin1Char('0'));
}

SqlDetail::SqlDetail(session::DatabaseSession *session, QObject *parent)
    : QObject(parent), m_session(session), m_reading(new task::TaskRunner(session->tasks(), this)),
      m_statistics(new text::TextRows({tr("Figure"), tr("In all"), tr("Per execution")}, this)),
      m_hours(new text::TextRows({tr("Hour"), tr("Plan"), tr("Executions"), tr("Elapsed"),
                                  tr("Per execution"), tr("Rows"), tr("Pages asked for")},
                                 this)),
      m_executions(new text::TextRows(
          {tr("Start"), tr("Session"), tr("Execution"), tr("Time"), tr("Known by"), tr("Plan")}, this)),
      m_share(new series::SeriesModel(this)), m_byPlan(new series::SeriesModel(this))
{
    m_tick.setInterval(tickMs);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        if (!m_reading->running()) {
            refresh();
        }
    });
    connect(m_reading, &task::TaskRunner::failed, this, [this](const core::Error &error) {
        setPaused(true);
        emit failed(error);
    });
    connect(session, &session::DatabaseSession::stateChanged, this, [this] {
        m_loaded = false;
        take({});
        refresh();
    });
}

void SqlDetail::show(const QString &sqlId)
{
    if (sqlId != m_sqlId) {
        m_sqlId = sqlId;
        m_loaded = false;
        take({});
    }
    refresh();
}

void SqlDetail::setActive(bool active)
{
    m_active = active;
    if (active && !m_paused) {
        m_tick.start();
    } else {
        m_tick.stop();
    }
    if (active) {
        refresh();
    }
}

void SqlDetail::setPaused(bool paused)
{
    if (paused != m_paused) {
        m_paused = paused;
        if (!paused) {
            setActive(m_active);
        } else {
            m_tick.stop();
            if (m_loaded) {
                m_reading->discard(); // what is shown stays
            }
        }
        emit pausedChanged();
    }
}

void SqlDetail::refresh()
{
    const auto id = sqlIdFrom(m_sqlId.toStdString());
    const auto database = m_session->database();
    if (!database || !id || !m_active) {
        m_reading->discard();
        return;
    }
    m_reading->run(
        {}, [database, id](const core::JobContext &) { return loadSqlFacts(*database, *id); },
        [this](SqlFacts facts) {
            m_loaded = true;
            take(std::move(facts));
        });
}

bool SqlDetail::known() const
{
    return !m_facts.text.empty() || !m_facts.executions.empty() || !m_facts.hours.empty();
}

StatementCounters SqlDetail::sums() const
{
    StatementCounters sums;
    std::uint64_t *to = &sums.prepares;
    for (const PlanSums &plan : m_facts.plans) {
        const std::uint64_t *from = &plan.counters.prepares;
        for (std::size_t i = 0; i < monitor::statementWords; ++i) {
            to[i] += from[i];
        }
    }
    return sums;
}

void SqlDetail::take(SqlFacts facts)
{
    m_facts = std::move(facts);
    m_share->setSeries(m_facts.share ? m_facts.share : std::make_shared<series::SeriesData>());
    m_byPlan->setSeries(m_facts.byPlan ? m_facts.byPlan : std::make_shared<series::SeriesData>());
    showStatistics();
    showHours();
    showExecutions();
    emit changed();
}

void SqlDetail::showStatistics()
{
    const StatementCounters c = sums();
    std::vector<QStringList> rows;
    const auto add = [&](const QString &name, std::uint64_t value, QString (*words)(std::uint64_t)) {
        QString each;
        if (c.executions > 0 && words == text::number) {
            each = series::valueText(static_cast<double>(value) / static_cast<double>(c.executions),
                                     series::Unit::Number);
        } else if (c.executions > 0) {
            each = words(value / c.executions);
        }
        rows.push_back({name, words(value), each});
    };
    std::uint64_t waits = 0;
    for (const std::uint64_t ns : c.waitNs) {
        waits += ns;
    }
    if (c.prepares + c.executions > 0) {
        rows.push_back({tr("Executions"), text::number(c.executions), {}});
        add(tr("Elapsed"), c.elapsedNs, nanos);
        add(tr("CPU (also reads through mmap)"), c.elapsedNs - std::min(waits, c.elapsedNs), nanos);
        for (std::size_t i = 1; i < SL_CLASS_IDLE; ++i) {
            add(className(i), c.waitNs.at(i), nanos);
        }
        add(tr("Rows"), c.rows, text::number);
        add(tr("Pages asked for"), c.gets, text::number);
        add(tr("Reads"), c.reads, text::number);
        add(tr("Read"), c.readBytes, text::bytes);
        add(tr("Temporary files"), c.tempBytes, text::bytes);
        add(tr("Virtual machine steps"), c.vmSteps, text::number);
        add(tr("Steps in full scans"), c.fullScanSteps, text::number);
        add(tr("Sorts"), c.sorts, text::number);
        add(tr("Rows put into automatic indexes"), c.autoIndexRows, text::number);
        add(tr("Prepared"), c.prepares, text::number);
        add(tr("Errors"), c.errors, text::number);
    }
    m_statistics->setRows(std::move(rows));
}

void SqlDetail::showHours()
{
    std::vector<QStringList> rows;
    for (auto hour = m_facts.hours.rbegin(); hour != m_facts.hours.rend(); ++hour) {
        const monitor::KeptStatement &s = hour->sums;
        rows.push_back({text::time(hour->hour, text::now()), planText(s.planHash), text::number(s.executions),
                        nanos(s.elapsedNs), nanos(s.elapsedNs / std::max<std::uint64_t>(s.executions, 1)),
                        text::number(s.rows), text::number(s.gets)});
    }
    m_hours->setRows(std::move(rows));
}

void SqlDetail::showExecutions()
{
    std::vector<QStringList> rows;
    for (const SeenExecution &seen : m_facts.executions) {
        const Execution &e = seen.execution;
        const bool measured = seen.samples == 0 && !e.running();
        const QString time = measured ? nanos(static_cast<std::uint64_t>(e.dbTime.count()))
                                      : tr("≥ %1", "as long as it ran when a sample last met it")
                                            .arg(text::duration(e.end - e.start));
        rows.push_back(
            {text::time(e.start, text::now()), QStringLiteral("%1,%2").arg(e.sid).arg(e.serial),
             text::number(e.number), time,
             measured ? tr("measurement") : tr("%Ln sample(s)", nullptr, static_cast<int>(seen.samples)),
             e.planHash == 0 ? QString() : planText(e.planHash)});
    }
    m_executions->setRows(std::move(rows));
}

QString SqlDetail::shareSentence() const
{
    if (m_facts.allSessions <= 0) {
        return tr("No session was active in the last hour.");
    }
    const double p = std::min(m_facts.sessions / m_facts.allSessions, 1.0);
    const double error =
        1.96 * std::sqrt(p * (1 - p) / static_cast<double>(std::max<std::size_t>(m_facts.allSamples, 1)));
    return tr("%1 of the activity of the last hour (%2 of %3)")
        .arg(shareText(p, error), text::number(m_facts.samples),
             tr("%Ln sample(s)", nullptr, static_cast<int>(m_facts.allSamples)));
}

} // namespace strandline::performance
