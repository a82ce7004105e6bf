#include "engine/core/crypto.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <memory>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/rand.h>

namespace strandline::core {

struct KeyAccess
{
    static std::span<std::uint8_t> of(SecretKey &key) { return key.m_bytes; }
};

namespace {

struct CipherFree
{
    void operator()(EVP_CIPHER_CTX *context) const { EVP_CIPHER_CTX_free(context); }
};
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, CipherFree>;

struct KdfFree
{
    void operator()(EVP_KDF_CTX *context) const { EVP_KDF_CTX_free(context); }
};

const EVP_CIPHER *opensslCipher(Cipher cipher)
{
    return cipher == Cipher::Aes256Gcm ? EVP_aes_256_gcm() : EVP_chacha20_poly1305();
}

CipherContext newContext()
{
    CipherContext context(EVP_CIPHER_CTX_new());
    if (!context) {
        throw std::bad_alloc();
    }
    return context;
}

Error cryptoError(std::string_view what)
{
    return Error(ErrorCode::Internal, fmt::format("OpenSSL could not {}.", what));
}

int lengthOf(std::size_t size)
{
    if (size > (1U << 30U)) {
        throw cryptoError("encrypt more than 1 GiB at once");
    }
    return static_cast<int>(size);
}

SecretKey derive(const char *algorithm, std::span<const OSSL_PARAM> parameters)
{
    EVP_KDF *kdf = EVP_KDF_fetch(nullptr, algorithm, nullptr);
    if (kdf == nullptr) {
        throw Error(ErrorCode::Unsupported,
                    fmt::format("This system's OpenSSL offers no {}. Encryption is not possible with it.",
                                algorithm));
    }
    const std::unique_ptr<EVP_KDF_CTX, KdfFree> context(EVP_KDF_CTX_new(kdf));
    EVP_KDF_free(kdf);
    SecretKey key;
    const auto out = KeyAccess::of(key);
    if (!context || EVP_KDF_derive(context.get(), out.data(), out.size(), parameters.data()) != 1) {
        throw cryptoError("derive a key");
    }
    return key;
}

// OpenSSL takes what it only reads as void *.
OSSL_PARAM octets(const char *name, ByteView bytes)
{
    return OSSL_PARAM_construct_octet_string(name, const_cast<std::uint8_t *>(bytes.data()), // NOLINT
                                             bytes.size());
}

ByteView viewOf(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t *>(text.data()), text.size()};
}

} // namespace

std::string_view cipherName(Cipher cipher) noexcept
{
    return cipher == Cipher::Aes256Gcm ? "AES-256-GCM" : "ChaCha20-Poly1305";
}

std::optional<Cipher> cipherNamed(std::string_view name)
{
    for (const Cipher cipher : {Cipher::Aes256Gcm, Cipher::ChaCha20Poly1305}) {
        const std::string_view known = cipherName(cipher);
        if (std::equal(known.begin(), known.end(), name.begin(), name.end(), [](char a, char b) {
                return std::tolower(static_cast<unsigned char>(a)) ==
                       std::tolower(static_cast<unsigned char>(b));
            })) {
            return cipher;
        }
    }
    return std::nullopt;
}

SecretKey::~SecretKey()
{
    wipe(m_bytes);
}

SecretKey SecretKey::random()
{
    SecretKey key;
    if (RAND_priv_bytes(key.m_bytes.data(), static_cast<int>(key.m_bytes.size())) != 1) {
        throw cryptoError("make random bytes");
    }
    return key;
}

SecretKey SecretKey::fromBytes(ByteView bytes)
{
    SecretKey key;
    if (bytes.size() != key.m_bytes.size()) {
        throw Error(ErrorCode::Internal, "A key of another length than 32 bytes.");
    }
    std::copy(bytes.begin(), bytes.end(), key.m_bytes.begin());
    return key;
}

void seal(Cipher cipher, const SecretKey &key, const Nonce &nonce, ByteView associated, ByteView plain,
          Bytes &out)
{
    const CipherContext context = newContext();
    const std::size_t at = out.size();
    out.resize(at + plain.size() + sealTagBytes);
    int length = 0;
    const bool sealed =
        EVP_EncryptInit_ex(context.get(), opensslCipher(cipher), nullptr, key.bytes().data(), nonce.data()) ==
            1 &&
        EVP_EncryptUpdate(context.get(), nullptr, &length, associated.data(), lengthOf(associated.size())) ==
            1 &&
        EVP_EncryptUpdate(context.get(), out.data() + at, &length, plain.data(), lengthOf(plain.size())) ==
            1 &&
        EVP_EncryptFinal_ex(context.get(), out.data() + at + plain.size(), &length) == 1 &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, static_cast<int>(sealTagBytes),
                            out.data() + at + plain.size()) == 1;
    if (!sealed) {
        throw cryptoError("encrypt");
    }
}

