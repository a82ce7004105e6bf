// Metrics: what Prometheus is given, and what is kept of them over time.
#include "engine/monitor/board_metrics.h"
#include "engine/monitor/metric_recorder.h"
#include "engine/monitor/monitor.h"
#include "engine/session/database.h"
#include "engine/sqlite/connection.h"
#include "engine/timeline/recorder.h"
#include "tests/support/error_code.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"

#include <QTest>
#include <filesystem>

using namespace strandline;
using namespace strandline::monitor;
using namespace strandline::test;
using namespace std::chrono_literals;

namespace {

const core::Time midnight{std::chrono::sys_days(std::chrono::year(2026) / 3 / 1)};

// Two figures whose values follow from the second: a level, and a count that grows by 3 each second.
struct Load
{
    std::int64_t restartedAt = 0; // the count begins anew there

    static double level(std::int64_t second) { return static_cast<double>(second % 100); }
    double count(std::int64_t second) const { return 3.0 * static_cast<double>(second - restartedAt); }

    std::vector<MetricFamily> at(std::int64_t second) const
    {
        MetricWriter out;
        out.gauge({"level", "bytes", "A level."}, level(second), {{"of", "test"}});
        out.counter({"things", "", "Things that happened."}, count(second));
        return std::move(out).families();
    }
};

struct Recording
{
    TempFolder folder{TempFolder::Place::Memory};
    core::ManualClock clock{midnight};
    timeline::Location location;
    std::unique_ptr<MetricHistory> history;

    Recording()
    {
        location.database = folder.file("a.db");
        std::filesystem::create_directory(location.sidecar());
        start();
    }
    void start() { history = std::make_unique<MetricHistory>(location, clock); }
    void run(const Load &load, std::int64_t from, std::int64_t to)
    {
        for (std::int64_t second = from; second < to; ++second) {
            clock.set(midnight + std::chrono::seconds(second));
            history->take(load.at(second));
        }
    }
    MetricRange recorded(std::chrono::seconds from, std::chrono::seconds to) const
    {
        return recordedMetrics(location, midnight + from, midnight + to, clock.now());
    }
};

} // namespace

class TstMetrics : public QObject
{
    Q_OBJECT

private slots:
    void textOfAllTypes();
    void familiesStayTogether();
    void refusesWhatTheFormatForbids();
    void keepsTheLastHourBySecond();
    void aLateReadingSpreadsItsGrowth();
    void aLineThatAppearsHasGrownFromZero();
    void oneProgramKeeps();
    void withoutASidecarNothingIsWritten();
    void rollsUp();
    void survivesRestarts();
    void forgetsInSteps();
    void clockPutBack();
    void readsWhileADatabaseIsRecorded();
    void readsAnyDatabaseThatIsOpen();
    void readsTheBoard();
    void aCallCountsWhileItRuns();
};

void TstMetrics::textOfAllTypes()
{
    MetricWriter out;
    out.counter({"waits", "", "A \"wait\",\nand \\ more."}, 3, {{"event", "a\"b\\c\nd\xff"}});
    out.gauge({"wal_size", "bytes", "Its size."}, 1.5);
    out.histogram({"commit", "seconds", "Commits."}, {{0.25, 0.5}, {1, 2, 4}, 9.5});
    out.summary({"read", "seconds", "Reads."}, {{{0.5, 0.125}, {0.99, 2}}, 7, 3.5}, {{"file", "wal"}});
    const std::string expected = "# HELP strandline_waits_total A \"wait\",\\nand \\\\ more.\n"
                                 "# TYPE strandline_waits_total counter\n"
                                 "strandline_waits_total{event=\"a\\\"b\\\\c\\nd?\"} 3\n"
                                 "# HELP strandline_wal_size_bytes Its size.\n"
                                 "# TYPE strandline_wal_size_bytes gauge\n"
                                 "strandline_wal_size_bytes 1.5\n"
                                 "# HELP strandline_commit_seconds Commits.\n"
                                 "# TYPE strandline_commit_seconds histogram\n"
                                 "strandline_commit_seconds_bucket{le=\"0.25\"} 1\n"
                                 "strandline_commit_seconds_bucket{le=\"0.5\"} 3\n"
                                 "strandline_commit_seconds_bucket{le=\"+Inf\"} 7\n"
                                 "strandline_commit_seconds_sum 9.5\n"
                                 "strandline_commit_seconds_count 7\n"
                                 "# HELP strandline_read_seconds Reads.\n"
                                 "# TYPE strandline_read_seconds summary\n"
                                 "strandline_read_seconds{file=\"wal\",quantile=\"0.5\"} 0.125\n"
                                 "strandline_read_seconds{file=\"wal\",quantile=\"0.99\"} 2\n"
                                 "strandline_read_seconds_sum{file=\"wal\"} 3.5\n"
                                 "strandline_read_seconds_count{file=\"wal\"} 7\n";
    QCOMPARE(prometheusText(std::move(out).families()), expected);
}

