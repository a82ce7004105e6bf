#include "engine/core/digest.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <openssl/evp.h>

namespace strandline::core {

namespace {

constexpr std::uint32_t crcPolynomial = 0xEDB88320U; // of IEEE 802.3, reflected

using CrcTables = std::array<std::array<std::uint32_t, 256>, 8>;

// Eight bytes at a time: tables[k] holds what a byte does k places before the end.
constexpr CrcTables makeCrcTables()
{
    CrcTables tables{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t c = i;
        for (int bit = 0; bit < 8; ++bit) {
            c = (c & 1U) != 0 ? (c >> 1U) ^ crcPolynomial : c >> 1U;
        }
        tables[0][i] = c;
    }
    for (std::size_t k = 1; k < tables.size(); ++k) {
        for (std::size_t i = 0; i < 256; ++i) {
            const std::uint32_t before = tables[k - 1][i];
            tables[k][i] = (before >> 8U) ^ tables[0][before & 255U];
        }
    }
    return tables;
}

constexpr CrcTables crcTables = makeCrcTables();

std::uint32_t crcOf(std::uint32_t crc, ByteView bytes)
{
    std::size_t i = 0;
    for (; i + 8 <= bytes.size(); i += 8) {
        crc ^= std::uint32_t{bytes[i]} | std::uint32_t{bytes[i + 1]} << 8U |
               std::uint32_t{bytes[i + 2]} << 16U | std::uint32_t{bytes[i + 3]} << 24U;
        crc = crcTables[7][crc & 255U] ^ crcTables[6][(crc >> 8U) & 255U] ^
              crcTables[5][(crc >> 16U) & 255U] ^ crcTables[4][crc >> 24U] ^ crcTables[3][bytes[i + 4]] ^
              crcTables[2][bytes[i + 5]] ^ crcTables[1][bytes[i + 6]] ^ crcTables[0][bytes[i + 7]];
    }
    for (; i < bytes.size(); ++i) {
        crc = (crc >> 8U) ^ crcTables[0][(crc ^ bytes[i]) & 255U];
    }
    return crc;
}

const EVP_MD *opensslDigest(Digest digest)
{
    switch (digest) {
    case Digest::Md5:
        return EVP_md5();
    case Digest::Sha1:
        return EVP_sha1();
    case Digest::Sha512:
        return EVP_sha512();
    case Digest::Blake2b:
        return EVP_blake2b512();
    case Digest::Sha256:
    case Digest::Crc32:
        break;
    }
    return EVP_sha256();
}

std::string plainName(std::string_view name)
{
    std::string plain;
    for (const char c : name) {
        if (c != '-') {
            plain.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
        }
    }
    return plain;
}

} // namespace

std::string_view digestName(Digest digest) noexcept
{
    switch (digest) {
    case Digest::Crc32:
        return "CRC32";
    case Digest::Md5:
        return "MD5";
    case Digest::Sha1:
        return "SHA-1";
    case Digest::Sha256:
        return "SHA-256";
    case Digest::Sha512:
        return "SHA-512";
    case Digest::Blake2b:
        return "BLAKE2b";
    }
    return "SHA-256";
}

std::optional<Digest> digestNamed(std::string_view name)
{
    const auto found = std::find_if(allDigests.begin(), allDigests.end(), [&](Digest digest) {
        return plainName(digestName(digest)) == plainName(name);
    });
    return found != allDigests.end() ? std::optional(*found) : std::nullopt;
}

struct Hasher::State
{
    EVP_MD_CTX *context = nullptr; // null: CRC-32
    std::uint32_t crc = 0xFFFFFFFFU;
    ~State() { EVP_MD_CTX_free(context); }
};

Hasher::Hasher(Digest digest) : m_state(std::make_unique<State>())
{
    if (digest == Digest::Crc32) {
        return;
    }
    m_state->context = EVP_MD_CTX_new();
    if (m_state->context == nullptr ||
        EVP_DigestInit_ex(m_state->context, opensslDigest(digest), nullptr) != 1) {
        throw Error(
            ErrorCode::Unsupported,
            fmt::format("This system's OpenSSL offers no {}. Choose another checksum.", digestName(digest)));
    }
}

Hasher::~Hasher() = default;
Hasher::Hasher(Hasher &&) noexcept = default;
Hasher &Hasher::operator=(Hasher &&) noexcept = default;

void Hasher::add(ByteView bytes)
{
    if (m_state->context == nullptr) {
        m_state->crc = crcOf(m_state->crc, bytes);
    } else if (EVP_DigestUpdate(m_state->context, bytes.data(), bytes.size()) != 1) {
        throw Error(ErrorCode::Internal, "OpenSSL could not go on with a checksum.");
    }
}

Bytes Hasher::finish()
{
    Bytes out;
    if (m_state->context == nullptr) {
        out.resize(4);
        storeBig32(out.data(), ~m_state->crc);
        return out;
    }
    out.resize(EVP_MAX_MD_SIZE);
    unsigned size = 0;
    if (EVP_DigestFinal_ex(m_state->context, out.data(), &size) != 1) {
        throw Error(ErrorCode::Internal, "OpenSSL could not end a checksum.");
    }
    out.resize(size);
    return out;
}

std::string digestHex(Digest digest, ByteView bytes)
{
    Hasher hasher(digest);
    hasher.add(bytes);
    return toHex(hasher.finish());
}

} // namespace strandline::core
