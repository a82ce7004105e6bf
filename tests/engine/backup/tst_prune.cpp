// Prunes of real stores: over random histories every state of the window is restored afterwards, byte for
// byte; and kill -9 of a prune leaves everything that it keeps.
#include "engine/backup/create.h"
#include "engine/backup/prune.h"
#include "engine/backup/recoverability.h"
#include "engine/timeline/recorder.h"
#include "tests/engine/backup/applied.h"
#include "tests/engine/timeline/random_sql.h"
#include "tests/support/child_process.h"
#include "tests/support/error_code.h"
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
using backup::Policy;
using backup::SetInfo;
using core::Scn;
using std::chrono::hours;

namespace {

// One recorded database, its store, and what it was at each SCN.
class World
{
public:
    explicit World(std::uint64_t seed) : random(seed), m_folder(TempFolder::Place::Memory)
    {
        location.database = m_folder.file("shop.db");
        store = m_folder.file("store");
        m_writer = std::make_unique<PlainDatabase>(location.database);
        m_sql = std::make_unique<RandomSql>(*m_writer, random, RandomSqlSettings{512});
        timeline::RecorderOptions options;
        options.location = location;
        options.clock = &clock;
        m_recorder = std::make_unique<timeline::Recorder>(options, core::JobContext{});
        if (random.oneIn(3)) {
            m_key = backup::KeySource::keyFile(std::string(32, 'k') + std::to_string(seed));
        }
    }

    void work(std::uint64_t transactions)
    {
        for (; transactions > 0; --transactions) {
            clock.advance(std::chrono::minutes(random.between(1, 300)));
            m_sql->transaction();
            m_recorder->poll();
        }
        clock.advance(std::chrono::minutes(random.between(1, 300)));
    }

    void backUp(Kind kind)
    {
        backup::CreateRequest request;
        request.database = location;
        request.store = store;
        request.kind = kind;
        request.key = m_key;
        request.clock = &clock;
        request.threads = 1;
        backup::createBackup(request, {});
    }

    std::vector<SetInfo> sets() const { return Catalogue(store).sets(); }

    // The database as of the SCN, from the sets alone.
    std::string restored(const backup::Recoverability &sets, Scn scn) const
    {
        const backup::KeyRing keys(m_key);
        const Catalogue catalogue(store);
        std::string database;
        Scn state;
        const backup::Route route = sets.route(scn).value_or(backup::Route{});
        for (const backup::RouteStep &step : route) {
            const SetInfo set = catalogue.set(step.id);
            if (step.kind == Kind::Full) {
                database = imageOf(set, keys);
            } else {
                apply(database, set, state, step.to, keys);
            }
            state = step.to;
        }
        return database;
    }

    std::string expected(Scn scn) const
    {
        const std::string out = m_folder.file("clone.db");
        history()->clone(scn, out, true, {});
        return readFile(out);
    }

    std::shared_ptr<timeline::History> history() const { return timeline::History::open(location); }

