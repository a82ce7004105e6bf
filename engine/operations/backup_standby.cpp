// The operations `backup standby …`: destinations that are kept up to date.
#include "engine/offsite/standby.h"
#include "engine/operations/encoding.h"
#include "engine/operations/offsite_arguments.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace strandline::operations {

using core::formatTime;
using Json = nlohmann::ordered_json;
using offsite::Destination;

namespace {

Json scnOrNull(core::Scn scn)
{
    return scn ? Json(scn.value) : Json();
}

Json timeOrNull(std::optional<core::Time> time, const Presentation &presentation)
{
    return time && *time != core::Time() ? Json(formatTime(*time, presentation.zone)) : Json();
}

Json drillJson(const offsite::Drill &drill, const Presentation &presentation)
{
    return {{"destination", drill.destination},
            {"database", drill.database},
            {"time", formatTime(drill.time, presentation.zone)},
            {"ok", drill.ok},
            {"scn", scnOrNull(drill.scn)},
            {"rpoSeconds", drill.rpo ? Json(drill.rpo->count()) : Json()},
            {"rtoSeconds", drill.rtoSeconds},
            {"fetchSeconds", drill.fetchSeconds},
            {"restoreSeconds", drill.restoreSeconds},
            {"bytes", drill.bytes},
            {"detail", drill.detail}};
}

std::string drillText(const offsite::Drill &drill)
{
    return fmt::format("{} restored in {:.3f} s (RTO: {:.3f} s fetched, {:.3f} s written), RPO {}. {}\n",
                       drill.ok ? "Drill passed:" : "Drill failed:", drill.rtoSeconds, drill.fetchSeconds,
                       drill.restoreSeconds, drill.rpo ? fmt::format("{} s", drill.rpo->count()) : "unknown",
                       escaped(drill.detail));
}

class StatusResult final : public Result
{
public:
    explicit StatusResult(std::vector<offsite::StandbyStatus> standbys) : m_standbys(std::move(standbys)) {}

