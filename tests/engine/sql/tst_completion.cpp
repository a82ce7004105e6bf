// Completion over a small shop's schema: what is proposed first, what never.
#include "engine/sql/completion.h"
#include "engine/sql/statement_index.h"
#include "tests/engine/sql/sqlite_oracle.h"
#include "tests/engine/sql/tst_sql.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>

using namespace strandline::sql;
using strandline::test::Random;
using strandline::test::testSeed;

namespace {

CompletionSchema shop()
{
    CompletionSchema schema;
    schema.tables = {
        {.schema = "main",
         .name = "customers",
         .columns = {{"id", "INTEGER"}, {"name", "TEXT"}, {"mail address", "TEXT"}},
         .foreignKeys = {}},
        {.schema = "main",
         .name = "orders",
         .columns = {{"id", "INTEGER"}, {"customer_id", "INTEGER"}, {"placed", "TEXT"}},
         .foreignKeys = {{{"customer_id"}, "customers", {"id"}}}},
        {.schema = "main",
         .name = "order_items",
         .columns = {{"order_id", ""}, {"line", ""}, {"product", ""}},
         .foreignKeys = {{{"order_id"}, "orders", {"id"}}}},
        {.schema = "main",
         .name = "open_orders",
         .view = true,
         .columns = {{"id", ""}, {"total", ""}},
         .foreignKeys = {}},
        {.schema = "main", .name = "Order Details", .columns = {{"group", "TEXT"}}, .foreignKeys = {}},
        {.schema = "other", .name = "stock", .columns = {{"product", ""}, {"left", ""}}, .foreignKeys = {}},
    };
    schema.functions = {{"count", 0}, {"count", 1}, {"coalesce", -1}, {"substr", 3}, {"random", 0}};
    schema.pragmas = {"journal_mode", "journal_size_limit", "table_info"};
    return schema;
}

QStringList proposals(QString text)
{
    const qsizetype at = text.indexOf('|');
    const auto cursor = static_cast<std::size_t>(text.left(at).toUtf8().size());
    const std::string statement = text.remove(at, 1).toStdString();
    QStringList out;
    for (const Proposal &proposal : complete(statement, cursor, shop()).proposals) {
        out << QString::fromStdString(proposal.text);
    }
    return out;
}

} // namespace

