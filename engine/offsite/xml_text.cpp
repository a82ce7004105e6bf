#include "engine/offsite/xml_text.h"

#include "engine/core/utf8.h"

#include <algorithm>
#include <charconv>

namespace strandline::offsite {

namespace {

// Where the tag `<name` begins, from `from` on; npos: nowhere.
std::size_t findTag(std::string_view xml, const std::string &open, std::size_t from)
{
    for (std::size_t at = xml.find(open, from); at != std::string_view::npos; at = xml.find(open, at + 1)) {
        const char after = at + open.size() < xml.size() ? xml[at + open.size()] : '\0';
        if (after == '>' || after == '/' || after == ' ' || after == '\t' || after == '\n' || after == '\r') {
            return at;
        }
    }
    return std::string_view::npos;
}

std::string resolved(std::string_view entity)
{
    if (entity == "amp") {
        return "&";
    }
    if (entity == "lt") {
        return "<";
    }
    if (entity == "gt") {
        return ">";
    }
    if (entity == "quot") {
        return "\"";
    }
    if (entity == "apos") {
        return "'";
    }
    if (entity.size() > 1 && entity[0] == '#') {
        const bool hex = entity[1] == 'x' || entity[1] == 'X';
        const std::string_view digits = entity.substr(hex ? 2 : 1);
        std::uint32_t code = 0;
        const auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10);
        if (error == std::errc() && end == digits.data() + digits.size() && code != 0 && code < 0x110000 &&
            (code < 0xd800 || code > 0xdfff)) {
            std::string out;
            core::appendUtf8(out, code);
            return out;
        }
    }
    return '&' + std::string(entity) + ';';
}

} // namespace

std::vector<std::string_view> xmlElements(std::string_view xml, std::string_view name)
{
    const std::string open = '<' + std::string(name);
    const std::string close = "</" + std::string(name) + '>';
    std::vector<std::string_view> found;
    std::size_t at = 0;
    while ((at = findTag(xml, open, at)) != std::string_view::npos) {
        const std::size_t tagEnd = xml.find('>', at);
        if (tagEnd == std::string_view::npos) {
            break;
        }
        if (xml[tagEnd - 1] == '/') {
            found.push_back(xml.substr(tagEnd, 0));
            at = tagEnd;
            continue;
        }
        const std::size_t end = xml.find(close, tagEnd);
        if (end == std::string_view::npos) {
            break;
        }
        found.push_back(xml.substr(tagEnd + 1, end - tagEnd - 1));
        at = end + close.size();
    }
    return found;
}

std::optional<std::string> xmlText(std::string_view xml, std::string_view name)
{
    const auto elements = xmlElements(xml, name);
    if (elements.empty()) {
        return std::nullopt;
    }
    const std::string_view text = elements.front();
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::size_t end = text[i] == '&' ? text.find(';', i) : std::string_view::npos;
        if (end == std::string_view::npos) {
            out += text[i];
            continue;
        }
        out += resolved(text.substr(i + 1, end - i - 1));
        i = end;
    }
    return out;
}

std::string xmlEscaped(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        default:
            out += c;
        }
    }
    return out;
}

} // namespace strandline::offsite
