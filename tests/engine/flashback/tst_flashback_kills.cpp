// FLASHBACK DATABASE beside writers, readers and everybody's checkpoints, killed anywhere, on full and
// failing disks: the old state or the new one, never between; other programs go on, and the history tells
// what was.
#include "engine/timeline/branch.h"
#include "tests/engine/timeline/neighbours.h"
#include "tests/support/plain_database.h"
#include "tests/support/random.h"

#include <QtTest>
#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fmt/format.h>
#include <map>
#include <thread>

using namespace strandline;
using namespace strandline::test;
using core::Scn;
using timeline::History;

namespace {

int rounds(int shortForm, int longer)
{
    return longForm() ? longer : underSanitizer ? std::max(1, shortForm / 4) : shortForm;
}

SpawnOptions shim(const std::string &flag)
{
    return {{{"LD_PRELOAD", FSYNC_SHIM},
             {"ASAN_OPTIONS", "verify_asan_link_order=0"},
             {"STRANDLINE_FSYNC_FLAG", flag},
             {"STRANDLINE_FSYNC_PATH", "scene.db-wal"}},
            {},
            false};
}

Child startFlashback(const Scene &scene, const std::vector<std::string> &arguments,
                     const SpawnOptions &options = {})
{
    std::vector<std::string> all = {TEST_FLASHBACK, scene.database()};
    all.insert(all.end(), arguments.begin(), arguments.end());
    auto child = std::make_unique<ChildProcess>(all, options);
    child->readLine(); // "ready"
    return child;
}

Child startFlashback(const Scene &scene, Scn to, const SpawnOptions &options = {})
{
    return startFlashback(scene, {"--to", std::to_string(to.value)}, options);
}

// The recorder is at it still.
void awaitScn(const Scene &scene, std::uint64_t scn)
{
    const auto history = History::open(scene.location());
    QTRY_VERIFY((history->refresh(), history->currentScn().value >= scn));
}

load::State stateAt(History &history, Scn scn, bool full)
{
    const auto point = history.at(scn);
    const PlainDatabase then(point->uri(), PlainDatabase::Open::ReadOnly);
    return full ? load::check(then.handle()) : load::counters(then.handle());
}

struct Lines
{
    std::uint64_t scns = 0;
    std::uint64_t branches = 0;
    std::string problem;
};

// Every commit follows the one before it in its line of history; the first of an incarnation is what it
// branched off from. (Commits that change nothing but page 1's counters are our own.)
Lines walkLines(History &history, std::uint64_t fullEvery)
{
    Lines result;
    load::State before;
    std::map<std::uint32_t, timeline::Incarnation> lines;
    for (const timeline::Incarnation &line : history.status().incarnations) {
        lines[line.id.value] = line;
    }
    for (const timeline::Commit &commit : history.commits()) {
        const load::State now = stateAt(history, commit.scn, result.scns % fullEvery == 0);
        const timeline::Incarnation &line = lines.at(commit.incarnation.value);
        std::string problem = now.problem;
        if (problem.empty() && line.firstScn == commit.scn && line.branchScn) {
            const load::State target = stateAt(history, line.branchScn, false);
            problem = now.last == target.last ? std::string()
                                              : fmt::format("it is commit {}, and not {} of SCN {}", now.last,
                                                            target.last, line.branchScn.value);
            ++result.branches;
        } else if (problem.empty() && result.scns > 0 && now.last != before.last + 1 &&
                   !(now.last == before.last && commit.pages <= 1)) {
            problem = fmt::format("commit {} follows commit {}, with {} pages", now.last, before.last,
                                  commit.pages);
        }
        if (!problem.empty()) {
            result.problem = fmt::format("SCN {}: {}", commit.scn.value, problem);
            return result;
        }
        before = now;
        ++result.scns;
    }
    return result;
}

} // namespace

class TestFlashbackKills : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_random = Random(testSeed("tst_flashback_kills", 78)); }
    void amongNeighbours();
    void killed();
    void killedBeforeItIsSeen();
    void killedAndRecoveredAsDone();
    void fullDisk();
    void failingSync();

private:
    Random m_random{0};
};

