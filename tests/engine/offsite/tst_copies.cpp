// Off-site copies of backup sets: whole or not there, proven, fetched back byte for byte.
#include "engine/backup/keys.h"
#include "engine/offsite/copies.h"
#include "engine/offsite/folder_store.h"
#include "engine/offsite/s3_store.h"
#include "tests/engine/offsite/backed_up.h"
#include "tests/support/error_code.h"
#include "tests/support/test_s3.h"

#include <QTest>
#include <filesystem>
#include <map>

using namespace strandline;
using namespace strandline::offsite;
using namespace strandline::test;
namespace fs = std::filesystem;

namespace {

using Files = std::map<std::string, std::string>;

Files filesBelow(const std::string &folder)
{
    Files files;
    if (fs::exists(folder)) {
        for (const auto &entry : fs::recursive_directory_iterator(folder)) {
            if (entry.is_regular_file()) {
                files[fs::relative(entry.path(), folder).string()] = readFile(entry.path().string());
            }
        }
    }
    return files;
}

void flipByte(const std::string &path)
{
    std::string bytes = readFile(path);
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 0x10);
    writeFile(path, bytes);
}

std::string pieceOf(const backup::SetInfo &set)
{
    return set.folder + '/' + set.manifest.pieces.at(0).name;
}

} // namespace

class TstCopies : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { qputenv("no_proxy", "*"); }
    void init();
    void cleanup();
    void thereAndBack_data() { places(); }
    void thereAndBack();
    void encryptedThereAndBack_data() { places(); }
    void encryptedThereAndBack();
    void withWhatARestoreTakes_data() { places(); }
    void withWhatARestoreTakes();
    void halfACopyIsNoSet_data() { places(); }
    void halfACopyIsNoSet();
    void nothingTwice_data() { places(); }
    void nothingTwice();
    void whatIsKeptLongerIsKeptLongerThere();
    void oneStoreInOnePlace_data() { places(); }
    void oneStoreInOnePlace();
    void whatIsDamagedHereStaysHere_data();
    void whatIsDamagedHereStaysHere();
    void aPlaceThatGivesBackSomethingElse();
    void damageThereIsFound_data() { places(); }
    void damageThereIsFound();
    void anInterruptedFetchGoesOn();
    void aFetchLeavesTheStoreAsItWas();
    void deletesWhatNothingNeeds_data() { places(); }
    void deletesWhatNothingNeeds();
    void strangersAreLeftAlone();

private:
    static void places()
    {
        QTest::addColumn<QString>("place");
        QTest::newRow("folder") << "folder";
        QTest::newRow("bucket") << "bucket";
    }
    std::unique_ptr<ObjectStore> open(const QString &place)
    {
        if (place == "folder") {
            fs::create_directories(m_backups->folder.file("elsewhere"));
            return std::make_unique<FolderStore>(m_backups->folder.file("elsewhere"), 0);
        }
        S3Address address;
        address.endpoint = m_service->endpoint();
        address.bucket = "backups";
        address.prefix = "shop";
        S3Options options;
        options.persistence = {3, std::chrono::milliseconds(1), std::chrono::milliseconds(4)};
        options.partBytes = 16U << 10U;
        options.notesFolder = m_backups->folder.file("notes");
        return std::make_unique<S3Store>(address, TestS3::credentials(), options, m_systemClock);
    }
    CopyReport copy(ObjectStore &to, const std::vector<std::string> &ids = {},
                    const core::JobContext &job = {}, bool readBack = true) const
    {
        CopyRequest request;
        request.store = m_backups->store;
        request.ids = ids;
        request.readBack = readBack;
        request.clock = &m_backups->clock;
        return copySets(request, to, job);
    }
    FetchReport fetch(ObjectStore &from, const std::string &store, const std::vector<std::string> &ids = {},
                      const core::JobContext &job = {}) const
    {
        return fetchSets(from, {store, ids, &m_backups->clock}, job);
    }
    backup::SetInfo set(const std::string &id) const { return backup::Catalogue(m_backups->store).set(id); }

    core::SystemClock m_systemClock;
    std::unique_ptr<BackedUp> m_backups;
    std::unique_ptr<TestS3> m_service;
};

void TstCopies::init()
{
    m_backups = std::make_unique<BackedUp>();
    m_service = std::make_unique<TestS3>();
}

void TstCopies::cleanup()
{
    m_service.reset();
    m_backups.reset();
}

