// Restoring from random chains of backups gives what plain SQLite had after each commit: whatever kinds of
// sets, encrypted or not, with retention in between, to a file, in place, and mounted without a restore.
#include "engine/backup/create.h"
#include "engine/backup/prune.h"
#include "engine/backup/restore.h"
#include "engine/backup/verify.h"
#include "tests/engine/timeline/oracle.h"
#include "tests/support/error_code.h"

#include <QtTest>
#include <filesystem>
#include <fmt/format.h>

using namespace strandline;
using namespace strandline::test;
using backup::Catalogue;
using backup::CreateRequest;
using backup::KeySource;
using backup::Kind;
using backup::RestorePlan;
using backup::RestoreRequest;
using backup::SetInfo;
using backup::Target;
using core::Scn;

#define STEP(call)                                                                                           \
    call;                                                                                                    \
    if (QTest::currentTestFailed()) {                                                                        \
        return;                                                                                              \
    }

namespace {

constexpr int pointsOfChain = 5;

// A recorded database, a store beside it, and what each SCN must be.
class Chain
{
public:
    Chain(std::uint64_t seed, bool encrypted) : m_random(seed), m_oracle(settings(m_random, seed))
    {
        if (encrypted && m_random.oneIn(2)) {
            m_key = KeySource::passphrase("correct horse " + std::to_string(seed));
        } else if (encrypted) {
            m_key = KeySource::keyFile(std::string(32, static_cast<char>('a' + seed % 20)));
        }
        m_oracle.begin();
        m_oracle.make(3 + m_random.below(10));
    }

    Random &random() { return m_random; }
    Oracle &oracle() { return m_oracle; }
    const std::string &store() const { return m_store; }
    const backup::KeyRing &keys() const { return m_keys; }
    std::vector<SetInfo> sets() const { return Catalogue(m_store).sets(); }

    void backUp(Kind kind)
    {
        CreateRequest request;
        request.database = m_oracle.location();
        request.store = m_store;
        request.kind = kind;
        request.key = m_key;
        request.cipher = m_random.oneIn(2) ? core::Cipher::Aes256Gcm : core::Cipher::ChaCha20Poly1305;
        request.digest = core::allDigests[m_random.below(core::allDigests.size())];
        request.clock = &m_oracle.clock();
        request.scryptCost = {4, 8, 1};
        request.threads = 2;
        m_last = backup::createBackup(request, {}).manifest;
        m_keys = m_key ? backup::KeyRing(m_key) : backup::KeyRing();
    }
    void work()
    {
        m_oracle.make(1 + m_random.below(12));
        m_oracle.clock().advance(std::chrono::minutes(10));
    }
    void prune()
    {
        backup::PruneRequest request;
        request.store = m_store;
        if (m_random.oneIn(2)) {
            request.policy.redundancy = 1 + static_cast<unsigned>(m_random.below(2));
        } else {
            request.policy.recoveryWindow = std::chrono::minutes(5 + m_random.below(60));
        }
        request.clock = &m_oracle.clock();
        backup::prune(request, {});
    }
    std::string file(const std::string &name) const { return m_folder.file(name); }

private:
    static OracleSettings settings(Random &random, std::uint64_t seed)
    {
        OracleSettings settings;
        settings.sql.pageSizeBytes = 512 << random.below(random.oneIn(8) ? 8 : 5);
        settings.sql.autoVacuum = static_cast<int>(random.below(3));
        settings.sql.secureDelete = random.oneIn(2);
        settings.seed = seed;
        settings.segmentBytes = 64U << 10U;
        return settings;
    }

    Random m_random;
    Oracle m_oracle;
    TempFolder m_folder{TempFolder::Place::Memory};
    std::string m_store = m_folder.file("store");
    KeySource m_key;
    backup::KeyRing m_keys;
    backup::Manifest m_last;
};

Scn anyRestorable(Chain &chain, const std::vector<SetInfo> &sets)
{
    const auto ranges = backup::restorable(sets);
    if (ranges.empty()) {
        return {};
    }
    const auto &range = ranges[chain.random().below(ranges.size())];
    return Scn{chain.random().between(range.from.value, range.to.value)};
}

} // namespace

class TestRestore : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_seed = testSeed("tst_restore", 20261122); }
    void randomChains();
    void cleanupTestCase();

private:
    void oneChain(std::uint64_t seed, bool encrypted);
    void comparePoint(Chain &chain, const std::vector<SetInfo> &sets, Scn scn);
    Target targetFor(Chain &chain, const std::vector<SetInfo> &sets, Scn scn);

    std::uint64_t m_seed = 0;
    int m_chains = 0;
    int m_points = 0;
    int m_mounted = 0;
    int m_pruned = 0;
    std::size_t m_sets = 0;
};

