// Dimensions of the active session history and their values in words, and activity as a chart's figures.
// Functions without state; GUI thread (they translate), but for activitySeries().
#pragma once

#include "engine/monitor/ash_analysis.h"
#include "models/series/series_data.h"

#include <QString>

#include <vector>

namespace strandline::performance {

struct DimensionGroup
{
    QString title; // "Statement"
    std::vector<monitor::AshDimension> dimensions;
};
std::vector<DimensionGroup> dimensionGroups();

QString dimensionTitle(monitor::AshDimension dimension); // "SQL ID"
// As people read it; what stands for no value.
QString valueTitle(monitor::AshDimension dimension, const std::string &value);
// "SQL ID: 7xk2…"
QString filterTitle(const monitor::AshFilter &filter);

QString className(std::size_t waitClass);      // as in v$active_session_history; the key of its colour
QString shareText(double share);               // "12.3%"
QString shareText(double share, double error); // "12.3% ± 1.1%"
QString toText(std::string_view utf8);
QString sqlLine(const std::string &sql); // on one line

// A line a class of those that are in DB time, the CPU first. Any thread.
series::SeriesData activitySeries(const monitor::AshActivity &activity);

} // namespace strandline::performance
