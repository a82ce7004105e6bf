// The text of a file as UTF-8, piece by piece, whatever it is encoded in. Belongs to one thread. Errors:
// NotFound, Permission, Io.
#pragma once

#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>

namespace strandline::transfer {

enum class TextEncoding
{
    Utf8, // bytes that are none are kept
    Utf16Le,
    Utf16Be,
    Latin1, // Windows-1252, its superset that files named so are written in
};

// From a file's first bytes: a byte order mark, zero bytes at every other place, or no valid UTF-8.
TextEncoding detectEncoding(std::string_view sample);

class TextSource
{
public:
    TextSource(const std::string &path, TextEncoding encoding);

    // Appends the next piece, without a byte order mark; false at the end.
    bool read(std::string &out);
    std::uint64_t bytesRead() const { return m_bytesRead; }

private:
    void decode(std::string_view bytes, bool last, std::string &out);
    void decodeUtf16(std::string_view bytes, std::string &out);

    const std::string m_path;
    const TextEncoding m_encoding;
    std::ifstream m_in;
    std::string m_bytes;
    std::string m_rest; // half a code unit, or half a surrogate pair
    std::uint64_t m_bytesRead = 0;
    bool m_atStart = true;
};

// The first bytes of the file. Throws as TextSource does.
std::string firstBytes(const std::string &path, std::size_t count);

} // namespace strandline::transfer
