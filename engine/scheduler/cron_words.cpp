#include "engine/scheduler/cron_words.h"

#include <array>
#include <fmt/format.h>

namespace strandline::scheduler {

namespace {

constexpr std::size_t fewTimes = 6;
constexpr std::size_t fewSpans = 3;

std::vector<Span> spansOf(const std::vector<int> &values)
{
    std::vector<Span> spans;
    for (const int v : values) {
        if (!spans.empty() && spans.back().last == v - 1) {
            spans.back().last = v;
        } else {
            spans.push_back({v, v});
        }
    }
    return spans;
}

// How far the values are apart where that is always the same and goes on to the end (high); 0: it isn't.
int stepOf(const std::vector<int> &values, int high)
{
    if (values.size() < 2) {
        return 0;
    }
    const int step = values[1] - values[0];
    for (std::size_t i = 1; i < values.size(); ++i) {
        if (values[i] - values[i - 1] != step) {
            return 0;
        }
    }
    return values.back() + step > high && values.front() < step + (high == 31 ? 1 : 0) ? step : 0;
}

void tellHours(CronWords &words, const CronField &hours)
{
    if (hours.every) {
        return;
    }
    const auto values = hours.list();
    if (const int step = stepOf(values, 23); step > 1 && hours.stepped) {
        words.hourStep = step;
        words.hourFrom = values.front();
    } else {
        words.hours = spansOf(values);
    }
}

void tellTimes(CronWords &words, const Cron &cron)
{
    const auto minutes = cron.minutes().list();
    const auto hours = cron.hours().list();
    if (!cron.hours().every && !cron.hours().stepped && minutes.size() * hours.size() <= fewTimes) {
        words.times = CronWords::Times::AtTimes;
        for (const int hour : hours) {
            for (const int minute : minutes) {
                words.clockTimes.push_back(hour * 60 + minute);
            }
        }
        return;
    }
    tellHours(words, cron.hours());
    const int step = stepOf(minutes, 59);
    if (cron.minutes().every) {
        words.times = CronWords::Times::EveryMinute;
    } else if (minutes.front() == 0 && minutes.size() == 1) {
        words.times = CronWords::Times::EveryHours;
    } else if (minutes.front() == 0 && step > 1 && 60 % step == 0) {
        words.times = CronWords::Times::EveryMinutes;
        words.minuteStep = step;
    } else {
        words.times = CronWords::Times::AtMinutes;
        words.minutes = spansOf(minutes);
    }
}

std::string joined(const std::vector<std::string> &items, const char *last = "and")
{
    std::string out;
    for (std::size_t i = 0; i < items.size(); ++i) {
        out += i == 0 ? "" : i + 1 == items.size() ? fmt::format(" {} ", last) : ", ";
        out += items[i];
    }
    return out;
}

template <typename Name>
std::string named(const std::vector<Span> &spans, Name &&name)
{
    std::vector<std::string> items;
    for (const Span &span : spans) {
        if (span.last - span.first >= 2) {
            items.push_back(fmt::format("{} to {}", name(span.first), name(span.last)));
            continue;
        }
        for (int v = span.first; v <= span.last; ++v) {
            items.push_back(name(v));
        }
    }
    return joined(items);
}

std::string weekdayName(int weekday)
{
    static const std::array<const char *, 7> names = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                      "Friday", "Saturday", "Sunday"};
    return names.at(static_cast<std::size_t>(weekday - 1));
}

std::string monthName(int month)
{
    static const std::array<const char *, 12> names = {"January",   "February", "March",    "April",
                                                       "May",       "June",     "July",     "August",
                                                       "September", "October",  "November", "December"};
    return names.at(static_cast<std::size_t>(month - 1));
}

std::string number(int value)
{
    return std::to_string(value);
}

std::string ordinal(int n)
{
    const int tens = n % 100;
    const char *ending = tens >= 11 && tens <= 13 ? "th"
                         : n % 10 == 1            ? "st"
                         : n % 10 == 2            ? "nd"
                         : n % 10 == 3            ? "rd"
                                                  : "th";
    return fmt::format("{}{}", n, ending);
}

// ", 09:00–17:59": the hours in which something happens; on the hour it happens until 17:00.
std::string hoursText(const CronWords &words)
{
    if (words.hourStep > 1) {
        return words.hourFrom == 0 ? "" : fmt::format(", from {}", clockText(words.hourFrom * 60));
    }
    std::vector<std::string> parts;
    for (const Span &span : words.hours) {
        const int last = words.times == CronWords::Times::EveryHours ? 0 : 59;
        parts.push_back(
            span.first == span.last && last == 0
                ? clockText(span.first * 60)
                : fmt::format("{}–{}", clockText(span.first * 60), clockText(span.last * 60 + last)));
    }
    return parts.empty() ? "" : ", " + joined(parts);
}

std::string timesText(const CronWords &words)
{
    const std::string everyHour =
        words.hourStep > 1 ? fmt::format("every {} hours", words.hourStep) : std::string("every hour");
    const std::string inHours =
        words.hourStep > 1 ? fmt::format(" in every {} hour", ordinal(words.hourStep)) : std::string();
    switch (words.times) {
    case CronWords::Times::AtTimes: {
        std::vector<std::string> clock;
        for (const int t : words.clockTimes) {
            clock.push_back(clockText(t));
        }
        return "at " + joined(clock);
    }
    case CronWords::Times::EveryMinute:
        return "every minute" + inHours + hoursText(words);
    case CronWords::Times::EveryMinutes:
        return fmt::format("every {} minutes", words.minuteStep) + inHours + hoursText(words);
    case CronWords::Times::EveryHours:
        return everyHour + hoursText(words);
    case CronWords::Times::AtMinutes:
        break;
    }
    const bool one = words.minutes.size() == 1 && words.minutes[0].first == words.minutes[0].last;
    const std::string ofHour = words.hourStep > 1 ? fmt::format("every {} hour", ordinal(words.hourStep))
                                                  : std::string("every hour");
    return fmt::format("at minute{} {} of {}", one ? "" : "s", named(words.minutes, number), ofHour) +
           hoursText(words);
}

std::string daysOfMonthText(const CronWords &words)
{
    if (words.dayStep > 1) {
        return fmt::format("every {} day of the month from day {}", ordinal(words.dayStep), words.dayFrom);
    }
    const bool one = words.days.size() == 1 && words.days[0].first == words.days[0].last;
    return fmt::format("day{} {} of the month", one ? "" : "s", named(words.days, number));
}

bool singleWeekday(const CronWords &words)
{
    return words.weekdays.size() == 1 && words.weekdays[0].first == words.weekdays[0].last;
}

} // namespace

