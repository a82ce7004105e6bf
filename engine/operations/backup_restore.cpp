// The operations that use backups: `backup preview`, `restore`, `look`, `verify`, `repair`.
#include "engine/backup/repair.h"
#include "engine/backup/verify.h"
#include "engine/core/file.h"
#include "engine/flashback/restore_points.h"
#include "engine/operations/backup_arguments.h"
#include "engine/operations/encoding.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace strandline::operations {

using backup::RestorePlan;
using backup::Target;
using core::Error;
using core::ErrorCode;
using core::Scn;
using Json = nlohmann::ordered_json;

namespace {

std::vector<Argument> targetArguments()
{
    return {
        {.name = "until-scn", .kind = ArgumentKind::Scn, .help = "the state as of this commit"},
        {.name = "until",
         .kind = ArgumentKind::Time,
         .help = "the last state at this time; UTC without a zone"},
        {.name = "restore-point", .help = "the state that a restore point names"},
        {.name = "before-transaction",
         .kind = ArgumentKind::Scn,
         .help = "the state just before this transaction"},
        {.name = "set", .help = "the state that this set ends with", .placeholder = "ID"},
    };
}

Json scnJson(Scn scn)
{
    return scn ? Json(scn.value) : Json(nullptr);
}

std::string stateText(Scn scn, core::Time time, const Presentation &presentation)
{
    const std::string when = core::formatTime(time, presentation.zone);
    return scn ? fmt::format("SCN {} of {}", scn.value, when) : fmt::format("the state of {}", when);
}

std::string absolute(const std::string &path)
{
    std::error_code ignored;
    return std::filesystem::absolute(path, ignored).lexically_normal().string();
}

// A restore point that the backups don't know yet, but the history of the database does.
std::optional<Scn> restorePointInHistory(const Arguments &arguments, const Environment &environment,
                                         std::optional<core::DatabaseId> &id)
{
    const timeline::Location location = locate(arguments, environment);
    if (!arguments.has("database") || !timeline::History::exists(location)) {
        return std::nullopt;
    }
    const auto history = timeline::History::open(location);
    const auto point = flashback::findRestorePoint(*history, arguments.text("restore-point"));
    if (!point) {
        return std::nullopt;
    }
    id = history->status().id;
    return point->scn;
}

Target targetOf(const Arguments &arguments, const Environment &environment,
                const std::vector<backup::SetInfo> &sets)
{
    Target target;
    target.database = databaseOf(arguments);
    int given = 0;
    const auto take = [&](const char *name, Target::Kind kind) {
        if (arguments.has(name)) {
            target.kind = kind;
            ++given;
        }
        return arguments.has(name);
    };
    if (take("until-scn", Target::Kind::Scn)) {
        target.scn = Scn{static_cast<std::uint64_t>(arguments.integer("until-scn"))};
    }
    if (take("before-transaction", Target::Kind::BeforeTransaction)) {
        target.scn = Scn{static_cast<std::uint64_t>(arguments.integer("before-transaction"))};
    }
    if (take("until", Target::Kind::Time)) {
        target.time = core::parseTime(arguments.text("until"), environment.clock);
    }
    if (take("set", Target::Kind::Set)) {
        target.name = arguments.text("set");
    }
    if (take("restore-point", Target::Kind::RestorePoint)) {
        target.name = arguments.text("restore-point");
        const auto known = backup::restorePointsIn(sets, {});
        const bool inSets = std::any_of(known.begin(), known.end(),
                                        [&](const auto &point) { return point.name == target.name; });
        const auto scn =
            inSets ? std::nullopt : restorePointInHistory(arguments, environment, target.history);
        if (scn) {
            target.kind = Target::Kind::Scn;
            target.scn = *scn;
        }
    }
    if (given > 1) {
        throw Error(ErrorCode::Usage, "Give one of --until-scn, --until, --restore-point, "
                                      "--before-transaction and --set; without one it is the latest state.");
    }
    return target;
}

struct Planned
{
    RestorePlan plan;
    backup::KeyRing keys;
};

Planned planOf(const Arguments &arguments, const Environment &environment)
{
    const backup::Catalogue catalogue(arguments.text("store"));
    catalogue.store().mustExist();
    const std::vector<backup::SetInfo> sets = catalogue.sets();
    Planned planned{{}, backup::KeyRing(keySourceOf(arguments, environment))};
    planned.plan = backup::planRestoreFrom(sets, targetOf(arguments, environment, sets), planned.keys);
    return planned;
}

class PreviewResult final : public Result
{
public:
    PreviewResult(RestorePlan plan, double expectedSeconds)
        : m_plan(std::move(plan)), m_expectedSeconds(expectedSeconds)
    {
    }

