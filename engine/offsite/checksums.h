// The digests as S3's protocol wants them. Pure functions; safe anywhere.
#pragma once

#include "engine/core/bytes.h"

#include <string>

namespace strandline::offsite {

core::Bytes sha256(core::ByteView bytes);
core::Bytes md5(core::ByteView bytes); // of parts, as S3 names them; no protection against malice
std::string base64(core::ByteView bytes);

} // namespace strandline::offsite
