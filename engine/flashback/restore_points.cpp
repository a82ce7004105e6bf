#include "engine/flashback/restore_points.h"

#include "engine/repository/repository.h"
#include "engine/sql/tokenizer.h"
#include "engine/timeline/store.h"

#include <array>
#include <fmt/format.h>

namespace strandline::flashback {

using core::Error;
using core::ErrorCode;
using core::Scn;
using repository::Repository;
using timeline::History;
using timeline::PageIndex;

namespace {

constexpr const char *feature = "restore points";
constexpr std::size_t nameBytesMax = 128;

// history: its id, so that a history that was begun anew doesn't inherit the points of the one before. Times
// in microseconds since 1970.
constexpr std::array<const char *, 1> steps = {
    "CREATE TABLE restore_points (name TEXT NOT NULL COLLATE NOCASE, history TEXT NOT NULL, scn INTEGER NOT "
    "NULL, "
    "incarnation INTEGER NOT NULL, time INTEGER NOT NULL, made INTEGER NOT NULL, budget INTEGER NOT NULL, "
    "PRIMARY KEY (history, name)) STRICT, WITHOUT ROWID"};

core::Time timeFrom(std::int64_t micros)
{
    return core::Time(std::chrono::microseconds(micros));
}

const timeline::Location &locationOf(const History &history)
{
    return history.store()->location();
}

std::string idOf(const History &history)
{
    return history.store()->id().hex();
}

void checkName(const std::string &name)
{
    if (name.empty() || name.size() > nameBytesMax) {
        throw Error(ErrorCode::Usage,
                    fmt::format("A restore point needs a name of 1 to {} bytes.", nameBytesMax));
    }
}

// What is known of it now.
void judge(RestorePoint &point, const PageIndex &index)
{
    const timeline::CommitEntry *entry = index.entry(point.scn);
    point.reachable = entry != nullptr && !entry->lost && point.scn >= index.oldest();
    if (!point.reachable) {
        return;
    }
    point.usedBytes = index.bytesSince(point.scn);
    if (point.budgetBytes != 0) {
        point.guarantee = point.usedBytes > point.budgetBytes           ? Guarantee::OverBudget
                          : point.usedBytes > point.budgetBytes / 5 * 4 ? Guarantee::NearBudget
                                                                        : Guarantee::Kept;
    }
}

} // namespace

Error noSuchRestorePoint(const std::string &name)
{
    return Error(
        ErrorCode::NotFound,
        fmt::format("There is no restore point {}. Make it with CREATE RESTORE POINT, or name the point by "
                    "its SCN or time.",
                    name));
}

std::uint64_t defaultBudgetBytes(const History &history)
{
    return history.store()->withIndex([](const PageIndex &index) {
        constexpr std::uint64_t least = std::uint64_t{1} << 30U;
        const Scn now = index.current();
        return std::max(least, 2 * std::uint64_t{index.entry(now)->databasePages} * index.pageSize(now));
    });
}

RestorePoint createRestorePoint(const History &history, const NewRestorePoint &wanted,
                                const core::Clock &clock)
{
    checkName(wanted.name);
    RestorePoint point;
    point.name = wanted.name;
    point.scn = wanted.asOf.value_or(history.currentScn());
    point.madeAt = clock.now();
    if (wanted.guaranteed) {
        point.budgetBytes = wanted.budgetBytes != 0 ? wanted.budgetBytes : defaultBudgetBytes(history);
    }
    history.store()->withIndex([&](const PageIndex &index) {
        const timeline::CommitEntry &entry =
            index.readable(point.scn); // throws where there is no such commit
        point.incarnation = core::IncarnationId{entry.incarnation};
        point.time = entry.timeTo;
        judge(point, index);
    });
    Repository repository(locationOf(history));
    repository.migrate(feature, steps);
    sqlite::Statement insert =
        repository.connection().prepare("INSERT INTO restore_points VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    insert.bindAll({point.name, idOf(history), static_cast<std::int64_t>(point.scn.value),
                    std::int64_t{point.incarnation.value},
                    std::int64_t{point.time.time_since_epoch().count()},
                    std::int64_t{point.madeAt.time_since_epoch().count()},
                    static_cast<std::int64_t>(point.budgetBytes)});
    if (const auto refused = insert.run()) {
        if (refused->code() != ErrorCode::Constraint) {
            throw Error(*refused);
        }
        throw Error(
            ErrorCode::Exists,
            fmt::format("Restore point {} exists already, at SCN {}. Drop it first with DROP RESTORE POINT, "
                        "or choose another name.",
                        point.name, restorePoint(history, point.name).scn.value));
    }
    return point;
}

void guaranteeRestorePoint(const History &history, const std::string &name, bool guaranteed)
{
    restorePoint(history, name); // throws where there is none, without making the repository
    Repository repository(locationOf(history));
    sqlite::Statement row = repository.connection().prepare(
        "UPDATE restore_points SET budget = ?3 WHERE history = ?1 AND name = ?2");
    row.bindAll({idOf(history), name,
                 static_cast<std::int64_t>(guaranteed ? defaultBudgetBytes(history) : std::uint64_t{0})});
    row.run();
}

void dropRestorePoint(const History &history, const std::string &name)
{
    restorePoint(history, name); // throws where there is none, without making the repository
    Repository repository(locationOf(history));
    sqlite::Statement row =
        repository.connection().prepare("DELETE FROM restore_points WHERE history = ?1 AND name = ?2");
    row.bindAll({idOf(history), name});
    row.run();
    if (repository.connection().changes() == 0) {
        throw noSuchRestorePoint(name);
    }
}

std::vector<RestorePoint> loadRestorePoints(const History &history)
{
    std::vector<RestorePoint> points;
    const auto repository = Repository::openForReading(locationOf(history));
    if (!repository || repository->version(feature) == 0) {
        return points;
    }
    sqlite::Statement rows = repository->connection().prepare(
        "SELECT name, scn, incarnation, time, made, budget FROM restore_points "
        "WHERE history = ?1 ORDER BY scn, made, name");
    rows.bind(1, idOf(history));
    while (rows.step()) {
        RestorePoint point;
        point.name = rows.text(0);
        point.scn = Scn{static_cast<std::uint64_t>(rows.integer(1))};
        point.incarnation = core::IncarnationId{static_cast<std::uint32_t>(rows.integer(2))};
        point.time = timeFrom(rows.integer(3));
        point.madeAt = timeFrom(rows.integer(4));
        point.budgetBytes = static_cast<std::uint64_t>(rows.integer(5));
        history.store()->withIndex([&](const PageIndex &index) { judge(point, index); });
        points.push_back(std::move(point));
    }
    return points;
}

std::optional<RestorePoint> findRestorePoint(const History &history, const std::string &name)
{
    for (RestorePoint &point : loadRestorePoints(history)) {
        if (sql::equalsIgnoringCase(point.name, name)) {
            return std::move(point);
        }
    }
    return std::nullopt;
}

RestorePoint restorePoint(const History &history, const std::string &name)
{
    auto point = findRestorePoint(history, name);
    if (!point) {
        throw noSuchRestorePoint(name);
    }
    return *std::move(point);
}

timeline::PruneReport prune(const timeline::Location &location, timeline::Retention retention,
                            const core::Clock &clock, const core::JobContext &job)
{
    for (const RestorePoint &point : loadRestorePoints(*History::open(location))) {
        if (point.budgetBytes != 0 && point.reachable) {
            retention.pins.push_back({point.name, point.scn, point.budgetBytes});
        }
    }
    return timeline::prune(location, retention, clock, job);
}

} // namespace strandline::flashback
