// How one version of a page is stored: whole, compressed, or as a difference against its previous version.
//
// Encodings (the numbers are on disk):
//   0 Raw     the page's bytes
//   1 Full    a zstd frame of the page
//   2 Sparse  runs of changed bytes against the previous version: (varint skip, varint length, bytes)…
//   3 Prefix  a zstd frame with the previous version as prefix
//   4 Zero    nothing: the page is all zeros (a page that the database never wrote)
//
// One codec per thread. Errors: HistoryCorrupt for bytes that can't be decoded; the caller adds file and
// offset.
#pragma once

#include "engine/core/codec.h"

namespace strandline::timeline {

enum class Encoding : std::uint8_t
{
    Raw = 0,
    Full = 1,
    Sparse = 2,
    Prefix = 3,
    Zero = 4
};

inline bool needsPrevious(Encoding encoding)
{
    return encoding == Encoding::Sparse || encoding == Encoding::Prefix;
}

class PageCodec
{
public:
    // Appends the stored bytes of page to out. previous: empty for a whole image.
    Encoding encode(core::ByteView page, core::ByteView previous, core::Bytes &out);

    // out has the page's size. previous: the page's previous version where needsPrevious(encoding).
    // False: the bytes are damaged.
    bool decode(Encoding encoding, core::ByteView stored, core::ByteView previous,
                std::span<std::uint8_t> out);

    static std::uint64_t hash(core::ByteView page, std::uint32_t pageNumber) noexcept;

private:
    core::Compressor m_compressor{1};
    core::Decompressor m_decompressor;
};

} // namespace strandline::timeline
