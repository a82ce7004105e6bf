// Jobs that run by a schedule, and what became of each of their runs. Values; safe anywhere.
#pragma once

#include "engine/core/types.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strandline::scheduler {

enum class JobKind
{
    Full,
    Incremental, // since the last level 0 or 1
    Cumulative,  // since the last level 0
    ArchiveLog,
    Prune, // deletes what the retention doesn't keep
    Verify,
    RestoreTest, // a restore into a sandbox, checked and timed
    Crosscheck,
    Snapshot, // a full backup that is kept, named by the job and the time
    Sync,     // brings the standbys of the store up to date
};

// "archivelog": as on the command line.
std::string_view jobKindName(JobKind kind);
std::optional<JobKind> jobKindOf(std::string_view name);
const std::vector<std::string> &jobKindNames(); // in the order of JobKind
bool makesBackup(JobKind kind);

struct Job
{
    std::int64_t id = 0;
    std::string database; // absolute path, links followed
    std::string name;     // unique within the database
    JobKind kind = JobKind::Full;
    std::string cron;
    std::string zone = "local"; // as Zone takes it
    std::string window;         // as Schedules::windowNamed() takes it; empty: at any time
    std::string store;          // folder
    int compressionLevel = 1;
    std::string key;       // where the key is: "passphrase-file:PATH", "key-file:PATH", "env:NAME",
                           // "keychain:NAME"; never the key itself. Empty: not encrypted
    std::string cipher;    // of a key; empty: the store's usual one
    std::string retention; // "recovery-window=7d", "redundancy=3" or "gfs=24,7,4,12,5": applied by Prune, and
                           // after each backup where it isn't empty
    std::string verifyLevel; // quick, standard, full, restore-test: of Verify, and after each backup where it
                             // isn't empty
    int priority = 100;      // 0 to 255; of jobs that are due together the highest runs first
    std::optional<std::chrono::seconds> maxDuration; // stops the run
    std::vector<std::string> tags;                   // of the sets it makes
    int retries = 0;                                 // of a failed run
    std::chrono::seconds retryDelay{60};
    bool enabled = true;
    bool runMissed = false;    // once on start, when its time passed while nothing ran schedules
    bool skipHolidays = false; // on a day of the holidays' calendar
    bool skipNext = false;     // the next run only
    // When it is due; nothing: disabled or never. Kept by Schedules.
    std::optional<core::Time> next;
};

enum class RunStatus
{
    Pending, // due, waits for its turn
    Running,
    Completed,
    Failed,
    Skipped, // error says why
    Cancelled,
};

std::string_view runStatusName(RunStatus status);

struct Run
{
    std::int64_t id = 0;
    std::int64_t jobId = 0;
    std::string database;
    std::string job; // its name
    JobKind kind = JobKind::Full;
    RunStatus status = RunStatus::Pending;
    bool manual = false; // asked for, not by the clock
    core::Time due;
    std::optional<core::Time> started;
    std::optional<core::Time> ended;
    int attempts = 0;
    std::uint64_t bytes = 0; // written to the store
    std::string result;      // what it made, for people: a set's id
    std::string error;       // whole sentences; empty: none
};

} // namespace strandline::scheduler
