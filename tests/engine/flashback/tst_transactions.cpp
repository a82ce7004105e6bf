// Undo and redo of transactions: as scripts that plain SQLite runs, and as FLASHBACK TRANSACTION in its four
// modes.
#include "engine/flashback/compare.h"
#include "engine/flashback/script.h"
#include "engine/flashback/transaction.h"
#include "engine/session/executor.h"
#include "tests/engine/flashback/recording.h"
#include "tests/support/error_code.h"

#include <QtTest>
#include <bit>
#include <fmt/format.h>

using namespace strandline;
using namespace strandline::test;
using core::Scn;
using flashback::UndoMode;

namespace {

std::uint64_t casesOf()
{
    return longForm() ? 150 : underSanitizer ? 4 : 12;
}

std::string undoOf(const std::shared_ptr<timeline::History> &history, Scn xid)
{
    std::string out;
    flashback::undoScript(history, xid, [&](std::string_view line) { out += line; }, {});
    return out;
}

std::string redoOf(const std::shared_ptr<timeline::History> &history, Scn xid)
{
    std::string out;
    flashback::redoScript(history, xid, [&](std::string_view line) { out += line; }, {});
    return out;
}

std::string between(const std::shared_ptr<timeline::History> &history, Scn from, Scn to)
{
    std::string out;
    flashback::writeScript(history, from, to, {}, [&](std::string_view line) { out += line; }, {});
    return out;
}

// What the schema says, whatever the order of its entries.
std::string schemaOf(PlainDatabase &database)
{
    return database.text(
        "SELECT group_concat(type || name || tbl_name || coalesce(sql, ''), x'0A') FROM (SELECT * "
        "FROM sqlite_schema WHERE name <> 'sqlite_sequence' ORDER BY type, name)");
}

// Every table with its rows, and the schema. Statistics that ANALYZE made can't be unmade to nothing.
std::string differenceOf(PlainDatabase &a, const TruthState &expected, const std::string &schema)
{
    TruthState found = stateOf(a);
    if (expected.count("sqlite_sequence") == 0) {
        found.erase("sqlite_sequence");
    }
    const std::string table = differingRows(expected, found);
    return !table.empty() ? "table " + table : schemaOf(a) != schema ? "schema" : std::string();
}

} // namespace

class TestTransactions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_seed = testSeed("tst_transactions", 20261121); }
    void scriptsAreInverse_data();
    void scriptsAreInverse();
    void scriptOfHardValues();
    void scriptOfDefinitions();
    void compareCounts();
    void transactionQuery();
    void untouchedRows();
    void noCascadeRefuses();
    void cascadeTakesAll();
    void nonConflictOnly();
    void force();
    void foreignKeysDepend();
    void parentThatWent();
    void uniqueValueTaken();
    void triggersAndActionsDontFire();
    void obstacles();
    void uncapturedCommit();
    void undoOfTheUndo();
    void statements();
    void whatIsNoTransaction();

private:
    static flashback::UndoPlan run(Recording &recording, Scn xid, UndoMode mode)
    {
        sqlite::ConnectionOptions options;
        options.access = sqlite::Access::ReadWrite;
        sqlite::Connection connection(recording.location().database, options);
        flashback::UndoOptions undo;
        undo.mode = mode;
        auto plan = flashback::runUndoTransaction(connection, recording.history(), xid, undo, {});
        recording.take();
        return plan;
    }
    static flashback::UndoPlan plan(const Recording &recording, Scn xid, UndoMode mode = UndoMode::NoCascade)
    {
        flashback::UndoOptions undo;
        undo.mode = mode;
        return flashback::planUndoTransaction(recording.history(), xid, undo, {});
    }
    static std::string rows(Recording &recording, const std::string &sql)
    {
        return recording.writer().text("SELECT group_concat(x, ' ') FROM (" + sql + ")");
    }

    std::uint64_t m_seed = 0;
};

void TestTransactions::scriptsAreInverse_data()
{
    QTest::addColumn<int>("pageSize");
    QTest::addColumn<int>("autoVacuum");
    QTest::newRow("512") << 512 << 0;
    QTest::newRow("1024, auto_vacuum") << 1024 << 1;
    QTest::newRow("4096") << 4096 << 0;
    QTest::newRow("4096, incremental") << 4096 << 2;
    QTest::newRow("16384") << 16384 << 0;
    QTest::newRow("65536") << 65536 << 0;
    QTest::newRow("8192") << 8192 << 1;
}