CronWords wordsOf(const Cron &cron)
{
    CronWords words;
    tellTimes(words, cron);
    if (!cron.days().every) {
        const auto days = cron.days().list();
        words.days = spansOf(days);
        if (const int step = stepOf(days, 31); step > 1 && words.days.size() > fewSpans) {
            words.dayStep = step;
            words.dayFrom = days.front();
            words.days.clear();
        }
    }
    if (!cron.months().every) {
        words.months = spansOf(cron.months().list());
    }
    if (!cron.weekdays().every) {
        words.weekdays = spansOf(cron.weekdays().list());
    }
    return words;
}

std::string clockText(int minuteOfDay)
{
    return fmt::format("{:02}:{:02}", minuteOfDay / 60, minuteOfDay % 60);
}

std::string inEnglish(const CronWords &words)
{
    std::string out = timesText(words);
    const bool byWeekday = !words.weekdays.empty();
    if (words.times == CronWords::Times::AtTimes && !words.byDayOfMonth()) {
        if (byWeekday && singleWeekday(words)) {
            out = fmt::format("every {} {}", weekdayName(words.weekdays[0].first), out);
        } else {
            out = "every day " + out;
        }
    }
    const bool told =
        words.times == CronWords::Times::AtTimes && singleWeekday(words) && !words.byDayOfMonth();
    if (words.byDayOfMonth() && byWeekday) {
        out += fmt::format(", on {} or on {}", daysOfMonthText(words), named(words.weekdays, weekdayName));
    } else if (words.byDayOfMonth()) {
        out += ", on " + daysOfMonthText(words);
    } else if (byWeekday && !told) {
        out += ", " + named(words.weekdays, weekdayName);
    }
    if (!words.months.empty()) {
        out += ", in " + named(words.months, monthName);
    }
    return out;
}

} // namespace strandline::scheduler
