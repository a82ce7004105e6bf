#include "engine/transfer/text_source.h"

#include "engine/core/error.h"
#include "engine/core/file.h"
#include "engine/core/utf8.h"

#include <array>
#include <filesystem>
#include <fmt/format.h>

namespace strandline::transfer {

using core::Error;
using core::ErrorCode;

namespace {

constexpr std::size_t pieceBytes = std::size_t{256} << 10U;
constexpr std::string_view utf8Mark = "\xef\xbb\xbf";

// 0x80 to 0x9f of Windows-1252; 0: not used, kept as the control character of Latin-1.
constexpr std::array<char16_t, 32> windows1252 = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

std::ifstream openForReading(const std::string &path)
{
    std::error_code ignored;
    std::ifstream in(path, std::ios::binary);
    if (!in || std::filesystem::is_directory(path, ignored)) {
        throw Error(core::systemFiles().exists(path) ? ErrorCode::Permission : ErrorCode::NotFound,
                    fmt::format("{} can't be read. Check the path and its permissions.", path))
            .withPath(path);
    }
    return in;
}

} // namespace

TextEncoding detectEncoding(std::string_view sample)
{
    if (sample.starts_with(utf8Mark)) {
        return TextEncoding::Utf8;
    }
    if (sample.starts_with("\xff\xfe")) {
        return TextEncoding::Utf16Le;
    }
    if (sample.starts_with("\xfe\xff")) {
        return TextEncoding::Utf16Be;
    }
    std::array<std::size_t, 2> zeros{};
    for (std::size_t i = 0; i < sample.size(); ++i) {
        zeros[i % 2] += sample[i] == '\0' ? 1 : 0;
    }
    const std::size_t half = sample.size() / 2;
    if (half > 0 && zeros[1] > half / 2 && zeros[0] < half / 8) {
        return TextEncoding::Utf16Le;
    }
    if (half > 0 && zeros[0] > half / 2 && zeros[1] < half / 8) {
        return TextEncoding::Utf16Be;
    }
    sample.remove_suffix(core::incompleteTail(sample));
    return core::isUtf8(sample) ? TextEncoding::Utf8 : TextEncoding::Latin1;
}

TextSource::TextSource(const std::string &path, TextEncoding encoding)
    : m_path(path), m_encoding(encoding), m_in(openForReading(path)), m_bytes(pieceBytes, '\0')
{
}

bool TextSource::read(std::string &out)
{
    if (!m_in.good()) {
        return false;
    }
    m_in.read(m_bytes.data(), static_cast<std::streamsize>(m_bytes.size()));
    if (m_in.bad()) {
        throw Error(ErrorCode::Io,
                    fmt::format("{} can't be read any further. Check the disk and try again.", m_path))
            .withPath(m_path);
    }
    std::string_view piece(m_bytes.data(), static_cast<std::size_t>(m_in.gcount()));
    m_bytesRead += piece.size();
    if (m_atStart && m_encoding == TextEncoding::Utf8 && piece.starts_with(utf8Mark)) {
        piece.remove_prefix(utf8Mark.size());
    }
    decode(piece, !m_in.good(), out);
    m_atStart = false;
    return true;
}

void TextSource::decode(std::string_view bytes, bool last, std::string &out)
{
    if (m_encoding == TextEncoding::Utf8) {
        out += bytes;
        return;
    }
    if (m_encoding == TextEncoding::Latin1) {
        for (const char c : bytes) {
            const auto byte = static_cast<unsigned char>(c);
            const char32_t mapped = byte >= 0x80 && byte < 0xa0 ? windows1252[byte - 0x80U] : 0;
            core::appendUtf8(out, mapped != 0 ? mapped : byte);
        }
        return;
    }
    m_rest += bytes;
    decodeUtf16(m_rest, out);
    if (last && !m_rest.empty()) {
        core::appendUtf8(out, 0xfffd);
    }
}

void TextSource::decodeUtf16(std::string_view bytes, std::string &out)
{
    const auto unitAt = [&](std::size_t at) {
        const auto first = static_cast<unsigned char>(bytes[at]);
        const auto second = static_cast<unsigned char>(bytes[at + 1]);
        return static_cast<char32_t>(m_encoding == TextEncoding::Utf16Le ? first | (second << 8)
                                                                         : (first << 8) | second);
    };
    std::size_t at = 0;
    while (at + 2 <= bytes.size()) {
        const char32_t unit = unitAt(at);
        const bool high = unit >= 0xd800 && unit < 0xdc00;
        if (high && at + 4 > bytes.size() && m_in.good()) {
            break;
        }
        const char32_t next = high && at + 4 <= bytes.size() ? unitAt(at + 2) : 0;
        if (high && next >= 0xdc00 && next < 0xe000) {
            core::appendUtf8(out, 0x10000 + ((unit - 0xd800) << 10U) + (next - 0xdc00));
            at += 4;
            continue;
        }
        at += 2;
        if (unit != 0xfeff || !m_atStart || at != 2) {
            core::appendUtf8(out, unit >= 0xd800 && unit < 0xe000 ? 0xfffd : unit);
        }
    }
    m_rest = std::string(bytes.substr(at)); // bytes may be m_rest itself
}

std::string firstBytes(const std::string &path, std::size_t count)
{
    std::ifstream in = openForReading(path);
    std::string bytes(count, '\0');
    in.read(bytes.data(), static_cast<std::streamsize>(count));
    if (in.bad()) {
        throw Error(ErrorCode::Io, fmt::format("{} can't be read. Check the disk and try again.", path))
            .withPath(path);
    }
    bytes.resize(static_cast<std::size_t>(in.gcount()));
    return bytes;
}

} // namespace strandline::transfer
