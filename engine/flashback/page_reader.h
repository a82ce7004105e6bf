// Pages of a database as of any SCN, for those who look at the pages themselves, with the few read last kept.
// A reader belongs to one thread. Errors: those of timeline::Store; NotADatabase for damaged pages.
#pragma once

#include "engine/flashback/btree_page.h"
#include "engine/flashback/record.h"
#include "engine/timeline/store.h"

#include <deque>
#include <functional>
#include <memory>
#include <unordered_map>

namespace strandline::flashback {

// What page 1 says of a database.
struct Header
{
    std::uint32_t usableBytes = 0; // of a page
    std::uint32_t freelist = 0;    // first trunk page
    std::uint32_t freePages = 0;
    std::uint32_t schemaCookie = 0;
    bool autoVacuum = false;
    TextEncoding encoding = TextEncoding::Utf8;
};

class PageReader
{
public:
    using Page = std::shared_ptr<const core::Bytes>;

    explicit PageReader(std::shared_ptr<timeline::Store> store) : m_store(std::move(store)) {}

    const timeline::Store &store() const { return *m_store; }
    std::uint32_t pageSize(core::Scn scn) const;
    std::uint32_t pageCount(core::Scn scn) const;
    // Throws NotADatabase for a page outside of the database as of scn.
    Page read(std::uint32_t page, core::Scn scn);
    Header header(core::Scn scn);

    // The SCN whose state a commit changed: the one before it in its line of history. 0: there is none, or it
    // can't be read any more.
    core::Scn predecessor(core::Scn scn) const;
    // The newest commit not after scn in the line of history that leads to `end`. 0: there is none.
    core::Scn inLine(core::Scn scn, core::Scn end) const;
    // Pages that differ from those of the predecessor, ascending; pages beyond the predecessor's size among
    // them.
    std::vector<std::uint32_t> changedPages(core::Scn scn);
    // The same against any other point with pages of the same size. before = 0: none.
    std::vector<std::uint32_t> differingPages(core::Scn scn, core::Scn before) const;

    // Calls f(page number, content) for each page of an overflow chain, which holds `bytes` in all. f returns
    // false to end.
    void walkChain(std::uint32_t first, std::uint64_t bytes, core::Scn scn, std::uint32_t usableBytes,
                   const std::function<bool(std::uint32_t, core::ByteView)> &f);
    // The whole record of a cell: in the page itself, or put together in buffer.
    core::ByteView record(const Cell &cell, core::Scn scn, std::uint32_t usableBytes, core::Bytes &buffer);

private:
    // Changed pages of a run of SCNs, so that a pass over them need not look at every page for each.
    struct Window
    {
        std::uint64_t from = 1;
        std::uint64_t to = 0;
        std::vector<std::pair<std::uint64_t, std::uint32_t>> pages; // by SCN, then by page
    };
    std::shared_ptr<timeline::Store> m_store;
    std::unordered_map<std::uint64_t, Page> m_pages; // by page and version
    std::deque<std::uint64_t> m_order;               // keys of m_pages, the oldest first
    std::size_t m_bytes = 0;
    Window m_window;
};

} // namespace strandline::flashback