// Writers without a pause, so that the difference is old by the time that the lock is had; readers;
// everybody's checkpoints; the recorder in a process of its own.
void TestFlashbackKills::amongNeighbours()
{
    Scene scene;
    scene.run("write", {"--commits", "50"});
    const Child recorder = scene.record({"--checkpoint-frames", "200", "--segment-bytes", "200000"});
    scene.run("write", {"--commits", "50", "--busy", "20000"});
    const Child first =
        scene.start("write", {"--busy", "60000", "--autocheckpoint", "100", "--think", "300"});
    const Child second = scene.start("write", {"--busy", "60000", "--writer", "2"});
    const Child restart =
        scene.start("checkpoint", {"--mode", "RESTART", "--for", "600000", "--think", "700"});
    const Child truncate = scene.start(
        "checkpoint", {"--mode", "TRUNCATE", "--for", "600000", "--busy", "50", "--think", "900"});
    int done = 0;
    for (int round = 0; round < rounds(3, 40); ++round) {
        const Child reader = scene.start("read", {"--for", "150"});
        const Child flashbacks =
            startFlashback(scene, {"--random", std::to_string(m_random.below(1'000'000)), "--times", "5"});
        while (const auto line = flashbacks->readLine(std::chrono::seconds(60))) {
            QVERIFY2(line->rfind("done ", 0) == 0, line->c_str());
            ++done;
        }
        QVERIFY(first->running() && second->running());
        scene.check();
    }
    for (const Child *child : {&first, &second}) {
        (*child)->signal(SIGTERM);
        const std::string line = (*child)->readAll();
        QCOMPARE(countIn(line, "failed"), 0);
        QCOMPARE(countIn(line, "busy"), 0);
    }
    restart->stop(SIGKILL);
    truncate->stop(SIGKILL);
    Scene::close(*recorder);
    const auto history = History::open(scene.location());
    const Lines lines = walkLines(*history, 10);
    QVERIFY2(lines.problem.empty(), lines.problem.c_str());
    QVERIFY(lines.branches >= static_cast<std::uint64_t>(done) / 2);
    QVERIFY(history->status().gaps.empty());
    std::printf("%d flashbacks, %llu SCNs\n", done, static_cast<unsigned long long>(lines.scns));
}

