// Backup sets against plain SQLite, `zstd -d` and clones of the history: every kind gives the states that it
// says.
#include "engine/backup/create.h"
#include "engine/backup/keys.h"
#include "engine/backup/known_stores.h"
#include "engine/flashback/restore_points.h"
#include "engine/timeline/recorder.h"
#include "tests/engine/backup/applied.h"
#include "tests/engine/timeline/random_sql.h"
#include "tests/support/child_process.h"
#include "tests/support/error_code.h"
#include "tests/support/temp_folder.h"

#include <QTest>
#include <filesystem>
#include <fmt/format.h>

using namespace strandline;
using namespace strandline::test;
using backup::Catalogue;
using backup::CreateReport;
using backup::Kind;
using backup::SetInfo;
using core::Scn;

namespace {

constexpr core::ScryptCost cheap{4, 8, 1};

} // namespace

class TestBackupSets : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void fullIsWhatZstdDecodes();
    void incrementalsLeadOn();
    void archiveLogHasEveryCommit();
    void ofAnEarlierState();
    void withoutHistory();
    void fullWhereNothingCanBeGoneOnFrom();
    void catchesUpWithoutARecorder();
    void encryptedSetsNeedTheirKey();
    void rotationRewraps();
    void catalogueIsMadeAnew();
    void crosscheckFindsWhatIsMissing();
    void keptSetsStay();
    void manifestKeepsEverything();
    void checksums_data();
    void checksums();
    void knownStores();