void TstMetrics::familiesStayTogether()
{
    MetricRegistry registry;
    const MetricDescription about{"sessions", "", "Sessions."};
    registry.add([&](MetricWriter &out) {
        out.gauge(about, 1, {{"state", "active"}});
        out.gauge({"other", "", "Another."}, 1);
    });
    registry.add([&](MetricWriter &out) { out.gauge(about, 2, {{"state", "idle"}}); });
    const std::vector<MetricFamily> families = registry.read();
    QCOMPARE(families.size(), std::size_t{2});
    QCOMPARE(families[0].metrics.size(), std::size_t{2});
}

void TstMetrics::refusesWhatTheFormatForbids()
{
    const auto refused = [](const std::function<void(MetricWriter &)> &write) {
        MetricWriter out;
        return errorCodeOf([&] { write(out); }) == "INTERNAL";
    };
    QVERIFY(refused([](MetricWriter &out) { out.gauge({"Name", "", "x"}, 1); }));
    QVERIFY(refused([](MetricWriter &out) { out.gauge({"name", "", "x"}, 1, {{"le", "1"}}); }));
    QVERIFY(refused([](MetricWriter &out) { out.gauge({"name", "", "x"}, 1, {{"a", "1"}, {"a", "2"}}); }));
    QVERIFY(refused([](MetricWriter &out) {
        out.gauge({"name", "", "x"}, 1);
        out.gauge({"name", "", "x"}, 2);
    }));
    QVERIFY(refused([](MetricWriter &out) { out.histogram({"name", "", "x"}, {{2, 1}, {1, 1, 1}, 0}); }));
    QVERIFY(refused([](MetricWriter &out) { out.histogram({"name", "", "x"}, {{1, 2}, {1, 1}, 0}); }));
}

void TstMetrics::keepsTheLastHourBySecond()
{
    Recording recording;
    recording.run({}, 0, 4000);
    const MetricRange range = recording.history->recent(midnight, midnight + 2h);
    QCOMPARE(range.step, 1s);
    QCOMPARE(range.lines.size(), std::size_t{2});
    const MetricLine &level = range.lines[0];
    QCOMPARE(level.name, std::string("strandline_level_bytes"));
    QCOMPARE(level.labels, std::string("{of=\"test\"}"));
    QCOMPARE(level.unit, std::string("bytes"));
    QCOMPARE(level.points.size(), std::size_t{3600});
    QCOMPARE(level.points.front().start, midnight + 400s);
    for (std::size_t i = 0; i < level.points.size(); ++i) {
        QCOMPARE(level.points[i].sum, Load::level(400 + static_cast<std::int64_t>(i)));
    }
    const MetricLine &things = range.lines[1];
    QVERIFY(things.grows);
    QCOMPARE(things.points.back().sum, 3.0);
    QCOMPARE(recording.history->recent(midnight + 500s, midnight + 510s).lines[0].points.size(),
             std::size_t{10});

    // A pause leaves no points, also not those of an hour before in the same places, and what grew meanwhile
    // is none of a second's.
    recording.run({}, 6000, 6002);
    const MetricRange after = recording.history->recent(midnight, midnight + 2h);
    QCOMPARE(after.lines[0].points.size(), std::size_t{3600 - 2002 + 2});
    QCOMPARE(after.lines[0].points.back().start, midnight + 6001s);
    QCOMPARE(after.lines[1].points.size(), after.lines[0].points.size() - 1);
    QCOMPARE(after.lines[1].points.back().start, midnight + 6001s);
    QCOMPARE(after.lines[1].points.back().sum, 3.0);
}

