// A history whose disk lies: flipped bits, cut files, a newer format, the n-th operation refused, power cuts.
// What is read is the very data or an error, never something else; what was reported as recorded stays.
#include "engine/core/hash.h"
#include "engine/timeline/format.h"
#include "engine/timeline/recorder.h"
#include "engine/timeline/store.h"
#include "tests/support/child_process.h"
#include "tests/support/dump.h"
#include "tests/support/faulty_files.h"
#include "tests/support/load.h"
#include "tests/support/memory_files.h"
#include "tests/support/plain_database.h"
#include "tests/support/power_cut_files.h"
#include "tests/support/temp_folder.h"

#include <QtTest>
#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <map>

using namespace strandline;
using namespace strandline::test;

namespace {

// A database, a writer and a recorder, and what each SCN that was reported showed.
class Recording
{
public:
    explicit Recording(const core::FileSystem &files, int pageSizeBytes = 512,
                       std::uint32_t checkpointFrames = 40)
        : m_clock(core::Time(std::chrono::hours(1)))
    {
        m_options.location = {m_folder.file("faults.db"), {}, &files};
        m_options.clock = &m_clock;
        m_options.segmentBytes = 8000;
        m_options.checkpointFrames = checkpointFrames;
        m_writer = std::make_unique<PlainDatabase>(database());
        m_writer->execute(fmt::format("PRAGMA page_size = {}; PRAGMA journal_mode = WAL", pageSizeBytes));
        load::createSchema(*m_writer, 1);
        m_witness = std::make_unique<PlainDatabase>(database(), PlainDatabase::Open::ReadOnly);
    }

    const std::string &database() const { return m_options.location.database; }
    std::string sidecar() const { return m_options.location.sidecar(); }
    const TempFolder &folder() const { return m_folder; }
    timeline::Location location() const { return m_options.location; }
    PlainDatabase &writer() { return *m_writer; }
    timeline::Recorder &recorder() { return *m_recorder; }
    const std::map<core::Scn, Image> &truths() const { return m_truths; }
    Image imageNow() const { return imageOf(m_witness->handle()); }

    void start()
    {
        m_recorder = std::make_unique<timeline::Recorder>(m_options, core::JobContext{});
        keep();
    }
    void commit()
    {
        int rc = 0;
        if (load::commitNext(*m_writer, 1, rc) == 0) {
            throw SqlFailure(rc, fmt::format("the user's program was told {}", rc));
        }
        m_clock.advance(std::chrono::seconds(1));
    }
    void poll()
    {
        m_recorder->poll();
        keep();
    }
    void close()
    {
        m_recorder->close();
        keep();
        m_durable = m_recorder->state().scn;
    }
    core::Scn durable() const { return m_durable; } // as of the last close()
    void dropRecorder() { m_recorder.reset(); }
    bool recording() const { return m_recorder != nullptr; }
    void dropWriter()
    {
        m_witness.reset();
        m_writer.reset();
    }

    // Right after a poll: what the recorder newly says is in the history is what the database shows now.
    void keep()
    {
        const timeline::RecorderState state = m_recorder->state();
        if (state.problem.empty() && state.uncaptured == 0 && !m_truths.contains(state.scn)) {
            m_truths.emplace(state.scn, imageNow());
        }
    }

private:
    TempFolder m_folder{TempFolder::Place::Memory};
    core::ManualClock m_clock;
    timeline::RecorderOptions m_options;
    std::map<core::Scn, Image> m_truths;
    core::Scn m_durable{1}; // the base
    std::unique_ptr<PlainDatabase> m_writer;
    std::unique_ptr<PlainDatabase> m_witness;
    std::unique_ptr<timeline::Recorder> m_recorder;
};

Image imageAt(timeline::History &history, core::Scn scn)
{
    const auto point = history.at(scn);
    const PlainDatabase then(point->uri(), PlainDatabase::Open::ReadOnly);
    return fileImageOf(then.handle());
}

enum class Reading
{
    Right,
    Refused,
    Wrong
};

Reading readAt(timeline::History &history, core::Scn scn, const Image &truth)
{
    try {
        return imageAt(history, scn) == truth ? Reading::Right : Reading::Wrong;
    } catch (const core::Error &) {
        return Reading::Refused;
    } catch (const SqlFailure &) {
        return Reading::Refused;
    }
}

// Problem of a damaged history, or empty. mustBeFound: verify has to tell, though all that is read be right.
std::string judge(const timeline::Location &location, const std::map<core::Scn, Image> &truths,
                  bool mustBeFound)
{
    std::shared_ptr<timeline::History> history;
    try {
        history = timeline::History::open(location);
    } catch (const core::Error &) {
        return {}; // refused as a whole
    }
    bool refused = false;
    for (const auto &[scn, truth] : truths) {
        const Reading reading = readAt(*history, scn, truth);
        if (reading == Reading::Wrong) {
            return fmt::format("SCN {} shows wrong data", scn.value);
        }
        refused = refused || reading == Reading::Refused;
    }
    bool found = false;
    try {
        found = !history->verify({}).ok();
    } catch (const core::Error &) {
        found = true;
    }
    if (mustBeFound && !found) {
        return refused ? "verify does not find what reading refused" : "verify does not find it";
    }
    return {};
}

} // namespace

