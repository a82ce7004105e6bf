// Steps of figures brought to as many columns as a chart has pixels, so that no peak is lost: of a line the
// highest value in a column, of a stack the step whose sum is highest, with all its parts. Pure functions;
// safe anywhere.
#pragma once

#include "models/series/series_data.h"

namespace strandline::series {

struct Columns
{
    std::vector<std::vector<double>> lines; // values by line, then column; NaN: a gap
    std::vector<double> sums;               // of the lines of a stack, by column; NaN where none is known
    std::vector<std::size_t> steps;         // by column: the step that is shown (of lines: the first)
    double highest = 0;                     // of sums, or of all values
};

// A step that lies in several columns is in each of them. In a stack a line without a value counts nothing
// where others have one.
Columns stackColumns(const SeriesData &data, int columns);
Columns lineColumns(const SeriesData &data, int columns);

} // namespace strandline::series
