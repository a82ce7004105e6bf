// FLASHBACK TABLE against plain SQLite: afterwards a table is what it was, its neighbours are what they are,
// and going back again is the identity.
#include "engine/session/flashback_table_statement.h"
#include "tests/engine/flashback/flashback_shop.h"
#include "tests/support/child_process.h"
#include "tests/support/error_code.h"
#include "tests/support/random.h"

#include <QElapsedTimer>
#include <QTest>
#include <csignal>
#include <fmt/format.h>
#include <thread>

using namespace strandline;
using core::Scn;
using flashback::FlashbackTableOptions;
using flashback::TablePlan;
using test::errorCodeOf;
using test::errorMessageOf;
using test::PlainDatabase;
using test::Random;
using test::Shop;

namespace {

constexpr const char *orders =
    "CREATE TABLE customers(id INTEGER PRIMARY KEY, name TEXT);"
    "CREATE TABLE orders(id INTEGER PRIMARY KEY, customer INTEGER REFERENCES customers "
    "ON DELETE CASCADE, total REAL);"
    "CREATE TABLE lines(order_id INTEGER REFERENCES orders ON DELETE CASCADE, n, "
    "what, PRIMARY KEY(order_id, n)) WITHOUT ROWID;"
    "INSERT INTO customers VALUES (1, 'Ada'), (2, 'Grace');"
    "INSERT INTO orders VALUES (10, 1, 5.0), (11, 2, 7.5);"
    "INSERT INTO lines VALUES (10, 1, 'tea'), (10, 2, 'cups'), (11, 1, 'milk')";

// Everything that a flashback must keep right at once: rowids, keys with a collation, generated columns,
// values that change places, types in columns without one.
constexpr const char *mixed =
    "CREATE TABLE plain(a, b TEXT COLLATE NOCASE, c REAL, u INTEGER UNIQUE);"
    "CREATE TABLE keyed(id INTEGER PRIMARY KEY, a UNIQUE, b, twice GENERATED ALWAYS AS (b || b) VIRTUAL, "
    "stored GENERATED ALWAYS AS (b || '!') STORED, CHECK (a IS NOT 'bad'));"
    "CREATE INDEX keyed_b ON keyed(b) WHERE b IS NOT NULL; CREATE INDEX keyed_t ON keyed(twice);"
    "CREATE TABLE noid(k TEXT COLLATE NOCASE, m INTEGER, v, u UNIQUE, PRIMARY KEY(k, m DESC)) WITHOUT ROWID;"
    "CREATE TABLE big(id INTEGER PRIMARY KEY, blob BLOB);"
    "CREATE TABLE other(x)";

constexpr const char *mixedTables[] = {"plain", "keyed", "noid", "big"};

std::string contentOf(Shop &shop, const std::string &table, std::optional<Scn> scn)
{
    const bool rowid = table != "noid";
    const std::string point = scn ? fmt::format(" AS OF SCN {}", scn->value) : std::string();
    return shop.run(fmt::format("SELECT {}* FROM {}{} ORDER BY {}", rowid ? "rowid, " : "", table, point,
                                rowid ? "1" : "k, m"));
}

std::string randomValue(Random &random)
{
    switch (random.below(7)) {
    case 0:
        return "NULL";
    case 1:
        return std::to_string(random.below(5));
    case 2:
        return fmt::format("{}.0", random.below(5));
    case 3:
        return fmt::format("x'{:02x}'", random.below(3));
    default:
        return fmt::format("'{}'", std::string(random.below(3) + 1, random.oneIn(2) ? 'a' : 'A'));
    }
}

std::string randomChange(Random &random)
{
    const std::uint64_t n = random.below(12) + 1;
    const std::string v = randomValue(random);
    const std::string w = randomValue(random);
    switch (random.below(12)) {
    case 0:
        return fmt::format("INSERT OR REPLACE INTO plain(rowid, a, b, c, u) VALUES ({}, {}, {}, {}, {})", n,
                           v, w, random.below(9), random.below(9));
    case 1:
        return fmt::format("DELETE FROM plain WHERE rowid % 3 = {}", n % 3);
    case 2:
        return fmt::format("UPDATE OR REPLACE plain SET a = {}, u = u + 1, rowid = rowid + {}", v, n % 2);
    case 3:
        return fmt::format("INSERT OR REPLACE INTO keyed(id, a, b) VALUES ({}, {}, {})", n, v, w);
    case 4:
        return "UPDATE keyed SET a = NULL; UPDATE keyed SET a = 13 - id"; // places change
    case 5:
        return fmt::format("DELETE FROM keyed WHERE id > {}", n);
    case 6:
        return fmt::format("INSERT OR REPLACE INTO noid VALUES ('{}', {}, {}, {})", n % 2 == 0 ? "k" : "K",
                           n % 4, v, w);
    case 7:
        return fmt::format("UPDATE OR REPLACE noid SET k = upper(k), v = {} WHERE m = {}", w, n % 4);
    case 8:
        return fmt::format("DELETE FROM noid WHERE m = {}", n % 4);
    case 9:
        return fmt::format("INSERT OR REPLACE INTO big VALUES ({}, zeroblob({}))", n, random.below(9000));
    case 10:
        return fmt::format("UPDATE big SET blob = randomblob(length(blob)) WHERE id = {}", n);
    default:
        return fmt::format("INSERT INTO other VALUES ({}); DELETE FROM big WHERE id = {}", v, n);
    }
}

} // namespace

