// FLASHBACK DATABASE: the database is what it was, for everybody at once, and can go on from there and come
// back; beside writers, readers and checkpoints, killed anywhere, on full and failing disks; and what the
// history tells of it afterwards.
#include "engine/flashback/flashback_database.h"
#include "engine/flashback/restore_points.h"
#include "engine/flashback/row_history.h"
#include "engine/timeline/branch.h"
#include "engine/timeline/recorder.h"
#include "tests/engine/timeline/neighbours.h"
#include "tests/engine/timeline/random_sql.h"
#include "tests/support/dump.h"
#include "tests/support/error_code.h"

#include <QtTest>
#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fmt/format.h>
#include <thread>

using namespace strandline;
using namespace strandline::test;
using core::Scn;
using flashback::DatabaseReport;
using timeline::History;

namespace {

void pauseFor(std::uint64_t ms)
{
    std::this_thread::sleep_for(std::chrono::milliseconds(ms));
}

int rounds(int shortForm, int longer)
{
    return longForm() ? longer : underSanitizer ? std::max(1, shortForm / 4) : shortForm;
}

// All but the schema's version, which counts on whatever the schema is.
Dump contentOf(sqlite3 *db)
{
    Dump dump = dumpOf(db);
    std::erase_if(dump.parts, [](const Dump::Part &part) { return part.name == "(schema_version)"; });
    return dump;
}

// A database that random SQL changes, what plain SQLite saw of each SCN, and connections that only ever look
// now and then, so that they know old schemas.
class Field
{
public:
    Field(const RandomSqlSettings &settings, std::uint64_t seed, bool recordMeanwhile) : m_random(seed)
    {
        m_location.database = m_folder.file("field.db");
        m_writer = std::make_unique<PlainDatabase>(m_location.database);
        m_sql = std::make_unique<RandomSql>(*m_writer, m_random, settings);
        m_witness = std::make_unique<PlainDatabase>(m_location.database, PlainDatabase::Open::ReadOnly);
        m_idle = std::make_unique<PlainDatabase>(m_location.database, PlainDatabase::Open::ReadOnly);
        timeline::RecorderOptions options;
        options.location = m_location;
        options.segmentBytes = 128U << 10U;
        options.checkpointFrames = 50;
        m_recorder = std::make_unique<timeline::Recorder>(options, core::JobContext{});
        keep(m_recorder->state().scn);
        if (recordMeanwhile) {
            m_thread = std::jthread([this](const std::stop_token &stop) { m_recorder->run(stop); });
        }
    }

    // Makes transactions, each with its SCN and truth.
    void change(int transactions)
    {
        for (int i = 0; i < transactions; ++i) {
            m_sql->transaction();
            const Dump now = contentOf(m_witness->handle());
            if (!(now == m_truth.at(m_last.value))) {
                take();
            }
        }
        m_sql->tick(); // what changed no row, such as VACUUM, has its SCN before this
        take();
    }

    // Goes there; empty when everything is as it was then.
    std::string goTo(Scn scn)
    {
        if (!m_thread.joinable()) {
            m_recorder->close();
            m_recorder.reset();
        }
        const DatabaseReport report = flashback::runFlashbackDatabase(history(), scn, {}, {});
        if (!m_thread.joinable()) {
            timeline::RecorderOptions options;
            options.location = m_location;
            options.segmentBytes = 128U << 10U;
            options.checkpointFrames = 50;
            m_recorder = std::make_unique<timeline::Recorder>(options, core::JobContext{});
        }
        m_last = history()->currentScn();
        last = report;
        for (Scn n = report.before.next(); n <= m_last; n = n.next()) {
            m_truth[n.value] = m_truth.at(scn.value);
        }
        m_truth.try_emplace(report.before.value,
                            m_truth.at(report.before.value - 1)); // a commit that makes room
        std::string wrong = difference(m_truth.at(scn.value), contentOf(m_witness->handle()));
        if (wrong.empty()) {
            wrong = difference(m_truth.at(scn.value), contentOf(m_writer->handle()));
        }
        if (wrong.empty() && m_random.oneIn(3)) { // others stay with what they knew for longer
            wrong = difference(m_truth.at(scn.value), contentOf(m_idle->handle()));
        }
        const std::string integrity = m_writer->text("PRAGMA integrity_check");
        return wrong.empty() && integrity != "ok" ? integrity : wrong;
    }

