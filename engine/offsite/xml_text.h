// The little of XML that S3's answers need: elements by name and their text. Attributes, comments and CDATA
// don't occur in them. Views point into the text that was given. Pure functions; safe anywhere.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strandline::offsite {

// What stands between the tags of each element of this name, in order; elements inside one of them are not
// looked for.
std::vector<std::string_view> xmlElements(std::string_view xml, std::string_view name);
// The text of the first element of this name, its entities resolved; nothing: there is none.
std::optional<std::string> xmlText(std::string_view xml, std::string_view name);
std::string xmlEscaped(std::string_view text);

} // namespace strandline::offsite