class TestFlashbackTable : public QObject
{
    Q_OBJECT

    void checkLaw(Shop &shop, Random &random, Scn first, Scn last);

private Q_SLOTS:
    void inverseLaws();
    void rowsComeBack();
    void dryRunWritesNothing();
    void historyAndComparisonAgree_data();
    void historyAndComparisonAgree();
    void selectedRows();
    void differencesAreTold();
    void everythingCommittedIsSeen();
    void withoutRecorder();
    void renumberedRowids();
    void uniqueValuesChangePlaces();
    void foreignKeyActionsDontFire();
    void otherTablesThatWouldHaveToChange_data();
    void otherTablesThatWouldHaveToChange();
    void namedTogetherTheyGoBack();
    void brokenReferencesThatStayAreNoConflict();
    void triggersFireOnlyWhenEnabled();
    void virtualTableGoesBackAsOne();
    void fullTextFedByTriggers();
    void acrossColumns();
    void refused_data();
    void refused();
    void constraintsOfNowHold();
    void costFollowsTheChange();
    void lockIsToldAndNothingChanges();
    void killedAtAnyMoment();
};

void TestFlashbackTable::checkLaw(Shop &shop, Random &random, Scn first, Scn last)
{
    const Scn scn{random.between(first.value, last.value)};
    std::vector<std::string> tables;
    for (const char *table : mixedTables) {
        if (random.oneIn(2)) {
            tables.emplace_back(table);
        }
    }
    if (tables.empty()) {
        tables.emplace_back("keyed");
    }
    std::map<std::string, std::string> before;
    for (const char *table : mixedTables) {
        before[table] = contentOf(shop, table, std::nullopt);
    }
    FlashbackTableOptions options;
    options.compareAll = random.oneIn(4);
    const TablePlan plan = shop.flashback(tables, scn, options, true);
    const TablePlan done = shop.flashback(tables, scn, options);
    QCOMPARE(done.rows(), plan.rows());
    QCOMPARE(done.compared, options.compareAll);
    for (const char *table : mixedTables) {
        const bool named = std::find(tables.begin(), tables.end(), table) != tables.end();
        QCOMPARE(contentOf(shop, table, std::nullopt),
                 named ? contentOf(shop, table, scn) : before.at(table));
    }
    QCOMPARE(shop.run("PRAGMA integrity_check"), std::string("'ok'\n"));
    shop.flashback(tables, last); // and back again
    for (const char *table : mixedTables) {
        QCOMPARE(contentOf(shop, table, std::nullopt), before.at(table));
    }
    QCOMPARE(shop.flashback(tables, last).rows(), std::uint64_t{0});
}

void TestFlashbackTable::inverseLaws()
{
    Random random(test::testSeed("tst_flashback_table", 20261121));
    const int databases = test::longForm() ? 100 : 4;
    const int casesEach = test::longForm() ? 12 : 8;
    int cases = 0;
    for (int i = 0; i < databases; ++i) {
        Shop shop(fmt::format("PRAGMA page_size = {}; {}", 512U << random.below(4), mixed));
        Scn first = shop.take();
        for (int j = 0; j < casesEach; ++j) {
            for (std::uint64_t n = random.below(12); n > 0; --n) {
                if (shop.writer->tryExecute(randomChange(random)) != 0) {
                    shop.writer->tryExecute("ROLLBACK");
                }
                shop.take();
            }
            checkLaw(shop, random, first, shop.take());
            if (QTest::currentTestFailed()) {
                return;
            }
            ++cases;
        }
    }
    qInfo("%d cases", cases);
}

