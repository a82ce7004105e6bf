#include "engine/timeline/seal_index.h"

namespace strandline::timeline {

using core::ByteReader;
using core::Bytes;
using core::ByteView;
using core::ByteWriter;
using core::Scn;

namespace {

std::uint64_t micros(core::Time t)
{
    return static_cast<std::uint64_t>(t.time_since_epoch().count());
}

void encodeEntry(const CommitEntry &e, ByteWriter &w)
{
    const bool uncertain = e.timeFrom != e.timeTo;
    w.u8(static_cast<std::uint8_t>((e.gap ? 1 : 0) | (uncertain ? 4 : 0)));
    w.varint(micros(e.timeTo));
    if (uncertain) {
        w.varint(micros(e.timeTo) - micros(e.timeFrom));
    }
    w.varint(e.pages);
    w.varint(e.storedBytes);
    w.varint(e.databasePages);
    w.varint(e.incarnation);
}

CommitEntry decodeEntry(ByteReader &r)
{
    CommitEntry e;
    const std::uint8_t flags = r.u8();
    e.gap = (flags & 1U) != 0;
    e.timeTo = core::Time(std::chrono::microseconds(static_cast<std::int64_t>(r.varint())));
    e.timeFrom = e.timeTo;
    if ((flags & 4U) != 0) {
        e.timeFrom -= std::chrono::microseconds(static_cast<std::int64_t>(r.varint()));
    }
    e.pages = static_cast<std::uint32_t>(r.varint());
    e.storedBytes = r.varint();
    e.databasePages = static_cast<std::uint32_t>(r.varint());
    e.incarnation = static_cast<std::uint32_t>(r.varint());
    return e;
}

} // namespace

Bytes encodeSeal(const SealIndex &index, Scn firstScn)
{
    Bytes plain;
    ByteWriter w(plain);
    encodeIncarnations(index.incarnations, plain);
    encodeCommit(index.last, plain);
    w.varint(index.commits.size());
    Scn previous = firstScn;
    for (const auto &[scn, entry] : index.commits) {
        w.varint(scn.value - previous.value);
        previous = scn;
        encodeEntry(entry, w);
    }
    w.varint(index.versions.size());
    std::uint32_t page = 0;
    for (const auto &[number, v] : index.versions) {
        w.varint(number - page);
        page = number;
        w.varint(v.scn - firstScn.value);
        w.varint(v.offset);
        w.varint(v.length);
        w.u8(static_cast<std::uint8_t>(static_cast<unsigned>(v.encoding) | (unsigned{v.depth} << 4U)));
    }
    Bytes out;
    ByteWriter(out).varint(plain.size());
    core::Compressor(1).compress(plain, out);
    return out;
}

SealIndex decodeSeal(ByteView payload, Scn firstScn, std::uint64_t log)
{
    ByteReader outer(payload);
    const std::uint64_t size = outer.varint();
    if (size > (1ULL << 32U)) {
        throw core::Error(core::ErrorCode::HistoryCorrupt, "The index of a log has an impossible size.");
    }
    Bytes plain(size);
    core::Decompressor decompressor;
    if (!decompressor.decompress(outer.take(outer.remaining()), plain)) {
        throw core::Error(core::ErrorCode::HistoryCorrupt, "The index of a log can't be decompressed.");
    }
    ByteReader r(plain);
    SealIndex index;
    index.incarnations = decodeIncarnations(r);
    index.last = decodeCommit(r);
    Scn scn = firstScn;
    for (std::uint64_t n = r.varint(); n > 0; --n) {
        scn.value += r.varint();
        index.commits.emplace_back(scn, decodeEntry(r));
    }
    std::uint32_t page = 0;
    for (std::uint64_t n = r.varint(); n > 0; --n) {
        page += static_cast<std::uint32_t>(r.varint());
        Version v;
        v.scn = firstScn.value + r.varint();
        v.offset = r.varint() & ((1ULL << 40U) - 1);
        v.log = log & ((1ULL << 24U) - 1);
        v.length = static_cast<std::uint32_t>(r.varint());
        const std::uint8_t kind = r.u8();
        v.encoding = static_cast<Encoding>(kind & 15U);
        v.depth = kind >> 4U;
        index.versions.emplace_back(page, v);
    }
    return index;
}

} // namespace strandline::timeline
