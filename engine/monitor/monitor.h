// Monitoring of one open database: the board, our sessions on it, what their statements did, and the sampler;
// and the way to stop what our sessions do.
//
// Safe from any thread. Errors: none but for want of memory; what can't be kept (a full disk, a locked
// repository) is missing. Of sessions(): those of ExternalWatch.
#pragma once

#include "engine/monitor/ash.h"
#include "engine/monitor/foreign_executions.h"
#include "engine/monitor/kept_statistics.h"
#include "engine/monitor/monitor_options.h"
#include "engine/monitor/session.h"
#include "engine/monitor/session_list.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <thread>

namespace strandline::monitor {

class Monitor
{
public:
    enum class Outside
    {
        Look, // sessions() tells of other programs' locks as well
        Skip, // there is no file that they could lock, or SQLite doesn't lock it here
    };
    // On the sidecar's board; where there is no sidecar or it can't be used, on one in memory, that only this
    // process sees. One that samples moves to the sidecar's board within a second of its being made; sums
    // begin anew there, and what our sessions do is told there from their next statement on.
    static std::shared_ptr<Monitor> open(const timeline::Location &location, const MonitorOptions &options,
                                         const core::Clock &clock, Outside outside = Outside::Look);
    ~Monitor();
    Monitor(const Monitor &) = delete;
    Monitor &operator=(const Monitor &) = delete;

    // For one connection.
    std::shared_ptr<sqlite::Watch> beginSession(SessionOptions options) const;

    // Who uses the database now; ours: those that beginSession() began.
    SessionList sessions();
    // What ours runs now ends with a message for the one who runs it. False: it isn't ours, or is gone.
    bool cancelStatement(const SessionKey &session);
    // The same; its connection isn't used any more, and what is open in it is rolled back. Waits until a
    // statement that runs has ended, some milliseconds.
    bool endSession(const SessionKey &session);

    // The present one. It lives as long as the monitor, also when there is another one.
    const Board &board() const { return *m_board.load(); }
    std::shared_ptr<Board> heldBoard() const;
    std::vector<SqlRow> statements() const { return m_sql->rows(); }
    // The latest ones, in order of time.
    std::vector<AshRow> samples(core::Time from = {}) const { return m_ring.rows(from); }
    // Of 5 s and more, or asked for by a hint; the latest 200. executions.h has them with those that run.
    std::vector<LongExecution> longExecutions() const;
    // Of other processes, where it samples.
    std::vector<ForeignExecution> foreignExecutions() const { return m_foreign.ended(); }
    std::chrono::nanoseconds samplerCpu() const { return std::chrono::nanoseconds(m_samplerCpuNs.load()); }

private:
    Monitor(const timeline::Location &location, const MonitorOptions &options, const core::Clock &clock,
            std::shared_ptr<Board> board, Outside outside);
    void moveToNewBoard() noexcept;
    std::shared_ptr<Session> findOurs(const SessionKey &session) const;
    void sampleUntil(const std::stop_token &stop) noexcept;
    void look(bool sweep) noexcept;
    bool keepNow() noexcept; // false: try again soon
    void addSumsToKeep();

    struct LongList
    {
        std::mutex mutex;
        std::deque<LongExecution> latest; // guarded by mutex
    };

    // Constant after construction.
    const timeline::Location m_location;
    const timeline::Location m_place; // the same, resolved
    const MonitorOptions m_options;
    const core::Clock &m_clock;
    const std::shared_ptr<SqlArea> m_sql = std::make_shared<SqlArea>();
    const std::shared_ptr<LongList> m_long = std::make_shared<LongList>();
    const Outside m_outside;

    mutable std::mutex m_boardsMutex;
    std::vector<std::shared_ptr<Board>> m_boards; // guarded by m_boardsMutex; the present one is the last
    std::atomic<Board *> m_board;

    mutable std::mutex m_oursMutex;
    mutable std::vector<std::weak_ptr<Session>> m_ours; // guarded by m_oursMutex; some may be gone

    std::mutex m_watchMutex;
    std::unique_ptr<SessionWatch> m_watch; // guarded by m_watchMutex; null: nobody has asked yet

    AshRing m_ring;
    ForeignExecutions m_foreign;
    std::atomic<std::uint64_t> m_samplerCpuNs{0};

    // Of the sampler's thread, and of the destructor after its end.
    AshSampler m_sampler;
    std::vector<AshRow> m_toKeep;
    std::vector<KeptStatement> m_sumsToKeep;
    std::map<std::uint64_t, std::string> m_textsToKeep;
    std::map<std::pair<std::uint64_t, std::uint64_t>, StatementCounters> m_kept; // by SQL id and plan
    std::unique_ptr<core::FileLock> m_keeper; // held: our samples are the ones that are kept

    std::mutex m_sleepMutex;
    std::condition_variable m_sleep;
    std::jthread m_thread;
};

} // namespace strandline::monitor
