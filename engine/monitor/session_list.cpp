#include "engine/monitor/session_list.h"

#include <algorithm>

namespace strandline::monitor {

namespace {

using std::chrono::nanoseconds;

constexpr std::chrono::seconds pinWorthTelling{1}; // shorter reads are what databases are for

bool writes(ExternalLock lock)
{
    return lock == ExternalLock::WalWrite || lock == ExternalLock::Exclusive ||
           lock == ExternalLock::Reserved || lock == ExternalLock::Pending;
}

nanoseconds nanosecondsOf(std::uint64_t ns)
{
    return nanoseconds(static_cast<std::int64_t>(ns));
}

ListedSession listed(const SessionView &view)
{
    ListedSession s;
    s.key = {view.sid, view.serial};
    s.kind = view.kind == SL_KIND_OWN      ? SessionKind::Own
             : view.kind == SL_KIND_PROBED ? SessionKind::Probed
                                           : SessionKind::ProbedByHooks;
    s.process = static_cast<std::int64_t>(view.process);
    s.thread = view.thread;
    s.program = view.program;
    s.module = view.module;
    s.action = view.action;
    s.client = view.client;
    s.logon = view.logon;
    s.active = view.active;
    s.phase = phaseName(view);
    s.event = view.active ? view.event : SL_ON_CPU;
    s.call = nanosecondsOf(view.active ? view.callNs : 0);
    s.waited = nanosecondsOf(view.active ? view.waitNs : 0);
    s.sqlId = view.sqlId;
    s.planHash = view.planHash;
    s.sql = view.sql;
    s.openCursors = view.openCursors;
    s.transaction = view.transaction;
    s.transactionAge = nanosecondsOf(view.transactionNs);
    // In WAL mode it is held as long as the connection lives, and says nothing.
    const bool sharedSaysNothing = view.locks >= SL_HOLDS_WAL || view.transaction == SL_TRANSACTION_NONE;
    for (const std::string_view name :
         lockNames(sharedSaysNothing ? view.locks & ~std::uint64_t{SL_HOLDS_SHARED} : view.locks)) {
        s.locks.push_back({std::string(name)});
    }
    const sl_counters &sums = view.counters;
    s.executions = view.execution;
    s.rows = sums.rows;
    s.errors = sums.errors;
    s.dbTime = nanosecondsOf(sums.db_time_ns);
    s.cpu = nanosecondsOf(sums.db_time_ns - std::min(waitNsOf(sums), sums.db_time_ns));
    return s;
}

ListedSession listed(const SeenProgram &seen, core::Time now)
{
    ListedSession s;
    s.kind = SessionKind::External;
    s.process = seen.program.process;
    s.program = seen.program.name.substr(0, seen.program.name.rfind(" (process"));
    std::vector<SeenLock> locks = seen.locks;
    std::stable_partition(locks.begin(), locks.end(), // what keeps others waiting says more than what reads
                          [](const SeenLock &lock) { return writes(lock.lock); });
    for (const SeenLock &lock : locks) {
        if (lock.lock == ExternalLock::Open) {
            continue;
        }
        s.locks.push_back({std::string(externalLockName(lock.lock)), lock.since});
        s.transaction = writes(lock.lock)                      ? SL_TRANSACTION_WRITE
                        : s.transaction == SL_TRANSACTION_NONE ? SL_TRANSACTION_READ
                                                               : s.transaction;
        s.transactionAge = std::max(s.transactionAge, nanoseconds(now - lock.since));
    }
    return s;
}

// Which locks keep one waiting at the event.
bool inTheWay(std::uint32_t event, ExternalLock lock)
{
    using enum ExternalLock;
    switch (event) {
    case SL_LOCK_SHARED:
        return lock == Pending || lock == Exclusive;
    case SL_LOCK_RESERVED:
    case SL_LOCK_PENDING:
        return lock == Reserved || lock == Pending || lock == Exclusive;
    case SL_LOCK_EXCLUSIVE:
        return lock == Shared;
    case SL_LOCK_WAL_WRITE:
        return lock == WalWrite || lock == Exclusive;
    case SL_LOCK_WAL_CHECKPOINT:
        return lock == WalCheckpoint || lock == Exclusive;
    case SL_LOCK_WAL_RECOVER:
        return lock == WalRecover || lock == Exclusive;
    case SL_LOCK_WAL_READMARK:
        return lock == WalRead || lock == Exclusive;
    default:
        return false;
    }
}

// At these events the one who waits holds no lock of the kind: it is another connection's, perhaps one of the
// same process that isn't on the board.
bool byAnotherConnection(std::uint32_t event)
{
    return event == SL_LOCK_WAL_WRITE || event == SL_LOCK_WAL_CHECKPOINT || event == SL_LOCK_WAL_RECOVER;
}

class ListMaker
{
public:
    ListMaker(SessionList &list, const SeenDatabase &seen) : m_list(list), m_seen(seen) {}

