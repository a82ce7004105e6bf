// Other programs around a recorder, as hostile as they come but for being killed (tst_kills) or ill disks
// (tst_recorder_disk): checkpoints, long readers, half-written wal-index headers, replaced files, changed
// journal modes, foreign languages. Every commit is there, or a gap is declared; nobody is disturbed.
#include "tests/engine/timeline/neighbours.h"

#include "engine/timeline/recorder.h"
#include "tests/support/dump.h"
#include "tests/support/plain_database.h"
#include "tests/support/random.h"

#include <QtTest>
#include <csignal>
#include <filesystem>
#include <fmt/format.h>
#include <thread>

using namespace strandline;
using namespace strandline::test;

namespace {

void pauseFor(std::uint64_t ms)
{
    std::this_thread::sleep_for(std::chrono::milliseconds(ms));
}

// Waits until the history's newest SCN is this commit.
bool appears(const Scene &scene, std::int64_t era, std::int64_t commit)
{
    const auto history = timeline::History::open(scene.location());
    for (int i = 0; i < 2000; ++i) {
        history->refresh();
        const auto point = history->at(history->currentScn());
        const PlainDatabase then(point->uri(), PlainDatabase::Open::ReadOnly);
        const load::State state = load::counters(then.handle());
        if (state.problem.empty() && state.era == era && state.last == commit) {
            return true;
        }
        pauseFor(10);
    }
    return false;
}

SpawnOptions fsyncShim(const Scene &scene, const std::string &flag, const std::string &path)
{
    writeFile(scene.file("flag"), flag);
    return {{{"LD_PRELOAD", FSYNC_SHIM},
             {"ASAN_OPTIONS", "verify_asan_link_order=0"},
             {"STRANDLINE_FSYNC_FLAG", scene.file("flag")},
             {"STRANDLINE_FSYNC_PATH", path}},
            {},
            false};
}

constexpr const char *PythonWriter = R"py(
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], timeout=20, isolation_level=None)
db.execute("PRAGMA journal_mode = WAL")
def payload(n):
    return bytes((n * 31 + i * 7 + n // 8) & 255 for i in range(n % 300))
for _ in range(int(sys.argv[2])):
    db.execute("BEGIN IMMEDIATE")
    n = db.execute("SELECT last FROM acc").fetchone()[0] + 1
    db.execute("INSERT INTO log VALUES (?, 7, ?)", (n, payload(n)))
    db.execute("DELETE FROM log WHERE n <= ?", (n - 100,))
    db.execute("UPDATE acc SET last = ?, total = total + ?", (n, n))
    db.execute("INSERT OR REPLACE INTO spread VALUES (?, ?)", (n * 7919 % 200, payload(n + 1)))
    db.execute("COMMIT")
)py";

} // namespace

class TestNeighbours : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_random = Random(testSeed("tst_neighbours", 99)); }
    void autoCheckpoints();
    void checkpointLoops_data();
    void checkpointLoops();
    void longReader();
    void threeWritersAtOnce();
    void pythonWriter();
    void statementsWithoutBusyTimeout();
    void writerDiesBetweenTheHeaderCopies();
    void writerDiesBeforeTheHeader();
    void headerPoked();
    void fsyncOfTheWriterFails();
    void checkpointsOnASlowDisk();
    void journalModeChangedAway();
    void databaseRecreated();
    void databaseReplacedByAnother();
    void databaseReplacedByItsPast();
    void secondRecorderIsRefused();
    void prunedByAnotherProcess();
    void copyOfProjDb();

private:
    void exact(Scene &scene, core::Scn closedAt, std::uint64_t minimum);
    Random m_random{0};
};

// The whole history is there without a gap and ends where the database does.
void TestNeighbours::exact(Scene &scene, core::Scn closedAt, std::uint64_t minimum)
{
    const std::int64_t commits = scene.check();
    const auto history = timeline::History::open(scene.location());
    QCOMPARE(history->currentScn(), closedAt);
    const Walk result = walk(*history);
    QVERIFY2(result.problem.empty(), result.problem.c_str());
    QCOMPARE(result.gaps, std::uint64_t{0});
    QCOMPARE(result.last, commits);
    QVERIFY(result.scns >= minimum);
}

