// What a store's sets say about the databases that they protect: the figures behind every report and the
// window's overview. Pure functions over values; safe from any thread.
#pragma once

#include "engine/backup/recoverability.h"

#include <chrono>

namespace strandline::backup {

struct KindUse
{
    Kind kind = Kind::Full;
    std::size_t sets = 0;
    std::uint64_t storedBytes = 0;
    std::uint64_t contentBytes = 0;
};

// A backup that something can be restored by: which, and as of when it protects.
struct GoodBackup
{
    std::string id;
    core::Time time;  // until when it knows the database: its state was the current one then
    core::Time ended; // when it was done
    core::Scn scn;    // 0: no history
};

struct DatabaseSummary
{
    std::string key; // databaseKey()
    std::string database;
    std::string name;
    std::vector<KindUse> kinds; // those that there are
    std::size_t sets = 0;
    std::size_t damaged = 0; // expired or corrupted
    std::size_t obsolete = 0;
    std::size_t encrypted = 0;
    std::uint64_t storedBytes = 0;
    std::uint64_t contentBytes = 0;
    std::optional<GoodBackup> last; // nothing: nothing can be restored
    std::optional<GoodBackup> lastFull;
    std::vector<RestorableRange> restorable;
    std::vector<RecoveryGap> gaps;
    std::optional<Verification> verified; // the newest of any set
    std::optional<Verification> drilled;  // the newest restore test
};

// One for each database, by path; the sets of one database may come from several stores: a set that is in two
// of them counts once for what can be restored, and twice for the space that it takes.
std::vector<DatabaseSummary> summarize(const std::vector<SetInfo> &sets);

struct Compliance
{
    std::string database;
    std::optional<core::Time> last; // until when the newest good backup knows the database
    std::optional<std::chrono::seconds> age;
    bool met = false;
};

// Which databases have a good backup that is not older than `within`.
std::vector<Compliance> compliance(const std::vector<DatabaseSummary> &databases, std::chrono::seconds within,
                                   core::Time now);

} // namespace strandline::backup