void TstMetrics::aLateReadingSpreadsItsGrowth()
{
    Recording recording;
    recording.run({}, 0, 10);
    recording.run({}, 12, 13); // three seconds after the one before
    recording.run({}, 17, 19); // five
    const auto things = recording.history->recent(midnight, midnight + 1h, {"strandline_things_total"});
    QCOMPARE(things.lines.size(), std::size_t{1});
    std::map<std::int64_t, double> seconds;
    for (const MetricPoint &point : things.lines[0].points) {
        seconds[(point.start - midnight) / 1s] = point.sum;
    }
    std::map<std::int64_t, double> expected;
    for (const std::int64_t second : {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 18}) {
        expected[second] = 3.0;
    }
    QVERIFY(seconds == expected);
    // Other values are there as long, so that the one can be divided by the other.
    const auto gauge = recording.history->recent(midnight + 10s, midnight + 20s, {"strandline_level_bytes"});
    QCOMPARE(gauge.lines.size(), std::size_t{1});
    QCOMPARE(gauge.lines[0].points.size(), std::size_t{5}); // 10 (as read at 12), 11, 12, 17, 18
}

void TstMetrics::aLineThatAppearsHasGrownFromZero()
{
    Recording recording;
    const auto take = [&](std::int64_t second, const std::vector<std::pair<std::string, double>> &lines) {
        recording.clock.set(midnight + std::chrono::seconds(second));
        MetricWriter out;
        for (const auto &[event, value] : lines) {
            out.counter({"things", "", "Things."}, value, {{"of", event}});
        }
        recording.history->take(std::move(out).families());
    };
    take(0, {{"a", 100}}); // nobody knows since when
    take(1, {{"a", 101}, {"b", 7}});
    take(2, {{"a", 101}, {"b", 9}});
    take(30, {{"a", 101}, {"b", 9}, {"c", 4}, {"d", 4}}); // after a hole nobody knows since when
    const MetricRange range = recording.history->recent(midnight, midnight + 1h);
    QCOMPARE(range.lines.size(), std::size_t{4});
    QVERIFY(range.lines[2].points.empty() && range.lines[3].points.empty());
    QCOMPARE(range.lines[0].points.size(), std::size_t{2});
    QCOMPARE(range.lines[0].points[0].sum, 1.0);
    QCOMPARE(range.lines[1].points[0].sum, 7.0);
    QCOMPARE(range.lines[1].points[1].sum, 2.0);
}

// Of two programs that read the metrics of one database, one keeps them; when it ends, the other goes on.
void TstMetrics::oneProgramKeeps()
{
    Recording recording;
    MetricHistory other(recording.location, recording.clock);
    const auto runBoth = [&](std::int64_t from, std::int64_t to) {
        for (std::int64_t second = from; second < to; ++second) {
            recording.clock.set(midnight + std::chrono::seconds(second));
            if (recording.history) {
                recording.history->take(Load().at(second));
            }
            other.take(Load().at(second));
        }
    };
    runBoth(0, 121);
    MetricRange range = recording.recorded(0s, 1h);
    QCOMPARE(range.lines[0].points.size(), std::size_t{2});
    QCOMPARE(range.lines[0].points[1].count, 60U); // not twice
    recording.history.reset();
    runBoth(121, 241);
    range = recording.recorded(0s, 1h);
    QCOMPARE(range.lines[0].points.size(), std::size_t{4});
    QCOMPARE(range.lines[0].points[3].count, 60U);
}

void TstMetrics::withoutASidecarNothingIsWritten()
{
    Recording recording;
    std::filesystem::remove(recording.location.sidecar());
    recording.run({}, 0, 130);
    QCOMPARE(recording.history->recent(midnight, midnight + 1h).lines[0].points.size(), std::size_t{130});
    QVERIFY(!std::filesystem::exists(recording.location.sidecar()));
    QVERIFY(recording.recorded(0s, 1h).lines.empty());
    // As soon as there is one, it is.
    std::filesystem::create_directory(recording.location.sidecar());
    recording.run({}, 130, 181);
    QCOMPARE(recording.recorded(0s, 1h).lines[0].points.size(), std::size_t{1});
    // A history that was forgotten and begun anew.
    std::filesystem::remove_all(recording.location.sidecar());
    std::filesystem::create_directory(recording.location.sidecar());
    recording.run({}, 181, 241);
    QCOMPARE(recording.recorded(0s, 1h).lines[0].points.size(), std::size_t{1});
}

