// Every SCN of a recorded database is the state that plain SQLite had after that commit: byte by byte where a
// page is in use, row by row, and sound. Read while recorded, from the sidecar as another process does, after
// re-opening, as a clone, by the command line, and after retention.
#include "tests/engine/timeline/oracle.h"

#include "tests/support/child_process.h"

#include <QtTest>
#include <bit>
#include <filesystem>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

using namespace strandline;
using namespace strandline::test;

// A step of a test: when something in it failed, the test ends.
#define STEP(call)                                                                                           \
    call;                                                                                                    \
    if (QTest::currentTestFailed()) {                                                                        \
        return;                                                                                              \
    }

namespace {

// Cases × commits: over 5,000 SCNs in the short form.
std::uint64_t commitsPerCase()
{
    return longForm() ? 3000 : underSanitizer ? 40 : 300;
}

std::string errorNameAt(timeline::History &history, core::Scn scn)
{
    try {
        history.at(scn);
        return "none";
    } catch (const core::Error &e) {
        return std::string(core::errorCodeName(e.code()));
    }
}

} // namespace

class TestOracle : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_seed = testSeed("tst_oracle", 20261121); }
    void everyScnMatches_data();
    void everyScnMatches();
    void retentionWhileRecording();
    void timesGiveTheirScn();
    void cleanupTestCase();

private:
    void compareAll(const Oracle &oracle, timeline::History &history, const char *how,
                    std::uint64_t everyNth);
    void compareClones(const Oracle &oracle, timeline::History &history);
    void compareCommandLine(const Oracle &oracle);
    void pruneAndCompare(Oracle &oracle);

    std::uint64_t m_seed = 0;
    std::uint64_t m_scns = 0;
    std::uint64_t m_clones = 0;
    std::uint64_t m_asked = 0;
    std::uint64_t m_rows = 0;
};

void TestOracle::everyScnMatches_data()
{
    QTest::addColumn<int>("pageSize");
    QTest::addColumn<int>("autoVacuum");
    for (int pageSize = 512; pageSize <= 65536; pageSize *= 2) {
        for (int autoVacuum = 0; autoVacuum < 3; ++autoVacuum) {
            QTest::addRow("page size %d, auto_vacuum %d", pageSize, autoVacuum) << pageSize << autoVacuum;
        }
    }
}

void TestOracle::everyScnMatches()
{
    QFETCH(int, pageSize);
    QFETCH(int, autoVacuum);
    const auto row =
        static_cast<std::uint64_t>(std::countr_zero(static_cast<unsigned>(pageSize / 512)) * 3 + autoVacuum);
    ++m_rows;
    OracleSettings settings;
    settings.sql = {pageSize, autoVacuum, (row / 3 + row) % 2 == 0, row % 4 == 1 ? 8 : 2000};
    settings.polling = std::array{Polling::EachCommit, Polling::Thread, Polling::Batches}[row % 3];
    // The three columns of a page size must not always be polled alike.
    settings.polling = std::array{settings.polling, Polling::Thread, Polling::EachCommit}[row / 3 % 3];
    settings.seed = m_seed + row;
    settings.commits = commitsPerCase();
    settings.segmentBytes = row % 2 == 0 ? 64U << 10U : 512U << 10U;
    settings.checkpointFrames = row % 5 == 0 ? 1000 : 60;
    settings.restarts = row % 2 == 1;
    Oracle oracle(settings);
    oracle.begin();
    oracle.make(settings.commits);
    QVERIFY2(oracle.problem().empty(), oracle.problem().c_str());
    if (settings.polling != Polling::Thread) {
        STEP(compareAll(oracle, *oracle.recorder()->history(), "while recorded", 1));
    }
    {
        const auto other = timeline::History::open(oracle.location());
        oracle.finish();
        QVERIFY2(oracle.problem().empty(), oracle.problem().c_str());
        other->refresh();
        STEP(compareAll(oracle, *other, "from the sidecar", settings.polling == Polling::Thread ? 1 : 4));
    }
    const auto reopened = timeline::History::open(oracle.location());
    QCOMPARE(reopened->currentScn(), oracle.lastScn());
    STEP(compareAll(oracle, *reopened, "after re-opening", 3));
    STEP(compareClones(oracle, *reopened));
    STEP(compareCommandLine(oracle));
    const timeline::VerifyReport report = reopened->verify({});
    QVERIFY2(report.ok(), report.ok() ? "" : report.findings[0].message.c_str());
    pruneAndCompare(oracle);
    m_scns += oracle.lastScn().value - oracle.firstScn().value + 1;
}