void TstCopies::thereAndBack()
{
    QFETCH(QString, place);
    const std::vector<std::string> ids = m_backups->backUpAll();
    const auto there = open(place);
    core::Progress last;
    core::JobContext job;
    bool onward = true;
    job.progress = [&](const core::Progress &progress) {
        onward = onward && progress.done >= last.done;
        last = progress;
    };
    const CopyReport report = copy(*there, {}, job);
    QCOMPARE(report.copied, ids);
    QVERIFY(onward);
    QCOMPARE(last.done, last.total);
    QVERIFY(last.total > 0);
    QCOMPARE(copyIdsIn(*there, {}), ids);
    QVERIFY(verifyCopies(*there, {}, true, {}).ok());

    const std::string back = m_backups->folder.file("back");
    QCOMPARE(fetch(*there, back).fetched, ids);
    QVERIFY(filesBelow(back + "/sets") == filesBelow(m_backups->store + "/sets"));
    QVERIFY(readFile(back + "/store.json") == readFile(m_backups->store + "/store.json"));
    QVERIFY(!fs::exists(back + "/incoming"));
    QCOMPARE(fs::status(back).permissions() & fs::perms::others_all, fs::perms::none);
    QCOMPARE(backup::Catalogue(back).sets().size(), ids.size());
    QCOMPARE(fetch(*there, back).present, ids);
    // A folder with copies is a store itself.
    if (place == "folder") {
        QCOMPARE(backup::Catalogue(m_backups->folder.file("elsewhere")).sets().size(), ids.size());
    }
    QCOMPARE(backup::Catalogue(m_backups->store).events(1).at(0).what, std::string("copied"));
}

void TstCopies::encryptedThereAndBack()
{
    QFETCH(QString, place);
    const auto key = backup::KeySource::passphrase("open sesame");
    m_backups = std::make_unique<BackedUp>(12, key);
    const std::string id = m_backups->backUp(backup::Kind::Full);
    const auto there = open(place);
    copy(*there);
    // A new passphrase changes the manifests alone, there as well.
    const backup::StoreFolder store(m_backups->store);
    const auto newKey = backup::KeySource::passphrase("open barley");
    backup::rotateKey(store, backup::KeyRing(key), newKey, m_backups->clock, {}, {4, 8, 1});
    const CopyReport report = copy(*there);
    QCOMPARE(report.refreshed, std::vector<std::string>{id});
    QCOMPARE(report.sentBytes, std::uint64_t{0});
    fs::remove_all(m_backups->store);
    fetch(*there, m_backups->store);
    const auto manifest = set(id).manifest;
    QCOMPARE(errorCodeOf([&] { backup::KeyRing(key).open(manifest); }), std::string("WRONG_KEY"));
    QVERIFY(backup::KeyRing(newKey).open(manifest) != nullptr);
    QVERIFY(backup::readStoreKeys(store).key.has_value());
}

void TstCopies::withWhatARestoreTakes()
{
    QFETCH(QString, place);
    const std::vector<std::string> ids = m_backups->backUpAll();
    const auto there = open(place);
    QCOMPARE(copy(*there, {ids[1]}).copied, (std::vector<std::string>{ids[0], ids[1]}));
    QCOMPARE(errorCodeOf([&] { copy(*there, {"20260101T000000Z-full-000000"}); }), std::string("NOT_FOUND"));
    copy(*there);
    const std::string back = m_backups->folder.file("back");
    QCOMPARE(fetch(*there, back, {ids[1]}).fetched, (std::vector<std::string>{ids[0], ids[1]}));
}

void TstCopies::halfACopyIsNoSet()
{
    QFETCH(QString, place);
    const std::vector<std::string> ids = m_backups->backUpAll();
    const auto there = open(place);
    std::size_t before = 0;
    for (const unsigned percent : {1U, 30U, 60U, 40U}) {
        std::stop_source stop;
        core::JobContext job;
        job.stop = stop.get_token();
        job.progress = [&](const core::Progress &progress) {
            if (progress.done * 100 >= progress.total * percent) {
                stop.request_stop();
            }
        };
        errorCodeOf([&] { copy(*there, {}, job); });
        const auto copies = copiesIn(*there, {});
        QVERIFY(copies.size() >= before && copies.size() < ids.size());
        before = copies.size();
        for (const backup::SetInfo &copy : copies) {
            QCOMPARE(copy.status, backup::SetStatus::Available);
        }
        QVERIFY(verifyCopies(*there, {}, true, {}).ok());
    }
    copy(*there);
    QCOMPARE(copyIdsIn(*there, {}), ids);
    QVERIFY(verifyCopies(*there, {}, true, {}).ok());
    if (place == "folder") { // and nothing is left of the attempts
        for (const auto &[name, bytes] : filesBelow(m_backups->folder.file("elsewhere"))) {
            QVERIFY2(name.find("/.") == std::string::npos, name.c_str());
        }
    } else {
        QCOMPARE(m_service->uploads(), std::size_t{0});
    }
}

