// The operations that bring copies of backup sets elsewhere and back: `backup copy`, `backup fetch`,
// `backup offsite …`.
#include "engine/offsite/copies.h"
#include "engine/operations/encoding.h"
#include "engine/operations/offsite_arguments.h"

#include <filesystem>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace strandline::operations {

using core::formatTime;
using Json = nlohmann::ordered_json;

std::string absolutePath(const std::string &path)
{
    std::error_code ignored;
    return path.empty() ? path : std::filesystem::absolute(path, ignored).lexically_normal().string();
}

Argument destinationArgument()
{
    return {.name = "destination",
            .help = "a destination's name, a folder, or s3://BUCKET/PREFIX",
            .positional = true,
            .required = true};
}

offsite::Destination destinationOf(const Arguments &arguments, const Environment &environment)
{
    return offsite::Destinations(environment.configFolder).find(arguments.text("destination"));
}

offsite::Surroundings surroundingsOf(const Environment &environment)
{
    offsite::Surroundings surroundings;
    surroundings.clock = &environment.clock;
    surroundings.keychain = environment.keychain;
    surroundings.notesFolder = offsite::Destinations(environment.configFolder).notesFolder();
    return surroundings;
}

namespace {

class CopyResult final : public Result
{
public:
    explicit CopyResult(offsite::CopyReport report) : m_report(std::move(report)) {}

    Json json(const Presentation & /*unused*/) const override
    {
        return {{"copied", m_report.copied},       {"refreshed", m_report.refreshed},
                {"present", m_report.present},     {"sentBytes", m_report.sentBytes},
                {"keptBytes", m_report.keptBytes}, {"seconds", m_report.seconds},
                {"notes", m_report.notes}};
    }
    std::string text(const Presentation & /*unused*/) const override
    {
        std::string out;
        for (const std::string &id : m_report.copied) {
            out += id + "  copied\n";
        }
        for (const std::string &id : m_report.refreshed) {
            out += id + "  manifest renewed\n";
        }
        for (const std::string &note : m_report.notes) {
            out += escaped(note) + '\n';
        }
        return out +
               fmt::format("{} sets copied ({} bytes sent, {} were there already), {} present, in {:.3f} s\n",
                           m_report.copied.size(), groupedDigits(m_report.sentBytes),
                           groupedDigits(m_report.keptBytes),
                           m_report.present.size() + m_report.refreshed.size(), m_report.seconds);
    }

private:
    offsite::CopyReport m_report;
};

class FetchResult final : public Result
{
public:
    explicit FetchResult(offsite::FetchReport report) : m_report(std::move(report)) {}

    Json json(const Presentation & /*unused*/) const override
    {
        return {{"fetched", m_report.fetched},
                {"present", m_report.present},
                {"receivedBytes", m_report.receivedBytes},
                {"keptBytes", m_report.keptBytes},
                {"seconds", m_report.seconds}};
    }
    std::string text(const Presentation & /*unused*/) const override
    {
        std::string out;
        for (const std::string &id : m_report.fetched) {
            out += id + "  fetched\n";
        }
        return out + fmt::format("{} sets fetched ({} bytes), {} were here already, in {:.3f} s\n",
                                 m_report.fetched.size(), groupedDigits(m_report.receivedBytes),
                                 m_report.present.size(), m_report.seconds);
    }

private:
    offsite::FetchReport m_report;
};

class CopiesResult final : public Result
{
public:
    explicit CopiesResult(std::vector<backup::SetInfo> sets) : m_sets(std::move(sets)) {}

