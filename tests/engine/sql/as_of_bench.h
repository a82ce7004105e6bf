// A database with two points of its past attached as asof_5 and asof_9, on which the extended grammar runs as
// a session would run it: parse, evaluate, rewrite, bind by number. SCN n is asof_n; a time's day is its SCN.
// One thread.
#pragma once

#include "engine/sql/rewrite.h"
#include "engine/sqlite/connection.h"

#include <map>
#include <string>
#include <vector>

namespace strandline::test {

// "statement with a ^ in it" → the statement without it, and where it was (-1: nowhere).
struct Marked
{
    explicit Marked(std::string_view marked);
    std::string statement;
    int offset;
};

class AsOfBench
{
public:
    AsOfBench();

    // Rows as "a|b\n", or "error: …"; parameters by number.
    std::string run(const std::string &statement, const std::map<int, sqlite::Value> &parameters = {});
    // The same of SQL that SQLite knows itself.
    std::string runPlain(const std::string &sql, const std::map<int, sqlite::Value> &parameters = {});
    // As run() rewrites it.
    sql::Rewritten rewritten(const std::string &statement,
                             const std::map<int, sqlite::Value> &parameters = {});
    sqlite::Connection &connection() { return m_connection; }

private:
    std::string rowsOf(const std::string &sql, const std::map<int, sqlite::Value> &parameters);
    std::string schemaOf(const sql::AsOfReference &reference, const std::map<int, sqlite::Value> &parameters);

    sqlite::Connection m_connection;
};

} // namespace strandline::test