namespace {

void addReads()
{
    using L = QStringList;
    QTest::newRow("verb") << "SE|" << L{"SELECT", "SET"};
    QTest::newRow("verb as it is written") << "sel|" << L{"select"};
    QTest::newRow("table") << "SELECT * FROM ord|"
                           << L{"orders", "order_items", "\"Order Details\"", "open_orders"};
    QTest::newRow("table, nothing yet")
        << "SELECT * FROM |" << L{"customers", "orders", "order_items", "open_orders"};
    QTest::newRow("table behind a comma") << "SELECT * FROM orders o, cus|" << L{"customers"};
    QTest::newRow("table of a schema") << "SELECT * FROM other.|" << L{"stock"};
    QTest::newRow("column") << "SELECT pl| FROM orders" << L{"placed"};
    QTest::newRow("columns before functions") << "SELECT c| FROM orders" << L{"customer_id", "CASE", "CAST"};
    QTest::newRow("column by a word in it") << "SELECT i| FROM order_items" << L{"IN", "IS NULL"};
    QTest::newRow("column with a blank") << "SELECT mail| FROM customers" << L{"\"mail address\""};
    QTest::newRow("column of an alias") << "SELECT o.| FROM orders o" << L{"id", "customer_id", "placed"};
    QTest::newRow("column of an alias, begun") << "SELECT * FROM orders o WHERE o.pla|" << L{"placed"};
    QTest::newRow("column that is a keyword") << "SELECT d.| FROM \"Order Details\" d" << L{"\"group\""};
    QTest::newRow("column of a table without alias") << "SELECT orders.pl| FROM orders" << L{"placed"};
    QTest::newRow("column of a table not yet in FROM") << "SELECT orders.pl|" << L{"placed"};
    QTest::newRow("column in two tables")
        << "SELECT id| FROM orders o JOIN customers c ON 1" << L{"o.id", "c.id"};
    QTest::newRow("alias behind a range of versions")
        << "SELECT x.pl| FROM orders VERSIONS BETWEEN SCN :a + (1) AND MAXVALUE x" << L{"placed"};
    QTest::newRow("table with a range of versions")
        << "SELECT orders.pl| FROM orders VERSIONS BETWEEN TIMESTAMP MINVALUE AND datetime('now') WHERE 1"
        << L{"placed"};
    QTest::newRow("alias as of then")
        << "SELECT o.| FROM orders AS OF SCN 5 o" << L{"id", "customer_id", "placed"};
    QTest::newRow("alias behind a time")
        << "SELECT x.| FROM orders AS OF TIMESTAMP '2024-01-01' AS x" << L{"id", "customer_id", "placed"};
    QTest::newRow("alias behind an expression")
        << "SELECT x.pl| FROM orders AS OF SCN :a + 1 x" << L{"placed"};
    QTest::newRow("alias behind a call")
        << "SELECT x.pl| FROM orders AS OF TIMESTAMP datetime('now', '-1 hour') x" << L{"placed"};
    QTest::newRow("join by the child's key")
        << "SELECT * FROM orders o JOIN cu|" << L{"customers c ON c.id = o.customer_id", "customers"};
    QTest::newRow("join of parent and child, nothing yet")
        << "SELECT * FROM orders o LEFT JOIN |"
        << L{"customers c ON c.id = o.customer_id", "order_items oi ON oi.order_id = o.id", "customers"};
    QTest::newRow("join in lower case")
        << "select * from orders join cus|" << L{"customers c on c.id = orders.customer_id"};
    QTest::newRow("join with a taken alias")
        << "SELECT * FROM orders c JOIN cus|" << L{"customers c2 ON c2.id = c.customer_id"};
    QTest::newRow("condition") << "SELECT * FROM orders o JOIN customers c ON |" << L{"c.id = o.customer_id"};
    QTest::newRow("condition, the child second")
        << "SELECT * FROM customers c JOIN orders o ON |" << L{"o.customer_id = c.id"};
    QTest::newRow("behind a condition") << "SELECT * FROM a JOIN b ON 1 = 1 WH|" << L{"WHERE", "WHEN"};
}

void addScopes()
{
    using L = QStringList;
    QTest::newRow("outer query in a subquery")
        << "SELECT * FROM customers WHERE EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = customers.na|)"
        << L{"name"};
    QTest::newRow("subquery's own columns first")
        << "SELECT * FROM customers WHERE id IN (SELECT pl| FROM orders)" << L{"placed"};
    QTest::newRow("columns of a subquery")
        << "SELECT s.| FROM (SELECT id, placed AS day, count(*) n FROM orders) s" << L{"id", "day", "n"};
    QTest::newRow("star of a subquery") << "SELECT s.| FROM (SELECT o.*, 1 AS one FROM orders o) s"
                                        << L{"id", "customer_id", "placed", "one"};
    QTest::newRow("common table") << "WITH recent AS (SELECT id, placed FROM orders) SELECT * FROM rec|"
                                  << L{"recent"};
    QTest::newRow("columns of a common table")
        << "WITH recent AS (SELECT id, placed FROM orders) SELECT r.| FROM recent r" << L{"id", "placed"};
    QTest::newRow("named columns of a common table")
        << "WITH RECURSIVE n(x, y) AS (SELECT 1, 2) SELECT n.| FROM n" << L{"x", "y"};
    QTest::newRow("inside a common table")
        << "WITH r AS (SELECT pl| FROM orders) SELECT * FROM r" << L{"placed"};
    QTest::newRow("second of a union")
        << "SELECT id FROM orders UNION SELECT na| FROM customers" << L{"name"};
}

void addChanges()
{
    using L = QStringList;
    QTest::newRow("versions proposed")
        << "SELECT * FROM orders ver|" << L{"VERSIONS BETWEEN SCN", "VERSIONS BETWEEN TIMESTAMP"};
    QTest::newRow("as of") << "SELECT * FROM orders AS OF |" << L{"SCN", "TIMESTAMP"};
    QTest::newRow("as of, begun") << "SELECT * FROM orders AS OF t|" << L{"TIMESTAMP"};
    QTest::newRow("behind a table") << "SELECT * FROM orders w|" << L{"WHERE"};
    QTest::newRow("as of proposed") << "SELECT * FROM orders as|" << L{"AS", "AS OF SCN", "AS OF TIMESTAMP"};
    QTest::newRow("insert: its columns")
        << "INSERT INTO orders |" << L{"(id, customer_id, placed)", "VALUES", "SELECT"};
    QTest::newRow("insert: in the list")
        << "INSERT INTO orders (|" << L{"id, customer_id, placed", "id", "customer_id", "placed"};
    QTest::newRow("insert: a further one") << "INSERT INTO orders (id, cus|" << L{"customer_id"};
    QTest::newRow("insert: its query") << "INSERT INTO orders SELECT na| FROM customers" << L{"name"};
    QTest::newRow("update") << "UPDATE ord|" << L{"orders", "order_items"};
    QTest::newRow("update: set") << "UPDATE orders s|" << L{"SET"};
    QTest::newRow("update: a column") << "UPDATE orders SET pl|" << L{"placed"};
    QTest::newRow("delete") << "DELETE FROM orders WHERE cus|" << L{"customer_id"};
    QTest::newRow("pragma") << "PRAGMA jo|" << L{"journal_mode", "journal_size_limit"};
    QTest::newRow("function") << "SELECT cou| FROM orders" << L{"count()"};
    QTest::newRow("references") << "CREATE TABLE x(a REFERENCES cus|" << L{"customers"};
    QTest::newRow("referenced column") << "CREATE TABLE x(a REFERENCES customers(na|" << L{"name"};
    QTest::newRow("index") << "CREATE INDEX i ON orders(pl|" << L{"placed"};
    QTest::newRow("trigger's row") << "CREATE TRIGGER t AFTER UPDATE ON orders BEGIN SELECT new.pl|"
                                   << L{"placed"};
    QTest::newRow("trigger's second statement")
        << "CREATE TRIGGER t AFTER UPDATE ON orders BEGIN SELECT 1; UPDATE customers SET na|" << L{"name"};
    QTest::newRow("drop") << "DROP TABLE IF EXISTS cus|" << L{"customers"};
    QTest::newRow("alter") << "ALTER TABLE orders RENAME COLUMN pl|" << L{"placed"};
    QTest::newRow("quoted") << "SELECT * FROM \"Ord|"
                            << L{"\"orders\"", "\"order_items\"", "\"Order Details\""};
    QTest::newRow("order by") << "SELECT * FROM orders ORDER BY pl|" << L{"placed"};
    QTest::newRow("order's direction") << "SELECT * FROM orders ORDER BY placed de|" << L{"DESC"};
    QTest::newRow("text before in other scripts") << "SELECT 'ä€𝄞', pl| FROM orders" << L{"placed"};
    QTest::newRow("brackets inside FROM")
        << "SELECT * FROM (orders o JOIN cus|" << L{"customers c ON c.id = o.customer_id"};
}

} // namespace

