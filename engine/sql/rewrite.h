// The extended grammar: table references of the past, and their rewriting into SQL that SQLite understands.
//
//   table-reference := [schema .] table past [[AS] alias] [INDEXED BY index | NOT INDEXED]
//   past            := AS OF point | VERSIONS BETWEEN {SCN | TIMESTAMP} bound AND bound
//   point           := SCN expression | TIMESTAMP expression | RESTORE POINT name
//   bound           := expression | MINVALUE | MAXVALUE
//
// It may stand wherever a table is read: FROM and joins, subqueries, common table expressions, INSERT …
// SELECT, CREATE TABLE … AS SELECT, UPDATE … FROM, `x IN table`. The expression is a constant one: literals,
// parameters, functions of constants, operators, parentheses, CAST, CASE; operators that are words (AND, LIKE
// …) need parentheses around them. `AS of` without a point behind it stays an alias, as SQLite has it, and
// `versions` a name where no BETWEEN follows a table.
//
// How to run a statement: parseExtended(); where has(): evaluate every reference's expression with
// `SELECT (expression)` and the statement's bindings, attach the database as of that point (make a table of
// the versions), rewriteAsOf() with the names of those, prepare, and bind by number. Offsets in SQLite's
// errors go through toOriginal.
//
// Pure text processing; values; safe from any thread. Errors: core::Error(Sql) with the offset in the
// statement.
#pragma once

#include "engine/core/error.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strandline::sql {

// Maps offsets in a text that was made from another one back to that one. Bytes that were copied map to
// themselves, bytes that were put in map to the start of what they stand for.
class OffsetMap
{
public:
    // Offset in the original; the end maps to the end. Monotonic.
    std::size_t toOriginal(std::size_t offset) const;
    // As SQLite reports it: negative (unknown) stays so.
    int toOriginal(int offset) const;

    // Building, in ascending order of both.
    void addCopied(std::size_t offset, std::size_t original);
    void addReplaced(std::size_t offset, std::size_t original);

private:
    struct Segment
    {
        std::size_t offset;
        std::size_t original;
        bool copied;
    };
    std::vector<Segment> m_segments;
};

// A bound parameter with the number that SQLite gives it in the statement as the user wrote it.
struct Parameter
{
    std::size_t offset = 0;
    std::size_t length = 0;
    int number = 0;   // from 1
    std::string name; // ":a", "@a", "$a", "?12" as written; empty for "?"
};

// A point in time as it was written: SCN e, TIMESTAMP e or RESTORE POINT name, with the words before it.
struct PointClause
{
    enum class Kind
    {
        Scn,
        Timestamp,
        RestorePoint,
    };

    Kind kind = Kind::Scn;
    std::size_t offset = 0; // of the whole clause: `AS OF SCN expression`, `TO SCN expression`
    std::size_t length = 0;
    // The expression, ready for `SELECT (expression)`: its parameters are spelled ?NNN with the number they
    // have in the statement. For RestorePoint: the name.
    std::string expression;
    std::size_t expressionOffset = 0; // in the statement
    OffsetMap expressionToOriginal;   // offset in `expression` → offset in the statement
};

// An end of a range of versions.
struct VersionsBound
{
    enum class Kind
    {
        Point,
        Minimum, // MINVALUE: where the history begins
        Maximum, // MAXVALUE: now
    };
    Kind kind = Kind::Point;
    PointClause point; // its kind and, for Kind::Point, its expression
};

struct VersionsRange
{
    VersionsBound from;
    VersionsBound to;
};

// A table that is read as of a point, or all of its versions in a range.
struct AsOfReference : PointClause
{
    std::optional<VersionsRange> versions; // its bounds have the expressions then
    bool mayBeNamed = false;               // versions: without an alias of its own where one can stand
    std::size_t tableOffset = 0;           // of the name with its schema
    std::size_t tableLength = 0;
    // Unquoted, in the case that the user wrote. Empty: none was written. A caller that finds out which
    // schema an unqualified table is in may fill it in before rewriteAsOf (only `schema.table.column` depends
    // on it).
    std::string schema;
    std::string table;
};

// `main` in `main.t.x`, where t is a reference of the past.
struct QualifiedColumn
{
    std::size_t offset = 0; // of the schema's name
    std::size_t length = 0;
    std::string schema; // unquoted
    std::size_t reference = 0;
};

struct ParsedStatement
{
    std::vector<AsOfReference> references; // ascending by offset
    std::vector<QualifiedColumn> qualifiedColumns;
    std::vector<Parameter> parameters; // every occurrence, ascending by offset

    bool has() const { return !references.empty(); }
    int parameterCount() const; // the largest number; 0: none
    // ":a", "@a", "$a" or "?12" as in the statement; 0: there is none.
    int parameterNumber(std::string_view name) const;
};

// statement: one statement (text after its semicolon is not looked at). A statement without the extended
// grammar gives no references and is never refused, but for a NUL byte, at which SQLite would silently stop
// reading. Throws core::Error(Sql) where AS OF can't stand or its expression isn't a constant one.
ParsedStatement parseExtended(std::string_view statement);

// A table that a statement reads or changes as it is now, by a name without schema.
struct TableMention
{
    std::size_t offset = 0;
    std::size_t length = 0;
    std::string table; // unquoted
};

// SQLite looks for such a name in every attached database, so a table that is gone from the present would be
// found in an attached past: a caller that has points attached checks that these exist in the present.
// Without common table expressions and table-valued functions with arguments; none for definitions of views,
// triggers and virtual tables. Throws as parseExtended() does.
std::vector<TableMention> presentTables(std::string_view statement);

struct Rewritten
{
    std::string sql;
    OffsetMap toOriginal; // offset in sql → offset in the statement
};

// Puts "schema"."table" in the place of every reference and drops its clause. schemaForReference: one a
// reference, as attached; for versions the name of the table that has them, in the schema main. Where a
// clause had parameters in it, every parameter of the statement is spelled ?NNN with the number it had, so
// that bindings by number stay right; the rewritten statement may have fewer parameters than
// parameterCount(): don't bind beyond its own count.
Rewritten rewriteAsOf(std::string_view statement, const ParsedStatement &parsed,
                      const std::vector<std::string> &schemaForReference);

} // namespace strandline::sql