class TestStoreFaults : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void flippedBits();
    void cutFiles();
    void missingFiles();
    void newerFormatIsRefused();
    void readsWithoutTheDatabase();
    void everyOperationFails_data();
    void everyOperationFails();
    void everyReadFails();
    void powerCuts_data();
    void powerCuts();
    void databaseFellBehind();
    void chainsAreBounded();

private:
    // Two logs and more, sealed and not, and a base; closed. The database is not reachable.
    timeline::Location inMemory() const { return {m_nowhere, m_sidecar, &m_memory}; }
    static bool damagePossible(const std::string &path)
    {
        return path.ends_with(".log") || path.ends_with(".base");
    }
    void oneFailure(std::uint64_t at, FaultyFiles::Fault fault, bool lasting, std::uint64_t &operations);
    std::string afterCut(Recording &recording, const std::map<core::Scn, Image> &told) const;

    Random m_random{0};
    MemoryFiles m_memory;
    std::string m_sidecar;
    const std::string m_nowhere = "/nonexistent/faults.db";
    std::map<core::Scn, Image> m_truths;
};

void TestStoreFaults::initTestCase()
{
    m_random = Random(testSeed("tst_store_faults", 8));
    Recording recording(core::systemFiles());
    recording.start();
    for (int i = 0; i < 40; ++i) {
        recording.commit();
        recording.poll();
        if (i == 30) { // a log that is not sealed, with another after it
            recording.close();
            recording.dropRecorder();
            recording.start();
        }
    }
    recording.close();
    m_truths = recording.truths();
    m_sidecar = recording.sidecar();
    m_memory.load(m_sidecar);
    QVERIFY(m_truths.size() >= 24);
    QCOMPARE(judge(inMemory(), m_truths, false), std::string());
    QVERIFY(timeline::History::open(inMemory())->verify({}).ok());
    std::size_t logs = 0;
    for (const std::string &path : m_memory.paths()) {
        logs += path.ends_with(".log") ? 1 : 0;
    }
    QVERIFY(logs >= 2);
}

