// What a job that is being edited would do: whether it can be, its next runs, and a month of them with the
// window. Computed on a worker for every change; a newer request replaces an older one. GUI thread.
#pragma once

#include "engine/scheduler/schedules.h"
#include "models/session/database_session.h"
#include "models/task/task_runner.h"

#include <QObject>

#include <optional>
#include <vector>

namespace strandline::scheduler {

// A day of the calendar: six weeks from a Monday.
struct CalendarDay
{
    Day day;
    std::vector<WeekSpan> open; // the window's minutes of this day: 0 to 1440
    std::string holiday;        // empty: none
    struct Run
    {
        int minute = 0;
        Obstacle obstacle = Obstacle::None;
    };
    std::vector<Run> runs;
};

struct Plan
{
    std::optional<core::Error> problem; // why the job can't be; the rest is then empty
    std::vector<PlannedRun> next;
    std::vector<CalendarDay> days;
    Day month;        // its first day
    Day today;        // in the job's zone
    std::string zone; // its name
};

class JobPlan : public QObject
{
    Q_OBJECT
public:
    JobPlan(session::DatabaseSession *session, Schedules schedules, QObject *parent = nullptr);

    const Plan &plan() const { return m_plan; }
    const Job &job() const { return m_job; }
    void setJob(const Job &job);
    // months: from the one that is now.
    void showMonth(int months);
    int month() const { return m_month; }

signals:
    void changed();

private:
    void compute();

    const Schedules m_schedules;
    task::TaskRunner *m_computing;
    Job m_job;
    int m_month = 0;
    Plan m_plan;
};

} // namespace strandline::scheduler
