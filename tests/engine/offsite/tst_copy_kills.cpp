// kill -9 at random moments of copies and fetches: what is there is whole, what was there before stays, and
// the next run ends what the killed one began.
#include "engine/offsite/copies.h"
#include "engine/offsite/folder_store.h"
#include "engine/offsite/s3_store.h"
#include "tests/engine/offsite/backed_up.h"
#include "tests/support/child_process.h"
#include "tests/support/test_s3.h"

#include <QTest>
#include <csignal>
#include <filesystem>
#include <thread>

using namespace strandline;
using namespace strandline::offsite;
using namespace strandline::test;
namespace fs = std::filesystem;

class TstCopyKills : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        qputenv("no_proxy", "*");
        m_backups = std::make_unique<BackedUp>(testSeed("copies and kills", 5));
        m_ids = m_backups->backUpAll();
        m_backups->work(200);
        for (const std::string &id : m_backups->backUpAll()) {
            m_ids.push_back(id);
        }
    }
    void copies_data();
    void copies();
    void fetches();

private:
    static constexpr std::uint64_t firstKillMicros = 120'000;
    static int rounds() { return longForm() ? 120 : underSanitizer ? 3 : 8; }
    // Runs strandctl and kills it after a while, unless it was faster; true: it was killed.
    bool killed(const std::vector<std::string> &arguments, const SpawnOptions &options,
                std::uint64_t maxMicros)
    {
        std::vector<std::string> command{STRANDCTL};
        command.insert(command.end(), arguments.begin(), arguments.end());
        ChildProcess child(command, options);
        std::this_thread::sleep_for(std::chrono::microseconds(m_random.below(maxMicros)));
        return child.stop(SIGKILL) == 128 + SIGKILL;
    }

    Random m_random{17};
    std::unique_ptr<BackedUp> m_backups;
    std::vector<std::string> m_ids;
    core::SystemClock m_clock;
};

void TstCopyKills::copies_data()
{
    QTest::addColumn<bool>("bucket");
    QTest::newRow("folder") << false;
    QTest::newRow("bucket") << true;
}

void TstCopyKills::copies()
{
    QFETCH(bool, bucket);
    TestS3 service;
    const TempFolder folder(TempFolder::Place::Memory);
    SpawnOptions options;
    options.quiet = true;
    options.environment = {{"XDG_CONFIG_HOME", folder.file("config")},
                           {"AWS_ENDPOINT_URL", service.endpoint()},
                           {"AWS_ACCESS_KEY_ID", TestS3::credentials().accessKeyId},
                           {"AWS_SECRET_ACCESS_KEY", TestS3::credentials().secretAccessKey},
                           {"no_proxy", "*"}};
    S3Address address;
    address.endpoint = service.endpoint();
    address.bucket = "backups";
    int kills = 0;
    for (int round = 0; kills < rounds(); ++round) {
        const std::string place = "round-" + std::to_string(round);
        const std::string folderPlace = folder.file(place);
        fs::create_directories(folderPlace);
        address.prefix = place;
        const auto there = [&]() -> std::unique_ptr<ObjectStore> {
            if (bucket) {
                return std::make_unique<S3Store>(address, TestS3::credentials(), S3Options{}, m_clock);
            }
            return std::make_unique<FolderStore>(folderPlace, 0);
        }();
        const std::string destination = bucket ? "s3://backups/" + place : folderPlace;
        std::size_t before = 0;
        bool again = true;
        for (std::uint64_t micros = firstKillMicros; again;
             micros *= 2) { // a slow machine comes to its end too
            again = killed({"backup", "copy", destination, "--store", m_backups->store}, options, micros);
            kills += again ? 1 : 0;
            const std::vector<std::string> ids = copyIdsIn(*there, {});
            QVERIFY(ids.size() >= before);
            before = ids.size();
            const CopyVerification report = verifyCopies(*there, {}, true, {});
            QVERIFY2(report.ok(), report.ok() ? "" : report.findings[0].message.c_str());
        }
        QCOMPARE(copyIdsIn(*there, {}), m_ids);
        fs::remove_all(folderPlace);
    }
    for (const std::string &id : m_ids) { // here nothing has changed
        QCOMPARE(backup::Catalogue(m_backups->store).set(id).status, backup::SetStatus::Available);
    }
}

void TstCopyKills::fetches()
{
    const TempFolder folder(TempFolder::Place::Memory);
    SpawnOptions options;
    options.quiet = true;
    options.environment = {{"XDG_CONFIG_HOME", folder.file("config")}};
    const std::string elsewhere = folder.file("elsewhere");
    fs::create_directories(elsewhere);
    FolderStore there(elsewhere, 0);
    copySets({m_backups->store, {}, true, &m_clock}, there, {});
    int kills = 0;
    for (int round = 0; kills < rounds(); ++round) {
        const std::string back = folder.file("back-" + std::to_string(round));
        std::size_t before = 0;
        bool again = true;
        for (std::uint64_t micros = firstKillMicros; again; micros *= 2) {
            again = killed({"backup", "fetch", elsewhere, "--store", back}, options, micros);
            kills += again ? 1 : 0;
            const std::vector<std::string> ids = backup::StoreFolder(back).setIds();
            QVERIFY(ids.size() >= before);
            before = ids.size();
            for (const std::string &id : ids) {
                const auto set = backup::Catalogue(back).set(id);
                QCOMPARE(set.status, backup::SetStatus::Available);
                for (const backup::Piece &piece : set.manifest.pieces) {
                    const std::string path = "/sets/" + id + '/' + piece.name;
                    QVERIFY(readFile(back + path) == readFile(m_backups->store + path));
                }
            }
        }
        QCOMPARE(backup::StoreFolder(back).setIds(), m_ids);
        fs::remove_all(back);
    }
    QVERIFY(verifyCopies(there, {}, true, {}).ok());
}

QTEST_GUILESS_MAIN(TstCopyKills)
#include "tst_copy_kills.moc"
