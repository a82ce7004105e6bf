#include "engine/flashback/record.h"

#include "engine/core/utf8.h"
#include "engine/flashback/btree_page.h"

#include <bit>

namespace strandline::flashback {

using core::ByteView;
using sqlite::Value;

namespace {

core::Error damagedRecord(const char *what)
{
    return core::Error(core::ErrorCode::NotADatabase,
                       std::string("A row of the database was damaged: ") + what +
                           ". Run an integrity check; what changed in that row can't be told.");
}

std::int64_t bigEndian(ByteView bytes)
{
    std::uint64_t value = (bytes[0] & 0x80U) != 0 ? UINT64_MAX : 0;
    for (const std::uint8_t byte : bytes) {
        value = (value << 8U) | byte;
    }
    return static_cast<std::int64_t>(value);
}

char32_t unit(ByteView bytes, std::size_t at, TextEncoding encoding)
{
    const bool little = encoding == TextEncoding::Utf16Little;
    return static_cast<char32_t>(bytes[at + (little ? 1 : 0)] << 8U) | bytes[at + (little ? 0 : 1)];
}

// A lone surrogate becomes U+FFFD, as in SQLite.
void appendUtf16(ByteView bytes, TextEncoding encoding, std::string &out)
{
    for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
        char32_t point = unit(bytes, at, encoding);
        if (point >= 0xd800 && point < 0xe000) {
            const char32_t low = at + 3 < bytes.size() ? unit(bytes, at + 2, encoding) : 0;
            if (point < 0xdc00 && low >= 0xdc00 && low < 0xe000) {
                point = 0x10000 + ((point - 0xd800) << 10U) + (low - 0xdc00);
                at += 2;
            } else {
                point = 0xfffd;
            }
        }
        core::appendUtf8(out, point);
    }
}

void setText(Value &value, ByteView bytes, TextEncoding encoding)
{
    auto *text = std::get_if<std::string>(&value);
    if (text == nullptr) {
        text = &value.emplace<std::string>();
    }
    if (encoding == TextEncoding::Utf8) {
        text->assign(reinterpret_cast<const char *>(bytes.data()), bytes.size());
    } else {
        text->clear();
        appendUtf16(bytes, encoding, *text);
    }
}

std::size_t sizeOf(std::uint64_t type)
{
    static constexpr std::size_t Sizes[] = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0};
    if (type < 10) {
        return Sizes[type];
    }
    if (type < 12) {
        throw damagedRecord("a value has a type that there is not");
    }
    return (type - 12) / 2;
}

void setValue(Value &value, std::uint64_t type, ByteView bytes, TextEncoding encoding)
{
    switch (type) {
    case 0:
        value = sqlite::Null{};
        return;
    case 7: {
        const double real = std::bit_cast<double>(bigEndian(bytes));
        value = real != real ? Value(sqlite::Null{}) : Value(real); // SQLite reads NaN as NULL
        return;
    }
    case 8:
    case 9:
        value = static_cast<std::int64_t>(type - 8);
        return;
    default:
        break;
    }
    if (type < 7) {
        value = bigEndian(bytes);
    } else if (type % 2 != 0) {
        setText(value, bytes, encoding);
    } else if (auto *blob = std::get_if<core::Bytes>(&value)) {
        blob->assign(bytes.begin(), bytes.end());
    } else {
        value = core::Bytes(bytes.begin(), bytes.end());
    }
}

} // namespace

void decodeRecord(ByteView record, TextEncoding encoding, std::vector<Value> &values, std::size_t fields)
{
    std::size_t at = 0;
    std::uint64_t headerBytes = 0;
    if (!readVarint(record, at, headerBytes) || headerBytes < at || headerBytes > record.size()) {
        throw damagedRecord("its header is longer than the row");
    }
    const ByteView header = record.first(headerBytes);
    std::size_t body = headerBytes;
    std::size_t count = 0;
    while (at < header.size() && count < fields) {
        std::uint64_t type = 0;
        if (!readVarint(header, at, type)) {
            throw damagedRecord("its header is cut off");
        }
        const std::size_t size = sizeOf(type);
        if (size > record.size() - body) {
            throw damagedRecord("a value is longer than the row");
        }
        if (values.size() == count) {
            values.emplace_back();
        }
        setValue(values[count++], type, record.subspan(body, size), encoding);
        body += size;
    }
    values.resize(count);
}

} // namespace strandline::flashback