void TestStoreFaults::flippedBits()
{
    std::uint64_t flips = 0;
    for (const std::string &path : m_memory.paths()) {
        if (!damagePossible(path)) {
            continue;
        }
        core::Bytes &bytes = *m_memory.bytesOf(path);
        const std::uint64_t bits = bytes.size() * 8;
        const std::uint64_t step =
            longForm() ? 1 : std::max<std::uint64_t>(1, bits / (underSanitizer ? 40 : 150));
        for (std::uint64_t bit = m_random.below(step); bit < bits; bit += m_random.between(1, 2 * step - 1)) {
            bytes[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
            const std::string problem = judge(inMemory(), m_truths, true);
            bytes[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
            QVERIFY2(problem.empty(), fmt::format("{}, byte {} of {}, bit {}: {}", path, bit / 8,
                                                  bytes.size(), bit % 8, problem)
                                          .c_str());
            ++flips;
        }
    }
    std::printf("%llu bits flipped\n", static_cast<unsigned long long>(flips));
    QVERIFY(flips > 80);
}

void TestStoreFaults::cutFiles()
{
    for (const std::string &path : m_memory.paths()) {
        if (!damagePossible(path)) {
            continue;
        }
        const core::Bytes whole = *m_memory.bytesOf(path);
        for (int i = 0; i < 60; ++i) {
            const auto length = i < 5 ? static_cast<std::size_t>(i * 16) : m_random.below(whole.size());
            m_memory.put(path,
                         core::Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(
                                                                        std::min(length, whole.size() - 1))));
            const std::string problem = judge(inMemory(), m_truths, false);
            QVERIFY2(problem.empty(), fmt::format("{} cut to {}: {}", path, length, problem).c_str());
        }
        m_memory.put(path, whole);
    }
}

void TestStoreFaults::missingFiles()
{
    for (const std::string &path : m_memory.paths()) {
        if (damagePossible(path)) {
            const core::Bytes whole = *m_memory.bytesOf(path);
            m_memory.remove(path);
            const std::string problem = judge(inMemory(), m_truths, false);
            QVERIFY2(problem.empty(), fmt::format("{} missing: {}", path, problem).c_str());
            m_memory.put(path, whole);
        }
    }
}

void TestStoreFaults::newerFormatIsRefused()
{
    for (const std::string &path : m_memory.paths()) {
        if (!damagePossible(path)) {
            continue;
        }
        const core::Bytes whole = *m_memory.bytesOf(path);
        core::Bytes newer = whole;
        newer[8] = static_cast<std::uint8_t>(timeline::formatVersion + 1);
        core::Bytes hash;
        core::ByteWriter(hash).u64(core::hash64(core::ByteView(newer).first(56)));
        std::copy(hash.begin(), hash.end(), newer.begin() + 56);
        m_memory.put(path, newer);
        try {
            timeline::History::open(inMemory());
            QFAIL(("opened with a newer file: " + path).c_str());
        } catch (const core::Error &e) {
            QCOMPARE(e.code(), core::ErrorCode::UnsupportedFormat);
            const std::string name = std::filesystem::path(path).filename().string();
            QVERIFY2(e.message().find(name) != std::string::npos, e.what());
            QVERIFY2(e.message().find("byte 8") != std::string::npos ||
                         e.message().find("offset 8") != std::string::npos,
                     e.what());
        }
        m_memory.put(path, whole);
    }
}

void TestStoreFaults::readsWithoutTheDatabase()
{
    const auto history = timeline::History::open(inMemory());
    for (const auto &[scn, truth] : m_truths) {
        QCOMPARE(difference(truth, imageAt(*history, scn)), std::string());
    }
    const std::string made = "/clone.db"; // in memory, as all that this history reads
    history->clone(history->currentScn(), made, false, {});
    const core::Bytes bytes = *m_memory.bytesOf(made);
    m_memory.remove(made);
    const TempFolder folder;
    writeFile(folder.file("clone.db"), std::string(bytes.begin(), bytes.end()));
    PlainDatabase clone(folder.file("clone.db"));
    QCOMPARE(clone.text("PRAGMA integrity_check"), "ok");
    QCOMPARE(difference(m_truths.rbegin()->second, fileImageOf(clone.handle())), std::string());
}

void TestStoreFaults::everyOperationFails_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<bool>("lasting");
    QTest::newRow("refused once") << static_cast<int>(FaultyFiles::Fault::Io) << false;
    QTest::newRow("full from then on, half a write stored")
        << static_cast<int>(FaultyFiles::Fault::ShortWrite) << true;
}

// A recording whose n-th operation on the history fails; then the disk is well again.
void TestStoreFaults::oneFailure(std::uint64_t at, FaultyFiles::Fault fault, bool lasting,
                                 std::uint64_t &operations)
{
    FaultyFiles files(core::systemFiles());
    Recording recording(files);
    files.failAt(at, fault, lasting);
    std::string error;
    const auto attempt = [&](auto step) {
        try {
            step();
        } catch (const core::Error &e) {
            error = e.what();
            QVERIFY2(e.code() != core::ErrorCode::Internal && e.code() != core::ErrorCode::HistoryCorrupt,
                     e.what());
        }
    };
    for (int i = 0; i < 14; ++i) {
        recording.commit();
        if (!recording.recording()) {
            attempt([&] { recording.start(); });
        } else {
            attempt([&] { recording.poll(); });
        }
        if (i == 8 && recording.recording()) {
            attempt([&] { recording.recorder().close(); });
            recording.dropRecorder();
        } else if (i == 10 && lasting) {
            files.heal();
        }
    }
    operations = files.operations();
    files.heal();
    recording.dropRecorder();
    recording.start(); // all well: throws nothing
    recording.commit();
    recording.poll();
    recording.close();
    const auto history = timeline::History::open(recording.location());
    QVERIFY(history->currentScn() == recording.truths().rbegin()->first);
    QCOMPARE(difference(recording.imageNow(), imageAt(*history, history->currentScn())), std::string());
    for (const auto &[scn, truth] : recording.truths()) {
        QVERIFY2(readAt(*history, scn, truth) == Reading::Right,
                 fmt::format("SCN {} after operation {} failed ({})", scn.value, at, error).c_str());
    }
    QVERIFY2(history->verify({}).ok(), fmt::format("after operation {} failed ({})", at, error).c_str());
}

