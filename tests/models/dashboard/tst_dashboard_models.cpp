// What the dashboard reads: metrics of memory and of the repository brought to the steps of a chart, figures
// that follow from real work, and the model that reads them each second.
#include "engine/monitor/metric_recorder.h"
#include "models/dashboard/dashboard_model.h"
#include "models/dashboard/metric_grid.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <filesystem>

using namespace strandline;
using namespace strandline::dashboard;
using namespace strandline::monitor;
using namespace strandline::test;
using namespace std::chrono_literals;

namespace {

const core::Time start{1772373600s};

MetricLine lineOf(const char *name, const char *labels, std::vector<MetricPoint> points)
{
    return {name, labels, "", true, std::move(points)};
}

// A second of a counter.
MetricPoint second(int at, double value)
{
    return {start + std::chrono::seconds(at), 1, value, value, value};
}

} // namespace

class DashboardModelsTest : public QObject
{
    Q_OBJECT

private slots:
    void stepsAreFilledOnceAndGapsStay()
    {
        MetricGrid grid(start, 1s, 10);
        grid.add({1s,
                  {lineOf("anchor", "", {second(4, 1), second(5, 0), second(7, 1)}),
                   lineOf("things", "", {second(4, 6), second(7, 2)})}},
                 "anchor");
        // The minute of a roll-up, of which 4 seconds lie before: 60 things in 30 measured seconds.
        grid.add({60s,
                  {lineOf("gauge", "", {{start - 4s, 30, 30, 1, 1}}),
                   lineOf("things", "", {{start - 4s, 30, 60, 0, 9}})}},
                 "gauge");
        const std::vector<double> growth = grid.growth("things");
        QCOMPARE(growth[0], 2.0); // of the roll-up: on average
        QCOMPARE(growth[4], 6.0); // of memory, alone
        QCOMPARE(growth[5], 0.0); // measured, and not grown
        QCOMPARE(growth[6], 2.0);
        QCOMPARE(growth[7], 2.0);
        // One that has no more than memory: what memory doesn't know wasn't measured.
        MetricGrid begun(start, 1s, 60);
        begun.add({1s, {lineOf("anchor", "", {second(40, 1), second(41, 1)})}}, "anchor");
        begun.add({60s, {lineOf("gauge", "", {{start, 2, 2, 1, 1}})}}, "gauge");
        QVERIFY(std::isnan(begun.growth("anchor")[39]));
        QCOMPARE(begun.growth("anchor")[40], 1.0);
        MetricGrid empty(start, 1s, 3);
        QVERIFY(std::isnan(empty.growth("things")[1]));
        QVERIFY(std::isnan(empty.mean("things")[1]));
        QVERIFY(!empty.has("things") && grid.has("things"));
    }

    void secondsAreSummedUpInLongerSteps()
    {
        MetricGrid grid(start, 60s, 2);
        std::vector<MetricPoint> anchor;
        std::vector<MetricPoint> level;
        for (int i = 0; i < 40; ++i) { // of the second minute, a part
            anchor.push_back(second(60 + i, 1));
            level.push_back(second(60 + i, i));
        }
        grid.add({1s, {lineOf("anchor", "", anchor), lineOf("level", "", level)}}, "anchor");
        QVERIFY(std::isnan(grid.growth("anchor")[0]));
        QCOMPARE(grid.growth("anchor")[1], 1.0);
        QCOMPARE(grid.mean("level")[1], 19.5);
        QCOMPARE(grid.highest("level")[1], 39.0);
    }

    void linesAreAddedUpByTheirLabels()
    {
        MetricGrid grid(start, 1s, 1);
        grid.add({1s,
                  {lineOf("anchor", "", {second(0, 1)}),
                   lineOf("waits", "{class=\"Commit\",event=\"wal sync\"}", {second(0, 2)}),
                   lineOf("waits", "{class=\"Commit\",event=\"wal write\"}", {second(0, 3)}),
                   lineOf("waits", "{class=\"User I/O\",event=\"db file read\"}", {second(0, 10)})}},
                 "anchor");
        QCOMPARE(grid.growth("waits")[0], 15.0);
        QCOMPARE(
            grid.growth("waits",
                        [](const std::string &labels) { return labelOf(labels, "class") == "Commit"; })[0],
            5.0);
        QCOMPARE(QString::fromStdString(labelOf("{a=\"b c\",d=\"e\"}", "d")), QString("e"));
        QCOMPARE(QString::fromStdString(labelOf("{a=\"b\"}", "x")), QString());
    }

