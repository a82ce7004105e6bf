// The operation `record`: holds a recorder until it is stopped, and says so while something is in its way.
#include "engine/monitor/metric_recorder.h"
#include "engine/monitor/monitor.h"
#include "engine/operations/encoding.h"
#include "engine/operations/registration.h"
#include "engine/timeline/recorder.h"

#include <condition_variable>
#include <fmt/format.h>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

namespace strandline::operations {

namespace {

// Watches a running recorder: ends it after a while, and tells its problems once each.
class Watch
{
public:
    Watch(const timeline::Recorder &recorder, std::optional<std::chrono::seconds> limit, Output &output)
        : m_recorder(recorder), m_limit(limit), m_output(output),
          m_thread([this](const std::stop_token &stop) { run(stop); })
    {
    }

    std::stop_source &stop() { return m_stop; }

private:
    void run(const std::stop_token &ended) noexcept
    {
        const auto start = std::chrono::steady_clock::now();
        std::string told;
        std::unique_lock lock(m_mutex);
        while (!ended.stop_requested()) {
            auto wait = std::chrono::steady_clock::duration(std::chrono::seconds(1));
            if (m_limit) {
                const auto left = start + *m_limit - std::chrono::steady_clock::now();
                if (left <= left.zero()) {
                    m_stop.request_stop();
                    return;
                }
                wait = std::min(wait, left);
            }
            m_wake.wait_for(lock, ended, wait, [] { return false; });
            const std::string problem = m_recorder.state().problem;
            if (problem != std::exchange(told, problem)) {
                m_output.note(problem.empty() ? "Recording goes on." : problem);
            }
        }
    }

    const timeline::Recorder &m_recorder;
    const std::optional<std::chrono::seconds> m_limit;
    Output &m_output;
    std::stop_source m_stop;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::jthread m_thread; // last: it uses the others
};

std::string readyLine(const Arguments &arguments, const timeline::Recorder &recorder, const Output &output)
{
    const std::string database = arguments.text("database");
    const core::Scn scn = recorder.state().scn;
    const std::string line = fmt::format("recording {} at SCN {}", escaped(database), scn.value);
    if (output.format() == Format::Text) {
        return line + '\n';
    }
    return compact({{"ready", line},
                    {"database", database},
                    {"scn", scn.value},
                    {"incarnation", recorder.history()->incarnation().value}}) +
           '\n';
}

std::unique_ptr<Result> runRecord(const Arguments &arguments, const core::JobContext &job, Output &output,
                                  const Environment &environment)
{
    timeline::RecorderOptions options;
    options.location = locate(arguments, environment);
    options.enableWal = arguments.flag("enable-wal");
    options.clock = &environment.clock;
    std::optional<std::chrono::seconds> limit;
    if (arguments.has("for")) {
        limit = std::chrono::seconds(arguments.integer("for"));
        if (limit->count() < 0 || *limit > std::chrono::hours(24 * 366)) {
            throw core::Error(core::ErrorCode::Usage, "--for takes a number of seconds from 0 to a year.");
        }
    }
    timeline::Recorder recorder(options, job);
    if (arguments.has("history")) {
        environment.histories.remember(options.location.database, options.location.folder);
    }
    output.write(readyLine(arguments, recorder, output));
    output.flush();
    {
        const monitor::MetricRecorder metrics(
            options.location,
            [board = monitor::Monitor::open(options.location, {}, environment.clock)->heldBoard()] {
                return board;
            },
            [&recorder] { return recorder.history(); }, environment.clock);
        Watch watch(recorder, limit, output);
        const std::stop_callback onStop(job.stop, [&] { watch.stop().request_stop(); });
        recorder.run(watch.stop().get_token());
    }
    recorder.close();
    const timeline::RecorderState state = recorder.state();
    output.note(fmt::format("Stopped at SCN {}: {} commits recorded.", state.scn.value,
                            groupedDigits(state.commits)));
    return nullptr;
}

} // namespace

void addRecording(Operations &operations, const Environment &environment)
{
    Operation operation;
    operation.name = "record";
    operation.summary = "Record every commit that any program makes, until stopped";
    operation.effect = Effect::Writes;
    operation.longRunning = true;
    operation.servesUntilStopped = true;
    operation.arguments = {
        databaseArgument(),
        {.name = "enable-wal",
         .kind = ArgumentKind::Flag,
         .help = "turn WAL mode on where it is off: recording needs it"},
        {.name = "for", .kind = ArgumentKind::Integer, .help = "stop after so many seconds"},
        historyArgument(),
    };
    operation.run = [environment](const Arguments &arguments, const core::JobContext &job, Output &output) {
        return runRecord(arguments, job, output, environment);
    };
    operations.push_back(std::move(operation));
}

} // namespace strandline::operations