void TestFlashbackTable::rowsComeBack()
{
    Shop shop(orders);
    const Scn before = shop.commit("UPDATE orders SET total = 6 WHERE id = 10");
    shop.commit(
        "DELETE FROM lines WHERE n = 2; INSERT INTO lines VALUES (11, 5, 'jam'); UPDATE lines SET what = "
        "'oat milk' WHERE order_id = 11 AND n = 1");
    shop.commit("INSERT INTO customers VALUES (3, 'Edsger')");
    QCOMPARE(shop.run(fmt::format("FLASHBACK TABLE lines TO SCN {}", before.value)),
             std::string("'lines'|'insert'|1|'rows that come back'\n"
                         "'lines'|'update'|1|'rows that get their old values'\n"
                         "'lines'|'delete'|1|'rows that came since'\n"));
    QCOMPARE(shop.run("SELECT * FROM lines"), std::string("10|1|'tea'\n10|2|'cups'\n11|1|'milk'\n"));
    QCOMPARE(shop.run("SELECT count(*) FROM customers"), std::string("3\n"));
    const Scn after = shop.take();
    QCOMPARE(shop.run(fmt::format("FLASHBACK TABLE lines TO SCN {}", after.value)),
             std::string("'lines'|'none'|0|'it is as it was'\n"));
    // It is a commit, and so it can be undone.
    shop.run(fmt::format("FLASHBACK TABLE lines TO SCN {}", after.value - 1));
    QCOMPARE(shop.run("SELECT count(*) FROM lines WHERE what IN ('jam', 'oat milk')"), std::string("2\n"));
}

void TestFlashbackTable::dryRunWritesNothing()
{
    Shop shop(orders);
    const Scn before = shop.take();
    const Scn now = shop.commit("DELETE FROM lines");
    QCOMPARE(shop.run(fmt::format("EXPLAIN FLASHBACK TABLE lines TO SCN {}", before.value)),
             std::string("'lines'|'insert'|3|'rows that come back'\n"));
    QCOMPARE(shop.run("SELECT count(*) FROM lines"), std::string("0\n"));
    QCOMPARE(shop.take(), now);
}

void TestFlashbackTable::historyAndComparisonAgree_data()
{
    QTest::addColumn<bool>("explain");
    QTest::newRow("dry run") << true;
    QTest::newRow("run") << false;
}

void TestFlashbackTable::historyAndComparisonAgree()
{
    QFETCH(bool, explain);
    Shop shop(orders);
    const Scn before = shop.take();
    shop.commit("UPDATE customers SET name = 'Ada L.' WHERE id = 1; INSERT INTO customers VALUES (9, 'new')");
    shop.commit("UPDATE customers SET name = 'Ada' WHERE id = 1"); // and back: no difference
    FlashbackTableOptions all;
    all.compareAll = true;
    const TablePlan byComparison = shop.flashback({"customers"}, before, all, true);
    const TablePlan byHistory = shop.flashback({"customers"}, before, {}, explain);
    QVERIFY(byComparison.compared && !byHistory.compared);
    QCOMPARE(byHistory.tables[0].deletes, std::uint64_t{1});
    QCOMPARE(byHistory.rows(), std::uint64_t{1});
    QCOMPARE(byComparison.rows(), std::uint64_t{1});
}

void TestFlashbackTable::selectedRows()
{
    Shop shop(orders);
    const Scn before = shop.take();
    shop.commit("UPDATE customers SET name = upper(name); DELETE FROM lines");
    FlashbackTableOptions options;
    options.rows = {std::int64_t{2}};
    const Scn now = shop.take();
    const TablePlan plan = shop.flashback({"customers"}, before, options);
    QCOMPARE(plan.rows(), std::uint64_t{1});
    QCOMPARE(plan.before, now);
    QCOMPARE(shop.run("SELECT name FROM customers"), std::string("'ADA'\n'Grace'\n"));
    options.rows = {std::vector<sqlite::Value>{std::int64_t{10}, std::int64_t{2}}};
    shop.flashback({"lines"}, before, options);
    QCOMPARE(shop.run("SELECT * FROM lines"), std::string("10|2|'cups'\n"));
    QCOMPARE(errorCodeOf([&] { shop.flashback({"customers"}, before, options); }), std::string("USAGE"));
    QCOMPARE(errorCodeOf([&] {
                 shop.flashback({"customers", "lines"}, before, options);
             }),
             std::string("USAGE"));
}