// Undo of the last commit on a copy gives the state before it, redo of that the state after; and the script
// from some commit to another gives that one.
void TestTransactions::scriptsAreInverse()
{
    QFETCH(int, pageSize);
    QFETCH(int, autoVacuum);
    const auto number = static_cast<std::uint64_t>(std::countr_zero(static_cast<unsigned>(pageSize))) * 3 +
                        static_cast<std::uint64_t>(autoVacuum);
    Recording recording({pageSize, autoVacuum, false, 2000}, m_seed + number);
    for (int i = 0; i < 12; ++i) {
        recording.sql().transaction();
    }
    recording.start();
    std::map<std::uint64_t, std::pair<TruthState, std::string>> states;
    states[recording.scn.value] = {recording.state, schemaOf(recording.writer())};
    for (std::uint64_t done = 0; done < casesOf();) {
        recording.sql().transaction();
        const std::string schemaBefore = states[recording.scn.value].second;
        if (!recording.take()) {
            continue;
        }
        states[recording.scn.value] = {recording.state, schemaOf(recording.writer())};
        while (states.size() > 8) {
            states.erase(states.begin());
        }
        const auto history = recording.history();
        const ChangeRecord::Commit told = recording.changes();
        if (std::any_of(told.tables.begin(), told.tables.end(),
                        [](const auto &t) { return t.rowidsRenumbered; })) {
            const auto kept = states[recording.scn.value];
            states.clear(); // VACUUM: other rowids, which are no change
            states[recording.scn.value] = kept;
            continue;
        }
        ++done;
        TempFolder folder{TempFolder::Place::Memory};
        const std::string copy = folder.file("copy.db");
        history->clone(recording.scn, copy, false, {});
        PlainDatabase database(copy);
        const std::string undo = undoOf(history, recording.scn);
        const int rc = database.tryExecute(undo);
        QVERIFY2(rc == 0,
                 fmt::format("undo of {}: {}\n{}", recording.scn.value, rc, undo.substr(0, 3000)).c_str());
        const std::string before = differenceOf(database, recording.before, schemaBefore);
        QVERIFY2(
            before.empty(),
            fmt::format("undo of {}: {}\n{}", recording.scn.value, before, undo.substr(0, 3000)).c_str());
        const std::string redo = redoOf(history, recording.scn);
        const int again = database.tryExecute(redo);
        QVERIFY2(again == 0,
                 fmt::format("redo of {}: {}\n{}", recording.scn.value, again, redo.substr(0, 3000)).c_str());
        const std::string after = differenceOf(database, recording.state, states[recording.scn.value].second);
        QVERIFY2(after.empty(),
                 fmt::format("redo of {}: {}\n{}", recording.scn.value, after, redo.substr(0, 3000)).c_str());
        if (done % 4 == 0) {
            const auto &[first, state] = *states.begin();
            const std::string far = between(history, recording.scn, Scn{first});
            QVERIFY2(database.tryExecute(far) == 0, far.substr(0, 3000).c_str());
            const std::string problem = differenceOf(database, state.first, state.second);
            QVERIFY2(problem.empty(),
                     fmt::format("{} to {}: {}", recording.scn.value, first, problem).c_str());
        }
    }
}

void TestTransactions::scriptOfHardValues()
{
    for (const char *encoding : {"UTF-8", "UTF-16le"}) {
        Recording recording(fmt::format("PRAGMA encoding = '{}'", encoding));
        recording.writer().execute(
            "CREATE TABLE v(id INTEGER PRIMARY KEY, a, r REAL, t TEXT, s AS (a || 'x') STORED); "
            "CREATE TABLE w(k TEXT COLLATE NOCASE PRIMARY KEY, b BLOB UNIQUE) WITHOUT ROWID; CREATE TABLE "
            "p(x UNIQUE); "
            "INSERT INTO w VALUES ('Key', x'00'), ('other', x'01'); INSERT INTO p VALUES (1), (2)");
        recording.start();
        const std::string schema = schemaOf(recording.writer());
        recording.commit(
            "BEGIN; INSERT INTO v(id, a, r, t) VALUES (1, 9e999, -9e999, 'it''s' || char(10) || 'x'), "
            "(-9223372036854775807 - 1, 0.1, 5e-324, 'a' || char(0) || 'b'), (3, x'', "
            "1.7976931348623157e308, "
            "char(0)), (4, '', NULL, 'ä🌊'), (9223372036854775807, -0.0, 123456789.123456789, 'end'); "
            "UPDATE w SET k = 'KEY' WHERE k = 'key'; UPDATE w SET b = x'0101' WHERE b = x'00'; UPDATE w SET "
            "b "
            "= x'00' WHERE b = x'01'; UPDATE w SET b = x'01' WHERE b = x'0101'; DELETE FROM p; "
            "INSERT INTO p(rowid, x) VALUES (1, 2), (2, 1); COMMIT");
        const auto history = recording.history();
        TempFolder folder{TempFolder::Place::Memory};
        history->clone(recording.scn, folder.file("copy.db"), false, {});
        PlainDatabase database(folder.file("copy.db"));
        database.execute(undoOf(history, recording.scn));
        QCOMPARE(differenceOf(database, recording.before, schema), std::string());
        database.execute(redoOf(history, recording.scn));
        QCOMPARE(differenceOf(database, recording.state, schema), std::string());
        QCOMPARE(database.text("PRAGMA integrity_check"), std::string("ok"));
    }
}