    Json json(const Presentation &presentation) const override
    {
        Json pieces = Json::array();
        for (const backup::PlannedSet &planned : m_plan.sets) {
            for (const backup::Piece &piece : planned.set.manifest.pieces) {
                pieces.push_back({{"set", planned.set.manifest.id},
                                  {"kind", backup::kindName(planned.set.manifest.kind)},
                                  {"piece", piece.name},
                                  {"bytes", piece.storedBytes},
                                  {"contentBytes", piece.contentBytes},
                                  {"toScn", scnJson(planned.to)}});
            }
        }
        return {{"pieces", std::move(pieces)},
                {"bytes", m_plan.readBytes},
                {"expectedSeconds", m_expectedSeconds},
                {"database", m_plan.database},
                {"scn", scnJson(m_plan.scn)},
                {"incarnation", m_plan.last().incarnation.value},
                {"time", core::formatTime(m_plan.time, presentation.zone)},
                {"writtenBytes", m_plan.writtenBytes},
                {"encrypted", m_plan.encrypted},
                {"warnings", m_plan.warnings}};
    }

    std::string text(const Presentation &presentation) const override
    {
        TextTable pieces({"Set", "Kind", "Piece", "Bytes"});
        pieces.alignRight(3);
        for (const backup::PlannedSet &planned : m_plan.sets) {
            for (const backup::Piece &piece : planned.set.manifest.pieces) {
                pieces.add({planned.set.manifest.id, std::string(backup::kindName(planned.set.manifest.kind)),
                            escaped(piece.name), groupedDigits(piece.storedBytes)});
            }
        }
        std::string out = fmt::format(
            "{} as of {}\n\n{}\n{} bytes are read, {} written; about {:.1f} s\n", escaped(m_plan.database),
            stateText(m_plan.scn, m_plan.time, presentation), pieces.render(),
            groupedDigits(m_plan.readBytes), groupedDigits(m_plan.writtenBytes), m_expectedSeconds);
        for (const std::string &warning : m_plan.warnings) {
            out += escaped(warning) + '\n';
        }
        return out;
    }

private:
    RestorePlan m_plan;
    double m_expectedSeconds;
};

class RestoreResult final : public Result
{
public:
    explicit RestoreResult(backup::RestoreReport report, core::IncarnationId incarnation)
        : m_report(std::move(report)), m_incarnation(incarnation)
    {
    }

    Json json(const Presentation &presentation) const override
    {
        Json out = {{"out", m_report.out},
                    {"scn", scnJson(m_report.scn)},
                    {"incarnation", m_incarnation.value},
                    {"time", core::formatTime(m_report.time, presentation.zone)},
                    {"bytes", m_report.bytes},
                    {"seconds", m_report.seconds},
                    {"checked", m_report.checked},
                    {"sets", m_report.sets}};
        if (m_report.inPlace.scn) {
            out["history"] = {{"before", scnJson(m_report.inPlace.scnBefore)},
                              {"scn", scnJson(m_report.inPlace.scn)},
                              {"incarnation", m_report.inPlace.incarnation.value}};
        }
        if (!m_report.inPlace.kept.empty()) {
            out["kept"] = m_report.inPlace.kept;
        }
        return out;
    }

