// Backups whose process is killed, whose disk is full, whose bytes are changed: earlier sets stay, damage is
// found with piece and offset, and what is read is the very data or an error, never something else.
#include "engine/backup/create.h"
#include "engine/backup/keys.h"
#include "engine/backup/restore.h"
#include "engine/backup/verify.h"
#include "engine/timeline/recorder.h"
#include "tests/engine/backup/applied.h"
#include "tests/support/child_process.h"
#include "tests/support/error_code.h"
#include "tests/support/faulty_files.h"
#include "tests/support/load.h"
#include "tests/support/plain_database.h"
#include "tests/support/random.h"
#include "tests/support/temp_folder.h"

#include <QTest>
#include <csignal>
#include <filesystem>
#include <fmt/format.h>
#include <map>
#include <thread>

using namespace strandline;
using namespace strandline::test;
using backup::Catalogue;
using backup::Kind;
using backup::SetInfo;
using core::Scn;

namespace {

constexpr core::ScryptCost cheap{4, 8, 1};

backup::KeyRing bothKeys()
{
    return backup::KeyRing({backup::KeySource::passphrase("a"), backup::KeySource::passphrase("b")});
}

std::uint64_t sizeOf(const std::string &path)
{
    return std::filesystem::file_size(path);
}

struct Found
{
    std::string file;
    std::uint64_t from = 0; // the byte that is wrong lies in [from, to)
    std::uint64_t to = 0;
};

// What a verification at level standard finds first. Nothing: all is well. frames: of the undamaged piece.
std::optional<Found> firstFinding(const SetInfo &set, const backup::KeyRing &keys,
                                  const std::vector<backup::PieceFile::Frame> &frames = {})
{
    backup::VerifyRequest request;
    request.level = backup::VerifyLevel::Standard;
    request.keys = keys;
    const auto result = backup::verifySet(set, {set}, request, {});
    if (result.ok()) {
        return std::nullopt;
    }
    const backup::Finding &finding = result.findings.front();
    const std::string path = set.folder + "/" + finding.piece;
    const auto next = std::find_if(frames.begin(), frames.end(),
                                   [&](const auto &frame) { return frame.offset > finding.offset; });
    const bool inFrames = finding.piece != backup::manifestName && next != frames.end();
    return Found{path, finding.offset, inFrames ? next->offset : sizeOf(path)};
}

std::vector<backup::PieceFile::Frame> framesOf(const SetInfo &set, const backup::KeyRing &keys)
{
    return backup::PieceFile::open(core::systemFiles(), set.folder, set.manifest, 0, keys.open(set.manifest))
        ->frames();
}

void flip(const std::string &path, std::uint64_t bit)
{
    const auto file = core::systemFiles().open(path, core::OpenMode::ReadWrite);
    core::Bytes byte(1);
    file->readAt(bit / 8, byte);
    byte[0] = static_cast<std::uint8_t>(byte[0] ^ (1U << (bit % 8)));
    file->writeAt(bit / 8, byte);
}

} // namespace

class TestBackupFaults : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void killedAtAnyMoment();
    void fullDiskAtAnyMoment();
    void cancelledAtAnyMoment_data();
    void cancelledAtAnyMoment();
    void everyBitOfASmallSet_data();
    void everyBitOfASmallSet();
    void randomFlipsAndCutsOfALargeSet();
    void framesCantBeMoved();

private:
    backup::CreateRequest request(Kind kind) const
    {
        backup::CreateRequest request;
        request.database = m_location;
        request.store = m_store;
        request.kind = kind;
        request.scryptCost = cheap;
        return request;
    }
    SetInfo create(const backup::CreateRequest &wanted) const
    {
        return Catalogue(m_store).set(backup::createBackup(wanted, {}).manifest.id);
    }
    std::string clone(Scn scn) const
    {
        const std::string path = m_folder->file("clone.db");
        timeline::History::open(m_location)->clone(scn, path, true, {});
        return readFile(path);
    }
    void commits(int count)
    {
        for (int i = 0; i < count; ++i) {
            int rc = 0;
            load::commitNext(*m_writer, 1, rc);
            m_recorder->poll();
        }
    }
    // Every file with its content, but for the live database, whose recorder goes on, and the catalogue,
    // which notes what was begun, too.
    std::map<std::string, std::string> tree() const
    {
        std::map<std::string, std::string> files;
        for (const auto &entry : std::filesystem::recursive_directory_iterator(m_folder->path())) {
            const std::string path = entry.path().string();
            if (path.find("catalogue.db") == std::string::npos &&
                path.rfind(m_location.database, 0) == std::string::npos) {
                files[path] = entry.is_regular_file() ? readFile(path) : std::string();
            }
        }
        return files;
    }
    // A set of one page more than the smallest.
    SetInfo smallSet(Kind kind, bool encrypted);
    void checkChain(const std::vector<SetInfo> &sets);

    std::unique_ptr<TempFolder> m_folder;
    timeline::Location m_location;
    std::string m_store;
    std::unique_ptr<PlainDatabase> m_writer;
    std::unique_ptr<timeline::Recorder> m_recorder;
};

