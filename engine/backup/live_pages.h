// The pages of a live database as a reader of it sees them now: the WAL's newest frame of a page, else the
// file's. Read through SQLite's file objects, without a lock: what a neighbour commits or moves meanwhile is
// the caller's to notice, by header(). One thread. Errors: those of WalTap.
#pragma once

#include "engine/timeline/wal_reader.h"

namespace strandline::backup {

class LivePages
{
public:
    explicit LivePages(const std::string &database);

    // Takes in the commits that the WAL holds now.
    void refresh();
    std::uint32_t pageSize() const { return m_pageSize; }
    std::uint32_t pageCount() const { return m_pageCount; }
    void read(std::uint32_t page, std::span<std::uint8_t> out);
    // As it is published now; nothing: it isn't whole, or the database isn't in WAL mode.
    std::optional<sqlite::WalHeader> header() const;

private:
    std::unique_ptr<sqlite::WalTap> m_tap;    // null: not in WAL mode
    std::unique_ptr<sqlite::LiveFile> m_file; // then
    std::unique_ptr<timeline::WalReader> m_wal;
    std::uint32_t m_pageSize = 0;
    std::uint32_t m_pageCount = 0;
};

} // namespace strandline::backup
