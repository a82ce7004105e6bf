// Whether a few typed letters mean a text: they stand in it in this order. Pure functions, safe anywhere.
#pragma once

#include <QString>

#include <optional>

namespace strandline::text {

// The greater the better: letters side by side and at the beginnings of words count most. Nothing: no match;
// 0: an empty pattern. Capitals and spaces of the pattern don't matter.
std::optional<int> fuzzyMatch(const QString &pattern, const QString &text);

} // namespace strandline::text
