// Random numbers that are the same on every machine and library (std's distributions are not): splitmix64.
// A value; belongs to one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace strandline::demo {

class Random
{
public:
    explicit Random(std::uint64_t seed) : m_state(seed) {}

    std::uint64_t next()
    {
        m_state += 0x9e3779b97f4a7c15U;
        std::uint64_t z = m_state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31);
    }
    // 0 … n-1; n > 0. The bias of the remainder is far below what a demo could show.
    std::int64_t below(std::int64_t n)
    {
        return static_cast<std::int64_t>((next() >> 1) % static_cast<std::uint64_t>(n));
    }
    std::int64_t between(std::int64_t first, std::int64_t last) { return first + below(last - first + 1); }
    bool percent(std::int64_t chance) { return below(100) < chance; }

    template <typename T, std::size_t N>
    const T &pick(const T (&items)[N])
    {
        return items[static_cast<std::size_t>(below(static_cast<std::int64_t>(N)))];
    }
    template <typename T>
    const T &pick(std::span<const T> items)
    {
        return items[static_cast<std::size_t>(below(static_cast<std::int64_t>(items.size())))];
    }
    // Index of a weight, chosen in proportion to it. The sum is positive.
    std::size_t weighted(std::span<const int> weights)
    {
        std::int64_t sum = 0;
        for (const int w : weights) {
            sum += w;
        }
        std::int64_t at = below(sum);
        std::size_t i = 0;
        while (at >= weights[i]) {
            at -= weights[i++];
        }
        return i;
    }

private:
    std::uint64_t m_state;
};

} // namespace strandline::demo
