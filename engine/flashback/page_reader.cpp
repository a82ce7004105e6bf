#include "engine/flashback/page_reader.h"

#include <algorithm>

namespace strandline::flashback {

using core::Bytes;
using core::ByteView;
using core::Scn;
using timeline::PageIndex;

namespace {

constexpr std::size_t keptBytes = 2U << 20U;
constexpr std::uint64_t windowScns = 8192;
constexpr std::uint64_t windowPages = 1U << 20U;

} // namespace

std::uint32_t PageReader::pageSize(Scn scn) const
{
    return m_store->withIndex([scn](const PageIndex &i) {
        i.readable(scn);
        return i.pageSize(scn);
    });
}

std::uint32_t PageReader::pageCount(Scn scn) const
{
    return m_store->withIndex([scn](const PageIndex &i) { return i.readable(scn).databasePages; });
}

PageReader::Page PageReader::read(std::uint32_t page, Scn scn)
{
    const timeline::Store::Located located = m_store->locate(page, scn);
    if (page == 0 || (located.base && page > located.base->pageCount())) {
        throw damagedPage(page, "it lies outside of the file");
    }
    const std::uint64_t version = located.base ? located.base->scn().value : located.version.scn;
    const std::uint64_t key = (std::uint64_t{page} << 32U) | (version & 0xffffffffU);
    if (const auto known = m_pages.find(key); known != m_pages.end()) {
        return known->second;
    }
    const std::uint32_t size = pageSize(scn);
    while (!m_order.empty() && m_bytes + size > keptBytes) {
        m_bytes -= m_pages.at(m_order.front())->size();
        m_pages.erase(m_order.front());
        m_order.pop_front();
    }
    auto bytes = std::make_shared<Bytes>(size);
    m_store->read(located, *bytes);
    m_pages.emplace(key, bytes);
    m_order.push_back(key);
    m_bytes += size;
    return bytes;
}

Header PageReader::header(Scn scn)
{
    const Page page = read(1, scn);
    const std::uint8_t *bytes = page->data();
    Header header;
    header.usableBytes = static_cast<std::uint32_t>(page->size()) - bytes[20];
    header.freelist = core::loadBig32(bytes + 32);
    header.freePages = core::loadBig32(bytes + 36);
    header.schemaCookie = core::loadBig32(bytes + 40);
    header.autoVacuum = core::loadBig32(bytes + 52) != 0;
    const std::uint32_t encoding = core::loadBig32(bytes + 56);
    header.encoding = encoding == 2   ? TextEncoding::Utf16Little
                      : encoding == 3 ? TextEncoding::Utf16Big
                                      : TextEncoding::Utf8;
    return header;
}

Scn PageReader::predecessor(Scn scn) const
{
    return m_store->withIndex([scn](const PageIndex &index) {
        const timeline::CommitEntry &entry = index.readable(scn);
        const timeline::Incarnation &line = index.incarnation(entry.incarnation);
        const Scn before = scn == line.firstScn ? line.branchScn : Scn{scn.value - 1};
        const timeline::CommitEntry *known = index.entry(before);
        if (!before || before < index.oldest() || known == nullptr || known->lost ||
            index.pageSize(before) != index.pageSize(scn)) {
            return Scn{};
        }
        return before;
    });
}

Scn PageReader::inLine(Scn scn, Scn end) const
{
    return m_store->withIndex([scn, end](const PageIndex &index) {
        const std::uint32_t line = index.readable(end).incarnation;
        Scn at = std::min(scn, end);
        while (at >= index.oldest() && !index.inLine(at.value, line)) {
            at = Scn{at.value - 1};
        }
        return at >= index.oldest() ? at : Scn{};
    });
}

std::vector<std::uint32_t> PageReader::changedPages(Scn scn)
{
    const bool base = m_store->withIndex([scn](const PageIndex &index) { return index.readable(scn).base; });
    if (base) {
        return differingPages(scn, predecessor(scn));
    }
    if (scn.value < m_window.from || scn.value > m_window.to) {
        m_store->withIndex([&](const PageIndex &index) {
            std::uint64_t to = scn.value;
            std::uint64_t pages = index.readable(scn).pages;
            while (to < index.current().value && to - scn.value < windowScns && pages < windowPages) {
                pages += index.entry(Scn{++to})->pages;
            }
            m_window = {scn.value, to, index.changes(scn, Scn{to})};
        });
    }
    const auto [first, last] =
        std::equal_range(m_window.pages.begin(), m_window.pages.end(), std::pair(scn.value, 0U),
                         [](const auto &a, const auto &b) { return a.first < b.first; });
    std::vector<std::uint32_t> pages;
    pages.reserve(static_cast<std::size_t>(last - first));
    for (auto it = first; it != last; ++it) {
        pages.push_back(it->second);
    }
    return pages;
}

std::vector<std::uint32_t> PageReader::differingPages(Scn scn, Scn before) const
{
    std::vector<std::uint32_t> pages;
    if (!before) {
        return pages;
    }
    const std::uint32_t count = pageCount(scn);
    const std::uint32_t old = pageCount(before);
    for (std::uint32_t page = 1; page <= count; ++page) {
        if (page > old ||
            m_store->hashOf(m_store->locate(page, scn)) != m_store->hashOf(m_store->locate(page, before))) {
            pages.push_back(page);
        }
    }
    return pages;
}

void PageReader::walkChain(std::uint32_t first, std::uint64_t bytes, Scn scn, std::uint32_t usableBytes,
                           const std::function<bool(std::uint32_t, ByteView)> &f)
{
    const std::uint32_t pages = pageCount(scn);
    if (bytes / usableBytes > pages) {
        throw damagedPage(first, "a record is longer than the file");
    }
    std::uint32_t page = first;
    while (bytes > 0) {
        if (page == 0 || page > pages) {
            throw damagedPage(page, "a record goes on outside of the file");
        }
        const Page content = read(page, scn);
        const std::uint64_t here = std::min<std::uint64_t>(bytes, usableBytes - 4);
        if (!f(page, ByteView(*content).subspan(4, here))) {
            return;
        }
        bytes -= here;
        page = core::loadBig32(content->data());
    }
}

ByteView PageReader::record(const Cell &cell, Scn scn, std::uint32_t usableBytes, Bytes &buffer)
{
    if (cell.overflow == 0) {
        return cell.local;
    }
    buffer.assign(cell.local.begin(), cell.local.end());
    walkChain(cell.overflow, cell.payloadBytes - cell.local.size(), scn, usableBytes,
              [&buffer](std::uint32_t, ByteView piece) {
                  buffer.insert(buffer.end(), piece.begin(), piece.end());
                  return true;
              });
    return buffer;
}

} // namespace strandline::flashback
