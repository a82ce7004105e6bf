// The flashback statements, taken apart:
//
//   [EXPLAIN] FLASHBACK TABLE table, … TO point [ENABLE TRIGGERS]
//   [EXPLAIN] FLASHBACK TABLE table TO BEFORE DROP [RENAME TO name]
//   [EXPLAIN] FLASHBACK TRANSACTION expression [NOCASCADE [FORCE] | CASCADE | NONCONFLICT_ONLY]
//   [EXPLAIN] FLASHBACK DATABASE TO point
//   CREATE RESTORE POINT name [AS OF point] [GUARANTEE FLASHBACK DATABASE]
//   DROP RESTORE POINT name
//   PURGE {TABLE table | RECYCLEBIN}
//   ALTER SESSION SET AS OF [=] {point | CURRENT}
//   point := SCN expression | TIMESTAMP expression | RESTORE POINT name
//
// Expressions are constant ones, as behind AS OF. None of these statements begins as one of SQLite's does, so
// no statement of SQLite's is ever taken for one of them. Names of tables may be qualified by main.
//
// Pure text processing; values; safe from any thread. Errors: core::Error(Sql) with the offset in the
// statement.
#pragma once

#include "engine/sql/rewrite.h"

#include <optional>
#include <variant>

namespace strandline::sql {

struct FlashbackTable
{
    std::vector<std::string> tables; // unquoted, as the user wrote them; at least one
    PointClause to;
    bool enableTriggers = false;
};

struct FlashbackBeforeDrop
{
    std::string table;
    std::string rename; // empty: the same name
};

struct FlashbackTransaction
{
    enum class Mode
    {
        NoCascade,
        Cascade,
        NonConflictOnly,
        Force,
    };
    PointClause xid; // an expression, as that of a point of kind Scn
    Mode mode = Mode::NoCascade;
};

struct FlashbackDatabase
{
    PointClause to;
};

struct CreateRestorePoint
{
    std::string name;
    std::optional<PointClause> asOf; // nothing: now
    bool guarantee = false;
};

struct DropRestorePoint
{
    std::string name;
};

struct Purge
{
    std::string table; // empty: the whole recycle bin
};

struct AlterSession
{
    std::optional<PointClause> asOf; // nothing: the present
};

struct FlashbackStatement
{
    bool explain = false; // a dry run
    std::variant<FlashbackTable, FlashbackBeforeDrop, FlashbackTransaction, FlashbackDatabase,
                 CreateRestorePoint, DropRestorePoint, Purge, AlterSession>
        what;
    std::vector<Parameter> parameters; // every occurrence, ascending by offset
};

// statement: one statement (text after its semicolon is not looked at). Nothing: it is none of these.
std::optional<FlashbackStatement> parseFlashback(std::string_view statement);

} // namespace strandline::sql
