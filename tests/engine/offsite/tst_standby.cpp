// Standbys: how far they are behind, and what a recovery from them takes, measured by doing it.
#include "engine/offsite/folder_store.h"
#include "engine/offsite/standby.h"
#include "tests/engine/offsite/backed_up.h"
#include "tests/support/error_code.h"

#include <QTest>
#include <filesystem>

using namespace strandline;
using namespace strandline::offsite;
using namespace strandline::test;
namespace fs = std::filesystem;

class TstStandby : public QObject
{
    Q_OBJECT

private slots:
    void init() { begin({}); }
    void cleanup()
    {
        m_there.reset();
        m_backups.reset();
    }
    void isAsFarAsItsNewestSet();
    void aDrillRestores();
    void aDrillNeedsTheKey();
    void aDrillFindsDamage();
    void whatIsNoStandby();
    void recordsAreKept();

private:
    void begin(const backup::KeySource &key)
    {
        m_there.reset();
        m_backups = std::make_unique<BackedUp>(31, key);
        m_backups->backUpAll();
        m_destination.name = "vault";
        m_destination.url = m_backups->folder.file("vault");
        m_destination.standbyOf = m_backups->store;
        fs::create_directories(m_destination.url);
        fs::create_directories(m_backups->folder.file("sandbox"));
        m_there = std::make_unique<FolderStore>(m_destination.url, 0);
    }
    StandbyRecords records() const { return StandbyRecords(m_backups->folder.file("config")); }
    StandbyStatus status() const
    {
        return standbyStatus(m_destination, *m_there, records(), historyFolder(), m_backups->clock, {});
    }
    static HistoryFolder historyFolder()
    {
        return [](const std::string &database) { return database + ".strandline"; };
    }
    Drill drill(const backup::KeySource &key = {}) const
    {
        DrillRequest request;
        request.destination = m_destination;
        request.key = key;
        request.sandbox = m_backups->folder.file("sandbox");
        return runDrill(request, *m_there, records(), historyFolder(), m_backups->clock, {});
    }

    Destination m_destination;
    std::unique_ptr<BackedUp> m_backups;
    std::unique_ptr<FolderStore> m_there;
};

void TstStandby::isAsFarAsItsNewestSet()
{
    StandbyStatus before = status();
    QCOMPARE(before.missing.size(), std::size_t{4});
    QVERIFY(!before.databases.at(0).lag);
    QVERIFY(!before.lastSync);
    m_backups->backUp(backup::Kind::ArchiveLog);
    QCOMPARE(syncStandby(m_destination, *m_there, records(), m_backups->clock, {}).copied.size(),
             std::size_t{5});
    const StandbyStatus synced = status();
    QVERIFY(synced.missing.empty());
    QCOMPARE(synced.copies, std::size_t{5});
    QCOMPARE(synced.databases.size(), std::size_t{1});
    QCOMPARE(synced.databases[0].standbyScn, m_backups->scn());
    QCOMPARE(synced.databases[0].lag.value(), std::chrono::seconds(0));
    QCOMPARE(synced.lastSync.value(), m_backups->clock.now());
    // The oldest commit that it lacks is as old as the lag.
    const core::Scn was = m_backups->scn();
    while (m_backups->scn() == was) {
        m_backups->work(1);
    }
    const core::Time first = m_backups->clock.now();
    m_backups->work(20);
    m_backups->clock.advance(std::chrono::minutes(10));
    const StandbyStatus behind = status();
    QCOMPARE(behind.databases[0].currentScn, m_backups->scn());
    QCOMPARE(behind.databases[0].lag.value(),
             std::chrono::duration_cast<std::chrono::seconds>(m_backups->clock.now() - first));
    QVERIFY(behind.missing.empty());
    m_backups->backUp(backup::Kind::Differential);
    QCOMPARE(status().missing.size(), std::size_t{1});
    // It stays a standby when the store is lost.
    fs::remove_all(m_backups->store + "/sets");
    fs::create_directories(m_backups->store + "/sets");
    QCOMPARE(status().databases.at(0).standbyScn, was);
}

