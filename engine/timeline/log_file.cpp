#include "engine/timeline/log_file.h"

#include "engine/core/hash.h"

#include <algorithm>

namespace strandline::timeline {

using core::Bytes;
using core::ByteView;

namespace {

constexpr std::string_view sealMagic = "STRLSEAL";

std::uint64_t load64(const std::uint8_t *p)
{
    core::ByteReader r(ByteView(p, 8));
    return r.u64();
}

// Length of the valid record at `at`, header included; 0: there is none. base: file offset of bytes[0].
std::size_t validRecord(ByteView bytes, std::size_t at, std::uint64_t base)
{
    if (bytes.size() - at < recordHeaderBytes) {
        return 0;
    }
    const std::uint8_t *p = bytes.data() + at;
    if (p[5] != 'S' || p[6] != 'L' || p[7] != 'R') {
        return 0;
    }
    core::ByteReader r(ByteView(p, 4));
    const std::size_t length = r.u32();
    if (length > bytes.size() - at - recordHeaderBytes) {
        return 0;
    }
    const ByteView payload = bytes.subspan(at + recordHeaderBytes, length);
    if (core::hash64(payload, load64(p) ^ (base + at)) != load64(p + 8)) {
        return 0;
    }
    return recordHeaderBytes + length;
}

// Start of the next valid record after `at`, or the end.
std::size_t resync(ByteView bytes, std::size_t at, std::uint64_t base)
{
    for (++at; at + recordHeaderBytes <= bytes.size(); ++at) {
        if (bytes[at + 5] == 'S' && validRecord(bytes, at, base) != 0) {
            return at;
        }
    }
    return bytes.size();
}

} // namespace

LogFile::LogFile(std::unique_ptr<core::File> file, FileHeader header)
    : m_file(std::move(file)), m_header(header)
{
}

std::shared_ptr<LogFile> LogFile::open(const core::FileSystem &files, const std::string &path,
                                       bool forWriting)
{
    auto file = files.open(path, forWriting ? core::OpenMode::ReadWrite : core::OpenMode::Read);
    const FileHeader header = decodeFileHeader(*file, FileKind::Log);
    return std::make_shared<LogFile>(std::move(file), header);
}

bool LogFile::wasBegun(const core::FileSystem &files, const std::string &path)
{
    std::array<std::uint8_t, fileHeaderBytes> head{};
    return files.open(path, core::OpenMode::Read)->readAt(0, head) == head.size() &&
           std::any_of(head.begin(), head.end(), [](std::uint8_t b) { return b != 0; });
}

std::shared_ptr<LogFile> LogFile::create(const core::FileSystem &files, const std::string &path,
                                         const FileHeader &header)
{
    auto file = files.open(path, core::OpenMode::Create);
    file->writeAt(0, encodeFileHeader(header));
    return std::make_shared<LogFile>(std::move(file), header);
}

bool LogFile::read(std::uint64_t offset, std::span<std::uint8_t> out) const
{
    return m_file->readAt(offset, out) == out.size();
}

std::optional<std::uint64_t> LogFile::sealOffset() const
{
    const std::uint64_t size = m_file->sizeBytes();
    if (size < fileHeaderBytes + recordHeaderBytes + sealFooterBytes) {
        return std::nullopt;
    }
    Bytes footer(sealFooterBytes);
    m_file->readAt(size - sealFooterBytes, footer);
    const std::uint64_t offset = load64(footer.data());
    if (!std::equal(sealMagic.begin(), sealMagic.end(), footer.begin() + 8) || offset < fileHeaderBytes ||
        offset > size - sealFooterBytes - recordHeaderBytes) {
        return std::nullopt;
    }
    return offset;
}

std::uint64_t LogFile::scan(std::uint64_t from, const Visitor &visitor) const
{
    const std::uint64_t size = m_file->sizeBytes();
    if (size <= from) {
        return from;
    }
    Bytes bytes(size - from);
    bytes.resize(m_file->readAt(from, bytes));
    std::size_t at = 0;
    std::size_t validEnd = 0;
    while (at + recordHeaderBytes <= bytes.size()) {
        const std::size_t length = validRecord(bytes, at, from);
        if (length == 0) {
            const std::size_t next = resync(bytes, at, from);
            if (next < bytes.size()) {
                visitor.damage(from + at, from + next);
            }
            at = next;
            continue;
        }
        const auto type = static_cast<RecordType>(bytes[at + 4]);
        visitor.record(type, ByteView(bytes).subspan(at + recordHeaderBytes, length - recordHeaderBytes),
                       from + at + recordHeaderBytes);
        at += length;
        validEnd = at;
        if (type == RecordType::Seal) {
            return from + validEnd + sealFooterBytes;
        }
    }
    return from + validEnd;
}

void LogFile::append(RecordType type, ByteView payload, std::uint64_t &end)
{
    const auto head = encodeRecordHeader(type, payload, end);
    m_record.assign(head.begin(), head.end());
    m_record.insert(m_record.end(), payload.begin(), payload.end());
    if (type == RecordType::Seal) {
        core::ByteWriter w(m_record);
        w.u64(end);
        m_record.insert(m_record.end(), sealMagic.begin(), sealMagic.end());
    }
    m_file->writeAt(end, m_record);
    end += m_record.size();
}

} // namespace strandline::timeline