// What a commit did to the schema is undone too; triggers on the tables don't fire.
void TestTransactions::scriptOfDefinitions()
{
    Recording recording;
    recording.writer().execute(
        "CREATE TABLE a(id INTEGER PRIMARY KEY AUTOINCREMENT, v UNIQUE); INSERT INTO a(v) VALUES ('x'), "
        "('y'); "
        "DELETE FROM a WHERE v = 'y'; CREATE TABLE log(t); CREATE TRIGGER g AFTER DELETE ON a BEGIN INSERT "
        "INTO log "
        "VALUES (old.v); END; CREATE VIEW w AS SELECT * FROM a; CREATE TABLE child(x REFERENCES a(id) ON "
        "DELETE "
        "CASCADE); INSERT INTO child VALUES (1); CREATE TABLE two(b, c); INSERT INTO two VALUES (1, 2)");
    recording.start();
    const char *const commits[] = {
        "DROP TABLE two; DROP VIEW w; CREATE INDEX a_v ON a(v); INSERT INTO a(v) VALUES ('z')",
        "DROP TABLE a",
        "CREATE TABLE a(id INTEGER PRIMARY KEY AUTOINCREMENT, v UNIQUE); INSERT INTO a VALUES (5, 'back')",
        "ALTER TABLE a ADD COLUMN n DEFAULT 7; UPDATE a SET n = 8",
        "ALTER TABLE a RENAME TO renamed",
        "ALTER TABLE renamed DROP COLUMN n; ALTER TABLE renamed RENAME COLUMN v TO u",
        "CREATE VIRTUAL TABLE f USING fts5(x); INSERT INTO f VALUES ('some words')",
    };
    for (const char *commit : commits) {
        const std::string schema = schemaOf(recording.writer());
        recording.commit(fmt::format("BEGIN; {}; COMMIT", commit));
        const auto history = recording.history();
        TempFolder folder{TempFolder::Place::Memory};
        history->clone(recording.scn, folder.file("copy.db"), false, {});
        PlainDatabase database(folder.file("copy.db"));
        const std::string undo = undoOf(history, recording.scn);
        QVERIFY2(database.tryExecute(undo) == 0, undo.c_str());
        QVERIFY2(differenceOf(database, recording.before, schema).empty(),
                 (differenceOf(database, recording.before, schema) + "\n" + undo).c_str());
        const std::string redo = redoOf(history, recording.scn);
        QVERIFY2(database.tryExecute(redo) == 0, redo.c_str());
        QVERIFY2(differenceOf(database, recording.state, schemaOf(recording.writer())).empty(), redo.c_str());
    }
}

