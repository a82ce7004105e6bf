// What a restore takes, planned over manifests made by hand: which state a target means, which sets lead
// there, and what is said where none do.
#include "engine/backup/restore_plan.h"
#include "tests/support/error_code.h"

#include <QtTest>
#include <algorithm>

using namespace strandline;
using namespace strandline::test;
using backup::Kind;
using backup::RestorePlan;
using backup::SetInfo;
using backup::Target;
using core::Scn;

namespace {

core::Time at(int minute)
{
    return core::Time(std::chrono::seconds(1'700'000'000) + std::chrono::minutes(minute));
}

core::DatabaseId history(std::uint8_t number)
{
    core::DatabaseId id;
    id.bytes[0] = number;
    return id;
}

// SCN n is committed in minute n. A set is made half a minute after its last commit.
SetInfo setOf(const std::string &id, Kind kind, std::uint64_t from, std::uint64_t to,
              const std::string &database = "/data/shop.db", std::uint8_t line = 1)
{
    SetInfo set;
    backup::Manifest &manifest = set.manifest;
    manifest.id = id;
    manifest.kind = kind;
    manifest.database = database;
    manifest.recorded = line != 0;
    manifest.databaseId = history(line);
    manifest.fromScn = Scn{from};
    manifest.toScn = Scn{to};
    manifest.toTime = at(static_cast<int>(to));
    manifest.started = manifest.toTime + std::chrono::seconds(30);
    manifest.ended = manifest.started + std::chrono::seconds(5);
    manifest.pageSize = 4096;
    manifest.pageCount = 10;
    manifest.pieces.push_back({"piece", kind == Kind::Full ? 1000U : 10U * (to - from), 40960, {}, {}});
    return set;
}

SetInfo copyOf(const std::string &id, int minute) // of a database without a history
{
    SetInfo set = setOf(id, Kind::Full, 0, 0, "/data/plain.db", 0);
    set.manifest.toTime = at(minute);
    set.manifest.started = set.manifest.ended = at(minute);
    return set;
}

Scn byMinutes(const SetInfo &log, core::Time t)
{
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(t - at(0)).count();
    const auto scn = std::min<std::uint64_t>(static_cast<std::uint64_t>(minutes), log.manifest.toScn.value);
    return scn > log.manifest.fromScn.value ? Scn{scn} : Scn{};
}

std::string idsOf(const RestorePlan &plan)
{
    std::string ids;
    for (const backup::PlannedSet &planned : plan.sets) {
        ids += (ids.empty() ? "" : " ") + planned.set.manifest.id + ":" + std::to_string(planned.to.value);
    }
    return ids;
}

Target until(Target::Kind kind, std::uint64_t scn)
{
    Target target;
    target.kind = kind;
    target.scn = Scn{scn};
    return target;
}

Target untilTime(int minute, int seconds = 0)
{
    Target target;
    target.kind = Target::Kind::Time;
    target.time = at(minute) + std::chrono::seconds(seconds);
    return target;
}

RestorePlan plan(const std::vector<SetInfo> &sets, const Target &target)
{
    return backup::planRestore(sets, target, byMinutes);
}

const std::vector<SetInfo> &week()
{
    static const std::vector<SetInfo> sets = {
        setOf("full", Kind::Full, 0, 10),           setOf("log1", Kind::ArchiveLog, 10, 20),
        setOf("diff1", Kind::Differential, 10, 20), setOf("log2", Kind::ArchiveLog, 20, 30),
        setOf("diff2", Kind::Differential, 20, 30), setOf("late", Kind::ArchiveLog, 40, 50),
    };
    return sets;
}

} // namespace

class TestRestorePlan : public QObject
{
    Q_OBJECT

private slots:
    void takesWhatLeadsThere_data();
    void takesWhatLeadsThere();
    void tellsBytes();
    void saysWhatCanBeRestored();
    void timesBetweenCommits();
    void timesThatNoBackupKnows();
    void restorePoints();
    void severalDatabases();
    void severalHistoriesOfOneDatabase();
    void withoutHistory();
    void damagedSetsAreLeftOut();
};

void TestRestorePlan::takesWhatLeadsThere_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<quint64>("scn");
    QTest::addColumn<QString>("sets");
    const auto row = [](const char *name, Target::Kind kind, quint64 scn, const char *sets) {
        QTest::newRow(name) << static_cast<int>(kind) << scn << QString(sets);
    };
    row("the full one", Target::Kind::Scn, 10, "full:10");
    row("in a log", Target::Kind::Scn, 15, "full:10 log1:15");
    row("end of an incremental", Target::Kind::Scn, 20, "full:10 log1:20");
    row("in the second log", Target::Kind::Scn, 25, "full:10 log1:20 log2:25");
    row("before a transaction", Target::Kind::BeforeTransaction, 16, "full:10 log1:15");
    row("latest", Target::Kind::Latest, 0, "full:10 log1:20 log2:30");
}

void TestRestorePlan::takesWhatLeadsThere()
{
    QFETCH(int, kind);
    QFETCH(quint64, scn);
    QFETCH(QString, sets);
    const RestorePlan found = plan(week(), until(static_cast<Target::Kind>(kind), scn));
    // A log and an incremental of the same size are as good as each other.
    std::string ids = idsOf(found);
    for (const char *number : {"1", "2"}) {
        const std::string diff = std::string("diff") + number;
        if (const auto place = ids.find(diff); place != std::string::npos) {
            ids.replace(place, diff.size(), std::string("log") + number);
        }
    }
    QCOMPARE(QString::fromStdString(ids), sets);
    QCOMPARE(found.database, std::string("/data/shop.db"));
}

void TestRestorePlan::tellsBytes()
{
    const RestorePlan found = plan(week(), until(Target::Kind::Scn, 25));
    QCOMPARE(found.readBytes, std::uint64_t{1000 + 100 + 100});
    QCOMPARE(found.writtenBytes, std::uint64_t{40960});
    QVERIFY(!found.encrypted);
}

void TestRestorePlan::saysWhatCanBeRestored()
{
    const auto code = [](std::uint64_t scn) {
        return errorCodeOf([&] { plan(week(), until(Target::Kind::Scn, scn)); });
    };
    QCOMPARE(code(5), std::string("SNAPSHOT_TOO_OLD"));
    QCOMPARE(code(31), std::string("SCN_IN_FUTURE"));
    QCOMPARE(code(45), std::string("SCN_IN_FUTURE")); // a log that nothing leads to
    const std::string message = errorMessageOf([] { plan(week(), until(Target::Kind::Scn, 5)); });
    QVERIFY2(message.find("SCN 10 to 30") != std::string::npos, message.c_str());
    QCOMPARE(errorCodeOf([] { plan({}, {}); }), std::string("NOT_FOUND"));
    std::vector<SetInfo> gap = week();
    gap.push_back(setOf("full2", Kind::Full, 0, 40));
    QCOMPARE(errorCodeOf([&] { plan(gap, until(Target::Kind::Scn, 35)); }), std::string("HISTORY_GAP"));
    QCOMPARE(QString::fromStdString(idsOf(plan(gap, until(Target::Kind::Scn, 45)))),
             QString("full2:40 late:45"));
    QCOMPARE(errorCodeOf([] { plan(week(), until(Target::Kind::BeforeTransaction, 1)); }),
             std::string("SNAPSHOT_TOO_OLD"));
}

void TestRestorePlan::timesBetweenCommits()
{
    const RestorePlan exact = plan(week(), untilTime(15));
    QCOMPARE(exact.scn, Scn{15});
    QVERIFY(exact.warnings.empty());
    const RestorePlan between = plan(week(), untilTime(25, 59));
    QCOMPARE(between.scn, Scn{25});
    QVERIFY(between.warnings.empty());
    // The full backup of SCN 10 was begun in minute 10:30, and the log says when SCN 11 came.
    QCOMPARE(plan(week(), untilTime(10, 45)).scn, Scn{10});
    QVERIFY(plan(week(), untilTime(10, 45)).warnings.empty());
    QCOMPARE(errorCodeOf([] { plan(week(), untilTime(9)); }), std::string("SNAPSHOT_TOO_OLD"));
}

void TestRestorePlan::timesThatNoBackupKnows()
{
    // SCN 30 was the newest at 30:30. What came up to minute 35 is in no backup.
    QVERIFY(plan(week(), untilTime(30, 20)).warnings.empty());
    const RestorePlan later = plan(week(), untilTime(35));
    QCOMPARE(later.scn, Scn{30});
    QCOMPARE(later.warnings.size(), std::size_t{1});
    QVERIFY2(later.warnings[0].find("SCN 30") != std::string::npos, later.warnings[0].c_str());
}

void TestRestorePlan::restorePoints()
{
    std::vector<SetInfo> sets = week();
    sets[1].manifest.restorePoints = {{"before import", Scn{12}, at(12)}, {"old", Scn{3}, at(3)}};
    sets[3].manifest.restorePoints = {{"Before Import", Scn{22}, at(22)}}; // dropped and made anew
    Target target;
    target.kind = Target::Kind::RestorePoint;
    target.name = "BEFORE IMPORT";
    QCOMPARE(plan(sets, target).scn, Scn{22});
    const auto known = backup::restorePointsIn(sets, "/data/shop.db");
    QCOMPARE(known.size(), std::size_t{2});
    QCOMPARE(known[1].name, std::string("Before Import"));
    target.name = "old";
    QCOMPARE(errorCodeOf([&] { plan(sets, target); }), std::string("SNAPSHOT_TOO_OLD"));
    target.name = "never";
    const std::string message = errorMessageOf([&] { plan(sets, target); });
    QVERIFY2(message.find("Before Import") != std::string::npos, message.c_str());
}

void TestRestorePlan::severalDatabases()
{
    std::vector<SetInfo> sets = week();
    sets.push_back(setOf("other", Kind::Full, 0, 7, "/data/other.db", 2));
    QCOMPARE(errorCodeOf([&] { plan(sets, {}); }), std::string("USAGE"));
    Target target;
    target.database = "/data/other.db";
    QCOMPARE(idsOf(plan(sets, target)), std::string("other:7"));
    target.database = "/data/nobody.db";
    QCOMPARE(errorCodeOf([&] { plan(sets, target); }), std::string("NOT_FOUND"));
}

// The history was lost and begun anew: its SCNs begin at 1 again.
void TestRestorePlan::severalHistoriesOfOneDatabase()
{
    std::vector<SetInfo> sets = week();
    SetInfo anew = setOf("anew", Kind::Full, 0, 12, "/data/shop.db", 9);
    anew.manifest.toTime = at(200);
    anew.manifest.started = anew.manifest.ended = at(201);
    sets.push_back(anew);
    QCOMPARE(idsOf(plan(sets, {})), std::string("anew:12"));
    QCOMPARE(idsOf(plan(sets, until(Target::Kind::Scn, 12))), std::string("anew:12"));
    Target old = until(Target::Kind::Scn, 12);
    old.history = history(1);
    QCOMPARE(idsOf(plan(sets, old)), std::string("full:10 log1:12"));
    QCOMPARE(plan(sets, until(Target::Kind::Scn, 25)).scn, Scn{25}); // only the old one has it
    QCOMPARE(plan(sets, untilTime(17)).scn, Scn{17});
    QCOMPARE(idsOf(plan(sets, untilTime(205))), std::string("anew:12"));
}

void TestRestorePlan::withoutHistory()
{
    const std::vector<SetInfo> sets = {copyOf("monday", 10), copyOf("tuesday", 20)};
    QCOMPARE(idsOf(plan(sets, {})), std::string("tuesday:0"));
    const RestorePlan earlier = plan(sets, untilTime(15));
    QCOMPARE(idsOf(earlier), std::string("monday:0"));
    QCOMPARE(earlier.warnings.size(), std::size_t{1});
    QCOMPARE(earlier.scn, Scn{});
    Target target;
    target.kind = Target::Kind::Set;
    target.name = "monday";
    QCOMPARE(idsOf(plan(sets, target)), std::string("monday:0"));
    target.name = "sunday";
    QCOMPARE(errorCodeOf([&] { plan(sets, target); }), std::string("NOT_FOUND"));
    QCOMPARE(errorCodeOf([&] { plan(sets, untilTime(5)); }), std::string("SNAPSHOT_TOO_OLD"));
}

void TestRestorePlan::damagedSetsAreLeftOut()
{
    std::vector<SetInfo> sets = week();
    sets[1].status = backup::SetStatus::Corrupted;
    QCOMPARE(idsOf(plan(sets, until(Target::Kind::Scn, 20))), std::string("full:10 diff1:20"));
    QCOMPARE(errorCodeOf([&] { plan(sets, until(Target::Kind::Scn, 15)); }), std::string("HISTORY_GAP"));
    sets[0].status = backup::SetStatus::Expired;
    Target target;
    target.kind = Target::Kind::Set;
    target.name = "diff1";
    QCOMPARE(errorCodeOf([&] { plan(sets, target); }), std::string("NOT_FOUND"));
}

QTEST_GUILESS_MAIN(TestRestorePlan)
#include "tst_restore_plan.moc"
