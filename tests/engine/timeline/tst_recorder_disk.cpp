// The recorder's own disk and manners: a full or failing disk never stops the user's program, idle means no
// byte, the WAL stays bounded, and reading changes nothing.
#include "tests/engine/timeline/neighbours.h"

#include "engine/sqlite/connection.h"
#include "engine/timeline/recorder.h"
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

namespace {

void pauseFor(std::uint64_t ms)
{
    std::this_thread::sleep_for(std::chrono::milliseconds(ms));
}

SpawnOptions failingSync(const std::string &flag)
{
    return {{{"LD_PRELOAD", FSYNC_SHIM},
             {"ASAN_OPTIONS", "verify_asan_link_order=0"},
             {"STRANDLINE_FSYNC_FLAG", flag},
             {"STRANDLINE_FSYNC_PATH", ".strandline"}},
            {},
            false};
}

// Bytes that a process gave to write calls since its start.
std::uint64_t writtenBy(pid_t pid)
{
    const std::string io = readFile(fmt::format("/proc/{}/io", pid));
    return std::stoull(io.substr(io.find("wchar: ") + 7));
}

std::map<std::string, std::pair<std::uint64_t, std::filesystem::file_time_type>>
filesOf(const std::string &folder)
{
    std::map<std::string, std::pair<std::uint64_t, std::filesystem::file_time_type>> all;
    for (const auto &entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            all[entry.path().string()] = {entry.file_size(), entry.last_write_time()};
        }
    }
    return all;
}

} // namespace

class TestRecorderDisk : public QObject
{
    Q_OBJECT

private slots:
    void fsyncFails();
    void diskFull();
    void diskFullAtTheStart();
    void idleWritesNothing();
    void walBoundedUnderSteadyLoad_data();
    void walBoundedUnderSteadyLoad();
    void readingChangesNothing();
    void noSidecarWithoutRecording();

private:
    void survived(Scene &scene);
};

void TestRecorderDisk::survived(Scene &scene)
{
    const auto history = timeline::History::open(scene.location());
    const Walk result = walk(*history);
    QVERIFY2(result.problem.empty(), result.problem.c_str());
    QCOMPARE(result.last, scene.check());
    const timeline::VerifyReport report = history->verify({});
    QVERIFY2(report.ok(), report.ok() ? "" : report.findings[0].message.c_str());
}

void TestRecorderDisk::fsyncFails()
{
    Scene scene;
    scene.run("write", {"--commits", "20"});
    const std::string flag = scene.file("flag");
    const Child recorder = scene.record({"--checkpoint-frames", "100"}, failingSync(flag));
    for (int round = 0; round < 3; ++round) {
        scene.run("write", {"--commits", "100", "--think", "200"});
        writeFile(flag, "1");
        const std::string line = scene.run("write", {"--commits", "700", "--think", "200"});
        QCOMPARE(countIn(line, "commits"), 700);
        QCOMPARE(countIn(line, "busy") + countIn(line, "failed"), 0);
        const auto told = recorder->readLine();
        QVERIFY2(told && told->rfind("problem ", 0) == 0, told.value_or("no output").c_str());
        std::filesystem::remove(flag);
        const auto healed = recorder->readLine();
        QVERIFY2(healed && *healed == "healed", healed.value_or("no output").c_str());
    }
    scene.run("write", {"--commits", "100"});
    Scene::close(*recorder);
    survived(scene);
}

void TestRecorderDisk::diskFull()
{
    Scene scene;
    scene.run("write", {"--commits", "20"});
    SpawnOptions limited;
    limited.fileSizeLimitBytes =
        400'000; // the database and its WAL stay smaller: the history's segment grows
    const Child recorder = scene.record({"--checkpoint-frames", "60"}, limited);
    const Child writer = scene.start("write", {"--for", "4000", "--think", "100", "--autocheckpoint", "60"});
    std::optional<std::string> told = recorder->readLine();
    QVERIFY2(told && told->rfind("problem ", 0) == 0, told.value_or("no output").c_str());
    pauseFor(300); // the user's program goes on meanwhile
    QVERIFY(writer->running());
    recorder->setFileSizeLimit(~std::uint64_t{0});
    told = recorder->readLine();
    QVERIFY2(told && *told == "healed", told.value_or("no output").c_str());
    QCOMPARE(writer->wait(), 0);
    const std::string line = writer->readAll();
    QCOMPARE(countIn(line, "busy") + countIn(line, "failed"), 0);
    Scene::close(*recorder);
    survived(scene);
}

