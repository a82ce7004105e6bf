#include "models/dashboard/dashboard_data.h"

#include "engine/monitor/ash_analysis.h"
#include "engine/monitor/metric_recorder.h"
#include "engine/monitor/monitor.h"
#include "models/dashboard/metric_grid.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace strandline::dashboard {

using monitor::MetricRange;
using series::Line;
using series::SeriesData;
using series::SharedSeries;
using series::Unit;
using std::chrono::seconds;

namespace {

struct Dashboard
{
    Q_DECLARE_TR_FUNCTIONS(strandline::dashboard)
};

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr seconds now{10}; // what a figure of now is the average of
constexpr seconds topOver{60};
constexpr seconds pinned{1}; // a reader pins a checkpoint that long before it is worth a word
constexpr std::size_t topMax = 5;
constexpr const char *anchorInMemory = "strandline_calls_total";     // its zeros are there
constexpr const char *anchorRecorded = "strandline_active_sessions"; // a gauge: counters' zeros are left out

const std::vector<std::string> &metricNames()
{
    static const std::vector<std::string> names = {"strandline_active_sessions",
                                                   "strandline_calls_total",
                                                   "strandline_db_cpu_seconds_total",
                                                   "strandline_wait_class_seconds_sum",
                                                   "strandline_recorded_commits_total",
                                                   "strandline_recording",
                                                   "strandline_commits_total",
                                                   "strandline_executions_total",
                                                   "strandline_commits_by_duration_total",
                                                   "strandline_gets_total",
                                                   "strandline_wait_seconds_count",
                                                   "strandline_wait_bytes_total",
                                                   "strandline_wal_size_bytes",
                                                   "strandline_checkpoint_lag_frames",
                                                   "strandline_database_size_bytes",
                                                   "strandline_database_free_bytes",
                                                   "strandline_sessions"};
    return names;
}

bool readsWhat(const std::string &labels)
{
    const std::string event = labelOf(labels, "event");
    return event.ends_with(" read");
}

bool readsDatabase(const std::string &labels)
{
    const std::string event = labelOf(labels, "event");
    return event == "db file read" || event == "wal read";
}

double meanOf(const std::vector<double> &values)
{
    double sum = 0;
    int count = 0;
    for (const double value : values) {
        if (!std::isnan(value)) {
            sum += value;
            ++count;
        }
    }
    return count > 0 ? sum / count : none;
}

// NaN: none is known.
double lastOf(const std::vector<double> &values)
{
    const auto found = std::find_if(values.rbegin(), values.rend(), [](double v) { return !std::isnan(v); });
    return found == values.rend() ? none : *found;
}

double firstOf(const std::vector<double> &values)
{
    const auto found = std::find_if(values.begin(), values.end(), [](double v) { return !std::isnan(v); });
    return found == values.end() ? none : *found;
}

SharedSeries seriesOf(const MetricGrid &grid, Unit unit, std::vector<Line> lines)
{
    return std::make_shared<const SeriesData>(SeriesData{grid.from(), grid.step(), unit, std::move(lines)});
}

std::vector<double> hitShare(const std::vector<double> &reads, const std::vector<double> &gets)
{
    std::vector<double> out(gets.size(), none);
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (gets[i] > 0) {
            out[i] = std::clamp(1 - reads[i] / gets[i], 0.0, 1.0);
        }
    }
    return out;
}

SharedSeries activityOf(const MetricGrid &grid)
{
    std::vector<Line> lines;
    for (std::uint32_t number = SL_CLASS_CPU; number < SL_CLASS_IDLE; ++number) {
        const std::string name(monitor::className(number));
        const QString title = QString::fromStdString(name);
        lines.push_back({title, title, title,
                         number == SL_CLASS_CPU ? grid.growth("strandline_db_cpu_seconds_total")
                                                : grid.growth("strandline_wait_class_seconds_sum",
                                                              [&](const std::string &labels) {
                                                                  return labelOf(labels, "class") == name;
                                                              })});
    }
    return seriesOf(grid, Unit::Sessions, std::move(lines));
}

