// The row changes of every commit are the difference between the tables that plain SQLite had before and
// after it; and replayed one after the other they rebuild every state.
#include "tests/engine/flashback/recording.h"
#include "tests/support/error_code.h"

#include <QtTest>
#include <bit>
#include <fmt/format.h>
#include <sqlite3.h>

using namespace strandline;
using namespace strandline::test;
using flashback::ChangeOptions;
using flashback::ChangeReader;

// A step of a test: when something in it failed, the test ends.
#define STEP(call)                                                                                           \
    call;                                                                                                    \
    if (QTest::currentTestFailed()) {                                                                        \
        return;                                                                                              \
    }

namespace {

std::uint64_t commitsPerCase()
{
    return longForm() ? 1000 : underSanitizer ? 10 : 40;
}

std::string shortened(const std::string &line)
{
    return line.size() < 300 ? line : line.substr(0, 300) + "…";
}

// Empty when the lines are equal, else the first that is in one of them only.
std::string differing(const std::vector<std::string> &expected, const std::vector<std::string> &found)
{
    std::vector<std::string> only;
    std::set_difference(expected.begin(), expected.end(), found.begin(), found.end(),
                        std::back_inserter(only));
    if (!only.empty()) {
        return fmt::format("{} missing, the first: {}", only.size(), shortened(only.front()));
    }
    std::set_difference(found.begin(), found.end(), expected.begin(), expected.end(),
                        std::back_inserter(only));
    return only.empty() ? std::string()
                        : fmt::format("{} too many, the first: {}", only.size(), shortened(only.front()));
}

using Rows = std::vector<std::vector<std::string>>;

Rows rowsInOrder(const TruthTable &table)
{
    Rows rows;
    for (const auto &[key, row] : table.rows) {
        rows.push_back(row);
    }
    return rows;
}

// Empty when the reader told what plain SQLite saw. Of a table that VACUUM renumbered each row must still be
// there.
std::string problemOf(const Recording &recording, const ChangeRecord::Commit &found)
{
    std::vector<std::string> expected = recording.truth;
    for (const flashback::TableChanges &table : found.tables) {
        const std::string &name = table.table().name;
        if (!table.rowidsRenumbered) {
            continue;
        }
        if (rowsInOrder(recording.before.at(name)) != rowsInOrder(recording.state.at(name)) ||
            recording.before.at(name).rows == recording.state.at(name).rows) {
            return name + " was not renumbered";
        }
        std::erase_if(expected, [&](const std::string &line) { return line.starts_with(name + " "); });
    }
    return differing(expected, found.lines);
}

} // namespace

class TestRowChanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_seed = testSeed("tst_row_changes", 20261121); }
    void everyCommitMatches_data();
    void everyCommitMatches();
    void valuesOfEveryKind();
    void textInUtf16();
    void renamedTableKeepsItsRows();
    void droppedAndMadeAnew();
    void columnsComeAndGo();
    void keysFollowTheirCollation();
    void onlyOverflowPagesChange_data();
    void onlyOverflowPagesChange();
    void vacuumIsNoChange();
    void filterAndCounts();
    void pointsThatCantBeTold();
    void cleanupTestCase();

private:
    static void pause(Recording &recording);
    void readAgain(const Recording &recording, core::Scn first,
                   const std::map<std::uint64_t, std::vector<std::string>> &told);

    std::uint64_t m_seed = 0;
    std::uint64_t m_commits = 0;
    std::uint64_t m_rows = 0;
    std::uint64_t m_renumbered = 0;
};

// The recorder misses commits.
void TestRowChanges::pause(Recording &recording)
{
    recording.stop();
    for (int lost = 0; lost < 4; ++lost) {
        recording.sql().transaction();
    }
    recording.writer().execute("PRAGMA wal_checkpoint(TRUNCATE)");
    recording.sql().tick();
    recording.start();
}

// One pass over all commits, and single ones, tell the same.
void TestRowChanges::readAgain(const Recording &recording, core::Scn first,
                               const std::map<std::uint64_t, std::vector<std::string>> &told)
{
    ChangeReader pass(recording.history());
    ChangeRecord all;
    pass.read({}, recording.scn, {}, all, {});
    QVERIFY(!all.commits.at(first.value).head.known);
    QCOMPARE(all.commits.size(), recording.scn.value - first.value + 1);
    for (const auto &[scn, lines] : told) {
        ++m_commits;
        QCOMPARE(all.commits.at(scn).lines, lines);
        if (scn % 7 == 0) {
            ChangeReader alone(recording.history());
            ChangeRecord one;
            alone.read(core::Scn{scn}, core::Scn{scn}, {}, one, {});
            QCOMPARE(one.commits.at(scn).lines, lines);
        }
    }
}

