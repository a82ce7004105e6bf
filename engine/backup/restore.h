// Restores a state of a database from its backup sets: into a new file, or in place (in_place.h). And mounts
// one: readable at once through SQLite, without a restore.
//
// A restored file is written beside its place, on all cores, while the checksums of all pieces that it is
// made from are computed; it is made durable, checked where that is wanted, and takes its name as the last
// step. Cancelled, killed or out of space, it leaves nothing but a file of its own that the next one removes.
//
// Blocking functions of any thread. Errors: BackupCorrupt naming piece and offset, WrongKey, NotFound,
// Exists, Cancelled, DiskFull, those of InPlace; Internal where a restored file doesn't pass the check.
#pragma once

#include "engine/backup/in_place.h"
#include "engine/backup/set_pages.h"
#include "engine/sqlite/connection.h"

namespace strandline::backup {

// planRestore() with the archive logs' own times, which are read from them.
RestorePlan planRestoreFrom(const std::vector<SetInfo> &sets, const Target &target, const KeyRing &keys,
                            const core::FileSystem &files = core::systemFiles());

struct RestoreRequest
{
    RestorePlan plan;
    KeyRing keys;
    std::string out;      // the new file
    bool replace = false; // out may exist: it is replaced as in_place.h says
    // Of the database that `out` names, where it has a history; with replace.
    std::string historyFolder = {};
    bool keepOld = false;        // of what is replaced
    bool checkIntegrity = false; // PRAGMA integrity_check on the new file before it gets its name
    unsigned threads = 0;        // 0: all cores
    const core::Clock *clock = nullptr;
    const core::FileSystem *files = &core::systemFiles();
    std::string program = "strandline";
};

struct RestoreReport
{
    std::string out;
    core::Scn scn; // of the state; 0: a database without a history
    core::Time time{};
    std::uint64_t bytes = 0; // of the file
    double seconds = 0;
    bool checked = false;          // integrity_check found nothing
    InPlaceReport inPlace;         // where it replaced a database
    std::vector<std::string> sets; // ids, in the order in which they were applied
};

RestoreReport runRestore(const RestoreRequest &request, const core::JobContext &job);

// What PRAGMA integrity_check says about a file that nobody else has open; empty: it is sound.
std::vector<std::string> integrityProblems(const std::string &path, const core::JobContext &job);
// The same about a database that is opened so.
std::vector<std::string> integrityProblems(const std::string &path, const sqlite::ConnectionOptions &options,
                                           const core::JobContext &job);

// Seconds that a restore of the plan takes here: by the speed of the last restore test of one of its sets,
// else by decoding a part of it now.
double expectedSeconds(const RestorePlan &plan, const KeyRing &keys,
                       const core::FileSystem &files = core::systemFiles());

// A state that can be opened, or attached, by uri() while this lives; it can't be written.
class Mounted
{
public:
    Mounted(const RestorePlan &plan, const KeyRing &keys,
            const core::FileSystem &files = core::systemFiles());

    const std::string &uri() const { return m_registration->uri(); }
    core::Scn scn() const { return m_pages->scn(); }
    core::Time time() const { return m_pages->time(); }
    std::uint64_t sizeBytes() const { return m_pages->sizeBytes(); }

private:
    std::shared_ptr<SetPages> m_pages;
    std::unique_ptr<sqlite::PageSourceRegistration> m_registration;
};

std::shared_ptr<Mounted> mount(const RestorePlan &plan, const KeyRing &keys,
                               const core::FileSystem &files = core::systemFiles());

} // namespace strandline::backup
