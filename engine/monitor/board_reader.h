// The board as values: copies of slots and counters that hold together, with everything that a hostile file
// could say made harmless (numbers in range, texts valid UTF-8 and cut). Functions without state; any thread.
#pragma once

#include "engine/core/clock.h"
#include "engine/monitor/board.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strandline::monitor {

// What a session does now.
struct SessionNow
{
    std::uint64_t sid = 0; // number of the slot, from 1
    std::uint64_t serial = 0;
    std::uint64_t process = 0;
    std::uint64_t thread = 0;
    sl_kind kind = SL_KIND_OWN;
    core::Time logon;
    bool active = false;            // inside a call
    sl_phase phase = SL_PHASE_NONE; // commit is told by the event's class
    sl_event event = SL_ON_CPU;     // what it waits for now
    std::uint64_t waitNumber = 0;
    std::uint64_t callNs = 0; // active: how long so far; else since the last call's end
    std::uint64_t waitNs = 0; // so far; 0 without a wait
    std::uint64_t p2 = 0;     // of the wait: offset in the file, or lock byte
    std::uint64_t p3 = 0;     // bytes
    sl_transaction transaction = SL_TRANSACTION_NONE;
    std::uint64_t transactionNs = 0; // its age
    std::uint64_t openCursors = 0;
    std::uint64_t locks = 0;       // bits of sl_lock
    std::uint64_t execution = 0;   // of its executions, from 1
    std::uint64_t executionNs = 0; // since it began; 0: not told
    std::uint64_t planHash = 0;    // 0: not known
    std::uint64_t liveGets = 0;
    std::uint64_t liveSteps = 0;
    std::uint32_t textVersion = 0; // another one: the texts may be others
    std::string program;
    std::string module;
    std::string action;
    std::string client;
    std::string sql;         // the beginning of the last statement's text; empty: there was none
    std::uint64_t sqlId = 0; // 0: none, or the session left it to the reader of its text
};

// And what it has done: six kilobytes, which are most of the work of reading it.
struct SessionView : SessionNow
{
    sl_counters counters{};
};

// Slots that are in use, in their order.
std::vector<SessionView> readSessions(const Board &board);
// One of them; nothing: the slot is free.
std::optional<SessionNow> readSession(const Board &board, std::uint64_t sid);
// Those that are inside a call.
enum class Texts
{
    Read,
    Leave, // they are empty, for who knows their version; readTexts() reads them, and completes sqlId
};
std::vector<SessionNow> readActiveSessions(const Board &board, Texts texts = Texts::Read);
void readTexts(const Board &board, SessionNow &session);
// Of the sessions and of those that ended, since the board was made; without the time of those that only
// hooks see, so that DB time = CPU + waits.
sl_counters sumOf(const Board &board, const std::vector<SessionView> &sessions);

// Names as tables and people see them; for a number that is none, that of the first.
std::string_view className(std::uint32_t waitClass); // "User I/O"; "CPU" for no wait
std::string_view eventName(std::uint32_t event);     // "db file read"; "On CPU" for no wait
std::string_view kindName(sl_kind kind);             // "own", "probed"
std::string_view phaseName(const SessionNow &session);
std::string_view transactionName(sl_transaction transaction);
// Held locks by name: "SHARED", "WAL write", "WAL read 0".
std::vector<std::string_view> lockNames(std::uint64_t locks);

// Waits that count as DB time.
std::uint64_t waitNsOf(const sl_counters &counters);

// Sid of the session that keeps this one from the lock that it waits for; 0: none of the board.
std::uint64_t blockerOf(const SessionNow &waiting, const Board &board);

} // namespace strandline::monitor