void TstMetrics::rollsUp()
{
    Recording recording;
    recording.run({}, 0, 7201);
    const MetricRange minutes = recording.recorded(0s, 2h);
    QCOMPARE(minutes.step, 60s);
    QCOMPARE(minutes.lines.size(), std::size_t{2});
    QCOMPARE(minutes.lines[0].points.size(), std::size_t{120});
    for (std::int64_t minute = 0; minute < 120; ++minute) {
        double sum = 0;
        for (std::int64_t second = minute * 60; second < minute * 60 + 60; ++second) {
            sum += Load::level(second);
        }
        const MetricPoint &point = minutes.lines[0].points[static_cast<std::size_t>(minute)];
        QCOMPARE(point.start, midnight + std::chrono::minutes(minute));
        QCOMPARE(point.count, 60U);
        QCOMPARE(point.sum, sum);
    }
    // The first second has nothing before it to grow from.
    QCOMPARE(minutes.lines[1].points[0].sum, 3.0 * 59);
    QCOMPARE(minutes.lines[1].points[1].sum, 3.0 * 60);

    recording.clock.set(midnight + 25h);
    const MetricRange fives = recording.recorded(0s, 2h);
    QCOMPARE(fives.step, 300s);
    QCOMPARE(fives.lines[0].points.size(), std::size_t{24});
    recording.clock.set(midnight + 8 * 24h);
    const MetricRange hours = recording.recorded(0s, 2h);
    QCOMPARE(hours.step, 3600s);
    QCOMPARE(hours.lines[1].points.size(), std::size_t{2});
    QCOMPARE(hours.lines[1].points[0].sum + hours.lines[1].points[1].sum, 3.0 * 7199);
    QCOMPARE(hours.lines[0].points[1].min, 0.0);
    QCOMPARE(hours.lines[0].points[1].max, 99.0);
}

// A counter that begins anew has no growth in that second, and a process that begins anew goes on in the same
// points.
void TstMetrics::survivesRestarts()
{
    Recording recording;
    recording.run({}, 0, 90);
    recording.run({.restartedAt = 90}, 90, 150);
    MetricRange range = recording.recorded(0s, 1h);
    QCOMPARE(range.lines[1].points[1].count, 59U);
    QCOMPARE(range.lines[1].points[1].sum, 3.0 * 59);

    recording.start(); // what was in memory of the begun minute was written
    recording.run({.restartedAt = 90}, 150, 241);
    range = recording.recorded(0s, 1h);
    QCOMPARE(range.lines[1].points[2].count, 59U);
    QCOMPARE(range.lines[1].points[2].sum, 3.0 * 59);
    QCOMPARE(range.lines[1].points[3].sum, 3.0 * 60);
}

void TstMetrics::forgetsInSteps()
{
    Recording recording;
    recording.run({}, 0, 61);
    const auto rows = [&] {
        sqlite::Connection repository(recording.location.sidecar() + "/repository.db");
        return repository.text("SELECT group_concat(step, ' ') FROM (SELECT step FROM metric_points "
                               "WHERE start < unixepoch('2026-03-01 12:00') GROUP BY step)");
    };
    QCOMPARE(rows(), std::string("60 300 3600"));
    // An hour's first written minute forgets; a minute is written when the next one begins.
    recording.clock.set(midnight + 24h + 58s);
    recording.run({}, 86400 + 58, 86400 + 62);
    recording.run({}, 86400 + 3600, 86400 + 3661);
    QCOMPARE(rows(), std::string("300 3600"));
    recording.run({}, 8 * 86400, 8 * 86400 + 61);
    QCOMPARE(rows(), std::string("3600"));
    recording.run({}, 92 * 86400, 92 * 86400 + 61);
    QCOMPARE(rows(), std::string());
}

void TstMetrics::clockPutBack()
{
    Recording recording;
    recording.run({}, 1000, 1010);
    recording.run({}, 500, 505);
    const MetricRange range = recording.history->recent(midnight, midnight + 1h);
    QCOMPARE(range.lines[0].points.size(), std::size_t{5});
    QCOMPARE(range.lines[0].points.front().start, midnight + 500s);
}