    std::string text(const Presentation &presentation) const override
    {
        std::string out =
            fmt::format("{}: {}, {} bytes in {:.1f} s{}\n", escaped(m_report.out),
                        stateText(m_report.scn, m_report.time, presentation), groupedDigits(m_report.bytes),
                        m_report.seconds, m_report.checked ? "; integrity check passed" : "");
        if (m_report.inPlace.scn) {
            out += fmt::format("The history goes on with SCN {} of incarnation {}; what was there before "
                               "stays readable up to SCN {}.\n",
                               m_report.inPlace.scn.value, m_report.inPlace.incarnation.value,
                               m_report.inPlace.scnBefore.value);
        }
        if (!m_report.inPlace.kept.empty()) {
            out += fmt::format("The old file is kept as {}.\n", escaped(m_report.inPlace.kept));
        }
        return out;
    }

private:
    backup::RestoreReport m_report;
    core::IncarnationId m_incarnation;
};

std::vector<Argument> planArguments()
{
    std::vector<Argument> all{storeArgument(), databaseOption()};
    for (const auto &group : {targetArguments(), keyArguments()}) {
        all.insert(all.end(), group.begin(), group.end());
    }
    return all;
}

Operation preview(const Environment &environment)
{
    Operation operation;
    operation.name = "backup preview";
    operation.summary = "What a restore would read, write and take";
    operation.arguments = planArguments();
    operation.arguments.push_back({.name = "out",
                                   .kind = ArgumentKind::Path,
                                   .help = "where it would be restored to; nothing is written",
                                   .positional = true});
    operation.run = [environment](const Arguments &arguments, const core::JobContext & /*unused*/,
                                  Output & /*unused*/) -> std::unique_ptr<Result> {
        Planned planned = planOf(arguments, environment);
        const double seconds = backup::expectedSeconds(planned.plan, planned.keys);
        return std::make_unique<PreviewResult>(std::move(planned.plan), seconds);
    };
    return operation;
}

// Where the restored database goes.
void setPlace(backup::RestoreRequest &request, const Arguments &arguments, const Environment &environment)
{
    const bool inPlace = arguments.flag("in-place");
    if (inPlace == arguments.has("out")) {
        throw Error(ErrorCode::Usage, "Name the file to restore to, or say --in-place to replace the "
                                      "database itself.");
    }
    request.out = inPlace ? request.plan.database : absolute(arguments.text("out"));
    request.replace = inPlace || arguments.flag("replace");
    const std::string remembered = environment.histories.folderOf(request.out);
    request.historyFolder = arguments.has("history") ? absolute(arguments.text("history")) : remembered;
}

Operation restore(const Environment &environment)
{
    Operation operation;
    operation.name = "backup restore";
    operation.summary = "Restore a state of a database to a new file, or in place";
    operation.arguments = planArguments();
    const std::vector<Argument> own = {
        {.name = "out", .kind = ArgumentKind::Path, .help = "the new file", .positional = true},
        {.name = "in-place",
         .kind = ArgumentKind::Flag,
         .help = "replace the database itself; nobody may have it open"},
        {.name = "replace", .kind = ArgumentKind::Flag, .help = "replace an existing file in the same way"},
        {.name = "keep-old", .kind = ArgumentKind::Flag, .help = "keep the file that is replaced"},
        {.name = "check",
         .kind = ArgumentKind::Flag,
         .help = "run an integrity check before the new file gets its name"},
        historyArgument(),
    };
    operation.arguments.insert(operation.arguments.end(), own.begin(), own.end());
    operation.effect = Effect::Writes;
    operation.longRunning = true;
    operation.run = [environment](const Arguments &arguments, const core::JobContext &job,
                                  Output &output) -> std::unique_ptr<Result> {
        Planned planned = planOf(arguments, environment);
        for (const std::string &warning : planned.plan.warnings) {
            output.note(warning);
        }
        backup::RestoreRequest request;
        request.plan = std::move(planned.plan);
        request.keys = planned.keys;
        setPlace(request, arguments, environment);
        request.keepOld = arguments.flag("keep-old");
        request.checkIntegrity = arguments.flag("check");
        request.clock = &environment.clock;
        request.program = "strandctl";
        backup::RestoreReport report = backup::runRestore(request, job);
        for (const std::string &note : report.inPlace.notes) {
            output.note(note);
        }
        return std::make_unique<RestoreResult>(std::move(report), request.plan.last().incarnation);
    };
    return operation;
}

class VerifyResult final : public Result
{
public:
    explicit VerifyResult(std::vector<backup::SetVerification> sets) : m_sets(std::move(sets)) {}