void TestStoreFaults::everyOperationFails()
{
    QFETCH(int, fault);
    QFETCH(bool, lasting);
    std::uint64_t operations = 0;
    oneFailure(0, FaultyFiles::Fault::Io, false, operations);
    QVERIFY(operations > 50);
    std::printf("%llu operations\n", static_cast<unsigned long long>(operations));
    for (std::uint64_t n = 1; n <= operations && !QTest::currentTestFailed(); ++n) {
        std::uint64_t ignored = 0;
        try {
            oneFailure(n, static_cast<FaultyFiles::Fault>(fault), lasting, ignored);
        } catch (const std::exception &e) {
            QFAIL(fmt::format("after operation {} failed: {}", n, e.what()).c_str());
        }
    }
}

void TestStoreFaults::everyReadFails()
{
    FaultyFiles files(m_memory);
    const timeline::Location location{m_nowhere, m_sidecar, &files};
    const std::string made = "/clone.db";
    const auto use = [&] {
        const auto history = timeline::History::open(location);
        for (const auto &[scn, truth] : m_truths) {
            if (scn.value % 5 == 0 && imageAt(*history, scn) != truth) {
                throw std::logic_error(fmt::format("SCN {} shows wrong data", scn.value));
            }
        }
        history->clone(history->currentScn(), made, true, {});
    };
    files.failAt(0, FaultyFiles::Fault::Io, false);
    use();
    QVERIFY(m_memory.exists(made));
    const std::uint64_t operations = files.operations();
    const std::uint64_t step = longForm() ? 1 : operations / (underSanitizer ? 80 : 400) + 1;
    for (std::uint64_t n = 1; n <= operations; n += step) {
        m_memory.tryRemove(made);
        files.failAt(n, FaultyFiles::Fault::Io, false);
        std::string refused;
        try {
            use();
        } catch (const core::Error &e) {
            refused = e.what();
            QVERIFY2(e.code() == core::ErrorCode::Io, e.what());
        } catch (const SqlFailure &e) {
            refused = e.what();
        }
        QCOMPARE(files.failures(), std::uint64_t{1});
        QCOMPARE(m_memory.exists(made), refused.empty()); // nothing half-made stays
        QVERIFY(!m_memory.exists(made + ".part"));
    }
    m_memory.tryRemove(made);
}

void TestStoreFaults::powerCuts_data()
{
    QTest::addColumn<int>("loss");
    QTest::newRow("nothing unsynced survives") << static_cast<int>(PowerCutFiles::Loss::Everything);
    QTest::newRow("some sectors survive") << static_cast<int>(PowerCutFiles::Loss::SomeSectors);
}

// The recorder goes on over what the cut left. What was durable stays as it was told; what was only told
// comes again from the WAL, or a gap is declared. Problem, or empty.
std::string TestStoreFaults::afterCut(Recording &recording, const std::map<core::Scn, Image> &told) const
{
    timeline::Location location = recording.location();
    location.files = &core::systemFiles();
    core::Scn durable;
    const auto check = [&](timeline::History &history, bool gapDeclared) {
        for (const auto &[scn, truth] : told) {
            const Reading reading = readAt(history, scn, truth);
            if (reading != Reading::Right && (scn <= durable || !gapDeclared)) {
                return fmt::format("SCN {} is {}", scn.value, reading == Reading::Wrong ? "wrong" : "lost");
            }
        }
        return std::string();
    };
    {
        const auto history = timeline::History::open(location); // the base is durable from the start
        for (const auto &[scn, truth] : told) {
            const Reading reading = readAt(*history, scn, truth);
            if (reading == Reading::Wrong) {
                return fmt::format("SCN {} shows wrong data after the cut", scn.value);
            }
            if (reading == Reading::Refused) {
                break;
            }
            durable = scn;
        }
        if (durable < recording.durable()) {
            return fmt::format("only SCN {} is left, {} was durable", durable.value,
                               recording.durable().value);
        }
    }
    timeline::RecorderOptions options;
    options.location = location;
    {
        timeline::Recorder recorder(options, {});
        PlainDatabase writer(location.database);
        int rc = 0;
        load::commitNext(writer, 2, rc);
        recorder.poll();
        const Image now = imageOf(PlainDatabase(location.database, PlainDatabase::Open::ReadOnly).handle());
        if (imageAt(*recorder.history(), recorder.state().scn) != now) {
            return "the recorder does not show the database as it is";
        }
        recorder.close();
    }
    const auto history = timeline::History::open(location);
    const auto added = history->commits(durable.next());
    const bool gap = std::any_of(added.begin(), added.end(), [](const timeline::Commit &c) { return c.gap; });
    const std::string problem = check(*history, gap);
    if (!problem.empty()) {
        return "after going on: " + problem;
    }
    const auto report = history->verify({}); // what half survived stays to be seen, behind a declared gap
    return report.ok() || gap ? std::string() : "verify: " + report.findings[0].message;
}

