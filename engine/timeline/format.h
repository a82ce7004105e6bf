// The files of a history, in <sidecar>/timeline/. Written by one recorder, read by anybody.
//
//   00000002.log               commits, appended; sealed with an index when it is full
//   00000000000000000001.base  the whole database as of the SCN in the name
//
// All integers are little-endian; "varint" is LEB128; "hash" is XXH3-64.
//
// Header of both, 64 bytes:
//   0  8  magic "STRLLOG\n" or "STRLBASE"
//   8  4  format version (1)
//   12 4  page size in bytes
//   16 16 id of the history
//   32 8  number of the log, or SCN of the base
//   40 8  log: first SCN that it may hold; base: 0
//   48 8  0
//   56 8  hash of bytes 0..55
//
// A log goes on with records:
//   0  4  length of the payload
//   4  1  type (RecordType)
//   5  3  "SLR"
//   8  8  hash of the payload, seeded with (bytes 0..7 as a number) xor the record's offset in the file
//   16    payload
//
//   Incarnations  varint count, then for each: varint id, parent, branchScn, firstScn, lastScn, pageSize;
//                 the whole table: first record of each log, and again when an incarnation begins.
//
//   Pages         varint SCN, versions: a part of a large commit, valid only with its Commit record.
//
//   Commit        a CommitRecord with its (last) versions.
//
//   Seal          the index of the log (see SealIndex). Nothing follows but the footer: 8 bytes offset of
//                 the Seal record, 8 bytes "STRLSEAL".
//
//   Close         varint SCN: the recorder stopped cleanly after it.
//
// Versions: varint count, then for each, ascending by page: varint page number less the one before, 1 byte
// encoding (low 4 bits) and chain depth (high 4 bits), varint stored length, 8 bytes hash of the page's
// content (seeded with its number), stored bytes (page_codec.h).
//
// A base goes on with the pages' stored bytes (Raw, Full or Zero by length: page size, other, 0), then its
// tail:
//   for each page 4 bytes stored length, 8 bytes content hash; 8 bytes hash of the pages' stored bytes (that
//   of each page seeded with that of the one before, the first with 0; for verify: a damaged frame may still
//   decode to the right content); then an Incarnations payload; then a CommitRecord without versions; and its
//   last 32 bytes: 8 offset of the tail, 4 page count, 4 length of the
//   Incarnations payload, 8 "STRLBASE", 8 hash of the tail and of these 32 bytes less the hash.
//
// Validity: (1) a header's hash and version are right and its id is that of the other files; (2) a record's
// hash is right; what follows the last valid record of the newest log is a torn write and is cut off by the
// next recorder; (3) SCNs of commits go up by one; where a record between valid ones is damaged, its SCNs are
// known to be lost and every read that could depend on them is refused; (4) the content of every decoded page
// has its hash.
#pragma once

#include "engine/core/bytes.h"
#include "engine/core/file.h"
#include "engine/core/types.h"
#include "engine/timeline/history.h"

#include <array>
#include <string>
#include <vector>

namespace strandline::timeline {

constexpr std::uint32_t formatVersion = 1;
constexpr std::size_t fileHeaderBytes = 64;
constexpr std::size_t recordHeaderBytes = 16;
constexpr std::size_t sealFooterBytes = 16;
constexpr std::size_t baseFooterBytes = 32;
constexpr unsigned maxChainDepth = 15; // a version that needs no other before it at least every 16

enum class RecordType : std::uint8_t
{
    Incarnations = 1,
    Pages = 2,
    Commit = 3,
    Seal = 4,
    Close = 5
};

enum class FileKind
{
    Log,
    Base
};

struct FileHeader
{
    FileKind kind = FileKind::Log;
    std::uint32_t pageSize = 0;
    core::DatabaseId id;
    std::uint64_t number = 0; // of the log; the base's SCN
    core::Scn firstScn;       // log only
};

core::Bytes encodeFileHeader(const FileHeader &header);
// Throws HistoryCorrupt or UnsupportedFormat, naming the file.
FileHeader decodeFileHeader(const core::File &file, FileKind kind);

std::string logName(std::uint64_t number);
std::string baseName(core::Scn scn);

// Where in the WAL a commit ended: what a restarted recorder goes on from.
struct WalPosition
{
    std::array<std::uint32_t, 2> salt{};
    std::uint32_t frame = 0;                 // 0: nothing of this WAL is captured
    std::array<std::uint32_t, 2> checksum{}; // cumulative, of that frame
    bool operator==(const WalPosition &) const = default;
};

// Payload: varint SCN, varint incarnation, 1 byte flags (1 gap, 2 base, 4 uncertain time), varint timeTo in
// microseconds (and varint timeTo - timeFrom when uncertain), varint database pages, 2×4 salt, varint frame,
// 2×4 frame checksum, 8 rolling checksum (XOR of the content hashes of all pages), versions.
struct CommitRecord
{
    core::Scn scn;
    core::IncarnationId incarnation;
    core::Time timeFrom;
    core::Time timeTo;
    std::uint32_t databasePages = 0;
    bool gap = false;
    bool base = false;
    WalPosition wal;
    std::uint64_t rollingChecksum = 0;
};

void encodeCommit(const CommitRecord &commit, core::Bytes &out);
CommitRecord decodeCommit(core::ByteReader &reader);

void encodeIncarnations(const std::vector<Incarnation> &table, core::Bytes &out);
std::vector<Incarnation> decodeIncarnations(core::ByteReader &reader);

// The 16 bytes before a record's payload.
std::array<std::uint8_t, recordHeaderBytes> encodeRecordHeader(RecordType type, core::ByteView payload,
                                                               std::uint64_t offset);

core::Error corruptError(const std::string &path, std::uint64_t offset, const std::string &what);

} // namespace strandline::timeline
