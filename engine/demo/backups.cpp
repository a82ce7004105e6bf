#include "engine/demo/backups.h"

#include "engine/backup/known_stores.h"
#include "engine/backup/snapshot.h"

namespace strandline::demo {

using namespace std::chrono_literals;
using backup::Kind;

namespace {

struct Planned
{
    std::chrono::hours after; // the beginning of the Monday
    Kind kind;
    const char *tag;
    bool snapshot = false; // the tag is its name
};

// The office began with a weekly backup, and set up the rest on the Monday evening. What the week came to has
// a name.
std::vector<Planned> theWeeksBackups()
{
    std::vector<Planned> plan{{-2h, Kind::Full, "weekly"}, {22h, Kind::Full, "setup"}};
    for (int day = 1; day < 6; ++day) {
        const std::chrono::hours morning = 24h * day;
        for (const std::chrono::hours hour : {4h, 10h, 16h, 22h}) {
            plan.push_back({morning + hour, Kind::ArchiveLog, "log"});
        }
        plan.push_back({morning + 23h, day == 3 ? Kind::Cumulative : Kind::Differential, "nightly"});
    }
    plan.push_back({24h * 6 + 10h, Kind::ArchiveLog, "log"});
    plan.push_back({24h * 6 + 22h, Kind::ArchiveLog, "log"});
    plan.push_back({24h * 6 + 22h, Kind::Full, "weekly"});
    plan.push_back({24h * 6 + 22h, Kind::Full, "end of the week", true});
    return plan;
}

} // namespace

std::string backupFolder(const std::string &database)
{
    return backup::defaultStore(database);
}

std::vector<PlantedBackup> backUpTheWeek(const timeline::Location &location, core::Time monday,
                                         const core::JobContext &job)
{
    const auto history = timeline::History::open(location);
    core::ManualClock clock(history->timeOf(history->currentScn()));
    const core::Time end = clock.now();
    std::vector<PlantedBackup> made;
    for (const Planned &planned : theWeeksBackups()) {
        job.checkStop();
        const core::Time at = monday + planned.after;
        if (at > end || at < history->timeOf(history->oldestScn())) {
            continue; // a short week
        }
        clock.set(at);
        backup::CreateRequest request;
        request.database = location;
        request.store = backupFolder(location.database);
        request.kind = planned.kind;
        request.history = history;
        request.asOf = history->scnAt(at, clock);
        request.clock = &clock;
        core::JobContext quiet;
        quiet.stop = job.stop;
        if (!planned.snapshot) {
            request.tags = {planned.tag};
        }
        const backup::Manifest manifest = planned.snapshot
                                              ? backup::createSnapshot(request, planned.tag, quiet).manifest
                                              : backup::createBackup(request, quiet).manifest;
        made.push_back({manifest.id, std::string(backup::kindName(manifest.kind)), manifest.toScn});
    }
    return made;
}

} // namespace strandline::demo
