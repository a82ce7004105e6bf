#include "engine/core/codec.h"

#include "engine/core/hash.h"

#include <fmt/format.h>
#include <xxhash.h>
#include <zstd.h>

namespace strandline::core {

std::uint64_t hash64(ByteView bytes, std::uint64_t seed) noexcept
{
    return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

struct Compressor::Context
{
    ZSTD_CCtx *zstd = nullptr;
    ~Context() { ZSTD_freeCCtx(zstd); }
};

struct Decompressor::Context
{
    ZSTD_DCtx *zstd = nullptr;
    ~Context() { ZSTD_freeDCtx(zstd); }
};

Compressor::Compressor(const CompressorOptions &options) : m_context(std::make_unique<Context>())
{
    m_context->zstd = ZSTD_createCCtx();
    if (m_context->zstd == nullptr) {
        throw std::bad_alloc();
    }
    ZSTD_CCtx_setParameter(m_context->zstd, ZSTD_c_compressionLevel, options.level);
    ZSTD_CCtx_setParameter(m_context->zstd, ZSTD_c_windowLog, options.windowLog);
    ZSTD_CCtx_setParameter(m_context->zstd, ZSTD_c_checksumFlag, options.checksum ? 1 : 0);
    ZSTD_CCtx_setParameter(m_context->zstd, ZSTD_c_contentSizeFlag, 1);
}

Compressor::~Compressor() = default;
Compressor::Compressor(Compressor &&) noexcept = default;
Compressor &Compressor::operator=(Compressor &&) noexcept = default;

std::size_t Compressor::compress(ByteView in, Bytes &out)
{
    return compressWithPrefix(in, {}, out);
}

std::size_t Compressor::compressWithPrefix(ByteView in, ByteView prefix, Bytes &out)
{
    const std::size_t at = out.size();
    out.resize(at + ZSTD_compressBound(in.size()));
    if (!prefix.empty()) {
        ZSTD_CCtx_refPrefix(m_context->zstd, prefix.data(), prefix.size());
    }
    const std::size_t n =
        ZSTD_compress2(m_context->zstd, out.data() + at, out.size() - at, in.data(), in.size());
    if (ZSTD_isError(n) != 0) {
        throw Error(ErrorCode::Internal, fmt::format("zstd could not compress: {}.", ZSTD_getErrorName(n)));
    }
    out.resize(at + n);
    return n;
}

Decompressor::Decompressor() : m_context(std::make_unique<Context>())
{
    m_context->zstd = ZSTD_createDCtx();
    if (m_context->zstd == nullptr) {
        throw std::bad_alloc();
    }
}

Decompressor::~Decompressor() = default;
Decompressor::Decompressor(Decompressor &&) noexcept = default;
Decompressor &Decompressor::operator=(Decompressor &&) noexcept = default;

bool Decompressor::decompress(ByteView frame, std::span<std::uint8_t> out, ByteView prefix)
{
    if (!prefix.empty()) {
        ZSTD_DCtx_refPrefix(m_context->zstd, prefix.data(), prefix.size());
    }
    const std::size_t n =
        ZSTD_decompressDCtx(m_context->zstd, out.data(), out.size(), frame.data(), frame.size());
    if (ZSTD_isError(n) != 0 || n != out.size()) {
        ZSTD_DCtx_reset(m_context->zstd, ZSTD_reset_session_only);
        return false;
    }
    return true;
}

} // namespace strandline::core