void TestFlashbackTable::differencesAreTold()
{
    Shop shop(orders);
    const Scn before = shop.take();
    shop.commit("UPDATE customers SET name = 'Bob' WHERE id = 1; INSERT INTO customers VALUES (3, 'Eve')");
    FlashbackTableOptions options;
    options.differences = 10;
    const TablePlan plan = shop.flashback({"CUSTOMERS"}, before, options, true);
    const flashback::TableEffect &effect = plan.tables.at(0);
    QCOMPARE(effect.table, std::string("customers"));
    QCOMPARE(effect.columns, (std::vector<std::string>{"id", "name"}));
    QCOMPARE(effect.differences.size(), std::size_t{2});
    QCOMPARE(std::get<std::string>(effect.differences[0].now[1]), std::string("Bob"));
    QCOMPARE(std::get<std::string>(effect.differences[0].then[1]), std::string("Ada"));
    QCOMPARE(effect.differences[1].operation, flashback::RowOperation::Delete);
    QCOMPARE(std::get<std::int64_t>(effect.differences[1].key), std::int64_t{3});
    QVERIFY(effect.differences[1].then.empty());
    options.differences = 1;
    QCOMPARE(shop.flashback({"customers"}, before, options, true).tables[0].differences.size(),
             std::size_t{1});
}

// The history lags behind: the comparison of whole tables takes its place.
void TestFlashbackTable::everythingCommittedIsSeen()
{
    Shop shop(orders);
    const Scn before = shop.take();
    shop.commit("INSERT INTO customers VALUES (3, 'captured')");
    shop.writer->execute("INSERT INTO customers VALUES (4, 'not captured')");
    const TablePlan plan = session::flashbackTable(shop.database(), {"customers"}, before, {}, false, {});
    QVERIFY(plan.compared && !plan.before);
    QCOMPARE(plan.tables[0].deletes, std::uint64_t{2});
    QCOMPARE(shop.run("SELECT count(*) FROM customers"), std::string("2\n"));
}

void TestFlashbackTable::withoutRecorder()
{
    Shop shop(orders);
    const Scn before = shop.take();
    shop.commit("DELETE FROM lines WHERE order_id = 10");
    shop.stopRecording();
    shop.writer->execute("INSERT INTO lines VALUES (11, 9, 'unseen')");
    shop.run(fmt::format("FLASHBACK TABLE lines TO SCN {}", before.value));
    QCOMPARE(shop.run("SELECT * FROM lines"), std::string("10|1|'tea'\n10|2|'cups'\n11|1|'milk'\n"));
}

void TestFlashbackTable::renumberedRowids()
{
    Shop shop("CREATE TABLE t(a); INSERT INTO t VALUES (1), (2), (3), (4)");
    const Scn before = shop.commit("DELETE FROM t WHERE a = 2");
    const std::string then = shop.run("SELECT rowid, a FROM t");
    shop.writer->execute("VACUUM");
    shop.take();
    shop.commit("UPDATE t SET a = 9 WHERE a = 4");
    QVERIFY(shop.run("SELECT rowid, a FROM t") != then);
    QVERIFY(shop.flashback({"t"}, before).compared);
    QCOMPARE(shop.run("SELECT rowid, a FROM t"), then);
}

void TestFlashbackTable::uniqueValuesChangePlaces()
{
    Shop shop("CREATE TABLE t(id INTEGER PRIMARY KEY, u UNIQUE ON CONFLICT REPLACE);"
              "INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c')");
    const Scn before = shop.take();
    shop.commit("UPDATE t SET u = NULL; UPDATE t SET u = char(98 + id) WHERE id < 3; UPDATE t SET u = 'a' "
                "WHERE id = 3");
    shop.run(fmt::format("FLASHBACK TABLE t TO SCN {}", before.value));
    QCOMPARE(shop.run("SELECT * FROM t"), std::string("1|'a'\n2|'b'\n3|'c'\n"));
}