    // Of the interval, not since the board was made; and in a locale whose decimals have a comma.
    void quantilesAreOfTheInterval()
    {
        std::setlocale(LC_NUMERIC, "de_DE.UTF-8");
        constexpr const char *name = "strandline_commits_by_duration_total";
        MetricGrid grid(start, 1s, 3);
        grid.add({1s,
                  {lineOf("anchor", "", {second(0, 1), second(1, 1), second(2, 1)}),
                   lineOf(name, "{below=\"+Inf\"}", {second(1, 1)}),
                   lineOf(name, "{below=\"0.001024\"}", {second(0, 98), second(1, 99)}),
                   lineOf(name, "{below=\"4.194304\"}", {second(0, 2)})}},
                 "anchor");
        std::setlocale(LC_NUMERIC, "C");
        // Spread evenly over the bucket that they are in: the 50th of 98, the first of 2.
        QCOMPARE(grid.commitQuantile(0.5)[0], 0.000512 + 0.000512 * 50 / 98);
        QCOMPARE(grid.commitQuantile(0.99)[0], 3.145728);
        QCOMPARE(grid.commitQuantile(0.99)[1], 0.001024);
        QCOMPARE(grid.commitQuantile(1)[1], 4.194304); // the last bucket has no bound
        QVERIFY(std::isnan(grid.commitQuantile(0.5)[2]));
        QCOMPARE(grid.commitQuantileOfAll(0.5), 0.000512 + 0.000512 * 100 / 197);
        QCOMPARE(grid.commitsOfAll(), 200.0);
    }

    void figuresFollowFromWork()
    {
        const TempFolder folder(TempFolder::Place::Memory);
        PlainDatabase(folder.file("a.db")).execute("PRAGMA journal_mode=WAL; CREATE TABLE t(a)");
        task::TaskList tasks;
        {
            session::DatabaseSession session(&tasks);
            DashboardModel model(&session);
            std::vector<std::unique_ptr<QAbstractItemModelTester>> testers;
            for (std::size_t i = 0; i < chartCount; ++i) {
                testers.push_back(std::make_unique<QAbstractItemModelTester>(
                    model.chart(static_cast<Chart>(i)),
                    QAbstractItemModelTester::FailureReportingMode::QtTest));
            }
            QSignalSpy failures(&model, &DashboardModel::failed);
            session.open(QString::fromStdString(folder.file("a.db")));
            QTRY_VERIFY(session.database() != nullptr);
            model.setWatched(true);
            const auto lease =
                std::make_unique<session::Lease>(session.database()->lease(session::LeaseKind::Write));
            const auto worked = [&] {
                for (int i = 0; i < 20; ++i) {
                    lease->connection().execute("INSERT INTO t VALUES (randomblob(2000))");
                }
                return model.data() != nullptr && model.data()->figures.commits > 1 &&
                       model.data()->figures.commitP99 > 0 && model.data()->figures.grownBytes > 0;
            };
            QTRY_VERIFY_WITH_TIMEOUT(worked(), 30000);
            const DashboardData &data = *model.data();
            QVERIFY(data.figures.statements >= data.figures.commits);
            QVERIFY(data.figures.commitMedian <= data.figures.commitP99);
            QVERIFY(data.figures.activeSessions > 0 && data.figures.activeSessions < 64);
            QVERIFY(data.walMode && data.figures.walBytes > 0);
            QVERIFY(data.figures.writtenBytes > 2000 * data.figures.commits * 0.5);
            QVERIFY(data.active + data.idle >= 1);
            QVERIFY(!data.kept);
            QVERIFY(!std::filesystem::exists(folder.file("a.db.strandline")));
            // The classes add up to DB time, second by second.
            const core::Time now = core::SystemClock().now();
            const MetricRange time = session.database()->metrics()->metrics().recent(
                now - 1h, now + 1h, {"strandline_db_time_seconds_total"});
            const series::SeriesData &activity = model.chart(Chart::Activity)->series();
            int compared = 0;
            for (const MetricPoint &point : time.lines[0].points) {
                const auto step = (point.start - activity.start) / 1s;
                double sum = 0;
                for (const series::Line &line : activity.lines) {
                    sum += step < std::ssize(line.values) ? line.values[static_cast<std::size_t>(step)] : NAN;
                }
                if (!std::isnan(sum)) {
                    QVERIFY2(std::abs(sum - point.sum) < 1e-6, qPrintable(QString::number(sum - point.sum)));
                    ++compared;
                }
            }
            QVERIFY(compared > 0);
            QCOMPARE(failures.count(), 0);
        }
        QTRY_COMPARE(tasks.unfinished(), 0);
    }

