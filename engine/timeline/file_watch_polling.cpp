// FileWatch where the system has no cheap notification of writes: wait() sleeps for a millisecond at most.
#include "engine/timeline/file_watch.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace strandline::timeline {

struct FileWatch::State
{
    std::mutex mutex;
    std::condition_variable changed;
    bool woken = false; // guarded by mutex
};

FileWatch::FileWatch(const std::string & /*path*/) : m_state(std::make_unique<State>()) {}

FileWatch::~FileWatch() = default;

bool FileWatch::wait(std::chrono::microseconds timeout)
{
    std::unique_lock lock(m_state->mutex);
    const auto most = std::min(timeout, std::chrono::microseconds(1000));
    const bool woken = m_state->changed.wait_for(lock, most, [this] { return m_state->woken; });
    m_state->woken = false;
    return woken;
}

void FileWatch::wake() noexcept
{
    {
        const std::lock_guard guard(m_state->mutex);
        m_state->woken = true;
    }
    m_state->changed.notify_all();
}

} // namespace strandline::timeline
