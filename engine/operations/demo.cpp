#include "engine/demo/demo.h"
#include "engine/demo/schedules.h"

#include "engine/core/clock.h"
#include "engine/demo/backups.h"
#include "engine/operations/encoding.h"
#include "engine/operations/registration.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace strandline::operations {

using Json = nlohmann::ordered_json;

namespace {

class DemoResult final : public Result
{
public:
    explicit DemoResult(demo::DemoReport report) : m_report(std::move(report)) {}

    Json json(const Presentation &presentation) const override
    {
        Json planted = Json::array();
        for (const demo::PlantedMishap &mishap : m_report.planted) {
            planted.push_back({{"kind", mishap.kind},
                               {"what", mishap.what},
                               {"table", mishap.table},
                               {"scn", mishap.scn.value},
                               {"before", mishap.before.value},
                               {"incarnation", 1},
                               {"time", core::formatTime(mishap.time, presentation.zone)},
                               {"recover", mishap.recover}});
        }
        Json points = Json::array();
        for (const demo::PlantedRestorePoint &point : m_report.restorePoints) {
            points.push_back(
                {{"name", point.name}, {"scn", point.scn.value}, {"guaranteed", point.guaranteed}});
        }
        Json backups = Json::array();
        for (const demo::PlantedBackup &set : m_report.backups) {
            backups.push_back({{"id", set.id}, {"kind", set.kind}, {"scn", set.scn.value}});
        }
        return {{"database", m_report.database},
                {"incarnation", 1},
                {"firstScn", m_report.firstScn.value},
                {"lastScn", m_report.lastScn.value},
                {"commits", m_report.commits},
                {"rows", m_report.rows},
                {"seconds", m_report.seconds},
                {"planted", std::move(planted)},
                {"restorePoints", std::move(points)},
                {"backups", std::move(backups)},
                {"workload",
                 {{"from", core::formatTime(m_report.workloadFrom, presentation.zone)},
                  {"to", core::formatTime(m_report.workloadTo, presentation.zone)}}}};
    }
    std::string text(const Presentation &presentation) const override
    {
        std::string out = fmt::format(
            "{}: {} rows, {} commits (SCN {} to {}), made in {:.1f} s\n\nPlanted mishaps:\n",
            escaped(m_report.database), groupedDigits(m_report.rows), groupedDigits(m_report.commits),
            m_report.firstScn.value, m_report.lastScn.value, m_report.seconds);
        for (const demo::PlantedMishap &mishap : m_report.planted) {
            out += fmt::format("\nSCN {}, {}: {}\n  as it was before: {}\n", mishap.scn.value,
                               core::formatTime(mishap.time, presentation.zone), mishap.what, mishap.recover);
        }
        out += "\nRestore points:\n";
        for (const demo::PlantedRestorePoint &point : m_report.restorePoints) {
            out += fmt::format("SCN {}: {}{}\n", point.scn.value, point.name,
                               point.guaranteed ? " (guaranteed)" : "");
        }
        out += fmt::format("\nBackups: {} sets in {}\n", m_report.backups.size(),
                           escaped(demo::backupFolder(m_report.database)));
        if (m_report.workloadTo == m_report.workloadFrom) {
            return out;
        }
        return out + fmt::format("\nAt work, for the Dashboard and the Performance Hub: {} to {}\n",
                                 core::formatTime(m_report.workloadFrom, presentation.zone),
                                 core::formatTime(m_report.workloadTo, presentation.zone));
    }

private:
    demo::DemoReport m_report;
};

} // namespace

void addDemo(Operations &operations, const Environment &environment)
{
    Operation operation;
    operation.name = "demo";
    operation.summary = "Make a shop's database with a recorded history and planted mishaps";
    operation.effect = Effect::Writes;
    operation.longRunning = true;
    operation.arguments = {
        {.name = "folder",
         .kind = ArgumentKind::Path,
         .help = "where shop.db is made",
         .positional = true,
         .required = true},
        {.name = "seed", .kind = ArgumentKind::Integer, .help = "the same seed makes the same history"},
        {.name = "replace",
         .kind = ArgumentKind::Flag,
         .help = "delete an earlier demo in that folder first"},
        {.name = "workload",
         .kind = ArgumentKind::Integer,
         .help = "so many seconds the shop is watched at work at the end; 20 where it is missing"},
    };
    operation.run = [environment](const Arguments &arguments, const core::JobContext &job,
                                  Output & /*unused*/) -> std::unique_ptr<Result> {
        demo::DemoOptions options;
        options.folder = arguments.text("folder");
        options.replace = arguments.flag("replace");
        if (arguments.has("seed")) {
            options.seed = static_cast<std::uint64_t>(arguments.integer("seed"));
        }
        if (arguments.has("workload")) {
            const std::int64_t seconds = arguments.integer("workload");
            if (seconds < 0 || seconds > 3600) {
                throw core::Error(core::ErrorCode::Usage,
                                  "--workload takes a number of seconds from 0 to 3600.");
            }
            options.workload = std::chrono::seconds(seconds);
        }
        demo::DemoReport report = demo::buildDemo(options, job);
        if (!environment.configFolder.empty()) {
            demo::plantSchedules(scheduler::Schedules(environment.configFolder),
                                 scheduler::jobCalls(jobSurroundings(environment)), report.database,
                                 environment.clock, job);
        }
        return std::make_unique<DemoResult>(std::move(report));
    };
    operations.push_back(std::move(operation));
}

} // namespace strandline::operations
