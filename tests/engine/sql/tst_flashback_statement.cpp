// The flashback statements: what each is taken apart into, where the others are refused, and that SQL itself
// keeps its meaning.
#include "engine/sql/classify.h"
#include "engine/sql/completion.h"
#include "engine/sql/flashback_statement.h"
#include "engine/sql/format.h"
#include "engine/sql/splitter.h"
#include "tests/engine/sql/as_of_bench.h"
#include "tests/engine/sql/sqlite_oracle.h"
#include "tests/engine/sql/tst_sql.h"

#include <QTest>
#include <fmt/format.h>
#include <fmt/ranges.h>

using namespace strandline;
using namespace strandline::sql;
using test::Marked;
using test::SqliteOracle;

namespace {

std::string pointText(const PointClause &clause)
{
    const char *kind = clause.kind == PointClause::Kind::Scn         ? "scn"
                       : clause.kind == PointClause::Kind::Timestamp ? "time"
                                                                     : "point";
    return fmt::format("{}={}", kind, clause.expression);
}

std::string optionalPointText(const std::optional<PointClause> &clause)
{
    return clause ? pointText(*clause) : "now";
}

struct Describe
{
    std::string operator()(const FlashbackTable &s) const
    {
        return fmt::format("table {} {}{}", fmt::join(s.tables, "|"), pointText(s.to),
                           s.enableTriggers ? " triggers" : "");
    }
    std::string operator()(const FlashbackBeforeDrop &s) const
    {
        return fmt::format("drop {} {}", s.table, s.rename);
    }
    std::string operator()(const FlashbackTransaction &s) const
    {
        return fmt::format("transaction {} {}", s.xid.expression, static_cast<int>(s.mode));
    }
    std::string operator()(const FlashbackDatabase &s) const { return "database " + pointText(s.to); }
    std::string operator()(const CreateRestorePoint &s) const
    {
        return fmt::format("create {} {}{}", s.name, optionalPointText(s.asOf),
                           s.guarantee ? " guarantee" : "");
    }
    std::string operator()(const DropRestorePoint &s) const { return "drop point " + s.name; }
    std::string operator()(const Purge &s) const { return "purge " + s.table; }
    std::string operator()(const AlterSession &s) const { return "session " + optionalPointText(s.asOf); }
};

std::string described(std::string_view text)
{
    const auto statement = parseFlashback(text);
    return statement ? (statement->explain ? "explain " : "") + std::visit(Describe(), statement->what)
                     : std::string("none");
}

} // namespace

void TestFlashbackStatement::parts_data()
{
    QTest::addColumn<QByteArray>("statement");
    QTest::addColumn<QByteArray>("parts");
    const auto row = [](const char *statement, const char *parts) {
        QTest::newRow(statement) << QByteArray(statement) << QByteArray(parts);
    };
    row("FLASHBACK TABLE t TO SCN 5", "table t scn=5");
    row("flashback table a, \"b c\", main.[d] to timestamp '2026-03-01' enable triggers;",
        "table a|b c|d time='2026-03-01' triggers");
    row("EXPLAIN FLASHBACK TABLE t TO RESTORE POINT before_import", "explain table t point=before_import");
    row("FLASHBACK TABLE t TO SCN timestamp_to_scn('2026-03-01') - 1",
        "table t scn=timestamp_to_scn('2026-03-01') - 1");
    row("FLASHBACK TABLE to_scn TO SCN (1 + 2) ENABLE TRIGGERS", "table to_scn scn=(1 + 2) triggers");
    row("FLASHBACK TABLE t TO BEFORE DROP", "drop t ");
    row("FLASHBACK /* c */ TABLE 't' TO BEFORE DROP RENAME TO \"t 2\" -- end", "drop t t 2");
    row("FLASHBACK TRANSACTION 12", "transaction 12 0");
    row("FLASHBACK TRANSACTION ?3 NOCASCADE", "transaction ?3 0");
    row("FLASHBACK TRANSACTION 12 CASCADE", "transaction 12 1");
    row("FLASHBACK TRANSACTION 12 NONCONFLICT_ONLY", "transaction 12 2");
    row("EXPLAIN FLASHBACK TRANSACTION 12 NOCASCADE FORCE", "explain transaction 12 3");
    row("FLASHBACK DATABASE TO RESTORE POINT \"a\"\"b\"", "database point=a\"b");
    row("FLASHBACK DATABASE TO TIMESTAMP datetime('now', '-1 hour')",
        "database time=datetime('now', '-1 hour')");
    row("CREATE RESTORE POINT p", "create p now");
    row("CREATE RESTORE POINT p AS OF SCN 5 GUARANTEE FLASHBACK DATABASE", "create p scn=5 guarantee");
    row("CREATE RESTORE POINT p GUARANTEE FLASHBACK DATABASE", "create p now guarantee");
    row("CREATE RESTORE POINT p AS OF RESTORE POINT q", "create p point=q");
    row("DROP RESTORE POINT p", "drop point p");
    row("PURGE TABLE t", "purge t");
    row("PURGE RECYCLEBIN", "purge ");
    row("ALTER SESSION SET AS OF SCN 5", "session scn=5");
    row("ALTER SESSION SET AS OF = TIMESTAMP '2026-03-01'", "session time='2026-03-01'");
    row("ALTER SESSION SET AS OF = CURRENT", "session now");
    row("ALTER SESSION SET AS OF CURRENT", "session now");
}