bool unseal(Cipher cipher, const SecretKey &key, const Nonce &nonce, ByteView associated, ByteView sealed,
            std::span<std::uint8_t> out)
{
    if (sealed.size() < sealTagBytes || out.size() != sealed.size() - sealTagBytes) {
        std::fill(out.begin(), out.end(), std::uint8_t{0});
        return false;
    }
    const CipherContext context = newContext();
    std::array<std::uint8_t, sealTagBytes> tag{};
    std::copy(sealed.end() - sealTagBytes, sealed.end(), tag.begin());
    std::array<std::uint8_t, 16> rest{};
    int length = 0;
    const bool opened =
        EVP_DecryptInit_ex(context.get(), opensslCipher(cipher), nullptr, key.bytes().data(), nonce.data()) ==
            1 &&
        EVP_DecryptUpdate(context.get(), nullptr, &length, associated.data(), lengthOf(associated.size())) ==
            1 &&
        EVP_DecryptUpdate(context.get(), out.data(), &length, sealed.data(), lengthOf(out.size())) == 1 &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag.size()), tag.data()) ==
            1 &&
        EVP_DecryptFinal_ex(context.get(), rest.data(), &length) == 1;
    if (!opened) {
        std::fill(out.begin(), out.end(), std::uint8_t{0});
    }
    return opened;
}

SecretKey keyFromPassphrase(std::string_view passphrase, ByteView salt, const ScryptCost &cost)
{
    if (cost.logN < 1 || cost.logN > scryptLogNMax || cost.r < 1 || cost.r > scryptRMax || cost.p < 1 ||
        cost.p > scryptPMax) {
        throw Error(ErrorCode::UnsupportedFormat,
                    fmt::format("A key that costs scrypt 2^{} x {} x {} is beyond what is allowed.",
                                cost.logN, cost.r, cost.p));
    }
    std::uint64_t n = std::uint64_t{1} << cost.logN;
    std::uint32_t r = cost.r;
    std::uint32_t p = cost.p;
    std::uint64_t memory = n * r * 128 + (std::uint64_t{p} + 1) * r * 128 * 2 + (1U << 20U);
    const std::array parameters{octets(OSSL_KDF_PARAM_PASSWORD, viewOf(passphrase)),
                                octets(OSSL_KDF_PARAM_SALT, salt),
                                OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_N, &n),
                                OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_R, &r),
                                OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_P, &p),
                                OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_MAXMEM, &memory),
                                OSSL_PARAM_construct_end()};
    return derive("SCRYPT", parameters);
}

SecretKey deriveKey(ByteView secret, ByteView salt, std::string_view purpose)
{
    std::string digest = "SHA256";
    const std::array parameters{
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), digest.size()),
        octets(OSSL_KDF_PARAM_KEY, secret), octets(OSSL_KDF_PARAM_SALT, salt),
        octets(OSSL_KDF_PARAM_INFO, viewOf(purpose)), OSSL_PARAM_construct_end()};
    return derive("HKDF", parameters);
}

std::array<std::uint8_t, 32> hmacSha256(ByteView key, ByteView text)
{
    std::array<std::uint8_t, 32> out{};
    unsigned size = 0;
    if (HMAC(EVP_sha256(), key.data(), lengthOf(key.size()), text.data(), text.size(), out.data(), &size) ==
        nullptr) {
        throw cryptoError("sign a text");
    }
    return out;
}

bool equalInConstantTime(ByteView a, ByteView b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

Bytes randomBytes(std::size_t count)
{
    Bytes bytes(count);
    if (RAND_bytes(bytes.data(), lengthOf(count)) != 1) {
        throw cryptoError("make random bytes");
    }
    return bytes;
}

void wipe(std::span<std::uint8_t> bytes) noexcept
{
    OPENSSL_cleanse(bytes.data(), bytes.size());
}

} // namespace strandline::core
