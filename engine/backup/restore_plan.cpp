#include "engine/backup/restore_plan.h"

#include "engine/backup/prune.h"
#include "engine/core/clock.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <set>

namespace strandline::backup {

using core::Error;
using core::ErrorCode;
using core::Scn;

namespace {

// The sets of one history, or of a database without one.
struct Line
{
    std::vector<SetInfo> sets;
    std::unique_ptr<Recoverability> recoverability;
    core::Time newest{}; // end of its newest set

    core::DatabaseId id() const { return sets.front().manifest.databaseId; }
    bool hasScns() const { return id() != core::DatabaseId{}; }
    const SetInfo *find(const std::string &setId) const
    {
        const auto it =
            std::find_if(sets.begin(), sets.end(), [&](const SetInfo &s) { return s.manifest.id == setId; });
        return it == sets.end() ? nullptr : &*it;
    }
};

// A state, and the line that has it.
struct Found
{
    const Line *line = nullptr;
    Scn scn;
    const SetInfo *set = nullptr; // of a database without a history
    core::Time time{};
};

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
    return text;
}

// Those of the database that is meant; "" stands for the only one that there is.
std::vector<SetInfo> chosen(const std::vector<SetInfo> &sets, const std::string &database)
{
    std::set<std::string> databases;
    std::vector<SetInfo> readable;
    for (const SetInfo &set : sets) {
        if (!set.manifest.database.empty()) { // else its manifest is damaged
            databases.insert(set.manifest.database);
            readable.push_back(set);
        }
    }
    if (readable.empty()) {
        throw Error(ErrorCode::NotFound, "There is no backup here yet. Make one first: backup create.");
    }
    if (database.empty() && byDatabase(readable).size() > 1 && databases.size() > 1) {
        throw Error(ErrorCode::Usage, fmt::format("The backups are of several databases. Say which one is "
                                                  "meant: {}.",
                                                  fmt::join(databases, ", ")));
    }
    std::vector<SetInfo> own = setsOf(readable, database);
    if (own.empty()) {
        throw Error(ErrorCode::NotFound, fmt::format("There is no backup of {} here. There are some of {}.",
                                                     database, fmt::join(databases, ", ")));
    }
    return own;
}

// The newest line first.
std::vector<Line> linesOf(const std::vector<SetInfo> &sets, const Target &target)
{
    std::vector<Line> lines;
    for (auto &[key, own] : byDatabase(sets)) {
        if (target.history && own.front().manifest.databaseId != *target.history) {
            continue;
        }
        Line line;
        line.recoverability = std::make_unique<Recoverability>(own);
        for (const SetInfo &set : own) {
            line.newest = std::max(line.newest, set.manifest.ended);
        }
        line.sets = std::move(own);
        lines.push_back(std::move(line));
    }
    std::stable_sort(lines.begin(), lines.end(),
                     [](const Line &a, const Line &b) { return a.newest > b.newest; });
    return lines;
}

// "SCN 5 to 20 and SCN 30 to 41", or the times where there are no SCNs.
std::string whatCanBeRestored(const std::vector<Line> &lines)
{
    std::vector<std::string> parts;
    for (const Line &line : lines) {
        for (const RestorableRange &range : line.recoverability->ranges()) {
            parts.push_back(range.from ? fmt::format("SCN {} to {} ({} to {})", range.from.value,
                                                     range.to.value, core::formatTime(range.timeFrom),
                                                     core::formatTime(range.timeTo))
                                       : fmt::format("the state of {}", core::formatTime(range.timeFrom)));
        }
    }
    if (parts.empty()) {
        return "Nothing can be restored from these backups: every way to a state lacks a set.";
    }
    constexpr std::size_t shown = 6;
    const std::size_t hidden = parts.size() > shown ? parts.size() - shown : 0;
    parts.resize(std::min(parts.size(), shown));
    return fmt::format("What can be restored: {}{}.", fmt::join(parts, ", "),
                       hidden == 0 ? "" : fmt::format(", and {} more", hidden));
}

core::Time timeOfState(const Line &line, Scn scn)
{
    core::Time time{};
    for (const SetInfo &set : line.sets) {
        const Manifest &manifest = set.manifest;
        if (manifest.toScn == scn) {
            return manifest.toTime;
        }
        if (manifest.toScn < scn) {
            time = std::max(time, manifest.toTime);
        }
    }
    return time;
}

Found stateAt(const std::vector<Line> &lines, Scn scn)
{
    for (const Line &line : lines) {
        if (line.recoverability->canRestore(scn)) {
            return {&line, scn, nullptr, timeOfState(line, scn)};
        }
    }
    Scn oldest{UINT64_MAX};
    Scn newest;
    for (const Line &line : lines) {
        for (const RestorableRange &range : line.recoverability->ranges()) {
            oldest = std::min(oldest, range.from);
            newest = std::max(newest, range.to);
        }
    }
    const ErrorCode code = scn > newest   ? ErrorCode::ScnInFuture
                           : scn < oldest ? ErrorCode::SnapshotTooOld
                                          : ErrorCode::HistoryGap;
    throw Error(code, fmt::format("The backups don't hold SCN {}. {}", scn.value, whatCanBeRestored(lines)));
}

Found endOf(const Line &line, const SetInfo &set)
{
    return {&line, set.manifest.toScn, &set, set.manifest.toTime};
}

Found newestState(const std::vector<Line> &lines)
{
    std::optional<Found> best;
    for (const Line &line : lines) {
        const SetInfo *set = line.recoverability->newest();
        if (set != nullptr && (!best || set->manifest.ended > best->set->manifest.ended)) {
            best = endOf(line, *set);
        }
    }
    if (!best) {
        throw Error(ErrorCode::NotFound, whatCanBeRestored(lines));
    }
    return *best;
}

// The last state of the line that was current at t or before.
std::optional<Found> stateAtTime(const Line &line, core::Time t, const LastCommitIn &lastCommitIn)
{
    const SetInfo *set = line.recoverability->newest(t);
    std::optional<Found> best = set != nullptr ? std::optional(endOf(line, *set)) : std::nullopt;
    for (const SetInfo &log : line.sets) {
        const Manifest &manifest = log.manifest;
        const bool around = manifest.kind == Kind::ArchiveLog && manifest.toTime > t &&
                            (!best || manifest.toScn > best->scn) &&
                            line.recoverability->canRestore(manifest.toScn);
        const Scn scn = around ? lastCommitIn(log, t) : Scn{};
        if (scn && (!best || scn > best->scn) && line.recoverability->canRestore(scn)) {
            best = Found{&line, scn, nullptr, timeOfState(line, scn)};
        }
    }
    return best;
}

// Whether the sets show that the state was current at t still.
bool coversTime(const Found &found, core::Time t)
{
    return std::any_of(found.line->sets.begin(), found.line->sets.end(), [&](const SetInfo &set) {
        const Manifest &manifest = set.manifest;
        const bool known = manifest.toScn == found.scn && manifest.started >= t;
        const bool inLog = manifest.kind == Kind::ArchiveLog && manifest.fromScn <= found.scn &&
                           found.scn < manifest.toScn && manifest.toTime > t;
        return found.scn ? known || inLog : manifest.toTime == found.time && manifest.toTime == t;
    });
}

Found stateAtTime(const std::vector<Line> &lines, core::Time t, const LastCommitIn &lastCommitIn,
                  std::vector<std::string> &warnings)
{
    std::optional<Found> best;
    for (const Line &line : lines) {
        const auto found = stateAtTime(line, t, lastCommitIn);
        if (found && (!best || found->time > best->time)) {
            best = found;
        }
    }
    if (!best) {
        throw Error(ErrorCode::SnapshotTooOld, fmt::format("The backups begin after {}. {}",
                                                           core::formatTime(t), whatCanBeRestored(lines)));
    }
    if (!coversTime(*best, t)) {
        warnings.push_back(
            best->scn
                ? fmt::format("The last state in the backups up to that time is SCN {}. Commits after it, "
                              "if there were any before {}, are not in it.",
                              best->scn.value, core::formatTime(t))
                : fmt::format("The last backup up to that time was made at {}. What was committed after it "
                              "is not in it.",
                              core::formatTime(best->time)));
    }
    return *best;
}

Found stateOfSet(const std::vector<Line> &lines, const std::string &id)
{
    for (const Line &line : lines) {
        const SetInfo *set = line.find(id);
        if (set == nullptr) {
            continue;
        }
        if (!line.recoverability->route(*set)) {
            throw Error(
                ErrorCode::NotFound,
                fmt::format("The set {} can't be restored{}. {}", id,
                            set->problem.empty() ? ": a set that it needs is missing" : ": " + set->problem,
                            whatCanBeRestored(lines)));
        }
        return endOf(line, *set);
    }
    throw Error(ErrorCode::NotFound, fmt::format("There is no set {} here. See: backup list.", id));
}

Found stateOfPoint(const std::vector<SetInfo> &sets, const std::vector<Line> &lines, const Target &target)
{
    std::vector<std::string> names;
    for (const NamedPoint &point : restorePointsIn(sets, {})) {
        if (lower(point.name) == lower(target.name)) {
            for (const Line &line : lines) {
                if (line.id() == point.databaseId && line.recoverability->canRestore(point.scn)) {
                    return {&line, point.scn, nullptr, point.time};
                }
            }
            return stateAt(lines, point.scn); // tells what can be restored
        }
        names.push_back(point.name);
    }
    throw Error(ErrorCode::NotFound,
                names.empty()
                    ? fmt::format("The backups know no restore point {}; they know none at all.", target.name)
                    : fmt::format("The backups know no restore point {}. They know: {}.", target.name,
                                  fmt::join(names, ", ")));
}

Found resolve(const std::vector<SetInfo> &sets, const std::vector<Line> &lines, const Target &target,
              const LastCommitIn &lastCommitIn, std::vector<std::string> &warnings)
{
    switch (target.kind) {
    case Target::Kind::Scn:
        return stateAt(lines, target.scn);
    case Target::Kind::BeforeTransaction:
        if (target.scn.value < 2) {
            throw Error(ErrorCode::SnapshotTooOld, "There is no state before the first transaction.");
        }
        return stateAt(lines, Scn{target.scn.value - 1});
    case Target::Kind::Time:
        return stateAtTime(lines, target.time, lastCommitIn, warnings);
    case Target::Kind::RestorePoint:
        return stateOfPoint(sets, lines, target);
    case Target::Kind::Set:
        return stateOfSet(lines, target.name);
    case Target::Kind::Latest:
        break;
    }
    return newestState(lines);
}

} // namespace