void TestRowChanges::everyCommitMatches_data()
{
    QTest::addColumn<int>("pageSize");
    QTest::addColumn<int>("autoVacuum");
    for (int pageSize = 512; pageSize <= 65536; pageSize *= 2) {
        for (int autoVacuum = 0; autoVacuum < 3; ++autoVacuum) {
            QTest::addRow("page size %d, auto_vacuum %d", pageSize, autoVacuum) << pageSize << autoVacuum;
        }
    }
}

void TestRowChanges::everyCommitMatches()
{
    QFETCH(int, pageSize);
    QFETCH(int, autoVacuum);
    const auto number =
        static_cast<std::uint64_t>(std::countr_zero(static_cast<unsigned>(pageSize / 512)) * 3 + autoVacuum);
    Recording recording({pageSize, autoVacuum, number % 2 == 0, number % 4 == 1 ? 8 : 2000}, m_seed + number);
    for (int i = 0; i < 12; ++i) {
        recording.sql().transaction();
    }
    recording.start();
    const auto history = recording.history();
    ChangeReader reader(history);
    TruthState replayed = recording.state;
    std::map<std::uint64_t, std::vector<std::string>> told;
    const core::Scn first = recording.scn;
    const std::uint64_t commits = commitsPerCase();
    for (std::uint64_t i = 0; i < commits; ++i) {
        const bool gap = i == commits / 2; // several commits, told as the sum of their changes
        if (gap) {
            pause(recording);
        } else {
            recording.sql().transaction();
            if (!recording.take()) {
                continue;
            }
        }
        history->refresh();
        ChangeRecord record;
        reader.read(recording.scn, recording.scn, {}, record, {});
        const ChangeRecord::Commit &found = record.commits.at(recording.scn.value);
        QVERIFY(found.head.known);
        QCOMPARE(found.head.commit.gap, gap);
        const std::string where = fmt::format("SCN {}: ", recording.scn.value);
        const std::string problem = problemOf(recording, found);
        QVERIFY2(problem.empty(), (where + problem).c_str());
        replay(replayed, found, recording.state);
        const std::string table = differingRows(recording.state, replayed);
        QVERIFY2(table.empty(), (where + "replayed " + table).c_str());
        told[recording.scn.value] = found.lines;
        m_rows += found.lines.size();
        for (const flashback::TableChanges &changes : found.tables) {
            m_renumbered += changes.rowidsRenumbered ? 1 : 0;
        }
    }
    recording.stop();
    STEP(readAgain(recording, first, told));
}

#define MATCHES(recording)                                                                                   \
    do {                                                                                                     \
        const std::string problem_ = problemOf(recording, (recording).changes());                            \
        QVERIFY2(problem_.empty(), problem_.c_str());                                                        \
    } while (false)

void TestRowChanges::valuesOfEveryKind()
{
    Recording recording;
    recording.writer().execute(
        "CREATE TABLE v(a, r REAL, t TEXT, id INTEGER PRIMARY KEY, s INT GENERATED ALWAYS AS (a + 1) STORED, "
        "                g AS (t || '!'), d DEFAULT 'late')");
    recording.start();
    recording.commit(
        "INSERT INTO v(id, a, r, t) VALUES (-9223372036854775807 - 1, NULL, 3, ''), (-1, 0, 1e300, 'ä'), "
        "(0, 1, -0.5, NULL), (1, -128, 2, 'x'), (2, 32767, NULL, 'y'), (3, -8388608, 0, x'00'), "
        "(4, 2147483647, 7, 'z'), (5, 140737488355327, 9, 't'), (6, 9223372036854775807, 1.5, x''), "
        "(7, 'text', 'word', 5), (8, x'0102', 1, zeroblob(9000)), (9, 9e999, -9e999, 'inf')");
    // The generated column that isn't stored is in no record: plain SQLite's rows are compared without it.
    std::vector<std::string> expected;
    PlainDatabase &db = recording.writer();
    for (const flashback::RowChange &change : recording.changes().rows) {
        QCOMPARE(change.newRow.size(), std::size_t{6});
        std::string row;
        for (const char *column : {"a", "r", "t", "id", "s", "d"}) {
            row += db.text(fmt::format("SELECT quote({}) FROM v WHERE id = {}", column, change.rowid)) + "|";
        }
        std::string told;
        for (const sqlite::Value &value : change.newRow) {
            told += db.text("SELECT quote(" + sqlite::quoteLiteral(value) + ")") + "|";
        }
        QCOMPARE(told, row);
        expected.push_back(row);
    }
    QCOMPARE(expected.size(), std::size_t{12});
}