bool isRecordedNow(const MetricGrid &latest)
{
    return lastOf(latest.mean("strandline_recording")) > 0;
}

// While nobody records, the history says nothing of the commits. The first line is that of the figure.
SharedSeries throughputOf(const MetricGrid &grid, bool recordedNow)
{
    std::vector<Line> lines;
    std::vector<double> recorded = grid.growth("strandline_recorded_commits_total");
    const std::vector<double> recording = grid.mean("strandline_recording");
    for (std::size_t i = 0; i < recorded.size(); ++i) {
        recorded[i] = recording[i] > 0 ? recorded[i] : none;
    }
    const bool known = !std::isnan(lastOf(recorded));
    lines.push_back({"commits", Dashboard::tr("Commits of watched sessions"), "1",
                     grid.growth("strandline_commits_total")});
    if (known) {
        lines.insert(recordedNow ? lines.begin() : lines.end(),
                     {"recorded", Dashboard::tr("Commits of all programs"), "3", std::move(recorded)});
    }
    lines.push_back({"statements", Dashboard::tr("Statements of watched sessions"), "2",
                     grid.growth("strandline_executions_total")});
    return seriesOf(grid, Unit::PerSecond, std::move(lines));
}

SharedSeries sessionsOf(const MetricGrid &grid)
{
    const auto inState = [&](const char *state) {
        return grid.mean("strandline_sessions",
                         [state](const std::string &labels) { return labelOf(labels, "state") == state; });
    };
    std::vector<double> active = inState("active");
    std::vector<double> idle = inState("idle");
    const std::vector<double> measured = grid.mean(anchorRecorded);
    for (std::size_t i = 0; i < active.size(); ++i) { // a state that nobody is in has no line
        for (std::vector<double> *values : {&active, &idle}) {
            double &value = (*values)[i];
            value = std::isnan(value) && !std::isnan(measured[i]) ? 0 : value;
        }
    }
    return seriesOf(grid, Unit::Number,
                    {{"active", Dashboard::tr("In a call"), "1", std::move(active)},
                     {"idle", Dashboard::tr("Idle"), "Idle", std::move(idle)}});
}

void addCharts(DashboardData &data, const MetricGrid &grid, const MetricGrid &latest)
{
    const auto set = [&](Chart chart, SharedSeries series) {
        data.charts[static_cast<std::size_t>(chart)] = std::move(series);
    };
    set(Chart::Activity, activityOf(grid));
    set(Chart::Throughput, throughputOf(grid, isRecordedNow(latest)));
    set(Chart::Latency,
        seriesOf(grid, Unit::Seconds,
                 {{"p50", Dashboard::tr("Half of the commits"), "1", grid.commitQuantile(0.5)},
                  {"p99", Dashboard::tr("99 of 100 commits"), "2", grid.commitQuantile(0.99)}}));
    const std::vector<double> gets = grid.growth("strandline_gets_total");
    const std::vector<double> reads = grid.growth("strandline_wait_seconds_count", readsDatabase);
    set(Chart::Cache, seriesOf(grid, Unit::Share,
                               {{"hit", Dashboard::tr("Pages from the cache"), "3", hitShare(reads, gets)}}));
    set(Chart::Wal,
        seriesOf(grid, Unit::Bytes,
                 {{"wal", Dashboard::tr("WAL"), "1", grid.highest("strandline_wal_size_bytes")}}));
    set(Chart::Growth,
        seriesOf(
            grid, Unit::Bytes,
            {{"size", Dashboard::tr("Database"), "1", grid.mean("strandline_database_size_bytes")},
             {"free", Dashboard::tr("Of it free"), "Idle", grid.mean("strandline_database_free_bytes")}}));
    const std::vector<double> all = grid.growth("strandline_wait_bytes_total");
    std::vector<double> read = grid.growth("strandline_wait_bytes_total", readsWhat);
    std::vector<double> written(all.size());
    std::transform(all.begin(), all.end(), read.begin(), written.begin(), std::minus<>());
    set(Chart::Io, seriesOf(grid, Unit::BytesPerSecond,
                            {{"read", Dashboard::tr("Read"), "1", std::move(read)},
                             {"written", Dashboard::tr("Written"), "2", std::move(written)}}));
    set(Chart::Sessions, sessionsOf(grid));
}

