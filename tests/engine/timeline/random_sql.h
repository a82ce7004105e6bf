// Random SQL that reaches every kind of page: seeded, one connection, one commit (or none) at a time. One
// thread.
#pragma once

#include "tests/support/plain_database.h"
#include "tests/support/random.h"

#include <functional>

namespace strandline::test {

struct RandomSqlSettings
{
    int pageSizeBytes = 4096;
    int autoVacuum = 0; // 0 none, 1 full, 2 incremental
    bool secureDelete = false;
    int cachePages = 2000; // few: large transactions spill into the WAL before they commit
};

class RandomSql
{
public:
    // Sets the database up (WAL, schema) with a connection that must outlive this object.
    RandomSql(PlainDatabase &database, Random &random, const RandomSqlSettings &settings);

    // One transaction: it may commit, change nothing, or roll back. Throws SqlFailure when SQLite refuses
    // what it shouldn't.
    void transaction();
    // One small commit that is unlike every other.
    void tick();

private:
    void createSchema();
    void run(const std::string &sql); // a constraint or a missing table is fine
    void change();                    // one statement for inside or outside of a transaction
    void pureChange();                // one statement on its own, that surely changes something
    void bounded();                   // keeps the database small

    void insertRows();
    void updateRows();
    void deleteRows();
    void moveRowids();
    void bigBlob();
    void writeBlob();
    void keyedRows();
    void plainRows();
    void fullText();
    void boxes();
    void schemaChange();

    std::string table();
    std::string blob(std::size_t bytes); // literal
    std::string words();
    std::size_t anySize();

    PlainDatabase &m_database;
    Random &m_random;
    RandomSqlSettings m_settings;
    std::uint64_t m_ticks = 0;
    std::uint64_t m_added = 0; // columns
};

} // namespace strandline::test
