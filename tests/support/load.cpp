#include "tests/support/load.h"

#include "tests/support/plain_database.h"

#include <algorithm>
#include <fmt/format.h>
#include <sqlite3.h>

namespace strandline::test::load {

std::string payload(std::int64_t n)
{
    std::string bytes;
    for (std::int64_t i = 0; i < n % 300; ++i) {
        bytes.push_back(static_cast<char>((n * 31 + i * 7 + n / 8) & 0xff));
    }
    return bytes;
}

void createSchema(PlainDatabase &database, std::int64_t era)
{
    database.execute("BEGIN IMMEDIATE");
    if (database.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'acc'") == 0) {
        database.execute(
            fmt::format("CREATE TABLE acc(id INTEGER PRIMARY KEY, era INTEGER, last INTEGER, total INTEGER);"
                        "INSERT INTO acc VALUES (1, {}, 0, 0);"
                        "CREATE TABLE log(n INTEGER PRIMARY KEY, w INTEGER, payload BLOB);"
                        "CREATE INDEX log_w ON log(w);"
                        "CREATE TABLE spread(id INTEGER PRIMARY KEY, payload BLOB);",
                        era));
    }
    database.execute("COMMIT");
}

namespace {

class Prepared
{
public:
    Prepared(sqlite3 *db, const char *sql) { sqlite3_prepare_v2(db, sql, -1, &m_statement, nullptr); }
    ~Prepared() { sqlite3_finalize(m_statement); }
    Prepared(const Prepared &) = delete;
    Prepared &operator=(const Prepared &) = delete;
    Prepared &bind(int index, std::int64_t value)
    {
        sqlite3_bind_int64(m_statement, index, value);
        return *this;
    }
    Prepared &bind(int index, const std::string &bytes)
    {
        sqlite3_bind_blob64(m_statement, index, bytes.data(), bytes.size(), SQLITE_TRANSIENT);
        return *this;
    }
    int step() { return m_statement == nullptr ? SQLITE_ERROR : sqlite3_step(m_statement); }
    std::int64_t integer(int column) { return sqlite3_column_int64(m_statement, column); }
    std::string blob(int column)
    {
        const void *bytes = sqlite3_column_blob(m_statement, column);
        return {static_cast<const char *>(bytes),
                static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column))};
    }

private:
    sqlite3_stmt *m_statement = nullptr;
};

int apply(sqlite3 *db, std::int64_t n, std::int64_t writer)
{
    int rc = Prepared(db, "INSERT INTO log VALUES (?1, ?2, ?3)")
                 .bind(1, n)
                 .bind(2, writer)
                 .bind(3, payload(n))
                 .step();
    if (rc == SQLITE_DONE) {
        rc = Prepared(db, "DELETE FROM log WHERE n <= ?1").bind(1, n - LogRows).step();
    }
    if (rc == SQLITE_DONE) {
        rc = Prepared(db, "UPDATE acc SET last = ?1, total = total + ?1").bind(1, n).step();
    }
    if (rc == SQLITE_DONE) {
        rc = Prepared(db, "INSERT OR REPLACE INTO spread VALUES (?1, ?2)")
                 .bind(1, n * 7919 % SpreadRows)
                 .bind(2, payload(n + 1))
                 .step();
    }
    return rc;
}

} // namespace

std::int64_t commitNext(PlainDatabase &database, std::int64_t writer, int &resultCode)
{
    resultCode = database.tryExecute("BEGIN IMMEDIATE");
    if (resultCode != SQLITE_OK) {
        return 0;
    }
    std::int64_t n = 0;
    {
        Prepared last(database.handle(), "SELECT last FROM acc");
        resultCode = last.step();
        n = resultCode == SQLITE_ROW ? last.integer(0) + 1 : 0;
    }
    if (n > 0) {
        resultCode = apply(database.handle(), n, writer);
    }
    if (resultCode == SQLITE_DONE) {
        resultCode = database.tryExecute("COMMIT");
    }
    if (resultCode != SQLITE_OK) {
        resultCode &= 0xff;
        database.tryExecute("ROLLBACK");
        return 0;
    }
    return n;
}

