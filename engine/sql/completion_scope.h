// What a half-written statement means at the cursor: which clause it is in, and which tables, aliases and
// columns can be named there. It follows clauses, parentheses, subqueries and common table expressions by the
// tokens before and behind the cursor and never refuses a text. Used by complete() only. Values; pure text
// processing.
#pragma once

#include "engine/sql/tokenizer.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace strandline::sql {

// Where the cursor is.
enum class Place
{
    Start,         // a statement begins
    Table,         // a table is to be named: FROM, JOIN, INTO …
    AfterTable,    // behind a table in FROM
    Expression,    // in SELECT, WHERE, SET …
    JoinCondition, // in ON
    AfterTarget,   // INSERT INTO t
    TargetColumns, // INSERT INTO t (, t (a, b) behind REFERENCES, CREATE INDEX … ON t (
    PointForm,     // AS OF
    Pragma,
    Other, // keywords only
};

struct SelectItem
{
    std::string name; // empty: none that could be used
    bool star = false;
    std::string qualifier; // of "t.*"
};

// A table that is named in FROM, INTO, UPDATE …
struct Source
{
    std::string schema;
    std::string table; // empty: a subquery
    std::string alias; // empty: none
    int query = -1;    // of a subquery: index in Scope::queries
    bool joined = false;

    const std::string &name() const { return alias.empty() ? table : alias; }
};

// One SELECT core, INSERT, UPDATE or DELETE.
struct Query
{
    int parent = -1;
    std::vector<Source> sources;
    std::vector<SelectItem> items;
};

struct CommonTable
{
    std::string name;
    std::vector<std::string> columns; // empty: those of its query
    int query = -1;
};

struct Scope
{
    Place place = Place::Start;
    std::size_t replaceOffset = 0; // what is being written begins here and ends at the cursor
    std::string prefix;            // unquoted
    bool quoted = false;
    bool silent = false;                // in a comment, string or number: nothing to propose
    std::vector<std::string> qualifier; // before a dot: {"o"} or {"main", "orders"}
    bool afterJoin = false;             // Place::Table behind JOIN
    std::string clause;       // the last keyword that opened a clause, upper case: "SELECT", "WHERE" …
    std::string previousWord; // upper case; empty: no word
    bool lowerCase = false;   // the statement's keywords are in lower case
    int query = -1;           // of the cursor
    std::vector<Query> queries;
    std::vector<CommonTable> commonTables;
};

// statement: one statement. cursor: in bytes, at most its size.
Scope scopeAt(std::string_view statement, std::size_t cursor);

} // namespace strandline::sql
