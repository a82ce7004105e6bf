#include "engine/demo/schedules.h"

#include "engine/demo/backups.h"

namespace strandline::demo {

using scheduler::Job;
using scheduler::JobKind;

namespace {

std::vector<Job> jobsOf(const std::string &database)
{
    const auto job = [&](const char *name, JobKind kind, const char *cron, const char *window) {
        Job made;
        made.database = database;
        made.name = name;
        made.kind = kind;
        made.cron = cron;
        made.window = window;
        made.store = backupFolder(database);
        return made;
    };
    Job nightly = job("nightly", JobKind::Incremental, "0 2 * * *", "off-hours");
    nightly.runMissed = true;
    nightly.tags = {"nightly"};
    Job full = job("sunday full", JobKind::Full, "30 3 * * SUN", "off-hours");
    full.verifyLevel = "standard";
    full.maxDuration = std::chrono::hours(2);
    Job prune = job("keep a month", JobKind::Prune, "0 5 * * SUN", "off-hours");
    prune.retention = "recovery-window=30d";
    // Due at noon, in a window that is closed then: a conflict to be seen.
    const Job noon = job("noon check", JobKind::Crosscheck, "0 12 * * MON-FRI", "off-hours");
    Job disk = job("check the disk in the safe", JobKind::Crosscheck, "0 9 1 * *", "");
    disk.store = database + ".disk-in-the-safe"; // which isn't there
    disk.enabled = false;
    return {nightly, full, prune, noon, disk};
}

} // namespace

void plantSchedules(const scheduler::Schedules &schedules, const scheduler::Execute &execute,
                    const std::string &database, const core::Clock &clock, const core::JobContext &job)
{
    for (const Job &left : schedules.jobs(database)) {
        schedules.remove(database, left.name);
    }
    for (const Job &planted : jobsOf(database)) {
        schedules.add(planted, clock.now());
    }
    const scheduler::Runner runner(schedules, execute, clock);
    runner.runNow(database, "nightly", job);
    runner.runNow(database, "check the disk in the safe", job);
}

} // namespace strandline::demo
