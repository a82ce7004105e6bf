// Jobs: kept over restarts, run when they are due and by one process only, and what the history says of each
// run.
#include "engine/scheduler/conflicts.h"
#include "engine/scheduler/runner.h"
#include "tests/support/error_code.h"
#include "tests/support/temp_folder.h"

#include <QTest>
#include <atomic>
#include <csignal>
#include <fmt/format.h>
#include <set>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace strandline;
using namespace strandline::scheduler;
using core::Error;
using core::ErrorCode;
using core::JobContext;
using core::Time;
using test::errorCodeOf;
using test::errorMessageOf;
using test::TempFolder;

namespace {

Time at(const std::string &text)
{
    return core::parseTime(text, core::SystemClock());
}

Job jobNamed(const TempFolder &folder, const std::string &name, const std::string &cron)
{
    Job job;
    job.database = folder.file("shop.db");
    job.name = name;
    job.cron = cron;
    job.zone = "UTC";
    job.store = folder.file("store");
    return job;
}

// A user's schedules, and a runner whose jobs do what the test says.
struct Bench
{
    TempFolder folder{TempFolder::Place::Memory};
    core::ManualClock clock{at("2026-11-22T10:00Z")}; // a Sunday
    Schedules schedules{folder.file("config")};
    std::vector<std::string> ran;
    std::function<Outcome(const Job &, const JobContext &)> work;

    std::vector<std::string> databases() const { return {Schedules::keyOf(folder.file("shop.db"))}; }
    Runner runner()
    {
        return {schedules,
                [this](const Job &job, const JobContext &context) {
                    ran.push_back(job.name);
                    return work ? work(job, context) : Outcome{1000, "set-1", ""};
                },
                clock};
    }
    std::vector<Run> runDue(Missed missed = Missed::Run, Time since = Time::max())
    {
        return runner().runDue(databases(), missed, {}, since);
    }
    Job add(const std::string &name, const std::string &cron) { return add(jobNamed(folder, name, cron)); }
    Job add(const Job &job) { return schedules.add(job, clock.now()); }
    void sleepUntil(const std::string &time) { clock.set(at(time)); }
    Run last() const { return schedules.history({}, {}, 1).at(0); }
};

std::string told(const std::vector<Run> &runs)
{
    std::string out;
    for (const Run &run : runs) {
        out += fmt::format("{}{}={}", out.empty() ? "" : " ", run.job, runStatusName(run.status));
    }
    return out;
}

} // namespace

class TestSchedules : public QObject
{
    Q_OBJECT

private slots:
    void jobsAreKept();
    void refusesWhatCantBe();
    void runsByPriority();
    void runsOnceForAllThatWasMissed();
    void missedWhileNothingRan();
    void outsideTheWindowIsSkipped();
    void holidaysAreSkipped();
    void skipsTheNextOneOnly();
    void disabledDoesNotRun();
    void retriesAndGivesUp();
    void stopsAfterTheLongestDuration();
    void cancelled();
    void whatRunsIsNotStartedAgain();
    void oneProcessRunsAJob();
    void aDeadProcessLeavesAFailure();
    void removedWhileItWaits();
    void plansWithObstacles();
    void windowsAndHolidaysAreKept();
    void findsConflicts();
};

