#include "engine/flashback/btree_page.h"

#include <fmt/format.h>

namespace strandline::flashback {

using core::ByteView;
using core::Error;
using core::ErrorCode;

namespace {

constexpr std::size_t databaseHeaderBytes = 100;

// Bytes of a payload that stay in the page.
std::uint64_t localBytes(std::uint64_t payload, std::uint64_t usable, bool tableLeaf)
{
    const std::uint64_t most = tableLeaf ? usable - 35 : (usable - 12) * 64 / 255 - 23;
    if (payload <= most) {
        return payload;
    }
    const std::uint64_t least = (usable - 12) * 32 / 255 - 23;
    const std::uint64_t fitting = least + (payload - least) % (usable - 4);
    return fitting <= most ? fitting : least;
}

} // namespace

Error damagedPage(std::uint32_t page, const char *what)
{
    return Error(
        ErrorCode::NotADatabase,
        fmt::format("Page {} of the database was damaged: {}. Run an integrity check; what changed on "
                    "that page can't be told.",
                    page, what));
}

bool readVarint(ByteView bytes, std::size_t &at, std::uint64_t &value)
{
    if (at < bytes.size() && bytes[at] < 0x80) { // nearly always
        value = bytes[at++];
        return true;
    }
    value = 0;
    for (int i = 0; i < 9; ++i) {
        if (at >= bytes.size()) {
            return false;
        }
        const std::uint8_t byte = bytes[at++];
        if (i == 8) {
            value = (value << 8U) | byte;
            return true;
        }
        value = (value << 7U) | (byte & 0x7fU);
        if (byte < 0x80) {
            return true;
        }
    }
    return true;
}

BtreePage::BtreePage(ByteView page, std::uint32_t number, std::uint32_t usableBytes)
    : m_page(page), m_number(number), m_usable(usableBytes), m_header(number == 1 ? databaseHeaderBytes : 0)
{
    if (usableBytes < 480 || usableBytes > page.size()) {
        throw damagedPage(number, "its usable size is impossible");
    }
    const std::uint8_t kind = page[m_header];
    if (kind != 2 && kind != 5 && kind != 10 && kind != 13) {
        throw damagedPage(number, "it is no page of a b-tree");
    }
    m_kind = static_cast<BtreeKind>(kind);
    m_cells = core::loadBig16(page.data() + m_header + 3);
    if (m_header + 12 + 2 * std::size_t{m_cells} > m_usable) {
        throw damagedPage(number, "it has more cells than room");
    }
}

std::size_t BtreePage::cellStart(std::uint32_t index) const
{
    const std::size_t pointers = m_header + (interior() ? 12 : 8);
    const std::size_t start = core::loadBig16(m_page.data() + pointers + 2 * std::size_t{index});
    if (start < pointers + 2 * std::size_t{m_cells} || start + 4 > m_usable) {
        throw damagedPage(m_number, "a cell lies outside of it");
    }
    return start;
}

std::uint32_t BtreePage::child(std::uint32_t index) const
{
    return core::loadBig32(m_page.data() + (index == m_cells ? m_header + 8 : cellStart(index)));
}

Cell BtreePage::cell(std::uint32_t index) const
{
    Cell cell;
    std::size_t at = cellStart(index);
    if (interior()) {
        cell.child = core::loadBig32(m_page.data() + at);
        at += 4;
    }
    const ByteView bytes = m_page.first(m_usable);
    std::uint64_t rowid = 0;
    if (m_kind == BtreeKind::TableInterior) {
        if (!readVarint(bytes, at, rowid)) {
            throw damagedPage(m_number, "a cell ends outside of it");
        }
        cell.rowid = static_cast<std::int64_t>(rowid);
        return cell;
    }
    if (!readVarint(bytes, at, cell.payloadBytes) ||
        (m_kind == BtreeKind::TableLeaf && !readVarint(bytes, at, rowid))) {
        throw damagedPage(m_number, "a cell ends outside of it");
    }
    cell.rowid = static_cast<std::int64_t>(rowid);
    if (cell.payloadBytes > 0x7fffffffU) {
        throw damagedPage(m_number, "a record is longer than any can be");
    }
    const std::uint64_t local = localBytes(cell.payloadBytes, m_usable, m_kind == BtreeKind::TableLeaf);
    const std::size_t pointer = local < cell.payloadBytes ? 4 : 0;
    if (at + local + pointer > m_usable) {
        throw damagedPage(m_number, "a cell ends outside of it");
    }
    cell.local = bytes.subspan(at, local);
    if (pointer != 0) {
        cell.overflow = core::loadBig32(m_page.data() + at + local);
    }
    return cell;
}

} // namespace strandline::flashback
