// Figures over time in uniform steps: what a chart draws, a table shows and a CSV file holds. Values; a
// worker makes them, anybody reads them. The functions translate, but for csv().
#pragma once

#include "engine/core/types.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace strandline::series {

enum class Unit
{
    Number,
    Sessions, // on average in a call
    PerSecond,
    Seconds,
    Bytes,
    BytesPerSecond,
    Share, // 0 to 1, shown as percents
};

struct Line
{
    QString id;                 // stable: what a click on it tells
    QString title;              // as people read it
    QString colour;             // a key of chart::colourOf(): "User I/O", "1" to "8"
    std::vector<double> values; // one a step; NaN: not known, a gap
};

struct SeriesData
{
    core::Time start; // of the first step
    std::chrono::microseconds step = std::chrono::seconds(1);
    Unit unit = Unit::Number; // of all lines
    std::vector<Line> lines;  // all of the same length; of a stack: the lowest first

    std::size_t steps() const { return lines.empty() ? 0 : lines.front().values.size(); }
    core::Time timeOf(std::size_t number) const { return start + step * static_cast<std::int64_t>(number); }
    core::Time end() const { return timeOf(steps()); }
};

using SharedSeries = std::shared_ptr<const SeriesData>;

struct TimeSpan
{
    core::Time from;
    core::Time to; // not in it
    bool operator==(const TimeSpan &) const = default;
};

QString unitName(Unit unit);                // "bytes per second"
QString valueText(double value, Unit unit); // "1.2 MiB/s"; empty for NaN
// A label of an axis with that step: no more digits than the step needs, the same for all ("0.5", "1.0").
QString axisText(double value, double step, Unit unit);

// RFC 4180 with a header; times ISO 8601 in UTC, numbers as in C, gaps empty.
QString csv(const SeriesData &data);

// Of an axis from zero: a round step that gives at most `lines` of them up to highest. highest ≥ 0.
double axisStep(double highest, Unit unit, int lines);

} // namespace strandline::series
