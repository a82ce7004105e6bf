// A log of commits (format.h): scanning its records, and appending to it.
// LogFile::read is safe from any thread; scanning and appending belong to one.
#pragma once

#include "engine/timeline/format.h"

#include <functional>
#include <optional>

namespace strandline::timeline {

class LogFile
{
public:
    // Opens for reading and checks the header.
    static std::shared_ptr<LogFile> open(const core::FileSystem &files, const std::string &path,
                                         bool forWriting);
    static std::shared_ptr<LogFile> create(const core::FileSystem &files, const std::string &path,
                                           const FileHeader &header);

    // False for a file that was created and no more: its writer is about to go on, or died or lost power
    // there.
    static bool wasBegun(const core::FileSystem &files, const std::string &path);

    const FileHeader &header() const { return m_header; }
    const std::string &path() const { return m_file->path(); }
    std::uint64_t sizeBytes() const { return m_file->sizeBytes(); }
    // False where the file ends before.
    bool read(std::uint64_t offset, std::span<std::uint8_t> out) const;

    // Offset of the Seal record when the log is sealed and its footer is intact.
    std::optional<std::uint64_t> sealOffset() const;

    struct Visitor
    {
        // payloadOffset: where the payload begins in the file.
        std::function<void(RecordType, core::ByteView payload, std::uint64_t payloadOffset)> record;
        // Bytes [from, to) lie between valid records and are none.
        std::function<void(std::uint64_t from, std::uint64_t to)> damage;
    };
    // Walks the records from offset; returns where the last valid one ends.
    std::uint64_t scan(std::uint64_t from, const Visitor &visitor) const;

    // Appends at `end`, which moves on. A failed write leaves `end` as it was.
    void append(RecordType type, core::ByteView payload, std::uint64_t &end);
    void truncate(std::uint64_t sizeBytes) { m_file->truncate(sizeBytes); }
    void sync() { m_file->sync(); }

    LogFile(std::unique_ptr<core::File> file, FileHeader header);

private:
    std::unique_ptr<core::File> m_file;
    FileHeader m_header;
    core::Bytes m_record; // being appended
};

} // namespace strandline::timeline
