// What the chart of commits draws: commits summed up per column of the picture. Pure functions over the
// ascending commits of CommitsModel; safe anywhere.
#pragma once

#include "models/timeline/commits_model.h"

#include <vector>

namespace strandline::timeline {

enum class Measure
{
    Commits,
    Pages,
    Bytes
};

struct Bin
{
    std::uint32_t commits = 0;
    std::uint64_t pages = 0;
    std::uint64_t bytes = 0;
    core::Scn first; // 0: no commit in it
    core::Scn last;
    bool gap = false;
    bool base = false;

    struct Sum
    {
        std::uint32_t commits = 0;
        std::uint64_t pages = 0;
        std::uint64_t bytes = 0;
        std::uint64_t value(Measure measure) const;
    };
    Sum matching; // of those that a filter wants

    std::uint64_t value(Measure measure) const { return Sum{commits, pages, bytes}.value(measure); }
};

// Spreads the commits within [range.from, range.to) over count bins of equal time. Bases don't count in
// pages and bytes: they are no change, and would dwarf everything. matches: SCNs that a filter wants,
// ascending; null: no filter.
std::vector<Bin> bins(const std::vector<Commit> &commits, const TimeRange &range, int count,
                      const std::vector<core::Scn> *matches = nullptr);

// From the first commit to the last, widened a little; an hour where there is one commit only.
TimeRange wholeRange(const std::vector<Commit> &commits);

// Index of the commit nearest in time; commits must not be empty.
std::size_t nearest(const std::vector<Commit> &commits, core::Time t);

// Largest of 1, 2, 5 × 10ⁿ steps that gives at most `steps` lines up to maximum, at least 1.
std::uint64_t niceStep(std::uint64_t maximum, int steps);

} // namespace strandline::timeline
