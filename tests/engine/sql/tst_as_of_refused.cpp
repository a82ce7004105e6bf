// Where AS OF is refused, and where SQL that only looks like it must be left alone.
#include "engine/sql/rewrite.h"
#include "tests/engine/sql/as_of_bench.h"
#include "tests/engine/sql/tst_sql.h"
#include "tests/support/error_code.h"

#include <QTest>

using namespace strandline;
using sql::parseExtended;
using test::AsOfBench;
using test::Marked;

void TestAsOf::legalSqlIsLeftAlone_data()
{
    QTest::addColumn<QByteArray>("statement");
    const auto row = [](const char *statement) { QTest::newRow(statement) << QByteArray(statement); };
    row("SELECT * FROM t AS of");
    row("SELECT of.x FROM t AS OF WHERE of.x > 1");
    row("SELECT of.x FROM t AS OF, u AS scn, ids AS timestamp");
    row("SELECT x AS of FROM t");
    row("SELECT x AS of, of.id AS scn FROM t AS of JOIN u ON of.id = u.tid");
    row("SELECT of.x FROM t of");
    row("SELECT * FROM t AS of INDEXED BY t_x WHERE x = 1");
    row("SELECT * FROM t AS of NOT INDEXED");
    row("SELECT * FROM (t AS of)");
    row("SELECT * FROM (SELECT 1) AS of");
    row("SELECT * FROM json_each('[1]') AS of");
    row("SELECT * FROM t AS of UNION SELECT * FROM t AS of");
    row("SELECT * FROM t AS of LEFT JOIN u AS of2 USING (id)");
    row("SELECT * FROM t AS of NATURAL JOIN u");
    row("SELECT * FROM t AS of ORDER BY of.id LIMIT 1");
    row("SELECT sum(x) OVER w FROM t AS of WINDOW w AS (ORDER BY id)");
    row("SELECT id IN ids AS of FROM t");
    row("SELECT id IN ids AS of, 1 AS scn FROM t");
    row("SELECT CAST(x AS OF SCN), CAST(x AS of timestamp(5)), CAST(CAST(x AS OF SCN) AS OF RESTORE POINT) "
        "FROM t");
    row("CREATE VIEW w AS SELECT CAST(x AS OF SCN) AS of FROM t AS of");
    row("CREATE TRIGGER w AFTER UPDATE OF x ON t BEGIN SELECT CAST(1 AS OF TIMESTAMP); END");
    row("UPDATE t AS of SET x = of.x");
    row("DELETE FROM t AS of WHERE of.id = 1");
    row("INSERT INTO t AS of (id) VALUES (7) ON CONFLICT DO UPDATE SET x = of.x");
    row("INSERT INTO t AS of SELECT 7, 8, 9");
    row("INSERT INTO t AS of DEFAULT VALUES");
    row("WITH of AS (SELECT 1) SELECT * FROM of");
    row("CREATE VIRTUAL TABLE f USING fts5(x, tokenize = 'ascii')");
    row("CREATE TABLE timestamp(scn, of, restore, point)");
    row("SELECT 'FROM t AS OF SCN 5', \"AS OF SCN 5\", x /* t AS OF SCN 5 */ FROM t -- AS OF SCN 5");
    row("SELECT ?, :a, ?9 FROM t AS of");
    row("ATTACH ':memory:' AS of");
    row("");
    row(" -- nothing");
}

void TestAsOf::legalSqlIsLeftAlone()
{
    QFETCH(QByteArray, statement);
    const std::string text = statement.toStdString();
    AsOfBench bench;
    QCOMPARE(test::errorMessageOf([&] { bench.connection().prepare(text); }),
             std::string()); // SQLite takes it
    const sql::ParsedStatement parsed = parseExtended(text);
    QVERIFY(!parsed.has());
    QCOMPARE(sql::rewriteAsOf(text, parsed, {}).sql, text);
}

void TestAsOf::onlyTheFirstStatementIsRead()
{
    QVERIFY(!parseExtended("SELECT 1; SELECT * FROM t AS OF SCN 5").has());
    QVERIFY(parseExtended("; -- c\n; SELECT * FROM t AS OF SCN 5; DELETE FROM t AS OF SCN 5").has());
    QVERIFY(!parseExtended(std::string("SELECT 1;\0", 10)).has());
}

