// AS OF, run on real SQLite: every statement must give what the same statement gives when it names the
// attached past itself.
#include "engine/sql/rewrite.h"
#include "engine/sql/tokenizer.h"
#include "tests/engine/sql/as_of_bench.h"
#include "tests/engine/sql/tst_sql.h"
#include "tests/support/error_code.h"

#include <QTest>

using namespace strandline;
using sql::AsOfReference;
using sql::parseExtended;
using sqlite::Value;
using test::AsOfBench;
using test::Marked;

namespace {

void addStatements()
{
    QTest::addColumn<QByteArray>("statement");
    QTest::addColumn<QByteArray>("plain");
}

void row(const char *statement, const char *plain)
{
    QTest::newRow(statement) << QByteArray(statement) << QByteArray(plain);
}

// The parameters of the tables below.
const std::map<int, Value> &bindings()
{
    static const std::map<int, Value> values{{1, std::int64_t{5}},
                                             {2, std::int64_t{9}},
                                             {3, std::int64_t{2}},
                                             {4, std::string("2026-03-09 10:00")}};
    return values;
}

void rowsOfPlaces()
{
    row("SELECT * FROM t AS OF SCN 5", "SELECT * FROM asof_5.t");
    row("select * from t as of scn 5;", "SELECT * FROM asof_5.t");
    row("SELECT * FROM main.t AS OF SCN 5", "SELECT * FROM asof_5.t");
    row("SELECT * FROM [t]AS/*c*/OF\nSCN--\n5", "SELECT * FROM asof_5.t");
    row("SELECT * FROM \"main\" . `t` AS OF SCN 5", "SELECT * FROM asof_5.t");
    row("SELECT * FROM 't' AS OF SCN 5", "SELECT * FROM asof_5.t");
    row("SELECT * FROM \"odd \"\"name\" AS OF SCN 5", "SELECT * FROM asof_5.[odd \"name]");
    row("SELECT * FROM left AS OF SCN 5 LEFT JOIN scn AS OF SCN 9",
        "SELECT * FROM asof_5.left LEFT JOIN asof_9.scn");
    row("SELECT * FROM t AS OF SCN 5, u AS OF SCN 9", "SELECT * FROM asof_5.t, asof_9.u");
    row("SELECT * FROM t, u AS OF SCN 9 WHERE t.id = u.tid", "SELECT * FROM t, asof_9.u WHERE t.id = u.tid");
    row("SELECT * FROM t JOIN u AS OF SCN 9 ON t.id = tid, t AS OF SCN 5 z",
        "SELECT * FROM t JOIN asof_9.u ON t.id = tid, asof_5.t z");
    row("SELECT * FROM t AS OF SCN 5 NATURAL JOIN ids AS OF SCN 9",
        "SELECT * FROM asof_5.t NATURAL JOIN asof_9.ids");
    row("SELECT * FROM t AS OF SCN 5 LEFT OUTER JOIN ids AS OF SCN 9 USING (id)",
        "SELECT * FROM asof_5.t LEFT OUTER JOIN asof_9.ids USING (id)");
    row("SELECT * FROM t AS OF SCN 5 FULL JOIN ids AS OF SCN 9 USING (id), scn CROSS JOIN left AS OF SCN 5",
        "SELECT * FROM asof_5.t FULL JOIN asof_9.ids USING (id), scn CROSS JOIN asof_5.left");
    row("SELECT * FROM (t AS OF SCN 5 JOIN u AS OF SCN 9 ON t.id = u.id)",
        "SELECT * FROM (asof_5.t JOIN asof_9.u ON t.id = u.id)");
    row("SELECT * FROM ((t AS OF SCN 5), (SELECT 1 FROM u AS OF SCN 9 LIMIT 1))",
        "SELECT * FROM ((asof_5.t), (SELECT 1 FROM asof_9.u LIMIT 1))");
    row("SELECT * FROM (SELECT x FROM t AS OF SCN 5) WHERE x > 20",
        "SELECT * FROM (SELECT x FROM asof_5.t) WHERE x > 20");
    row("SELECT (SELECT max(x) FROM t AS OF SCN 5), (SELECT max(x) FROM t)",
        "SELECT (SELECT max(x) FROM asof_5.t), (SELECT max(x) FROM t)");
    row("SELECT id FROM t WHERE EXISTS (SELECT 1 FROM ids AS OF SCN 9 i WHERE i.id = t.id)",
        "SELECT id FROM t WHERE EXISTS (SELECT 1 FROM asof_9.ids i WHERE i.id = t.id)");
    row("SELECT id FROM t WHERE id IN (SELECT id FROM ids AS OF SCN 9)",
        "SELECT id FROM t WHERE id IN (SELECT id FROM asof_9.ids)");
    row("SELECT id, id IN ids AS OF SCN 5 FROM t", "SELECT id, id IN asof_5.ids FROM t");
    row("SELECT id FROM t WHERE id NOT IN main.ids AS OF SCN 5 AND x > 1",
        "SELECT id FROM t WHERE id NOT IN asof_5.ids AND x > 1");
    row("SELECT x FROM t AS OF SCN 5 UNION ALL SELECT x FROM t AS OF SCN 9 UNION SELECT y FROM u EXCEPT "
        "SELECT x "
        "FROM t INTERSECT SELECT x FROM t AS OF SCN 9 ORDER BY 1",
        "SELECT x FROM asof_5.t UNION ALL SELECT x FROM asof_9.t UNION SELECT y FROM u EXCEPT SELECT x FROM "
        "t "
        "INTERSECT SELECT x FROM asof_9.t ORDER BY 1");
    row("SELECT x FROM t AS OF SCN 5 MINUS, u AS OF SCN 9 LIMIT 3",
        "SELECT x FROM asof_5.t MINUS, asof_9.u LIMIT 3");
}

void rowsOfFurtherPlaces()
{
    row("VALUES ((SELECT max(x) FROM t AS OF SCN 5))", "VALUES ((SELECT max(x) FROM asof_5.t))");
    row("SELECT sum(x) OVER w FROM t AS OF SCN 5 WINDOW w AS (ORDER BY id)",
        "SELECT sum(x) OVER w FROM asof_5.t WINDOW w AS (ORDER BY id)");
    row("SELECT note, count(*) FROM t AS OF SCN 5 GROUP BY note HAVING count(*) = (SELECT count(*) FROM ids "
        "AS OF "
        "SCN 9) - 1 ORDER BY (SELECT x FROM t AS OF SCN 9 p WHERE p.note > t.note)",
        "SELECT note, count(*) FROM asof_5.t GROUP BY note HAVING count(*) = (SELECT count(*) FROM "
        "asof_9.ids) - 1 "
        "ORDER BY (SELECT x FROM asof_9.t p WHERE p.note > t.note)");
    row("SELECT * FROM t WHERE x IS NOT DISTINCT FROM (SELECT min(x) FROM t AS OF SCN 5) - 5",
        "SELECT * FROM t WHERE x IS NOT DISTINCT FROM (SELECT min(x) FROM asof_5.t) - 5");
    row("SELECT json_each.value FROM json_each('[1]'), t AS OF SCN 5",
        "SELECT json_each.value FROM json_each('[1]'), asof_5.t");
    row("SELECT * FROM t AS OF SCN 5, json_each('[' || x || ']') j",
        "SELECT * FROM asof_5.t, json_each('[' || x || ']') j");
    row("SELECT value FROM json_each((SELECT '[' || x || ']' FROM t AS OF SCN 5 LIMIT 1))",
        "SELECT value FROM json_each((SELECT '[' || x || ']' FROM asof_5.t LIMIT 1))");
    row("SELECT DISTINCT a.x IS DISTINCT FROM b.x FROM t a JOIN t AS OF SCN 9 b ON a.id IS NOT DISTINCT FROM "
        "b.id JOIN "
        "ids AS OF SCN 5 c ON c.id IN (1, 2), ids AS OF SCN 9",
        "SELECT DISTINCT a.x IS DISTINCT FROM b.x FROM t a JOIN asof_9.t b ON a.id IS NOT DISTINCT FROM b.id "
        "JOIN "
        "asof_5.ids c ON c.id IN (1, 2), asof_9.ids");
    row("SELECT CASE WHEN id IN ids AS OF SCN 5 THEN 'yes' ELSE 'no' END FROM t",
        "SELECT CASE WHEN id IN asof_5.ids THEN 'yes' ELSE 'no' END FROM t");
    row("VALUES (1) UNION ALL SELECT x FROM t AS OF SCN 5 -- end",
        "VALUES (1) UNION ALL SELECT x FROM asof_5.t");
    row("\xef\xbb\xbfSELECT of.x FROM of AS OF SCN 5", "SELECT of.x FROM asof_5.of");
    row("SELECT OF.x FROM t AS OF SCN 5 AS OF", "SELECT z.x FROM asof_5.t AS z");
    row("SELECT x FROM \xc3\xbc AS OF SCN 5", "SELECT x FROM asof_5.\"\xc3\xbc\"");
    row("SELECT scn.x AS scn FROM scn AS OF SCN 5 ORDER BY scn", "SELECT x FROM asof_5.scn");
    row("SELECT (SELECT max(timestamp) FROM (SELECT x AS timestamp FROM t AS OF TIMESTAMP '2026-03-05') AS "
        "of)",
        "SELECT max(x) FROM asof_5.t");
    row("EXPLAIN QUERY PLAN SELECT * FROM t AS OF SCN 5 WHERE x = 1",
        "EXPLAIN QUERY PLAN SELECT * FROM asof_5.t WHERE x = 1");
    row("SELECT CAST(x AS OF SCN) FROM t AS OF SCN 5", "SELECT CAST(x AS OF SCN) FROM asof_5.t");
    row("SELECT x AS of FROM t AS OF SCN 5 AS of", "SELECT x AS of FROM asof_5.t AS of");
    row("SELECT * FROM sqlite_schema AS OF SCN 5 WHERE name = 't'",
        "SELECT * FROM asof_5.sqlite_schema WHERE name = 't'");
}

void rowsOfAliases()
{
    row("SELECT z.x FROM t AS OF SCN 5 z", "SELECT z.x FROM asof_5.t z");
    row("SELECT z.x FROM t AS OF SCN 5 AS z", "SELECT z.x FROM asof_5.t AS z");
    row("SELECT z.x FROM t AS OF SCN(5)z", "SELECT z.x FROM asof_5.t z");
    row("SELECT \"z\".x FROM \"t\"AS OF SCN(5)\"z\"", "SELECT z.x FROM asof_5.t z");
    row("SELECT z.x FROM t AS OF SCN 5 'z'", "SELECT z.x FROM asof_5.t z");
    row("SELECT a.x - b.x FROM t AS OF SCN 9 a JOIN t AS OF SCN 5 b USING (id)",
        "SELECT a.x - b.x FROM asof_9.t a JOIN asof_5.t b USING (id)");
    row("SELECT replace.x FROM t AS OF SCN 5 replace, t AS OF SCN 9 AS left WHERE replace.id = left.id",
        "SELECT replace.x FROM asof_5.t replace, asof_9.t AS left WHERE replace.id = left.id");
    row("SELECT * FROM t AS OF SCN 5 window, ids AS OF SCN 9", "SELECT * FROM asof_5.t window, asof_9.ids");
    row("SELECT x FROM t AS OF SCN 5 INDEXED BY t_x WHERE x > 1",
        "SELECT x FROM asof_5.t INDEXED BY t_x WHERE x > 1");
    row("SELECT x FROM t AS OF SCN 5 z INDEXED BY t_x WHERE x > 1",
        "SELECT x FROM asof_5.t z INDEXED BY t_x WHERE x > 1");
    row("SELECT x FROM t AS OF SCN 5 NOT INDEXED WHERE x > 1",
        "SELECT x FROM asof_5.t NOT INDEXED WHERE x > 1");
    row("SELECT t.x, T.note, main.t.id FROM t AS OF SCN 5 WHERE main.t.x > 1",
        "SELECT t.x, t.note, t.id FROM asof_5.t WHERE t.x > 1");
    row("SELECT main.t.x, [MAIN].\"t\".x FROM main.t AS OF SCN 5", "SELECT x, x FROM asof_5.t");
    row("SELECT main.t.x, main.u.y FROM t AS OF SCN 5, u ORDER BY main.t.id, main.u.y",
        "SELECT t.x, u.y FROM asof_5.t, u ORDER BY t.id, u.y");
    row("SELECT main.t.x FROM main.t, t AS OF SCN 5 AS past WHERE main.t.id = past.id",
        "SELECT t.x FROM main.t, asof_5.t AS past WHERE t.id = past.id");
    row("SELECT main.t.x, (SELECT main.t.x FROM t AS OF SCN 9 LIMIT 1) FROM t",
        "SELECT t.x, (SELECT p.x FROM asof_9.t p LIMIT 1) FROM t");
    row("SELECT (SELECT max(y) FROM u WHERE main.u.tid = main.t.id) FROM t AS OF SCN 5",
        "SELECT (SELECT max(y) FROM u WHERE u.tid = p.id) FROM asof_5.t p");
    row("SELECT main.t.x FROM t AS OF SCN 5 UNION ALL SELECT main.t.x FROM t",
        "SELECT x FROM asof_5.t UNION ALL SELECT x FROM t");
    row("SELECT t.* FROM t AS OF SCN 5, u", "SELECT t.* FROM asof_5.t, u");
}

void rowsOfCommonTables()
{
    row("WITH c AS (SELECT * FROM t AS OF SCN 5) SELECT * FROM c",
        "WITH c AS (SELECT * FROM asof_5.t) SELECT * FROM c");
    row("WITH c(a) AS NOT MATERIALIZED (SELECT x FROM t AS OF SCN 5), d AS MATERIALIZED (SELECT a FROM c) "
        "SELECT * FROM d, ids AS OF SCN 9",
        "WITH c(a) AS NOT MATERIALIZED (SELECT x FROM asof_5.t), d AS MATERIALIZED (SELECT a FROM c) SELECT "
        "* FROM d, asof_9.ids");
    row("WITH t AS (SELECT * FROM t AS OF SCN 5) SELECT x FROM t", "SELECT x FROM asof_5.t");
    row("WITH t AS (SELECT 1 AS x) SELECT * FROM t, main.t AS OF SCN 5 AS p",
        "WITH t AS (SELECT 1 AS x) SELECT * FROM t, asof_5.t AS p");
    row("WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c, ids AS OF SCN 9 WHERE n < 3) "
        "SELECT n FROM c",
        "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c, asof_9.ids WHERE n < 3) SELECT n "
        "FROM c");
    row("SELECT * FROM (WITH u AS (SELECT 1) SELECT * FROM u), u AS OF SCN 5",
        "SELECT * FROM (WITH c AS (SELECT 1) SELECT * FROM c), asof_5.u");
    row("WITH replace AS (SELECT 1 AS a), x AS (SELECT * FROM replace) SELECT * FROM x, t AS OF SCN 5",
        "WITH r AS (SELECT 1 AS a) SELECT * FROM r, asof_5.t");
}

void rowsOfExpressions()
{
    row("SELECT x FROM t AS OF SCN 0x5", "SELECT x FROM asof_5.t");
    row("SELECT x FROM t AS OF SCN +4 + 1 z", "SELECT x FROM asof_5.t");
    row("SELECT x FROM t AS OF SCN 2*2+1, ids", "SELECT x FROM asof_5.t, ids");
    row("SELECT x FROM t AS OF SCN - - 5", "SELECT x FROM asof_5.t");
    row("SELECT x FROM t AS OF SCN (9)", "SELECT x FROM asof_9.t");
    row("SELECT x FROM t AS OF SCN ((1 = 1 AND 2 NOT IN (3, 4)) * 9) z", "SELECT x FROM asof_9.t");
    row("SELECT x FROM t AS OF SCN CASE WHEN 1 IS NOT NULL THEN 5 ELSE 9 END z", "SELECT x FROM asof_5.t");
    row("SELECT x FROM t AS OF SCN CASE 1 WHEN 2 THEN 5 ELSE 9 END", "SELECT x FROM asof_9.t");
    row("SELECT x FROM t AS OF SCN CAST('5' AS INTEGER)", "SELECT x FROM asof_5.t");
    row("SELECT x FROM t AS OF SCN CAST('5' AS DECIMAL(10, 2)) z", "SELECT x FROM asof_5.t");
    row("SELECT x FROM t AS OF SCN max(5, 9, length('a')) z", "SELECT x FROM asof_9.t");
    row("SELECT x FROM t AS OF SCN CURRENT_SCN()", "SELECT x FROM asof_9.t");
    row("SELECT x FROM t AS OF SCN CURRENT_SCN() - 4", "SELECT x FROM asof_5.t");
    row("SELECT x FROM t AS OF SCN TIMESTAMP_TO_SCN('2026-03-05') z", "SELECT x FROM asof_5.t");
    row("SELECT x FROM t AS OF SCN replace('15', '1', '')", "SELECT x FROM asof_5.t");
    row("SELECT x FROM t AS OF SCN \"max\"(5, 4)", "SELECT x FROM asof_5.t");
    row("SELECT x FROM t AS OF SCN json_extract('{\"a\":5}', '$.a')", "SELECT x FROM asof_5.t");
    row("SELECT x FROM t AS OF SCN '{\"a\":5}' ->> '$.a' z", "SELECT x FROM asof_5.t");
    row("SELECT x FROM t AS OF SCN ifnull(NULL, TRUE + 8)", "SELECT x FROM asof_9.t");
    row("SELECT x FROM t AS OF SCN (5 BETWEEN 4 AND 6) * 5", "SELECT x FROM asof_5.t");
    row("SELECT x FROM t AS OF SCN 9 NOT INDEXED", "SELECT x FROM asof_9.t");
    row("SELECT x FROM t AS OF TIMESTAMP '2026-03-05 12:00:00'", "SELECT x FROM asof_5.t");
    row("SELECT x FROM t AS OF TIMESTAMP \"2026-03-05\" z", "SELECT x FROM asof_5.t");
    row("SELECT x FROM t AS OF TIMESTAMP datetime('2026-03-10', '-1 day') z, ids AS OF SCN 5",
        "SELECT x FROM asof_9.t z, asof_5.ids");
    row("SELECT x FROM t AS OF TIMESTAMP '2026-03-' || '05' z", "SELECT x FROM asof_5.t");
    row("SELECT x FROM t AS OF TIMESTAMP substr(CURRENT_TIMESTAMP, 1, 8) || '09'", "SELECT x FROM asof_9.t");
    row("SELECT x FROM t AS OF TIMESTAMP '2026-03-05' COLLATE NOCASE z", "SELECT x FROM asof_5.t");
    row("SELECT x FROM t AS OF SCN ?1 z WHERE id = ?3", "SELECT x FROM asof_5.t WHERE id = ?3");
    row("SELECT x FROM t AS OF SCN ?2 AS z, ids AS OF SCN ?1", "SELECT x FROM asof_9.t, asof_5.ids");
    row("SELECT x FROM t AS OF SCN ? , ids AS OF SCN ? WHERE t.id = ?",
        "SELECT x FROM asof_5.t, asof_9.ids WHERE t.id = ?3");
    row("SELECT x FROM t AS OF SCN :a WHERE id > :a - 3 AND x < @b * 100 AND id <> $c",
        "SELECT x FROM asof_5.t WHERE id > ?1 - 3 AND x < ?2 * 100 AND id <> ?3");
    row("SELECT x FROM t AS OF TIMESTAMP ?4", "SELECT x FROM asof_9.t");
    row("SELECT x FROM t AS OF SCN -(-:scn) WHERE id < :other", "SELECT x FROM asof_5.t WHERE id < ?2");
}

} // namespace