    std::string checkAll()
    {
        const auto opened = history();
        for (const auto &[scn, truth] : m_truth) {
            const auto point = opened->at(Scn{scn});
            const PlainDatabase then(point->uri(), PlainDatabase::Open::ReadOnly);
            const std::string wrong = difference(truth, contentOf(then.handle()));
            if (!wrong.empty()) {
                return fmt::format("SCN {}: {}", scn, wrong);
            }
        }
        const timeline::VerifyReport report = opened->verify({});
        return report.ok() ? std::string() : report.findings[0].message;
    }

    std::shared_ptr<History> history() const { return History::open(m_location); }
    Scn randomScn()
    {
        auto it = m_truth.begin();
        std::advance(it, static_cast<std::ptrdiff_t>(m_random.below(m_truth.size())));
        return Scn{it->first};
    }
    Scn now() const { return m_last; }

    DatabaseReport last;

private:
    void take()
    {
        if (!m_thread.joinable()) {
            m_recorder->poll();
        }
        keep(settled());
    }
    // The SCN that holds all that is committed: that of the last poll.
    Scn settled()
    {
        const auto opened = history();
        Dump there;
        const Dump now = contentOf(m_witness->handle());
        for (int i = 0; i < 5000; ++i) {
            opened->refresh();
            const auto point = opened->at(opened->currentScn());
            const PlainDatabase then(point->uri(), PlainDatabase::Open::ReadOnly);
            if (contentOf(then.handle()) == now) {
                break;
            }
            pauseFor(1);
        }
        return opened->currentScn();
    }
    void keep(Scn scn)
    {
        m_last = scn;
        m_truth[scn.value] = contentOf(m_witness->handle());
    }

    TempFolder m_folder{TempFolder::Place::Memory};
    timeline::Location m_location;
    Random m_random;
    std::unique_ptr<PlainDatabase> m_writer;
    std::unique_ptr<RandomSql> m_sql;
    std::unique_ptr<PlainDatabase> m_witness;
    std::unique_ptr<PlainDatabase> m_idle;
    std::unique_ptr<timeline::Recorder> m_recorder;
    std::map<std::uint64_t, Dump> m_truth;
    Scn m_last;
    std::jthread m_thread;
};

} // namespace

class TestFlashbackDatabase : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_random = Random(testSeed("tst_flashback_database", 77)); }
    void thereAndBack_data();
    void thereAndBack();
    void acrossVacuumAndShrink();
    void nothingToDo();
    void connectionsSeeTheSchemaOfThen();
    void readerKeepsItsSnapshot();
    void cancelled();
    void refusals();
    void otherPageSizeIsRefused();
    void planSaysWhatWouldHappen();
    void historyOfTwoLines();
    void incarnationWithoutItsCommit();
    void pruneAfterAFlashback();

private:
    Random m_random{0};
};

void TestFlashbackDatabase::thereAndBack_data()
{
    QTest::addColumn<int>("pageSize");
    QTest::addColumn<int>("autoVacuum");
    QTest::addColumn<bool>("recorded");
    QTest::newRow("4096, recorded by a thread") << 4096 << 0 << true;
    QTest::newRow("4096, nobody records") << 4096 << 0 << false;
    QTest::newRow("512, auto_vacuum full") << 512 << 1 << true;
    QTest::newRow("65536, incremental") << 65536 << 2 << false;
}