void TestAsOf::tablesOfThePresentAreNamed_data()
{
    QTest::addColumn<QByteArray>("statement");
    QTest::addColumn<QByteArray>("tables");
    const auto row = [](const char *statement, const char *tables) {
        QTest::newRow(statement) << QByteArray(statement) << QByteArray(tables);
    };
    row("SELECT * FROM a, main.b JOIN [c d] x, json_each('[1]'), d AS OF SCN 5 WHERE y IN e AND z IN (SELECT "
        "1 FROM f)",
        "a,c d,e,f,");
    row("SELECT (SELECT max(x) FROM (a JOIN (SELECT * FROM b) USING (id))) FROM 'c' UNION SELECT 1 FROM d",
        "a,b,c,d,");
    row("WITH c AS (SELECT * FROM a), d AS (SELECT * FROM c, b) SELECT * FROM c, D", "a,b,");
    row("WITH c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 3) SELECT * FROM c", "");
    row("INSERT INTO a SELECT * FROM b", "a,b,");
    row("INSERT INTO main.a (x, y) VALUES (1, (SELECT 2 FROM b))", "b,");
    row("UPDATE OR IGNORE a AS z SET x = (SELECT y FROM b) FROM c WHERE c.x = z.x", "a,b,c,");
    row("DELETE FROM a WHERE x IN main.b OR x IN c", "a,c,");
    row("CREATE TABLE n AS SELECT * FROM a", "a,");
    row("CREATE VIEW n AS SELECT * FROM a", "");
    row("CREATE TRIGGER n AFTER INSERT ON a BEGIN SELECT * FROM b; END", "");
    row("EXPLAIN SELECT a IS DISTINCT FROM b FROM c", "c,");
    row("SELECT 1; SELECT * FROM a", "");
}

void TestAsOf::tablesOfThePresentAreNamed()
{
    QFETCH(QByteArray, statement);
    QFETCH(QByteArray, tables);
    std::string found;
    const std::string text = statement.toStdString();
    for (const sql::TableMention &mention : sql::presentTables(text)) {
        found += mention.table + ",";
        QVERIFY(text.substr(mention.offset, mention.length).find(mention.table) != std::string::npos);
    }
    QCOMPARE(QByteArray::fromStdString(found), tables);
}

namespace {

void row(const char *marked, const char *says)
{
    QTest::newRow(marked) << QByteArray(marked) << QByteArray(says);
}

void rowsOfWrongPlaces()
{
    row("CREATE VIEW w AS SELECT * FROM t ^AS OF SCN 5", "behind the view's name");
    row("CREATE TEMP VIEW IF NOT EXISTS w(a) AS SELECT 1 WHERE 1 IN (SELECT id FROM t ^AS OF TIMESTAMP "
        "'now')",
        "behind the view's name");
    row("EXPLAIN CREATE VIEW w AS SELECT * FROM t ^AS OF SCN 5", "CREATE VIEW");
    row("CREATE TRIGGER w AFTER INSERT ON t BEGIN SELECT 1; INSERT INTO target SELECT * FROM t ^AS OF SCN 5; "
        "END",
        "CREATE TRIGGER");
    row("CREATE TEMPORARY TRIGGER w AFTER INSERT ON t WHEN EXISTS (SELECT 1 FROM u ^AS OF SCN 5) BEGIN "
        "SELECT 1; "
        "END",
        "CREATE TRIGGER");
    row("UPDATE t ^AS OF SCN 5 SET x = 1", "can't be changed");
    row("UPDATE OR FAIL main.t ^AS OF TIMESTAMP '2026-01-01' SET x = 1", "can't be changed");
    row("UPDATE t AS z ^AS OF SCN 5 SET x = 1", "can't be changed");
    row("INSERT INTO t ^AS OF SCN 5 VALUES (1, 2, 3)", "can't be changed");
    row("INSERT OR REPLACE INTO main.t ^AS OF SCN 5 (id) SELECT 1", "can't be changed");
    row("REPLACE INTO t ^AS OF SCN 5 VALUES (1, 2, 3)", "can't be changed");
    row("DELETE FROM t ^AS OF SCN 5 WHERE x = 1", "can't be changed");
    row("WITH c AS (SELECT 1) DELETE FROM t ^AS OF SCN 5", "can't be changed");
    row("SELECT * FROM json_each('[1]') ^AS OF SCN 5", "table-valued function");
    row("SELECT * FROM t, main.generate_series(1, 2) ^AS OF SCN 5 z", "table-valued function");
    row("WITH c AS (SELECT 1) SELECT * FROM c ^AS OF SCN 5", "common table expression");
    row("WITH a AS (SELECT * FROM b ^AS OF SCN 5), b AS (SELECT 1) SELECT * FROM a",
        "common table expression");
    row("WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c ^AS OF SCN 5) SELECT * FROM c",
        "common table expression");
    row("WITH C AS (SELECT 1) SELECT (SELECT 1 FROM (SELECT * FROM \"c\" ^AS OF SCN 5))",
        "common table expression");
    row("WITH t AS (SELECT * FROM t AS OF SCN 5) SELECT * FROM t ^AS OF SCN 5", "common table expression");
    row("WITH c AS (SELECT 1) SELECT 1 IN c ^AS OF SCN 5", "common table expression");
    row("SELECT * FROM (SELECT * FROM t) ^AS OF SCN 5", "inside the subquery");
    row("SELECT * FROM (t JOIN u) ^AS OF SCN 5", "behind each of its tables");
    row("SELECT * FROM t z ^AS OF SCN 5", "right behind the table's name");
    row("SELECT * FROM t AS z ^AS OF SCN 5", "right behind the table's name");
    row("SELECT * FROM t INDEXED BY t_x ^AS OF SCN 5", "before its alias and INDEXED BY");
    row("SELECT * FROM t NOT INDEXED ^AS OF SCN 5", "before its alias and INDEXED BY");
    row("SELECT x ^AS OF SCN 5 FROM t", "can't stand here");
    row("SELECT * FROM t WHERE x ^AS OF SCN 5", "can't stand here");
    row("SELECT * FROM t JOIN u ON t.id = u.id ^AS OF SCN 5", "can't stand here");
    row("SELECT ^AS OF SCN 5", "can't stand here");
    row("DROP TABLE t ^AS OF SCN 5", "can't stand here");
    row("CREATE TABLE t ^AS OF SCN 5", "can't stand here");
    row("SELECT * FROM t AS OF SCN 5 ^AS OF SCN 9", "two points");
}

void rowsOfWrongExpressions()
{
    row("SELECT * FROM t AS OF ^5", "needs SCN or TIMESTAMP");
    row("SELECT * FROM t AS OF ^'2026-01-01'", "needs SCN or TIMESTAMP");
    row("SELECT * FROM t AS OF ^:point", "needs SCN or TIMESTAMP");
    row("SELECT * FROM t AS OF ^VERSION 5", "needs SCN or TIMESTAMP");
    row("SELECT * FROM t AS OF SCN ^id", "would be a column");
    row("SELECT * FROM t AS OF SCN ^t.id", "would be a column");
    row("SELECT * FROM t AS OF SCN ^\"t\".id", "would be a column");
    row("SELECT * FROM t AS OF SCN ^[id]", "would be a column");
    row("SELECT * FROM t AS OF SCN max(1, ^id)", "would be a column");
    row("SELECT * FROM t AS OF SCN 5 + ^id", "would be a column");
    row("SELECT * FROM t AS OF SCN ^CURRENT_SCN", "functions need parentheses");
    row("SELECT * FROM t AS OF SCN (^SELECT 5)", "subquery");
    row("SELECT * FROM t AS OF SCN max(1, (^SELECT 5))", "subquery");
    row("SELECT * FROM t AS OF SCN ^EXISTS (SELECT 5)", "subquery");
    row("SELECT * FROM t AS OF SCN (^VALUES (5))", "subquery");
    row("SELECT * FROM t AS OF SCN^", "needs a value");
    row("SELECT * FROM t AS OF SCN ^WHERE x = 1", "needs a value");
    row("SELECT * FROM (SELECT * FROM t AS OF SCN^)", "needs a value");
    row("SELECT * FROM t AS OF SCN 5 + ^, u", "needs a value");
    row("SELECT * FROM t AS OF SCN (5^", "closing parenthesis");
    row("SELECT * FROM t AS OF SCN (5 ^FROM u)", "closing parenthesis");
    row("SELECT * FROM t AS OF SCN max(5, 6 ^SELECT)", "closing parenthesis");
    row("SELECT * FROM t AS OF TIMESTAMP ^'2026", "unrecognized token");
    row("SELECT * FROM t AS OF SCN CASE WHEN 1 ^END", "needs a value");
}

} // namespace

