// A restore in place, killed at any moment: the database is what it was, or what was restored, whole; and the
// next one is done. To a new file: nothing, or all of it.
#include "engine/backup/create.h"
#include "tests/engine/timeline/neighbours.h"
#include "tests/support/plain_database.h"
#include "tests/support/random.h"

#include <QtTest>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fmt/format.h>
#include <thread>

using namespace strandline;
using namespace strandline::test;
using backup::Kind;
using core::Scn;
using Steady = std::chrono::steady_clock;

namespace {

int rounds(int shortForm, int longer)
{
    return longForm() ? longer : underSanitizer ? std::max(1, shortForm / 4) : shortForm;
}

} // namespace

class TestRestoreKills : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void inPlace();
    void toNewFile();

private:
    Child startRestore(const std::vector<std::string> &arguments) const;
    void backUp(Kind kind) const;
    void grow(const char *commits) const;
    std::int64_t lastAt(Scn scn) const;

    Random m_random{0};
    Scene m_scene;
    std::vector<Scn> m_scns; // that can be restored
};

void TestRestoreKills::backUp(Kind kind) const
{
    backup::CreateRequest request;
    request.database = m_scene.location();
    request.store = m_scene.file("store");
    request.kind = kind;
    backup::createBackup(request, {});
}

void TestRestoreKills::grow(const char *commits) const
{
    const Child recorder = m_scene.record();
    m_scene.run("write", {"--commits", commits, "--busy", "20000"});
    Scene::close(*recorder);
}

void TestRestoreKills::initTestCase()
{
    m_random = Random(testSeed("tst_restore_kills", 79));
    m_scene.run("write", {"--commits", "50"});
    {
        // Enough bytes that there is time to be killed in.
        PlainDatabase bulk(m_scene.database());
        bulk.execute("CREATE TABLE bulk(b); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                     "WHERE i < 3000) INSERT INTO bulk SELECT randomblob(3000) FROM n");
    }
    grow("60");
    backUp(Kind::Full);
    grow("60");
    backUp(Kind::ArchiveLog);
    grow("40");
    backUp(Kind::Differential);
    const Scn last = timeline::History::open(m_scene.location())->currentScn();
    for (const std::uint64_t back : {0U, 41U, 60U, 100U}) {
        m_scns.push_back(Scn{last.value - back});
    }
}

Child TestRestoreKills::startRestore(const std::vector<std::string> &arguments) const
{
    std::vector<std::string> command = {
        STRANDCTL, "backup", "restore", "--store", m_scene.file("store"), "--database", m_scene.database()};
    command.insert(command.end(), arguments.begin(), arguments.end());
    SpawnOptions quiet;
    quiet.quiet = true;
    return std::make_unique<ChildProcess>(command, quiet);
}

std::int64_t TestRestoreKills::lastAt(Scn scn) const
{
    const auto point = timeline::History::open(m_scene.location())->at(scn);
    const PlainDatabase then(point->uri(), PlainDatabase::Open::ReadOnly);
    return load::counters(then.handle()).last;
}

void TestRestoreKills::inPlace()
{
    std::int64_t now = m_scene.check();
    std::chrono::microseconds whole{400'000};
    int done = 0;
    for (int round = 0; round < rounds(8, 150); ++round) {
        const Scn target = m_scns[m_random.below(m_scns.size())];
        const std::int64_t wanted = lastAt(target);
        const auto start = Steady::now();
        const Child restore = startRestore({"--in-place", "--until-scn", std::to_string(target.value)});
        const bool toTheEnd = round % 10 == 0;
        if (toTheEnd) {
            QCOMPARE(restore->wait(), 0);
            whole = std::chrono::duration_cast<std::chrono::microseconds>(Steady::now() - start);
        } else {
            const auto wait = m_random.below(static_cast<std::uint64_t>(whole.count() * 11 / 10));
            std::this_thread::sleep_for(std::chrono::microseconds(wait));
            restore->stop(SIGKILL);
        }
        const std::int64_t found = m_scene.check(); // sound, and the content of one commit
        QVERIFY2(
            found == now || found == wanted,
            fmt::format("it holds commit {}; before it was {}, restored {}", found, now, wanted).c_str());
        QVERIFY(!toTheEnd || found == wanted);
        done += found == wanted && found != now ? 1 : 0;
        now = found;
        if (m_random.oneIn(4)) { // its programs and its recorder go on with what they find
            grow("3");
            now += 3;
            QCOMPARE(m_scene.check(), now);
        }
    }
    const Child last = startRestore({"--in-place", "--until-scn", std::to_string(m_scns[0].value)});
    QCOMPARE(last->wait(), 0);
    QCOMPARE(m_scene.check(), lastAt(m_scns[0]));
    for (const auto &entry : std::filesystem::directory_iterator(m_scene.folder())) {
        const std::string name = entry.path().filename().string();
        QVERIFY2(name.find("restor") == std::string::npos, name.c_str());
    }
    const auto report = timeline::History::open(m_scene.location())->verify({});
    QVERIFY2(report.ok(), report.ok() ? "" : report.findings[0].message.c_str());
    std::printf("%d restores in place took effect\n", done);
}

void TestRestoreKills::toNewFile()
{
    std::chrono::microseconds whole{300'000};
    for (int round = 0; round < rounds(4, 60); ++round) {
        const std::string out = m_scene.file(fmt::format("new{}.db", round));
        const Scn target = m_scns[m_random.below(m_scns.size())];
        const auto start = Steady::now();
        const Child restore = startRestore({"--until-scn", std::to_string(target.value), out});
        if (round == 0) {
            QCOMPARE(restore->wait(), 0);
            whole = std::chrono::duration_cast<std::chrono::microseconds>(Steady::now() - start);
        } else {
            const auto wait = m_random.below(static_cast<std::uint64_t>(whole.count() * 11 / 10));
            std::this_thread::sleep_for(std::chrono::microseconds(wait));
            restore->stop(SIGKILL);
        }
        if (std::filesystem::exists(out)) {
            const PlainDatabase restored(out, PlainDatabase::Open::ReadOnly);
            const load::State state = load::check(restored.handle());
            QVERIFY2(state.problem.empty(), state.problem.c_str());
            QCOMPARE(state.last, lastAt(target));
        }
    }
}

QTEST_GUILESS_MAIN(TestRestoreKills)
#include "tst_restore_kills.moc"