void TestSchedules::jobsAreKept()
{
    Bench bench;
    QVERIFY(bench.schedules.jobs().empty());
    QVERIFY(bench.schedules.history().empty());
    Job job = jobNamed(bench.folder, "nightly", "0 2 * * *");
    job.kind = JobKind::Incremental;
    job.zone = "Europe/Berlin";
    job.window = "off-hours";
    job.key = "passphrase-file:/keys/shop";
    job.retention = "recovery-window=7d";
    job.verifyLevel = "standard";
    job.priority = 200;
    job.maxDuration = std::chrono::hours(2);
    job.tags = {"nightly", "shop"};
    job.retries = 2;
    job.runMissed = true;
    job.skipHolidays = true;
    job.compressionLevel = 9;
    bench.add(job);
    const Job kept = Schedules(bench.schedules.folder()).job(job.database, "nightly");
    QCOMPARE(kept.kind, JobKind::Incremental);
    QCOMPARE(kept.zone + kept.window + kept.key + kept.retention + kept.verifyLevel,
             job.zone + job.window + job.key + job.retention + job.verifyLevel);
    QCOMPARE(kept.priority, 200);
    QVERIFY(kept.maxDuration == job.maxDuration && kept.tags == job.tags);
    QVERIFY(kept.retries == 2 && kept.runMissed && kept.skipHolidays && kept.enabled && !kept.skipNext);
    QCOMPARE(kept.compressionLevel, 9);
    QVERIFY(kept.next == at("2026-11-23T01:00Z"));
    QCOMPARE(bench.schedules.jobs(bench.folder.file("other.db")).size(), std::size_t{0});

    Job renamed = kept;
    renamed.name = "weekly";
    renamed.cron = "weekly";
    bench.schedules.update(renamed, bench.clock.now());
    QCOMPARE(bench.schedules.jobs(job.database).at(0).name, std::string("weekly"));
    bench.schedules.remove(job.database, "weekly");
    QVERIFY(bench.schedules.jobs().empty());
}

void TestSchedules::refusesWhatCantBe()
{
    Bench bench;
    const auto refusal = [&](auto change) {
        Job job = jobNamed(bench.folder, "nightly", "0 2 * * *");
        change(job);
        return errorCodeOf([&] { bench.add(job); });
    };
    QCOMPARE(refusal([](Job &job) { job.name = ""; }), std::string("USAGE"));
    QCOMPARE(refusal([](Job &job) { job.cron = "0 2 * *"; }), std::string("USAGE"));
    QCOMPARE(refusal([](Job &job) { job.cron = "0 0 31 2 *"; }), std::string("USAGE"));
    QCOMPARE(refusal([](Job &job) { job.zone = "Mars/Olympus"; }), std::string("USAGE"));
    QCOMPARE(refusal([](Job &job) { job.window = "sometimes"; }), std::string("USAGE"));
    QCOMPARE(refusal([](Job &job) { job.store = ""; }), std::string("USAGE"));
    QCOMPARE(refusal([](Job &job) { job.key = "secret"; }), std::string("USAGE"));
    QCOMPARE(refusal([](Job &job) { job.priority = 256; }), std::string("USAGE"));
    QCOMPARE(refusal([](Job &job) { job.retries = -1; }), std::string("USAGE"));
    QCOMPARE(refusal([](Job &job) { job.verifyLevel = "hard"; }), std::string("USAGE"));
    QCOMPARE(refusal([](Job &job) { job.kind = JobKind::Prune; }), std::string("USAGE"));
    QVERIFY(bench.schedules.jobs().empty());
    bench.add("nightly", "0 2 * * *");
    QCOMPARE(refusal([](Job &) {}), std::string("EXISTS"));
    QCOMPARE(errorCodeOf([&] { bench.schedules.remove(bench.folder.file("shop.db"), "none"); }),
             std::string("NOT_FOUND"));
    QCOMPARE(errorCodeOf([] { Schedules("").add(Job(), {}); }), std::string("USAGE"));
}

void TestSchedules::runsByPriority()
{
    Bench bench;
    for (const auto &[name, priority] :
         {std::pair("low", 10), std::pair("high", 255), std::pair("usual", 100)}) {
        Job job = jobNamed(bench.folder, name, "0 * * * *");
        job.priority = priority;
        bench.add(job);
    }
    QVERIFY(bench.runDue().empty());
    bench.sleepUntil("2026-11-22T11:00Z");
    QCOMPARE(told(bench.runDue()), std::string("high=completed usual=completed low=completed"));
    QVERIFY(bench.runDue().empty()); // once
    const Run run = bench.last();
    QVERIFY(run.due == at("2026-11-22T11:00Z") && run.started == bench.clock.now() && run.ended);
    QCOMPARE(run.bytes, std::uint64_t{1000});
    QCOMPARE(run.result, std::string("set-1"));
    QVERIFY(bench.schedules.job(bench.folder.file("shop.db"), "low").next == at("2026-11-22T12:00Z"));
    QVERIFY(bench.schedules.nextDue(bench.databases()) == at("2026-11-22T12:00Z"));
    QVERIFY(!bench.schedules.nextDue({"/other.db"}));
}

