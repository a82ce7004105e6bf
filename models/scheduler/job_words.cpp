#include "models/scheduler/job_words.h"

#include "engine/core/error.h"
#include "models/text/quantities.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace strandline::scheduler {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(strandline::scheduler)
};

// "a, b and c".
QString joined(const QStringList &items)
{
    if (items.size() < 2) {
        return items.join(QString());
    }
    return Words::tr("%1 and %2")
        .arg(QStringList(items.mid(0, items.size() - 1)).join(QStringLiteral(", ")), items.back());
}

template <typename Name>
QString named(const std::vector<Span> &spans, Name &&name)
{
    QStringList items;
    for (const Span &span : spans) {
        if (span.last - span.first >= 2) {
            items << Words::tr("%1 to %2").arg(name(span.first), name(span.last));
            continue;
        }
        for (int v = span.first; v <= span.last; ++v) {
            items << name(v);
        }
    }
    return joined(items);
}

bool single(const std::vector<Span> &spans)
{
    return spans.size() == 1 && spans.front().first == spans.front().last;
}

QString clock(int minuteOfDay)
{
    return QString::fromStdString(clockText(minuteOfDay));
}

QString number(int value)
{
    return QString::number(value);
}

QString monthName(int month)
{
    return QLocale().standaloneMonthName(month);
}

QString hoursText(const CronWords &words)
{
    if (words.hourStep > 1) {
        return words.hourFrom == 0 ? QString() : Words::tr(", from %1").arg(clock(words.hourFrom * 60));
    }
    QStringList parts;
    const int last = words.times == CronWords::Times::EveryHours ? 0 : 59;
    for (const Span &span : words.hours) {
        parts << (span.first == span.last && last == 0
                      ? clock(span.first * 60)
                      : QStringLiteral("%1–%2").arg(clock(span.first * 60), clock(span.last * 60 + last)));
    }
    return parts.isEmpty() ? QString() : QStringLiteral(", ") + joined(parts);
}

QString atTimes(const CronWords &words)
{
    QStringList times;
    for (const int t : words.clockTimes) {
        times << clock(t);
    }
    if (words.byDayOfMonth()) {
        return Words::tr("at %1").arg(joined(times));
    }
    return single(words.weekdays) ? Words::tr("every %1 at %2", "weekday, times")
                                        .arg(weekdayName(words.weekdays.front().first), joined(times))
                                  : Words::tr("every day at %1").arg(joined(times));
}

QString timesText(const CronWords &words)
{
    const bool stepped = words.hourStep > 1;
    switch (words.times) {
    case CronWords::Times::AtTimes:
        return atTimes(words);
    case CronWords::Times::EveryMinute:
        return (stepped ? Words::tr("every minute in one hour of %1").arg(words.hourStep)
                        : Words::tr("every minute")) +
               hoursText(words);
    case CronWords::Times::EveryMinutes:
        return (stepped ? Words::tr("every %1 minutes in one hour of %2")
                              .arg(words.minuteStep)
                              .arg(words.hourStep)
                        : Words::tr("every %n minutes", nullptr, words.minuteStep)) +
               hoursText(words);
    case CronWords::Times::EveryHours:
        return (stepped ? Words::tr("every %n hours", nullptr, words.hourStep) : Words::tr("every hour")) +
               hoursText(words);
    case CronWords::Times::AtMinutes:
        break;
    }
    const QString minutes = named(words.minutes, number);
    return (stepped ? Words::tr("at minute %1 in one hour of %2").arg(minutes).arg(words.hourStep)
                    : Words::tr("at minute %1 of every hour").arg(minutes)) +
           hoursText(words);
}

QString daysOfMonthText(const CronWords &words)
{
    return words.dayStep > 1
               ? Words::tr("every %1 days from day %2 of the month").arg(words.dayStep).arg(words.dayFrom)
               : Words::tr("on day %1 of the month").arg(named(words.days, number));
}

