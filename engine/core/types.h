// Strong types that every area shares. Values; safe anywhere.
#pragma once

#include <array>
#include <chrono>
#include <compare>
#include <cstdint>
#include <string>

namespace strandline::core {

// Number of a commit: 1, 2, 3 … within one history, never used twice. 0: none.
struct Scn
{
    std::uint64_t value = 0;
    constexpr auto operator<=>(const Scn &) const = default;
    constexpr explicit operator bool() const { return value != 0; }
    constexpr Scn next() const { return Scn{value + 1}; }
};

// Number of a page in a database file, from 1. 0: none.
struct PageNumber
{
    std::uint32_t value = 0;
    constexpr auto operator<=>(const PageNumber &) const = default;
};

// A line of history, from 1. 0: none (the first incarnation's parent).
struct IncarnationId
{
    std::uint32_t value = 0;
    constexpr auto operator<=>(const IncarnationId &) const = default;
};

// Identity of a history, made at random when it begins.
struct DatabaseId
{
    std::array<std::uint8_t, 16> bytes{};
    auto operator<=>(const DatabaseId &) const = default;
    std::string hex() const;
};

// Wall-clock time in microseconds since 1970-01-01 UTC.
using Time = std::chrono::sys_time<std::chrono::microseconds>;

} // namespace strandline::core
