// What SQLite itself says about a text: its first token, where its first statement ends, whether it is
// complete. One thread.
#pragma once

#include "tests/support/random.h"

#include <string>
#include <string_view>

struct sqlite3;

namespace strandline::test {

class SqliteOracle
{
public:
    SqliteOracle();
    ~SqliteOracle();
    SqliteOracle(const SqliteOracle &) = delete;
    SqliteOracle &operator=(const SqliteOracle &) = delete;

    struct FirstToken
    {
        std::string text;
        std::size_t offset = std::string::npos; // npos: nothing but blanks and comments
        bool illegal = false;
    };
    // SQLite names the token at which it stops, and is made to stop at the first one by a word before it that
    // it can't follow. text: without NUL.
    FirstToken firstToken(std::string_view text) const;

    // Length of the first statement as sqlite3_prepare() reads it; npos: it is wrong.
    std::size_t statementLength(std::string_view script) const;
    bool prepares(std::string_view statement) const;
    // EXPLAIN's program, one line an instruction, but for the addresses in memory; the error where it is
    // wrong.
    std::string program(std::string_view statement) const;
    void execute(const std::string &script) const;
    static bool isComplete(const std::string &text);

private:
    FirstToken rejected(std::string_view before, std::string_view text) const;

    sqlite3 *m_db = nullptr;
};

// A text of words, quotes, comments, numbers and noise, without NUL.
std::string randomSqlText(Random &random, std::size_t pieces);

} // namespace strandline::test
