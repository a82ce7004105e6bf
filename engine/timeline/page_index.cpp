#include "engine/timeline/page_index.h"

#include "engine/timeline/base_file.h"

#include <algorithm>
#include <fmt/format.h>

namespace strandline::timeline {

using core::Error;
using core::ErrorCode;
using core::Scn;

Scn PageIndex::oldest() const
{
    return m_bases.empty() ? m_first : std::max(m_first, m_bases.front()->scn());
}

const CommitEntry *PageIndex::entry(Scn scn) const
{
    if (scn < m_first || scn.value - m_first.value >= m_commits.size()) {
        return nullptr;
    }
    return &m_commits[scn.value - m_first.value];
}

const CommitEntry &PageIndex::readable(Scn scn) const
{
    if (empty() || scn > current()) {
        throw Error(
            ErrorCode::ScnInFuture,
            fmt::format("SCN {} has not happened yet; the current one is {}. Ask for an SCN up to that.",
                        scn.value, empty() ? 0 : current().value));
    }
    if (scn < oldest()) {
        throw Error(
            ErrorCode::SnapshotTooOld,
            fmt::format(
                "SCN {} is older than the history, which begins at SCN {}. Ask for that one or a later "
                "one, or restore a backup.",
                scn.value, oldest().value));
    }
    const CommitEntry &e = *entry(scn);
    if (e.lost) {
        for (const Damage &d : m_damages) {
            if (d.from <= scn && scn <= d.to) {
                throw corruptError(d.file, d.offset,
                                   fmt::format("the record of SCN {} is unreadable", scn.value));
            }
        }
        throw corruptError(fmt::format("SCN {}", scn.value), 0, "its record is missing");
    }
    return e;
}

const Incarnation &PageIndex::incarnation(std::uint32_t id) const
{
    for (const Incarnation &i : m_incarnations) {
        if (i.id.value == id) {
            return i;
        }
    }
    throw Error(ErrorCode::HistoryCorrupt, fmt::format("The history knows no incarnation {}.", id));
}

bool PageIndex::inLine(std::uint64_t scn, std::uint32_t incarnationId) const
{
    const CommitEntry *e = entry(Scn{scn});
    if (e == nullptr) {
        return false;
    }
    std::uint32_t id = incarnationId;
    std::uint64_t limit = UINT64_MAX;
    while (id != 0) {
        if (e->incarnation == id) {
            return scn <= limit;
        }
        const Incarnation &i = incarnation(id);
        limit = std::min(limit, i.branchScn.value);
        id = i.parent.value;
    }
    return false;
}

Scn PageIndex::parting(Scn a, Scn b) const
{
    // Up to where each incarnation belongs to the line of a.
    std::map<std::uint32_t, Scn> lineOfA;
    const auto follow = [this](Scn scn, const auto &visit) {
        std::uint32_t id = entry(scn)->incarnation;
        Scn upTo = scn;
        while (id != 0 && visit(id, upTo)) {
            const Incarnation &i = incarnation(id);
            upTo = std::min(upTo, i.branchScn);
            id = i.parent.value;
        }
    };
    follow(a, [&](std::uint32_t id, Scn upTo) { return lineOfA.emplace(id, upTo).second; });
    Scn parted;
    follow(b, [&](std::uint32_t id, Scn upTo) {
        const auto shared = lineOfA.find(id);
        if (shared != lineOfA.end()) {
            parted = std::min(upTo, shared->second);
        }
        return shared == lineOfA.end();
    });
    return parted;
}

std::vector<std::uint32_t> PageIndex::pagesChangedBetween(Scn a, Scn b, std::uint32_t upTo) const
{
    const Scn parted = parting(a, b);
    const bool based = std::any_of(m_bases.begin(), m_bases.end(), [&](const auto &base) {
        return base->scn() > parted && base->scn() <= std::max(a, b);
    });
    std::vector<std::uint32_t> pages;
    for (std::uint32_t page = 1; page <= upTo; ++page) {
        const Version *newest = newestVersion(page);
        if (based || (newest != nullptr && newest->scn > parted.value)) {
            pages.push_back(page);
        }
    }
    return pages;
}

std::vector<Scn> PageIndex::versionsOfPage(std::uint32_t page) const
{
    std::vector<Scn> scns;
    if (page < m_pages.size()) {
        for (const Version &version : m_pages[page]) {
            scns.push_back(Scn{version.scn});
        }
    }
    return scns;
}

Scn PageIndex::inCurrentLine(Scn scn) const
{
    const Incarnation *line = &m_incarnations.back();
    while (scn < line->firstScn && line->parent.value != 0) {
        scn = std::min(scn, line->branchScn);
        line = &incarnation(line->parent.value);
    }
    return scn;
}

std::uint64_t PageIndex::bytesSince(Scn scn) const
{
    std::uint64_t bytes = 0;
    for (std::uint64_t n = std::max(scn.value + 1, m_first.value); n <= current().value; ++n) {
        bytes += entry(Scn{n})->storedBytes;
    }
    return bytes;
}

bool PageIndex::groundOfAll(Scn scn) const
{
    return std::all_of(m_incarnations.begin(), m_incarnations.end(), [&](const Incarnation &i) {
        return lastOf(i) <= scn || inLine(scn.value, i.id.value);
    });
}

void PageIndex::refuseDamage(Scn after, Scn upTo, std::uint32_t incarnationId) const
{
    for (const Damage &d : m_damages) {
        if (d.to > after && d.from <= upTo && inLine(d.from.value, incarnationId)) {
            throw corruptError(
                d.file, d.offset,
                fmt::format("what SCN {} to {} changed is unknown, so SCN {} can't be read in full",
                            d.from.value, d.to.value, upTo.value));
        }
    }
}

PageIndex::Found PageIndex::find(std::uint32_t page, Scn scn, std::uint32_t incarnationId) const
{
    Found found;
    found.base = baseFor(scn, incarnationId);
    const std::uint64_t baseScn = found.base->scn().value;
    if (page < m_pages.size()) {
        const auto &versions = m_pages[page];
        auto it = std::upper_bound(versions.begin(), versions.end(), scn.value,
                                   [](std::uint64_t s, const Version &v) { return s < v.scn; });
        found.newest = it == versions.end();
        while (it != versions.begin() && (it - 1)->scn > baseScn) {
            --it;
            if (m_incarnations.size() == 1 || inLine(it->scn, incarnationId)) {
                found.version = &*it;
                break;
            }
        }
    } else {
        found.newest = true;
    }
    if (!m_damages.empty()) {
        refuseDamage(found.version != nullptr ? Scn{found.version->scn} : found.base->scn(), scn,
                     incarnationId);
    }
    return found;
}

const Version *PageIndex::newestVersion(std::uint32_t page) const
{
    return page < m_pages.size() && !m_pages[page].empty() ? &m_pages[page].back() : nullptr;
}

std::shared_ptr<BaseFile> PageIndex::baseFor(Scn scn, std::uint32_t incarnationId) const
{
    for (auto it = m_bases.rbegin(); it != m_bases.rend(); ++it) {
        if ((*it)->scn() <= scn &&
            (m_incarnations.size() == 1 || inLine((*it)->scn().value, incarnationId))) {
            return *it;
        }
    }
    throw Error(
        ErrorCode::SnapshotTooOld,
        fmt::format(
            "SCN {} is older than the history, which begins at SCN {}. Ask for that one or a later one.",
            scn.value, oldest().value));
}

std::vector<std::pair<std::uint32_t, Version>> PageIndex::versionsOf(std::uint64_t log) const
{
    std::vector<std::pair<std::uint32_t, Version>> out;
    for (std::uint32_t page = 0; page < m_pages.size(); ++page) {
        for (const Version &v : m_pages[page]) {
            if (v.log == log) {
                out.emplace_back(page, v);
            }
        }
    }
    return out;
}

std::vector<std::pair<std::uint64_t, std::uint32_t>> PageIndex::changes(Scn from, Scn to) const
{
    std::vector<std::pair<std::uint64_t, std::uint32_t>> out;
    for (std::uint32_t page = 0; page < m_pages.size(); ++page) {
        const auto &versions = m_pages[page];
        if (versions.empty() || versions.back().scn < from.value) {
            continue;
        }
        auto it = std::lower_bound(versions.begin(), versions.end(), from.value,
                                   [](const Version &v, std::uint64_t s) { return v.scn < s; });
        for (; it != versions.end() && it->scn <= to.value; ++it) {
            out.emplace_back(it->scn, page);
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

Scn PageIndex::nextChange(std::uint32_t page, Scn scn, std::uint32_t incarnationId) const
{
    Scn next;
    if (page < m_pages.size()) {
        const auto &versions = m_pages[page];
        auto it = std::upper_bound(versions.begin(), versions.end(), scn.value,
                                   [](std::uint64_t s, const Version &v) { return s < v.scn; });
        while (it != versions.end() && m_incarnations.size() > 1 && !inLine(it->scn, incarnationId)) {
            ++it;
        }
        next = it == versions.end() ? Scn{} : Scn{it->scn};
    }
    for (const auto &base : m_bases) { // which brings every page
        if (base->scn() > scn && (!next || base->scn() < next) && inLine(base->scn().value, incarnationId)) {
            next = base->scn();
        }
    }
    return next;
}

void PageIndex::dropUnbegun(core::IncarnationId next)
{
    while (unbegunIncarnation() && m_incarnations.back().id != next) {
        m_incarnations.pop_back();
    }
}

void PageIndex::addBase(std::shared_ptr<BaseFile> base)
{
    const CommitRecord &commit = base->commit();
    if (m_commits.empty()) {
        m_first = commit.scn;
    }
    if (m_commits.empty() || commit.scn > current()) {
        CommitEntry e;
        e.timeFrom = commit.timeFrom;
        e.timeTo = commit.timeTo;
        e.pages = commit.databasePages;
        e.storedBytes = base->bytes();
        e.databasePages = commit.databasePages;
        e.incarnation = commit.incarnation.value;
        e.gap = commit.gap;
        e.base = true;
        addCommit(commit.scn, e);
    }
    const auto at = std::upper_bound(m_bases.begin(), m_bases.end(), base,
                                     [](const auto &a, const auto &b) { return a->scn() < b->scn(); });
    m_bases.insert(at, std::move(base));
}

void PageIndex::closeDamage(Scn upTo)
{
    if (upTo <= current() || m_commits.empty()) {
        m_pendingDamage.clear();
        return;
    }
    if (upTo.value - current().value > (1U << 24U)) {
        throw Error(ErrorCode::HistoryCorrupt,
                    fmt::format("SCN {} can't follow SCN {}.", upTo.value + 1, current().value));
    }
    Damage d;
    d.from = current().next();
    d.to = upTo;
    if (!m_pendingDamage.empty()) {
        d.file = m_pendingDamage.front().first;
        d.offset = m_pendingDamage.front().second;
    }
    m_pendingDamage.clear();
    CommitEntry lost = m_commits.back();
    lost.lost = true;
    lost.gap = lost.base = false;
    lost.pages = 0;
    lost.storedBytes = 0;
    while (current() < upTo) {
        m_commits.push_back(lost);
    }
    m_damages.push_back(std::move(d));
}

void PageIndex::addCommit(Scn scn, const CommitEntry &entry)
{
    if (m_commits.empty()) {
        m_first = scn;
    } else if (scn.value > current().value + 1) {
        closeDamage(Scn{scn.value - 1});
    }
    // Every page that a commit adds has a version in it.
    if (!m_commits.empty() && !entry.base && !m_commits.back().lost &&
        m_commits.back().incarnation == entry.incarnation &&
        entry.databasePages > std::uint64_t{m_commits.back().databasePages} + entry.pages) {
        throw Error(ErrorCode::HistoryCorrupt,
                    fmt::format("SCN {} can't have grown to {} pages.", scn.value, entry.databasePages));
    }
    m_pendingDamage.clear();
    m_commits.push_back(entry);
}

void PageIndex::addVersion(std::uint32_t page, const Version &version)
{
    const CommitEntry *commit = entry(Scn{version.scn});
    if (commit == nullptr || page == 0 || page > commit->databasePages) {
        throw Error(ErrorCode::HistoryCorrupt,
                    fmt::format("Page {} can't have changed in SCN {}.", page, std::uint64_t{version.scn}));
    }
    if (page >= m_pages.size()) {
        m_pages.resize(std::max<std::size_t>(page + 1, m_pages.size() + m_pages.size() / 2));
    }
    auto &versions = m_pages[page];
    if (!versions.empty() && versions.back().scn >= version.scn) {
        throw Error(ErrorCode::HistoryCorrupt,
                    fmt::format("Page {} has two versions of SCN {} in the history.", page, version.scn));
    }
    versions.push_back(version);
    ++m_versionCount;
}

void PageIndex::dropBefore(Scn base)
{
    std::erase_if(m_bases, [base](const auto &b) { return b->scn() < base; });
    while (m_first < base && !m_commits.empty()) {
        m_commits.pop_front();
        m_first = m_first.next();
    }
    for (auto &versions : m_pages) {
        const auto keep = std::upper_bound(versions.begin(), versions.end(), base.value,
                                           [](std::uint64_t s, const Version &v) { return s < v.scn; });
        m_versionCount -= static_cast<std::size_t>(keep - versions.begin());
        versions.erase(versions.begin(), keep);
    }
    std::erase_if(m_damages, [base](const Damage &d) { return d.to <= base; });
}

Scn PageIndex::lastOf(const Incarnation &i) const
{
    return i.id == m_incarnations.back().id ? current() : i.lastScn;
}

} // namespace strandline::timeline
