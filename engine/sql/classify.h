// What kind of statement a text is, told by its first words. Pure text processing; safe from any thread;
// never throws. A guess for clients (buttons, history, colours): whether a statement may write is for SQLite
// to say (sqlite::Statement::readsOnly).
#pragma once

#include <string>
#include <string_view>

namespace strandline::sql {

enum class StatementKind
{
    Empty,       // blanks and comments
    Select,      // SELECT, VALUES, WITH … SELECT
    Write,       // INSERT, REPLACE, UPDATE, DELETE, also behind WITH
    Ddl,         // CREATE, ALTER, DROP
    Transaction, // BEGIN, COMMIT, END, ROLLBACK, SAVEPOINT, RELEASE
    Pragma,
    Attach,      // ATTACH, DETACH
    Maintenance, // ANALYZE, REINDEX, VACUUM
    Flashback,   // FLASHBACK …, PURGE …, CREATE/DROP RESTORE POINT, ALTER SESSION: Strandline's own
    Other,       // no statement of SQLite's
};

struct StatementClass
{
    StatementKind kind = StatementKind::Empty;
    bool explain = false; // EXPLAIN or EXPLAIN QUERY PLAN: it only tells how, whatever the kind
    std::string verb;     // upper case: "SELECT", "INSERT", "CREATE"; empty for Empty

    bool isSelect() const { return kind == StatementKind::Select; }
    bool isWrite() const { return !explain && kind == StatementKind::Write; }
    bool isDdl() const { return !explain && kind == StatementKind::Ddl; }
    bool isFlashback() const { return kind == StatementKind::Flashback; } // also with EXPLAIN
    bool isTransactionControl() const { return !explain && kind == StatementKind::Transaction; }
};

// Looks at the first statement of text.
StatementClass classify(std::string_view text);

} // namespace strandline::sql
