#include "engine/sqlite/connection.h"

#include "engine/core/file.h"
#include "engine/sqlite/context_value.h"
#include "engine/sqlite/page_vfs.h"
#include "engine/sqlite/termination.h"
#include "engine/sqlite/timed_vfs.h"
#include "engine/sqlite/watch.h"

#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <limits>
#include <span>
#include <sqlite3.h>
#include <utility>

namespace strandline::sqlite {

using core::Error;
using core::ErrorCode;

Connection::Connection(const std::string &path, const ConnectionOptions &options)
    : m_watch(options.watch), m_path(path), m_access(options.access), m_busyTimeout(options.busyTimeout)
{
    const CallScope call(*this);
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    switch (options.access) {
    case Access::ReadOnly:
        flags |= SQLITE_OPEN_READONLY;
        break;
    case Access::ReadWrite:
        flags |= SQLITE_OPEN_READWRITE;
        break;
    case Access::Create:
        flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
        break;
    }
    // ATTACH of a point in time takes a URI, so URIs are understood; a plain path is made into one.
    flags |= SQLITE_OPEN_URI;
    const bool plain = !options.uri && path != ":memory:";
    const std::string name = plain ? fileUri(path, {}) : path;
    if (std::error_code ignored; plain && std::filesystem::is_directory(path, ignored)) {
        throw Error(ErrorCode::NotADatabase,
                    fmt::format("{} is a folder. Choose the database file in it.", path))
            .withPath(path);
    }
    const char *vfs = !options.vfs.empty() ? options.vfs.c_str() : m_watch != nullptr ? timedVfs() : nullptr;
    openingWatch = m_watch.get();
    const int rc = sqlite3_open_v2(name.c_str(), &m_db, flags, vfs);
    openingWatch = nullptr;
    m_closer.reset(m_db); // a constructor that throws runs no destructor, but those of its members
    if (rc != SQLITE_OK) {
        Error error =
            plain && options.access != Access::Create && !core::systemFiles().exists(path)
                ? Error(ErrorCode::NotFound, fmt::format("There is no file {}. Check the path.", path))
                      .withNative(rc)
                      .withPath(path)
                : lastError(rc);
        throw error;
    }
    harden(options);
    probe();
    if (Termination *termination = terminationOf(*this)) {
        termination->attach(this);
    }
}

Connection::~Connection()
{
    if (Termination *termination = terminationOf(*this)) {
        termination->attach(nullptr);
    }
}

void Connection::Closer::operator()(sqlite3 *db) const noexcept
{
    sqlite3_close_v2(db);
}

void Connection::harden(const ConnectionOptions &options)
{
    sqlite3_busy_timeout(m_db, static_cast<int>(options.busyTimeout.count()));
    sqlite3_db_config(m_db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, options.checkpointOnClose ? 0 : 1, nullptr);
    sqlite3_db_config(m_db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
    if (!options.ownDatabase) {
        sqlite3_db_config(m_db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
        sqlite3_db_config(m_db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    }
}

void Connection::setTriggersFire(bool fire)
{
    sqlite3_db_config(m_db, SQLITE_DBCONFIG_ENABLE_TRIGGER, fire ? 1 : 0, nullptr);
}

void Connection::setShadowTablesWritable(bool writable)
{
    sqlite3_db_config(m_db, SQLITE_DBCONFIG_DEFENSIVE, writable ? 0 : 1, nullptr);
}

void Connection::setSchemaTrusted(bool trusted)
{
    sqlite3_db_config(m_db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, trusted ? 1 : 0, nullptr);
}

// A reader waits only for one who has the whole file: in WAL mode that is a program in exclusive locking
// mode, in the rollback modes a transaction that is being written.
Error Connection::lockedError(int code) const
{
    const std::vector<std::string> holders = core::systemFiles().lockHolders(m_path);
    const std::string who = holders.empty() ? "another program" : fmt::format("{}", fmt::join(holders, ", "));
    sqlite3_file *file = nullptr;
    std::array<std::uint8_t, 20> head{};
    const bool wal = sqlite3_file_control(m_db, "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK &&
                     file != nullptr && file->pMethods != nullptr &&
                     file->pMethods->xRead(file, head.data(), head.size(), 0) == SQLITE_OK && head[18] == 2;
    return wal ? Error(ErrorCode::LockedExclusively,
                       fmt::format("{} is held exclusively by {}. Close it there, or wait until it lets go, "
                                   "and try again.",
                                   m_path, who))
                     .withNative(code)
                     .withPath(m_path)
               : Error(ErrorCode::Busy,
                       fmt::format("{} is locked by a transaction of {}. Wait until that ends, and try "
                                   "again.",
                                   m_path, who))
                     .withNative(code)
                     .withPath(m_path);
}

void Connection::probe()
{
    sqlite3_stmt *stmt = nullptr;
    int rc = sqlite3_prepare_v2(m_db, "SELECT 1 FROM sqlite_schema LIMIT 1", -1, &stmt, nullptr);
    if (rc == SQLITE_OK) {
        rc = sqlite3_step(stmt);
    }
    sqlite3_finalize(stmt);
    if ((rc & 0xff) == SQLITE_BUSY) {
        throw lockedError(rc);
    }
    if (rc != SQLITE_ROW && rc != SQLITE_DONE) {
        core::Error error = lastError(rc);
        rethrowPageError();
        throw error;
    }
}

Statement Connection::prepare(std::string_view sql, std::string_view *tail)
{
    if (Termination *termination = terminationOf(*this); termination != nullptr && termination->ended()) {
        throw termination->take().withPath(m_path);
    }
    takePageError(); // one that an earlier statement left unseen
    sqlite3_stmt *stmt = nullptr;
    const char *end = nullptr;
    if (m_watch) {
        m_watch->beginPrepare();
    }
    const int rc = sqlite3_prepare_v2(m_db, sql.data(), static_cast<int>(sql.size()), &stmt, &end);
    Statement statement(*this, stmt);
    if (m_watch && (rc != SQLITE_OK || m_pending || stmt == nullptr)) {
        m_watch->failPrepare(rc != SQLITE_OK);
    } else if (m_watch) {
        statement.m_watched = m_watch->endPrepare(statement);
    }
    if (m_pending) {
        std::rethrow_exception(std::exchange(m_pending, nullptr));
    }
    if (rc != SQLITE_OK) {
        core::Error error = lastError(rc);
        rethrowPageError();
        throw error;
    }
    if (tail != nullptr) {
        *tail = sql.substr(static_cast<std::size_t>(end - sql.data()));
    }
    return statement;
}

void Connection::execute(std::string_view sql)
{
    while (!sql.empty()) {
        Statement statement = prepare(sql, &sql);
        while (statement && statement.step()) {
        }
    }
}

Value Connection::scalar(std::string_view sql)
{
    Statement statement = prepare(sql);
    return statement.step() ? statement.value(0) : Value(Null{});
}

std::int64_t Connection::integer(std::string_view sql)
{
    Statement statement = prepare(sql);
    return statement.step() ? statement.integer(0) : 0;
}

std::string Connection::text(std::string_view sql)
{
    Statement statement = prepare(sql);
    return statement.step() ? statement.text(0) : std::string();
}

bool Connection::inTransaction() const
{
    return sqlite3_get_autocommit(m_db) == 0;
}

std::int64_t Connection::changes() const
{
    return sqlite3_changes64(m_db);
}

std::int64_t Connection::totalChanges() const
{
    return sqlite3_total_changes64(m_db);
}

std::int64_t Connection::lastInsertRowid() const
{
    return sqlite3_last_insert_rowid(m_db);
}

void Connection::interrupt() noexcept
{
    sqlite3_interrupt(m_db);
}

void Connection::rethrowPageError()
{
    if (const std::exception_ptr error = takePageError()) {
        std::rethrow_exception(error);
    }
}

Error Connection::lastError(int code) const
{
    const int extended = m_db != nullptr ? sqlite3_extended_errcode(m_db) : code;
    Termination *termination = terminationOf(*this);
    if (termination != nullptr && !m_stop.stop_requested() &&
        (((extended & 0xff) == SQLITE_INTERRUPT && !termination->reason().empty()) ||
         ((extended & 0xff) == SQLITE_BUSY && termination->asked()))) {
        return termination->take().withPath(m_path);
    }
    Error error = toError(extended != SQLITE_OK ? extended : code,
                          m_db != nullptr ? sqlite3_errmsg(m_db) : sqlite3_errstr(code), m_path);
    if (error.code() == ErrorCode::Busy && m_stop.stop_requested()) {
        return toError(SQLITE_INTERRUPT, {}, m_path);
    }
    if (error.code() == ErrorCode::Cancelled || m_db == nullptr) {
        return error;
    }
    error.withSqlOffset(sqlite3_error_offset(m_db));
    return m_errors != nullptr ? m_errors->translated(std::move(error)) : error;
}

Connection::ErrorScope::ErrorScope(Connection &connection, Translate translate)
    : m_connection(connection), m_translate(std::move(translate)),
      m_outer(std::exchange(connection.m_errors, this))
{
}

Connection::ErrorScope::~ErrorScope()
{
    m_connection.m_errors = m_outer;
}

Error Connection::ErrorScope::translated(Error error)
{
    // What translate itself asks of the connection isn't translated again.
    ErrorScope *self = std::exchange(m_connection.m_errors, nullptr);
    Error result = m_translate(std::move(error));
    m_connection.m_errors = self;
    return result;
}

struct Connection::CancelScope::State
{
    // Some tens of microseconds.
    static constexpr int instructionsPerCall = 1000;

    Connection *connection = nullptr;
    Termination *termination = nullptr; // null: nobody else can stop it
    std::stop_token stop;
    bool stopped() const { return stop.stop_requested() || (termination != nullptr && termination->asked()); }
    std::function<void()> tick;
    int calls = 0;
    std::optional<std::stop_callback<std::function<void()>>> callback;
    static int onProgress(void *self) noexcept
    {
        auto *state = static_cast<State *>(self);
        if (state->tick && ++state->calls % 1000 == 0) {
            state->tick();
        }
        if (state->connection->watch() != nullptr) {
            state->connection->watch()->progressed(instructionsPerCall, *state->connection);
        }
        return state->stopped() ? 1 : 0;
    }

    std::chrono::steady_clock::duration patience{};
    std::chrono::steady_clock::time_point waitingSince;
    // Waits as SQLite's own busy timeout does, but ends at a stop.
    static int onBusy(void *self, int attempts) noexcept
    {
        auto *state = static_cast<State *>(self);
        const auto now = std::chrono::steady_clock::now();
        if (attempts == 0) {
            state->waitingSince = now;
        }
        if (state->stopped() || now - state->waitingSince >= state->patience) {
            return 0;
        }
        sleepForLock(std::chrono::milliseconds(std::min(1 + attempts, 10)));
        return 1;
    }
};

Connection::CancelScope::CancelScope(Connection &connection, std::stop_token stop, std::function<void()> tick)
    : m_connection(connection), m_state(std::make_unique<State>())
{
    m_state->connection = &connection;
    m_state->termination = terminationOf(connection);
    if (m_state->termination != nullptr) {
        m_state->termination->forgetCancel();
    }
    m_state->stop = std::move(stop);
    m_state->tick = std::move(tick);
    m_state->patience = connection.m_busyTimeout;
    connection.m_stop = m_state->stop;
    sqlite3_busy_handler(connection.m_db, &State::onBusy, m_state.get());
    sqlite3_progress_handler(connection.m_db, State::instructionsPerCall, &State::onProgress, m_state.get());
    m_state->callback.emplace(m_state->stop, [&connection] { connection.interrupt(); });
}

Connection::CancelScope::~CancelScope()
{
    m_state->callback.reset();
    sqlite3_progress_handler(m_connection.m_db, 0, nullptr, nullptr);
    sqlite3_busy_timeout(m_connection.m_db, static_cast<int>(m_connection.m_busyTimeout.count()));
    m_connection.m_stop = {};
}

namespace {

struct FunctionData
{
    Connection::ScalarFunction function;
    std::exception_ptr *pending; // of the connection
};

void callFunction(sqlite3_context *context, int count, sqlite3_value **arguments) noexcept
{
    const auto *data = static_cast<FunctionData *>(sqlite3_user_data(context));
    try {
        std::vector<Value> values;
        values.reserve(static_cast<std::size_t>(count));
        for (int i = 0; i < count; ++i) {
            values.push_back(valueOf(arguments[i]));
        }
        setResult(context, data->function(values));
    } catch (const std::exception &e) {
        *data->pending = std::current_exception();
        sqlite3_result_error(context, e.what(), -1);
    }
}

int compareBinary(void * /*unused*/, int n1, const void *a, int n2, const void *b) noexcept
{
    const int order = std::memcmp(a, b, static_cast<std::size_t>(std::min(n1, n2)));
    return order != 0 ? order : n1 - n2;
}

void onCollationNeeded(void *accepted, sqlite3 *db, int /*encoding*/, const char *name) noexcept
{
    static_cast<std::vector<std::string> *>(accepted)->emplace_back(name);
    sqlite3_create_collation(db, name, SQLITE_UTF8, nullptr, &compareBinary);
}

} // namespace

void Connection::createFunction(const std::string &name, int argumentCount, bool deterministic,
                                ScalarFunction function)
{
    auto data = std::make_unique<FunctionData>(FunctionData{std::move(function), &m_pending});
    const int flags = SQLITE_UTF8 | (deterministic ? SQLITE_DETERMINISTIC : SQLITE_DIRECTONLY);
    const int rc =
        sqlite3_create_function_v2(m_db, name.c_str(), argumentCount, flags, data.release(), &callFunction,
                                   nullptr, nullptr, [](void *p) { delete static_cast<FunctionData *>(p); });
    if (rc != SQLITE_OK) {
        throw lastError(rc);
    }
}

void Connection::acceptUnknownCollations()
{
    sqlite3_collation_needed(m_db, &m_acceptedCollations, &onCollationNeeded);
}

bool Connection::needsImmutable(const std::string &path)
{
    const core::FileSystem &files = core::systemFiles();
    if (!files.exists(path) || files.exists(path + "-wal")) {
        return false;
    }
    sqlite3 *db = nullptr;
    const int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_URI;
    int rc = sqlite3_open_v2(fileUri(path, {}).c_str(), &db, flags, nullptr);
    if (rc == SQLITE_OK) {
        sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
        rc = sqlite3_exec(db, "SELECT 1 FROM sqlite_schema LIMIT 1", nullptr, nullptr, nullptr);
        rc &= 0xff;
    } else {
        rc = SQLITE_OK; // the file itself can't be opened
    }
    sqlite3_close(db);
    return rc == SQLITE_CANTOPEN || rc == SQLITE_READONLY;
}

std::int64_t Connection::attachedLimit() const
{
    return sqlite3_limit(m_db, SQLITE_LIMIT_ATTACHED, -1);
}

bool Connection::tryDetach(const std::string &schema)
{
    const std::string sql = "DETACH " + quoteIdentifier(schema);
    return sqlite3_exec(m_db, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
}

std::string Connection::columnCollation(const std::string &schema, const std::string &table,
                                        const std::string &column) const
{
    const char *collation = nullptr;
    const int rc = sqlite3_table_column_metadata(m_db, schema.c_str(), table.c_str(), column.c_str(), nullptr,
                                                 &collation, nullptr, nullptr, nullptr);
    return rc == SQLITE_OK && collation != nullptr ? collation : "";
}

std::uint64_t Connection::pagesVisited() const
{
    std::uint64_t pages = 0;
    for (const int counter : {SQLITE_DBSTATUS_CACHE_HIT, SQLITE_DBSTATUS_CACHE_MISS}) {
        int value = 0;
        int unused = 0;
        sqlite3_db_status(m_db, counter, &value, &unused, 0);
        pages += static_cast<std::uint64_t>(value);
    }
    return pages;
}

Error toError(int code, const std::string &message, const std::string &path)
{
    const auto make = [&](ErrorCode errorCode, const std::string &text) {
        return Error(errorCode, text).withNative(code).withPath(path);
    };
    switch (code & 0xff) {
    case SQLITE_INTERRUPT:
        return make(ErrorCode::Cancelled, "Cancelled.");
    case SQLITE_NOTADB:
        return make(ErrorCode::NotADatabase,
                    fmt::format("{} is no SQLite database, or it is encrypted. Open it with the program that "
                                "made it, or choose another file.",
                                path));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return make(ErrorCode::Busy, fmt::format("{} is locked by another connection ({}). Wait until its "
                                                 "transaction ends and try again.",
                                                 path, message));
    case SQLITE_PROTOCOL:
        return make(ErrorCode::Busy,
                    fmt::format("The locks of {} stayed busy for too long ({}). Try again.", path, message));
    case SQLITE_READONLY:
        return make(
            ErrorCode::ReadOnly,
            fmt::format("{} can't be written here: {}. Check the permissions of the file and its folder, "
                        "or open it for writing.",
                        path, message));
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
        return make(ErrorCode::Permission,
                    fmt::format("{} can't be opened: {}. Check that it is a file, and the permissions of the "
                                "file and its folder.",
                                path, message));
    case SQLITE_FULL:
        return make(
            ErrorCode::DiskFull,
            fmt::format("The disk of {} is full. Free some space and try again; nothing was lost.", path));
    case SQLITE_IOERR:
        return make(ErrorCode::Io,
                    fmt::format("The operating system refused to read or write {} ({}). Check the "
                                "disk and try again.",
                                path, message));
    case SQLITE_CORRUPT:
        return make(
            ErrorCode::NotADatabase,
            fmt::format("{} is damaged: {}. Run an integrity check, and restore it from its history or a "
                        "backup.",
                        path, message));
    case SQLITE_CONSTRAINT:
        return make(ErrorCode::Constraint, message);
    default:
        return make(ErrorCode::Sql, message);
    }
}

std::vector<std::string> compileOptions()
{
    std::vector<std::string> options;
    for (int i = 0; const char *option = sqlite3_compileoption_get(i); ++i) {
        options.emplace_back(option);
    }
    return options;
}

std::uint32_t libraryVersionNumber()
{
    return static_cast<std::uint32_t>(sqlite3_libversion_number());
}

std::string sqliteVersion()
{
    return sqlite3_libversion();
}

std::string fileUri(const std::string &path, const std::string &query)
{
    std::string uri = "file:";
    for (const char c : path) {
        if (c == '?' || c == '#' || c == '%' || static_cast<unsigned char>(c) < 0x20) {
            uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        } else {
            uri += c;
        }
    }
    // "file://x" would name a host.
    if (uri.starts_with("file://") && !uri.starts_with("file:///")) {
        uri.insert(5, "//");
    }
    return query.empty() ? uri : uri + "?" + query;
}

static std::string quoteWith(std::string_view text, char quote)
{
    std::string out(1, quote);
    for (const char c : text) {
        out.append(c == quote ? 2 : 1, c);
    }
    out += quote;
    return out;
}

std::string quoteIdentifier(std::string_view name)
{
    return quoteWith(name, '"');
}

std::string quoteText(std::string_view text)
{
    return quoteWith(text, '\'');
}

static std::string quoteBytes(const void *data, std::size_t size)
{
    constexpr const char *digits = "0123456789ABCDEF";
    std::string out = "x'";
    out.reserve(size * 2 + 3);
    for (const unsigned char c : std::span(static_cast<const unsigned char *>(data), size)) {
        out += digits[c >> 4U];
        out += digits[c & 15U];
    }
    return out + '\'';
}

std::string quoteLiteral(const Value &value)
{
    if (const auto *i = std::get_if<std::int64_t>(&value)) {
        // SQLite reads the digits of the smallest integer as a number that is too large before the sign.
        return *i == std::numeric_limits<std::int64_t>::min() ? "(-9223372036854775807 - 1)"
                                                              : std::to_string(*i);
    }
    if (const auto *d = std::get_if<double>(&value)) {
        if (std::isinf(*d)) {
            return *d > 0 ? "9e999" : "-9e999";
        }
        const std::string text = fmt::format("{}", *d);
        return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
    }
    if (const auto *s = std::get_if<std::string>(&value)) {
        return s->find('\0') == std::string::npos
                   ? quoteText(*s)
                   : fmt::format("CAST({} AS TEXT)", quoteBytes(s->data(), s->size()));
    }
    if (const auto *b = std::get_if<core::Bytes>(&value)) {
        return quoteBytes(b->data(), b->size());
    }
    return "NULL";
}

} // namespace strandline::sqlite