void TestFlashbackTable::foreignKeyActionsDontFire()
{
    Shop shop(orders);
    const Scn before = shop.take();
    shop.commit("UPDATE orders SET total = 99; UPDATE customers SET name = lower(name)");
    // orders is deleted and written again: ON DELETE CASCADE would take its lines.
    shop.run(fmt::format("FLASHBACK TABLE orders, customers TO SCN {}", before.value));
    QCOMPARE(shop.run("SELECT count(*) FROM lines"), std::string("3\n"));
    QCOMPARE(shop.run("SELECT total FROM orders"), std::string("5.0\n7.5\n"));
}

void TestFlashbackTable::otherTablesThatWouldHaveToChange_data()
{
    QTest::addColumn<QString>("tables");
    QTest::addColumn<QString>("words");
    QTest::newRow("children left behind") << "orders"
                                          << "2 rows of lines refer to rows of orders";
    QTest::newRow("parent missing") << "lines"
                                    << "1 row of lines would refer to rows of orders";
    QTest::newRow("grandchildren") << "customers, lines"
                                   << "1 row of orders refers to rows of customers";
}

void TestFlashbackTable::otherTablesThatWouldHaveToChange()
{
    QFETCH(QString, tables);
    QFETCH(QString, words);
    Shop shop(orders);
    const Scn before = shop.take();
    shop.commit("DELETE FROM lines WHERE order_id = 11; DELETE FROM orders WHERE id = 11");
    shop.commit("INSERT INTO customers VALUES (3, 'Edsger'); INSERT INTO orders VALUES (12, 3, 1);"
                "INSERT INTO lines VALUES (12, 1, 'x'), (12, 2, 'y')");
    const std::string now = shop.run("SELECT * FROM lines") + shop.run("SELECT * FROM orders");
    const std::string statement =
        fmt::format("FLASHBACK TABLE {} TO SCN {}", tables.toStdString(), before.value);
    QCOMPARE(shop.codeOf(statement), std::string("CONSTRAINT"));
    QVERIFY2(shop.messageOf(statement).find(words.toStdString()) != std::string::npos,
             shop.messageOf(statement).c_str());
    QCOMPARE(shop.run("SELECT * FROM lines") + shop.run("SELECT * FROM orders"), now);
    // The dry run tells the same, and names the table.
    const std::string told = shop.run("EXPLAIN " + statement);
    QVERIFY2(told.find("|'conflict'|") != std::string::npos &&
                 told.find(words.toStdString()) != std::string::npos,
             told.c_str());
}

void TestFlashbackTable::namedTogetherTheyGoBack()
{
    Shop shop(orders);
    const Scn before = shop.take();
    shop.commit("DELETE FROM lines WHERE order_id = 11; DELETE FROM orders WHERE id = 11");
    shop.commit("INSERT INTO orders VALUES (12, 1, 1); INSERT INTO lines VALUES (12, 1, 'x')");
    shop.run(fmt::format("FLASHBACK TABLE lines, main.orders TO SCN {}", before.value));
    QCOMPARE(shop.run("SELECT id FROM orders"), std::string("10\n11\n"));
    QCOMPARE(shop.run("SELECT count(*) FROM lines"), std::string("3\n"));
    QCOMPARE(shop.run("PRAGMA foreign_key_check"), std::string());
}

void TestFlashbackTable::brokenReferencesThatStayAreNoConflict()
{
    Shop shop(std::string(orders) + ";INSERT INTO lines VALUES (77, 1, 'lost')");
    const Scn before = shop.take();
    shop.commit("UPDATE lines SET what = 'found' WHERE order_id = 77; UPDATE orders SET total = 0");
    shop.run(fmt::format("FLASHBACK TABLE lines, orders TO SCN {}", before.value));
    QCOMPARE(shop.run("SELECT what FROM lines WHERE order_id = 77"), std::string("'lost'\n"));
    // But one that isn't there now can't be brought back.
    shop.commit("DELETE FROM lines WHERE order_id = 77");
    QVERIFY(shop.messageOf(fmt::format("FLASHBACK TABLE lines, orders TO SCN {}", before.value))
                .find("no parent in orders then either") != std::string::npos);
}

