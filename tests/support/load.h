// A workload whose every commit says what it is: commit n can be recognised and checked byte by byte from the
// database alone, whoever wrote it and however often it was interrupted. Used by the writer processes and by
// the tests that walk a history. One thread.
//
//   acc(id=1, era, last, total)   era: of the file, chosen when it is created; last: n; total: 1 + … + n
//   log(n, w, payload)            the newest LogRows commits; w: the writer's number
//   spread(id, payload)           one of SpreadRows rows a commit, so that pages all over the file change
#pragma once

#include <cstdint>
#include <string>

struct sqlite3;

namespace strandline::test {

class PlainDatabase;

namespace load {

constexpr std::int64_t LogRows = 100;
constexpr std::int64_t SpreadRows = 200;

// Bytes (n*31 + i*7 + n/8) mod 256 for i = 0 … n mod 300: easy to make in any language.
std::string payload(std::int64_t n);

// Creates the tables in one commit where they are missing.
void createSchema(PlainDatabase &database, std::int64_t era);

// Begins, makes commit `last + 1` and commits it: its number, or 0 when SQLite said no (then nothing
// happened); the result code is in resultCode.
std::int64_t commitNext(PlainDatabase &database, std::int64_t writer, int &resultCode);

struct State
{
    std::int64_t era = 0;
    std::int64_t last = -1;  // -1: the tables are not there yet
    std::int64_t writer = 0; // of the last commit
    std::string problem;     // not empty: the content is not that of any commit
};

// Checks every row.
State check(sqlite3 *db);
// Only acc and the newest row of log.
State counters(sqlite3 *db);

} // namespace load

} // namespace strandline::test
