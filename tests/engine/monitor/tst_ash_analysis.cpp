// Samples taken apart: every sum against a plain second computation over seeded rows, rows from ring and
// repository without one counted twice, and which executions are worth looking at one by one.
#include "engine/monitor/ash_analysis.h"
#include "engine/monitor/executions.h"
#include "engine/session/executor.h"
#include "tests/support/plain_database.h"
#include "tests/support/random.h"
#include "tests/support/temp_folder.h"

#include <QtTest>
#include <cmath>
#include <filesystem>
#include <thread>

using namespace strandline;
using namespace strandline::monitor;
using namespace std::chrono_literals;

namespace {

const core::Time start{1'700'000'000s};

// Ten looks a second for `looks`, of some sessions that do this and that.
std::vector<AshRow> someRows(test::Random &random, std::size_t looks)
{
    std::vector<AshRow> rows;
    for (std::size_t look = 0; look < looks; ++look) {
        const auto late = std::chrono::microseconds(random.below(1000));
        for (std::uint64_t sid = 1; sid <= 4; ++sid) {
            if (random.oneIn(3)) {
                continue;
            }
            AshRow row;
            row.sampleId = look + 1;
            row.time = start + 100ms * look + late;
            row.usecsPerRow = 100'000;
            row.sid = sid;
            row.serial = random.oneIn(50) ? 2 : 1;
            row.program = sid == 4 ? "python3" : "strandline";
            row.module = random.oneIn(2) ? "read" : "write";
            row.sqlId = random.oneIn(9) ? 0 : 1000 + random.below(12) * random.below(12);
            row.planHash = row.sqlId % 3;
            row.verb = row.sqlId == 0 ? "" : row.sqlId % 2 == 0 ? "SELECT" : "UPDATE";
            row.phase = "execute";
            row.transaction = "read";
            row.event = static_cast<std::uint32_t>(random.below(SL_IDLE_CURSOR));
            row.blockingSid = sl_class_of(row.event) == SL_CLASS_APPLICATION && random.oneIn(2) ? 1 : 0;
            row.blockingProcess =
                sl_class_of(row.event) == SL_CLASS_APPLICATION ? static_cast<std::int64_t>(4711) : 0;
            rows.push_back(row);
        }
    }
    return rows;
}

std::int64_t sumOf(const std::vector<AshRow> &rows)
{
    std::int64_t sum = 0;
    for (const AshRow &row : rows) {
        sum += row.usecsPerRow;
    }
    return sum;
}

using Path = std::vector<std::string>;
void collect(const std::vector<AshNode> &nodes, Path path, std::map<Path, std::int64_t> &into)
{
    path.emplace_back();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        path.back() = nodes[i].total.value;
        QVERIFY(i == 0 || nodes[i - 1].total.micros >= nodes[i].total.micros);
        into[path] = nodes[i].total.micros;
        if (!nodes[i].children.empty()) {
            collect(nodes[i].children, path, into);
        }
    }
}

} // namespace

