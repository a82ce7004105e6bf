// Snapshots: states of a database that somebody gave a name, on demand or before an operation. A snapshot is
// a full set that is pinned and tagged "snapshot:NAME", so that it needs nothing else and no retention
// deletes it. A clone of one is an ordinary restore into a new file.
//
// Functions of any thread. Errors: Exists and NotFound with the way out, Usage for an empty or overlong name,
// those of createBackup() and Catalogue.
#pragma once

#include "engine/backup/catalogue.h"
#include "engine/backup/create.h"

namespace strandline::backup {

struct Snapshot
{
    std::string name;
    SetInfo set;
};

// Oldest first. Names don't differ by case.
std::vector<Snapshot> snapshotsIn(const std::vector<SetInfo> &sets);
Snapshot snapshotNamed(const std::vector<SetInfo> &sets, const std::string &name); // throws NotFound

// request: of what and where; its kind, tags and keeping are set here.
CreateReport createSnapshot(CreateRequest request, const std::string &name, const core::JobContext &job);

struct SnapshotRemoval
{
    std::string id;
    bool deleted = false; // false: later sets build on it, so it stays as an ordinary full set
};
SnapshotRemoval removeSnapshot(const std::string &store, const std::string &database, const std::string &name,
                               const core::Clock &clock, const core::JobContext &job);

} // namespace strandline::backup
