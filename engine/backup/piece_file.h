// A piece: content cut into frames that are compressed, and sealed where the set is encrypted, each by
// itself.
//
//   frames     one after the other. Plain: a zstd frame each, with content size and checksum. Encrypted: such
//   a
//              frame sealed (keys.h): ciphertext and 16 bytes tag. All have the same length of content but
//              the last.
//   checks     a skippable frame of zstd (magic 0x184D2A51, 4 bytes length) with:
//                0  8  "STRLPIEC"
//                8  4  format version (1)
//                12 4  number of frames
//                16    for each frame 8 bytes hash of its stored bytes
//                      8 bytes hash of all bytes of the checks before, and of the seek table
//   seek table a skippable frame as zstd's seekable format has it: magic 0x184D2A5E, 4 bytes length; for each
//   frame
//              4 bytes stored length, 4 bytes content length; last 9 bytes: 4 number of frames, 1 descriptor
//              (0: no checksums), 4 magic 0x8F92EAB1.
//
// Integers are little-endian, "hash" is XXH3-64. `zstd -d` of a plain piece gives its content. Two contents:
//
//   image (full sets): the database's pages 1, 2, 3 …
//   steps (all others): page images of all steps, one after the other; then the directory; last 24 bytes: 8
//   offset
//     of the directory in the content, 4 page size, 4 number of steps, 8 "STRLSTEP".
//     Directory, for each step in order: varint SCN, varint incarnation, varint timeTo (microseconds), varint
//     timeTo
//     - timeFrom, varint flags (1 gap), varint pages of the database after it, varint number of images, and
//     for each image, ascending by page: varint page number less the one before. Applying a step: the file
//     gets its number of pages, then the images are written at their places.
//
// Validity: (1) the tail (checks and seek table) has its hash, and the frames fill the file up to it; (2) a
// frame's stored bytes have their hash, it opens, decodes to its length, and zstd's checksum is right; (3)
// the manifest's digests of the stored bytes and of the content are right (checked by verify and restore).
//
// PieceFile may be used from any thread. Errors: BackupCorrupt with path and byte offset, UnsupportedFormat,
// NotFound, systemError.
#pragma once

#include "engine/backup/keys.h"
#include "engine/backup/manifest.h"
#include "engine/core/job.h"

#include <functional>
#include <optional>

namespace strandline::backup {

constexpr std::uint32_t pieceFormat = 1;
constexpr std::uint32_t imageFrameBytes = 1U << 20U;
constexpr std::uint32_t stepsFrameBytes = 4U << 20U; // versions of a page compress against each other
constexpr std::uint32_t frameBytesMax = 16U << 20U;

enum class DamageKind
{
    ChecksumMismatch, // bytes are not those that were written
    InvalidHeader,    // the tail or a header doesn't describe the piece
    InvalidData,      // a frame doesn't decode, or not to what it must
    TornPage,         // a page's content isn't what its checksum says
    MissingBlock,     // the piece or a part of it isn't there
};
std::string_view damageName(DamageKind kind) noexcept; // "checksum mismatch" …

struct Damage
{
    std::uint64_t offset = 0; // in the piece's file
    DamageKind kind = DamageKind::ChecksumMismatch;
    std::string message; // a whole sentence
};

class PieceFile
{
public:
    // file: the piece, wherever it lies. Opens without reading more than the tail. Throws BackupCorrupt where
    // the tail is damaged. key: null where the set isn't encrypted.
    PieceFile(std::unique_ptr<core::File> file, const Manifest &manifest, std::size_t pieceNumber,
              std::shared_ptr<const SetKey> key);
    // From the set's folder.
    static std::shared_ptr<PieceFile> open(const core::FileSystem &files, const std::string &setFolder,
                                           const Manifest &manifest, std::size_t pieceNumber,
                                           std::shared_ptr<const SetKey> key);

    const std::string &path() const { return m_file->path(); }
    const std::string &name() const { return m_name; }
    std::uint64_t storedBytes() const { return m_storedBytes; }
    std::uint64_t contentBytes() const { return m_contentBytes; }

    struct Frame
    {
        std::uint64_t offset = 0; // in the file
        std::uint32_t storedBytes = 0;
        std::uint32_t contentBytes = 0;
        std::uint64_t hash = 0;          // of the stored bytes
        std::uint64_t contentOffset = 0; // in the content
    };
    const std::vector<Frame> &frames() const { return m_frames; }
    std::size_t frameAt(std::uint64_t contentOffset) const; // index of the frame that holds it

    // out has the frame's content length.
    void readFrame(std::size_t frame, std::span<std::uint8_t> out) const;
    // The same, but tells what is wrong. stored: gets the frame's bytes, for a digest of the file.
    std::optional<Damage> checkFrame(std::size_t frame, core::Bytes &stored, core::Bytes &content) const;
    // Bytes after the last frame, checked when the piece was opened.
    core::Bytes tail() const;
    // Any part of the content; frames that were read last are kept.
    void read(std::uint64_t contentOffset, std::span<std::uint8_t> out) const;

    // What keeps a piece from being opened: its length or its tail; nothing: it can be opened.
    static std::optional<Damage> check(const core::File &file, const Piece &piece);

private:
    std::optional<Damage> decode(std::size_t frame, core::ByteView stored, std::span<std::uint8_t> out) const;
    std::shared_ptr<const core::Bytes> cached(std::size_t frame) const;

    struct Cache;
    std::unique_ptr<core::File> m_file;
    std::string m_name;
    std::uint32_t m_number;
    std::shared_ptr<const SetKey> m_key;
    std::uint64_t m_storedBytes = 0;
    std::uint64_t m_contentBytes = 0;
    std::uint64_t m_tailOffset = 0;
    std::vector<Frame> m_frames;
    std::shared_ptr<Cache> m_cache;
};

struct PieceOptions
{
    std::uint32_t frameBytes = imageFrameBytes;
    int compressionLevel = 1;
    core::Digest digest = core::Digest::Sha256;
    std::uint32_t pieceNumber = 0;
    std::shared_ptr<const SetKey> key; // null: not encrypted
    unsigned threads = 0;              // 0: as many as the machine has
};

// Gives the content from offset on; called from several threads at once, for parts in any order.
using Fill = std::function<void(std::uint64_t offset, std::span<std::uint8_t> out)>;

// Writes a new piece on all cores; durable on return. job: progress in bytes of content.
Piece writePiece(const core::FileSystem &files, const std::string &setFolder, const std::string &name,
                 std::uint64_t contentBytes, const Fill &fill, const PieceOptions &options,
                 const core::JobContext &job);

} // namespace strandline::backup
