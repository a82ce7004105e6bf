// The probe as an SQLite extension, for programs that can't be preloaded (SQLite linked into them). It sees
// what SQLite's trace hook tells: which statements run and how long, the program's own pauses between rows
// included. Waits, locks and CPU it can't see; such a session is marked SL_KIND_PROBE_HOOKS.
//
// SQLite has one trace hook a connection: a program that sets its own later silences us, which is as it
// should be.
#include "engine/probe/probe.h"

#include <cstring>
#include <sqlite3ext.h>

namespace strandline::probe {

namespace {

constinit Api host = {};
constinit std::atomic_flag filling;

// A trigger's statements come as comments; they count for the statement that fired it.
bool isTopLevel(const char *text)
{
    return text == nullptr || std::strncmp(text, "--", 2) != 0;
}

void begins(Session &session, sqlite3_stmt *statement)
{
    if (session.busy.exchange(true, std::memory_order_acquire)) {
        return;
    }
    if (listened(session)) {
        sl_slot &slot = *session.slot;
        session.sinceNs = sl_now(&session.clock);
        session.callStartNs = session.sinceNs;
        tellStatement(session, statement);
        sl_store(&slot.thread, threadNumber());
        sl_store(&slot.call_start_ns, session.callStartNs);
        sl_store32(&slot.phase, SL_PHASE_EXECUTE);
        sl_store32(&slot.state, SL_STATE_ACTIVE);
    }
    session.busy.store(false, std::memory_order_release);
}

void ends(Session &session)
{
    if (session.slot == nullptr || session.busy.exchange(true, std::memory_order_acquire)) {
        return;
    }
    sl_slot &slot = *session.slot;
    const std::uint64_t now = sl_now(&session.clock);
    sl_record &record = *session.record;
    sl_begin_write(&record.counters_seq);
    sl_add(&record.counters.calls, 1);
    sl_add(&record.counters.executions, session.news.executions);
    sl_add(&record.counters.db_time_ns, now > session.callStartNs ? now - session.callStartNs : 0);
    sl_end_write(&record.counters_seq);
    session.news = {};
    sl_store(&slot.call_start_ns, now);
    sl_store32(&slot.phase, SL_PHASE_NONE);
    sl_store32(&slot.state, SL_STATE_IDLE);
    session.busy.store(false, std::memory_order_release);
}

int onTrace(unsigned what, void *context, void *subject, void *detail)
{
    Session &session = *static_cast<Session *>(context);
    switch (what) {
    case SQLITE_TRACE_STMT:
        if (isTopLevel(static_cast<const char *>(detail))) {
            begins(session, static_cast<sqlite3_stmt *>(subject));
        }
        break;
    case SQLITE_TRACE_PROFILE:
        ends(session);
        break;
    case SQLITE_TRACE_CLOSE:
        dropSession(session);
        break;
    default:
        break;
    }
    return 0;
}

// What hooks need of it. False for another copy of SQLite than the one that came first: it goes unseen.
bool isHost(const sqlite3_api_routines &routines)
{
    while (filling.test_and_set()) {
    }
    if (host.trace_v2 == nullptr) {
        host.db_filename = routines.db_filename;
        host.sql = routines.sql;
        host.expanded_sql = routines.expanded_sql;
        host.free = routines.free;
        host.file_control = routines.file_control;
        host.trace_v2 = routines.trace_v2;
    }
    const bool same = host.trace_v2 == routines.trace_v2;
    filling.clear();
    return same;
}

} // namespace

} // namespace strandline::probe

using namespace strandline::probe;

// Its name is what SQLite makes of the file's. It stays loaded, for the hook outlives the call.
extern "C" __attribute__((visibility("default"))) int
sqlite3_strandlineprobe_init(sqlite3 *db, char ** /*message*/, const sqlite3_api_routines *routines)
{
    constexpr int traceVersion = 3014000;
    if (routines->libversion_number() >= traceVersion && sessionOf(db) == nullptr && isHost(*routines)) {
        if (Session *session = addSession(host, db, SL_KIND_PROBE_HOOKS)) {
            host.trace_v2(db, SQLITE_TRACE_STMT | SQLITE_TRACE_PROFILE | SQLITE_TRACE_CLOSE, onTrace,
                          session);
        }
    }
    return SQLITE_OK_LOAD_PERMANENTLY;
}
