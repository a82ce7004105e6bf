#include "engine/scheduler/agent.h"

#include "engine/monitor/metric_recorder.h"
#include "engine/monitor/monitor.h"
#include "engine/scheduler/handover.h"

#include <condition_variable>
#include <filesystem>
#include <fmt/format.h>
#include <mutex>
#include <thread>

namespace strandline::scheduler {

using core::Error;
using core::ErrorCode;

// One database of the agent.
class Agent::Keeper
{
public:
    Keeper(const AgentOptions &options, timeline::Location location, const std::stop_token &stop)
        : m_options(options), m_location(std::move(location)),
          m_server(core::listenLocal(handoverPath(options.folder, m_location.database)))
    {
        m_recorder = std::jthread([this](const std::stop_token &ended) { record(ended); });
        m_door = std::jthread([this](const std::stop_token &ended) { listen(ended); });
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, stop, [this] { return m_tried; });
    }

    AgentState state() const
    {
        const std::lock_guard guard(m_mutex);
        return {m_location.database, m_recording, m_released, m_problem};
    }

private:
    // Thread: records until the end, with pauses while the workbench has the database.
    void record(const std::stop_token &ended) noexcept
    {
        while (!ended.stop_requested()) {
            std::stop_source stop;
            {
                std::unique_lock lock(m_mutex);
                if (!m_changed.wait(lock, ended, [this] { return !m_released; })) {
                    return;
                }
                m_busy = true;
                m_stop = stop;
            }
            const std::stop_callback onEnd(ended, [&stop] { stop.request_stop(); });
            const auto problem = recordOnce(stop.get_token());
            std::unique_lock lock(m_mutex);
            m_busy = m_recording = false;
            m_tried = true;
            tell(problem ? problem->message() : std::string());
            m_changed.notify_all();
            if (problem) {
                m_changed.wait_for(lock, ended, m_options.tryAgainAfter, [this] { return m_released; });
            }
        }
    }

    std::optional<Error> recordOnce(const std::stop_token &stop) noexcept
    {
        try {
            timeline::RecorderOptions options;
            options.location = m_location;
            options.enableWal = m_options.enableWal;
            options.clock = m_options.clock;
            options.program = "strandctl agent";
            core::JobContext job;
            job.stop = stop;
            timeline::Recorder recorder(options, job);
            const core::SystemClock systemClock;
            const auto sampling = monitor::Monitor::open(
                m_location, {.sampleEvery = std::chrono::milliseconds(100), .keep = true},
                m_options.clock != nullptr ? *m_options.clock : systemClock);
            {
                const std::lock_guard guard(m_mutex);
                m_recording = m_tried = true;
                tell({});
            }
            m_changed.notify_all();
            {
                const monitor::MetricRecorder metrics(
                    m_location, [&] { return sampling->heldBoard(); },
                    [&recorder] { return recorder.history(); }, *m_options.clock);
                recorder.run(stop);
            }
            recorder.close();
            return std::nullopt;
        } catch (const Error &error) {
            return error.code() == ErrorCode::Cancelled ? std::nullopt : std::optional(error);
        } catch (const std::exception &error) {
            return Error(ErrorCode::Internal, error.what());
        }
    }

    // Each problem once. With the mutex held.
    void tell(const std::string &problem)
    {
        if (problem != std::exchange(m_problem, problem) && m_options.note) {
            m_options.note(problem.empty() ? fmt::format("Recording {}.", m_location.database) : problem);
        }
    }

    // Thread: whoever calls has the database until he is gone.
    void listen(const std::stop_token &ended) noexcept
    {
        while (const auto caller = m_server->accept(ended)) {
            if (caller->readLine(ended, std::chrono::seconds(5)) != "release") {
                continue;
            }
            release(ended);
            if (caller->writeLine("released")) {
                caller->readLine(ended, std::nullopt);
            }
            const std::lock_guard guard(m_mutex);
            m_released = false;
            m_changed.notify_all();
        }
    }

    void release(const std::stop_token &ended)
    {
        std::unique_lock lock(m_mutex);
        m_released = true;
        m_stop.request_stop();
        m_changed.notify_all();
        m_changed.wait(lock, ended, [this] { return !m_busy; });
    }