void TestRowChanges::textInUtf16()
{
    for (const char *encoding : {"UTF-16le", "UTF-16be"}) {
        Recording recording(fmt::format("PRAGMA encoding = '{}'", encoding));
        recording.writer().execute("CREATE TABLE u(k TEXT PRIMARY KEY, v TEXT) WITHOUT ROWID");
        QCOMPARE(recording.writer().text("PRAGMA encoding"), std::string(encoding));
        recording.start();
        recording.commit("INSERT INTO u VALUES ('ключ', 'a🌊b'), ('', '€'), ('k', NULL)");
        MATCHES(recording);
        QCOMPARE(recording.changes().lines.size(), std::size_t{3});
        recording.commit("UPDATE u SET v = v || '🌊' WHERE k = 'ключ'");
        MATCHES(recording);
    }
}

void TestRowChanges::renamedTableKeepsItsRows()
{
    Recording recording;
    recording.writer().execute(
        "CREATE TABLE old(id INTEGER PRIMARY KEY, v UNIQUE); CREATE TRIGGER g AFTER INSERT ON "
        "old BEGIN SELECT 1; END; INSERT INTO old VALUES (1, 'a'), (2, 'b')");
    recording.start();
    recording.commit("BEGIN; ALTER TABLE old RENAME TO new; UPDATE new SET v = 'c' WHERE id = 2; COMMIT");
    const ChangeRecord::Commit found = recording.changes();
    QCOMPARE(found.rows.size(), std::size_t{1});
    QCOMPARE(found.rows[0].before->name, std::string("old"));
    QCOMPARE(found.rows[0].after->name, std::string("new"));
    QCOMPARE(found.head.schema.size(), std::size_t{3}); // the table, its constraint's index, the trigger
    for (const flashback::SchemaChange &change : found.head.schema) {
        QVERIFY(change.before && change.after);
    }
    ChangeOptions byOldName;
    byOldName.table = "OLD";
    QCOMPARE(recording.changes(byOldName).rows.size(), std::size_t{1});
    // Another table in its place is another table, though it looks the same.
    recording.commit("BEGIN; DROP TABLE new; CREATE TABLE other(id INTEGER PRIMARY KEY, v UNIQUE); COMMIT");
    MATCHES(recording);
    QCOMPARE(recording.changes().lines.size(), std::size_t{2});
}

void TestRowChanges::droppedAndMadeAnew()
{
    Recording recording;
    recording.writer().execute(
        "CREATE TABLE t(id INTEGER PRIMARY KEY, v); CREATE INDEX t_v ON t(v); "
        "WITH RECURSIVE s(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM s WHERE i < 3000) "
        "INSERT INTO t SELECT i, 'row ' || i FROM s; CREATE TABLE keep(x); "
        "CREATE TABLE a(id INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO a VALUES (7)");
    recording.start();
    recording.commit("BEGIN; DROP TABLE t; CREATE TABLE t(id INTEGER PRIMARY KEY, v); INSERT INTO t VALUES "
                     "(5, 'row 5'), (6, 'six'), (9000, 'new'); COMMIT");
    MATCHES(recording);
    QCOMPARE(recording.changes().lines.size(), std::size_t{3000});
    recording.commit("DROP TABLE t");
    MATCHES(recording);
    const ChangeRecord::Commit found = recording.changes();
    QCOMPARE(found.tables.size(), std::size_t{1});
    QVERIFY(found.tables[0].before && !found.tables[0].after);
    QCOMPARE(found.head.schema.size(), std::size_t{1});
    QVERIFY(found.head.schema[0].before && !found.head.schema[0].after);
    // Another kind of table under the same name: no row of the one is a row of the other.
    recording.commit(
        "BEGIN; CREATE TABLE t(id INTEGER PRIMARY KEY, v); INSERT INTO t VALUES (1, 2), (3, 4); COMMIT");
    recording.commit("BEGIN; DROP TABLE t; CREATE TABLE t(id INTEGER PRIMARY KEY, v) WITHOUT ROWID; "
                     "INSERT INTO t VALUES (1, 2); COMMIT");
    MATCHES(recording);
    QCOMPARE(recording.changes().lines.size(), std::size_t{3});
}