class TstAshAnalysis : public QObject
{
    Q_OBJECT

private slots:
    void everyDimensionAddsUpAsAPlainSumDoes()
    {
        test::Random random(test::testSeed("dimensions", 11));
        const std::vector<AshRow> rows = someRows(random, 600);
        const std::array<double, ashDimensions> skew = skewOf(rows);
        for (std::size_t i = 0; i < ashDimensions; ++i) {
            const AshDimension dimension = ashDimension(i);
            QCOMPARE(dimensionFrom(dimensionId(dimension)), std::optional(dimension));
            std::map<std::string, std::array<std::int64_t, SL_CLASSES>> plain;
            for (const AshRow &row : rows) {
                plain[valueOf(row, dimension)].at(sl_class_of(row.event)) += row.usecsPerRow;
            }
            const std::vector<AshShare> top = topOf(rows, dimension, 10'000);
            QCOMPARE(top.size(), plain.size());
            double shares = 0;
            for (std::size_t k = 0; k < top.size(); ++k) {
                QVERIFY(k == 0 || top[k - 1].micros >= top[k].micros);
                QVERIFY(plain.at(top[k].value) == top[k].byClass);
                QCOMPARE(std::accumulate(top[k].byClass.begin(), top[k].byClass.end(), std::int64_t{0}),
                         top[k].micros);
                const double p = static_cast<double>(top[k].micros) / static_cast<double>(sumOf(rows));
                QVERIFY(std::abs(top[k].share - p) < 1e-12);
                QVERIFY(std::abs(top[k].error -
                                 1.96 * std::sqrt(p * (1 - p) / static_cast<double>(rows.size()))) < 1e-12);
                shares += p;
            }
            QVERIFY(std::abs(shares - 1) < 1e-9);
            QVERIFY(std::abs(skew.at(i) - top.front().share) < 1e-12);
            QCOMPARE(topOf(rows, dimension, 1).size(), std::size_t{1});
        }
        QVERIFY(topOf({}, AshDimension::SqlId, 5).empty());
        QCOMPARE(dimensionFrom("nonsense"), std::optional<AshDimension>());
    }

    void filtersAndTogether()
    {
        test::Random random(test::testSeed("filters", 12));
        const std::vector<AshRow> rows = someRows(random, 300);
        std::vector<AshRow> left = rows;
        keepMatching(left, {{AshDimension::Program, "strandline"}, {AshDimension::SqlId, ""}});
        std::size_t plain = 0;
        for (const AshRow &row : rows) {
            plain += row.program == "strandline" && row.sqlId == 0 ? 1 : 0;
        }
        QVERIFY(plain > 0);
        QCOMPARE(left.size(), plain);
        left = rows;
        keepMatching(left, {{AshDimension::Blocker, "session 1"}});
        QVERIFY(!left.empty());
        for (const AshRow &row : left) {
            QCOMPARE(row.blockingSid, std::uint64_t{1});
        }
        keepMatching(left, {{AshDimension::Blocker, "process 4711"}});
        QVERIFY(left.empty());
    }

    void nestedTotalsAddUp()
    {
        test::Random random(test::testSeed("nested", 13));
        const std::vector<AshRow> rows = someRows(random, 300);
        const std::vector<AshDimension> dimensions = {AshDimension::Program, AshDimension::WaitClass,
                                                      AshDimension::SqlId};
        std::map<Path, std::int64_t> plain;
        for (const AshRow &row : rows) {
            Path path;
            for (const AshDimension dimension : dimensions) {
                path.push_back(valueOf(row, dimension));
                plain[path] += row.usecsPerRow;
            }
        }
        std::map<Path, std::int64_t> nested;
        collect(nestedTotals(rows, dimensions), {}, nested);
        QVERIFY(nested == plain);
        QVERIFY(nestedTotals(rows, {}).empty());
    }

    // A row of 100 ms lies within one step or on two; the sum over all steps is that of the rows.
    void activityIsTheTimeOfTheRowsInEachStep()
    {
        test::Random random(test::testSeed("activity", 14));
        const std::vector<AshRow> rows = someRows(random, 600);
        const AshActivity activity = activityOf(rows, start, start + 60s, 60);
        QCOMPARE(activity.steps.size(), std::size_t{60});
        QCOMPARE(activity.step, std::chrono::microseconds(1s));
        std::vector<std::array<std::int64_t, SL_CLASSES>> plain(60); // microsecond by microsecond
        for (const AshRow &row : rows) {
            for (std::int64_t micro = 0; micro < row.usecsPerRow; micro += 50) {
                const std::int64_t at = (row.time - start).count() - 1 - micro;
                plain.at(static_cast<std::size_t>(std::max<std::int64_t>(at, 0) / 1'000'000))
                    .at(sl_class_of(row.event)) += 50;
            }
        }
        for (std::size_t step = 0; step < 60; ++step) {
            for (std::size_t c = 0; c < SL_CLASSES; ++c) {
                const double expected = static_cast<double>(plain[step].at(c)) / 1e6;
                // 50 us a row is the plain computation's grain
                QVERIFY2(std::abs(activity.steps[step].at(c) - expected) < 0.005,
                         qPrintable(QString("%1 %2: %3 %4")
                                        .arg(step)
                                        .arg(c)
                                        .arg(activity.steps[step].at(c))
                                        .arg(expected)));
            }
        }
        QVERIFY(std::abs(activity.total() - static_cast<double>(sumOf(rows)) / 60e6) < 1e-9);
    }

    // A row that stands for more time than a step is long makes no peak.
    void aKeptRowIsSpreadOverTheStepsThatItStandsFor()
    {
        AshRow row;
        row.time = start + 3s;
        row.usecsPerRow = 1'000'000;
        const AshActivity activity = activityOf({row}, start, start + 10s, 100);
        for (std::size_t step = 0; step < 100; ++step) {
            QCOMPARE(activity.steps[step][SL_CLASS_CPU], step >= 20 && step < 30 ? 1.0 : 0.0);
        }
        row.time = start + 200ms; // most of it lies before
        QCOMPARE(activityOf({row}, start, start + 10s, 10).steps[0][SL_CLASS_CPU], 1.0);
    }

    void noSampleIsCountedTwice()
    {
        const test::TempFolder folder;
        const std::string path = folder.file("a.db");
        test::PlainDatabase(path).execute("CREATE TABLE t(a)");
        std::filesystem::create_directory(path + ".strandline");
        test::Random random(test::testSeed("twice", 15));
        const std::vector<AshRow> all = someRows(random, 600);
        const core::Time end = start + 61s;
        KeptStatistics({path, {}}).keep(all, {}, {}, start);
        const auto kept = KeptStatistics::openForReading({path, {}});
        for (const std::size_t looks : {0U, 1U, 17U, 200U, 599U, 600U}) { // the ring has the latest ones
            std::vector<AshRow> ring;
            std::int64_t expected = 0;
            std::size_t samples = 0;
            for (const AshRow &row : all) {
                if (row.sampleId > 600 - looks) {
                    ring.push_back(row);
                    expected += row.usecsPerRow;
                    ++samples;
                } else if (row.sampleId % keptOneIn == 0) {
                    expected += row.usecsPerRow * static_cast<std::int64_t>(keptOneIn);
                    ++samples;
                }
            }
            const std::vector<AshRow> joined = rowsBetween(ring, kept.get(), start, end);
            QCOMPARE(joined.size(), samples);
            QCOMPARE(sumOf(joined), expected);
            QVERIFY(std::is_sorted(joined.begin(), joined.end(),
                                   [](const AshRow &a, const AshRow &b) { return a.time < b.time; }));
            const AshActivity activity = activityBetween(ring, kept.get(), start, end, 61);
            QVERIFY(std::abs(activity.total() * 61e6 - static_cast<double>(expected)) < 1);
            // A part of the time has its part of the rows.
            const std::size_t first = rowsBetween(ring, kept.get(), start, start + 30s).size();
            const std::size_t second = rowsBetween(ring, kept.get(), start + 30s, end).size();
            QCOMPARE(first + second, samples);
        }
        QCOMPARE(rowsBetween(all, nullptr, start, end).size(), all.size());
    }

    // Fewer rows that say the same by every dimension, also beside the ring's.
    void whatIsSummedUpSaysTheSame()
    {
        const test::TempFolder folder;
        const std::string path = folder.file("a.db");
        test::PlainDatabase(path).execute("CREATE TABLE t(a)");
        std::filesystem::create_directory(path + ".strandline");
        test::Random random(test::testSeed("sums", 16));
        std::vector<AshRow> all = someRows(random, 6000);
        const core::Time end = start + 601s;
        std::map<std::uint64_t, std::string> texts;
        for (AshRow &row : all) {
            row.verb = row.sqlId == 0 ? "" : row.sqlId % 2 == 0 ? "SELECT" : "UPDATE";
            texts[row.sqlId] = row.verb + " ?";
        }
        KeptStatistics({path, {}}).keep(all, texts, {}, start);
        const auto kept = KeptStatistics::openForReading({path, {}});
        std::vector<AshRow> ring;
        std::copy_if(all.begin(), all.end(), std::back_inserter(ring),
                     [](const AshRow &row) { return row.sampleId > 5900; });
        const std::vector<AshRow> rows = rowsBetween(ring, kept.get(), start, end);
        const std::vector<AshRow> sums = rowsBetween(ring, kept.get(), start, end, 60s);
        QVERIFY(sums.size() < rows.size());
        QCOMPARE(samplesOf(sums), rows.size());
        for (std::size_t i = 0; i < ashDimensions; ++i) {
            const std::vector<AshShare> plain = topOf(rows, ashDimension(i), 10'000);
            const std::vector<AshShare> summed = topOf(sums, ashDimension(i), 10'000);
            QCOMPARE(summed.size(), plain.size());
            for (std::size_t k = 0; k < plain.size(); ++k) {
                QCOMPARE(summed[k].value, plain[k].value);
                QVERIFY(summed[k].byClass == plain[k].byClass);
                QCOMPARE(summed[k].rows, plain[k].rows);
                QCOMPARE(summed[k].error, plain[k].error);
            }
        }
        QVERIFY(skewOf(sums) == skewOf(rows));
        // By steps of that length, but for what a sample stands for: a second.
        const AshActivity exact = activityOf(rows, start, start + 600s, 10);
        const AshActivity close = activityOf(sums, start, start + 600s, 10);
        for (std::size_t step = 0; step < exact.steps.size(); ++step) {
            for (std::size_t c = 0; c < SL_CLASSES; ++c) {
                QVERIFY(std::abs(exact.steps[step].at(c) - close.steps[step].at(c)) < 0.2);
            }
        }
        QVERIFY(std::abs(exact.total() - close.total()) < 0.01);
    }

    void theRingHoldsTheLatestRowsInTheirOrder()
    {
        AshRing ring;
        const std::size_t added = AshRing::rowsMax + 10;
        for (std::size_t i = 0; i < added; ++i) {
            AshRow row;
            row.sampleId = i;
            row.time = start + 1s * i;
            ring.add({row});
        }
        const std::vector<AshRow> rows = ring.rows();
        QCOMPARE(rows.size(), AshRing::rowsMax);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            QCOMPARE(rows[i].sampleId, i + 10);
        }
        for (const std::size_t from : {std::size_t{0}, std::size_t{10}, added / 2, added - 5, added}) {
            QCOMPARE(ring.rows(start + 1s * from).size(), added - std::max(from, std::size_t{10}));
        }
    }

    // The oldest sample of a full ring may have lost rows: it is taken from what was kept, or not at all.
    void aCutSampleIsLeftOut()
    {
        std::vector<AshRow> ring(AshRing::rowsMax);
        for (std::size_t i = 0; i < ring.size(); ++i) {
            ring[i].sampleId = 1 + (i + 1) / 4; // the first one has lost one of four
            ring[i].time = start + 1s * (1 + (i + 1) / 4);
            ring[i].usecsPerRow = 1'000'000;
        }
        const test::TempFolder folder;
        const std::string path = folder.file("a.db");
        test::PlainDatabase(path).execute("CREATE TABLE t(a)");
        std::filesystem::create_directory(path + ".strandline");
        KeptStatistics kept({path, {}});
        const std::vector<AshRow> rows = rowsBetween(ring, &kept, start, start + 100'000s);
        QCOMPARE(rows.size(), ring.size() - 3);
        QCOMPARE(rows.front().sampleId, std::uint64_t{2});
    }

    void theHoursOfAStatementComeByPlan()
    {
        const test::TempFolder folder;
        const std::string path = folder.file("a.db");
        test::PlainDatabase(path).execute("CREATE TABLE t(a)");
        std::filesystem::create_directory(path + ".strandline");
        const core::Time hour{std::chrono::floor<std::chrono::hours>(start)};
        KeptStatistics kept({path, {}});
        KeptStatement one{.sqlId = ~0ULL, .planHash = 1, .text = "SELECT ?", .executions = 3};
        one.elapsedNs = 30;
        kept.keep({}, {}, {one}, hour);
        kept.keep({}, {}, {one}, hour + 1min);
        one.planHash = 2;
        kept.keep({}, {}, {one, {.sqlId = 5, .planHash = 1, .text = "SELECT ?, ?"}}, hour + 1h);
        const std::vector<KeptHour> hours = kept.hoursOf(~0ULL, hour, hour + 2h);
        QCOMPARE(hours.size(), std::size_t{2});
        QVERIFY(hours[0].hour == hour && hours[0].sums.planHash == 1);
        QCOMPARE(hours[0].sums.executions, std::uint64_t{6});
        QVERIFY(hours[1].hour == hour + 1h && hours[1].sums.planHash == 2);
        QCOMPARE(hours[1].sums.elapsedNs, std::uint64_t{30});
        QVERIFY(kept.hoursOf(~0ULL, hour + 2h, hour + 3h).empty());
    }

    void aHintAsksForAnExecutionToBeListed()
    {
        QVERIFY(sqlTextOf("SELECT /*+ MONITOR */ 1")->monitored);
        QVERIFY(sqlTextOf("select /*+ parallel(4) monitor */ 1")->monitored);
        QVERIFY(!sqlTextOf("SELECT /* MONITOR */ 1")->monitored);
        QVERIFY(!sqlTextOf("SELECT '/*+ MONITOR */'")->monitored);
        QVERIFY(!sqlTextOf("EXPLAIN QUERY PLAN SELECT /*+ MONITOR */ 1")->monitored);
        QVERIFY(!sqlTextOf("SELECT /*+ NO_MONITOR */ monitor")->monitored);
        QCOMPARE(sqlTextOf("SELECT /*+ MONITOR */ 1")->sqlId, sqlTextOf("SELECT 2")->sqlId);

        const test::TempFolder folder;
        test::PlainDatabase(folder.file("a.db")).execute("CREATE TABLE t(a)");
        const auto database = session::Database::open(folder.file("a.db"));
        session::Lease lease = database->lease();
        const auto all = [&] { return executions(database->monitor(), core::SystemClock().now()); };
        session::query(lease, "SELECT 1", {}, {});
        QVERIFY(all().empty());
        session::query(lease, "SELECT /*+ MONITOR */ 1 UNION ALL SELECT 2", {}, {});
        QCOMPARE(all().size(), std::size_t{1});
        QVERIFY(all().front().status == Execution::Status::Done);
        QCOMPARE(all().front().rows, std::optional<std::uint64_t>(2));
        QVERIFY(all().front().start <= all().front().end);
        QCOMPARE(sqlIdText(all().front().sqlId), sqlIdText(sqlTextOf("SELECT 1 UNION ALL SELECT 2")->sqlId));
    }

    void whatRunsIsListedWithItsProgress()
    {
        const test::TempFolder folder;
        test::PlainDatabase(folder.file("a.db")).execute("CREATE TABLE t(a)");
        const auto database = session::Database::open(folder.file("a.db"));
        std::stop_source stop;
        std::thread worker([&] {
            session::Lease lease = database->lease();
            core::JobContext job;
            job.stop = stop.get_token();
            try {
                session::query(lease,
                               "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
                               "SELECT /*+ MONITOR */ count(*) FROM n",
                               {}, job);
            } catch (const core::Error &error) {
                QCOMPARE(error.code(), core::ErrorCode::Cancelled);
            }
        });
        const auto all = [&] { return executions(database->monitor(), core::SystemClock().now()); };
        // The statement ends only when it is stopped.
        QTRY_VERIFY_WITH_TIMEOUT(!all().empty() && all().front().vmSteps > 0U, 20'000);
        const Execution running = all().front();
        QVERIFY(running.running());
        QTRY_VERIFY_WITH_TIMEOUT(all().front().vmSteps > running.vmSteps, 20'000);
        stop.request_stop();
        worker.join();
        QCOMPARE(all().size(), std::size_t{1});
        QVERIFY(all().front().isSame(running));
        QVERIFY(all().front().status == Execution::Status::Failed);
    }
};

QTEST_GUILESS_MAIN(TstAshAnalysis)
#include "tst_ash_analysis.moc"
