#include "engine/scheduler/window.h"

#include "engine/core/error.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <date/date.h>
#include <fmt/format.h>
#include <optional>
#include <utility>

namespace strandline::scheduler {

namespace {

constexpr int minutesOfDay = 24 * 60;
constexpr std::array<const char *, 7> dayNames = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

std::vector<std::string> split(const std::string &text, char at)
{
    std::vector<std::string> parts(1);
    for (const char c : text) {
        if (c == at) {
            parts.emplace_back();
        } else {
            parts.back() += c;
        }
    }
    return parts;
}

std::string trimmed(const std::string &text)
{
    const auto begin = text.find_first_not_of(" \t");
    return begin == std::string::npos ? std::string()
                                      : text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

std::optional<int> number(const std::string &text, std::size_t digits)
{
    if (text.empty() || text.size() > digits ||
        !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) {
        return std::nullopt;
    }
    return std::stoi(text);
}

// "22:30", "24:00" or "22"; nothing for other text.
std::optional<int> clock(const std::string &text)
{
    const auto parts = split(text, ':');
    const auto hour = number(parts[0], 2);
    const auto minute = parts.size() == 2 ? number(parts[1], 2) : std::optional<int>(0);
    if (parts.size() > 2 || !hour || !minute || *minute > 59 || *hour * 60 + *minute > minutesOfDay) {
        return std::nullopt;
    }
    return *hour * 60 + *minute;
}

// 0 Monday to 6 Sunday: a name of which the first three letters count.
std::optional<int> weekday(const std::string &text)
{
    for (std::size_t i = 0; i < dayNames.size(); ++i) {
        const std::string name = dayNames[i];
        if (text.size() >= 3 && std::equal(name.begin(), name.end(), text.begin(), [](char a, char b) {
                return std::tolower(static_cast<unsigned char>(a)) ==
                       std::tolower(static_cast<unsigned char>(b));
            })) {
            return static_cast<int>(i);
        }
    }
    return std::nullopt;
}

[[noreturn]] void refuse(const std::string &text)
{
    throw core::Error(
        core::ErrorCode::Usage,
        fmt::format("'{}' is no window. Write days, start and end, such as 'Mon-Fri 22:00-06:00; "
                    "Sat,Sun 00:00-24:00', or one of business-hours, off-hours, always.",
                    text));
}

std::vector<int> daysIn(const std::string &text, const std::string &whole)
{
    std::vector<int> days;
    for (const std::string &item : split(text, ',')) {
        const auto range = split(item, '-');
        const auto first = weekday(trimmed(range[0]));
        const auto last = range.size() == 2 ? weekday(trimmed(range[1])) : first;
        if (range.size() > 2 || !first || !last) {
            refuse(whole);
        }
        for (int day = *first;; day = (day + 1) % 7) { // Fri-Mon goes over the end of the week
            days.push_back(day);
            if (day == *last) {
                break;
            }
        }
    }
    return days;
}

// Adds minutes of the week that may run over its end.
void addWrapped(Window &window, int from, int to)
{
    window.add({from, std::min(to, minutesOfWeek)});
    if (to > minutesOfWeek) {
        window.add({0, to - minutesOfWeek});
    }
}

void addEntry(Window &window, const std::string &entry, const std::string &whole)
{
    const std::string text = trimmed(entry);
    const auto gap = text.find_last_of(" \t");
    if (gap == std::string::npos) {
        refuse(whole);
    }
    const auto times = split(text.substr(gap + 1), '-');
    const auto start = clock(times[0]);
    const auto end = times.size() == 2 ? clock(times[1]) : std::nullopt;
    if (!start || !end || *start == minutesOfDay) {
        refuse(whole);
    }
    for (const int day : daysIn(trimmed(text.substr(0, gap)), whole)) {
        const int begin = day * minutesOfDay;
        addWrapped(window, begin + *start, begin + *end + (*end <= *start ? minutesOfDay : 0));
    }
}

// 0: the same times; their days are joined to "Mon-Fri" or "Sat,Sun".
std::string daysText(const std::vector<int> &days)
{
    std::string out;
    for (std::size_t i = 0; i < days.size();) {
        std::size_t last = i;
        while (last + 1 < days.size() && days[last + 1] == days[last] + 1) {
            ++last;
        }
        out += out.empty() ? "" : ",";
        out += dayNames.at(static_cast<std::size_t>(days[i]));
        if (last > i) {
            out += fmt::format("{}{}", last > i + 1 ? "-" : ",",
                               dayNames.at(static_cast<std::size_t>(days[last])));
        }
        i = last + 1;
    }
    return out;
}

std::string clockOf(int minute)
{
    return fmt::format("{:02}:{:02}", minute / 60, minute % 60);
}

// Pieces of at most a day: {day, start, end}, the end on the next day where it isn't after the start.
struct Piece
{
    int day;
    int start;
    int end;
};

std::vector<Piece> piecesOf(const std::vector<WeekSpan> &spans)
{
    std::vector<Piece> pieces;
    for (WeekSpan span : spans) {
        while (span.from < span.to) {
            const int day = span.from / minutesOfDay;
            const int midnight = (day + 1) * minutesOfDay;
            const bool overnight = span.to > midnight && span.to - span.from < minutesOfDay;
            const int to = overnight ? span.to : std::min(span.to, midnight);
            pieces.push_back(
                {day, span.from % minutesOfDay, overnight ? to - midnight : to - day * minutesOfDay});
            span.from = to;
        }
    }
    return pieces;
}

} // namespace

Window::Window(const std::string &text)
{
    const std::string name = trimmed(text);
    if (name == "always") {
        *this = always();
    } else if (name == "business-hours") {
        *this = businessHours();
    } else if (name == "off-hours") {
        *this = offHours();
    } else {
        for (const std::string &entry : split(text, ';')) {
            addEntry(*this, entry, text);
        }
    }
}

Window Window::always()
{
    Window window;
    window.add({0, minutesOfWeek});
    return window;
}

Window Window::businessHours()
{
    return Window("Mon-Fri 09:00-17:00");
}

Window Window::offHours()
{
    return Window("Sun-Fri 18:00-06:00; Sat,Sun 00:00-24:00");
}

std::string Window::text() const
{
    if (*this == always()) {
        return "always";
    }
    if (*this == businessHours()) {
        return "business-hours";
    }
    if (*this == offHours()) {
        return "off-hours";
    }
    // Entries in the order in which their times first come; each with all its days.
    std::vector<std::pair<std::pair<int, int>, std::vector<int>>> entries;
    for (const Piece &piece : piecesOf(m_spans)) {
        const std::pair times(piece.start, piece.end);
        const auto known = std::find_if(entries.begin(), entries.end(),
                                        [&](const auto &entry) { return entry.first == times; });
        if (known != entries.end()) {
            known->second.push_back(piece.day);
        } else {
            entries.push_back({times, {piece.day}});
        }
    }
    std::string out;
    for (const auto &[times, days] : entries) {
        out += fmt::format("{}{} {}-{}", out.empty() ? "" : "; ", daysText(days), clockOf(times.first),
                           clockOf(times.second));
    }
    return out;
}

bool Window::contains(const WallTime &wall) const
{
    return contains((wall.day.weekday() - 1) * minutesOfDay + wall.minute);
}

bool Window::contains(int minuteOfWeek) const
{
    return std::any_of(m_spans.begin(), m_spans.end(), [&](const WeekSpan &span) {
        return span.from <= minuteOfWeek && minuteOfWeek < span.to;
    });
}

void Window::add(const WeekSpan &span)
{
    WeekSpan sum = span;
    std::erase_if(m_spans, [&](const WeekSpan &other) {
        const bool touches = other.from <= sum.to && sum.from <= other.to;
        if (touches) {
            sum = {std::min(sum.from, other.from), std::max(sum.to, other.to)};
        }
        return touches;
    });
    const auto place = std::find_if(m_spans.begin(), m_spans.end(),
                                    [&](const WeekSpan &other) { return other.from > sum.from; });
    m_spans.insert(place, sum);
}

void Window::remove(const WeekSpan &span)
{
    std::vector<WeekSpan> left;
    for (const WeekSpan &other : m_spans) {
        if (other.from < std::min(other.to, span.from)) {
            left.push_back({other.from, std::min(other.to, span.from)});
        }
        if (std::max(other.from, span.to) < other.to) {
            left.push_back({std::max(other.from, span.to), other.to});
        }
    }
    m_spans = std::move(left);
}

std::string Holiday::date() const
{
    return everyYear ? fmt::format("{:02}-{:02}", day.month, day.day) : day.text();
}

Holiday Holiday::parse(const std::string &date, const std::string &name)
{
    const auto parts = split(date, '-');
    const bool everyYear = parts.size() == 2;
    // 2000 was a leap year: 29 February may be a holiday.
    const auto year = everyYear ? std::optional<int>(2000) : number(parts[0], 4);
    const auto month = parts.size() >= 2 ? number(parts[parts.size() - 2], 2) : std::nullopt;
    const auto day = parts.size() >= 2 ? number(parts[parts.size() - 1], 2) : std::nullopt;
    const bool ok = parts.size() <= 3 && year && month && day &&
                    date::year_month_day{date::year(*year), date::month(static_cast<unsigned>(*month)),
                                         date::day(static_cast<unsigned>(*day))}
                        .ok();
    if (!ok) {
        throw core::Error(
            core::ErrorCode::Usage,
            fmt::format("'{}' is no date of a holiday. Write it as 2026-12-24, or 12-25 for every "
                        "year.",
                        date));
    }
    return {{*year, *month, *day}, everyYear, name};
}

} // namespace strandline::scheduler
