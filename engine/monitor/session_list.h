// The sessions of a database as values: those on the board (our own and probed ones), and programs that tell
// nothing and are seen by their locks; who keeps whom waiting.
//
// A SessionWatch is for one thread at a time. Errors: those of ExternalWatch.
#pragma once

#include "engine/monitor/board_reader.h"
#include "engine/monitor/external.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace strandline::monitor {

// Which session of the board.
struct SessionKey
{
    std::uint64_t sid = 0;    // number of the slot, from 1; 0: not on the board
    std::uint64_t serial = 0; // of those that used the slot
    bool operator==(const SessionKey &) const = default;
};

enum class SessionKind
{
    Own,           // of Strandline, whichever of its programs
    Probed,        // another program, measured by the probe
    ProbedByHooks, // another program, as far as hooks see
    External,      // another program or connection that tells nothing
};

enum class SessionState
{
    Running,           // in a call, on CPU
    Waiting,           // in a call, waits for something
    IdleInTransaction, // outside of calls
    Idle,
    Holding, // external: holds a lock
    Open,    // external: has the database open
};

struct ListedLock
{
    std::string name;                     // "WAL write"
    std::optional<core::Time> since = {}; // of external ones: when the watch saw it first; it may be older
};

struct ListedSession
{
    SessionKey key;
    SessionKind kind = SessionKind::Own;
    bool ours = false; // the one who made the list can cancel its statement and end it
    std::int64_t process = 0;
    std::uint64_t thread = 0; // the system's number; 0: not known
    std::string program;
    std::string module;
    std::string action;
    std::string client;
    std::optional<core::Time> logon;

    bool active = false;             // inside a call
    std::string phase;               // "execute"; empty outside of calls
    std::uint32_t event = SL_ON_CPU; // what the call waits for
    std::chrono::nanoseconds call{0};
    std::chrono::nanoseconds waited{0};

    std::uint64_t sqlId = 0; // 0: it has run nothing
    std::uint64_t planHash = 0;
    std::string sql;               // the last statement's, at most SL_SQL_BYTES
    std::uint64_t openCursors = 0; // statements begun and not ended

    sl_transaction transaction = SL_TRANSACTION_NONE;
    std::chrono::nanoseconds transactionAge{0}; // of external ones: at least
    std::vector<ListedLock> locks;
    std::optional<std::size_t> blockedBy; // in the list

    std::uint64_t executions = 0; // begun
    std::uint64_t rows = 0;
    std::uint64_t errors = 0;
    std::chrono::nanoseconds dbTime{0};
    std::chrono::nanoseconds cpu{0};
};

struct SessionList
{
    core::Time at;
    std::vector<ListedSession> sessions; // those of the board by their sid, then external ones by process
    std::optional<SeenWal> wal;          // nothing: not in WAL mode, or not looked at
    std::vector<std::size_t> pinning;    // who reads what keeps checkpoints from copying the whole WAL
};

SessionState stateOf(const ListedSession &session);
// "own", "probed", "probed by hooks", "external".
std::string_view sessionKindName(SessionKind kind);

// Who waits for whom.
struct BlockingNode
{
    std::optional<std::size_t> session; // in the list; nothing: checkpoints
    std::vector<BlockingNode> waiters;  // the longest wait first
};
// Each tree begins with one that waits for nobody (where all wait in a circle, with one of them). Checkpoints
// count as waiting for a reader that has kept them for a second and longer.
std::vector<BlockingNode> blockingForest(const SessionList &list);

class SessionWatch
{
public:
    // external: null where nothing is to be seen.
    SessionWatch(std::unique_ptr<ExternalWatch> external, const core::Clock &clock);
    // As it is now: some hundred microseconds. board: null where there is none.
    SessionList look(const Board *board);

private:
    std::unique_ptr<ExternalWatch> m_external;
    const core::Clock &m_clock;
};

} // namespace strandline::monitor
