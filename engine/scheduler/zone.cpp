#include "engine/scheduler/zone.h"

#include "engine/core/error.h"

#include <date/date.h>
#include <date/tz.h>
#include <fmt/format.h>

namespace strandline::scheduler {

namespace {

constexpr int minutesOfDay = 24 * 60;

// Null: there is no such zone. The library tells it by an exception.
const date::time_zone *findZone(const std::string &name) noexcept
{
    try {
        return name == "local" ? date::current_zone() : date::locate_zone(name);
    } catch (const std::runtime_error &) {
        return nullptr;
    }
}

date::local_seconds localSeconds(const WallTime &wall)
{
    return date::local_seconds(
        std::chrono::seconds(wall.day.number() * std::int64_t{86400} + wall.minute * std::int64_t{60}));
}

core::Time atOffset(date::local_seconds local, std::chrono::seconds offset)
{
    return core::Time(local.time_since_epoch() - offset);
}

} // namespace

Day Day::fromNumber(int daysSince1970)
{
    const date::year_month_day ymd{date::sys_days(date::days(daysSince1970))};
    return {static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
            static_cast<int>(static_cast<unsigned>(ymd.day()))};
}

int Day::number() const
{
    return date::sys_days(date::year(year) / date::month(static_cast<unsigned>(month)) /
                          date::day(static_cast<unsigned>(day)))
        .time_since_epoch()
        .count();
}

int Day::weekday() const
{
    return static_cast<int>(date::weekday(date::sys_days(date::days(number()))).iso_encoding());
}

std::string Day::text() const
{
    return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

Zone::Zone(const std::string &name) : m_name(name)
{
    if (name == "UTC" || name == "Etc/UTC") {
        return;
    }
    m_zone = findZone(name);
    if (m_zone != nullptr) {
        m_name = m_zone->name();
    } else if (name == "local") {
        m_name = "UTC"; // the system doesn't say where it is
    } else {
        throw core::Error(
            core::ErrorCode::Usage,
            fmt::format("There is no time zone '{}'. Use a name such as Europe/Berlin, UTC, or local.",
                        name));
    }
}

WallTime Zone::wall(core::Time t) const
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(t);
    const std::chrono::seconds offset =
        m_zone != nullptr ? m_zone->get_info(seconds).offset : std::chrono::seconds(0);
    const auto minutes =
        std::chrono::floor<std::chrono::minutes>(seconds.time_since_epoch() + offset).count();
    const auto days = minutes >= 0 ? minutes / minutesOfDay : (minutes + 1) / minutesOfDay - 1;
    return {Day::fromNumber(static_cast<int>(days)), static_cast<int>(minutes - days * minutesOfDay)};
}

Instants Zone::instants(const WallTime &wall) const
{
    const date::local_seconds local = localSeconds(wall);
    if (m_zone == nullptr) {
        return {{atOffset(local, std::chrono::seconds(0))}, std::nullopt};
    }
    const date::local_info info = m_zone->get_info(local);
    if (info.result == date::local_info::nonexistent) {
        return {{}, core::Time(info.first.end.time_since_epoch())};
    }
    Instants instants{{atOffset(local, info.first.offset)}, std::nullopt};
    if (info.result == date::local_info::ambiguous) {
        instants.times.push_back(atOffset(local, info.second.offset));
    }
    return instants;
}

std::optional<std::chrono::seconds> Zone::offsetOf(const Day &day) const
{
    if (m_zone == nullptr) {
        return std::chrono::seconds(0);
    }
    const date::local_seconds begin = localSeconds({day, 0});
    const date::local_info info = m_zone->get_info(begin);
    const auto end = date::sys_seconds((begin + date::days(1)).time_since_epoch() - info.first.offset);
    // What is changed soon after the day may bring back its late hours.
    if (info.result != date::local_info::unique || info.first.end < end + std::chrono::hours(12)) {
        return std::nullopt;
    }
    return info.first.offset;
}

} // namespace strandline::scheduler
