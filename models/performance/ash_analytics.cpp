#include "models/performance/ash_analytics.h"

#include "engine/monitor/metric_recorder.h"
#include "engine/monitor/monitor.h"
#include "models/performance/sql_detail.h"
#include "models/text/quantities.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace strandline::performance {

using monitor::AshDimension;
using monitor::AshFilter;
using series::TimeSpan;
using std::chrono::microseconds;

namespace {

constexpr int tickMs = 1000;
constexpr std::size_t topRows = 50;
constexpr std::int64_t stepsMax = 360;
constexpr double leastShare = 0.0005; // of a rectangle of the load map

struct RangeKind
{
    std::chrono::seconds outer;
    std::chrono::seconds inner;
    std::chrono::seconds stripStep; // outer is a multiple of it
};

const RangeKind &kindOf(AshAnalytics::Range range)
{
    using namespace std::chrono_literals;
    static constexpr RangeKind realTime{1h, 5min, 10s};
    static constexpr RangeKind historical{24h, 1h, 5min};
    return range == AshAnalytics::Range::RealTime ? realTime : historical;
}

// As many steps as reach over the whole of it.
std::size_t stepsIn(const TimeSpan &span, microseconds step)
{
    return static_cast<std::size_t>(
        std::max<std::int64_t>((span.to - span.from + step - microseconds(1)) / step, 1));
}

core::Time floorTo(core::Time time, microseconds step)
{
    return core::Time(time.time_since_epoch() / step * step);
}

core::Time ceilTo(core::Time time, microseconds step)
{
    return floorTo(time + step - microseconds(1), step);
}

// A round number of seconds, so that steps stay where they are while time moves on.
microseconds stepFor(const TimeSpan &span)
{
    const microseconds wanted = microseconds(span.to - span.from) / stepsMax;
    for (const std::int64_t seconds : {1, 2, 5, 10, 15, 30, 60, 120, 300}) {
        if (std::chrono::seconds(seconds) >= wanted) {
            return std::chrono::seconds(seconds);
        }
    }
    return std::chrono::minutes(10);
}

void addSqlIds(const std::vector<monitor::AshNode> &nodes, AshDimension dimension,
               const std::vector<AshDimension> &below, std::set<std::string> &ids)
{
    for (const monitor::AshNode &node : nodes) {
        if (dimension == AshDimension::SqlId) {
            ids.insert(node.total.value);
        }
        if (!below.empty()) {
            addSqlIds(node.children, below.front(), {below.begin() + 1, below.end()}, ids);
        }
    }
}

// What no map could show: there may be thousands of them.
void leaveOutSpecks(std::vector<monitor::AshNode> &nodes)
{
    std::erase_if(nodes, [](const monitor::AshNode &node) { return node.total.share < leastShare; });
    for (monitor::AshNode &node : nodes) {
        leaveOutSpecks(node.children);
    }
}

// Whoever watches a database keeps its metrics, too: where there are none, nobody knows who was active.
class WatchedTimes
{
public:
    WatchedTimes(const TimeSpan &span, const session::Database &database)
    {
        if (database.metrics() == nullptr) {
            m_spans.push_back(span); // nobody tells
            return;
        }
        const std::vector<std::string> anyOne{"strandline_active_sessions"};
        const auto kept =
            monitor::recordedMetrics(database.location(), span.from, span.to, database.clock().now(), anyOne);
        add(kept, kept.step);
        // The newest seconds aren't read yet.
        add(database.metrics()->metrics().recent(span.from, span.to, anyOne), std::chrono::seconds(4));
    }

    // Makes gaps of what nobody knows; false: of all of it.
    bool showKnown(series::SeriesData &data) const
    {
        std::vector<bool> known(data.steps(), false);
        for (const TimeSpan &span : m_spans) {
            auto step = std::max<std::int64_t>((span.from - data.start) / data.step, 0);
            for (; step < std::ssize(known) && data.timeOf(static_cast<std::size_t>(step)) < span.to;
                 ++step) {
                known[static_cast<std::size_t>(step)] = true;
            }
        }
        for (std::size_t step = 0; step < known.size(); ++step) {
            known[step] =
                known[step] || std::any_of(data.lines.begin(), data.lines.end(),
                                           [&](const series::Line &line) { return line.values[step] > 0; });
            for (series::Line &line : data.lines) {
                line.values[step] = known[step] ? line.values[step] : std::nan("");
            }
        }
        return std::find(known.begin(), known.end(), true) != known.end();
    }

private:
    void add(const monitor::MetricRange &range, microseconds length)
    {
        for (const monitor::MetricLine &line : range.lines) {
            for (const monitor::MetricPoint &point : line.points) {
                m_spans.push_back({point.start, point.start + length});
            }
        }
    }

