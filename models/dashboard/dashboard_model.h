// What the dashboard shows, read by a job once a second while somebody watches and nothing is paused. GUI
// thread.
#pragma once

#include "models/dashboard/dashboard_data.h"
#include "models/series/series_model.h"
#include "models/session/database_session.h"
#include "models/task/task_runner.h"

#include <QObject>
#include <QTimer>

namespace strandline::dashboard {

class DashboardModel : public QObject
{
    Q_OBJECT
public:
    explicit DashboardModel(session::DatabaseSession *session, QObject *parent = nullptr);

    // Of ranges.
    void setRange(std::size_t range);
    std::size_t range() const { return m_range; }
    void setPaused(bool paused);
    bool paused() const { return m_paused; }
    // Whether its page is in sight.
    void setWatched(bool watched);

    series::SeriesModel *chart(Chart chart) const { return m_charts[static_cast<std::size_t>(chart)]; }
    // Null: nothing was read yet.
    const DashboardData *data() const { return m_data.get(); }

signals:
    void changed();
    // Once for each problem.
    void failed(const strandline::core::Error &error);

private:
    void refresh();
    void take(std::shared_ptr<const DashboardData> data);
    void updateTimer();

    static constexpr int readEveryMs = 1000;

    session::DatabaseSession *m_session;
    task::TaskRunner *m_reading;
    QTimer m_timer;
    std::size_t m_range = 0;
    bool m_paused = false;
    bool m_watched = false;
    bool m_rangeChanged = false; // since the last reading began
    std::array<series::SeriesModel *, chartCount> m_charts{};
    std::shared_ptr<const DashboardData> m_data;
    std::string m_failure; // told
};

} // namespace strandline::dashboard
