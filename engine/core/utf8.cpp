#include "engine/core/utf8.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace strandline::core {

CodePoint decodeUtf8(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(0);
    if (first < 0x80) {
        return {first, 1};
    }
    const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || text.size() < length) {
        return {};
    }
    char32_t value = first & (0x7fU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0U) != 0x80) {
            return {};
        }
        value = (value << 6U) | (byte(i) & 0x3fU);
    }
    constexpr char32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = value >= 0xd800 && value < 0xe000;
    return value < smallest[length] || value > 0x10ffff || surrogate ? CodePoint{} : CodePoint{value, length};
}

void appendUtf8(std::string &out, char32_t value)
{
    if (value < 0x80) {
        out += static_cast<char>(value);
    } else if (value < 0x800) {
        out += static_cast<char>(0xc0U | (value >> 6U));
        out += static_cast<char>(0x80U | (value & 0x3fU));
    } else if (value < 0x10000) {
        out += static_cast<char>(0xe0U | (value >> 12U));
        out += static_cast<char>(0x80U | ((value >> 6U) & 0x3fU));
        out += static_cast<char>(0x80U | (value & 0x3fU));
    } else {
        out += static_cast<char>(0xf0U | (value >> 18U));
        out += static_cast<char>(0x80U | ((value >> 12U) & 0x3fU));
        out += static_cast<char>(0x80U | ((value >> 6U) & 0x3fU));
        out += static_cast<char>(0x80U | (value & 0x3fU));
    }
}

bool isUtf8(std::string_view text)
{
    while (!text.empty()) {
        std::uint64_t eight = 0;
        if (text.size() >= sizeof(eight)) { // mostly ASCII: eight bytes at once
            std::memcpy(&eight, text.data(), sizeof(eight));
            if ((eight & 0x8080808080808080U) == 0) {
                text.remove_prefix(sizeof(eight));
                continue;
            }
        }
        const std::size_t length = decodeUtf8(text).length;
        if (length == 0) {
            return false;
        }
        text.remove_prefix(length);
    }
    return true;
}

std::size_t incompleteTail(std::string_view text)
{
    for (std::size_t back = 1; back <= std::min<std::size_t>(3, text.size()); ++back) {
        const auto c = static_cast<unsigned char>(text[text.size() - back]);
        if (c >= 0xc0) {
            const std::size_t length = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
            return back < length ? back : 0;
        }
        if (c < 0x80) {
            return 0;
        }
    }
    return 0;
}

} // namespace strandline::core