void TestBackupFaults::init()
{
    m_folder = std::make_unique<TempFolder>(TempFolder::Place::Memory);
    m_location.database = m_folder->file("faults.db");
    m_store = m_folder->file("store");
    m_writer = std::make_unique<PlainDatabase>(m_location.database);
    m_writer->execute("PRAGMA page_size = 1024; PRAGMA journal_mode = WAL");
    load::createSchema(*m_writer, 1);
    timeline::RecorderOptions options;
    options.location = m_location;
    options.checkpointFrames = 100;
    m_recorder = std::make_unique<timeline::Recorder>(options, core::JobContext{});
    commits(20);
}

void TestBackupFaults::cleanup()
{
    m_recorder.reset();
    m_writer.reset();
    m_folder.reset();
}

// Every set leads to the state that it says.
void TestBackupFaults::checkChain(const std::vector<SetInfo> &sets)
{
    const backup::KeyRing keys = bothKeys();
    std::map<Scn, std::string> states;
    for (const SetInfo &set : sets) {
        QCOMPARE(set.status, backup::SetStatus::Available);
        const backup::Manifest &m = set.manifest;
        std::string state;
        if (m.kind == Kind::Full) {
            state = imageOf(set, keys);
        } else {
            QVERIFY2(states.count(m.fromScn) != 0, m.id.c_str());
            state = states[m.fromScn];
            apply(state, set, m.fromScn, m.toScn, keys);
        }
        if (states.count(m.toScn) == 0) {
            QVERIFY2(state == clone(m.toScn), m.id.c_str());
        }
        states[m.toScn] = std::move(state);
    }
}

