#include "engine/core/clock.h"

#include "engine/core/error.h"

#include <cctype>
#include <date/date.h>
#include <date/tz.h>
#include <fmt/format.h>
#include <optional>

namespace strandline::core {

namespace {

std::string withoutTrailingZeros(std::int64_t micros)
{
    if (micros == 0) {
        return {};
    }
    std::string fraction = fmt::format(".{:06}", micros);
    fraction.erase(fraction.find_last_not_of('0') + 1);
    return fraction;
}

// Cursor over the text of a time; every method returns nothing where the text doesn't fit.
class Scanner
{
public:
    explicit Scanner(const std::string &text) : m_text(text) {}
    bool atEnd() const { return m_at == m_text.size(); }
    bool accept(char c)
    {
        if (!atEnd() && m_text[m_at] == c) {
            ++m_at;
            return true;
        }
        return false;
    }
    std::optional<int> digits(int count)
    {
        int value = 0;
        for (int i = 0; i < count; ++i, ++m_at) {
            if (atEnd() || std::isdigit(static_cast<unsigned char>(m_text[m_at])) == 0) {
                return std::nullopt;
            }
            value = value * 10 + (m_text[m_at] - '0');
        }
        return value;
    }
    std::int64_t fractionMicros()
    {
        std::int64_t value = 0;
        int count = 0;
        while (!atEnd() && std::isdigit(static_cast<unsigned char>(m_text[m_at])) != 0) {
            if (count < 6) {
                value = value * 10 + (m_text[m_at] - '0');
                ++count;
            }
            ++m_at;
        }
        for (; count < 6; ++count) {
            value *= 10;
        }
        return value;
    }

private:
    const std::string &m_text;
    std::size_t m_at = 0;
};

std::optional<std::chrono::minutes> scanZone(Scanner &in)
{
    if (in.atEnd() || in.accept('Z') || in.accept('z')) {
        return std::chrono::minutes(0);
    }
    in.accept(' ');
    const bool minus = in.accept('-');
    if (!minus && !in.accept('+')) {
        return std::nullopt;
    }
    const auto hours = in.digits(2);
    in.accept(':');
    const auto minutes = in.digits(2);
    if (!hours || !minutes || *hours > 14 || *minutes > 59) {
        return std::nullopt;
    }
    const std::chrono::minutes offset(*hours * 60 + *minutes);
    return minus ? -offset : offset;
}

std::optional<Time> scanTime(const std::string &text)
{
    Scanner in(text);
    const auto year = in.digits(4);
    const bool dash1 = in.accept('-');
    const auto month = in.digits(2);
    const bool dash2 = in.accept('-');
    const auto day = in.digits(2);
    if (!year || !month || !day || !dash1 || !dash2) {
        return std::nullopt;
    }
    const date::year_month_day ymd{date::year(*year), date::month(static_cast<unsigned>(*month)),
                                   date::day(static_cast<unsigned>(*day))};
    if (!ymd.ok()) {
        return std::nullopt;
    }
    Time t = Time(date::sys_days(ymd).time_since_epoch());
    if (in.accept('T') || in.accept('t') || in.accept(' ')) {
        const auto hour = in.digits(2);
        const bool colon = in.accept(':');
        const auto minute = in.digits(2);
        if (!hour || !minute || !colon || *hour > 23 || *minute > 59) {
            return std::nullopt;
        }
        t += std::chrono::hours(*hour) + std::chrono::minutes(*minute);
        if (in.accept(':')) {
            const auto second = in.digits(2);
            if (!second || *second > 59) {
                return std::nullopt;
            }
            t += std::chrono::seconds(*second);
            if (in.accept('.')) {
                t += std::chrono::microseconds(in.fractionMicros());
            }
        }
    }
    const auto zone = scanZone(in);
    if (!zone || !in.atEnd()) {
        return std::nullopt;
    }
    return t - *zone;
}

// Null: there is no such zone. The library tells it by an exception.
const date::time_zone *findZone(const std::string &name) noexcept
{
    try {
        return date::locate_zone(name);
    } catch (const std::runtime_error &) {
        return nullptr;
    }
}

} // namespace

std::string formatTime(Time t, const std::string &zone)
{
    const date::time_zone *tz = nullptr;
    std::chrono::seconds offset(0);
    if (zone != "UTC") {
        tz = findZone(zone);
        if (tz == nullptr) {
            throw Error(
                ErrorCode::Usage,
                fmt::format("There is no time zone '{}'. Use a name such as Europe/Berlin, or UTC.", zone));
        }
        offset = tz->get_info(std::chrono::time_point_cast<std::chrono::seconds>(t)).offset;
    }
    const Time local = t + offset;
    const auto days = std::chrono::floor<std::chrono::days>(local);
    const date::year_month_day ymd{date::sys_days(days.time_since_epoch())};
    const auto micros = (local - days).count();
    const std::int64_t seconds = micros / 1000000;
    std::string out =
        fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}", static_cast<int>(ymd.year()),
                    static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()), seconds / 3600,
                    seconds / 60 % 60, seconds % 60, withoutTrailingZeros(micros % 1000000));
    if (tz == nullptr) {
        return out + "Z";
    }
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(offset).count();
    return out + fmt::format("{}{:02}:{:02}", minutes < 0 ? '-' : '+', std::abs(minutes) / 60,
                             std::abs(minutes) % 60);
}

Time parseTime(const std::string &text, const Clock &clock)
{
    if (text == "now") {
        return clock.now();
    }
    if (const auto t = scanTime(text)) {
        return *t;
    }
    throw Error(
        ErrorCode::Usage,
        fmt::format("'{}' is no time. Write it as 2026-03-01T14:03:11Z, 2026-03-01 14:03 or 2026-03-01; "
                    "without a zone it is UTC.",
                    text));
}

} // namespace strandline::core
