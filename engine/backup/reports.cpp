#include "engine/backup/reports.h"

#include <algorithm>

namespace strandline::backup {

namespace {

GoodBackup goodBackup(const SetInfo &set)
{
    const Manifest &manifest = set.manifest;
    return {manifest.id, std::max(manifest.toTime, manifest.started), manifest.ended, manifest.toScn};
}

void keepNewer(std::optional<GoodBackup> &newest, const GoodBackup &other)
{
    if (!newest || newest->time <= other.time) {
        newest = other;
    }
}

void keepNewer(std::optional<Verification> &newest, const std::optional<Verification> &other)
{
    if (other && (!newest || newest->time <= other->time)) {
        newest = other;
    }
}

void addUse(std::vector<KindUse> &kinds, const Manifest &manifest)
{
    const auto known = std::find_if(kinds.begin(), kinds.end(),
                                    [&](const KindUse &use) { return use.kind == manifest.kind; });
    KindUse &use = known == kinds.end() ? kinds.emplace_back(KindUse{manifest.kind}) : *known;
    ++use.sets;
    use.storedBytes += manifest.storedBytes();
    use.contentBytes += manifest.contentBytes();
}

DatabaseSummary summary(const std::string &key, const std::vector<SetInfo> &sets)
{
    const Recoverability all(sets);
    DatabaseSummary database;
    database.key = key;
    database.database = sets.back().manifest.database;
    database.name = sets.back().manifest.databaseName;
    database.sets = sets.size();
    database.restorable = all.ranges();
    database.gaps = gapsOf(all.ranges());
    for (const SetInfo &set : sets) {
        const Manifest &manifest = set.manifest;
        addUse(database.kinds, manifest);
        database.damaged += set.status == SetStatus::Expired || set.status == SetStatus::Corrupted ? 1 : 0;
        database.obsolete += set.status == SetStatus::Obsolete ? 1 : 0;
        database.encrypted += manifest.encryption ? 1 : 0;
        database.storedBytes += manifest.storedBytes();
        database.contentBytes += manifest.contentBytes();
        keepNewer(database.verified, set.verified);
        if (set.verified && set.verified->level == "restore-test") {
            keepNewer(database.drilled, set.verified);
        }
        if (!all.statesOf(set).empty()) {
            keepNewer(database.last, goodBackup(set));
            if (manifest.kind == Kind::Full) {
                keepNewer(database.lastFull, goodBackup(set));
            }
        }
    }
    std::sort(database.kinds.begin(), database.kinds.end(),
              [](const KindUse &a, const KindUse &b) { return a.kind < b.kind; });
    return database;
}

} // namespace

std::vector<DatabaseSummary> summarize(const std::vector<SetInfo> &sets)
{
    std::vector<DatabaseSummary> databases;
    for (const auto &[key, own] : byDatabase(sets)) {
        databases.push_back(summary(key, own));
    }
    std::stable_sort(
        databases.begin(), databases.end(),
        [](const DatabaseSummary &a, const DatabaseSummary &b) { return a.database < b.database; });
    return databases;
}

std::vector<Compliance> compliance(const std::vector<DatabaseSummary> &databases, std::chrono::seconds within,
                                   core::Time now)
{
    std::vector<Compliance> rows;
    for (const DatabaseSummary &database : databases) {
        Compliance row{database.database, {}, {}, false};
        if (database.last) {
            row.last = database.last->time;
            row.age = std::chrono::duration_cast<std::chrono::seconds>(now - database.last->time);
            row.met = *row.age <= within;
        }
        rows.push_back(row);
    }
    return rows;
}

} // namespace strandline::backup
