// zstd, with an optional prefix (a similar text that the decoder will have too).
// One Compressor or Decompressor per thread: they keep zstd's working memory between calls.
#pragma once

#include "engine/core/bytes.h"

#include <memory>

namespace strandline::core {

struct CompressorOptions
{
    int level = 1;
    int windowLog = 0;     // how far back it looks for the same bytes, as a power of two; 0: by the level
    bool checksum = false; // a frame tells 32 bits of XXH64 of its content
};

class Compressor
{
public:
    explicit Compressor(int level = 1) : Compressor(CompressorOptions{level}) {}
    explicit Compressor(const CompressorOptions &options);
    ~Compressor();
    Compressor(Compressor &&) noexcept;
    Compressor &operator=(Compressor &&) noexcept;

    // Appends one zstd frame to out and returns its size in bytes.
    std::size_t compress(ByteView in, Bytes &out);
    std::size_t compressWithPrefix(ByteView in, ByteView prefix, Bytes &out);

private:
    struct Context;
    std::unique_ptr<Context> m_context;
};

class Decompressor
{
public:
    Decompressor();
    ~Decompressor();
    Decompressor(Decompressor &&) noexcept;
    Decompressor &operator=(Decompressor &&) noexcept;

    // Decodes one frame into out. False: the frame is damaged, or its content has another size than out.
    bool decompress(ByteView frame, std::span<std::uint8_t> out, ByteView prefix = {});

private:
    struct Context;
    std::unique_ptr<Context> m_context;
};

} // namespace strandline::core