void TestBackupFaults::killedAtAnyMoment()
{
    const int kills = longForm() ? 150 : 12;
    Random random(testSeed("killedAtAnyMoment", 11));
    std::vector<std::string> reported;
    int died = 0;
    for (int round = 0; round < kills; ++round) {
        commits(3);
        ChildProcess child({TEST_BACKUP, m_location.database, m_store, "--random",
                            std::to_string(random.next()), "--times", "1000"});
        QCOMPARE(child.readLine().value_or(""), std::string("ready"));
        std::this_thread::sleep_for(std::chrono::microseconds(random.between(0, 60'000)));
        child.signal(SIGKILL);
        died += child.wait() == 128 + SIGKILL ? 1 : 0;
        while (const auto line = child.readLine()) {
            if (line->starts_with("set ")) {
                reported.push_back(line->substr(4));
            } else {
                QVERIFY2(line->starts_with("rotated"), line->c_str());
            }
        }
        if (!std::filesystem::exists(m_store + "/sets")) {
            continue;
        }
        // What was reported is there and opens; nothing half-done is listed.
        const backup::KeyRing keys = bothKeys();
        std::vector<std::string> listed;
        for (const SetInfo &set : Catalogue(m_store).sets()) {
            QVERIFY2(set.status == backup::SetStatus::Available, set.problem.c_str());
            QVERIFY(!firstFinding(set, keys));
            listed.push_back(set.manifest.id);
        }
        for (const std::string &id : reported) {
            QVERIFY2(std::find(listed.begin(), listed.end(), id) != listed.end(), id.c_str());
        }
        // Few sets keep the rounds short; what builds on a deleted one goes with it.
        if (listed.size() > 40) {
            Catalogue(m_store).remove(listed, core::SystemClock().now(), {});
            reported.clear();
        }
    }
    QCOMPARE(died, kills);
    backup::CreateRequest last = request(Kind::Differential);
    last.plain = true;
    create(last);
    for (const std::string &name : core::systemFiles().list(m_store + "/sets")) {
        QVERIFY2(!name.starts_with("."), name.c_str());
    }
    checkChain(Catalogue(m_store).sets());
    Catalogue(m_store).crosscheck(core::SystemClock(), {});
    QVERIFY(Catalogue(m_store).sets().size() >= reported.size() + 1);
}

void TestBackupFaults::fullDiskAtAnyMoment()
{
    const std::string first = create(request(Kind::Full)).manifest.id;
    FaultyFiles files(core::systemFiles());
    for (const auto fault : {FaultyFiles::Fault::Io, FaultyFiles::Fault::ShortWrite}) {
        for (const Kind kind : {Kind::Full, Kind::Differential, Kind::ArchiveLog}) {
            bool failed = true;
            for (std::uint64_t at = 1; failed; ++at) {
                QVERIFY(at < 500);
                commits(1);
                backup::CreateRequest wanted = request(kind);
                wanted.files = &files;
                files.failAt(at, fault, true);
                const std::uint64_t failures = files.failures();
                const std::string code = errorCodeOf([&] { backup::createBackup(wanted, {}); });
                failed = files.failures() != failures;
                files.heal();
                // The set is there from its rename on, whatever fails after it.
                const auto sets = Catalogue(m_store).sets();
                QVERIFY2(sets.size() == 1 || sets.size() == 2, code.c_str());
                QVERIFY2(code.empty() ? sets.size() == 2 : code == "IO" || code == "DISK_FULL", code.c_str());
                checkChain(sets);
                for (const SetInfo &set : sets) {
                    if (set.manifest.id != first) {
                        Catalogue(m_store).remove({set.manifest.id}, core::SystemClock().now(), {});
                    }
                }
            }
        }
    }
}

void TestBackupFaults::cancelledAtAnyMoment_data()
{
    QTest::addColumn<int>("work");
    QTest::newRow("full backup") << 0;
    QTest::newRow("incremental backup") << 1;
    QTest::newRow("verification") << 2;
    QTest::newRow("restore test") << 3;
    QTest::newRow("restore to a new file") << 4;
    QTest::newRow("restore in place of another") << 5;
}

// At each of its reports of progress, and before the first: all files are as they were.
void TestBackupFaults::cancelledAtAnyMoment()
{
    QFETCH(int, work);
    create(request(Kind::Full));
    commits(20);
    create(request(Kind::ArchiveLog));
    commits(20);
    const std::string other = m_folder->file("other.db");
    PlainDatabase(other).execute("CREATE TABLE other(a)");
    const std::vector<SetInfo> sets = Catalogue(m_store).sets();
    const auto run = [&](const core::JobContext &job) {
        if (work < 2) {
            backup::createBackup(request(work == 0 ? Kind::Full : Kind::Differential), job);
        } else if (work < 4) {
            backup::VerifyRequest verify;
            verify.level = work == 2 ? backup::VerifyLevel::Full : backup::VerifyLevel::RestoreTest;
            verify.keys = bothKeys();
            backup::verifyStore(m_store, {}, verify, job);
        } else {
            backup::RestoreRequest restore;
            restore.plan = backup::planRestoreFrom(sets, {}, {});
            restore.out = work == 4 ? m_folder->file("new.db") : other;
            restore.replace = work == 5;
            restore.checkIntegrity = true;
            backup::runRestore(restore, job);
        }
    };
    const auto before = tree();
    int reports = 0;
    for (bool cancelled = true; cancelled; ++reports) {
        std::stop_source stop;
        core::JobContext job;
        job.stop = stop.get_token();
        int left = reports;
        job.progress = [&](const core::Progress &) {
            if (--left == 0) {
                stop.request_stop();
            }
        };
        if (reports == 0) {
            stop.request_stop();
        }
        const std::string code = errorCodeOf([&] { run(job); });
        cancelled = code == "CANCELLED";
        QVERIFY2(cancelled || code.empty(), code.c_str());
        QVERIFY2((tree() == before) == (cancelled || work == 2 || work == 3),
                 std::to_string(reports).c_str());
    }
    QVERIFY2(reports > 2, std::to_string(reports).c_str()); // one of them while it worked
}

SetInfo TestBackupFaults::smallSet(Kind kind, bool encrypted)
{
    m_recorder->close();
    m_recorder.reset();
    m_location.database = m_folder->file("small.db");
    m_writer = std::make_unique<PlainDatabase>(m_location.database);
    m_writer->execute("PRAGMA page_size = 512; PRAGMA journal_mode = WAL; CREATE TABLE t (n, b)");
    timeline::RecorderOptions options;
    options.location = m_location;
    m_recorder = std::make_unique<timeline::Recorder>(options, core::JobContext{});
    backup::CreateRequest wanted = request(Kind::Full);
    if (encrypted) {
        wanted.key = backup::KeySource::passphrase("a");
    }
    const SetInfo full = create(wanted);
    for (int i = 0; i < 3; ++i) {
        m_writer->execute(fmt::format("INSERT INTO t VALUES ({}, 'abc')", i));
        m_recorder->poll();
    }
    wanted.kind = kind;
    return kind == Kind::Full ? full : create(wanted);
}

void TestBackupFaults::everyBitOfASmallSet_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("encrypted");
    QTest::newRow("full") << static_cast<int>(Kind::Full) << false;
    QTest::newRow("archive log") << static_cast<int>(Kind::ArchiveLog) << false;
    QTest::newRow("full, encrypted") << static_cast<int>(Kind::Full) << true;
    QTest::newRow("archive log, encrypted") << static_cast<int>(Kind::ArchiveLog) << true;
}

void TestBackupFaults::everyBitOfASmallSet()
{
    QFETCH(int, kind);
    QFETCH(bool, encrypted);
    const SetInfo set = smallSet(static_cast<Kind>(kind), encrypted);
    const backup::KeyRing keys = bothKeys();
    const auto frames = framesOf(set, keys);
    // All bits in the long form; in the short one every thirteenth, so that each bit of a byte has its turn.
    const std::uint64_t stride = longForm() ? 1 : 13;
    std::uint64_t flipped = 0;
    for (const std::string &name : core::systemFiles().list(set.folder)) {
        const std::string path = set.folder + "/" + name;
        for (std::uint64_t bit = 0; bit < sizeOf(path) * 8; bit += stride) {
            flip(path, bit);
            const auto found = firstFinding(set, keys, frames);
            QVERIFY2(found && found->file == path && found->from <= bit / 8 && bit / 8 < found->to,
                     fmt::format("{} bit {}", path, bit).c_str());
            flip(path, bit);
            ++flipped;
        }
    }
    QVERIFY(flipped > 500);
    QVERIFY(!firstFinding(set, keys));
}

void TestBackupFaults::randomFlipsAndCutsOfALargeSet()
{
    m_writer->execute(
        "CREATE TABLE big (b); WITH RECURSIVE c(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM c WHERE n "
        "< 2000) INSERT INTO big SELECT randomblob(1000) || hex(randomblob(700)) FROM c");
    m_recorder->poll();
    Random random(testSeed("randomFlipsAndCutsOfALargeSet", 5));
    const int rounds = longForm() ? 1000 : 30;
    for (const bool encrypted : {false, true}) {
        backup::CreateRequest wanted = request(Kind::Full);
        if (encrypted) {
            wanted.key = backup::KeySource::passphrase("a");
        }
        const SetInfo set = create(wanted);
        const backup::KeyRing keys = bothKeys();
        const std::string expected = imageOf(set, keys);
        const auto frames = framesOf(set, keys);
        backup::RestoreRequest restore;
        backup::Target target;
        target.kind = backup::Target::Kind::Set;
        target.name = set.manifest.id;
        restore.plan = backup::planRestoreFrom({set}, target, keys);
        restore.keys = keys;
        restore.out = m_folder->file("restored.db");
        const std::string path = set.folder + "/" + set.manifest.pieces[0].name;
        const std::uint64_t size = sizeOf(path);
        QVERIFY(size > 3U << 20U);
        for (int round = 0; round < rounds; ++round) {
            const bool cut = random.oneIn(5);
            const std::uint64_t bit = random.below(size * 8);
            const std::string before = cut ? readFile(path) : std::string();
            cut ? std::filesystem::resize_file(path, bit / 8) : flip(path, bit);
            const auto found = firstFinding(set, keys, frames);
            QVERIFY2(found && found->file == path, fmt::format("bit {}", bit).c_str());
            QVERIFY2(found->from <= bit / 8 && (cut || bit / 8 < found->to),
                     fmt::format("bit {}", bit).c_str());
            const std::string code = errorCodeOf([&] { backup::runRestore(restore, {}); });
            QVERIFY2(code == "BACKUP_CORRUPT", fmt::format("bit {}: {}", bit, code).c_str());
            QVERIFY(!std::filesystem::exists(restore.out));
            if (cut) {
                std::filesystem::remove(path);
                writeFile(path, before);
            } else {
                flip(path, bit);
            }
        }
        backup::runRestore(restore, {});
        QVERIFY(readFile(restore.out) == expected);
        std::filesystem::remove(restore.out);
    }
}

// Frames of an encrypted set that change places, come from another set or are left out don't open, though all
// checksums are made right again.
void TestBackupFaults::framesCantBeMoved()
{
    const core::SecretKey data = core::SecretKey::random();
    const backup::SetKey key("20260101T000000Z-full-000001", core::Cipher::Aes256Gcm, data);
    const backup::SetKey other("20260101T000000Z-full-000002", core::Cipher::Aes256Gcm, data);
    const core::Bytes plain(1000, 7);
    core::Bytes sealed;
    key.sealFrame("image.sealed", 0, 3, false, plain, sealed);
    core::Bytes out(plain.size());
    QVERIFY(key.openFrame("image.sealed", 0, 3, false, sealed, out));
    QVERIFY(out == plain);
    QVERIFY(!key.openFrame("image.sealed", 0, 4, false, sealed, out));
    QVERIFY(!key.openFrame("image.sealed", 0, 3, true, sealed, out));
    QVERIFY(!key.openFrame("image.sealed", 1, 3, false, sealed, out));
    QVERIFY(!key.openFrame("steps.sealed", 0, 3, false, sealed, out));
    QVERIFY(!other.openFrame("image.sealed", 0, 3, false, sealed, out));
}

QTEST_GUILESS_MAIN(TestBackupFaults)
#include "tst_backup_faults.moc"