void TestFlashbackStatement::parts()
{
    QFETCH(QByteArray, statement);
    QFETCH(QByteArray, parts);
    QCOMPARE(QByteArray::fromStdString(described(statement.toStdString())), parts);
    SqliteOracle oracle; // and no statement of SQLite's was taken away
    QVERIFY(!oracle.prepares(statement.toStdString()));
}

void TestFlashbackStatement::expressionsKeepTheirParameters()
{
    const std::string text = "FLASHBACK TABLE t TO SCN :a + ?5 + ?";
    const auto statement = parseFlashback(text);
    const PointClause &to = std::get<FlashbackTable>(statement->what).to;
    QCOMPARE(to.expression, std::string("?1 + ?5 + ?6"));
    QCOMPARE(text.substr(to.offset, to.length), std::string("TO SCN :a + ?5 + ?"));
    QCOMPARE(to.expressionToOriginal.toOriginal(to.expression.find("?6")), text.rfind('?'));
    QCOMPARE(statement->parameters.size(), std::size_t{3});
    QCOMPARE(statement->parameters[0].name, std::string(":a"));
}

void TestFlashbackStatement::refused_data()
{
    QTest::addColumn<QByteArray>("marked");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char *marked, const char *words) {
        QTest::newRow(marked) << QByteArray(marked) << QByteArray(words);
    };
    row("FLASHBACK^", "TABLE, TRANSACTION or DATABASE is expected");
    row("FLASHBACK ^INDEX i TO SCN 5", "FLASHBACK TRANSACTION or FLASHBACK DATABASE");
    row("FLASHBACK TABLE^", "a table's name is expected");
    row("FLASHBACK TABLE ^table TO SCN 5", "double quotes, \"table\"");
    row("FLASHBACK TABLE ^5 TO SCN 5", "a table's name is expected here, not 5");
    row("FLASHBACK TABLE ^\"\" TO SCN 5", "can't be empty");
    row("FLASHBACK TABLE t^", "TO is expected here, not the end");
    row("FLASHBACK TABLE t ^AS OF SCN 5", "TO is expected here, not AS");
    row("FLASHBACK TABLE a, ^TO SCN 5", "double quotes");
    row("FLASHBACK TABLE a, b, ^A TO SCN 5", "stands twice");
    row("FLASHBACK TABLE ^temp.t TO SCN 5", "Open that database itself");
    row("FLASHBACK TABLE t TO ^5", "TO needs SCN, TIMESTAMP or RESTORE POINT here, not 5");
    row("FLASHBACK TABLE t TO SCN^", "needs a value here");
    row("FLASHBACK TABLE t TO SCN ^x", "would be a column");
    row("FLASHBACK TABLE t TO SCN (^SELECT 5)", "subquery");
    row("FLASHBACK TABLE t TO ^RESTORE p", "needs SCN, TIMESTAMP or RESTORE POINT");
    row("FLASHBACK TABLE t TO RESTORE POINT^", "the restore point's name is expected");
    row("FLASHBACK TABLE t TO SCN 5 ENABLE ^TRIGGER", "TRIGGERS is expected here, not TRIGGER");
    row("FLASHBACK TABLE t TO SCN 5 ^WHERE a = 1", "Nothing can follow here, but there is WHERE");
    row("FLASHBACK TABLE a, ^b TO BEFORE DROP", "a statement for each");
    row("FLASHBACK TABLE t TO BEFORE ^CHANGE", "DROP is expected");
    row("FLASHBACK TABLE t TO BEFORE DROP RENAME ^u", "TO is expected");
    row("FLASHBACK TABLE t TO BEFORE DROP RENAME TO^", "new name is expected");
    row("FLASHBACK TABLE t TO BEFORE DROP ^ENABLE TRIGGERS", "Nothing can follow");
    row("FLASHBACK TRANSACTION^", "FLASHBACK TRANSACTION needs a value");
    row("FLASHBACK TRANSACTION 12 ^FORCE", "Nothing can follow here, but there is FORCE");
    row("FLASHBACK TRANSACTION 12 CASCADE ^FORCE", "NONCONFLICT_ONLY");
    row("FLASHBACK DATABASE ^SCN 5", "TO is expected");
    row("FLASHBACK DATABASE TO ^BEFORE DROP", "TO needs SCN");
    row("CREATE RESTORE ^p", "POINT is expected");
    row("CREATE RESTORE POINT^", "name is expected");
    row("CREATE RESTORE POINT p AS ^SCN 5", "OF is expected");
    row("CREATE RESTORE POINT p GUARANTEE^", "FLASHBACK is expected");
    row("CREATE RESTORE POINT p GUARANTEE FLASHBACK DATABASE ^AS OF SCN 5", "Nothing can follow");
    row("DROP RESTORE POINT p^, q", "Nothing can follow");
    row("PURGE ^t", "TABLE or RECYCLEBIN is expected here, not t");
    row("PURGE RECYCLEBIN ^t", "Nothing can follow");
    row("ALTER SESSION ^AS OF SCN 5", "SET is expected");
    row("ALTER SESSION SET AS OF ^5", "AS OF needs SCN");
    row("EXPLAIN ^PURGE RECYCLEBIN", "without EXPLAIN");
    row("EXPLAIN ^CREATE RESTORE POINT p", "without EXPLAIN");
    row("EXPLAIN ^QUERY PLAN FLASHBACK TABLE t TO SCN 5", "no query plan");
    row("FLASHBACK TABLE ^'t TO SCN 5", "unrecognized token");
}

