#include "engine/monitor/monitor.h"

#include "engine/timeline/place.h"

#include <algorithm>

namespace strandline::monitor {

namespace {

constexpr std::chrono::seconds keepEvery{60};
constexpr std::chrono::seconds keepAgainAfter{5};
constexpr std::chrono::seconds sweepEvery{10};
constexpr std::chrono::seconds costEvery{1};
// With who else writes to the repository. Who closes a database waits for the sampler, and may be the one
// that paints.
constexpr std::chrono::milliseconds patience{10};
constexpr std::size_t toKeepMax = 10'000; // while the repository can't be written: some minutes
constexpr std::size_t longMax = 200;

// Monitoring is never a reason not to open a database.
std::shared_ptr<Board> boardFor(const timeline::Location &location) noexcept
{
    try {
        if (location.files->exists(timeline::resolved(location).sidecar())) {
            auto board = Board::open(location);
            board->sweep();
            return board;
        }
    } catch (const std::exception &) {
        return Board::inMemory(); // the sidecar can't be written by us
    }
    return Board::inMemory();
}

// POSIX locks of other processes; those of our own are on the board.
LockHolder holderIn(const timeline::Location &location)
{
    return [database = timeline::resolved(location).database,
            files = location.files](std::uint32_t event, std::uint64_t lockByte) -> std::int64_t {
        const bool inShm = event >= SL_LOCK_WAL_WRITE;
        // Beside the PENDING byte come RESERVED and 510 of SHARED: who writes holds one of them.
        const std::uint64_t last = inShm ? lockByte : lockByte + 511;
        for (const core::RangeLock &lock : files->locks(inShm ? database + "-shm" : database)) {
            const bool against = lock.exclusive || event == SL_LOCK_EXCLUSIVE;
            if (against && lock.first <= last && lock.last >= lockByte &&
                lock.holder.process != core::currentProcess()) {
                return lock.holder.process;
            }
        }
        return 0;
    };
}

} // namespace

Monitor::Monitor(const timeline::Location &location, const MonitorOptions &options, const core::Clock &clock,
                 std::shared_ptr<Board> board, Outside outside)
    : m_location(location), m_place(timeline::resolved(location)), m_options(options), m_clock(clock),
      m_outside(outside), m_boards{board}, m_board(board.get()), m_sampler(board, holderIn(location))
{
    if (m_options.sampleEvery.count() > 0) {
        m_thread = std::jthread([this](const std::stop_token &stop) { sampleUntil(stop); });
    }
}

std::shared_ptr<Monitor> Monitor::open(const timeline::Location &location, const MonitorOptions &options,
                                       const core::Clock &clock, Outside outside)
{
    return std::shared_ptr<Monitor>(new Monitor(location, options, clock, boardFor(location), outside));
}

Monitor::~Monitor()
{
    if (m_thread.joinable()) {
        m_thread.request_stop();
        m_thread.join();
    }
    keepNow();
}

std::shared_ptr<Board> Monitor::heldBoard() const
{
    const std::lock_guard lock(m_boardsMutex);
    return m_boards.back();
}

void Monitor::moveToNewBoard() noexcept
{
    const std::shared_ptr<Board> before = heldBoard();
    try {
        if (!before->isReplaced(m_place)) {
            return;
        }
        const std::shared_ptr<Board> board = Board::open(m_location);
        {
            const std::lock_guard lock(m_boardsMutex);
            m_boards.push_back(board);
            m_board = board.get();
        }
        before->retireFor(board);
        m_sampler.useBoard(board);
        m_foreign.forget();
    } catch (const std::exception &) {
        return; // the sidecar can't be written by us, or only just goes
    }
}

std::shared_ptr<sqlite::Watch> Monitor::beginSession(SessionOptions options) const
{
    options.onLong = [list = m_long](const LongExecution &execution) {
        const std::lock_guard lock(list->mutex);
        list->latest.push_back(execution);
        if (list->latest.size() > longMax) {
            list->latest.pop_front();
        }
    };
    auto session = std::make_shared<Session>(heldBoard(), m_sql, std::move(options));
    const std::lock_guard lock(m_oursMutex);
    std::erase_if(m_ours, [](const std::weak_ptr<Session> &known) { return known.expired(); });
    m_ours.push_back(session);
    return session;
}

std::shared_ptr<Session> Monitor::findOurs(const SessionKey &session) const
{
    if (session.sid == 0 || session.sid > SL_SLOTS) {
        return nullptr; // it has no slot
    }
    const sl_slot &slot = board().layout().slot[session.sid - 1];
    const std::lock_guard lock(m_oursMutex);
    for (const std::weak_ptr<Session> &weak : m_ours) {
        if (auto known = weak.lock(); known && known->isAt(slot, session.serial)) {
            return known;
        }
    }
    return nullptr;
}

SessionList Monitor::sessions()
{
    SessionList list;
    {
        const std::lock_guard lock(m_watchMutex);
        if (!m_watch) {
            auto external = m_outside == Outside::Look
                                ? std::make_unique<ExternalWatch>(timeline::resolved(m_location).database,
                                                                  m_clock, *m_location.files)
                                : nullptr;
            m_watch = std::make_unique<SessionWatch>(std::move(external), m_clock);
        }
        list = m_watch->look(&board());
    }
    for (ListedSession &session : list.sessions) {
        session.ours = findOurs(session.key) != nullptr;
    }
    return list;
}

bool Monitor::cancelStatement(const SessionKey &session)
{
    const auto ours = findOurs(session);
    if (ours) {
        ours->termination().cancel("The statement was cancelled from the Sessions page.");
    }
    return ours != nullptr;
}

bool Monitor::endSession(const SessionKey &session)
{
    const auto ours = findOurs(session);
    if (ours) {
        const sl_slot &slot = board().layout().slot[session.sid - 1];
        const bool writes = sl_transaction_of(sl_load(&slot.locks)) == SL_TRANSACTION_WRITE;
        ours->termination().end(
            writes ? "The session was ended from the Sessions page; its transaction was rolled back."
                   : "The session was ended from the Sessions page.");
    }
    return ours != nullptr;
}

std::vector<LongExecution> Monitor::longExecutions() const
{
    const std::lock_guard lock(m_long->mutex);
    return {m_long->latest.begin(), m_long->latest.end()};
}

void Monitor::sampleUntil(const std::stop_token &stop) noexcept
{
    const std::stop_callback wake(stop, [this] {
        const std::lock_guard lock(m_sleepMutex);
        m_sleep.notify_all();
    });
    auto next = std::chrono::steady_clock::now();
    auto keepAt = next + keepEvery;
    auto sweepAt = next + sweepEvery;
    auto costAt = next;
    while (!stop.stop_requested()) {
        const auto now = std::chrono::steady_clock::now();
        look(now >= sweepAt);
        sweepAt = now >= sweepAt ? now + sweepEvery : sweepAt;
        if (now >= keepAt) {
            keepAt = now + (keepNow() ? std::chrono::seconds(keepEvery) : keepAgainAfter);
        }
        if (now >= costAt) { // asking the system costs as much as a look where nobody is active
            m_samplerCpuNs = threadCpuNs();
            moveToNewBoard();
            costAt = now + costEvery;
        }
        // After a machine's sleep the missed looks aren't made up for.
        next = std::max(next + m_options.sampleEvery, now);
        std::unique_lock lock(m_sleepMutex);
        m_sleep.wait_until(lock, next, [&] { return stop.stop_requested(); });
    }
}

void Monitor::look(bool sweep) noexcept
{
    try {
        const core::Time now = m_clock.now();
        const std::vector<AshRow> &rows = m_sampler.sample(now, m_options.sampleEvery);
        if (m_options.keep && board().shared()) {
            std::copy_if(rows.begin(), rows.end(), std::back_inserter(m_toKeep),
                         [](const AshRow &row) { return row.sampleId % keptOneIn == 0; });
            m_textsToKeep.merge(m_sampler.takeNewTexts());
        }
        m_foreign.look(board(), rows, m_ring, now);
        m_ring.add(rows);
        if (sweep) {
            heldBoard()->sweep();
        }
    } catch (const std::exception &) {
        return; // the sidecar may have gone; the next look is a tenth of a second away
    }
}

void Monitor::addSumsToKeep()
{
    for (const SqlRow &row : m_sql->rows()) {
        StatementCounters &before = m_kept[{row.text->sqlId, row.plan ? row.plan->hash : 0}];
        const StatementCounters &now = row.counters;
        if (now.elapsedNs <= before.elapsedNs) {
            continue;
        }
        const auto sum = [](const StatementCounters &of) {
            std::uint64_t waits = 0;
            for (const std::uint64_t ns : of.waitNs) {
                waits += ns;
            }
            return waits;
        };
        m_sumsToKeep.push_back({row.text->sqlId, row.plan ? row.plan->hash : 0, row.text->normalized,
                                now.executions - before.executions, now.elapsedNs - before.elapsedNs,
                                sum(now) - sum(before), now.rows - before.rows, now.reads - before.reads,
                                now.gets - before.gets, now.errors - before.errors});
        before = now;
    }
}

bool Monitor::keepNow() noexcept
{
    if (!m_options.keep || !board().shared()) {
        return true;
    }
    try {
        // Several programs may sample one board; one of them keeps what it saw.
        const timeline::Location location = timeline::resolved(m_location);
        if (!m_keeper && m_options.sampleEvery.count() > 0) {
            m_keeper = location.files->tryLock(location.sidecar() + "/sampler.lock", {});
        }
        if (!m_keeper) {
            m_toKeep.clear();
        }
        addSumsToKeep();
        if (!m_sumsToKeep.empty() || !m_toKeep.empty()) {
            KeptStatistics(location, patience).keep(m_toKeep, m_textsToKeep, m_sumsToKeep, m_clock.now());
        }
        m_toKeep.clear();
        m_sumsToKeep.clear();
        m_textsToKeep.clear();
        return true;
    } catch (const std::exception &) { // it is locked, or the disk is full
        if (m_toKeep.size() + m_sumsToKeep.size() > toKeepMax) {
            m_toKeep.clear(); // then these minutes are missing, and the next ones count again
            m_sumsToKeep.clear();
        }
        return false;
    }
}

} // namespace strandline::monitor
