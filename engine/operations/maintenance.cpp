#include "engine/session/maintenance.h"
#include "engine/operations/encoding.h"
#include "engine/operations/registration.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace strandline::operations {

using session::MaintenanceTask;

namespace {

class MaintenanceResult final : public Result
{
public:
    explicit MaintenanceResult(session::MaintenanceReport report) : m_report(std::move(report)) {}

    bool ok() const override { return m_report.ok; }
    nlohmann::ordered_json json(const Presentation & /*unused*/) const override
    {
        return {{"ok", m_report.ok}, {"seconds", m_report.seconds}, {"messages", m_report.messages}};
    }
    std::string text(const Presentation & /*unused*/) const override
    {
        std::string out;
        for (const std::string &message : m_report.messages) {
            out += escaped(message) + '\n';
        }
        return out + fmt::format("{} in {:.3f} s\n", m_report.ok ? "Done" : "Not done", m_report.seconds);
    }

private:
    session::MaintenanceReport m_report;
};

} // namespace

void addMaintenance(Operations &operations, const Environment &environment)
{
    struct Task
    {
        const char *name;
        const char *summary;
        MaintenanceTask task;
    };
    const Task tasks[] = {
        {"vacuum", "Build the database anew without unused pages", MaintenanceTask::Vacuum},
        {"analyze", "Gather statistics for the query planner", MaintenanceTask::Analyze},
        {"reindex", "Build all indexes anew", MaintenanceTask::Reindex},
        {"checkpoint", "Move all commits from the WAL into the database's file", MaintenanceTask::Checkpoint},
        {"integrity-check", "Look for damage, and for rows whose parents are missing",
         MaintenanceTask::IntegrityCheck},
    };
    for (const Task &task : tasks) {
        Operation operation;
        operation.name = std::string("maintenance ") + task.name;
        operation.summary = task.summary;
        operation.effect = task.task == MaintenanceTask::IntegrityCheck ? Effect::Reads : Effect::Writes;
        operation.longRunning = true;
        operation.arguments = {databaseArgument(), historyArgument()};
        operation.run = [environment, kind = task.task](const Arguments &arguments,
                                                        const core::JobContext &job,
                                                        Output & /*unused*/) -> std::unique_ptr<Result> {
            const auto database =
                openDatabase(arguments, environment, kind == MaintenanceTask::IntegrityCheck);
            return std::make_unique<MaintenanceResult>(session::maintain(*database, kind, job));
        };
        operations.push_back(std::move(operation));
    }
}

} // namespace strandline::operations
