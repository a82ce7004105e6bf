// test_recorder DB [--segment-bytes N] [--checkpoint-frames N] [--quiet MS] [--report FILE] [--enable-wal 1]
//
// A recorder in a process of its own, to be killed. Prints "ready SCN", then "problem …" and "healed" as the
// recorder's state changes; ends with "closed SCN" on SIGTERM. --report: a file that always begins with the
// SCN that the recorder last reported as recorded (20 digits). Errors: "error CODE message", exit code 1.
#include "engine/timeline/recorder.h"

#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <fmt/format.h>
#include <map>
#include <thread>
#include <unistd.h>

namespace {

using namespace strandline;

void say(const std::string &line)
{
    std::puts(line.c_str());
    std::fflush(stdout);
}

class Reporter
{
public:
    explicit Reporter(const std::string &path)
        : m_fd(path.empty() ? -1 : ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600))
    {
    }
    ~Reporter()
    {
        if (m_fd >= 0) {
            ::close(m_fd);
        }
    }
    Reporter(const Reporter &) = delete;
    Reporter &operator=(const Reporter &) = delete;

    void look(const timeline::RecorderState &state)
    {
        if (state.scn != m_scn && m_fd >= 0) {
            m_scn = state.scn;
            const std::string text = fmt::format("{:020}\n", m_scn.value);
            if (::pwrite(m_fd, text.data(), text.size(), 0) < 0) {
                std::perror("report");
            }
        }
        if (state.problem != m_problem) {
            m_problem = state.problem;
            say(m_problem.empty() ? "healed" : "problem " + m_problem);
        }
    }

private:
    int m_fd;
    core::Scn m_scn;
    std::string m_problem;
};

timeline::RecorderOptions readOptions(const std::map<std::string, std::string> &named,
                                      const std::string &database)
{
    timeline::RecorderOptions options;
    options.location.database = database;
    options.program = "test_recorder";
    for (const auto &[name, value] : named) {
        if (name == "--segment-bytes") {
            options.segmentBytes = std::stoull(value);
        } else if (name == "--checkpoint-frames") {
            options.checkpointFrames = static_cast<std::uint32_t>(std::stoul(value));
        } else if (name == "--quiet") {
            options.quiet = std::chrono::milliseconds(std::stoll(value));
        } else if (name == "--enable-wal") {
            options.enableWal = value == "1";
        }
    }
    return options;
}

int record(const timeline::RecorderOptions &options, const std::string &report)
{
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr); // before any thread is started
    timeline::Recorder recorder(options, {});
    Reporter reporter(report);
    reporter.look(recorder.state());
    say(fmt::format("ready {}", recorder.state().scn.value));
    std::stop_source stop;
    std::jthread watcher([&](const std::stop_token &done) {
        while (!done.stop_requested()) {
            const struct timespec shortly = {0, 2'000'000};
            if (sigtimedwait(&ends, nullptr, &shortly) == SIGTERM) {
                stop.request_stop();
            }
            reporter.look(recorder.state());
        }
    });
    recorder.run(stop.get_token());
    watcher.request_stop();
    watcher.join();
    recorder.close();
    reporter.look(recorder.state());
    say(fmt::format("closed {}", recorder.state().scn.value));
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    try {
        std::map<std::string, std::string> named;
        for (int i = 2; i + 1 < argc; i += 2) {
            named[argv[i]] = argv[i + 1];
        }
        const std::string report = named.count("--report") != 0 ? named.at("--report") : std::string();
        return argc < 2 ? 2 : record(readOptions(named, argv[1]), report);
    } catch (const core::Error &e) {
        say(fmt::format("error {} {}", core::errorCodeName(e.code()), e.message()));
    } catch (const std::exception &e) {
        say(fmt::format("error INTERNAL {}", e.what()));
    }
    return 1;
}