void TestSchedules::runsOnceForAllThatWasMissed()
{
    Bench bench;
    bench.add("hourly", "0 * * * *");
    bench.sleepUntil("2026-11-23T10:30Z");
    QCOMPARE(told(bench.runDue()), std::string("hourly=completed"));
    QVERIFY(bench.schedules.nextDue(bench.databases()) == at("2026-11-23T11:00Z"));
}

void TestSchedules::missedWhileNothingRan()
{
    Bench bench;
    Job catching = jobNamed(bench.folder, "catching", "0 2 * * *");
    catching.runMissed = true;
    bench.add(catching);
    bench.add("strict", "0 2 * * *");
    bench.sleepUntil("2026-11-23T08:00Z"); // the workbench is opened in the morning
    QCOMPARE(told(bench.runDue(Missed::AsTheJobSays, bench.clock.now())),
             std::string("strict=skipped catching=completed"));
    const Run skipped = bench.schedules.history({}, "strict").at(0);
    QVERIFY(skipped.error.find("2026-11-23 02:00") != std::string::npos);
    const Time opened = bench.clock.now();
    bench.sleepUntil("2026-11-24T02:20Z"); // it was open all the time, and was busy
    QCOMPARE(told(bench.runDue(Missed::AsTheJobSays, opened)),
             std::string("catching=completed strict=completed"));
}

void TestSchedules::outsideTheWindowIsSkipped()
{
    Bench bench;
    Job job = jobNamed(bench.folder, "noon", "0 12 * * *");
    job.window = "off-hours";
    job.zone = "Europe/Berlin";
    bench.add(job);
    bench.sleepUntil("2026-11-22T11:00Z"); // Sunday noon in Berlin
    QCOMPARE(told(bench.runDue()), std::string("noon=completed"));
    bench.sleepUntil("2026-11-23T11:00Z"); // Monday noon
    QCOMPARE(told(bench.runDue()), std::string("noon=skipped"));
    QCOMPARE(bench.last().error, std::string("2026-11-23 12:00 is outside the window off-hours."));
    QVERIFY(!bench.last().started);
    QCOMPARE(bench.ran.size(), std::size_t{1});
    bench.sleepUntil("2026-11-24T20:00Z"); // late: inside the window now, but it wasn't due then
    QCOMPARE(told(bench.runDue()), std::string("noon=skipped"));
}

void TestSchedules::holidaysAreSkipped()
{
    Bench bench;
    bench.schedules.saveHoliday(Holiday::parse("12-25", "Christmas"));
    Job job = jobNamed(bench.folder, "nightly", "0 2 25 12 *");
    bench.add(job);
    job.name = "free";
    job.skipHolidays = true;
    bench.add(job);
    bench.sleepUntil("2026-12-25T02:00Z");
    QCOMPARE(told(bench.runDue()), std::string("free=skipped nightly=completed"));
    QCOMPARE(bench.schedules.history({}, "free").at(0).error,
             std::string("2026-12-25 is a holiday: Christmas."));
}

void TestSchedules::skipsTheNextOneOnly()
{
    Bench bench;
    const std::string database = bench.folder.file("shop.db");
    bench.add("hourly", "0 * * * *");
    bench.schedules.setSkipNext(database, "hourly", true);
    bench.sleepUntil("2026-11-22T11:00Z");
    QCOMPARE(told(bench.runDue()), std::string("hourly=skipped"));
    QCOMPARE(bench.last().error, std::string("Skipped as asked."));
    bench.sleepUntil("2026-11-22T12:00Z");
    QCOMPARE(told(bench.runDue()), std::string("hourly=completed"));
}

