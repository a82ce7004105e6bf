// The values of a row as SQLite stores them (https://sqlite.org/fileformat2.html#record_format).
// Functions without state; safe from any thread. Errors: NotADatabase for a record that can't be one.
#pragma once

#include "engine/sqlite/value.h"

#include <cstdint>
#include <vector>

namespace strandline::flashback {

enum class TextEncoding : std::uint8_t
{
    Utf8 = 1,
    Utf16Little = 2,
    Utf16Big = 3,
};

// Fields in their stored order; text as UTF-8. At most `fields` of them are decoded. values keeps its memory
// between calls.
void decodeRecord(core::ByteView record, TextEncoding encoding, std::vector<sqlite::Value> &values,
                  std::size_t fields = SIZE_MAX);

} // namespace strandline::flashback
