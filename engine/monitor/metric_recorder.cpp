#include "engine/monitor/metric_recorder.h"

namespace strandline::monitor {

namespace {

constexpr std::chrono::seconds afterAFailure{10};
constexpr std::chrono::milliseconds surely{5}; // the second has turned by then

} // namespace

MetricRecorder::MetricRecorder(timeline::Location location, BoardSource board, HistorySource history,
                               const core::Clock &clock)
    : m_location(std::move(location)), m_board(std::move(board)), m_history(std::move(history)),
      m_clock(clock), m_metrics(m_location, clock),
      m_thread([this](const std::stop_token &stop) { run(stop); })
{
}

std::optional<SeenDatabase> MetricRecorder::seen() const
{
    const std::lock_guard guard(m_mutex);
    return m_seen;
}

void MetricRecorder::run(const std::stop_token &stop) noexcept
{
    const auto take = [this](const SeenDatabase &seen) {
        const std::lock_guard guard(m_mutex);
        m_seen = seen;
    };
    Source sources[] = {
        {[this](MetricRegistry &registry) { addBoardMetrics(registry, m_board); }, {}, {}},
        {[this, take](MetricRegistry &registry) {
             addDatabaseMetrics(registry, m_location.database, m_clock, {std::chrono::milliseconds(0), take});
         },
         {},
         {}},
        {[this](MetricRegistry &registry) { addHistoryMetrics(registry, m_history); }, {}, {}},
    };
    do {
        std::vector<MetricFamily> families;
        for (Source &source : sources) {
            read(source, families);
        }
        m_metrics.take(families);
    } while (restUntilNextSecond(stop));
}

void MetricRecorder::read(Source &source, std::vector<MetricFamily> &families) noexcept
{
    const auto now = std::chrono::steady_clock::now();
    try {
        if (!source.registry && now >= source.tryAgain) {
            source.make(source.registry.emplace());
        }
        if (source.registry) {
            std::vector<MetricFamily> read = source.registry->read();
            std::move(read.begin(), read.end(), std::back_inserter(families));
        }
    } catch (const core::Error &error) { // told in the header: a hole
        if (error.code() != core::ErrorCode::Busy) {
            source.registry.reset();
            source.tryAgain = now + afterAFailure;
        }
    }
}

bool MetricRecorder::restUntilNextSecond(const std::stop_token &stop)
{
    const auto now = m_clock.now();
    const auto next = std::chrono::floor<std::chrono::seconds>(now) + std::chrono::seconds(1) + surely;
    std::unique_lock lock(m_mutex);
    m_ended.wait_for(lock, stop, next - now, [] { return false; });
    return !stop.stop_requested();
}

} // namespace strandline::monitor
