// How one version of a page is stored: whole, compressed, or as a difference against its previous version.
//
// Encodings (the numbers are on disk):
//   0 Raw     the page's bytes
//   1 Full    a zstd frame of the page
//   2 Sparse  runs of changed bytes against the previous version: (varint skip, varint length, bytes)…
//   3 Prefix  a zstd frame with the previous version as prefix
//   4 Zero    nothing: the page is all zeros (a page that the database never wrote)
//   5 Anchored  varint file offset and varint length of a Full version of the page in the same log, then a
//   zstd
//             frame with that version as prefix: ends a chain at a fraction of a Full version's size
//
// One codec per thread. Errors: HistoryCorrupt for bytes that can't be decoded; the caller adds file and
// offset.
#pragma once

#include "engine/core/codec.h"

#include <optional>

namespace strandline::timeline {

enum class Encoding : std::uint8_t
{
    Raw = 0,
    Full = 1,
    Sparse = 2,
    Prefix = 3,
    Zero = 4,
    Anchored = 5
};

inline bool needsPrevious(Encoding encoding)
{
    return encoding == Encoding::Sparse || encoding == Encoding::Prefix;
}

// Where a Full version's stored bytes lie in their log.
struct Anchor
{
    std::uint64_t offset = 0;
    std::uint32_t length = 0;
};

class PageCodec
{
public:
    explicit PageCodec(int level = 1) : m_compressor(level) {}

    // Appends the stored bytes of page to out. previous: empty for a whole image.
    Encoding encode(core::ByteView page, core::ByteView previous, core::Bytes &out);

    // Appends an Anchored version; false (out unchanged) when it would not be worth it.
    bool encodeAnchored(core::ByteView page, const Anchor &anchor, core::ByteView anchorImage,
                        core::Bytes &out);
    // Splits an Anchored version into its anchor and the zstd frame; nothing: damaged.
    static std::optional<Anchor> anchorOf(core::ByteView stored, core::ByteView &frame);

    // out has the page's size. previous: the page's previous version where needsPrevious(encoding), the
    // anchor's image for the frame of an Anchored version; for Sparse it may be out itself. False: the bytes
    // are damaged.
    bool decode(Encoding encoding, core::ByteView stored, core::ByteView previous,
                std::span<std::uint8_t> out);

    static std::uint64_t hash(core::ByteView page, std::uint32_t pageNumber) noexcept;

private:
    core::Compressor m_compressor;
    core::Decompressor m_decompressor;
};

} // namespace strandline::timeline