void TestNeighbours::autoCheckpoints()
{
    Scene scene;
    scene.run("write", {"--commits", "20"});
    const Child recorder = scene.record({"--checkpoint-frames", "200", "--segment-bytes", "100000"});
    const Child eager =
        scene.start("write", {"--commits", "1500", "--busy", "20000", "--autocheckpoint", "10"});
    const Child usual = scene.start("write", {"--commits", "1500", "--busy", "20000", "--writer", "2"});
    QCOMPARE(eager->wait(), 0);
    QCOMPARE(usual->wait(), 0);
    exact(scene, Scene::close(*recorder), 3000);
}

void TestNeighbours::checkpointLoops_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QString>("busy");
    for (const char *mode : {"PASSIVE", "FULL", "RESTART", "TRUNCATE"}) {
        for (const char *busy : {"0", "30000"}) {
            QTest::addRow("%s, busy_timeout %s", mode, busy) << mode << busy;
        }
    }
}

void TestNeighbours::checkpointLoops()
{
    QFETCH(QString, mode);
    QFETCH(QString, busy);
    Scene scene;
    scene.run("write", {"--commits", "20"});
    const Child recorder = scene.record({"--checkpoint-frames", "100"});
    const Child loop = scene.start("checkpoint", {"--mode", mode.toStdString(), "--for", "60000", "--busy",
                                                  busy.toStdString(), "--think", "200"});
    const std::string line =
        scene.run("write", {"--commits", "800", "--busy", "60000", "--autocheckpoint", "0"});
    QCOMPARE(countIn(line, "busy"), 0);
    QCOMPARE(countIn(line, "failed"), 0);
    loop->stop(SIGKILL);
    exact(scene, Scene::close(*recorder), 800);
}

void TestNeighbours::longReader()
{
    Scene scene;
    scene.run("write", {"--commits", "20"});
    const Child recorder = scene.record({"--checkpoint-frames", "100", "--quiet", "50"});
    const Child reader = scene.start("read", {"--for", "60000"});
    const std::string line = scene.run("write", {"--commits", "1500"});
    QCOMPARE(countIn(line, "busy") + countIn(line, "failed"), 0);
    const std::string before = scene.walSalt();
    reader->stop(SIGTERM);
    // What the reader held up is made up for: the WAL is emptied and begins again.
    bool again = false;
    for (int round = 0; round < 200 && !again; ++round) {
        const std::string more = scene.run("write", {"--commits", "100", "--think", "500"});
        QCOMPARE(countIn(more, "busy") + countIn(more, "failed"), 0);
        again = scene.walSalt() != before;
    }
    QVERIFY(again);
    exact(scene, Scene::close(*recorder), 1600);
}

void TestNeighbours::threeWritersAtOnce()
{
    Scene scene;
    scene.run("write", {"--commits", "20"});
    const Child recorder = scene.record();
    std::vector<Child> writers;
    for (const char *writer : {"11", "12", "13"}) {
        writers.push_back(scene.start(
            "write", {"--commits", "700", "--busy", "60000", "--writer", writer, "--think", "50"}));
    }
    for (const Child &writer : writers) {
        QCOMPARE(writer->wait(), 0);
        const std::string line = writer->readAll();
        QCOMPARE(countIn(line, "commits"), 700);
    }
    exact(scene, Scene::close(*recorder), 2100);
    const auto seen = walk(*timeline::History::open(scene.location())).writers;
    for (const std::int64_t writer : {11, 12, 13}) {
        QVERIFY(std::count(seen.begin(), seen.end(), writer) == 1);
    }
}

