#include "engine/flashback/restore_points.h"
#include "engine/operations/encoding.h"
#include "engine/operations/registration.h"
#include "engine/operations/timeline_results.h"
#include "engine/session/change_search.h"

#include <algorithm>
#include <fmt/format.h>

namespace strandline::operations {

using core::Error;
using core::ErrorCode;
using core::Scn;

namespace {

Operation named(const std::string &name, const std::string &summary, std::vector<Argument> arguments)
{
    Operation operation;
    operation.name = "timeline " + name;
    operation.summary = summary;
    operation.arguments = std::move(arguments);
    operation.arguments.insert(operation.arguments.begin(), databaseArgument());
    operation.arguments.push_back(historyArgument());
    return operation;
}

Operation status(const Environment &environment)
{
    Operation operation = named("status", "What the history of a database holds", {});
    operation.run = [environment](const Arguments &arguments, const core::JobContext & /*unused*/,
                                  Output & /*unused*/) -> std::unique_ptr<Result> {
        return std::make_unique<StatusResult>(openHistory(arguments, environment)->status());
    };
    return operation;
}

// Of the commits, ascending: those that touched --table, changed a row with --text, or did both.
std::vector<Scn> matchingScns(const std::shared_ptr<timeline::History> &history,
                              flashback::ChangeIndex &index, const Arguments &arguments,
                              const std::vector<timeline::Commit> &commits, const core::JobContext &job)
{
    const Scn from = commits.front().scn;
    const Scn to = commits.back().scn;
    if (!arguments.has("text")) {
        return index.commitsOf(arguments.text("table"), from, to, job);
    }
    std::vector<Scn> found;
    const session::ChangeQuery query{.text = arguments.text("text"),
                                     .table = arguments.has("table") ? arguments.text("table") : ""};
    session::searchChanges(
        history, query, from, to, [&](const session::FoundCommit &commit) { found.push_back(commit.scn); },
        job);
    std::sort(found.begin(), found.end());
    return found;
}

// tables: one a commit, as they stay. limit: of the newest; 0: all.
void keepMatching(std::vector<timeline::Commit> &commits, std::vector<flashback::CommitTables> &tables,
                  std::size_t limit, const std::vector<Scn> &matching)
{
    const auto matches = [&](const auto &commit) {
        return std::binary_search(matching.begin(), matching.end(), commit.scn);
    };
    std::erase_if(commits, [&](const auto &commit) { return !matches(commit); });
    std::erase_if(tables, [&](const auto &commit) { return !matches(commit); });
    const std::size_t excess = limit == 0 || commits.size() <= limit ? 0 : commits.size() - limit;
    commits.erase(commits.begin(), commits.begin() + static_cast<std::ptrdiff_t>(excess));
    tables.erase(tables.begin(), tables.begin() + static_cast<std::ptrdiff_t>(excess));
}

Operation log(const Environment &environment)
{
    Operation operation =
        named("log", "The commits with the tables that they touched, the newest last",
              {{.name = "from", .kind = ArgumentKind::Scn, .help = "first SCN"},
               {.name = "to", .kind = ArgumentKind::Scn, .help = "last SCN"},
               {.name = "limit",
                .kind = ArgumentKind::Integer,
                .help = "only the newest so many of them; 0 or missing: all"},
               {.name = "table", .kind = ArgumentKind::Text, .help = "only those that touched it"},
               {.name = "text",
                .kind = ArgumentKind::Text,
                .help = "only those that changed a row with this text or number in it"}});
    operation.longRunning = true;
    operation.run = [environment](const Arguments &arguments, const core::JobContext &job,
                                  Output & /*unused*/) -> std::unique_ptr<Result> {
        if (arguments.integer("limit") < 0) {
            throw Error(ErrorCode::Usage, "--limit takes a whole number from 0.");
        }
        const auto history = openHistory(arguments, environment);
        const auto limit = static_cast<std::size_t>(arguments.integer("limit"));
        const bool filtered = arguments.has("table") || arguments.has("text");
        auto commits =
            history->commits(Scn{static_cast<std::uint64_t>(arguments.integer("from"))},
                             Scn{static_cast<std::uint64_t>(arguments.integer("to"))}, filtered ? 0 : limit);
        std::vector<flashback::CommitTables> tables;
        if (!commits.empty()) {
            flashback::ChangeIndex index(history);
            tables = index.load(commits.front().scn, commits.back().scn, job);
            if (filtered) {
                keepMatching(commits, tables, limit, matchingScns(history, index, arguments, commits, job));
            }
        }
        return std::make_unique<LogResult>(std::move(commits), std::move(tables),
                                           history->status().incarnations);
    };
    return operation;
}

Operation verify(const Environment &environment)
{
    Operation operation = named("verify", "Read and check every stored byte of the history", {});
    operation.longRunning = true;
    operation.run = [environment](const Arguments &arguments, const core::JobContext &job,
                                  Output & /*unused*/) -> std::unique_ptr<Result> {
        return std::make_unique<VerifyResult>(openHistory(arguments, environment)->verify(job));
    };
    return operation;
}

Operation clone(const Environment &environment)
{
    std::vector<Argument> own{{.name = "out",
                               .kind = ArgumentKind::Path,
                               .help = "the new file",
                               .positional = true,
                               .required = true}};
    for (Argument &argument : pointArguments()) {
        own.push_back(std::move(argument));
    }
    own.push_back({.name = "replace", .kind = ArgumentKind::Flag, .help = "overwrite an existing file"});
    Operation operation = named("clone", "Write the database as of a point as a new file", std::move(own));
    operation.longRunning = true;
    operation.run = [environment](const Arguments &arguments, const core::JobContext &job,
                                  Output & /*unused*/) -> std::unique_ptr<Result> {
        const auto history = openHistory(arguments, environment);
        const Scn scn = resolvePoint(arguments, *history, environment.clock);
        timeline::CloneReport report =
            history->clone(scn, arguments.text("out"), arguments.flag("replace"), job);
        const auto commit = history->commit(report.scn);
        return std::make_unique<CloneResult>(std::move(report),
                                             commit ? commit->incarnation : history->incarnation());
    };
    return operation;
}

Operation prune(const Environment &environment)
{
    Operation operation =
        named("prune", "Forget what is older than a while, or more than a size",
              {{.name = "keep",
                .kind = ArgumentKind::Duration,
                .help = "how much history stays: 90s, 15m, 12h, 7d, 2w; this or --max-size"},
               {.name = "max-size",
                .kind = ArgumentKind::Size,
                .help = "how much the history's files may take: 500MB, 10GB; the newest log stays whole"},
               {.name = "dry-run", .kind = ArgumentKind::Flag, .help = "only tell what would be freed"}});
    operation.effect = Effect::Writes;
    operation.longRunning = true;
    operation.run = [environment](const Arguments &arguments, const core::JobContext &job,
                                  Output &output) -> std::unique_ptr<Result> {
        timeline::Retention retention;
        if (arguments.has("keep")) {
            retention.keep = arguments.duration("keep");
        }
        if (arguments.has("max-size")) {
            retention.maxBytes = arguments.sizeBytes("max-size");
        }
        if (!retention.keep && !retention.maxBytes) {
            throw Error(ErrorCode::Usage,
                        "Say how much history stays: --keep DURATION, --max-size SIZE, or both.");
        }
        retention.dryRun = arguments.flag("dry-run");
        const core::IncarnationId incarnation = openHistory(arguments, environment)->incarnation();
        const timeline::Location location = locate(arguments, environment);
        timeline::PruneReport report = flashback::prune(location, retention, environment.clock, job);
        for (const std::string &warning : report.warnings) {
            output.note(warning);
        }
        return std::make_unique<PruneResult>(std::move(report), incarnation, retention.dryRun);
    };
    return operation;
}

Operation forget(const Environment &environment)
{
    Operation operation = named("forget", "Delete the history (it keeps deleted personal data)",
                                {{.name = "yes", .kind = ArgumentKind::Flag, .help = "don't ask"}});
    operation.effect = Effect::Writes;
    operation.run = [environment](const Arguments &arguments, const core::JobContext & /*unused*/,
                                  Output &output) -> std::unique_ptr<Result> {
        std::string folder;
        {
            // Closed before it is deleted. A history too damaged to be read stays deletable.
            const timeline::Location location = locate(arguments, environment);
            if (!timeline::History::exists(location)) {
                openHistory(arguments, environment);
            }
            folder = location.sidecar();
        }
        if (!arguments.flag("yes")) {
            const auto answer = output.confirm(fmt::format(
                "Delete the whole history in {}? What the database was like before can't be read any more.",
                folder));
            if (!answer) {
                throw Error(ErrorCode::Usage,
                            "Deleting a history needs a yes, and there is no terminal to ask on. "
                            "Add --yes.");
            }
            if (!*answer) {
                throw Error(ErrorCode::Cancelled, "The history was kept.");
            }
        }
        timeline::forget(locate(arguments, environment));
        environment.histories.remember(arguments.text("database"), {});
        return std::make_unique<ForgetResult>(arguments.text("database"), folder);
    };
    return operation;
}

} // namespace

void addTimeline(Operations &operations, const Environment &environment)
{
    operations.push_back(status(environment));
    operations.push_back(log(environment));
    addTimelineChanges(operations, environment);
    addTimelineRecycleBin(operations, environment);
    operations.push_back(verify(environment));
    operations.push_back(clone(environment));
    operations.push_back(prune(environment));
    operations.push_back(forget(environment));
}

} // namespace strandline::operations
