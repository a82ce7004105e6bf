// Keeps a database's metrics over time while somebody records it: reads them once a second, on a thread of
// its own, into a MetricHistory.
//
// The constructor starts the thread, the destructor ends it. What is in the way (a database that is locked, a
// full disk) leaves a hole in the metrics and nothing else; it tries again after ten seconds. Safe from any
// thread.
#pragma once

#include "engine/monitor/metric_history.h"

#include <condition_variable>
#include <thread>

namespace strandline::monitor {

class MetricRecorder
{
public:
    // history: of the same database.
    MetricRecorder(timeline::Location location, std::shared_ptr<timeline::History> history,
                   const core::Clock &clock);

    const MetricHistory &metrics() const { return m_metrics; }

private:
    void run(const std::stop_token &stop) noexcept;
    void readEachSecond(const std::stop_token &stop);
    bool rest(const std::stop_token &stop, std::chrono::seconds duration); // false: stopped

    // Constant after construction.
    const timeline::Location m_location;
    const std::shared_ptr<timeline::History> m_history;
    const core::Clock &m_clock;

    MetricHistory m_metrics;
    std::mutex m_mutex; // of m_ended alone
    std::condition_variable_any m_ended;
    std::jthread m_thread; // the last member: the others outlive it
};

} // namespace strandline::monitor
