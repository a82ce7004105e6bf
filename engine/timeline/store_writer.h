// Appends commits to a Store. One per store, owned by the recorder's thread, which holds owner.lock.
//
// A commit is begin(), addPage() for each changed page in ascending order, finish(); readers see it after
// finish(). An exception between leaves the commit unwritten: call abandon() or drop the writer. Errors:
// systemError.
#pragma once

#include "engine/timeline/store.h"

#include <utility>

namespace strandline::timeline {

class StoreWriter
{
public:
    // Makes a writer for an existing history; cuts a torn record off its end.
    StoreWriter(std::shared_ptr<Store> store, std::uint64_t segmentBytes);
    ~StoreWriter();
    StoreWriter(const StoreWriter &) = delete;
    StoreWriter &operator=(const StoreWriter &) = delete;

    // Makes the folders and the first base. pages: called with a writer to add all pages.
    static std::shared_ptr<Store> create(const Location &location, std::uint32_t pageSize,
                                         CommitRecord commit, const std::function<void(BaseWriter &)> &pages);
    // A base inside the history: an incarnation of another page size, or after damage. The SCN is the next
    // one.
    void addBase(CommitRecord commit, const std::vector<Incarnation> &incarnations, std::uint32_t pageSize,
                 const std::function<void(BaseWriter &)> &pages);
    // A new line of history that continues from `branch`, a commit of an earlier one; the next commit belongs
    // to it.
    void addIncarnation(const Incarnation &incarnation, const CommitRecord &branch);

    // commit.rollingChecksum is computed here.
    void begin(const CommitRecord &commit);
    // previous: the image before, or empty where the caller doesn't have it; checked by its hash. A page that
    // didn't change is left out.
    void addPage(std::uint32_t page, core::ByteView image, core::ByteView previous);
    void finish();
    void abandon();
    // Pages stored in the commit being written.
    std::size_t pageCount() const { return m_versions.size(); }

    void sync(); // what was finished is durable on return
    bool dirty() const { return m_dirty; }
    // The log with what isn't durable yet, for syncing it on another thread; null: everything is durable.
    std::shared_ptr<LogFile> takeDirty() { return std::exchange(m_dirty, false) ? m_log : nullptr; }
    void close(); // marks a clean end, durable

    // Content hash of the page's newest version in the current line; 0: the page doesn't exist.
    std::uint64_t latestHash(std::uint32_t page) const;
    const CommitRecord &last() const { return m_last; } // that the next commit follows
    core::Scn nextScn() const;
    Store &store() { return *m_store; }

private:
    void ensureLog();
    void startLog();
    void seal();
    void addVersion(std::uint32_t page, std::uint64_t hash, core::ByteView image, core::ByteView previous,
                    unsigned depth);
    core::ByteView before(const Store::Located &latest, core::ByteView found, std::uint64_t hash);
    bool encodeAnchored(std::uint32_t page, core::ByteView image);
    void fillGrown(std::uint32_t upTo);
    void flushPages();
    std::uint32_t pageSize() const;

    std::shared_ptr<Store> m_store;
    const std::uint64_t m_segmentBytes;
    std::shared_ptr<LogFile> m_log; // null: the next commit begins one
    std::uint64_t m_logNumber = 0;
    std::uint64_t m_end = 0; // of the last whole commit in m_log
    CommitRecord m_last;
    bool m_dirty = false;
    std::unordered_map<std::uint32_t, Anchor> m_anchors; // by page: its newest Full version in m_log

    // The commit being written:
    CommitRecord m_commit;
    std::uint64_t m_at = 0;        // end of the Pages records already written
    std::uint32_t m_nextGrown = 0; // first page beyond the previous size that has no version yet
    std::uint32_t m_lastPage = 0;  // in the part being encoded
    std::size_t m_partFirst = 0;   // index in m_versions of the part's first
    core::Bytes m_part;            // encoded versions of the part
    std::vector<std::pair<std::uint32_t, Version>> m_versions; // offsets of the part: within m_part
    std::uint64_t m_storedBytes = 0;
    PageCodec m_codec;
    core::Bytes m_payload;
    core::Bytes m_encoded;
    core::Bytes m_before; // an image from the history
    core::Bytes m_anchorStored;
};

} // namespace strandline::timeline
