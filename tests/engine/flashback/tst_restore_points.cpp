// Restore points: made, listed, dropped, told apart by name; what retention leaves them, and when it warns.
#include "engine/flashback/restore_points.h"
#include "engine/repository/repository.h"
#include "engine/timeline/recorder.h"
#include "tests/support/error_code.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"

#include <QTest>
#include <array>
#include <fmt/format.h>
#include <thread>

using namespace strandline;
using namespace strandline::test;
using core::Scn;
using flashback::RestorePoint;
using timeline::History;

// SCN 1: the base with t (n = 0). SCN k + 1: n = k with a new page of random bytes, at minute k, for k = 1 …
// 39, in logs of a few commits.
class TestRestorePoints : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void makeListDrop();
    void namesAndErrors();
    void pointsOfAHistoryThatWasForgottenAreGone();
    void newerRepositoryIsRefused();
    void madeByManyAtOnce();
    void guaranteeHoldsRetention();
    void budgetBitesAfterAWarning();
    void retentionBySize();
    void pruneOfAPointKeepsWhatItNeeds();

private:
    std::shared_ptr<History> history() const { return History::open(m_location); }
    std::int64_t valueAt(Scn scn) const
    {
        const auto opened = history();
        const auto point = opened->at(scn);
        return PlainDatabase(point->uri(), PlainDatabase::Open::ReadOnly).integer("SELECT n FROM t");
    }

    std::unique_ptr<TempFolder> m_folder;
    timeline::Location m_location;
    core::ManualClock m_clock{core::Time(std::chrono::seconds(1'700'000'000))};
};

void TestRestorePoints::init()
{
    m_folder = std::make_unique<TempFolder>(TempFolder::Place::Memory);
    m_location.database = m_folder->file("a.db");
    PlainDatabase writer(m_location.database);
    writer.execute("PRAGMA journal_mode = WAL; CREATE TABLE t (n, b); INSERT INTO t VALUES (0, NULL)");
    timeline::RecorderOptions options;
    options.location = m_location;
    options.clock = &m_clock;
    options.segmentBytes = 20'000;
    timeline::Recorder recorder(options, {});
    for (int n = 1; n < 40; ++n) {
        m_clock.advance(std::chrono::minutes(1));
        writer.execute(fmt::format("UPDATE t SET n = {}, b = randomblob(3000)", n));
        recorder.poll();
    }
    recorder.close();
}

void TestRestorePoints::cleanup()
{
    m_folder.reset();
}

void TestRestorePoints::makeListDrop()
{
    const auto opened = history();
    QVERIFY(flashback::loadRestorePoints(*opened).empty());
    QVERIFY(!m_location.files->exists(m_location.sidecar() + "/repository.db")); // looking makes nothing
    const RestorePoint now = flashback::createRestorePoint(*opened, {.name = "now"}, m_clock);
    QCOMPARE(now.scn.value, std::uint64_t{40});
    const RestorePoint kept = flashback::createRestorePoint(
        *opened, {.name = "Vor dem Import", .asOf = Scn{5}, .guaranteed = true}, m_clock);
    QCOMPARE(kept.budgetBytes, std::uint64_t{1} << 30U);
    QVERIFY(kept.guarantee == flashback::Guarantee::Kept);
    QVERIFY(kept.usedBytes > 35 * 3000);
    const auto points = flashback::loadRestorePoints(*history());
    QCOMPARE(points.size(), std::size_t{2});
    QCOMPARE(points[0].name, std::string("Vor dem Import"));
    QVERIFY(points[0].time == opened->timeOf(Scn{5}));
    QVERIFY(points[0].madeAt == m_clock.now());
    QCOMPARE(points[1].scn.value, std::uint64_t{40});
    QVERIFY(points[1].guarantee == flashback::Guarantee::None);
    flashback::guaranteeRestorePoint(*opened, "now", true);
    flashback::guaranteeRestorePoint(*opened, "Vor dem Import", false);
    QCOMPARE(flashback::restorePoint(*opened, "now").budgetBytes, std::uint64_t{1} << 30U);
    QVERIFY(flashback::restorePoint(*opened, "Vor dem Import").guarantee == flashback::Guarantee::None);
    QCOMPARE(errorCodeOf([&] { flashback::guaranteeRestorePoint(*opened, "q", true); }),
             std::string("NOT_FOUND"));
    flashback::dropRestorePoint(*opened, "VOR DEM IMPORT");
    QCOMPARE(flashback::loadRestorePoints(*opened).size(), std::size_t{1});
}

void TestRestorePoints::namesAndErrors()
{
    const auto opened = history();
    flashback::createRestorePoint(*opened, {.name = "p", .asOf = Scn{7}}, m_clock);
    const auto again = [&] { flashback::createRestorePoint(*opened, {.name = "P"}, m_clock); };
    QCOMPARE(errorCodeOf(again), std::string("EXISTS"));
    QVERIFY(errorMessageOf(again).find("at SCN 7. Drop it first") != std::string::npos);
    const auto unknown = [&] { flashback::dropRestorePoint(*opened, "q"); };
    QCOMPARE(errorCodeOf(unknown), std::string("NOT_FOUND"));
    QVERIFY(errorMessageOf(unknown).find("no restore point q. Make it with CREATE RESTORE POINT") !=
            std::string::npos);
    const auto make = [&](const std::string &name, std::optional<Scn> scn) {
        return errorCodeOf(
            [&] { flashback::createRestorePoint(*opened, {.name = name, .asOf = scn}, m_clock); });
    };
    QCOMPARE(make("", {}), std::string("USAGE"));
    QCOMPARE(make(std::string(129, 'x'), {}), std::string("USAGE"));
    QCOMPARE(make("later", Scn{41}), std::string("SCN_IN_FUTURE"));
    timeline::prune(m_location, {std::chrono::minutes(20)}, m_clock, {});
    const auto pruned = history();
    QVERIFY(!flashback::restorePoint(*pruned, "p").reachable);
    QCOMPARE(errorCodeOf(
                 [&] { flashback::createRestorePoint(*pruned, {.name = "old", .asOf = Scn{7}}, m_clock); }),
             std::string("SNAPSHOT_TOO_OLD"));
    flashback::dropRestorePoint(*pruned, "p"); // one that holds nothing can still be dropped
}

void TestRestorePoints::pointsOfAHistoryThatWasForgottenAreGone()
{
    flashback::createRestorePoint(*history(), {.name = "p"}, m_clock);
    timeline::forget(m_location);
    timeline::RecorderOptions options;
    options.location = m_location;
    timeline::Recorder(options, {}).close();
    QVERIFY(flashback::loadRestorePoints(*history()).empty());
}

void TestRestorePoints::newerRepositoryIsRefused()
{
    flashback::createRestorePoint(*history(), {.name = "p"}, m_clock);
    PlainDatabase(m_location.sidecar() + "/repository.db").execute("UPDATE features SET version = 99");
    const auto make = [&] { flashback::createRestorePoint(*history(), {.name = "q"}, m_clock); };
    QCOMPARE(errorCodeOf(make), std::string("UNSUPPORTED_FORMAT"));
    QVERIFY(errorMessageOf(make).find("Update Strandline") != std::string::npos);
}

void TestRestorePoints::madeByManyAtOnce()
{
    std::array<std::string, 8> problems;
    {
        std::vector<std::jthread> threads;
        for (std::size_t n = 0; n < problems.size(); ++n) {
            threads.emplace_back([&, n] {
                problems[n] = errorMessageOf([&] {
                    flashback::createRestorePoint(*history(), {.name = fmt::format("p{}", n)}, m_clock);
                });
            });
        }
    }
    for (const std::string &problem : problems) {
        QCOMPARE(problem, std::string());
    }
    QCOMPARE(flashback::loadRestorePoints(*history()).size(), problems.size());
}

void TestRestorePoints::guaranteeHoldsRetention()
{
    flashback::createRestorePoint(*history(), {.name = "loose", .asOf = Scn{5}}, m_clock);
    flashback::createRestorePoint(*history(), {.name = "kept", .asOf = Scn{12}, .guaranteed = true}, m_clock);
    const auto plan =
        flashback::prune(m_location, {.keep = std::chrono::minutes(0), .dryRun = true}, m_clock, {});
    QCOMPARE(plan.oldestAfter.value, std::uint64_t{12});
    QCOMPARE(history()->oldestScn().value, std::uint64_t{1});
    const auto report = flashback::prune(m_location, {std::chrono::minutes(0)}, m_clock, {});
    QCOMPARE(report.oldestAfter.value, std::uint64_t{12});
    QCOMPARE(report.warnings.size(), std::size_t{1});
    QVERIFY(report.warnings[0].find("Restore point kept keeps the history from SCN 12 on") !=
            std::string::npos);
    QCOMPARE(valueAt(Scn{12}), std::int64_t{11});
    QVERIFY(history()->verify({}).ok());
    QVERIFY(!flashback::restorePoint(*history(), "loose").reachable);
    flashback::dropRestorePoint(*history(), "kept");
    const auto after = flashback::prune(m_location, {std::chrono::minutes(0)}, m_clock, {});
    QCOMPARE(after.oldestAfter.value, std::uint64_t{40});
    QVERIFY(after.warnings.empty());
}

void TestRestorePoints::budgetBitesAfterAWarning()
{
    const std::uint64_t used =
        flashback::createRestorePoint(*history(), {.name = "probe", .asOf = Scn{12}}, m_clock).usedBytes;
    flashback::createRestorePoint(
        *history(), {.name = "near", .asOf = Scn{12}, .guaranteed = true, .budgetBytes = used + used / 10},
        m_clock);
    QVERIFY(flashback::restorePoint(*history(), "near").guarantee == flashback::Guarantee::NearBudget);
    const auto near = flashback::prune(m_location, {std::chrono::minutes(0)}, m_clock, {});
    QCOMPARE(near.oldestAfter.value, std::uint64_t{12});
    QCOMPARE(near.warnings.size(), std::size_t{2});
    QVERIFY(near.warnings[0].find("near comes near its budget") != std::string::npos);
    flashback::dropRestorePoint(*history(), "near");
    flashback::createRestorePoint(
        *history(), {.name = "over", .asOf = Scn{12}, .guaranteed = true, .budgetBytes = used - 1}, m_clock);
    QVERIFY(flashback::restorePoint(*history(), "over").guarantee == flashback::Guarantee::OverBudget);
    const auto over = flashback::prune(m_location, {std::chrono::minutes(0)}, m_clock, {});
    QCOMPARE(over.oldestAfter.value, std::uint64_t{40});
    QVERIFY(over.warnings[0].find("over has used up its budget") != std::string::npos);
}

void TestRestorePoints::retentionBySize()
{
    const std::uint64_t before = history()->status().storeBytes;
    timeline::Retention bySize;
    bySize.maxBytes = before + 1;
    QCOMPARE(timeline::prune(m_location, bySize, m_clock, {}).oldestAfter.value, std::uint64_t{1});
    bySize.maxBytes = before / 2;
    const auto report = timeline::prune(m_location, bySize, m_clock, {});
    QVERIFY(report.oldestAfter.value > 5 && report.oldestAfter.value < 35);
    QVERIFY(report.warnings.empty());
    QVERIFY(history()->status().storeBytes <= before / 2);
    QCOMPARE(valueAt(report.oldestAfter), static_cast<std::int64_t>(report.oldestAfter.value - 1));
    QVERIFY(history()->verify({}).ok());
    // A guaranteed restore point counts more than the size.
    flashback::createRestorePoint(*history(),
                                  {.name = "kept", .asOf = report.oldestAfter, .guaranteed = true}, m_clock);
    bySize.maxBytes = before / 4;
    const auto held = flashback::prune(m_location, bySize, m_clock, {});
    QCOMPARE(held.oldestAfter, report.oldestAfter);
    QCOMPARE(held.warnings.size(), std::size_t{2});
}

void TestRestorePoints::pruneOfAPointKeepsWhatItNeeds()
{
    flashback::createRestorePoint(*history(), {.name = "kept", .asOf = Scn{3}, .guaranteed = true}, m_clock);
    flashback::prune(m_location, {std::chrono::minutes(0)}, m_clock, {});
    for (std::uint64_t scn = 3; scn <= 40; ++scn) {
        QCOMPARE(valueAt(Scn{scn}), static_cast<std::int64_t>(scn - 1));
    }
}

QTEST_GUILESS_MAIN(TestRestorePoints)
#include "tst_restore_points.moc"
