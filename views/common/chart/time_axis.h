// Where a time axis has its marks and what they say: round local times, whole days told by their date. Pure
// functions.
#pragma once

#include "engine/core/types.h"

#include <QString>

#include <vector>

namespace strandline::chart {

struct TimeTick
{
    core::Time time;
    QString label;
    bool major = false; // begins a day
};

// At most `count` ticks in [from, to].
std::vector<TimeTick> timeTicks(core::Time from, core::Time to, int count);

} // namespace strandline::chart