    std::vector<TimeSpan> m_spans;
};

std::optional<core::Time> latestBefore(core::Time time, const std::vector<monitor::AshRow> &ring)
{
    const auto before = [&](const monitor::AshRow &row) { return row.time < time; };
    const auto found = std::find_if(ring.rbegin(), ring.rend(), before);
    return found != ring.rend() ? std::optional(found->time) : std::nullopt;
}

// "shop-web · basket"
void addPrograms(const std::vector<monitor::AshRow> &rows, std::map<std::string, std::string> &texts)
{
    std::set<std::pair<std::uint64_t, std::uint64_t>> seen;
    for (const monitor::AshRow &row : rows) {
        if (seen.emplace(row.sid, row.serial).second) {
            texts[monitor::valueOf(row, AshDimension::Session)] =
                row.program + (row.module.empty() ? "" : " · " + row.module);
        }
    }
}

} // namespace

std::unique_ptr<monitor::KeptStatistics> keptOf(const session::Database &database)
{
    return database.isBackup() ? nullptr : monitor::KeptStatistics::openForReading(database.location());
}

std::map<std::string, std::string> textsOf(const std::vector<std::string> &sqlIds,
                                           const session::Database &database, monitor::KeptStatistics *kept)
{
    std::map<std::string, std::string> texts;
    std::size_t known = 0;
    for (const std::string &id : sqlIds) {
        texts[id];
    }
    texts.erase(std::string());
    const auto add = [&](std::uint64_t sqlId, const std::string &text) {
        const auto wanted = texts.find(monitor::sqlIdText(sqlId));
        if (wanted != texts.end() && wanted->second.empty()) {
            wanted->second = text;
            ++known;
        }
    };
    for (const monitor::SqlRow &row : database.monitor().statements()) {
        add(row.text->sqlId, row.text->normalized);
    }
    if (known < texts.size()) {
        for (const auto &session : monitor::readActiveSessions(database.monitor().board())) {
            add(session.sqlId, monitor::sqlTextOf(session.sql)->normalized);
        }
    }
    if (known < texts.size() && kept != nullptr) {
        for (auto &[id, text] : texts) {
            if (const auto sqlId = text.empty() ? sqlIdFrom(id) : std::nullopt) {
                text = kept->textOf(*sqlId);
            }
        }
    }
    return texts;
}

AshAnswer answerTo(const AshQuestion &question, const session::Database &database,
                   const core::JobContext &job)
{
    AshAnswer answer;
    const auto kept = keptOf(database);
    const TimeSpan &outer = question.outer;
    const TimeSpan &inner = question.inner;
    std::vector<monitor::AshRow> ring = database.monitor().samples();
    answer.strip = question.strip;
    const WatchedTimes watched(answer.strip ? inner : outer, database);
    if (!answer.strip) {
        const std::size_t steps = stepsIn(outer, stepFor(outer));
        auto strip = std::make_shared<series::SeriesData>(activitySeries(monitor::activityBetween(
            ring, kept.get(), outer.from, outer.from + stepFor(outer) * steps, steps)));
        watched.showKnown(*strip);
        answer.strip = std::move(strip);
    }
    job.checkStop();
    const std::optional<core::Time> earlier = latestBefore(inner.from, ring);
    std::vector<monitor::AshRow> rows =
        monitor::rowsBetween(std::move(ring), kept.get(), inner.from, inner.to, stepFor(inner));
    if (rows.empty()) {
        answer.earlier = earlier || !kept ? earlier : kept->latestBefore(inner.from);
    }
    monitor::keepMatching(rows, question.filters);
    job.checkStop();
    const std::size_t steps = stepsIn(inner, stepFor(inner));
    const monitor::AshActivity activity =
        monitor::activityOf(rows, inner.from, inner.from + stepFor(inner) * steps, steps);
    auto series = std::make_shared<series::SeriesData>(activitySeries(activity));
    answer.watched = watched.showKnown(*series);
    answer.activity = std::move(series);
    answer.sessions = activity.total();
    answer.samples = monitor::samplesOf(rows);
    std::set<std::string> ids;
    for (std::size_t list = 0; list < answer.tops.size(); ++list) {
        answer.tops.at(list) = monitor::topOf(rows, question.tops.at(list), topRows);
        for (const monitor::AshShare &share : answer.tops.at(list)) {
            if (question.tops.at(list) == AshDimension::SqlId) {
                ids.insert(share.value);
            }
        }
    }
    answer.map = monitor::nestedTotals(rows, question.map);
    leaveOutSpecks(answer.map);
    if (!question.map.empty()) {
        addSqlIds(answer.map, question.map.front(), {question.map.begin() + 1, question.map.end()}, ids);
    }
    answer.skew = monitor::skewOf(rows);
    answer.texts = textsOf({ids.begin(), ids.end()}, database, kept.get());
    if (question.tops[0] == AshDimension::Session || question.tops[1] == AshDimension::Session) {
        addPrograms(rows, answer.texts);
    }
    return answer;
}

