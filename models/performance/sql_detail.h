// Everything that is known of one statement: its text, what its executions did under each plan, its share of
// the activity over time, and its recent executions. Reads it when it is shown, and once a second while it is
// active. GUI thread.
#pragma once

#include "models/performance/executions_model.h"
#include "models/series/series_model.h"
#include "models/text/text_rows.h"

namespace strandline::performance {

// What was counted of it under one plan, in this program since it began.
struct PlanSums
{
    std::shared_ptr<const monitor::SqlPlan> plan; // null: not known
    monitor::StatementCounters counters;
};

// An execution as samples saw it, or as a whole where it was long enough.
struct SeenExecution
{
    monitor::Execution execution;
    std::size_t samples = 0; // 0: measured
};

struct SqlFacts
{
    std::string text;     // as it was first seen here, formatted; else normalised
    bool literal = false; // the first of these
    std::vector<PlanSums> plans;
    std::vector<monitor::KeptHour> hours;
    series::SharedSeries share;  // its average active sessions, of the last hour
    series::SharedSeries byPlan; // average time of an execution by hour, a line a plan
    double sessions = 0;
    double allSessions = 0;
    std::size_t samples = 0; // of it
    std::size_t allSamples = 0;
    std::vector<SeenExecution> executions; // the latest first
};

// The job. Any thread.
SqlFacts loadSqlFacts(const session::Database &database, std::uint64_t sqlId);

class SqlDetail : public QObject
{
    Q_OBJECT
public:
    explicit SqlDetail(session::DatabaseSession *session, QObject *parent = nullptr);

    // 13 characters; others show nothing.
    void show(const QString &sqlId);
    const QString &sqlId() const { return m_sqlId; }
    void setActive(bool active);
    void setPaused(bool paused);
    bool paused() const { return m_paused; }
    void refresh();

    bool loaded() const { return m_loaded; } // of what is shown
    bool known() const;                      // anything at all
    const SqlFacts &facts() const { return m_facts; }
    monitor::StatementCounters sums() const; // of all plans
    text::TextRows *statistics() const { return m_statistics; }
    text::TextRows *hours() const { return m_hours; }
    text::TextRows *executions() const { return m_executions; }
    series::SeriesModel *share() const { return m_share; }
    series::SeriesModel *byPlan() const { return m_byPlan; }
    // "7.4% ± 0.5% of the activity of the last hour"
    QString shareSentence() const;

signals:
    void changed();
    void pausedChanged();
    void failed(const strandline::core::Error &error);

private:
    void take(SqlFacts facts);
    void showStatistics();
    void showHours();
    void showExecutions();

    session::DatabaseSession *m_session;
    task::TaskRunner *m_reading;
    QTimer m_tick;
    bool m_active = false;
    bool m_paused = false;
    bool m_loaded = false;
    QString m_sqlId;
    SqlFacts m_facts;
    text::TextRows *m_statistics;
    text::TextRows *m_hours;
    text::TextRows *m_executions;
    series::SeriesModel *m_share;
    series::SeriesModel *m_byPlan;
};

// The number of 13 characters; nothing for others.
std::optional<std::uint64_t> sqlIdFrom(const std::string &text);
// "below 128 µs"
QString bucketText(std::size_t bucket);
QString planText(std::uint64_t hash);

} // namespace strandline::performance
