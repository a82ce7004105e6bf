#include "engine/monitor/metric_recorder.h"

#include "engine/monitor/board_metrics.h"
#include "engine/monitor/database_metrics.h"

namespace strandline::monitor {

namespace {

constexpr std::chrono::seconds betweenReads{1};
constexpr std::chrono::seconds afterAFailure{10};

} // namespace

MetricRecorder::MetricRecorder(timeline::Location location, std::shared_ptr<timeline::History> history,
                               const core::Clock &clock)
    : m_location(std::move(location)), m_history(std::move(history)), m_clock(clock),
      m_metrics(m_location, clock), m_thread([this](const std::stop_token &stop) { run(stop); })
{
}

void MetricRecorder::run(const std::stop_token &stop) noexcept
{
    do {
        try {
            readEachSecond(stop);
        } catch (const core::Error &) { // told in the header: a hole
        }
    } while (rest(stop, afterAFailure));
}

void MetricRecorder::readEachSecond(const std::stop_token &stop)
{
    MetricRegistry registry;
    addDatabaseMetrics(registry, m_location.database, m_clock);
    addHistoryMetrics(registry, m_history);
    addBoardMetrics(registry, Board::open(m_location));
    do {
        m_metrics.take(registry.read());
    } while (rest(stop, betweenReads));
}

bool MetricRecorder::rest(const std::stop_token &stop, std::chrono::seconds duration)
{
    std::unique_lock lock(m_mutex);
    m_ended.wait_for(lock, stop, duration, [] { return false; });
    return !stop.stop_requested();
}

} // namespace strandline::monitor
