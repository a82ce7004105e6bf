#include "engine/operations/encoding.h"

#include "engine/core/bytes.h"
#include "engine/core/utf8.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace strandline::operations {

using sqlite::Value;
using Json = nlohmann::ordered_json;

namespace {

constexpr std::int64_t largestExactInteger = std::int64_t{1} << 53U;

std::string hexOf(std::string_view text)
{
    return core::toHex({reinterpret_cast<const std::uint8_t *>(text.data()), text.size()});
}

bool needsEscape(char32_t c)
{
    const bool control = c < 0x20 || (c >= 0x7f && c < 0xa0);
    const bool directional = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    const bool lineEnd = c == 0x2028 || c == 0x2029;
    return control || directional || lineEnd;
}

std::string escapeSequence(char32_t c)
{
    switch (c) {
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\t':
        return "\\t";
    default:
        return c < 0x100 ? fmt::format("\\x{:02x}", static_cast<std::uint32_t>(c))
                         : fmt::format("\\u{:04x}", static_cast<std::uint32_t>(c));
    }
}

// Columns on a terminal: East Asian wide characters and emoji take two, combining marks none.
std::size_t widthOf(std::string_view text)
{
    std::size_t width = 0;
    while (!text.empty()) {
        const core::CodePoint c = core::decodeUtf8(text);
        text.remove_prefix(std::max<std::size_t>(c.length, 1));
        const bool combining = c.value >= 0x300 && c.value < 0x370;
        const bool wide =
            (c.value >= 0x1100 && c.value < 0x1160) || (c.value >= 0x2e80 && c.value < 0xa4d0) ||
            (c.value >= 0xac00 && c.value < 0xd7a4) || (c.value >= 0xf900 && c.value < 0xfb00) ||
            (c.value >= 0xff00 && c.value < 0xff61) || (c.value >= 0x1f300 && c.value < 0x1fb00);
        width += combining ? 0 : wide ? 2 : 1;
    }
    return width;
}

std::string realText(double value)
{
    if (std::isinf(value)) {
        return value > 0 ? "Infinity" : "-Infinity";
    }
    std::string text = fmt::format("{}", value);
    return text.find_first_of(".en") == std::string::npos ? text + ".0" : text;
}

} // namespace

Json toJson(const Value &value)
{
    if (const auto *i = std::get_if<std::int64_t>(&value)) {
        return *i > largestExactInteger || *i < -largestExactInteger ? Json{{"int", std::to_string(*i)}}
                                                                     : Json(*i);
    }
    if (const auto *d = std::get_if<double>(&value)) {
        return std::isfinite(*d) ? Json(*d) : Json{{"real", realText(*d)}};
    }
    if (const auto *s = std::get_if<std::string>(&value)) {
        return core::isUtf8(*s) ? Json(*s) : Json{{"text", hexOf(*s)}};
    }
    if (const auto *b = std::get_if<core::Bytes>(&value)) {
        return Json{{"blob", core::toHex(*b)}};
    }
    return nullptr;
}

Json toJson(const core::Error &error)
{
    Json json;
    json["code"] = core::errorCodeName(error.code());
    json["message"] = error.message();
    json["sqlOffset"] = error.sqlOffset() < 0 ? Json(nullptr) : Json(error.sqlOffset());
    json["path"] = error.path().empty() ? Json(nullptr) : Json(error.path());
    return json;
}

std::string compact(const Json &json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string escaped(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const core::CodePoint c = core::decodeUtf8(text);
        if (c.length == 0) {
            out += fmt::format("\\x{:02x}", static_cast<unsigned char>(text.front()));
            text.remove_prefix(1);
            continue;
        }
        if (needsEscape(c.value)) {
            out += escapeSequence(c.value);
        } else {
            out += text.substr(0, c.length);
        }
        text.remove_prefix(c.length);
    }
    return out;
}

std::string toText(const Value &value)
{
    if (const auto *i = std::get_if<std::int64_t>(&value)) {
        return std::to_string(*i);
    }
    if (const auto *d = std::get_if<double>(&value)) {
        return realText(*d);
    }
    if (const auto *s = std::get_if<std::string>(&value)) {
        return escaped(*s);
    }
    if (const auto *b = std::get_if<core::Bytes>(&value)) {
        return "x'" + core::toHex(*b) + "'";
    }
    return "NULL";
}

std::string csvField(std::string_view text)
{
    if (!text.empty() && text.find_first_of(",\"\r\n") == std::string_view::npos) {
        return std::string(text);
    }
    std::string out = "\"";
    for (const char c : text) {
        out.append(c == '"' ? 2 : 1, c);
    }
    return out + '"';
}

std::string toCsv(const Value &value)
{
    if (std::holds_alternative<sqlite::Null>(value)) {
        return {};
    }
    if (const auto *s = std::get_if<std::string>(&value)) {
        return csvField(*s);
    }
    return toText(value);
}

std::string bytesText(std::uint64_t bytes)
{
    constexpr const char *units[] = {"B", "KiB", "MiB", "GiB", "TiB"};
    auto value = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (value >= 1024 && unit + 1 < std::size(units)) {
        value /= 1024;
        ++unit;
    }
    return unit == 0 ? fmt::format("{} B", bytes) : fmt::format("{:.1f} {}", value, units[unit]);
}

std::string groupedDigits(std::uint64_t number)
{
    std::string digits = std::to_string(number);
    for (std::size_t at = digits.size(); at > 3;) {
        at -= 3;
        digits.insert(at, 1, ',');
    }
    return digits;
}

std::string TextTable::line(const std::vector<std::string> &cells) const
{
    std::string out;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::size_t width = widthOf(cells[i]);
        const std::string padding(width < m_widths[i] ? m_widths[i] - width : 0, ' ');
        out += i == 0 ? "" : "  ";
        out += m_align[i] == Align::Right ? padding + cells[i] : cells[i] + padding;
    }
    out.erase(out.find_last_not_of(' ') + 1);
    return out + '\n';
}

std::string TextTable::render()
{
    std::string out;
    if (m_widths.empty()) {
        m_widths.resize(m_header.size());
        for (std::size_t i = 0; i < m_header.size(); ++i) {
            m_widths[i] = widthOf(m_header[i]);
            for (const auto &row : m_rows) {
                m_widths[i] = std::max(m_widths[i], widthOf(row[i]));
            }
        }
        std::vector<std::string> rule;
        for (const std::size_t width : m_widths) {
            rule.emplace_back(width, '-');
        }
        out = line(m_header) + line(rule);
    }
    for (const auto &row : m_rows) {
        out += line(row);
    }
    m_rows.clear();
    return out;
}

} // namespace strandline::operations
