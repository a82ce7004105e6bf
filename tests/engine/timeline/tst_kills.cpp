// kill -9, again and again and under load: of recorders, of writers, of both, while other programs empty the
// WAL behind the recorder's back. No commit is lost or changed without a declared gap, and the user's
// database stays sound.
#include "tests/engine/timeline/neighbours.h"
#include "tests/support/random.h"

#include <QtTest>
#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <thread>

using namespace strandline;
using namespace strandline::test;

namespace {

int rounds()
{
    return longForm() ? 300 : underSanitizer ? 5 : 22;
}

void pauseFor(std::uint64_t ms)
{
    std::this_thread::sleep_for(std::chrono::milliseconds(ms));
}

// The SCN that the recorder told last, 0 before its first word.
std::uint64_t reported(const std::string &file)
{
    return std::filesystem::exists(file) ? std::strtoull(readFile(file).c_str(), nullptr, 10) : 0;
}

} // namespace

class TestKills : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_random = Random(testSeed("tst_kills", 4711)); }
    void recorderKilledUnderLoad();
    void walEmptiedWhileTheRecorderRestarts();
    void writersKilledUnderLoad();
    void bothKilled();

private:
    void finalWalk(Scene &scene, bool gapsAllowed);
    Random m_random{0};
};

void TestKills::finalWalk(Scene &scene, bool gapsAllowed)
{
    const Child last = scene.record();
    const core::Scn scn = Scene::close(*last);
    const std::int64_t commits = scene.check();
    const auto history = timeline::History::open(scene.location());
    QCOMPARE(history->currentScn(), scn);
    const Walk result = walk(*history);
    std::printf("%llu SCNs, %llu gaps, %lld commits\n", static_cast<unsigned long long>(result.scns),
                static_cast<unsigned long long>(result.gaps), static_cast<long long>(commits));
    QVERIFY2(result.problem.empty(), result.problem.c_str());
    QCOMPARE(result.last, commits);
    QVERIFY(gapsAllowed || result.gaps == 0);
    QVERIFY(result.scns > result.gaps);
    const timeline::VerifyReport report = history->verify({});
    QVERIFY2(report.ok(), report.ok() ? "" : report.findings[0].message.c_str());
}

void TestKills::recorderKilledUnderLoad()
{
    Scene scene;
    const Child first =
        scene.start("write", {"--busy", "20000", "--autocheckpoint", "100", "--think", "400"});
    const Child second = scene.start(
        "write", {"--busy", "20000", "--writer", "2", "--autocheckpoint", "1000", "--think", "900"});
    for (int round = 0; round < rounds(); ++round) {
        const std::string report = scene.file(fmt::format("report{}", round));
        const bool early = m_random.oneIn(4); // killed while it starts
        const Child recorder = scene.record(
            {"--report", report, "--segment-bytes", "100000", "--checkpoint-frames", "200"}, {}, !early);
        pauseFor(early ? m_random.below(15) : m_random.between(5, 120));
        recorder->stop(SIGKILL);
        const std::uint64_t told = reported(report);
        if (told > 0) { // what was told survives, for whoever looks
            QVERIFY(timeline::History::open(scene.location())->currentScn().value >= told);
        }
        QVERIFY(first->running() && second->running());
        pauseFor(m_random.oneIn(2) ? 0 : m_random.below(60));
    }
    first->stop(SIGKILL);
    second->stop(SIGKILL);
    finalWalk(scene, true);
}

// Others backfill and reset the WAL in every moment of a recorder's start.
void TestKills::walEmptiedWhileTheRecorderRestarts()
{
    Scene scene;
    const Child writer = scene.start("write", {"--busy", "20000", "--autocheckpoint", "0", "--think", "500"});
    for (int round = 0; round < rounds(); ++round) {
        const char *mode = std::array{"PASSIVE", "RESTART", "TRUNCATE", "FULL"}[m_random.below(4)];
        const Child emptier = scene.start("checkpoint", {"--mode", mode, "--for", "60000", "--busy",
                                                         m_random.oneIn(2) ? "0" : "50", "--think", "300"});
        const Child recorder = scene.record({"--checkpoint-frames", "50"}, {}, false);
        pauseFor(m_random.below(40));
        emptier->stop(SIGKILL);
        const auto line = recorder->readLine();
        QVERIFY2(line && line->rfind("ready ", 0) == 0, line.value_or("no output").c_str());
        pauseFor(m_random.below(60));
        if (m_random.oneIn(3)) {
            Scene::close(*recorder);
        } else {
            recorder->stop(SIGKILL);
        }
        pauseFor(m_random.below(20));
    }
    writer->stop(SIGKILL);
    finalWalk(scene, true);
}

void TestKills::writersKilledUnderLoad()
{
    Scene scene;
    const std::string list = scene.file("list");
    Child recorder;
    for (int round = 0; round < rounds(); ++round) {
        const Child first =
            scene.start("write", {"--busy", "20000", "--autocheckpoint", "50", "--list", list});
        const Child second = scene.start("write", {"--busy", "20000", "--writer", "2", "--list", list});
        if (recorder == nullptr) {
            recorder = scene.record({"--checkpoint-frames", "100"});
        }
        pauseFor(m_random.between(1, 40));
        first->stop(SIGKILL);
        second->stop(SIGKILL);
        scene.check(); // opens, so recovers, the user's database: sound each time
    }
    const core::Scn scn = Scene::close(*recorder);
    QCOMPARE(timeline::History::open(scene.location())->currentScn(), scn);
    finalWalk(scene, false);
    std::ifstream told(list); // commits that a writer had heard of
    std::int64_t n = 0;
    std::int64_t newest = 0;
    while (told >> n) {
        newest = std::max(newest, n);
    }
    QVERIFY(newest > 0 && newest <= scene.check());
}

void TestKills::bothKilled()
{
    Scene scene;
    scene.run("write", {"--commits", "10"});
    for (int round = 0; round < rounds(); ++round) {
        const Child recorder =
            scene.record({"--segment-bytes", "50000", "--checkpoint-frames", "80"}, {}, m_random.oneIn(2));
        const Child writer = scene.start("write", {"--busy", "20000", "--autocheckpoint", "60"});
        pauseFor(m_random.below(60));
        (m_random.oneIn(2) ? *recorder : *writer).stop(SIGKILL);
        pauseFor(m_random.below(15));
        recorder->stop(SIGKILL);
        writer->stop(SIGKILL);
        if (m_random.oneIn(3)) {
            scene.check();
        }
    }
    finalWalk(scene, true);
}

QTEST_GUILESS_MAIN(TestKills)
#include "tst_kills.moc"
