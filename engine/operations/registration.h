// How the files of this folder hand their operations to the catalogue, and what they share. Private to the
// area.
#pragma once

#include "engine/backup/key_reference.h"
#include "engine/operations/catalogue.h"
#include "engine/scheduler/job_calls.h"
#include "engine/session/database.h"
#include "engine/timeline/history.h"

namespace strandline::operations {

using Operations = std::vector<Operation>;

void addRecording(Operations &operations, const Environment &environment);
void addAgent(Operations &operations, const Environment &environment);
void addScheduleRuns(Operations &operations, const Environment &environment);
void addTimeline(Operations &operations, const Environment &environment);
void addTimelineChanges(Operations &operations, const Environment &environment);
void addTimelineRecycleBin(Operations &operations, const Environment &environment);
void addSql(Operations &operations, const Environment &environment);
void addSearch(Operations &operations, const Environment &environment);
void addTransfer(Operations &operations, const Environment &environment);
void addBackupSets(Operations &operations, const Environment &environment);
void addSchedules(Operations &operations, const Environment &environment);
void addParameters(Operations &operations, const Environment &environment);
void addMaintenance(Operations &operations, const Environment &environment);
void addBackupOffsite(Operations &operations, const Environment &environment);
void addBackupDestinations(Operations &operations, const Environment &environment);
void addBackupUpkeep(Operations &operations, const Environment &environment);
void addBackupReport(Operations &operations, const Environment &environment);
void addBackupRestore(Operations &operations, const Environment &environment);
void addSnapshots(Operations &operations, const Environment &environment);
void addBackupStandby(Operations &operations, const Environment &environment);
void addMonitorMetrics(Operations &operations, const Environment &environment);
void addProbe(Operations &operations, const Environment &environment);
void addMonitorActivity(Operations &operations, const Environment &environment);
void addMonitorExecutions(Operations &operations, const Environment &environment);
void addDemo(Operations &operations, const Environment &environment);

Argument databaseArgument();
Argument historyArgument();
// --scn, --time, --restore-point, --incarnation.
std::vector<Argument> pointArguments();

// --as-of-scn, --as-of, --restore-point, --incarnation: for a command that reads now or as of then.
std::vector<Argument> asOfArguments();

// The point that was asked for; names: of the SCN's and the time's argument. Throws Usage unless exactly one
// was given; NotFound for a restore point; what History::scnAt throws.
core::Scn resolvePoint(const Arguments &arguments, timeline::History &history, const core::Clock &clock,
                       const std::string &scnName = "scn", const std::string &timeName = "time");

// --passphrase-file, --key-file, --key.
std::vector<Argument> keyArguments();
// The one that was given, else what the environment names. Throws Usage for more than one.
backup::KeyReference keyReferenceOf(const Arguments &arguments);
// The key itself; what backup::readKey() throws.
backup::KeySource keySourceOf(const Arguments &arguments, const Environment &environment);

// --snapshot: the state before what the command does, kept under a name.
Argument snapshotFirstArgument();
// Takes it where it was asked for, in the usual store of the database, with the key of the environment.
void takeSnapshotFirst(const Arguments &arguments, const Environment &environment,
                       const core::JobContext &job, Output &output);

// What the jobs of schedules take from their surroundings.
scheduler::JobSurroundings jobSurroundings(const Environment &environment);

// Where the history of the named database is: --history (remembered from now on), or where it was last time.
timeline::Location locate(const Arguments &arguments, const Environment &environment);
// The same with its database opened.
std::shared_ptr<session::Database> openDatabase(const Arguments &arguments, const Environment &environment,
                                                bool readOnly);
// A session as of the point of asOfArguments(); of now where none is given.
session::Lease leaseFor(session::Database &database, const Arguments &arguments, const core::Clock &clock,
                        session::LeaseKind kind);
// The history alone: works without the database. Throws NotFound where there is neither.
std::shared_ptr<timeline::History> openHistory(const Arguments &arguments, const Environment &environment);

} // namespace strandline::operations