    Json json(const Presentation &presentation) const override
    {
        Json list = Json::array();
        for (const backup::SetInfo &set : m_sets) {
            const backup::Manifest &manifest = set.manifest;
            const bool known = !manifest.pieces.empty();
            const auto scn = [&](core::Scn value) { return value ? Json(value.value) : Json(); };
            list.push_back(
                {{"id", manifest.id},
                 {"database", known ? Json(manifest.database) : Json()},
                 {"kind", known ? Json(kindName(manifest.kind)) : Json()},
                 {"status", statusName(set.status)},
                 {"fromScn", scn(manifest.fromScn)},
                 {"toScn", scn(manifest.toScn)},
                 {"started", known ? Json(formatTime(manifest.started, presentation.zone)) : Json()},
                 {"ended", known ? Json(formatTime(manifest.ended, presentation.zone)) : Json()},
                 {"storedBytes", manifest.storedBytes()},
                 {"encrypted", manifest.encryption.has_value()},
                 {"parent", manifest.parent.empty() ? Json() : Json(manifest.parent)},
                 {"problem", set.problem.empty() ? Json() : Json(set.problem)}});
        }
        return list;
    }
    std::string text(const Presentation &presentation) const override
    {
        if (m_sets.empty()) {
            return "There are no copies of backup sets there.\n";
        }
        TextTable lines({"Backup set", "Database", "Kind", "Status", "From SCN", "To SCN", "Ended", "Bytes"});
        for (const std::size_t column : {4U, 5U, 7U}) {
            lines.alignRight(column);
        }
        for (const backup::SetInfo &set : m_sets) {
            const backup::Manifest &manifest = set.manifest;
            const auto scn = [](core::Scn value) {
                return value ? std::to_string(value.value) : std::string();
            };
            if (manifest.pieces.empty()) {
                lines.add({manifest.id, "", "", std::string(statusName(set.status)), "", "", "", ""});
                continue;
            }
            lines.add({manifest.id, escaped(manifest.databaseName), std::string(kindName(manifest.kind)),
                       std::string(statusName(set.status)), scn(manifest.fromScn), scn(manifest.toScn),
                       formatTime(manifest.ended, presentation.zone), groupedDigits(manifest.storedBytes())});
        }
        return lines.render();
    }

private:
    std::vector<backup::SetInfo> m_sets;
};

class VerifyCopiesResult final : public Result
{
public:
    explicit VerifyCopiesResult(offsite::CopyVerification report) : m_report(std::move(report)) {}

