// One connection of ours as monitoring sees it: accounts for its calls and waits (call_timer.h), counts its
// statements (statement_stats.h) and tells both in its slot of the board.
//
// Belongs to the thread that uses the connection, as sqlite::Watch says; what it tells is read by anybody. No
// lock is taken while a statement runs; looking up a text at prepare takes the session's own. Nothing here
// throws but the constructor.
#pragma once

#include "engine/monitor/board.h"
#include "engine/monitor/call_timer.h"
#include "engine/monitor/statement_stats.h"
#include "engine/sqlite/statement.h"
#include "engine/sqlite/termination.h"

#include <functional>

namespace strandline::monitor {

constexpr std::uint64_t longExecutionNs = 5'000'000'000;

// An execution that has ended and took long enough to be looked at by itself, or asked for it.
struct LongExecution
{
    std::uint64_t sid = 0; // number of the slot, from 1
    std::uint64_t serial = 0;
    std::uint64_t number = 0;  // of the session's executions
    std::uint64_t startNs = 0; // sl_now() of the board
    std::uint64_t endNs = 0;
    std::uint64_t elapsedNs = 0; // DB time
    std::array<std::uint64_t, SL_CLASSES> waitNs{};
    std::uint64_t rows = 0;
    std::uint64_t vmSteps = 0;
    bool failed = false;
    std::shared_ptr<const SqlText> text;
    std::shared_ptr<const SqlPlan> plan; // null: not known
};

struct SessionOptions
{
    std::string module; // which part of the program; at most SL_NAME_BYTES bytes are told, as of the others
    std::string action = {};
    std::string client = {};
    sl_kind kind = SL_KIND_OWN;
    // Called on the session's thread; mustn't throw. Executions of longNs of DB time and more, and those that
    // asked for it (SqlText::monitored).
    std::function<void(const LongExecution &)> onLong = {};
    std::uint64_t longNs = longExecutionNs;
    // As sqlite::Watch::committedTo(); mustn't throw.
    std::function<void(const sqlite::WalHeader &)> onCommitted = {};
};

class Session final : public sqlite::TerminableWatch
{
public:
    // Where the board has no free slot, the session counts its statements all the same.
    Session(std::shared_ptr<Board> board, const std::shared_ptr<SqlArea> &sql, SessionOptions options);
    ~Session() override;

    // Number of its slot, from 1; 0: it has none.
    std::uint64_t sid() const { return m_sid; }
    // Whether this slot of a board is the session's, and serial its number. Any thread.
    bool isAt(const sl_slot &slot, std::uint64_t serial) const
    {
        return m_published.load() == &slot && sl_load32(&slot.serial) == serial;
    }

    void beginCall() noexcept override;
    void endCall() noexcept override;
    void beginPrepare() noexcept override;
    std::unique_ptr<sqlite::WatchedStatement>
    endPrepare(const sqlite::Statement &statement) noexcept override;
    void failPrepare(bool error) noexcept override;
    void beginStep(sqlite::WatchedStatement &statement, const sqlite::Statement &of) noexcept override;
    void endStep(sqlite::WatchedStatement &statement, const sqlite::Statement &of,
                 sqlite::StepOutcome outcome) noexcept override;
    void ended(sqlite::WatchedStatement &statement, const sqlite::Statement &of) noexcept override;
    void finalizing(sqlite::WatchedStatement &statement, const sqlite::Statement &of) noexcept override;
    void progressed(std::uint64_t instructions, const sqlite::Connection &connection) noexcept override;
    void beginWait(sqlite::WaitEvent event, std::uint64_t offset, std::uint64_t bytes) noexcept override;
    void endWait() noexcept override;
    void lockRefused(sqlite::WaitEvent event, std::uint64_t lockByte) noexcept override;
    void lockTaken() noexcept override;
    void holdsWriteLock(bool held) noexcept override;
    void beginLockSleep() noexcept override;
    void endLockSleep() noexcept override;
    void committed() noexcept override;
    void committedTo(const sqlite::WalHeader &end) noexcept override;

private:
    struct Watched;
    // Sums of the outermost call that runs, told when it ends.
    struct CallSums
    {
        std::uint32_t executions = 0;
        std::uint32_t events = 0; // bit per event that has some in CallWaits
        bool seldom = false;      // there are some of these, or in CallExtras
    };
    struct CallExtras
    {
        std::uint32_t prepares = 0;
        std::uint32_t errors = 0;
        std::uint32_t commits = 0;
        std::uint32_t rollbacks = 0;
    };
    struct CallWaits
    {
        std::array<std::uint64_t, SL_EVENTS> count{};
        std::array<std::uint64_t, SL_EVENTS> ns{};
        std::array<std::uint64_t, SL_EVENTS> bytes{};
    };

