// What was dropped is found in the history, and comes back with all that it had.
#include "engine/flashback/recycle_bin.h"
#include "tests/engine/flashback/flashback_shop.h"

#include <QElapsedTimer>
#include <QTest>
#include <fmt/format.h>

using namespace strandline;
using core::Scn;
using flashback::DroppedTable;
using test::PlainDatabase;
using test::Shop;

namespace {

constexpr const char *schema =
    "CREATE TABLE customers(id INTEGER PRIMARY KEY, name TEXT);"
    "CREATE TABLE orders(id INTEGER PRIMARY KEY AUTOINCREMENT, customer INTEGER REFERENCES customers, total "
    "REAL "
    "CHECK (total >= 0), boss INTEGER REFERENCES orders, tax AS (total * 0.19) STORED);"
    "CREATE INDEX orders_total ON orders(total) WHERE total > 0; CREATE UNIQUE INDEX orders_u ON "
    "orders(customer, "
    "total);"
    "CREATE TABLE log(what);"
    "CREATE TRIGGER orders_i AFTER INSERT ON orders BEGIN INSERT INTO log VALUES (new.id); UPDATE orders SET "
    "boss = "
    "NULL WHERE id = -new.id; END;"
    "CREATE VIEW cheap AS SELECT id FROM orders WHERE total < 6;"
    "CREATE TABLE pairs(k TEXT COLLATE NOCASE, v, PRIMARY KEY(k)) WITHOUT ROWID;"
    "INSERT INTO customers VALUES (1, 'Ada'), (2, 'Grace');"
    "INSERT INTO orders(customer, total) VALUES (1, 5.0), (2, 7.5), (2, 9); DELETE FROM orders WHERE id = 3;"
    "INSERT INTO pairs VALUES ('a', 1), ('b', NULL); DELETE FROM log";

std::string schemaOf(Shop &shop)
{
    return shop.run("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2");
}

std::vector<std::string> namesIn(Shop &shop)
{
    std::vector<std::string> out;
    for (const DroppedTable &table : flashback::loadRecycleBin(shop.database().history(), {})) {
        out.push_back(fmt::format("{}@{}", table.name, table.dropped.value));
    }
    return out;
}

} // namespace

class TestRecycleBin : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesBackWithAllItHad();
    void binTellsWhatATableHeld();
    void newestDropComesFirst();
    void renamedAndRebuiltTablesAreNoDrops();
    void droppedAndMadeAgainInOneCommit_data();
    void droppedAndMadeAgainInOneCommit();
    void comesBackBesideWhatWasMadeAgain();
    void dryRunWritesNothing();
    void nameTaken();
    void comesBackUnderAnotherName();
    void viewsThatWentWithIt();
    void virtualTables();
    void withoutRowid();
    void parentsThatAreGoneAreTold();
    void besideAnotherWriter();
    void purge();
    void refused_data();
    void refused();
    void isQuickInALongHistory();
};

void TestRecycleBin::comesBackWithAllItHad()
{
    Shop shop(schema);
    const std::string before = schemaOf(shop);
    const std::string rows = shop.run("SELECT rowid, * FROM orders");
    shop.commit("DROP TABLE orders");
    QVERIFY(schemaOf(shop) != before);
    const std::string told = shop.run("FLASHBACK TABLE orders TO BEFORE DROP");
    QVERIFY2(told.starts_with("'orders'|'table'|2|'CREATE TABLE orders"), told.c_str());
    QCOMPARE(schemaOf(shop), before);
    QCOMPARE(shop.run("SELECT rowid, * FROM orders"), rows);
    QCOMPARE(shop.run("SELECT * FROM cheap"), std::string("1\n"));
    QCOMPARE(shop.run("SELECT * FROM log"), std::string());
    QCOMPARE(shop.run("PRAGMA integrity_check"), std::string("'ok'\n"));
    QCOMPARE(namesIn(shop), std::vector<std::string>()); // it is out of the bin
    // The number of the row that was deleted isn't given out again; triggers live.
    shop.writer->execute("INSERT INTO orders(customer, total) VALUES (1, 1)");
    QCOMPARE(shop.run("SELECT max(id) FROM orders"), std::string("4\n"));
    QCOMPARE(shop.run("SELECT * FROM log"), std::string("4\n"));
}

