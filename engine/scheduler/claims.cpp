#include "engine/scheduler/claims.h"

#include "engine/scheduler/schedule_rows.h"
#include "engine/sqlite/transaction.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <random>

namespace strandline::scheduler {

using core::Error;
using core::ErrorCode;
using sqlite::Connection;
using sqlite::Statement;
using sqlite::Transaction;

namespace {

// What is later than this was missed and not just waited for its turn of the clock.
constexpr std::chrono::minutes grace{5};

std::string timeIn(const Job &job, core::Time t)
{
    const WallTime wall = Zone(job.zone).wall(t);
    return fmt::format("{} {:02}:{:02}", wall.day.text(), wall.minute / 60, wall.minute % 60);
}

Run runOf(const Job &job, core::Time due)
{
    Run run;
    run.jobId = job.id;
    run.database = job.database;
    run.job = job.name;
    run.kind = job.kind;
    run.due = due;
    return run;
}

bool runsOrWaits(Connection &connection, const Job &job)
{
    return connection.integer(fmt::format("SELECT count(*) FROM runs WHERE job_id = {} AND status IN "
                                          "('pending', 'running')",
                                          job.id)) != 0;
}

void setOwner(Connection &connection, const Run &run, const std::string &owner)
{
    Statement row = connection.prepare("UPDATE runs SET owner = ?2 WHERE id = ?1");
    row.bindAll({run.id, owner});
    row.run();
}

// Why a job that is due must not run; empty: nothing is against it.
std::string reasonAgainst(const Job &job, const RunRules &rules, core::Time now, Missed missed,
                          core::Time since)
{
    if (job.skipNext) {
        return "Skipped as asked.";
    }
    if (missed == Missed::AsTheJobSays && !job.runMissed && *job.next < since && now - *job.next > grace) {
        return fmt::format(
            "It was due at {}, while nothing ran schedules, and the job doesn't say that what was "
            "missed runs later.",
            timeIn(job, *job.next));
    }
    const Zone zone(job.zone);
    for (const core::Time t : {*job.next, now}) {
        const PlannedRun planned = rules.at(zone.wall(t));
        if (planned.obstacle == Obstacle::Holiday) {
            return fmt::format("{} is a holiday: {}.", zone.wall(t).day.text(), planned.holiday);
        }
        if (planned.obstacle == Obstacle::OutsideWindow) {
            return fmt::format("{} is outside the window {}.", timeIn(job, t), job.window);
        }
    }
    return {};
}

} // namespace

Claims::Claims(Schedules schedules, const core::Clock &clock)
    : m_schedules(std::move(schedules)), m_clock(clock)
{
}

Claims::~Claims()
{
    if (m_lock) {
        m_lock.reset();
        m_schedules.m_files->tryRemove(lockFolder() + "/" + m_owner);
    }
}

std::string Claims::lockFolder() const
{
    return m_schedules.folder() + "/schedules.running";
}

// Name of this object's lock file, made and locked when it is first needed.
std::string Claims::owner() const
{
    const std::lock_guard guard(m_mutex);
    if (!m_lock) {
        m_schedules.m_files->createFolder(lockFolder(), m_schedules.folder());
        m_owner = fmt::format("{}-{:08x}", core::currentProcess(), std::random_device()());
        m_lock = m_schedules.m_files->tryLock(lockFolder() + "/" + m_owner,
                                              fmt::format("process {}", core::currentProcess()));
    }
    return m_owner;
}

bool Claims::alive(const std::string &owner) const
{
    return m_schedules.m_files->lockedBy(lockFolder() + "/" + owner).has_value();
}

std::vector<Run> Claims::recover() const
{
    const auto connection = m_schedules.openForReading();
    if (!connection) {
        return {};
    }
    std::vector<Run> left;
    Transaction transaction(*connection);
    for (Run &run : loadRuns(*connection, "WHERE status = 'running'")) {
        const std::string owner =
            connection->text(fmt::format("SELECT owner FROM runs WHERE id = {}", run.id));
        if (alive(owner)) {
            continue;
        }
        m_schedules.m_files->tryRemove(lockFolder() + "/" + owner);
        run.status = RunStatus::Failed;
        run.ended = m_clock.now();
        run.error = "The process that ran it ended before it was done.";
        updateRun(*connection, run);
        left.push_back(std::move(run));
    }
    transaction.commit();
    return left;
}

std::vector<Run> Claims::takeDue(const std::vector<std::string> &databases, Missed missed,
                                 core::Time since) const
{
    const auto holidays = m_schedules.holidays();
    const auto windows = m_schedules.windows();
    const auto connection = m_schedules.openForReading();
    if (!connection) {
        return {};
    }
    const core::Time now = m_clock.now();
    std::vector<Run> skipped;
    Transaction transaction(*connection);
    for (Job &job : loadJobs(*connection, "WHERE enabled AND next <= ?1 ORDER BY next", {timeValue(now)})) {
        if (std::find(databases.begin(), databases.end(), job.database) == databases.end()) {
            continue;
        }
        const auto named = std::find_if(windows.begin(), windows.end(),
                                        [&](const NamedWindow &window) { return window.name == job.window; });
        const RunRules rules{named != windows.end() ? named->window
                             : job.window.empty()   ? Window::always()
                                                    : Window(job.window),
                             job.skipHolidays ? holidays : std::vector<Holiday>()};
        Run run = runOf(job, *job.next);
        run.error = reasonAgainst(job, rules, now, missed, since);
        if (run.error.empty() && runsOrWaits(*connection, job)) {
            run.error = "The run before it has not ended yet.";
        }
        if (!run.error.empty()) {
            run.status = RunStatus::Skipped;
            run.ended = now;
        }
        insertRun(*connection, run);
        job.skipNext = false;
        job.next = Cron(job.cron).next(now, Zone(job.zone));
        updateJob(*connection, job);
        if (run.status == RunStatus::Skipped) {
            skipped.push_back(std::move(run));
        }
    }
    transaction.commit();
    return skipped;
}

std::optional<Claim> Claims::claimNext(const std::vector<std::string> &databases) const
{
    const auto connection = m_schedules.openForReading();
    if (!connection) {
        return std::nullopt;
    }
    const std::string me = owner();
    Transaction transaction(*connection);
    std::optional<Claim> best;
    for (Run &run : loadRuns(*connection, "WHERE status = 'pending' ORDER BY due, id")) {
        if (std::find(databases.begin(), databases.end(), run.database) == databases.end()) {
            continue;
        }
        auto jobs = loadJobs(*connection, "WHERE id = ?1", {run.jobId});
        if (!jobs.empty() && (!best || jobs.front().priority > best->job.priority)) {
            best = Claim{std::move(run), std::move(jobs.front())};
        }
    }
    if (best) {
        best->run.status = RunStatus::Running;
        best->run.started = m_clock.now();
        updateRun(*connection, best->run);
        setOwner(*connection, best->run, me);
    }
    transaction.commit();
    return best;
}

Claim Claims::claimNow(const std::string &database, const std::string &name) const
{
    const Job job = m_schedules.job(database, name); // tells one that there is none
    const std::string me = owner();
    const auto connection = m_schedules.open();
    Transaction transaction(*connection);
    if (runsOrWaits(*connection, job)) {
        throw Error(ErrorCode::Busy,
                    fmt::format("The job '{}' runs already. Wait until it has ended.", name));
    }
    Run run = runOf(job, m_clock.now());
    run.manual = true;
    run.status = RunStatus::Running;
    run.started = run.due;
    insertRun(*connection, run);
    setOwner(*connection, run, me);
    transaction.commit();
    return {std::move(run), job};
}

void Claims::record(const Run &run) const
{
    const auto connection = m_schedules.open();
    updateRun(*connection, run);
}

} // namespace strandline::scheduler
