// The stored history of one database: files on disk (format.h), an index of them in memory, decoded pages.
//
// Reading is safe from any thread. Writing goes through one StoreWriter, by the process that owns the history
// (owner.lock). A Store that reads somebody else's history follows it by refresh().
//
// Errors: NotRecorded, HistoryCorrupt, UnsupportedFormat, ScnInFuture, SnapshotTooOld, systemError.
#pragma once

#include "engine/core/job.h"
#include "engine/timeline/base_file.h"
#include "engine/timeline/history.h"
#include "engine/timeline/log_file.h"
#include "engine/timeline/page_index.h"

#include <list>
#include <map>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <unordered_map>

namespace strandline::timeline {

// Decoded page versions, shared by all SCNs: a version never changes. Safe from any thread.
class ImageCache
{
public:
    explicit ImageCache(std::size_t capacityBytes) : m_capacity(capacityBytes) {}
    bool get(std::uint64_t key, std::span<std::uint8_t> out);
    void put(std::uint64_t key, core::ByteView page);

private:
    struct Item
    {
        std::uint64_t key;
        core::Bytes page;
    };
    const std::size_t m_capacity;
    std::mutex m_mutex;
    std::list<Item> m_items; // guarded by m_mutex, newest first
    std::unordered_map<std::uint64_t, std::list<Item>::iterator> m_byKey;
    std::size_t m_bytes = 0;
};

class Store
{
public:
    static bool exists(const Location &location);
    static std::shared_ptr<Store> open(const Location &location);
    explicit Store(Location location);

    // Takes in what another process appended, and what was folded, since. True when the current SCN moved.
    bool refresh();

    const Location &location() const { return m_location; }
    std::string folder() const { return m_location.sidecar() + "/timeline"; }
    core::DatabaseId id() const;

    // f(const PageIndex &) under the shared lock; it must not keep references.
    template <typename F>
    auto withIndex(F f) const
    {
        const std::shared_lock lock(m_mutex);
        return f(static_cast<const PageIndex &>(m_index));
    }

    // Where a page's version stands. Keeps its file open.
    struct Located
    {
        std::uint32_t page = 0;
        std::uint32_t incarnation = 0;
        Version version; // scn 0: in the base
        std::shared_ptr<BaseFile> base;
        std::shared_ptr<LogFile> log;
        bool newest = false; // no later version exists
    };
    Located locate(std::uint32_t page, core::Scn scn) const;
    std::uint64_t hashOf(const Located &located) const;
    // Of the page as of scn when no later version exists, else 0.
    std::uint64_t hashIfNewest(std::uint32_t page, core::Scn scn) const;
    // out has the page's size; the content is checked.
    void read(const Located &located, std::span<std::uint8_t> out) const;
    // The same, but false where the stored bytes are damaged.
    bool tryRead(const Located &located, std::span<std::uint8_t> out) const;
    void readPage(std::uint32_t page, core::Scn scn, std::span<std::uint8_t> out) const
    {
        read(locate(page, scn), out);
    }

    CommitRecord lastCommit() const; // of the current SCN
    // As it was written; nothing where the SCN can't be read any more.
    std::optional<CommitRecord> recordOf(core::Scn scn) const;
    // Pages of b that differ from those of a, or that a doesn't have, ascending. In proportion to what
    // changed since their lines parted. Throws as PageIndex::readable() does.
    std::vector<std::uint32_t> differingPages(core::Scn a, core::Scn b) const;
    // f for each commit in the log that holds scn, ascending; for scn alone where a base holds it; for none
    // where it can't be read any more.
    void visitLogOf(core::Scn scn, const std::function<void(const CommitRecord &)> &f) const;
    // Commits that came from the WAL with this salt, newest first.
    std::vector<CommitRecord> commitsOfWal(const std::array<std::uint32_t, 2> &salt) const;
    // The newest readable commit with this size and rolling checksum: that of this very content. Nothing
    // where there is none. Reads every log.
    std::optional<CommitRecord> newestCommitOf(std::uint32_t databasePages, std::uint64_t rolling) const;
    std::uint64_t storeBytes() const;
    Commit describe(core::Scn scn) const; // a known SCN

    // While a Pin lives, retention keeps what its SCN needs open here.
    class Pin
    {
    public:
        Pin(const Store &store, core::Scn scn);
        ~Pin();
        Pin(const Pin &) = delete;
        Pin &operator=(const Pin &) = delete;

    private:
        const Store &m_store;
        core::Scn m_scn;
    };

private:
    friend class StoreWriter;
    struct PendingPages
    {
        std::uint64_t scn = 0;
        std::vector<std::pair<std::uint32_t, Version>> versions;
    };

    void load();
    void loadLog(std::uint64_t number, const std::shared_ptr<LogFile> &log);
    bool loadSealed(std::uint64_t number, const LogFile &log);
    void scanTail();
    void takeRecord(std::uint64_t log, RecordType type, core::ByteView payload, std::uint64_t payloadOffset);
    void takeCommit(const CommitRecord &commit, std::uint64_t storedBytes,
                    const std::vector<std::pair<std::uint32_t, Version>> &versions);
    void addBasesBefore(core::Scn scn);
    void adoptFolding();
    Located locateIn(std::uint32_t page, core::Scn scn, std::uint32_t incarnation) const;
    bool decodeVersion(const Located &located, std::span<std::uint8_t> out) const;
    static bool decodeStored(const Located &step, std::span<std::uint8_t> image, std::uint64_t &hash);

    const Location m_location;
    mutable ImageCache m_cache{32U << 20U};

    mutable std::shared_mutex m_mutex;
    // Guarded by m_mutex:
    PageIndex m_index;
    std::map<std::uint64_t, std::shared_ptr<LogFile>> m_logs;
    std::vector<std::shared_ptr<BaseFile>> m_basesToAdd; // while loading, ascending
    CommitRecord m_last;
    PendingPages m_pending;
    std::uint64_t m_tailLog = 0;    // the newest log
    std::uint64_t m_tailOffset = 0; // end of its last whole commit
    bool m_tailSealed = false;
    bool m_hasWriter = false; // a StoreWriter of this process keeps the index up to date
    core::DatabaseId m_id;

    mutable std::mutex m_pinMutex;
    mutable std::multiset<std::uint64_t> m_pins; // guarded by m_pinMutex
};

// Decodes the versions of a Pages or Commit record; payloadOffset as in LogFile::Visitor.
std::vector<std::pair<std::uint32_t, Version>>
decodeVersions(core::ByteReader &reader, std::uint64_t payloadOffset, std::uint64_t scn, std::uint64_t log);

} // namespace strandline::timeline