void TestRecycleBin::binTellsWhatATableHeld()
{
    Shop shop(schema);
    const Scn before = shop.take();
    const Scn drop = shop.commit("DROP TABLE orders");
    const auto bin = flashback::loadRecycleBin(shop.database().history(), {});
    QCOMPARE(bin.size(), std::size_t{1});
    QCOMPARE(bin[0].name, std::string("orders"));
    QCOMPARE(bin[0].rows, std::optional<std::uint64_t>(2));
    QCOMPARE(bin[0].last, before);
    QCOMPARE(bin[0].dropped, drop);
    QCOMPARE(bin[0].commit.scn, drop);
    QCOMPARE(bin[0].indexes.size(), std::size_t{2});
    QCOMPARE(bin[0].triggers.size(), std::size_t{1});
    QVERIFY(bin[0].views.empty() && !bin[0].nameTaken); // the view is still there
    shop.commit("CREATE TABLE orders(x)");
    QVERIFY(flashback::loadRecycleBin(shop.database().history(), {})[0].nameTaken);
}

void TestRecycleBin::newestDropComesFirst()
{
    Shop shop("CREATE TABLE t(a); INSERT INTO t VALUES ('first'); CREATE TABLE u(a)");
    const Scn first = shop.commit("DROP TABLE t");
    shop.commit("CREATE TABLE t(a, b); INSERT INTO t VALUES ('second', 2)");
    const Scn second = shop.commit("DROP TABLE t; DROP TABLE u");
    std::vector<std::string> names = namesIn(shop);
    std::sort(names.begin(), names.begin() + 2);
    QCOMPARE(names,
             (std::vector<std::string>{fmt::format("t@{}", second.value), fmt::format("u@{}", second.value),
                                       fmt::format("t@{}", first.value)}));
    shop.run("FLASHBACK TABLE T TO BEFORE DROP");
    QCOMPARE(shop.run("SELECT * FROM t"), std::string("'second'|2\n"));
    // An older one is named by its drop.
    session::undropTable(shop.database(), {"t", first, "t_old"}, false, {});
    QCOMPARE(shop.run("SELECT * FROM t_old"), std::string("'first'\n"));
}

void TestRecycleBin::renamedAndRebuiltTablesAreNoDrops()
{
    Shop shop("CREATE TABLE t(a); CREATE VIRTUAL TABLE f USING fts5(a); CREATE TEMP TABLE passing(a)");
    shop.commit("ALTER TABLE t RENAME TO u; ALTER TABLE f RENAME TO g");
    shop.commit(
        "CREATE TABLE new(a, b); INSERT INTO new SELECT a, 1 FROM u; DROP TABLE u; ALTER TABLE new RENAME "
        "TO u");
    shop.commit("CREATE INDEX u_a ON u(a); CREATE VIEW v AS SELECT 1");
    shop.commit("DROP INDEX u_a; DROP VIEW v");
    shop.writer->execute("VACUUM; DROP TABLE passing");
    shop.take();
    QCOMPARE(namesIn(shop), std::vector<std::string>());
    shop.commit("DROP TABLE g");
    QCOMPARE(namesIn(shop).size(), std::size_t{1});
}