void TestFlashbackDatabase::thereAndBack()
{
    QFETCH(int, pageSize);
    QFETCH(int, autoVacuum);
    QFETCH(bool, recorded);
    RandomSqlSettings settings;
    settings.pageSizeBytes = pageSize;
    settings.autoVacuum = autoVacuum;
    Field field(settings, m_random.next(), recorded);
    field.change(30);
    for (int i = 0; i < rounds(8, 100); ++i) {
        const Scn before = field.now();
        const Scn target = field.randomScn();
        std::string wrong = field.goTo(target);
        QVERIFY2(wrong.empty(), fmt::format("to SCN {}: {}", target.value, wrong).c_str());
        QCOMPARE(field.last.recordedHere, !recorded);
        if (i % 2 == 0) {
            wrong = field.goTo(field.last.before);
            QVERIFY2(wrong.empty(), fmt::format("back to SCN {}: {}", before.value, wrong).c_str());
        }
        field.change(3);
    }
    const std::string wrong = field.checkAll();
    QVERIFY2(wrong.empty(), wrong.c_str());
}

namespace {

// n commits to t by one program, and a recorder that stands by.
class Simple
{
public:
    explicit Simple(const std::string &schema = "CREATE TABLE t (id INTEGER PRIMARY KEY, n, b)")
    {
        m_location.database = m_folder.file("simple.db");
        m_writer = std::make_unique<PlainDatabase>(m_location.database);
        m_writer->execute("PRAGMA journal_mode = WAL;" + schema);
        start();
    }
    void start()
    {
        timeline::RecorderOptions options;
        options.location = m_location;
        options.clock = &clock;
        m_recorder = std::make_unique<timeline::Recorder>(options, core::JobContext{});
    }
    void stop()
    {
        m_recorder->close();
        m_recorder.reset();
    }
    Scn commit(const std::string &sql)
    {
        clock.advance(std::chrono::minutes(1));
        m_writer->execute(sql);
        m_recorder->poll();
        return m_recorder->state().scn;
    }
    // While it records nowhere else.
    DatabaseReport flashBack(Scn to, const core::JobContext &job = {})
    {
        clock.advance(std::chrono::minutes(1));
        stop();
        flashback::FlashbackDatabaseOptions options;
        options.clock = &clock;
        const DatabaseReport report = flashback::runFlashbackDatabase(history(), to, options, job);
        start();
        return report;
    }
    std::shared_ptr<History> history() const { return History::open(m_location); }
    PlainDatabase &writer() { return *m_writer; }
    const timeline::Location &location() const { return m_location; }

