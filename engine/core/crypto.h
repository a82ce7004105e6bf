// Encryption: authenticated ciphers, keys from passphrases and key files, random bytes. All by OpenSSL.
//
// Functions without state, safe from any thread. Errors: Unsupported where OpenSSL lacks a cipher, Internal
// where it fails otherwise. What was sealed and doesn't open is an outcome, not an error.
#pragma once

#include "engine/core/bytes.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace strandline::core {

enum class Cipher
{
    Aes256Gcm,
    ChaCha20Poly1305,
};

std::string_view cipherName(Cipher cipher) noexcept; // "AES-256-GCM"
std::optional<Cipher> cipherNamed(std::string_view name);

// 32 bytes that are wiped when they go.
class SecretKey
{
public:
    SecretKey() = default;
    ~SecretKey();
    SecretKey(const SecretKey &) = default;
    SecretKey &operator=(const SecretKey &) = default;

    static SecretKey random();
    // bytes: 32 of them.
    static SecretKey fromBytes(ByteView bytes);
    ByteView bytes() const { return m_bytes; }

private:
    friend struct KeyAccess;
    std::array<std::uint8_t, 32> m_bytes{};
};

using Nonce = std::array<std::uint8_t, 12>;
constexpr std::size_t sealTagBytes = 16;

// Appends the ciphertext of plain (as long as it) and its 16 bytes tag to out. A nonce must never be used
// twice with one key. associated: bound to the ciphertext, not stored.
void seal(Cipher cipher, const SecretKey &key, const Nonce &nonce, ByteView associated, ByteView plain,
          Bytes &out);
// False where sealed isn't what seal() made with these; out (sealed.size() - 16 bytes) is then zeros.
bool unseal(Cipher cipher, const SecretKey &key, const Nonce &nonce, ByteView associated, ByteView sealed,
            std::span<std::uint8_t> out);

// What scrypt costs: 2^logN * 128 * r bytes of memory, p times in turn.
struct ScryptCost
{
    unsigned logN = 17;
    unsigned r = 8;
    unsigned p = 1;
    bool operator==(const ScryptCost &) const = default;
};
// Beyond these a file from elsewhere could exhaust the memory: refused (UnsupportedFormat).
constexpr unsigned scryptLogNMax = 20;
constexpr unsigned scryptRMax = 16;
constexpr unsigned scryptPMax = 16;

SecretKey keyFromPassphrase(std::string_view passphrase, ByteView salt, const ScryptCost &cost);
// HKDF with SHA-256: one key of each purpose from a secret that is random already.
SecretKey deriveKey(ByteView secret, ByteView salt, std::string_view purpose);

std::array<std::uint8_t, 32> hmacSha256(ByteView key, ByteView text);
bool equalInConstantTime(ByteView a, ByteView b);
Bytes randomBytes(std::size_t count);
void wipe(std::span<std::uint8_t> bytes) noexcept;

} // namespace strandline::core