private:
    CreateReport create(Kind kind, const backup::KeySource &key = {})
    {
        backup::CreateRequest request;
        request.database = m_location;
        request.store = m_store;
        request.kind = kind;
        request.key = key;
        request.clock = &m_clock;
        request.scryptCost = cheap;
        m_clock.advance(std::chrono::minutes(1));
        return backup::createBackup(request, {});
    }
    SetInfo set(const CreateReport &report) const { return Catalogue(m_store).set(report.manifest.id); }
    std::string clone(Scn scn) const
    {
        const std::string path = m_folder->file("clone.db");
        timeline::History::open(m_location)->clone(scn, path, true, {});
        return readFile(path);
    }
    void work(int transactions)
    {
        for (int i = 0; i < transactions; ++i) {
            m_clock.advance(std::chrono::seconds(1));
            m_sql->transaction();
            m_recorder->poll();
        }
    }
    void startRecorder()
    {
        timeline::RecorderOptions options;
        options.location = m_location;
        options.clock = &m_clock;
        options.segmentBytes = 256U << 10U;
        options.checkpointFrames = 100;
        m_recorder = std::make_unique<timeline::Recorder>(options, core::JobContext{});
    }

    std::unique_ptr<TempFolder> m_folder;
    timeline::Location m_location;
    std::string m_store;
    core::ManualClock m_clock{core::Time(std::chrono::seconds(1'700'000'000))};
    Random m_random{7};
    std::unique_ptr<PlainDatabase> m_writer;
    std::unique_ptr<RandomSql> m_sql;
    std::unique_ptr<timeline::Recorder> m_recorder;
};

void TestBackupSets::init()
{
    m_folder = std::make_unique<TempFolder>(TempFolder::Place::Memory);
    m_location.database = m_folder->file("shop.db");
    m_store = m_folder->file("store");
    m_writer = std::make_unique<PlainDatabase>(m_location.database);
    m_sql = std::make_unique<RandomSql>(*m_writer, m_random, RandomSqlSettings{1024});
    startRecorder();
    work(40);
}

void TestBackupSets::cleanup()
{
    m_recorder.reset();
    m_sql.reset();
    m_writer.reset();
    m_folder.reset();
}

void TestBackupSets::fullIsWhatZstdDecodes()
{
    const CreateReport report = create(Kind::Full);
    const SetInfo full = set(report);
    QCOMPARE(full.status, backup::SetStatus::Available);
    QCOMPARE(full.manifest.fromScn.value, 0U);
    QCOMPARE(full.manifest.toScn, m_recorder->state().scn);
    const std::string expected = clone(full.manifest.toScn);
    QVERIFY(imageOf(full) == expected);

    const std::string piece = full.folder + "/" + full.manifest.pieces.at(0).name;
    const std::string out = m_folder->file("decoded.db");
    QCOMPARE(runProgram({"/usr/bin/zstd", "-q", "-d", piece, "-o", out}).code, 0);
    QVERIFY(readFile(out) == expected);
    // The manifest's digests are those of sha256sum.
    QCOMPARE(runProgram({"/usr/bin/sha256sum", piece}).output.substr(0, 64),
             full.manifest.pieces[0].storedDigest);
    QCOMPARE(runProgram({"/usr/bin/sha256sum", out}).output.substr(0, 64),
             full.manifest.pieces[0].contentDigest);
}

void TestBackupSets::incrementalsLeadOn()
{
    const SetInfo full = set(create(Kind::Full));
    work(25);
    const SetInfo first = set(create(Kind::Differential));
    work(25);
    const SetInfo second = set(create(Kind::Differential));
    work(5);
    const SetInfo sum = set(create(Kind::Cumulative));
    QCOMPARE(first.manifest.parent, full.manifest.id);
    QCOMPARE(second.manifest.parent, first.manifest.id);
    QCOMPARE(sum.manifest.parent, full.manifest.id);
    QCOMPARE(second.manifest.kind, Kind::Differential);

    std::string database = imageOf(full);
    apply(database, first, full.manifest.toScn, first.manifest.toScn);
    QVERIFY(database == clone(first.manifest.toScn));
    apply(database, second, first.manifest.toScn, second.manifest.toScn);
    QVERIFY(database == clone(second.manifest.toScn));
    database = imageOf(full);
    apply(database, sum, full.manifest.toScn, sum.manifest.toScn);
    QVERIFY(database == clone(sum.manifest.toScn));

    // Nothing changed since: a set without steps.
    const SetInfo empty = set(create(Kind::Differential));
    QCOMPARE(empty.manifest.fromScn, empty.manifest.toScn);
    apply(database, empty, empty.manifest.fromScn, empty.manifest.toScn);
    QVERIFY(database == clone(empty.manifest.toScn));
}

void TestBackupSets::archiveLogHasEveryCommit()
{
    const SetInfo full = set(create(Kind::Full));
    work(30);
    const SetInfo middle = set(create(Kind::Differential));
    work(30);
    const SetInfo log = set(create(Kind::ArchiveLog));
    QCOMPARE(log.manifest.fromScn, full.manifest.toScn);
    work(10);
    const SetInfo next = set(create(Kind::ArchiveLog));
    QCOMPARE(next.manifest.fromScn, log.manifest.toScn);
    QVERIFY(log.manifest.unreadable.empty());

    std::string database = imageOf(full);
    for (Scn scn = full.manifest.toScn; scn < next.manifest.toScn; scn = scn.next()) {
        apply(database, scn < log.manifest.toScn ? log : next, scn, scn.next());
        QVERIFY2(database == clone(scn.next()), fmt::format("SCN {}", scn.value + 1).c_str());
    }
    // From the state that another set ends with, inside the span of the log.
    database = imageOf(full);
    apply(database, middle, full.manifest.toScn, middle.manifest.toScn);
    apply(database, log, middle.manifest.toScn, log.manifest.toScn);
    QVERIFY(database == clone(log.manifest.toScn));
}

void TestBackupSets::ofAnEarlierState()
{
    const Scn early{m_recorder->state().scn.value - 10};
    backup::CreateRequest request;
    request.database = m_location;
    request.store = m_store;
    request.clock = &m_clock;
    request.asOf = early;
    const SetInfo full = set(backup::createBackup(request, {}));
    QCOMPARE(full.manifest.toScn, early);
    QVERIFY(imageOf(full) == clone(early));
    m_clock.advance(std::chrono::minutes(1));
    request.kind = Kind::ArchiveLog;
    request.asOf = Scn{early.value + 5};
    const SetInfo log = set(backup::createBackup(request, {}));
    QCOMPARE(log.manifest.parent, full.manifest.id);
    std::string database = imageOf(full);
    apply(database, log, early, *request.asOf);
    QVERIFY(database == clone(*request.asOf));
    request.asOf = Scn{10'000};
    QCOMPARE(errorCodeOf([&] { backup::createBackup(request, {}); }), std::string("SCN_IN_FUTURE"));
}

void TestBackupSets::withoutHistory()
{
    for (const char *mode : {"WAL", "DELETE"}) {
        const std::string path = m_folder->file(std::string("plain-") + mode);
        PlainDatabase plain(path);
        plain.execute(fmt::format("PRAGMA journal_mode = {}; CREATE TABLE t (n, b)", mode));
        plain.execute("WITH RECURSIVE c(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM c WHERE n < 500) "
                      "INSERT INTO t SELECT n, randomblob(3000) FROM c");
        m_location.database = path;
        const CreateReport report = create(Kind::Differential);
        QCOMPARE(report.manifest.kind, Kind::Full);
        QVERIFY(report.because.find("history") != std::string::npos);
        QVERIFY(!report.manifest.recorded);
        QCOMPARE(report.manifest.toScn.value, 0U);
        const std::string out = m_folder->file("out.db");
        writeFile(out, imageOf(set(report)));
        PlainDatabase copy(out);
        QCOMPARE(copy.text("PRAGMA integrity_check"), std::string("ok"));
        QCOMPARE(copy.text("SELECT count(*) || ' ' || hex(sum(n)) FROM t"),
                 plain.text("SELECT count(*) || ' ' || hex(sum(n)) FROM t"));
        QCOMPARE(std::filesystem::directory_iterator(set(report).folder)->path().empty(), false);
        QVERIFY(!std::filesystem::exists(set(report).folder + "/copy.db"));
    }
}

void TestBackupSets::fullWhereNothingCanBeGoneOnFrom()
{
    const CreateReport first = create(Kind::Cumulative);
    QCOMPARE(first.manifest.kind, Kind::Full);
    QVERIFY(!first.because.empty());
    work(3);
    const SetInfo second = set(create(Kind::Differential));
    QCOMPARE(second.manifest.kind, Kind::Differential);
    // A chain with a hole isn't gone on from.
    work(3);
    const SetInfo third = set(create(Kind::Differential));
    std::filesystem::remove(second.folder + "/" + second.manifest.pieces[0].name);
    work(3);
    const SetInfo fourth = set(create(Kind::Differential));
    QCOMPARE(fourth.manifest.kind, Kind::Differential);
    QCOMPARE(fourth.manifest.parent, first.manifest.id);
    // Forgotten history is not either.
    std::filesystem::remove_all(set(first).folder);
    QCOMPARE(create(Kind::ArchiveLog).manifest.kind, Kind::Full);
    work(3);
    m_recorder->close();
    m_recorder.reset();
    timeline::forget(m_location);
    startRecorder();
    work(3);
    const CreateReport other = create(Kind::Differential);
    QCOMPARE(other.manifest.kind, Kind::Full);
    QVERIFY(!other.because.empty());
}

void TestBackupSets::catchesUpWithoutARecorder()
{
    m_recorder->close();
    m_recorder.reset();
    m_writer->execute("CREATE TABLE late (x); INSERT INTO late VALUES (4711)");
    const SetInfo full = set(create(Kind::Full));
    const std::string out = m_folder->file("out.db");
    writeFile(out, imageOf(full));
    QCOMPARE(PlainDatabase(out, PlainDatabase::Open::ReadOnly).integer("SELECT x FROM late"), 4711);
    // A database that left WAL mode is backed up without its history, and says so.
    m_writer->execute("PRAGMA journal_mode = DELETE; INSERT INTO late VALUES (4712)");
    const CreateReport report = create(Kind::Differential);
    QVERIFY(!report.manifest.recorded);
    QCOMPARE(report.notes.size(), 1U);
    std::filesystem::remove(out);
    writeFile(out, imageOf(set(report)));
    QCOMPARE(PlainDatabase(out, PlainDatabase::Open::ReadOnly).integer("SELECT max(x) FROM late"), 4712);
}

void TestBackupSets::encryptedSetsNeedTheirKey()
{
    const auto key = backup::KeySource::passphrase("correct horse");
    for (const core::Cipher cipher : {core::Cipher::Aes256Gcm, core::Cipher::ChaCha20Poly1305}) {
        backup::CreateRequest request;
        request.database = m_location;
        request.store = m_store;
        request.key = key;
        request.cipher = cipher;
        request.clock = &m_clock;
        request.scryptCost = cheap;
        m_clock.advance(std::chrono::minutes(1));
        const SetInfo full = set(backup::createBackup(request, {}));
        work(5);
        const SetInfo next = set(create(Kind::Differential, key));
        const backup::KeyRing ring(key);
        std::string database = imageOf(full, ring);
        QVERIFY(database == clone(full.manifest.toScn));
        apply(database, next, full.manifest.toScn, next.manifest.toScn, ring);
        QVERIFY(database == clone(next.manifest.toScn));
        const std::string stored = readFile(full.folder + "/" + full.manifest.pieces[0].name);
        QVERIFY(stored.find("SQLite format 3") == std::string::npos);

        QCOMPARE(errorCodeOf([&] { imageOf(full); }), std::string("WRONG_KEY"));
        QCOMPARE(errorCodeOf([&] { imageOf(full, backup::KeyRing(backup::KeySource::passphrase("horse"))); }),
                 std::string("WRONG_KEY"));
        QCOMPARE(errorCodeOf([&] {
                     imageOf(full, backup::KeyRing(backup::KeySource::keyFile(std::string(32, 'k'))));
                 }),
                 std::string("WRONG_KEY"));
    }
    // A store with a key doesn't silently take what isn't encrypted, or is with another.
    QCOMPARE(errorCodeOf([&] { create(Kind::Full); }), std::string("WRONG_KEY"));
    QCOMPARE(errorCodeOf([&] { create(Kind::Full, backup::KeySource::passphrase("other")); }),
             std::string("WRONG_KEY"));
    QCOMPARE(Catalogue(m_store).sets().size(), 4U);

    // Changed without the key: the checksum can be made right, the MAC can't.
    const SetInfo some = Catalogue(m_store).sets().front();
    backup::Manifest forged = some.manifest;
    forged.toScn = forged.toScn.next();
    backup::writeManifest(core::systemFiles(), some.folder, forged);
    QCOMPARE(errorCodeOf([&] {
                 imageOf(set({some.manifest, {}, {}, {}, 0}), backup::KeyRing(key));
             }),
             std::string("BACKUP_CORRUPT"));
}

void TestBackupSets::rotationRewraps()
{
    const auto old = backup::KeySource::passphrase("old");
    const auto fresh = backup::KeySource::keyFile("0123456789abcdef0123456789abcdef");
    const SetInfo full = set(create(Kind::Full, old));
    work(3);
    const SetInfo next = set(create(Kind::Differential, old));
    const std::string expected = imageOf(full, backup::KeyRing(old));
    const std::string piece = readFile(full.folder + "/" + full.manifest.pieces[0].name);
    const backup::StoreFolder store(m_store);

    QCOMPARE(errorCodeOf([&] {
                 rotateKey(store, backup::KeyRing(backup::KeySource::passphrase("wrong")), fresh, m_clock, {},
                           cheap);
             }),
             std::string("WRONG_KEY"));
    QVERIFY(imageOf(set({full.manifest, {}, {}, {}, 0}), backup::KeyRing(old)) == expected);

    const auto report = rotateKey(store, backup::KeyRing(old), fresh, m_clock, {}, cheap);
    QCOMPARE(report.rewrapped.size(), 2U);
    QVERIFY(report.notRewrapped.empty());
    const SetInfo after = Catalogue(m_store).set(full.manifest.id);
    QVERIFY(imageOf(after, backup::KeyRing(fresh)) == expected);
    QVERIFY(readFile(full.folder + "/" + full.manifest.pieces[0].name) == piece);
    QCOMPARE(errorCodeOf([&] { imageOf(after, backup::KeyRing(old)); }), std::string("WRONG_KEY"));
    // Again, with both: nothing is left to do.
    QCOMPARE(rotateKey(store, backup::KeyRing({old, fresh}), fresh, m_clock, {}, cheap).rewrapped.size(), 0U);
    work(2);
    QCOMPARE(create(Kind::Differential, fresh).manifest.kind, Kind::Differential);
    QCOMPARE(next.manifest.encryption->key.kind, backup::KeyDescription::Kind::Passphrase);
}

void TestBackupSets::catalogueIsMadeAnew()
{
    create(Kind::Full);
    work(2);
    create(Kind::Differential);
    Catalogue catalogue(m_store);
    const auto before = catalogue.sets(m_location.database);
    QCOMPARE(before.size(), 2U);
    QCOMPARE(catalogue.events().size(), 2U);
    QCOMPARE(catalogue.sets(m_folder->file("other.db")).size(), 0U);
    for (const char *damage : {"", "this is no database, it is a text that somebody wrote there"}) {
        std::filesystem::remove(m_store + "/catalogue.db");
        if (*damage != '\0') {
            writeFile(m_store + "/catalogue.db", damage);
        }
        QCOMPARE(catalogue.sets().size(), 2U);
        QCOMPARE(catalogue.rebuild(m_clock, {}).added.size(), 2U);
        const auto after = catalogue.sets();
        QCOMPARE(after.size(), 2U);
        QCOMPARE(formatManifest(after[0].manifest), formatManifest(before[0].manifest));
    }
}

void TestBackupSets::crosscheckFindsWhatIsMissing()
{
    const SetInfo full = set(create(Kind::Full));
    work(2);
    const SetInfo next = set(create(Kind::Differential));
    Catalogue catalogue(m_store);
    QCOMPARE(catalogue.crosscheck(m_clock, {}).checked, 2U);

    const std::string away = m_folder->file("away");
    std::filesystem::rename(next.folder, away);
    auto report = catalogue.crosscheck(m_clock, {});
    QCOMPARE(report.expired, std::vector<std::string>{next.manifest.id});
    const SetInfo missing = catalogue.set(next.manifest.id);
    QCOMPARE(missing.status, backup::SetStatus::Expired);
    QCOMPARE(missing.manifest.toScn, next.manifest.toScn);
    std::filesystem::rename(away, next.folder);
    report = catalogue.crosscheck(m_clock, {});
    QCOMPARE(report.returned, std::vector<std::string>{next.manifest.id});
    QCOMPARE(catalogue.set(next.manifest.id).status, backup::SetStatus::Available);

    std::filesystem::resize_file(full.folder + "/" + full.manifest.pieces[0].name, 100);
    report = catalogue.crosscheck(m_clock, {});
    QCOMPARE(report.corrupted, std::vector<std::string>{full.manifest.id});
    QVERIFY(catalogue.set(full.manifest.id).problem.find("100 bytes") != std::string::npos);
    catalogue.recordVerification(next.manifest.id, {m_clock.now(), "quick", false, 3, 0.5, "a test"});
    QCOMPARE(catalogue.set(next.manifest.id).verified->findings, 3U);
}

void TestBackupSets::keptSetsStay()
{
    const SetInfo full = set(create(Kind::Full));
    Catalogue catalogue(m_store);
    catalogue.setKeep(full.manifest.id, m_clock.now() + std::chrono::hours(1), false, m_clock.now());
    QCOMPARE(errorCodeOf([&] { catalogue.remove({full.manifest.id}, m_clock.now(), {}); }),
             std::string("USAGE"));
    catalogue.setKeep(full.manifest.id, std::nullopt, true, m_clock.now());
    QCOMPARE(errorCodeOf([&] { catalogue.remove({full.manifest.id}, m_clock.now(), {}); }),
             std::string("USAGE"));
    catalogue.setKeep(full.manifest.id, std::nullopt, false, m_clock.now());
    const auto lock = catalogue.store().lock("a test");
    QCOMPARE(errorCodeOf([&] { catalogue.remove({full.manifest.id}, m_clock.now(), {}); }),
             std::string("BUSY"));
    QCOMPARE(errorCodeOf([&] { create(Kind::Full); }), std::string("BUSY"));
    catalogue.remove({full.manifest.id}, m_clock.now(), {}, lock.get());
    QCOMPARE(catalogue.sets().size(), 0U);
    QVERIFY(!std::filesystem::exists(full.folder));
    QCOMPARE(catalogue.events().front().what, std::string("deleted"));
}

void TestBackupSets::manifestKeepsEverything()
{
    flashback::createRestorePoint(*timeline::History::open(m_location), {.name = "before \"it\""}, m_clock);
    backup::CreateRequest request;
    request.database = m_location;
    request.store = m_store;
    request.clock = &m_clock;
    request.tags = {"nightly", "übung"};
    request.keepUntil = m_clock.now() + std::chrono::hours(24);
    request.compressionLevel = 5;
    const backup::Manifest made = backup::createBackup(request, {}).manifest;
    QCOMPARE(made.restorePoints.size(), 1U);
    const backup::Manifest read = set({made, {}, {}, {}, 0}).manifest;
    QCOMPARE(formatManifest(read), formatManifest(made));
    QCOMPARE(read.restorePoints[0].name, std::string("before \"it\""));
    QCOMPARE(read.tags, made.tags);
    QCOMPARE(read.keepUntil, made.keepUntil);
    QCOMPARE(read.incarnations.size(), 1U);
}

void TestBackupSets::checksums_data()
{
    QTest::addColumn<int>("digest");
    QTest::addColumn<QString>("program");
    QTest::newRow("md5") << static_cast<int>(core::Digest::Md5) << "md5sum";
    QTest::newRow("sha1") << static_cast<int>(core::Digest::Sha1) << "sha1sum";
    QTest::newRow("sha256") << static_cast<int>(core::Digest::Sha256) << "sha256sum";
    QTest::newRow("sha512") << static_cast<int>(core::Digest::Sha512) << "sha512sum";
    QTest::newRow("blake2b") << static_cast<int>(core::Digest::Blake2b) << "b2sum";
    QTest::newRow("crc32") << static_cast<int>(core::Digest::Crc32) << "gzip";
}

void TestBackupSets::checksums()
{
    QFETCH(int, digest);
    QFETCH(QString, program);
    backup::CreateRequest request;
    request.database = m_location;
    request.store = m_store;
    request.clock = &m_clock;
    request.digest = static_cast<core::Digest>(digest);
    const SetInfo full = set(backup::createBackup(request, {}));
    const backup::Piece &piece = full.manifest.pieces[0];
    const std::string path = full.folder + "/" + piece.name;
    if (program == "gzip") {
        // The last 8 bytes of what gzip makes: CRC-32, length; little-endian.
        QCOMPARE(runProgram({"/bin/sh", "-c", fmt::format("gzip -c {} > {}.gz", path, path)}).code, 0);
        const std::string zipped = readFile(path + ".gz");
        core::Bytes crc(zipped.end() - 8, zipped.end() - 4);
        std::reverse(crc.begin(), crc.end());
        QCOMPARE(piece.storedDigest, core::toHex(crc));
    } else {
        const std::string told = runProgram({"/usr/bin/" + program.toStdString(), path}).output;
        QCOMPARE(piece.storedDigest, told.substr(0, told.find(' ')));
    }
}

void TestBackupSets::knownStores()
{
    const backup::KnownStores known(m_folder->file("config"));
    QVERIFY(known.storesOf(m_location.database).empty());
    known.remember(m_location.database, m_store);
    known.remember(m_location.database, m_folder->file("second") + "/");
    QCOMPARE(known.storesOf(m_location.database),
             (std::vector<std::string>{m_folder->file("second"), m_store}));
    known.forget(m_location.database, m_folder->file("second"));
    QCOMPARE(known.storesOf(m_location.database), std::vector<std::string>{m_store});
    QCOMPARE(known.databases(), std::vector<std::string>{m_location.database});
    m_store = backup::defaultStore(m_location.database);
    create(Kind::Full);
    QCOMPARE(known.storesOf(m_location.database).back(), m_store);
}

QTEST_GUILESS_MAIN(TestBackupSets)
#include "tst_backup_sets.moc"
