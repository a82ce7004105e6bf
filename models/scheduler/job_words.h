// Schedules in the words of the program's language. Functions without state; GUI thread (they translate).
#pragma once

#include "engine/scheduler/conflicts.h"
#include "engine/scheduler/cron_words.h"

#include <QString>

namespace strandline::scheduler {

QString kindText(JobKind kind);       // "Full backup"
QString statusText(RunStatus status); // "completed"
// "every day at 02:00, Monday to Friday"; empty for an expression that can't be read.
QString cronText(const std::string &expression);
QString wordsText(const CronWords &words);
QString windowText(const std::string &window); // "business hours"; a dash for none
QString obstacleText(const PlannedRun &run);   // why it won't run; empty: it will
QString conflictText(const Conflict &conflict);
QString weekdayName(int weekday);      // 1 Monday
QString shortWeekdayName(int weekday); // "Mon"

} // namespace strandline::scheduler
