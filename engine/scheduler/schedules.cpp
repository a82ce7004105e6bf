#include "engine/scheduler/schedules.h"

#include "engine/backup/key_reference.h"
#include "engine/offsite/standby.h"
#include "engine/scheduler/retention_text.h"
#include "engine/scheduler/schedule_rows.h"
#include "engine/sqlite/transaction.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fmt/format.h>

namespace strandline::scheduler {

using core::Error;
using core::ErrorCode;
using sqlite::Connection;
using sqlite::Statement;
using sqlite::Transaction;

namespace {

constexpr std::size_t nameBytesMax = 128;
constexpr std::array<const char *, 3> presetWindows = {"always", "business-hours", "off-hours"};

sqlite::ConnectionOptions ownOptions(sqlite::Access access)
{
    sqlite::ConnectionOptions options;
    options.access = access;
    options.ownDatabase = true;
    options.checkpointOnClose = true;
    return options;
}

Error noSuchJob(const std::string &database, const std::string &name)
{
    return {ErrorCode::NotFound,
            fmt::format("{} has no job '{}'. `strandctl schedule list` shows the jobs.", database, name)};
}

Job jobIn(Connection &connection, const std::string &key, const std::string &name)
{
    auto jobs = loadJobs(connection, "WHERE database = ?1 AND name = ?2", {key, name});
    if (jobs.empty()) {
        throw noSuchJob(key, name);
    }
    return jobs.front();
}

void checkName(const std::string &name, const char *what)
{
    const bool control =
        std::any_of(name.begin(), name.end(), [](unsigned char c) { return std::iscntrl(c) != 0; });
    if (name.empty() || name.size() > nameBytesMax || control) {
        throw Error(ErrorCode::Usage,
                    fmt::format("A {} needs a name of 1 to {} bytes without control characters.", what,
                                nameBytesMax));
    }
}

void checkNumbers(const Job &job)
{
    if (job.priority < 0 || job.priority > 255) {
        throw Error(ErrorCode::Usage, "The priority of a job is a number from 0 to 255; 100 is usual.");
    }
    if (job.retries < 0 || job.retries > 100) {
        throw Error(ErrorCode::Usage, "A job is retried 0 to 100 times.");
    }
    if (job.retryDelay.count() < 0) {
        throw Error(ErrorCode::Usage, "The time before a retry is 0 s or more.");
    }
    if (job.maxDuration && job.maxDuration->count() <= 0) {
        throw Error(ErrorCode::Usage, "The maximum duration of a job is 1 s or more.");
    }
    if (job.compressionLevel < 1 || job.compressionLevel > 19) {
        throw Error(ErrorCode::Usage, "The compression level is a number from 1 to 19.");
    }
}

void checkVerifyLevel(const Job &job)
{
    static const std::array<const char *, 5> levels = {"", "quick", "standard", "full", "restore-test"};
    if (std::find(levels.begin(), levels.end(), job.verifyLevel) == levels.end()) {
        throw Error(ErrorCode::Usage,
                    fmt::format("'{}' is no level of verification. There are quick, standard, full and "
                                "restore-test.",
                                job.verifyLevel));
    }
}

std::optional<core::Time> nextOf(const Job &job, core::Time now)
{
    return job.enabled ? Cron(job.cron).next(now, Zone(job.zone)) : std::nullopt;
}

} // namespace

Schedules::Schedules(std::string folder, const core::FileSystem &files)
    : m_folder(std::move(folder)), m_files(&files)
{
}

std::string Schedules::keyOf(const std::string &database)
{
    std::error_code ignored;
    return std::filesystem::weakly_canonical(std::filesystem::absolute(database, ignored), ignored).string();
}

std::unique_ptr<Connection> Schedules::open() const
{
    if (m_folder.empty()) {
        throw Error(ErrorCode::Unsupported,
                    "There is no folder for your configuration, so that schedules can't be kept. Set HOME or "
                    "XDG_CONFIG_HOME.");
    }
    std::error_code error;
    std::filesystem::create_directories(m_folder, error);
    if (error) {
        throw core::systemError(error.value(), "The configuration's folder can't be made", m_folder);
    }
    auto connection =
        std::make_unique<Connection>(m_folder + "/schedules.db", ownOptions(sqlite::Access::Create));
    prepareTables(*connection);
    return connection;
}

std::unique_ptr<Connection> Schedules::openForReading() const
{
    // Written to where it is there: what another process left half-done needs its journal rolled back.
    return m_folder.empty() || !m_files->exists(m_folder + "/schedules.db") ? nullptr : open();
}

std::vector<Job> Schedules::jobs(const std::string &database) const
{
    const auto connection = openForReading();
    if (!connection) {
        return {};
    }
    return database.empty() ? loadJobs(*connection, "ORDER BY database, name")
                            : loadJobs(*connection, "WHERE database = ?1 ORDER BY name", {keyOf(database)});
}

Job Schedules::job(const std::string &database, const std::string &name) const
{
    const auto connection = openForReading();
    if (!connection) {
        throw noSuchJob(database, name);
    }
    return jobIn(*connection, keyOf(database), name);
}

void Schedules::check(const Job &job) const
{
    checkName(job.name, "job");
    const Cron cron(job.cron);
    const Zone zone(job.zone);
    if (!cron.next(core::Time(std::chrono::hours(24 * 365 * 50)), zone)) {
        throw Error(ErrorCode::Usage, fmt::format("'{}' names a day that never comes.", job.cron));
    }
    windowNamed(job.window);
    if (job.store.empty()) {
        throw Error(ErrorCode::Usage, "A job needs the folder of a backup store.");
    }
    backup::parseKeyReference(job.key);
    checkNumbers(job);
    checkVerifyLevel(job);
    policyOf(job.retention, zone.name());
    if (job.kind == JobKind::Prune && job.retention.empty()) {
        throw Error(ErrorCode::Usage, "A job that deletes old sets needs to know which ones stay: give it a "
                                      "retention.");
    }
    if (job.kind == JobKind::Sync &&
        offsite::standbysOf(offsite::Destinations(m_folder), job.store).empty()) {
        throw Error(ErrorCode::Usage,
                    fmt::format("{} has no standby that could be kept up to date. Say of a destination that "
                                "it is one: Backups › Off-site, or `strandctl backup destination add` with "
                                "--standby-of.",
                                job.store));
    }
}

Job Schedules::add(Job job, core::Time now) const
{
    check(job);
    job.database = keyOf(job.database);
    job.store = keyOf(job.store);
    job.next = nextOf(job, now);
    const auto connection = open();
    insertJob(*connection, job);
    return job;
}

Job Schedules::update(Job job, core::Time now) const
{
    check(job);
    job.store = keyOf(job.store);
    job.next = nextOf(job, now);
    const auto connection = open();
    updateJob(*connection, job);
    return job;
}

void Schedules::remove(const std::string &database, const std::string &name) const
{
    const auto connection = open();
    Transaction transaction(*connection);
    const Job job = jobIn(*connection, keyOf(database), name);
    connection->execute(fmt::format("DELETE FROM jobs WHERE id = {}", job.id));
    // What waits for its turn has lost its job.
    connection->execute(fmt::format("UPDATE runs SET status = 'cancelled', error = 'The job was removed.' "
                                    "WHERE job_id = {} AND status = 'pending'",
                                    job.id));
    transaction.commit();
}

void Schedules::setEnabled(const std::string &database, const std::string &name, bool enabled,
                           core::Time now) const
{
    const auto connection = open();
    Transaction transaction(*connection);
    Job job = jobIn(*connection, keyOf(database), name);
    job.enabled = enabled;
    job.next = nextOf(job, now);
    updateJob(*connection, job);
    transaction.commit();
}

void Schedules::setSkipNext(const std::string &database, const std::string &name, bool skip) const
{
    const auto connection = open();
    Transaction transaction(*connection);
    Job job = jobIn(*connection, keyOf(database), name);
    job.skipNext = skip;
    updateJob(*connection, job);
    transaction.commit();
}

std::vector<NamedWindow> Schedules::windows() const
{
    std::vector<NamedWindow> found;
    if (const auto connection = openForReading()) {
        Statement row = connection->prepare("SELECT name, window FROM windows ORDER BY name");
        while (row.step()) {
            const std::string text = row.text(1);
            found.push_back({row.text(0), text.empty() ? Window() : Window(text)});
        }
    }
    return found;
}

void Schedules::saveWindow(const std::string &name, const Window &window) const
{
    checkName(name, "window");
    const bool preset = std::find(presetWindows.begin(), presetWindows.end(), name) != presetWindows.end();
    if (preset) {
        throw Error(
            ErrorCode::Exists,
            fmt::format("'{}' is one of the windows that are always there. Take another name.", name));
    }
    if (window.empty()) {
        throw Error(ErrorCode::Usage, "A window without any time would let no job run. Give it some.");
    }
    const auto connection = open();
    Statement row = connection->prepare("INSERT OR REPLACE INTO windows VALUES (?1, ?2)");
    row.bindAll({name, window.text()});
    row.run();
}

void Schedules::removeWindow(const std::string &name) const
{
    const auto connection = open();
    Transaction transaction(*connection);
    for (const Job &job : loadJobs(*connection, "ORDER BY id")) {
        if (job.window == name) {
            throw Error(ErrorCode::Usage,
                        fmt::format("The job '{}' runs in the window '{}'. Give it another one "
                                    "first.",
                                    job.name, name));
        }
    }
    Statement row = connection->prepare("DELETE FROM windows WHERE name = ?1");
    row.bindAll({name});
    row.run();
    if (connection->changes() == 0) {
        throw Error(ErrorCode::NotFound, fmt::format("There is no window '{}'.", name));
    }
    transaction.commit();
}

Window Schedules::windowNamed(const std::string &text) const
{
    if (text.empty()) {
        return Window::always();
    }
    for (const NamedWindow &saved : windows()) {
        if (saved.name == text) {
            return saved.window;
        }
    }
    return Window(text);
}

std::vector<Holiday> Schedules::holidays() const
{
    std::vector<Holiday> found;
    if (const auto connection = openForReading()) {
        Statement row = connection->prepare("SELECT date, name FROM holidays ORDER BY length(date), date");
        while (row.step()) {
            found.push_back(Holiday::parse(row.text(0), row.text(1)));
        }
    }
    return found;
}

void Schedules::saveHoliday(const Holiday &holiday) const
{
    checkName(holiday.name, "holiday");
    const auto connection = open();
    Statement row = connection->prepare("INSERT OR REPLACE INTO holidays VALUES (?1, ?2)");
    row.bindAll({holiday.date(), holiday.name});
    row.run();
}

void Schedules::removeHoliday(const std::string &date) const
{
    const auto connection = open();
    Statement row = connection->prepare("DELETE FROM holidays WHERE date = ?1");
    row.bindAll({date});
    row.run();
    if (connection->changes() == 0) {
        throw Error(ErrorCode::NotFound, fmt::format("There is no holiday on {}.", date));
    }
}

std::vector<Run> Schedules::history(const std::string &database, const std::string &job,
                                    std::size_t limit) const
{
    const auto connection = openForReading();
    if (!connection) {
        return {};
    }
    return loadRuns(*connection,
                    "WHERE (?1 = '' OR database = ?1) AND (?2 = '' OR job = ?2) ORDER BY id DESC LIMIT ?3",
                    {database.empty() ? std::string() : keyOf(database), job,
                     limit == 0 ? std::int64_t{-1} : static_cast<std::int64_t>(limit)});
}

std::vector<Run> Schedules::waiting(const std::string &database) const
{
    const auto connection = openForReading();
    return connection ? loadRuns(*connection, "WHERE status = 'pending' AND database = ?1 ORDER BY id",
                                 {keyOf(database)})
                      : std::vector<Run>();
}

// Those after `after` as long as goesOn(how many there are, when the next is due).
template <typename GoesOn>
static std::vector<PlannedRun> planned(const Schedules &schedules, const Job &job, core::Time after,
                                       GoesOn &&goesOn)
{
    const Zone zone(job.zone);
    const Cron cron(job.cron);
    const RunRules rules{schedules.windowNamed(job.window),
                         job.skipHolidays ? schedules.holidays() : std::vector<Holiday>()};
    std::vector<PlannedRun> runs;
    for (auto due = cron.next(after, zone); due && goesOn(runs.size(), *due); due = cron.next(*due, zone)) {
        runs.push_back(rules.at(zone.wall(*due)));
        runs.back().due = *due;
    }
    if (job.skipNext && !runs.empty()) {
        runs.front().obstacle = Obstacle::SkipAsked;
    }
    return runs;
}

std::vector<PlannedRun> Schedules::plan(const Job &job, core::Time after, std::size_t count) const
{
    return planned(*this, job, after, [count](std::size_t have, core::Time) { return have < count; });
}

std::vector<PlannedRun> Schedules::planUntil(const Job &job, core::Time after, core::Time end) const
{
    return planned(*this, job, after, [end](std::size_t, core::Time due) { return due <= end; });
}

PlannedRun RunRules::at(const WallTime &wall) const
{
    for (const Holiday &holiday : holidays) {
        if (holiday.on(wall.day)) {
            return {{}, Obstacle::Holiday, holiday.name};
        }
    }
    return {{}, window.contains(wall) ? Obstacle::None : Obstacle::OutsideWindow, {}};
}

std::optional<core::Time> Schedules::nextDue(const std::vector<std::string> &databases) const
{
    std::optional<core::Time> first;
    for (const std::string &database : databases) {
        for (const Job &job : jobs(database)) {
            if (job.enabled && job.next && (!first || *job.next < *first)) {
                first = job.next;
            }
        }
    }
    return first;
}

} // namespace strandline::scheduler
