// Seeded randomness of tests. The seed is fixed unless STRANDLINE_SEED names another ("random": a new one
// each time) and is printed, so that every failure can be repeated. One thread.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>

namespace strandline::test {

class Random
{
public:
    explicit Random(std::uint64_t seed) : m_engine(seed) {}

    std::uint64_t next() { return m_engine(); }
    std::uint64_t below(std::uint64_t limit) { return m_engine() % limit; }
    std::uint64_t between(std::uint64_t low, std::uint64_t high) { return low + below(high - low + 1); }
    bool oneIn(std::uint64_t n) { return below(n) == 0; }

private:
    std::mt19937_64 m_engine;
};

inline std::uint64_t testSeed(const char *what, std::uint64_t standard)
{
    std::uint64_t seed = standard;
    if (const char *given = std::getenv("STRANDLINE_SEED")) {
        seed = std::string(given) == "random" ? std::random_device()() : std::strtoull(given, nullptr, 10);
    }
    std::printf("%s: STRANDLINE_SEED=%llu\n", what, static_cast<unsigned long long>(seed));
    std::fflush(stdout);
    return seed;
}

// Built with a sanitizer, everything takes many times as long: tests do less of the same.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool underSanitizer = true;
#else
constexpr bool underSanitizer = false;
#endif

// The long forms of the tests (CTest label long) run with STRANDLINE_LONG=1.
inline bool longForm()
{
    const char *given = std::getenv("STRANDLINE_LONG");
    return given != nullptr && std::string(given) == "1";
}

} // namespace strandline::test
