// Finds a text in the names and the values of a database: tables, columns, indexes, triggers, views, their
// statements, and every cell of every table.
//
// Blocks, on the thread that has the lease; one state of the database for the whole search. What is found is
// handed over while the search runs. Errors: Usage for an empty text, NotFound for a table that doesn't
// exist, Cancelled within milliseconds of the stop; those of sqlite::Connection. A table that SQLite can't
// read (a virtual one whose module isn't there) is told as skipped.
#pragma once

#include "engine/core/job.h"
#include "engine/session/database.h"
#include "engine/sqlite/value.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace strandline::session {

enum class SearchMode
{
    Contains,
    Equals, // the whole name or value; a real number also where it is equal as a number
    StartsWith,
};

// What is looked for. Numbers are searched as SQLite writes them as text. Without caseSensitive, upper and
// lower case are the same for Latin, Greek and Cyrillic letters.
struct SearchQuery
{
    std::string text;
    SearchMode mode = SearchMode::Contains;
    bool caseSensitive = false;
    bool names = true;
    bool values = true;
    bool blobs = false; // in BLOBs, too, byte by byte
    // Empty: all, but not the values of views (they are those of the tables) nor the tables in which virtual
    // tables and SQLite keep their data.
    std::vector<std::string> tables{};
    std::uint64_t matchesPerTable = 200; // of values; 0: no limit
};

enum class FoundIn
{
    Value,
    Table,
    View,
    Column,
    Index,
    Trigger,
    Statement, // of a table, view, index or trigger none of whose names has the text
};

struct SearchMatch
{
    FoundIn where = FoundIn::Value;
    std::string table;                 // that it is in or belongs to
    std::string name;                  // of the column, index, trigger …
    std::optional<std::int64_t> rowid; // of a value in a table that has one
    // Of a value in a WITHOUT ROWID table: the primary key's columns. Both empty: the row has no key.
    std::vector<std::pair<std::string, sqlite::Value>> key{};
    std::uint64_t offset = 0; // of the match in the value, in bytes
    // The match with what is around it, in the value's own bytes; cut between characters.
    std::string before{};
    std::string match{};
    std::string after{};
    bool cutBefore = false; // the value has more
    bool cutAfter = false;
};

// How far the search in one table's values has come.
struct SearchedTable
{
    enum class State
    {
        Searching,
        Done,
        Limited, // stopped at matchesPerTable
        Skipped, // problem says why
    };
    std::string table;
    State state = State::Searching;
    std::uint64_t rows = 0; // read so far
    std::optional<std::uint64_t> rowsEstimated;
    std::uint64_t matches = 0;
    std::size_t place = 0; // of the tables searched, from 1
    std::size_t tables = 0;
    std::string problem{};
};

// Called on the searching thread.
class SearchSink
{
public:
    virtual ~SearchSink() = default;
    virtual void found(std::vector<SearchMatch> &&matches) = 0; // a few at a time
    // At the beginning, about every 50 ms, and at the end of each table, after what was found in it.
    virtual void table(const SearchedTable &table) = 0;
};

// Reports rows read to the job's progress.
void search(Lease &lease, const SearchQuery &query, SearchSink &sink, const core::JobContext &job);

} // namespace strandline::session