RestorePlan planRestore(const std::vector<SetInfo> &sets, const Target &target,
                        const LastCommitIn &lastCommitIn)
{
    const std::vector<SetInfo> own = chosen(sets, target.database);
    const std::vector<Line> lines = linesOf(own, target);
    if (lines.empty()) {
        throw Error(ErrorCode::NotFound, "There is no backup of this history of the database.");
    }
    RestorePlan plan;
    const Found found = resolve(own, lines, target, lastCommitIn, plan.warnings);
    const auto route = found.scn ? found.line->recoverability->route(found.scn)
                                 : found.line->recoverability->route(*found.set);
    if (!route) {
        throw Error(ErrorCode::NotFound, whatCanBeRestored(lines));
    }
    for (const RouteStep &step : *route) {
        const SetInfo &set = *found.line->find(step.id);
        plan.sets.push_back({set, step.to});
        plan.readBytes += set.manifest.storedBytes();
        plan.encrypted = plan.encrypted || set.manifest.encryption.has_value();
    }
    const Manifest &last = plan.last();
    plan.database = last.database;
    plan.databaseId = last.databaseId;
    plan.scn = found.scn;
    plan.time = found.time;
    plan.writtenBytes = std::uint64_t{last.pageSize} * last.pageCount;
    return plan;
}

std::vector<NamedPoint> restorePointsIn(const std::vector<SetInfo> &sets, const std::string &database)
{
    std::map<std::string, std::pair<core::Time, NamedPoint>> byName; // with the time of the set that says so
    for (const SetInfo &set : sets) {
        if (!database.empty() && set.manifest.database != database) {
            continue;
        }
        for (const KnownRestorePoint &point : set.manifest.restorePoints) {
            auto &known = byName[lower(point.name)];
            if (known.second.name.empty() || set.manifest.started >= known.first) {
                known = {set.manifest.started, {point.name, point.scn, point.time, set.manifest.databaseId}};
            }
        }
    }
    std::vector<NamedPoint> points;
    for (auto &[name, known] : byName) {
        points.push_back(std::move(known.second));
    }
    std::sort(points.begin(), points.end(),
              [](const NamedPoint &a, const NamedPoint &b) { return a.scn < b.scn; });
    return points;
}

} // namespace strandline::backup
