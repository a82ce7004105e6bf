// What could stand at the cursor of a half-written statement: tables, columns of the tables in its scope,
// joins by foreign key, functions, words. Pure text processing over a snapshot of the schema; values; safe
// from any thread; never throws on any text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace strandline::sql {

struct CompletionColumn
{
    std::string name;
    std::string type; // as declared; may be empty
};

struct CompletionForeignKey
{
    std::vector<std::string> columns;
    std::string parentTable;
    std::vector<std::string> parentColumns; // as many as columns
};

struct CompletionTable
{
    std::string schema; // "main", "temp" …
    std::string name;
    bool view = false;
    std::vector<CompletionColumn> columns;
    std::vector<CompletionForeignKey> foreignKeys;
};

struct CompletionFunction
{
    std::string name;
    int arguments = -1; // -1: any number
};

struct CompletionSchema
{
    std::vector<CompletionTable> tables;
    std::vector<CompletionFunction> functions; // by name; one of several arities each
    std::vector<std::string> pragmas;
};

enum class ProposalKind
{
    Join,    // a table with its alias and condition, or the condition alone
    Columns, // a list of all columns
    Column,
    Alias, // of a table in scope, or a common table expression
    Table,
    View,
    Schema,
    Function,
    Pragma,
    Keyword,
};

struct Proposal
{
    ProposalKind kind = ProposalKind::Keyword;
    std::string text;           // to be put in
    std::string detail;         // "orders · INTEGER", "substr(X, Y, Z)"
    std::size_t cursorBack = 0; // bytes from the end of text to where the cursor goes: 1 for "count()"
};

struct Completion
{
    std::size_t offset = 0; // the range that a proposal replaces
    std::size_t length = 0;
    std::vector<Proposal> proposals; // best first
};

// statement: one statement; cursor: bytes in it. limit: proposals at most.
Completion complete(std::string_view statement, std::size_t cursor, const CompletionSchema &schema,
                    std::size_t limit = 200);

// As it must be spelled in a statement: "Order Details", order → "order".
std::string spelledName(std::string_view name);

} // namespace strandline::sql
