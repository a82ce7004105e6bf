// A cron expression told in words: as a structure that each language renders, and in English.
// Values; safe from any thread.
#pragma once

#include "engine/scheduler/cron.h"

#include <string>
#include <vector>

namespace strandline::scheduler {

// Values that follow each other, both ends included; one value: first == last.
struct Span
{
    int first = 0;
    int last = 0;
    bool operator==(const Span &) const = default;
};

struct CronWords
{
    enum class Times
    {
        AtTimes,      // at clockTimes
        EveryMinute,  // of the hours
        EveryMinutes, // each minuteStep-th, of the hours
        AtMinutes,    // at minutes of the hours
        EveryHours,   // on the hour, of the hours
    };
    Times times = Times::AtTimes;
    std::vector<int> clockTimes; // minutes of the day, ascending
    int minuteStep = 1;
    std::vector<Span> minutes;
    int hourStep = 1;        // 2: every second hour from hourFrom on
    int hourFrom = 0;        // of hourStep
    std::vector<Span> hours; // the hours, where they have no step; empty: all
    // Empty: every one.
    int dayStep = 1; // 2: every second day of the month from dayFrom on
    int dayFrom = 1;
    std::vector<Span> days;
    std::vector<Span> months;
    std::vector<Span> weekdays; // 1 Monday to 7 Sunday

    bool everyDay() const { return days.empty() && dayStep == 1 && weekdays.empty(); }
    bool byDayOfMonth() const { return !days.empty() || dayStep > 1; }
};

CronWords wordsOf(const Cron &cron);

// "every day at 02:00, Monday to Friday".
std::string inEnglish(const CronWords &words);

std::string clockText(int minuteOfDay); // "02:00"

} // namespace strandline::scheduler
