#include "engine/scheduler/schedule_rows.h"

#include "engine/sqlite/transaction.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace strandline::scheduler {

using core::Error;
using core::ErrorCode;
using sqlite::Connection;
using sqlite::Null;
using sqlite::Statement;
using sqlite::Value;
using Json = nlohmann::ordered_json;

namespace {

constexpr std::int64_t formatVersion = 1;
constexpr int runsKeptOfAJob = 1000;

constexpr const char *tables = R"(
CREATE TABLE jobs (id INTEGER PRIMARY KEY AUTOINCREMENT, database TEXT NOT NULL, name TEXT NOT NULL,
  definition TEXT NOT NULL, enabled INTEGER NOT NULL, next INTEGER, skip_next INTEGER NOT NULL,
  UNIQUE (database, name)) STRICT;
CREATE TABLE runs (id INTEGER PRIMARY KEY AUTOINCREMENT, job_id INTEGER NOT NULL, database TEXT NOT NULL,
  job TEXT NOT NULL, kind TEXT NOT NULL, status TEXT NOT NULL, manual INTEGER NOT NULL, due INTEGER NOT NULL,
  started INTEGER, ended INTEGER, attempts INTEGER NOT NULL, bytes INTEGER NOT NULL, result TEXT NOT NULL,
  error TEXT NOT NULL, owner TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX runs_of_jobs ON runs (job_id, id);
CREATE INDEX runs_open ON runs (status) WHERE status IN ('pending', 'running');
CREATE TABLE windows (name TEXT PRIMARY KEY, window TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE holidays (date TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT, WITHOUT ROWID;
)";

std::optional<core::Time> timeOf(const Statement &row, int column)
{
    return row.isNull(column) ? std::nullopt
                              : std::optional(core::Time(std::chrono::microseconds(row.integer(column))));
}

Value whole(bool flag)
{
    return std::int64_t{flag ? 1 : 0};
}

std::string definitionOf(const Job &job)
{
    Json json = {{"kind", std::string(jobKindName(job.kind))},
                 {"cron", job.cron},
                 {"zone", job.zone},
                 {"window", job.window},
                 {"store", job.store},
                 {"compressionLevel", job.compressionLevel},
                 {"key", job.key},
                 {"cipher", job.cipher},
                 {"retention", job.retention},
                 {"verifyLevel", job.verifyLevel},
                 {"priority", job.priority},
                 {"tags", job.tags},
                 {"retries", job.retries},
                 {"retryDelaySeconds", job.retryDelay.count()},
                 {"runMissed", job.runMissed},
                 {"skipHolidays", job.skipHolidays}};
    if (job.maxDuration) {
        json["maxDurationSeconds"] = job.maxDuration->count();
    }
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

[[noreturn]] void refuseDefinition(const Connection &connection, const std::string &name)
{
    throw Error(ErrorCode::UnsupportedFormat,
                fmt::format("The job '{}' in {} can't be understood. Remove it and add it again.", name,
                            connection.path()))
        .withPath(connection.path());
}

void readDefinition(Job &job, const std::string &text, const Connection &connection)
{
    const Json json = Json::parse(text, nullptr, false);
    const auto textOf = [&](const char *key) {
        const auto found = json.find(key);
        return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    const auto numberOf = [&](const char *key, std::int64_t otherwise) {
        const auto found = json.find(key);
        return found != json.end() && found->is_number_integer() ? found->get<std::int64_t>() : otherwise;
    };
    const auto flagOf = [&](const char *key) {
        const auto found = json.find(key);
        return found != json.end() && found->is_boolean() && found->get<bool>();
    };
    const auto kind = json.is_object() ? jobKindOf(textOf("kind")) : std::nullopt;
    if (!kind) {
        refuseDefinition(connection, job.name);
    }
    job.kind = *kind;
    job.cron = textOf("cron");
    job.zone = textOf("zone");
    job.window = textOf("window");
    job.store = textOf("store");
    job.compressionLevel = static_cast<int>(numberOf("compressionLevel", 1));
    job.key = textOf("key");
    job.cipher = textOf("cipher");
    job.retention = textOf("retention");
    job.verifyLevel = textOf("verifyLevel");
    job.priority = static_cast<int>(numberOf("priority", 100));
    if (const std::int64_t seconds = numberOf("maxDurationSeconds", 0); seconds > 0) {
        job.maxDuration = std::chrono::seconds(seconds);
    }
    if (const auto tags = json.find("tags"); tags != json.end() && tags->is_array()) {
        for (const Json &tag : *tags) {
            if (tag.is_string()) {
                job.tags.push_back(tag.get<std::string>());
            }
        }
    }
    job.retries = static_cast<int>(numberOf("retries", 0));
    job.retryDelay = std::chrono::seconds(numberOf("retryDelaySeconds", 60));
    job.runMissed = flagOf("runMissed");
    job.skipHolidays = flagOf("skipHolidays");
}

RunStatus statusOf(const std::string &name)
{
    for (int i = 0; i <= static_cast<int>(RunStatus::Cancelled); ++i) {
        if (runStatusName(static_cast<RunStatus>(i)) == name) {
            return static_cast<RunStatus>(i);
        }
    }
    return RunStatus::Failed;
}

void runIt(Statement &statement)
{
    if (const auto refused = statement.run()) {
        throw *refused;
    }
}

} // namespace

Value timeValue(const std::optional<core::Time> &time)
{
    return time ? Value(time->time_since_epoch().count()) : Value(Null{});
}

void prepareTables(Connection &connection)
{
    if (connection.integer("PRAGMA user_version") == formatVersion) {
        return;
    }
    sqlite::Transaction transaction(connection);
    const std::int64_t version = connection.integer("PRAGMA user_version");
    if (version > formatVersion) {
        throw Error(ErrorCode::UnsupportedFormat,
                    fmt::format("{} was written by a newer version of Strandline. Update Strandline.",
                                connection.path()))
            .withPath(connection.path());
    }
    if (version == 0) {
        connection.execute(tables);
        connection.execute(fmt::format("PRAGMA user_version = {}", formatVersion));
    }
    transaction.commit();
}

std::vector<Job> loadJobs(Connection &connection, const std::string &where,
                          std::initializer_list<Value> values)
{
    Statement row = connection.prepare(
        "SELECT id, database, name, definition, enabled, next, skip_next FROM jobs " + where);
    row.bindAll(values);
    std::vector<Job> jobs;
    while (row.step()) {
        Job &job = jobs.emplace_back();
        job.id = row.integer(0);
        job.database = row.text(1);
        job.name = row.text(2);
        readDefinition(job, row.text(3), connection);
        job.enabled = row.integer(4) != 0;
        job.next = timeOf(row, 5);
        job.skipNext = row.integer(6) != 0;
    }
    return jobs;
}

void insertJob(Connection &connection, Job &job)
{
    Statement row =
        connection.prepare("INSERT INTO jobs (database, name, definition, enabled, next, skip_next) "
                           "VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
    row.bindAll({job.database, job.name, definitionOf(job), whole(job.enabled), timeValue(job.next),
                 whole(job.skipNext)});
    if (const auto refused = row.run()) {
        throw refused->code() == ErrorCode::Constraint
            ? Error(ErrorCode::Exists,
                    fmt::format("{} has a job '{}' already. Take another name, or remove that job first.",
                                job.database, job.name))
            : *refused;
    }
    job.id = connection.lastInsertRowid();
}

void updateJob(Connection &connection, const Job &job)
{
    Statement row = connection.prepare("UPDATE jobs SET name = ?2, definition = ?3, enabled = ?4, next = ?5, "
                                       "skip_next = ?6 WHERE id = ?1");
    row.bindAll(
        {job.id, job.name, definitionOf(job), whole(job.enabled), timeValue(job.next), whole(job.skipNext)});
    if (const auto refused = row.run()) {
        throw refused->code() == ErrorCode::Constraint
            ? Error(ErrorCode::Exists,
                    fmt::format("There is a job '{}' already. Take another name.", job.name))
            : *refused;
    }
}

std::vector<Run> loadRuns(Connection &connection, const std::string &where,
                          std::initializer_list<Value> values)
{
    Statement row =
        connection.prepare("SELECT id, job_id, database, job, kind, status, manual, due, started, "
                           "ended, attempts, bytes, result, error FROM runs " +
                           where);
    row.bindAll(values);
    std::vector<Run> runs;
    while (row.step()) {
        Run &run = runs.emplace_back();
        run.id = row.integer(0);
        run.jobId = row.integer(1);
        run.database = row.text(2);
        run.job = row.text(3);
        run.kind = jobKindOf(row.text(4)).value_or(JobKind::Full);
        run.status = statusOf(row.text(5));
        run.manual = row.integer(6) != 0;
        run.due = timeOf(row, 7).value_or(core::Time());
        run.started = timeOf(row, 8);
        run.ended = timeOf(row, 9);
        run.attempts = static_cast<int>(row.integer(10));
        run.bytes = static_cast<std::uint64_t>(row.integer(11));
        run.result = row.text(12);
        run.error = row.text(13);
    }
    return runs;
}

void insertRun(Connection &connection, Run &run)
{
    Statement row =
        connection.prepare("INSERT INTO runs (job_id, database, job, kind, status, manual, due, started, "
                           "ended, attempts, bytes, "
                           "result, error) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)");
    row.bindAll({run.jobId, run.database, run.job, std::string(jobKindName(run.kind)),
                 std::string(runStatusName(run.status)), whole(run.manual), timeValue(run.due),
                 timeValue(run.started), timeValue(run.ended), std::int64_t{run.attempts},
                 static_cast<std::int64_t>(run.bytes), run.result, run.error});
    runIt(row);
    run.id = connection.lastInsertRowid();
    Statement old = connection.prepare("DELETE FROM runs WHERE id IN (SELECT id FROM runs WHERE job_id = ?1 "
                                       "ORDER BY id DESC LIMIT -1 OFFSET ?2)");
    old.bindAll({run.jobId, std::int64_t{runsKeptOfAJob}});
    runIt(old);
}

void updateRun(Connection &connection, const Run &run)
{
    Statement row =
        connection.prepare("UPDATE runs SET status = ?2, started = ?3, ended = ?4, attempts = ?5, "
                           "bytes = ?6, result = ?7, error = ?8 WHERE id = ?1");
    row.bindAll({run.id, std::string(runStatusName(run.status)), timeValue(run.started), timeValue(run.ended),
                 std::int64_t{run.attempts}, static_cast<std::int64_t>(run.bytes), run.result, run.error});
    runIt(row);
}

} // namespace strandline::scheduler
