// Retention: folding the oldest commits into a new base, and forgetting a history. Both leave the recorder
// alone: it appends to the newest log, which is never touched here, and takes over the new base by itself.
#include "engine/timeline/place.h"
#include "engine/timeline/store.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace strandline::timeline {

using core::Bytes;
using core::Error;
using core::ErrorCode;
using core::Scn;

namespace {

// The newest commit that is at least as old as `until`; nothing: all are younger than the history's first.
std::optional<Scn> foldingPoint(const Store &store, core::Time until)
{
    return store.withIndex([until](const PageIndex &index) -> std::optional<Scn> {
        std::optional<Scn> best;
        for (Scn scn = index.oldest().next(); scn <= index.current(); scn = scn.next()) {
            if (index.entry(scn)->timeTo > until) {
                break;
            }
            if (!index.entry(scn)->lost) {
                best = scn;
            }
        }
        return best;
    });
}

// Files that nothing from scn on needs: older bases, and logs that end before the next log's first SCN <= scn
// + 1.
std::vector<std::string> obsoleteFiles(const Store &store, Scn scn)
{
    const core::FileSystem &files = *store.location().files;
    std::vector<std::string> logs;
    std::vector<std::string> obsolete;
    for (const std::string &name : files.list(store.folder())) {
        if (name.ends_with(".base") && name < baseName(scn)) {
            obsolete.push_back(name);
        } else if (name.ends_with(".log")) {
            logs.push_back(name);
        }
    }
    for (std::size_t i = 0; i + 1 < logs.size(); ++i) {
        const auto next = LogFile::open(files, store.folder() + "/" + logs[i + 1], false);
        if (next->header().firstScn.value <= scn.value + 1) {
            obsolete.push_back(logs[i]);
        }
    }
    return obsolete;
}

void writeFoldedBase(const Store &store, Scn scn, const core::JobContext &job)
{
    CommitRecord commit;
    std::vector<Incarnation> incarnations;
    std::uint32_t pages = 0;
    std::uint32_t pageSize = 0;
    store.withIndex([&](const PageIndex &i) {
        const CommitEntry &e = i.readable(scn);
        commit.scn = scn;
        commit.incarnation = core::IncarnationId{e.incarnation};
        commit.timeFrom = e.timeFrom;
        commit.timeTo = e.timeTo;
        commit.gap = e.gap;
        incarnations = i.incarnations();
        pages = e.databasePages;
        pageSize = i.pageSize(scn);
    });
    const FileHeader header{FileKind::Base, pageSize, store.id(), scn.value, {}};
    BaseWriter writer(*store.location().files, store.folder(), header);
    Bytes page(pageSize);
    for (std::uint32_t n = 1; n <= pages; ++n) {
        if (n % 256 == 0) {
            job.checkStop();
            job.report(n, pages, "pages");
        }
        store.readPage(n, scn, page);
        writer.add(page);
    }
    writer.finish(commit, incarnations);
}

} // namespace

std::string ownerLockPath(const Location &location)
{
    return location.sidecar() + "/owner.lock";
}

std::string ownerText(const std::string &program)
{
    return nlohmann::json{{"pid", core::currentProcess()}, {"program", program}}.dump();
}

PruneReport prune(const Location &where, std::chrono::seconds keep, bool dryRun, const core::Clock &clock,
                  const core::JobContext &job)
{
    const Location location = resolved(where);
    const core::FileSystem &files = *location.files;
    const std::shared_ptr<Store> store = Store::open(location);
    PruneReport report;
    report.oldestBefore = report.oldestAfter =
        store->withIndex([](const PageIndex &i) { return i.oldest(); });
    const auto scn = foldingPoint(*store, clock.now() - keep);
    if (!scn) {
        return report;
    }
    std::unique_ptr<core::FileLock> lock;
    if (!dryRun) {
        lock = files.tryLock(location.sidecar() + "/prune.lock", ownerText("prune"));
        if (!lock) {
            throw Error(ErrorCode::Busy, "This history is being pruned already. Wait until that has ended.");
        }
        if (!files.exists(store->folder() + "/" + baseName(*scn))) {
            writeFoldedBase(*store, *scn, job);
        }
    }
    for (const std::string &name : obsoleteFiles(*store, *scn)) {
        report.bytesFreed += files.sizeOf(store->folder() + "/" + name);
        if (!dryRun) {
            files.remove(store->folder() + "/" + name);
        }
    }
    report.oldestAfter = *scn;
    return report;
}

void forget(const Location &where)
{
    const Location location = resolved(where);
    const core::FileSystem &files = *location.files;
    if (!Store::exists(location)) {
        throw Error(ErrorCode::NotRecorded, fmt::format("{} has no history to forget.", location.database));
    }
    const auto lock = files.tryLock(ownerLockPath(location), ownerText("forget"));
    if (!lock) {
        const auto owner = ownerOf(location).value_or(Owner{});
        throw Error(ErrorCode::OwnedBy,
                    fmt::format("{} is being recorded by {} (process {}). Stop that first.",
                                location.database, owner.program, owner.pid));
    }
    for (const std::string &folder : {location.sidecar() + "/timeline", location.sidecar()}) {
        for (const std::string &name : files.list(folder)) {
            files.tryRemove(folder + "/" + name);
        }
        files.tryRemove(folder);
    }
}

} // namespace strandline::timeline
