// The functions of SQLite that a preloaded probe puts itself before. Each passes its call on to the one that
// the program would have called without us, and measures it on the way.
#define SQLITE_API __attribute__((visibility("default")))
#include "engine/probe/probe.h"

#include <dlfcn.h>

namespace strandline::probe {

namespace {

constexpr std::size_t copiesMax = 4;
constexpr std::size_t sitesMax = 512;

// A program may hold several copies of SQLite.
constinit Api copies[copiesMax] = {};
constinit std::atomic<std::size_t> copyCount{0};
// Where calls came from, and which copy they are for; entries stay as they are once written.
struct Site
{
    std::atomic<const void *> caller;
    std::atomic<const Api *> api;
};
constinit Site sites[sitesMax] = {};
constinit std::atomic<const Api *> everybodys{nullptr}; // what a library in the global scope offers to all
constinit std::atomic_flag filling;

template <typename Function>
void find(void *handle, const char *name, Function &function)
{
    function = reinterpret_cast<Function>(::dlsym(handle, name));
}

const Api *copyIn(void *handle)
{
    Api api = {};
#define STRANDLINE_PROBE_FIND(name) find(handle, "sqlite3_" #name, api.name);
    STRANDLINE_PROBE_FUNCTIONS(STRANDLINE_PROBE_FIND)
#undef STRANDLINE_PROBE_FIND
    if (api.step == nullptr) {
        return nullptr;
    }
    while (filling.test_and_set()) {
    }
    const Api *found = nullptr;
    for (std::size_t i = 0; i < copyCount && found == nullptr; ++i) {
        found = copies[i].step == api.step ? &copies[i] : nullptr;
    }
    if (found == nullptr && copyCount < copiesMax) {
        copies[copyCount] = api;
        found = &copies[copyCount];
        ++copyCount;
    }
    filling.clear();
    return found;
}

// As the dynamic linker would have looked for it: first behind us in the global scope, then in what the
// caller's library brought with it (Python's modules do that).
const Api *findFor(const void *caller)
{
    if (const Api *api = copyIn(RTLD_NEXT)) {
        everybodys = api;
        return api;
    }
    Dl_info info = {};
    void *handle = nullptr;
    if (::dladdr(caller, &info) != 0 && info.dli_fname != nullptr) {
        handle = ::dlopen(info.dli_fname, RTLD_NOLOAD | RTLD_LAZY);
    }
    const Api *api = handle != nullptr ? copyIn(handle) : nullptr;
    if (api == nullptr && (handle = ::dlopen("libsqlite3.so.0", RTLD_NOLOAD | RTLD_LAZY)) != nullptr) {
        api = copyIn(handle);
    }
    return api;
}

[[gnu::noinline]] const Api &apiOfSite(const void *caller)
{
    const std::size_t first = (reinterpret_cast<std::uintptr_t>(caller) * UINT64_C(0x9E3779B97F4A7C15)) >> 55;
    for (std::size_t i = 0; i < sitesMax; ++i) {
        Site &site = sites[(first + i) % sitesMax];
        const void *known = site.caller.load(std::memory_order_acquire);
        if (known == caller) {
            if (const Api *api = site.api.load(std::memory_order_acquire)) {
                return *api;
            }
            break;
        }
        if (known == nullptr) {
            const Api *api = findFor(caller);
            if (api != nullptr && site.caller.compare_exchange_strong(known, caller)) {
                site.api.store(api, std::memory_order_release);
            }
            return *api;
        }
    }
    return *findFor(caller);
}

const Api &apiFor(const void *caller)
{
    const Api *const api = everybodys.load(std::memory_order_acquire);
    return api != nullptr ? *api : apiOfSite(caller);
}

void opened(const Api &api, sqlite3 **db, int code)
{
    if (code == SQLITE_OK) {
        addSession(api, *db, SL_KIND_PROBED);
    }
}

template <typename Close>
int closeWith(sqlite3 *db, Close close)
{
    Session *session = sessionOf(db);
    if (session == nullptr) {
        return close(db);
    }
    int code = SQLITE_OK;
    {
        Call call(session, SL_PHASE_NONE);
        hideSession(*session, db, true); // another thread may be given the same address at once
        code = close(db);
        if (code == SQLITE_OK) {
            call.closed();
        } else {
            hideSession(*session, db, false);
        }
    }
    if (code == SQLITE_OK) {
        dropSession(*session);
    }
    return code;
}

template <typename Prepare>
int prepareWith(sqlite3 *db, const char *sql, int bytes, Prepare prepare)
{
    Call call(sessionOf(db), SL_PHASE_PARSE);
    call.prepares(sql, bytes);
    const int code = prepare();
    call.prepared(code);
    return code;
}

} // namespace

} // namespace strandline::probe

