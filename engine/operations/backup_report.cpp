// The operation `backup report KIND`: summary, obsolete, history, storage, compliance, recoverability.
#include "engine/backup/prune.h"
#include "engine/backup/reports.h"
#include "engine/operations/backup_arguments.h"
#include "engine/operations/encoding.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace strandline::operations {

using backup::DatabaseSummary;
using core::formatTime;
using Json = nlohmann::ordered_json;

namespace {

// What all reports are made of.
struct Material
{
    std::string store;
    std::vector<backup::SetInfo> sets; // of --database
    std::vector<DatabaseSummary> databases;
};

// A report that was made: its JSON as it is, and how the text is drawn.
class ReportResult final : public Result
{
public:
    using Draw = std::function<std::string(const Presentation &)>;
    using Write = std::function<Json(const Presentation &)>;
    ReportResult(Write json, Draw text, bool ok = true)
        : m_json(std::move(json)), m_text(std::move(text)), m_ok(ok)
    {
    }
    bool ok() const override { return m_ok; }
    Json json(const Presentation &presentation) const override { return m_json(presentation); }
    std::string text(const Presentation &presentation) const override { return m_text(presentation); }

private:
    Write m_json;
    Draw m_text;
    bool m_ok;
};

using Made = std::unique_ptr<Result>;

std::string ratioText(std::uint64_t content, std::uint64_t stored)
{
    return stored == 0 ? ""
                       : fmt::format("{:.1f}", static_cast<double>(content) / static_cast<double>(stored));
}

std::size_t setsOfKind(const DatabaseSummary &database, backup::Kind kind)
{
    const auto found = std::find_if(database.kinds.begin(), database.kinds.end(),
                                    [kind](const backup::KindUse &use) { return use.kind == kind; });
    return found == database.kinds.end() ? 0 : found->sets;
}

Json timeJson(const std::optional<backup::GoodBackup> &good, const Presentation &presentation)
{
    return good ? Json(formatTime(good->time, presentation.zone)) : Json();
}

Json verifiedJson(const std::optional<backup::Verification> &verification, const Presentation &presentation)
{
    if (!verification) {
        return {};
    }
    return {{"time", formatTime(verification->time, presentation.zone)},
            {"level", verification->level},
            {"ok", verification->ok},
            {"findings", verification->findings}};
}

constexpr backup::Kind allKinds[] = {backup::Kind::Full, backup::Kind::Differential, backup::Kind::Cumulative,
                                     backup::Kind::ArchiveLog};

Json summaryJson(const DatabaseSummary &database, const Presentation &presentation)
{
    Json json{{"database", database.database}, {"sets", database.sets}};
    for (const backup::Kind kind : allKinds) {
        json[std::string(backup::kindName(kind))] = setsOfKind(database, kind);
    }
    json["damaged"] = database.damaged;
    json["obsolete"] = database.obsolete;
    json["encrypted"] = database.encrypted;
    json["storedBytes"] = database.storedBytes;
    json["contentBytes"] = database.contentBytes;
    json["last"] = timeJson(database.last, presentation);
    json["lastFull"] = timeJson(database.lastFull, presentation);
    json["restorable"] = rangesJson(database.restorable, presentation);
    json["gaps"] = database.gaps.size();
    json["verified"] = verifiedJson(database.verified, presentation);
    json["restoreTest"] = verifiedJson(database.drilled, presentation);
    return json;
}

std::string summaryText(const std::vector<DatabaseSummary> &databases, const Presentation &presentation)
{
    TextTable lines({"Database", "Sets", "Full", "Diff", "Cum", "Logs", "Damaged", "Stored", "Last good",
                     "Last full", "Gaps", "Verified"});
    for (const std::size_t column : {1U, 2U, 3U, 4U, 5U, 6U, 7U, 10U}) {
        lines.alignRight(column);
    }
    const auto time = [&](const std::optional<backup::GoodBackup> &good) {
        return good ? formatTime(good->time, presentation.zone) : std::string("never");
    };
    for (const DatabaseSummary &database : databases) {
        std::vector<std::string> row{escaped(database.database), std::to_string(database.sets)};
        for (const backup::Kind kind : allKinds) {
            row.push_back(std::to_string(setsOfKind(database, kind)));
        }
        row.insert(row.end(),
                   {std::to_string(database.damaged), bytesText(database.storedBytes), time(database.last),
                    time(database.lastFull), std::to_string(database.gaps.size()),
                    database.verified ? fmt::format("{} {}", database.verified->level,
                                                    database.verified->ok ? "ok" : "with findings")
                                      : "never"});
        lines.add(std::move(row));
    }
    return lines.render();
}

Made summaryReport(const Material &material)
{
    return std::make_unique<ReportResult>(
        [databases = material.databases](const Presentation &presentation) {
            Json list = Json::array();
            for (const DatabaseSummary &database : databases) {
                list.push_back(summaryJson(database, presentation));
            }
            return list;
        },
        [databases = material.databases](const Presentation &presentation) {
            return summaryText(databases, presentation);
        });
}

Made obsoleteReport(const Material &material, const backup::Policy &policy, core::Time now)
{
    const auto plan = backup::planRetention(material.sets, policy, now, backup::freeBytesAt(material.store));
    std::vector<backup::SetInfo> obsolete;
    for (const std::string &id : plan.obsolete) {
        obsolete.push_back(*std::find_if(material.sets.begin(), material.sets.end(),
                                         [&](const auto &set) { return set.manifest.id == id; }));
    }
    return std::make_unique<ReportResult>(
        [obsolete](const Presentation &presentation) {
            Json list = Json::array();
            for (const backup::SetInfo &set : obsolete) {
                list.push_back({{"id", set.manifest.id},
                                {"database", set.manifest.database},
                                {"kind", backup::kindName(set.manifest.kind)},
                                {"ended", formatTime(set.manifest.ended, presentation.zone)},
                                {"storedBytes", set.manifest.storedBytes()}});
            }
            return list;
        },
        [obsolete](const Presentation &presentation) -> std::string {
            if (obsolete.empty()) {
                return "No backup set is obsolete by this policy.\n";
            }
            TextTable lines({"Obsolete set", "Database", "Made", "Stored"});
            lines.alignRight(3);
            for (const backup::SetInfo &set : obsolete) {
                lines.add({set.manifest.id, escaped(set.manifest.database),
                           formatTime(set.manifest.ended, presentation.zone),
                           bytesText(set.manifest.storedBytes())});
            }
            return lines.render();
        });
}

Made historyReport(const Material &material, const std::string &database, std::size_t limit)
{
    std::vector<backup::Event> events = backup::Catalogue(material.store).events();
    std::erase_if(
        events, [&](const backup::Event &event) { return !database.empty() && event.database != database; });
    if (limit != 0 && events.size() > limit) {
        events.resize(limit);
    }
    return std::make_unique<ReportResult>(
        [events](const Presentation &presentation) {
            Json list = Json::array();
            for (const backup::Event &event : events) {
                list.push_back({{"time", formatTime(event.time, presentation.zone)},
                                {"what", event.what},
                                {"id", event.set},
                                {"database", event.database},
                                {"detail", event.detail}});
            }
            return list;
        },
        [events](const Presentation &presentation) {
            TextTable lines({"Time", "What", "Backup set", "Detail"});
            for (const backup::Event &event : events) {
                lines.add({formatTime(event.time, presentation.zone), escaped(event.what), escaped(event.set),
                           escaped(event.detail)});
            }
            return lines.render();
        });
}

Made storageReport(const Material &material)
{
    const auto free = backup::freeBytesAt(material.store);
    return std::make_unique<ReportResult>(
        [databases = material.databases, free](const Presentation & /*unused*/) {
            Json rows = Json::array();
            std::uint64_t stored = 0;
            std::uint64_t content = 0;
            for (const DatabaseSummary &database : databases) {
                stored += database.storedBytes;
                content += database.contentBytes;
                for (const backup::KindUse &use : database.kinds) {
                    rows.push_back({{"database", database.database},
                                    {"kind", backup::kindName(use.kind)},
                                    {"sets", use.sets},
                                    {"storedBytes", use.storedBytes},
                                    {"contentBytes", use.contentBytes}});
                }
            }
            return Json{{"rows", std::move(rows)},
                        {"storedBytes", stored},
                        {"contentBytes", content},
                        {"freeBytes", free ? Json(*free) : Json()}};
        },
        [databases = material.databases, free](const Presentation & /*unused*/) {
            TextTable lines({"Database", "Kind", "Sets", "Stored", "Content", "Ratio"});
            for (const std::size_t column : {2U, 3U, 4U, 5U}) {
                lines.alignRight(column);
            }
            for (const DatabaseSummary &database : databases) {
                for (const backup::KindUse &use : database.kinds) {
                    lines.add({escaped(database.database), std::string(backup::kindName(use.kind)),
                               std::to_string(use.sets), bytesText(use.storedBytes),
                               bytesText(use.contentBytes), ratioText(use.contentBytes, use.storedBytes)});
                }
            }
            return lines.render() + (free ? fmt::format("\nFree on the disk: {}\n", bytesText(*free)) : "");
        });
}

// database: that was asked for; not backed up at all is not compliant.
Made complianceReport(const Material &material, const std::string &database, std::chrono::seconds within,
                      core::Time now)
{
    auto rows = backup::compliance(material.databases, within, now);
    if (rows.empty() && !database.empty()) {
        rows.push_back({database, {}, {}, false});
    }
    const bool ok =
        !rows.empty() && std::all_of(rows.begin(), rows.end(), [](const auto &row) { return row.met; });
    return std::make_unique<ReportResult>(
        [rows, ok, within](const Presentation &presentation) {
            Json list = Json::array();
            for (const backup::Compliance &row : rows) {
                list.push_back({{"database", row.database},
                                {"ok", row.met},
                                {"last", row.last ? Json(formatTime(*row.last, presentation.zone)) : Json()},
                                {"ageSeconds", row.age ? Json(row.age->count()) : Json()}});
            }
            return Json{{"ok", ok}, {"withinSeconds", within.count()}, {"databases", std::move(list)}};
        },
        [rows](const Presentation &presentation) {
            TextTable lines({"Database", "Last good backup", ""});
            for (const backup::Compliance &row : rows) {
                lines.add({escaped(row.database),
                           row.last ? formatTime(*row.last, presentation.zone) : "none",
                           row.met ? "within the window" : "TOO OLD"});
            }
            return lines.render();
        },
        ok);
}

Json gapsJson(const std::vector<backup::RecoveryGap> &gaps, const Presentation &presentation)
{
    Json list = Json::array();
    for (const backup::RecoveryGap &gap : gaps) {
        list.push_back({{"fromScn", gap.from.value},
                        {"toScn", gap.to.value},
                        {"timeFrom", formatTime(gap.timeFrom, presentation.zone)},
                        {"timeTo", formatTime(gap.timeTo, presentation.zone)}});
    }
    return list;
}

Made recoverabilityReport(const Material &material)
{
    return std::make_unique<ReportResult>(
        [databases = material.databases](const Presentation &presentation) {
            Json list = Json::array();
            for (const DatabaseSummary &database : databases) {
                list.push_back({{"database", database.database},
                                {"restorable", rangesJson(database.restorable, presentation)},
                                {"gaps", gapsJson(database.gaps, presentation)}});
            }
            return list;
        },
        [databases = material.databases](const Presentation &presentation) {
            std::string out;
            for (const DatabaseSummary &database : databases) {
                out += database.restorable.empty()
                           ? fmt::format("Nothing of {} can be restored.\n", escaped(database.database))
                           : rangesText(database.restorable, presentation).substr(out.empty() ? 1 : 0);
                for (const backup::RecoveryGap &gap : database.gaps) {
                    out += fmt::format("Gap: SCN {} to {}, after {}\n", gap.from.value, gap.to.value,
                                       formatTime(gap.timeFrom, presentation.zone));
                }
            }
            return out;
        });
}

std::vector<Argument> reportArguments()
{
    std::vector<Argument> arguments{
        {.name = "kind",
         .kind = ArgumentKind::Choice,
         .help = "summary, obsolete (by a policy), history (what happened when), storage, compliance (backed "
                 "up within the window), recoverability (which states can be restored, with gaps)",
         .positional = true,
         .required = true,
         .choices = {"summary", "obsolete", "history", "storage", "compliance", "recoverability"}},
        storeArgument(),
        databaseOption(),
        {.name = "within",
         .kind = ArgumentKind::Duration,
         .help = "compliance: how old the last good backup may be; 1d without it"},
        {.name = "limit",
         .kind = ArgumentKind::Integer,
         .help = "history: only the newest so many events; all without it"},
    };
    for (Argument &argument : policyArguments()) {
        arguments.push_back(std::move(argument));
    }
    return arguments;
}

} // namespace

