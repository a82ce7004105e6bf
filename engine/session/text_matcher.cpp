#include "engine/session/text_matcher.h"

#include <algorithm>
#include <charconv>

namespace strandline::session {

namespace {

constexpr std::size_t bytesBefore = 48;
constexpr std::size_t bytesMatch = 200;
constexpr std::size_t bytesAfter = 160;

unsigned char lowerByte(unsigned char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<unsigned char>(c + ('a' - 'A')) : c;
}

// Lower case of the letters that UTF-8 writes in two bytes and whose other case takes two bytes as well: so
// that a match has the same place in the text and in its lower case.
unsigned lowerLetter(unsigned c)
{
    const auto within = [c](unsigned first, unsigned last) { return c >= first && c <= last; };
    if ((within(0xC0, 0xDE) && c != 0xD7) || (within(0x391, 0x3A9) && c != 0x3A2) || within(0x410, 0x42F)) {
        return c + 32;
    }
    if (within(0x400, 0x40F)) {
        return c + 80;
    }
    if (c == 0x178) {
        return 0xFF;
    }
    const bool pairsFromEven = (within(0x100, 0x137) && c != 0x130 && c != 0x131) || within(0x14A, 0x177);
    const bool pairsFromOdd = within(0x139, 0x148) || within(0x179, 0x17E);
    if ((pairsFromEven && c % 2 == 0) || (pairsFromOdd && c % 2 == 1)) {
        return c + 1;
    }
    return c == 0x3C2 ? 0x3C3 : c; // the sigma at a word's end
}

void toLower(std::string_view text, std::string &out)
{
    out.resize(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        const bool two = (c & 0xE0U) == 0xC0U && i + 1 < text.size() &&
                         (static_cast<unsigned char>(text[i + 1]) & 0xC0U) == 0x80U;
        if (!two) {
            out[i] = static_cast<char>(lowerByte(c));
            continue;
        }
        const unsigned letter =
            lowerLetter(((c & 0x1FU) << 6U) | (static_cast<unsigned char>(text[i + 1]) & 0x3FU));
        out[i] = static_cast<char>(0xC0U | (letter >> 6U));
        out[++i] = static_cast<char>(0x80U | (letter & 0x3FU));
    }
}

bool insideCharacter(std::string_view text, std::size_t at)
{
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
}

// The beginning of the character that at is in, but not far from there: the bytes may be no text.
std::size_t characterStart(std::string_view text, std::size_t at)
{
    for (int i = 0; i < 3 && at > 0 && insideCharacter(text, at); ++i) {
        --at;
    }
    return at;
}

} // namespace

TextMatcher::TextMatcher(const std::string &text, SearchMode mode, bool caseSensitive)
    : m_mode(mode), m_caseSensitive(caseSensitive), m_needle(text)
{
    if (!caseSensitive) {
        toLower(text, m_needle);
    }
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (mode == SearchMode::Equals && error == std::errc() && end == text.data() + text.size()) {
        m_number = number;
    }
}

std::optional<MatchPlace> TextMatcher::find(std::string_view text)
{
    const std::size_t size = m_needle.size();
    if (text.size() < size || (m_mode == SearchMode::Equals && text.size() != size)) {
        return std::nullopt;
    }
    std::string_view searched = m_mode == SearchMode::Contains ? text : text.substr(0, size);
    if (!m_caseSensitive) {
        toLower(searched, m_lower);
        searched = m_lower;
    }
    const std::size_t at = searched.find(m_needle);
    return at == std::string_view::npos ? std::nullopt : std::optional(MatchPlace{at, size});
}

Snippet snippetAround(std::string_view text, const MatchPlace &at)
{
    const std::size_t from = at.offset <= bytesBefore ? 0 : characterStart(text, at.offset - bytesBefore);
    const std::size_t end = at.offset + at.size;
    std::size_t matchEnd = end;
    std::size_t to = end;
    if (at.size > bytesMatch) {
        matchEnd = to = characterStart(text, at.offset + bytesMatch);
    } else {
        to = end + bytesAfter >= text.size() ? text.size() : characterStart(text, end + bytesAfter);
    }
    Snippet snippet;
    snippet.before = text.substr(from, at.offset - from);
    snippet.match = text.substr(at.offset, matchEnd - at.offset);
    snippet.after = text.substr(matchEnd, to - matchEnd);
    snippet.cutBefore = from > 0;
    snippet.cutAfter = to < text.size();
    return snippet;
}

std::string asciiLower(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return static_cast<char>(lowerByte(static_cast<unsigned char>(c))); });
    return out;
}

} // namespace strandline::session
