// The page history of one database, for reading: which commits there are, and the database as of any of them.
//
// Works while another process records: refresh() takes in what its recorder appended. All methods are safe
// from any thread. A history is read from its sidecar folder alone; the live database is used where its pages
// are proven (by their hash) to be the wanted version, which makes recent points as fast as the present.
//
// Errors: NotRecorded, UnsupportedFormat, HistoryCorrupt (with file and byte offset), ScnInFuture,
// SnapshotTooOld.
#pragma once

#include "engine/core/clock.h"
#include "engine/core/file.h"
#include "engine/core/job.h"
#include "engine/core/types.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace strandline::timeline {

class Store;

struct Commit
{
    core::Scn scn;
    core::IncarnationId incarnation;
    core::Time timeFrom;             // equal to timeTo but for commits that were caught up after a pause
    core::Time timeTo;               // the commit's time: when it was seen; non-decreasing
    std::uint32_t pages = 0;         // page versions stored; the base: all pages
    std::uint64_t storedBytes = 0;   // in the history
    std::uint32_t databasePages = 0; // size of the database after it
    bool gap = false;                // commits were lost before it: it holds the sum of their changes
    bool base = false;               // the image with which an incarnation begins
    bool uncertainTime() const { return timeFrom != timeTo; }
};

struct Incarnation
{
    core::IncarnationId id;
    core::IncarnationId parent; // 0: none
    core::Scn branchScn;        // the parent's SCN that it continues; 0: none
    core::Scn firstScn;
    core::Scn lastScn;
    std::uint32_t pageSize = 0; // bytes
};

struct Owner
{
    std::int64_t pid = 0;
    std::string program;
};

struct Status
{
    std::string database;
    std::string folder; // of the history
    core::DatabaseId id;
    core::IncarnationId incarnation; // the current one
    core::Scn oldestScn;
    core::Scn currentScn;
    core::Time oldestTime;
    core::Time currentTime;
    std::optional<Owner> recorder; // who records now
    std::vector<Commit> gaps;
    std::vector<Incarnation> incarnations;
    std::uint64_t storeBytes = 0;
    std::uint64_t walBytes = 0;
    std::uint32_t pageSize = 0;
};

struct VerifyFinding
{
    std::string file; // name in the history's folder
    std::uint64_t offset = 0;
    std::string message;
};

struct VerifyReport
{
    bool ok() const { return findings.empty(); }
    std::uint64_t versions = 0;
    std::uint64_t commits = 0;
    std::vector<VerifyFinding> findings;
};

// An SCN that retention leaves readable while what came after it fits in the budget: a guaranteed restore
// point.
struct RetentionPin
{
    std::string name; // for people
    core::Scn scn;
    std::uint64_t budgetBytes = 0; // that the history since it may take
};

// What a history may keep. At least one of the limits; both: what exceeds either goes.
struct Retention
{
    std::optional<std::chrono::seconds> keep;   // by age
    std::optional<std::uint64_t> maxBytes = {}; // of the history's files
    std::vector<RetentionPin> pins = {};
    bool dryRun = false; // only tells
};

struct PruneReport
{
    core::Scn oldestBefore;
    core::Scn oldestAfter;
    std::uint64_t bytesFreed = 0;
    std::vector<std::string> warnings; // whole sentences: what kept it from doing more, which budget is short
};

struct CloneReport
{
    std::string out;
    core::Scn scn;
    std::uint64_t bytes = 0;
};

struct Location
{
    std::string database;
    std::string folder; // empty: database + ".strandline"
    const core::FileSystem *files = &core::systemFiles();

    std::string sidecar() const { return folder.empty() ? database + ".strandline" : folder; }
};

// The database as of one SCN, while it lives: open or ATTACH uri() with a connection of SQLite. Such a
// connection never moves to another SCN and can't write.
class Point
{
public:
    virtual ~Point() = default;
    virtual core::Scn scn() const = 0;
    virtual const std::string &uri() const = 0;
};

class History
{
public:
    static bool exists(const Location &location);
    // Throws NotRecorded where there is no history.
    static std::shared_ptr<History> open(const Location &location);
    ~History();

    // Takes in what was appended since; true when the current SCN moved.
    bool refresh();

    const std::string &database() const;
    Status status() const;
    core::Scn oldestScn() const;
    core::Scn currentScn() const;
    core::IncarnationId incarnation() const; // the current one

    // Ascending; to = 0: up to the current one; limit = 0: all, else the newest `limit` of them.
    std::vector<Commit> commits(core::Scn from = {}, core::Scn to = {}, std::size_t limit = 0) const;
    std::optional<Commit> commit(core::Scn scn) const;

    // Largest SCN of the current incarnation's line not after t. Throws SnapshotTooOld (with the oldest SCN
    // and its time) before the history, ScnInFuture when t is later than now.
    core::Scn scnAt(core::Time t, const core::Clock &clock) const;
    core::Time timeOf(core::Scn scn) const; // throws as at() does

    // Throws ScnInFuture, SnapshotTooOld, HistoryCorrupt.
    std::shared_ptr<Point> at(core::Scn scn);

    // Reads and checks every stored byte. Findings are results, not errors.
    VerifyReport verify(const core::JobContext &job);
    // Writes the database as of scn as a new file. Throws Exists unless replace; a cancelled or failed clone
    // leaves no file.
    CloneReport clone(core::Scn scn, const std::string &out, bool replace, const core::JobContext &job);

    std::shared_ptr<Store> store() const; // for the recorder and retention

    History(std::shared_ptr<Store> store, Location location);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// Forgets everything before the newest commit that is at least `keep` old, and before the newest ones that
// make the history fit into maxBytes (the state at that commit stays readable; the newest log stays whole).
// What a pin within its budget needs stays, and what any line of history needs that goes on after that
// commit. Beside a recorder of any process; Busy while another prune runs. Readers keep what they have open;
// a History tells the new oldest SCN after its next refresh().
PruneReport prune(const Location &location, const Retention &retention, const core::Clock &clock,
                  const core::JobContext &job);

// Deletes the history with its folder. Throws OwnedBy while a recorder runs, NotRecorded where there is none.
void forget(const Location &location);

} // namespace strandline::timeline