    core::ManualClock clock{core::Time(std::chrono::seconds(1'700'000'000))};

private:
    TempFolder m_folder{TempFolder::Place::Memory};
    timeline::Location m_location;
    std::unique_ptr<PlainDatabase> m_writer;
    std::unique_ptr<timeline::Recorder> m_recorder;
};

constexpr const char *manyRows =
    "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 500) INSERT INTO t(n, b) "
    "SELECT i, randomblob(900) FROM c";

} // namespace

void TestFlashbackDatabase::acrossVacuumAndShrink()
{
    Simple simple;
    const Scn full = simple.commit(manyRows);
    const std::int64_t pages = simple.writer().integer("PRAGMA page_count");
    const Dump then = contentOf(simple.writer().handle());
    simple.commit("DELETE FROM t WHERE id > 10");
    const Scn small = simple.commit("VACUUM");
    const Dump shrunk = contentOf(simple.writer().handle());
    QVERIFY(simple.writer().integer("PRAGMA page_count") < pages / 5);
    simple.flashBack(full);
    QCOMPARE(simple.writer().integer("PRAGMA page_count"), pages);
    QCOMPARE(difference(then, contentOf(simple.writer().handle())), std::string());
    QCOMPARE(simple.writer().text("PRAGMA integrity_check"), std::string("ok"));
    simple.flashBack(small);
    QCOMPARE(difference(shrunk, contentOf(simple.writer().handle())), std::string());
    simple.stop(); // and so it stays when all is in the database file
    simple.writer().execute("PRAGMA wal_checkpoint(TRUNCATE)");
    QCOMPARE(difference(shrunk, contentOf(simple.writer().handle())), std::string());
    QCOMPARE(std::filesystem::file_size(simple.location().database),
             static_cast<std::uintmax_t>(simple.writer().integer("PRAGMA page_count")) * 4096);
    simple.start();
}

void TestFlashbackDatabase::nothingToDo()
{
    Simple simple;
    const Scn first = simple.commit("INSERT INTO t(n) VALUES (1)");
    const DatabaseReport none = simple.flashBack(first);
    QCOMPARE(none.pagesWritten, 0U);
    QCOMPARE(none.scn, none.before);
    QCOMPARE(none.incarnation.value, 1U);
    simple.commit("UPDATE t SET n = 2");
    QVERIFY(simple.flashBack(first).pagesWritten > 0);
    const DatabaseReport again = simple.flashBack(first);
    QCOMPARE(again.pagesWritten, 0U);
    QCOMPARE(again.incarnation.value, 2U);
}

// One that looked when the schema was the one that is left must not go on with it.
void TestFlashbackDatabase::connectionsSeeTheSchemaOfThen()
{
    Simple simple;
    const Scn first = simple.commit("INSERT INTO t(n) VALUES ('old')");
    PlainDatabase idle(simple.location().database, PlainDatabase::Open::ReadOnly);
    const Scn second = simple.commit("DROP TABLE t; CREATE TABLE u (x); CREATE TABLE t (n); "
                                     "INSERT INTO u VALUES ('u'); INSERT INTO t VALUES ('new')");
    QCOMPARE(idle.text("SELECT n FROM t"), std::string("new"));
    for (int i = 0; i < 4; ++i) {
        simple.flashBack(first);
        QCOMPARE(idle.text("SELECT n FROM t"), std::string("old"));
        QCOMPARE(idle.text("SELECT group_concat(name) FROM sqlite_schema"), std::string("t"));
        simple.flashBack(second);
        QCOMPARE(idle.text("SELECT n FROM t"), std::string("new"));
        QCOMPARE(idle.text("SELECT x FROM u"), std::string("u"));
    }
}

void TestFlashbackDatabase::readerKeepsItsSnapshot()
{
    Simple simple;
    const Scn first = simple.commit("INSERT INTO t(n) VALUES (1)");
    simple.commit("UPDATE t SET n = 2");
    PlainDatabase reader(simple.location().database, PlainDatabase::Open::ReadOnly);
    reader.execute("BEGIN");
    QCOMPARE(reader.integer("SELECT n FROM t"), std::int64_t{2});
    simple.flashBack(first);
    QCOMPARE(reader.integer("SELECT n FROM t"), std::int64_t{2});
    reader.execute("COMMIT");
    QCOMPARE(reader.integer("SELECT n FROM t"), std::int64_t{1});
}

void TestFlashbackDatabase::cancelled()
{
    Simple simple;
    const Scn empty = simple.history()->currentScn();
    for (int i = 0; i < 3; ++i) {
        simple.commit(manyRows);
    }
    const Scn full = simple.commit("UPDATE t SET n = -n");
    simple.commit("DELETE FROM t");
    const Dump before = contentOf(simple.writer().handle());
    std::stop_source stop;
    core::JobContext job;
    job.stop = stop.get_token();
    std::uint64_t seen = 0;
    job.progress = [&](const core::Progress &progress) {
        seen = progress.unit == "pages" ? progress.done : seen;
        if (seen >= 64) {
            stop.request_stop();
        }
    };
    QCOMPARE(errorCodeOf([&] { simple.flashBack(full, job); }), std::string("CANCELLED"));
    QVERIFY(seen >= 64);
    QCOMPARE(difference(before, contentOf(simple.writer().handle())), std::string());
    QVERIFY(!timeline::readBranchNote(simple.location()).has_value());
    simple.start();
    simple.flashBack(full);
    simple.flashBack(empty);
    QCOMPARE(simple.writer().integer("SELECT count(*) FROM t"), std::int64_t{0});
    QCOMPARE(simple.writer().text("PRAGMA integrity_check"), std::string("ok"));
}

void TestFlashbackDatabase::refusals()
{
    Scene scene;
    scene.run("write", {"--commits", "5"});
    const Child recorder = scene.record();
    scene.run("write", {"--commits", "5", "--busy", "20000"});
    const auto history = History::open(scene.location());
    QTRY_VERIFY((history->refresh(), history->currentScn().value >= 6));
    flashback::FlashbackDatabaseOptions options;
    options.patience = std::chrono::milliseconds(200);
    const auto to = [&](std::uint64_t scn) {
        return [&, scn] { flashback::runFlashbackDatabase(history, Scn{scn}, options, {}); };
    };
    QCOMPARE(errorCodeOf(to(99)), std::string("SCN_IN_FUTURE"));
    {
        const Child holder = scene.start("hold");
        QCOMPARE(errorCodeOf(to(3)), std::string("BUSY"));
        const std::string message = errorMessageOf(to(3));
        QVERIFY2(message.find("test_writer") != std::string::npos &&
                     message.find("unchanged") != std::string::npos,
                 message.c_str());
        holder->stop(SIGKILL);
    }
    recorder->signal(SIGSTOP); // it records, but takes nothing in
    scene.run("write", {"--commits", "1", "--busy", "20000"});
    const std::string message = errorMessageOf(to(3));
    recorder->signal(SIGCONT);
    QVERIFY2(message.find("recorder") != std::string::npos, message.c_str());
    QCOMPARE(errorCodeOf(to(3)), std::string());
    Scene::close(*recorder);
    timeline::prune(scene.location(), {std::chrono::seconds(0)}, core::SystemClock(), {});
    const auto pruned = History::open(scene.location());
    QCOMPARE(errorCodeOf([&] { flashback::runFlashbackDatabase(pruned, Scn{1}, options, {}); }),
             std::string("SNAPSHOT_TOO_OLD"));
}

void TestFlashbackDatabase::otherPageSizeIsRefused()
{
    Scene scene;
    scene.run("write", {"--commits", "5"});
    Scene::close(*scene.record());
    for (const char *suffix : {"", "-wal", "-shm"}) {
        std::filesystem::remove(scene.database() + suffix);
    }
    {
        PlainDatabase other(scene.database());
        other.execute("PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; CREATE TABLE x (y)");
    }
    Scene::close(*scene.record());
    const auto history = History::open(scene.location());
    QCOMPARE(history->incarnation().value, 2U);
    const auto go = [&] { flashback::runFlashbackDatabase(history, Scn{1}, {}, {}); };
    QCOMPARE(errorCodeOf(go), std::string("UNSUPPORTED"));
    QVERIFY(errorMessageOf(go).find("4096 bytes at SCN 1 and have 8192 now") != std::string::npos);
    QCOMPARE(errorCodeOf([&] { flashback::planFlashbackDatabase(history, Scn{1}, {}); }),
             std::string("UNSUPPORTED"));
}

void TestFlashbackDatabase::planSaysWhatWouldHappen()
{
    Simple simple;
    const Scn first = simple.commit("INSERT INTO t(n) VALUES (1), (2), (3)");
    simple.commit("UPDATE t SET n = 0");
    const Scn third = simple.commit("BEGIN; DELETE FROM t WHERE id = 1; CREATE TABLE u (x); COMMIT");
    const auto plan = flashback::planFlashbackDatabase(simple.history(), first, {});
    QCOMPARE(plan.from, third);
    QCOMPARE(plan.target.scn, first);
    QCOMPARE(plan.parting, first);
    QCOMPARE(plan.commitsUndone, std::uint64_t{2});
    QCOMPARE(plan.commitsRedone, std::uint64_t{0});
    QCOMPARE(plan.pagesNow, plan.pagesThen + 1);
    QCOMPARE(plan.undone.size(), std::size_t{2});
    QCOMPARE(plan.undone[0].name, std::string("t"));
    QCOMPARE(plan.undone[0].updates, std::uint64_t{3});
    QCOMPARE(plan.undone[0].deletes, std::uint64_t{1});
    QVERIFY(plan.undone[1].definition);
    QCOMPARE(simple.flashBack(first).pagesWritten, plan.pagesToWrite);
    const Scn other = simple.commit("INSERT INTO t(n) VALUES (4)");
    const auto back = flashback::planFlashbackDatabase(simple.history(), third, {});
    QCOMPARE(back.parting, first);
    QCOMPARE(back.commitsUndone, std::uint64_t{2}); // the flashback and what came after it
    QCOMPARE(back.commitsRedone, std::uint64_t{2});
    QCOMPARE(back.redone.size(), std::size_t{2});
    QCOMPARE(back.undone[0].inserts, std::uint64_t{1});
    QCOMPARE(flashback::planFlashbackDatabase(simple.history(), other, {}).pagesToWrite, 0U);
}

namespace {

class Told final : public flashback::ChangeSink
{
public:
    void row(const flashback::RowChange &change) override { scns.push_back(change.scn.value); }
    std::vector<std::uint64_t> scns; // one a row
};

} // namespace

void TestFlashbackDatabase::historyOfTwoLines()
{
    Simple simple;
    const Scn one = simple.commit("INSERT INTO t(id, n) VALUES (1, 'one')");
    const core::Time timeOfOne = simple.clock.now();
    const Scn two = simple.commit("UPDATE t SET n = 'two'");
    const core::Time timeOfTwo = simple.clock.now();
    const DatabaseReport report = simple.flashBack(one);
    const Scn three = simple.commit("UPDATE t SET n = 'three'");
    const auto history = simple.history();
    const timeline::Status status = history->status();
    QCOMPARE(status.incarnation.value, 2U);
    QCOMPARE(report.incarnation.value, 2U);
    QCOMPARE(status.incarnations[1].parent.value, 1U);
    QCOMPARE(status.incarnations[1].branchScn, one);
    QCOMPARE(status.incarnations[1].firstScn, report.scn);
    QCOMPARE(status.incarnations[0].lastScn, report.before);
    QVERIFY(report.before >= two);
    // The commit that left them holds nothing but what it had to count.
    QCOMPARE(history->commit(report.scn)->pages, 1U);
    QCOMPARE(history->commit(report.scn)->incarnation.value, 2U);
    // Times go on; by time the line of now is asked, by SCN any.
    QCOMPARE(history->scnAt(timeOfOne, simple.clock), one);
    QCOMPARE(history->scnAt(timeOfTwo, simple.clock), one);
    QCOMPARE(history->scnAt(simple.clock.now(), simple.clock), three);
    const auto valueAt = [&](Scn scn) {
        const auto point = history->at(scn);
        return PlainDatabase(point->uri(), PlainDatabase::Open::ReadOnly).text("SELECT n FROM t");
    };
    QCOMPARE(valueAt(two), std::string("two"));
    QCOMPARE(valueAt(report.scn), std::string("one"));
    QCOMPARE(valueAt(three), std::string("three"));
    // Row changes follow the line.
    flashback::ChangeReader reader(history);
    Told ofNow;
    reader.read({}, three, {}, ofNow, {});
    QCOMPARE(ofNow.scns, (std::vector<std::uint64_t>{one.value, three.value}));
    Told ofOld;
    reader.read({}, two, {}, ofOld, {});
    QCOMPARE(ofOld.scns, (std::vector<std::uint64_t>{one.value, two.value}));
    flashback::ChangeIndex index(history);
    QCOMPARE(index.commitsOf("t", {}, {}, {}), (std::vector<Scn>{one, two, three}));
    QVERIFY(index.load(report.scn, report.scn, {}).at(0).known);
    QVERIFY(index.load(report.scn, report.scn, {}).at(0).tables.empty());
    const auto row = [&](Scn to) {
        const auto found = flashback::loadRowHistory(*history, "t", std::int64_t{1}, {}, to, {});
        std::vector<std::uint64_t> scns;
        for (const flashback::RowChange &change : found.changes) {
            scns.push_back(change.scn.value);
        }
        return scns;
    };
    QCOMPARE(row(three), (std::vector<std::uint64_t>{one.value, three.value}));
    QCOMPARE(row(two), (std::vector<std::uint64_t>{one.value, two.value}));
    // And back into the line that was left.
    const DatabaseReport back = simple.flashBack(two);
    QCOMPARE(simple.writer().text("SELECT n FROM t"), std::string("two"));
    QCOMPARE(back.incarnation.value, 3U);
    QCOMPARE(simple.history()->status().incarnations[2].parent.value, 1U);
    QCOMPARE(simple.history()->status().incarnations[2].branchScn, two);
    QVERIFY(simple.history()->verify({}).ok());
}

// The recorder died after it had noted the new incarnation and before the first commit of it.
void TestFlashbackDatabase::incarnationWithoutItsCommit()
{
    Simple simple;
    const Scn one = simple.commit("INSERT INTO t(id, n) VALUES (1, 'one')");
    simple.commit("UPDATE t SET n = 'two'");
    simple.stop();
    flashback::FlashbackDatabaseOptions options;
    options.clock = &simple.clock;
    const DatabaseReport report = flashback::runFlashbackDatabase(simple.history(), one, options, {});
    // The log, cut off behind the incarnation, as a torn write leaves it.
    std::string log;
    for (const auto &entry : std::filesystem::directory_iterator(simple.location().sidecar() + "/timeline")) {
        if (entry.path().extension() == ".log") {
            log = std::max(log, entry.path().string());
        }
    }
    const std::string whole = readFile(log);
    std::size_t cut = 0; // the last record of incarnations
    for (std::size_t at = 64; at + 16 <= whole.size();) {
        std::uint32_t length = 0;
        std::memcpy(&length, whole.data() + at, 4);
        cut = whole[at + 4] == 1 ? at + 16 + length : cut;
        at += 16 + length;
    }
    writeFile(log, whole.substr(0, cut));
    QCOMPARE(simple.history()->currentScn(), report.before);
    simple.writer().execute("UPDATE t SET n = 'three'");
    simple.start(); // takes in the flashback, of which nobody tells any more, and the update
    const auto history = simple.history();
    const timeline::Status status = history->status();
    QCOMPARE(status.incarnations.size(), std::size_t{1});
    const auto valueAt = [&](Scn scn) {
        const auto point = history->at(scn);
        return PlainDatabase(point->uri(), PlainDatabase::Open::ReadOnly).text("SELECT n FROM t");
    };
    QCOMPARE(valueAt(report.before), std::string("two"));
    QCOMPARE(valueAt(history->currentScn()), std::string("three"));
    QVERIFY(history->verify({}).ok());
    simple.flashBack(one);
    QCOMPARE(simple.writer().text("SELECT n FROM t"), std::string("one"));
}

// Folding keeps what both lines stand on.
void TestFlashbackDatabase::pruneAfterAFlashback()
{
    Simple simple;
    std::vector<Scn> scns;
    for (int n = 1; n <= 10; ++n) {
        scns.push_back(simple.commit(fmt::format("INSERT INTO t(n, b) VALUES ({}, randomblob(3000))", n)));
    }
    simple.flashBack(scns[3]);
    const Scn next = simple.commit("INSERT INTO t(n) VALUES (100)");
    // All but the last minute: it would fold in the middle of the line that was left.
    simple.clock.advance(std::chrono::minutes(1));
    const auto held = timeline::prune(simple.location(), {std::chrono::minutes(4)}, simple.clock, {});
    QCOMPARE(held.oldestAfter, scns[3]);
    QCOMPARE(held.warnings.size(), std::size_t{1});
    const auto countAt = [&](Scn scn) {
        const auto history = simple.history();
        const auto point = history->at(scn);
        return PlainDatabase(point->uri(), PlainDatabase::Open::ReadOnly).integer("SELECT count(*) FROM t");
    };
    QCOMPARE(countAt(scns[9]), std::int64_t{10});
    QCOMPARE(countAt(next), std::int64_t{5});
    const auto all = timeline::prune(simple.location(), {std::chrono::minutes(0)}, simple.clock, {});
    QCOMPARE(all.oldestAfter, next);
    QCOMPARE(countAt(next), std::int64_t{5});
    QVERIFY(simple.history()->verify({}).ok());
    simple.commit("INSERT INTO t(n) VALUES (101)");
    QCOMPARE(countAt(next.next()), std::int64_t{6});
}

QTEST_GUILESS_MAIN(TestFlashbackDatabase)
#include "tst_flashback_database.moc"
