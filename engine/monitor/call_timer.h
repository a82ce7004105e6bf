// The arithmetic of DB time: one outermost call at a time, with waits inside that nest. The innermost wait
// owns each nanosecond; what no wait owns is CPU. So DB time = CPU + sum of waits holds exactly, in whole
// nanoseconds.
//
// A value that belongs to one thread. Times are nanoseconds of a clock that never goes back; what follows a
// smaller reading counts as no time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace strandline::monitor {

class CallTimer
{
public:
    static constexpr std::size_t depthMax = 8; // waits deeper than that belong to the one around them

    struct Ended
    {
        std::uint32_t event = 0; // 0: was too deep to be one of its own
        std::uint64_t ownNs = 0; // without the waits inside
    };

    void beginCall(std::uint64_t now)
    {
        m_start = m_now = now;
        m_depth = 0;
    }

    void beginWait(std::uint32_t event, std::uint64_t now)
    {
        advance(now);
        if (m_depth < depthMax) {
            m_open[m_depth] = {event, m_now, 0};
        }
        ++m_depth;
    }

    // Of the innermost wait. Nothing happens where none is open.
    Ended endWait(std::uint64_t now)
    {
        advance(now);
        if (m_depth == 0 || --m_depth >= depthMax) {
            return {};
        }
        const Open &ended = m_open[m_depth];
        const std::uint64_t whole = m_now - ended.since;
        if (m_depth > 0) {
            m_open[m_depth - 1].innerNs += whole;
        }
        return {ended.event, whole - ended.innerNs};
    }

    // Duration of the call. Its waits must have ended.
    std::uint64_t endCall(std::uint64_t now)
    {
        advance(now);
        return m_now - m_start;
    }

    std::size_t openWaits() const { return m_depth; }
    std::uint32_t currentEvent() const
    {
        return m_depth == 0 ? 0 : m_open[(m_depth < depthMax ? m_depth : depthMax) - 1].event;
    }
    std::uint64_t now() const { return m_now; } // the last reading

private:
    struct Open
    {
        std::uint32_t event = 0;
        std::uint64_t since = 0;
        std::uint64_t innerNs = 0; // of waits inside
    };

    void advance(std::uint64_t now) { m_now = now > m_now ? now : m_now; }

    std::uint64_t m_start = 0;
    std::uint64_t m_now = 0;
    std::uint32_t m_depth = 0;
    std::array<Open, depthMax> m_open{};
};

} // namespace strandline::monitor