    // Processes of the board tell by themselves.
    void addPrograms()
    {
        const std::size_t told = m_list.sessions.size();
        for (const SeenProgram &program : m_seen.programs) {
            const auto end = m_list.sessions.begin() + static_cast<std::ptrdiff_t>(told);
            const bool known = std::any_of(m_list.sessions.begin(), end, [&](const ListedSession &session) {
                return session.process == program.program.process;
            });
            if (!known && program.program.process != core::currentProcess()) {
                m_list.sessions.push_back(listed(program, m_seen.at));
            }
        }
    }

    void findBlockers()
    {
        for (std::size_t i = 0; i < m_list.sessions.size(); ++i) {
            const ListedSession &waiting = m_list.sessions[i];
            if (waiting.blockedBy || waiting.event == SL_ON_CPU) {
                continue;
            }
            const std::uint32_t event = waiting.event;
            const auto blocker =
                std::find_if(m_seen.programs.begin(), m_seen.programs.end(), [&](const SeenProgram &program) {
                    return (program.program.process != waiting.process || byAnotherConnection(event)) &&
                           std::any_of(program.locks.begin(), program.locks.end(),
                                       [&](const SeenLock &lock) { return inTheWay(event, lock.lock); });
                });
            if (blocker != m_seen.programs.end()) {
                const std::size_t row = untold(blocker->program.process);
                m_list.sessions[i].blockedBy = row;
            }
        }
    }

    void findPinning()
    {
        if (!m_list.wal || !m_list.wal->pin) {
            return;
        }
        const CheckpointPin &pin = *m_list.wal->pin;
        const std::string lock = "WAL read " + std::to_string(pin.readSlot);
        for (const core::Opener &program : pin.programs) {
            const std::size_t before = m_list.pinning.size();
            for (std::size_t i = 0; i < m_list.sessions.size(); ++i) {
                const ListedSession &session = m_list.sessions[i];
                if (session.process == program.process && session.kind != SessionKind::External &&
                    std::any_of(session.locks.begin(), session.locks.end(),
                                [&](const ListedLock &held) { return held.name == lock; })) {
                    m_list.pinning.push_back(i);
                }
            }
            if (m_list.pinning.size() == before) {
                m_list.pinning.push_back(untold(program.process));
            }
        }
    }

private:
    // The row of what a process doesn't tell; made where a process of the board has such connections as well.
    std::size_t untold(std::int64_t process)
    {
        auto &sessions = m_list.sessions;
        const auto known = std::find_if(sessions.begin(), sessions.end(), [&](const ListedSession &session) {
            return session.process == process && session.kind == SessionKind::External;
        });
        if (known != sessions.end()) {
            return static_cast<std::size_t>(known - sessions.begin());
        }
        const auto program = std::find_if(m_seen.programs.begin(), m_seen.programs.end(),
                                          [&](const SeenProgram &p) { return p.program.process == process; });
        sessions.push_back(listed(*program, m_seen.at));
        return sessions.size() - 1;
    }