void TestAsOf::readsThePast_data()
{
    addStatements();
    rowsOfPlaces();
    rowsOfFurtherPlaces();
    rowsOfAliases();
    rowsOfCommonTables();
    rowsOfExpressions();
}

void TestAsOf::readsThePast()
{
    QFETCH(QByteArray, statement);
    QFETCH(QByteArray, plain);
    AsOfBench bench;
    const std::string expected = bench.runPlain(plain.toStdString(), bindings());
    QVERIFY2(!expected.empty() && !expected.starts_with("error"), expected.c_str());
    QVERIFY(parseExtended(statement.toStdString()).has());
    QCOMPARE(QByteArray::fromStdString(bench.run(statement.toStdString(), bindings())),
             QByteArray::fromStdString(expected));
}

void TestAsOf::readsThePastOfAView()
{
    AsOfBench bench;
    QCOMPARE(bench.run("SELECT x FROM v AS OF SCN 5"), bench.runPlain("SELECT x FROM asof_5.t WHERE id < 4"));
    QCOMPARE(bench.run("SELECT x FROM v AS OF SCN 9"), bench.runPlain("SELECT x FROM asof_9.t WHERE id < 4"));
}

void TestAsOf::changesOnlyThePresent_data()
{
    addStatements();
    row("INSERT INTO target SELECT id, x FROM t AS OF SCN 5", "SELECT id, x FROM asof_5.t");
    row("INSERT OR REPLACE INTO main.target AS o (id, x) SELECT id, x FROM t AS OF SCN 5 WHERE true",
        "SELECT id, x FROM asof_5.t");
    row("REPLACE INTO target WITH c AS (SELECT id, x FROM t AS OF SCN 5) SELECT * FROM c",
        "SELECT id, x FROM asof_5.t");
    row("WITH c AS (SELECT id, x FROM t AS OF SCN 5) INSERT INTO target SELECT * FROM c",
        "SELECT id, x FROM asof_5.t");
    row("INSERT INTO target VALUES (1, (SELECT max(x) FROM t AS OF SCN 5))",
        "SELECT 1, max(x) FROM asof_5.t");
    row("INSERT INTO target VALUES (1, 2), (3, (SELECT max(x) FROM t AS OF SCN 9))",
        "SELECT 1, 2 UNION ALL SELECT 3, max(x) FROM asof_9.t");
    row("DELETE FROM target WHERE id NOT IN (SELECT id + 1 FROM t AS OF SCN 5)", "SELECT 0, 0 WHERE 0");
    row("INSERT INTO target SELECT id, x FROM t AS OF SCN 5 WHERE true ON CONFLICT DO NOTHING RETURNING "
        "(SELECT "
        "max(y) FROM u AS OF SCN 9)",
        "SELECT id, x FROM asof_5.t");
    row("CREATE TABLE main.copy AS SELECT id, x FROM t AS OF SCN 9", "SELECT id, x FROM asof_9.t");
    row("CREATE TEMP TABLE IF NOT EXISTS copy AS WITH c AS (SELECT * FROM t AS OF SCN 9) SELECT id, x FROM c",
        "SELECT id, x FROM asof_9.t");
    row("UPDATE target SET x = p.x FROM t AS OF SCN 5 p WHERE p.id = target.id",
        "SELECT 1, x FROM asof_5.t WHERE id = 1");
    row("UPDATE OR IGNORE main.target AS o SET (id, x) = (SELECT id, x FROM t AS OF SCN 5 LIMIT 1)",
        "SELECT id, x FROM asof_5.t LIMIT 1");
    row("UPDATE target SET x = main.t.x FROM t AS OF SCN 5 WHERE main.t.id = main.target.id",
        "SELECT 1, x FROM asof_5.t WHERE id = 1");
}

