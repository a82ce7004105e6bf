// How jobs and runs lie in schedules.db. Private to the area; belongs to the connection's thread.
//
//   jobs      what a job is as JSON (definition), and beside it what claiming needs: enabled, next (due),
//   skip_next runs      one row a run; owner: name of the lock file of the process that runs it, '' while
//   pending windows   name and text; holidays: date as Holiday::date() writes it, and name
//
// Times in microseconds since 1970. PRAGMA user_version is the format's version.
#pragma once

#include "engine/scheduler/job.h"
#include "engine/sqlite/connection.h"

#include <optional>
#include <vector>

namespace strandline::scheduler {

sqlite::Value timeValue(const std::optional<core::Time> &time);

// Brings the tables to this version. Throws UnsupportedFormat for a newer one.
void prepareTables(sqlite::Connection &connection);

// where: SQL behind FROM jobs, with ?1, ?2 … of values.
std::vector<Job> loadJobs(sqlite::Connection &connection, const std::string &where,
                          std::initializer_list<sqlite::Value> values = {});
void insertJob(sqlite::Connection &connection, Job &job); // sets id; a taken name: Exists
void updateJob(sqlite::Connection &connection, const Job &job);

std::vector<Run> loadRuns(sqlite::Connection &connection, const std::string &where,
                          std::initializer_list<sqlite::Value> values = {});
void insertRun(sqlite::Connection &connection, Run &run); // sets id
void updateRun(sqlite::Connection &connection, const Run &run);

} // namespace strandline::scheduler
