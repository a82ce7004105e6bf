// The splitter against where SQLite ends a statement.
#include "engine/sql/splitter.h"
#include "tests/engine/sql/sqlite_oracle.h"
#include "tests/engine/sql/tst_sql.h"

#include <QTest>
#include <array>

using namespace strandline::sql;
using strandline::test::Random;
using strandline::test::SqliteOracle;
using strandline::test::testSeed;

namespace {

// The bodies with | behind each; a piece that isn't terminated ends with ~ instead.
QByteArray bodiesOf(std::string_view script)
{
    std::string out;
    for (const StatementPiece &piece : splitStatements(script)) {
        out.append(piece.body(script)).append(piece.terminated ? "|" : "~");
    }
    return QByteArray::fromStdString(out);
}

constexpr std::array<std::string_view, 22> statements{
    "SELECT 1",
    "SELECT 'a;b', \"c;d\", `e;f` FROM (SELECT 1 AS \"c;d\", 2 AS `e;f`)",
    "/* a; b */ SELECT 2 -- ; c\n",
    "CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; END",
    "create temp trigger y after update of a on t when new.a > case when 1 then 2 end begin "
    "select case when new.a then 1 else 2 end; delete from t where a = 1; end",
    "CREATE TRIGGER IF NOT EXISTS z INSTEAD OF DELETE ON v BEGIN UPDATE t SET a = CASE b WHEN 1 THEN 2 END; "
    "INSERT INTO t(a) SELECT 5; END",
    "CREATE TEMPORARY TRIGGER w BEFORE DELETE ON t FOR EACH ROW BEGIN SELECT raise(IGNORE); END",
    "EXPLAIN CREATE TRIGGER e AFTER INSERT ON t BEGIN SELECT 1; SELECT 2; END",
    "EXPLAIN QUERY PLAN CREATE TRIGGER e2 AFTER INSERT ON t BEGIN SELECT 1; SELECT 2; END",
    "CREATE TRIGGER begin AFTER INSERT ON t BEGIN SELECT begin FROM begin; END",
    "CREATE TRIGGER main.begin AFTER UPDATE OF begin, a ON begin BEGIN SELECT 1; END",
    "CREATE TRIGGER [b;] AFTER INSERT ON t BEGIN SELECT ';END;'; /* ;END; */ SELECT 1; END",
    "CREATE TABLE trigger(a, end, begin)",
    "CREATE VIEW trigger AS SELECT 1",
    "BEGIN",
    "END",
    "BEGIN IMMEDIATE TRANSACTION",
    "SELECT CASE WHEN 1 THEN 2 END",
    "INSERT INTO t(a) VALUES (';')",
    "WITH end AS (SELECT 1) SELECT * FROM end",
    "EXPLAIN SELECT 1",
    "CREATE TEMP TABLE q AS SELECT 1",
};

std::string schema()
{
    return "CREATE TABLE t(a, b); CREATE VIEW v AS SELECT * FROM t; CREATE TABLE begin(begin, a)";
}

} // namespace

void TestSplitter::pieces_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QByteArray>("bodies");
    const auto row = [](const char *script, const char *bodies) {
        QTest::newRow(script) << QByteArray(script) << QByteArray(bodies);
    };
    row("", "");
    row("  ", "~");
    row(";", "|");
    row("SELECT 1", "SELECT 1~");
    row("SELECT 1;", "SELECT 1|");
    row("SELECT 1; SELECT 2 ; -- bye", "SELECT 1|SELECT 2|~");
    row(";;SELECT 1;;", "||SELECT 1||");
    row("/* a;b */ SELECT ';' ; SELECT \";\"", "SELECT ';'|SELECT \";\"~");
    row("SELECT 'open; SELECT 2;", "SELECT 'open; SELECT 2;~");
    row("SELECT 1 /* open; SELECT 2;", "SELECT 1~");
    row("CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; SELECT 2; END; SELECT 3",
        "CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; SELECT 2; END|SELECT 3~");
    row("CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT CASE WHEN 1 THEN 2 END; END; SELECT 3",
        "CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT CASE WHEN 1 THEN 2 END; END|SELECT 3~");
    row("CREATE TRIGGER x; SELECT 3;", "CREATE TRIGGER x|SELECT 3|");
    row("CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; END junk; SELECT 3",
        "CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; END junk|SELECT 3~");
    row("BEGIN; SELECT 1; END; SELECT 2", "BEGIN|SELECT 1|END|SELECT 2~");
    row("CREATE TABLE trigger(begin); SELECT 1; END;", "CREATE TABLE trigger(begin)|SELECT 1|END|");
    row("SELECT (1; SELECT 2)", "SELECT (1|SELECT 2)~");
}