void TestFlashbackTable::triggersFireOnlyWhenEnabled()
{
    Shop shop("CREATE TABLE t(a INTEGER PRIMARY KEY, b); CREATE TABLE log(what);"
              "CREATE TRIGGER t_i AFTER INSERT ON t BEGIN INSERT INTO log VALUES ('+' || new.a); END;"
              "CREATE TRIGGER t_d AFTER DELETE ON t BEGIN INSERT INTO log VALUES ('-' || old.a); END;"
              "INSERT INTO t VALUES (1, 'x'), (2, 'y'); DELETE FROM log");
    const Scn before = shop.take();
    shop.commit("UPDATE t SET b = 'z' WHERE a = 2; DELETE FROM t WHERE a = 1; DELETE FROM log");
    const std::string statement = fmt::format("FLASHBACK TABLE t TO SCN {}", before.value);
    const std::string told = shop.run("EXPLAIN " + statement);
    QVERIFY2(told.find("ENABLE TRIGGERS lets them") != std::string::npos, told.c_str());
    shop.run(statement);
    QCOMPARE(shop.run("SELECT * FROM log"), std::string());
    shop.commit("UPDATE t SET b = 'z' WHERE a = 2; DELETE FROM t WHERE a = 1; DELETE FROM log");
    QCOMPARE(shop.run(statement + " ENABLE TRIGGERS").find("warning"), std::string::npos);
    QCOMPARE(shop.run("SELECT * FROM log"), std::string("'-2'\n'+1'\n'+2'\n"));
    QCOMPARE(shop.run("SELECT * FROM t"), std::string("1|'x'\n2|'y'\n"));
}

void TestFlashbackTable::virtualTableGoesBackAsOne()
{
    Shop shop("CREATE VIRTUAL TABLE f USING fts5(body); CREATE VIRTUAL TABLE r USING rtree(id, x0, x1);"
              "INSERT INTO f VALUES ('one apple'), ('two pears'); INSERT INTO r VALUES (1, 0, 1), (2, 5, 6)");
    const Scn before = shop.take();
    shop.commit("DELETE FROM f WHERE f MATCH 'apple'; INSERT INTO f VALUES ('three plums')");
    for (int i = 0; i < 60; ++i) {
        shop.commit(fmt::format("INSERT INTO f VALUES ('word{} plums'); INSERT INTO r VALUES ({}, {}, {})", i,
                                i + 10, i, i + 1));
    }
    shop.commit("UPDATE r SET x1 = 9 WHERE id = 1");
    const Scn last = shop.take();
    shop.run(fmt::format("FLASHBACK TABLE f, r TO SCN {}", before.value));
    shop.take();
    PlainDatabase plain(shop.path());
    plain.execute("INSERT INTO f(f) VALUES ('integrity-check')");
    QCOMPARE(plain.text("SELECT group_concat(body) FROM f WHERE f MATCH 'apple OR pears OR plums'"),
             std::string("one apple,two pears"));
    QCOMPARE(plain.text("SELECT rtreecheck('r')"), std::string("ok"));
    QCOMPARE(plain.text("SELECT group_concat(id || ' ' || x1) FROM r"), std::string("1 1.0,2 6.0"));
    shop.run(fmt::format("FLASHBACK TABLE f, r TO SCN {}", last.value));
    plain.execute("INSERT INTO f(f) VALUES ('integrity-check')");
    QCOMPARE(plain.integer("SELECT count(*) FROM f WHERE f MATCH 'plums'"), std::int64_t{61});
    QCOMPARE(shop.messageOf("FLASHBACK TABLE f_data TO SCN 1").substr(0, 24),
             std::string("f_data is a part of the "));
}

void TestFlashbackTable::fullTextFedByTriggers()
{
    Shop shop(
        "CREATE TABLE t(id INTEGER PRIMARY KEY, body);"
        "CREATE VIRTUAL TABLE f USING fts5(body, content='t', content_rowid='id');"
        "CREATE TRIGGER t_i AFTER INSERT ON t BEGIN INSERT INTO f(rowid, body) VALUES (new.id, new.body); "
        "END;"
        "CREATE TRIGGER t_d AFTER DELETE ON t BEGIN INSERT INTO f(f, rowid, body) VALUES ('delete', old.id, "
        "old.body); END;"
        "INSERT INTO t VALUES (1, 'apple'), (2, 'pear')");
    const Scn before = shop.take();
    shop.commit("DELETE FROM t WHERE id = 1");
    const std::string statement = fmt::format("FLASHBACK TABLE t TO SCN {}", before.value);
    const std::string told = shop.run("EXPLAIN " + statement);
    QVERIFY2(told.find("keeps the virtual table f in step with t") != std::string::npos, told.c_str());
    shop.run(statement + " ENABLE TRIGGERS");
    QCOMPARE(shop.run("SELECT rowid FROM f WHERE f MATCH 'apple'"), std::string("1\n"));
    shop.take();
    shop.commit("DELETE FROM t WHERE id = 2");
    shop.run(fmt::format("FLASHBACK TABLE t, f TO SCN {}", before.value));
    QCOMPARE(shop.run("SELECT rowid FROM f WHERE f MATCH 'pear'"), std::string("2\n"));
    QVERIFY(shop.messageOf(fmt::format("FLASHBACK TABLE t, f TO SCN {} ENABLE TRIGGERS", before.value))
                .find("would go back by itself too") != std::string::npos);
}