    const AgentOptions &m_options;
    const timeline::Location m_location;
    const std::unique_ptr<core::LocalServer> m_server;
    mutable std::mutex m_mutex; // guards what follows
    std::condition_variable_any m_changed;
    std::stop_source m_stop; // of the recorder that runs
    bool m_busy = false;     // there is a recorder
    bool m_recording = false;
    bool m_tried = false;
    bool m_released = false;
    std::string m_problem;
    std::jthread m_recorder; // last: they use the others
    std::jthread m_door;
};

namespace {

AgentOptions checked(AgentOptions options)
{
    for (const timeline::Location &location : options.databases) {
        if (!location.files->exists(location.database)) {
            throw Error(ErrorCode::NotFound,
                        fmt::format("There is no file {}. Check the path.", location.database))
                .withPath(location.database);
        }
    }
    if (options.folder.empty()) {
        throw Error(ErrorCode::Unsupported, "There is no folder for your configuration, so that there are no "
                                            "schedules. Set HOME or XDG_CONFIG_HOME.");
    }
    std::error_code error;
    std::filesystem::create_directories(options.folder, error);
    if (error) {
        throw core::systemError(error.value(), "The configuration's folder can't be made", options.folder);
    }
    return options;
}

// Nothing: done.
std::optional<Error> tryRunDue(const Runner &runner, const std::vector<std::string> &databases,
                               const core::JobContext &job, core::Time since) noexcept
{
    try {
        runner.runDue(databases, Missed::AsTheJobSays, job, since);
        return std::nullopt;
    } catch (const Error &error) {
        return error;
    } catch (const std::exception &error) {
        return Error(ErrorCode::Internal, error.what());
    }
}

std::chrono::milliseconds untilNext(const Runner &runner, const std::vector<std::string> &databases,
                                    core::Time now, std::chrono::milliseconds longest) noexcept
{
    try {
        const auto next = runner.schedules().nextDue(databases);
        return next ? std::clamp(std::chrono::ceil<std::chrono::milliseconds>(*next - now),
                                 std::chrono::milliseconds(10), longest)
                    : longest;
    } catch (const std::exception &) {
        return longest; // running them tells what is wrong
    }
}

RunnerOptions runnerOptions(const AgentOptions &options)
{
    RunnerOptions runner;
    runner.onChange = [note = options.note](const Run &run) {
        if (note && run.status != RunStatus::Running) {
            note(fmt::format("{}: the job '{}' {}.{}", run.database, run.job, runStatusName(run.status),
                             run.error.empty() ? "" : " " + run.error));
        }
    };
    return runner;
}

} // namespace

Agent::Agent(AgentOptions options, const core::JobContext &job)
    : m_options(checked(std::move(options))), m_started(m_options.clock->now()),
      m_runner(Schedules(m_options.folder), m_options.execute, *m_options.clock, runnerOptions(m_options))
{
    for (const timeline::Location &location : m_options.databases) {
        m_keepers.push_back(std::make_unique<Keeper>(m_options, location, job.stop));
    }
}

Agent::~Agent() = default;

std::vector<AgentState> Agent::state() const
{
    std::vector<AgentState> states;
    for (const auto &keeper : m_keepers) {
        states.push_back(keeper->state());
    }
    return states;
}

std::vector<std::string> Agent::ownDatabases() const
{
    std::vector<std::string> databases;
    for (const AgentState &state : state()) {
        if (!state.handedOver) {
            databases.push_back(Schedules::keyOf(state.database));
        }
    }
    return databases;
}

void Agent::run(const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    while (!stop.stop_requested()) {
        runDue(stop);
        wake.wait_for(lock, stop,
                      untilNext(m_runner, ownDatabases(), m_options.clock->now(), m_options.lookAtSchedules),
                      [] { return false; });
    }
}

void Agent::runDue(const std::stop_token &stop) noexcept
{
    core::JobContext job;
    job.stop = stop;
    job.actor = "agent";
    const auto problem = tryRunDue(m_runner, ownDatabases(), job, m_started);
    const std::string message = problem ? problem->message() : "";
    if (message != std::exchange(m_told, message) && problem && m_options.note) {
        m_options.note(message);
    }
}

} // namespace strandline::scheduler
