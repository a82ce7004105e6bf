#include "engine/backup/snapshot.h"

#include "engine/backup/prune.h"

#include <algorithm>
#include <fmt/format.h>

namespace strandline::backup {

using core::Error;
using core::ErrorCode;

namespace {

constexpr std::string_view tagStart = "snapshot:";
constexpr std::size_t nameBytesMax = 128;

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
    return text;
}

// Whether anything but the set's own state would be lost with it.
bool othersNeed(const std::vector<SetInfo> &sets, const SetInfo &set)
{
    std::vector<SetInfo> rest = sets;
    std::erase_if(rest, [&](const SetInfo &other) { return other.manifest.id == set.manifest.id; });
    const bool isParent = std::any_of(rest.begin(), rest.end(), [&](const SetInfo &other) {
        return other.manifest.parent == set.manifest.id;
    });
    const auto missing = lost(restorable(sets), restorable(rest));
    return isParent || std::any_of(missing.begin(), missing.end(), [&](const RestorableRange &range) {
               return range.from != set.manifest.toScn || range.to != set.manifest.toScn;
           });
}

} // namespace

std::vector<Snapshot> snapshotsIn(const std::vector<SetInfo> &sets)
{
    std::vector<Snapshot> snapshots;
    for (const SetInfo &set : sets) {
        for (const std::string &tag : set.manifest.tags) {
            if (set.manifest.pinned && tag.starts_with(tagStart)) {
                snapshots.push_back({tag.substr(tagStart.size()), set});
            }
        }
    }
    return snapshots;
}

Snapshot snapshotNamed(const std::vector<SetInfo> &sets, const std::string &name)
{
    std::string known;
    for (Snapshot &snapshot : snapshotsIn(sets)) {
        if (lower(snapshot.name) == lower(name)) {
            return std::move(snapshot);
        }
        known += (known.empty() ? "" : ", ") + snapshot.name;
    }
    throw Error(ErrorCode::NotFound,
                known.empty() ? fmt::format("There is no snapshot {}; there are none.", name)
                              : fmt::format("There is no snapshot {}. There are: {}.", name, known));
}

CreateReport createSnapshot(CreateRequest request, const std::string &name, const core::JobContext &job)
{
    if (name.empty() || name.size() > nameBytesMax) {
        throw Error(ErrorCode::Usage, fmt::format("The name of a snapshot has 1 to {} bytes.", nameBytesMax));
    }
    const StoreFolder store(request.store, *request.files);
    if (store.exists()) {
        for (const Snapshot &other :
             snapshotsIn(setsOf(Catalogue(store).sets(), request.database.database))) {
            if (lower(other.name) == lower(name)) {
                throw Error(ErrorCode::Exists, fmt::format("There is a snapshot {} already. Choose another "
                                                           "name, or remove that one.",
                                                           other.name));
            }
        }
    }
    request.kind = Kind::Full;
    request.pinned = true;
    request.tags.push_back(std::string(tagStart) + name);
    return createBackup(request, job);
}

SnapshotRemoval removeSnapshot(const std::string &store, const std::string &database, const std::string &name,
                               const core::Clock &clock, const core::JobContext &job)
{
    Catalogue catalogue(store);
    const std::vector<SetInfo> sets = setsOf(catalogue.sets(), database);
    const Snapshot snapshot = snapshotNamed(sets, name);
    SnapshotRemoval removal;
    removal.id = snapshot.set.manifest.id;
    catalogue.setKeep(removal.id, snapshot.set.manifest.keepUntil, false, clock.now());
    if (!othersNeed(sets, snapshot.set)) {
        catalogue.remove({removal.id}, clock.now(), job);
        removal.deleted = true;
    }
    return removal;
}

} // namespace strandline::backup
