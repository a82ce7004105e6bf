#include "engine/operations/operation.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace strandline::operations {

using core::Error;
using core::ErrorCode;

namespace {

std::string shownName(const Argument &argument)
{
    if (!argument.positional) {
        return "--" + argument.name;
    }
    std::string name = argument.name;
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return name;
}

std::optional<std::int64_t> wholeNumber(std::string_view text)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && !text.empty() ? std::optional(value)
                                                                                     : std::nullopt;
}

std::optional<std::chrono::seconds> durationOf(std::string_view text)
{
    if (text.size() < 2) {
        return std::nullopt;
    }
    const std::string_view units = "smhdw";
    constexpr std::int64_t seconds[] = {1, 60, 3600, 86400, 604800};
    const std::size_t unit = units.find(text.back());
    const auto count = wholeNumber(text.substr(0, text.size() - 1));
    // A century is enough, and far from what would overflow.
    if (unit == std::string_view::npos || !count || *count < 0 || *count > 3'200'000'000 / seconds[unit]) {
        return std::nullopt;
    }
    return std::chrono::seconds(*count * seconds[unit]);
}

std::optional<std::uint64_t> sizeOf(std::string_view text)
{
    std::uint64_t unit = 1;
    for (const auto &[name, bytes] : {std::pair("KB", 1'000ULL),
                                      {"MB", 1'000'000ULL},
                                      {"GB", 1'000'000'000ULL},
                                      {"TB", 1'000'000'000'000ULL},
                                      {"B", 1ULL}}) {
        if (text.ends_with(name)) {
            unit = bytes;
            text.remove_suffix(std::string_view(name).size());
            break;
        }
    }
    double count = 0;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), count, std::chars_format::fixed);
    const double bytes = count * static_cast<double>(unit);
    if (error != std::errc() || end != text.data() + text.size() || text.empty() ||
        !(bytes >= 0 && bytes < 9e18)) {
        return std::nullopt;
    }
    return static_cast<std::uint64_t>(bytes);
}

void checkValue(const Argument &argument, const std::string &value)
{
    const auto refuse = [&](const std::string &expected) {
        throw Error(ErrorCode::Usage,
                    fmt::format("{} takes {}, not '{}'.", shownName(argument), expected, value));
    };
    switch (argument.kind) {
    case ArgumentKind::Integer:
        if (!wholeNumber(value)) {
            refuse("a whole number");
        }
        break;
    case ArgumentKind::Scn:
        if (wholeNumber(value).value_or(0) < 1) {
            refuse("an SCN, a whole number from 1");
        }
        break;
    case ArgumentKind::Duration:
        if (!durationOf(value)) {
            refuse("a duration such as 90s, 15m, 12h, 7d or 2w");
        }
        break;
    case ArgumentKind::Size:
        if (!sizeOf(value)) {
            refuse("a size such as 500MB or 10GB");
        }
        break;
    case ArgumentKind::Choice:
        if (std::find(argument.choices.begin(), argument.choices.end(), value) == argument.choices.end()) {
            refuse(fmt::format("one of {}", fmt::join(argument.choices, ", ")));
        }
        break;
    case ArgumentKind::Path:
        if (value.empty()) {
            refuse("a path");
        }
        break;
    case ArgumentKind::Text:
    case ArgumentKind::Flag:
    case ArgumentKind::Time:
        break;
    }
}

} // namespace

Arguments Arguments::check(const std::vector<Argument> &declared,
                           std::map<std::string, std::vector<std::string>> values)
{
    for (const Argument &argument : declared) {
        const auto given = values.find(argument.name);
        if (given == values.end()) {
            if (argument.required) {
                throw Error(ErrorCode::Usage,
                            fmt::format("{} is missing: {}.", shownName(argument), argument.help));
            }
            continue;
        }
        if (!argument.repeated && given->second.size() > 1) {
            throw Error(ErrorCode::Usage, fmt::format("{} was given twice.", shownName(argument)));
        }
        for (const std::string &value : given->second) {
            checkValue(argument, value);
        }
    }
    for (const auto &[name, value] : values) {
        const bool known = std::any_of(declared.begin(), declared.end(),
                                       [&, &wanted = name](const Argument &a) { return a.name == wanted; });
        if (!known) {
            throw Error(ErrorCode::Usage, fmt::format("There is no argument {}.", name));
        }
    }
    Arguments arguments;
    arguments.m_values = std::move(values);
    return arguments;
}

std::string Arguments::text(const std::string &name) const
{
    const auto value = m_values.find(name);
    return value != m_values.end() && !value->second.empty() ? value->second.front() : std::string();
}

std::vector<std::string> Arguments::list(const std::string &name) const
{
    const auto value = m_values.find(name);
    return value != m_values.end() ? value->second : std::vector<std::string>();
}

std::int64_t Arguments::integer(const std::string &name, std::int64_t otherwise) const
{
    return has(name) ? wholeNumber(text(name)).value_or(otherwise) : otherwise;
}

std::chrono::seconds Arguments::duration(const std::string &name) const
{
    return durationOf(text(name)).value_or(std::chrono::seconds(0));
}

std::uint64_t Arguments::sizeBytes(const std::string &name) const
{
    return sizeOf(text(name)).value_or(0);
}

} // namespace strandline::operations
