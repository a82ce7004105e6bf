// The operation `agent`: records databases and runs their schedules until it is stopped.
#include "engine/scheduler/agent.h"
#include "engine/operations/encoding.h"
#include "engine/operations/registration.h"
#include "engine/scheduler/job_calls.h"

#include <algorithm>
#include <fmt/format.h>
#include <mutex>
#include <nlohmann/json.hpp>

namespace strandline::operations {

namespace {

std::string readyLine(const scheduler::Agent &agent, const Output &output)
{
    const auto states = agent.state();
    const auto recording = std::count_if(states.begin(), states.end(),
                                         [](const scheduler::AgentState &state) { return state.recording; });
    const std::string line = fmt::format("agent ready: {} databases, {} recorded", states.size(), recording);
    if (output.format() == Format::Text) {
        return line + '\n';
    }
    nlohmann::ordered_json databases = nlohmann::ordered_json::array();
    for (const scheduler::AgentState &state : states) {
        databases.push_back({{"database", state.database},
                             {"recording", state.recording},
                             {"problem", state.problem.empty() ? nlohmann::ordered_json()
                                                               : nlohmann::ordered_json(state.problem)}});
    }
    return compact({{"ready", line}, {"databases", std::move(databases)}}) + '\n';
}

std::unique_ptr<Result> runAgent(const Arguments &arguments, const core::JobContext &job, Output &output,
                                 const Environment &environment)
{
    scheduler::AgentOptions options;
    for (const std::string &database : arguments.list("database")) {
        const std::string remembered = environment.histories.folderOf(database);
        options.databases.push_back({database,
                                     remembered.empty() ? session::folderBeside(database) : remembered,
                                     &core::systemFiles()});
    }
    options.folder = environment.configFolder;
    options.enableWal = arguments.flag("enable-wal");
    options.clock = &environment.clock;
    options.execute = scheduler::jobCalls(jobSurroundings(environment));
    std::mutex oneAtATime;
    options.note = [&output, &oneAtATime](const std::string &sentence) {
        const std::lock_guard guard(oneAtATime);
        output.note(sentence);
    };
    scheduler::Agent agent(std::move(options), job);
    output.write(readyLine(agent, output));
    output.flush();
    agent.run(job.stop);
    return nullptr;
}

} // namespace

void addAgent(Operations &operations, const Environment &environment)
{
    Argument databases = databaseArgument();
    databases.repeated = true;
    databases.help = "the SQLite databases";
    Operation operation;
    operation.name = "agent";
    operation.summary = "Record databases and run their schedules without the workbench, until stopped";
    operation.effect = Effect::Writes;
    operation.longRunning = true;
    operation.servesUntilStopped = true;
    operation.arguments = {databases,
                           {.name = "enable-wal",
                            .kind = ArgumentKind::Flag,
                            .help = "turn WAL mode on where it is off: recording needs it"}};
    operation.run = [environment](const Arguments &arguments, const core::JobContext &job, Output &output) {
        return runAgent(arguments, job, output, environment);
    };
    operations.push_back(std::move(operation));
}

} // namespace strandline::operations
