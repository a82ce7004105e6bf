// The analysis of the active session history: which time is looked at, which rows of it, and what they say by
// dimension. A job reads ring and repository and sums up; what it finds is put into the models here, once a
// second while it is live. GUI thread.
#pragma once

#include "models/performance/load_map.h"
#include "models/performance/top_model.h"
#include "models/series/series_model.h"
#include "models/session/database_session.h"
#include "models/task/task_runner.h"

#include <QTimer>

namespace strandline::performance {

// What a job is asked; a value.
struct AshQuestion
{
    series::TimeSpan outer;
    series::SharedSeries strip; // of it, where that is known: a day has many samples; null: to be made
    series::TimeSpan inner;
    std::vector<monitor::AshFilter> filters;
    std::array<monitor::AshDimension, 2> tops{monitor::AshDimension::SqlId, monitor::AshDimension::Session};
    std::vector<monitor::AshDimension> map{monitor::AshDimension::WaitClass, monitor::AshDimension::SqlId};
};

struct AshAnswer
{
    series::SharedSeries strip;    // of all sessions in the outer time
    series::SharedSeries activity; // of what the filters leave of the inner time
    bool watched = false;          // in some of it: where nobody did, the two have gaps
    double sessions = 0;           // their average
    std::size_t samples = 0;
    std::optional<core::Time> earlier; // when somebody was active last, where there are no samples
    std::array<std::vector<monitor::AshShare>, 2> tops;
    std::vector<monitor::AshNode> map;
    std::array<double, monitor::ashDimensions> skew{};
    std::map<std::string, std::string> texts; // by SQL id, of those in tops and map; programs by session
};

class AshAnalytics : public QObject
{
    Q_OBJECT
public:
    enum class Range
    {
        RealTime,   // the last hour, five minutes of it, moving on
        Historical, // a day, an hour of it, standing
    };

    explicit AshAnalytics(session::DatabaseSession *session, QObject *parent = nullptr);

    Range range() const { return m_range; }
    void setRange(Range range);
    void shiftDay(int by); // of historical time, in days
    const series::TimeSpan &outer() const { return m_question.outer; }
    const series::TimeSpan &inner() const { return m_question.inner; }
    // Within the outer time, which moves where it doesn't reach that far back.
    void select(const series::TimeSpan &inner);
    // When somebody was active last before the inner time. Told where there is nobody in it.
    const std::optional<core::Time> &earlier() const { return m_earlier; }
    void selectEarlier();                    // the minute of that
    bool atNow() const { return m_follows; } // the inner time ends now and moves on

    const std::vector<monitor::AshFilter> &filters() const { return m_question.filters; }
    // In place of one of the same dimension.
    void addFilter(const monitor::AshFilter &filter);
    void removeFilter(const monitor::AshFilter &filter);
    void setFilters(std::vector<monitor::AshFilter> filters);

    monitor::AshDimension topDimension(std::size_t list) const { return m_question.tops.at(list); }
    void setTopDimension(std::size_t list, monitor::AshDimension dimension);
    const std::vector<monitor::AshDimension> &mapDimensions() const { return m_question.map; }
    void setMapDimensions(std::vector<monitor::AshDimension> dimensions); // one to three

    // Reads once a second while it may; nothing while it mayn't. Made inactive.
    void setActive(bool active);
    bool paused() const { return m_paused; }
    void setPaused(bool paused);
    void refresh();

    series::SeriesModel *strip() const { return m_strip; }
    series::SeriesModel *activity() const { return m_activity; }
    TopModel *top(std::size_t list) const { return m_tops.at(list); }
    LoadMapModel *map() const { return m_map; }
    bool loaded() const { return m_loaded; }
    double sessions() const { return m_sessions; }
    std::size_t samples() const { return m_samples; }
    bool watched() const { return m_watched; } // somebody had the database open in the inner time
    QString emptyText() const;                 // what to say where there are no samples
    const std::array<double, monitor::ashDimensions> &skew() const { return m_skew; }

signals:
    void asked();    // something of the question has changed
    void answered(); // the models have the answer
    void pausedChanged();
    void failed(const strandline::core::Error &error);

private:
    void moveOn();
    void ask();
    void take(AshAnswer answer);
    void changed();

    session::DatabaseSession *m_session;
    task::TaskRunner *m_reading;
    series::SeriesModel *m_strip;
    series::SeriesModel *m_activity;
    std::array<TopModel *, 2> m_tops;
    LoadMapModel *m_map;
    QTimer m_tick;
    Range m_range = Range::RealTime;
    AshQuestion m_question;
    std::optional<series::TimeSpan> m_stripOf; // the time of the strip that is shown
    bool m_follows = true;
    bool m_active = false;
    bool m_paused = false;
    bool m_loaded = false;
    bool m_again = false; // the question changed while its answer was under way
    double m_sessions = 0;
    std::size_t m_samples = 0;
    std::optional<core::Time> m_earlier;
    bool m_watched = false;
    std::array<double, monitor::ashDimensions> m_skew{};
};

// The job. Any thread.
AshAnswer answerTo(const AshQuestion &question, const session::Database &database,
                   const core::JobContext &job);
// Normalised texts of SQL ids, of our own statements, of those kept and of what runs now.
std::map<std::string, std::string> textsOf(const std::vector<std::string> &sqlIds,
                                           const session::Database &database, monitor::KeptStatistics *kept);
// Null where nothing was kept.
std::unique_ptr<monitor::KeptStatistics> keptOf(const session::Database &database);

} // namespace strandline::performance