void TestRecycleBin::droppedAndMadeAgainInOneCommit_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("commit");
    QTest::addColumn<qlonglong>("rows"); // of t in the bin; -1: it isn't there
    const QString t = "CREATE TABLE t(a, b); INSERT INTO t VALUES (1, 'one'), (2, 'two')";
    const QString many = t + "; WITH n(i) AS (SELECT 3 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT "
                             "INTO t SELECT i, hex(i) FROM n";
    const QString u = "; CREATE TABLE u(a); INSERT INTO u VALUES (7)";
    const QString again = "DROP TABLE t; CREATE TABLE t(a, b)";
    QTest::newRow("empty, the last table") << t << again << qlonglong{2};
    QTest::newRow("empty, before another table") << t + u << again << qlonglong{2};
    QTest::newRow("of many pages") << many << again << qlonglong{2000};
    QTest::newRow("auto_vacuum") << "PRAGMA auto_vacuum = 1; VACUUM; " + many + u << again << qlonglong{2000};
    QTest::newRow("with an index") << t + "; CREATE INDEX t_a ON t(a)" << again + "; CREATE INDEX t_a ON t(a)"
                                   << qlonglong{2};
    QTest::newRow("all tables") << t + u << again + "; DROP TABLE u; CREATE TABLE u(a)" << qlonglong{2};
    QTest::newRow("a bad import") << t << again + "; INSERT INTO t VALUES (1, 'one'), (2, '2')"
                                  << qlonglong{2};
    QTest::newRow("another definition") << t << "DROP TABLE t; CREATE TABLE t(x)" << qlonglong{2};
    QTest::newRow("another case") << t + u << "DROP TABLE t; CREATE TABLE T(a, b)" << qlonglong{2};
    QTest::newRow("the same rows") << t + u << again + "; INSERT INTO t VALUES (1, 'one'), (2, 'two')"
                                   << qlonglong{-1};
    QTest::newRow("without a column") << t + u
                                      << "CREATE TABLE new(a); INSERT INTO new SELECT a FROM t; DROP TABLE "
                                         "t; ALTER TABLE new RENAME TO t"
                                      << qlonglong{2};
    QTest::newRow("with a column more")
        << t + u
        << "CREATE TABLE new(a, b, c); INSERT INTO new SELECT a, b, 0 FROM t; DROP TABLE t; ALTER TABLE new "
           "RENAME TO t"
        << qlonglong{-1};
    // What is no drop.
    QTest::newRow("emptied") << t << "DELETE FROM t" << qlonglong{-1};
    QTest::newRow("emptied beside a new table")
        << t << "DELETE FROM t; CREATE TABLE x(a); CREATE TABLE y(a)" << qlonglong{-1};
    QTest::newRow("altered twice and written")
        << t << "ALTER TABLE t ADD COLUMN c; ALTER TABLE t RENAME COLUMN b TO d; UPDATE t SET a = 5"
        << qlonglong{-1};
    QTest::newRow("written through a staging table")
        << t + u << "CREATE TABLE stage(a); UPDATE t SET b = 'x'; DROP TABLE stage" << qlonglong{-1};
    QTest::newRow("two change names")
        << t + u << "ALTER TABLE t RENAME TO x; ALTER TABLE u RENAME TO t; ALTER TABLE x RENAME TO u"
        << qlonglong{-1};
    QTest::newRow("replaced by another, and kept")
        << t << "ALTER TABLE t RENAME TO old; CREATE TABLE t(a, b)" << qlonglong{-1};
}

void TestRecycleBin::droppedAndMadeAgainInOneCommit()
{
    QFETCH(QString, before);
    QFETCH(QString, commit);
    QFETCH(qlonglong, rows);
    Shop shop(before.toStdString());
    shop.writer->execute("VACUUM"); // is no drop either
    const Scn last = shop.take();
    const Scn drop = shop.commit(commit.toStdString());
    const std::vector<DroppedTable> bin = flashback::loadRecycleBin(shop.database().history(), {});
    const auto found =
        std::find_if(bin.begin(), bin.end(), [](const DroppedTable &table) { return table.name == "t"; });
    QCOMPARE(found != bin.end(), rows >= 0);
    if (rows >= 0) {
        QCOMPARE(found->dropped, drop);
        QCOMPARE(found->last, last);
        QVERIFY(found->remade && found->nameTaken);
        QCOMPARE(found->rows, std::optional<std::uint64_t>(static_cast<std::uint64_t>(rows)));
        shop.run("FLASHBACK TABLE t TO BEFORE DROP RENAME TO t_old");
        QCOMPARE(shop.run("SELECT * FROM t_old"),
                 shop.run(fmt::format("SELECT * FROM t AS OF SCN {}", last.value)));
    }
}