void TestNeighbours::pythonWriter()
{
    if (!std::filesystem::exists("/usr/bin/python3")) {
        QSKIP("there is no /usr/bin/python3");
    }
    Scene scene;
    scene.run("write", {"--commits", "20"});
    const std::string script = scene.file("writer.py");
    writeFile(script, PythonWriter);
    const Child recorder = scene.record({"--checkpoint-frames", "100"});
    const Finished python = runProgram({"/usr/bin/python3", script, scene.database(), "1500"});
    QCOMPARE(python.code, 0);
    exact(scene, Scene::close(*recorder), 1500);
    const auto seen = walk(*timeline::History::open(scene.location())).writers;
    QVERIFY(std::count(seen.begin(), seen.end(), 7) == 1);
}

// A program without a busy timeout, alone with the recorder, is never told BUSY.
void TestNeighbours::statementsWithoutBusyTimeout()
{
    Scene scene;
    scene.run("write", {"--commits", "20"});
    const Child recorder = scene.record({"--checkpoint-frames", "100", "--quiet", "1"});
    const std::string line = scene.run("write", {"--commits", "10000", "--autocheckpoint", "100"});
    QCOMPARE(countIn(line, "busy"), 0);
    QCOMPARE(countIn(line, "failed"), 0);
    const std::string slow = scene.run("write", {"--commits", "300", "--think", "1500"}); // quiet moments too
    QCOMPARE(countIn(slow, "busy") + countIn(slow, "failed"), 0);
    Scene::close(*recorder);
    const Walk result = walk(*timeline::History::open(scene.location()), 100);
    QVERIFY2(result.problem.empty(), result.problem.c_str());
    QCOMPARE(result.last, scene.check());
}

// Every program needs recovery then, and recovery needs a lock that the recorder holds: it must step aside.
void TestNeighbours::writerDiesBetweenTheHeaderCopies()
{
    Scene scene;
    scene.run("write", {"--commits", "20"});
    const Child recorder = scene.record({"--checkpoint-frames", "50"});
    for (int round = 0; round < 12; ++round) {
        const Child other = round % 2 == 0
                                ? nullptr
                                : scene.start("write", {"--busy", "60000", "--for", "150", "--writer", "2"});
        scene.run("die-between-copies");
        const std::string line = scene.run("write", {"--commits", "30", "--busy", "60000"});
        QCOMPARE(countIn(line, "commits"), 30);
        QCOMPARE(countIn(line, "failed"), 0);
        if (other != nullptr) {
            QCOMPARE(other->wait(), 0);
            QCOMPARE(countIn(other->readAll(), "failed"), 0);
        }
    }
    const core::Scn closed = Scene::close(*recorder);
    exact(scene, closed, 12 * 31);
}

// The frames of a commit that was never published, whole and valid, lie behind the last commit.
void TestNeighbours::writerDiesBeforeTheHeader()
{
    Scene scene;
    scene.run("write", {"--commits", "20"});
    const Child recorder = scene.record();
    for (int round = 0; round < 10; ++round) {
        scene.run("write", {"--commits", "5"});
        recorder->signal(
            SIGSTOP); // it must not see the moment between commit and death that only this test has
        scene.run("die-before-header");
        recorder->signal(SIGCONT);
        pauseFor(round % 3 == 0 ? 30 : 0);
    }
    const std::string line = scene.run("write", {"--commits", "200"});
    QCOMPARE(countIn(line, "busy") + countIn(line, "failed"), 0);
    exact(scene, Scene::close(*recorder), 200);
    const auto seen = walk(*timeline::History::open(scene.location()), 1).writers;
    QVERIFY(std::count(seen.begin(), seen.end(), 99) == 0);
}

// Not while somebody writes: SQLite takes a header that changed under a writer for a sign of spilled pages,
// and writes over committed frames.
void TestNeighbours::headerPoked()
{
    Scene scene;
    scene.run("write", {"--commits", "20"});
    const Child recorder = scene.record({"--checkpoint-frames", "80"});
    for (int round = 0; round < 24; ++round) {
        scene.run("poke", {"--copy", std::to_string(m_random.below(3))});
        pauseFor(m_random.oneIn(2) ? m_random.below(12) : 0);
        const std::string line = scene.run("write", {"--commits", "15", "--busy", "60000"});
        QCOMPARE(countIn(line, "commits"), 15);
        QCOMPARE(countIn(line, "failed"), 0);
    }
    exact(scene, Scene::close(*recorder), 24 * 15);
}