    bool ok() const override { return m_report.ok(); }
    Json json(const Presentation & /*unused*/) const override
    {
        Json findings = Json::array();
        for (const offsite::CopyFinding &finding : m_report.findings) {
            findings.push_back({{"id", finding.id},
                                {"piece", finding.piece},
                                {"offset", nullptr}, // a whole piece is compared
                                {"kind", finding.kind},
                                {"message", finding.message}});
        }
        return {{"ok", m_report.ok()},
                {"findings", findings},
                {"checked", m_report.checked},
                {"readBytes", m_report.readBytes},
                {"seconds", m_report.seconds}};
    }
    std::string text(const Presentation & /*unused*/) const override
    {
        std::string out;
        for (const offsite::CopyFinding &finding : m_report.findings) {
            out += fmt::format("{}  {}  {}\n", finding.id, finding.kind, escaped(finding.message));
        }
        return out + fmt::format("{} sets checked, {} findings, {} bytes read, in {:.3f} s\n",
                                 m_report.checked.size(), m_report.findings.size(),
                                 groupedDigits(m_report.readBytes), m_report.seconds);
    }

private:
    offsite::CopyVerification m_report;
};

class RemovedResult final : public Result
{
public:
    explicit RemovedResult(std::vector<std::string> ids) : m_ids(std::move(ids)) {}
    Json json(const Presentation & /*unused*/) const override { return {{"deleted", m_ids}}; }
    std::string text(const Presentation & /*unused*/) const override
    {
        std::string out;
        for (const std::string &id : m_ids) {
            out += id + "  deleted there\n";
        }
        return out;
    }

private:
    std::vector<std::string> m_ids;
};

Argument storeOption()
{
    return {.name = "store", .kind = ArgumentKind::Path, .help = "folder of the backups", .required = true};
}

Argument idsArgument(const char *help)
{
    return {.name = "id", .help = help, .positional = true, .repeated = true};
}

std::unique_ptr<offsite::ObjectStore> open(const Arguments &arguments, const Environment &environment)
{
    return offsite::openDestination(destinationOf(arguments, environment), surroundingsOf(environment));
}

Operation copy(const Environment &environment)
{
    Operation operation;
    operation.name = "backup copy";
    operation.summary = "Copy backup sets to another folder or a bucket; an interrupted copy goes on";
    operation.effect = Effect::Writes;
    operation.longRunning = true;
    operation.arguments = {destinationArgument(),
                           idsArgument("sets, with what a restore of them takes; all sound ones without any"),
                           storeOption(),
                           {.name = "believe",
                            .kind = ArgumentKind::Flag,
                            .help = "don't read back what was sent: the place's word is enough"}};
    operation.run = [environment](const Arguments &arguments, const core::JobContext &job,
                                  Output & /*unused*/) -> std::unique_ptr<Result> {
        offsite::CopyRequest request;
        request.store = arguments.text("store");
        request.ids = arguments.list("id");
        request.readBack = !arguments.flag("believe");
        request.clock = &environment.clock;
        return std::make_unique<CopyResult>(offsite::copySets(request, *open(arguments, environment), job));
    };
    return operation;
}

Operation fetch(const Environment &environment)
{
    Operation operation;
    operation.name = "backup fetch";
    operation.summary = "Bring copies back into a store, from which they can be restored";
    operation.effect = Effect::Writes;
    operation.longRunning = true;
    operation.arguments = {destinationArgument(),
                           idsArgument("sets, with what a restore of them takes; all without any"),
                           storeOption()};
    operation.run = [environment](const Arguments &arguments, const core::JobContext &job,
                                  Output & /*unused*/) -> std::unique_ptr<Result> {
        offsite::FetchRequest request;
        request.store = arguments.text("store");
        request.ids = arguments.list("id");
        request.clock = &environment.clock;
        return std::make_unique<FetchResult>(offsite::fetchSets(*open(arguments, environment), request, job));
    };
    return operation;
}

Operation list(const Environment &environment)
{
    Operation operation;
    operation.name = "backup offsite list";
    operation.summary = "Show the copies at a destination";
    operation.longRunning = true;
    operation.arguments = {destinationArgument()};
    operation.run = [environment](const Arguments &arguments, const core::JobContext &job,
                                  Output & /*unused*/) -> std::unique_ptr<Result> {
        return std::make_unique<CopiesResult>(offsite::copiesIn(*open(arguments, environment), job));
    };
    return operation;
}

Operation verify(const Environment &environment)
{
    Operation operation;
    operation.name = "backup offsite verify";
    operation.summary = "Check that the copies at a destination are what was copied";
    operation.longRunning = true;
    operation.arguments = {destinationArgument(),
                           idsArgument("sets; all without any"),
                           {.name = "level",
                            .kind = ArgumentKind::Choice,
                            .help = "quick: that all is there; standard: every byte is read (without it)",
                            .choices = {"quick", "standard"}}};
    operation.run = [environment](const Arguments &arguments, const core::JobContext &job,
                                  Output & /*unused*/) -> std::unique_ptr<Result> {
        return std::make_unique<VerifyCopiesResult>(offsite::verifyCopies(
            *open(arguments, environment), arguments.list("id"), arguments.text("level") != "quick", job));
    };
    return operation;
}

Operation remove(const Environment &environment)
{
    Operation operation;
    operation.name = "backup offsite remove";
    operation.summary = "Delete copies at a destination, unless sets that stay need them";
    operation.effect = Effect::Writes;
    operation.longRunning = true;
    Argument ids = idsArgument("sets");
    ids.required = true;
    operation.arguments = {destinationArgument(), ids};
    operation.run = [environment](const Arguments &arguments, const core::JobContext &job,
                                  Output & /*unused*/) -> std::unique_ptr<Result> {
        offsite::removeCopies(*open(arguments, environment), arguments.list("id"), job);
        return std::make_unique<RemovedResult>(arguments.list("id"));
    };
    return operation;
}

} // namespace

void addBackupOffsite(Operations &operations, const Environment &environment)
{
    operations.push_back(copy(environment));
    operations.push_back(fetch(environment));
    operations.push_back(list(environment));
    operations.push_back(verify(environment));
    operations.push_back(remove(environment));
}

} // namespace strandline::operations