void TstCopies::nothingTwice()
{
    QFETCH(QString, place);
    const std::vector<std::string> ids = m_backups->backUpAll();
    const auto there = open(place);
    copy(*there);
    m_service->clearLog();
    const CopyReport again = copy(*there);
    QCOMPARE(again.present, ids);
    QCOMPARE(again.sentBytes, std::uint64_t{0});
    if (place == "bucket") {
        QVERIFY(m_service->log().size() <= 4); // the list and store.json, not one request for each set
        QCOMPARE(m_service->count("manifest"), std::size_t{0});
    }
    const std::string id = m_backups->backUp(backup::Kind::Differential);
    QCOMPARE(copy(*there).copied, std::vector<std::string>{id});
}

void TstCopies::whatIsKeptLongerIsKeptLongerThere()
{
    const std::vector<std::string> ids = m_backups->backUpAll();
    const auto there = open("bucket");
    copy(*there);
    backup::Catalogue(m_backups->store).setKeep(ids[0], {}, true, m_backups->clock.now());
    QCOMPARE(copy(*there).refreshed, std::vector<std::string>{ids[0]});
    QVERIFY(copiesIn(*there, {}).at(0).manifest.pinned);
}

void TstCopies::oneStoreInOnePlace()
{
    QFETCH(QString, place);
    m_backups->backUp(backup::Kind::Full);
    const auto there = open(place);
    copy(*there);
    BackedUp other(99);
    other.backUp(backup::Kind::Full);
    CopyRequest request;
    request.store = other.store;
    QCOMPARE(errorCodeOf([&] { copySets(request, *there, {}); }), std::string("EXISTS"));
    QCOMPARE(copyIdsIn(*there, {}).size(), std::size_t{1});
}

void TstCopies::whatIsDamagedHereStaysHere_data()
{
    QTest::addColumn<bool>("readBack");
    QTest::newRow("read back") << true;
    QTest::newRow("believed") << false;
}

void TstCopies::whatIsDamagedHereStaysHere()
{
    QFETCH(bool, readBack);
    const std::vector<std::string> ids = m_backups->backUpAll();
    const auto there = open("bucket");
    flipByte(pieceOf(set(ids[1])));
    QCOMPARE(errorCodeOf([&] { copy(*there, {}, {}, readBack); }), std::string("BACKUP_CORRUPT"));
    QCOMPARE(copyIdsIn(*there, {}), std::vector<std::string>{ids[0]});
    // Known to be damaged, it doesn't keep the others from being copied.
    backup::Catalogue(m_backups->store)
        .setStatus(ids[1], backup::SetStatus::Corrupted, "A test damaged it.", m_backups->clock.now());
    const CopyReport report = copy(*there, {}, {}, readBack);
    QCOMPARE(report.copied, (std::vector<std::string>{ids[2], ids[3]}));
    QCOMPARE(report.notes.size(), std::size_t{1});
    QCOMPARE(errorCodeOf([&] { copy(*there, {ids[1]}); }), std::string("BACKUP_CORRUPT"));
}

void TstCopies::aPlaceThatGivesBackSomethingElse()
{
    const std::string id = m_backups->backUp(backup::Kind::Full);
    const auto there = open("bucket");
    const std::string piece = set(id).manifest.pieces.at(0).name;
    int lies = 1;
    m_service->setTrap([&](const TestRequest &request, TestAnswer &answer) {
        const bool asked = request.method == "GET" && !request.asks("uploadId") &&
                           request.path.find(piece) != std::string::npos;
        if (!asked || lies == 0) {
            return false;
        }
        --lies;
        answer = {200, std::string(set(id).manifest.pieces.at(0).storedBytes, '?')};
        return true;
    });
    QCOMPARE(copy(*there).copied, std::vector<std::string>{id}); // once: sent anew
    removeCopies(*there, {id}, {});
    lies = 1000;
    QCOMPARE(errorCodeOf([&] { copy(*there); }), std::string("IO"));
    lies = 0;
    QVERIFY(copyIdsIn(*there, {}).empty());
}

