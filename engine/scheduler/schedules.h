// schedules.db in the user's own configuration folder: jobs, windows, holidays, and the history of runs.
//
// Not in the sidecar, which travels with the database and isn't trusted: a job names destinations and deletes
// by a policy. Jobs belong to a database by its absolute path. All methods are safe from any thread and any
// process: each opens the file for itself. Errors: Usage for a job that can't be (its expression, window,
// priority …), NotFound, Exists, those of sqlite::Connection, UnsupportedFormat for a file of a newer
// version.
#pragma once

#include "engine/core/clock.h"
#include "engine/core/file.h"
#include "engine/scheduler/cron.h"
#include "engine/scheduler/job.h"
#include "engine/scheduler/window.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace strandline::sqlite {
class Connection;
}

namespace strandline::scheduler {

struct NamedWindow
{
    std::string name;
    Window window;
};

// What keeps a job from running at some time.
enum class Obstacle
{
    None,
    SkipAsked,
    Holiday,
    OutsideWindow,
};

struct PlannedRun
{
    core::Time due;
    Obstacle obstacle = Obstacle::None;
    std::string holiday; // its name
};

// What a job's window and the holidays say of a time on the wall.
struct RunRules
{
    Window window;
    std::vector<Holiday> holidays;             // that count for the job
    PlannedRun at(const WallTime &wall) const; // its due stays 0
};

class Schedules
{
public:
    // folder: made when something is written. Empty: there are no schedules, and writing is refused.
    explicit Schedules(std::string folder, const core::FileSystem &files = core::systemFiles());

    // The path by which jobs know a database.
    static std::string keyOf(const std::string &database);

    // database: as it was named by the user, or empty for all. By database, then name.
    std::vector<Job> jobs(const std::string &database = {}) const;
    Job job(const std::string &database, const std::string &name) const;
    // now: from which its next time counts. Returns it with id, database's absolute path and next.
    Job add(Job job, core::Time now) const;
    // Of job.id; the name may change too.
    Job update(Job job, core::Time now) const;
    void remove(const std::string &database, const std::string &name) const; // its runs stay in the history
    void setEnabled(const std::string &database, const std::string &name, bool enabled, core::Time now) const;
    void setSkipNext(const std::string &database, const std::string &name, bool skip) const;
    // Checks everything that add() and update() check; throws Usage.
    void check(const Job &job) const;

    // Saved ones, by name; the presets are not among them.
    std::vector<NamedWindow> windows() const;
    void saveWindow(const std::string &name, const Window &window) const;
    void removeWindow(const std::string &name) const; // Usage while a job has it
    // A saved window's name, a preset's, or a window's text; empty: always.
    Window windowNamed(const std::string &text) const;

    std::vector<Holiday> holidays() const; // by date
    void saveHoliday(const Holiday &holiday) const;
    void removeHoliday(const std::string &date) const; // as Holiday::date()

    // The newest first. job: only of this one; limit 0: all.
    std::vector<Run> history(const std::string &database = {}, const std::string &job = {},
                             std::size_t limit = 0) const;
    // Runs that are due and wait for whoever takes them.
    std::vector<Run> waiting(const std::string &database) const;
    // The next runs of a job that need not be saved, with what will keep them from running.
    std::vector<PlannedRun> plan(const Job &job, core::Time after, std::size_t count) const;
    // All of them up to a time.
    std::vector<PlannedRun> planUntil(const Job &job, core::Time after, core::Time end) const;
    // When the first of the databases' jobs is due; nothing: never.
    std::optional<core::Time> nextDue(const std::vector<std::string> &databases) const;

    const std::string &folder() const { return m_folder; }

private:
    friend class Claims;
    std::unique_ptr<sqlite::Connection> open() const;           // to write
    std::unique_ptr<sqlite::Connection> openForReading() const; // null: nothing was ever written

    std::string m_folder;
    const core::FileSystem *m_files;
};

} // namespace strandline::scheduler
