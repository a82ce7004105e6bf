#include "engine/monitor/metric_history.h"

#include "engine/repository/repository.h"
#include "engine/sqlite/transaction.h"
#include "engine/timeline/place.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <numeric>
#include <tuple>

namespace strandline::monitor {

using repository::Repository;
using std::chrono::seconds;

namespace {

constexpr const char *feature = "metrics";
// start: of the step, in seconds since 1970. What they mean: MetricPoint and MetricLine.
constexpr std::array<const char *, 1> migrations = {
    "CREATE TABLE metric_lines (id INTEGER PRIMARY KEY, name TEXT NOT NULL, labels TEXT NOT NULL, unit TEXT "
    "NOT "
    "NULL, grows INTEGER NOT NULL, UNIQUE (name, labels)) STRICT;"
    "CREATE TABLE metric_points (step INTEGER NOT NULL, start INTEGER NOT NULL, line INTEGER NOT NULL, count "
    "INTEGER NOT NULL, sum REAL NOT NULL, min REAL NOT NULL, max REAL NOT NULL, "
    "PRIMARY KEY (step, start, line)) STRICT, WITHOUT ROWID"};

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr auto ringSeconds = static_cast<std::size_t>(secondsInMemory.kept.count());
constexpr std::int64_t minuteSeconds = 60;
constexpr std::int64_t hourSeconds = 3600;
constexpr std::chrono::milliseconds patience{100}; // with other programs that write to the repository
constexpr std::int64_t latestReading = 3;          // seconds after the one before

std::size_t ringIndex(std::int64_t second)
{
    return static_cast<std::size_t>(second) % ringSeconds;
}

std::int64_t secondOf(core::Time time)
{
    return std::chrono::floor<seconds>(time).time_since_epoch().count();
}

core::Time timeOf(std::int64_t second)
{
    return core::Time(seconds(second));
}

void add(MetricPoint &point, double value)
{
    point.min = point.count == 0 ? value : std::min(point.min, value);
    point.max = point.count == 0 ? value : std::max(point.max, value);
    point.sum += value;
    ++point.count;
}

seconds finestStep(core::Time from, core::Time now)
{
    for (const MetricRollUp &rollUp : metricRollUps) {
        if (now - from <= rollUp.kept) {
            return rollUp.step;
        }
    }
    return metricRollUps.back().step;
}

} // namespace

// One number of a metric: what a line is made of.
struct MetricHistory::Figure
{
    std::string name;
    std::string labels;
    std::string unit;
    bool grows = false;
    double value = 0;
};

struct MetricHistory::Line
{
    std::string unit;
    bool grows = false;
    double last = none; // as it was read
    std::int64_t firstSecond = 0;
    std::int64_t lastSecond = 0;
    std::vector<double> ring = std::vector<double>(ringSeconds, none); // a value a second
};

MetricHistory::MetricHistory(timeline::Location location, const core::Clock &clock)
    : m_location(std::move(location)), m_clock(clock)
{
}

MetricHistory::~MetricHistory()
{
    if (m_lastSecond) {
        tryWriteMinutes(*m_lastSecond / minuteSeconds); // the begun one; who goes on in it adds to it
    }
}

std::vector<MetricHistory::Figure> MetricHistory::figuresOf(const MetricFamily &family)
{
    const std::string &unit = family.description.unit;
    std::vector<Figure> figures;
    for (const Metric &metric : family.metrics) {
        const std::string labels = metricLabelText(metric.labels);
        const auto addTotals = [&](std::uint64_t count, double sum) {
            figures.push_back({family.name + "_count", labels, "", true, static_cast<double>(count)});
            figures.push_back({family.name + "_sum", labels, unit, true, sum});
        };
        if (const auto *value = std::get_if<double>(&metric.value)) {
            figures.push_back({family.name, labels, unit, family.type == MetricType::Counter, *value});
        } else if (const auto *histogram = std::get_if<HistogramValue>(&metric.value)) {
            addTotals(std::accumulate(histogram->counts.begin(), histogram->counts.end(), std::uint64_t{0}),
                      histogram->sum);
        } else if (const auto *summary = std::get_if<SummaryValue>(&metric.value)) {
            for (const auto &[quantile, at] : summary->quantiles) {
                MetricLabels all = metric.labels;
                all.emplace_back("quantile", fmt::format("{}", quantile));
                figures.push_back({family.name, metricLabelText(all), unit, false, at});
            }
            addTotals(summary->count, summary->sum);
        }
    }
    return figures;
}

// A line that is read for the first time beside others of its family has grown from zero.
bool MetricHistory::knewFamily(const std::string &name, std::int64_t second) const
{
    for (auto line = m_lines.lower_bound({name, ""}); line != m_lines.end() && line->first.first == name;
         ++line) {
        if (line->second->firstSecond <= second && line->second->lastSecond >= second) {
            return true;
        }
    }
    return false;
}

void MetricHistory::note(const Figure &figure, std::int64_t second, std::optional<std::int64_t> before)
{
    std::unique_ptr<Line> &line = m_lines[{figure.name, figure.labels}];
    if (!line) {
        line = std::make_unique<Line>();
        line->unit = figure.unit;
        line->grows = figure.grows;
        line->firstSecond = second;
        if (figure.grows && before && knewFamily(figure.name, *before)) {
            line->last = 0;
            line->lastSecond = *before;
        }
    }
    const std::int64_t since = second - line->lastSecond;
    if (figure.grows) {
        const bool known = since <= latestReading && figure.value >= line->last; // else a hole, or a restart
        for (std::int64_t late = 0; known && late < since; ++late) {
            line->ring[ringIndex(second - late)] = (figure.value - line->last) / static_cast<double>(since);
        }
    } else {
        for (std::int64_t late = 0; late < (since <= latestReading ? since : 1); ++late) {
            line->ring[ringIndex(second - late)] = figure.value;
        }
    }
    line->last = figure.value;
    line->lastSecond = second;
}

void MetricHistory::take(const std::vector<MetricFamily> &families)
{
    const std::int64_t second = secondOf(m_clock.now());
    if (m_lastSecond == second) {
        return;
    }
    std::optional<std::int64_t> before = m_lastSecond;
    {
        const std::lock_guard guard(m_mutex);
        if (before > second) { // the clock was put back
            m_lines.clear();
            before.reset();
        }
        std::erase_if(m_lines, [&](const auto &line) {
            return line.second->lastSecond + secondsInMemory.kept.count() <= second;
        });
        for (std::int64_t empty = before.value_or(second) + 1; empty <= second; ++empty) {
            for (const auto &line : m_lines) {
                line.second->ring[ringIndex(empty)] = none;
            }
        }
        for (const MetricFamily &family : families) {
            for (const Figure &figure : figuresOf(family)) {
                note(figure, second, before);
            }
        }
    }
    m_lastSecond = second;
    if (before && *before / minuteSeconds != second / minuteSeconds) {
        tryWriteMinutes(*before / minuteSeconds);
    }
}

MetricRange MetricHistory::recent(core::Time from, core::Time to, const std::vector<std::string> &names) const
{
    MetricRange range;
    range.step = secondsInMemory.step;
    const std::lock_guard guard(m_mutex);
    for (const auto &[key, line] : m_lines) {
        if (!names.empty() && std::find(names.begin(), names.end(), key.first) == names.end()) {
            continue;
        }
        MetricLine out{key.first, key.second, line->unit, line->grows, {}};
        const std::int64_t newest = line->lastSecond;
        const std::int64_t first =
            std::max(secondOf(from), newest + 1 - static_cast<std::int64_t>(ringSeconds));
        for (std::int64_t second = first; second < std::min(secondOf(to), newest + 1); ++second) {
            const double value = line->ring[ringIndex(second)];
            if (!std::isnan(value)) {
                out.points.push_back({timeOf(second), 1, value, value, value});
            }
        }
        range.lines.push_back(std::move(out));
    }
    return range;
}

// Another program may keep the same metrics, and the history may be forgotten and begun anew.
bool MetricHistory::keeps()
{
    const timeline::Location location = timeline::resolved(m_location);
    const auto sidecar = location.files->identity(location.sidecar());
    if (sidecar != m_sidecar) {
        m_repository.reset();
        m_keeper.reset();
        m_sidecar = sidecar;
    }
    if (m_sidecar && !m_keeper) {
        m_keeper = location.files->tryLock(location.sidecar() + "/metrics.lock", {});
    }
    return m_keeper != nullptr;
}

void MetricHistory::tryWriteMinutes(std::int64_t last) noexcept
{
    try {
        if (!keeps()) {
            m_unwritten.reset();
            return;
        }
        // Those that could not be written before, as far as memory has them.
        m_unwritten = std::max(m_unwritten.value_or(last), last + 1 - hourSeconds / minuteSeconds);
        while (*m_unwritten <= last) {
            writeMinute(*m_unwritten);
            ++*m_unwritten;
        }
        m_unwritten.reset();
    } catch (const std::exception &) {
        m_repository.reset(); // it is locked, or the disk is full: again when the next minute is over
    }
}

void MetricHistory::writeMinute(std::int64_t minute)
{
    const std::int64_t start = minute * minuteSeconds;
    const MetricRange range = recent(timeOf(start), timeOf(start + minuteSeconds));
    if (!m_repository) {
        m_repository = std::make_unique<Repository>(m_location, patience);
        m_repository->migrate(feature, migrations);
    }
    sqlite::Connection &connection = m_repository->connection();
    sqlite::Transaction transaction(connection);
    sqlite::Statement name =
        connection.prepare("INSERT INTO metric_lines (name, labels, unit, grows) VALUES (?1, ?2, ?3, ?4) "
                           "ON CONFLICT DO UPDATE SET unit = excluded.unit RETURNING id");
    sqlite::Statement sums = connection.prepare("INSERT INTO metric_points VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
                                                "?7) ON CONFLICT DO UPDATE SET count = count + "
                                                "excluded.count, sum = sum + excluded.sum, min = min(min, "
                                                "excluded.min), max = max(max, excluded.max)");
    for (const MetricLine &line : range.lines) {
        MetricPoint minutePoint;
        for (const MetricPoint &point : line.points) {
            add(minutePoint, point.sum);
        }
        if (minutePoint.count == 0 || (line.grows && minutePoint.sum == 0)) {
            continue;
        }
        name.bindAll({line.name, line.labels, line.unit, std::int64_t{line.grows}});
        name.step();
        const std::int64_t id = name.integer(0);
        name.reset();
        for (const MetricRollUp &rollUp : metricRollUps) {
            const std::int64_t step = rollUp.step.count();
            sums.bindAll({step, start / step * step, id, std::int64_t{minutePoint.count}, minutePoint.sum,
                          minutePoint.min, minutePoint.max});
            sums.run();
        }
    }
    if (m_prunedHour != start / hourSeconds) {
        sqlite::Statement old =
            connection.prepare("DELETE FROM metric_points WHERE step = ?1 AND start < ?2");
        for (const MetricRollUp &rollUp : metricRollUps) {
            old.bindAll({std::int64_t{rollUp.step.count()}, start - rollUp.kept.count()});
            old.run();
        }
        m_prunedHour = start / hourSeconds;
    }
    transaction.commit();
}

MetricRange recordedMetrics(const timeline::Location &location, core::Time from, core::Time to,
                            core::Time now, const std::vector<std::string> &names)
{
    MetricRange range;
    range.step = finestStep(from, now);
    const auto repository = Repository::openForReading(location);
    if (!repository || repository->version(feature) == 0) {
        return range;
    }
    sqlite::Connection &connection = repository->connection();
    connection.execute("BEGIN");
    std::map<std::int64_t, MetricLine> lines;
    sqlite::Statement line = connection.prepare("SELECT id, name, labels, unit, grows FROM metric_lines");
    while (line.step()) {
        if (names.empty() || std::find(names.begin(), names.end(), line.text(1)) != names.end()) {
            lines[line.integer(0)] = {line.text(1), line.text(2), line.text(3), line.integer(4) != 0, {}};
        }
    }
    sqlite::Statement point = connection.prepare("SELECT line, start, count, sum, min, max FROM "
                                                 "metric_points WHERE step = ?1 AND start >= ?2 AND start < "
                                                 "?3 ORDER BY start");
    point.bindAll({std::int64_t{range.step.count()}, secondOf(from) / range.step.count() * range.step.count(),
                   secondOf(to)});
    while (point.step()) {
        const auto found = lines.find(point.integer(0));
        if (found != lines.end()) {
            found->second.points.push_back({timeOf(point.integer(1)),
                                            static_cast<std::uint32_t>(point.integer(2)), point.real(3),
                                            point.real(4), point.real(5)});
        }
    }
    for (auto &[id, found] : lines) {
        if (!found.points.empty()) {
            range.lines.push_back(std::move(found));
        }
    }
    std::sort(range.lines.begin(), range.lines.end(), [](const MetricLine &a, const MetricLine &b) {
        return std::tie(a.name, a.labels) < std::tie(b.name, b.labels);
    });
    return range;
}

} // namespace strandline::monitor
