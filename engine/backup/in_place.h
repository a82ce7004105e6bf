// Puts a file that was written beside a database into its place: a restore in place. Either the old database
// is there or the new one, whole, whatever is killed and whenever; the old file stays aside until the new one
// is in its place.
//
//   1. NAME.restoring is written and made durable by the caller (newFile()).
//   2. A history takes in what was committed last, so that nothing of the old line is missing.
//   3. The database is locked exclusively through SQLite, which then moves all of its WAL into it; -wal, -shm
//      and -journal are removed: nothing of the old one can be laid over the new one.
//   4. The old file gets the second name NAME.before-restore, and the new one takes over its first name.
//   5. Somebody who opened the old file in the last instant is found by its second name: the old one goes
//      back then. Otherwise that name is removed, or stays under the time of the restore.
//   6. A history goes on with a new incarnation, from the commit that the new file holds (Capture knows it by
//      its checksum).
//
// A damaged database that SQLite doesn't open can't be emptied of its WAL: that is kept aside with it.
//
// One thread. Errors: Busy naming the programs that have the database open, OwnedBy, Permission, DiskFull,
// Io; the database is untouched then.
#pragma once

#include "engine/core/clock.h"
#include "engine/timeline/history.h"

namespace strandline::backup {

struct InPlaceOptions
{
    timeline::Location location;
    const core::Clock *clock = nullptr; // null: the system's
    std::string program = "strandline"; // named as the recorder for the moments that it records
    bool keepOld = false;
};

struct InPlaceReport
{
    std::string kept;                // path of the old file; empty: there is none any more
    core::Scn scnBefore;             // of the history just before; 0: there is no history
    core::Scn scn;                   // with which it goes on; 0: nothing was recorded
    core::IncarnationId incarnation; // the current one then
    std::vector<std::string> notes;  // whole sentences
};

class InPlace
{
public:
    // Refuses at once what put() would refuse.
    InPlace(const InPlaceOptions &options, const core::JobContext &job);
    ~InPlace(); // removes the new file unless it was put into its place
    InPlace(const InPlace &) = delete;
    InPlace &operator=(const InPlace &) = delete;

    // To be made by the caller, durable and closed before put().
    const std::string &newFile() const { return m_newFile; }
    InPlaceReport put();

private:
    void refuseUse(bool ours) const;
    std::optional<core::Error> record(core::Scn &scn, core::IncarnationId &incarnation) const noexcept;
    void replace(InPlaceReport &report);
    void setAside(bool emptied);
    void takeBack() const noexcept;
    void letGo(InPlaceReport &report);
    const core::FileSystem &files() const { return *m_options.location.files; }
    const std::string &database() const { return m_options.location.database; }

    InPlaceOptions m_options;
    const core::JobContext &m_job;
    std::string m_newFile;
    std::string m_oldFile;
    bool m_oldKept = false; // under m_oldFile
    std::unique_ptr<core::FileLock> m_lock;
};

} // namespace strandline::backup