void TstCopies::damageThereIsFound()
{
    QFETCH(QString, place);
    const std::vector<std::string> ids = m_backups->backUpAll();
    const auto there = open(place);
    copy(*there);
    const auto damage = [&](const std::string &name, const std::string &bytes) {
        there->put(name, sourceOf({reinterpret_cast<const std::uint8_t *>(bytes.data()), bytes.size()}), {});
    };
    const auto nameOf = [&](std::size_t i) {
        return "sets/" + ids[i] + '/' + set(ids[i]).manifest.pieces[0].name;
    };
    std::string bytes = readFile(pieceOf(set(ids[0])));
    bytes[100] = static_cast<char>(bytes[100] ^ 1);
    damage(nameOf(0), bytes);
    damage(nameOf(1), bytes.substr(0, 10));
    there->remove(nameOf(2), {});
    damage("sets/" + ids[3] + "/manifest.json", "{}");
    const CopyVerification quick = verifyCopies(*there, {}, false, {});
    QCOMPARE(quick.findings.size(), std::size_t{3});
    const CopyVerification report = verifyCopies(*there, {}, true, {});
    QCOMPARE(report.findings.size(), std::size_t{4});
    QCOMPARE(report.findings[0].kind, std::string("checksum mismatch"));
    QCOMPARE(report.findings[0].piece, set(ids[0]).manifest.pieces[0].name);
    QCOMPARE(report.findings[3].piece, std::string("manifest.json"));
    // Nothing damaged comes back.
    const std::string back = m_backups->folder.file("back");
    QCOMPARE(errorCodeOf([&] { fetch(*there, back, {ids[0]}); }), std::string("BACKUP_CORRUPT"));
    QCOMPARE(errorCodeOf([&] { fetch(*there, back, {ids[3]}); }), std::string("BACKUP_CORRUPT"));
    QVERIFY(backup::StoreFolder(back).setIds().empty());
    QCOMPARE(errorCodeOf([&] { verifyCopies(*there, {"20260101T000000Z-full-000000"}, true, {}); }),
             std::string("NOT_FOUND"));
}

void TstCopies::anInterruptedFetchGoesOn()
{
    const std::string id = m_backups->backUp(backup::Kind::Full);
    const auto there = open("bucket");
    copy(*there);
    const std::string back = m_backups->folder.file("back");
    std::stop_source stop;
    core::JobContext job;
    job.stop = stop.get_token();
    job.progress = [&](const core::Progress &) { stop.request_stop(); };
    m_service->setTrap([&](const TestRequest &request, TestAnswer &answer) {
        const bool piece = request.method == "GET" && request.path.find("/sets/2") != std::string::npos &&
                           request.path.find("manifest") == std::string::npos;
        if (!piece || stop.stop_requested()) {
            return false;
        }
        const std::string bytes = readFile(pieceOf(set(id)));
        answer = {206, bytes, {{"ETag", "\"e\""}}};
        answer.cutAfter = bytes.size() / 2;
        return true;
    });
    QCOMPARE(errorCodeOf([&] { fetch(*there, back, {}, job); }), std::string("CANCELLED"));
    QVERIFY(backup::StoreFolder(back).setIds().empty());
    m_service->setTrap({});
    const FetchReport report = fetch(*there, back);
    QCOMPARE(report.fetched, std::vector<std::string>{id});
    QVERIFY(report.keptBytes > 0);
    QVERIFY(filesBelow(back + "/sets") == filesBelow(m_backups->store + "/sets"));
}

void TstCopies::aFetchLeavesTheStoreAsItWas()
{
    const std::vector<std::string> ids = m_backups->backUpAll();
    const auto there = open("folder");
    copy(*there);
    const Files before = filesBelow(m_backups->store + "/sets");
    QVERIFY(fetch(*there, m_backups->store).fetched.empty());
    QVERIFY(filesBelow(m_backups->store + "/sets") == before);
    backup::Catalogue(m_backups->store).remove({ids[3]}, m_backups->clock.now(), {});
    QCOMPARE(fetch(*there, m_backups->store).fetched, std::vector<std::string>{ids[3]});
    QVERIFY(filesBelow(m_backups->store + "/sets") == before);
}

void TstCopies::deletesWhatNothingNeeds()
{
    QFETCH(QString, place);
    const std::vector<std::string> ids = m_backups->backUpAll();
    const auto there = open(place);
    copy(*there);
    QCOMPARE(errorCodeOf([&] { removeCopies(*there, {ids[0]}, {}); }), std::string("USAGE"));
    QCOMPARE(copyIdsIn(*there, {}), ids);
    removeCopies(*there, {ids[3]}, {});
    QCOMPARE(copyIdsIn(*there, {}), (std::vector<std::string>{ids[0], ids[1], ids[2]}));
    QVERIFY(verifyCopies(*there, {}, true, {}).ok());
    removeCopies(*there, {ids[0], ids[1], ids[2]}, {});
    QVERIFY(there->list("sets/", {}).empty());
}

void TstCopies::strangersAreLeftAlone()
{
    m_backups->backUp(backup::Kind::Full);
    const auto there = open("bucket");
    m_service->putObject("shop/sets/notes.txt", "not ours");
    m_service->putObject("shop/sets/../manifest.json", "not ours");
    m_service->putObject("shop/sets/x/y/manifest.json", "not ours");
    copy(*there);
    QCOMPARE(copyIdsIn(*there, {}).size(), std::size_t{1});
    removeCopies(*there, copyIdsIn(*there, {}), {});
    QCOMPARE(m_service->objects().size(), std::size_t{4}); // and store.json
}

QTEST_GUILESS_MAIN(TstCopies)
#include "tst_copies.moc"
