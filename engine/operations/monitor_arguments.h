// What the operations `monitor ...` share: the time that is asked for, and SQL in a line of a table.
#pragma once

#include "engine/operations/operation.h"

namespace strandline::operations {

struct TimeRange
{
    core::Time from;
    core::Time to;
};
// --from and --to; the last hour where they are missing.
TimeRange rangeOf(const Arguments &arguments, const core::Clock &clock);

// Escaped, its beginning.
std::string shortenedSql(const std::string &sql);

} // namespace strandline::operations
