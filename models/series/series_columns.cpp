#include "models/series/series_columns.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace strandline::series {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

// The steps in a column: [first, last), at least one.
struct Bucket
{
    std::size_t first;
    std::size_t last;
};

Bucket bucketOf(std::size_t column, std::size_t columns, std::size_t steps)
{
    const std::size_t first = column * steps / columns;
    return {first, std::max((column + 1) * steps / columns, first + 1)};
}

std::vector<double> sumsOf(const SeriesData &data)
{
    std::vector<double> sums(data.steps(), none);
    for (const Line &line : data.lines) {
        for (std::size_t i = 0; i < sums.size(); ++i) {
            const double value = line.values[i];
            if (!std::isnan(value)) {
                sums[i] = std::isnan(sums[i]) ? value : sums[i] + value;
            }
        }
    }
    return sums;
}

// NaN is less than anything.
std::size_t highestOf(const std::vector<double> &values, Bucket bucket)
{
    std::size_t best = bucket.first;
    for (std::size_t i = bucket.first + 1; i < bucket.last; ++i) {
        if (values[i] > values[best] || std::isnan(values[best])) {
            best = i;
        }
    }
    return best;
}

} // namespace

Columns stackColumns(const SeriesData &data, int columns)
{
    const auto count = static_cast<std::size_t>(data.steps() > 0 ? std::max(columns, 0) : 0);
    const std::vector<double> sums = sumsOf(data);
    Columns out;
    out.sums.resize(count);
    out.steps.resize(count);
    for (std::size_t x = 0; x < count; ++x) {
        out.steps[x] = highestOf(sums, bucketOf(x, count, sums.size()));
        out.sums[x] = sums[out.steps[x]];
        out.highest = std::max(out.highest, std::isnan(out.sums[x]) ? 0 : out.sums[x]);
    }
    for (const Line &line : data.lines) {
        std::vector<double> &values = out.lines.emplace_back(count);
        for (std::size_t x = 0; x < count; ++x) {
            const double value = line.values[out.steps[x]];
            values[x] = std::isnan(out.sums[x]) ? none : std::isnan(value) ? 0 : value;
        }
    }
    return out;
}

Columns lineColumns(const SeriesData &data, int columns)
{
    const auto count = static_cast<std::size_t>(data.steps() > 0 ? std::max(columns, 0) : 0);
    Columns out;
    out.steps.resize(count);
    for (std::size_t x = 0; x < count; ++x) {
        out.steps[x] = bucketOf(x, count, data.steps()).first;
    }
    for (const Line &line : data.lines) {
        std::vector<double> &values = out.lines.emplace_back(count);
        for (std::size_t x = 0; x < count; ++x) {
            values[x] = line.values[highestOf(line.values, bucketOf(x, count, data.steps()))];
            out.highest = std::max(out.highest, std::isnan(values[x]) ? 0 : values[x]);
        }
    }
    return out;
}

} // namespace strandline::series
