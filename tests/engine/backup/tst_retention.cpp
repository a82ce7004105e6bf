// What can be restored, and what retention may delete: by hand-made sets, and over random histories of
// backups and prunes in which every state of the window is restored afterwards.
#include "engine/backup/reports.h"
#include "engine/backup/retention.h"
#include "tests/engine/backup/simulated_backups.h"
#include "tests/support/error_code.h"

#include <QTest>
#include <fmt/format.h>

using namespace strandline;
using namespace strandline::test;
using namespace strandline::backup;
using core::Scn;
using std::chrono::hours;

namespace {

const core::Time epoch{std::chrono::seconds(1'700'000'000)}; // 2023-11-14T22:13:20Z

// Of one database, made `hour` hours after the epoch, with 100 stored bytes.
SetInfo made(const char *id, Kind kind, std::uint64_t from, std::uint64_t to, int hour,
             const char *parent = "")
{
    SetInfo set;
    Manifest &manifest = set.manifest;
    manifest.id = id;
    manifest.kind = kind;
    manifest.database = "/srv/shop.db";
    manifest.databaseId.bytes[0] = 1;
    manifest.recorded = true;
    manifest.fromScn = Scn{from};
    manifest.toScn = Scn{to};
    manifest.toTime = manifest.started = manifest.ended = epoch + hours(hour);
    manifest.parent = parent;
    manifest.pieces.push_back({"piece", 100, 400, {}, {}});
    return set;
}

SetInfo withoutHistory(const char *id, int hour)
{
    SetInfo set = made(id, Kind::Full, 0, 0, hour);
    set.manifest.recorded = false;
    set.manifest.databaseId = {};
    return set;
}

std::string textOf(const std::vector<RestorableRange> &ranges)
{
    std::string text;
    for (const RestorableRange &range : ranges) {
        text += fmt::format("{}{}-{}", text.empty() ? "" : " ", range.from.value, range.to.value);
    }
    return text;
}

std::string textOf(const std::optional<Route> &route)
{
    std::string text;
    for (const RouteStep &step : route.value_or(Route{})) {
        text += fmt::format("{}{}@{}", text.empty() ? "" : " ", step.id, step.to.value);
    }
    return text;
}

std::string joined(std::vector<std::string> ids)
{
    return fmt::format("{}", fmt::join(ids, " "));
}

// "id: reason; reason" of one set; empty: it isn't kept.
std::string reasons(const RetentionPlan &plan, const std::string &id)
{
    std::string text;
    for (const Kept &kept : plan.kept) {
        for (const Reason &reason : kept.reasons) {
            if (kept.id == id) {
                text += (text.empty() ? "" : "; ") + describe(reason);
            }
        }
    }
    return text;
}

// A full set each day, a differential one at noon, archive logs between them.
std::vector<SetInfo> threeDays()
{
    return {made("full1", Kind::Full, 0, 100, 0),
            made("log1", Kind::ArchiveLog, 100, 150, 11),
            made("diff1", Kind::Differential, 100, 160, 12, "full1"),
            made("full2", Kind::Full, 0, 200, 24),
            made("log2", Kind::ArchiveLog, 150, 250, 35),
            made("diff2", Kind::Differential, 200, 260, 36, "full2"),
            made("full3", Kind::Full, 0, 300, 48),
            made("diff3", Kind::Differential, 300, 360, 60, "full3")};
}

} // namespace

class TestRetention : public QObject
{
    Q_OBJECT

private slots:
    void ranges();
    void logsGoOnFromAnyStateOfTheirSpan();
    void whatALogHadLost();
    void damagedSetsLeadNowhere();
    void cheapestRoute();
    void databasesWithoutHistory();
    void window();
    void redundancy();
    void generations();
    void weeksAndZones();
    void keptByHand();
    void damagedSetsGoWhenNothingOlderStays();
    void freeSpace();
    void newestChainStays();
    void newestFullStaysInPlaceOfAChain();
    void badPolicies();
    void generationsAsText();
    void figuresOfReports();
    void lossOfADeletion();
    void randomHistories();
    void randomHistoriesWithoutTimeline();
};

void TestRetention::ranges()
{
    const auto sets = threeDays();
    const auto found = restorable(sets);
    QCOMPARE(textOf(found), std::string("100-250 260-260 300-300 360-360"));
    QCOMPARE(found.front().timeFrom, epoch);
    QCOMPARE(found.front().timeTo, epoch + hours(35));
    const auto gaps = gapsOf(found);
    QCOMPARE(gaps.size(), std::size_t(3));
    QCOMPARE(gaps[0].from.value, 251U);
    QCOMPARE(gaps[0].to.value, 259U);
    QCOMPARE(gaps[0].timeFrom, epoch + hours(35));
    QCOMPARE(gaps[0].timeTo, epoch + hours(36));
    QVERIFY(restorable({}).empty());
}

void TestRetention::logsGoOnFromAnyStateOfTheirSpan()
{
    const std::vector<SetInfo> sets{made("full", Kind::Full, 0, 50, 1),
                                    made("log", Kind::ArchiveLog, 10, 90, 2)};
    const Recoverability database(sets);
    QCOMPARE(textOf(database.ranges()), std::string("50-90"));
    QCOMPARE(textOf(database.route(Scn{70})), std::string("full@50 log@70"));
    QVERIFY(!database.route(Scn{49}));
    QVERIFY(!database.canRestore(Scn{91}));
    QCOMPARE(textOf(database.statesOf(sets[1])), std::string("51-90"));
    QCOMPARE(textOf(database.routeBefore(sets[1])), std::string("full@50"));
    // Without a state to go on from it gives nothing.
    QVERIFY(restorable({sets[1]}).empty());
}

void TestRetention::whatALogHadLost()
{
    SetInfo log = made("log", Kind::ArchiveLog, 10, 30, 2);
    log.manifest.unreadable = {{Scn{15}, Scn{18}}};
    const std::vector<SetInfo> sets{made("full", Kind::Full, 0, 10, 1), log};
    const Recoverability database(sets);
    QCOMPARE(textOf(database.ranges()), std::string("10-14 19-30"));
    QVERIFY(!database.route(Scn{16}));
    QCOMPARE(textOf(database.route(Scn{19})), std::string("full@10 log@19"));
    // A full set of a state that the log passes over: the log doesn't go on from there.
    const std::vector<SetInfo> inTheHole{made("full", Kind::Full, 0, 16, 1), log};
    QCOMPARE(textOf(restorable(inTheHole)), std::string("16-16"));
}

void TestRetention::damagedSetsLeadNowhere()
{
    auto sets = threeDays();
    sets[0].status = SetStatus::Corrupted;
    QCOMPARE(textOf(restorable(sets)), std::string("200-250 260-260 300-300 360-360"));
    sets[3].status = SetStatus::Expired;
    QCOMPARE(textOf(restorable(sets)), std::string("300-300 360-360"));
    sets[6].status = SetStatus::Obsolete; // by policy: it is still there
    QCOMPARE(textOf(restorable(sets)), std::string("300-300 360-360"));
}

void TestRetention::cheapestRoute()
{
    std::vector<SetInfo> sets{made("full", Kind::Full, 0, 10, 0), made("log", Kind::ArchiveLog, 10, 110, 1),
                              made("diff", Kind::Differential, 10, 100, 2, "full")};
    // 90 of the log's 100 commits are 90 bytes of it.
    QCOMPARE(textOf(Recoverability(sets).route(Scn{100})), std::string("full@10 log@100"));
    sets[2].manifest.pieces[0].storedBytes = 20;
    const auto route = Recoverability(sets).route(Scn{105});
    QCOMPARE(textOf(route), std::string("full@10 diff@100 log@105"));
    QCOMPARE(route->at(2).storedBytes, std::uint64_t(5));
}

void TestRetention::databasesWithoutHistory()
{
    std::vector<SetInfo> sets{withoutHistory("a", 0), withoutHistory("b", 24), withoutHistory("c", 48)};
    const auto found = restorable(sets);
    QCOMPARE(found.size(), std::size_t(3));
    QCOMPARE(found[1].timeFrom, epoch + hours(24));
    QVERIFY(gapsOf(found).empty());
    const RetentionPlan plan = planRetention(sets, {.recoveryWindow = hours(12)}, epoch + hours(50));
    QCOMPARE(joined(plan.obsolete), std::string("a"));
    QVERIFY(reasons(plan, "b").rfind("the state at the beginning of the recovery window", 0) == 0);
    const Loss loss = lossOf(sets, {"a", "b", "c"});
    QVERIFY(loss.nothingLeft);
    QCOMPARE(loss.states.size(), std::size_t(3));
    QVERIFY(!lossOf(sets, {"b"}).nothingLeft);
}

void TestRetention::window()
{
    // From hour 30: the second day's log has states of the window. What it holds from before full2 isn't
    // wanted.
    const RetentionPlan plan = planRetention(threeDays(), {.recoveryWindow = hours(30)}, epoch + hours(60));
    QCOMPARE(joined(plan.obsolete), std::string("diff1 log1 full1"));
    QCOMPARE(plan.freedBytes, std::uint64_t(300));
    QCOMPARE(plan.keptBytes, std::uint64_t(500));
    QCOMPARE(textOf(plan.restorable), std::string("200-250 260-260 300-300 360-360"));
    QCOMPARE(reasons(plan, "full1"), std::string());
    QCOMPARE(reasons(plan, "diff3"),
             std::string("made within the recovery window, which begins 2023-11-16T04:13:20Z"));

    const RetentionPlan shorter =
        planRetention(threeDays(), {.recoveryWindow = hours(13)}, epoch + hours(60));
    QCOMPARE(joined(shorter.obsolete), std::string("log2 diff1 log1 full1"));
    QVERIFY(reasons(shorter, "diff2").rfind("the state at the beginning of the recovery window", 0) == 0);
    QCOMPARE(reasons(shorter, "full2"), std::string("diff2 builds on it"));
}

void TestRetention::redundancy()
{
    const RetentionPlan two = planRetention(threeDays(), {.redundancy = 2}, epoch + hours(60));
    QCOMPARE(joined(two.obsolete), std::string("diff1 log1 full1"));
    const RetentionPlan one = planRetention(threeDays(), {.redundancy = 1}, epoch + hours(60));
    QCOMPARE(joined(one.obsolete), std::string("diff2 log2 full2 diff1 log1 full1"));
    QCOMPARE(reasons(one, "full3"), std::string("not older than the newest full backup"));
}

void TestRetention::generations()
{
    std::vector<SetInfo> sets;
    std::vector<std::string> names;
    for (int day = 0; day < 800; ++day) {
        names.push_back(fmt::format("d{:03}", day));
    }
    for (int day = 0; day < 800; ++day) {
        sets.push_back(made(names[static_cast<std::size_t>(day)].c_str(), Kind::Full, 0,
                            static_cast<std::uint64_t>(day + 1), day * 24));
    }
    const core::Time now = epoch + hours(800 * 24);
    const RetentionPlan plan = planRetention(sets, {.generations = usualGenerations}, now);
    // 24 hours (a set a day: 24 days, the 7 days among them), then weeks within them, months and years.
    QVERIFY(reasons(plan, "d799").find("the last of the day 2026-01-21") != std::string::npos);
    QVERIFY(reasons(plan, "d799").find("the last of the week 2026-W04") != std::string::npos);
    QCOMPARE(reasons(plan, "d776"), std::string("the last of the hour 2025-12-29T22"));
    QCOMPARE(reasons(plan, "d775"), std::string());
    // 2024-12-31 is the 414th day: end of a month too long ago, and of a year.
    QCOMPARE(reasons(plan, "d413"), std::string("the last of the year 2024"));
    QVERIFY(reasons(plan, "d565").empty());
    QCOMPARE(plan.kept.size(), std::size_t(24 + 10 + 2)); // two of the 12 months end within the 24 days
    const RetentionPlan daily = planRetention(sets, {.generations = Generations{.daily = 3}}, now);
    QCOMPARE(daily.kept.size(), std::size_t(3));
}

void TestRetention::weeksAndZones()
{
    // 2023-12-31T22:13:20Z, a Sunday; in Berlin 23:13. One hour later it is the new year there.
    const std::vector<SetInfo> sets{made("old", Kind::Full, 0, 1, 47 * 24),
                                    made("new", Kind::Full, 0, 2, 47 * 24 + 1)};
    const auto planIn = [&](const char *zone, Generations generations) {
        return planRetention(sets, {.generations = generations, .zone = zone}, epoch + hours(48 * 24));
    };
    QCOMPARE(reasons(planIn("UTC", {.weekly = 2}), "new"), std::string("the last of the week 2023-W52"));
    QCOMPARE(joined(planIn("UTC", {.weekly = 2}).obsolete), std::string("old"));
    QCOMPARE(reasons(planIn("Europe/Berlin", {.weekly = 2}), "new"),
             std::string("the last of the week 2024-W01"));
    QCOMPARE(reasons(planIn("Europe/Berlin", {.yearly = 2}), "old"),
             std::string("the last of the year 2023"));
    QCOMPARE(errorCodeOf([&] { planIn("Europe/Nowhere", {.yearly = 2}); }), std::string("USAGE"));
}

void TestRetention::keptByHand()
{
    auto sets = threeDays();
    sets[2].manifest.pinned = true;                 // diff1
    sets[4].manifest.keepUntil = epoch + hours(61); // log2
    const Policy policy{.redundancy = 1};
    const RetentionPlan plan = planRetention(sets, policy, epoch + hours(60));
    QCOMPARE(reasons(plan, "diff1"), std::string("pinned"));
    QCOMPARE(reasons(plan, "full1"), std::string("diff1 builds on it"));
    QCOMPARE(reasons(plan, "log2"), std::string("to be kept until 2023-11-17T11:13:20Z"));
    QCOMPARE(reasons(plan, "full2"), std::string("log2 builds on it"));
    QCOMPARE(joined(plan.obsolete), std::string("diff2 log1"));
    // The time is over.
    QCOMPARE(joined(planRetention(sets, policy, epoch + hours(62)).obsolete),
             std::string("diff2 log2 full2 log1"));
}

void TestRetention::damagedSetsGoWhenNothingOlderStays()
{
    auto sets = threeDays();
    sets[1].status = SetStatus::Corrupted; // log1
    sets[7].status = SetStatus::Expired;   // diff3
    const RetentionPlan plan = planRetention(sets, {.redundancy = 1}, epoch + hours(60));
    QCOMPARE(reasons(plan, "diff3"), std::string("nothing can be restored by it, but it may be repaired"));
    QVERIFY(reasons(plan, "log1").empty());
    // A store in which nothing is whole: nothing goes.
    for (SetInfo &set : sets) {
        set.status = SetStatus::Corrupted;
    }
    QVERIFY(planRetention(sets, {.redundancy = 1}, epoch + hours(60)).obsolete.empty());
}

void TestRetention::freeSpace()
{
    const auto sets = threeDays();
    const core::Time now = epoch + hours(60);
    const Policy policy{.minimumFreeBytes = 1000};
    QVERIFY(planRetention(sets, policy, now, 1000).obsolete.empty());
    QCOMPARE(reasons(planRetention(sets, policy, now, 5000), "full1"),
             std::string("the disk has room for it"));
    // The oldest goes first, and as little as is enough: full1, log1 and diff1 hang together with log2.
    const RetentionPlan some = planRetention(sets, policy, now, 850);
    QCOMPARE(some.missingFreeBytes, std::uint64_t(0));
    QVERIFY(some.freedBytes >= 150 && some.freedBytes < 600);
    QVERIFY(reasons(some, "diff3").size() > 0);
    // Never what the newest state takes.
    const RetentionPlan all = planRetention(sets, policy, now, 0);
    QCOMPARE(joined(all.obsolete), std::string("diff2 log2 full2 diff1 log1 full1"));
    QCOMPARE(all.missingFreeBytes, std::uint64_t(400));
    // Beside another rule it only tells.
    const RetentionPlan both =
        planRetention(sets, {.recoveryWindow = hours(200), .minimumFreeBytes = 1000}, now, 300);
    QVERIFY(both.obsolete.empty());
    QCOMPARE(both.missingFreeBytes, std::uint64_t(700));
}

void TestRetention::newestChainStays()
{
    const std::vector<SetInfo> sets{made("full", Kind::Full, 0, 10, 0),
                                    made("diff", Kind::Differential, 10, 20, 1, "full"),
                                    made("log", Kind::ArchiveLog, 20, 30, 2)};
    const RetentionPlan plan =
        planRetention(sets, {.generations = Generations{.yearly = 1}}, epoch + hours(24 * 3650));
    QVERIFY(plan.obsolete.empty());
    const RetentionPlan window = planRetention(sets, {.recoveryWindow = hours(1)}, epoch + hours(24 * 3650));
    QVERIFY(window.obsolete.empty());
    QCOMPARE(reasons(window, "diff"), std::string("log builds on it"));
}

// Nothing was committed between the last step of a long chain and the full set after it.
void TestRetention::newestFullStaysInPlaceOfAChain()
{
    std::vector<SetInfo> sets{made("old", Kind::Full, 0, 10, 0)};
    for (std::uint64_t scn = 20; scn <= 200; scn += 10) {
        sets.push_back(made(fmt::format("log{}", scn).c_str(), Kind::ArchiveLog, scn - 10, scn,
                            static_cast<int>(scn) / 10));
    }
    sets.push_back(made("new", Kind::Full, 0, 200, 20));
    const Recoverability all(sets);
    QCOMPARE(all.newest()->manifest.id, std::string("new"));
    const RetentionPlan plan = planRetention(sets, {.recoveryWindow = hours(1)}, epoch + hours(24 * 3650));
    QCOMPARE(plan.kept.size(), std::size_t(1));
    QCOMPARE(plan.kept.front().id, std::string("new"));
    // A full set that reads more than the chain doesn't push it out.
    sets.back().manifest.pieces.front().storedBytes = 1'000'000;
    QCOMPARE(Recoverability(sets).newest()->manifest.id, std::string("log200"));
}

void TestRetention::badPolicies()
{
    const auto sets = threeDays();
    QCOMPARE(errorCodeOf([&] { planRetention(sets, {}, epoch); }), std::string("USAGE"));
    QCOMPARE(errorCodeOf([&] { planRetention(sets, {.redundancy = 0}, epoch); }), std::string("USAGE"));
    QCOMPARE(errorCodeOf([&] { planRetention(sets, {.recoveryWindow = hours(0)}, epoch); }),
             std::string("USAGE"));
    QCOMPARE(errorCodeOf([&] { planRetention(sets, {.generations = Generations{}}, epoch); }),
             std::string("USAGE"));
}

void TestRetention::generationsAsText()
{
    QVERIFY(parseGenerations("24,7,4,12,5") == usualGenerations);
    QCOMPARE(formatGenerations(parseGenerations("0,7,0,0,1")), std::string("0,7,0,0,1"));
    for (const char *wrong : {"", "24", "24,7,4,12", "24,7,4,12,5,", "24,7,4,12,5,6", "24,,4,12,5",
                              "-1,7,4,12,5", "24,7,4,12,10000", "24;7;4;12;5", "24,7,4,12,5 "}) {
        QCOMPARE(errorCodeOf([&] { parseGenerations(wrong); }), std::string("USAGE"));
    }
}

void TestRetention::figuresOfReports()
{
    auto sets = threeDays();
    sets.push_back(withoutHistory("other", 1));
    sets.back().manifest.database = "/srv/a.db";
    sets[7].status = SetStatus::Corrupted; // diff3
    sets[6].verified = Verification{epoch + hours(50), "restore-test", true, 0, 1.5, ""};
    sets[3].verified = Verification{epoch + hours(55), "quick", true, 0, 0.1, ""};
    const auto databases = summarize(sets);
    QCOMPARE(databases.size(), std::size_t(2));
    QCOMPARE(databases[0].database, std::string("/srv/a.db"));
    const DatabaseSummary &shop = databases[1];
    QCOMPARE(shop.sets, std::size_t(8));
    QCOMPARE(shop.damaged, std::size_t(1));
    QCOMPARE(shop.storedBytes, std::uint64_t(800));
    QCOMPARE(shop.kinds.size(), std::size_t(3));
    QCOMPARE(shop.kinds[1].sets, std::size_t(3)); // differential
    QCOMPARE(shop.last->id, std::string("full3"));
    QCOMPARE(shop.lastFull->id, std::string("full3"));
    QCOMPARE(textOf(shop.restorable), std::string("100-250 260-260 300-300"));
    QCOMPARE(shop.gaps.size(), std::size_t(2));
    QCOMPARE(shop.drilled->time, epoch + hours(50));
    QCOMPARE(shop.verified->level, std::string("quick"));
    const auto rows = compliance(databases, hours(24), epoch + hours(60));
    QVERIFY(!rows[0].met); // 59 hours ago
    QVERIFY(rows[1].met);
    QCOMPARE(rows[1].age->count(), std::int64_t(12 * 3600));
    sets = {sets[1]};
    QVERIFY(!summarize(sets)[0].last); // a log without what it goes on from
    QVERIFY(!compliance(summarize(sets), hours(24 * 365), epoch)[0].met);
}

void TestRetention::lossOfADeletion()
{
    const auto sets = threeDays();
    const Loss loss = lossOf(sets, {"full1"});
    // full2 goes on leading to what log2 holds after it.
    QCOMPARE(textOf(loss.states), std::string("100-199"));
    QCOMPARE(joined(loss.orphaned), std::string("log1 diff1"));
    QVERIFY(!loss.nothingLeft);
    QVERIFY(lossOf(sets, {"diff1"}).states.empty()); // the log holds its state, too
    QVERIFY(lossOf(sets, {"unknown"}).states.empty());
    QCOMPARE(textOf(lossOf(sets, {"full3"}).states), std::string("300-300 360-360"));
}

namespace {

Policy randomPolicy(Random &random)
{
    Policy policy;
    const auto which = random.between(1, 7);
    if ((which & 1U) != 0) {
        policy.recoveryWindow = hours(random.between(1, 24 * 20));
    }
    if ((which & 2U) != 0) {
        policy.redundancy = static_cast<unsigned>(random.between(1, 4));
    }
    if ((which & 4U) != 0) {
        policy.generations = Generations{static_cast<unsigned>(random.below(5)), 1, 1, 0, 1};
    }
    if (random.oneIn(8)) {
        policy = {.minimumFreeBytes = 100'000};
    }
    return policy;
}

Kind randomKind(Random &random)
{
    const auto n = random.below(10);
    return n < 2 ? Kind::Full : n < 4 ? Kind::Differential : n < 6 ? Kind::Cumulative : Kind::ArchiveLog;
}

// Every state of the window that could be restored before can be restored from what is left, to the page.
QString checkPrune(SimulatedBackups &world, const Policy &policy)
{
    const auto before = world.reachable(world.sets());
    const auto plan = planRetention(world.sets(), policy, world.now(), 100'000 - world.random.below(3000));
    world.remove(plan.obsolete);
    const auto after = world.reachable(world.sets());
    const Recoverability database(world.sets());
    const core::Time since = policy.recoveryWindow ? world.now() - *policy.recoveryWindow : core::Time::max();
    for (std::uint64_t scn = 1; scn <= world.lastScn(); ++scn) {
        const bool can = database.canRestore(Scn{scn});
        if (can != (after.count(scn) != 0)) {
            return QStringLiteral("SCN %1: what can be restored is told wrongly").arg(scn);
        }
        if (before.count(scn) != 0 && !can && (policy.recoveryWindow && world.wasCurrentSince(scn, since))) {
            return QStringLiteral("SCN %1 of the window is lost").arg(scn);
        }
        const auto route = database.route(Scn{scn});
        if (route.has_value() != can || (can && world.follow(*route) != world.pagesAt(scn))) {
            return QStringLiteral("SCN %1: restored wrongly").arg(scn);
        }
    }
    if (!before.empty() && (after.empty() || *after.rbegin() != *before.rbegin())) {
        return QStringLiteral("the newest state is lost");
    }
    return {};
}

} // namespace

void TestRetention::randomHistories()
{
    const std::uint64_t seed = testSeed("randomHistories", 20261121);
    const std::uint64_t histories = longForm() ? 20'000 : 700;
    int prunes = 0;
    std::size_t deleted = 0;
    for (std::uint64_t i = 0; i < histories; ++i) {
        SimulatedBackups world(seed + i, true);
        for (auto steps = world.random.between(5, 40); steps > 0; --steps) {
            world.work();
            if (world.random.oneIn(12)) {
                world.damage();
            } else if (world.random.oneIn(12)) {
                world.keepOne();
            } else if (world.random.oneIn(5)) {
                const std::size_t sets = world.sets().size();
                const QString problem = checkPrune(world, randomPolicy(world.random));
                QVERIFY2(problem.isEmpty(),
                         qPrintable(QStringLiteral("seed %1: %2").arg(seed + i).arg(problem)));
                deleted += sets - world.sets().size();
                ++prunes;
            } else {
                world.backUp(randomKind(world.random));
            }
        }
    }
    QVERIFY(prunes > static_cast<int>(histories));
    QVERIFY(deleted > histories); // retention did its work, too
}

void TestRetention::randomHistoriesWithoutTimeline()
{
    const std::uint64_t seed = testSeed("randomHistoriesWithoutTimeline", 7);
    for (std::uint64_t i = 0; i < 200; ++i) {
        SimulatedBackups world(seed + i, false);
        for (int step = 0; step < 20; ++step) {
            world.work();
            world.backUp(Kind::Full);
        }
        const std::chrono::seconds window = hours(world.random.between(1, 100));
        const auto before = world.sets();
        const auto plan = planRetention(before, {.recoveryWindow = window}, world.now());
        world.remove(plan.obsolete);
        // The newest copy that is older than the window's beginning, and all that came after it.
        std::size_t expected = 0;
        for (const SetInfo &set : before) {
            expected += set.manifest.toTime > world.now() - window ? 1 : 0;
        }
        expected = std::min(before.size(), expected + 1);
        QCOMPARE(world.sets().size(), expected);
    }
}

QTEST_GUILESS_MAIN(TestRetention)
#include "tst_retention.moc"
