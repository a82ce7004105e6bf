#include "engine/backup/live_pages.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <thread>

namespace strandline::backup {

using core::Error;
using core::ErrorCode;

LivePages::LivePages(const std::string &database)
{
    {
        sqlite::Connection connection(database); // tells what is no database
        m_pageSize = static_cast<std::uint32_t>(connection.integer("PRAGMA page_size"));
        m_pageCount = static_cast<std::uint32_t>(connection.integer("PRAGMA page_count"));
        if (connection.text("PRAGMA journal_mode") != "wal") {
            m_file = sqlite::LiveFile::open(database);
        }
    }
    if (!m_file) {
        m_tap = std::make_unique<sqlite::WalTap>(database);
    }
}

std::optional<sqlite::WalHeader> LivePages::header() const
{
    return m_tap ? m_tap->header() : std::nullopt;
}

void LivePages::refresh()
{
    if (!m_tap) {
        return;
    }
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    while (true) {
        const auto now = m_tap->header();
        if (now && now->mxFrame == 0) {
            m_wal.reset();
            m_pageCount = static_cast<std::uint32_t>(m_tap->databaseBytes() / m_pageSize);
            return;
        }
        if (now) {
            m_wal = std::make_unique<timeline::WalReader>(*m_tap, m_pageSize);
            m_wal->begin(*now);
            if (m_wal->read(*now, [](const timeline::WalReader::ReadCommit &) {})) {
                m_pageCount = now->databasePages;
                return;
            }
        }
        if (std::chrono::steady_clock::now() > until) {
            throw Error(ErrorCode::Busy, "The WAL could not be read: another program changes it all the "
                                         "time. Try again.");
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

void LivePages::read(std::uint32_t page, std::span<std::uint8_t> out)
{
    // What has been moved into the file is read there.
    const std::uint32_t frame = m_wal ? m_wal->frameOf(page) : 0;
    if (frame > (m_tap ? m_tap->backfilled() : 0)) {
        const core::ByteView image = m_wal->frame(frame);
        std::copy(image.begin(), image.end(), out.begin());
        return;
    }
    const std::uint64_t offset = std::uint64_t{page - 1} * m_pageSize;
    if (m_tap) {
        m_tap->readDatabase(offset, out);
    } else if (!m_file->read(offset, out)) {
        std::fill(out.begin(), out.end(), std::uint8_t{0});
    }
}

} // namespace strandline::backup