void TstStandby::aDrillRestores()
{
    QCOMPARE(errorCodeOf([&] { drill(); }), std::string("NOT_FOUND"));
    syncStandby(m_destination, *m_there, records(), m_backups->clock, {});
    const Drill result = drill();
    QVERIFY2(result.ok, result.detail.c_str());
    QCOMPARE(result.scn, status().databases.at(0).standbyScn);
    QVERIFY(result.bytes > 0);
    QVERIFY(result.rtoSeconds >= result.fetchSeconds + result.restoreSeconds);
    QVERIFY(result.rpo.has_value());
    QVERIFY2(result.detail.find("history") != std::string::npos, result.detail.c_str());
    QVERIFY(fs::is_empty(m_backups->folder.file("sandbox")));
    QCOMPARE(records().drills("vault").size(), std::size_t{1});
}

void TstStandby::aDrillNeedsTheKey()
{
    const auto key = backup::KeySource::passphrase("open sesame");
    begin(key);
    syncStandby(m_destination, *m_there, records(), m_backups->clock, {});
    QCOMPARE(errorCodeOf([&] { drill(); }), std::string("WRONG_KEY"));
    QCOMPARE(errorCodeOf([&] { drill(backup::KeySource::passphrase("open barley")); }),
             std::string("WRONG_KEY"));
    QVERIFY(records().drills("vault").empty()); // not the standby's failure
    QVERIFY(drill(key).ok);
    QVERIFY(fs::is_empty(m_backups->folder.file("sandbox")));
}

void TstStandby::aDrillFindsDamage()
{
    syncStandby(m_destination, *m_there, records(), m_backups->clock, {});
    for (const auto &entry : fs::recursive_directory_iterator(m_destination.url)) {
        if (entry.is_regular_file() && entry.path().filename() != backup::manifestName &&
            entry.path().filename() != "store.json") {
            std::string bytes = readFile(entry.path().string());
            bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 8);
            writeFile(entry.path().string(), bytes);
        }
    }
    const Drill result = drill();
    QVERIFY(!result.ok);
    QVERIFY2(result.detail.find("damaged") != std::string::npos, result.detail.c_str());
    QCOMPARE(records().drills("vault").at(0).ok, false);
    QVERIFY(fs::is_empty(m_backups->folder.file("sandbox")));
}

void TstStandby::whatIsNoStandby()
{
    m_destination.standbyOf.clear();
    QCOMPARE(errorCodeOf([&] { status(); }), std::string("USAGE"));
    QCOMPARE(errorCodeOf([&] { syncStandby(m_destination, *m_there, records(), m_backups->clock, {}); }),
             std::string("USAGE"));
}

void TstStandby::recordsAreKept()
{
    const StandbyRecords kept = records();
    QVERIFY(kept.drills("vault").empty());
    for (int i = 0; i < 105; ++i) {
        Drill one;
        one.destination = "vault";
        one.database = "/somewhere/shop.db";
        one.time = core::Time(std::chrono::seconds(i));
        one.ok = i % 2 == 0;
        one.scn = core::Scn{static_cast<std::uint64_t>(i)};
        one.rtoSeconds = i + 0.5;
        if (i % 3 == 0) {
            one.rpo = std::chrono::seconds(i);
        }
        kept.addDrill(one);
    }
    const std::vector<Drill> drills = kept.drills("vault");
    QCOMPARE(drills.size(), std::size_t{100});
    QCOMPARE(drills.front().scn, core::Scn{104});
    QCOMPARE(drills.front().rtoSeconds, 104.5);
    QVERIFY(!drills.front().rpo);
    QCOMPARE(drills[2].rpo.value(), std::chrono::seconds(102));
    QVERIFY(kept.drills("other").empty());
    writeFile(m_backups->folder.file("config/standby.json"), "nonsense");
    QVERIFY(kept.drills("vault").empty());
}

QTEST_GUILESS_MAIN(TstStandby)
#include "tst_standby.moc"
