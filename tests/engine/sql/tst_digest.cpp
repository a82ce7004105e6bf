// Digests and the classes of statements.
#include "engine/sql/classify.h"
#include "engine/sql/digest.h"
#include "tests/engine/sql/sqlite_oracle.h"
#include "tests/engine/sql/tst_sql.h"

#include <QRegularExpression>
#include <QTest>

using namespace strandline::sql;
using strandline::test::Random;
using strandline::test::testSeed;

void TestDigest::normalized_data()
{
    QTest::addColumn<QByteArray>("statement");
    QTest::addColumn<QByteArray>("digest");
    const auto row = [](const char *statement, const char *digest) {
        QTest::newRow(statement) << QByteArray(statement) << QByteArray(digest);
    };
    row("select  *\nfrom Orders -- c\n where ID=5;", "SELECT * FROM orders WHERE id = ?");
    row("SELECT a.B, [C d], \"E\" FROM t a", "SELECT a.b, [C d], \"E\" FROM t a");
    row("SELECT 1, -1, 1.5e3, 'x', x'00', ?, ?3, :a", "SELECT ?, ?, ?, ?, ?, ?, ?, ?");
    row("SELECT a-1, a - -1, a+1, (-1), -a FROM t", "SELECT a - ?, a - ?, a + ?, (?), - a FROM t");
    row("SELECT x FROM t LIMIT -1 OFFSET +5", "SELECT x FROM t LIMIT ? OFFSET ?");
    row("SELECT NULL-1, CASE 1 WHEN 2 THEN 3 END-1", "SELECT ? - ?, CASE ? WHEN ? THEN ? END - ?");
    row("SELECT * FROM t WHERE a IN (1,2, -3)", "SELECT * FROM t WHERE a IN (...)");
    row("SELECT * FROM t WHERE a IN (1)", "SELECT * FROM t WHERE a IN (...)");
    row("SELECT * FROM t WHERE a NOT IN ('x')", "SELECT * FROM t WHERE a NOT IN (...)");
    row("SELECT * FROM t WHERE a IN (1, b)", "SELECT * FROM t WHERE a IN (?, b)");
    row("SELECT * FROM t WHERE a IN ()", "SELECT * FROM t WHERE a IN ()");
    row("SELECT * FROM t WHERE a IN (SELECT 1)", "SELECT * FROM t WHERE a IN (SELECT ?)");
    row("SELECT * FROM t WHERE a IS NULL AND b = NULL AND c NOT NULL AND d IS NOT NULL",
        "SELECT * FROM t WHERE a IS NULL AND b = ? AND c NOT NULL AND d IS NOT NULL");
    row("INSERT INTO t (a,b) VALUES (1,'x'),(2,'y'),(3,'z')", "INSERT INTO t(a, b) VALUES (?, ?), ...");
    row("INSERT INTO t VALUES (1, f(2))", "INSERT INTO t VALUES (?, f(?))");
    row("INSERT INTO t VALUES (1),(a)", "INSERT INTO t VALUES (?), (a)");
    row("INSERT INTO t VALUES (1),(2) ON CONFLICT DO NOTHING",
        "INSERT INTO t VALUES (?), ... ON CONFLICT DO NOTHING");
    row("SELECT count ( * ), max(a) FROM t", "SELECT count(*), max(a) FROM t");
    row("SELECT * FROM t AS OF SCN 5 x", "SELECT * FROM t AS OF scn ? x");
    row("", "");
    row(";", "");
    row("SELECT 'open", "SELECT 'open");
}

void TestDigest::normalized()
{
    QFETCH(QByteArray, statement);
    QFETCH(QByteArray, digest);
    QCOMPARE(QByteArray::fromStdString(normalize(statement.toStdString())), digest);
    QCOMPARE(QByteArray::fromStdString(normalize(digest.toStdString())), digest);
}

void TestDigest::normalizingTwiceChangesNothing()
{
    Random random(testSeed("normalizingTwiceChangesNothing", 6));
    for (int round = 0; round < 20000; ++round) {
        const std::string text = strandline::test::randomSqlText(random, random.below(14));
        const std::string once = normalize(text);
        QCOMPARE(QByteArray::fromStdString(normalize(once)), QByteArray::fromStdString(once));
    }
}

