// Reads the commits of one WAL, frame by frame: checks salts and the cumulative checksums, splits where a
// frame carries a database size, keeps the last frame of each page. Never reads past the header's mxFrame.
//
// A frame: 4 page number, 4 database size after the commit (0: no commit), 8 salt, 8 cumulative checksum,
// page. Belongs to the recorder's thread. Errors: those of WalTap.
#pragma once

#include "engine/sqlite/wal_tap.h"
#include "engine/timeline/format.h"

#include <functional>
#include <unordered_map>

namespace strandline::timeline {

class WalReader
{
public:
    WalReader(const sqlite::WalTap &tap, std::uint32_t pageSize);

    struct ReadCommit
    {
        std::uint32_t databasePages = 0;
        WalPosition position; // its end
        std::vector<std::pair<std::uint32_t, std::uint32_t>>
            pages; // page → its last frame, ascending by page
        bool repeated =
            false; // the same frame again: padding of a commit to a sector, not a commit of its own
    };

    // Starts before the first frame of the WAL with this salt.
    void begin(const sqlite::WalHeader &header);
    // Goes on after `position`, whose salt is the header's; indexes the frames before it.
    // False: the WAL holds another frame there.
    bool resume(const sqlite::WalHeader &header, const WalPosition &position);

    // Calls onCommit for each commit up to header.mxFrame; position() moves on after each call.
    // False: a frame doesn't fit (the WAL was reset meanwhile, or it is damaged).
    bool read(const sqlite::WalHeader &header, const std::function<void(const ReadCommit &)> &onCommit);
    // Commits between position() and mxFrame, repeated ones counted out; nothing: a frame doesn't fit.
    std::optional<std::uint32_t> countCommits(const sqlite::WalHeader &header);

    const WalPosition &position() const { return m_position; }

    // Image of a frame; valid until the next call.
    core::ByteView frame(std::uint32_t number);
    // Frame of the page's newest captured version in this WAL; 0: none.
    std::uint32_t frameOf(std::uint32_t page) const;
    std::uint64_t frameBytes() const { return m_pageSize + 24U; }

private:
    struct FrameHead
    {
        std::uint32_t page = 0;
        std::uint32_t databasePages = 0;
    };
    const std::uint8_t *fetch(std::uint32_t frame, std::uint32_t last);
    std::optional<FrameHead> check(const std::uint8_t *frame, WalPosition &position) const;
    bool loadHeader(const sqlite::WalHeader &header);
    bool repeats(const std::uint8_t *frame, std::uint32_t number);
    void noteCommit(std::uint32_t databasePages, ReadCommit &out);

    const sqlite::WalTap &m_tap;
    const std::uint32_t m_pageSize;
    bool m_bigEndian = false;
    WalPosition m_position;
    std::unordered_map<std::uint32_t, std::uint32_t> m_frameOf; // page → newest captured frame
    core::Bytes m_window; // frames [m_windowFirst, m_windowFirst + m_windowCount)
    std::uint32_t m_windowFirst = 0;
    std::uint32_t m_windowCount = 0;
    std::unordered_map<std::uint32_t, std::uint32_t> m_open; // page → frame of the commit being read
    core::Bytes m_frameImage;
};

} // namespace strandline::timeline