void TestOracle::compareAll(const Oracle &oracle, timeline::History &history, const char *how,
                            std::uint64_t everyNth)
{
    for (core::Scn scn = oracle.firstScn(); scn <= oracle.lastScn(); scn = core::Scn{scn.value + everyNth}) {
        const auto point = history.at(scn);
        const std::string wrong = Oracle::differenceAt(point->uri(), oracle.truth(scn), scn.value % 3 == 0);
        QVERIFY2(wrong.empty(), fmt::format("SCN {} {}: {}", scn.value, how, wrong).c_str());
    }
}

void TestOracle::compareClones(const Oracle &oracle, timeline::History &history)
{
    const TempFolder folder(TempFolder::Place::Memory);
    const std::uint64_t step = longForm() ? 1 : 23;
    for (core::Scn scn = oracle.firstScn(); scn <= oracle.lastScn(); scn = core::Scn{scn.value + step}) {
        const std::string out = folder.file(fmt::format("clone{}.db", scn.value));
        const auto report = history.clone(scn, out, false, {});
        QCOMPARE(report.scn, scn);
        QCOMPARE(report.bytes, std::filesystem::file_size(out));
        const std::string wrong = Oracle::differenceAt(out, oracle.truth(scn), true);
        QVERIFY2(wrong.empty(), fmt::format("clone of SCN {}: {}", scn.value, wrong).c_str());
        PlainDatabase clone(
            out); // it is an ordinary database: written to, and its indexes of words and boxes hold
        clone.execute("INSERT INTO f(f) VALUES ('integrity-check')");
        QCOMPARE(clone.text("SELECT rtreecheck('r')"), "ok");
        clone.execute("INSERT INTO tick(n) VALUES (7)");
        ++m_clones;
    }
}

void TestOracle::compareCommandLine(const Oracle &oracle)
{
#ifdef STRANDCTL
    const TempFolder folder(TempFolder::Place::Memory);
    const std::uint64_t count = oracle.lastScn().value - oracle.firstScn().value;
    for (std::uint64_t i = 1; i <= (longForm() ? 20 : 2); ++i) {
        const core::Scn scn{oracle.firstScn().value + (count * i * 7919) % (count + 1)};
        const std::string number = std::to_string(scn.value);
        const Finished asked = runProgram(
            {STRANDCTL, "sql", oracle.database(), "--as-of-scn", number, "--json", Oracle::RowsQuery});
        QCOMPARE(asked.code, 0);
        QCOMPARE(nlohmann::json::parse(asked.output).at(0).at("rows").at(0).at(0).get<std::string>(),
                 oracle.truth(scn).rows);
        const std::string out = folder.file("clone" + number);
        const Finished cloned =
            runProgram({STRANDCTL, "timeline", "clone", oracle.database(), "--scn", number, out, "--json"});
        QCOMPARE(cloned.code, 0);
        QCOMPARE(nlohmann::json::parse(cloned.output).at("scn").get<std::uint64_t>(), scn.value);
        const std::string wrong = Oracle::differenceAt(out, oracle.truth(scn), true);
        QVERIFY2(wrong.empty(), wrong.c_str());
        ++m_asked;
    }
#else
    static_cast<void>(oracle);
#endif
}

void TestOracle::pruneAndCompare(Oracle &oracle)
{
    const auto reader = timeline::History::open(oracle.location());
    const core::Scn old = core::Scn{oracle.firstScn().value + 5};
    const auto held = reader->at(old);
    PlainDatabase reading(held->uri(), PlainDatabase::Open::ReadOnly);
    reading.integer("SELECT count(*) FROM sqlite_schema");

    const core::Scn middle{(oracle.firstScn().value + oracle.lastScn().value) / 2};
    const auto keep =
        std::chrono::duration_cast<std::chrono::seconds>(oracle.clock().now() - reader->timeOf(middle));
    core::Scn expected = oracle.firstScn(); // the newest that is old enough
    for (const timeline::Commit &commit : reader->commits()) {
        expected = commit.timeTo <= oracle.clock().now() - keep ? commit.scn : expected;
    }
    const auto plan = timeline::prune(oracle.location(), {.keep = keep, .dryRun = true}, oracle.clock(), {});
    QCOMPARE(timeline::History::open(oracle.location())->oldestScn(), oracle.firstScn());
    const auto report = timeline::prune(oracle.location(), {keep}, oracle.clock(), {});
    QCOMPARE(report.oldestBefore, oracle.firstScn());
    QCOMPARE(report.oldestAfter, plan.oldestAfter);
    QCOMPARE(report.oldestAfter, expected);
    QVERIFY(report.oldestAfter > oracle.firstScn());

    const auto history = timeline::History::open(oracle.location());
    QCOMPARE(history->oldestScn(), report.oldestAfter);
    QCOMPARE(errorNameAt(*history, core::Scn{report.oldestAfter.value - 1}), "SNAPSHOT_TOO_OLD");
    QCOMPARE(errorNameAt(*history, oracle.lastScn().next()), "SCN_IN_FUTURE");
    for (core::Scn scn = report.oldestAfter; scn <= oracle.lastScn(); scn = core::Scn{scn.value + 3}) {
        const std::string wrong =
            Oracle::differenceAt(history->at(scn)->uri(), oracle.truth(scn), scn.value % 2 == 0);
        QVERIFY2(wrong.empty(), fmt::format("SCN {} after retention: {}", scn.value, wrong).c_str());
    }
    QVERIFY(history->verify({}).ok());
    const std::string wrong = difference(oracle.truth(old).image, imageOf(reading.handle()));
    QVERIFY2(wrong.empty(), ("a reader lost what it had open: " + wrong).c_str());
}

