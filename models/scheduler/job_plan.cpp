#include "models/scheduler/job_plan.h"

#include "models/text/quantities.h"

#include <algorithm>

namespace strandline::scheduler {

namespace {

constexpr std::size_t runsListed = 10;
constexpr int daysOfCalendar = 42;
constexpr int minutesOfDay = 24 * 60;

std::optional<core::Error> problemOf(const Schedules &schedules, const Job &job) noexcept
{
    try {
        schedules.check(job);
        return std::nullopt;
    } catch (const core::Error &error) {
        return error;
    }
}

Day firstOfMonth(Day day, int months)
{
    const int month = day.year * 12 + day.month - 1 + months;
    return {month / 12, month % 12 + 1, 1};
}

// The window's minutes of a day.
std::vector<WeekSpan> openOn(const Window &window, const Day &day)
{
    const int begin = (day.weekday() - 1) * minutesOfDay;
    std::vector<WeekSpan> open;
    for (const WeekSpan &span : window.spans()) {
        const WeekSpan cut{std::max(span.from - begin, 0), std::min(span.to - begin, minutesOfDay)};
        if (cut.from < cut.to) {
            open.push_back(cut);
        }
    }
    return open;
}

void fillCalendar(Plan &plan, const Schedules &schedules, const Job &job, const Zone &zone)
{
    const Window window = schedules.windowNamed(job.window);
    const auto holidays = schedules.holidays();
    const int first = plan.month.number() - (plan.month.weekday() - 1);
    for (int i = 0; i < daysOfCalendar; ++i) {
        CalendarDay &day = plan.days.emplace_back();
        day.day = Day::fromNumber(first + i);
        day.open = openOn(window, day.day);
        const auto holiday =
            std::find_if(holidays.begin(), holidays.end(), [&](const Holiday &h) { return h.on(day.day); });
        day.holiday = holiday != holidays.end() ? holiday->name : "";
    }
    // From the minute before its first midnight to the last one.
    const core::Time begin =
        core::Time(std::chrono::hours(24 * std::int64_t{first})) - std::chrono::hours(15);
    const core::Time end = begin + std::chrono::hours(24 * (daysOfCalendar + 1) + 6);
    Job shown = job;
    shown.skipNext = false; // of the first one after now, which is in the list
    for (const PlannedRun &run : schedules.planUntil(shown, begin, end)) {
        const WallTime wall = zone.wall(run.due);
        const int index = wall.day.number() - first;
        if (index >= 0 && index < daysOfCalendar) {
            plan.days[static_cast<std::size_t>(index)].runs.push_back({wall.minute, run.obstacle});
        }
    }
}

Plan planOf(const Schedules &schedules, const Job &job, core::Time now, int month)
{
    Plan plan;
    plan.problem = problemOf(schedules, job);
    if (plan.problem) {
        return plan;
    }
    const Zone zone(job.zone);
    plan.zone = zone.name();
    plan.next = schedules.plan(job, now, runsListed);
    plan.today = zone.wall(now).day;
    plan.month = firstOfMonth(plan.today, month);
    fillCalendar(plan, schedules, job, zone);
    return plan;
}

} // namespace

JobPlan::JobPlan(session::DatabaseSession *session, Schedules schedules, QObject *parent)
    : QObject(parent), m_schedules(std::move(schedules)),
      m_computing(new task::TaskRunner(session->tasks(), this))
{
    connect(m_computing, &task::TaskRunner::failed, this, [this](const core::Error &error) {
        m_plan = {};
        m_plan.problem = error;
        emit changed();
    });
}

void JobPlan::setJob(const Job &job)
{
    m_job = job;
    compute();
}

void JobPlan::showMonth(int months)
{
    m_month = months;
    compute();
}

void JobPlan::compute()
{
    m_computing->run(
        {},
        [schedules = m_schedules, job = m_job, now = text::now(), month = m_month](const core::JobContext &) {
            return planOf(schedules, job, now, month);
        },
        [this](Plan plan) {
            m_plan = std::move(plan);
            emit changed();
        });
}

} // namespace strandline::scheduler