// kill -9 anywhere: the old state or the new one, and everybody else goes on.
void TestFlashbackKills::killed()
{
    Scene scene;
    scene.run("write", {"--commits", "60"});
    const Child recorder = scene.record({"--checkpoint-frames", "100"});
    scene.run("write", {"--commits", "60", "--busy", "20000"});
    const Child writer =
        scene.start("write", {"--busy", "60000", "--autocheckpoint", "50", "--think", "400"});
    for (int round = 0; round < rounds(12, 300); ++round) {
        const Child flashbacks = startFlashback(
            scene, {"--random", std::to_string(m_random.below(1'000'000)), "--times", "100000"});
        std::this_thread::sleep_for(std::chrono::microseconds(m_random.below(60'000)));
        flashbacks->stop(SIGKILL);
        QVERIFY(writer->running() && recorder->running());
        scene.check(); // sound, and the content of one commit
    }
    writer->signal(SIGTERM);
    QCOMPARE(countIn(writer->readAll(), "failed"), 0);
    Scene::close(*recorder);
    const auto history = History::open(scene.location());
    const Lines lines = walkLines(*history, 10);
    QVERIFY2(lines.problem.empty(), lines.problem.c_str());
    QVERIFY(underSanitizer || lines.branches > 0); // some were done in time
    const auto report = history->verify({});
    QVERIFY2(report.ok(), report.ok() ? "" : report.findings[0].message.c_str());
}

// Between the commit frame and the wal-index: programs that run see "not yet", and the next commit makes it
// so for good.
void TestFlashbackKills::killedBeforeItIsSeen()
{
    Scene scene;
    scene.run("write", {"--commits", "20"});
    const Child recorder = scene.record();
    scene.run("write", {"--commits", "20", "--busy", "20000"});
    awaitScn(scene, 21);
    const PlainDatabase stays(scene.database(), PlainDatabase::Open::ReadOnly); // so the wal-index lives on
    const std::string flag = scene.file("flag");
    writeFile(flag, "kill");
    const Child killed = startFlashback(scene, Scn{5}, shim(flag));
    QCOMPARE(killed->wait(), 128 + SIGKILL);
    std::filesystem::remove(flag);
    QVERIFY(timeline::readBranchNote(scene.location()).has_value());
    QCOMPARE(scene.check(), std::int64_t{40});
    // Run again: it is done, once.
    const Child again = startFlashback(scene, Scn{5});
    const auto line = again->readLine();
    QVERIFY2(line && line->rfind("done ", 0) == 0, line.value_or("").c_str());
    QCOMPARE(again->wait(), 0);
    Scene::close(*recorder);
    QVERIFY(!timeline::readBranchNote(scene.location()).has_value());
    const auto history = History::open(scene.location());
    const Lines lines = walkLines(*history, 1);
    QVERIFY2(lines.problem.empty(), lines.problem.c_str());
    QCOMPARE(lines.branches, std::uint64_t{1});
    QCOMPARE(scene.check(), stateAt(*history, Scn{5}, true).last);
}

// The same, and then the machine goes down: the recovery finds the commit frame, so it is done, and the
// recorder knows it for what it is.
void TestFlashbackKills::killedAndRecoveredAsDone()
{
    Scene scene;
    scene.run("write", {"--commits", "20"});
    {
        const Child recorder = scene.record();
        scene.run("write", {"--commits", "20", "--busy", "20000"});
        awaitScn(scene, 21);
        const std::string flag = scene.file("flag");
        writeFile(flag, "kill");
        const Child killed = startFlashback(scene, Scn{5}, shim(flag));
        QCOMPARE(killed->wait(), 128 + SIGKILL);
        std::filesystem::remove(flag);
        recorder->stop(SIGKILL);
    }
    std::filesystem::remove(scene.database() + "-shm");
    const Child recorder = scene.record();
    const Scn scn = Scene::close(*recorder);
    const auto history = History::open(scene.location());
    QCOMPARE(history->currentScn(), scn);
    const auto lines = history->status().incarnations;
    QCOMPARE(lines.size(), std::size_t{2});
    QCOMPARE(lines[1].branchScn.value, std::uint64_t{5});
    QCOMPARE(scene.check(), stateAt(*history, Scn{5}, true).last);
    QVERIFY(!timeline::readBranchNote(scene.location()).has_value());
}

void TestFlashbackKills::fullDisk()
{
    Scene scene;
    scene.run("write", {"--commits", "20"});
    const Child recorder = scene.record({"--checkpoint-frames", "100000", "--quiet", "600000"});
    scene.run("write", {"--commits", "60", "--busy", "20000", "--autocheckpoint", "0"});
    awaitScn(scene, 61);
    const PlainDatabase stays(scene.database(), PlainDatabase::Open::ReadOnly);
    SpawnOptions limited;
    limited.fileSizeLimitBytes = std::filesystem::file_size(scene.database() + "-wal") + 9000;
    const Child failing = startFlashback(scene, Scn{2}, limited);
    const std::string line = failing->readLine().value_or("");
    QVERIFY2(line.rfind("refused DISK_FULL", 0) == 0 || line.rfind("refused IO", 0) == 0, line.c_str());
    QCOMPARE(failing->wait(), 1);
    QCOMPARE(scene.check(), std::int64_t{80});
    const Child working = startFlashback(scene, Scn{2});
    QCOMPARE(working->wait(), 0);
    Scene::close(*recorder);
    const Lines lines = walkLines(*History::open(scene.location()), 1);
    QVERIFY2(lines.problem.empty(), lines.problem.c_str());
    QCOMPARE(lines.branches, std::uint64_t{1});
}

// A commit that was refused because it can't be made durable must not come to life after a crash either.
void TestFlashbackKills::failingSync()
{
    Scene scene;
    scene.run("write", {"--commits", "20"});
    {
        const Child recorder = scene.record();
        scene.run("write", {"--commits", "20", "--busy", "20000"});
        awaitScn(scene, 21);
        const std::string flag = scene.file("flag");
        writeFile(flag, "1");
        const Child failing = startFlashback(scene, Scn{5}, shim(flag));
        const std::string line = failing->readLine().value_or("");
        QVERIFY2(line.rfind("refused IO", 0) == 0, line.c_str());
        std::filesystem::remove(flag);
        recorder->stop(SIGKILL);
    }
    std::filesystem::remove(scene.database() + "-shm");
    QCOMPARE(scene.check(), std::int64_t{40});
    const Child recorder = scene.record();
    Scene::close(*recorder);
    const Lines lines = walkLines(*History::open(scene.location()), 1);
    QVERIFY2(lines.problem.empty(), lines.problem.c_str());
    QCOMPARE(lines.branches, std::uint64_t{0});
}

QTEST_GUILESS_MAIN(TestFlashbackKills)
#include "tst_flashback_kills.moc"
