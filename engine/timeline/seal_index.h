// The index that seals a full log, so that opening a long history need not read every commit again.
//
// Payload of the Seal record: a zstd frame of: Incarnations table; the last CommitRecord; varint count of
// commits and for each varint SCN delta, flags (1 gap, 4 uncertain), varint time and (uncertain) timeTo -
// timeFrom in microseconds, pages, stored bytes, database pages, incarnation; varint count of versions and
// for each, ascending by page and SCN: varint page delta, varint SCN less the log's first, varint offset,
// varint length, 1 byte encoding and depth. The frame stands behind a varint of its decoded size. Errors:
// HistoryCorrupt.
#pragma once

#include "engine/timeline/page_index.h"

namespace strandline::timeline {

struct SealIndex
{
    std::vector<Incarnation> incarnations;
    CommitRecord last;
    std::vector<std::pair<core::Scn, CommitEntry>> commits;
    std::vector<std::pair<std::uint32_t, Version>> versions; // hash unknown
};

core::Bytes encodeSeal(const SealIndex &index, core::Scn firstScn);
SealIndex decodeSeal(core::ByteView payload, core::Scn firstScn, std::uint64_t log);

} // namespace strandline::timeline
