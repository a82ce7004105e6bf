// Standbys: destinations that are kept up to date with a store, what they lack, and what a recovery from them
// takes and loses, measured by drills.
//
// How far a standby is behind a database is told by its history: the age of the oldest commit that can't be
// restored from the standby, 0 when it has all. A drill does what a recovery does: it fetches what the newest
// state takes into a folder of its own, restores it there, checks it, and deletes all of it. Its RTO is the
// time from the first byte fetched until the database stands restored and checked; its RPO how far the
// standby was behind when it began.
//
// Drills and the last synchronisation are remembered in the user's configuration (standby.json). Blocking
// functions of any thread. Errors: those of copies.h and backup::verify.
#pragma once

#include "engine/backup/keys.h"
#include "engine/offsite/copies.h"
#include "engine/offsite/destination.h"

#include <functional>

namespace strandline::offsite {

struct StandbyDatabase
{
    std::string database; // path
    core::Scn standbyScn; // newest state that the standby has; 0: none, or no history
    core::Time standbyTime{};
    core::Scn storeScn; // newest that the store has
    core::Time storeTime{};
    core::Scn currentScn; // of the database itself; 0: its history can't be read here, or there is none
    std::optional<std::chrono::seconds> lag; // behind the database; nothing: it can't be told
};

struct Drill
{
    std::string destination;
    std::string database;
    core::Time time{};
    bool ok = false;
    core::Scn scn; // restored
    std::optional<std::chrono::seconds> rpo;
    double rtoSeconds = 0;
    double fetchSeconds = 0;
    double restoreSeconds = 0; // of the file alone; the rest of the RTO is checking it
    std::uint64_t bytes = 0;   // of the restored database
    std::string detail;        // what it was compared with, or what failed: a whole sentence
};

struct StandbyStatus
{
    std::string destination;
    std::string store;
    std::vector<std::string> missing; // sound sets of the store that aren't there, oldest first
    std::uint64_t missingBytes = 0;
    std::size_t copies = 0;
    std::vector<StandbyDatabase> databases;
    std::optional<core::Time> lastSync;
    std::vector<Drill> drills; // newest first
};

// Where the history of a database is, as timeline::Location has it.
using HistoryFolder = std::function<std::string(const std::string &database)>;

class StandbyRecords
{
public:
    // folder: of the user's configuration; empty: nothing is remembered.
    explicit StandbyRecords(std::string folder) : m_folder(std::move(folder)) {}

    std::optional<core::Time> lastSync(const std::string &destination) const;
    std::vector<Drill> drills(const std::string &destination) const; // newest first
    void addSync(const std::string &destination, core::Time time) const;
    void addDrill(const Drill &drill) const; // the newest hundred stay

private:
    std::string file() const { return m_folder + "/standby.json"; }

    const std::string m_folder;
};

// The destinations that are standbys of a store, by name.
std::vector<Destination> standbysOf(const Destinations &destinations, const std::string &store);

// destination.standbyOf is set. Throws Usage otherwise.
StandbyStatus standbyStatus(const Destination &destination, ObjectStore &store, const StandbyRecords &records,
                            const HistoryFolder &historyFolder, const core::Clock &clock,
                            const core::JobContext &job);
CopyReport syncStandby(const Destination &destination, ObjectStore &store, const StandbyRecords &records,
                       const core::Clock &clock, const core::JobContext &job);

struct DrillRequest
{
    Destination destination; // any, not only a standby
    std::string database;    // path; empty: the only one whose copies are there
    backup::KeySource key;
    std::string
        sandbox; // a folder with room for the copies and the database; empty: the system's temporary one
};

// What fails in a drill is its result; only what keeps it from beginning is thrown. Remembered.
Drill runDrill(const DrillRequest &request, ObjectStore &store, const StandbyRecords &records,
               const HistoryFolder &historyFolder, const core::Clock &clock, const core::JobContext &job);

} // namespace strandline::offsite