    std::uint64_t now() const { return sl_now(&m_clock); }
    void claim(std::uint64_t logonMicros);
    void moveToSuccessor();
    void wait(std::uint32_t event, std::uint64_t offset, std::uint64_t bytes);
    void charge(std::uint32_t event, std::uint64_t ns, bool whole);
    void openCall();
    [[gnu::cold, gnu::noinline]] void tellTransaction(bool open);
    [[gnu::cold, gnu::noinline]] void closeWaits(std::uint64_t now);
    [[gnu::cold, gnu::noinline]] void chargeIdle(std::uint64_t gap);
    void closeLockWait();
    void beginExecution(Watched &statement, const sqlite::Statement &of);
    void endExecution(Watched &statement, bool failed);
    void tellCall(std::uint64_t callNs);
    [[gnu::cold, gnu::noinline]] void tellSeldom(std::uint64_t callNs);
    [[gnu::cold, gnu::noinline]] void forgetCall();
    void chargeStatement(std::uint64_t callNs);
    [[gnu::cold, gnu::noinline]] void chargeWaits(Watched &statement);
    [[gnu::cold, gnu::noinline]] void tellLong(const Watched &statement) const;
    [[gnu::cold, gnu::noinline]] void settle(Watched &statement, const sqlite::Statement &of);
    [[gnu::cold, gnu::noinline]] void settleGets(const sqlite::Connection &connection);
    void learnPlan(Watched &statement, const sqlite::Statement &of);
    [[gnu::cold, gnu::noinline]] void changeStatement(const std::shared_ptr<StatementStats> &stats,
                                                      const sqlite::Connection &connection);
    void tellText(const StatementStats &stats);

    // Constant after construction.
    const SessionOptions m_options;
    const std::unique_ptr<SessionSql> m_sql;

    // Others after a move to another board.
    std::shared_ptr<Board> m_board;
    std::uint64_t m_sid = 0;
    std::atomic<const sl_slot *> m_published = nullptr; // the slot, if it is one of the board
    // In place of those of the board, where that is full.
    std::unique_ptr<sl_slot> m_spareSlot;
    std::unique_ptr<sl_record> m_spareRecord;

    // What each call touches, in two lines of the cache: a statement's own system calls push out of it what
    // lies there, and to fetch that again is most of what a short statement pays for being watched.
    alignas(64) sl_slot *m_slot = nullptr;
    sl_record *m_record = nullptr;
    sl_clock m_clock{};
    const std::uint64_t *m_watchedNs = nullptr; // of the board: when a sampler looked last
    const StatementStats *m_told = nullptr; // whose text is in the slot, whose gets are counted: m_statement
    Watched *m_current = nullptr;           // to whose statement the call belongs; null: to none
    bool m_finished = false;                // its execution ended in this call
    bool m_toldLive = false;                // how far the execution is
    bool m_committed = false;               // the transaction that writes
    bool m_undecided = false;               // it has ended, and nothing tells that it was committed
    bool m_inTransaction = false;           // at the end of the last call
    std::uint32_t m_openCursors = 0;
    CallSums m_sums;
    std::uint64_t m_thread = 0; // that is told
    const std::uint64_t m_longNs;
    CallTimer m_timer; // its open waits last

    // Now and then.
    std::shared_ptr<StatementStats> m_statement; // the last that was executed
    std::uint32_t m_getsSeen = 0;                // SQLite's own counter, which wraps
    std::uint32_t m_refusedEvent = SL_LOCK_WAL_READMARK;
    std::uint64_t m_refusedByte = 0;
    std::uint64_t m_lockSleptNs = 0; // of the wait for one lock, which is many sleeps
    std::uint64_t m_settledFor = 0;  // the sampler's look for which counters were brought up to date
    CallExtras m_extras;
    CallWaits m_waits;
};

} // namespace strandline::monitor
