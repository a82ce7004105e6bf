// The capture of one database's commits, from taking the locks to letting them go. Owned by the recorder's
// thread.
//
// What makes it exact (SQLite's rules, https://sqlite.org/walformat.html): a WAL may be reset only when all
// of it is in the database file (nBackfill == mxFrame). While we hold the CKPT lock nobody moves nBackfill,
// and we let it move only up to what we have captured. So a reset can never lose a frame that we have not
// seen. Where we must let go of CKPT, a READ slot of ours with mark = captured (or exclusively, with no mark)
// keeps both promises; in the one case where we hold neither (`m_unprotected`), the commit counter of the
// wal-index tells whether commits were missed, and if so the whole database is compared and one commit is
// flagged GAP.
//
// Errors: those of Recorder's constructor; poll() also Io, DiskFull (nothing is lost: a new Capture resumes).
#pragma once

#include "engine/timeline/branch.h"
#include "engine/timeline/checkpointer.h"
#include "engine/timeline/store_writer.h"
#include "engine/timeline/wal_reader.h"

#include <functional>

namespace strandline::timeline {

struct CaptureOptions
{
    Location location;
    const core::Clock *clock = nullptr;
    std::uint64_t segmentBytes = 0;
    std::uint32_t checkpointFrames = 0;
};

class Capture
{
public:
    // store: the history so far, or null: it begins here. onCheckpointDone is called from another thread.
    Capture(const CaptureOptions &options, std::shared_ptr<Store> store,
            std::function<void()> onCheckpointDone, const core::JobContext &job);
    ~Capture();

    // Takes in new commits; true when there were some.
    bool poll();
    // Starts, follows and ends checkpoints; quiet: nothing was committed for some time.
    void maintain(bool quiet);
    // Last poll and checkpoint; the store is durable and the locks are free on return.
    void close();

    const std::shared_ptr<Store> &store() const { return m_store; }
    bool replaced() const { return m_tap.databaseMoved(); }
    bool headerBroken() const { return m_brokenSince.has_value(); }
    bool checkpointing() const { return m_checkpointer.running(); }
    bool idle() const; // nothing to do until the next commit
    bool checkpointBlocked() const { return m_blockedPasses > 1; }
    std::uint32_t walFrames() const { return m_header.mxFrame; }
    std::uint64_t commits() const { return m_commits; }

private:
    using Instant = std::chrono::steady_clock::time_point;

    // capture.cpp: commits
    void captureCommit(const WalReader::ReadCommit &commit);
    bool goesBack(const WalPosition &end);
    core::ByteView previousImage(std::uint32_t page);
    core::Time nextTime() const;
    bool walWasReset(const sqlite::WalHeader &header);
    void headerIsBroken();

    // capture_locks.cpp: locks and checkpoints
    void takeFirstLocks();
    void takeStillness();
    bool takeSlot(bool shared, std::uint32_t mark);
    void dropSlot();
    bool haveCheckpointLock();
    bool checkpointWaitsForUs() const;
    void retakeCheckpointLock();
    bool startPass();
    void endPass();
    void startYield();
    void followYield();

    // capture_attach.cpp: base, resume, compare
    void attach();
    void begin();
    void resume();
    bool resumeAtCommonCommit();
    void beginAgain(bool gap, bool newIncarnation);
    std::optional<CommitRecord> commitInFile();
    bool compare(bool newIncarnation, bool always);
    void addPagesTo(BaseWriter &writer);
    void openIncarnation(const CommitRecord &branch);
    std::uint32_t databasePages() const;
    std::uint32_t readPageSize() const;
    core::ByteView pageImage(std::uint32_t page);
    void indexWal();
    bool wasReplaced() const;
    void rememberFile() const;

    const CaptureOptions m_options;
    const core::JobContext m_job;
    sqlite::WalTap m_tap;        // connection A
    Checkpointer m_checkpointer; // connection B
    std::shared_ptr<Store> m_store;
    std::optional<StoreWriter> m_writer;
    std::optional<WalReader> m_reader;
    std::uint32_t m_pageSize = 0;
    sqlite::WalHeader m_header; // up to which everything is captured
    bool m_changeKnown = false; // m_header.change counts on from the last poll
    std::uint64_t m_commits = 0;
    std::optional<core::Time> m_pauseSince; // commits read now happened after it: their time is uncertain

    std::optional<sqlite::WalLock> m_slot; // a READ slot of ours
    bool m_unprotected = false;            // since the last poll we held neither CKPT nor a slot
    bool m_comparing = false;              // poll() does nothing meanwhile
    std::optional<Instant> m_yieldSince;   // the program checkpoints itself meanwhile
    std::uint32_t m_passMark = 0;          // frames that the running pass may move
    std::uint32_t m_passFrom = 0;          // frames that had been moved before it
    unsigned m_blockedPasses = 0;          // in a row, kept from moving anything by a reader
    Instant m_nextPass{};
    std::optional<Instant> m_brokenSince;
    std::optional<Instant> m_misfitSince; // a frame did not fit
    std::optional<BranchNote> m_note;     // a flashback's that may be among the commits being read

    core::Bytes m_image;
    core::Bytes m_previous;
    core::Bytes m_window; // of the database file, for reading it in order
    std::uint32_t m_windowFirst = 0;
};

} // namespace strandline::timeline
