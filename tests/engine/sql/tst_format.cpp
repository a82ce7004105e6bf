// The formatter: layouts that people see, and that it never touches a token.
#include "engine/sql/format.h"
#include "engine/sql/tokenizer.h"
#include "tests/engine/sql/sqlite_oracle.h"
#include "tests/engine/sql/tst_sql.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace strandline::sql;
using strandline::test::Random;
using strandline::test::testSeed;

namespace {

// The tokens without blanks, each on a line.
std::string tokensOf(std::string_view text)
{
    std::string out;
    for (const Token &token : tokenize(text)) {
        if (token.kind != TokenKind::Blank) {
            out.append(token.in(text)).append("\n");
        }
    }
    return out;
}

std::vector<std::string> corpus()
{
    std::vector<std::string> out;
    const QString folder = QFINDTESTDATA("../../fuzz/corpus/sql");
    for (const QFileInfo &info : QDir(folder).entryInfoList({"*.sql"}, QDir::Files)) {
        QFile file(info.filePath());
        if (file.open(QIODevice::ReadOnly)) {
            out.push_back(file.readAll().toStdString());
        }
    }
    return out;
}

// Words, names, brackets that mostly close, comments: nearer to statements than noise is.
std::string randomStatement(Random &random)
{
    static constexpr std::string_view pieces[] = {"SELECT",
                                                  "FROM",
                                                  "WHERE",
                                                  "AND",
                                                  "OR",
                                                  "BETWEEN",
                                                  "GROUP BY",
                                                  "ORDER BY",
                                                  "LIMIT",
                                                  "JOIN",
                                                  "LEFT JOIN",
                                                  "ON",
                                                  "CASE",
                                                  "WHEN",
                                                  "THEN",
                                                  "ELSE",
                                                  "END",
                                                  "AS OF SCN",
                                                  "WITH",
                                                  "UNION ALL",
                                                  "VALUES",
                                                  "SET",
                                                  "a",
                                                  "t.b",
                                                  "'x y'",
                                                  "\"q\"",
                                                  "12",
                                                  "-",
                                                  "+",
                                                  "~",
                                                  "*",
                                                  ",",
                                                  "(",
                                                  ")",
                                                  "count(",
                                                  "IN (",
                                                  "CAST(",
                                                  ";",
                                                  "-- c\n",
                                                  "/* d */",
                                                  "\n",
                                                  ":p",
                                                  "||",
                                                  "x'00'",
                                                  "BEGIN",
                                                  "CREATE TRIGGER x AFTER INSERT ON t",
                                                  "a_rather_long_name_of_something",
                                                  "a_rather_long_name_of_another"};
    std::string out;
    int open = 0;
    for (std::uint64_t i = random.between(1, 60); i > 0; --i) {
        const std::string_view piece = pieces[random.below(std::size(pieces))];
        open += piece.back() == '(' ? 1 : piece == ")" ? -1 : 0;
        out.append(piece).append(random.oneIn(6) ? "" : random.oneIn(5) ? "\n\n " : " ");
    }
    for (; open > 0; --open) {
        out += ")";
    }
    return out;
}

} // namespace

