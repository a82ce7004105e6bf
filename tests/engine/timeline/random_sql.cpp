#include "tests/engine/timeline/random_sql.h"

#include <algorithm>
#include <fmt/format.h>
#include <sqlite3.h>

namespace strandline::test {

namespace {

constexpr const char *TableDefinition =
    "CREATE TABLE IF NOT EXISTS {}(id INTEGER PRIMARY KEY, a INTEGER, b TEXT, c BLOB)";

} // namespace

RandomSql::RandomSql(PlainDatabase &database, Random &random, const RandomSqlSettings &settings)
    : m_database(database), m_random(random), m_settings(settings)
{
    database.execute(fmt::format(
        "PRAGMA page_size = {}; PRAGMA auto_vacuum = {}; PRAGMA secure_delete = {};"
        "PRAGMA cache_size = {}; PRAGMA synchronous = OFF; PRAGMA journal_mode = WAL;",
        settings.pageSizeBytes, settings.autoVacuum, settings.secureDelete ? 1 : 0, settings.cachePages));
    createSchema();
}

void RandomSql::createSchema()
{
    m_database.execute("BEGIN");
    for (int i = 0; i < 4; ++i) {
        m_database.execute(fmt::format(TableDefinition, fmt::format("t{}", i)));
    }
    m_database.execute("CREATE TABLE tick(id INTEGER PRIMARY KEY, n INTEGER); INSERT INTO tick VALUES (1, 0);"
                       "CREATE INDEX t0_a ON t0(a); CREATE INDEX t1_b ON t1(b, a) WHERE a > 3;"
                       "CREATE TABLE p(x TEXT, y REAL, z); CREATE TABLE q(x, y); CREATE INDEX q_x ON q(x);"
                       "CREATE TABLE w(k TEXT, k2 INTEGER, v BLOB, PRIMARY KEY(k, k2)) WITHOUT ROWID;"
                       "CREATE TABLE audit(n INTEGER PRIMARY KEY AUTOINCREMENT, what TEXT);"
                       "CREATE TRIGGER t0_audit AFTER UPDATE ON t0 BEGIN"
                       "  INSERT INTO audit(what) VALUES (old.id || '>' || new.id); END;"
                       "CREATE VIRTUAL TABLE f USING fts5(title, body);"
                       "CREATE VIRTUAL TABLE r USING rtree(id, x0, x1, y0, y1);");
    m_database.execute("COMMIT");
}

void RandomSql::run(const std::string &sql)
{
    const int rc = m_database.tryExecute(sql);
    if (rc != SQLITE_OK && rc != SQLITE_CONSTRAINT && rc != SQLITE_ERROR) {
        throw SqlFailure(
            rc, fmt::format("{} after: {}", sqlite3_errmsg(m_database.handle()), sql.substr(0, 300)));
    }
}

std::string RandomSql::table()
{
    return fmt::format("t{}", m_random.below(4));
}

std::string RandomSql::blob(std::size_t bytes)
{
    // Half of it repeats, so that compressing has something to do and something to fail at.
    std::string hex;
    hex.reserve(2 * bytes + 3);
    const std::uint64_t repeated = m_random.next();
    while (hex.size() < 2 * bytes) {
        hex += fmt::format("{:016x}", m_random.oneIn(2) ? m_random.next() : repeated);
    }
    hex.resize(2 * bytes);
    return "x'" + hex + "'";
}

std::string RandomSql::words()
{
    static constexpr const char *Words[] = {"tide", "shore", "wave",  "sand", "drift", "kelp",
                                            "gull", "stone", "storm", "reef", "foam",  "shell",
                                            "moon", "salt",  "pier",  "wreck"};
    std::string text;
    for (std::uint64_t n = m_random.between(1, 30); n > 0; --n) {
        text += fmt::format("{}{} ", Words[m_random.below(std::size(Words))], m_random.below(40));
    }
    return text;
}

std::size_t RandomSql::anySize()
{
    switch (m_random.below(6)) {
    case 0:
        return m_random.below(static_cast<std::uint64_t>(m_settings.pageSizeBytes));
    case 1:
        return m_random.below(3000);
    default:
        return m_random.below(120);
    }
}

void RandomSql::insertRows()
{
    const std::string source =
        fmt::format("WITH RECURSIVE s(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM s WHERE i < {}) ",
                    m_random.oneIn(8) ? m_random.between(20, 200) : m_random.between(1, 8));
    run(fmt::format("INSERT INTO {}(a, b, c) {} SELECT i * {}, printf('%.*c', i * {} % 90, 'q') || i, "
                    "substr({}, i) FROM s",
                    table(), source, m_random.below(50), m_random.below(40), blob(anySize())));
}

void RandomSql::updateRows()
{
    const std::uint64_t step = m_random.between(2, 40);
    switch (m_random.below(3)) {
    case 0:
        run(fmt::format("UPDATE {} SET a = a + {} WHERE id % {} = {}", table(), m_random.between(1, 9), step,
                        m_random.below(step)));
        break;
    case 1:
        run(fmt::format("UPDATE {} SET b = '{}' WHERE id % {} = {}", table(), words(), step,
                        m_random.below(step)));
        break;
    default:
        run(fmt::format("UPDATE {} SET c = {} WHERE id % {} = {}", table(), blob(anySize()), step + 20,
                        m_random.below(step)));
    }
}

void RandomSql::deleteRows()
{
    if (m_random.oneIn(12)) {
        run("DELETE FROM " + table());
        return;
    }
    const std::uint64_t step = m_random.between(2, 20);
    run(fmt::format("DELETE FROM {} WHERE id % {} = {}", table(), step, m_random.below(step)));
}

void RandomSql::moveRowids()
{
    const std::uint64_t step = m_random.between(3, 30);
    run(fmt::format("UPDATE OR IGNORE {} SET id = id + {} WHERE id % {} = 0", table(),
                    m_random.between(1, 100000), step));
}

void RandomSql::bigBlob()
{
    const auto page = static_cast<std::uint64_t>(m_settings.pageSizeBytes);
    const std::size_t size = std::min<std::uint64_t>(m_random.between(page, 12 * page), 150000);
    run(fmt::format("INSERT INTO {}(a, b, c) VALUES ({}, 'big', {})", table(), m_random.below(100),
                    blob(size)));
}

void RandomSql::writeBlob()
{
    const std::string name = table();
    if (m_database.integer(fmt::format("SELECT count(*) FROM sqlite_schema WHERE name = '{}'", name)) == 0) {
        return;
    }
    const std::int64_t id = m_database.integer(
        fmt::format("SELECT id FROM {} WHERE length(c) > 60 ORDER BY length(c) DESC LIMIT 1 OFFSET {}", name,
                    m_random.below(3)));
    sqlite3_blob *handle = nullptr;
    if (id == 0 ||
        sqlite3_blob_open(m_database.handle(), "main", name.c_str(), "c", id, 1, &handle) != SQLITE_OK) {
        return;
    }
    const auto size = static_cast<std::uint64_t>(sqlite3_blob_bytes(handle));
    const std::uint64_t piece = m_random.between(1, std::min<std::uint64_t>(size, 64));
    std::string bytes;
    while (bytes.size() < piece) {
        bytes.push_back(static_cast<char>(m_random.next()));
    }
    sqlite3_blob_write(handle, bytes.data(), static_cast<int>(piece),
                       static_cast<int>(m_random.below(size - piece + 1)));
    sqlite3_blob_close(handle);
}

void RandomSql::keyedRows()
{
    switch (m_random.below(4)) {
    case 0:
        run(fmt::format("DELETE FROM w WHERE k2 % 7 = {}", m_random.below(7)));
        break;
    case 1:
        run(fmt::format("UPDATE OR IGNORE w SET k2 = k2 + {}, v = {} WHERE k2 % 9 = {}", m_random.below(50),
                        blob(anySize()), m_random.below(9)));
        break;
    default:
        for (std::uint64_t n = m_random.between(1, 12); n > 0; --n) {
            run(fmt::format("INSERT OR REPLACE INTO w VALUES ('{}', {}, {})", words(), m_random.below(400),
                            blob(anySize())));
        }
    }
}

// Tables without a key: VACUUM gives the rows of p other rowids, those of q keep theirs.
void RandomSql::plainRows()
{
    const char *name = m_random.oneIn(2) ? "p" : "q";
    switch (m_random.below(5)) {
    case 0:
        run(fmt::format("DELETE FROM {} WHERE rowid % 6 = {}", name, m_random.below(6)));
        break;
    case 1:
        run(fmt::format("UPDATE {} SET y = y + {} WHERE rowid % 4 = {}", name, m_random.below(3),
                        m_random.below(4)));
        break;
    default:
        for (std::uint64_t n = m_random.between(1, 6); n > 0; --n) {
            run(fmt::format("INSERT INTO {}(x, y) VALUES ({}, {})", name, blob(anySize()),
                            m_random.below(100)));
        }
    }
}

void RandomSql::fullText()
{
    switch (m_random.below(8)) {
    case 0:
        run(fmt::format("DELETE FROM f WHERE rowid % 5 = {}", m_random.below(5)));
        break;
    case 1:
        run(fmt::format("UPDATE f SET body = '{}' WHERE rowid % 7 = {}", words(), m_random.below(7)));
        break;
    case 2:
        run(m_random.oneIn(2) ? "INSERT INTO f(f) VALUES ('optimize')"
                              : "INSERT INTO f(f) VALUES ('rebuild')");
        break;
    default:
        for (std::uint64_t n = m_random.between(1, 6); n > 0; --n) {
            run(fmt::format("INSERT INTO f VALUES ('{}', '{}')", words(), words()));
        }
    }
}

void RandomSql::boxes()
{
    if (m_random.oneIn(4)) {
        run(fmt::format("DELETE FROM r WHERE id % 5 = {}", m_random.below(5)));
        return;
    }
    for (std::uint64_t n = m_random.between(1, 20); n > 0; --n) {
        const std::uint64_t x = m_random.below(1000);
        const std::uint64_t y = m_random.below(1000);
        run(fmt::format("INSERT OR REPLACE INTO r VALUES ({}, {}, {}, {}, {})", m_random.below(500), x,
                        x + m_random.below(40), y, y + m_random.below(40)));
    }
}

void RandomSql::schemaChange()
{
    const std::string name = table();
    switch (m_random.below(10)) {
    case 9:
        run(fmt::format("ALTER TABLE {} DROP COLUMN b", name));
        break;
    case 8:
        run(fmt::format("CREATE TABLE IF NOT EXISTS new{} AS SELECT * FROM {}", name, name));
        run(fmt::format("DROP TABLE IF EXISTS new{}", table()));
        break;
    case 7:
        run("ANALYZE");
        break;
    case 0:
        run("DROP TABLE IF EXISTS " + name);
        run(fmt::format(TableDefinition, name));
        break;
    case 1:
        run("DROP TABLE IF EXISTS " + name);
        break;
    case 2:
        run(fmt::format("ALTER TABLE {} ADD COLUMN x{} TEXT DEFAULT '{}'", name, ++m_added, words()));
        break;
    case 3:
        run(fmt::format("CREATE INDEX IF NOT EXISTS {}_i ON {}(b, id)", name, name));
        break;
    case 4:
        run(fmt::format("DROP INDEX IF EXISTS {}_i", name));
        break;
    case 5:
        run(fmt::format("PRAGMA user_version = {}", m_random.below(1000000)));
        break;
    default:
        run("REINDEX " + name);
    }
    run(fmt::format(TableDefinition, table()));
}

void RandomSql::change()
{
    using Kind = void (RandomSql::*)();
    static constexpr Kind Kinds[] = {
        &RandomSql::insertRows, &RandomSql::insertRows, &RandomSql::updateRows, &RandomSql::updateRows,
        &RandomSql::deleteRows, &RandomSql::moveRowids, &RandomSql::bigBlob,    &RandomSql::writeBlob,
        &RandomSql::keyedRows,  &RandomSql::fullText,   &RandomSql::boxes,      &RandomSql::plainRows,
    };
    if (m_random.oneIn(15)) {
        schemaChange();
    } else {
        (this->*Kinds[m_random.below(std::size(Kinds))])();
    }
}

void RandomSql::pureChange()
{
    switch (m_random.below(8)) {
    case 0:
        run("VACUUM");
        break;
    case 1:
        run(fmt::format("PRAGMA incremental_vacuum({})", m_random.between(1, 20)));
        break;
    case 2:
        bigBlob();
        break;
    default:
        writeBlob();
    }
}

void RandomSql::bounded()
{
    const std::int64_t pages = m_database.integer("PRAGMA page_count");
    if (pages * m_settings.pageSizeBytes < std::max(400000, 60 * m_settings.pageSizeBytes)) {
        return;
    }
    for (int i = 0; i < 4; ++i) {
        run(fmt::format("DELETE FROM t{} WHERE length(c) > 2000 OR id % 3 <> 0", i));
    }
    run("DELETE FROM w WHERE k2 % 3 <> 0");
    run("DELETE FROM f WHERE rowid % 3 <> 0");
    run("DELETE FROM p WHERE rowid % 3 <> 0");
    run("DELETE FROM q WHERE rowid % 3 <> 0");
    run("DELETE FROM audit WHERE n % 10 <> 0");
}

void RandomSql::tick()
{
    m_database.execute(fmt::format("UPDATE tick SET n = {}", ++m_ticks));
}

void RandomSql::transaction()
{
    if (m_random.oneIn(6)) {
        pureChange();
        m_database.execute("SELECT 1"); // SQLite reports a commit of blob_close to the hook only now
        return;
    }
    const bool small = m_random.oneIn(3);
    m_database.execute(m_random.oneIn(2) ? "BEGIN" : "BEGIN IMMEDIATE");
    tick();
    bounded();
    for (std::uint64_t n = small ? 1 : m_random.between(1, 6); n > 0; --n) {
        change();
    }
    if (m_random.oneIn(8)) {
        m_database.execute("SAVEPOINT s");
        change();
        change();
        // SQLite 3.40 leaves a wrong checksum in the WAL when a savepoint is rolled back after its pages were
        // spilled, and rewritten in place: a recovery would end there. A recorder sees damage, and a gap
        // follows.
        const bool spills = m_settings.cachePages < 100;
        m_database.execute(m_random.oneIn(2) && !spills ? "ROLLBACK TO s; RELEASE s" : "RELEASE s");
    }
    m_database.execute(m_random.oneIn(12) ? "ROLLBACK" : "COMMIT");
}

} // namespace strandline::test
