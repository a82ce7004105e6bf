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
static_assert(SL_EVENTS <= 32, "CallSums has a bit per event");

namespace {

constexpr std::uint64_t idleNsMin = 1000; // a shorter thought between two calls isn't worth its counting
constexpr std::uint64_t planWorthNs = 5'000'000; // asking for a plan takes some ten microseconds
constexpr std::uint64_t writeLocks = SL_HOLDS_RESERVED | SL_HOLDS_EXCLUSIVE | SL_HOLDS_WAL;
constexpr std::uint64_t getsEvery = 64; // of the calls of progressed()

std::uint64_t wallMicros()
{
    return static_cast<std::uint64_t>(core::SystemClock().now().time_since_epoch().count());
}

std::uint64_t thisThread()
{
    thread_local const std::uint64_t number = currentThread();
    return number;
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

struct Session::Watched final : sqlite::WatchedStatement
{
    std::shared_ptr<StatementStats> stats;
    sqlite::StatementCounters settled; // what of SQLite's counters is in stats
    std::int64_t reprepares = 0;       // when the plan was learnt
    bool planKnown = false;
    // Of the execution that runs.
    std::uint64_t number = 0; // of the session's executions
    std::uint64_t startNs = 0;
    std::uint64_t elapsedNs = 0;
    std::array<std::uint64_t, SL_CLASSES> waitNs{};
    std::uint64_t rows = 0;
    bool failed = false;
};

Session::Session(std::shared_ptr<Board> board, const std::shared_ptr<SqlArea> &sql, SessionOptions options)
    : m_board(std::move(board)), m_options(std::move(options)), m_sql(sql->beginSession()),
      m_clock(m_board->layout().clock)
{
    sl_board &layout = m_board->layout();
    const auto process = static_cast<std::uint64_t>(core::currentProcess());
    m_slot = sl_claim(&layout, process, processStart(process));
    if (m_slot != nullptr) {
        m_sid = static_cast<std::uint64_t>(m_slot - layout.slot) + 1;
    } else {
        m_spare = std::make_unique<sl_slot>();
        m_slot = m_spare.get();
    }
    sl_store32(&m_slot->kind, m_options.kind);
    sl_store(&m_slot->logon_us, wallMicros());
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
    sl_begin_write(&m_slot->text_seq);
    setText(m_slot->program, processName(process));
    setText(m_slot->module, m_options.module);
    setText(m_slot->action, m_options.action);
    setText(m_slot->client, m_options.client);
    sl_store32(&m_slot->sql_bytes, 0);
    sl_end_write(&m_slot->text_seq);
    __atomic_store_n(&m_slot->ready, 1U, __ATOMIC_RELEASE);
}

Session::~Session()
{
    if (!m_spare) {
        sl_give_back(&m_board->layout(), m_slot);
    }
}

// ---- Calls

void Session::beginCall() noexcept
{
    if (m_depth > 0) {
        ++m_depth;
        return;
    }
    if (sqlite::runningWatch != nullptr) {
        return; // inside a call of another session, which pays for it
    }
    sqlite::runningWatch = this;
    m_depth = 1;
    const std::uint64_t at = now();
    m_timer.beginCall(at);
    chargeIdle(at);
    sl_store(&m_slot->thread, thisThread());
    sl_store(&m_slot->call_start_ns, at);
    sl_store32(&m_slot->state, SL_STATE_ACTIVE);
}

void Session::endCall() noexcept
{
    if (m_depth != 1) {
        m_depth -= m_depth > 0 ? 1 : 0;
        return;
    }
    const std::uint64_t at = now();
    while (m_timer.openWaits() > 0) {
        const CallTimer::Ended ended = m_timer.endWait(at);
        charge(ended.event, ended.ownNs, true);
    }
    closeLockWait();
    const std::uint64_t callNs = m_timer.endCall(at);
    sl_store32(&m_slot->state, SL_STATE_IDLE);
    sl_store32(&m_slot->phase, SL_PHASE_NONE);
    sl_store(&m_slot->call_start_ns, m_timer.now());
    tellCall(callNs);
    m_lastEndNs = m_timer.now();
    m_depth = 0;
    sqlite::runningWatch = nullptr;
}

void Session::chargeIdle(std::uint64_t at)
{
    const std::uint64_t gap = at - m_lastEndNs;
    if (m_lastEndNs == 0 || gap < idleNsMin) {
        return;
    }
    if (m_openCursors > 0) {
        charge(SL_IDLE_CURSOR, gap, true);
    } else if (sl_load32(&m_slot->transaction) != SL_TRANSACTION_NONE) {
        charge(SL_IDLE_TRANSACTION, gap, true);
    }
}

// whole: it is a wait, and not one of several parts.
void Session::charge(std::uint32_t event, std::uint64_t ns, bool whole)
{
    if (event == SL_ON_CPU) {
        return;
    }
    m_sums.events |= 1U << event;
    m_sums.ns[event] += ns;
    if (whole) {
        ++m_sums.count[event];
        sl_add(&m_slot->counters.event_histogram[event][sl_bucket(ns)], 1);
    }
}

// Puts the call into the slot's and its statement's counters, and forgets it.
void Session::tellCall(std::uint64_t callNs)
{
    sl_counters &counters = m_slot->counters;
    sl_begin_write(&m_slot->counters_seq);
    sl_add(&counters.calls, 1);
    sl_add(&counters.db_time_ns, callNs);
    sl_add(&counters.prepares, m_sums.prepares);
    sl_add(&counters.executions, m_sums.executions);
    sl_add(&counters.rows, m_sums.rows);
    for (std::uint32_t events = m_sums.events; events != 0; events &= events - 1) {
        const auto event = static_cast<std::uint32_t>(std::countr_zero(events));
        sl_add(&counters.event_count[event], m_sums.count[event]);
        sl_add(&counters.event_ns[event], m_sums.ns[event]);
        sl_add(&counters.event_bytes[event], m_sums.bytes[event]);
    }
    if (m_sums.errors + m_sums.commits + m_sums.rollbacks != 0) {
        sl_add(&counters.errors, m_sums.errors);
        sl_add(&counters.commits, m_sums.commits);
        sl_add(&counters.rollbacks, m_sums.rollbacks);
        sl_add(&counters.commit_histogram[sl_bucket(callNs)], m_sums.commits);
    }
    sl_end_write(&m_slot->counters_seq);
    chargeStatement(callNs);
    for (std::uint32_t events = m_sums.events; events != 0; events &= events - 1) {
        const auto event = static_cast<std::size_t>(std::countr_zero(events));
        m_sums.count[event] = m_sums.ns[event] = m_sums.bytes[event] = 0;
    }
    m_sums.events = 0;
    m_sums.prepares = m_sums.executions = m_sums.rows = 0;
    m_sums.errors = m_sums.commits = m_sums.rollbacks = 0;
}

void Session::chargeStatement(std::uint64_t callNs)
{
    Watched *const current = std::exchange(m_current, nullptr);
    if (current == nullptr) {
        m_finished = nullptr;
        return;
    }
    StatementStats &stats = *current->stats;
    stats.add(&StatementCounters::elapsedNs, callNs);
    stats.add(&StatementCounters::rows, m_sums.rows);
    current->elapsedNs += callNs;
    current->rows += m_sums.rows;
    for (std::uint32_t events = m_sums.events; events != 0; events &= events - 1) {
        const auto event = static_cast<std::uint32_t>(std::countr_zero(events));
        const std::uint32_t waitClass = sl_class_of(event);
        if (waitClass == SL_CLASS_IDLE) {
            continue;
        }
        stats.addWait(waitClass, m_sums.ns[event]);
        current->waitNs[waitClass] += m_sums.ns[event];
        if (event == SL_DB_READ || event == SL_WAL_READ) {
            stats.add(&StatementCounters::reads, m_sums.count[event]);
            stats.add(&StatementCounters::readBytes, m_sums.bytes[event]);
        } else if (event >= SL_SORTER_READ && event <= SL_EPHEMERAL_WRITE) {
            stats.add(&StatementCounters::tempBytes, m_sums.bytes[event]);
        }
    }
    if (m_finished == current) {
        stats.addExecution(current->elapsedNs);
        const bool wanted = current->elapsedNs >= m_options.longNs || stats.text->monitored;
        if (wanted && m_options.onLong) {
            tellLong(*current);
        }
    }
    m_finished = nullptr;
}

void Session::tellLong(const Watched &statement) const
{
    m_options.onLong({.sid = m_sid,
                      .serial = sl_load32(&m_slot->serial),
                      .number = statement.number,
                      .startNs = statement.startNs,
                      .endNs = m_timer.now(),
                      .elapsedNs = statement.elapsedNs,
                      .waitNs = statement.waitNs,
                      .rows = statement.rows,
                      .vmSteps = sl_load(&m_slot->live_steps),
                      .failed = statement.failed,
                      .text = statement.stats->text,
                      .plan = statement.stats->plan()});
}

// ---- Statements

void Session::beginPrepare() noexcept
{
    beginCall();
    if (m_depth == 1) {
        sl_store32(&m_slot->phase, SL_PHASE_PARSE);
    }
}

std::unique_ptr<sqlite::WatchedStatement> Session::endPrepare(const sqlite::Statement &statement) noexcept
{
    if (m_inStep > 0) {
        endCall();
        return nullptr; // of a table that computes its rows by statements
    }
    auto watched = std::make_unique<Watched>();
    watched->stats = m_sql->of(statement.sql());
    watched->stats->add(&StatementCounters::prepares, 1);
    ++m_sums.prepares;
    if (m_depth == 1) {
        m_current = watched.get();
    }
    endCall();
    watched->elapsedNs = 0; // preparing belongs to the statement, but to no execution
    watched->waitNs = {};
    return watched;
}

void Session::failPrepare(bool error) noexcept
{
    m_sums.errors += error ? 1 : 0;
    endCall();
}

void Session::beginExecution(Watched &statement)
{
    statement.running = true;
    statement.startNs = m_timer.now();
    statement.elapsedNs = 0;
    statement.waitNs = {};
    statement.rows = 0;
    statement.failed = false;
    statement.stats->add(&StatementCounters::executions, 1);
    ++m_sums.executions;
    ++m_openCursors;
    sl_store32(&m_slot->open_cursors, static_cast<std::uint32_t>(m_openCursors));
    sl_add(&m_slot->execution, 1);
    statement.number = sl_load(&m_slot->execution);
    sl_store(&m_slot->execution_start_ns, statement.startNs);
    sl_store(&m_slot->live_steps, 0);
    sl_store(&m_slot->live_gets, 0);
    if (m_told != statement.stats) {
        tellText(statement.stats);
    }
}

void Session::endExecution(Watched &statement, bool failed)
{
    statement.running = false;
    statement.failed = failed;
    --m_openCursors;
    sl_store32(&m_slot->open_cursors, static_cast<std::uint32_t>(m_openCursors));
    if (failed) {
        ++m_sums.errors;
        statement.stats->add(&StatementCounters::errors, 1);
    }
}

void Session::beginStep(sqlite::WatchedStatement &statement, const sqlite::Statement &of) noexcept
{
    beginCall();
    if (m_depth == 0 || ++m_inStep > 1) {
        return;
    }
    auto &watched = static_cast<Watched &>(statement);
    m_current = &watched;
    if (!watched.running) {
        if (m_getsOf != watched.stats) {
            settleGets(of.connection());
            m_getsOf = watched.stats;
        }
        beginExecution(watched);
    }
    sl_store32(&m_slot->phase, SL_PHASE_EXECUTE);
}

void Session::endStep(sqlite::WatchedStatement &statement, const sqlite::Statement &of,
                      sqlite::StepOutcome outcome) noexcept
{
    if (m_depth == 0) {
        return;
    }
    if (--m_inStep > 0) {
        endCall();
        return;
    }
    auto &watched = static_cast<Watched &>(statement);
    if (outcome == sqlite::StepOutcome::Row) {
        ++m_sums.rows;
    } else {
        endExecution(watched, outcome == sqlite::StepOutcome::Failed);
        m_finished = &watched;
    }
    endCall();
    // Not after a failure, whose message the connection still holds.
    if (outcome == sqlite::StepOutcome::Done && m_depth == 0 &&
        sl_load(&m_board->layout().watched_ns) != m_settledFor) {
        settle(watched, of);
    }
}

void Session::ended(sqlite::WatchedStatement &statement, const sqlite::Statement & /*of*/) noexcept
{
    auto &watched = static_cast<Watched &>(statement);
    endExecution(watched, false);
    if (m_depth > 0) { // else inside a call of another session
        m_current = m_finished = &watched;
    }
}

void Session::finalizing(sqlite::WatchedStatement &statement, const sqlite::Statement &of) noexcept
{
    auto &watched = static_cast<Watched &>(statement);
    settle(watched, of);
    m_current = m_current == &watched ? nullptr : m_current;
    m_finished = m_finished == &watched ? nullptr : m_finished;
}

// What SQLite counts by itself is fetched now and then: it would cost more than the rest of a short
// execution.
void Session::settle(Watched &statement, const sqlite::Statement &of)
{
    m_settledFor = sl_load(&m_board->layout().watched_ns);
    settleGets(of.connection());
    const sqlite::StatementCounters now = sqlite::countersOf(of);
    const auto take = [&](std::int64_t sqlite::StatementCounters::*from, std::uint64_t StatementCounters::*to,
                          std::uint64_t &sum) {
        const auto more = static_cast<std::uint64_t>(now.*from - statement.settled.*from);
        statement.stats->add(to, more);
        sl_add(&sum, more);
    };
    sl_counters &sums = m_slot->counters;
    sl_begin_write(&m_slot->counters_seq);
    take(&sqlite::StatementCounters::vmSteps, &StatementCounters::vmSteps, sums.vm_steps);
    take(&sqlite::StatementCounters::fullScanSteps, &StatementCounters::fullScanSteps, sums.full_scan_steps);
    take(&sqlite::StatementCounters::sorts, &StatementCounters::sorts, sums.sorts);
    take(&sqlite::StatementCounters::autoIndexRows, &StatementCounters::autoIndexRows, sums.auto_index_rows);
    sl_end_write(&m_slot->counters_seq);
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
    sl_begin_write(&m_slot->counters_seq);
    sl_add(&m_slot->counters.gets, more);
    sl_end_write(&m_slot->counters_seq);
    if (m_getsOf) {
        m_getsOf->add(&StatementCounters::gets, more);
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
    m_told.reset(); // to be told with the plan
}

void Session::tellText(const std::shared_ptr<StatementStats> &stats)
{
    m_told = stats;
    const std::string &sql = stats->text->example;
    const auto plan = stats->plan();
    sl_store(&m_slot->sql_id, stats->text->sqlId);
    sl_store(&m_slot->plan_hash, plan ? plan->hash : 0);
    sl_begin_write(&m_slot->text_seq);
    sl_put_bytes(m_slot->sql, SL_SQL_BYTES, sql.data(), sql.size());
    sl_store32(&m_slot->sql_bytes, static_cast<std::uint32_t>(sql.size()));
    sl_end_write(&m_slot->text_seq);
}

void Session::progressed(std::uint64_t instructions, const sqlite::Connection &connection) noexcept
{
    if (m_depth == 0) {
        return;
    }
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
    m_sums.bytes[number] += bytes;
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
        ++m_sums.count[m_refusedEvent];
        sl_add(&m_slot->counters.event_histogram[m_refusedEvent][sl_bucket(m_lockSleptNs)], 1);
        m_lockSleptNs = 0;
    }
}

void Session::holds(std::uint64_t locks) noexcept
{
    sl_store(&m_slot->locks, locks);
    m_usesWal = (locks & SL_HOLDS_SHARED) != 0 && (m_usesWal || locks >= SL_HOLDS_WAL);
    const std::uint64_t now = m_usesWal ? locks & ~std::uint64_t{SL_HOLDS_SHARED} : locks;
    const std::uint64_t before = std::exchange(m_transactionLocks, now);
    if (before == 0 && now != 0) {
        sl_store(&m_slot->transaction_start_ns, m_timer.now());
        m_committed = false;
    }
    const bool writes = (now & writeLocks) != 0;
    if ((before & writeLocks) != 0 && !writes && !std::exchange(m_committed, false)) {
        ++m_sums.rollbacks;
    }
    sl_store32(&m_slot->transaction, writes     ? SL_TRANSACTION_WRITE
                                     : now != 0 ? SL_TRANSACTION_READ
                                                : SL_TRANSACTION_NONE);
}

void Session::committed() noexcept
{
    m_committed = true;
    ++m_sums.commits;
}

void Session::committedTo(const sqlite::WalHeader &end) noexcept
{
    if (m_options.onCommitted) {
        m_options.onCommitted(end);
    }
}

} // namespace strandline::monitor
