// A base: the whole database as of one SCN (format.h). Immutable once written.
// BaseFile is safe from any thread; BaseWriter belongs to one. Errors: HistoryCorrupt, UnsupportedFormat,
// systemError.
#pragma once

#include "engine/timeline/format.h"
#include "engine/timeline/page_codec.h"

namespace strandline::timeline {

class BaseFile
{
public:
    BaseFile(std::unique_ptr<core::File> file);

    core::Scn scn() const { return m_commit.scn; }
    const CommitRecord &commit() const { return m_commit; }
    const core::DatabaseId &id() const { return m_header.id; }
    const std::vector<Incarnation> &incarnations() const { return m_incarnations; }
    std::uint32_t pageSize() const { return m_header.pageSize; }
    std::uint32_t pageCount() const { return static_cast<std::uint32_t>(m_hashes.size()); }
    std::uint64_t bytes() const { return m_bytes; }
    const std::string &path() const { return m_file->path(); }

    std::uint64_t hash(std::uint32_t page) const { return m_hashes[page - 1]; }
    std::uint64_t offset(std::uint32_t page) const { return m_offsets[page - 1]; }
    // Decoded and checked.
    void read(std::uint32_t page, PageCodec &codec, std::span<std::uint8_t> out) const;
    // Decoded; false where that can't be. The caller checks the content.
    bool decode(std::uint32_t page, PageCodec &codec, std::span<std::uint8_t> out) const;
    // Throws HistoryCorrupt when a stored byte of a page is another than was written, harmless or not.
    void checkStored() const;

private:
    // Stored bytes of a page; pages that are read one after the other are read ahead.
    core::ByteView stored(std::uint32_t page) const;

    const std::uint64_t m_serial; // names this object to the threads' windows
    std::unique_ptr<core::File> m_file;
    FileHeader m_header;
    CommitRecord m_commit;
    std::vector<Incarnation> m_incarnations;
    std::vector<std::uint64_t> m_offsets; // one more than pages: where the next would begin
    std::vector<std::uint64_t> m_hashes;
    std::uint64_t m_storedHash = 0;
    std::uint64_t m_bytes = 0;
};

// zstd's level for pages of a base: decoding takes half the time of level 1, for a fifth more bytes.
constexpr int baseLevel = -3;

// Writes NAME.tmp and renames it when finished; without finish() the file is removed.
class BaseWriter
{
public:
    BaseWriter(const core::FileSystem &files, const std::string &folder, const FileHeader &header);
    ~BaseWriter();
    BaseWriter(const BaseWriter &) = delete;
    BaseWriter &operator=(const BaseWriter &) = delete;

    void add(core::ByteView page); // pages 1, 2, 3 …
    std::uint64_t rollingChecksum() const { return m_rolling; }
    // Durable on return. commit's rolling checksum and size are filled in.
    std::unique_ptr<BaseFile> finish(CommitRecord commit, const std::vector<Incarnation> &incarnations);

private:
    void flush();

    const core::FileSystem &m_files;
    std::string m_folder;
    std::string m_finalPath;
    std::string m_temporaryPath;
    std::unique_ptr<core::File> m_file;
    PageCodec m_codec{baseLevel};
    core::Bytes m_buffer;
    std::uint64_t m_written = 0;
    std::vector<std::uint32_t> m_lengths;
    std::vector<std::uint64_t> m_hashes;
    std::uint64_t m_rolling = 0;
    std::uint64_t m_storedHash = 0;
    bool m_finished = false;
};

} // namespace strandline::timeline