void TestFlashbackTable::acrossColumns()
{
    Shop shop("CREATE TABLE t(a INTEGER PRIMARY KEY, b); INSERT INTO t VALUES (1, 'x'), (2, 'y'), (3, 'z')");
    const Scn before = shop.take();
    shop.commit("ALTER TABLE t ADD COLUMN c DEFAULT 'new'");
    shop.commit(
        "UPDATE t SET b = 'changed', c = 'mine' WHERE a = 1; DELETE FROM t WHERE a = 2; UPDATE t SET c = "
        "'kept' WHERE a = 3");
    const std::string told = shop.run(fmt::format("FLASHBACK TABLE t TO SCN {}", before.value));
    QVERIFY2(told.find("t got the column c after SCN") != std::string::npos, told.c_str());
    QCOMPARE(shop.run("SELECT * FROM t"), std::string("1|'x'|'mine'\n2|'y'|'new'\n3|'z'|'kept'\n"));
}

void TestFlashbackTable::refused_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const char *statement, const char *code, const char *words) {
        QTest::newRow(name) << statement << code << words;
    };
    row("unknown table", "FLASHBACK TABLE nope TO SCN 1", "NOT_FOUND", "\"nope\" TO BEFORE DROP");
    row("view", "FLASHBACK TABLE v TO SCN 1", "UNSUPPORTED", "v is a view");
    row("SQLite's own", "FLASHBACK TABLE sqlite_sequence TO SCN 1", "UNSUPPORTED", "belongs to SQLite");
    row("came later", "FLASHBACK TABLE late TO SCN 1", "NO_SUCH_TABLE_THEN", "it came with SCN 2");
    row("column dropped", "FLASHBACK TABLE shrunk TO SCN 1", "UNSUPPORTED",
        "it had the column b, which is gone");
    row("other key", "FLASHBACK TABLE rekeyed TO SCN 1", "UNSUPPORTED", "another primary key at SCN 1");
    row("future", "FLASHBACK TABLE shrunk TO SCN 999", "SCN_IN_FUTURE", "999");
    row("before the history", "FLASHBACK TABLE shrunk TO TIMESTAMP '1999-01-01'", "SNAPSHOT_TOO_OLD", "");
    row("no point", "FLASHBACK TABLE shrunk TO SCN 'x'", "USAGE", "whole number");
    row("virtual table of another kind", "FLASHBACK TABLE f TO SCN 1", "UNSUPPORTED",
        "made by another statement");
}

void TestFlashbackTable::refused()
{
    QFETCH(QString, statement);
    QFETCH(QString, code);
    QFETCH(QString, words);
    Shop shop("CREATE TABLE shrunk(a, b); CREATE VIEW v AS SELECT 1; CREATE TABLE auto(a INTEGER PRIMARY KEY "
              "AUTOINCREMENT); CREATE TABLE rekeyed(a, b, PRIMARY KEY(a)) WITHOUT ROWID;"
              "CREATE VIRTUAL TABLE f USING fts5(a)");
    shop.commit("CREATE TABLE late(a)");
    shop.commit("ALTER TABLE shrunk DROP COLUMN b; DROP TABLE rekeyed;"
                "CREATE TABLE rekeyed(a, b, PRIMARY KEY(b)) WITHOUT ROWID;"
                "DROP TABLE f; CREATE VIRTUAL TABLE f USING fts5(a, b)");
    QCOMPARE(QString::fromStdString(shop.codeOf(statement.toStdString())), code);
    QVERIFY2(shop.messageOf(statement.toStdString()).find(words.toStdString()) != std::string::npos,
             shop.messageOf(statement.toStdString()).c_str());
}

