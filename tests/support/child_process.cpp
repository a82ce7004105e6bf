#include "tests/support/child_process.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <stdexcept>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace strandline::test {

namespace {

using Milliseconds = std::chrono::milliseconds;

std::vector<std::string> makeEnvironment(const SpawnOptions &options)
{
    std::vector<std::string> all;
    for (char **e = environ; *e != nullptr; ++e) {
        const std::string line = *e;
        const bool replaced =
            std::any_of(options.environment.begin(), options.environment.end(),
                        [&](const auto &added) { return line.rfind(added.first + "=", 0) == 0; });
        if (!replaced) {
            all.push_back(line);
        }
    }
    for (const auto &[name, value] : options.environment) {
        all.push_back(name + "=" + value);
    }
    return all;
}

std::vector<char *> pointers(std::vector<std::string> &strings)
{
    std::vector<char *> result;
    for (std::string &s : strings) {
        result.push_back(s.data());
    }
    result.push_back(nullptr);
    return result;
}

} // namespace

ChildProcess::ChildProcess(std::vector<std::string> command, const SpawnOptions &options)
{
    std::vector<std::string> environment = makeEnvironment(options);
    const std::vector<char *> arguments = pointers(command);
    const std::vector<char *> variables = pointers(environment);
    int pipe[2];
    if (::pipe2(pipe, O_CLOEXEC) != 0) {
        throw std::runtime_error("no pipe");
    }
    m_pid = ::fork();
    if (m_pid < 0) {
        throw std::runtime_error("cannot fork");
    }
    if (m_pid == 0) { // only async-signal-safe calls until exec: the test may have threads
        ::dup2(pipe[1], STDOUT_FILENO);
        if (options.quiet) {
            ::dup2(::open("/dev/null", O_WRONLY | O_CLOEXEC), STDERR_FILENO);
        }
        if (options.fileSizeLimitBytes) {
            ::signal(SIGXFSZ, SIG_IGN);
            struct rlimit limit = {};
            ::getrlimit(RLIMIT_FSIZE, &limit);
            limit.rlim_cur = *options.fileSizeLimitBytes;
            ::setrlimit(RLIMIT_FSIZE, &limit);
        }
        ::execve(arguments[0], arguments.data(), variables.data());
        ::_exit(127);
    }
    ::close(pipe[1]);
    m_output = pipe[0];
}

ChildProcess::~ChildProcess()
{
    if (!m_code) {
        ::kill(m_pid, SIGKILL);
        ::waitpid(m_pid, nullptr, 0);
    }
    ::close(m_output);
}

bool ChildProcess::fill(Milliseconds timeout)
{
    struct pollfd waiting = {m_output, POLLIN, 0};
    if (::poll(&waiting, 1, static_cast<int>(timeout.count())) <= 0) {
        return false;
    }
    char piece[4096];
    const ssize_t n = ::read(m_output, piece, sizeof piece);
    if (n <= 0) {
        return false;
    }
    m_buffer.append(piece, static_cast<std::size_t>(n));
    return true;
}

std::optional<std::string> ChildProcess::readLine(Milliseconds timeout)
{
    const auto end = std::chrono::steady_clock::now() + timeout;
    for (;;) {
        const std::size_t at = m_buffer.find('\n');
        if (at != std::string::npos) {
            std::string line = m_buffer.substr(0, at);
            m_buffer.erase(0, at + 1);
            return line;
        }
        const auto left = std::chrono::duration_cast<Milliseconds>(end - std::chrono::steady_clock::now());
        if (!fill(std::max(left, Milliseconds(0)))) {
            return std::nullopt;
        }
    }
}

std::string ChildProcess::readAll()
{
    while (fill(Milliseconds(-1))) {
    }
    return std::exchange(m_buffer, {});
}

void ChildProcess::signal(int number) const
{
    if (!m_code) {
        ::kill(m_pid, number);
    }
}

void ChildProcess::reap(int status)
{
    m_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

bool ChildProcess::running()
{
    int status = 0;
    if (!m_code && ::waitpid(m_pid, &status, WNOHANG) == m_pid) {
        reap(status);
    }
    return !m_code;
}

int ChildProcess::wait(Milliseconds timeout)
{
    const auto end = std::chrono::steady_clock::now() + timeout;
    while (running()) {
        if (std::chrono::steady_clock::now() > end) {
            return -1;
        }
        std::this_thread::sleep_for(Milliseconds(1));
    }
    return *m_code;
}

int ChildProcess::stop(int number)
{
    signal(number);
    return wait();
}

void ChildProcess::setFileSizeLimit(std::uint64_t bytes) const
{
    struct rlimit limit = {};
    ::prlimit(m_pid, RLIMIT_FSIZE, nullptr, &limit);
    limit.rlim_cur = std::min<rlim_t>(bytes, limit.rlim_max);
    ::prlimit(m_pid, RLIMIT_FSIZE, &limit, nullptr);
}

Finished runProgram(std::vector<std::string> command, const SpawnOptions &options)
{
    ChildProcess process(std::move(command), options);
    Finished result;
    result.output = process.readAll();
    result.code = process.wait();
    return result;
}

} // namespace strandline::test
