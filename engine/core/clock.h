// Clocks that are passed in, so that tests and the demo can drive time. Safe from any thread.
#pragma once

#include "engine/core/types.h"

#include <atomic>

namespace strandline::core {

class Clock
{
public:
    virtual ~Clock() = default;
    virtual Time now() const = 0;
};

class SystemClock final : public Clock
{
public:
    Time now() const override
    {
        return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
    }
};

// A clock that stands until it is set.
class ManualClock final : public Clock
{
public:
    explicit ManualClock(Time start) : m_micros(start.time_since_epoch().count()) {}
    Time now() const override { return Time(std::chrono::microseconds(m_micros.load())); }
    void set(Time t) { m_micros.store(t.time_since_epoch().count()); }
    void advance(std::chrono::microseconds by) { m_micros.fetch_add(by.count()); }

private:
    std::atomic<std::int64_t> m_micros;
};

// ISO 8601 with zone, microseconds only where they are not zero: "2026-03-01T14:03:11.25Z".
// zone: "UTC" or an IANA name. Throws Usage for an unknown zone.
std::string formatTime(Time t, const std::string &zone = "UTC");

// Accepts "YYYY-MM-DD", "YYYY-MM-DD[T ]HH:MM[:SS[.ffffff]]" with optional "Z" or "±HH:MM", and "now".
// Without a zone the time is UTC. Throws Usage for anything else.
Time parseTime(const std::string &text, const Clock &clock);

} // namespace strandline::core