void TestAsOf::refused_data()
{
    QTest::addColumn<QByteArray>("marked");
    QTest::addColumn<QByteArray>("says");
    rowsOfWrongPlaces();
    rowsOfWrongExpressions();
}

void TestAsOf::refused()
{
    QFETCH(QByteArray, marked);
    QFETCH(QByteArray, says);
    const Marked expected(marked.toStdString());
    std::string message;
    std::string code;
    int offset = -1;
    try {
        parseExtended(expected.statement);
    } catch (const core::Error &error) {
        message = error.message();
        code = core::errorCodeName(error.code());
        offset = error.sqlOffset();
    }
    QVERIFY2(message.find(says.toStdString()) != std::string::npos, message.c_str());
    QCOMPARE(code, std::string("SQL"));
    QCOMPARE(offset, expected.offset);
}

void TestAsOf::deepNestingIsRefusedNotCrashed()
{
    const std::string open(100000, '(');
    QCOMPARE(test::errorCodeOf([&] { parseExtended("SELECT * FROM t AS OF SCN " + open + "5"); }),
             std::string("SQL"));
    std::string signs;
    for (int i = 0; i < 100000; ++i) {
        signs += "- ";
    }
    QVERIFY(parseExtended("SELECT * FROM t AS OF SCN " + signs + "5").has());
    QCOMPARE(test::errorCodeOf([&] { parseExtended("SELECT " + open + "SELECT * FROM t AS OF SCN 5"); }),
             std::string("SQL"));
    QVERIFY(!parseExtended("SELECT " + open + "5").has()); // SQLite says what is wrong with it
    QCOMPARE(test::errorCodeOf([&] { parseExtended(std::string("SELECT 1 \0 x", 12)); }), std::string("SQL"));
}
