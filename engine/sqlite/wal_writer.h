// One commit of our own in a WAL, page by page, by the steps and locks of an SQLite writer
// (https://sqlite.org/walformat.html), so that what a crash leaves is what SQLite's own crashes leave. For
// what no SQL can say: that the database becomes, page for page, another one.
//
// Like WalTap, whose connection it uses, it belongs to one thread, and that connection runs no SQL. A page
// size that differs from the WAL's is the caller's to refuse. Errors: those of WalTap; DiskFull and Io for
// refused writes, Cancelled: nothing is left of the commit then.
#pragma once

#include "engine/core/job.h"
#include "engine/sqlite/wal_tap.h"

#include <functional>
#include <vector>

namespace strandline::sqlite {

// Where a commit ends in the WAL: says, with its checksum over all that was before, which commit it is.
struct WalEnd
{
    std::array<std::uint32_t, 2> salt{};
    std::uint32_t frame = 0;
    std::array<std::uint32_t, 2> checksum{};
};

class WalWriter
{
public:
    explicit WalWriter(const std::string &path);
    ~WalWriter(); // lets go of the lock

    WalTap &tap() { return m_tap; }

    // The WRITE lock; false: somebody else writes.
    bool tryLock();
    void unlock();
    bool locked() const { return m_tap.holds(WalLock::Write); }

    struct Commit
    {
        WalHeader base;                   // the published header, read under the lock; mxFrame > 0
        std::vector<std::uint32_t> pages; // ascending, without page 1 and the lock page
        std::function<void(std::uint32_t page, std::span<std::uint8_t> out)> read;
        core::ByteView pageOne;          // written last
        std::uint32_t databasePages = 0; // afterwards
        // Called when all but the last frame is written, with the place where the commit will end: the last
        // moment to say no, by an exception.
        std::function<void(const WalEnd &end)> beforeEnd;
    };
    // Under the lock, which stays. The commit is durable and seen by everybody on return.
    void commit(const Commit &commit, const core::JobContext &job);

private:
    void write(std::uint64_t offset, core::ByteView bytes);
    void addFrame(std::uint32_t page, std::uint32_t databasePages, core::ByteView image);
    void flush();
    void indexFrames(const Commit &commit);
    void indexFrame(std::uint32_t frame, std::uint32_t page);
    volatile std::uint32_t *region(std::uint32_t number);
    void forgetIndexBeyond(std::uint32_t frame);
    void endCommit(std::uint64_t lastFrame);
    void publish(const WalHeader &header);

    WalTap m_tap;

    // The commit being written:
    WalHeader m_header; // with the frames so far
    core::Bytes m_buffer;
    std::uint64_t m_bufferAt = 0; // its place in the WAL
};

} // namespace strandline::sqlite
