// The probe: what runs inside other programs and tells the board beside their database what their SQLite
// connections do. Loaded by LD_PRELOAD (preload_linux.cpp: every call is measured) or as an SQLite extension
// (extension.cpp: what hooks tell).
//
// It is C++ as everything here, so that formatting, warnings and tidy's rules hold for it too, but uses
// nothing of its runtime: no exceptions, no allocation, no static that needs a constructor, no library but
// libc. It shares monitor/board_layout.h with the engine and nothing else.
//
// Rule above all: the program goes on as if nobody looked. Nothing here waits, writes a message or changes a
// result; whatever is wrong (no board, a full one, a damaged one, a second thread in the same connection)
// ends in the call being passed on unmeasured. Bound values are published only where
// STRANDLINE_PROBE_VALUES=1.
//
// Threads: functions may be called from any; a Session is written by the one thread that has its `busy`.
#pragma once

#include "engine/monitor/board_layout.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <sqlite3.h>

namespace strandline::probe {

// The program's own SQLite. Null where its version has no such function.
#define STRANDLINE_PROBE_FUNCTIONS(X)                                                                        \
    X(open_v2)                                                                                               \
    X(open16)                                                                                                \
    X(close)                                                                                                 \
    X(close_v2)                                                                                              \
    X(prepare)                                                                                               \
    X(prepare_v2)                                                                                            \
    X(prepare_v3)                                                                                            \
    X(prepare16_v2)                                                                                          \
    X(prepare16_v3)                                                                                          \
    X(step)                                                                                                  \
    X(reset)                                                                                                 \
    X(finalize)                                                                                              \
    X(exec)                                                                                                  \
    X(wal_checkpoint_v2)                                                                                     \
    X(db_handle)                                                                                             \
    X(db_filename)                                                                                           \
    X(db_status)                                                                                             \
    X(sql)                                                                                                   \
    X(expanded_sql)                                                                                          \
    X(free)                                                                                                  \
    X(stmt_busy)                                                                                             \
    X(get_autocommit)                                                                                        \
    X(file_control)                                                                                          \
    X(vfs_find)                                                                                              \
    X(vfs_register)                                                                                          \
    X(trace_v2)

struct Api
{
#define STRANDLINE_PROBE_MEMBER(name) decltype(&::sqlite3_##name) name;
    STRANDLINE_PROBE_FUNCTIONS(STRANDLINE_PROBE_MEMBER)
#undef STRANDLINE_PROBE_MEMBER
};

// A board as one session has it mapped.
struct MappedBoard
{
    sl_board *board;
    std::uint64_t device; // of its file: tells whether another one has taken its place
    std::uint64_t inode;
};

struct ShimFile;

// What a session has still to add to its slot's counters.
struct News
{
    std::uint32_t prepares;
    std::uint32_t executions;
    std::uint32_t rows;
    std::uint32_t errors;
    std::uint32_t rollbacks;
    std::uint64_t gets;
};

// A connection that is looked at. All zero: free. What each step touches comes first and lies together: most
// of what we cost a short statement is waiting for our lines of the cache, which its system calls push out.
struct alignas(64) Session
{
    std::atomic<sqlite3 *> db; // by which it is found
    std::atomic<bool> taken;
    std::atomic<bool> busy; // a thread is inside a call

    // The rest belongs to the thread that has busy.
    bool script;     // a call that runs statements of its own: they are told
    bool wasWriting; // in a write transaction before the call that runs
    bool inherited;  // over a fork: not told any more
    const Api *api;
    sl_slot *slot;     // null: nobody to tell
    sl_record *record; // of the same session
    sl_clock clock;
    std::uint64_t sinceNs; // the clock's last reading

    std::uint32_t event; // what the time since then belongs to; outsideCall: to nothing
    std::uint32_t openCursors;
    std::uint32_t callCommits; // in the call that runs
    std::uint32_t callsSincePages;
    std::uint64_t callStartNs;
    std::uint64_t checkedNs;  // when the board was last seen in its place
    std::uint64_t lockWaitNs; // when the wait for a lock began; 0: there is none
    std::uint64_t thread;
    ShimFile *mainFile;       // null: its files aren't seen
    const sqlite3_stmt *told; // whose SQL the slot holds