AshAnalytics::AshAnalytics(session::DatabaseSession *session, QObject *parent)
    : QObject(parent), m_session(session), m_reading(new task::TaskRunner(session->tasks(), this)),
      m_strip(new series::SeriesModel(this)),
      m_activity(new series::SeriesModel(this)), m_tops{new TopModel(this), new TopModel(this)},
      m_map(new LoadMapModel(this))
{
    m_tops[1]->set(m_question.tops[1], {}, {});
    m_tick.setInterval(tickMs);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        if (!m_reading->running()) {
            refresh();
        }
    });
    connect(m_reading, &task::TaskRunner::failed, this, [this](const core::Error &error) {
        setPaused(true); // once is enough to say it
        emit failed(error);
    });
    connect(session, &session::DatabaseSession::stateChanged, this, [this] {
        m_loaded = false;
        m_stripOf.reset();
        take({});
        refresh();
    });
    moveOn();
}

void AshAnalytics::setActive(bool active)
{
    m_active = active;
    setPaused(m_paused);
    if (active) {
        refresh();
    }
}

void AshAnalytics::setPaused(bool paused)
{
    const bool other = paused != m_paused;
    m_paused = paused;
    if (m_active && !paused && m_range == Range::RealTime) {
        m_tick.start();
    } else {
        m_tick.stop();
    }
    if (other) {
        emit pausedChanged();
    }
}

void AshAnalytics::setRange(Range range)
{
    m_range = range;
    m_follows = true;
    setPaused(false);
    m_question.inner = {};
    moveOn();
    changed();
}

void AshAnalytics::shiftDay(int by)
{
    const auto length = kindOf(m_range).outer * by;
    m_follows = false;
    m_question.outer = {m_question.outer.from + length, m_question.outer.to + length};
    m_question.inner = {m_question.inner.from + length, m_question.inner.to + length};
    changed();
}

void AshAnalytics::select(const TimeSpan &inner)
{
    const auto second = std::chrono::seconds(1);
    TimeSpan span{floorTo(inner.from, second), ceilTo(inner.to, second)};
    span.to = std::max(span.to, span.from + 2 * second);
    const microseconds outer = kindOf(m_range).outer;
    if (span.from < m_question.outer.from || span.to > m_question.outer.to) {
        m_question.outer.to = ceilTo(std::max(span.to, span.from + outer / 2), kindOf(m_range).stripStep);
        m_question.outer.from =
            std::min(m_question.outer.to - outer, floorTo(span.from, kindOf(m_range).stripStep));
    }
    m_follows = m_range == Range::RealTime && span.to >= m_question.outer.to - kindOf(m_range).stripStep;
    m_question.inner = span;
    changed();
}

void AshAnalytics::selectEarlier()
{
    using namespace std::chrono_literals;
    if (!m_earlier) {
        return;
    }
    const TimeSpan minute{*m_earlier - 50s, *m_earlier + 10s};
    m_earlier.reset();
    if (m_range == Range::RealTime && minute.from < m_question.outer.from) {
        m_range = Range::Historical;
        setPaused(m_paused);
    }
    select(minute);
}