void TestTransactions::compareCounts()
{
    Recording recording;
    recording.writer().execute(
        "CREATE TABLE a(id INTEGER PRIMARY KEY, x, y); CREATE TABLE gone(z); INSERT INTO a VALUES "
        "(1, 1, 1), (2, 2, 2), (3, 3, 3), (4, 4, 4); INSERT INTO gone VALUES (1)");
    recording.start();
    const Scn first = recording.scn;
    recording.commit("UPDATE a SET x = 9 WHERE id IN (1, 2)");
    recording.commit("UPDATE a SET x = 2, y = 8 WHERE id = 2");
    recording.commit("DELETE FROM a WHERE id = 3");
    recording.commit("INSERT INTO a VALUES (5, 5, 5), (6, 6, 6)");
    recording.commit("DELETE FROM a WHERE id = 6"); // came and went
    recording.commit("DROP TABLE gone");
    recording.commit("ALTER TABLE a ADD COLUMN n INTEGER DEFAULT 3");
    const auto history = recording.history();
    const flashback::Comparison there = flashback::comparePoints(history, first, recording.scn, {}, {});
    QCOMPARE(there.tables.size(), std::size_t{2});
    const flashback::TableDifference &a = there.tables[0];
    QCOMPARE(a.table().name, std::string("a"));
    QCOMPARE(a.added, std::uint64_t{1});
    QCOMPARE(a.removed, std::uint64_t{1});
    QCOMPARE(a.changed, std::uint64_t{2});
    QCOMPARE(a.columns.size(), std::size_t{2});
    QCOMPARE(a.columns[0].rows, std::uint64_t{1});
    QCOMPARE(a.columns[1].rows, std::uint64_t{1});
    QCOMPARE(there.schema.size(), std::size_t{2});
    QCOMPARE(there.schema[0].columns.size(), std::size_t{1});
    QCOMPARE(there.schema[0].columns[0].after, std::string("INTEGER DEFAULT 3"));
    QVERIFY(there.schema[1].change.before && !there.schema[1].change.after);
    const flashback::Comparison back = flashback::comparePoints(history, recording.scn, first, "A", {});
    QCOMPARE(back.tables.size(), std::size_t{1});
    QCOMPARE(back.tables[0].added, std::uint64_t{1});
    QCOMPARE(back.schema.size(), std::size_t{1});
    QVERIFY(flashback::comparePoints(history, first, first, {}, {}).equal());
    QCOMPARE(errorCodeOf([&] { flashback::comparePoints(history, first, Scn{99}, {}, {}); }),
             std::string("SCN_IN_FUTURE"));
}