// SQLite takes a commit back when its fsync fails; its frames stay in the WAL.
void TestNeighbours::fsyncOfTheWriterFails()
{
    Scene scene;
    scene.run("write", {"--commits", "20"});
    const Child recorder = scene.record({"--checkpoint-frames", "80"});
    const SpawnOptions shim = fsyncShim(scene, "3", "scene.db-wal");
    for (int round = 0; round < 5; ++round) {
        const std::string line =
            scene.run("write", {"--commits", "60", "--synchronous", "FULL", "--busy", "60000"}, shim);
        QCOMPARE(countIn(line, "commits"), 60);
        QVERIFY(countIn(line, "failed") >= 20);
        scene.run("write", {"--commits", "20", "--busy", "60000", "--writer", "2"});
    }
    exact(scene, Scene::close(*recorder), 400);
}

// A program's own checkpoint takes long and nothing is committed meanwhile, but it waits for nobody: the
// recorder keeps its hold on the WAL, so that it misses nothing when it is kept from running just then.
void TestNeighbours::checkpointsOnASlowDisk()
{
    Scene scene;
    scene.run("write", {"--commits", "20"});
    const Child recorder = scene.record({"--checkpoint-frames", "50"});
    const Child writer =
        scene.start("write", {"--commits", "2000", "--autocheckpoint", "20", "--think", "500"},
                    fsyncShim(scene, "wait 25", "scene.db"));
    while (writer->running()) {
        pauseFor(15 + m_random.below(30));
        recorder->signal(SIGSTOP);
        pauseFor(60);
        recorder->signal(SIGCONT);
    }
    QCOMPARE(writer->wait(), 0);
    QCOMPARE(countIn(writer->readAll(), "commits"), 2000);
    exact(scene, Scene::close(*recorder), 2000);
}

void TestNeighbours::journalModeChangedAway()
{
    Scene scene;
    scene.run("write", {"--commits", "20"});
    {
        const Child recorder = scene.record();
        const std::string line = scene.run("journal", {"--for", "300", "--think", "1000"});
        QCOMPARE(countIn(line, "changed"), 0); // refused while the recorder has it open
        scene.run("write", {"--commits", "50"});
        exact(scene, Scene::close(*recorder), 50);
    }
    const std::string line = scene.run("journal", {"--for", "100"});
    QVERIFY(countIn(line, "changed") > 0);
    scene.run("write", {"--commits", "50"});
    const Child recorder = scene.record();
    scene.run("write", {"--commits", "50"});
    Scene::close(*recorder);
    const auto history = timeline::History::open(scene.location());
    const Walk result = walk(*history, 1);
    QVERIFY2(result.problem.empty(), result.problem.c_str());
    QCOMPARE(result.last, scene.check());
    QCOMPARE(result.gaps, std::uint64_t{1}); // 50 commits went by and the WAL was deleted with them
}

void TestNeighbours::databaseRecreated()
{
    Scene scene;
    scene.run("write", {"--commits", "30"});
    const Child recorder = scene.record({"--quiet", "50"});
    for (int era = 2; era <= 4; ++era) {
        scene.run("write", {"--commits", "40"});
        scene.run("recreate", {"--era", std::to_string(era)});
        scene.run("write", {"--commits", "40"});
        QVERIFY(appears(scene, era, 40));
    }
    const core::Scn closed = Scene::close(*recorder);
    const auto history = timeline::History::open(scene.location());
    QCOMPARE(history->currentScn(), closed);
    const Walk result = walk(*history, 1);
    QVERIFY2(result.problem.empty(), result.problem.c_str());
    QCOMPARE(result.last, scene.check());
    QCOMPARE(result.eras, std::uint64_t{4});
    const timeline::Status status = history->status();
    QVERIFY(status.incarnations.size() >= 4);
    QCOMPARE(status.incarnation, status.incarnations.back().id);
    QVERIFY(status.incarnations.back().firstScn.value > 100);
}