QString AshAnalytics::emptyText() const
{
    return m_watched ? tr("No session was active in this time.")
                     : tr("Nobody watched the database in this time.");
}

// To the present: the whole of it where nothing was selected yet, else what follows it.
void AshAnalytics::moveOn()
{
    const RangeKind &kind = kindOf(m_range);
    const core::Time now = m_session->database() ? m_session->database()->clock().now() : text::now();
    const bool fresh = m_question.inner == TimeSpan{};
    if (m_range == Range::Historical && !fresh) {
        return;
    }
    m_question.outer.to = ceilTo(now, kind.stripStep);
    m_question.outer.from = m_question.outer.to - kind.outer;
    if (fresh || m_follows) {
        const microseconds length =
            fresh ? microseconds(kind.inner) : microseconds(m_question.inner.to - m_question.inner.from);
        // The step that runs isn't shown: it would always look low.
        const core::Time to =
            floorTo(now, std::min<microseconds>(stepFor({{}, core::Time(length)}), std::chrono::seconds(10)));
        m_question.inner = {to - length, to};
    } else if (m_question.inner.from < m_question.outer.from) { // what was selected stays in sight
        m_question.outer.from = floorTo(m_question.inner.from, kind.stripStep);
    }
}

void AshAnalytics::addFilter(const AshFilter &filter)
{
    std::erase_if(m_question.filters,
                  [&](const AshFilter &other) { return other.dimension == filter.dimension; });
    m_question.filters.push_back(filter);
    changed();
}

void AshAnalytics::removeFilter(const AshFilter &filter)
{
    std::erase(m_question.filters, filter);
    changed();
}

void AshAnalytics::setFilters(std::vector<AshFilter> filters)
{
    m_question.filters = std::move(filters);
    changed();
}

void AshAnalytics::setTopDimension(std::size_t list, AshDimension dimension)
{
    m_question.tops.at(list) = dimension;
    changed();
}

void AshAnalytics::setMapDimensions(std::vector<AshDimension> dimensions)
{
    m_question.map = std::move(dimensions);
    changed();
}

void AshAnalytics::changed()
{
    emit asked();
    if (m_active) {
        ask();
    }
}

void AshAnalytics::refresh()
{
    if (m_active) {
        m_stripOf.reset();
        moveOn();
        ask();
    }
}

void AshAnalytics::ask()
{
    const auto database = m_session->database();
    if (!database) {
        m_reading->discard();
        return;
    }
    if (m_reading->running()) {
        m_again = true; // a drag asks more often than can be answered
        return;
    }
    const bool historical = m_range == Range::Historical;
    const bool knowsStrip = historical && m_stripOf == m_question.outer;
    m_question.strip = knowsStrip ? m_strip->shared() : nullptr;
    m_reading->run(
        historical && !knowsStrip ? tr("Reading the samples of a day") : QString(),
        [database, question = m_question](const core::JobContext &job) {
            return std::pair(question, answerTo(question, *database, job));
        },
        [this](std::pair<AshQuestion, AshAnswer> done) {
            const bool again = std::exchange(m_again, false);
            const AshQuestion &asked = done.first;
            // A list of another dimension than is chosen by now would look wrong for a moment.
            if (asked.tops == m_question.tops && asked.map == m_question.map &&
                asked.filters == m_question.filters) {
                m_loaded = true;
                m_stripOf = asked.outer;
                take(std::move(done.second));
            }
            if (again) {
                ask();
            }
        });
}

void AshAnalytics::take(AshAnswer answer)
{
    m_strip->setSeries(answer.strip ? answer.strip : std::make_shared<series::SeriesData>());
    m_activity->setSeries(answer.activity ? answer.activity : std::make_shared<series::SeriesData>());
    m_sessions = answer.sessions;
    m_samples = answer.samples;
    m_earlier = answer.earlier;
    m_watched = answer.watched;
    m_skew = answer.skew;
    for (std::size_t list = 0; list < m_tops.size(); ++list) {
        m_tops.at(list)->set(m_question.tops.at(list), std::move(answer.tops.at(list)), answer.texts);
    }
    m_map->set(m_question.map, answer.map, answer.sessions, answer.texts);
    emit answered();
}

} // namespace strandline::performance
