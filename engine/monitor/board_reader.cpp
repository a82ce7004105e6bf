#include "engine/monitor/board_reader.h"

#include "engine/core/utf8.h"
#include "engine/monitor/statement_stats.h"

#include <algorithm>
#include <array>

namespace strandline::monitor {

namespace {

constexpr int triesMax = 8; // the writer is in between for some nanoseconds

std::string textOf(const char *bytes, std::uint32_t length, std::uint32_t capacity)
{
    std::string text(std::min(length, capacity), '\0');
    for (std::size_t i = 0; i < text.size(); ++i) {
        text[i] = __atomic_load_n(&bytes[i], __ATOMIC_RELAXED);
    }
    return text;
}

// A text that was cut may end within a character.
std::string readable(std::string text)
{
    for (int cut = 0; cut < 3 && !text.empty() && !core::isUtf8(text); ++cut) {
        text.pop_back();
    }
    if (!core::isUtf8(text)) {
        std::replace_if(
            text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, '?');
    }
    return text;
}

std::string textOf(const sl_text &text)
{
    return textOf(text.bytes, sl_load32(&text.length), SL_NAME_BYTES);
}

void readTexts(const sl_record &record, SessionNow &view)
{
    for (int i = 0; i < triesMax; ++i) {
        const std::uint32_t began = sl_begin_read(&record.text_seq);
        view.program = textOf(record.program);
        view.module = textOf(record.module);
        view.action = textOf(record.action);
        view.client = textOf(record.client);
        view.sql = textOf(record.sql, sl_load32(&record.sql_bytes), SL_SQL_BYTES);
        if (sl_read_held(&record.text_seq, began) != 0) {
            break;
        }
    }
    for (std::string *text : {&view.program, &view.module, &view.action, &view.client, &view.sql}) {
        *text = readable(std::move(*text));
    }
    if (view.sqlId == 0 && !view.sql.empty()) {
        view.sqlId = sqlTextOf(view.sql)->sqlId;
    }
}

void readCounters(const sl_record &record, sl_counters &copy)
{
    const std::uint64_t *from = &record.counters.calls;
    std::uint64_t *to = &copy.calls;
    for (int i = 0; i < triesMax; ++i) {
        const std::uint32_t began = sl_begin_read(&record.counters_seq);
        for (std::size_t word = 0; word < sizeof(sl_counters) / sizeof(std::uint64_t); ++word) {
            to[word] = sl_load(&from[word]);
        }
        if (sl_read_held(&record.counters_seq, began) != 0) {
            break;
        }
    }
}

template <typename Enum>
Enum within(std::uint32_t value, Enum last)
{
    return value <= static_cast<std::uint32_t>(last) ? static_cast<Enum>(value) : static_cast<Enum>(0);
}

std::uint64_t since(std::uint64_t then, std::uint64_t now)
{
    return then != 0 && then < now ? now - then : 0;
}

bool isInUse(const sl_slot &slot)
{
    return sl_load(&slot.owner) != 0 && __atomic_load_n(&slot.ready, __ATOMIC_ACQUIRE) == 1;
}

void readSlot(const sl_board &board, std::size_t number, std::uint64_t now, SessionNow &view)
{
    const sl_slot &slot = board.slot[number];
    view.sid = number + 1;
    view.serial = sl_load32(&slot.serial);
    view.process = sl_load(&slot.owner);
    view.thread = sl_load(&slot.thread);
    const std::uint32_t kind = sl_load32(&slot.kind);
    view.kind = kind == SL_KIND_OWN      ? SL_KIND_OWN
                : kind == SL_KIND_PROBED ? SL_KIND_PROBED
                                         : SL_KIND_PROBE_HOOKS;
    constexpr std::uint64_t latest = 1ULL << 52U; // the year 2112
    view.logon = core::Time(
        std::chrono::microseconds(static_cast<std::int64_t>(std::min(sl_load(&slot.logon_us), latest))));
    view.active = sl_load32(&slot.state) == SL_STATE_ACTIVE;
    view.phase = within(sl_load32(&slot.phase), SL_PHASE_CHECKPOINT);
    view.event = within(sl_load32(&slot.event), SL_IDLE_TRANSACTION);
    view.waitNumber = sl_load32(&slot.wait_number);
    view.callNs = since(sl_load(&slot.call_start_ns), now);
    view.waitNs = view.event == SL_ON_CPU ? 0 : since(sl_load(&slot.wait_start_ns), now);
    view.p2 = sl_load(&slot.p2);
    view.p3 = sl_load(&slot.p3);
    view.locks = sl_load(&slot.locks);
    view.transaction =
        within(std::max(sl_load32(&slot.transaction), sl_transaction_of(view.locks)), SL_TRANSACTION_WRITE);
    if (view.transaction != SL_TRANSACTION_NONE) {
        const std::uint64_t began = sl_load(&slot.transaction_start_ns);
        view.transactionNs = began != 0 ? since(began, now) : view.callNs;
    }
    view.openCursors = sl_load32(&slot.open_cursors);
    view.execution = sl_load(&slot.execution);
    view.executionNs = since(sl_load(&slot.execution_start_ns), now);
    view.planHash = sl_load(&slot.plan_hash);
    view.liveGets = sl_load(&slot.live_gets);
    view.liveSteps = sl_load(&slot.live_steps);
    view.sqlId = sl_load(&slot.sql_id);
    view.textVersion = sl_load32(&board.record[number].text_seq);
}

void add(sl_counters &sum, const sl_counters &more)
{
    const std::uint64_t *from = &more.calls;
    std::uint64_t *to = &sum.calls;
    for (std::size_t word = 0; word < sizeof(sl_counters) / sizeof(std::uint64_t); ++word) {
        to[word] += from[word];
    }
}

template <std::size_t Count>
std::string_view nameIn(const std::array<std::string_view, Count> &names, std::uint32_t number)
{
    return names.at(number < Count ? number : 0);
}

} // namespace

std::vector<SessionView> readSessions(const Board &board)
{
    std::vector<SessionView> sessions;
    sessions.reserve(SL_SLOTS); // filled in place
    const std::uint64_t now = sl_now(&board.layout().clock);
    for (std::size_t i = 0; i < SL_SLOTS; ++i) {
        const sl_slot &slot = board.layout().slot[i];
        if (isInUse(slot)) {
            readSlot(board.layout(), i, now, sessions.emplace_back());
            readTexts(board.layout().record[i], sessions.back());
            readCounters(board.layout().record[i], sessions.back().counters);
        }
    }
    return sessions;
}

std::optional<SessionNow> readSession(const Board &board, std::uint64_t sid)
{
    if (!isInUse(board.layout().slot[sid - 1])) {
        return std::nullopt;
    }
    SessionNow session;
    readSlot(board.layout(), sid - 1, sl_now(&board.layout().clock), session);
    readTexts(board, session);
    return session;
}

std::vector<SessionNow> readActiveSessions(const Board &board, Texts texts)
{
    std::vector<SessionNow> sessions;
    sessions.reserve(16);
    const std::uint64_t now = sl_now(&board.layout().clock);
    for (std::size_t i = 0; i < SL_SLOTS; ++i) {
        const sl_slot &slot = board.layout().slot[i];
        if (sl_load32(&slot.state) == SL_STATE_ACTIVE && isInUse(slot)) {
            readSlot(board.layout(), i, now, sessions.emplace_back());
            if (texts == Texts::Read) {
                readTexts(board, sessions.back());
            }
        }
    }
    return sessions;
}

void readTexts(const Board &board, SessionNow &session)
{
    readTexts(board.layout().record[session.sid - 1], session);
}

sl_counters sumOf(const Board &board, const std::vector<SessionView> &sessions)
{
    sl_counters sum{};
    const std::uint64_t *from = &board.layout().totals.calls;
    std::uint64_t *to = &sum.calls;
    for (std::size_t word = 0; word < sizeof(sl_counters) / sizeof(std::uint64_t); ++word) {
        to[word] = sl_load(&from[word]);
    }
    for (const SessionView &session : sessions) {
        add(sum, session.counters);
        sum.db_time_ns -= session.kind == SL_KIND_PROBE_HOOKS ? session.counters.db_time_ns : 0;
    }
    return sum;
}

std::string_view className(std::uint32_t waitClass)
{
    static constexpr std::array<std::string_view, SL_CLASSES> names = {"CPU",        "User I/O",    "Commit",
                                                                       "System I/O", "Application", "Idle"};
    return nameIn(names, waitClass);
}

std::string_view eventName(std::uint32_t event)
{
    static constexpr std::array<std::string_view, SL_EVENTS> names = {
        "On CPU",
        "db file read",
        "wal read",
        "sorter temp read",
        "sorter temp write",
        "ephemeral temp read",
        "ephemeral temp write",
        "journal read",
        "wal write",
        "wal sync",
        "journal write",
        "journal sync",
        "journal finalise",
        "db sync",
        "db file write",
        "truncate or extend",
        "checkpoint backfill",
        "lock SHARED",
        "lock RESERVED",
        "lock PENDING",
        "lock EXCLUSIVE",
        "WAL write lock",
        "WAL checkpoint lock",
        "WAL recover lock",
        "WAL readmark lock",
        "open cursor",
        "idle in transaction",
    };
    return nameIn(names, event);
}

std::string_view kindName(sl_kind kind)
{
    return kind == SL_KIND_OWN ? "own" : kind == SL_KIND_PROBED ? "probed" : "probed by hooks";
}

std::string_view phaseName(const SessionNow &session)
{
    if (!session.active) {
        return {};
    }
    if (session.phase != SL_PHASE_CHECKPOINT && sl_class_of(session.event) == SL_CLASS_COMMIT) {
        return "commit";
    }
    static constexpr std::array<std::string_view, 5> names = {"", "parse", "execute", "commit", "checkpoint"};
    return nameIn(names, session.phase);
}

std::string_view transactionName(sl_transaction transaction)
{
    return transaction == SL_TRANSACTION_NONE   ? "none"
           : transaction == SL_TRANSACTION_READ ? "read"
                                                : "write";
}

std::vector<std::string_view> lockNames(std::uint64_t locks)
{
    static constexpr std::array<std::string_view, 12> names = {
        "SHARED",      "RESERVED",   "PENDING",    "EXCLUSIVE",  "WAL write",  "WAL checkpoint",
        "WAL recover", "WAL read 0", "WAL read 1", "WAL read 2", "WAL read 3", "WAL read 4"};
    std::vector<std::string_view> held;
    for (std::size_t bit = 0; bit < names.size(); ++bit) {
        if ((locks >> bit & 1U) != 0) {
            held.push_back(names.at(bit));
        }
    }
    return held;
}

std::uint64_t waitNsOf(const sl_counters &counters)
{
    std::uint64_t sum = 0;
    for (std::uint32_t event = 1; event < SL_EVENTS; ++event) {
        sum += sl_class_of(event) == SL_CLASS_IDLE ? 0 : counters.event_ns[event];
    }
    return sum;
}

std::uint64_t blockerOf(const SessionNow &waiting, const Board &board)
{
    constexpr std::uint64_t wal = SL_HOLDS_WAL;
    std::uint64_t inTheWay = 0;
    switch (waiting.event) {
    case SL_LOCK_SHARED:
        inTheWay = SL_HOLDS_PENDING | SL_HOLDS_EXCLUSIVE;
        break;
    case SL_LOCK_RESERVED:
    case SL_LOCK_PENDING:
        inTheWay = SL_HOLDS_RESERVED | SL_HOLDS_PENDING | SL_HOLDS_EXCLUSIVE;
        break;
    case SL_LOCK_EXCLUSIVE:
        inTheWay = SL_HOLDS_SHARED;
        break;
    case SL_LOCK_WAL_WRITE:
        inTheWay = wal;
        break;
    case SL_LOCK_WAL_CHECKPOINT:
        inTheWay = wal << 1U;
        break;
    case SL_LOCK_WAL_RECOVER:
        inTheWay = wal << 2U;
        break;
    case SL_LOCK_WAL_READMARK:
        inTheWay = wal << 3U | wal << 4U | wal << 5U | wal << 6U | wal << 7U;
        break;
    default:
        return 0;
    }
    for (std::size_t i = 0; i < SL_SLOTS; ++i) {
        const sl_slot &slot = board.layout().slot[i];
        if (i + 1 != waiting.sid && sl_load(&slot.owner) != 0 && (sl_load(&slot.locks) & inTheWay) != 0) {
            return i + 1;
        }
    }
    return 0;
}

} // namespace strandline::monitor
