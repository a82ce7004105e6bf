#include "engine/timeline/format.h"

#include "engine/core/hash.h"

#include <bit>
#include <fmt/format.h>

namespace strandline::timeline {

using core::ByteReader;
using core::Bytes;
using core::ByteView;
using core::ByteWriter;
using core::Error;
using core::ErrorCode;

static std::string_view magicOf(FileKind kind)
{
    return kind == FileKind::Log ? "STRLLOG\n" : "STRLBASE";
}

Bytes encodeFileHeader(const FileHeader &header)
{
    Bytes out;
    ByteWriter w(out);
    const std::string_view magic = magicOf(header.kind);
    out.insert(out.end(), magic.begin(), magic.end());
    w.u32(formatVersion);
    w.u32(header.pageSize);
    w.bytes(header.id.bytes);
    w.u64(header.number);
    w.u64(header.firstScn.value);
    w.u64(0);
    w.u64(core::hash64(out));
    return out;
}

// Those that a SQLite database can have.
static bool isPageSize(std::uint32_t bytes)
{
    return bytes >= 512 && bytes <= 65536 && std::has_single_bit(bytes);
}

FileHeader decodeFileHeader(const core::File &file, FileKind kind)
{
    Bytes raw(fileHeaderBytes);
    if (file.readAt(0, raw) != raw.size()) {
        throw corruptError(file.path(), 0, "the header is cut off");
    }
    const std::string_view magic = magicOf(kind);
    if (!std::equal(magic.begin(), magic.end(), raw.begin())) {
        throw corruptError(file.path(), 0, "the file doesn't begin as a history file does");
    }
    ByteReader r(raw);
    r.take(8);
    const std::uint32_t version = r.u32();
    FileHeader h;
    h.kind = kind;
    h.pageSize = r.u32();
    const ByteView id = r.take(16);
    std::copy(id.begin(), id.end(), h.id.bytes.begin());
    h.number = r.u64();
    h.firstScn = core::Scn{r.u64()};
    r.u64();
    const bool intact = r.u64() == core::hash64(ByteView(raw).first(fileHeaderBytes - 8));
    if (!intact) {
        throw corruptError(file.path(), 0, "the header's checksum is wrong");
    }
    if (version == formatVersion && !isPageSize(h.pageSize)) {
        throw corruptError(file.path(), 12, "the header names no page size");
    }
    if (version != formatVersion) {
        throw Error(
            ErrorCode::UnsupportedFormat,
            fmt::format("{} has format version {} (byte 8), this program knows version {}. Open it with a "
                        "newer version of Strandline.",
                        file.path(), version, formatVersion))
            .withPath(file.path());
    }
    return h;
}

std::string logName(std::uint64_t number)
{
    return fmt::format("{:08}.log", number);
}

std::string baseName(core::Scn scn)
{
    return fmt::format("{:020}.base", scn.value);
}

void encodeCommit(const CommitRecord &c, Bytes &out)
{
    ByteWriter w(out);
    const bool uncertain = c.timeFrom != c.timeTo;
    w.varint(c.scn.value);
    w.varint(c.incarnation.value);
    w.u8(static_cast<std::uint8_t>((c.gap ? 1 : 0) | (c.base ? 2 : 0) | (uncertain ? 4 : 0)));
    w.varint(static_cast<std::uint64_t>(c.timeTo.time_since_epoch().count()));
    if (uncertain) {
        w.varint(static_cast<std::uint64_t>((c.timeTo - c.timeFrom).count()));
    }
    w.varint(c.databasePages);
    w.u32(c.wal.salt[0]);
    w.u32(c.wal.salt[1]);
    w.varint(c.wal.frame);
    w.u32(c.wal.checksum[0]);
    w.u32(c.wal.checksum[1]);
    w.u64(c.rollingChecksum);
}

CommitRecord decodeCommit(ByteReader &r)
{
    CommitRecord c;
    c.scn = core::Scn{r.varint()};
    c.incarnation = core::IncarnationId{static_cast<std::uint32_t>(r.varint())};
    const std::uint8_t flags = r.u8();
    c.gap = (flags & 1U) != 0;
    c.base = (flags & 2U) != 0;
    c.timeTo = core::Time(std::chrono::microseconds(static_cast<std::int64_t>(r.varint())));
    c.timeFrom = c.timeTo;
    if ((flags & 4U) != 0) {
        c.timeFrom -= std::chrono::microseconds(static_cast<std::int64_t>(r.varint()));
    }
    c.databasePages = static_cast<std::uint32_t>(r.varint());
    c.wal.salt[0] = r.u32();
    c.wal.salt[1] = r.u32();
    c.wal.frame = static_cast<std::uint32_t>(r.varint());
    c.wal.checksum[0] = r.u32();
    c.wal.checksum[1] = r.u32();
    c.rollingChecksum = r.u64();
    return c;
}

void encodeIncarnations(const std::vector<Incarnation> &table, Bytes &out)
{
    ByteWriter w(out);
    w.varint(table.size());
    for (const Incarnation &i : table) {
        w.varint(i.id.value);
        w.varint(i.parent.value);
        w.varint(i.branchScn.value);
        w.varint(i.firstScn.value);
        w.varint(i.lastScn.value);
        w.varint(i.pageSize);
    }
}

std::vector<Incarnation> decodeIncarnations(ByteReader &r)
{
    const std::uint64_t count = r.varint();
    std::vector<Incarnation> table;
    for (std::uint64_t n = 0; n < count; ++n) {
        Incarnation i;
        i.id = core::IncarnationId{static_cast<std::uint32_t>(r.varint())};
        i.parent = core::IncarnationId{static_cast<std::uint32_t>(r.varint())};
        i.branchScn = core::Scn{r.varint()};
        i.firstScn = core::Scn{r.varint()};
        i.lastScn = core::Scn{r.varint()};
        i.pageSize = static_cast<std::uint32_t>(r.varint());
        const std::uint32_t before = table.empty() ? 0 : table.back().id.value;
        if (i.id.value <= before || i.parent >= i.id || !isPageSize(i.pageSize)) {
            throw Error(ErrorCode::HistoryCorrupt, "A table of incarnations is damaged.");
        }
        table.push_back(i);
    }
    if (table.empty()) {
        throw Error(ErrorCode::HistoryCorrupt, "The table of incarnations is empty.");
    }
    return table;
}

std::array<std::uint8_t, recordHeaderBytes> encodeRecordHeader(RecordType type, ByteView payload,
                                                               std::uint64_t offset)
{
    Bytes head;
    ByteWriter w(head);
    w.u32(static_cast<std::uint32_t>(payload.size()));
    w.u8(static_cast<std::uint8_t>(type));
    w.u8('S');
    w.u8('L');
    w.u8('R');
    ByteReader r(head);
    w.u64(core::hash64(payload, r.u64() ^ offset));
    std::array<std::uint8_t, recordHeaderBytes> out{};
    std::copy(head.begin(), head.end(), out.begin());
    return out;
}

Error corruptError(const std::string &path, std::uint64_t offset, const std::string &what)
{
    return Error(
               ErrorCode::HistoryCorrupt,
               fmt::format(
                   "The history is damaged in {} at byte {}: {}. Run `strandctl timeline verify` to see what "
                   "is affected; other points in time stay readable.",
                   path, offset, what))
        .withPath(path);
}

} // namespace strandline::timeline
