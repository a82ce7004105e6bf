// What a restore takes: which state a target means, and which sets lead there.
//
// Pure, but for the times of single commits, which only the archive logs themselves know: those are asked for
// through a function. Safe from any thread. Errors: NotFound, ScnInFuture, SnapshotTooOld, HistoryGap with
// what can be restored; Usage where it isn't clear which database is meant.
#pragma once

#include "engine/backup/recoverability.h"

#include <functional>

namespace strandline::backup {

struct Target
{
    enum class Kind
    {
        Latest,
        Scn,
        Time,
        RestorePoint,      // by the names that the sets know
        BeforeTransaction, // the state that transaction `scn` was made on
        Set,               // the state that a set ends with
    };
    Kind kind = Kind::Latest;
    core::Scn scn;
    core::Time time{};
    std::string name;     // of the restore point; the set's id
    std::string database; // path; empty: the only one
    // The history whose SCNs are meant, where the database has had several; nothing: the newest that can.
    std::optional<core::DatabaseId> history;
};

struct PlannedSet
{
    SetInfo set;
    core::Scn to; // of an archive log: the last commit to apply; else what the set ends with
};

struct RestorePlan
{
    std::string database; // path, when the last of the sets was made
    core::DatabaseId databaseId;
    std::vector<PlannedSet> sets;      // in the order in which they are applied; the first is a full one
    core::Scn scn;                     // of the state; 0: a database without a history
    core::Time time{};                 // when it became current, as far as the sets tell
    std::uint64_t readBytes = 0;       // stored, of all pieces
    std::uint64_t writtenBytes = 0;    // of the restored file; an estimate where an archive log ends the way
    bool encrypted = false;            // a key is needed
    std::vector<std::string> warnings; // whole sentences

    const Manifest &last() const { return sets.back().set.manifest; }
};

// The last commit of an archive log that isn't after t; 0: all are later.
using LastCommitIn = std::function<core::Scn(const SetInfo &log, core::Time t)>;

// sets: of one store or several, of any database.
RestorePlan planRestore(const std::vector<SetInfo> &sets, const Target &target,
                        const LastCommitIn &lastCommitIn);

struct NamedPoint
{
    std::string name;
    core::Scn scn;
    core::Time time{};
    core::DatabaseId databaseId;
};
// The restore points of a database that its sets know, by SCN; a name that was used again is the newest one.
std::vector<NamedPoint> restorePointsIn(const std::vector<SetInfo> &sets, const std::string &database);

} // namespace strandline::backup