namespace {

std::string checkLog(sqlite3 *db, State &state)
{
    Prepared rows(db, "SELECT n, w, payload FROM log ORDER BY n");
    std::int64_t expected = std::max<std::int64_t>(1, state.last - LogRows + 1);
    int rc = 0;
    while ((rc = rows.step()) == SQLITE_ROW) {
        if (rows.integer(0) != expected || rows.blob(2) != payload(expected)) {
            return fmt::format("log holds {} where commit {} is expected (last is {})", rows.integer(0),
                               expected, state.last);
        }
        state.writer = rows.integer(1);
        ++expected;
    }
    if (rc != SQLITE_DONE) {
        return fmt::format("cannot read log: {}", sqlite3_errmsg(db));
    }
    return expected == state.last + 1 ? std::string()
                                      : fmt::format("log ends before {}, last is {}", expected, state.last);
}

std::string checkSpread(sqlite3 *db, const State &state)
{
    // 7919 and SpreadRows have no common divisor: the newest SpreadRows commits hit every row once.
    std::int64_t last[SpreadRows] = {};
    for (std::int64_t n = std::max<std::int64_t>(1, state.last - SpreadRows + 1); n <= state.last; ++n) {
        last[n * 7919 % SpreadRows] = n;
    }
    Prepared rows(db, "SELECT id, payload FROM spread");
    std::int64_t count = 0;
    int rc = 0;
    while ((rc = rows.step()) == SQLITE_ROW) {
        const std::int64_t id = rows.integer(0);
        if (id < 0 || id >= SpreadRows || last[id] == 0 || rows.blob(1) != payload(last[id] + 1)) {
            return fmt::format("row {} of spread is not that of commit {}", id, state.last);
        }
        ++count;
    }
    if (rc != SQLITE_DONE) {
        return fmt::format("cannot read spread: {}", sqlite3_errmsg(db));
    }
    return count == std::min(state.last, SpreadRows) ? std::string()
                                                     : fmt::format("spread has {} rows", count);
}

} // namespace

State counters(sqlite3 *db)
{
    State state;
    Prepared there(db, "SELECT count(*) FROM sqlite_schema WHERE name IN ('acc', 'log', 'spread', 'log_w')");
    if (there.step() != SQLITE_ROW) {
        state.problem = fmt::format("cannot read the schema: {}", sqlite3_errmsg(db));
        return state;
    }
    if (there.integer(0) == 0) {
        return state;
    }
    Prepared acc(db, "SELECT era, last, total FROM acc");
    if (acc.step() != SQLITE_ROW) {
        state.problem = fmt::format("cannot read acc: {}", sqlite3_errmsg(db));
        return state;
    }
    state.era = acc.integer(0);
    state.last = acc.integer(1);
    if (acc.integer(2) != state.last * (state.last + 1) / 2) {
        state.problem = fmt::format("total {} does not fit last {}", acc.integer(2), state.last);
        return state;
    }
    Prepared newest(db, "SELECT n, w, payload FROM log ORDER BY n DESC LIMIT 1");
    if (newest.step() == SQLITE_ROW) {
        state.writer = newest.integer(1);
        if (newest.integer(0) != state.last || newest.blob(2) != payload(state.last)) {
            state.problem =
                fmt::format("the newest row of log is {}, last is {}", newest.integer(0), state.last);
        }
    } else if (state.last != 0) {
        state.problem = fmt::format("cannot read log: {}", sqlite3_errmsg(db));
    }
    return state;
}

State check(sqlite3 *db)
{
    State state = counters(db);
    if (state.problem.empty() && state.last >= 0) {
        state.problem = checkLog(db, state);
    }
    if (state.problem.empty() && state.last >= 0) {
        state.problem = checkSpread(db, state);
    }
    return state;
}

} // namespace strandline::test::load
