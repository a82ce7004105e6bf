// Keeps a database's metrics over time while somebody has it open or records it: reads them once a second, on
// a thread of its own, into a MetricHistory.
//
// The constructor starts the thread, the destructor ends it, which may take as long as one reading. What is
// in the way of one source (a database that is locked, a history that can't be read) leaves a hole in its
// metrics and nothing else. Safe from any thread.
#pragma once

#include "engine/monitor/board_metrics.h"
#include "engine/monitor/database_metrics.h"
#include "engine/monitor/metric_history.h"

#include <condition_variable>
#include <thread>

namespace strandline::monitor {

class MetricRecorder
{
public:
    // board and history: of the same database; asked at each reading, on the thread.
    MetricRecorder(timeline::Location location, BoardSource board, HistorySource history,
                   const core::Clock &clock);

    const MetricHistory &metrics() const { return m_metrics; }
    // The database from outside, as the latest reading saw it; nothing: none could yet.
    std::optional<SeenDatabase> seen() const;

private:
    // Some metrics that are read together.
    struct Source
    {
        std::function<void(MetricRegistry &)> make; // may throw
        std::optional<MetricRegistry> registry;     // nothing: not made
        std::chrono::steady_clock::time_point tryAgain{};
    };
    void run(const std::stop_token &stop) noexcept;
    static void read(Source &source, std::vector<MetricFamily> &families) noexcept;
    bool restUntilNextSecond(const std::stop_token &stop); // false: stopped

    // Constant after construction.
    const timeline::Location m_location;
    const BoardSource m_board;
    const HistorySource m_history;
    const core::Clock &m_clock;

    MetricHistory m_metrics;
    mutable std::mutex m_mutex;
    std::optional<SeenDatabase> m_seen; // guarded by m_mutex
    std::condition_variable_any m_ended;
    std::jthread m_thread; // the last member: the others outlive it
};

} // namespace strandline::monitor