void TestTransactions::transactionQuery()
{
    Recording recording;
    recording.writer().execute(
        "CREATE TABLE a(id INTEGER PRIMARY KEY, x); CREATE TABLE w(k PRIMARY KEY) WITHOUT ROWID");
    recording.start();
    recording.commit("BEGIN; INSERT INTO a VALUES (1, 'it''s'); INSERT INTO w VALUES ('k'); COMMIT"); // 2
    recording.commit("UPDATE a SET x = NULL");                                                        // 3
    recording.commit("DELETE FROM a");                                                                // 4
    recording.commit("CREATE INDEX a_x ON a(x)");                                                     // 5
    const auto database = session::Database::open(recording.location().database);
    session::Lease lease = database->lease();
    const auto all = [&](const std::string &sql) {
        const session::ResultSet result = session::query(lease, sql, {}, {});
        std::string out;
        for (std::size_t i = 0; i < result.cells.size(); ++i) {
            const auto *text = std::get_if<std::string>(&result.cells[i]);
            out += i == 0 ? "" : i % result.width() == 0 ? "\n" : " | ";
            out += text != nullptr ? *text : sqlite::quoteLiteral(result.cells[i]);
        }
        return out;
    };
    QCOMPARE(all("SELECT xid, start_scn, commit_scn, logon_user, operation, table_name, row_id, undo_sql, "
                 "redo_sql FROM "
                 "flashback_transaction_query ORDER BY xid, table_name"),
             std::string(R"(1 | NULL | 1 | NULL | UNKNOWN | NULL | NULL | NULL | NULL
2 | 1 | 2 | NULL | INSERT | a | 1 | DELETE FROM "a" WHERE "id" = 1; | INSERT INTO "a" ("id", "x") VALUES (1, 'it''s');
2 | 1 | 2 | NULL | INSERT | w | 'k' | DELETE FROM "w" WHERE "k" = 'k'; | INSERT INTO "w" ("k") VALUES ('k');
3 | 2 | 3 | NULL | UPDATE | a | 1 | UPDATE "a" SET "x" = 'it''s' WHERE "id" = 1; | UPDATE "a" SET "x" = NULL WHERE "id" = 1;
4 | 3 | 4 | NULL | DELETE | a | 1 | INSERT INTO "a" ("id", "x") VALUES (1, NULL); | DELETE FROM "a" WHERE "id" = 1;
5 | 4 | 5 | NULL | DDL | a | NULL | DROP INDEX "a_x"; | CREATE INDEX a_x ON a(x);)"));
    QCOMPARE(all("SELECT count(*) FROM flashback_transaction_query WHERE xid = 2"), std::string("2"));
    QCOMPARE(all("SELECT count(*) FROM flashback_transaction_query WHERE commit_scn > 2 AND commit_scn <= 4"),
             std::string("2"));
    QCOMPARE(all("SELECT group_concat(xid) FROM flashback_transaction_query WHERE table_name = 'W'"),
             std::string("2"));
    QCOMPARE(
        all("SELECT count(*) FROM flashback_transaction_query WHERE xid IN (1, 3) OR operation = 'DELETE'"),
        std::string("3"));
    QCOMPARE(
        all("SELECT count(*) FROM flashback_transaction_query WHERE xid = '3' AND xid < 99 AND xid > -5"),
        std::string("1"));
}

#define SAME(expected)                                                                                       \
    do {                                                                                                     \
        const std::string table_ = differingRows(expected, recording.state);                                 \
        QVERIFY2(table_.empty(), table_.c_str());                                                            \
    } while (false)

// Nobody touched its rows: every mode takes all of it back, and nothing else.
void TestTransactions::untouchedRows()
{
    for (const UndoMode mode :
         {UndoMode::NoCascade, UndoMode::Cascade, UndoMode::NonConflictOnly, UndoMode::Force}) {
        Recording recording;
        recording.writer().execute(
            "CREATE TABLE t(id INTEGER PRIMARY KEY, v UNIQUE, g AS (v || '!') STORED); CREATE TABLE "
            "w(k TEXT PRIMARY KEY, v) WITHOUT ROWID; CREATE TABLE p(x); INSERT INTO t(id, v) VALUES "
            "(1, 'a'), (2, 'b'), (3, 'c'); INSERT INTO w VALUES ('k', 1), ('l', 2); INSERT INTO p "
            "VALUES (1), (2)");
        recording.start();
        const TruthState before = recording.state;
        recording.commit(
            "BEGIN; UPDATE t SET v = v || 'x'; UPDATE t SET v = 'b' WHERE id = 1; UPDATE t SET v = 'a' WHERE "
            "id = 2; DELETE FROM t WHERE id = 3; INSERT INTO t(id, v) VALUES (9, 'c'); UPDATE w SET v = 7; "
            "DELETE FROM p WHERE x = 1; COMMIT");
        const Scn xid = recording.scn;
        recording.commit("INSERT INTO t(id, v) VALUES (50, 'new')");
        const auto report = run(recording, xid, mode);
        QVERIFY(!report.refused);
        QCOMPARE(report.transactions.size(), std::size_t{1});
        QCOMPARE(report.rows(), std::uint64_t{7});
        recording.commit("DELETE FROM t WHERE id = 50");
        SAME(before);
        QCOMPARE(recording.writer().text("PRAGMA integrity_check"), std::string("ok"));
    }
}

namespace {

// SCN 2 changes rows 1 to 5 of t (old values a1, a2 …); 3 touches row 2, 4 row 3 and 7; 5 touches 7.
void touchedLater(Recording &recording)
{
    recording.writer().execute(
        "CREATE TABLE t(id INTEGER PRIMARY KEY, v, n); INSERT INTO t VALUES (1, 'a1', 0), (2, 'a2', "
        "0), (3, 'a3', 0), (4, 'a4', 0), (7, 'a7', 0)");
    recording.start();
    recording.commit(
        "BEGIN; UPDATE t SET v = 'x' WHERE id < 4; DELETE FROM t WHERE id = 4; INSERT INTO t VALUES (5, 'x', "
        "0); COMMIT");
    recording.commit("UPDATE t SET n = 1 WHERE id = 2");
    recording.commit("BEGIN; DELETE FROM t WHERE id = 3; UPDATE t SET n = 1 WHERE id = 7; COMMIT");
    recording.commit("UPDATE t SET n = 2 WHERE id = 7");
}

const char *const everything = "SELECT id || v || n AS x FROM t ORDER BY id";

} // namespace

void TestTransactions::noCascadeRefuses()
{
    Recording recording;
    touchedLater(recording);
    const auto dry = plan(recording, Scn{2});
    QVERIFY(dry.refused);
    QCOMPARE(dry.transactions.size(), std::size_t{4});
    QVERIFY(dry.transactions[1].direct && dry.transactions[2].direct && !dry.transactions[3].direct);
    QCOMPARE(dry.dependencies.size(), std::size_t{3});
    QCOMPARE(dry.dependencies[0].onRow, std::string("2"));
    QCOMPARE(dry.dependencies[1].onRow, std::string("3"));
    QCOMPARE(dry.dependencies[2].on.value, std::uint64_t{4}); // 5 depends on 4
    const TruthState before = recording.state;
    const std::string message = errorMessageOf([&] { run(recording, Scn{2}, UndoMode::NoCascade); });
    QVERIFY2(message.find("3, 4, 5") != std::string::npos, message.c_str());
    QVERIFY2(message.find("CASCADE") != std::string::npos, message.c_str());
    QCOMPARE(errorCodeOf([&] { run(recording, Scn{2}, UndoMode::NoCascade); }), std::string("CONSTRAINT"));
    SAME(before);
}

void TestTransactions::cascadeTakesAll()
{
    Recording recording;
    touchedLater(recording);
    const auto report = run(recording, Scn{2}, UndoMode::Cascade);
    QCOMPARE(report.transactions.size(), std::size_t{4});
    QCOMPARE(rows(recording, everything), std::string("1a10 2a20 3a30 4a40 7a70"));
}

void TestTransactions::nonConflictOnly()
{
    Recording recording;
    touchedLater(recording);
    const auto report = run(recording, Scn{2}, UndoMode::NonConflictOnly);
    QCOMPARE(report.tables.at(0).skipped, std::uint64_t{2});
    QCOMPARE(rows(recording, everything), std::string("1a10 2x1 4a40 7a72"));
}

// Only the columns that the transaction set; a row that was deleted since stays so.
void TestTransactions::force()
{
    Recording recording;
    touchedLater(recording);
    recording.commit("INSERT INTO t VALUES (4, 'again', 9)");
    run(recording, Scn{2}, UndoMode::Force);
    QCOMPARE(rows(recording, everything), std::string("1a10 2a21 4a40 7a72"));
}

void TestTransactions::foreignKeysDepend()
{
    Recording recording;
    recording.writer().execute(
        "CREATE TABLE parent(id INTEGER PRIMARY KEY, code TEXT COLLATE NOCASE UNIQUE); CREATE TABLE "
        "child(id INTEGER PRIMARY KEY, p REFERENCES parent ON DELETE CASCADE, c REFERENCES "
        "parent(code)); CREATE TABLE grand(id INTEGER PRIMARY KEY, c REFERENCES child)");
    recording.start();
    recording.commit("INSERT INTO parent VALUES (1, 'A'), (2, 'B'), (3, 'C')"); // 2
    recording.commit("INSERT INTO child VALUES (10, 1, NULL)");                 // 3
    recording.commit("INSERT INTO child VALUES (20, NULL, 'b')");               // 4
    recording.commit("INSERT INTO grand VALUES (100, 10)");                     // 5
    recording.commit("INSERT INTO grand VALUES (200, NULL)");                   // 6: on its own
    const auto dry = plan(recording, Scn{2});
    QCOMPARE(dry.transactions.size(), std::size_t{4});
    QCOMPARE(dry.dependencies.size(), std::size_t{3});
    for (const flashback::Dependency &dependency : dry.dependencies) {
        QVERIFY(dependency.kind == flashback::DependencyKind::ChildRow);
    }
    QCOMPARE(dry.dependencies[1].onRow, std::string("2"));
    // Ignoring them breaks the foreign keys: refused whatever the mode.
    const TruthState before = recording.state;
    QCOMPARE(errorCodeOf([&] { run(recording, Scn{2}, UndoMode::Force); }), std::string("CONSTRAINT"));
    SAME(before);
    run(recording, Scn{2}, UndoMode::NonConflictOnly);
    QCOMPARE(rows(recording, "SELECT id AS x FROM parent"), std::string("1 2"));
    run(recording, Scn{2}, UndoMode::Cascade);
    QCOMPARE(rows(recording,
                  "SELECT id AS x FROM parent UNION ALL SELECT id FROM child UNION ALL SELECT id FROM grand"),
             std::string("200"));
}

void TestTransactions::parentThatWent()
{
    Recording recording;
    recording.writer().execute(
        "CREATE TABLE parent(id INTEGER PRIMARY KEY); CREATE TABLE child(id INTEGER PRIMARY KEY, p "
        "REFERENCES parent); INSERT INTO parent VALUES (1), (2); INSERT INTO child VALUES (10, 1), "
        "(20, 2)");
    recording.start();
    recording.commit("DELETE FROM child");               // 2
    recording.commit("DELETE FROM parent WHERE id = 1"); // 3
    const auto dry = plan(recording, Scn{2});
    QCOMPARE(dry.dependencies.size(), std::size_t{1});
    QVERIFY(dry.dependencies[0].kind == flashback::DependencyKind::ParentRow);
    QCOMPARE(dry.dependencies[0].onRow, std::string("10"));
    run(recording, Scn{2}, UndoMode::NonConflictOnly);
    QCOMPARE(rows(recording, "SELECT id AS x FROM child"), std::string("20"));
    run(recording, Scn{2}, UndoMode::Cascade);
    QCOMPARE(rows(recording, "SELECT id AS x FROM child UNION ALL SELECT id FROM parent ORDER BY 1"),
             std::string("1 2 10 20"));
}

void TestTransactions::uniqueValueTaken()
{
    Recording recording;
    recording.writer().execute(
        "CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT COLLATE NOCASE UNIQUE); INSERT INTO t "
        "VALUES (1, 'Ann'), (2, 'Bob')");
    recording.start();
    recording.commit("UPDATE t SET name = name || '2'"); // 2
    recording.commit("INSERT INTO t VALUES (3, 'ANN')"); // 3
    const auto dry = plan(recording, Scn{2});
    QCOMPARE(dry.dependencies.size(), std::size_t{1});
    QVERIFY(dry.dependencies[0].kind == flashback::DependencyKind::UniqueKey);
    QCOMPARE(errorCodeOf([&] { run(recording, Scn{2}, UndoMode::Force); }), std::string("CONSTRAINT"));
    run(recording, Scn{2}, UndoMode::NonConflictOnly);
    QCOMPARE(rows(recording, "SELECT name AS x FROM t ORDER BY id"), std::string("Ann2 Bob ANN"));
    run(recording, Scn{2}, UndoMode::Cascade);
    QCOMPARE(rows(recording, "SELECT name AS x FROM t ORDER BY id"), std::string("Ann Bob"));
}

void TestTransactions::triggersAndActionsDontFire()
{
    Recording recording;
    recording.writer().execute("CREATE TABLE parent(id INTEGER PRIMARY KEY, v); CREATE TABLE child(p "
                               "REFERENCES parent ON DELETE SET NULL ON UPDATE "
                               "CASCADE, x); CREATE TABLE log(t); CREATE TRIGGER d AFTER DELETE ON parent "
                               "BEGIN INSERT INTO log VALUES ('d'); END; "
                               "CREATE TRIGGER i BEFORE INSERT ON parent BEGIN INSERT INTO log VALUES ('i'); "
                               "END; INSERT INTO parent VALUES (1, "
                               "'a'); INSERT INTO child VALUES (1, 'c'); DELETE FROM log");
    recording.start();
    const TruthState before = recording.state;
    recording.commit("UPDATE parent SET v = 'b'");
    run(recording, recording.scn, UndoMode::NoCascade);
    SAME(before);
    QCOMPARE(recording.writer().integer("SELECT count(*) FROM log"), std::int64_t{0});
}

void TestTransactions::obstacles()
{
    Recording recording;
    recording.writer().execute(
        "CREATE TABLE a(id INTEGER PRIMARY KEY, x, y); CREATE TABLE b(id INTEGER PRIMARY KEY, z); "
        "CREATE TABLE loose(v); INSERT INTO a VALUES (1, 1, 1); INSERT INTO b VALUES (1, 1); INSERT "
        "INTO loose VALUES (1), (2), (3)");
    recording.start();
    recording.commit("BEGIN; UPDATE a SET x = 2; UPDATE b SET z = 2; COMMIT"); // 2
    recording.commit("ALTER TABLE a DROP COLUMN y");                           // 3
    const auto dry = plan(recording, Scn{2});
    QVERIFY(dry.refused);
    QCOMPARE(dry.obstacles.size(), std::size_t{1});
    QVERIFY2(dry.obstacles[0].reason.find("gone or renamed now: y") != std::string::npos,
             dry.obstacles[0].reason.c_str());
    QCOMPARE(errorCodeOf([&] { run(recording, Scn{2}, UndoMode::Cascade); }), std::string("CONSTRAINT"));
    run(recording, Scn{2}, UndoMode::NonConflictOnly); // 4
    QCOMPARE(rows(recording, "SELECT z AS x FROM b UNION ALL SELECT x FROM a"), std::string("1 2"));
    recording.commit("DELETE FROM b"); // 5
    recording.commit("DROP TABLE b");  // 6
    const auto dropped = plan(recording, Scn{5});
    QCOMPARE(dropped.obstacles.size(), std::size_t{1});
    QVERIFY(dropped.obstacles[0].reason.find("not there any more") != std::string::npos);
    QVERIFY(plan(recording, Scn{6}).obstacles.at(0).reason.find("itself") != std::string::npos);
    recording.commit("DELETE FROM loose WHERE v = 1"); // 7
    recording.commit("VACUUM");                        // 8
    QVERIFY(plan(recording, Scn{7}).obstacles.at(0).reason.find("VACUUM (SCN 8)") != std::string::npos);
    // A column that came since keeps its values, or gets its default.
    recording.commit("BEGIN; UPDATE a SET x = 3; INSERT INTO a VALUES (2, 2); COMMIT"); // 9
    recording.commit("DELETE FROM a WHERE id = 2");                                     // 10
    recording.commit("ALTER TABLE a ADD COLUMN n DEFAULT 'new'");
    run(recording, Scn{10}, UndoMode::NoCascade);
    QCOMPARE(rows(recording, "SELECT id || x || n AS x FROM a"), std::string("13new 22new"));
}

// A row that somebody changed and the history hasn't seen is not overwritten.
void TestTransactions::uncapturedCommit()
{
    Recording recording;
    recording.writer().execute(
        "CREATE TABLE t(id INTEGER PRIMARY KEY, v); INSERT INTO t VALUES (1, 'a'), (2, 'b')");
    recording.start();
    recording.commit("UPDATE t SET v = 'x'");
    const Scn xid = recording.scn;
    recording.writer().execute("UPDATE t SET v = 'unseen' WHERE id = 2");
    sqlite::ConnectionOptions options;
    options.access = sqlite::Access::ReadWrite;
    sqlite::Connection connection(recording.location().database, options);
    const auto history = recording.history();
    const std::string message =
        errorMessageOf([&] { flashback::runUndoTransaction(connection, history, xid, {}, {}); });
    QVERIFY2(message.find("row 2 of t") != std::string::npos, message.c_str());
    QCOMPARE(recording.writer().text("SELECT group_concat(v) FROM t"), std::string("x,unseen"));
}

void TestTransactions::undoOfTheUndo()
{
    Recording recording;
    recording.writer().execute(
        "CREATE TABLE t(id INTEGER PRIMARY KEY, v); INSERT INTO t VALUES (1, 'a'), (2, 'b')");
    recording.start();
    recording.commit("BEGIN; UPDATE t SET v = 'x' WHERE id = 1; DELETE FROM t WHERE id = 2; INSERT INTO t "
                     "VALUES (3, 'c'); "
                     "COMMIT");
    const TruthState wrong = recording.state;
    const Scn xid = recording.scn;
    run(recording, xid, UndoMode::NoCascade);
    QVERIFY(recording.scn > xid);
    run(recording, recording.scn, UndoMode::NoCascade);
    SAME(wrong);
    // The first one was touched since, by the undo and the undo of that.
    QCOMPARE(plan(recording, xid).transactions.size(), std::size_t{3});
}

void TestTransactions::statements()
{
    Recording recording;
    touchedLater(recording);
    const auto database = session::Database::open(recording.location().database);
    const auto result = [&](const std::string &sql) {
        session::Lease lease = database->lease(session::LeaseKind::Write);
        return session::query(lease, sql, {}, {});
    };
    const session::ResultSet dry = result("EXPLAIN FLASHBACK TRANSACTION 2");
    QCOMPARE(dry.columns->at(0).name, std::string("change"));
    std::map<std::string, int> kinds;
    for (std::size_t row = 0; row < dry.rowCount(); ++row) {
        ++kinds[std::get<std::string>(dry.at(row, 0))];
    }
    QCOMPARE(kinds["conflict"], 3);
    QCOMPARE(kinds["dependent"], 3);
    QCOMPARE(kinds["refused"], 1);
    QCOMPARE(errorCodeOf([&] { result("FLASHBACK TRANSACTION 2"); }), std::string("CONSTRAINT"));
    result("FLASHBACK TRANSACTION 2 NONCONFLICT_ONLY");
    recording.take();
    QCOMPARE(rows(recording, everything), std::string("1a10 2x1 4a40 7a72"));
    QCOMPARE(errorCodeOf([&] { result("FLASHBACK TRANSACTION 77"); }), std::string("SCN_IN_FUTURE"));
}

void TestTransactions::whatIsNoTransaction()
{
    Recording recording;
    recording.writer().execute("CREATE TABLE t(v)");
    recording.start();
    recording.commit("INSERT INTO t VALUES (1)");
    QCOMPARE(errorCodeOf([&] { plan(recording, Scn{1}); }), std::string("UNSUPPORTED"));
    QCOMPARE(errorCodeOf([&] { undoOf(recording.history(), Scn{1}); }), std::string("UNSUPPORTED"));
    QCOMPARE(errorCodeOf([&] { plan(recording, Scn{9}); }), std::string("SCN_IN_FUTURE"));
}

QTEST_GUILESS_MAIN(TestTransactions)
#include "tst_transactions.moc"