void TestSchedules::disabledDoesNotRun()
{
    Bench bench;
    const std::string database = bench.folder.file("shop.db");
    bench.add("hourly", "0 * * * *");
    bench.schedules.setEnabled(database, "hourly", false, bench.clock.now());
    QVERIFY(!bench.schedules.job(database, "hourly").next);
    bench.sleepUntil("2026-11-22T13:30Z");
    QVERIFY(bench.runDue().empty());
    bench.schedules.setEnabled(database, "hourly", true, bench.clock.now());
    QVERIFY(bench.runDue().empty()); // what passed meanwhile isn't due
    QCOMPARE(told({bench.runner().runNow(database, "hourly", {})}), std::string("hourly=completed"));
    QVERIFY(bench.last().manual);
}

void TestSchedules::retriesAndGivesUp()
{
    Bench bench;
    int failures = 2;
    bench.work = [&](const Job &, const JobContext &) -> Outcome {
        if (failures-- > 0) {
            throw Error(ErrorCode::Io, "The disk went away.");
        }
        return {5, "set-2", ""};
    };
    Job job = jobNamed(bench.folder, "hourly", "0 * * * *");
    job.retries = 2;
    job.retryDelay = std::chrono::seconds(0);
    bench.add(job);
    bench.sleepUntil("2026-11-22T11:00Z");
    QCOMPARE(told(bench.runDue()), std::string("hourly=completed"));
    QCOMPARE(bench.last().attempts, 3);
    failures = 100;
    bench.sleepUntil("2026-11-22T12:00Z");
    QCOMPARE(told(bench.runDue()), std::string("hourly=failed"));
    QCOMPARE(bench.last().attempts, 3);
    QCOMPARE(bench.last().error, std::string("The disk went away."));
    bench.work = [](const Job &, const JobContext &) { return Outcome{0, "", "3 pieces are damaged."}; };
    bench.sleepUntil("2026-11-22T13:00Z");
    QCOMPARE(told(bench.runDue()), std::string("hourly=failed")); // what it found is no reason to try again
    QCOMPARE(bench.last().attempts, 1);
}

// Waits for the stop as the engine's services do.
static Outcome untilStopped(const Job & /*unused*/, const JobContext &context)
{
    while (true) {
        context.checkStop();
        std::this_thread::yield();
    }
}

void TestSchedules::stopsAfterTheLongestDuration()
{
    Bench bench;
    bench.work = untilStopped;
    Job job = jobNamed(bench.folder, "endless", "0 * * * *");
    job.maxDuration = std::chrono::seconds(1);
    job.retries = 3;
    bench.add(job);
    bench.sleepUntil("2026-11-22T11:00Z");
    QCOMPARE(told(bench.runDue()), std::string("endless=failed"));
    QCOMPARE(bench.last().error, std::string("It was stopped after its longest duration of 1 s."));
    QCOMPARE(bench.last().attempts, 1);
}

void TestSchedules::cancelled()
{
    Bench bench;
    std::stop_source stop;
    bench.work = [&](const Job &job, const JobContext &context) {
        stop.request_stop();
        return untilStopped(job, context);
    };
    bench.add("a", "0 * * * *");
    bench.add("b", "0 * * * *");
    bench.sleepUntil("2026-11-22T11:00Z");
    JobContext context;
    context.stop = stop.get_token();
    QCOMPARE(told(bench.runner().runDue(bench.databases(), Missed::Run, context)),
             std::string("a=cancelled"));
    QCOMPARE(bench.last().job, std::string("b"));
    QCOMPARE(bench.last().status, RunStatus::Pending);
    bench.work = {};
    QCOMPARE(told(bench.runDue()), std::string("b=completed")); // its turn comes
}

void TestSchedules::whatRunsIsNotStartedAgain()
{
    Bench bench;
    const std::string database = bench.folder.file("shop.db");
    bench.add("hourly", "0 * * * *");
    std::string inBetween;
    bench.work = [&](const Job &, const JobContext &) {
        bench.clock.set(at("2026-11-22T12:00Z"));
        inBetween = told(bench.runDue()); // another process comes along
        inBetween += " " + errorCodeOf([&] { bench.runner().runNow(database, "hourly", {}); });
        return Outcome{};
    };
    bench.sleepUntil("2026-11-22T11:00Z");
    QCOMPARE(told(bench.runDue()), std::string("hourly=completed"));
    QCOMPARE(inBetween, std::string("hourly=skipped BUSY"));
    QCOMPARE(bench.schedules.history().at(0).error, std::string("The run before it has not ended yet."));
}