    SessionList &m_list;
    const SeenDatabase &m_seen;
};

class ForestMaker
{
public:
    explicit ForestMaker(const SessionList &list) : m_list(list), m_waiters(list.sessions.size())
    {
        for (std::size_t i = 0; i < list.sessions.size(); ++i) {
            if (list.sessions[i].blockedBy) {
                m_waiters.at(*list.sessions[i].blockedBy).push_back(i);
            }
        }
        for (std::vector<std::size_t> &waiters : m_waiters) {
            std::stable_sort(waiters.begin(), waiters.end(), [&](std::size_t a, std::size_t b) {
                return list.sessions[a].waited > list.sessions[b].waited;
            });
        }
        for (const std::size_t i : list.pinning) {
            if (list.sessions[i].transactionAge >= pinWorthTelling) {
                m_pinning.push_back(i);
            }
        }
    }

    std::vector<BlockingNode> make()
    {
        std::vector<BlockingNode> roots;
        for (const bool circles : {false, true}) {
            for (std::size_t i = 0; i < m_list.sessions.size(); ++i) {
                const bool blocks = !m_waiters[i].empty() || pins(i);
                if (blocks && (circles || !m_list.sessions[i].blockedBy) && !seen(i)) {
                    roots.push_back(nodeOf(i));
                }
            }
        }
        return roots;
    }

private:
    bool pins(std::size_t i) const
    {
        return std::find(m_pinning.begin(), m_pinning.end(), i) != m_pinning.end();
    }
    bool seen(std::size_t i) const { return std::find(m_seen.begin(), m_seen.end(), i) != m_seen.end(); }

    BlockingNode nodeOf(std::size_t i)
    {
        m_seen.push_back(i);
        BlockingNode node{i, {}};
        if (pins(i)) {
            node.waiters.push_back({});
        }
        for (const std::size_t waiter : m_waiters[i]) {
            if (!seen(waiter)) {
                node.waiters.push_back(nodeOf(waiter));
            }
        }
        return node;
    }

    const SessionList &m_list;
    std::vector<std::vector<std::size_t>> m_waiters; // by who keeps them waiting
    std::vector<std::size_t> m_pinning;
    std::vector<std::size_t> m_seen;
};

} // namespace

SessionState stateOf(const ListedSession &session)
{
    if (session.kind == SessionKind::External) {
        return session.locks.empty() ? SessionState::Open : SessionState::Holding;
    }
    if (session.active) {
        return session.event == SL_ON_CPU ? SessionState::Running : SessionState::Waiting;
    }
    return session.transaction != SL_TRANSACTION_NONE ? SessionState::IdleInTransaction : SessionState::Idle;
}

std::string_view sessionKindName(SessionKind kind)
{
    switch (kind) {
    case SessionKind::Own:
        return "own";
    case SessionKind::Probed:
        return "probed";
    case SessionKind::ProbedByHooks:
        return "probed by hooks";
    case SessionKind::External:
        return "external";
    }
    return "";
}

std::vector<BlockingNode> blockingForest(const SessionList &list)
{
    return ForestMaker(list).make();
}

SessionWatch::SessionWatch(std::unique_ptr<ExternalWatch> external, const core::Clock &clock)
    : m_external(std::move(external)), m_clock(clock)
{
}

SessionList SessionWatch::look(const Board *board)
{
    SessionList list;
    list.at = m_clock.now();
    std::vector<SessionView> views;
    if (board != nullptr) {
        views = readSessions(*board);
    }
    std::vector<std::uint64_t> blockers; // by sid
    for (const SessionView &view : views) {
        list.sessions.push_back(listed(view));
        blockers.push_back(view.active ? blockerOf(view, *board) : 0);
    }
    for (std::size_t i = 0; i < blockers.size(); ++i) {
        for (std::size_t j = 0; blockers[i] != 0 && j < views.size(); ++j) {
            if (views[j].sid == blockers[i]) {
                list.sessions[i].blockedBy = j;
            }
        }
    }
    if (!m_external) {
        return list;
    }
    const SeenDatabase seen = m_external->look();
    list.wal = seen.wal;
    ListMaker maker(list, seen);
    maker.addPrograms();
    maker.findBlockers();
    maker.findPinning();
    return list;
}

} // namespace strandline::monitor
