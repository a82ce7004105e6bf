// Checksums of stored bytes and of page contents: XXH3, 64 bits. Not cryptographic. Safe anywhere.
#pragma once

#include "engine/core/bytes.h"

namespace strandline::core {

std::uint64_t hash64(ByteView bytes, std::uint64_t seed = 0) noexcept;

} // namespace strandline::core
