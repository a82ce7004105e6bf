#include "engine/backup/piece_tail.h"

#include "engine/core/hash.h"

#include <fmt/format.h>

namespace strandline::backup {

using core::ByteReader;
using core::Bytes;
using core::ByteView;
using core::ByteWriter;

namespace {

constexpr std::uint32_t checksMagic = 0x184D2A51U;
constexpr std::uint32_t seekTableMagic = 0x184D2A5EU;
constexpr std::uint32_t seekableMagic = 0x8F92EAB1U;
constexpr std::string_view checksName = "STRLPIEC";
constexpr std::size_t skippableHeaderBytes = 8;
constexpr std::size_t seekFooterBytes = 9;

constexpr std::uint64_t checksBytes(std::uint64_t frames)
{
    return skippableHeaderBytes + 16 + frames * 8 + 8;
}

constexpr std::uint64_t seekTableBytes(std::uint64_t frames)
{
    return skippableHeaderBytes + frames * 8 + seekFooterBytes;
}

// Of everything in the tail but itself.
std::uint64_t tailHash(ByteView tail, std::uint64_t frames)
{
    const std::size_t before = checksBytes(frames) - 8;
    return core::hash64(tail.subspan(before + 8), core::hash64(tail.first(before)));
}

Damage invalid(std::uint64_t offset, std::string message)
{
    return {offset, DamageKind::InvalidHeader, std::move(message)};
}

// The tail's bytes have their hash: what they say is what was written.
std::variant<PieceTail, Damage> parse(ByteView bytes, std::uint64_t offset, std::uint64_t count)
{
    ByteReader in(bytes);
    PieceTail tail;
    tail.offset = offset;
    in.take(skippableHeaderBytes + checksName.size());
    if (const std::uint32_t format = in.u32(); format != pieceFormat) {
        return invalid(
            offset, fmt::format("the piece has format {}, and this version knows {}.", format, pieceFormat));
    }
    in.u32();
    tail.frames.resize(count);
    for (PieceFile::Frame &frame : tail.frames) {
        frame.hash = in.u64();
    }
    in.take(8 + skippableHeaderBytes);
    std::uint64_t at = 0;
    for (PieceFile::Frame &frame : tail.frames) {
        frame.offset = at;
        frame.contentOffset = tail.contentBytes;
        frame.storedBytes = in.u32();
        frame.contentBytes = in.u32();
        at += frame.storedBytes;
        tail.contentBytes += frame.contentBytes;
        const bool last = &frame == &tail.frames.back();
        const std::uint32_t first = tail.frames.front().contentBytes;
        if (frame.contentBytes == 0 || frame.contentBytes > first || (!last && frame.contentBytes != first) ||
            first > frameBytesMax) {
            return invalid(offset, "the seek table tells frames of impossible lengths.");
        }
    }
    if (at != offset) {
        return invalid(offset, fmt::format("the frames of the seek table end at byte {}.", at));
    }
    return tail;
}

} // namespace

Bytes encodeTail(const std::vector<PieceFile::Frame> &frames)
{
    Bytes out;
    ByteWriter w(out);
    const auto count = static_cast<std::uint32_t>(frames.size());
    w.u32(checksMagic);
    w.u32(static_cast<std::uint32_t>(checksBytes(count) - skippableHeaderBytes));
    w.bytes({reinterpret_cast<const std::uint8_t *>(checksName.data()), checksName.size()});
    w.u32(pieceFormat);
    w.u32(count);
    for (const PieceFile::Frame &frame : frames) {
        w.u64(frame.hash);
    }
    const std::size_t hashAt = out.size();
    w.u64(0);
    w.u32(seekTableMagic);
    w.u32(static_cast<std::uint32_t>(seekTableBytes(count) - skippableHeaderBytes));
    for (const PieceFile::Frame &frame : frames) {
        w.u32(frame.storedBytes);
        w.u32(frame.contentBytes);
    }
    w.u32(count);
    w.u8(0);
    w.u32(seekableMagic);
    Bytes hash;
    ByteWriter(hash).u64(tailHash(out, count));
    std::copy(hash.begin(), hash.end(), out.begin() + static_cast<std::ptrdiff_t>(hashAt));
    return out;
}

std::variant<PieceTail, Damage> readTail(const core::File &file)
{
    const std::uint64_t size = file.sizeBytes();
    Bytes footer(seekFooterBytes);
    if (size < checksBytes(1) + seekTableBytes(1) ||
        file.readAt(size - seekFooterBytes, footer) != footer.size()) {
        return Damage{size, DamageKind::MissingBlock, "the piece is too short to be one."};
    }
    ByteReader in(footer);
    const std::uint64_t count = in.u32();
    in.u8();
    const std::uint64_t bytes = checksBytes(count) + seekTableBytes(count);
    if (in.u32() != seekableMagic || count == 0 || bytes > size) {
        return invalid(size - seekFooterBytes, "the seek table's end is damaged.");
    }
    Bytes tail(bytes);
    if (file.readAt(size - bytes, tail) != bytes) {
        return Damage{size - bytes, DamageKind::MissingBlock, "the seek table can't be read."};
    }
    ByteReader stored(ByteView(tail).subspan(checksBytes(count) - 8, 8));
    if (stored.u64() != tailHash(tail, count)) {
        return Damage{size - bytes, DamageKind::ChecksumMismatch,
                      "the seek table doesn't have its checksum."};
    }
    return parse(tail, size - bytes, count);
}

} // namespace strandline::backup