void TestFormat::layout_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("formatted");
    QTest::newRow("clauses") << "select a,b , c from t where a=1 and b<-2 order by a desc limit 5;"
                             << "select a, b, c\nfrom t\nwhere a = 1 and b < -2\norder by a desc\nlimit 5;";
    QTest::newRow("joins") << "SELECT * FROM a  LEFT  OUTER JOIN b ON a.id=b.id JOIN c USING(x)"
                           << "SELECT *\nFROM a\nLEFT OUTER JOIN b ON a.id = b.id\nJOIN c USING (x)";
    QTest::newRow("as of") << "SELECT * FROM orders AS OF SCN 5 o JOIN t AS OF TIMESTAMP '2024-01-01' ON 1"
                           << "SELECT *\nFROM orders AS OF SCN 5 o\nJOIN t AS OF TIMESTAMP '2024-01-01' ON 1";
    QTest::newRow("long list")
        << "SELECT a_rather_long_name_of_a_column, another_rather_long_name, and_a_third_name_that_is_long "
           "FROM t"
        << "SELECT\n    a_rather_long_name_of_a_column,\n    another_rather_long_name,\n    "
           "and_a_third_name_that_is_long\nFROM t";
    QTest::newRow("long condition") << "SELECT 1 FROM t WHERE a_rather_long_name BETWEEN 1 AND 2 AND "
                                       "another_rather_long_name = 'some longer text' OR b"
                                    << "SELECT 1\nFROM t\nWHERE a_rather_long_name BETWEEN 1 AND 2\n    AND "
                                       "another_rather_long_name = 'some longer "
                                       "text'\n    OR b";
    QTest::newRow("short subquery") << "SELECT * FROM t WHERE id IN (select id from u)"
                                    << "SELECT *\nFROM t\nWHERE id IN (select id from u)";
    QTest::newRow("long subquery")
        << "SELECT * FROM t WHERE id IN (SELECT customer_id FROM orders WHERE placed > '2024-01-01' AND "
           "total > 5)"
        << "SELECT *\nFROM t\nWHERE id IN (\n    SELECT customer_id\n    FROM orders\n    WHERE placed > "
           "'2024-01-01' AND total > 5\n)";
    QTest::newRow("common table") << "WITH r AS (SELECT id, placed, total FROM orders WHERE placed > "
                                     "'2024-01-01' AND total > 5) SELECT * FROM r"
                                  << "WITH r AS (\n    SELECT id, placed, total\n    FROM orders\n    WHERE "
                                     "placed > '2024-01-01' AND total > "
                                     "5\n)\nSELECT *\nFROM r";
    QTest::newRow("case")
        << "SELECT CASE WHEN a_rather_long_name = 1 THEN 'the first of them' WHEN 2 THEN 'the second' "
           "ELSE 'none' END AS x FROM t"
        << "SELECT CASE\n    WHEN a_rather_long_name = 1 THEN 'the first of them'\n    WHEN 2 THEN "
           "'the second'\n    ELSE 'none'\nEND AS x\nFROM t";
    QTest::newRow("comments stay") << "SELECT a, -- first\n b /* second */ FROM t -- end"
                                   << "SELECT\n    a, -- first\n    b /* second */\nFROM t -- end";
    QTest::newRow("comment on its own line") << "-- all\nSELECT 1\n-- here\nFROM t"
                                             << "-- all\nSELECT 1\n-- here\nFROM t";
    QTest::newRow("insert") << "INSERT INTO t (a,b) VALUES (1,2),(3,4)"
                            << "INSERT INTO t (a, b)\nVALUES (1, 2), (3, 4)";
    QTest::newRow("update") << "UPDATE t SET a=1,b=2 WHERE c IS NOT NULL"
                            << "UPDATE t\nSET a = 1, b = 2\nWHERE c IS NOT NULL";
    QTest::newRow("table")
        << "CREATE TABLE a_table_with_a_name(id INTEGER PRIMARY KEY, name VARCHAR(20) NOT NULL, "
           "price REAL CHECK(price > 0))"
        << "CREATE TABLE a_table_with_a_name(\n    id INTEGER PRIMARY KEY,\n    name VARCHAR(20) NOT "
           "NULL,\n    price REAL CHECK (price > 0)\n)";
    QTest::newRow("trigger")
        << "create trigger x after insert on t begin update u set a=1; select 2; end;"
        << "create trigger x after insert on t\nbegin\n    update u\n    set a = 1;\n    select "
           "2;\nend;";
    QTest::newRow("statements") << "SELECT 1;   SELECT 2;\n\n\n\nSELECT 3"
                                << "SELECT 1;\nSELECT 2;\n\nSELECT 3";
    QTest::newRow("comment behind a semicolon") << "SELECT 1; -- one\nSELECT 2"
                                                << "SELECT 1; -- one\nSELECT 2";
    QTest::newRow("unbalanced") << "SELECT  (1"
                                << "SELECT  (1";
    QTest::newRow("signs") << "SELECT - - 1, -(-2), 3 - -4, ~ -5"
                           << "SELECT - -1, -(-2), 3 - -4, ~ -5";
    QTest::newRow("text in other scripts") << "SELECT  'ä€𝄞'  FROM \"größe\""
                                           << "SELECT 'ä€𝄞'\nFROM \"größe\"";
    QTest::newRow("nothing") << " \n"
                             << "";
}

void TestFormat::layout()
{
    QFETCH(QString, sql);
    QFETCH(QString, formatted);
    QCOMPARE(QString::fromStdString(formatSql(sql.toStdString())), formatted);
}

void TestFormat::changesWhiteSpaceOnly()
{
    const auto texts = corpus();
    QVERIFY(texts.size() >= 10);
    bool changed = false;
    for (const std::string &text : texts) {
        const std::string formatted = formatSql(text);
        QCOMPARE(tokensOf(formatted), tokensOf(text));
        changed = changed || formatted != text;
    }
    QVERIFY(changed);
}

void TestFormat::formattingTwiceChangesNothing()
{
    for (const std::string &text : corpus()) {
        const std::string once = formatSql(text);
        QCOMPARE(QString::fromStdString(formatSql(once)), QString::fromStdString(once));
    }
}

void TestFormat::randomTextsKeepTheirTokens()
{
    Random random(testSeed("format", 11));
    int changed = 0;
    for (int i = 0; i < 4000; ++i) {
        const std::string text = random.oneIn(3)
                                     ? strandline::test::randomSqlText(random, random.between(1, 30))
                                     : randomStatement(random);
        const std::string once = formatSql(text);
        QCOMPARE(QString::fromStdString(tokensOf(once)), QString::fromStdString(tokensOf(text)));
        QCOMPARE(QString::fromStdString(formatSql(once)), QString::fromStdString(once));
        changed += once != text ? 1 : 0;
    }
    QVERIFY(changed > 1000);
}

void TestFormat::deepNestingIsLeftAlone()
{
    const std::string text = "SELECT  " + std::string(100000, '(') + "1" + std::string(100000, ')');
    QCOMPARE(formatSql(text), text);
}
