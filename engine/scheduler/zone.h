// A time zone by its name, and the clock on its wall. Values; safe from any thread.
#pragma once

#include "engine/core/types.h"

#include <optional>
#include <string>
#include <vector>

namespace date {
class time_zone;
}

namespace strandline::scheduler {

// A day of the Gregorian calendar.
struct Day
{
    int year = 1970;
    int month = 1; // 1 to 12
    int day = 1;   // 1 to 31
    auto operator<=>(const Day &) const = default;

    static Day fromNumber(int daysSince1970);
    int number() const;       // days since 1970-01-01
    int weekday() const;      // 1 Monday to 7 Sunday
    std::string text() const; // "2026-03-01"
};

struct WallTime
{
    Day day;
    int minute = 0; // of the day: 0 to 1439
    bool operator==(const WallTime &) const = default;
};

// What a time on the wall is in truth.
struct Instants
{
    std::vector<core::Time> times;     // one; two where the clock is set back; none where it is set forward
    std::optional<core::Time> gapEnds; // where there is none: when the clock was set forward
};

class Zone
{
public:
    Zone() = default; // UTC
    // name: "UTC", "local" (the system's) or as the IANA writes it: "Europe/Berlin". Throws Usage for others.
    explicit Zone(const std::string &name);

    const std::string &name() const { return m_name; } // of "local": what the system's is called
    WallTime wall(core::Time t) const;
    Instants instants(const WallTime &wall) const;
    // The distance from UTC where it stays the same over the whole day of the zone and some hours more, else
    // nothing.
    std::optional<std::chrono::seconds> offsetOf(const Day &day) const;

private:
    std::string m_name = "UTC";
    const date::time_zone *m_zone = nullptr; // null: UTC
};

} // namespace strandline::scheduler
