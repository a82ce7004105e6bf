// RAII over one SQLite connection. The only way to a database file of the user: nothing in this process opens
// it, its -wal or its -shm by other means. A connection belongs to one thread at a time; interrupt() may be
// called from any thread. Errors: core::Error, made by toError().
#pragma once

#include "engine/core/error.h"
#include "engine/sqlite/statement.h"

#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

struct sqlite3;
struct sqlite3_file;

namespace strandline::sqlite {

enum class Access
{
    ReadOnly,  // no byte of the database or its WAL changes (a hot rollback journal excepted)
    ReadWrite, // must exist
    Create,    // created where missing
};

struct ConnectionOptions
{
    Access access = Access::ReadOnly;
    std::chrono::milliseconds busyTimeout{5000};
    bool uri = false;                     // path is a file: URI
    bool ownDatabase = false;             // one of ours: the schema is trusted
    std::string vfs{};                    // empty: the default one
    std::shared_ptr<class Watch> watch{}; // told what the connection does (watch.h); null: nobody
    // Lets the last connection empty and delete the WAL on closing, as SQLite does by itself. Only for a
    // database that we made and nobody records.
    bool checkpointOnClose = false;
};

class Connection
{
public:
    // Opens and, for a user's database, hardens: trusted_schema off, defensive, extensions off,
    // no checkpoint on close. Reads the schema's first page, so that a file that is no database is told here.
    // Throws NotFound, NotADatabase, Permission, LockedExclusively, Busy.
    Connection(const std::string &path, const ConnectionOptions &options = {});
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    // Compiles the first statement of sql; tail receives the rest. An empty Statement: only blanks and
    // comments.
    Statement prepare(std::string_view sql, std::string_view *tail = nullptr);
    // Runs all statements of sql, dropping rows.
    void execute(std::string_view sql);
    // First column of the first row; Null where there is none.
    Value scalar(std::string_view sql);
    std::int64_t integer(std::string_view sql); // 0 for Null
    std::string text(std::string_view sql);     // "" for Null

    bool inTransaction() const;
    std::int64_t changes() const;
    std::int64_t totalChanges() const;
    std::int64_t lastInsertRowid() const;
    void interrupt() noexcept; // any thread
    const std::string &path() const { return m_path; }
    bool readOnly() const { return m_access == Access::ReadOnly; }

    // While set, a running statement ends with Error(Cancelled) within milliseconds of the stop:
    // sqlite3_interrupt from a stop callback, a progress handler for loops that miss it, and a busy handler
    // for statements that wait for a lock.
    class CancelScope
    {
    public:
        // tick: called now and then from the running statement, on its thread; may be empty, mustn't throw.
        CancelScope(Connection &connection, std::stop_token stop, std::function<void()> tick = {});
        ~CancelScope();
        CancelScope(const CancelScope &) = delete;
        CancelScope &operator=(const CancelScope &) = delete;

    private:
        struct State;
        Connection &m_connection;
        std::unique_ptr<State> m_state;
    };

    // While set, every error that SQLite reports on the connection is passed through translate. The innermost
    // scope alone counts. translate must not use the connection for what can fail in the same way.
    class ErrorScope
    {
    public:
        using Translate = std::function<core::Error(core::Error)>;
        ErrorScope(Connection &connection, Translate translate);
        ~ErrorScope();
        ErrorScope(const ErrorScope &) = delete;
        ErrorScope &operator=(const ErrorScope &) = delete;

    private:
        friend class Connection;
        core::Error translated(core::Error error);

        Connection &m_connection;
        Translate m_translate;
        ErrorScope *m_outer;
    };

    using ScalarFunction = std::function<Value(const std::vector<Value> &)>;
    // Registers a SQL function. deterministic: may be folded by the planner. Exceptions become SQL errors.
    void createFunction(const std::string &name, int argumentCount, bool deterministic,
                        ScalarFunction function);
    // Makes the named collations known, ordered as BINARY, so that schemas that use a program's own
    // collations can be read. Called when SQLite asks for one that it doesn't know.
    void acceptUnknownCollations();
    // Those that were asked for so far.
    const std::vector<std::string> &acceptedCollations() const { return m_acceptedCollations; }
    // Pages that statements asked for since the connection was opened, from the cache or not.
    std::uint64_t pagesVisited() const;

    // Whether triggers fire, and whether the tables in which virtual tables keep their data may be written.
    // (Both for flashback, which writes rows as they were; a connection begins with yes and no.)
    void setTriggersFire(bool fire);
    void setShadowTablesWritable(bool writable);
    // Whether triggers and views may use what could be misused by a schema from elsewhere: virtual tables
    // such as FTS5's among it. A user's database begins with no.
    void setSchemaTrusted(bool trusted);

    // Whether path is a WAL database without -wal in a folder where SQLite can't make a -shm: it can only be
    // read as an immutable file. Asks SQLite, by trying. False for what is wrong in other ways.
    static bool needsImmutable(const std::string &path);

    std::int64_t attachedLimit() const; // how many databases can be attached at once
    // False where an open transaction still uses it.
    bool tryDetach(const std::string &schema);

    // The collation that a column's declaration names, "BINARY" where it names none; empty for a column that
    // is not a table's.
    std::string columnCollation(const std::string &schema, const std::string &table,
                                const std::string &column) const;

    // The error of the last call, as core::Error. nativeCode: SQLite's extended code.
    core::Error lastError(int code) const;
    // Throws what a page source (page_vfs.h) stored on this thread, in place of SQLite's bare "disk I/O
    // error".
    static void rethrowPageError();

    sqlite3 *handle() const { return m_db; }
    Watch *watch() const { return m_watch.get(); } // null: there is none

private:
    friend class Statement;
    friend struct ComputedTableCalls;
    void harden(const ConnectionOptions &options);
    void probe();
    core::Error lockedError(int code) const;

    struct Closer
    {
        void operator()(sqlite3 *db) const noexcept;
    };

    std::shared_ptr<Watch> m_watch; // its files tell it of their locks until they are closed
    sqlite3 *m_db = nullptr;
    std::unique_ptr<sqlite3, Closer> m_closer; // owns m_db
    std::string m_path;
    Access m_access;
    std::chrono::milliseconds m_busyTimeout;
    std::stop_token m_stop;         // of the CancelScope, if there is one
    ErrorScope *m_errors = nullptr; // the innermost one
    std::vector<std::string> m_acceptedCollations;
    std::exception_ptr m_pending; // stored by a trampoline, rethrown after the step
};

// Maps SQLite's result code to an error with a sentence for people. message: SQLite's own text.
core::Error toError(int code, const std::string &message, const std::string &path);

std::string sqliteVersion();
std::uint32_t libraryVersionNumber(); // 3040001 for 3.40.1
// What the library was built with ("ENABLE_FTS5", "THREADSAFE=1" …), in SQLite's order.
std::vector<std::string> compileOptions();

// A file: URI for path with the given query ("mode=ro&immutable=1"); special characters are escaped.
std::string fileUri(const std::string &path, const std::string &query);

// "name" quoted as an SQL identifier, 'text' as an SQL literal.
std::string quoteIdentifier(std::string_view name);
std::string quoteText(std::string_view text);
// The literal that stands for exactly this value.
std::string quoteLiteral(const Value &value);

} // namespace strandline::sqlite