void TestCompletion::proposes_data()
{
    QTest::addColumn<QString>("text"); // | is the cursor
    QTest::addColumn<QStringList>("first");
    addReads();
    addScopes();
    addChanges();
}

void TestCompletion::proposes()
{
    QFETCH(QString, text);
    QFETCH(QStringList, first);
    QCOMPARE(proposals(text).mid(0, first.size()), first);
}

void TestCompletion::proposesNothing_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("comment") << "SELECT 1 -- or|";
    QTest::newRow("open comment") << "SELECT 1 /* or|";
    QTest::newRow("in a comment") << "SELECT /* or| */ 1";
    QTest::newRow("string") << "SELECT 'or|'";
    QTest::newRow("open string") << "SELECT 'or|";
    QTest::newRow("number") << "SELECT 12|";
    QTest::newRow("parameter") << "SELECT :or|";
    QTest::newRow("unknown alias") << "SELECT q.| FROM orders o";
}

void TestCompletion::proposesNothing()
{
    QFETCH(QString, text);
    QCOMPARE(proposals(text), QStringList());
}

void TestCompletion::leavesOut_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("absent");
    QTest::newRow("columns of tables that aren't named") << "SELECT na| FROM orders"
                                                         << "name";
    QTest::newRow("columns of a query beside") << "SELECT * FROM customers WHERE id = (SELECT 1) AND pl|"
                                               << "placed";
    QTest::newRow("columns of the other side of a union")
        << "SELECT na| FROM orders UNION SELECT 1 FROM customers"
        << "name";
    QTest::newRow("the outer table in FROM's subquery") << "SELECT * FROM customers, (SELECT na| FROM orders)"
                                                        << "name";
    QTest::newRow("functions without a letter") << "SELECT | FROM orders"
                                                << "count()";
}