const std::vector<double> &valuesOf(const DashboardData &data, Chart chart, std::size_t line)
{
    return data.charts[static_cast<std::size_t>(chart)]->lines[line].values;
}

// latest: the last seconds, one a step.
void addFigures(DashboardData &data, const MetricGrid &grid, const MetricGrid &latest)
{
    Figures &f = data.figures;
    const auto nowOf = [&](const char *name, const MetricGrid::Wanted &wanted = {}) {
        return meanOf(latest.growth(name, wanted));
    };
    f.activeSessions = nowOf("strandline_db_cpu_seconds_total") +
                       nowOf("strandline_wait_class_seconds_sum",
                             [](const std::string &labels) { return labelOf(labels, "class") != "Idle"; });
    f.commits =
        nowOf(isRecordedNow(latest) ? "strandline_recorded_commits_total" : "strandline_commits_total");
    f.statements = nowOf("strandline_executions_total");
    f.readBytes = nowOf("strandline_wait_bytes_total", readsWhat);
    f.writtenBytes = nowOf("strandline_wait_bytes_total") - f.readBytes;
    f.commitMedian = grid.commitQuantileOfAll(0.5);
    f.commitP99 = grid.commitQuantileOfAll(0.99);
    f.commitCount = grid.commitsOfAll();
    const double gets = meanOf(grid.growth("strandline_gets_total"));
    const double reads = meanOf(grid.growth("strandline_wait_seconds_count", readsDatabase));
    f.cacheHit = gets > 0 ? std::clamp(1 - reads / gets, 0.0, 1.0) : none;
    f.walBytes = lastOf(latest.mean("strandline_wal_size_bytes"));
    f.lagFrames = lastOf(latest.mean("strandline_checkpoint_lag_frames"));
    const std::vector<double> &size = valuesOf(data, Chart::Growth, 0);
    f.databaseBytes = lastOf(latest.mean("strandline_database_size_bytes"));
    f.freeBytes = lastOf(latest.mean("strandline_database_free_bytes"));
    f.grownBytes = lastOf(size) - firstOf(size);
}

void addSessions(DashboardData &data, const session::Database &database)
{
    const auto sessions = monitor::readSessions(database.monitor().board());
    std::set<std::int64_t> told{core::currentProcess()};
    for (const monitor::SessionView &session : sessions) {
        ++(session.active ? data.active : data.idle);
        told.insert(static_cast<std::int64_t>(session.process));
    }
    if (const auto seen = database.metrics()->seen()) {
        data.walMode = seen->wal.has_value();
        if (seen->wal && seen->wal->pin && seen->wal->pin->since &&
            seen->at - *seen->wal->pin->since >= pinned) {
            data.pin = seen->wal->pin;
        }
        data.otherPrograms = static_cast<std::size_t>(std::count_if(
            seen->programs.begin(), seen->programs.end(),
            [&](const monitor::SeenProgram &program) { return !told.contains(program.program.process); }));
    }
}