    bool ok() const override
    {
        return std::all_of(m_sets.begin(), m_sets.end(), [](const auto &set) { return set.ok(); });
    }

    Json json(const Presentation &presentation) const override
    {
        Json findings = Json::array();
        Json sets = Json::array();
        for (const backup::SetVerification &set : m_sets) {
            for (const backup::Finding &finding : set.findings) {
                findings.push_back({{"id", finding.id},
                                    {"piece", finding.piece},
                                    {"offset", finding.offset},
                                    {"kind", backup::damageName(finding.kind)},
                                    {"message", finding.message}});
            }
            Json one = {{"id", set.id},
                        {"ok", set.ok()},
                        {"level", backup::verifyLevelName(set.level)},
                        {"time", core::formatTime(set.time, presentation.zone)},
                        {"seconds", set.seconds}};
            if (set.drill) {
                one["drill"] = {{"scn", scnJson(set.drill->scn)},
                                {"bytes", set.drill->bytes},
                                {"seconds", set.drill->seconds},
                                {"comparedWith", set.drill->comparedWith}};
            }
            if (!set.note.empty()) {
                one["note"] = set.note;
            }
            sets.push_back(std::move(one));
        }
        return {{"ok", ok()}, {"findings", std::move(findings)}, {"sets", std::move(sets)}};
    }