    Random random;
    timeline::Location location;
    std::string store;
    core::ManualClock clock{core::Time(std::chrono::seconds(1'700'000'000))};

private:
    TempFolder m_folder;
    backup::KeySource m_key;
    std::unique_ptr<PlainDatabase> m_writer;
    std::unique_ptr<RandomSql> m_sql;
    std::unique_ptr<timeline::Recorder> m_recorder;
};

Kind randomKind(Random &random)
{
    const auto n = random.below(10);
    return n < 2 ? Kind::Full : n < 4 ? Kind::Differential : n < 6 ? Kind::Cumulative : Kind::ArchiveLog;
}

Policy randomPolicy(Random &random)
{
    Policy policy;
    policy.recoveryWindow = hours(random.between(1, 24));
    if (random.oneIn(3)) {
        policy.redundancy = static_cast<unsigned>(random.between(1, 3));
    }
    if (random.oneIn(3)) {
        policy.generations = backup::Generations{3, 2, 1, 1, 1};
    }
    return policy;
}

// Prunes, and restores every state of the window that could be restored before. What is wrong, else empty.
QString pruneAndRestore(World &world, std::size_t *deleted, std::size_t *states)
{
    const Policy policy = randomPolicy(world.random);
    const auto before = world.sets();
    const backup::Recoverability could(before);
    backup::PruneRequest request;
    request.store = world.store;
    request.policy = policy;
    request.clock = &world.clock;
    const auto report = backup::prune(request, {});
    *deleted += report.plan.obsolete.size();
    const auto after = world.sets();
    if (after.size() + report.plan.obsolete.size() != before.size()) {
        return QStringLiteral("%1 sets are left of %2").arg(after.size()).arg(before.size());
    }
    const backup::Recoverability can(after);
    const auto history = world.history();
    const core::Time since = world.clock.now() - *policy.recoveryWindow;
    for (Scn scn = history->oldestScn(); scn <= history->currentScn(); scn = scn.next()) {
        const bool current = scn == history->currentScn();
        const bool inWindow = current || history->commit(scn.next())->timeTo > since;
        if (could.canRestore(scn) && inWindow) {
            ++*states;
            if (!can.canRestore(scn)) {
                return QStringLiteral("SCN %1 of the window is lost").arg(scn.value);
            }
            if (world.restored(can, scn) != world.expected(scn)) {
                return QStringLiteral("SCN %1 is restored wrongly").arg(scn.value);
            }
        }
    }
    return {};
}

} // namespace

class TestPrune : public QObject
{
    Q_OBJECT

private slots:
    void dryRunDeletesNothing();
    void busyWhileSomebodyWrites();
    void obsoleteSetsThatStayAreAvailableAgain();
    void cancelledBetweenSets();
    void randomHistories();
    void killedAtAnyMoment();
};

void TestPrune::dryRunDeletesNothing()
{
    World world(1);
    for (int i = 0; i < 4; ++i) {
        world.work(3);
        world.backUp(Kind::Full);
    }
    backup::PruneRequest request;
    request.store = world.store;
    request.policy.redundancy = 1;
    request.clock = &world.clock;
    request.dryRun = true;
    QCOMPARE(backup::prune(request, {}).plan.obsolete.size(), std::size_t(3));
    QCOMPARE(world.sets().size(), std::size_t(4));
    request.database = "/other.db"; // has no sets here
    QVERIFY(backup::prune(request, {}).plan.obsolete.empty());
    request.database = world.location.database;
    request.dryRun = false;
    const auto report = backup::prune(request, {});
    QCOMPARE(report.plan.obsolete.size(), std::size_t(3));
    QCOMPARE(world.sets().size(), std::size_t(1));
    // It is told in the history of the store.
    const auto events = Catalogue(world.store).events();
    QCOMPARE(std::count_if(events.begin(), events.end(), [](const auto &e) { return e.what == "deleted"; }),
             3);
    request.store = world.store + "-not";
    QCOMPARE(errorCodeOf([&] { backup::prune(request, {}); }), std::string("NOT_FOUND"));
}

void TestPrune::busyWhileSomebodyWrites()
{
    World world(2);
    world.work(2);
    world.backUp(Kind::Full);
    backup::PruneRequest request;
    request.store = world.store;
    request.policy.redundancy = 1;
    const auto lock = backup::StoreFolder(world.store).lock("a test");
    QCOMPARE(errorCodeOf([&] { backup::prune(request, {}); }), std::string("BUSY"));
    request.dryRun = true; // looks only
    QVERIFY(backup::prune(request, {}).plan.obsolete.empty());
}

void TestPrune::obsoleteSetsThatStayAreAvailableAgain()
{
    World world(3);
    for (int i = 0; i < 3; ++i) {
        world.work(2);
        world.backUp(Kind::Full);
    }
    Catalogue catalogue(world.store);
    const std::string oldest = catalogue.sets().front().manifest.id;
    catalogue.setStatus(oldest, backup::SetStatus::Obsolete, "By an earlier policy.", world.clock.now());
    backup::PruneRequest request;
    request.store = world.store;
    request.policy.redundancy = 3;
    request.clock = &world.clock;
    QVERIFY(backup::prune(request, {}).plan.obsolete.empty());
    QVERIFY(catalogue.set(oldest).status == backup::SetStatus::Available);
}

void TestPrune::cancelledBetweenSets()
{
    World world(4);
    for (int i = 0; i < 5; ++i) {
        world.work(2);
        world.backUp(Kind::Full);
    }
    backup::PruneRequest request;
    request.store = world.store;
    request.policy.redundancy = 1;
    request.clock = &world.clock;
    std::stop_source stop;
    core::JobContext job;
    job.stop = stop.get_token();
    job.progress = [&stop](const core::Progress &progress) {
        if (progress.unit == "sets" && progress.done == 1 && progress.total == 4) {
            stop.request_stop();
        }
    };
    QCOMPARE(errorCodeOf([&] { backup::prune(request, job); }), std::string("CANCELLED"));
    QCOMPARE(world.sets().size(), std::size_t(4));
    QCOMPARE(backup::prune(request, {}).plan.obsolete.size(), std::size_t(3));
}

void TestPrune::randomHistories()
{
    const std::uint64_t seed = testSeed("randomHistories", 20261122);
    const std::uint64_t histories = longForm() ? 520 : underSanitizer ? 2 : 5;
    std::size_t deleted = 0;
    std::size_t states = 0;
    for (std::uint64_t i = 0; i < histories; ++i) {
        World world(seed + i);
        world.work(3);
        for (auto steps = world.random.between(8, 20); steps > 0; --steps) {
            world.work(world.random.below(4));
            if (world.random.oneIn(5) && Catalogue(world.store).store().exists()) {
                const QString problem = pruneAndRestore(world, &deleted, &states);
                QVERIFY2(problem.isEmpty(),
                         qPrintable(QStringLiteral("seed %1: %2").arg(seed + i).arg(problem)));
            } else {
                world.backUp(randomKind(world.random));
            }
        }
        const QString problem = pruneAndRestore(world, &deleted, &states);
        QVERIFY2(problem.isEmpty(), qPrintable(QStringLiteral("seed %1: %2").arg(seed + i).arg(problem)));
    }
    std::printf("%zu states restored after prunes that deleted %zu sets\n", states, deleted);
    QVERIFY(deleted > histories);
    QVERIFY(states > histories * (underSanitizer ? 2 : 5));
}

namespace {

std::vector<std::string> pruneCommand(const std::string &store)
{
    return {STRANDCTL, "backup", "prune", "--store", store, "--redundancy", "2", "--json"};
}

} // namespace

void TestPrune::killedAtAnyMoment()
{
    const std::uint64_t seed = testSeed("killedAtAnyMoment", 99);
    Random random(seed);
    World world(seed);
    for (int i = 0; i < 12; ++i) {
        world.work(2);
        world.backUp(i % 3 == 0 ? Kind::Full : Kind::ArchiveLog);
    }
    TempFolder folder(TempFolder::Place::Memory);
    const std::string store = folder.file("store");
    const auto again = [&] {
        std::filesystem::remove_all(store);
        copyFolder(world.store, store);
    };
    again();
    const auto begun = std::chrono::steady_clock::now();
    QCOMPARE(runProgram(pruneCommand(store)).code, 0);
    const auto whole =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun);
    std::map<std::string, std::string> kept; // id, text of the manifest
    for (const SetInfo &set : Catalogue(store).sets()) {
        kept[set.manifest.id] = readFile(set.folder + "/manifest.json");
    }
    QVERIFY(kept.size() >= 2 && kept.size() < 12);
    const int kills = longForm() ? 120 : 6;
    int inBetween = 0;
    for (int i = 0; i < kills; ++i) {
        again();
        ChildProcess prune(pruneCommand(store), {{}, {}, true});
        std::this_thread::sleep_for(
            std::chrono::microseconds(random.below(static_cast<std::uint64_t>(whole.count()))));
        prune.stop(SIGKILL);
        const auto left = Catalogue(store).sets();
        inBetween += left.size() > kept.size() && left.size() < 12 ? 1 : 0;
        for (const auto &[id, manifest] : kept) {
            const auto set = std::find_if(left.begin(), left.end(),
                                          [&id = id](const SetInfo &info) { return info.manifest.id == id; });
            QVERIFY2(set != left.end() && set->status == backup::SetStatus::Available, id.c_str());
            QCOMPARE(readFile(set->folder + "/manifest.json"), manifest);
        }
        // Whatever is left leads to what the kept sets lead to, and the next prune ends the work.
        QCOMPARE(runProgram(pruneCommand(store)).code, 0);
        const auto report = Catalogue(store).crosscheck(world.clock, {});
        QCOMPARE(report.checked, std::uint64_t(kept.size()));
        QVERIFY(report.expired.empty() && report.corrupted.empty());
    }
    std::printf("%d kills, %d of them between two sets\n", kills, inBetween);
}

QTEST_GUILESS_MAIN(TestPrune)
#include "tst_prune.moc"