void TestAsOf::changesOnlyThePresent()
{
    QFETCH(QByteArray, statement);
    QFETCH(QByteArray, plain);
    AsOfBench bench;
    const bool needsRow = !statement.contains("INSERT") && !statement.contains("REPLACE INTO");
    bench.connection().execute(needsRow ? "INSERT INTO target VALUES (1, 1)" : "");
    const std::string past = bench.runPlain("SELECT * FROM asof_5.t UNION ALL SELECT * FROM asof_9.t");
    const std::string result = bench.run(statement.toStdString());
    QVERIFY2(!result.starts_with("error"), result.c_str());
    const std::string changed = statement.contains("copy") ? "copy" : "target";
    const std::string expected = bench.runPlain("SELECT * FROM (" + plain.toStdString() + ") ORDER BY 1");
    QCOMPARE(QByteArray::fromStdString(bench.runPlain("SELECT id, x FROM " + changed + " ORDER BY 1")),
             QByteArray::fromStdString(expected));
    QCOMPARE(bench.runPlain("SELECT * FROM asof_5.t UNION ALL SELECT * FROM asof_9.t"), past);
}

void TestAsOf::referencesSayWhatWasWritten()
{
    const std::string statement =
        "SELECT * FROM \"Main\".[Some t] AS OF SCN  :n+ 1 z, u AS OF TIMESTAMP '2026'";
    const sql::ParsedStatement parsed = parseExtended(statement);
    QCOMPARE(parsed.references.size(), std::size_t{2});
    const AsOfReference &first = parsed.references[0];
    QVERIFY(first.kind == AsOfReference::Kind::Scn);
    QCOMPARE(first.schema, std::string("Main"));
    QCOMPARE(first.table, std::string("Some t"));
    QCOMPARE(statement.substr(first.tableOffset, first.tableLength), std::string("\"Main\".[Some t]"));
    QCOMPARE(statement.substr(first.offset, first.length), std::string("AS OF SCN  :n+ 1"));
    QCOMPARE(first.expression, std::string("?1+ 1"));
    QCOMPARE(statement.substr(first.expressionOffset, 5), std::string(":n+ 1"));
    const AsOfReference &second = parsed.references[1];
    QVERIFY(second.kind == AsOfReference::Kind::Timestamp);
    QCOMPARE(second.schema, std::string());
    QCOMPARE(second.expression, std::string("'2026'"));
    QCOMPARE(parsed.parameterCount(), 1);
    QCOMPARE(parsed.parameterNumber(":n"), 1);
    QCOMPARE(parsed.parameterNumber(":m"), 0);
}