void TestRecorderDisk::diskFullAtTheStart()
{
    Scene scene;
    scene.run("write", {"--commits", "200"});
    {
        PlainDatabase bulk(scene.database());
        bulk.execute("CREATE TABLE bulk AS SELECT randomblob(200000) AS b");
        bulk.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    SpawnOptions limited;
    limited.fileSizeLimitBytes = 100'000; // room for the shared memory, not for the base
    const Child refused = scene.record({}, limited, false);
    const std::string line = refused->readLine().value_or("");
    QVERIFY2(line.rfind("error DISK_FULL ", 0) == 0, line.c_str());
    QCOMPARE(refused->wait(), 1);
    scene.run("write", {"--commits", "20"});
    const Child recorder = scene.record(); // with room again it just works
    scene.run("write", {"--commits", "20"});
    Scene::close(*recorder);
    survived(scene);
}

void TestRecorderDisk::idleWritesNothing()
{
    Scene scene;
    scene.run("write", {"--commits", "300"});
    const Child holder =
        scene.start("write", {"--commits", "1", "--think", "60000000"}); // has it open, is idle
    const Child recorder = scene.record({"--quiet", "100"});
    std::uint64_t before = 0;
    for (int quietFor = 0; quietFor < 10;) { // the last checkpoint may still come
        const std::uint64_t now = writtenBy(recorder->pid());
        quietFor = now == before ? quietFor + 1 : 0;
        before = now;
        pauseFor(50);
    }
    const auto files = filesOf(scene.folder());
    pauseFor(1500);
    QCOMPARE(writtenBy(recorder->pid()), before);
    QVERIFY(filesOf(scene.folder()) == files);
    Scene::close(*recorder);
}

void TestRecorderDisk::walBoundedUnderSteadyLoad_data()
{
    QTest::addColumn<QString>("think");
    QTest::addColumn<int>("writers");
    if (!underSanitizer) { // a recorder slowed down tenfold never catches a writer that never rests
        QTest::newRow("one writer without a pause") << "0" << 1;
    }
    QTest::newRow("one writer") << "200" << 1;
    QTest::newRow("two writers") << "2000" << 2;
}

// The programs checkpoint by themselves, as is SQLite's default, and never rest: beside a recorder, too,
// their WAL begins again and again.
void TestRecorderDisk::walBoundedUnderSteadyLoad()
{
    QFETCH(QString, think);
    QFETCH(int, writers);
    Scene scene;
    scene.run("write", {"--commits", "20"});
    const Child recorder = scene.record({"--checkpoint-frames", "200"});
    std::vector<Child> all;
    for (int i = 0; i < writers; ++i) {
        all.push_back(scene.start("write", {"--busy", "60000", "--think", think.toStdString()}));
    }
    std::string salt = scene.walSalt();
    int begun = 0;
    for (int look = 0; look < 30'000 && begun < 3; ++look) {
        pauseFor(2);
        const std::string now = scene.walSalt();
        begun += now != salt ? 1 : 0;
        salt = now;
    }
    QCOMPARE(begun, 3);
    for (const Child &writer : all) {
        writer->stop(SIGTERM);
    }
    Scene::close(*recorder);
    const Walk result = walk(*timeline::History::open(scene.location()), 200);
    QVERIFY2(result.problem.empty(), result.problem.c_str());
    QCOMPARE(result.gaps, std::uint64_t{0});
    QCOMPARE(result.last, scene.check());
}

void TestRecorderDisk::readingChangesNothing()
{
    Scene scene;
    const std::string wal = scene.database() + "-wal";
    const auto fingerprint = [&] { return runProgram({TEST_WRITER, "hash", scene.database(), wal}).output; };
    scene.start("write", {"--commits", "50", "--autocheckpoint", "0", "--think", "3000"})->stop(SIGKILL);
    {
        const Child killed = scene.start("write", {"--autocheckpoint", "0"});
        pauseFor(60);
        killed->stop(SIGKILL); // leaves a WAL behind, its last commit perhaps half
    }
    const std::string before = fingerprint();
    QVERIFY(std::filesystem::file_size(wal) > 0);
    {
        sqlite::Connection reader(scene.database());
        QVERIFY(reader.integer("SELECT count(*) FROM log") > 0);
    }
    QCOMPARE(fingerprint(), before);

    { // and so with a history, whose newest pages may come from the live file
        const Child recorder = scene.record();
        recorder->stop(SIGKILL);
    }
    const std::string recorded = fingerprint();
    {
        const auto history = timeline::History::open(scene.location());
        const auto point = history->at(history->currentScn());
        sqlite::ConnectionOptions options;
        options.uri = true;
        sqlite::Connection then(point->uri(), options);
        QVERIFY(then.integer("SELECT count(*) FROM log") > 0);
        sqlite::Connection live(scene.database());
        live.execute("ATTACH " + sqlite::quoteText(point->uri()) + " AS was");
        QCOMPARE(live.integer("SELECT count(*) FROM was.log"), live.integer("SELECT count(*) FROM main.log"));
    }
    QCOMPARE(fingerprint(), recorded);
}

void TestRecorderDisk::noSidecarWithoutRecording()
{
    Scene scene;
    scene.run("write", {"--commits", "20"});
    const auto files = filesOf(scene.folder());
    {
        sqlite::Connection reader(scene.database());
        QVERIFY(reader.integer("SELECT count(*) FROM log") > 0);
    }
    QVERIFY(!timeline::History::exists(scene.location()));
    try {
        timeline::History::open(scene.location());
        QFAIL("opened a history that is not there");
    } catch (const core::Error &e) {
        QCOMPARE(e.code(), core::ErrorCode::NotRecorded);
    }
    QVERIFY(!std::filesystem::exists(scene.database() + ".strandline"));
#ifdef STRANDCTL
    const Finished asked =
        runProgram({STRANDCTL, "sql", scene.database(), "--json", "SELECT count(*) FROM log"});
    QCOMPARE(asked.code, 0);
    QVERIFY(!std::filesystem::exists(scene.database() + ".strandline"));
#endif
}

QTEST_GUILESS_MAIN(TestRecorderDisk)
#include "tst_recorder_disk.moc"
