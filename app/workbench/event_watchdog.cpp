#include "app/workbench/event_watchdog.h"

#include <chrono>

namespace strandline::workbench {

using Clock = std::chrono::steady_clock;

EventWatchdog::EventWatchdog(QObject *parent)
    : QObject(parent), m_thread([this](const std::stop_token &stop) { watch(stop); })
{
}

EventWatchdog::~EventWatchdog()
{
    m_thread.request_stop();
    m_thread.join();
}

void EventWatchdog::watch(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        m_waitedMicros = -1;
        bool counts = !m_paused;
        const auto posted = Clock::now();
        QMetaObject::invokeMethod(
            this,
            [this, posted] {
                using std::chrono::microseconds;
                m_waitedMicros = std::chrono::duration_cast<microseconds>(Clock::now() - posted).count();
            },
            Qt::QueuedConnection);
        while (m_waitedMicros < 0 && !stop.stop_requested()) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
            counts = counts && !m_paused;
        }
        if (counts && m_waitedMicros > m_longestMicros) {
            m_longestMicros = m_waitedMicros.load();
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

} // namespace strandline::workbench
