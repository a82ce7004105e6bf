#include "models/dashboard/dashboard_model.h"

namespace strandline::dashboard {

DashboardModel::DashboardModel(session::DatabaseSession *session, QObject *parent)
    : QObject(parent), m_session(session), m_reading(new task::TaskRunner(session->tasks(), this))
{
    for (series::SeriesModel *&chart : m_charts) {
        chart = new series::SeriesModel(this);
    }
    m_timer.setInterval(readEveryMs);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (!m_reading->running()) {
            refresh();
        }
    });
    connect(m_reading, &task::TaskRunner::failed, this, [this](const core::Error &error) {
        if (std::exchange(m_failure, error.message()) != error.message()) {
            emit failed(error);
        }
    });
    connect(session, &session::DatabaseSession::stateChanged, this, [this] { // perhaps another database
        m_reading->discard();
        m_failure.clear();
        m_data.reset();
        for (series::SeriesModel *chart : m_charts) {
            chart->setSeries(series::SeriesData());
        }
        emit changed();
        updateTimer();
    });
}

void DashboardModel::setRange(std::size_t range)
{
    if (range != m_range && range < ranges.size()) {
        m_range = range;
        m_rangeChanged = true;
        if (m_watched) {
            refresh(); // paused too: that range as of now
        }
    }
}

void DashboardModel::setPaused(bool paused)
{
    m_paused = paused;
    updateTimer();
    if (paused && m_data && m_data->range.length == ranges[m_range].length) {
        m_reading->discard(); // what is shown stays
    }
    emit changed();
}

void DashboardModel::setWatched(bool watched)
{
    m_watched = watched;
    updateTimer();
}

void DashboardModel::updateTimer()
{
    const bool live = m_watched && !m_paused && m_session->database() != nullptr;
    if (live == m_timer.isActive()) {
        return;
    }
    if (live) {
        m_timer.start();
        refresh();
    } else {
        m_timer.stop();
    }
}

void DashboardModel::refresh()
{
    const auto database = m_session->database();
    if (!database || database->metrics() == nullptr) {
        return;
    }
    const bool shown = std::exchange(m_rangeChanged, false) && ranges[m_range].step > std::chrono::seconds(1);
    m_reading->run(
        shown ? tr("Reading the metrics") : QString(),
        [database, range = ranges[m_range], before = m_data](const core::JobContext &job) {
            return std::make_shared<const DashboardData>(readDashboard(*database, range, before.get(), job));
        },
        [this](std::shared_ptr<const DashboardData> data) { take(std::move(data)); });
}

void DashboardModel::take(std::shared_ptr<const DashboardData> data)
{
    m_failure.clear();
    m_data = std::move(data);
    for (std::size_t i = 0; i < chartCount; ++i) {
        m_charts[i]->setSeries(m_data->charts[i]);
    }
    emit changed();
}

} // namespace strandline::dashboard