void TestDigest::idsAreAlikeForOtherValuesOnly()
{
    const std::string id = sqlId("SELECT * FROM t WHERE a = 5 AND b IN (1, 2)");
    QVERIFY(QRegularExpression("^[0-9a-df-hj-km-np-z]{13}$").match(QString::fromStdString(id)).hasMatch());
    QCOMPARE(sqlId("select * from T where A = -7.5 and B in (:x) -- again\n;"), id);
    QVERIFY(sqlId("SELECT * FROM t WHERE a = 5 AND c IN (1, 2)") != id);
    QVERIFY(sqlId("SELECT * FROM t WHERE a = 5 OR b IN (1, 2)") != id);
    QVERIFY(sqlId("SELECT * FROM \"T\" WHERE a = 5 AND b IN (1, 2)") != id);
}

// They are stored in reports and baselines.
void TestDigest::idsStayWhatTheyAre()
{
    QCOMPARE(QByteArray::fromStdString(sqlId("SELECT * FROM orders WHERE id = 1")),
             QByteArray("5g5xcd1hvr2nr"));
    QCOMPARE(QByteArray::fromStdString(sqlId("UPDATE orders SET price = price * 2")),
             QByteArray("76483yp5q23va"));
}

void TestDigest::classes_data()
{
    QTest::addColumn<QByteArray>("statement");
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("explain");
    const auto row = [](const char *statement, const char *verb, StatementKind kind, bool explain = false) {
        QTest::newRow(statement) << QByteArray(statement) << QByteArray(verb) << static_cast<int>(kind)
                                 << explain;
    };
    row("", "", StatementKind::Empty);
    row(" -- c\n;", "", StatementKind::Empty);
    row("/* c */ ; select 1", "SELECT", StatementKind::Select);
    row("VALUES (1)", "VALUES", StatementKind::Select);
    row("WITH a AS (SELECT 1) SELECT * FROM a", "SELECT", StatementKind::Select);
    row("WITH RECURSIVE a(x, y) AS NOT MATERIALIZED (SELECT 1), \"b\" AS (VALUES (2)) INSERT INTO t SELECT 1",
        "INSERT", StatementKind::Write);
    row("WITH replace AS (SELECT 1) DELETE FROM t", "DELETE", StatementKind::Write);
    row("REPLACE INTO t VALUES (1)", "REPLACE", StatementKind::Write);
    row("update t set a = 1", "UPDATE", StatementKind::Write);
    row("CREATE TABLE t(a)", "CREATE", StatementKind::Ddl);
    row("DROP TABLE t", "DROP", StatementKind::Ddl);
    row("ALTER TABLE t ADD b", "ALTER", StatementKind::Ddl);
    row("BEGIN", "BEGIN", StatementKind::Transaction);
    row("END", "END", StatementKind::Transaction);
    row("SAVEPOINT x", "SAVEPOINT", StatementKind::Transaction);
    row("ROLLBACK TO x", "ROLLBACK", StatementKind::Transaction);
    row("PRAGMA user_version", "PRAGMA", StatementKind::Pragma);
    row("ATTACH 'x' AS y", "ATTACH", StatementKind::Attach);
    row("VACUUM", "VACUUM", StatementKind::Maintenance);
    row("EXPLAIN QUERY PLAN DELETE FROM t", "DELETE", StatementKind::Write, true);
    row("EXPLAIN WITH a AS (SELECT 1) SELECT 1", "SELECT", StatementKind::Select, true);
    row("\"SELECT\" 1", "\"SELECT\"", StatementKind::Other);
    row("frobnicate", "FROBNICATE", StatementKind::Other);
    row("WITH", "", StatementKind::Other);
}

void TestDigest::classes()
{
    QFETCH(QByteArray, statement);
    QFETCH(QByteArray, verb);
    QFETCH(int, kind);
    QFETCH(bool, explain);
    const StatementClass found = classify(statement.toStdString());
    QCOMPARE(QByteArray::fromStdString(found.verb), verb);
    QCOMPARE(static_cast<int>(found.kind), kind);
    QCOMPARE(found.explain, explain);
    QCOMPARE(found.isWrite(), !explain && found.kind == StatementKind::Write);
    QCOMPARE(found.isSelect(), found.kind == StatementKind::Select);
}
