#include "engine/offsite/standby.h"

#include "engine/backup/recoverability.h"
#include "engine/backup/verify.h"
#include "engine/core/crypto.h"
#include "engine/timeline/history.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <set>

namespace strandline::offsite {

using backup::SetInfo;
using backup::SetStatus;
using core::Error;
using core::ErrorCode;
namespace fs = std::filesystem;

namespace {

// The newest state that the sets lead to, by databaseKey().
struct Newest
{
    std::string database;
    core::Scn scn;
    core::Time time{};
    std::string set;
};

std::map<std::string, Newest> newestOf(const std::vector<SetInfo> &all)
{
    std::map<std::string, Newest> newest;
    for (const auto &[key, sets] : backup::byDatabase(all)) {
        const backup::Recoverability recoverability(sets);
        if (const SetInfo *set = recoverability.newest()) {
            newest[key] = {set->manifest.database, set->manifest.toScn, set->manifest.toTime,
                           set->manifest.id};
        }
    }
    return newest;
}

// The age of the oldest commit after scn in the database's own history.
std::optional<std::chrono::seconds> lagOf(StandbyDatabase &database, const HistoryFolder &historyFolder,
                                          core::Time now)
{
    const timeline::Location location{database.database, historyFolder(database.database)};
    if (!database.standbyScn || !timeline::History::exists(location)) {
        return std::nullopt;
    }
    const auto history = timeline::History::open(location);
    history->refresh();
    database.currentScn = history->currentScn();
    if (database.currentScn <= database.standbyScn) {
        return std::chrono::seconds(0);
    }
    auto first = history->commit(database.standbyScn.next());
    if (!first) {
        const auto later = history->commits(database.standbyScn.next());
        if (later.empty()) {
            return std::nullopt;
        }
        first = later.front();
    }
    return std::max(std::chrono::seconds(0),
                    std::chrono::duration_cast<std::chrono::seconds>(now - first->timeTo));
}

class Sandbox
{
public:
    explicit Sandbox(const std::string &below)
    {
        std::error_code error;
        const fs::path parent = below.empty() ? fs::temp_directory_path(error) : fs::path(below);
        m_path = (parent / ("strandline-drill-" + core::toHex(core::randomBytes(6)))).string();
        fs::create_directory(m_path, error);
        if (error) {
            throw core::systemError(error.value(), "Cannot create the folder of the drill", m_path);
        }
        fs::permissions(m_path, fs::perms::owner_all, error);
    }
    ~Sandbox()
    {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
    }
    Sandbox(const Sandbox &) = delete;
    Sandbox &operator=(const Sandbox &) = delete;
    const std::string &path() const { return m_path; }

private:
    std::string m_path;
};

double secondsSince(std::chrono::steady_clock::time_point begun)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

void recover(const DrillRequest &request, ObjectStore &store, const Newest &target,
             const HistoryFolder &historyFolder, Drill &drill, const core::JobContext &job)
{
    const Sandbox sandbox(request.sandbox);
    const auto begun = std::chrono::steady_clock::now();
    FetchRequest fetch;
    fetch.store = sandbox.path() + "/store";
    fetch.ids = {target.set};
    drill.fetchSeconds = fetchSets(store, fetch, job).seconds;
    const std::vector<SetInfo> sets = backup::Catalogue(fetch.store).sets();
    const auto set =
        std::find_if(sets.begin(), sets.end(), [&](const SetInfo &s) { return s.manifest.id == target.set; });
    backup::VerifyRequest verify;
    verify.level = backup::VerifyLevel::RestoreTest;
    verify.keys = backup::KeyRing(request.key);
    verify.sandbox = sandbox.path();
    verify.historyFolder = historyFolder(target.database);
    const backup::SetVerification report = backup::verifySet(*set, sets, verify, job);
    drill.rtoSeconds = secondsSince(begun);
    drill.ok = report.ok() && report.drill.has_value();
    if (report.drill) {
        drill.scn = report.drill->scn;
        drill.bytes = report.drill->bytes;
        drill.restoreSeconds = report.drill->seconds;
        drill.detail = report.drill->comparedWith.empty()
                           ? "The restored database is sound; there was nothing to compare its content with."
                           : fmt::format("The restored database is sound, and its content is that of {}.",
                                         report.drill->comparedWith);
    }
    if (!report.ok()) {
        drill.detail = report.findings.front().message;
    }
}

// An error of the recovery is what the drill found out; a cancel isn't.
std::optional<Error> tryRecover(const DrillRequest &request, ObjectStore &store, const Newest &target,
                                const HistoryFolder &historyFolder, Drill &drill,
                                const core::JobContext &job) noexcept
{
    try {
        recover(request, store, target, historyFolder, drill, job);
        return std::nullopt;
    } catch (const Error &error) {
        return error;
    } catch (const std::exception &error) {
        return Error(ErrorCode::Internal, error.what());
    }
}

} // namespace

std::vector<Destination> standbysOf(const Destinations &destinations, const std::string &store)
{
    const auto whole = [](const std::string &path) {
        std::error_code ignored;
        return fs::weakly_canonical(fs::absolute(path, ignored), ignored);
    };
    std::vector<Destination> standbys;
    for (Destination &destination : destinations.all()) {
        if (!destination.standbyOf.empty() && whole(destination.standbyOf) == whole(store)) {
            standbys.push_back(std::move(destination));
        }
    }
    return standbys;
}

StandbyStatus standbyStatus(const Destination &destination, ObjectStore &store, const StandbyRecords &records,
                            const HistoryFolder &historyFolder, const core::Clock &clock,
                            const core::JobContext &job)
{
    if (destination.standbyOf.empty()) {
        throw Error(ErrorCode::Usage,
                    fmt::format("\"{}\" is no standby: it is not said of which store. Add it again "
                                "with --standby-of and --replace.",
                                destination.name));
    }
    StandbyStatus status;
    status.destination = destination.name;
    status.store = destination.standbyOf;
    const std::vector<SetInfo> here = backup::Catalogue(destination.standbyOf).sets();
    const std::vector<SetInfo> there = copiesIn(store, job, here);
    status.copies = there.size();
    std::set<std::string> ids;
    for (const SetInfo &set : there) {
        ids.insert(set.manifest.id);
    }
    for (const SetInfo &set : here) {
        const bool sound = set.status == SetStatus::Available || set.status == SetStatus::Obsolete;
        if (sound && ids.count(set.manifest.id) == 0) {
            status.missing.push_back(set.manifest.id);
            status.missingBytes += set.manifest.storedBytes();
        }
    }
    const auto newestHere = newestOf(here);
    const auto newestThere = newestOf(there);
    std::map<std::string, StandbyDatabase> databases;
    for (const auto &[key, newest] : newestHere) {
        databases[key].database = newest.database;
        databases[key].storeScn = newest.scn;
        databases[key].storeTime = newest.time;
    }
    for (const auto &[key, newest] : newestThere) {
        databases[key].database = newest.database;
        databases[key].standbyScn = newest.scn;
        databases[key].standbyTime = newest.time;
    }
    for (auto &[key, database] : databases) {
        database.lag = lagOf(database, historyFolder, clock.now());
        status.databases.push_back(database);
    }
    status.lastSync = records.lastSync(destination.name);
    status.drills = records.drills(destination.name);
    return status;
}

CopyReport syncStandby(const Destination &destination, ObjectStore &store, const StandbyRecords &records,
                       const core::Clock &clock, const core::JobContext &job)
{
    if (destination.standbyOf.empty()) {
        throw Error(ErrorCode::Usage,
                    fmt::format("\"{}\" is no standby: it is not said of which store.", destination.name));
    }
    CopyRequest request;
    request.store = destination.standbyOf;
    request.clock = &clock;
    CopyReport report = copySets(request, store, job);
    records.addSync(destination.name, clock.now());
    return report;
}

Drill runDrill(const DrillRequest &request, ObjectStore &store, const StandbyRecords &records,
               const HistoryFolder &historyFolder, const core::Clock &clock, const core::JobContext &job)
{
    std::vector<Newest> candidates;
    for (const auto &[key, newest] : newestOf(copiesIn(store, job))) {
        if (request.database.empty() || newest.database == request.database) {
            candidates.push_back(newest);
        }
    }
    if (candidates.empty()) {
        throw Error(ErrorCode::NotFound,
                    fmt::format("There is nothing in {} that {} could be restored from.", store.description(),
                                request.database.empty() ? "a database" : request.database));
    }
    // Of a database that has had several histories, the newest.
    const auto target = *std::max_element(candidates.begin(), candidates.end(),
                                          [](const Newest &a, const Newest &b) { return a.time < b.time; });
    if (request.database.empty()) {
        for (const Newest &other : candidates) {
            if (other.database != target.database) {
                throw Error(ErrorCode::Usage,
                            fmt::format("Copies of several databases are in {}. Say which one is to "
                                        "be restored with --database.",
                                        store.description()));
            }
        }
    }
    Drill drill;
    drill.destination = request.destination.name;
    drill.database = target.database;
    drill.time = clock.now();
    StandbyDatabase database;
    database.database = target.database;
    database.standbyScn = target.scn;
    drill.rpo = lagOf(database, historyFolder, drill.time);
    if (const auto error = tryRecover(request, store, target, historyFolder, drill, job)) {
        if (error->code() == ErrorCode::Cancelled || error->code() == ErrorCode::WrongKey) {
            throw Error(*error);
        }
        drill.ok = false;
        drill.detail = error->message();
    }
    records.addDrill(drill);
    return drill;
}

} // namespace strandline::offsite
