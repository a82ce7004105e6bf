// A prepared statement. Belongs to the thread that uses its connection. Errors: core::Error as toError()
// makes them (Sql with sqlOffset, Busy, Constraint, NotADatabase …).
#pragma once

#include "engine/core/error.h"
#include "engine/sqlite/value.h"
#include "engine/sqlite/watch.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3_stmt;

namespace strandline::sqlite {

class Connection;

// What a column of a result is stored as, through views and subqueries. All empty for expressions.
struct ColumnSource
{
    std::string schema;
    std::string table;
    std::string column; // "rowid" for every name of it
};

class Statement
{
public:
    Statement() = default;
    Statement(Connection &connection, sqlite3_stmt *stmt) : m_connection(&connection), m_stmt(stmt) {}
    ~Statement();
    Statement(Statement &&other) noexcept;
    Statement &operator=(Statement &&other) noexcept;

    // False for text that holds only blanks and comments.
    explicit operator bool() const { return m_stmt != nullptr; }

    // Parameters count from 1. parameterIndex: 0 where there is no such name (":a", "@a", "$a").
    int parameterCount() const;
    int parameterIndex(const std::string &name) const;
    std::string parameterName(int index) const; // empty for "?"
    void bind(int index, const Value &value);
    void bindAll(std::initializer_list<Value> values);

    // True: there is a row. False: done. Rethrows an exception stored by a trampoline of the connection.
    bool step();
    // Runs to the end, dropping rows, and resets, but keeps the bindings. What refused only this change (a
    // constraint, a type, a size) is returned; the rest is thrown.
    std::optional<core::Error> run();
    void reset();

    // Columns count from 0.
    int columnCount() const;
    std::string columnName(int column) const;
    std::string declaredType(int column) const; // empty for expressions
    ColumnSource source(int column) const;      // of a compound SELECT: as in its first part
    Value value(int column) const;
    bool isNull(int column) const;
    std::int64_t integer(int column) const;
    std::string text(int column) const;
    // Valid until the next step. isText: text or BLOB storage class.
    std::string_view bytes(int column) const;
    // 1 integer, 2 real, 3 text, 4 BLOB, 5 NULL: SQLite's fundamental types.
    int type(int column) const;
    double real(int column) const;

    bool readsOnly() const;  // sqlite3_stmt_readonly
    int explainKind() const; // 0 plain, 1 EXPLAIN, 2 EXPLAIN QUERY PLAN
    std::string sql() const;
    sqlite3_stmt *handle() const { return m_stmt; }
    const Connection &connection() const { return *m_connection; }

private:
    friend class Connection;
    int stepOnce();
    [[noreturn]] void failStep(int code);
    void endExecution(); // sqlite3_reset, told to the watch

    Connection *m_connection = nullptr;
    sqlite3_stmt *m_stmt = nullptr;
    std::unique_ptr<WatchedStatement> m_watched; // null: nobody watches
};

} // namespace strandline::sqlite