// Normalised, as far as it is known: what own sessions ran, probed ones run now, what was found before, or
// was kept.
std::string textOf(std::uint64_t sqlId, const std::string &id, const session::Database &database,
                   const DashboardData *before)
{
    for (const monitor::SqlRow &row : database.monitor().statements()) {
        if (row.text->sqlId == sqlId) {
            return row.text->normalized;
        }
    }
    for (const monitor::SessionNow &session : monitor::readActiveSessions(database.monitor().board())) {
        if (session.sqlId == sqlId) {
            return monitor::sqlTextOf(session.sql)->normalized;
        }
    }
    if (before != nullptr) {
        const auto known = std::find_if(before->top.begin(), before->top.end(),
                                        [&](const TopStatement &statement) { return statement.sqlId == id; });
        if (known != before->top.end() && !known->text.empty()) {
            return known->text;
        }
    }
    const auto kept = monitor::KeptStatistics::openForReading(database.location());
    return kept ? kept->textOf(sqlId) : std::string();
}

// Of the last minute, of which this program may have seen a part.
void addTop(DashboardData &data, const session::Database &database, const DashboardData *before)
{
    const monitor::MetricRange seen =
        database.metrics()->metrics().recent(data.at - topOver, data.at, {anchorInMemory});
    const double known = seen.lines.empty() ? 1 : static_cast<double>(seen.lines.front().points.size());
    const auto rows = database.monitor().samples(data.at - topOver);
    for (const monitor::AshShare &share : monitor::topOf(rows, monitor::AshDimension::SqlId, topMax)) {
        const double seconds = static_cast<double>(share.micros) / 1e6;
        TopStatement statement{share.value, {}, seconds / std::max(known, 1.0), share.share};
        const auto row = std::find_if(rows.begin(), rows.end(), [&](const monitor::AshRow &of) {
            return of.sqlId != 0 && monitor::sqlIdText(of.sqlId) == share.value;
        });
        if (row != rows.end()) {
            statement.text = textOf(row->sqlId, share.value, database, before);
        }
        data.top.push_back(std::move(statement));
    }
}

// The roll-ups change once a minute.
std::shared_ptr<const MetricRange> recordedOf(const session::Database &database, const Range &range,
                                              core::Time from, core::Time at, const DashboardData *before)
{
    using std::chrono::minutes;
    if (before != nullptr && before->recorded && before->range.length == range.length &&
        std::chrono::floor<minutes>(before->at) == std::chrono::floor<minutes>(at)) {
        return before->recorded;
    }
    return std::make_shared<const MetricRange>(
        monitor::recordedMetrics(database.location(), from, at, at, metricNames()));
}

} // namespace

DashboardData readDashboard(session::Database &database, const Range &range, const DashboardData *before,
                            const core::JobContext &job)
{
    const monitor::MetricHistory &memory = database.metrics()->metrics();
    DashboardData data;
    data.at = database.clock().now();
    data.range = range;
    const auto step = range.step.count();
    const auto last = std::chrono::floor<seconds>(data.at).time_since_epoch().count() / step * step;
    const core::Time to{
        seconds(range.step.count() == 1 ? last : last + step)}; // the second that runs isn't over
    const core::Time from = to - range.length;
    MetricGrid grid(from, range.step, static_cast<std::size_t>(range.length / range.step));
    data.recorded = recordedOf(database, range, from, data.at, before);
    data.kept = !data.recorded->lines.empty();
    job.checkStop();
    const core::Time remembered = std::max(from, to - monitor::secondsInMemory.kept - range.step);
    if (range.step < data.recorded->step) {
        grid.add(memory.recent(remembered, to, metricNames()), anchorInMemory);
        grid.add(*data.recorded, anchorRecorded);
    } else {
        grid.add(*data.recorded, anchorRecorded);
        grid.add(memory.recent(remembered, to, metricNames()), anchorInMemory);
    }
    MetricGrid latest(std::chrono::floor<seconds>(data.at) - now, seconds(1),
                      static_cast<std::size_t>(now.count()));
    latest.add(memory.recent(latest.from(), data.at, metricNames()), anchorInMemory);
    addCharts(data, grid, latest);
    addFigures(data, grid, latest);
    addSessions(data, database);
    addTop(data, database, before);
    return data;
}

} // namespace strandline::dashboard