using namespace strandline::probe;

#define STRANDLINE_PROBE_API apiFor(__builtin_return_address(0))

extern "C" {

int sqlite3_open(const char *file, sqlite3 **db)
{
    const Api &api = STRANDLINE_PROBE_API;
    const int code =
        api.open_v2(file, db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, shimName(api, nullptr));
    opened(api, db, code);
    return code;
}

int sqlite3_open_v2(const char *file, sqlite3 **db, int flags, const char *vfs)
{
    const Api &api = STRANDLINE_PROBE_API;
    const int code = api.open_v2(file, db, flags, shimName(api, vfs));
    opened(api, db, code);
    return code;
}

int sqlite3_open16(const void *file, sqlite3 **db)
{
    const Api &api = STRANDLINE_PROBE_API;
    const int code = api.open16(file, db);
    opened(api, db, code);
    return code;
}

int sqlite3_close(sqlite3 *db)
{
    return closeWith(db, STRANDLINE_PROBE_API.close);
}

int sqlite3_close_v2(sqlite3 *db)
{
    return closeWith(db, STRANDLINE_PROBE_API.close_v2);
}

int sqlite3_prepare(sqlite3 *db, const char *sql, int bytes, sqlite3_stmt **statement, const char **tail)
{
    const Api &api = STRANDLINE_PROBE_API;
    return prepareWith(db, sql, bytes, [&] { return api.prepare(db, sql, bytes, statement, tail); });
}

int sqlite3_prepare_v2(sqlite3 *db, const char *sql, int bytes, sqlite3_stmt **statement, const char **tail)
{
    const Api &api = STRANDLINE_PROBE_API;
    return prepareWith(db, sql, bytes, [&] { return api.prepare_v2(db, sql, bytes, statement, tail); });
}

int sqlite3_prepare_v3(sqlite3 *db, const char *sql, int bytes, unsigned flags, sqlite3_stmt **statement,
                       const char **tail)
{
    const Api &api = STRANDLINE_PROBE_API;
    return prepareWith(db, sql, bytes,
                       [&] { return api.prepare_v3(db, sql, bytes, flags, statement, tail); });
}

int sqlite3_prepare16_v2(sqlite3 *db, const void *sql, int bytes, sqlite3_stmt **statement, const void **tail)
{
    const Api &api = STRANDLINE_PROBE_API;
    return prepareWith(db, nullptr, 0, [&] { return api.prepare16_v2(db, sql, bytes, statement, tail); });
}

int sqlite3_prepare16_v3(sqlite3 *db, const void *sql, int bytes, unsigned flags, sqlite3_stmt **statement,
                         const void **tail)
{
    const Api &api = STRANDLINE_PROBE_API;
    return prepareWith(db, nullptr, 0,
                       [&] { return api.prepare16_v3(db, sql, bytes, flags, statement, tail); });
}

// One piece of code from here to there, without what is seldom done (gnu::cold): what is small is in the
// cache.
[[gnu::flatten]] int sqlite3_step(sqlite3_stmt *statement)
{
    const Api &api = STRANDLINE_PROBE_API;
    Call call(sessionOf(api.db_handle(statement)), SL_PHASE_EXECUTE);
    call.stepBegins(statement);
    const int code = api.step(statement);
    call.stepEnds(statement, code);
    return code;
}

// That of a statement which has run to its end does next to nothing, and isn't measured.
int sqlite3_reset(sqlite3_stmt *statement)
{
    const Api &api = STRANDLINE_PROBE_API;
    if (statement == nullptr || api.stmt_busy(statement) == 0) {
        return api.reset(statement);
    }
    Call call(sessionOf(api.db_handle(statement)), SL_PHASE_EXECUTE);
    call.statementEnds(statement, false);
    return api.reset(statement);
}

int sqlite3_finalize(sqlite3_stmt *statement)
{
    const Api &api = STRANDLINE_PROBE_API;
    Call call(sessionOf(api.db_handle(statement)), SL_PHASE_EXECUTE);
    call.statementEnds(statement, true);
    return api.finalize(statement);
}

int sqlite3_exec(sqlite3 *db, const char *sql, int (*callback)(void *, int, char **, char **), void *context,
                 char **message)
{
    const Api &api = STRANDLINE_PROBE_API;
    Call call(sessionOf(db), SL_PHASE_EXECUTE, Call::Runs::Statements);
    return api.exec(db, sql, callback, context, message);
}

int sqlite3_wal_checkpoint_v2(sqlite3 *db, const char *schema, int mode, int *frames, int *copied)
{
    const Api &api = STRANDLINE_PROBE_API;
    Call call(sessionOf(db), SL_PHASE_CHECKPOINT);
    return api.wal_checkpoint_v2(db, schema, mode, frames, copied);
}

} // extern "C"
