// What may come next in a flashback statement that is being written. Used by complete() only; pure text
// processing; values.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace strandline::sql {

struct FlashbackPlace
{
    bool table = false; // a table's name
    std::vector<std::string_view> words;
};

// before: the statement up to the word that is being written. Nothing: it is no flashback statement (yet).
std::optional<FlashbackPlace> flashbackPlace(std::string_view before);

} // namespace strandline::sql