void TestStoreFaults::powerCuts()
{
    QFETCH(int, loss);
    const int rounds = longForm() ? 500 : underSanitizer ? 6 : 25;
    for (int round = 0; round < rounds; ++round) {
        const PowerCutFiles files;
        Recording recording(files);
        recording.writer().execute("PRAGMA synchronous = FULL");
        recording.start();
        const std::uint64_t commits = m_random.below(40);
        for (std::uint64_t i = 0; i < commits; ++i) {
            recording.commit();
            if (m_random.oneIn(2)) {
                recording.poll();
            }
            if (m_random.oneIn(25)) {
                recording.close();
                recording.dropRecorder();
                recording.start();
            }
        }
        const std::map<core::Scn, Image> told = recording.truths();
        // The database as the disk has it, copied by another process: this one has it open.
        const std::string db = recording.database();
        const std::string saved = recording.folder().file("saved");
        QCOMPARE(runProgram({"/bin/cp", db, saved + "-db"}).code, 0);
        QCOMPARE(runProgram({"/bin/cp", db + "-wal", saved + "-wal"}).code, 0);
        files.cut(recording.sidecar(), saved + "-sidecar", static_cast<PowerCutFiles::Loss>(loss), m_random);
        recording.dropRecorder();
        recording.dropWriter();
        writeFile(db, readFile(saved + "-db")); // in place: it stays the same file
        writeFile(db + "-wal", readFile(saved + "-wal"));
        std::filesystem::remove(db + "-shm");
        std::filesystem::remove_all(recording.sidecar());
        std::filesystem::create_directory(recording.sidecar());
        if (std::filesystem::exists(saved + "-sidecar")) {
            std::filesystem::remove(recording.sidecar());
            copyFolder(saved + "-sidecar", recording.sidecar());
        }
        const std::string problem = afterCut(recording, told);
        QVERIFY2(problem.empty(), fmt::format("round {}, {} commits: {}", round, commits, problem).c_str());
    }
}

// synchronous=NORMAL: a power cut takes the last commits from the WAL, though their history was made durable.
void TestStoreFaults::databaseFellBehind()
{
    for (const std::uint64_t lost : {1, 7, 20}) {
        Recording recording(core::systemFiles(), 512, 100000); // no checkpoint: the WAL holds all
        recording.start();
        std::uint64_t walBytes = 0;
        const std::string db = recording.database();
        for (std::uint64_t i = 0; i < 30; ++i) {
            recording.commit();
            recording.poll();
            if (i == 29 - lost) {
                walBytes = std::filesystem::file_size(db + "-wal");
            }
        }
        const std::map<core::Scn, Image> before = recording.truths();
        const std::string saved = recording.folder().file("saved");
        QCOMPARE(runProgram({"/bin/cp", db, saved + "-db"}).code, 0);
        QCOMPARE(runProgram({"/bin/cp", db + "-wal", saved + "-wal"}).code, 0);
        std::filesystem::copy(recording.sidecar(), saved + "-sidecar",
                              std::filesystem::copy_options::recursive);
        recording.dropRecorder();
        recording.dropWriter();
        writeFile(db, readFile(saved + "-db"));
        writeFile(db + "-wal", readFile(saved + "-wal").substr(0, walBytes));
        std::filesystem::remove(db + "-shm");
        std::filesystem::remove_all(recording.sidecar());
        copyFolder(saved + "-sidecar", recording.sidecar());
        const std::string problem = afterCut(recording, before);
        QVERIFY2(problem.empty(), fmt::format("{} commits lost: {}", lost, problem).c_str());
    }
}

// One page changed again and again: whole at least every 16th time, or reading it would take ever longer.
void TestStoreFaults::chainsAreBounded()
{
    Recording recording(core::systemFiles(), 4096);
    recording.start();
    for (int i = 0; i < 120; ++i) {
        recording.commit();
        recording.poll();
    }
    const auto store = recording.recorder().history()->store();
    unsigned deepest = 0;
    for (const auto &[scn, truth] : recording.truths()) {
        for (std::uint32_t page = 1; page <= truth.pageHashes.size(); ++page) {
            deepest = std::max<unsigned>(deepest, store->locate(page, scn).version.depth);
        }
    }
    QVERIFY(deepest > 0);
    QVERIFY(deepest <= timeline::maxChainDepth);
}

QTEST_GUILESS_MAIN(TestStoreFaults)
#include "tst_store_faults.moc"
