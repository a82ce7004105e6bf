#include "engine/timeline/page_codec.h"

#include "engine/core/hash.h"

#include <bit>

namespace strandline::timeline {

namespace {

constexpr std::size_t sparseLimitBytes = 200;
constexpr std::size_t joinGapBytes = 3; // a run costs about two bytes of its own

std::uint64_t load64(const std::uint8_t *p)
{
    std::uint64_t v = 0;
    std::memcpy(&v, p, 8);
    return v;
}

// First position from `at` where the two differ, or the end.
std::size_t firstDifference(core::ByteView a, core::ByteView b, std::size_t at)
{
    while (at + 8 <= a.size()) {
        const std::uint64_t x = load64(a.data() + at) ^ load64(b.data() + at);
        if (x != 0) {
            const int bits =
                std::endian::native == std::endian::little ? std::countr_zero(x) : std::countl_zero(x);
            return at + static_cast<std::size_t>(bits) / 8;
        }
        at += 8;
    }
    while (at < a.size() && a[at] == b[at]) {
        ++at;
    }
    return at;
}

// End of the run of differing bytes that begins at `at`; equal stretches of at most joinGapBytes belong to
// it.
std::size_t runEnd(core::ByteView a, core::ByteView b, std::size_t at)
{
    std::size_t end = at + 1;
    for (std::size_t i = end; i < a.size() && i <= end + joinGapBytes; ++i) {
        if (a[i] != b[i]) {
            end = i + 1;
        }
    }
    return end;
}

// Appends the sparse difference; false (out unchanged) when it would be longer than the limit.
bool encodeSparse(core::ByteView page, core::ByteView previous, core::Bytes &out)
{
    const std::size_t start = out.size();
    core::ByteWriter writer(out);
    std::size_t last = 0;
    std::size_t at = firstDifference(page, previous, 0);
    while (at < page.size()) {
        const std::size_t end = runEnd(page, previous, at);
        if (out.size() - start + (end - at) > sparseLimitBytes) {
            out.resize(start);
            return false;
        }
        writer.varint(at - last);
        writer.varint(end - at);
        writer.bytes(page.subspan(at, end - at));
        last = end;
        at = firstDifference(page, previous, end);
    }
    return true;
}

// Reads a varint of at most 32 bits; false at the end of the bytes.
bool readVarint(core::ByteView in, std::size_t &at, std::size_t &value)
{
    value = 0;
    for (unsigned shift = 0; shift < 32 && at < in.size(); shift += 7) {
        const std::uint8_t b = in[at++];
        value |= std::size_t{b & 0x7fU} << shift;
        if (b < 0x80) {
            return true;
        }
    }
    return false;
}

bool decodeSparse(core::ByteView stored, core::ByteView previous, std::span<std::uint8_t> out)
{
    if (previous.data() != out.data()) {
        std::memcpy(out.data(), previous.data(), out.size());
    }
    std::size_t in = 0;
    std::size_t at = 0;
    while (in < stored.size()) {
        std::size_t skip = 0;
        std::size_t length = 0;
        if (!readVarint(stored, in, skip) || !readVarint(stored, in, length) || length > stored.size() - in ||
            skip > out.size() - at || length > out.size() - at - skip) {
            return false;
        }
        at += skip;
        std::memcpy(out.data() + at, stored.data() + in, length);
        at += length;
        in += length;
    }
    return true;
}

} // namespace

Encoding PageCodec::encode(core::ByteView page, core::ByteView previous, core::Bytes &out)
{
    const std::size_t start = out.size();
    Encoding encoding = Encoding::Full;
    if (!previous.empty()) {
        if (encodeSparse(page, previous, out)) {
            return Encoding::Sparse;
        }
        m_compressor.compressWithPrefix(page, previous, out);
        encoding = Encoding::Prefix;
    } else {
        m_compressor.compress(page, out);
    }
    if (out.size() - start >= page.size()) {
        out.resize(start);
        out.insert(out.end(), page.begin(), page.end());
        return Encoding::Raw;
    }
    return encoding;
}

bool PageCodec::encodeAnchored(core::ByteView page, const Anchor &anchor, core::ByteView anchorImage,
                               core::Bytes &out)
{
    const std::size_t start = out.size();
    core::ByteWriter writer(out);
    writer.varint(anchor.offset);
    writer.varint(anchor.length);
    m_compressor.compressWithPrefix(page, anchorImage, out);
    if (out.size() - start > anchor.length / 2) {
        out.resize(start);
        return false;
    }
    return true;
}

std::optional<Anchor> PageCodec::anchorOf(core::ByteView stored, core::ByteView &frame)
{
    Anchor anchor;
    std::size_t at = 0;
    std::size_t length = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        if (at == stored.size()) {
            return std::nullopt;
        }
        const std::uint8_t b = stored[at++];
        anchor.offset |= std::uint64_t{b & 0x7fU} << shift;
        if (b < 0x80) {
            break;
        }
    }
    if (!readVarint(stored, at, length)) {
        return std::nullopt;
    }
    anchor.length = static_cast<std::uint32_t>(length);
    frame = stored.subspan(at);
    return anchor;
}

bool PageCodec::decode(Encoding encoding, core::ByteView stored, core::ByteView previous,
                       std::span<std::uint8_t> out)
{
    if (needsPrevious(encoding) && previous.size() != out.size()) {
        return false;
    }
    switch (encoding) {
    case Encoding::Raw:
        if (stored.size() != out.size()) {
            return false;
        }
        std::memcpy(out.data(), stored.data(), out.size());
        return true;
    case Encoding::Full:
        return m_decompressor.decompress(stored, out);
    case Encoding::Sparse:
        return decodeSparse(stored, previous, out);
    case Encoding::Prefix:
    case Encoding::Anchored:
        return m_decompressor.decompress(stored, out, previous);
    case Encoding::Zero:
        std::fill(out.begin(), out.end(), std::uint8_t{0});
        return true;
    }
    return false;
}

std::uint64_t PageCodec::hash(core::ByteView page, std::uint32_t pageNumber) noexcept
{
    return core::hash64(page, pageNumber);
}

} // namespace strandline::timeline