void TestRestore::randomChains()
{
    const int chains = longForm() ? 320 : 6;
    for (int i = 0; i < chains; ++i) {
        const std::uint64_t seed = m_seed + static_cast<std::uint64_t>(i);
        STEP(oneChain(seed, i % 2 == 1))
    }
}

void TestRestore::oneChain(std::uint64_t seed, bool encrypted)
{
    Chain chain(seed, encrypted);
    chain.backUp(Kind::Full);
    const std::uint64_t backups = 4 + chain.random().below(6);
    for (std::uint64_t i = 0; i < backups; ++i) {
        chain.work();
        constexpr std::array kinds = {Kind::Differential, Kind::ArchiveLog,   Kind::Cumulative,
                                      Kind::ArchiveLog,   Kind::Differential, Kind::Full};
        chain.backUp(kinds[chain.random().below(kinds.size())]);
        if (chain.random().oneIn(6)) {
            chain.prune();
            ++m_pruned;
        }
    }
    QVERIFY2(chain.oracle().problem().empty(), chain.oracle().problem().c_str());
    const std::vector<SetInfo> sets = chain.sets();
    for (int point = 0; point < pointsOfChain; ++point) {
        const Scn scn = anyRestorable(chain, sets);
        QVERIFY(scn);
        STEP(comparePoint(chain, sets, scn))
    }
    // What a verification finds in sound sets is nothing.
    backup::VerifyRequest request;
    request.level = seed % 3 == 0 ? backup::VerifyLevel::RestoreTest : backup::VerifyLevel::Full;
    request.keys = chain.keys();
    request.clock = &chain.oracle().clock();
    for (const auto &set : backup::verifyStore(chain.store(), {}, request, {})) {
        QVERIFY2(set.ok(), set.ok() ? "" : (set.id + ": " + set.findings[0].message).c_str());
        QVERIFY(request.level != backup::VerifyLevel::RestoreTest || set.drill);
    }
    ++m_chains;
    m_sets += sets.size();
}

// The same state, meant in one of the ways to say it.
Target TestRestore::targetFor(Chain &chain, const std::vector<SetInfo> &sets, Scn scn)
{
    Target target;
    target.kind = Target::Kind::Scn;
    target.scn = scn;
    const auto other = chain.random().below(4);
    if (other == 0) {
        target.kind = Target::Kind::BeforeTransaction;
        target.scn = scn.next();
    }
    for (const SetInfo &set : sets) {
        if (other == 1 && set.manifest.toScn == scn) {
            target.kind = Target::Kind::Set;
            target.name = set.manifest.id;
        }
    }
    return target;
}

void TestRestore::comparePoint(Chain &chain, const std::vector<SetInfo> &sets, Scn scn)
{
    const auto plan = backup::planRestoreFrom(sets, targetFor(chain, sets, scn), chain.keys());
    QCOMPARE(plan.scn, scn);
    ++m_points;
    if (chain.random().oneIn(3)) {
        const auto mounted = backup::mount(plan, chain.keys());
        QCOMPARE(mounted->scn(), scn);
        const std::string problem =
            Oracle::differenceAt(mounted->uri(), chain.oracle().truth(scn), chain.random().oneIn(2));
        QVERIFY2(problem.empty(), fmt::format("mounted SCN {}: {}", scn.value, problem).c_str());
        ++m_mounted;
    }
    RestoreRequest request;
    request.plan = plan;
    request.keys = chain.keys();
    request.out = chain.file(fmt::format("restored{}.db", m_points));
    request.checkIntegrity = true;
    request.threads = 1 + static_cast<unsigned>(chain.random().below(3));
    const auto report = backup::runRestore(request, {});
    QCOMPARE(report.scn, scn);
    QVERIFY(report.checked);
    QCOMPARE(std::filesystem::file_size(request.out), report.bytes);
    const std::string problem = Oracle::differenceAt(request.out, chain.oracle().truth(scn), true);
    QVERIFY2(problem.empty(), fmt::format("SCN {}: {}", scn.value, problem).c_str());
    std::filesystem::remove(request.out);
    QVERIFY(!std::filesystem::exists(request.out + ".restoring"));
    // By its time: the last commit that was made then.
    Target byTime;
    byTime.kind = Target::Kind::Time;
    byTime.time = report.time;
    const auto timed = backup::planRestoreFrom(sets, byTime, chain.keys());
    QVERIFY(timed.scn >= scn);
    QCOMPARE(backup::mount(timed, chain.keys())->time(), report.time);
}

void TestRestore::cleanupTestCase()
{
    std::printf("%d chains of %zu sets, %d points restored, %d mounted, %d prunes between\n", m_chains,
                m_sets, m_points, m_mounted, m_pruned);
}

QTEST_GUILESS_MAIN(TestRestore)
#include "tst_restore.moc"
