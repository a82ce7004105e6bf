#include "models/text/quantities.h"

#include "engine/core/clock.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <cmath>

namespace strandline::text {

namespace {

struct Quantities
{
    Q_DECLARE_TR_FUNCTIONS(strandline::text)
};

QDateTime dateTime(core::Time t)
{
    return QDateTime::fromMSecsSinceEpoch(
        std::chrono::duration_cast<std::chrono::milliseconds>(t.time_since_epoch()).count());
}

QString decimal(double value)
{
    return QLocale().toString(value, 'f', value < 10 ? 1 : 0);
}

} // namespace

QString number(std::uint64_t value)
{
    return QLocale().toString(qulonglong{value});
}

QString bytes(std::uint64_t sizeBytes)
{
    if (sizeBytes < 1024) {
        return Quantities::tr("%n byte(s)", nullptr, static_cast<int>(sizeBytes));
    }
    return QLocale().formattedDataSize(static_cast<qint64>(sizeBytes), 1, QLocale::DataSizeIecFormat);
}

QString duration(std::chrono::microseconds d)
{
    const auto micros = static_cast<double>(d.count());
    if (micros == 0) {
        return Quantities::tr("0 s");
    }
    if (micros < 1000) {
        return Quantities::tr("%1 µs").arg(decimal(std::round(micros)));
    }
    if (micros < 1e6) {
        return Quantities::tr("%1 ms").arg(decimal(micros / 1e3));
    }
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(d).count();
    if (seconds < 60) {
        return Quantities::tr("%1 s").arg(decimal(micros / 1e6));
    }
    if (seconds < 3600) {
        return Quantities::tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
    }
    if (seconds < 86400) {
        return Quantities::tr("%1 h %2 min").arg(seconds / 3600).arg(seconds / 60 % 60);
    }
    return Quantities::tr("%1 d %2 h").arg(seconds / 86400).arg(seconds / 3600 % 24);
}

QString ago(core::Time then, core::Time now)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now - then).count();
    if (seconds < 5) {
        return Quantities::tr("just now");
    }
    if (seconds < 60) {
        return Quantities::tr("%1 s ago").arg(seconds);
    }
    if (seconds < 3600) {
        return Quantities::tr("%1 min ago").arg(seconds / 60);
    }
    if (seconds < 2 * 86400) {
        return Quantities::tr("%1 h ago").arg(seconds / 3600);
    }
    return Quantities::tr("%n day(s) ago", nullptr, static_cast<int>(seconds / 86400));
}

QString time(core::Time t, core::Time now)
{
    const QDateTime local = dateTime(t);
    if (std::chrono::abs(now - t) < std::chrono::days(6)) {
        return QLocale().toString(local, "ddd HH:mm:ss");
    }
    const bool thisYear = local.date().year() == dateTime(now).date().year();
    return QLocale().toString(local, thisYear
                                         ? Quantities::tr("d MMM HH:mm:ss", "for QLocale::toString")
                                         : Quantities::tr("d MMM yyyy HH:mm:ss", "for QLocale::toString"));
}

namespace {

QString dated(core::Time t, const char *timeFormat)
{
    const QDateTime local = dateTime(t);
    return Quantities::tr("%1, %2 %3")
        .arg(QLocale().toString(local.date(), QLocale::LongFormat), local.time().toString(timeFormat),
             local.timeZoneAbbreviation());
}

} // namespace

QString fullTime(core::Time t)
{
    return dated(t, "HH:mm:ss.zzz");
}

QString minute(core::Time t)
{
    return dated(t, "HH:mm");
}

QString utcTime(core::Time t)
{
    return dateTime(t).toUTC().toString("yyyy-MM-dd HH:mm:ss.zzz") + " UTC";
}

QString scn(core::Scn scn)
{
    return Quantities::tr("SCN %1").arg(number(scn.value));
}

QString quantity(std::uint64_t n, const QString &unit)
{
    const int count = static_cast<int>(std::min<std::uint64_t>(n, 2'000'000'000));
    if (unit == "bytes") {
        return bytes(n);
    }
    if (unit == "rows") {
        return Quantities::tr("%Ln row(s)", nullptr, count);
    }
    if (unit == "pages") {
        return Quantities::tr("%Ln page(s)", nullptr, count);
    }
    if (unit == "commits") {
        return Quantities::tr("%Ln commit(s)", nullptr, count);
    }
    if (unit == "seconds") {
        return Quantities::tr("%Ln second(s)", nullptr, count);
    }
    return number(n);
}

QString point(core::Scn value, core::Time t, core::Time now)
{
    return Quantities::tr("%1 · %2 · %3").arg(scn(value), time(t, now), ago(t, now));
}

std::optional<core::Time> localTime(const QString &text)
{
    for (const char *format : {"yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-ddTHH:mm:ss",
                               "yyyy-MM-ddTHH:mm", "yyyy-MM-dd", "HH:mm:ss", "HH:mm"}) {
        QDateTime parsed = QDateTime::fromString(text, QString::fromLatin1(format));
        if (!parsed.isValid()) {
            continue;
        }
        if (format[0] == 'H') {
            parsed.setDate(QDate::currentDate());
        }
        return core::Time(std::chrono::milliseconds(parsed.toMSecsSinceEpoch()));
    }
    return std::nullopt;
}

core::Time now()
{
    return core::SystemClock().now();
}

} // namespace strandline::text