void TestFlashbackStatement::refused()
{
    QFETCH(QByteArray, marked);
    QFETCH(QByteArray, words);
    const Marked text(marked.toStdString());
    try {
        parseFlashback(text.statement);
        QFAIL("taken");
    } catch (const core::Error &error) {
        QCOMPARE(error.code(), core::ErrorCode::Sql);
        QCOMPARE(error.sqlOffset(), text.offset);
        QVERIFY2(error.message().find(words.toStdString()) != std::string::npos, error.what());
    }
}

void TestFlashbackStatement::sqlKeepsItsMeaning_data()
{
    QTest::addColumn<QByteArray>("statement");
    const auto row = [](const char *statement) { QTest::newRow(statement) << QByteArray(statement); };
    row("CREATE TABLE flashback(purge, session, restore, point)");
    row("CREATE TABLE restore(point)");
    row("CREATE VIEW restore AS SELECT 1 AS purge");
    row("DROP TABLE IF EXISTS restore");
    row("DROP VIEW IF EXISTS purge");
    row("SELECT flashback.a FROM t AS flashback");
    row("EXPLAIN SELECT 1 AS flashback");
    row("EXPLAIN QUERY PLAN SELECT 1 AS purge");
    row("WITH flashback AS (SELECT 1), purge AS (SELECT 2) SELECT * FROM flashback, purge");
    row("ALTER TABLE t RENAME TO session");
    row("BEGIN; FLASHBACK");
    row("-- FLASHBACK TABLE t TO SCN 5\nSELECT 1");
    row("SAVEPOINT flashback");
    row("");
}

void TestFlashbackStatement::sqlKeepsItsMeaning()
{
    QFETCH(QByteArray, statement);
    const std::string text = statement.toStdString();
    SqliteOracle oracle;
    oracle.execute("CREATE TABLE t(a)");
    QVERIFY(oracle.prepares(std::string(
        splitStatements(text).empty() ? std::string_view() : splitStatements(text).front().body(text))));
    QCOMPARE(described(text), std::string("none"));
    QVERIFY(!classify(text).isFlashback());
}

void TestFlashbackStatement::onlyTheFirstStatementIsRead()
{
    QCOMPARE(described("PURGE RECYCLEBIN; nonsense ("), std::string("purge "));
    const std::string script = "FLASHBACK TABLE t TO SCN 5; PURGE TABLE begin; SELECT 1";
    QCOMPARE(splitStatements(script).size(), std::size_t{3});
    QVERIFY(isComplete("FLASHBACK TABLE t TO SCN 5;"));
    QVERIFY(!isComplete("FLASHBACK TABLE t TO SCN 5"));
}