void TestNeighbours::databaseReplacedByAnother()
{
    Scene scene;
    Scene other("other.db");
    scene.run("write", {"--commits", "30"});
    other.run("write", {"--commits", "77", "--era", "5"});
    const Child recorder = scene.record({"--quiet", "50"});
    scene.run("write", {"--commits", "40"});
    std::filesystem::rename(other.database(), scene.database());
    std::filesystem::remove(scene.database() + "-wal");
    std::filesystem::remove(scene.database() + "-shm");
    scene.run("write", {"--commits", "100"});
    QVERIFY(appears(scene, 5, 177));
    Scene::close(*recorder);
    const auto history = timeline::History::open(scene.location());
    const Walk result = walk(*history, 1);
    QVERIFY2(result.problem.empty(), result.problem.c_str());
    QCOMPARE(result.last, std::int64_t{177});
    QCOMPARE(scene.check(), std::int64_t{177});
    QCOMPARE(result.eras, std::uint64_t{2});
    QCOMPARE(history->status().incarnations.size(), std::size_t{2});
}

// Restored by whatever means: the history goes on from the commit that the file holds.
void TestNeighbours::databaseReplacedByItsPast()
{
    Scene scene;
    scene.run("write", {"--commits", "30"});
    {
        const Child recorder = scene.record();
        scene.run("write", {"--commits", "40", "--busy", "20000"});
        Scene::close(*recorder);
    }
    const core::Scn before = timeline::History::open(scene.location())->currentScn();
    const core::Scn past{12};
    timeline::History::open(scene.location())->clone(past, scene.file("past.db"), false, {});
    std::filesystem::rename(scene.file("past.db"), scene.database());
    std::filesystem::remove(scene.database() + "-wal");
    std::filesystem::remove(scene.database() + "-shm");
    {
        const Child recorder = scene.record();
        scene.run("write", {"--commits", "5", "--busy", "20000"});
        Scene::close(*recorder);
    }
    const auto history = timeline::History::open(scene.location());
    const auto lines = history->status().incarnations;
    QCOMPARE(lines.size(), std::size_t{2});
    QCOMPARE(lines[1].branchScn, past);
    QCOMPARE(lines[1].firstScn, before.next());
    QCOMPARE(history->commit(lines[1].firstScn)->pages, 0U);
    QCOMPARE(history->currentScn().value, before.value + 6);
    for (core::Scn scn = before; scn <= history->currentScn(); scn = scn.next()) {
        const auto point = history->at(scn);
        const PlainDatabase then(point->uri(), PlainDatabase::Open::ReadOnly);
        const load::State state = load::check(then.handle());
        QVERIFY2(state.problem.empty(), state.problem.c_str());
        const auto after = static_cast<std::int64_t>(scn.value - before.value);
        QCOMPARE(state.last, scn == before ? std::int64_t{70} : 41 + after - 1);
    }
    QCOMPARE(scene.check(), std::int64_t{41 + 5});
    QVERIFY(history->verify({}).ok());
    // A file that was only copied and put back is no other one.
    std::filesystem::copy_file(scene.database(), scene.file("copy.db"));
    std::filesystem::rename(scene.file("copy.db"), scene.database());
    {
        const Child recorder = scene.record();
        Scene::close(*recorder);
    }
    history->refresh();
    QCOMPARE(history->status().incarnations.size(), std::size_t{2});
    QCOMPARE(history->currentScn().value, before.value + 6);
}

void TestNeighbours::secondRecorderIsRefused()
{
    Scene scene;
    scene.run("write", {"--commits", "30"});
    const Child recorder = scene.record();
    const Child second = scene.record({}, {}, false);
    const std::string line = second->readLine().value_or("");
    QVERIFY2(line.rfind("error OWNED_BY ", 0) == 0, line.c_str());
    QVERIFY(line.find(std::to_string(recorder->pid())) != std::string::npos);
    QVERIFY(line.find("test_recorder") != std::string::npos);
    QCOMPARE(second->wait(), 1);
    QVERIFY_EXCEPTION_THROWN(timeline::forget(scene.location()), core::Error);
    const auto status = timeline::History::open(scene.location())->status();
    QVERIFY(status.recorder && status.recorder->pid == recorder->pid());
    QCOMPARE(status.recorder->program, "test_recorder");
    scene.run("write", {"--commits", "30"});
    exact(scene, Scene::close(*recorder), 30);
    QVERIFY(!timeline::History::open(scene.location())->status().recorder);
    timeline::forget(scene.location());
    QVERIFY(!std::filesystem::exists(scene.database() + ".strandline/timeline"));
    QVERIFY(!timeline::History::exists(scene.location()));
}

