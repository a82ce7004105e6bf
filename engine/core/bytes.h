// Byte buffers and their little-endian encoding: fixed integers, LEB128 varints, hex. Values; safe anywhere.
#pragma once

#include "engine/core/error.h"

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <vector>

namespace strandline::core {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

inline std::uint32_t loadBig32(const std::uint8_t *p)
{
    return (std::uint32_t{p[0]} << 24) | (std::uint32_t{p[1]} << 16) | (std::uint32_t{p[2]} << 8) | p[3];
}
inline void storeBig32(std::uint8_t *p, std::uint32_t v)
{
    p[0] = static_cast<std::uint8_t>(v >> 24);
    p[1] = static_cast<std::uint8_t>(v >> 16);
    p[2] = static_cast<std::uint8_t>(v >> 8);
    p[3] = static_cast<std::uint8_t>(v);
}
inline std::uint16_t loadBig16(const std::uint8_t *p)
{
    return static_cast<std::uint16_t>((p[0] << 8) | p[1]);
}

// Appends to a buffer.
class ByteWriter
{
public:
    explicit ByteWriter(Bytes &out) : m_out(out) {}
    void u8(std::uint8_t v) { m_out.push_back(v); }
    void u32(std::uint32_t v) { fixed(v); }
    void u64(std::uint64_t v) { fixed(v); }
    void varint(std::uint64_t v)
    {
        while (v >= 0x80) {
            m_out.push_back(static_cast<std::uint8_t>(v | 0x80));
            v >>= 7;
        }
        m_out.push_back(static_cast<std::uint8_t>(v));
    }
    void bytes(ByteView b) { m_out.insert(m_out.end(), b.begin(), b.end()); }
    std::size_t size() const { return m_out.size(); }

private:
    template <typename T>
    void fixed(T v)
    {
        for (unsigned i = 0; i < sizeof(T); ++i) {
            m_out.push_back(static_cast<std::uint8_t>(v >> (8 * i)));
        }
    }
    Bytes &m_out;
};

// Reads what ByteWriter wrote. Throws Error(HistoryCorrupt) past the end; the caller adds file and offset.
class ByteReader
{
public:
    explicit ByteReader(ByteView in) : m_in(in) {}
    std::uint8_t u8() { return take(1)[0]; }
    std::uint32_t u32() { return fixed<std::uint32_t>(); }
    std::uint64_t u64() { return fixed<std::uint64_t>(); }
    std::uint64_t varint()
    {
        std::uint64_t v = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const std::uint8_t b = u8();
            if (shift == 63 && b > 1) {
                break; // more than 64 bits
            }
            v |= std::uint64_t{b & 0x7fU} << shift;
            if (b < 0x80) {
                return v;
            }
        }
        throw Error(ErrorCode::HistoryCorrupt, "A variable-length number is too long.");
    }
    ByteView take(std::size_t n)
    {
        if (n > m_in.size() - m_at) {
            throw Error(ErrorCode::HistoryCorrupt, "A record ends too early.");
        }
        const ByteView v = m_in.subspan(m_at, n);
        m_at += n;
        return v;
    }
    std::size_t position() const { return m_at; }
    std::size_t remaining() const { return m_in.size() - m_at; }

private:
    template <typename T>
    T fixed()
    {
        const ByteView b = take(sizeof(T));
        T v = 0;
        for (unsigned i = 0; i < sizeof(T); ++i) {
            v = static_cast<T>(v | (static_cast<T>(b[i]) << (8 * i)));
        }
        return v;
    }
    ByteView m_in;
    std::size_t m_at = 0;
};

std::string toHex(ByteView bytes);
// Throws Usage when text is no even run of hexadecimal digits.
Bytes fromHex(std::string_view text);

} // namespace strandline::core
