#include "engine/monitor/session.h"

#include "engine/core/hash.h"
#include "engine/sqlite/connection.h"
#include "engine/sqlite/counters.h"

#include <bit>
#include <utility>

namespace strandline::monitor {

using sqlite::WaitEvent;

static_assert(static_cast<std::uint32_t>(WaitEvent::JournalRead) == SL_JOURNAL_READ);
static_assert(static_cast<std::uint32_t>(WaitEvent::DatabaseSync) == SL_DB_SYNC);
static_assert(static_cast<std::uint32_t>(WaitEvent::Checkpoint) == SL_CHECKPOINT);
static_assert(static_cast<std::uint32_t>(WaitEvent::LockWalReadmark) == SL_LOCK_WAL_READMARK);
static_assert(SL_USES_WAL == 1 << 12 && SL_HOLDS_WAL == 1 << 4, "as engine/sqlite/timed_vfs.cpp says");
static_assert(SL_EVENTS <= 32, "CallSums has a bit per event");

namespace {

constexpr std::uint64_t idleNsMin = 1000; // a shorter thought between two calls isn't worth its counting
constexpr std::uint64_t planWorthNs = 5'000'000; // asking for a plan takes some ten microseconds
constexpr std::uint64_t getsEvery = 64;          // of the calls of progressed()

constinit thread_local std::uint64_t thisThread = 0; // its number, once a session has asked for it

std::uint64_t wallMicros()
{
    return static_cast<std::uint64_t>(core::SystemClock().now().time_since_epoch().count());
}

void setText(sl_text &text, std::string_view value)
{
    sl_put_text(&text, value.data(), value.size());
}

std::shared_ptr<const SqlPlan> planFrom(const std::vector<sqlite::PlanLine> &lines)
{
    auto plan = std::make_shared<SqlPlan>();
    std::string text;
    std::unordered_map<int, int> depths{{0, 0}};
    for (const sqlite::PlanLine &line : lines) {
        const int depth = depths[line.parent] + 1;
        depths[line.id] = depth;
        text += std::to_string(depth) + ' ' + line.detail + '\n';
        plan->lines.push_back({line.id, line.parent, line.detail});
    }
    plan->hash =
        lines.empty()
            ? 0
            : core::hash64(core::ByteView(reinterpret_cast<const std::uint8_t *>(text.data()), text.size()));
    return plan;
}

} // namespace

// What each execution touches is one line of the cache, as the session's.
struct alignas(64) Session::Watched final : sqlite::WatchedStatement
{
    bool monitored = false; // as its text asks for
    // Of the execution that runs.
    bool failed = false;
    bool waited = false;
    std::shared_ptr<StatementStats> stats;
    std::uint64_t number = 0; // of the session's executions
    std::uint64_t startNs = 0;
    std::uint64_t elapsedNs = 0;
    std::uint64_t rows = 0;
    // Now and then.
    std::array<std::uint64_t, SL_CLASSES> waitNs{};
    sqlite::StatementCounters settled; // what of SQLite's counters is in stats
    std::int64_t reprepares = 0;       // when the plan was learnt
    bool planKnown = false;
};

Session::Session(std::shared_ptr<Board> board, const std::shared_ptr<SqlArea> &sql, SessionOptions options)
    : m_options(std::move(options)), m_sql(sql->beginSession()), m_board(std::move(board)),
      m_longNs(m_options.longNs)
{
    claim(wallMicros());
}

// Takes a slot of the board, as of a session that has done nothing.
void Session::claim(std::uint64_t logonMicros)
{
    sl_board &layout = m_board->layout();
    const auto process = static_cast<std::uint64_t>(core::currentProcess());
    m_slot = sl_claim(&layout, process, processStart(process));
    if (m_slot != nullptr) {
        m_record = sl_record_of(&layout, m_slot);
    } else {
        m_spareSlot = std::make_unique<sl_slot>();
        m_spareRecord = std::make_unique<sl_record>();
        m_slot = m_spareSlot.get();
        m_record = m_spareRecord.get();
    }
    m_published = m_spareSlot ? nullptr : m_slot;
    m_sid = m_spareSlot ? 0 : static_cast<std::uint64_t>(m_slot - layout.slot) + 1;
    m_clock = layout.clock;
    m_watchedNs = &layout.watched_ns;
    m_thread = 0;
    toldLocks = &m_slot->locks;
    sl_store32(&m_slot->kind, m_options.kind);
    sl_store(&m_slot->logon_us, logonMicros);
    for (std::uint32_t *word : {&m_slot->state, &m_slot->phase, &m_slot->event, &m_slot->wait_number,
                                &m_slot->transaction, &m_slot->open_cursors}) {
        sl_store32(word, 0);
    }
    for (std::uint64_t *word :
         {&m_slot->thread, &m_slot->call_start_ns, &m_slot->wait_start_ns, &m_slot->locks, &m_slot->execution,
          &m_slot->execution_start_ns, &m_slot->sql_id, &m_slot->plan_hash, &m_slot->live_gets,
          &m_slot->live_steps, &m_slot->transaction_start_ns}) {
        sl_store(word, 0);
    }
    sl_begin_write(&m_record->text_seq);
    setText(m_record->program, processName(process));
    setText(m_record->module, m_options.module);
    setText(m_record->action, m_options.action);
    setText(m_record->client, m_options.client);
    sl_store32(&m_record->sql_bytes, 0);
    sl_end_write(&m_record->text_seq);
    __atomic_store_n(&m_slot->ready, 1U, __ATOMIC_RELEASE);
}

Session::~Session()
{
    if (!m_spareSlot) {
        sl_give_back(&m_board->layout(), m_slot);
    }
}

// Outside of calls. What is open goes on there; what was counted stays here.
void Session::moveToSuccessor()
{
    const std::shared_ptr<Board> before = std::exchange(m_board, m_board->successor());
    const std::unique_ptr<sl_slot> spare = std::move(m_spareSlot);
    sl_slot &from = *m_slot;
    m_timer = {};
    m_told = nullptr;
    claim(sl_load(&from.logon_us));
    sl_store32(&m_slot->open_cursors, sl_load32(&from.open_cursors));
    sl_store(&m_slot->transaction_start_ns, sl_load(&from.transaction_start_ns));
    sl_store(&m_slot->locks, sl_load(&from.locks));
    sl_store(&m_slot->execution, sl_load(&from.execution));
    if (!spare) {
        sl_give_back(&before->layout(), &from);
    }
}

// ---- Calls
//
// A short statement's cost is these functions, so each is one piece of code (gnu::flatten) without what is
// seldom done (gnu::cold).

void Session::beginCall() noexcept
{
    if (calls.depth > 0) {
        ++calls.depth;
    } else if (sqlite::runningWatch == nullptr) {
        openCall();
    } // else inside a call of another session, which pays for it
}

void Session::openCall()
{
    sqlite::runningWatch = this;
    calls.depth = 1;
    const std::uint64_t at = now();
    const std::uint64_t lastEnd = m_timer.now();
    m_timer.beginCall(at);
    if (at > lastEnd + idleNsMin) {
        chargeIdle(at - lastEnd);
    }
    if (m_thread == 0 || m_thread != thisThread) {
        thisThread = m_thread = currentThread();
        sl_store(&m_slot->thread, m_thread);
    }
    sl_store(&m_slot->call_start_ns, at);
    sl_store32(&m_slot->state, SL_STATE_ACTIVE);
}

[[gnu::flatten]] void Session::endCall() noexcept
{
    if (calls.depth != 1) {
        calls.depth -= calls.depth > 0 ? 1 : 0;
        return;
    }
    const std::uint64_t at = now();
    if (m_sums.seldom && (m_timer.openWaits() > 0 || m_lockSleptNs != 0)) {
        closeWaits(at);
    }
    const std::uint64_t callNs = m_timer.endCall(at);
    sl_slot &slot = *m_slot;
    sl_store32(&slot.state, SL_STATE_IDLE);
    const bool inTransaction = sl_transaction_of(sl_load(&slot.locks)) != SL_TRANSACTION_NONE;
    if (inTransaction != m_inTransaction) {
        tellTransaction(inTransaction);
    }
    sl_store(&slot.call_start_ns, m_timer.now());
    tellCall(callNs);
    calls = {};
    sqlite::runningWatch = nullptr;
}

// One that ends in the call in which it began isn't told: whoever looks sees its locks.
void Session::tellTransaction(bool open)
{
    m_inTransaction = open;
    sl_store(&m_slot->transaction_start_ns, open ? sl_load(&m_slot->call_start_ns) : 0);
}

void Session::closeWaits(std::uint64_t at)
{
    while (m_timer.openWaits() > 0) {
        const CallTimer::Ended ended = m_timer.endWait(at);
        charge(ended.event, ended.ownNs, true);
    }
    closeLockWait();
}

void Session::chargeIdle(std::uint64_t gap)
{
    if (m_openCursors > 0) {
        charge(SL_IDLE_CURSOR, gap, true);
    } else if (m_inTransaction) {
        charge(SL_IDLE_TRANSACTION, gap, true);
    }
}

// whole: it is a wait, and not one of several parts.
void Session::charge(std::uint32_t event, std::uint64_t ns, bool whole)
{
    if (event == SL_ON_CPU) {
        return;
    }
    m_sums.seldom = true;
    m_sums.events |= 1U << event;
    m_waits.ns[event] += ns;
    if (whole) {
        ++m_waits.count[event];
        sl_add(&m_record->counters.event_histogram[event][sl_bucket(ns)], 1);
    }
}

// Puts the call into the slot's and its statement's counters, and forgets it.
void Session::tellCall(std::uint64_t callNs)
{
    sl_counters &counters = m_record->counters;
    sl_begin_write(&m_record->counters_seq);
    sl_add(&counters.calls, 1);
    sl_add(&counters.db_time_ns, callNs);
    sl_add(&counters.executions, m_sums.executions);
    sl_add(&counters.rows, calls.rows);
    const bool seldom = m_sums.seldom;
    if (seldom) {
        tellSeldom(callNs);
    }
    sl_end_write(&m_record->counters_seq);
    if (m_current != nullptr) {
        chargeStatement(callNs);
    }
    m_current = nullptr;
    m_finished = false;
    m_sums.executions = 0;
    if (seldom) {
        forgetCall();
    }
}

void Session::tellSeldom(std::uint64_t callNs)
{
    sl_counters &counters = m_record->counters;
    for (std::uint32_t events = m_sums.events; events != 0; events &= events - 1) {
        const auto event = static_cast<std::uint32_t>(std::countr_zero(events));
        sl_add(&counters.event_count[event], m_waits.count[event]);
        sl_add(&counters.event_ns[event], m_waits.ns[event]);
        sl_add(&counters.event_bytes[event], m_waits.bytes[event]);
    }
    sl_add(&counters.prepares, m_extras.prepares);
    sl_add(&counters.errors, m_extras.errors);
    sl_add(&counters.commits, m_extras.commits);
    m_extras.rollbacks += std::exchange(m_undecided, false) ? 1U : 0U;
    sl_add(&counters.rollbacks, m_extras.rollbacks);
    sl_add(&counters.commit_histogram[sl_bucket(callNs)], m_extras.commits);
}

void Session::forgetCall()
{
    for (std::uint32_t events = m_sums.events; events != 0; events &= events - 1) {
        const auto event = static_cast<std::size_t>(std::countr_zero(events));
        m_waits.count[event] = m_waits.ns[event] = m_waits.bytes[event] = 0;
    }
    m_sums = {};
    m_extras = {};
}

void Session::chargeStatement(std::uint64_t callNs)
{
    Watched &current = *m_current;
    StatementStats &stats = *current.stats;
    stats.add(&StatementCounters::elapsedNs, callNs);
    stats.add(&StatementCounters::rows, calls.rows);
    current.elapsedNs += callNs;
    current.rows += calls.rows;
    if (m_sums.events != 0) {
        chargeWaits(current);
    }
    if (m_finished) {
        stats.addExecution(current.elapsedNs);
        if (current.elapsedNs >= m_longNs || current.monitored) {
            tellLong(current);
        }
    }
}

void Session::chargeWaits(Watched &statement)
{
    StatementStats &stats = *statement.stats;
    for (std::uint32_t events = m_sums.events; events != 0; events &= events - 1) {
        const auto event = static_cast<std::uint32_t>(std::countr_zero(events));
        const std::uint32_t waitClass = sl_class_of(event);
        if (waitClass == SL_CLASS_IDLE) {
            continue;
        }
        statement.waited = true;
        stats.addWait(waitClass, m_waits.ns[event]);
        statement.waitNs[waitClass] += m_waits.ns[event];
        if (event == SL_DB_READ || event == SL_WAL_READ) {
            stats.add(&StatementCounters::reads, m_waits.count[event]);
            stats.add(&StatementCounters::readBytes, m_waits.bytes[event]);
        } else if (event >= SL_SORTER_READ && event <= SL_EPHEMERAL_WRITE) {
            stats.add(&StatementCounters::tempBytes, m_waits.bytes[event]);
        }
    }
}

void Session::tellLong(const Watched &statement) const
{
    if (!m_options.onLong) {
        return;
    }
    m_options.onLong({.sid = m_sid,
                      .serial = sl_load32(&m_slot->serial),
                      .number = statement.number,
                      .startNs = statement.startNs,
                      .endNs = m_timer.now(),
                      .elapsedNs = statement.elapsedNs,
                      .waitNs = statement.waitNs,
                      .rows = statement.rows,
                      .vmSteps = m_toldLive ? sl_load(&m_slot->live_steps) : 0,
                      .failed = statement.failed,
                      .text = statement.stats->text,
                      .plan = statement.stats->plan()});
}

// ---- Statements

void Session::beginPrepare() noexcept
{
    if (m_board->retired() && calls.depth == 0) {
        moveToSuccessor();
    }
    beginCall();
    if (calls.depth == 1) {
        sl_store32(&m_slot->phase, SL_PHASE_PARSE);
    }
}

std::unique_ptr<sqlite::WatchedStatement> Session::endPrepare(const sqlite::Statement &statement) noexcept
{
    if (calls.inSteps > 0) {
        endCall();
        return nullptr; // of a table that computes its rows by statements
    }
    auto watched = std::make_unique<Watched>();
    watched->stats = m_sql->of(statement.sql());
    watched->monitored = watched->stats->text->monitored;
    watched->stats->add(&StatementCounters::prepares, 1);
    ++m_extras.prepares;
    m_sums.seldom = true;
    if (calls.depth == 1) {
        m_current = watched.get();
        m_finished = false;
    }
    endCall();
    watched->elapsedNs = 0; // preparing belongs to the statement, but to no execution
    return watched;
}

void Session::failPrepare(bool error) noexcept
{
    m_extras.errors += error ? 1U : 0U;
    m_sums.seldom = true;
    endCall();
}

void Session::beginExecution(Watched &statement, const sqlite::Statement &of)
{
    if (m_told != statement.stats.get()) {
        changeStatement(statement.stats, of.connection());
    }
    sl_slot &slot = *m_slot;
    statement.running = true;
    statement.failed = false;
    statement.number = sl_load(&slot.execution) + 1;
    statement.startNs = m_timer.now();
    statement.elapsedNs = 0;
    statement.rows = 0;
    if (std::exchange(statement.waited, false)) {
        statement.waitNs = {};
    }
    statement.stats->add(&StatementCounters::executions, 1);
    sl_store(&slot.execution, statement.number);
    sl_store(&slot.execution_start_ns, statement.startNs);
    sl_store32(&slot.open_cursors, ++m_openCursors);
    ++m_sums.executions;
    if (std::exchange(m_toldLive, false)) {
        sl_store(&slot.live_steps, 0);
        sl_store(&slot.live_gets, 0);
    }
}

void Session::endExecution(Watched &statement, bool failed)
{
    statement.running = false;
    statement.failed = failed;
    sl_store32(&m_slot->open_cursors, --m_openCursors);
    calls.stepping = nullptr;
    if (failed) {
        ++m_extras.errors;
        m_sums.seldom = true;
        statement.stats->add(&StatementCounters::errors, 1);
    }
}

[[gnu::flatten]] void Session::beginStep(sqlite::WatchedStatement &statement,
                                         const sqlite::Statement &of) noexcept
{
    beginCall();
    if (calls.depth == 0 || ++calls.inSteps > 1) {
        return;
    }
    auto &watched = static_cast<Watched &>(statement);
    m_finished = m_finished && m_current == &watched;
    m_current = &watched;
    if (!watched.running) {
        beginExecution(watched, of);
    }
    calls.stepping = calls.depth > 1 ? &watched : nullptr; // else the step is the whole call
    sl_store32(&m_slot->phase, SL_PHASE_EXECUTE);
}

void Session::endStep(sqlite::WatchedStatement &statement, const sqlite::Statement &of,
                      sqlite::StepOutcome outcome) noexcept
{
    if (calls.depth == 0) {
        return;
    }
    if (--calls.inSteps > 0) {
        endCall();
        return;
    }
    auto &watched = static_cast<Watched &>(statement);
    if (outcome == sqlite::StepOutcome::Row) {
        ++calls.rows;
    } else {
        // What endCall() writes has left the nearest cache; asked for at once it comes side by side.
        __builtin_prefetch(m_record, 1);
        watched.stats->prefetch();
        endExecution(watched, outcome == sqlite::StepOutcome::Failed);
        m_finished = true;
    }
    endCall();
    // Not after a failure, whose message the connection still holds.
    if (outcome == sqlite::StepOutcome::Done && calls.depth == 0 && sl_load(m_watchedNs) != m_settledFor) {
        settle(watched, of);
    }
}

void Session::ended(sqlite::WatchedStatement &statement, const sqlite::Statement & /*of*/) noexcept
{
    auto &watched = static_cast<Watched &>(statement);
    endExecution(watched, false);
    if (calls.depth > 0) { // else inside a call of another session
        m_current = &watched;
        m_finished = true;
    }
}

void Session::finalizing(sqlite::WatchedStatement &statement, const sqlite::Statement &of) noexcept
{
    auto &watched = static_cast<Watched &>(statement);
    settle(watched, of);
    if (m_current == &watched) {
        m_current = nullptr;
        m_finished = false;
    }
}

// What SQLite counts by itself is fetched now and then: it would cost more than the rest of a short
// execution.
void Session::settle(Watched &statement, const sqlite::Statement &of)
{
    m_settledFor = sl_load(m_watchedNs);
    settleGets(of.connection());
    const sqlite::StatementCounters now = sqlite::countersOf(of);
    const auto take = [&](std::int64_t sqlite::StatementCounters::*from, std::uint64_t StatementCounters::*to,
                          std::uint64_t &sum) {
        const auto more = static_cast<std::uint64_t>(now.*from - statement.settled.*from);
        statement.stats->add(to, more);
        sl_add(&sum, more);
    };
    sl_counters &sums = m_record->counters;
    sl_begin_write(&m_record->counters_seq);
    take(&sqlite::StatementCounters::vmSteps, &StatementCounters::vmSteps, sums.vm_steps);
    take(&sqlite::StatementCounters::fullScanSteps, &StatementCounters::fullScanSteps, sums.full_scan_steps);
    take(&sqlite::StatementCounters::sorts, &StatementCounters::sorts, sums.sorts);
    take(&sqlite::StatementCounters::autoIndexRows, &StatementCounters::autoIndexRows, sums.auto_index_rows);
    sl_end_write(&m_record->counters_seq);
    statement.settled = now;
    if (statement.stats->elapsedNs() >= planWorthNs) {
        learnPlan(statement, of);
    }
}

void Session::settleGets(const sqlite::Connection &connection)
{
    const auto seen = static_cast<std::uint32_t>(connection.pagesVisited());
    const std::uint32_t more = seen - m_getsSeen; // also where it has wrapped
    m_getsSeen = seen;
    sl_begin_write(&m_record->counters_seq);
    sl_add(&m_record->counters.gets, more);
    sl_end_write(&m_record->counters_seq);
    if (m_statement) {
        m_statement->add(&StatementCounters::gets, more);
    }
}

void Session::learnPlan(Watched &statement, const sqlite::Statement &of)
{
    const std::int64_t reprepares = sqlite::reprepares(of);
    if (statement.planKnown && reprepares == statement.reprepares) {
        return;
    }
    statement.planKnown = true;
    statement.reprepares = reprepares;
    const auto before = statement.stats->plan();
    auto plan = planFrom(sqlite::planOf(of));
    if (!before) {
        statement.stats->setPlan(std::move(plan));
    } else if (before->hash != plan->hash) {
        statement.stats = m_sql->replanned(of.sql(), std::move(plan));
    }
    m_told = nullptr; // to be told with the plan
}

void Session::changeStatement(const std::shared_ptr<StatementStats> &stats,
                              const sqlite::Connection &connection)
{
    settleGets(connection); // so far they are the one's before
    m_statement = stats;
    m_told = stats.get();
    tellText(*stats);
}

void Session::tellText(const StatementStats &stats)
{
    const std::string &sql = stats.text->example;
    const auto plan = stats.plan();
    sl_begin_write(&m_record->text_seq);
    sl_store(&m_slot->sql_id, stats.text->sqlId);
    sl_store(&m_slot->plan_hash, plan ? plan->hash : 0);
    sl_put_bytes(m_record->sql, SL_SQL_BYTES, sql.data(), sql.size());
    sl_store32(&m_record->sql_bytes, static_cast<std::uint32_t>(sql.size()));
    sl_end_write(&m_record->text_seq);
}

void Session::progressed(std::uint64_t instructions, const sqlite::Connection &connection) noexcept
{
    if (calls.depth == 0) {
        return;
    }
    m_toldLive = true;
    if (sl_load(&m_slot->live_steps) == 0) {
        settleGets(connection); // what came before isn't this execution's
    }
    sl_add(&m_slot->live_steps, instructions);
    if (sl_load(&m_slot->live_steps) / instructions % getsEvery == 0) {
        sl_store(&m_slot->live_gets, connection.pagesVisited() - m_getsSeen);
    }
}

// ---- Waits

void Session::wait(std::uint32_t event, std::uint64_t offset, std::uint64_t bytes)
{
    m_sums.seldom = true;
    m_timer.beginWait(event, now());
    sl_store(&m_slot->p1, event);
    sl_store(&m_slot->p2, offset);
    sl_store(&m_slot->p3, bytes);
    sl_store32(&m_slot->event, event);
}

void Session::beginWait(WaitEvent event, std::uint64_t offset, std::uint64_t bytes) noexcept
{
    const auto number = static_cast<std::uint32_t>(event);
    wait(number, offset, bytes);
    m_waits.bytes[number] += bytes;
    sl_store(&m_slot->wait_start_ns, m_timer.now());
    sl_store32(&m_slot->wait_number, sl_load32(&m_slot->wait_number) + 1);
    if (event == WaitEvent::Checkpoint) {
        sl_store32(&m_slot->phase, SL_PHASE_CHECKPOINT);
    }
}

void Session::endWait() noexcept
{
    const CallTimer::Ended ended = m_timer.endWait(now());
    charge(ended.event, ended.ownNs, true);
    sl_store32(&m_slot->event, m_timer.currentEvent());
    if (ended.event == SL_CHECKPOINT) {
        sl_store32(&m_slot->phase, SL_PHASE_EXECUTE);
    }
}

void Session::lockRefused(WaitEvent event, std::uint64_t lockByte) noexcept
{
    if (m_refusedEvent != static_cast<std::uint32_t>(event)) {
        closeLockWait(); // that one was given up
    }
    m_refusedEvent = static_cast<std::uint32_t>(event);
    m_refusedByte = lockByte;
}

void Session::lockTaken() noexcept
{
    closeLockWait();
}

void Session::beginLockSleep() noexcept
{
    wait(m_refusedEvent, m_refusedByte, 0);
    if (m_lockSleptNs == 0) {
        sl_store(&m_slot->wait_start_ns, m_timer.now());
        sl_store32(&m_slot->wait_number, sl_load32(&m_slot->wait_number) + 1);
    }
}

void Session::endLockSleep() noexcept
{
    const CallTimer::Ended ended = m_timer.endWait(now());
    charge(ended.event, ended.ownNs, false);
    m_lockSleptNs += ended.ownNs;
    sl_store32(&m_slot->event, m_timer.currentEvent());
}

// The sleeps since the lock was first refused are one wait.
void Session::closeLockWait()
{
    if (m_lockSleptNs != 0) {
        ++m_waits.count[m_refusedEvent];
        sl_add(&m_record->counters.event_histogram[m_refusedEvent][sl_bucket(m_lockSleptNs)], 1);
        m_lockSleptNs = 0;
    }
}

// In WAL mode the lock is given back before the commit is told, else after it.
void Session::holdsWriteLock(bool held) noexcept
{
    const bool committed = std::exchange(m_committed, false);
    m_extras.rollbacks += std::exchange(m_undecided, !held && !committed) ? 1U : 0U;
    m_sums.seldom = true;
    m_inTransaction = m_inTransaction && held; // what is open from now on is another one
}

void Session::committed() noexcept
{
    m_committed = true;
    m_undecided = false;
    ++m_extras.commits;
    m_sums.seldom = true;
}

void Session::committedTo(const sqlite::WalHeader &end) noexcept
{
    if (m_options.onCommitted) {
        m_options.onCommitted(end);
    }
}

} // namespace strandline::monitor
