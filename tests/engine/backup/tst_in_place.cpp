// A file put into a database's place: refused while somebody has the database open, nothing of the old one
// left over the new one, and its history goes on from the commit that the new file holds.
#include "engine/backup/in_place.h"
#include "tests/engine/timeline/neighbours.h"
#include "tests/support/error_code.h"
#include "tests/support/plain_database.h"

#include <QtTest>
#include <csignal>
#include <filesystem>
#include <sys/stat.h>

using namespace strandline;
using namespace strandline::test;
using backup::InPlace;
using backup::InPlaceOptions;
using backup::InPlaceReport;
using core::Scn;
using timeline::History;

namespace fs = std::filesystem;

namespace {

InPlaceOptions optionsOf(const Scene &scene, bool keepOld = false)
{
    InPlaceOptions options;
    options.location = scene.location();
    options.keepOld = keepOld;
    return options;
}

InPlaceReport putPast(const Scene &scene, Scn scn, bool keepOld = false)
{
    const core::JobContext job;
    InPlace place(optionsOf(scene, keepOld), job);
    History::open(scene.location())->clone(scn, place.newFile(), false, job);
    return place.put();
}

// A program that has the file open and no lock on it.
Child openIdle(const std::string &path)
{
    return std::make_unique<ChildProcess>(
        std::vector<std::string>{"/bin/sh", "-c", "exec 9<\"$0\"; exec sleep 600", path});
}

// Names in the scene's folder that belong to the database.
std::vector<std::string> filesOf(const Scene &scene)
{
    std::vector<std::string> names;
    for (const auto &entry : fs::directory_iterator(scene.folder())) {
        names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace

class TestInPlace : public QObject
{
    Q_OBJECT

private slots:
    void becomesThePast();
    void keepsTheOldFile();
    void refusesWhileOpen();
    void refusesWhileRecorded();
    void takesInWhatNobodyRecorded();
    void databaseThatIsGone();
    void damagedDatabase();
    void followsModeAndLink();
    void leftoversOfKilledRestores();
};

void TestInPlace::becomesThePast()
{
    Scene scene;
    scene.run("write", {"--commits", "30"});
    Scene::close(*scene.record());
    {
        const Child recorder = scene.record();
        scene.run("write", {"--commits", "40", "--busy", "20000"});
        Scene::close(*recorder);
    }
    const Scn before = History::open(scene.location())->currentScn();
    const InPlaceReport report = putPast(scene, Scn{20});
    QCOMPARE(report.scnBefore, before);
    QCOMPARE(report.scn, before.next());
    QCOMPARE(report.incarnation.value, 2U);
    QVERIFY2(report.notes.empty(), report.notes.empty() ? "" : report.notes[0].c_str());
    QCOMPARE(report.kept, std::string());
    const auto history = History::open(scene.location());
    QCOMPARE(history->status().incarnations.back().branchScn, Scn{20});
    QCOMPARE(scene.check(), 30 + 19);
    const std::vector<std::string> names = filesOf(scene);
    for (const std::string &name : names) {
        QVERIFY2(name.rfind("scene.db", 0) != 0 || name == "scene.db" || name == "scene.db.strandline" ||
                     name == "scene.db-wal" || name == "scene.db-shm",
                 name.c_str());
    }
    // Programs and the recorder go on.
    const Child recorder = scene.record();
    scene.run("write", {"--commits", "7", "--busy", "20000"});
    Scene::close(*recorder);
    QCOMPARE(scene.check(), 30 + 19 + 7);
    history->refresh();
    QVERIFY(history->verify({}).ok());
    QCOMPARE(history->currentScn().value, before.value + 1 + 7);
    // And the future that was left can be read.
    const auto lastAt = [&](Scn scn) {
        const auto point = history->at(scn);
        const PlainDatabase then(point->uri(), PlainDatabase::Open::ReadOnly);
        return load::check(then.handle()).last;
    };
    QCOMPARE(lastAt(before), std::int64_t{70});
    QCOMPARE(lastAt(before.next()), std::int64_t{49});
    QCOMPARE(lastAt(history->currentScn()), std::int64_t{56});
}

void TestInPlace::keepsTheOldFile()
{
    Scene scene;
    scene.run("write", {"--commits", "30"});
    Scene::close(*scene.record());
    scene.run("write", {"--commits", "12"});
    const InPlaceReport report = putPast(scene, Scn{1}, true);
    QVERIFY(report.kept.rfind(scene.database() + ".before-", 0) == 0);
    QCOMPARE(scene.check(), std::int64_t{30});
    PlainDatabase old(report.kept, PlainDatabase::Open::ReadOnly);
    QCOMPARE(load::check(old.handle()).last, std::int64_t{42});
}

void TestInPlace::refusesWhileOpen()
{
    Scene scene;
    scene.run("write", {"--commits", "30"});
    Scene::close(*scene.record());
    // A program that is idle between two statements has no lock, but the file open.
    const std::string plain = scene.file("plain.db");
    fs::copy_file(scene.database(), plain);
    for (const bool wal : {true, false}) {
        Scene other(wal ? "wal.db" : "journal.db");
        other.run("write", {"--commits", "3"});
        if (!wal) {
            PlainDatabase(other.database()).execute("PRAGMA journal_mode = DELETE");
        }
        const std::string was = readFile(other.database());
        const Child writer = openIdle(other.database());
        QTRY_VERIFY(!core::systemFiles().openers(other.database()).empty());
        const core::JobContext job;
        const std::string message = errorMessageOf([&] { InPlace(optionsOf(other), job); });
        QVERIFY2(message.find(std::to_string(writer->pid())) != std::string::npos, message.c_str());
        writer->stop(SIGKILL);
        // One that opens it while the new file is being written.
        InPlace place(optionsOf(other), job);
        fs::copy_file(scene.database(), place.newFile());
        const Child late = other.start("read", {"--for", "60000"});
        QTRY_VERIFY(!core::systemFiles().openers(other.database()).empty());
        QCOMPARE(errorCodeOf([&] { place.put(); }), std::string("BUSY"));
        late->stop(SIGKILL);
        QCOMPARE(other.check(), std::int64_t{3});
        place.put();
        QCOMPARE(other.check(), std::int64_t{30});
    }
    // This program counts too.
    PlainDatabase own(scene.database());
    own.integer("SELECT count(*) FROM log");
    const core::JobContext job;
    QCOMPARE(errorCodeOf([&] { InPlace(optionsOf(scene), job); }), std::string("BUSY"));
}

void TestInPlace::refusesWhileRecorded()
{
    Scene scene;
    scene.run("write", {"--commits", "3"});
    const Child recorder = scene.record();
    const core::JobContext job;
    QCOMPARE(errorCodeOf([&] { InPlace(optionsOf(scene), job); }), std::string("OWNED_BY"));
    Scene::close(*recorder);
    InPlace place(optionsOf(scene), job);
    QCOMPARE(errorCodeOf([&] { InPlace(optionsOf(scene), job); }), std::string("BUSY"));
}

// Commits that stand in the WAL only, and that nobody recorded: they are in the history before they go.
void TestInPlace::takesInWhatNobodyRecorded()
{
    Scene scene;
    scene.run("write", {"--commits", "30"});
    Scene::close(*scene.record());
    {
        const Child writer = scene.start("write", {"--autocheckpoint", "0", "--think", "1000"});
        QTest::qWait(100);
        writer->stop(SIGKILL);
    }
    const std::int64_t last = scene.check();
    QVERIFY(last > 30);
    const InPlaceReport report = putPast(scene, Scn{1});
    QCOMPARE(scene.check(), std::int64_t{30});
    const auto history = History::open(scene.location());
    const auto point = history->at(report.scnBefore);
    const PlainDatabase then(point->uri(), PlainDatabase::Open::ReadOnly);
    QCOMPARE(load::check(then.handle()).last, last);
}

void TestInPlace::databaseThatIsGone()
{
    Scene scene;
    scene.run("write", {"--commits", "30"});
    Scene::close(*scene.record());
    fs::copy_file(scene.database(), scene.file("copy.db"));
    {
        const Child writer = scene.start("write", {"--autocheckpoint", "0", "--think", "1000"});
        QTest::qWait(100);
        writer->stop(SIGKILL);
    }
    fs::remove(scene.database());
    QVERIFY(fs::exists(scene.database() + "-wal"));
    const core::JobContext job;
    InPlace place(optionsOf(scene), job);
    fs::copy_file(scene.file("copy.db"), place.newFile());
    place.put();
    QCOMPARE(scene.check(), std::int64_t{30});
}

void TestInPlace::damagedDatabase()
{
    Scene scene;
    scene.run("write", {"--commits", "30"});
    Scene::close(*scene.record());
    fs::copy_file(scene.database(), scene.file("copy.db"));
    writeFile(scene.database(), std::string(20000, 'x'));
    writeFile(scene.database() + "-journal", "not a journal");
    const core::JobContext job;
    InPlace place(optionsOf(scene, true), job);
    fs::copy_file(scene.file("copy.db"), place.newFile());
    const InPlaceReport report = place.put();
    QVERIFY(!report.notes.empty());
    QCOMPARE(readFile(report.kept), std::string(20000, 'x'));
    QCOMPARE(scene.check(), std::int64_t{30});
}

void TestInPlace::followsModeAndLink()
{
    Scene scene;
    scene.run("write", {"--commits", "30"});
    Scene::close(*scene.record());
    fs::permissions(scene.database(), fs::perms::owner_read | fs::perms::owner_write);
    const std::string name = scene.file("linked.db");
    fs::create_symlink(scene.database(), name);
    InPlaceOptions options = optionsOf(scene);
    options.location.database = name;
    const core::JobContext job;
    InPlace place(options, job);
    History::open(scene.location())->clone(Scn{1}, place.newFile(), false, job);
    place.put();
    QVERIFY(fs::is_symlink(name));
    struct stat st = {};
    QCOMPARE(::stat(scene.database().c_str(), &st), 0);
    QCOMPARE(st.st_mode & 0777U, 0600U);
    QCOMPARE(scene.check(), std::int64_t{30});
}

void TestInPlace::leftoversOfKilledRestores()
{
    Scene scene;
    scene.run("write", {"--commits", "30"});
    Scene::close(*scene.record());
    writeFile(scene.database() + ".restoring", "half of a file");
    writeFile(scene.database() + ".restoring-lock", "{}");
    fs::create_hard_link(scene.database(), scene.database() + ".before-restore");
    putPast(scene, Scn{1});
    QCOMPARE(scene.check(), std::int64_t{30});
    for (const std::string &name : filesOf(scene)) {
        QVERIFY2(name.find("restor") == std::string::npos, name.c_str());
    }
}

QTEST_GUILESS_MAIN(TestInPlace)
#include "tst_in_place.moc"
