#include "engine/timeline/wal_reader.h"

#include <algorithm>

namespace strandline::timeline {

using core::ByteView;
using core::loadBig32;

namespace {

constexpr std::size_t walHeaderBytes = 32;
constexpr std::size_t frameHeaderBytes = 24;
constexpr std::size_t windowBytes = 1U << 20U;

} // namespace

WalReader::WalReader(const sqlite::WalTap &tap, std::uint32_t pageSize) : m_tap(tap), m_pageSize(pageSize) {}

void WalReader::begin(const sqlite::WalHeader &header)
{
    m_position = {};
    m_position.salt = header.salt;
    m_frameOf.clear();
    m_open.clear();
    m_windowCount = 0;
}

// The file's header is written with the first frame, so it is read then: it seeds the checksum.
bool WalReader::loadHeader(const sqlite::WalHeader &header)
{
    std::array<std::uint8_t, walHeaderBytes> head{};
    if (m_tap.readWal(0, head) != head.size() || loadBig32(head.data() + 16) != header.salt[0] ||
        loadBig32(head.data() + 20) != header.salt[1]) {
        return false;
    }
    m_bigEndian = (loadBig32(head.data()) & 1U) != 0;
    if (m_position.frame == 0) {
        m_position.checksum = {loadBig32(head.data() + 24), loadBig32(head.data() + 28)};
    }
    return true;
}

bool WalReader::resume(const sqlite::WalHeader &header, const WalPosition &position)
{
    begin(header);
    if (position.frame > header.mxFrame || (position.frame > 0 && !loadHeader(header))) {
        return false;
    }
    std::array<std::uint8_t, frameHeaderBytes> head{};
    for (std::uint32_t frame = 1; frame <= position.frame; ++frame) {
        m_tap.readWal(walHeaderBytes + (frame - 1) * frameBytes(), head);
        m_frameOf[loadBig32(head.data())] = frame;
    }
    if (position.frame > 0 &&
        (loadBig32(head.data() + 4) == 0 || loadBig32(head.data() + 8) != position.salt[0] ||
         loadBig32(head.data() + 12) != position.salt[1] ||
         loadBig32(head.data() + 16) != position.checksum[0] ||
         loadBig32(head.data() + 20) != position.checksum[1])) {
        return false;
    }
    if (position.frame > 0) {
        m_position = position;
    }
    return true;
}

const std::uint8_t *WalReader::fetch(std::uint32_t frame, std::uint32_t last)
{
    if (frame < m_windowFirst || frame >= m_windowFirst + m_windowCount) {
        const auto most = std::max<std::uint32_t>(1, static_cast<std::uint32_t>(windowBytes / frameBytes()));
        m_windowFirst = frame;
        m_windowCount = std::min(most, last - frame + 1);
        m_window.resize(m_windowCount * frameBytes());
        m_tap.readWal(walHeaderBytes + (frame - 1) * frameBytes(), m_window);
    }
    return m_window.data() + (frame - m_windowFirst) * frameBytes();
}

// SQLite (3.40.1 among others) can leave frames in a commit without salt and checksum: those that a
// transaction wrote between overwriting a spilled frame and a ROLLBACK TO that undid that frame. Programs see
// them as committed, because the wal-index alone counts for them. The frame after them is chained to their
// zeros, so it shows whether they belong here; the last frame of a commit is never one of them.
std::optional<WalReader::FrameHead> WalReader::check(const std::uint8_t *frame, WalPosition &position) const
{
    const bool bare = std::all_of(frame + 8, frame + frameHeaderBytes, [](std::uint8_t b) { return b == 0; });
    if (bare && loadBig32(frame) != 0 && loadBig32(frame + 4) == 0) {
        position.checksum = {0, 0};
        ++position.frame;
        return FrameHead{loadBig32(frame), 0};
    }
    if (loadBig32(frame + 8) != position.salt[0] || loadBig32(frame + 12) != position.salt[1]) {
        return std::nullopt;
    }
    sqlite::walChecksum(ByteView(frame, 8), m_bigEndian, position.checksum);
    sqlite::walChecksum(ByteView(frame + frameHeaderBytes, m_pageSize), m_bigEndian, position.checksum);
    if (loadBig32(frame + 16) != position.checksum[0] || loadBig32(frame + 20) != position.checksum[1]) {
        return std::nullopt;
    }
    ++position.frame;
    return FrameHead{loadBig32(frame), loadBig32(frame + 4)};
}

bool WalReader::read(const sqlite::WalHeader &header, const std::function<void(const ReadCommit &)> &onCommit)
{
    m_open.clear();
    m_windowCount = 0; // what lay beyond the last mxFrame may have been rewritten
    if (m_position.frame == 0 && header.mxFrame > 0 && !loadHeader(header)) {
        return false;
    }
    WalPosition at = m_position;
    ReadCommit commit;
    std::uint32_t lastPage = 0;
    while (at.frame < header.mxFrame) {
        const std::uint8_t *bytes = fetch(at.frame + 1, header.mxFrame);
        const auto head = check(bytes, at);
        if (!head) {
            return false;
        }
        m_open[head->page] = at.frame;
        if (head->databasePages == 0) {
            continue;
        }
        commit.position = at;
        commit.repeated = m_open.size() == 1 && lastPage == head->page &&
                          commit.databasePages == head->databasePages && repeats(bytes, at.frame);
        lastPage = head->page;
        noteCommit(head->databasePages, commit);
        onCommit(commit);
        m_position = at;
        for (const auto &[page, number] : commit.pages) {
            m_frameOf[page] = number;
        }
    }
    return true;
}

// Does the frame before `number` hold the same page image?
bool WalReader::repeats(const std::uint8_t *frameBytes, std::uint32_t number)
{
    const ByteView before = frame(number - 1);
    return std::memcmp(before.data(), frameBytes + frameHeaderBytes, m_pageSize) == 0;
}

void WalReader::noteCommit(std::uint32_t databasePages, ReadCommit &out)
{
    out.databasePages = databasePages;
    out.pages.clear();
    for (const auto &[page, frame] : m_open) {
        if (page <= databasePages) {
            out.pages.emplace_back(page, frame);
        }
    }
    std::sort(out.pages.begin(), out.pages.end());
    m_open.clear();
}

std::optional<std::uint32_t> WalReader::countCommits(const sqlite::WalHeader &header)
{
    m_windowCount = 0;
    if (m_position.frame == 0 && header.mxFrame > 0 && !loadHeader(header)) {
        return std::nullopt;
    }
    WalPosition at = m_position;
    std::uint32_t count = 0;
    while (at.frame < header.mxFrame) {
        const auto head = check(fetch(at.frame + 1, header.mxFrame), at);
        if (!head) {
            return std::nullopt;
        }
        count += head->databasePages != 0 ? 1 : 0;
    }
    return count;
}

ByteView WalReader::frame(std::uint32_t number)
{
    if (number >= m_windowFirst && number < m_windowFirst + m_windowCount) {
        return {m_window.data() + (number - m_windowFirst) * frameBytes() + frameHeaderBytes, m_pageSize};
    }
    m_frameImage.resize(m_pageSize);
    m_tap.readWal(walHeaderBytes + (number - 1) * frameBytes() + frameHeaderBytes, m_frameImage);
    return m_frameImage;
}

std::uint32_t WalReader::frameOf(std::uint32_t page) const
{
    const auto it = m_frameOf.find(page);
    return it == m_frameOf.end() ? 0 : it->second;
}

} // namespace strandline::timeline
