// Checksums of files: CRC-32 (ours), MD5, SHA-1, SHA-256, SHA-512 and BLAKE2b-512 (OpenSSL's). SHA-256 and
// later are cryptographic; CRC-32, MD5 and SHA-1 find accidents only. A Hasher belongs to one thread.
#pragma once

#include "engine/core/bytes.h"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace strandline::core {

enum class Digest
{
    Crc32,
    Md5,
    Sha1,
    Sha256,
    Sha512,
    Blake2b,
};

inline constexpr std::array allDigests{Digest::Crc32,  Digest::Md5,    Digest::Sha1,
                                       Digest::Sha256, Digest::Sha512, Digest::Blake2b};

std::string_view digestName(Digest digest) noexcept; // "SHA-256"
// By name, in any case, with or without the hyphen; nothing for one that we don't know.
std::optional<Digest> digestNamed(std::string_view name);

class Hasher
{
public:
    explicit Hasher(Digest digest);
    ~Hasher();
    Hasher(Hasher &&) noexcept;
    Hasher &operator=(Hasher &&) noexcept;

    void add(ByteView bytes);
    Bytes finish(); // once; CRC-32: 4 bytes, most significant first

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// Of a whole text, in hexadecimal digits.
std::string digestHex(Digest digest, ByteView bytes);

} // namespace strandline::core
