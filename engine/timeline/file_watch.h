// Tells that a file was written to, by the operating system's notifications: no polling while nothing
// happens, and no descriptor on the file itself. wait() belongs to one thread; wake() is safe from any. Where
// there are no notifications wait() just sleeps. Errors: none after construction.
#pragma once

#include <chrono>
#include <memory>
#include <string>

namespace strandline::timeline {

class FileWatch
{
public:
    explicit FileWatch(const std::string &path);
    ~FileWatch();
    FileWatch(const FileWatch &) = delete;
    FileWatch &operator=(const FileWatch &) = delete;

    // True: the file was written to or wake() was called; false: the time is over.
    bool wait(std::chrono::microseconds timeout);
    void wake() noexcept;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace strandline::timeline
