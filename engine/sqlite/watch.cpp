#include "engine/sqlite/watch.h"

#include "engine/sqlite/connection.h"

#include <thread>

namespace strandline::sqlite {

constinit thread_local Watch *runningWatch = nullptr;
constinit thread_local Watch *openingWatch = nullptr;

CallScope::CallScope(Connection &connection) : m_watch(connection.watch())
{
    if (m_watch != nullptr) {
        m_watch->beginCall();
    }
}

CallScope::~CallScope()
{
    if (m_watch != nullptr) {
        m_watch->endCall();
    }
}

void sleepForLock(std::chrono::microseconds duration) noexcept
{
    Watch *const watch = runningWatch;
    if (watch != nullptr) {
        watch->beginLockSleep();
    }
    std::this_thread::sleep_for(duration);
    if (watch != nullptr) {
        watch->endLockSleep();
    }
}

} // namespace strandline::sqlite