void TestRowChanges::columnsComeAndGo()
{
    Recording recording;
    recording.writer().execute(
        "CREATE TABLE t(id INTEGER PRIMARY KEY, a, b); INSERT INTO t VALUES (1, 'x', 'y'), "
        "(2, 'x', 'y'), (3, 'x', 'y')");
    recording.start();
    recording.commit(
        "BEGIN; ALTER TABLE t ADD COLUMN c INT DEFAULT '5'; ALTER TABLE t ADD COLUMN e REAL DEFAULT -2; "
        "UPDATE t SET a = 'z' WHERE id = 2; COMMIT");
    const ChangeRecord::Commit found = recording.changes();
    QCOMPARE(found.lines,
             (std::vector<std::string>{
                 "t U 09223372036854775810: i2 | t1:x | t1:y -> i2 | t1:z | t1:y | i5 | r-0x1p+1"}));
    // Rows that are written anew hold the default that they had without being written.
    recording.commit("UPDATE t SET c = 5 WHERE id = 1");
    QCOMPARE(recording.changes().lines, std::vector<std::string>{});
    recording.commit("UPDATE t SET c = 6 WHERE id = 1");
    MATCHES(recording);
    recording.commit("ALTER TABLE t DROP COLUMN a");
    QCOMPARE(recording.changes().lines, std::vector<std::string>{});
    QCOMPARE(recording.changes().head.schema.size(), std::size_t{1});
    recording.commit(
        "BEGIN; ALTER TABLE t RENAME COLUMN b TO bb; UPDATE t SET bb = 'w' WHERE id = 3; COMMIT");
    QCOMPARE(recording.changes().lines,
             (std::vector<std::string>{
                 "t U 09223372036854775811: i3 | t1:y | i5 | r-0x1p+1 -> i3 | t1:w | i5 | r-0x1p+1"}));
}

void TestRowChanges::keysFollowTheirCollation()
{
    Recording recording;
    recording.writer().execute(
        "CREATE TABLE w(v, b TEXT, a TEXT COLLATE NOCASE, n REAL, PRIMARY KEY(a, b COLLATE RTRIM, n)) "
        "WITHOUT ROWID; INSERT INTO w VALUES (1, 'x', 'Key', 4), (2, 'y', 'Key', 4.5)");
    recording.start();
    recording.commit("UPDATE w SET a = 'KEY', b = 'x  ' WHERE v = 1");
    const ChangeRecord::Commit found = recording.changes();
    QCOMPARE(found.rows.size(), std::size_t{1});
    QVERIFY(found.rows[0].operation == flashback::RowOperation::Update);
    QCOMPARE(encoded(found.rows[0].key.at(0)), std::string("t3:KEY")); // the key's own order
    QCOMPARE(encoded(found.rows[0].key.at(2)), std::string("r0x1p+2"));
    recording.commit("DELETE FROM w WHERE n > 4.2");
    MATCHES(recording);
}

void TestRowChanges::onlyOverflowPagesChange_data()
{
    QTest::addColumn<int>("autoVacuum");
    QTest::newRow("no map of parents") << 0;
    QTest::newRow("auto_vacuum") << 1;
}

void TestRowChanges::onlyOverflowPagesChange()
{
    QFETCH(int, autoVacuum);
    Recording recording(fmt::format("PRAGMA auto_vacuum = {}", autoVacuum));
    PlainDatabase &db = recording.writer();
    db.execute(
        "CREATE TABLE b(id INTEGER PRIMARY KEY, v BLOB); CREATE INDEX b_long ON b(v); CREATE TABLE free(x); "
        "INSERT INTO free VALUES (zeroblob(200000)); INSERT INTO b VALUES (1, zeroblob(50000)), "
        "(2, zeroblob(60000)), (3, 'short'); DROP TABLE free; DROP INDEX b_long");
    recording.start();
    for (int i = 0; i < 3; ++i) {
        sqlite3_blob *blob = nullptr;
        QCOMPARE(sqlite3_blob_open(db.handle(), "main", "b", "v", 2, 1, &blob), SQLITE_OK);
        QCOMPARE(sqlite3_blob_write(blob, "wave", 4, 30000 + 7000 * i), SQLITE_OK);
        QCOMPARE(sqlite3_blob_close(blob), SQLITE_OK);
        QVERIFY(recording.take());
        QCOMPARE(recording.truth.size(), std::size_t{1});
        MATCHES(recording);
    }
    // A pass over the commits, which knows the chains by then.
    ChangeReader pass(recording.history());
    ChangeRecord all;
    pass.read({}, recording.scn, {}, all, {});
    QCOMPARE(all.commits.at(recording.scn.value).lines, recording.truth);
}