void TstMetrics::readsWhileADatabaseIsRecorded()
{
    const TempFolder folder;
    PlainDatabase plain(folder.file("a.db"));
    plain.execute("PRAGMA journal_mode=WAL; CREATE TABLE t(a)");
    timeline::RecorderOptions options;
    options.location.database = folder.file("a.db");
    timeline::Recorder recorder(options, {});
    const core::SystemClock clock;
    const MetricRecorder metrics(
        options.location, [board = Board::inMemory()] { return board; },
        [&recorder] { return recorder.history(); }, clock);
    // What was committed before the first reading isn't growth.
    const auto grown = [&] {
        plain.execute("INSERT INTO t VALUES (1)");
        recorder.poll();
        const MetricRange range = metrics.metrics().recent(clock.now() - 1h, clock.now() + 1h);
        double sum = 0;
        for (const MetricLine &line : range.lines) {
            for (const MetricPoint &point : line.points) {
                sum += line.name == "strandline_recorded_commits_total" ? point.sum : 0;
            }
        }
        return sum;
    };
    QTRY_VERIFY_WITH_TIMEOUT(grown() > 0, 30000);
}

// Not recorded, not in WAL mode, and locked by somebody: what the board tells goes on.
void TstMetrics::readsAnyDatabaseThatIsOpen()
{
    const TempFolder folder;
    PlainDatabase plain(folder.file("a.db"));
    plain.execute("CREATE TABLE t(a)");
    session::DatabaseOptions options;
    options.monitor.metrics = true;
    const auto database = session::Database::open(folder.file("a.db"), options);
    const auto sumOf = [&](const std::string &name) {
        const core::Time now = core::SystemClock().now();
        double sum = 0;
        for (const MetricLine &line :
             database->metrics()->metrics().recent(now - 1h, now + 1h, {name}).lines) {
            for (const MetricPoint &point : line.points) {
                sum += point.sum;
            }
        }
        return sum;
    };
    const auto work = [&] {
        database->lease().connection().execute("SELECT count(*) FROM sqlite_schema");
        return sumOf("strandline_executions_total") > 0;
    };
    QTRY_VERIFY_WITH_TIMEOUT(work(), 30000);
    QVERIFY(sumOf("strandline_database_size_bytes") > 0);
    const session::Lease writer = database->lease(session::LeaseKind::Write);
    const auto commit = [&] {
        writer.connection().execute("INSERT INTO t VALUES (1)");
        return sumOf("strandline_commits_by_duration_total") > 0;
    };
    QTRY_VERIFY_WITH_TIMEOUT(commit(), 30000);
    plain.execute("BEGIN EXCLUSIVE");
    const auto session = database->monitor().beginSession({.module = "test"});
    const double before = sumOf("strandline_database_size_bytes");
    const auto boardGoesOn = [&, at = core::SystemClock().now()] {
        const auto range =
            database->metrics()->metrics().recent(at + 2s, at + 1h, {"strandline_calls_total"});
        return !range.lines.empty() && range.lines[0].points.size() > 1;
    };
    QTRY_VERIFY_WITH_TIMEOUT(boardGoesOn(), 30000);
    QVERIFY(before > 0);
    plain.execute("COMMIT");
    QVERIFY(!std::filesystem::exists(folder.file("a.db.strandline")));
}

// A session that is waiting for a lock, and counters of one that ended before.
void TstMetrics::readsTheBoard()
{
    const auto board = Board::inMemory();
    sl_board &layout = board->layout();
    sl_counters &ended = layout.totals;
    ended.db_time_ns = 3'000'000'000;
    ended.rows = 7;
    ended.event_count[SL_WAL_SYNC] = 100;
    ended.event_ns[SL_WAL_SYNC] = 500'000'000;
    ended.event_histogram[SL_WAL_SYNC][12] = 98; // below 4,096 microseconds
    ended.event_histogram[SL_WAL_SYNC][14] = 2;
    ended.commit_histogram[12] = 4;
    ended.commit_histogram[SL_BUCKETS - 1] = 1;
    sl_slot *slot = sl_claim(&layout, static_cast<std::uint64_t>(core::currentProcess()),
                             processStart(static_cast<std::uint64_t>(core::currentProcess())));
    slot->kind = SL_KIND_PROBED;
    slot->state = SL_STATE_ACTIVE;
    slot->event = SL_LOCK_WAL_WRITE;
    sl_record_of(&layout, slot)->counters.rows = 5;
    sl_record_of(&layout, slot)->counters.db_time_ns = 1'000'000'000;
    slot->ready = 1;

    MetricRegistry registry;
    addBoardMetrics(registry, [board] { return board; });
    const std::string text = prometheusText(registry.read());
    for (const char *line :
         {"strandline_sessions{kind=\"probed\",state=\"active\"} 1\n",
          "strandline_active_sessions{class=\"Application\"} 1\n",
          "strandline_active_sessions{class=\"CPU\"} 0\n", "strandline_rows_total 12\n",
          "strandline_db_time_seconds_total 4\n", "strandline_db_cpu_seconds_total 3.5\n",
          "strandline_wait_seconds_count{class=\"Commit\",event=\"wal sync\"} 100\n",
          "strandline_wait_seconds_sum{class=\"Commit\",event=\"wal sync\"} 0.5\n",
          "strandline_commits_by_duration_total{below=\"1e-06\"} 0\n",
          "strandline_commits_by_duration_total{below=\"0.004096\"} 4\n",
          "strandline_commits_by_duration_total{below=\"+Inf\"} 1\n",
          "strandline_wait_class_seconds{class=\"Commit\",quantile=\"0.5\"} 0.00309289795918",
          "strandline_wait_class_seconds{class=\"Commit\",quantile=\"0.99\"} 0.012288"}) {
        QVERIFY2(text.find(line) != std::string::npos, (line + text).c_str());
    }
}