void TestNeighbours::prunedByAnotherProcess()
{
    Scene scene;
    scene.run("write", {"--commits", "30"});
    const Child recorder = scene.record({"--segment-bytes", "30000"});
    const Child writer = scene.start("write", {"--think", "300"});
    core::Scn oldest{1};
    for (int round = 0; round < 8; ++round) {
        pauseFor(60);
        const auto report =
            timeline::prune(scene.location(), {std::chrono::seconds(0)}, core::SystemClock(), {});
        QVERIFY(report.oldestAfter >= oldest);
        oldest = report.oldestAfter;
    }
    QVERIFY(oldest > core::Scn{1});
    writer->stop(SIGTERM);
    scene.run("write", {"--commits", "30"});
    Scene::close(*recorder);
    const auto history = timeline::History::open(scene.location());
    QCOMPARE(history->oldestScn(), oldest);
    const Walk result = walk(*history, 1);
    QVERIFY2(result.problem.empty(), result.problem.c_str());
    QCOMPARE(result.gaps, std::uint64_t{0});
    QCOMPARE(result.last, scene.check());
    QVERIFY(history->verify({}).ok());
}

void TestNeighbours::copyOfProjDb()
{
    const std::string source = "/usr/share/proj/proj.db";
    if (!std::filesystem::exists(source)) {
        QSKIP("there is no /usr/share/proj/proj.db (package proj-data)");
    }
    Scene scene;
    std::filesystem::copy_file(source, scene.database());
    timeline::RecorderOptions options;
    options.location = scene.location();
    try {
        timeline::Recorder refused(options, {});
        QFAIL("recorded a database in rollback-journal mode");
    } catch (const core::Error &e) {
        QCOMPARE(e.code(), core::ErrorCode::NotWal);
    }
    QVERIFY(!timeline::History::exists(scene.location()));
    options.enableWal = true;
    timeline::Recorder recorder(options, {});
    PlainDatabase writer(scene.database());
    const PlainDatabase witness(scene.database(), PlainDatabase::Open::ReadOnly);
    std::vector<std::pair<Image, Dump>> truths;
    const core::Scn first = recorder.state().scn;
    truths.emplace_back(imageOf(witness.handle()), dumpOf(witness.handle()));
    for (int i = 0; i < 12; ++i) {
        const std::array statements = {
            fmt::format("DELETE FROM alias_name WHERE rowid % 40 = {}", i),
            fmt::format("UPDATE metadata SET value = value || '{}'", i),
            fmt::format("CREATE INDEX extra{} ON alias_name(alt_name, source)", i),
            std::string("VACUUM"),
        };
        writer.execute(statements[static_cast<std::size_t>(i) % statements.size()]);
        QVERIFY(recorder.poll());
        truths.emplace_back(imageOf(witness.handle()), dumpOf(witness.handle()));
    }
    recorder.close();
    const auto history = timeline::History::open(scene.location());
    QCOMPARE(history->currentScn().value, first.value + truths.size() - 1);
    for (std::size_t i = 0; i < truths.size(); ++i) {
        const auto point = history->at(core::Scn{first.value + i});
        const PlainDatabase then(point->uri(), PlainDatabase::Open::ReadOnly);
        QCOMPARE(difference(truths[i].first, fileImageOf(then.handle())), std::string());
        QCOMPARE(difference(truths[i].second, dumpOf(then.handle())), std::string());
    }
}

QTEST_GUILESS_MAIN(TestNeighbours)
#include "tst_neighbours.moc"
