#include "engine/core/file.h"
#include "engine/flashback/restore_points.h"
#include "engine/operations/registration.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>

namespace strandline::operations {

using core::Error;
using core::ErrorCode;
using core::Scn;

Argument databaseArgument()
{
    return {.name = "database",
            .kind = ArgumentKind::Path,
            .help = "the SQLite database",
            .positional = true,
            .required = true};
}

Argument historyArgument()
{
    return {.name = "history",
            .kind = ArgumentKind::Path,
            .help = "folder of the history where it isn't beside the database; remembered"};
}

std::vector<Argument> pointArguments()
{
    return {
        {.name = "scn", .kind = ArgumentKind::Scn, .help = "the commit's number"},
        {.name = "time",
         .kind = ArgumentKind::Time,
         .help = "the newest commit not after this time, such as 2026-03-01T14:03:11Z; UTC without a zone"},
        {.name = "restore-point", .kind = ArgumentKind::Text, .help = "the name of a restore point"},
        {.name = "incarnation",
         .kind = ArgumentKind::Integer,
         .help = "line of history, where it isn't the current one"},
    };
}

std::vector<Argument> asOfArguments()
{
    return {
        {.name = "as-of-scn",
         .kind = ArgumentKind::Scn,
         .help = "the whole session sees the database as of this commit"},
        {.name = "as-of", .kind = ArgumentKind::Time, .help = "the same, as of a time; UTC without a zone"},
        {.name = "restore-point", .help = "the same, as of a restore point"},
        {.name = "incarnation",
         .kind = ArgumentKind::Integer,
         .help = "line of history, where it isn't the current one"},
    };
}

namespace {

// The lines that lead to an incarnation, each with the last SCN that belongs to it.
struct Branch
{
    core::IncarnationId id;
    Scn lastScn;
};

std::vector<Branch> lineOf(const timeline::History &history, core::IncarnationId id)
{
    const timeline::Status status = history.status();
    std::vector<Branch> line;
    Scn last{UINT64_MAX};
    while (id.value != 0) {
        const auto found = std::find_if(status.incarnations.begin(), status.incarnations.end(),
                                        [&](const timeline::Incarnation &i) { return i.id == id; });
        if (found == status.incarnations.end()) {
            throw Error(ErrorCode::NotFound,
                        fmt::format("There is no incarnation {}. `strandctl timeline status` "
                                    "lists them.",
                                    id.value));
        }
        line.push_back({id, last});
        last = found->branchScn;
        id = found->parent;
    }
    return line;
}

bool isOn(const std::vector<Branch> &line, const timeline::Commit &commit)
{
    return std::any_of(line.begin(), line.end(), [&](const Branch &branch) {
        return branch.id == commit.incarnation && commit.scn <= branch.lastScn;
    });
}

Scn scnOn(const timeline::History &history, core::IncarnationId id, std::optional<Scn> scn,
          std::optional<core::Time> time)
{
    const std::vector<Branch> line = lineOf(history, id);
    if (scn) {
        const auto commit = history.commit(*scn);
        if (commit && !isOn(line, *commit)) {
            throw Error(ErrorCode::Usage, fmt::format("SCN {} belongs to incarnation {}, not to {}.",
                                                      scn->value, commit->incarnation.value, id.value));
        }
        return *scn;
    }
    Scn best;
    for (const timeline::Commit &commit : history.commits()) {
        if (commit.timeTo <= *time && isOn(line, commit)) {
            best = std::max(best, commit.scn);
        }
    }
    if (!best) {
        throw Error(ErrorCode::SnapshotTooOld,
                    fmt::format("Incarnation {} has no commit at or before {}. The oldest SCN kept is {}.",
                                id.value, core::formatTime(*time), history.oldestScn().value));
    }
    return best;
}

std::string absolute(const std::string &path)
{
    std::error_code ignored;
    return std::filesystem::absolute(path, ignored).lexically_normal().string();
}

} // namespace

Scn resolvePoint(const Arguments &arguments, timeline::History &history, const core::Clock &clock,
                 const std::string &scnName, const std::string &timeName)
{
    const int given =
        int{arguments.has(scnName)} + int{arguments.has(timeName)} + int{arguments.has("restore-point")};
    if (given != 1) {
        throw Error(ErrorCode::Usage,
                    fmt::format("Give one of --{}, --{} and --restore-point.", scnName, timeName));
    }
    if (arguments.has("restore-point")) {
        return flashback::restorePoint(history, arguments.text("restore-point")).scn;
    }
    std::optional<Scn> scn;
    std::optional<core::Time> time;
    if (arguments.has(scnName)) {
        scn = Scn{static_cast<std::uint64_t>(arguments.integer(scnName))};
    } else {
        time = core::parseTime(arguments.text(timeName), clock);
    }
    if (arguments.has("incarnation")) {
        const core::IncarnationId id{static_cast<std::uint32_t>(arguments.integer("incarnation"))};
        if (id != history.incarnation()) {
            return scnOn(history, id, scn, time);
        }
    }
    return scn ? *scn : history.scnAt(*time, clock);
}

timeline::Location locate(const Arguments &arguments, const Environment &environment)
{
    const std::string database = arguments.text("database");
    if (arguments.has("history")) {
        timeline::Location location{database, absolute(arguments.text("history")), &core::systemFiles()};
        if (timeline::History::exists(location)) {
            environment.histories.remember(database, location.folder);
        }
        return location;
    }
    const std::string remembered = environment.histories.folderOf(database);
    return {database, remembered.empty() ? session::folderBeside(database) : remembered,
            &core::systemFiles()};
}

std::shared_ptr<session::Database> openDatabase(const Arguments &arguments, const Environment &environment,
                                                bool readOnly)
{
    session::DatabaseOptions options;
    options.readOnly = readOnly;
    options.clock = &environment.clock;
    options.historyFolder = locate(arguments, environment).folder;
    options.monitor.keep = !readOnly;
    return session::Database::open(arguments.text("database"), options);
}

session::Lease leaseFor(session::Database &database, const Arguments &arguments, const core::Clock &clock,
                        session::LeaseKind kind)
{
    if (arguments.has("as-of-scn") || arguments.has("as-of") || arguments.has("restore-point")) {
        return database.leaseAt(resolvePoint(arguments, *database.history(), clock, "as-of-scn", "as-of"));
    }
    return database.lease(kind);
}

std::shared_ptr<timeline::History> openHistory(const Arguments &arguments, const Environment &environment)
{
    const timeline::Location location = locate(arguments, environment);
    if (timeline::History::exists(location)) {
        auto history = timeline::History::open(location);
        history->refresh();
        return history;
    }
    if (!location.files->exists(location.database)) {
        throw Error(ErrorCode::NotFound,
                    fmt::format("There is no file {}. Check the path.", location.database))
            .withPath(location.database);
    }
    throw Error(
        ErrorCode::NotRecorded,
        fmt::format("{} has no history. Record it with `strandctl record {}`; where its history lies in "
                    "another folder, name that with --history.",
                    location.database, location.database))
        .withPath(location.database);
}

} // namespace strandline::operations
