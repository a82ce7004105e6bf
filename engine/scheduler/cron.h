// Cron expressions: when a job is due.
//
// Five fields: minute 0–59, hour 0–23, day of month 1–31, month 1–12 or JAN–DEC, day of week 0–7 or SUN–SAT
// (0 and 7 are Sunday). A field is a list of *, values, ranges a-b, and steps */n, a-b/n, a/n (from a to the
// end). Day of month and day of week both given mean either; a field that lets every value pass counts as *.
// Presets, with or without @: hourly, daily, weekly, monthly.
//
// Where the clocks are changed: a time of a fixed hour that doesn't exist runs once, when the clocks have
// been set forward; one that exists twice runs the first time only. Where the hour is a wildcard or has a
// step, time that passes counts: what doesn't exist doesn't run, what exists twice runs twice.
//
// Values; safe from any thread.
#pragma once

#include "engine/scheduler/zone.h"

#include <cstdint>
#include <vector>

namespace strandline::scheduler {

struct CronField
{
    std::uint64_t values = 0; // bit n: the value n passes
    bool every = false;       // all pass
    bool stepped = false;     // written with a step
    bool has(int value) const { return (values >> static_cast<unsigned>(value) & 1U) != 0; }
    std::vector<int> list() const; // ascending
};

class Cron
{
public:
    // Throws Usage, naming the field and what it may hold.
    explicit Cron(const std::string &expression);

    const std::string &text() const { return m_text; } // as it was given
    // Strictly after; nothing: never (30 February).
    std::optional<core::Time> next(core::Time after, const Zone &zone) const;
    // The next ones, ascending; fewer where it never comes.
    std::vector<core::Time> next(core::Time after, const Zone &zone, std::size_t count) const;
    // Whether there are runs on that day, but for what a change of the clocks moves there.
    bool onDay(const Day &day) const;

    const CronField &minutes() const { return m_minutes; }
    const CronField &hours() const { return m_hours; }
    const CronField &days() const { return m_days; }
    const CronField &months() const { return m_months; }
    const CronField &weekdays() const { return m_weekdays; } // 1 Monday to 7 Sunday

private:
    bool followsElapsedTime() const { return m_hours.every || m_hours.stepped; }
    std::optional<core::Time> firstOn(const Day &day, core::Time after, const Zone &zone) const;
    std::optional<core::Time> firstOnChangedDay(const Day &day, core::Time after, const Zone &zone) const;

    std::string m_text;
    CronField m_minutes;
    CronField m_hours;
    CronField m_days;
    CronField m_months;
    CronField m_weekdays;
};

} // namespace strandline::scheduler
