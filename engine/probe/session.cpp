// Connections that are looked at, and how the time of their calls is told.
//
// Every nanosecond of an outermost call goes into db_time_ns, and into one event's event_ns while it waits,
// by the same step (charge), so that DB time = CPU + waits holds at any moment.
#include "engine/probe/probe.h"

#include <climits>
#include <cstring>

namespace strandline::probe {

constinit thread_local Session *current = nullptr;

namespace {

constexpr std::size_t sessionsMax = 256; // a power of two; a board has fewer slots
constexpr std::uint32_t callsBetweenPages = 64;
constexpr std::uint64_t nsBetweenChecks = 1000000000;

constinit Session sessions[sessionsMax] = {}; // open addressing by db
alignas(8) char hiddenMark;                   // a key that no connection has: of a place that is free again

sqlite3 *hidden()
{
    return reinterpret_cast<sqlite3 *>(&hiddenMark);
}

std::size_t placeOf(const sqlite3 *db)
{
    return (reinterpret_cast<std::uintptr_t>(db) * UINT64_C(0x9E3779B97F4A7C15)) >> 56;
}
static_assert(sessionsMax == 256);

// In the child of a fork, where no other thread runs: its parent's connections are not its own.
void forgetAll()
{
    for (Session &session : sessions) {
        session.inherited = true;
        session.slot = nullptr;
    }
    current = nullptr;
}

[[gnu::cold, gnu::noinline]] void attach(Session &session)
{
    const char *database = session.api->db_filename(session.db, "main");
    if (session.inherited || database == nullptr || *database == '\0') {
        return;
    }
    session.mapped = mapBoard(database);
    sl_board *board = session.mapped.board;
    if (board == nullptr) {
        return;
    }
    session.slot = sl_claim(board, processNumber(), processStart());
    if (session.slot == nullptr) {
        unmapBoard(session.mapped);
        return;
    }
    session.record = sl_record_of(board, session.slot);
    session.clock = board->clock;
    session.event = outsideCall;
    session.checkedNs = sl_now(&session.clock);
    session.told = nullptr;
    sl_slot &slot = *session.slot;
    sl_store32(&slot.kind, session.kind);
    sl_store(&slot.logon_us, wallClockUs());
    sl_store32(&slot.state, SL_STATE_IDLE);
    sl_store32(&slot.phase, SL_PHASE_NONE);
    sl_store32(&slot.event, SL_ON_CPU);
    sl_store32(&slot.transaction, SL_TRANSACTION_NONE);
    sl_store32(&slot.open_cursors, session.openCursors);
    sl_store(&slot.call_start_ns, session.checkedNs);
    sl_store(&slot.execution, 0);
    sl_store(&slot.execution_start_ns, 0);
    sl_store(&slot.sql_id, 0);
    sl_store(&slot.plan_hash, 0);
    sl_store(&slot.live_gets, 0); // not told by us
    sl_store(&slot.live_steps, 0);
    sl_store(&slot.locks, 0);
    sl_store(&slot.thread, 0);
    session.thread = 0;
    sl_record &record = *session.record;
    sl_begin_write(&record.text_seq);
    programName(record.program);
    sl_put_text(&record.module, "", 0);
    sl_put_text(&record.action, "", 0);
    sl_put_text(&record.client, "", 0);
    sl_store32(&record.sql_bytes, 0);
    sl_end_write(&record.text_seq);
    __atomic_store_n(&slot.ready, 1U, __ATOMIC_RELEASE);
    forgetAfterFork(forgetAll);
}

[[gnu::cold, gnu::noinline]] void detach(Session &session)
{
    if (session.slot == nullptr) {
        return;
    }
    if (sl_load(&session.slot->owner) == processNumber()) {
        sl_give_back(session.mapped.board, session.slot);
    }
    unmapBoard(session.mapped);
    session.slot = nullptr;
}

// That the slot is still ours and the board the one that others see.
[[gnu::cold, gnu::noinline]] void check(Session &session, std::uint64_t now)
{
    session.checkedNs = now;
    const char *database = session.api->db_filename(session.db, "main");
    if (sl_load(&session.slot->owner) != processNumber() || database == nullptr ||
        !isInPlace(session.mapped, database)) {
        detach(session);
        attach(session);
    }
}

// Asked for since the last time. Reading SQLite's counters takes its time.
[[gnu::cold, gnu::noinline]] std::uint64_t newPages(Session &session)
{
    int hits = 0;
    int misses = 0;
    int ignored = 0;
    if (session.api->db_status(session.db, SQLITE_DBSTATUS_CACHE_HIT, &hits, &ignored, 0) != SQLITE_OK ||
        session.api->db_status(session.db, SQLITE_DBSTATUS_CACHE_MISS, &misses, &ignored, 0) != SQLITE_OK) {
        return 0;
    }
    const std::uint32_t newHits = static_cast<std::uint32_t>(hits) - session.pageHits; // they wrap
    const std::uint32_t newMisses = static_cast<std::uint32_t>(misses) - session.pageMisses;
    session.pageHits += newHits;
    session.pageMisses += newMisses;
    return std::uint64_t{newHits} + newMisses;
}

// While the counters are written.
void tellNews(Session &session, std::uint64_t now, bool callEnds)
{
    sl_counters &counters = session.record->counters;
    News &news = session.news;
    if (callEnds) {
        sl_add(&counters.calls, 1);
        if (session.callCommits != 0) {
            sl_add(&counters.commits, session.callCommits);
            sl_add(&counters.commit_histogram[sl_bucket(now - session.callStartNs)], 1);
        }
    }
    sl_add(&counters.executions, news.executions);
    sl_add(&counters.rows, news.rows);
    if ((news.prepares | news.errors | news.rollbacks | news.gets) != 0) {
        sl_add(&counters.prepares, news.prepares);
        sl_add(&counters.errors, news.errors);
        sl_add(&counters.rollbacks, news.rollbacks);
        sl_add(&counters.gets, news.gets);
    }
    news = {};
}

std::uint32_t transactionOf(const Session &session, std::uint64_t locks)
{
    if (session.mainFile == nullptr) {
        return session.api->get_autocommit(session.db) != 0 ? SL_TRANSACTION_NONE : SL_TRANSACTION_READ;
    }
    return sl_transaction_of(locks);
}

std::uint64_t readClock(const Session &session)
{
    const std::uint64_t now = sl_now(&session.clock);
    return now > session.sinceNs ? now : session.sinceNs; // another core's counter may be a little behind
}

// Gives the time since the last reading to what it belongs to.
void charge(Session &session, std::uint64_t now, bool callEnds)
{
    sl_counters &counters = session.record->counters;
    const std::uint64_t nanoseconds = now - session.sinceNs;
    session.sinceNs = now;
    if (session.event >= SL_IDLE_CURSOR) {
        if (session.event != outsideCall) {
            sl_add(&counters.event_ns[session.event], nanoseconds);
        }
        return;
    }
    sl_begin_write(&session.record->counters_seq);
    sl_add(&counters.db_time_ns, nanoseconds);
    if (session.event != SL_ON_CPU) {
        sl_add(&counters.event_ns[session.event], nanoseconds);
    }
    tellNews(session, now, callEnds);
    sl_end_write(&session.record->counters_seq);
}

// What the program leaves open when a call returns; what the time until the next one belongs to.
std::uint32_t tellTransaction(Session &session)
{
    sl_slot &slot = *session.slot;
    const std::uint64_t locks = session.mainFile != nullptr ? locksOf(*session.mainFile) : 0;
    const std::uint32_t transaction = transactionOf(session, locks);
    if (sl_load32(&slot.transaction) == SL_TRANSACTION_NONE && transaction != SL_TRANSACTION_NONE) {
        sl_store(&slot.transaction_start_ns, session.callStartNs);
    }
    sl_store(&slot.locks, locks);
    sl_store32(&slot.transaction, transaction);
    sl_store32(&slot.open_cursors, session.openCursors);
    const bool writing = transaction == SL_TRANSACTION_WRITE;
    if (session.wasWriting && !writing && session.callCommits == 0) {
        session.news.rollbacks = 1;
    }
    session.wasWriting = writing;
    return session.openCursors > 0              ? std::uint32_t{SL_IDLE_CURSOR}
           : transaction != SL_TRANSACTION_NONE ? std::uint32_t{SL_IDLE_TRANSACTION}
                                                : outsideCall;
}

// That what began just now is a wait.
void tellWait(Session &session, std::uint64_t position, std::uint64_t bytes)
{
    sl_slot &slot = *session.slot;
    sl_store(&slot.p1, session.event);
    sl_store(&slot.p2, position);
    sl_store(&slot.p3, bytes);
    sl_store(&slot.wait_start_ns, session.sinceNs);
    sl_store32(&slot.wait_number, sl_load32(&slot.wait_number) + 1);
    sl_store32(&slot.event, session.event);
}

[[gnu::noinline]] void countWait(Session &session, std::uint32_t event, std::uint64_t bytes,
                                 std::uint64_t nanoseconds)
{
    sl_record &record = *session.record;
    sl_begin_write(&record.counters_seq);
    sl_add(&record.counters.event_count[event], 1);
    sl_add(&record.counters.event_bytes[event], bytes);
    sl_add(&record.counters.event_histogram[event][sl_bucket(nanoseconds)], 1);
    sl_end_write(&record.counters_seq);
}

[[gnu::cold, gnu::noinline]] void tellStatementText(Session &session, sqlite3_stmt *statement, bool values)
{
    session.told = statement;
    char *expanded = values ? session.api->expanded_sql(statement) : nullptr;
    const char *sql = expanded != nullptr ? expanded : session.api->sql(statement);
    tellText(session, sql, sql != nullptr ? std::strlen(sql) : 0);
    if (expanded != nullptr) {
        session.api->free(expanded);
    }
}

// A locked instruction only where there is another thread.
bool takes(std::atomic<bool> &busy)
{
    if (isOnlyThread()) {
        const bool free = !busy.load(std::memory_order_relaxed);
        busy.store(true, std::memory_order_relaxed);
        return free;
    }
    return !busy.exchange(true, std::memory_order_acquire);
}

} // namespace

Session *sessionOf(sqlite3 *db)
{
    if (db == nullptr) {
        return nullptr;
    }
    const std::size_t first = placeOf(db);
    for (std::size_t i = 0; i < sessionsMax; ++i) {
        Session &session = sessions[(first + i) % sessionsMax];
        sqlite3 *const key = session.db.load(std::memory_order_acquire);
        if (key == db) {
            return &session;
        }
        if (key == nullptr) {
            return nullptr;
        }
    }
    return nullptr;
}

Session *addSession(const Api &api, sqlite3 *db, sl_kind kind)
{
    const char *database = api.db_filename != nullptr ? api.db_filename(db, "main") : nullptr;
    if (database == nullptr || *database == '\0') {
        return nullptr;
    }
    const std::size_t first = placeOf(db);
    for (std::size_t i = 0; i < sessionsMax; ++i) {
        Session &session = sessions[(first + i) % sessionsMax];
        if (session.taken.exchange(true)) {
            continue;
        }
        session.api = &api;
        session.kind = kind;
        session.inherited = false;
        session.mainFile = shimFileOf(api, db);
        session.slot = nullptr;
        session.lookedSecond = 0;
        session.script = false;
        session.wasWriting = false;
        session.refusedLock = SL_ON_CPU;
        session.lockWaitNs = 0;
        session.openCursors = 0;
        session.news = {};
        session.callsSincePages = 0;
        session.pageHits = 0;
        session.pageMisses = 0;
        session.busy = true;
        session.db.store(db, std::memory_order_release);
        attach(session);
        session.busy = false;
        return &session;
    }
    return nullptr;
}

void hideSession(Session &session, sqlite3 *db, bool hide)
{
    session.db = hide ? hidden() : db;
}

void dropSession(Session &session)
{
    detach(session);
    session.db = hidden();
    session.taken = false;
}

bool listened(Session &session)
{
    if (session.slot == nullptr) [[unlikely]] {
        const std::uint64_t now = coarseSeconds();
        if (session.lookedSecond != now) {
            session.lookedSecond = now;
            attach(session);
        }
    }
    return session.slot != nullptr;
}

void turn(Session &session, std::uint32_t event)
{
    charge(session, readClock(session), false);
    session.event = event;
}

void tellText(Session &session, const char *sql, std::size_t length)
{
    sl_record &record = *session.record;
    sl_begin_write(&record.text_seq);
    sl_store32(&record.sql_bytes, static_cast<std::uint32_t>(length));
    sl_put_bytes(record.sql, SL_SQL_BYTES, sql, length);
    sl_end_write(&record.text_seq);
}

void tellStatement(Session &session, sqlite3_stmt *statement)
{
    sl_slot &slot = *session.slot;
    sl_store(&slot.execution, sl_load(&slot.execution) + 1);
    sl_store(&slot.execution_start_ns, session.sinceNs);
    session.news.executions += 1;
    const bool values = valuesWanted();
    if (session.told != statement || values) {
        tellStatementText(session, statement, values);
    }
}

Call::Call(Session *session, sl_phase phase, Runs runs)
{
    if (session == nullptr) {
        return;
    }
    if (current == session) {
        m_nested = true;
        m_session = session->script ? session : nullptr;
    } else if (takes(session->busy)) {
        if (!listened(*session)) {
            session->busy.store(false, std::memory_order_release);
            return;
        }
        m_session = session;
        begin(phase);
    }
    if (m_session != nullptr) {
        m_script = session->script;
        session->script = runs == Runs::Statements;
    }
}

void Call::begin(sl_phase phase)
{
    Session &session = *m_session;
    m_outer = current;
    current = m_session;
    turn(session, SL_ON_CPU);
    if (session.sinceNs - session.checkedNs > nsBetweenChecks) {
        check(session, session.sinceNs);
        if (session.slot == nullptr) {
            return;
        }
        turn(session, SL_ON_CPU);
    }
    session.callStartNs = session.sinceNs;
    session.callCommits = 0;
    sl_slot &slot = *session.slot;
    const std::uint64_t thread = threadNumber();
    if (session.thread != thread) {
        session.thread = thread;
        sl_store(&slot.thread, thread);
    }
    sl_store(&slot.call_start_ns, session.callStartNs);
    sl_store32(&slot.event, SL_ON_CPU);
    sl_store32(&slot.phase, phase);
    sl_store32(&slot.state, SL_STATE_ACTIVE);
}

Call::~Call()
{
    if (m_session == nullptr) {
        return;
    }
    m_session->script = m_script;
    if (m_nested) {
        return;
    }
    if (m_session->slot != nullptr) {
        end();
    }
    current = m_outer;
    m_session->busy.store(false, std::memory_order_release);
}

void Call::end()
{
    Session &session = *m_session;
    sl_slot &slot = *session.slot;
    endLockWait(session);
    const std::uint32_t idle = m_closed ? outsideCall : tellTransaction(session);
    if (!m_closed && ++session.callsSincePages == callsBetweenPages) {
        session.callsSincePages = 0;
        session.news.gets = newPages(session);
    }
    charge(session, readClock(session), true);
    session.event = idle;
    sl_store(&slot.call_start_ns, session.sinceNs);
    sl_store32(&slot.event, idle != outsideCall ? idle : std::uint32_t{SL_ON_CPU});
    sl_store(&slot.wait_start_ns, session.sinceNs);
    sl_store32(&slot.phase, SL_PHASE_NONE);
    sl_store32(&slot.state, SL_STATE_IDLE);
}

void Call::stepBegins(sqlite3_stmt *statement)
{
    if (m_session == nullptr || m_session->slot == nullptr) {
        return;
    }
    m_wasOpen = m_session->openCursors != 0 && m_session->api->stmt_busy(statement) != 0;
    if (!m_wasOpen) {
        tellStatement(*m_session, statement);
    }
}

void Call::stepEnds(sqlite3_stmt *statement, int code)
{
    if (m_session == nullptr || m_session->slot == nullptr) {
        return;
    }
    endLockWait(*m_session);
    const bool good = code == SQLITE_ROW || code == SQLITE_DONE;
    const bool open = code == SQLITE_ROW || (!good && m_session->api->stmt_busy(statement) != 0);
    m_session->openCursors += (open ? 1U : 0U) - (m_wasOpen ? 1U : 0U);
    m_session->news.rows += code == SQLITE_ROW ? 1 : 0;
    m_session->news.errors += good ? 0 : 1;
}

void Call::statementEnds(sqlite3_stmt *statement, bool forGood)
{
    if (m_session == nullptr) {
        return;
    }
    if (m_session->api->stmt_busy(statement) != 0 && m_session->openCursors > 0) {
        --m_session->openCursors;
    }
    if (forGood && m_session->told == statement) {
        m_session->told = nullptr;
    }
}

void Call::prepares(const char *sql, int bytes)
{
    if (m_session == nullptr || m_session->slot == nullptr) {
        return;
    }
    const auto most = static_cast<std::size_t>(bytes < 0 ? INT_MAX : bytes);
    m_session->told = nullptr;
    tellText(*m_session, sql, sql != nullptr ? ::strnlen(sql, most) : 0);
}

void Call::prepared(int code)
{
    if (m_session != nullptr) {
        endLockWait(*m_session);
        m_session->news.prepares += 1;
        m_session->news.errors += code == SQLITE_OK ? 0 : 1;
    }
}

Wait::Wait(std::uint32_t event, std::uint64_t position, std::uint64_t bytes)
    : m_session(current), m_event(event), m_bytes(bytes)
{
    if (m_session == nullptr || m_session->slot == nullptr || event == SL_ON_CPU) {
        m_session = nullptr;
        return;
    }
    m_outer = m_session->event;
    turn(*m_session, event);
    m_startNs = m_session->sinceNs;
    tellWait(*m_session, position, bytes);
}

Wait::~Wait()
{
    if (m_session == nullptr || m_session->slot == nullptr) {
        return;
    }
    turn(*m_session, m_outer);
    countWait(*m_session, m_event, m_bytes, m_session->sinceNs - m_startNs);
    sl_store32(&m_session->slot->event, m_outer);
}

LockSleep::LockSleep() : m_session(current)
{
    if (m_session == nullptr || m_session->slot == nullptr || m_session->refusedLock == SL_ON_CPU) {
        m_session = nullptr;
        return;
    }
    m_outer = m_session->event;
    turn(*m_session, m_session->refusedLock);
    if (m_session->lockWait != m_session->refusedLock) {
        endLockWait(*m_session);
    }
    if (m_session->lockWaitNs == 0) {
        m_session->lockWait = m_session->refusedLock;
        m_session->lockWaitNs = m_session->sinceNs;
        tellWait(*m_session, m_session->refusedByte, 0);
    }
    sl_store32(&m_session->slot->event, m_session->event);
}

LockSleep::~LockSleep()
{
    if (m_session != nullptr && m_session->slot != nullptr) {
        turn(*m_session, m_outer);
        m_session->lockWokeNs = m_session->sinceNs;
        sl_store32(&m_session->slot->event, m_outer);
    }
}

void endLockWait(Session &session)
{
    if (session.lockWaitNs != 0 && session.slot != nullptr) {
        countWait(session, session.lockWait, 0, session.lockWokeNs - session.lockWaitNs);
    }
    session.lockWaitNs = 0;
}

} // namespace strandline::probe
