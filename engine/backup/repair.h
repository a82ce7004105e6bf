// Block repair: pages of a live database that are damaged on the disk are found and rewritten, one commit in
// all, from the history or from a backup.
//
// Found how: a recorded database's file and WAL must hold what the history knows of each page, by its hash.
// Where the history can't tell (commits were made that nobody recorded, or there is no history), PRAGMA
// integrity_check names the pages. What a repair would lead to is opened as a database and checked before a
// byte is written.
//
// Blocking functions of any thread; other programs may go on working with the database. Errors: NotFound,
// NotADatabase for one that is too damaged to be opened (restore it), Busy, those of timeline::History.
#pragma once

#include "engine/backup/restore.h"

namespace strandline::backup {

enum class PageSourceKind
{
    History,
    Backup,
};

struct DamagedPage
{
    std::uint32_t page = 0;
    std::string why; // a whole sentence
    PageSourceKind source = PageSourceKind::History;
    core::Scn scn;          // the content is that as of it; 0: of a backup without SCNs
    bool old = false;       // the page may have been changed since: those changes would be lost
    std::uint64_t hash = 0; // of the damaged content: what must be there still when it is rewritten
};

struct RepairRequest
{
    timeline::Location location;
    std::vector<SetInfo> sets = {}; // backups, for pages that the history doesn't have
    KeyRing keys = {};
    std::chrono::milliseconds patience{5000};
    const core::FileSystem *files = &core::systemFiles();
};

struct RepairPlan
{
    std::uint32_t pageBytes = 0;
    std::uint32_t pagesChecked = 0;
    std::vector<DamagedPage> pages;     // ascending; empty: nothing is damaged, or nothing can be mended
    std::vector<std::string> problems;  // that integrity_check finds now
    std::vector<std::string> remaining; // that it would find after the repair
    std::vector<std::string> notes;     // whole sentences
    bool sound() const { return pages.empty() && problems.empty(); }
    // A repair makes the database sound.
    bool mends() const { return !pages.empty() && remaining.empty(); }
};

// Only reads.
RepairPlan planRepair(const RepairRequest &request, const core::JobContext &job);

struct RepairReport
{
    std::uint32_t pagesWritten = 0;
    std::vector<std::string> problems; // that integrity_check finds afterwards
};

// Writes what the plan says, if the pages are as damaged as they were. Throws Busy where others don't let it
// through, or the database changed meanwhile; Usage where the plan doesn't mend it and isn't forced.
RepairReport runRepair(const RepairRequest &request, const RepairPlan &plan, bool force,
                       const core::JobContext &job);

} // namespace strandline::backup
