#include "models/series/series_data.h"

#include "models/rows/copy_text.h"
#include "models/text/quantities.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <cmath>

namespace strandline::series {

namespace {

struct Units
{
    Q_DECLARE_TR_FUNCTIONS(strandline::series)
};

// Three digits that count, no more.
QString decimal(double value)
{
    const double size = std::abs(value);
    const int digits = value == std::round(value) || size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 3;
    return QLocale().toString(value, 'f', digits);
}

QString sizeText(double bytes)
{
    return text::bytes(static_cast<std::uint64_t>(std::llround(std::max(bytes, 0.0))));
}

// After the point.
int digitsOf(double step)
{
    constexpr int most = 6;
    int digits = 0;
    for (double scaled = step; digits < most && std::abs(scaled - std::round(scaled)) > 1e-6; scaled *= 10) {
        ++digits;
    }
    return digits;
}

// A whole number of KiB, MiB …, whichever it is shown in.
bool fitsUnit(double bytes)
{
    while (bytes >= 1024) {
        bytes /= 1024;
    }
    return std::abs(bytes - std::round(bytes)) < 1e-6;
}

// Of 1, 2, 5, 10, 20, 50 …
double decimalStep(double highest, int lines)
{
    double power = std::pow(10, std::floor(std::log10(highest / lines)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (highest <= power * factor * lines * (1 + 1e-9)) {
            return power * factor;
        }
    }
    return power * 10;
}

} // namespace

QString unitName(Unit unit)
{
    switch (unit) {
    case Unit::Sessions:
        return Units::tr("sessions");
    case Unit::PerSecond:
        return Units::tr("per second");
    case Unit::Seconds:
        return Units::tr("seconds");
    case Unit::Bytes:
        return Units::tr("bytes");
    case Unit::BytesPerSecond:
        return Units::tr("bytes per second");
    case Unit::Share:
        return Units::tr("percent");
    case Unit::Number:
        break;
    }
    return Units::tr("number");
}

QString valueText(double value, Unit unit)
{
    if (std::isnan(value)) {
        return {};
    }
    switch (unit) {
    case Unit::PerSecond:
        return Units::tr("%1/s").arg(decimal(value));
    case Unit::Seconds:
        return text::duration(std::chrono::microseconds(static_cast<std::int64_t>(value * 1e6)));
    case Unit::Bytes:
        return sizeText(value);
    case Unit::BytesPerSecond:
        return Units::tr("%1/s").arg(sizeText(value));
    case Unit::Share:
        return Units::tr("%1 %").arg(
            QLocale().toString(value * 100, 'f', value == std::round(value) ? 0 : 1));
    case Unit::Sessions:
    case Unit::Number:
        break;
    }
    return decimal(value);
}

QString axisText(double value, double step, Unit unit)
{
    const bool share = unit == Unit::Share;
    if (unit == Unit::Bytes || unit == Unit::BytesPerSecond) {
        const QString size = value > 0
                                 ? QLocale().formattedDataSize(std::llround(value), fitsUnit(value) ? 0 : 1)
                                 : sizeText(0);
        return unit == Unit::Bytes ? size : Units::tr("%1/s").arg(size);
    }
    if (unit == Unit::Seconds) {
        return valueText(value, unit);
    }
    const double factor = share ? 100 : 1;
    const QString number = QLocale().toString(value * factor, 'f', value == 0 ? 0 : digitsOf(step * factor));
    return share                     ? Units::tr("%1 %").arg(number)
           : unit == Unit::PerSecond ? Units::tr("%1/s").arg(number)
                                     : number;
}

QString csv(const SeriesData &data)
{
    rows::CellTable table;
    table.columns << "time";
    for (const Line &line : data.lines) {
        table.columns << line.title;
    }
    const bool fine = data.step % std::chrono::seconds(1) != std::chrono::microseconds(0);
    for (std::size_t i = 0; i < data.steps(); ++i) {
        const auto ms = std::chrono::floor<std::chrono::milliseconds>(data.timeOf(i)).time_since_epoch();
        std::vector<QVariant> row{QDateTime::fromMSecsSinceEpoch(ms.count(), Qt::UTC)
                                      .toString(fine ? Qt::ISODateWithMs : Qt::ISODate)};
        for (const Line &line : data.lines) {
            row.push_back(std::isnan(line.values[i]) ? QVariant() : QVariant(line.values[i]));
        }
        table.rows.push_back(std::move(row));
    }
    return rows::copyText(table, rows::CopyFormat::Csv);
}

double axisStep(double highest, Unit unit, int lines)
{
    if (unit == Unit::Share) {
        return lines >= 4 ? 0.25 : 0.5;
    }
    if (highest <= 0) {
        return 1;
    }
    double scale = 1;
    if (unit == Unit::Bytes || unit == Unit::BytesPerSecond) {
        while (highest / scale > 1024) {
            scale *= 1024;
        }
    } else if (unit == Unit::Seconds) {
        scale = highest > 7200 ? 3600 : highest > 120 ? 60 : 1;
    }
    const double step = decimalStep(highest / scale, std::max(lines, 1)) * scale;
    const bool whole = unit == Unit::Bytes || unit == Unit::BytesPerSecond;
    return whole ? std::max(step, 1.0) : step;
}

} // namespace strandline::series
