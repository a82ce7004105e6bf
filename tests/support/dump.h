// What a database holds, as plain SQLite reads it, small enough to be kept for thousands of commits.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

struct sqlite3;

namespace strandline::test {

// Rows of every table in b-tree order: rowid and WITHOUT ROWID tables, virtual tables (FTS5, R-Tree) and
// their shadow tables, the schema, and the pragmas that live in the file's header.
struct Dump
{
    struct Part
    {
        std::string name;
        std::uint64_t rows = 0;
        std::uint64_t hash = 0;
        bool operator==(const Part &) const = default;
    };
    std::vector<Part> parts;
    bool operator==(const Dump &) const = default;
    std::string text() const; // one line a part, for comparing across processes
};

// Page by page, as SQLite's pager sees it. Left out are the bytes of page 1 that tell the journal mode and
// count changes, and the free leaf pages, whose content SQLite doesn't keep.
struct Image
{
    std::uint32_t pageSizeBytes = 0;
    std::vector<std::uint64_t> pageHashes;
    bool operator==(const Image &) const = default;
};

// All throw SqlFailure. dumpOf and imageOf read in one transaction.
Dump dumpOf(sqlite3 *db, const std::string &schema = "main");
Image imageOf(sqlite3 *db, const std::string &schema = "main");
// The same of a database without a WAL, read through its file object: what can't be read is an error, where
// SQLite's serialize gives zeros.
Image fileImageOf(sqlite3 *db, const std::string &schema = "main");

// Empty when equal, else what differs.
std::string difference(const Dump &expected, const Dump &found);
std::string difference(const Image &expected, const Image &found);

} // namespace strandline::test