void TestOracle::retentionWhileRecording()
{
    OracleSettings settings;
    settings.seed = m_seed + 1000;
    settings.segmentBytes = 64U << 10U;
    Oracle oracle(settings);
    oracle.begin();
    const auto reader = timeline::History::open(oracle.location());
    core::Scn oldest = oracle.firstScn();
    for (int round = 0; round < 6; ++round) {
        oracle.make(underSanitizer ? 10 : 40);
        QVERIFY2(oracle.problem().empty(), oracle.problem().c_str());
        const auto report =
            timeline::prune(oracle.location(), {std::chrono::seconds(30)}, oracle.clock(), {});
        QVERIFY(report.oldestAfter >= oldest && report.oldestAfter <= oracle.lastScn());
        oldest = report.oldestAfter;
        oracle.recorder()->history()->refresh();
        QCOMPARE(oracle.recorder()->history()->oldestScn(), oldest);
        reader->refresh();
        QCOMPARE(reader->oldestScn(), oldest);
        QCOMPARE(reader->currentScn(), oracle.lastScn());
        for (core::Scn scn = oldest; scn <= oracle.lastScn(); scn = scn.next()) {
            timeline::History &history = scn.value % 2 == 0 ? *reader : *oracle.recorder()->history();
            const std::string wrong = Oracle::differenceAt(history.at(scn)->uri(), oracle.truth(scn), false);
            QVERIFY2(wrong.empty(), fmt::format("SCN {}: {}", scn.value, wrong).c_str());
        }
    }
    QVERIFY(oldest > oracle.firstScn());
    QCOMPARE(errorNameAt(*reader, core::Scn{oldest.value - 1}), "SNAPSHOT_TOO_OLD");
    m_scns += oracle.lastScn().value - oracle.firstScn().value + 1;
}

void TestOracle::timesGiveTheirScn()
{
    OracleSettings settings;
    settings.seed = m_seed + 2000;
    Oracle oracle(settings);
    const core::Time start = oracle.clock().now();
    oracle.begin();
    oracle.make(50); // each seen a second or more after the one before
    QVERIFY2(oracle.problem().empty(), oracle.problem().c_str());
    timeline::History &history = *oracle.recorder()->history();
    for (const timeline::Commit &commit : history.commits()) {
        QCOMPARE(history.scnAt(commit.timeTo, oracle.clock()), commit.scn);
        QCOMPARE(history.timeOf(commit.scn), commit.timeTo);
        if (commit.scn != oracle.firstScn()) {
            const core::Time justBefore = commit.timeTo - std::chrono::microseconds(1);
            QCOMPARE(history.scnAt(justBefore, oracle.clock()).value, commit.scn.value - 1);
        }
    }
    QVERIFY_EXCEPTION_THROWN(history.scnAt(start - std::chrono::seconds(1), oracle.clock()), core::Error);
    QVERIFY_EXCEPTION_THROWN(history.scnAt(oracle.clock().now() + std::chrono::hours(1), oracle.clock()),
                             core::Error);
}

void TestOracle::cleanupTestCase()
{
    std::printf("SCNs compared: %llu, clones: %llu, through strandctl: %llu\n",
                static_cast<unsigned long long>(m_scns), static_cast<unsigned long long>(m_clones),
                static_cast<unsigned long long>(m_asked));
    if (!underSanitizer && m_rows >= 24 && !QTest::currentTestFailed()) {
        QVERIFY(m_scns >= 5000);
    }
}

QTEST_GUILESS_MAIN(TestOracle)
#include "tst_oracle.moc"
