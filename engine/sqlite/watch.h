// What a connection tells an observer of its calls, its waits and its locks, so that time can be accounted
// for (engine/monitor/session.h is the observer). A connection without one pays a test for null.
//
// A Watch is called on the thread that uses its connection. While a call of a watched connection runs, that
// watch is its thread's running one: what files do then is told to it, whichever connection they belong to,
// and calls of other connections inside are its own. Nothing here throws.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string_view>

namespace strandline::sqlite {

class Connection;
class Statement;
struct WalHeader;

// What a call waits for. Numbers and meanings are those of sl_event in engine/monitor/board_layout.h.
enum class WaitEvent : std::uint32_t
{
    None,
    DatabaseRead,
    WalRead,
    SorterRead,
    SorterWrite,
    EphemeralRead,
    EphemeralWrite,
    JournalRead,
    WalWrite,
    WalSync,
    JournalWrite,
    JournalSync,
    JournalFinalise,
    DatabaseSync,
    DatabaseWrite,
    DatabaseTruncate,
    Checkpoint,
    LockShared,
    LockReserved,
    LockPending,
    LockExclusive,
    LockWalWrite,
    LockWalCheckpoint,
    LockWalRecover,
    LockWalReadmark,
};

// What the observer keeps of a prepared statement; lives as long as that.
class WatchedStatement
{
public:
    virtual ~WatchedStatement() = default;
    bool running = false; // between its first step and its end
};

enum class StepOutcome
{
    Row,
    Done,
    Failed,
};

// The calls of a connection that are open. Its Statement and its Watch keep them together: the steps that
// follow the first one inside a CallScope only count, which spares each of them two calls of the Watch.
struct OpenCalls
{
    int depth = 0;                              // those inside belong to the outermost
    int inSteps = 0;                            // statements that run inside a step belong to it
    std::uint64_t rows = 0;                     // of the outermost one
    const WatchedStatement *stepping = nullptr; // its next step is such a one; set and reset by the Watch
};

class Watch
{
public:
    virtual ~Watch() = default;

    OpenCalls calls;
    // Where the file of the connection's own database tells the locks that it has, bits of sl_lock; null:
    // nowhere. Set outside of calls.
    std::uint64_t *toldLocks = nullptr;

    // Calls. Every beginCall has its endCall, and may have others inside.
    virtual void beginCall() noexcept = 0;
    virtual void endCall() noexcept = 0;
    virtual void beginPrepare() noexcept = 0; // a call
    virtual std::unique_ptr<WatchedStatement> endPrepare(const Statement &statement) noexcept = 0;
    // In place of endPrepare: there is no statement, by an error or because there were only blanks.
    virtual void failPrepare(bool error) noexcept = 0;
    // A step, unless it only counts; a row that it gives while OpenCalls::stepping is its statement only
    // counts too.
    virtual void beginStep(WatchedStatement &statement, const Statement &of) noexcept = 0;
    virtual void endStep(WatchedStatement &statement, const Statement &of, StepOutcome outcome) noexcept = 0;
    // Its execution ends before it was done: it is reset.
    virtual void ended(WatchedStatement &statement, const Statement &of) noexcept = 0;
    // The last that is heard of it.
    virtual void finalizing(WatchedStatement &statement, const Statement &of) noexcept = 0;
    // About so many more instructions of the virtual machine have run.
    virtual void progressed(std::uint64_t instructions, const Connection &connection) noexcept = 0;

    // Waits. They nest; the innermost owns the time.
    virtual void beginWait(WaitEvent event, std::uint64_t offset, std::uint64_t bytes) noexcept = 0;
    virtual void endWait() noexcept = 0;
    // A lock was refused: if the call sleeps next, it is for this one. lockByte: as SQLite numbers them.
    virtual void lockRefused(WaitEvent event, std::uint64_t lockByte) noexcept = 0;
    virtual void lockTaken() noexcept = 0;
    // The connection has, or no longer has, a lock of its own database that only one writer can have.
    virtual void holdsWriteLock(bool held) noexcept = 0;
    virtual void beginLockSleep() noexcept = 0;
    virtual void endLockSleep() noexcept = 0;
    virtual void committed() noexcept = 0; // a transaction that wrote
    // The connection itself has committed to its own database's WAL, which ended so: no other commit can have
    // come in between, and its place isn't overwritten before this returns.
    virtual void committedTo(const WalHeader &end) noexcept = 0;
};

// Whose call runs on this thread; null: none that is watched.
extern constinit thread_local Watch *runningWatch;
// Whose connection is being opened on this thread, so that its file knows to whom it belongs.
extern constinit thread_local Watch *openingWatch;

// Many small calls as one, such as all steps that fill a batch of rows.
class CallScope
{
public:
    explicit CallScope(Connection &connection);
    ~CallScope();
    CallScope(const CallScope &) = delete;
    CallScope &operator=(const CallScope &) = delete;

private:
    Watch *m_watch;
};

// Sleeps because of a lock that somebody has.
void sleepForLock(std::chrono::microseconds duration) noexcept;

} // namespace strandline::sqlite
