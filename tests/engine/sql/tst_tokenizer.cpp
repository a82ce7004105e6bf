// The tokenizer against SQLite's own.
#include "engine/sql/keywords.h"
#include "engine/sql/tokenizer.h"
#include "tests/engine/sql/sqlite_oracle.h"
#include "tests/engine/sql/tst_sql.h"

#include <QTest>
#include <algorithm>
#include <sqlite3.h>

using namespace strandline::sql;
using strandline::test::Random;
using strandline::test::SqliteOracle;
using strandline::test::testSeed;

namespace {

// One letter a token: "W(I,S)" for "f(1, 'x')".
std::string kindsOf(std::string_view text)
{
    static constexpr std::string_view letters = "_-WQSBIFPO.,();!";
    std::string kinds;
    for (const Token &token : tokenize(text)) {
        kinds += letters[static_cast<std::size_t>(token.kind)];
    }
    return kinds;
}

} // namespace

void TestTokenizer::kinds_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("kinds");
    const auto row = [](const char *text, const char *kinds) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(kinds);
    };
    row("SELECT a, 1 FROM t;", "W_W,_I_W_W;");
    row("f('it''s')", "W(S)");
    row("\"a\"\"b\" `c` [d e]", "Q_Q_Q");
    row("x'0aFF' X'' x'0' x'0g'", "B_B_!_!");
    row("0x1f 0xg 1 1.5 .5 1. 1e5 1E+5 1e-5", "I_!_I_F_F_F_F_F_F");
    row("1e 1e+ 12ab 1_000 0x1g", "!_!O_!_!_IW");
    row("? ?12 :a @b $c $a::b(c) $a(", "P_P_P_P_P_P_!");
    row(": @ $ :1", "!_!_!_P");
    row("->->>-||<>!= == << >= <= >>", "OOOOOO_O_O_O_O_O");
    row("a.b.*", "W.W.O");
    row("- -- c", "O_-");
    row("-- c\nx", "-_W");
    row("/* a */ /**/ /***/ /*/ */x", "-_-_-_-W");
    row("/* open", "-");
    row("/*", "OO");
    row("/**", "-");
    row("'open", "!");
    row("[open", "!");
    row("! ^ \\ { }", "!_!_!_!_!");
    row("a|b&c~d%e+f*g/h", "WOWOWOWOWOWOWOW");
    row("\xef\xbb\xbfSELECT", "_W");
    row("\xc3\xa4$_1 $1", "W_P");
    row("x y'00'", "W_WS");
}

void TestTokenizer::kinds()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, kinds);
    QCOMPARE(QByteArray::fromStdString(kindsOf(text.toStdString())), kinds);
}

void TestTokenizer::sqliteKnowsTheKindsOfLiterals_data()
{
    QTest::addColumn<QByteArray>("literal");
    for (const char *literal :
         {"1", "0x1f", "1.", ".5", "1e5", "1E-2", "'a'", "''", "x''", "X'0a'", "\"zz\""}) {
        QTest::newRow(literal) << QByteArray(literal);
    }
}

void TestTokenizer::sqliteKnowsTheKindsOfLiterals()
{
    QFETCH(QByteArray, literal);
    static const std::map<TokenKind, std::string> types{{TokenKind::Integer, "integer"},
                                                        {TokenKind::Float, "real"},
                                                        {TokenKind::String, "text"},
                                                        {TokenKind::Blob, "blob"},
                                                        {TokenKind::QuotedIdentifier, "text"}};
    const std::vector<Token> tokens = tokenize(literal.toStdString());
    QCOMPARE(tokens.size(), std::size_t{1});
    SqliteOracle oracle;
    oracle.execute("CREATE TABLE expected(x)");
    oracle.execute("CREATE TRIGGER refuse BEFORE INSERT ON expected WHEN new.x <> '" +
                   types.at(tokens[0].kind) + "' BEGIN SELECT RAISE(ABORT, 'another type'); END");
    oracle.execute("INSERT INTO expected VALUES(typeof(" + literal.toStdString() + "))");
}

void TestTokenizer::tokensTileAnyText()
{
    Random random(testSeed("tokensTileAnyText", 1));
    for (int round = 0; round < 5000; ++round) {
        std::string text = strandline::test::randomSqlText(random, random.below(20));
        if (random.oneIn(3) && !text.empty()) {
            text[random.below(text.size())] = '\0';
        }
        std::size_t end = 0;
        for (const Token &token : tokenize(text)) {
            QCOMPARE(token.offset, end);
            QVERIFY(token.length > 0);
            end = token.end();
        }
        QCOMPARE(end, text.size());
    }
}

