// Retention's deed: plans what a policy keeps of a store and deletes the rest.
//
// Plans and deletes under the store's lock, so that nobody builds on a set that is about to go. A set goes by
// one rename, what builds on it before it: killed at any moment, the store holds a part of what would have
// been deleted, and everything that is kept. Cancelled, what is deleted already stays deleted. Errors: Busy,
// NotFound where there is no store, what planRetention() throws.
#pragma once

#include "engine/backup/retention.h"

namespace strandline::backup {

struct PruneRequest
{
    std::string store;
    Policy policy;
    std::string database = {};          // its path; empty: all of the store
    bool dryRun = false;                // only tells; needs no lock
    const core::Clock *clock = nullptr; // null: the system's
    const core::FileSystem *files = &core::systemFiles();
};

struct PruneReport
{
    RetentionPlan plan; // obsolete: what was deleted, or would be
    bool dryRun = false;
    std::vector<std::string> warnings; // whole sentences
};

PruneReport prune(const PruneRequest &request, const core::JobContext &job);

// The sets of one database by its path, those of its history that were made under another path included; all
// where it is empty.
std::vector<SetInfo> setsOf(const std::vector<SetInfo> &sets, const std::string &database);
// Of the disk that the folder is on; nothing where the system doesn't tell.
std::optional<std::uint64_t> freeBytesAt(const std::string &folder);

} // namespace strandline::backup