// Null: it can't be read. Cron tells it by an exception.
std::optional<CronWords> wordsOfText(const std::string &expression) noexcept
{
    try {
        return wordsOf(Cron(expression));
    } catch (const core::Error &) {
        return std::nullopt;
    }
}

} // namespace

QString weekdayName(int weekday)
{
    return QLocale().standaloneDayName(weekday);
}

QString shortWeekdayName(int weekday)
{
    return QLocale().standaloneDayName(weekday, QLocale::ShortFormat);
}

QString wordsText(const CronWords &words)
{
    QString out = timesText(words);
    const bool byWeekday = !words.weekdays.empty();
    const bool told = words.times == CronWords::Times::AtTimes && single(words.weekdays);
    if (words.byDayOfMonth()) {
        out += QStringLiteral(", ") + daysOfMonthText(words);
        if (byWeekday) {
            out += Words::tr(" or on %1", "weekdays").arg(named(words.weekdays, weekdayName));
        }
    } else if (byWeekday && !told) {
        out += QStringLiteral(", ") + named(words.weekdays, weekdayName);
    }
    if (!words.months.empty()) {
        out += Words::tr(", in %1", "months").arg(named(words.months, monthName));
    }
    return out;
}

QString cronText(const std::string &expression)
{
    const auto words = wordsOfText(expression);
    return words ? wordsText(*words) : QString();
}

QString kindText(JobKind kind)
{
    switch (kind) {
    case JobKind::Full:
        return Words::tr("Full backup");
    case JobKind::Incremental:
        return Words::tr("Incremental backup");
    case JobKind::Cumulative:
        return Words::tr("Cumulative backup");
    case JobKind::ArchiveLog:
        return Words::tr("Archive log backup");
    case JobKind::Prune:
        return Words::tr("Delete by retention");
    case JobKind::Verify:
        return Words::tr("Verify");
    case JobKind::RestoreTest:
        return Words::tr("Restore test");
    case JobKind::Crosscheck:
        return Words::tr("Crosscheck");
    case JobKind::Snapshot:
        return Words::tr("Snapshot");
    case JobKind::Sync:
        break;
    }
    return Words::tr("Bring standbys up to date");
}

QString statusText(RunStatus status)
{
    switch (status) {
    case RunStatus::Pending:
        return Words::tr("pending");
    case RunStatus::Running:
        return Words::tr("running");
    case RunStatus::Completed:
        return Words::tr("completed");
    case RunStatus::Failed:
        return Words::tr("failed");
    case RunStatus::Skipped:
        return Words::tr("skipped");
    case RunStatus::Cancelled:
        break;
    }
    return Words::tr("cancelled");
}

QString windowText(const std::string &window)
{
    if (window.empty() || window == "always") {
        return Words::tr("at any time");
    }
    if (window == "business-hours") {
        return Words::tr("business hours");
    }
    return window == "off-hours" ? Words::tr("off-hours") : QString::fromStdString(window);
}

QString obstacleText(const PlannedRun &run)
{
    switch (run.obstacle) {
    case Obstacle::None:
        return {};
    case Obstacle::SkipAsked:
        return Words::tr("skipped as asked");
    case Obstacle::Holiday:
        return Words::tr("holiday: %1").arg(QString::fromStdString(run.holiday));
    case Obstacle::OutsideWindow:
        break;
    }
    return Words::tr("outside the window");
}

QString conflictText(const Conflict &conflict)
{
    const QString job = QString::fromStdString(conflict.job);
    if (conflict.kind == Conflict::Kind::OutsideWindow) {
        return Words::tr("%1: %2 of %3 runs in the next 7 days are outside its window and will be skipped, "
                         "the first on %4.")
            .arg(job)
            .arg(conflict.count)
            .arg(conflict.of)
            .arg(text::minute(conflict.first));
    }
    return Words::tr("%1 begins while %2 runs: %3 of %4 times in the next 7 days, the first on %5.")
        .arg(QString::fromStdString(conflict.other), job)
        .arg(conflict.count)
        .arg(conflict.of)
        .arg(text::minute(conflict.first));
}

} // namespace strandline::scheduler