void TestRowChanges::vacuumIsNoChange()
{
    Recording recording;
    recording.writer().execute("CREATE TABLE p(x); CREATE TABLE q(x); CREATE INDEX q_x ON q(x); CREATE TABLE "
                               "k(id INTEGER PRIMARY KEY, x); "
                               "CREATE TABLE w(k PRIMARY KEY, x) WITHOUT ROWID;"
                               "WITH RECURSIVE s(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM s WHERE i < "
                               "2000) INSERT INTO p SELECT 'p' || i "
                               "FROM s; INSERT INTO q SELECT x FROM p; INSERT INTO k SELECT rowid, x FROM p; "
                               "INSERT INTO w SELECT rowid, x "
                               "FROM p; DELETE FROM p WHERE rowid % 3 = 0; DELETE FROM q WHERE rowid % 3 = "
                               "0; DELETE FROM k WHERE id % 3 = 0; "
                               "DELETE FROM w WHERE k % 3 = 0");
    recording.start();
    recording.commit("VACUUM");
    const ChangeRecord::Commit found = recording.changes();
    QVERIFY(!recording.truth.empty()); // the rowids of p
    QCOMPARE(found.lines, std::vector<std::string>{});
    QCOMPARE(found.tables.size(), std::size_t{1});
    QCOMPARE(found.tables[0].table().name, std::string("p"));
    QVERIFY(found.tables[0].rowidsRenumbered);
    QVERIFY(found.tables[0].table().unstableRowids());
    // What looks alike but is no VACUUM is told.
    recording.commit("UPDATE p SET rowid = rowid + 5000");
    MATCHES(recording);
    QVERIFY(!recording.changes().lines.empty());
}

void TestRowChanges::filterAndCounts()
{
    Recording recording;
    recording.writer().execute(
        "CREATE TABLE a(x INTEGER PRIMARY KEY); CREATE TABLE b(y); INSERT INTO a VALUES (1), (2)");
    recording.start();
    recording.commit(
        "BEGIN; INSERT INTO a VALUES (3); UPDATE a SET x = 10 WHERE x = 1; DELETE FROM a WHERE x = 2; "
        "INSERT INTO b VALUES (1); COMMIT");
    const ChangeRecord::Commit all = recording.changes();
    QCOMPARE(all.tables.size(), std::size_t{2});
    QCOMPARE(all.tables[0].inserts, std::uint64_t{2});
    QCOMPARE(all.tables[0].deletes, std::uint64_t{2});
    ChangeOptions only;
    only.table = "B";
    only.values = false;
    const ChangeRecord::Commit b = recording.changes(only);
    QCOMPARE(b.rows.size(), std::size_t{1});
    QCOMPARE(b.rows[0].rowid, std::int64_t{1});
    QVERIFY(b.rows[0].newRow.empty());
    QVERIFY(!all.rows.back().after->internal);
}

void TestRowChanges::pointsThatCantBeTold()
{
    Recording recording;
    recording.writer().execute("CREATE TABLE a(x)");
    recording.start();
    recording.commit("INSERT INTO a VALUES (1)");
    ChangeReader reader(recording.history());
    ChangeRecord record;
    const core::Scn future{recording.scn.value + 1};
    QCOMPARE(errorCodeOf([&] { reader.read(future, future, {}, record, {}); }), std::string("SCN_IN_FUTURE"));
    std::stop_source stop;
    stop.request_stop();
    core::JobContext job;
    job.stop = stop.get_token();
    QCOMPARE(errorCodeOf([&] { reader.read({}, recording.scn, {}, record, job); }), std::string("CANCELLED"));
    reader.read({}, recording.scn, {}, record, {}); // a reader goes on after that
    QCOMPARE(record.commits.at(recording.scn.value).lines, recording.truth);
}

void TestRowChanges::cleanupTestCase()
{
    std::printf("commits: %llu, row changes: %llu, tables renumbered by VACUUM: %llu\n",
                static_cast<unsigned long long>(m_commits), static_cast<unsigned long long>(m_rows),
                static_cast<unsigned long long>(m_renumbered));
}

QTEST_GUILESS_MAIN(TestRowChanges)
#include "tst_row_changes.moc"