void TestAsOf::parametersKeepTheirNumbers_data()
{
    QTest::addColumn<QByteArray>("statement");
    QTest::addColumn<QByteArray>("rewritten");
    row("SELECT ?, :a FROM t AS OF SCN 5 WHERE ?", "SELECT ?, :a FROM \"asof_5\".\"t\"   WHERE ?");
    row("SELECT ? FROM t AS OF SCN ? WHERE x = ?", "SELECT ?1 FROM \"asof_9\".\"t\"   WHERE x = ?3");
    row("SELECT :z FROM t AS OF SCN :a WHERE x = :b AND x < :z",
        "SELECT ?1 FROM \"asof_9\".\"t\"   WHERE x = ?3 AND x < ?1");
    row("SELECT ?7, ? FROM t AS OF SCN ?1+? WHERE x = ?",
        "SELECT ?7, ?8 FROM \"asof_14\".\"t\"   WHERE x = ?10");
}

void TestAsOf::parametersKeepTheirNumbers()
{
    QFETCH(QByteArray, statement);
    QFETCH(QByteArray, rewritten);
    AsOfBench bench;
    const std::string text = statement.toStdString();
    std::map<int, Value> parameters = bindings();
    parameters[9] = std::int64_t{9};
    QCOMPARE(QByteArray::fromStdString(bench.rewritten(text, parameters).sql), rewritten);
    // The numbers are SQLite's own: it gives the same ones where the expression is a subquery in FROM.
    const sql::ParsedStatement parsed = parseExtended(text);
    const AsOfReference &reference = parsed.references.at(0);
    const std::size_t end = reference.offset + reference.length;
    const std::string expression = text.substr(reference.expressionOffset, end - reference.expressionOffset);
    const sqlite::Statement counted = bench.connection().prepare(
        text.substr(0, reference.offset) + ", (SELECT " + expression + " AS y)" + text.substr(end));
    QCOMPARE(parsed.parameterCount(), counted.parameterCount());
    for (const sql::Parameter &parameter : parsed.parameters) {
        if (!parameter.name.empty()) {
            QCOMPARE(parameter.number, counted.parameterIndex(parameter.name));
            QCOMPARE(parsed.parameterNumber(parameter.name), parameter.number);
        }
    }
}