void TestRecycleBin::comesBackBesideWhatWasMadeAgain()
{
    Shop shop(schema);
    shop.commit("CREATE VIRTUAL TABLE f USING fts5(a); INSERT INTO f VALUES ('kept words')");
    shop.commit("DROP TABLE orders; CREATE TABLE orders(id INTEGER PRIMARY KEY, total); CREATE INDEX "
                "orders_total ON orders(total); DROP TABLE f; CREATE VIRTUAL TABLE f USING fts5(a)");
    QCOMPARE(namesIn(shop).size(), std::size_t{2});
    const std::string told = shop.run("FLASHBACK TABLE orders TO BEFORE DROP RENAME TO orders_then");
    QVERIFY2(told.find("the index is called orders_total_2") != std::string::npos, told.c_str());
    QCOMPARE(shop.run("SELECT id, total FROM orders_then"), std::string("1|5.0\n2|7.5\n"));
    QCOMPARE(shop.run("SELECT count(*) FROM sqlite_schema WHERE tbl_name = 'orders_then' AND type = "
                      "'trigger'"),
             std::string("1\n"));
    shop.run("FLASHBACK TABLE f TO BEFORE DROP RENAME TO f_then");
    QCOMPARE(shop.run("SELECT a FROM f_then WHERE f_then MATCH 'words'"), std::string("'kept words'\n"));
    QCOMPARE(namesIn(shop), std::vector<std::string>());
}

void TestRecycleBin::dryRunWritesNothing()
{
    Shop shop(schema);
    const Scn now = shop.commit("DROP TABLE orders");
    const std::string told = shop.run("EXPLAIN FLASHBACK TABLE orders TO BEFORE DROP");
    QCOMPARE(shop.run("SELECT count(*) FROM sqlite_schema WHERE name = 'orders'"), std::string("0\n"));
    QCOMPARE(shop.take(), now);
    QCOMPARE(shop.run("FLASHBACK TABLE orders TO BEFORE DROP"), told);
}

void TestRecycleBin::nameTaken()
{
    Shop shop(schema);
    shop.commit("DROP TABLE orders; CREATE TABLE orders_2(a)");
    shop.commit("CREATE TABLE orders(other)");
    const std::string statement = "FLASHBACK TABLE orders TO BEFORE DROP";
    QCOMPARE(shop.codeOf(statement), std::string("EXISTS"));
    QVERIFY2(shop.messageOf(statement).find("TO BEFORE DROP RENAME TO \"orders_3\"") != std::string::npos,
             shop.messageOf(statement).c_str());
    QCOMPARE(shop.codeOf("EXPLAIN " + statement), std::string("EXISTS"));
}

void TestRecycleBin::comesBackUnderAnotherName()
{
    Shop shop(schema);
    shop.commit("DROP TABLE orders");
    shop.commit("CREATE TABLE orders(other); CREATE INDEX orders_total ON orders(other)");
    const std::string told = shop.run("FLASHBACK TABLE orders TO BEFORE DROP RENAME TO \"old orders\"");
    QVERIFY2(told.find("the index is called orders_total_2") != std::string::npos, told.c_str());
    QCOMPARE(shop.run("SELECT id, total FROM \"old orders\""), std::string("1|5.0\n2|7.5\n"));
    // Its own trigger and its foreign key to itself mean the new name.
    const std::string made = schemaOf(shop);
    QVERIFY2(made.find("ON \"old orders\" BEGIN") != std::string::npos ||
                 made.find("ON \"old orders\"") != std::string::npos,
             made.c_str());
    QVERIFY2(made.find("UPDATE \"old orders\" SET boss") != std::string::npos, made.c_str());
    QVERIFY2(made.find("REFERENCES \"old orders\"") != std::string::npos, made.c_str());
    shop.writer->execute("INSERT INTO \"old orders\"(customer, total) VALUES (1, 1)");
    QCOMPARE(shop.run("SELECT max(id) FROM \"old orders\""), std::string("4\n"));
    QCOMPARE(shop.run("SELECT count(*) FROM orders"), std::string("0\n"));
}

