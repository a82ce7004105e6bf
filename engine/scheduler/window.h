// Backup windows: the times of the week in which jobs may run, and the days of the year on which they may
// not. Values; safe from any thread.
#pragma once

#include "engine/scheduler/zone.h"

#include <string>
#include <vector>

namespace strandline::scheduler {

constexpr int minutesOfWeek = 7 * 24 * 60;

// Minutes of the week from Monday 00:00, from included, to not: 0 <= from < to <= minutesOfWeek.
struct WeekSpan
{
    int from = 0;
    int to = 0;
    bool operator==(const WeekSpan &) const = default;
};

class Window
{
public:
    Window() = default; // empty: no time at all
    // "business-hours", "off-hours", "always", or entries "DAYS START-END" with a semicolon between them:
    // "Mon-Fri 22:00-06:00; Sat,Sun 00:00-24:00". An end that isn't after its start is on the next day.
    // Throws Usage.
    explicit Window(const std::string &text);

    static Window always();
    static Window businessHours(); // Monday to Friday 9 to 17
    static Window offHours();      // Monday to Friday 18 to 6, all weekend, and the night that ends it

    // Normal form, as the constructor takes it; a preset's name where it is one.
    std::string text() const;
    bool contains(const WallTime &wall) const;
    bool contains(int minuteOfWeek) const;
    bool empty() const { return m_spans.empty(); }
    // Disjoint, ascending.
    const std::vector<WeekSpan> &spans() const { return m_spans; }
    void add(const WeekSpan &span);
    void remove(const WeekSpan &span);
    bool operator==(const Window &) const = default;

private:
    std::vector<WeekSpan> m_spans;
};

struct Holiday
{
    Day day;
    bool everyYear = false; // the year of day doesn't count
    std::string name;

    bool on(const Day &other) const
    {
        return day.month == other.month && day.day == other.day && (everyYear || day.year == other.year);
    }
    // "2026-12-24", or "12-25" for every year.
    std::string date() const;
    // Throws Usage.
    static Holiday parse(const std::string &date, const std::string &name);
};

} // namespace strandline::scheduler