void TestFlashbackTable::constraintsOfNowHold()
{
    Shop shop("CREATE TABLE t(id INTEGER PRIMARY KEY, a); INSERT INTO t VALUES (1, 'x'), (2, 'x')");
    const Scn before = shop.take();
    const Scn now = shop.commit("UPDATE t SET a = 'y' WHERE id = 2; CREATE UNIQUE INDEX t_a ON t(a)");
    const std::string statement = fmt::format("FLASHBACK TABLE t TO SCN {}", before.value);
    QCOMPARE(shop.codeOf(statement), std::string("CONSTRAINT"));
    QVERIFY2(shop.messageOf(statement).find("UNIQUE constraint failed: t.a") != std::string::npos,
             shop.messageOf(statement).c_str());
    QCOMPARE(shop.run("SELECT a FROM t"), std::string("'x'\n'y'\n"));
    QCOMPARE(shop.take(), now);
}

// Pages asked for, not time: the same on every machine.
void TestFlashbackTable::costFollowsTheChange()
{
    Shop shop("CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT);"
              "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n WHERE i < 50000)"
              "INSERT INTO t SELECT i, hex(zeroblob(40)) FROM n");
    const Scn before = shop.take();
    shop.commit("UPDATE t SET v = 'changed' WHERE id % 5000 = 7");
    session::Lease lease = shop.database().lease();
    const auto history = shop.database().history();
    const std::uint64_t start = lease.connection().pagesVisited();
    const TablePlan plan = flashback::planFlashbackTable(lease.connection(), history, {"t"}, before, {}, {});
    const std::uint64_t visited = lease.connection().pagesVisited() - start;
    QCOMPARE(plan.tables[0].updates, std::uint64_t{10});
    QVERIFY(!plan.compared);
    QVERIFY2(visited < 500, std::to_string(visited).c_str()); // the table has over 1,000 pages
}

void TestFlashbackTable::lockIsToldAndNothingChanges()
{
    Shop shop(orders);
    const Scn before = shop.take();
    shop.commit("DELETE FROM lines");
    session::DatabaseOptions options;
    options.busyTimeout = std::chrono::milliseconds(50);
    const auto database = session::Database::open(shop.path(), options);
    shop.writer->execute("BEGIN IMMEDIATE");
    QCOMPARE(errorCodeOf([&] { session::flashbackTable(*database, {"lines"}, before, {}, false, {}); }),
             std::string("BUSY"));
    shop.writer->execute("ROLLBACK");
    QCOMPARE(shop.run("SELECT count(*) FROM lines"), std::string("0\n"));
}

// SIGKILL while the command line flashes 20,000 rows back: the old or the new state, never one between.
void TestFlashbackTable::killedAtAnyMoment()
{
    Random random(test::testSeed("killedAtAnyMoment", 7));
    const int kills = test::longForm() ? 120 : 10;
    Shop shop("CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT, u UNIQUE); CREATE INDEX t_v ON t(v);"
              "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
              "INSERT INTO t SELECT i, hex(i), i FROM n");
    const Scn before = shop.take();
    const Scn after = shop.commit("DELETE FROM t WHERE id % 3 = 0; UPDATE t SET v = 'other', u = -u");
    const std::string sum = "SELECT count(*) || ' ' || sum(length(v)) || ' ' || sum(u) FROM t";
    const std::string now = shop.writer->text(sum);
    const std::string then =
        shop.run(fmt::format("SELECT count(*) || ' ' || sum(length(v)) || ' ' || sum(u) FROM t "
                             "AS OF SCN {}",
                             before.value));
    const std::vector<std::string> command{STRANDCTL, "sql", shop.path(),
                                           fmt::format("FLASHBACK TABLE t TO SCN {}", before.value)};
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(test::runProgram(command).code, 0);
    const auto whole = static_cast<std::uint64_t>(timer.elapsed());
    int finished = 0;
    for (int i = 0; i < kills; ++i) {
        shop.take();
        shop.flashback({"t"}, after);
        QCOMPARE(shop.writer->text(sum), now);
        test::ChildProcess child(command);
        std::this_thread::sleep_for(std::chrono::milliseconds(random.below(2 * whole)));
        child.stop(SIGKILL);
        const std::string state = "'" + shop.writer->text(sum) + "'\n";
        QVERIFY2(state == then || state == "'" + now + "'\n", state.c_str());
        finished += state == then ? 1 : 0;
        QCOMPARE(shop.writer->text("PRAGMA integrity_check"), std::string("ok"));
    }
    qInfo("%d kills within %d ms, %d after the commit", kills, static_cast<int>(whole), finished);
}

QTEST_GUILESS_MAIN(TestFlashbackTable)
#include "tst_flashback_table.moc"