void TestFlashbackStatement::classes_data()
{
    QTest::addColumn<QByteArray>("statement");
    QTest::addColumn<bool>("explain");
    QTest::newRow("table") << QByteArray("FLASHBACK TABLE") << false;
    QTest::newRow("explain") << QByteArray("EXPLAIN FLASHBACK DATABASE") << true;
    QTest::newRow("purge") << QByteArray("purge recyclebin") << false;
    QTest::newRow("create") << QByteArray("CREATE RESTORE POINT x") << false;
    QTest::newRow("drop") << QByteArray("DROP RESTORE POINT x") << false;
    QTest::newRow("session") << QByteArray("ALTER SESSION SET AS OF SCN 1") << false;
}

void TestFlashbackStatement::classes()
{
    QFETCH(QByteArray, statement);
    QFETCH(bool, explain);
    const StatementClass found = classify(statement.toStdString());
    QCOMPARE(found.kind, StatementKind::Flashback);
    QVERIFY(found.isFlashback() && !found.isDdl() && !found.isWrite() && !found.isSelect());
    QCOMPARE(found.explain, explain);
}

void TestFlashbackStatement::layout_data()
{
    QTest::addColumn<QByteArray>("statement");
    QTest::addColumn<QByteArray>("laidOut");
    QTest::newRow("table") << QByteArray("FLASHBACK  TABLE a,b\nTO SCN 5")
                           << QByteArray("FLASHBACK TABLE a, b TO SCN 5");
    QTest::newRow("session") << QByteArray("ALTER SESSION\nSET AS OF = CURRENT;")
                             << QByteArray("ALTER SESSION SET AS OF = CURRENT;");
    QTest::newRow("update") << QByteArray("UPDATE session SET a = 1")
                            << QByteArray("UPDATE session\nSET a = 1");
}

void TestFlashbackStatement::layout()
{
    QFETCH(QByteArray, statement);
    QFETCH(QByteArray, laidOut);
    QCOMPARE(QByteArray::fromStdString(formatSql(statement.toStdString())).trimmed(), laidOut);
}

void TestFlashbackStatement::completes_data()
{
    using L = QStringList;
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("proposals");
    QTest::newRow("verb") << "FLA|" << L{"FLASHBACK TABLE", "FLASHBACK TRANSACTION", "FLASHBACK DATABASE"};
    QTest::newRow("what") << "FLASHBACK |" << L{"TABLE", "TRANSACTION", "DATABASE"};
    QTest::newRow("table") << "FLASHBACK TABLE |" << L{"orders", "order_items"};
    QTest::newRow("second table") << "FLASHBACK TABLE orders, order_|" << L{"order_items"};
    QTest::newRow("to") << "explain flashback table orders |" << L{"to"};
    QTest::newRow("point") << "FLASHBACK TABLE orders TO |"
                           << L{"SCN", "TIMESTAMP", "RESTORE POINT", "BEFORE DROP"};
    QTest::newRow("triggers") << "FLASHBACK TABLE orders TO SCN 5 |" << L{"ENABLE TRIGGERS"};
    QTest::newRow("a value") << "FLASHBACK TABLE orders TO SCN |" << L{};
    QTest::newRow("rename") << "FLASHBACK TABLE orders TO BEFORE DROP |" << L{"RENAME TO"};
    QTest::newRow("database") << "FLASHBACK DATABASE TO |" << L{"SCN", "TIMESTAMP", "RESTORE POINT"};
    QTest::newRow("transaction") << "FLASHBACK TRANSACTION 12 N|"
                                 << L{"NONCONFLICT_ONLY", "NOCASCADE", "NOCASCADE FORCE"};
    QTest::newRow("restore point") << "CREATE RESTORE POINT p |"
                                   << L{"GUARANTEE FLASHBACK DATABASE", "AS OF"};
    QTest::newRow("purge") << "PURGE |" << L{"TABLE", "RECYCLEBIN"};
    QTest::newRow("session") << "ALTER SESSION SET AS OF |"
                             << L{"SCN", "TIMESTAMP", "RESTORE POINT", "CURRENT"};
}

void TestFlashbackStatement::completes()
{
    QFETCH(QString, text);
    QFETCH(QStringList, proposals);
    CompletionSchema schema;
    for (const char *name : {"orders", "order_items"}) {
        schema.tables.push_back({.schema = "main", .name = name, .columns = {{"id", ""}}, .foreignKeys = {}});
    }
    const auto cursor = static_cast<std::size_t>(text.indexOf('|'));
    const std::string statement = text.remove('|').toStdString();
    QStringList found;
    for (const Proposal &proposal : complete(statement, cursor, schema).proposals) {
        found << QString::fromStdString(proposal.text);
    }
    QCOMPARE(found, proposals);
}
