// Pages damaged on the disk of a live database: found, told apart from what was committed, and rewritten from
// the history or from a backup as one commit, beside programs and a recorder that go on.
#include "engine/backup/create.h"
#include "engine/backup/repair.h"
#include "tests/engine/timeline/neighbours.h"
#include "tests/support/error_code.h"
#include "tests/support/plain_database.h"
#include "tests/support/random.h"

#include <QtTest>
#include <csignal>

using namespace strandline;
using namespace strandline::test;
using backup::RepairPlan;
using backup::RepairRequest;
using core::Scn;

namespace {

// Nothing is left in the WAL, so that damage to the file is damage to the database.
void checkpoint(const std::string &database)
{
    PlainDatabase plain(database);
    plain.execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

// By another program: this one may have the database open through SQLite.
void scribble(const std::string &database, std::uint64_t offset, const std::string &text)
{
    const Finished done = runProgram(
        {"/bin/sh", "-c", "printf '%s' \"$2\" | dd of=\"$0\" bs=1 seek=$1 conv=notrunc 2>/dev/null", database,
         std::to_string(offset), text});
    QCOMPARE(done.code, 0);
}

// Somebody has the database open, so the WAL isn't deleted by who closes it, and it can be told from the
// history whether anything was committed that nobody recorded.
class Stays
{
public:
    explicit Stays(const Scene &scene) : m_reader(scene.start("read", {"--for", "600000"})) {}

private:
    Child m_reader;
};

// The last commits stand in the WAL when the recorder goes.
void recordSome(const Scene &scene)
{
    const Child recorder = scene.record();
    scene.run("write", {"--commits", "20", "--busy", "20000"});
    Scene::close(*recorder);
}

RepairRequest requestFor(const Scene &scene)
{
    RepairRequest request;
    request.location = scene.location();
    return request;
}

// With a table that no writer touches: its pages are in the file and not in the WAL.
void makeDatabase(const Scene &scene)
{
    scene.run("write", {"--commits", "60"});
    PlainDatabase plain(scene.database());
    plain.execute("CREATE TABLE quiet(a); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                  "WHERE i < 300) INSERT INTO quiet SELECT hex(randomblob(200)) FROM n");
}

// A page of that table.
std::uint32_t leafOf(const std::string &database)
{
    PlainDatabase plain(database, PlainDatabase::Open::ReadOnly);
    return static_cast<std::uint32_t>(
        plain.integer("SELECT pageno FROM dbstat WHERE name='quiet' AND pagetype='leaf' LIMIT 1 OFFSET 5"));
}

std::uint64_t offsetOf(std::uint32_t page)
{
    return (std::uint64_t{page} - 1) * 4096;
}

} // namespace

class TestRepair : public QObject
{
    Q_OBJECT

private slots:
    void soundDatabase();
    void fromTheHistory_data();
    void fromTheHistory();
    void besideWriterAndRecorder();
    void changedOrDamaged();
    void damagedWhileNobodyRecorded();
    void fromABackup();
    void changedSinceThePlan();
};

void TestRepair::soundDatabase()
{
    Scene scene;
    makeDatabase(scene);
    Scene::close(*scene.record());
    const RepairPlan plan = backup::planRepair(requestFor(scene), {});
    QVERIFY(plan.sound());
    QVERIFY(plan.pagesChecked > 20);
    QCOMPARE(errorCodeOf([&] { backup::runRepair(requestFor(scene), plan, false, {}); }),
             std::string("USAGE"));
}

void TestRepair::fromTheHistory_data()
{
    QTest::addColumn<int>("within");
    QTest::newRow("the header of a page") << 0;
    QTest::newRow("a value of a row, which no structure tells") << 3000;
}

void TestRepair::fromTheHistory()
{
    QFETCH(int, within);
    Scene scene;
    makeDatabase(scene);
    recordSome(scene);
    const Stays stays(scene);
    const std::int64_t last = scene.check();
    const std::uint32_t leaf = leafOf(scene.database());
    QVERIFY(leaf > 1);
    scribble(scene.database(), offsetOf(leaf) + static_cast<std::uint64_t>(within), "damage damage damage");
    const RepairPlan plan = backup::planRepair(requestFor(scene), {});
    QCOMPARE(plan.pages.size(), std::size_t{1});
    QCOMPARE(plan.pages[0].page, leaf);
    QVERIFY(!plan.pages[0].old);
    QVERIFY(plan.mends());
    const auto report = backup::runRepair(requestFor(scene), plan, false, {});
    QCOMPARE(report.pagesWritten, 1U);
    QVERIFY(report.problems.empty());
    QCOMPARE(scene.check(), last);
    // The recorder sees a commit in which nothing but page 1 changed.
    Scene::close(*scene.record());
    const auto history = timeline::History::open(scene.location());
    QVERIFY(history->commit(history->currentScn())->pages <= 1);
    QVERIFY(backup::planRepair(requestFor(scene), {}).sound());
}

void TestRepair::besideWriterAndRecorder()
{
    Scene scene;
    makeDatabase(scene);
    const Child recorder = scene.record({"--checkpoint-frames", "50", "--quiet", "50"});
    const std::uint32_t leaf = leafOf(scene.database());
    // No faster than a recorder that a sanitizer slows down can follow.
    const Child writer =
        scene.start("write", {"--busy", "60000", "--think", test::underSanitizer ? "20000" : "500"});
    scribble(scene.database(), offsetOf(leaf) + 1000, "damage damage damage");
    const RepairPlan plan = backup::planRepair(requestFor(scene), {});
    const bool found = std::any_of(plan.pages.begin(), plan.pages.end(),
                                   [&](const auto &page) { return page.page == leaf; });
    QVERIFY(found);
    QCOMPARE(plan.pages.size(), std::size_t{1});
    backup::runRepair(requestFor(scene), plan, true, {});
    QVERIFY(writer->running() && recorder->running());
    writer->signal(SIGTERM);
    QCOMPARE(countIn(writer->readAll(), "failed"), 0);
    Scene::close(*recorder);
    QVERIFY(backup::planRepair(requestFor(scene), {}).sound());
    const auto history = timeline::History::open(scene.location());
    QVERIFY(history->status().gaps.empty());
}

// Nobody recorded the last commits, and no structure is damaged: it can't be told, and is not touched.
void TestRepair::changedOrDamaged()
{
    Scene scene;
    makeDatabase(scene);
    Scene::close(*scene.record());
    scene.run("write", {"--commits", "5"});
    checkpoint(scene.database());
    const RepairPlan plan = backup::planRepair(requestFor(scene), {});
    QVERIFY(plan.sound());
    QCOMPARE(plan.notes.size(), std::size_t{1});
    QVERIFY2(plan.notes[0].find("while nobody recorded") != std::string::npos, plan.notes[0].c_str());
}

// The recorder that came later took the damaged page for a commit: integrity_check finds it, and the version
// before it is the one.
void TestRepair::damagedWhileNobodyRecorded()
{
    Scene scene;
    makeDatabase(scene);
    Scene::close(*scene.record());
    const std::int64_t last = scene.check();
    checkpoint(scene.database());
    const std::uint32_t leaf = leafOf(scene.database());
    scribble(scene.database(), offsetOf(leaf), "damage damage damage");
    Scene::close(*scene.record());
    QVERIFY(!timeline::History::open(scene.location())->status().gaps.empty());
    const RepairPlan plan = backup::planRepair(requestFor(scene), {});
    QVERIFY(!plan.problems.empty());
    QCOMPARE(plan.pages.size(), std::size_t{1});
    QCOMPARE(plan.pages[0].page, leaf);
    QVERIFY(plan.pages[0].old);
    QVERIFY(plan.mends());
    QVERIFY(backup::runRepair(requestFor(scene), plan, false, {}).problems.empty());
    QCOMPARE(scene.check(), last);
}

void TestRepair::fromABackup()
{
    Scene scene;
    makeDatabase(scene);
    backup::CreateRequest create;
    create.database = scene.location();
    create.store = scene.file("store");
    backup::createBackup(create, {});
    const std::int64_t last = scene.check();
    checkpoint(scene.database());
    const std::uint32_t leaf = leafOf(scene.database());
    scribble(scene.database(), offsetOf(leaf), "damage damage damage");
    RepairRequest request = requestFor(scene);
    const RepairPlan without = backup::planRepair(request, {});
    QVERIFY(!without.problems.empty() && without.pages.empty() && !without.notes.empty());
    request.sets = backup::Catalogue(scene.file("store")).sets();
    const RepairPlan plan = backup::planRepair(request, {});
    QCOMPARE(plan.pages.size(), std::size_t{1});
    QVERIFY(plan.pages[0].source == backup::PageSourceKind::Backup);
    QVERIFY(plan.mends());
    QVERIFY(backup::runRepair(request, plan, false, {}).problems.empty());
    QCOMPARE(scene.check(), last);
}

void TestRepair::changedSinceThePlan()
{
    Scene scene;
    makeDatabase(scene);
    recordSome(scene);
    const Stays stays(scene);
    const std::uint32_t leaf = leafOf(scene.database());
    scribble(scene.database(), offsetOf(leaf), "damage damage damage");
    const RepairPlan plan = backup::planRepair(requestFor(scene), {});
    QCOMPARE(plan.pages.size(), std::size_t{1});
    scribble(scene.database(), offsetOf(leaf), "another damage");
    QCOMPARE(errorCodeOf([&] { backup::runRepair(requestFor(scene), plan, false, {}); }),
             std::string("BUSY"));
}

QTEST_GUILESS_MAIN(TestRepair)
#include "tst_repair.moc"