    Json json(const Presentation &presentation) const override
    {
        Json list = Json::array();
        for (const offsite::StandbyStatus &standby : m_standbys) {
            Json databases = Json::array();
            for (const offsite::StandbyDatabase &database : standby.databases) {
                databases.push_back({{"database", database.database},
                                     {"standbyScn", scnOrNull(database.standbyScn)},
                                     {"standbyTime", timeOrNull(database.standbyTime, presentation)},
                                     {"storeScn", scnOrNull(database.storeScn)},
                                     {"currentScn", scnOrNull(database.currentScn)},
                                     {"lagSeconds", database.lag ? Json(database.lag->count()) : Json()}});
            }
            list.push_back(
                {{"destination", standby.destination},
                 {"store", standby.store},
                 {"copies", standby.copies},
                 {"missing", standby.missing},
                 {"missingBytes", standby.missingBytes},
                 {"databases", databases},
                 {"lastSync", timeOrNull(standby.lastSync, presentation)},
                 {"lastDrill",
                  standby.drills.empty() ? Json() : drillJson(standby.drills.front(), presentation)}});
        }
        return list;
    }
    std::string text(const Presentation &presentation) const override
    {
        if (m_standbys.empty()) {
            return "There is no standby. `strandctl backup destination add --standby-of STORE` makes one.\n";
        }
        std::string out;
        for (const offsite::StandbyStatus &standby : m_standbys) {
            out += fmt::format("{}: {} copies of {}, {} sets ({} bytes) are missing there\n",
                               escaped(standby.destination), standby.copies, escaped(standby.store),
                               standby.missing.size(), groupedDigits(standby.missingBytes));
            for (const offsite::StandbyDatabase &database : standby.databases) {
                out += fmt::format("  {}: SCN {} of {}, {}\n", escaped(database.database),
                                   database.standbyScn.value,
                                   database.currentScn ? database.currentScn.value : database.storeScn.value,
                                   database.lag ? fmt::format("{} s behind", database.lag->count())
                                                : "how far behind is unknown");
            }
            if (standby.lastSync) {
                out +=
                    fmt::format("  last synchronised {}\n", formatTime(*standby.lastSync, presentation.zone));
            }
            out += standby.drills.empty()
                       ? std::string("  never tried by a drill\n")
                       : "  " + formatTime(standby.drills.front().time, presentation.zone) + ' ' +
                             drillText(standby.drills.front());
        }
        return out;
    }

private:
    std::vector<offsite::StandbyStatus> m_standbys;
};

class SyncResult final : public Result
{
public:
    explicit SyncResult(offsite::CopyReport report) : m_report(std::move(report)) {}
    Json json(const Presentation & /*unused*/) const override
    {
        return {{"copied", m_report.copied},   {"refreshed", m_report.refreshed},
                {"present", m_report.present}, {"sentBytes", m_report.sentBytes},
                {"seconds", m_report.seconds}, {"notes", m_report.notes}};
    }
    std::string text(const Presentation & /*unused*/) const override
    {
        return fmt::format("{} sets copied ({} bytes), {} were there, in {:.3f} s\n", m_report.copied.size(),
                           groupedDigits(m_report.sentBytes),
                           m_report.present.size() + m_report.refreshed.size(), m_report.seconds);
    }

private:
    offsite::CopyReport m_report;
};

class DrillResult final : public Result
{
public:
    explicit DrillResult(offsite::Drill drill) : m_drill(std::move(drill)) {}
    bool ok() const override { return m_drill.ok; }
    Json json(const Presentation &presentation) const override { return drillJson(m_drill, presentation); }
    std::string text(const Presentation & /*unused*/) const override { return drillText(m_drill); }

private:
    offsite::Drill m_drill;
};

offsite::HistoryFolder historyFolders(const Environment &environment)
{
    return [&histories = environment.histories](const std::string &database) {
        const std::string remembered = histories.folderOf(database);
        return remembered.empty() ? session::folderBeside(database) : remembered;
    };
}

Operation status(const Environment &environment)
{
    Operation operation;
    operation.name = "backup standby status";
    operation.summary = "Show how far standbys are behind, and what the last drill measured";
    operation.longRunning = true;
    Argument destination = destinationArgument();
    destination.required = false;
    destination.help += "; all standbys without it";
    operation.arguments = {destination};
    operation.run = [environment](const Arguments &arguments, const core::JobContext &job,
                                  Output & /*unused*/) -> std::unique_ptr<Result> {
        std::vector<Destination> wanted;
        if (arguments.has("destination")) {
            wanted.push_back(destinationOf(arguments, environment));
        } else {
            for (Destination &known : offsite::Destinations(environment.configFolder).all()) {
                if (!known.standbyOf.empty()) {
                    wanted.push_back(std::move(known));
                }
            }
        }
        const offsite::StandbyRecords records(environment.configFolder);
        std::vector<offsite::StandbyStatus> standbys;
        for (const Destination &standby : wanted) {
            const auto store = offsite::openDestination(standby, surroundingsOf(environment));
            standbys.push_back(offsite::standbyStatus(standby, *store, records, historyFolders(environment),
                                                      environment.clock, job));
        }
        return std::make_unique<StatusResult>(std::move(standbys));
    };
    return operation;
}

Operation sync(const Environment &environment)
{
    Operation operation;
    operation.name = "backup standby sync";
    operation.summary = "Bring a standby up to date with its store";
    operation.effect = Effect::Writes;
    operation.longRunning = true;
    operation.arguments = {destinationArgument()};
    operation.run = [environment](const Arguments &arguments, const core::JobContext &job,
                                  Output & /*unused*/) -> std::unique_ptr<Result> {
        const Destination standby = destinationOf(arguments, environment);
        const auto store = offsite::openDestination(standby, surroundingsOf(environment));
        return std::make_unique<SyncResult>(offsite::syncStandby(
            standby, *store, offsite::StandbyRecords(environment.configFolder), environment.clock, job));
    };
    return operation;
}

Operation drill(const Environment &environment)
{
    Operation operation;
    operation.name = "backup standby drill";
    operation.summary = "Restore from copies into a sandbox, and measure RTO and RPO";
    operation.longRunning = true;
    operation.arguments = {destinationArgument(),
                           {.name = "database",
                            .kind = ArgumentKind::Path,
                            .help = "which one, where copies of several are there"},
                           {.name = "sandbox",
                            .kind = ArgumentKind::Path,
                            .help = "folder with room for the copies and the database"}};
    for (Argument &argument : keyArguments()) {
        operation.arguments.push_back(std::move(argument));
    }
    operation.run = [environment](const Arguments &arguments, const core::JobContext &job,
                                  Output & /*unused*/) -> std::unique_ptr<Result> {
        offsite::DrillRequest request;
        request.destination = destinationOf(arguments, environment);
        request.database = absolutePath(arguments.text("database"));
        request.key = keySourceOf(arguments, environment);
        request.sandbox = arguments.text("sandbox");
        const auto store = offsite::openDestination(request.destination, surroundingsOf(environment));
        return std::make_unique<DrillResult>(
            offsite::runDrill(request, *store, offsite::StandbyRecords(environment.configFolder),
                              historyFolders(environment), environment.clock, job));
    };
    return operation;
}

} // namespace

void addBackupStandby(Operations &operations, const Environment &environment)
{
    operations.push_back(status(environment));
    operations.push_back(sync(environment));
    operations.push_back(drill(environment));
}

} // namespace strandline::operations
