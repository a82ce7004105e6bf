// Where a text is in another one, with upper and lower case the same or not, and what stands around it.
// Private to the session area; values of one thread.
#pragma once

#include "engine/session/table_search.h"

#include <optional>
#include <string>
#include <string_view>

namespace strandline::session {

struct MatchPlace
{
    std::size_t offset = 0; // bytes
    std::size_t size = 0;
};

class TextMatcher
{
public:
    TextMatcher(const std::string &text, SearchMode mode, bool caseSensitive);

    // The first one. text may be no valid UTF-8.
    std::optional<MatchPlace> find(std::string_view text);
    // Whole values are searched, and the text stands for this number.
    bool equalsNumber(double number) const { return m_number && *m_number == number; }

private:
    SearchMode m_mode;
    bool m_caseSensitive;
    std::string m_needle; // in lower case unless caseSensitive
    std::optional<double> m_number;
    std::string m_lower; // of the text looked at, kept for its room
};

struct Snippet
{
    std::string before;
    std::string match;
    std::string after;
    bool cutBefore = false;
    bool cutAfter = false;
};
Snippet snippetAround(std::string_view text, const MatchPlace &at);

std::string asciiLower(std::string_view text);

} // namespace strandline::session
