// Copies of backup sets in an object store, laid out as a store of backups is:
//
//   store.json             whose copies they are
//   sets/ID/PIECE          the pieces, first
//   sets/ID/manifest.json  last: what has none is no set, whatever it has of pieces
//
// A folder with copies can be used as a store. Copies of encrypted sets are as encrypted as the sets.
//
// A copy is proven: unless told otherwise, every piece is read back from where it was put and its checksum
// compared with the manifest's before the manifest follows; without that, what is sent is checked before it
// leaves, and that it arrived is believed of the service. An interrupted copy goes on where it ended.
//
// Blocking functions of any thread. Errors: those of ObjectStore and backup::Catalogue; BackupCorrupt for a
// set that is damaged here or there; Exists where another store's copies are; Usage.
#pragma once

#include "engine/backup/catalogue.h"
#include "engine/offsite/object_store.h"

namespace strandline::offsite {

struct CopyRequest
{
    std::string store;
    std::vector<std::string> ids =
        {}; // with the sets that a restore of them takes; empty: all that are sound
    bool readBack = true;
    const core::Clock *clock = nullptr; // null: the system's
};

struct CopyReport
{
    std::vector<std::string> copied;    // sets, in the order in which they went
    std::vector<std::string> refreshed; // that were there, with an older manifest
    std::vector<std::string> present;   // that were there
    std::uint64_t sentBytes = 0;
    std::uint64_t keptBytes = 0; // that an earlier, interrupted copy had brought there
    double seconds = 0;
    std::vector<std::string> notes; // whole sentences
};

CopyReport copySets(const CopyRequest &request, ObjectStore &to, const core::JobContext &job);

// The sets that are there, oldest first. What can't be read as one is Corrupted, as in a catalogue; `store`
// and `folder` say where. known: sets whose manifests are believed to be the same there, which saves a
// request each.
std::vector<backup::SetInfo> copiesIn(ObjectStore &store, const core::JobContext &job,
                                      const std::vector<backup::SetInfo> &known = {});
// The ids alone, with one request: of what has a manifest.
std::vector<std::string> copyIdsIn(ObjectStore &store, const core::JobContext &job);

struct FetchRequest
{
    std::string store;                 // made where it is missing
    std::vector<std::string> ids = {}; // with the sets that a restore of them takes; empty: all
    const core::Clock *clock = nullptr;
};

struct FetchReport
{
    std::vector<std::string> fetched;
    std::vector<std::string> present;
    std::uint64_t receivedBytes = 0;
    std::uint64_t keptBytes = 0; // of an earlier, interrupted fetch
    double seconds = 0;
};

FetchReport fetchSets(ObjectStore &from, const FetchRequest &request, const core::JobContext &job);

struct CopyFinding
{
    std::string id;
    std::string piece;   // or manifest.json
    std::string kind;    // "missing block", "checksum mismatch", "invalid header"
    std::string message; // a whole sentence
};

struct CopyVerification
{
    std::vector<std::string> checked; // sets
    std::vector<CopyFinding> findings;
    std::uint64_t readBytes = 0;
    double seconds = 0;
    bool ok() const { return findings.empty(); }
};

// readAll: every piece is read and its checksum computed; else only that it is there with its size. ids
// empty: all.
CopyVerification verifyCopies(ObjectStore &store, const std::vector<std::string> &ids, bool readAll,
                              const core::JobContext &job);

// Deletes copies, and nothing else that is there. Throws Usage, and deletes nothing, where a set that stays
// could no longer be restored from what stays.
void removeCopies(ObjectStore &store, const std::vector<std::string> &ids, const core::JobContext &job);

} // namespace strandline::offsite
