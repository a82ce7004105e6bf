// What the history holds, in memory: commits by SCN, versions by page, bases, incarnations.
//
// 32 bytes a version. Not synchronised: store.h guards it. Errors: ScnInFuture, SnapshotTooOld,
// HistoryCorrupt.
#pragma once

#include "engine/timeline/format.h"
#include "engine/timeline/page_codec.h"

#include <deque>
#include <optional>

namespace strandline::timeline {

struct Version
{
    std::uint64_t scn = 0;
    mutable std::uint64_t hash = 0; // of the content; 0: not read yet (it stands 8 bytes before `offset`)
    std::uint64_t offset : 40 = 0;  // of the stored bytes in the log
    std::uint64_t log : 24 = 0;     // number of the log
    std::uint32_t length = 0;       // of the stored bytes
    Encoding encoding = Encoding::Raw;
    std::uint8_t depth = 0; // versions that must be decoded before this one
};
static_assert(sizeof(Version) == 32);

struct CommitEntry
{
    core::Time timeFrom;
    core::Time timeTo;
    std::uint64_t storedBytes = 0;
    std::uint32_t pages = 0;
    std::uint32_t databasePages = 0;
    std::uint32_t incarnation = 0;
    bool gap = false;
    bool base = false;
    bool lost = false; // its record is damaged
};

// SCNs whose records are damaged, and where.
struct Damage
{
    core::Scn from;
    core::Scn to;
    std::string file; // path
    std::uint64_t offset = 0;
};

class BaseFile;

class PageIndex
{
public:
    bool empty() const { return m_commits.empty(); }
    core::Scn oldest() const; // the first that can be read
    core::Scn current() const { return core::Scn{m_first.value + m_commits.size() - 1}; }
    core::Scn first() const { return m_first; }

    // Throws ScnInFuture, SnapshotTooOld, HistoryCorrupt.
    const CommitEntry &readable(core::Scn scn) const;
    const CommitEntry *entry(core::Scn scn) const; // null: unknown
    const std::vector<Incarnation> &incarnations() const { return m_incarnations; }
    const Incarnation &incarnation(std::uint32_t id) const;
    std::uint32_t pageSize(core::Scn scn) const { return incarnation(entry(scn)->incarnation).pageSize; }

    struct Found
    {
        const Version *version = nullptr; // null: in the base
        std::shared_ptr<BaseFile> base;
        bool newest = false; // the page has no later version
    };
    // The page's version as of scn. In the line of `incarnation`, which begins or continues at scn.
    Found find(std::uint32_t page, core::Scn scn, std::uint32_t incarnation) const;
    const Version *newestVersion(std::uint32_t page) const;

    // Newest base that a read at scn starts from.
    std::shared_ptr<BaseFile> baseFor(core::Scn scn, std::uint32_t incarnation) const;
    const std::vector<std::shared_ptr<BaseFile>> &bases() const { return m_bases; }
    const std::vector<Damage> &damages() const { return m_damages; }
    std::size_t versionCount() const { return m_versionCount; }
    // All versions that lie in a log, ascending by page and SCN: what its seal holds.
    std::vector<std::pair<std::uint32_t, Version>> versionsOf(std::uint64_t log) const;
    // (SCN, page) of the versions that commits from..to brought, ascending; a base's pages are none.
    std::vector<std::pair<std::uint64_t, std::uint32_t>> changes(core::Scn from, core::Scn to) const;
    // The first commit after scn in the line of `incarnation` that brought a version of the page; 0: none.
    core::Scn nextChange(std::uint32_t page, core::Scn scn, std::uint32_t incarnation) const;
    // The newest SCN that both lines hold; 0: none.
    core::Scn parting(core::Scn a, core::Scn b) const;
    // Pages up to `upTo` that may differ between the two: those that changed since their lines parted.
    std::vector<std::uint32_t> pagesChangedBetween(core::Scn a, core::Scn b, std::uint32_t upTo) const;
    // SCNs of the page's versions, ascending, whatever their line.
    std::vector<core::Scn> versionsOfPage(std::uint32_t page) const;
    // The largest SCN not after scn in the line of the current incarnation.
    core::Scn inCurrentLine(core::Scn scn) const;
    // Stored bytes of the commits after scn, whatever their line.
    std::uint64_t bytesSince(core::Scn scn) const;
    // Does every commit after scn go back to it? Then it can become the ground of the history.
    bool groundOfAll(core::Scn scn) const;
    // Is scn part of the line of history that leads to `incarnation`?
    bool inLine(std::uint64_t scn, std::uint32_t incarnation) const;

    // Writing side. SCNs ascend; a jump marks the SCNs between as lost, with the damage given before.
    void setIncarnations(std::vector<Incarnation> table) { m_incarnations = std::move(table); }
    // The last incarnation of the table has no commit yet.
    bool unbegunIncarnation() const { return !empty() && m_incarnations.back().firstScn > current(); }
    // Such ones never began if the next commit belongs to another one; 0: if there is no next one.
    void dropUnbegun(core::IncarnationId next);
    void addBase(std::shared_ptr<BaseFile> base);
    void addCommit(core::Scn scn, const CommitEntry &entry);
    void addVersion(std::uint32_t page, const Version &version);
    void noteDamage(const std::string &file, std::uint64_t offset)
    {
        m_pendingDamage.emplace_back(file, offset);
    }
    // The current incarnation ends before `next`; SCNs from current()+1 to next-1 were lost by damage.
    void closeDamage(core::Scn upTo);
    // Forgets what lies before the base with this SCN.
    void dropBefore(core::Scn base);

    core::Scn lastOf(const Incarnation &incarnation) const;

private:
    void refuseDamage(core::Scn after, core::Scn upTo, std::uint32_t incarnation) const;

    core::Scn m_first{1};
    std::deque<CommitEntry> m_commits;              // m_commits[i] is SCN m_first + i
    std::vector<std::vector<Version>> m_pages;      // by page number, each ascending by SCN
    std::vector<std::shared_ptr<BaseFile>> m_bases; // ascending by SCN
    std::vector<Incarnation> m_incarnations;
    std::vector<Damage> m_damages;
    std::vector<std::pair<std::string, std::uint64_t>> m_pendingDamage;
    std::size_t m_versionCount = 0;
};

} // namespace strandline::timeline
