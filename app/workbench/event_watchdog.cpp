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
        m_handled = false;
        bool counts = !m_paused;
        const auto posted = Clock::now();
        QMetaObject::invokeMethod(
            this, [this] { m_handled = true; }, Qt::QueuedConnection);
        while (!m_handled && !stop.stop_requested()) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
            counts = counts && !m_paused;
        }
        const auto waited =
            std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - posted).count();
        if (counts && waited > m_longestMicros) {
            m_longestMicros = waited;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(4));
    }
}

} // namespace strandline::workbench
