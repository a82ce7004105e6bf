#include "engine/timeline/base_file.h"

#include "engine/core/hash.h"

#include <algorithm>
#include <atomic>
#include <fmt/format.h>

namespace strandline::timeline {

using core::ByteReader;
using core::Bytes;
using core::ByteView;
using core::ByteWriter;

namespace {

constexpr std::size_t windowBytes = 64U << 10U;

std::uint64_t nextSerial()
{
    static std::atomic<std::uint64_t> last{0};
    return ++last;
}

// What a thread read of a base, for the pages that follow.
struct Window
{
    std::uint64_t serial = 0;
    std::uint64_t at = 0;
    core::Bytes bytes;
    std::uint32_t lastPage = 0;
};

} // namespace

BaseFile::BaseFile(std::unique_ptr<core::File> file)
    : m_serial(nextSerial()), m_file(std::move(file)), m_header(decodeFileHeader(*m_file, FileKind::Base)),
      m_bytes(m_file->sizeBytes())
{
    if (m_bytes < fileHeaderBytes + baseFooterBytes) {
        throw corruptError(path(), m_bytes, "the base is cut off");
    }
    Bytes footer(baseFooterBytes);
    m_file->readAt(m_bytes - baseFooterBytes, footer);
    ByteReader f(footer);
    const std::uint64_t tailOffset = f.u64();
    const std::uint32_t pages = f.u32();
    const std::uint32_t incarnationBytes = f.u32();
    if (tailOffset < fileHeaderBytes || tailOffset > m_bytes - baseFooterBytes) {
        throw corruptError(path(), m_bytes - baseFooterBytes, "the base's footer is damaged");
    }
    Bytes tail(m_bytes - tailOffset);
    m_file->readAt(tailOffset, tail);
    const ByteView checked = ByteView(tail).first(tail.size() - 8);
    ByteReader stored(ByteView(tail).last(8));
    if (stored.u64() != core::hash64(checked, m_header.number)) {
        throw corruptError(path(), tailOffset, "the index of the base has a wrong checksum");
    }
    if (pages > checked.size() / 12) {
        throw corruptError(path(), m_bytes - baseFooterBytes, "the base's footer names too many pages");
    }
    ByteReader r(checked);
    std::uint64_t at = fileHeaderBytes;
    m_offsets.reserve(pages + 1);
    m_hashes.reserve(pages);
    for (std::uint32_t i = 0; i < pages; ++i) {
        m_offsets.push_back(at);
        at += r.u32();
        m_hashes.push_back(r.u64());
    }
    m_offsets.push_back(at);
    m_storedHash = r.u64();
    ByteReader incarnations(r.take(incarnationBytes));
    m_incarnations = decodeIncarnations(incarnations);
    m_commit = decodeCommit(r);
    if (at != tailOffset || m_commit.scn.value != m_header.number) {
        throw corruptError(path(), tailOffset, "the index of the base doesn't fit its pages");
    }
}

ByteView BaseFile::stored(std::uint32_t page) const
{
    thread_local Window window;
    const std::uint64_t at = m_offsets[page - 1];
    const std::uint64_t end = m_offsets[page];
    const bool known = window.serial == m_serial && at >= window.at && end <= window.at + window.bytes.size();
    if (!known) {
        const bool inOrder = window.serial == m_serial && page == window.lastPage + 1;
        const std::uint64_t most = std::min<std::uint64_t>(m_offsets.back() - at, windowBytes);
        window.serial = m_serial;
        window.at = at;
        window.bytes.resize(inOrder ? std::max(most, end - at) : end - at);
        window.bytes.resize(m_file->readAt(at, window.bytes));
    }
    window.lastPage = page;
    const std::uint64_t from = std::min<std::uint64_t>(at - window.at, window.bytes.size());
    return ByteView(window.bytes)
        .subspan(from, std::min<std::uint64_t>(end - at, window.bytes.size() - from));
}

bool BaseFile::decode(std::uint32_t page, PageCodec &codec, std::span<std::uint8_t> out) const
{
    if (page == 0 || page > pageCount()) {
        return false;
    }
    const ByteView bytes = stored(page);
    Encoding encoding = Encoding::Full;
    if (bytes.empty()) {
        encoding = Encoding::Zero;
    } else if (bytes.size() == out.size()) {
        encoding = Encoding::Raw;
    }
    return bytes.size() == m_offsets[page] - m_offsets[page - 1] && codec.decode(encoding, bytes, {}, out);
}

void BaseFile::read(std::uint32_t page, PageCodec &codec, std::span<std::uint8_t> out) const
{
    if (page == 0 || page > pageCount()) {
        throw corruptError(path(), 0, fmt::format("page {} is not in the base", page));
    }
    if (!decode(page, codec, out) || PageCodec::hash(out, page) != hash(page)) {
        throw corruptError(path(), offset(page), fmt::format("page {} has a wrong checksum", page));
    }
}

void BaseFile::checkStored() const
{
    std::uint64_t hash = 0;
    for (std::uint32_t page = 1; page <= pageCount(); ++page) {
        const ByteView bytes = stored(page);
        if (bytes.size() != m_offsets[page] - offset(page)) {
            throw corruptError(path(), offset(page), fmt::format("page {} is cut off", page));
        }
        hash = core::hash64(bytes, hash);
    }
    if (hash != m_storedHash) {
        throw corruptError(path(), fileHeaderBytes, "the stored pages have a wrong checksum");
    }
}

BaseWriter::BaseWriter(const core::FileSystem &files, const std::string &folder, const FileHeader &header)
    : m_files(files), m_folder(folder), m_finalPath(folder + "/" + baseName(core::Scn{header.number})),
      m_temporaryPath(m_finalPath + ".tmp")
{
    if (m_files.exists(m_temporaryPath)) {
        m_files.remove(m_temporaryPath); // of a writer that was killed
    }
    m_file = m_files.open(m_temporaryPath, core::OpenMode::Create);
    m_buffer = encodeFileHeader(header);
}

BaseWriter::~BaseWriter()
{
    if (!m_finished && m_file) {
        m_file.reset();
        m_files.tryRemove(m_temporaryPath); // else the next writer does
    }
}

void BaseWriter::add(ByteView page)
{
    const auto number = static_cast<std::uint32_t>(m_lengths.size() + 1);
    const std::size_t before = m_buffer.size();
    const bool zero = std::all_of(page.begin(), page.end(), [](std::uint8_t b) { return b == 0; });
    if (!zero) {
        m_codec.encode(page, {}, m_buffer);
    }
    m_lengths.push_back(static_cast<std::uint32_t>(m_buffer.size() - before));
    m_storedHash = core::hash64(ByteView(m_buffer).subspan(before), m_storedHash);
    m_hashes.push_back(PageCodec::hash(page, number));
    m_rolling ^= m_hashes.back();
    if (m_buffer.size() >= (1U << 20U)) {
        flush();
    }
}

void BaseWriter::flush()
{
    m_file->writeAt(m_written, m_buffer);
    m_written += m_buffer.size();
    m_buffer.clear();
}

std::unique_ptr<BaseFile> BaseWriter::finish(CommitRecord commit,
                                             const std::vector<Incarnation> &incarnations)
{
    flush();
    commit.rollingChecksum = m_rolling;
    commit.databasePages = static_cast<std::uint32_t>(m_lengths.size());
    commit.base = true;
    ByteWriter w(m_buffer);
    for (std::size_t i = 0; i < m_lengths.size(); ++i) {
        w.u32(m_lengths[i]);
        w.u64(m_hashes[i]);
    }
    w.u64(m_storedHash);
    const std::size_t incarnationsAt = m_buffer.size();
    encodeIncarnations(incarnations, m_buffer);
    const auto incarnationBytes = static_cast<std::uint32_t>(m_buffer.size() - incarnationsAt);
    encodeCommit(commit, m_buffer);
    w.u64(m_written);
    w.u32(static_cast<std::uint32_t>(m_lengths.size()));
    w.u32(incarnationBytes);
    static constexpr std::string_view magic = "STRLBASE";
    m_buffer.insert(m_buffer.end(), magic.begin(), magic.end());
    w.u64(core::hash64(m_buffer, commit.scn.value));
    flush();
    m_file->sync();
    m_file.reset();
    m_files.rename(m_temporaryPath, m_finalPath);
    m_finished = true;
    m_files.syncFolder(m_folder);
    return std::make_unique<BaseFile>(m_files.open(m_finalPath, core::OpenMode::Read));
}

} // namespace strandline::timeline