void addBackupReport(Operations &operations, const Environment &environment)
{
    Operation operation;
    operation.name = "backup report";
    operation.summary = "What the backups protect, take and lack";
    operation.arguments = reportArguments();
    operation.run = [environment](const Arguments &arguments, const core::JobContext & /*unused*/,
                                  Output &output) -> Made {
        if (arguments.integer("limit") < 0) {
            throw core::Error(core::ErrorCode::Usage, "--limit takes a whole number from 0.");
        }
        const backup::Catalogue catalogue(arguments.text("store"));
        catalogue.store().mustExist();
        Material material{
            catalogue.store().path(), backup::setsOf(catalogue.sets(), databaseOf(arguments)), {}};
        material.databases = backup::summarize(material.sets);
        const core::Time now = environment.clock.now();
        const std::string kind = arguments.text("kind");
        if (kind == "obsolete") {
            return obsoleteReport(material, policyOf(arguments, output.presentation().zone), now);
        }
        if (kind == "history") {
            return historyReport(material, databaseOf(arguments),
                                 static_cast<std::size_t>(arguments.integer("limit")));
        }
        if (kind == "storage") {
            return storageReport(material);
        }
        if (kind == "compliance") {
            const std::chrono::seconds within =
                arguments.has("within") ? arguments.duration("within") : std::chrono::hours(24);
            return complianceReport(material, databaseOf(arguments), within, now);
        }
        return kind == "recoverability" ? recoverabilityReport(material) : summaryReport(material);
    };
    operations.push_back(std::move(operation));
}

} // namespace strandline::operations