// Its counters come when it ends; told is what it took by then, and in the end no more than that.
void TstMetrics::aCallCountsWhileItRuns()
{
    for (const sl_kind kind : {SL_KIND_OWN, SL_KIND_PROBED}) {
        const auto board = Board::inMemory();
        sl_board &layout = board->layout();
        const auto self = static_cast<std::uint64_t>(core::currentProcess());
        sl_slot *slot = sl_claim(&layout, self, processStart(self));
        slot->kind = kind;
        slot->ready = 1;
        MetricRegistry registry;
        addBoardMetrics(registry, [board] { return board; });
        const auto read = [&](const std::string &name, const std::string &labels = {}) {
            for (const MetricFamily &family : registry.read()) {
                for (const Metric &metric : family.metrics) {
                    if (family.name == name && metricLabelText(metric.labels) == labels) {
                        const auto *summary = std::get_if<SummaryValue>(&metric.value);
                        return summary != nullptr ? summary->sum : std::get<double>(metric.value);
                    }
                }
            }
            return -1.0;
        };
        const auto waits = [&] { return read("strandline_wait_class_seconds", "{class=\"Application\"}"); };
        sl_counters &counters = sl_record_of(&layout, slot)->counters;
        // So many seconds ago it began, at an event.
        const auto runs = [&](std::uint64_t seconds, sl_event event) {
            slot->state = SL_STATE_ACTIVE;
            slot->event = event;
            slot->call_start_ns = sl_now(&layout.clock) - seconds * 1'000'000'000;
        };
        const auto near = [](double a, double b) { return std::abs(a - b) < 0.2; };
        const double unseen = kind == SL_KIND_OWN ? 0 : 2; // a part of a probed one's may be counted
        QCOMPARE(read("strandline_db_time_seconds_total"), 0.0);
        runs(2, SL_ON_CPU);
        QVERIFY(near(read("strandline_db_cpu_seconds_total"), 2 - unseen));
        runs(5, SL_ON_CPU);
        QVERIFY(near(read("strandline_db_cpu_seconds_total"), 5 - unseen));
        runs(9, SL_LOCK_WAL_WRITE);
        QVERIFY(near(waits(), 4));
        QVERIFY(near(read("strandline_db_time_seconds_total"), 9 - unseen));
        if (kind == SL_KIND_PROBED) { // which tells at each wait
            counters.db_time_ns = 3'000'000'000;
            QVERIFY(near(read("strandline_db_time_seconds_total"), 9 - unseen));
        }
        // It had been 6 seconds at the processor and 4 in the wait.
        slot->state = SL_STATE_IDLE;
        slot->event = SL_ON_CPU;
        counters.db_time_ns = 10'000'000'000;
        counters.event_ns[SL_LOCK_WAL_WRITE] = 4'000'000'000;
        QVERIFY(near(read("strandline_db_cpu_seconds_total"), 6));
        QVERIFY(near(waits(), 4));
        QVERIFY(near(read("strandline_db_time_seconds_total"), 10));
    }
}

QTEST_GUILESS_MAIN(TstMetrics)
#include "tst_metrics.moc"