    void aPauseReadsNothing()
    {
        const TempFolder folder(TempFolder::Place::Memory);
        PlainDatabase(folder.file("a.db")).execute("CREATE TABLE t(a)");
        task::TaskList tasks;
        {
            session::DatabaseSession session(&tasks);
            DashboardModel model(&session);
            session.open(QString::fromStdString(folder.file("a.db")));
            QTRY_VERIFY(session.database() != nullptr);
            QVERIFY(model.data() == nullptr); // nobody looks
            model.setWatched(true);
            QTRY_VERIFY(model.data() != nullptr);
            const core::Time first = model.data()->at;
            QTRY_VERIFY(model.data()->at > first);
            model.setPaused(true);
            QTRY_COMPARE(tasks.unfinished(), 0);
            const core::Time paused = model.data()->at;
            QTest::qWait(1300); // longer than between two readings
            QVERIFY(model.data()->at == paused);
            model.setRange(2); // answered at once, as of now
            QTRY_VERIFY(model.data()->range.length == 24h);
            QCOMPARE(model.chart(Chart::Activity)->rowCount(), 1440);
            session.close();
            QVERIFY(model.data() == nullptr);
            QCOMPARE(model.chart(Chart::Activity)->rowCount(), 0);
        }
        QTRY_COMPARE(tasks.unfinished(), 0);
    }

    // A day of minutes in the repository, the last of them in memory.
    void aDayComesOutOfTheRepository()
    {
        const TempFolder folder(TempFolder::Place::Memory);
        timeline::Location location;
        location.database = folder.file("a.db");
        std::filesystem::create_directory(location.sidecar());
        PlainDatabase(location.database).execute("CREATE TABLE t(a)");
        const core::SystemClock system;
        const core::Time now = system.now();
        const core::Time day = std::chrono::floor<std::chrono::minutes>(now) - 1440min;
        core::ManualClock clock{day};
        auto history = std::make_unique<MetricHistory>(location, clock);
        for (int minute = 0; minute < 1440; ++minute) {
            for (const int at : {0, 1, 2}) { // growth is known in two of the three
                clock.set(day + std::chrono::minutes(minute) + std::chrono::seconds(at));
                const double count = minute * 3 + at;
                MetricWriter out;
                out.counter({"calls", "", "Calls."}, count);
                out.counter({"db_cpu", "seconds", "CPU."}, count / 2);
                out.gauge({"active_sessions", "", "Sessions."}, 0, {{"class", "CPU"}});
                out.gauge({"database_size", "bytes", "Size."}, 4096.0 * (minute + 1));
                history->take(std::move(out).families());
            }
        }
        history.reset();
        session::DatabaseOptions options;
        options.monitor.metrics = true;
        const auto database = session::Database::open(location.database, options);
        const DashboardData data = readDashboard(*database, ranges[2], nullptr, {});
        QVERIFY(data.kept);
        const series::SeriesData &activity = *data.charts[0];
        QCOMPARE(activity.steps(), std::size_t{1440});
        int known = 0;
        for (const double value : activity.lines[0].values) {
            known += std::isnan(value) ? 0 : 1;
            QVERIFY(std::isnan(value) || std::abs(value - 1.0 / 3) < 0.2); // half a second of CPU in 2 of 3
        }
        QVERIFY2(known > 1430, qPrintable(QString::number(known)));
        const std::vector<double> &size =
            data.charts[static_cast<std::size_t>(Chart::Growth)]->lines[0].values;
        QVERIFY(size[1000] - size[100] == 4096.0 * 900);
        // The same minute isn't read twice.
        const DashboardData again = readDashboard(*database, ranges[2], &data, {});
        QVERIFY(again.recorded == data.recorded || std::chrono::floor<std::chrono::minutes>(again.at) !=
                                                       std::chrono::floor<std::chrono::minutes>(data.at));
    }
};

QTEST_GUILESS_MAIN(DashboardModelsTest)
#include "tst_dashboard_models.moc"
