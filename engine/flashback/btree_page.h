// One page of a b-tree in SQLite's file format (https://sqlite.org/fileformat2.html), taken apart in place.
//
// A view of bytes that somebody else owns. Safe from any thread. Nothing is read outside of the page,
// whatever its bytes say. Errors: NotADatabase, as for everything that is damaged in a database itself.
#pragma once

#include "engine/core/bytes.h"

namespace strandline::flashback {

enum class BtreeKind : std::uint8_t
{
    IndexInterior = 2, // also WITHOUT ROWID tables: interior pages hold rows too
    TableInterior = 5,
    IndexLeaf = 10,
    TableLeaf = 13,
};

struct Cell
{
    std::int64_t rowid = 0;         // of a table's cell
    std::uint32_t child = 0;        // of an interior page's cell: what lies before it
    std::uint64_t payloadBytes = 0; // of the whole record; 0: the cell has none
    core::ByteView local;           // its beginning, in this page
    std::uint32_t overflow = 0;     // page on which it goes on; 0: it is all here
};

class BtreePage
{
public:
    // usableBytes: the page's size without the reserved space at its end.
    BtreePage(core::ByteView page, std::uint32_t number, std::uint32_t usableBytes);

    std::uint32_t number() const { return m_number; }
    BtreeKind kind() const { return m_kind; }
    bool interior() const { return m_kind == BtreeKind::TableInterior || m_kind == BtreeKind::IndexInterior; }
    bool table() const { return m_kind == BtreeKind::TableInterior || m_kind == BtreeKind::TableLeaf; }
    std::uint32_t cellCount() const { return m_cells; }
    Cell cell(std::uint32_t index) const; // index < cellCount()
    // Children of an interior page: cellCount() + 1 of them.
    std::uint32_t child(std::uint32_t index) const;

private:
    std::size_t cellStart(std::uint32_t index) const;

    core::ByteView m_page;
    std::uint32_t m_number;
    std::uint32_t m_usable;
    std::size_t m_header; // 100 on page 1
    BtreeKind m_kind = BtreeKind::TableLeaf;
    std::uint32_t m_cells = 0;
};

// SQLite's variable-length integer at `at`, which moves behind it; false: it reaches beyond the bytes.
bool readVarint(core::ByteView bytes, std::size_t &at, std::uint64_t &value);

// What is wrong with a page of the database, as the database was then.
core::Error damagedPage(std::uint32_t page, const char *what);

} // namespace strandline::flashback