    std::string text(const Presentation & /*unused*/) const override
    {
        std::string out;
        for (const backup::SetVerification &set : m_sets) {
            out += fmt::format("{}: {} ({}, {:.2f} s)\n", set.id,
                               set.ok() ? "sound" : fmt::format("{} findings", set.findings.size()),
                               backup::verifyLevelName(set.level), set.seconds);
            for (const backup::Finding &finding : set.findings) {
                out += fmt::format("  {} at {} {}: {}\n", backup::damageName(finding.kind),
                                   finding.piece.empty() ? "the set," : escaped(finding.piece) + ", byte",
                                   finding.piece.empty() ? "as a whole" : std::to_string(finding.offset),
                                   escaped(finding.message));
            }
            if (set.drill) {
                out += fmt::format("  restored {} bytes in {:.2f} s{}\n", groupedDigits(set.drill->bytes),
                                   set.drill->seconds,
                                   set.drill->comparedWith.empty() ? ""
                                                                   : ", equal to " + set.drill->comparedWith);
            }
            if (!set.note.empty()) {
                out += "  " + escaped(set.note) + '\n';
            }
        }
        return out.empty() ? "There are no sets.\n" : out;
    }

private:
    std::vector<backup::SetVerification> m_sets;
};

Operation verify(const Environment &environment)
{
    Operation operation;
    operation.name = "backup verify";
    operation.summary = "Verify backup sets, up to a restore that is thrown away";
    operation.arguments = {
        {.name = "id", .help = "of one set; all of the store without it", .positional = true},
        storeArgument(),
        {.name = "level",
         .kind = ArgumentKind::Choice,
         .help = "quick: manifests and sizes; standard (the default): checksums; full: "
                 "every page; restore-test: restored and compared",
         .choices = {"quick", "standard", "full", "restore-test"}}};
    for (Argument &argument : keyArguments()) {
        operation.arguments.push_back(std::move(argument));
    }
    operation.longRunning = true;
    operation.run = [environment](const Arguments &arguments, const core::JobContext &job,
                                  Output & /*unused*/) -> std::unique_ptr<Result> {
        backup::VerifyRequest request;
        request.level = arguments.has("level") ? *backup::verifyLevelNamed(arguments.text("level"))
                                               : backup::VerifyLevel::Standard;
        request.keys = backup::KeyRing(keySourceOf(arguments, environment));
        request.clock = &environment.clock;
        const std::vector<std::string> ids =
            arguments.has("id") ? std::vector{arguments.text("id")} : std::vector<std::string>{};
        return std::make_unique<VerifyResult>(
            backup::verifyStore(arguments.text("store"), ids, request, job));
    };
    return operation;
}

// Rows as `sql` writes them, from a connection that isn't a session's.
void writeRows(sqlite::Connection &connection, std::string_view sql, Output &output)
{
    const bool asJson = output.format() == Format::Json;
    std::string_view rest = sql;
    bool first = true;
    output.write(asJson ? "[" : "");
    while (!rest.empty()) {
        sqlite::Statement statement = connection.prepare(rest, &rest);
        if (!statement) {
            continue;
        }
        std::vector<std::string> names;
        for (int column = 0; column < statement.columnCount(); ++column) {
            names.push_back(statement.columnName(column));
        }
        if (asJson) {
            output.write(fmt::format("{}\n{{\"columns\":{},\"rows\":[", first ? "" : ",", compact(names)));
        }
        TextTable table([&] {
            std::vector<std::string> header;
            std::transform(names.begin(), names.end(), std::back_inserter(header),
                           [](const std::string &name) { return escaped(name); });
            return header;
        }());
        for (bool firstRow = true; statement.step(); firstRow = false) {
            std::vector<std::string> cells;
            std::string line;
            for (int column = 0; column < statement.columnCount(); ++column) {
                const sqlite::Value value = statement.value(column);
                line += (column == 0 ? "" : ",") + (asJson ? compact(toJson(value)) : std::string());
                cells.push_back(asJson ? std::string() : toText(value));
            }
            if (asJson) {
                output.write(fmt::format("{}[{}]", firstRow ? "\n" : ",\n", line));
            } else {
                table.add(std::move(cells));
            }
        }
        output.write(asJson ? "]}" : names.empty() ? "" : (first ? "" : "\n") + table.render());
        first = false;
    }
    output.write(asJson ? "\n]\n" : "");
}

Operation look(const Environment &environment)
{
    Operation operation;
    operation.name = "backup look";
    operation.summary = "Read in a backup without restoring it: it is opened where it is";
    operation.arguments = planArguments();
    operation.arguments.push_back({.name = "sql",
                                   .help = "what to read; without it: tables, views and how they are made",
                                   .positional = true});
    operation.longRunning = true;
    operation.run = [environment](const Arguments &arguments, const core::JobContext &job,
                                  Output &output) -> std::unique_ptr<Result> {
        const Planned planned = planOf(arguments, environment);
        for (const std::string &warning : planned.plan.warnings) {
            output.note(warning);
        }
        const auto mounted = backup::mount(planned.plan, planned.keys);
        sqlite::ConnectionOptions options;
        options.uri = true;
        sqlite::Connection connection(mounted->uri(), options);
        connection.acceptUnknownCollations();
        const sqlite::Connection::CancelScope cancel(connection, job.stop);
        const std::string sql = arguments.has("sql")
                                    ? arguments.text("sql")
                                    : "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid";
        writeRows(connection, sql, output);
        return nullptr;
    };
    return operation;
}

class RepairResult final : public Result
{
public:
    RepairResult(backup::RepairPlan plan, std::optional<backup::RepairReport> report)
        : m_plan(std::move(plan)), m_report(std::move(report))
    {
    }

    bool ok() const override { return m_report ? m_report->problems.empty() : m_plan.sound(); }

    Json json(const Presentation & /*unused*/) const override
    {
        Json pages = Json::array();
        for (const backup::DamagedPage &page : m_plan.pages) {
            pages.push_back({{"page", page.page},
                             {"offset", std::uint64_t{page.page - 1} * m_plan.pageBytes},
                             {"why", page.why},
                             {"source", sourceName(page)},
                             {"scn", scnJson(page.scn)},
                             {"old", page.old}});
        }
        return {{"ok", ok()},
                {"checkedPages", m_plan.pagesChecked},
                {"damaged", std::move(pages)},
                {"problems", m_report ? m_report->problems : m_plan.problems},
                {"repairable", m_plan.mends()},
                {"repaired", m_report ? m_report->pagesWritten : 0},
                {"notes", m_plan.notes}};
    }