void TestCompletion::leavesOut()
{
    QFETCH(QString, text);
    QFETCH(QString, absent);
    QVERIFY(!proposals(text).contains(absent));
}

void TestCompletion::replacesWhatIsBeingWritten()
{
    const Completion plain = complete("SELECT pla FROM orders", 10, shop());
    QCOMPARE(plain.offset, std::size_t{7});
    QCOMPARE(plain.length, std::size_t{3});
    const Completion quoted = complete("SELECT * FROM \"Ord", 18, shop());
    QCOMPARE(quoted.offset, std::size_t{14});
    QCOMPARE(quoted.length, std::size_t{4});
    const Completion function = complete("SELECT subs", 11, shop());
    QCOMPARE(function.proposals.front().detail, std::string("substr(X, Y, Z)"));
    QCOMPARE(function.proposals.front().cursorBack, std::size_t{1});
    QCOMPARE(complete("SELECT rando", 12, shop()).proposals.front().cursorBack, std::size_t{0});
}

void TestCompletion::anyTextIsTaken()
{
    Random random(testSeed("completion anyTextIsTaken", 5));
    const CompletionSchema schema = shop();
    for (int i = 0; i < 3000; ++i) {
        const std::string text = strandline::test::randomSqlText(random, random.between(1, 30));
        const std::size_t cursor = random.below(text.size() + 1);
        const Completion found = complete(text, cursor, schema, 50);
        QVERIFY(found.offset + found.length == std::min(cursor, text.size()));
        QVERIFY(found.proposals.size() <= 50);
    }
}

void TestCompletion::isQuickOnManyTables()
{
    CompletionSchema schema;
    for (int i = 0; i < 5000; ++i) {
        const std::string n = std::to_string(i);
        schema.tables.push_back({.schema = "main",
                                 .name = "table_" + n,
                                 .columns = {{"id", ""}, {"parent", ""}, {"c" + n, ""}, {"d", ""}},
                                 .foreignKeys = {{{"parent"}, "table_" + std::to_string(i / 2), {"id"}}}});
    }
    for (const std::string text :
         {"SELECT * FROM ta", "SELECT * FROM table_7 t JOIN ", "SELECT i FROM table_9"}) {
        QElapsedTimer timer;
        timer.start();
        const std::size_t cursor = text.find(" i ") != std::string::npos ? 8 : text.size();
        const Completion found = complete(text, cursor, schema);
        qInfo("%s: %.2f ms", text.c_str(), static_cast<double>(timer.nsecsElapsed()) / 1e6);
        QVERIFY(!found.proposals.empty());
    }
}

// After any edits the index says what a new one would.
void TestStatementIndex::staysRightThroughEdits()
{
    Random random(testSeed("statement index", 3));
    for (int round = 0; round < 50; ++round) {
        std::string text;
        StatementIndex index;
        for (int i = 0; i < 60; ++i) {
            const std::size_t at = random.below(text.size() + 1);
            if (random.oneIn(3)) {
                text.erase(at, random.below(20));
            } else {
                static constexpr std::string_view pieces[] = {
                    "a ",    ";", "\n", "'", "/*", "*/", "-- x\n", "b 1;", "create trigger t begin ",
                    " end;", "\""};
                text.insert(at, pieces[random.below(std::size(pieces))]);
            }
            index.changedFrom(at);
            const std::size_t cursor = random.below(text.size() + 1);
            const auto found = index.at(text, cursor);
            const auto fresh = StatementIndex().at(text, cursor);
            QCOMPARE(found.has_value(), fresh.has_value());
            if (found) {
                QCOMPARE(found->body(text), fresh->body(text));
                QCOMPARE(found->bodyOffset, fresh->bodyOffset);
            }
        }
    }
}
