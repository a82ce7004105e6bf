// A real process beside the test: started with fork and exec, killed and reaped at the latest by the
// destructor. Standard output comes through a pipe, standard error stays ours. One thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace strandline::test {

struct SpawnOptions
{
    std::vector<std::pair<std::string, std::string>> environment; // added to ours
    std::optional<std::uint64_t> fileSizeLimitBytes;              // soft RLIMIT_FSIZE; SIGXFSZ is ignored
    bool quiet = false;                                           // standard error goes to /dev/null
};

class ChildProcess
{
public:
    // command[0]: path of the program.
    explicit ChildProcess(std::vector<std::string> command, const SpawnOptions &options = {});
    ~ChildProcess();
    ChildProcess(const ChildProcess &) = delete;
    ChildProcess &operator=(const ChildProcess &) = delete;

    pid_t pid() const { return m_pid; }
    // Next line of its output without the line end; nothing at the end of output or after the timeout.
    std::optional<std::string> readLine(std::chrono::milliseconds timeout = std::chrono::seconds(30));
    std::string readAll(); // until it closes its output
    void signal(int number) const;
    bool running();
    // Exit code, 128 + signal for a killed one, -1 when it still runs after the timeout.
    int wait(std::chrono::milliseconds timeout = std::chrono::seconds(60));
    int stop(int number); // signal and wait
    void setFileSizeLimit(std::uint64_t bytes) const;

private:
    bool fill(std::chrono::milliseconds timeout);
    void reap(int status);

    pid_t m_pid = -1;
    int m_output = -1;
    std::string m_buffer;
    std::optional<int> m_code;
};

struct Finished
{
    int code = 0;
    std::string output;
};

// Runs to the end.
Finished runProgram(std::vector<std::string> command, const SpawnOptions &options = {});

} // namespace strandline::test