    News news;
    std::uint64_t lockWokeNs;  // the end of its last sleep
    std::uint32_t lockWait;    // event of the lock
    std::uint32_t refusedLock; // event of the lock that was refused last
    std::uint64_t refusedByte;
    std::uint64_t lookedSecond; // when somebody to tell was last looked for
    MappedBoard mapped;
    sl_kind kind;
    std::uint32_t pageHits; // SQLite's own counters when they were last read
    std::uint32_t pageMisses;
};

constexpr std::uint32_t outsideCall = SL_EVENTS;

// The session whose call this thread is in.
extern constinit thread_local Session *current;

// ---- session.cpp

Session *sessionOf(sqlite3 *db);
// Null where there is no room, or no file.
Session *addSession(const Api &api, sqlite3 *db, sl_kind kind);
// Its connection is found no more from now on, while it is being closed; or it is again.
void hideSession(Session &session, sqlite3 *db, bool hidden);
void dropSession(Session &session);

// One outermost call while it runs. Where it can't be measured it does nothing.
class Call
{
public:
    enum class Runs
    {
        Itself,
        Statements, // sqlite3_exec(): those that it prepares and steps are told
    };
    // session may be null.
    Call(Session *session, sl_phase phase, Runs runs = Runs::Itself);
    ~Call();
    Call(const Call &) = delete;
    Call &operator=(const Call &) = delete;

    void stepBegins(sqlite3_stmt *statement);
    void stepEnds(sqlite3_stmt *statement, int code);
    // It is about to be reset, or finalised.
    void statementEnds(sqlite3_stmt *statement, bool forGood);
    // bytes: at most so many of sql; negative: up to its end. sql: null where it isn't UTF-8.
    void prepares(const char *sql, int bytes);
    void prepared(int code);
    // The connection is no more.
    void closed() { m_closed = true; }

private:
    void begin(sl_phase phase);
    void end();

    Session *m_session = nullptr; // null: not measured
    Session *m_outer = nullptr;   // of the thread
    bool m_nested = false;        // inside a script of the same session: only what statements do counts
    bool m_script = false;        // of the session before
    bool m_wasOpen = false;       // the statement that is stepped
    bool m_closed = false;
};

// Time in which this thread's session waits.
class Wait
{
public:
    Wait(std::uint32_t event, std::uint64_t position, std::uint64_t bytes);
    ~Wait();
    Wait(const Wait &) = delete;
    Wait &operator=(const Wait &) = delete;

private:
    Session *m_session; // null: none
    std::uint32_t m_event;
    std::uint32_t m_outer = 0;
    std::uint64_t m_bytes;
    std::uint64_t m_startNs = 0;
};

// Asleep because of the lock that was refused last. All sleeps of a statement for one lock are one wait.
class LockSleep
{
public:
    LockSleep();
    ~LockSleep();
    LockSleep(const LockSleep &) = delete;
    LockSleep &operator=(const LockSleep &) = delete;

private:
    Session *m_session; // null: none
    std::uint32_t m_outer = 0;
};
void endLockWait(Session &session);

// Ends what time belonged to until now, and gives it to `event` from now on. Tells that, and the news.
void turn(Session &session, std::uint32_t event);
// Tells that this is the SQL of what it does.
void tellText(Session &session, const char *sql, std::size_t length);
// Tells that this statement begins anew.
void tellStatement(Session &session, sqlite3_stmt *statement);
// False where nobody is to be told; looks for somebody once a second.
bool listened(Session &session);

// ---- board_linux.cpp

// The board for a database; its board is null where there is none of use.
MappedBoard mapBoard(const char *database);
void unmapBoard(const MappedBoard &board);
// Whether another file has taken its place, or none.
bool isInPlace(const MappedBoard &board, const char *database);
std::uint64_t processNumber();
std::uint64_t processStart();
std::uint64_t threadNumber();
bool isOnlyThread();           // of the process
std::uint64_t wallClockUs();   // microseconds since 1970
std::uint64_t coarseSeconds(); // since some moment; costs next to nothing
void programName(sl_text &text);
bool valuesWanted();
// Calls `forget` in the child of each fork from now on.
void forgetAfterFork(void (*forget)());

// ---- vfs.cpp

// The file of a connection, if it is one of ours: what locks it holds, as sl_lock.
ShimFile *shimFileOf(const Api &api, sqlite3 *db);
std::uint64_t locksOf(const ShimFile &file);
// The name of a VFS that does what the named one does (null: the default one) and tells its waits; the name
// itself where that can't be had.
const char *shimName(const Api &api, const char *vfs);

} // namespace strandline::probe
