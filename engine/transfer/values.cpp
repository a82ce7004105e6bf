#include "engine/transfer/values.h"

#include "engine/core/utf8.h"
#include "engine/sqlite/connection.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <iterator>
#include <set>

namespace strandline::transfer {

using sqlite::Value;

namespace {

constexpr std::int64_t largestExactInteger = std::int64_t{1} << 53U;
constexpr std::string_view base64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void appendHex(std::string &out, std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        out += digits[byte >> 4U];
        out += digits[byte & 15U];
    }
}

std::string_view asText(core::ByteView bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

void appendBase64(std::string &out, core::ByteView bytes)
{
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k) {
            group = (group << 8U) | (k < count ? bytes[i + k] : 0U);
        }
        for (std::size_t k = 0; k < 4; ++k) {
            out += k <= count ? base64Digits[(group >> (18U - 6U * k)) & 63U] : '=';
        }
    }
}

void appendSqlText(std::string &out, const std::string &text)
{
    // A literal ends at a NUL, and a file of statements should be UTF-8.
    if (text.find('\0') != std::string::npos || !core::isUtf8(text)) {
        out += "CAST(x'";
        appendHex(out, text);
        out += "' AS TEXT)";
        return;
    }
    out += sqlite::quoteText(text);
}

void appendSqlReal(std::string &out, double value)
{
    if (std::isinf(value)) {
        out += value > 0 ? "9e999" : "-9e999";
        return;
    }
    appendReal(out, value);
}

std::string lowered(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

} // namespace

void appendReal(std::string &out, double value)
{
    if (std::isinf(value)) {
        out += value > 0 ? "Infinity" : "-Infinity";
        return;
    }
    const std::size_t start = out.size();
    fmt::format_to(std::back_inserter(out), "{}", value);
    if (out.find_first_of(".en", start) == std::string::npos) {
        out += ".0";
    }
}

void appendJsonString(std::string &out, std::string_view utf8)
{
    out += '"';
    for (const char c : utf8) {
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
                out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
            } else {
                out += c;
            }
        }
    }
    out += '"';
}

void appendJson(std::string &out, const Value &value)
{
    const auto marked = [&out](const char *mark, auto &&append) {
        out += fmt::format("{{\"{}\":\"", mark);
        append();
        out += "\"}";
    };
    if (const auto *i = std::get_if<std::int64_t>(&value)) {
        if (*i > largestExactInteger || *i < -largestExactInteger) {
            marked("int", [&] { out += std::to_string(*i); });
        } else {
            fmt::format_to(std::back_inserter(out), "{}", *i);
        }
    } else if (const auto *d = std::get_if<double>(&value)) {
        if (std::isfinite(*d)) {
            appendReal(out, *d);
        } else {
            marked("real", [&] { appendReal(out, *d); });
        }
    } else if (const auto *s = std::get_if<std::string>(&value)) {
        if (core::isUtf8(*s)) {
            appendJsonString(out, *s);
        } else {
            marked("text", [&] { appendHex(out, *s); });
        }
    } else if (const auto *b = std::get_if<core::Bytes>(&value)) {
        marked("blob", [&] { appendHex(out, asText(*b)); });
    } else {
        out += "null";
    }
}

void appendSql(std::string &out, const Value &value)
{
    if (const auto *i = std::get_if<std::int64_t>(&value)) {
        fmt::format_to(std::back_inserter(out), "{}", *i);
    } else if (const auto *d = std::get_if<double>(&value)) {
        appendSqlReal(out, *d);
    } else if (const auto *s = std::get_if<std::string>(&value)) {
        appendSqlText(out, *s);
    } else if (const auto *b = std::get_if<core::Bytes>(&value)) {
        out += "x'";
        appendHex(out, asText(*b));
        out += '\'';
    } else {
        out += "NULL";
    }
}

void appendBlob(std::string &out, core::ByteView bytes, BlobText as)
{
    if (as == BlobText::Base64) {
        appendBase64(out, bytes);
    } else {
        appendHex(out, asText(bytes));
    }
}

std::optional<std::int64_t> parseInteger(std::string_view text)
{
    if (text.starts_with('+') && !text.starts_with("+-")) {
        text.remove_prefix(1);
    }
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && !text.empty() ? std::optional(value)
                                                                                     : std::nullopt;
}

std::optional<double> parseReal(std::string_view text)
{
    if (text.starts_with('+') && !text.starts_with("+-")) {
        text.remove_prefix(1);
    }
    const std::string_view magnitude = text.starts_with('-') ? text.substr(1) : text;
    if (magnitude == "Infinity" || magnitude == "inf" || magnitude == "Inf") {
        return text.starts_with('-') ? -HUGE_VAL : HUGE_VAL;
    }
    if (magnitude.empty() || magnitude.find_first_not_of("0123456789.eE+-") != std::string_view::npos) {
        return std::nullopt;
    }
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

std::optional<core::Bytes> parseHex(std::string_view text)
{
    if (text.size() >= 3 && (text[0] == 'x' || text[0] == 'X') && text[1] == '\'' && text.back() == '\'') {
        text = text.substr(2, text.size() - 3);
    } else if (text.starts_with("0x") || text.starts_with("0X") || text.starts_with("\\x")) {
        text.remove_prefix(2);
    }
    if (text.size() % 2 != 0 || text.find_first_not_of("0123456789abcdefABCDEF") != std::string_view::npos) {
        return std::nullopt;
    }
    return core::fromHex(text);
}

std::optional<core::Bytes> parseBase64(std::string_view text)
{
    if (text.size() % 4 != 0) {
        return std::nullopt;
    }
    const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
    core::Bytes out;
    out.reserve(text.size() / 4 * 3);
    for (std::size_t i = 0; i < text.size(); i += 4) {
        std::uint32_t group = 0;
        const std::size_t padded = i + 4 == text.size() ? padding : 0;
        for (std::size_t k = 0; k < 4; ++k) {
            const std::size_t digit = k < 4 - padded ? base64Digits.find(text[i + k]) : 0;
            if (digit == std::string_view::npos) {
                return std::nullopt;
            }
            group = (group << 6U) | static_cast<std::uint32_t>(digit);
        }
        for (std::size_t k = 0; k + padded < 3; ++k) {
            out.push_back(static_cast<std::uint8_t>(group >> (16U - 8U * k)));
        }
    }
    return out;
}

std::vector<std::string> distinctNames(std::vector<std::string> names)
{
    std::set<std::string> taken;
    for (const std::string &name : names) {
        taken.insert(lowered(name));
    }
    std::set<std::string> used;
    for (std::size_t i = 0; i < names.size(); ++i) {
        std::string name = names[i].empty() ? fmt::format("column_{}", i + 1) : names[i];
        const std::string stem = name;
        const bool first = !names[i].empty() && used.count(lowered(name)) == 0;
        for (int n = names[i].empty() ? 1 : 2; !first; ++n) {
            name = n == 1 ? stem : fmt::format("{}_{}", stem, n);
            if (taken.count(lowered(name)) == 0 && used.count(lowered(name)) == 0) {
                break;
            }
        }
        used.insert(lowered(name));
        names[i] = std::move(name);
    }
    return names;
}

} // namespace strandline::transfer
