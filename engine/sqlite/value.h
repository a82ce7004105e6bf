// A SQLite value, owned. Text is kept byte by byte (it may be no valid UTF-8). Values; safe anywhere.
#pragma once

#include "engine/core/bytes.h"

#include <string>
#include <variant>

namespace strandline::sqlite {

struct Null
{
    bool operator==(const Null &) const = default;
};

using Value = std::variant<Null, std::int64_t, double, std::string, core::Bytes>;

} // namespace strandline::sqlite
