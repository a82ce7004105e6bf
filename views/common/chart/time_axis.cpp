#include "views/common/chart/time_axis.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace strandline::chart {

namespace {

struct TimeAxis
{
    Q_DECLARE_TR_FUNCTIONS(strandline::chart)
};

constexpr std::int64_t second = 1000;
constexpr std::int64_t minute = 60 * second;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;

std::int64_t stepFor(std::int64_t spanMs, int count)
{
    static constexpr std::int64_t steps[] = {
        1,           2,        5,          10,         20,          50,          100,
        200,         500,      second,     2 * second, 5 * second,  10 * second, 15 * second,
        30 * second, minute,   2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute,
        hour,        2 * hour, 3 * hour,   6 * hour,   12 * hour,   day,         2 * day,
        7 * day,     14 * day, 30 * day,   91 * day,   182 * day,   365 * day};
    for (const std::int64_t step : steps) {
        if (spanMs / step <= count) {
            return step;
        }
    }
    return 365 * day * std::max<std::int64_t>(1, spanMs / (365 * day) / std::max(count, 1) + 1);
}

QString labelFor(const QDateTime &t, std::int64_t step)
{
    const QLocale locale;
    if (t.time().msecsSinceStartOfDay() == 0) {
        return step >= 30 * day
                   ? locale.toString(t.date(), "MMM yyyy")
                   : locale.toString(t.date(), TimeAxis::tr("ddd d MMM", "for QLocale::toString"));
    }
    if (step < second) {
        return t.time().toString("HH:mm:ss.zzz");
    }
    return t.time().toString(step < minute ? "HH:mm:ss" : "HH:mm");
}

} // namespace

std::vector<TimeTick> timeTicks(core::Time from, core::Time to, int count)
{
    using std::chrono::duration_cast;
    using std::chrono::milliseconds;
    const std::int64_t fromMs = duration_cast<milliseconds>(from.time_since_epoch()).count();
    const std::int64_t toMs = duration_cast<milliseconds>(to.time_since_epoch()).count();
    std::vector<TimeTick> out;
    if (toMs <= fromMs || count < 1) {
        return out;
    }
    const std::int64_t step = stepFor(toMs - fromMs, count);
    const QDateTime first = QDateTime::fromMSecsSinceEpoch(fromMs);
    const std::int64_t offset = std::int64_t{first.offsetFromUtc()} * 1000;
    const std::int64_t monday = step % (7 * day) == 0 ? 4 * day : 0; // 1 January 1970 was a Thursday
    std::int64_t at = (fromMs + offset - monday + step - 1) / step * step + monday - offset;
    for (; at <= toMs; at += step) {
        const QDateTime local = QDateTime::fromMSecsSinceEpoch(at);
        out.push_back(
            {core::Time(milliseconds(at)), labelFor(local, step), local.time().msecsSinceStartOfDay() == 0});
    }
    return out;
}

} // namespace strandline::chart
