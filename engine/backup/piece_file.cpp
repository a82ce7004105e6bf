#include "engine/backup/piece_file.h"

#include "engine/backup/piece_tail.h"
#include "engine/core/codec.h"
#include "engine/core/hash.h"

#include <algorithm>
#include <fmt/format.h>
#include <list>
#include <mutex>
#include <variant>

namespace strandline::backup {

using core::Bytes;
using core::ByteView;
using core::Error;
using core::ErrorCode;

namespace {

constexpr std::size_t cachedFrames = 8;

core::Decompressor &threadDecompressor()
{
    thread_local core::Decompressor decompressor;
    return decompressor;
}

Error damageError(const Damage &damage, const std::string &path)
{
    return Error(ErrorCode::BackupCorrupt,
                 fmt::format("{} is damaged at byte {}: {}", path, damage.offset, damage.message))
        .withPath(path);
}

// What is wrong with a file's length, where the manifest tells another one.
std::optional<Damage> checkLength(const core::File &file, const Piece &piece)
{
    const std::uint64_t size = file.sizeBytes();
    if (size < piece.storedBytes) {
        return Damage{size, DamageKind::MissingBlock,
                      fmt::format("the piece ends here; it must have {} bytes.", piece.storedBytes)};
    }
    if (size > piece.storedBytes) {
        return Damage{
            piece.storedBytes, DamageKind::InvalidData,
            fmt::format("the piece must end here, and has {} bytes more.", size - piece.storedBytes)};
    }
    return std::nullopt;
}

} // namespace

std::string_view damageName(DamageKind kind) noexcept
{
    switch (kind) {
    case DamageKind::ChecksumMismatch:
        return "checksum mismatch";
    case DamageKind::InvalidHeader:
        return "invalid header";
    case DamageKind::InvalidData:
        return "invalid data";
    case DamageKind::TornPage:
        return "torn page";
    case DamageKind::MissingBlock:
        return "missing block";
    }
    return "invalid data";
}

struct PieceFile::Cache
{
    struct Entry
    {
        std::size_t frame = 0;
        std::shared_ptr<const Bytes> content;
    };
    std::mutex mutex;
    std::list<Entry> entries; // guarded by mutex; the one used last first
};

std::optional<Damage> PieceFile::check(const core::File &file, const Piece &piece)
{
    if (auto damage = checkLength(file, piece)) {
        return damage;
    }
    const auto tail = readTail(file);
    if (const Damage *damage = std::get_if<Damage>(&tail)) {
        return *damage;
    }
    const PieceTail &table = std::get<PieceTail>(tail);
    if (table.contentBytes != piece.contentBytes) {
        return Damage{table.offset, DamageKind::InvalidHeader,
                      fmt::format("the seek table tells {} bytes of content, the manifest {}.",
                                  table.contentBytes, piece.contentBytes)};
    }
    return std::nullopt;
}

PieceFile::PieceFile(std::unique_ptr<core::File> file, const Manifest &manifest, std::size_t pieceNumber,
                     std::shared_ptr<const SetKey> key)
    : m_file(std::move(file)), m_number(static_cast<std::uint32_t>(pieceNumber)), m_key(std::move(key)),
      m_cache(std::make_shared<Cache>())
{
    const Piece &piece = manifest.pieces.at(pieceNumber);
    m_name = piece.name;
    if (manifest.encryption && !m_key) {
        throw Error(ErrorCode::WrongKey, fmt::format("The set {} is encrypted. Give its key.", manifest.id));
    }
    if (const auto damage = check(*m_file, piece)) {
        throw damageError(*damage, m_file->path());
    }
    PieceTail tail = std::get<PieceTail>(readTail(*m_file));
    m_storedBytes = piece.storedBytes;
    m_contentBytes = piece.contentBytes;
    m_tailOffset = tail.offset;
    m_frames = std::move(tail.frames);
}

std::shared_ptr<PieceFile> PieceFile::open(const core::FileSystem &files, const std::string &setFolder,
                                           const Manifest &manifest, std::size_t pieceNumber,
                                           std::shared_ptr<const SetKey> key)
{
    if (pieceNumber >= manifest.pieces.size()) {
        throw Error(ErrorCode::BackupCorrupt,
                    fmt::format("The set {} has no piece {}.", manifest.id, pieceNumber));
    }
    return std::make_shared<PieceFile>(
        files.open(setFolder + "/" + manifest.pieces[pieceNumber].name, core::OpenMode::Read), manifest,
        pieceNumber, std::move(key));
}

std::size_t PieceFile::frameAt(std::uint64_t contentOffset) const
{
    return std::min<std::size_t>(contentOffset / m_frames.front().contentBytes, m_frames.size() - 1);
}

std::optional<Damage> PieceFile::decode(std::size_t frame, ByteView stored, std::span<std::uint8_t> out) const
{
    const Frame &at = m_frames[frame];
    if (core::hash64(stored) != at.hash) {
        return Damage{at.offset, DamageKind::ChecksumMismatch,
                      fmt::format("frame {} of {} bytes doesn't have its checksum.", frame, at.storedBytes)};
    }
    thread_local Bytes opened;
    ByteView compressed = stored;
    if (m_key) {
        opened.resize(stored.size() - std::min(stored.size(), core::sealTagBytes));
        if (!m_key->openFrame(m_name, m_number, frame, frame + 1 == m_frames.size(), stored, opened)) {
            return Damage{at.offset, DamageKind::InvalidData,
                          fmt::format("frame {} is not what was encrypted there.", frame)};
        }
        compressed = opened;
    }
    if (!threadDecompressor().decompress(compressed, out)) {
        return Damage{at.offset, DamageKind::InvalidData,
                      fmt::format("frame {} doesn't decode to {} bytes.", frame, at.contentBytes)};
    }
    return std::nullopt;
}

std::optional<Damage> PieceFile::checkFrame(std::size_t frame, Bytes &stored, Bytes &content) const
{
    const Frame &at = m_frames.at(frame);
    stored.resize(at.storedBytes);
    content.resize(at.contentBytes);
    const std::size_t read = m_file->readAt(at.offset, stored);
    if (read != stored.size()) {
        stored.resize(read);
        return Damage{at.offset + read, DamageKind::MissingBlock, fmt::format("frame {} is cut off.", frame)};
    }
    return decode(frame, stored, content);
}

void PieceFile::readFrame(std::size_t frame, std::span<std::uint8_t> out) const
{
    const Frame &at = m_frames.at(frame);
    if (out.size() != at.contentBytes) {
        throw Error(ErrorCode::Internal, "A buffer of another length than the frame.");
    }
    thread_local Bytes stored;
    stored.resize(at.storedBytes);
    const std::size_t read = m_file->readAt(at.offset, stored);
    const auto damage = read == stored.size() ? decode(frame, stored, out)
                                              : Damage{at.offset + read, DamageKind::MissingBlock,
                                                       fmt::format("frame {} is cut off.", frame)};
    if (damage) {
        throw damageError(*damage, path());
    }
}

Bytes PieceFile::tail() const
{
    Bytes out(m_storedBytes - m_tailOffset);
    out.resize(m_file->readAt(m_tailOffset, out));
    return out;
}

std::shared_ptr<const Bytes> PieceFile::cached(std::size_t frame) const
{
    {
        const std::lock_guard guard(m_cache->mutex);
        auto &entries = m_cache->entries;
        const auto found = std::find_if(entries.begin(), entries.end(),
                                        [&](const Cache::Entry &e) { return e.frame == frame; });
        if (found != entries.end()) {
            entries.splice(entries.begin(), entries, found);
            return found->content;
        }
    }
    auto content = std::make_shared<Bytes>(m_frames.at(frame).contentBytes);
    readFrame(frame, *content);
    const std::lock_guard guard(m_cache->mutex);
    m_cache->entries.push_front({frame, content});
    if (m_cache->entries.size() > cachedFrames) {
        m_cache->entries.pop_back();
    }
    return content;
}

void PieceFile::read(std::uint64_t contentOffset, std::span<std::uint8_t> out) const
{
    if (contentOffset > m_contentBytes || out.size() > m_contentBytes - contentOffset) {
        throw damageError({m_tailOffset, DamageKind::MissingBlock,
                           fmt::format("the piece has no content at {}.", contentOffset)},
                          path());
    }
    while (!out.empty()) {
        const std::size_t frame = frameAt(contentOffset);
        const auto content = cached(frame);
        const std::uint64_t within = contentOffset - m_frames[frame].contentOffset;
        const std::size_t n = std::min<std::size_t>(out.size(), content->size() - within);
        std::copy_n(content->begin() + static_cast<std::ptrdiff_t>(within), n, out.begin());
        out = out.subspan(n);
        contentOffset += n;
    }
}

} // namespace strandline::backup
