#include "engine/scheduler/cron.h"

#include "engine/core/error.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cctype>
#include <fmt/format.h>
#include <sstream>

namespace strandline::scheduler {

using core::Error;
using core::ErrorCode;
using core::Time;

namespace {

// 29 February comes after eight years at most, and every other day of the calendar sooner.
constexpr int daysAhead = 9 * 366;

struct FieldRule
{
    const char *name;
    int low;
    int high;
    std::vector<std::string> words; // of the values from firstWord on
    int firstWord;
};

const std::array<FieldRule, 5> &rules()
{
    static const std::array<FieldRule, 5> all = {{
        {"minute", 0, 59, {}, 0},
        {"hour", 0, 23, {}, 0},
        {"day of month", 1, 31, {}, 0},
        {"month",
         1,
         12,
         {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"},
         1},
        {"day of week", 0, 7, {"sun", "mon", "tue", "wed", "thu", "fri", "sat"}, 0},
    }};
    return all;
}

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

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

// Reads one field.
class FieldReader
{
public:
    FieldReader(const FieldRule &rule, const std::string &text) : m_rule(rule), m_text(text) {}

    CronField read() const
    {
        CronField field;
        for (const std::string &item : split(lower(m_text), ',')) {
            addItem(field, item);
        }
        if (m_rule.high == 7) { // days of the week are counted from Monday
            if (field.has(0)) {
                field.values = (field.values & ~std::uint64_t{1}) | std::uint64_t{1} << 7U;
            }
        }
        const int count = m_rule.high == 7 ? 7 : m_rule.high - m_rule.low + 1;
        field.every = std::popcount(field.values) == count;
        return field;
    }

private:
    void addItem(CronField &field, const std::string &item) const
    {
        const std::vector<std::string> stepped = split(item, '/');
        const std::vector<std::string> range = split(stepped[0], '-');
        if (stepped.size() > 2 || range.size() > 2) {
            refuse();
        }
        int first = m_rule.low;
        int last = m_rule.high;
        if (stepped[0] != "*") {
            first = value(range[0]);
            last = range.size() == 2 ? value(range[1]) : stepped.size() == 2 ? m_rule.high : first;
        }
        if (m_rule.high == 7 && last == 0 && first > 0) {
            last = 7; // FRI-SUN
        }
        int step = 1;
        if (stepped.size() == 2) {
            step = number(stepped[1]);
            field.stepped = true;
        }
        if (first > last || step < 1) {
            refuse();
        }
        for (int v = first; v <= last; v += step) {
            field.values |= std::uint64_t{1} << static_cast<unsigned>(v);
        }
    }

    int value(const std::string &text) const
    {
        const auto word = std::find(m_rule.words.begin(), m_rule.words.end(), text);
        if (word != m_rule.words.end()) {
            return static_cast<int>(word - m_rule.words.begin()) + m_rule.firstWord;
        }
        const int v = number(text);
        if (v < m_rule.low || v > m_rule.high) {
            refuse();
        }
        return v;
    }

    int number(const std::string &text) const
    {
        const bool digits =
            !text.empty() && text.size() <= 3 &&
            std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (!digits) {
            refuse();
        }
        return std::stoi(text);
    }

    [[noreturn]] void refuse() const
    {
        const std::string names = m_rule.words.empty()
                                      ? ""
                                      : fmt::format(" or {} to {}", m_rule.high == 7 ? "SUN" : "JAN",
                                                    m_rule.high == 7 ? "SAT" : "DEC");
        throw Error(ErrorCode::Usage,
                    fmt::format("'{}' is no {} of a cron expression. It takes {} to {}{}, * for all, lists "
                                "(1,15), ranges (1-5) and steps (*/10).",
                                m_text, m_rule.name, m_rule.low, m_rule.high, names));
    }

    const FieldRule &m_rule;
    const std::string &m_text;
};

// The five fields that a preset stands for; other text as it is.
std::string withoutPreset(const std::string &text)
{
    std::string name = lower(text);
    name.erase(0, name.find_first_not_of(" \t@"));
    name.erase(name.find_last_not_of(" \t") + 1);
    static const std::array<std::pair<const char *, const char *>, 4> presets = {{
        {"hourly", "0 * * * *"},
        {"daily", "0 0 * * *"},
        {"weekly", "0 0 * * 0"},
        {"monthly", "0 0 1 * *"},
    }};
    for (const auto &[preset, fields] : presets) {
        if (name == preset) {
            return fields;
        }
    }
    return text;
}

} // namespace

std::vector<int> CronField::list() const
{
    std::vector<int> found;
    for (int v = 0; v < 64; ++v) {
        if (has(v)) {
            found.push_back(v);
        }
    }
    return found;
}

Cron::Cron(const std::string &expression) : m_text(expression)
{
    std::istringstream in(withoutPreset(expression));
    std::vector<std::string> fields;
    for (std::string field; in >> field;) {
        fields.push_back(field);
    }
    if (fields.size() != 5) {
        throw Error(ErrorCode::Usage,
                    fmt::format("'{}' is no cron expression. It has five fields: minute, hour, day of month, "
                                "month, day of week; or it is hourly, daily, weekly or monthly.",
                                expression));
    }
    CronField *const targets[] = {&m_minutes, &m_hours, &m_days, &m_months, &m_weekdays};
    for (std::size_t i = 0; i < fields.size(); ++i) {
        *targets[i] = FieldReader(rules()[i], fields[i]).read();
    }
}

bool Cron::onDay(const Day &day) const
{
    if (!m_months.has(day.month)) {
        return false;
    }
    const bool byDay = m_days.has(day.day);
    const bool byWeekday = m_weekdays.has(day.weekday());
    return m_days.every || m_weekdays.every ? byDay && byWeekday : byDay || byWeekday;
}

std::optional<Time> Cron::next(Time after, const Zone &zone) const
{
    // The day before counts too: its late times may come after the clocks were set back over midnight.
    const int today = zone.wall(after).day.number();
    for (int day = today - 1; day < today + daysAhead; ++day) {
        const auto found = firstOn(Day::fromNumber(day), after, zone);
        if (!found) {
            continue;
        }
        const auto following = firstOn(Day::fromNumber(day + 1), after, zone);
        return following ? std::min(*found, *following) : found;
    }
    return std::nullopt;
}

std::vector<Time> Cron::next(Time after, const Zone &zone, std::size_t count) const
{
    std::vector<Time> found;
    while (found.size() < count) {
        const auto t = next(after, zone);
        if (!t) {
            break;
        }
        found.push_back(*t);
        after = *t;
    }
    return found;
}

std::optional<Time> Cron::firstOn(const Day &day, Time after, const Zone &zone) const
{
    if (!onDay(day)) {
        return std::nullopt;
    }
    const auto offset = zone.offsetOf(day);
    if (!offset) {
        return firstOnChangedDay(day, after, zone);
    }
    const Time begin = Time(std::chrono::hours(24 * std::int64_t{day.number()})) - *offset;
    if (begin + std::chrono::hours(24) <= after) {
        return std::nullopt;
    }
    for (const int hour : m_hours.list()) {
        if (begin + std::chrono::hours(hour + 1) <= after) {
            continue;
        }
        for (const int minute : m_minutes.list()) {
            const Time t = begin + std::chrono::hours(hour) + std::chrono::minutes(minute);
            if (t > after) {
                return t;
            }
        }
    }
    return std::nullopt;
}

// On a day on which the clocks are changed.
std::optional<Time> Cron::firstOnChangedDay(const Day &day, Time after, const Zone &zone) const
{
    std::optional<Time> first;
    const auto consider = [&](Time t) {
        if (t > after && (!first || t < *first)) {
            first = t;
        }
    };
    for (const int hour : m_hours.list()) {
        for (const int minute : m_minutes.list()) {
            const Instants instants = zone.instants({day, hour * 60 + minute});
            if (instants.times.empty() && !followsElapsedTime()) {
                consider(*instants.gapEnds);
            }
            for (std::size_t i = 0; i < instants.times.size(); ++i) {
                if (i == 0 || followsElapsedTime()) {
                    consider(instants.times[i]);
                }
            }
        }
    }
    return first;
}

} // namespace strandline::scheduler