// Token by token: what SQLite calls the first token of the rest must be our next one.
void TestTokenizer::agreesWithSqliteOnEveryToken()
{
    Random random(testSeed("agreesWithSqliteOnEveryToken", 2));
    SqliteOracle oracle;
    std::size_t compared = 0;
    for (int round = 0; round < 12000; ++round) {
        const std::string text = strandline::test::randomSqlText(random, 1 + random.below(16));
        std::size_t from = 0; // what was read, with blanks before the next token
        for (const Token &token : significantTokens(text)) {
            const std::string_view rest = std::string_view(text).substr(from);
            const SqliteOracle::FirstToken first = oracle.firstToken(rest);
            const QByteArray where =
                QByteArray::fromStdString(std::string(rest)).toPercentEncoding(" ()'\"*/") +
                " is for SQLite: " + QByteArray::fromStdString(first.text);
            QVERIFY2(first.offset == token.offset - from, where.constData());
            QVERIFY2(first.text == token.in(text), where.constData());
            QVERIFY2(first.illegal == (token.kind == TokenKind::Illegal), where.constData());
            from = token.end();
            ++compared;
        }
        QCOMPARE(oracle.firstToken(std::string_view(text).substr(from)).offset, std::string::npos);
    }
    QVERIFY(compared > 20000);
}

// A statement compiles to the same program when all that is between its tokens is one blank.
void TestTokenizer::blanksAndCommentsDontMatter()
{
    static const std::vector<std::string> statements{
        "SELECT a,b/*x*/FROM t--c\nWHERE a=-1 AND b<>'it''s'/**/OR c||x'00'is not null",
        "\xef\xbb\xbfSELECT\ta->'$.x',a->>'$[0]',[a]\"b\"from(select*from t)as`u`where a!=b",
        "SELECT 1e5,.5,1.,0x1F,-1,+1,~1,?1,:a,@b,$c::d(e),a<<1>>1&1|1%1 FROM t;",
        "INSERT INTO t(a,b)VALUES(1,'--no comment'),(2,\"/*nor this*/\")",
        "WITH RECURSIVE c(x)AS(SELECT 1 UNION ALL SELECT x+1 FROM c LIMIT 5)SELECT*FROM c,t WHERE t.a==c.x",
        "CREATE INDEX i ON t(a COLLATE nocase desc)WHERE a>=1.5e-3",
        "UPDATE main.t SET(a,b)=(1,2)WHERE rowid IN(1,2)/* open comment"};
    SqliteOracle oracle;
    oracle.execute("CREATE TABLE t(a,b,c)");
    for (const std::string &statement : statements) {
        std::string spaced;
        for (const Token &token : significantTokens(statement)) {
            spaced.append(token.in(statement)).append(" ");
        }
        const std::string program = oracle.program(statement);
        QVERIFY2(program.find("Init") != std::string::npos, program.c_str());
        if (statement.find("CREATE") == std::string::npos) { // its program quotes the text
            QCOMPARE(oracle.program(spaced), program);
        }
        QVERIFY(oracle.prepares(spaced));
    }
}

void TestTokenizer::namesAreUnquoted_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QByteArray>("name");
    const auto row = [](const char *token, const char *name) {
        QTest::newRow(token) << QByteArray(token) << QByteArray(name);
    };
    row("abc", "abc");
    row("\"a\"\"b\"", "a\"b");
    row("'it''s'", "it's");
    row("`a``b`", "a`b");
    row("[a\"b]", "a\"b");
    row("\"\"", "");
}

void TestTokenizer::namesAreUnquoted()
{
    QFETCH(QByteArray, token);
    QFETCH(QByteArray, name);
    QCOMPARE(QByteArray::fromStdString(unquoted(token.toStdString())), name);
    SqliteOracle oracle; // SQLite sees the same name
    oracle.execute("CREATE TABLE " + token.toStdString() + "(x)");
    oracle.execute("CREATE TABLE schema_names AS SELECT name FROM sqlite_schema");
    const std::string quoted = "'" + QString::fromUtf8(name).replace("'", "''").toStdString() + "'";
    oracle.execute("CREATE TABLE found(n CHECK (n = 1)); INSERT INTO found SELECT count(*) FROM schema_names "
                   "WHERE name = " +
                   quoted);
}

void TestTokenizer::keywordsAreSqlites()
{
    std::vector<std::string> sqlites;
    for (int i = 0; i < sqlite3_keyword_count(); ++i) {
        const char *name = nullptr;
        int length = 0;
        sqlite3_keyword_name(i, &name, &length);
        sqlites.emplace_back(name, static_cast<std::size_t>(length));
    }
    std::sort(sqlites.begin(), sqlites.end());
    QCOMPARE(std::vector<std::string>(keywords().begin(), keywords().end()), sqlites);
    for (const std::string &word : sqlites) {
        QVERIFY(isKeyword(word));
        QVERIFY(isKeyword(toLowerAscii(word)));
    }
    QVERIFY(!isKeyword("SCN") && !isKeyword("") && !isKeyword("SELECTED") &&
            !isKeyword("CURRENT_TIMESTAMPS"));
    for (const std::string_view word : extendedWords()) {
        QVERIFY(!isKeyword(word) && isExtendedWord(toLowerAscii(word)));
    }
}

void TestTokenizer::reservedWordsAreSqlites()
{
    SqliteOracle oracle;
    oracle.execute("CREATE TABLE t(a)");
    for (const std::string_view view : keywords()) {
        const std::string word(view);
        const bool asAlias = oracle.prepares("SELECT 1 FROM t AS " + word);
        const bool bareAlias = oracle.prepares("SELECT 1 FROM t " + word);
        QVERIFY2(isReserved(word) == !asAlias, word.c_str());
        QVERIFY2((isReserved(word) || isJoinWord(word) || word == "INDEXED") == !bareAlias, word.c_str());
    }
}