void TestSplitter::pieces()
{
    QFETCH(QByteArray, script);
    QFETCH(QByteArray, bodies);
    QCOMPARE(bodiesOf(script.toStdString()), bodies);
}

void TestSplitter::piecesTileAnyScript()
{
    Random random(testSeed("piecesTileAnyScript", 3));
    for (int round = 0; round < 5000; ++round) {
        std::string script;
        for (std::size_t i = random.below(5); i > 0; --i) {
            script += random.oneIn(2) ? std::string(statements[random.below(statements.size())])
                                      : strandline::test::randomSqlText(random, random.below(10));
            script += random.oneIn(3) ? ";" : "; ";
        }
        std::string joined;
        for (const StatementPiece &piece : splitStatements(script)) {
            QCOMPARE(piece.offset, joined.size());
            QVERIFY(piece.length > 0);
            QVERIFY(piece.bodyOffset >= piece.offset);
            QVERIFY(piece.bodyOffset + piece.bodyLength <= piece.offset + piece.length);
            QVERIFY(!piece.terminated || piece.in(script).back() == ';');
            joined += piece.in(script);
        }
        QCOMPARE(joined, script);
    }
}

void TestSplitter::endsWhereSqliteEnds()
{
    Random random(testSeed("endsWhereSqliteEnds", 4));
    SqliteOracle oracle;
    oracle.execute(schema());
    for (const std::string_view statement : statements) {
        QVERIFY2(oracle.prepares(statement), std::string(statement).c_str());
    }
    for (int round = 0; round < 500; ++round) {
        std::string script;
        for (std::size_t i = 1 + random.below(5); i > 0; --i) {
            script.append(statements[random.below(statements.size())]).append(random.oneIn(2) ? ";" : " ; ");
        }
        for (const StatementPiece &piece : splitStatements(script)) {
            if (!piece.empty()) {
                const std::string_view rest = std::string_view(script).substr(piece.offset);
                QVERIFY2(oracle.statementLength(rest) == piece.length, script.c_str());
            }
        }
    }
}

void TestSplitter::completeness_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("complete");
    const auto row = [](const char *text, bool complete) {
        QTest::newRow(text) << QByteArray(text) << complete;
    };
    row("", false);
    row(" -- nothing", false);
    row("SELECT 1", false);
    row("SELECT 1;", true);
    row("SELECT 1; -- done", true);
    row("SELECT 1; /* done */ ", true);
    row("SELECT 1; /* open", false);
    row("SELECT ';", false);
    row("SELECT 1; SELECT 2", false);
    row("CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT 1;", false);
    row("CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; END", false);
    row("CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; END;", true);
    row("CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT CASE 1 WHEN 1 THEN 2 END;", false);
}

void TestSplitter::completeness()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, complete);
    QCOMPARE(isComplete(text.toStdString()), complete);
    QCOMPARE(SqliteOracle::isComplete(text.toStdString()), complete);
}

void TestSplitter::completenessIsSqlites()
{
    Random random(testSeed("completenessIsSqlites", 5));
    int complete = 0;
    for (int round = 0; round < 3000; ++round) {
        std::string script;
        for (std::size_t i = random.below(4); i > 0; --i) {
            script.append(statements[random.below(statements.size())]).append("; ");
        }
        // Cut anywhere, as somebody who is typing does.
        script.resize(random.oneIn(2) ? script.size() : random.below(script.size() + 1));
        // The one known difference: sqlite3_complete() doesn't know EXPLAIN QUERY PLAN before a trigger.
        if (script.find("QUERY") == std::string::npos) {
            QVERIFY2(isComplete(script) == SqliteOracle::isComplete(script), script.c_str());
            complete += isComplete(script) ? 1 : 0;
        }
    }
    QVERIFY(complete > 300);
}
