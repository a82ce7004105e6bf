// Makes backup sets.
//
// The pages of a recorded database come from its history: a full set is the database as of the newest commit,
// changes come from the index without a scan. A page that still stands in the database's file is read there,
// proven by its hash. Nobody who writes waits meanwhile. A database without a history is copied by SQLite's
// backup API.
//
// Blocks; may be called from any thread; one at a time writes to a store. Cancelled, killed or out of space,
// it leaves the store's sets as they were. Errors: Busy, WrongKey, DiskFull, Cancelled, Usage, those of
// timeline::History and sqlite::Connection.
#pragma once

#include "engine/backup/keys.h"
#include "engine/backup/manifest.h"
#include "engine/core/clock.h"
#include "engine/core/job.h"
#include "engine/timeline/history.h"

namespace strandline::backup {

struct CreateRequest
{
    timeline::Location database;
    std::string store; // made where it is missing
    Kind kind = Kind::Full;
    KeySource key; // none: not encrypted, unless the store has a key: then WrongKey
    core::Cipher cipher = core::Cipher::Aes256Gcm;
    int compressionLevel = 1; // zstd's, 1 to 19
    core::Digest digest = core::Digest::Sha256;
    std::vector<std::string> tags = {};
    std::optional<core::Time> keepUntil = {};
    bool pinned = false;
    bool plain = false; // not encrypted though the store has a key
    // The state to back up, of a recorded database, and its history where it is open already; nothing: as it
    // is now.
    std::optional<core::Scn> asOf = {};
    std::shared_ptr<timeline::History> history = {};
    const core::Clock *clock = nullptr;                   // null: the system's
    const core::FileSystem *files = &core::systemFiles(); // of the store
    core::ScryptCost scryptCost = {};                     // of a store's first passphrase
    unsigned threads = 0;                                 // 0: all cores
    std::string program = "strandline";                   // shown while it catches up with the database
};

struct CreateReport
{
    Manifest manifest;
    Kind asked = Kind::Full;
    std::string because;            // why another kind was taken than asked: a whole sentence, else empty
    std::vector<std::string> notes; // whole sentences
    double seconds = 0;
};

CreateReport createBackup(const CreateRequest &request, const core::JobContext &job);

} // namespace strandline::backup