void TestRecycleBin::viewsThatWentWithIt()
{
    Shop shop(
        std::string(schema) +
        ";CREATE TRIGGER cheap_i INSTEAD OF INSERT ON cheap BEGIN INSERT INTO log VALUES ('cheap'); END");
    const std::string before = schemaOf(shop);
    shop.commit("DROP VIEW cheap; DROP TABLE orders");
    shop.run("FLASHBACK TABLE orders TO BEFORE DROP");
    QCOMPARE(schemaOf(shop), before);
    QCOMPARE(shop.run("SELECT * FROM cheap"), std::string("1\n"));
}

void TestRecycleBin::virtualTables()
{
    Shop shop("CREATE VIRTUAL TABLE f USING fts5(body, tokenize = 'porter'); CREATE VIRTUAL TABLE r USING "
              "rtree(id, "
              "x0, x1); INSERT INTO f VALUES ('one apple'), ('two pears'); INSERT INTO r VALUES (1, 0, 1), "
              "(2, 5, 6);"
              "CREATE TABLE f_notes(a); INSERT INTO f_notes VALUES (1)");
    shop.commit("DROP TABLE f; DROP TABLE r; DROP TABLE f_notes");
    QCOMPARE(namesIn(shop).size(), std::size_t{3});
    shop.run("FLASHBACK TABLE f TO BEFORE DROP");
    shop.run("FLASHBACK TABLE r TO BEFORE DROP RENAME TO boxes");
    shop.run("FLASHBACK TABLE f_notes TO BEFORE DROP");
    PlainDatabase plain(shop.path());
    plain.execute("INSERT INTO f(f) VALUES ('integrity-check')");
    QCOMPARE(plain.text("SELECT body FROM f WHERE f MATCH 'apples'"), std::string("one apple"));
    QCOMPARE(plain.text("SELECT rtreecheck('boxes')"), std::string("ok"));
    QCOMPARE(plain.text("SELECT group_concat(id) FROM boxes WHERE x0 > 4"), std::string("2"));
    QCOMPARE(plain.integer("SELECT count(*) FROM f_notes"), std::int64_t{1});
}

void TestRecycleBin::withoutRowid()
{
    Shop shop(schema);
    shop.commit("DROP TABLE pairs");
    shop.run("FLASHBACK TABLE pairs TO BEFORE DROP");
    QCOMPARE(shop.run("SELECT * FROM pairs WHERE k = 'A'"), std::string("'a'|1\n"));
    QCOMPARE(shop.run("SELECT count(*) FROM pairs"), std::string("2\n"));
}

void TestRecycleBin::parentsThatAreGoneAreTold()
{
    Shop shop(schema);
    shop.commit("DROP TABLE orders; DELETE FROM customers WHERE id = 2");
    const std::string told = shop.run("FLASHBACK TABLE orders TO BEFORE DROP");
    QVERIFY2(told.find("1 row of orders refers to a row of customers that is not there now.") !=
                 std::string::npos,
             told.c_str());
}