    std::string text(const Presentation & /*unused*/) const override
    {
        std::string out;
        for (const backup::DamagedPage &page : m_plan.pages) {
            out += fmt::format("{} From the {}{}{}.\n", page.why, sourceName(page),
                               page.scn ? fmt::format(", SCN {}", page.scn.value) : "",
                               page.old ? ", as it was earlier" : "");
        }
        const auto &problems = m_report ? m_report->problems : m_plan.problems;
        for (const std::string &problem : problems) {
            out += "integrity_check: " + escaped(problem) + '\n';
        }
        for (const std::string &note : m_plan.notes) {
            out += escaped(note) + '\n';
        }
        if (m_report) {
            return out + fmt::format("{} pages repaired.\n", m_report->pagesWritten);
        }
        return out + fmt::format("{} pages checked; {}.\n", groupedDigits(m_plan.pagesChecked),
                                 m_plan.sound()   ? "nothing is damaged"
                                 : m_plan.mends() ? "a repair makes the database sound"
                                                  : "a repair doesn't make the database sound");
    }

private:
    static const char *sourceName(const backup::DamagedPage &page)
    {
        return page.source == backup::PageSourceKind::History ? "history" : "backup";
    }

    backup::RepairPlan m_plan;
    std::optional<backup::RepairReport> m_report;
};

Operation repair(const Environment &environment)
{
    Operation operation;
    operation.name = "backup repair";
    operation.summary = "Find damaged pages of a live database and rewrite them from its history or a backup";
    Argument store = storeArgument();
    store.required = false;
    store.help = "folder of backups, for pages that the history doesn't have";
    operation.arguments = {
        databaseArgument(),
        store,
        {.name = "dry-run", .kind = ArgumentKind::Flag, .help = "only look"},
        {.name = "force", .kind = ArgumentKind::Flag, .help = "even where damage would remain"},
        {.name = "yes", .kind = ArgumentKind::Flag, .help = "don't ask"},
        historyArgument(),
    };
    for (Argument &argument : keyArguments()) {
        operation.arguments.push_back(std::move(argument));
    }
    operation.effect = Effect::Writes;
    operation.longRunning = true;
    operation.run = [environment](const Arguments &arguments, const core::JobContext &job,
                                  Output &output) -> std::unique_ptr<Result> {
        backup::RepairRequest request;
        request.location = locate(arguments, environment);
        request.location.database = databaseOf(arguments);
        request.keys = backup::KeyRing(keySourceOf(arguments, environment));
        if (arguments.has("store")) {
            request.sets = backup::Catalogue(arguments.text("store")).sets();
        }
        backup::RepairPlan plan = backup::planRepair(request, job);
        const bool possible = !plan.pages.empty() && (plan.mends() || arguments.flag("force"));
        if (arguments.flag("dry-run") || !possible) {
            return std::make_unique<RepairResult>(std::move(plan), std::nullopt);
        }
        if (!arguments.flag("yes")) {
            const auto answer = output.confirm(
                fmt::format("Rewrite {} pages of {}?", plan.pages.size(), request.location.database));
            if (!answer) {
                throw Error(ErrorCode::Usage, "Rewriting pages needs a yes, and there is no terminal to ask "
                                              "on. Add --yes, or --dry-run to look only.");
            }
            if (!*answer) {
                throw Error(ErrorCode::Cancelled, "Nothing was changed.");
            }
        }
        auto report = backup::runRepair(request, plan, arguments.flag("force"), job);
        return std::make_unique<RepairResult>(std::move(plan), std::move(report));
    };
    return operation;
}

} // namespace

void addBackupRestore(Operations &operations, const Environment &environment)
{
    operations.push_back(preview(environment));
    operations.push_back(restore(environment));
    operations.push_back(look(environment));
    operations.push_back(verify(environment));
    operations.push_back(repair(environment));
}

} // namespace strandline::operations