void TestSchedules::oneProcessRunsAJob()
{
    Bench bench;
    constexpr int jobs = 20;
    for (int i = 0; i < jobs; ++i) {
        bench.add(fmt::format("job {}", i), "0 * * * *");
    }
    bench.sleepUntil("2026-11-22T11:00Z");
    std::mutex mutex;
    std::multiset<std::string> ran;
    std::vector<std::thread> others;
    for (int i = 0; i < 4; ++i) {
        others.emplace_back([&] {
            // Each has its own connection and lock, as a process of its own.
            const Runner runner(
                Schedules(bench.schedules.folder()),
                [&](const Job &job, const JobContext &) {
                    const std::lock_guard guard(mutex);
                    ran.insert(job.name);
                    return Outcome{};
                },
                bench.clock);
            runner.runDue(bench.databases(), Missed::Run, {});
        });
    }
    for (std::thread &other : others) {
        other.join();
    }
    QCOMPARE(ran.size(), std::size_t{jobs});
    QCOMPARE(std::set<std::string>(ran.begin(), ran.end()).size(), std::size_t{jobs});
    QCOMPARE(bench.schedules.history().size(), std::size_t{jobs});
}

void TestSchedules::aDeadProcessLeavesAFailure()
{
    Bench bench;
    bench.add("hourly", "0 * * * *");
    bench.sleepUntil("2026-11-22T11:00Z");
    const pid_t child = ::fork();
    if (child == 0) {
        const Runner runner(
            Schedules(bench.schedules.folder()),
            [](const Job &, const JobContext &) -> Outcome {
                ::raise(SIGKILL);
                return {};
            },
            bench.clock);
        runner.runDue(bench.databases(), Missed::Run, {});
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    QVERIFY(WIFSIGNALED(status));
    QCOMPARE(bench.last().status, RunStatus::Running); // nobody has looked yet
    QVERIFY(bench.runDue().empty());
    QCOMPARE(bench.last().status, RunStatus::Failed);
    QCOMPARE(bench.last().error, std::string("The process that ran it ended before it was done."));
    bench.sleepUntil("2026-11-22T12:00Z");
    QCOMPARE(told(bench.runDue()), std::string("hourly=completed")); // the next one is not kept from running
    QVERIFY(core::systemFiles().list(bench.schedules.folder() + "/schedules.running").empty());
}

void TestSchedules::removedWhileItWaits()
{
    Bench bench;
    const std::string database = bench.folder.file("shop.db");
    bench.add("a", "0 * * * *");
    bench.add("b", "0 * * * *");
    bench.work = [&](const Job &, const JobContext &) {
        bench.schedules.remove(database, "b");
        return Outcome{};
    };
    bench.sleepUntil("2026-11-22T11:00Z");
    QCOMPARE(told(bench.runDue()), std::string("a=completed"));
    QCOMPARE(bench.last().status, RunStatus::Cancelled);
    QCOMPARE(bench.last().error, std::string("The job was removed."));
}

void TestSchedules::plansWithObstacles()
{
    Bench bench;
    bench.schedules.saveHoliday(Holiday::parse("2026-11-24", "Inventory"));
    Job job = jobNamed(bench.folder, "noon", "0 12 * * *");
    job.window = "Mon-Wed 10:00-14:00";
    job.skipHolidays = true;
    job.skipNext = true;
    const auto planned = bench.schedules.plan(job, bench.clock.now(), 4); // from Sunday on
    QCOMPARE(planned.size(), std::size_t{4});
    QVERIFY(planned[0].due == at("2026-11-22T12:00Z") && planned[0].obstacle == Obstacle::SkipAsked);
    QCOMPARE(planned[1].obstacle, Obstacle::None);
    QCOMPARE(planned[2].obstacle, Obstacle::Holiday);
    QCOMPARE(planned[2].holiday, std::string("Inventory"));
    QCOMPARE(planned[3].obstacle, Obstacle::None);
    QCOMPARE(bench.schedules.plan(job, at("2026-11-25T13:00Z"), 2).at(1).obstacle, Obstacle::OutsideWindow);
}

void TestSchedules::windowsAndHolidaysAreKept()
{
    Bench bench;
    bench.schedules.saveWindow("night", Window("Mon-Fri 22:00-06:00"));
    QCOMPARE(bench.schedules.windows().at(0).window.text(), std::string("Mon-Fri 22:00-06:00"));
    QVERIFY(bench.schedules.windowNamed("night") == Window("Mon-Fri 22:00-06:00"));
    QVERIFY(bench.schedules.windowNamed("") == Window::always());
    QCOMPARE(errorCodeOf([&] { bench.schedules.saveWindow("off-hours", Window::always()); }),
             std::string("EXISTS"));
    QCOMPARE(errorCodeOf([&] { bench.schedules.saveWindow("none", Window()); }), std::string("USAGE"));
    Job job = jobNamed(bench.folder, "nightly", "0 23 * * *");
    job.window = "night";
    bench.add(job);
    QCOMPARE(errorCodeOf([&] { bench.schedules.removeWindow("night"); }), std::string("USAGE"));
    bench.sleepUntil("2026-11-22T23:00Z"); // a Sunday
    QCOMPARE(told(bench.runDue()), std::string("nightly=skipped"));
    bench.schedules.remove(job.database, "nightly");
    bench.schedules.removeWindow("night");
    QCOMPARE(errorCodeOf([&] { bench.schedules.removeWindow("night"); }), std::string("NOT_FOUND"));

    bench.schedules.saveHoliday(Holiday::parse("12-25", "Christmas"));
    bench.schedules.saveHoliday(Holiday::parse("2027-03-26", "Good Friday"));
    QCOMPARE(bench.schedules.holidays().size(), std::size_t{2});
    bench.schedules.removeHoliday("12-25");
    QCOMPARE(bench.schedules.holidays().at(0).name, std::string("Good Friday"));
    QCOMPARE(errorCodeOf([&] { bench.schedules.removeHoliday("12-25"); }), std::string("NOT_FOUND"));
}

void TestSchedules::findsConflicts()
{
    Bench bench;
    const std::string database = bench.folder.file("shop.db");
    bench.add("nightly", "0 2 * * *");
    bench.add("light", "0 2 * * *");
    Job light = bench.schedules.job(database, "light");
    light.kind = JobKind::Incremental;
    bench.schedules.update(light, bench.clock.now());
    QVERIFY(findConflicts(bench.schedules, database, bench.clock.now()).empty());
    Job noon = jobNamed(bench.folder, "noon", "0 12 * * *");
    noon.window = "off-hours";
    bench.add(noon);
    auto conflicts = findConflicts(bench.schedules, database, bench.clock.now());
    QCOMPARE(conflicts.size(), std::size_t{1});
    QCOMPARE(describe(conflicts[0]),
             std::string("5 of 7 runs of 'noon' are outside its window and will be skipped."));
    QVERIFY(conflicts[0].first == at("2026-11-23T12:00Z"));
    Job drill = jobNamed(bench.folder, "drill", "5 2 * * SUN");
    drill.kind = JobKind::RestoreTest;
    bench.add(drill);
    conflicts = findConflicts(bench.schedules, database, bench.clock.now());
    QCOMPARE(conflicts.size(), std::size_t{2}); // ten minutes are thought of a job that never ran
    QCOMPARE(describe(conflicts[1]), std::string("'drill' begins while 'nightly' runs: 1 of 7 times."));
    bench.work = [&](const Job &, const JobContext &) {
        bench.clock.advance(std::chrono::minutes(3));
        return Outcome{};
    };
    bench.runner().runNow(database, "nightly", {});
    QCOMPARE(findConflicts(bench.schedules, database, bench.clock.now()).size(), std::size_t{1});
}

QTEST_GUILESS_MAIN(TestSchedules)
#include "tst_schedules.moc"
