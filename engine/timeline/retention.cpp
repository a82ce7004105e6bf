// Retention: folding the oldest commits into a new base, and forgetting a history. Both leave the recorder
// alone: it appends to the newest log, which is never touched here, and takes over the new base by itself.
#include "engine/timeline/commit_users.h"
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

// The newest commit that is at least as old as `until`; 0: all are younger than the history's first.
Scn pointByAge(const PageIndex &index, core::Time until)
{
    Scn best;
    for (Scn scn = index.oldest().next(); scn <= index.current(); scn = scn.next()) {
        if (index.entry(scn)->timeTo > until) {
            break;
        }
        best = scn;
    }
    return best;
}

struct LogSpan
{
    std::string name;
    Scn first; // that it may hold
    std::uint64_t bytes = 0;
};

std::vector<LogSpan> logsOf(const Store &store)
{
    const core::FileSystem &files = *store.location().files;
    std::vector<LogSpan> logs;
    for (const std::string &name : files.list(store.folder())) {
        const std::string path = store.folder() + "/" + name;
        if (name.ends_with(".log") && LogFile::wasBegun(files, path)) {
            logs.push_back({name, LogFile::open(files, path, false)->header().firstScn, files.sizeOf(path)});
        }
    }
    return logs;
}

// The oldest commit whose folding makes the files fit; logs go whole, so it is the last of one. 0: they fit
// already, or there is but one log. The new base is reckoned as large as the newest one there is.
Scn pointBySize(const Store &store, std::uint64_t maxBytes)
{
    const std::vector<LogSpan> logs = logsOf(store);
    std::uint64_t bytes = store.withIndex([](const PageIndex &i) { return i.bases().back()->bytes(); });
    for (const LogSpan &log : logs) {
        bytes += log.bytes;
    }
    if (store.storeBytes() <= maxBytes) {
        return {};
    }
    Scn best;
    for (std::size_t i = 0; i + 1 < logs.size() && bytes > maxBytes; ++i) {
        bytes -= logs[i].bytes;
        best = Scn{logs[i + 1].first.value - 1};
    }
    return best;
}

// The newest commit up to `wanted` that can become the ground of the history; 0: none.
Scn groundUpTo(const PageIndex &index, Scn wanted)
{
    for (Scn scn = wanted; scn > index.oldest(); scn = Scn{scn.value - 1}) {
        if (!index.entry(scn)->lost && index.groundOfAll(scn)) {
            return scn;
        }
    }
    return {};
}

std::string megabytes(std::uint64_t bytes)
{
    return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

// How far the pins let the folding go; tells which budget bites, or will soon.
Scn heldBack(const PageIndex &index, Scn wanted, const Retention &retention,
             std::vector<std::string> &warnings)
{
    Scn scn = wanted;
    for (const RetentionPin &pin : retention.pins) {
        if (pin.scn < index.oldest()) {
            continue; // it holds nothing any more
        }
        const std::uint64_t used = index.bytesSince(pin.scn);
        const bool over = used > pin.budgetBytes;
        const char *const what = over ? "has used up its budget and holds the history no longer"
                                      : "comes near its budget, beyond which it holds the history no longer";
        if (over || used > pin.budgetBytes / 5 * 4) {
            warnings.push_back(fmt::format("Restore point {} {}: the history since it takes {} of {}.",
                                           pin.name, what, megabytes(used), megabytes(pin.budgetBytes)));
        }
        if (!over && pin.scn < scn) {
            warnings.push_back(
                fmt::format("Restore point {} keeps the history from SCN {} on. Drop it to forget "
                            "more.",
                            pin.name, pin.scn.value));
            scn = pin.scn;
        }
    }
    return scn;
}

// The commit that becomes the oldest; 0: nothing is to be forgotten.
Scn foldingPoint(const Store &store, const Retention &retention, core::Time now,
                 std::vector<std::string> &warnings)
{
    const Scn bySize = retention.maxBytes ? pointBySize(store, *retention.maxBytes) : Scn{};
    return store.withIndex([&](const PageIndex &index) {
        Scn wanted = bySize;
        if (retention.keep) {
            wanted = std::max(wanted, pointByAge(index, now - *retention.keep));
        }
        const Scn held = heldBack(index, wanted, retention, warnings);
        const Scn scn = groundUpTo(index, held);
        if (scn < held && index.incarnations().size() > 1) {
            warnings.push_back(
                fmt::format("An earlier line of history branched off before SCN {}: what both need "
                            "stays until all of that line may go.",
                            held.value));
        }
        return scn;
    });
}

// Files that nothing from scn on needs: older bases, and logs that end before the next log's first SCN <= scn
// + 1.
std::vector<std::string> obsoleteFiles(const Store &store, Scn scn)
{
    const core::FileSystem &files = *store.location().files;
    std::vector<std::string> obsolete;
    for (const std::string &name : files.list(store.folder())) {
        if (name.ends_with(".base") && name < baseName(scn)) {
            obsolete.push_back(name);
        }
    }
    const std::vector<LogSpan> logs = logsOf(store);
    for (std::size_t i = 0; i + 1 < logs.size(); ++i) {
        if (logs[i + 1].first.value <= scn.value + 1) {
            obsolete.push_back(logs[i].name);
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

void forgetBefore(const Store &store, Scn scn, bool dryRun, PruneReport &report, const core::JobContext &job)
{
    const core::FileSystem &files = *store.location().files;
    std::unique_ptr<core::FileLock> lock;
    if (!dryRun) {
        lock = files.tryLock(store.location().sidecar() + "/prune.lock", ownerText("prune"));
        if (!lock) {
            throw Error(ErrorCode::Busy, "This history is being pruned already. Wait until that has ended.");
        }
        if (!files.exists(store.folder() + "/" + baseName(scn))) {
            writeFoldedBase(store, scn, job);
        }
    }
    for (const std::string &name : obsoleteFiles(store, scn)) {
        report.bytesFreed += files.sizeOf(store.folder() + "/" + name);
        if (!dryRun) {
            files.remove(store.folder() + "/" + name);
        }
    }
    report.oldestAfter = scn;
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

PruneReport prune(const Location &where, const Retention &retention, const core::Clock &clock,
                  const core::JobContext &job)
{
    const Location location = resolved(where);
    const std::shared_ptr<Store> store = Store::open(location);
    PruneReport report;
    report.oldestBefore = report.oldestAfter =
        store->withIndex([](const PageIndex &i) { return i.oldest(); });
    const Scn scn = foldingPoint(*store, retention, clock.now(), report.warnings);
    if (scn) {
        forgetBefore(*store, scn, retention.dryRun, report, job);
        if (!retention.dryRun) {
            // A commit is seen after it was made; an hour covers clocks that were set.
            forgetCommitUsers(location, store->describe(scn).timeFrom - std::chrono::hours(1));
        }
    }
    if (retention.maxBytes && store->storeBytes() > *retention.maxBytes && !retention.dryRun) {
        report.warnings.push_back(fmt::format("The history still takes {}: its newest log and base stay.",
                                              megabytes(store->storeBytes())));
    }
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