void TestAsOf::errorsPointIntoTheUsersText_data()
{
    QTest::addColumn<QByteArray>("marked");
    const auto marked = [](const char *text) { QTest::newRow(text) << QByteArray(text); };
    marked("SELECT ^nope FROM t AS OF SCN 5");
    marked("SELECT x FROM t AS OF SCN 5 WHERE ^nope = 1");
    marked("SELECT x FROM main.t AS OF SCN 2+3 z, u AS OF SCN (9) WHERE z.x = 1 AND ^y.x = 1");
    marked("SELECT x FROM t AS OF SCN ? WHERE ? = 1 AND ^f(?) = 1");
    marked("SELECT x FROM t AS OF SCN 5 ^AND 1");
    marked("SELECT x FROM t AS OF SCN 5 z ^z");
    marked("SELECT x FROM t AS OF SCN 5 ^:a");
    marked("SELECT x FROM t AS OF SCN 5 ^5");
    marked("SELECT main.t.x, ^main.t.nope FROM t AS OF SCN 5");
}

void TestAsOf::errorsPointIntoTheUsersText()
{
    QFETCH(QByteArray, marked);
    const Marked expected(marked.toStdString());
    AsOfBench bench;
    const sql::Rewritten rewritten = bench.rewritten(expected.statement, bindings());
    int offset = -1;
    try {
        bench.connection().prepare(rewritten.sql);
    } catch (const core::Error &error) {
        offset = rewritten.toOriginal.toOriginal(error.sqlOffset());
    }
    QCOMPARE(offset, expected.offset);
    QCOMPARE(rewritten.toOriginal.toOriginal(-1), -1);
    QCOMPARE(rewritten.toOriginal.toOriginal(rewritten.sql.size()), expected.statement.size());
}

void TestAsOf::errorsInTheExpressionPointIntoTheUsersText()
{
    const Marked expected("SELECT ?, ?, x FROM t AS OF SCN :abcdef + ^nope(?)");
    const AsOfReference reference = parseExtended(expected.statement).references.at(0);
    QCOMPARE(reference.expression, std::string("?3 + nope(?4)"));
    AsOfBench bench;
    int offset = -1;
    try {
        bench.connection().prepare("SELECT (" + reference.expression + ")");
    } catch (const core::Error &error) {
        offset = reference.expressionToOriginal.toOriginal(error.sqlOffset() - 8);
    }
    QCOMPARE(offset, expected.offset);
}
