// Measures how long the GUI thread leaves an event waiting: a thread of its own posts one after the other and
// takes the time until each is handled. Made, started and stopped on the GUI thread.
#pragma once

#include <QObject>

#include <atomic>
#include <thread>

namespace strandline::workbench {

class EventWatchdog : public QObject
{
    Q_OBJECT
public:
    explicit EventWatchdog(QObject *parent = nullptr);
    ~EventWatchdog() override;

    // While paused, waiting times don't count (the tour's own work).
    void setPaused(bool paused) { m_paused = paused; }
    double longestMs() const { return static_cast<double>(m_longestMicros.load()) / 1000.0; }
    // The longest since the last call.
    double takeLongestMs() { return static_cast<double>(m_longestMicros.exchange(0)) / 1000.0; }

private:
    void watch(const std::stop_token &stop);

    std::atomic<bool> m_paused = false;
    std::atomic<std::int64_t> m_waitedMicros = -1; // of the last event; -1: not handled yet
    std::atomic<std::int64_t> m_longestMicros = 0;
    std::jthread m_thread;
};

} // namespace strandline::workbench