void TestRecycleBin::besideAnotherWriter()
{
    Shop shop(schema);
    shop.commit("DROP TABLE orders");
    shop.writer->execute("INSERT INTO log VALUES ('not captured yet')");
    PlainDatabase reader(shop.path());
    reader.execute("BEGIN; SELECT * FROM log"); // a reader is in nobody's way
    shop.run("FLASHBACK TABLE orders TO BEFORE DROP");
    QCOMPARE(shop.run("SELECT count(*) FROM orders"), std::string("2\n"));
    QCOMPARE(shop.run("SELECT count(*) FROM log"), std::string("1\n"));
    shop.commit("DROP TABLE orders");
    session::DatabaseOptions options;
    options.busyTimeout = std::chrono::milliseconds(50);
    const auto database = session::Database::open(shop.path(), options);
    shop.writer->execute("BEGIN IMMEDIATE");
    QCOMPARE(test::errorCodeOf([&] {
                 session::undropTable(*database, {"orders", {}, {}}, false, {});
             }),
             std::string("BUSY"));
    shop.writer->execute("ROLLBACK");
}

void TestRecycleBin::purge()
{
    Shop shop("CREATE TABLE a(x); CREATE TABLE b(x); CREATE TABLE c(x)");
    const Scn before = shop.take();
    shop.commit("DROP TABLE a");
    shop.commit("DROP TABLE b; DROP TABLE c");
    QCOMPARE(shop.run("PURGE TABLE A"), std::string("1\n"));
    QCOMPARE(namesIn(shop).size(), std::size_t{2});
    QCOMPARE(shop.codeOf("PURGE TABLE a"), std::string("NOT_FOUND"));
    QCOMPARE(shop.codeOf("FLASHBACK TABLE a TO BEFORE DROP"), std::string("NOT_FOUND"));
    // The history keeps what it has.
    QCOMPARE(shop.run(fmt::format("SELECT count(*) FROM a AS OF SCN {}", before.value)), std::string("0\n"));
    QCOMPARE(shop.run("PURGE RECYCLEBIN"), std::string("2\n"));
    QCOMPARE(namesIn(shop), std::vector<std::string>());
    QCOMPARE(shop.run("PURGE RECYCLEBIN"), std::string("0\n"));
    shop.commit("CREATE TABLE a(y)");
    shop.commit("DROP TABLE a");
    QCOMPARE(namesIn(shop).size(), std::size_t{1}); // another drop
}

void TestRecycleBin::refused_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("words");
    QTest::newRow("never dropped") << "FLASHBACK TABLE customers TO BEFORE DROP"
                                   << "has no table customers: none of that name was dropped from SCN 1 to 1";
    QTest::newRow("unknown") << "PURGE TABLE nope"
                             << "has no table nope";
}

void TestRecycleBin::refused()
{
    QFETCH(QString, statement);
    QFETCH(QString, words);
    Shop shop(schema);
    QCOMPARE(shop.codeOf(statement.toStdString()), std::string("NOT_FOUND"));
    QVERIFY2(shop.messageOf(statement.toStdString()).find(words.toStdString()) != std::string::npos,
             shop.messageOf(statement.toStdString()).c_str());
}

// The commits are read once; then the index of changes knows where the schema changed.
void TestRecycleBin::isQuickInALongHistory()
{
    Shop shop("CREATE TABLE t(id INTEGER PRIMARY KEY, v); CREATE TABLE gone(a); INSERT INTO t VALUES (1, 0)");
    shop.commit("DROP TABLE gone");
    for (int i = 0; i < 20'000; ++i) {
        shop.writer->execute("UPDATE t SET v = v + 1");
        if (i % 500 == 0) {
            shop.take();
        }
    }
    shop.take();
    const auto history = shop.database().history();
    QCOMPARE(flashback::loadRecycleBin(history, {}).size(), std::size_t{1});
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(flashback::loadRecycleBin(history, {}).size(), std::size_t{1});
    qInfo("%d ms for %llu commits", static_cast<int>(timer.elapsed()),
          static_cast<unsigned long long>(history->currentScn().value));
    QVERIFY(timer.elapsed() < (test::underSanitizer ? 5000 : 1000));
}

QTEST_GUILESS_MAIN(TestRecycleBin)
#include "tst_recycle_bin.moc"
