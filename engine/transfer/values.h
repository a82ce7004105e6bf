// Values as text in each of the formats, and back. Functions without state; safe from any thread.
#pragma once

#include "engine/sqlite/value.h"

#include <optional>
#include <string>
#include <string_view>

namespace strandline::transfer {

enum class BlobText
{
    Hex,
    Base64,
};

// Appends a number so that it reads back as the same: "1.0", "1e+300", "Infinity".
void appendReal(std::string &out, double value);
// As the command line writes values: numbers, strings and null as such; what JSON can't hold is marked,
// {"int":"9007199254740993"} beyond 2^53, {"real":"Infinity"}, {"blob":"00ff"}, {"text":"ff"} for text that
// is no UTF-8.
void appendJson(std::string &out, const sqlite::Value &value);
void appendJsonString(std::string &out, std::string_view utf8);
// An expression that gives the value on any connection.
void appendSql(std::string &out, const sqlite::Value &value);
void appendBlob(std::string &out, core::ByteView bytes, BlobText as);

// All of text, or nothing.
std::optional<std::int64_t> parseInteger(std::string_view text); // "-12", "+12"
std::optional<double> parseReal(std::string_view text);          // "1.5", "1e3", "Infinity", "-Infinity"
std::optional<core::Bytes> parseHex(std::string_view text);      // "00ff", "0x00ff", "x'00ff'"
std::optional<core::Bytes> parseBase64(std::string_view text);

// Names made different where they are equal (case doesn't count): "a", "a_2", "a_3"; an empty one becomes
// "column_N".
std::vector<std::string> distinctNames(std::vector<std::string> names);

} // namespace strandline::transfer
