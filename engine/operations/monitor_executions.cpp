// The operation `monitor executions`: the SQL monitor of the command line. Executions of five seconds and
// more: those that run, by the session board; those that ended, by the samples in the repository.
#include "engine/monitor/executions.h"
#include "engine/monitor/kept_statistics.h"
#include "engine/operations/encoding.h"
#include "engine/operations/monitor_arguments.h"
#include "engine/operations/registration.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace strandline::operations {

using Json = nlohmann::ordered_json;
using monitor::Execution;

namespace {

double secondsOf(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double>(time).count();
}

std::string waitsOf(const Execution &execution)
{
    if (execution.running()) {
        return std::string(monitor::eventName(execution.event));
    }
    std::string list;
    for (std::uint32_t waitClass = 1; waitClass < SL_CLASS_IDLE; ++waitClass) {
        if (const std::uint64_t ns = execution.waitNs.at(waitClass); ns != 0) {
            list += fmt::format("{}{} {:.0f} s", list.empty() ? "" : ", ", monitor::className(waitClass),
                                static_cast<double>(ns) / 1e9);
        }
    }
    return list;
}

class ExecutionsResult final : public Result
{
public:
    explicit ExecutionsResult(std::vector<Execution> list) : m_list(std::move(list)) {}

    Json json(const Presentation &presentation) const override
    {
        Json out = Json::array();
        for (const Execution &e : m_list) {
            Json waits = Json::object();
            for (std::uint32_t waitClass = 1; waitClass < SL_CLASS_IDLE && !e.running(); ++waitClass) {
                waits[std::string(monitor::className(waitClass))] =
                    static_cast<double>(e.waitNs.at(waitClass)) / 1e9;
            }
            out.push_back({{"sid", e.sid},
                           {"serial", e.serial},
                           {"execution", e.number},
                           {"program", e.program},
                           {"pid", e.process},
                           {"status", e.running() ? "executing" : "ended"},
                           {"start", core::formatTime(e.start, presentation.zone)},
                           {"seconds", secondsOf(e.end - e.start)},
                           {"activeSeconds", e.running() ? Json() : Json(secondsOf(e.dbTime))},
                           {"waitSeconds", e.running() ? Json() : std::move(waits)},
                           {"event", e.running() ? Json(monitor::eventName(e.event)) : Json()},
                           {"sqlId", e.sqlId == 0 ? Json() : Json(monitor::sqlIdText(e.sqlId))},
                           {"sql", e.sql.empty() ? Json() : Json(e.sql)}});
        }
        return out;
    }
    std::string text(const Presentation &presentation) const override
    {
        TextTable table(
            {"Sid", "Program", "Process", "Status", "Start", "Seconds", "Waits", "SQL id", "SQL"});
        for (const std::size_t column : {0U, 2U, 5U}) {
            table.alignRight(column);
        }
        for (const Execution &e : m_list) {
            table.add({std::to_string(e.sid), escaped(e.program), std::to_string(e.process),
                       e.running() ? "executing" : "ended", core::formatTime(e.start, presentation.zone),
                       fmt::format("{:.1f}", secondsOf(e.end - e.start)), waitsOf(e),
                       e.sqlId == 0 ? "" : monitor::sqlIdText(e.sqlId), shortenedSql(e.sql)});
        }
        return table.empty() ? "No execution of five seconds and more was seen in this time.\n"
                             : table.render();
    }

private:
    std::vector<Execution> m_list;
};

std::unique_ptr<Result> run(const Arguments &arguments, const Environment &environment)
{
    const timeline::Location location = locate(arguments, environment);
    const auto [from, to] = rangeOf(arguments, environment.clock);
    const core::Time now = environment.clock.now();
    std::vector<Execution> list;
    if (const auto board = to >= now ? monitor::Board::openExisting(location) : nullptr) {
        board->sweep();
        list = monitor::runningExecutions(*board, now);
    }
    if (const auto kept = monitor::KeptStatistics::openForReading(location)) {
        const auto texts = kept->texts();
        for (Execution &ended : monitor::sampledExecutions(kept->rows(from, to))) {
            const bool runs = std::any_of(list.begin(), list.end(), [&](const Execution &known) {
                return known.running() && known.process == ended.process && known.isSame(ended);
            });
            if (const auto text = texts.find(ended.sqlId); text != texts.end()) {
                ended.sql = text->second;
            }
            if (!runs) {
                list.push_back(std::move(ended));
            }
        }
    }
    return std::make_unique<ExecutionsResult>(std::move(list));
}

} // namespace

void addMonitorExecutions(Operations &operations, const Environment &environment)
{
    Operation operation;
    operation.name = "monitor executions";
    operation.summary = "Executions of five seconds and more: those that run, and those that were sampled";
    operation.arguments = {
        databaseArgument(),
        {.name = "from",
         .kind = ArgumentKind::Time,
         .help = "as sampled since this time; an hour before the end where it is missing"},
        {.name = "to", .kind = ArgumentKind::Time, .help = "the end of that time; now where it is missing"},
        historyArgument()};
    operation.run = [environment](const Arguments &arguments, const core::JobContext & /*unused*/,
                                  Output & /*unused*/) { return run(arguments, environment); };
    operations.push_back(std::move(operation));
}

} // namespace strandline::operations
