#include "engine/timeline/file_watch.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

namespace strandline::timeline {

struct FileWatch::State
{
    int notify = -1;
    int event = -1;
};

FileWatch::FileWatch(const std::string &path) : m_state(std::make_unique<State>())
{
    m_state->notify = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    m_state->event = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (m_state->notify >= 0) {
        ::inotify_add_watch(m_state->notify, path.c_str(), IN_MODIFY | IN_DELETE_SELF | IN_MOVE_SELF);
    }
}

FileWatch::~FileWatch()
{
    ::close(m_state->notify);
    ::close(m_state->event);
}

bool FileWatch::wait(std::chrono::microseconds timeout)
{
    pollfd fds[2] = {{m_state->notify, POLLIN, 0}, {m_state->event, POLLIN, 0}};
    const timespec ts = {timeout.count() / 1000000, (timeout.count() % 1000000) * 1000};
    if (::ppoll(fds, 2, &ts, nullptr) <= 0) {
        return false;
    }
    alignas(inotify_event) char buffer[4096];
    while (::read(m_state->notify, buffer, sizeof buffer) > 0) {
    }
    while (::read(m_state->event, buffer, 8) > 0) {
    }
    return true;
}

void FileWatch::wake() noexcept
{
    const std::uint64_t one = 1;
    if (::write(m_state->event, &one, sizeof one) < 0) {
        return; // the counter is full: a wake-up is pending already
    }
}

} // namespace strandline::timeline
