// UTF-8, one code point at a time. Functions without state; safe from any thread; they throw nothing.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace strandline::core {

struct CodePoint
{
    char32_t value = 0;
    std::size_t length = 0; // in bytes; 0: no valid UTF-8 here
};

// The first code point of text, which isn't empty.
CodePoint decodeUtf8(std::string_view text);
// value: a code point, no surrogate.
void appendUtf8(std::string &out, char32_t value);
bool isUtf8(std::string_view text);
// How many bytes at the end of text may be the beginning of a code point that goes on later: 0 to 3.
std::size_t incompleteTail(std::string_view text);

} // namespace strandline::core
