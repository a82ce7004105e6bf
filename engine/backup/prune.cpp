#include "engine/backup/prune.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <set>

namespace strandline::backup {

std::vector<SetInfo> setsOf(const std::vector<SetInfo> &sets, const std::string &database)
{
    if (database.empty()) {
        return sets;
    }
    std::error_code ignored;
    const std::string canonical =
        std::filesystem::weakly_canonical(std::filesystem::absolute(database, ignored), ignored).string();
    std::set<std::string> keys;
    for (const SetInfo &set : sets) {
        if (set.manifest.database == database || set.manifest.database == canonical) {
            keys.insert(databaseKey(set.manifest));
        }
    }
    std::vector<SetInfo> own;
    std::copy_if(sets.begin(), sets.end(), std::back_inserter(own),
                 [&](const SetInfo &set) { return keys.count(databaseKey(set.manifest)) != 0; });
    return own;
}

std::optional<std::uint64_t> freeBytesAt(const std::string &folder)
{
    std::error_code error;
    const auto space = std::filesystem::space(folder, error);
    return error ? std::nullopt : std::optional<std::uint64_t>(space.available);
}

namespace {

// What goes; and what an earlier policy would have let go, and was not deleted yet, stays by this one.
void markObsolete(Catalogue &catalogue, const RetentionPlan &plan, core::Time now, const core::FileLock *lock)
{
    std::map<std::string, SetStatus> before;
    for (const SetInfo &set : catalogue.sets()) {
        before[set.manifest.id] = set.status;
    }
    for (const std::string &id : plan.obsolete) {
        if (before[id] == SetStatus::Available) {
            catalogue.setStatus(id, SetStatus::Obsolete, "Retention needs it no more.", now, lock);
        }
    }
    for (const Kept &kept : plan.kept) {
        if (before[kept.id] == SetStatus::Obsolete) {
            catalogue.setStatus(kept.id, SetStatus::Available, "Retention keeps it.", now, lock);
        }
    }
}

} // namespace

PruneReport prune(const PruneRequest &request, const core::JobContext &job)
{
    const core::SystemClock systemClock;
    const core::Time now = (request.clock != nullptr ? *request.clock : systemClock).now();
    const StoreFolder store(request.store, *request.files);
    store.mustExist();
    const auto lock = request.dryRun ? nullptr : store.lock("prune");
    Catalogue catalogue(store);
    PruneReport report;
    report.dryRun = request.dryRun;
    report.plan = planRetention(setsOf(catalogue.sets(), request.database), request.policy, now,
                                freeBytesAt(store.path()));
    if (report.plan.missingFreeBytes > 0) {
        report.warnings.push_back(fmt::format("{} bytes are missing to the free space that is wanted on the "
                                              "disk of {}. What is left is needed: "
                                              "shorten what is kept, or give the backups more room.",
                                              report.plan.missingFreeBytes, store.path()));
    }
    if (request.dryRun) {
        return report;
    }
    markObsolete(catalogue, report.plan, now, lock.get());
    std::uint64_t done = 0;
    for (const std::string &id : report.plan.obsolete) {
        job.checkStop();
        catalogue.remove({id}, now, job, lock.get());
        job.report(++done, report.plan.obsolete.size(), "sets");
    }
    return report;
}

} // namespace strandline::backup
