#include "engine/offsite/checksums.h"

#include "engine/core/digest.h"

#include <openssl/evp.h>

namespace strandline::offsite {

using core::Bytes;
using core::ByteView;

namespace {

Bytes digestOf(core::Digest digest, ByteView bytes)
{
    core::Hasher hasher(digest);
    hasher.add(bytes);
    return hasher.finish();
}

} // namespace

Bytes sha256(ByteView bytes)
{
    return digestOf(core::Digest::Sha256, bytes);
}

Bytes md5(ByteView bytes)
{
    return digestOf(core::Digest::Md5, bytes);
}

std::string base64(ByteView bytes)
{
    Bytes out(4 * ((bytes.size() + 2) / 3) + 1);
    const int size = EVP_EncodeBlock(out.data(), bytes.data(), static_cast<int>(bytes.size()));
    return {out.begin(), out.begin() + size};
}

} // namespace strandline::offsite
