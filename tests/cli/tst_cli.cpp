// strandctl as scripts meet it: exit codes, streams, JSON, CSV, parameters, and a clear sentence for
// everything that goes wrong with a database that isn't recorded.
#include "tests/cli/strandctl.h"
#include "tests/support/plain_database.h"
#include "tests/support/random.h"
#include "tests/support/temp_folder.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>
#include <filesystem>

using namespace strandline::test;
namespace fs = std::filesystem;

class TestCli : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<TempFolder> m_folder;
    std::unique_ptr<Strandctl> m_strandctl;
    QString m_database;

    CommandResult run(const QStringList &arguments, const QByteArray &input = {}) const
    {
        return m_strandctl->run(arguments, input);
    }
    CommandResult sql(const QString &text, const QStringList &options = {}) const
    {
        return run(QStringList{"sql", m_database, text, "--json"} + options);
    }
    QString file(const char *name) const { return QString::fromStdString(m_folder->file(name)); }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<TempFolder>();
        m_strandctl = std::make_unique<Strandctl>(file("config"));
        m_database = file("a.db");
        PlainDatabase(m_folder->file("a.db"))
            .execute(
                "CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT); INSERT INTO t VALUES(1, 'one'), (2, 'two')");
    }

    void helpAndVersionGoToStandardOutput();
    void wrongUsageEndsWithTwo_data();
    void wrongUsageEndsWithTwo();
    void resultsAndMessagesHaveTheirStreams();
    void everyValueSurvivesJson();
    void duplicateColumnsKeepTheirPlaces();
    void failureKeepsEarlierResults();
    void failureInTheMiddleOfRowsIsStillOneDocument();
    void sqlFromFileAndStandardInput();
    void csvIsWellFormed();
    void parametersAreTyped();
    void controlCharactersAreEscaped();
    void manyRowsFlowThrough();
    void missingFile();
    void folderInsteadOfFile();
    void fileThatIsNoDatabase_data();
    void fileThatIsNoDatabase();
    void lockedDatabase();
    void readOnlyFolder();
    void readOnlyFile();
    void emptiedWalInAReadOnlyFolder();
    void noHistory_data();
    void noHistory();
    void unknownRestorePoint();
    void constraintAndSyntaxErrors();
    void maintenanceReports();
    void findingsEndWithOne();
    void interruptEndsARunningStatement();
    void readingLeavesNoTrace();
    void unknownZone();
};

void TestCli::helpAndVersionGoToStandardOutput()
{
    const CommandResult help = run({"timeline", "clone", "--help"});
    QCOMPARE(help.code, 0);
    QVERIFY(help.out.contains("--restore-point"));
    QVERIFY(help.err.isEmpty());
    const CommandResult version = run({"--version"});
    QCOMPARE(version.code, 0);
    QVERIFY(QString(version.out).contains(QRegularExpression("^strandctl \\d+\\.\\d+\\.\\d+ ")));
}

void TestCli::wrongUsageEndsWithTwo_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList{};
    QTest::newRow("unknown command") << QStringList{"frobnicate"};
    QTest::newRow("unknown option") << QStringList{"sql", "a.db", "--nope", "SELECT 1"};
    QTest::newRow("database missing") << QStringList{"timeline", "status"};
    QTest::newRow("no number") << QStringList{"timeline", "log", "a.db", "--from", "x"};
    QTest::newRow("SCN zero") << QStringList{"timeline", "clone", "a.db", "o.db", "--scn", "0"};
    QTest::newRow("no duration") << QStringList{"timeline", "prune", "a.db", "--keep", "7"};
    QTest::newRow("keep missing") << QStringList{"timeline", "prune", "a.db"};
    QTest::newRow("too many words") << QStringList{"timeline", "status", "a.db", "b.db"};
    QTest::newRow("given twice") << QStringList{"timeline", "log", "a.db", "--from", "1", "--from", "2"};
    QTest::newRow("parameter without value") << QStringList{"sql", "a.db", "SELECT :x", "--param", "x"};
    QTest::newRow("two formats") << QStringList{"sql", "a.db", "SELECT 1", "--csv", "--json"};
}

void TestCli::wrongUsageEndsWithTwo()
{
    QFETCH(QStringList, arguments);
    const CommandResult result = run(arguments + QStringList{"--json"});
    QCOMPARE(result.code, 2);
    QCOMPARE(result.errorCode(), QString("USAGE"));
    const CommandResult text = run(arguments);
    QVERIFY(text.code == 2 || arguments.contains("--csv"));
}

void TestCli::resultsAndMessagesHaveTheirStreams()
{
    const CommandResult result = run({"sql", m_database, "SELECT a, b FROM t"});
    QCOMPARE(result.code, 0);
    QCOMPARE(result.out, QByteArray("a  b\n-  ---\n1  one\n2  two\n"));
    QVERIFY(result.err.contains("2 rows"));
    const CommandResult failed = run({"sql", m_database, "SELECT nope FROM t"});
    QCOMPARE(failed.code, 1);
    QVERIFY(failed.out.isEmpty());
    QVERIFY(failed.err.startsWith("strandctl: SQL: no such column: nope"));
}

void TestCli::everyValueSurvivesJson()
{
    const CommandResult result = sql("SELECT 9007199254740992, 9007199254740993, -9223372036854775808, 1.5, "
                                     "1.0, 9e999, -9e999, NULL, x'00ff', "
                                     "CAST(x'61ff' AS TEXT), 'ä' || char(10), '', x''");
    QCOMPARE(result.code, 0);
    const QByteArray row = result.out.mid(result.out.indexOf("\"rows\""));
    QVERIFY2(
        row.contains(
            "[9007199254740992,{\"int\":\"9007199254740993\"},{\"int\":\"-9223372036854775808\"},1.5,1.0,"
            "{\"real\":\"Infinity\"},{\"real\":\"-Infinity\"},null,{\"blob\":\"00ff\"},{\"text\":\"61ff\"},"
            "\"ä\\n\",\"\",{\"blob\":\"\"}]"),
        row);
    QVERIFY(result.json().isArray());
}

void TestCli::duplicateColumnsKeepTheirPlaces()
{
    const QJsonObject result = sql("SELECT 1 AS x, 2 AS y, 3 AS x").json().array().first().toObject();
    QCOMPARE(result["columns"].toArray(), QJsonArray({"x", "y", "x"}));
    QCOMPARE(result["rows"].toArray().first().toArray(), QJsonArray({1, 2, 3}));
}

void TestCli::failureKeepsEarlierResults()
{
    const QString script = "SELECT a FROM t; UPDATE t SET b = 'x'; SELECT nope FROM t; SELECT 1";
    const CommandResult result = sql(script);
    QCOMPARE(result.code, 1);
    const QJsonArray results = result.json().array();
    QCOMPARE(results.size(), 3);
    QCOMPARE(results[0].toObject()["rows"].toArray().size(), 2);
    QCOMPARE(results[1].toObject()["changes"].toInt(), 2);
    const QJsonObject error = results[2].toObject()["error"].toObject();
    QCOMPARE(error["code"].toString(), QString("SQL"));
    QCOMPARE(error["sqlOffset"].toInt(), int(script.indexOf("nope")));
    QCOMPARE(error["path"].toString(), m_database);
    QCOMPARE(result.errorCode(), QString("SQL"));
}

void TestCli::failureInTheMiddleOfRowsIsStillOneDocument()
{
    const CommandResult result = sql("WITH RECURSIVE n(x) AS (SELECT 5000 UNION ALL SELECT x - 1 FROM n "
                                     "WHERE x > -9) SELECT abs(CASE x WHEN 0 "
                                     "THEN -9223372036854775807 - 1 ELSE x END) FROM n");
    QCOMPARE(result.code, 1);
    const QJsonArray results = result.json().array();
    QCOMPARE(results.size(), 2);
    QVERIFY(results[0].toObject()["rows"].toArray().size() >= 4000);
    QCOMPARE(results[1].toObject()["error"].toObject()["code"].toString(), QString("SQL"));
}

void TestCli::sqlFromFileAndStandardInput()
{
    writeFile(m_folder->file("s.sql"), "SELECT 7;\n");
    QCOMPARE(run({"sql", m_database, "--file", file("s.sql"), "--csv"}).out, QByteArray("7\n7\n"));
    QCOMPARE(run({"sql", m_database, "--csv"}, "SELECT 8 AS x").out, QByteArray("x\n8\n"));
    QCOMPARE(run({"sql", m_database, "--csv", "--file", "-"}, "SELECT 9 AS x").out, QByteArray("x\n9\n"));
    const CommandResult missing = run({"sql", m_database, "--file", file("none.sql"), "--json"});
    QCOMPARE(missing.code, 1);
    QCOMPARE(missing.errorCode(), QString("NOT_FOUND"));
    QCOMPARE(run({"sql", m_database, "SELECT 1", "--file", file("s.sql"), "--json"}).code, 2);
}

void TestCli::csvIsWellFormed()
{
    const CommandResult result = run({"sql", m_database,
                                      "SELECT 1 AS \"a,b\", 'say \"hi\"' AS c, NULL AS d, '' AS e, "
                                      "'two' || char(10) || 'lines' AS f, x'0a' AS g; SELECT 2 AS z",
                                      "--csv"});
    QCOMPARE(result.code, 0);
    QCOMPARE(result.out,
             QByteArray("\"a,b\",c,d,e,f,g\n1,\"say \"\"hi\"\"\",,\"\",\"two\nlines\",x'0a'\n\nz\n2\n"));
}

void TestCli::parametersAreTyped()
{
    const CommandResult result =
        sql("SELECT typeof(:i), typeof(:r), typeof(:n), typeof(:b), typeof(:t), typeof($q), :q, ?9 IS NULL",
            {"--param", "i=12", "--param", "r=1e3", "--param", "n=null", "--param", "b=x'00ff'", "--param",
             "t=a=b", "--param", "q='12'"});
    QCOMPARE(result.json().array().first().toObject()["rows"].toArray().first().toArray(),
             QJsonArray({"integer", "real", "null", "blob", "text", "text", "12", 1}));
    QCOMPARE(sql("SELECT ?, ?2", {"--param", "2=second", "--param", "1=first"})
                 .json()
                 .array()
                 .first()
                 .toObject()["rows"]
                 .toArray()
                 .first()
                 .toArray(),
             QJsonArray({"first", "second"}));
    QCOMPARE(sql("SELECT :id", {"--param", "ident=1"}).code, 2);
}

void TestCli::controlCharactersAreEscaped()
{
    const CommandResult result =
        run({"sql", m_database, "SELECT char(27) || '[31m' || char(0x202e) || 'x' AS \"a\x1b[0m\""});
    QVERIFY(!result.out.contains('\x1b'));
    QVERIFY(result.out.contains("\\x1b[31m\\u202ex"));
    const CommandResult failed = run({"sql", m_database, "SELECT \"a\x1b[31m\" FROM t"});
    QVERIFY(!failed.err.contains('\x1b'));
}

void TestCli::manyRowsFlowThrough()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("A sanitizer needs more memory than the limit.");
#endif
    // 80 MB of rows with 64 MB of memory.
    const CommandResult result = m_strandctl->runThrough(
        {"prlimit", "--data=64000000"}, {"sql", m_database, "--csv",
                                         "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n "
                                         "WHERE x < 80000) SELECT hex(zeroblob(500)) FROM n"});
    QCOMPARE(result.code, 0);
    QCOMPARE(result.out.count('\n'), 80001);
}

void TestCli::missingFile()
{
    for (const QStringList &command : {QStringList{"sql", file("no.db"), "SELECT 1"},
                                       {"record", file("no.db")},
                                       {"timeline", "status", file("no.db")},
                                       {"maintenance", "vacuum", file("no.db")}}) {
        const CommandResult result = run(command + QStringList{"--json"});
        QCOMPARE(result.code, 1);
        QCOMPARE(result.errorCode(), QString("NOT_FOUND"));
        QVERIFY(result.err.contains("no.db"));
    }
    QVERIFY(!fs::exists(m_folder->file("no.db")));
}

void TestCli::folderInsteadOfFile()
{
    fs::create_directory(m_folder->file("folder"));
    const CommandResult result = run({"sql", file("folder"), "SELECT 1", "--json"});
    QCOMPARE(result.code, 1);
    QVERIFY(result.errorCode() == "PERMISSION" || result.errorCode() == "NOT_A_DATABASE");
}

void TestCli::fileThatIsNoDatabase_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("text") << QByteArray("Dear diary, ").repeated(1000);
    Random random(7);
    QByteArray encrypted;
    for (int i = 0; i < 16384; ++i) {
        encrypted.append(static_cast<char>(random.below(256)));
    }
    QTest::newRow("encrypted") << encrypted;
}

void TestCli::fileThatIsNoDatabase()
{
    QFETCH(QByteArray, content);
    writeFile(m_folder->file("b.db"), content.toStdString());
    for (const QStringList &command : {QStringList{"sql", file("b.db"), "SELECT 1"},
                                       {"record", file("b.db")},
                                       {"maintenance", "integrity-check", file("b.db")}}) {
        const CommandResult result = run(command + QStringList{"--json"});
        QCOMPARE(result.code, 1);
        QCOMPARE(result.errorCode(), QString("NOT_A_DATABASE"));
        QVERIFY(result.err.contains("encrypted"));
    }
    QVERIFY(readFile(m_folder->file("b.db")) == content.toStdString());
    QVERIFY(!fs::exists(m_folder->file("b.db.strandline")));
}

void TestCli::lockedDatabase()
{
    {
        PlainDatabase other(m_folder->file("a.db"));
        other.execute("BEGIN IMMEDIATE; DELETE FROM t");
        QCOMPARE(sql("SELECT * FROM t").code, 0);
        const CommandResult write = sql("DELETE FROM t");
        QCOMPARE(write.code, 1);
        QCOMPARE(write.errorCode(), QString("BUSY"));
        QVERIFY(write.err.contains("try again"));
        other.execute("ROLLBACK; BEGIN EXCLUSIVE");
        const CommandResult read = sql("SELECT * FROM t");
        QCOMPARE(read.code, 1);
        QCOMPARE(read.errorCode(), QString("BUSY"));
        QVERIFY(read.err.contains(QByteArray::number(QCoreApplication::applicationPid())));
        other.execute("ROLLBACK; PRAGMA journal_mode = WAL; PRAGMA locking_mode = EXCLUSIVE; DELETE FROM t");
        QCOMPARE(sql("SELECT * FROM t").errorCode(), QString("LOCKED_EXCLUSIVELY"));
    }
    QCOMPARE(sql("SELECT count(*) FROM t").code, 0);
}

void TestCli::readOnlyFolder()
{
    fs::permissions(m_folder->path(), fs::perms(0555));
    const CommandResult read =
        m_strandctl->runThrough(asNobody(), {"sql", m_database, "SELECT b FROM t", "--csv"});
    QCOMPARE(read.code, 0);
    QCOMPARE(read.out, QByteArray("b\none\ntwo\n"));
    const CommandResult write =
        m_strandctl->runThrough(asNobody(), {"sql", m_database, "DELETE FROM t", "--json"});
    fs::permissions(m_folder->path(), fs::perms(0755));
    QCOMPARE(write.code, 1);
    QVERIFY(write.errorCode() == "READ_ONLY" || write.errorCode() == "PERMISSION");
    QCOMPARE(PlainDatabase(m_folder->file("a.db")).integer("SELECT count(*) FROM t"), std::int64_t{2});
}

void TestCli::readOnlyFile()
{
    fs::permissions(m_folder->path(), fs::perms(0755));
    fs::permissions(m_folder->file("a.db"), fs::perms(0444));
    const CommandResult result =
        m_strandctl->runThrough(asNobody(), {"sql", m_database, "DELETE FROM t", "--json"});
    QCOMPARE(result.code, 1);
    QCOMPARE(result.errorCode(), QString("READ_ONLY"));
}

void TestCli::emptiedWalInAReadOnlyFolder()
{
    PlainDatabase(m_folder->file("a.db")).execute("PRAGMA journal_mode = WAL");
    QVERIFY(!fs::exists(m_folder->file("a.db-wal")));
    fs::permissions(m_folder->path(), fs::perms(0555));
    const CommandResult result =
        m_strandctl->runThrough(asNobody(), {"sql", m_database, "SELECT b FROM t", "--csv"});
    fs::permissions(m_folder->path(), fs::perms(0755));
    QCOMPARE(result.code, 0);
    QCOMPARE(result.out, QByteArray("b\none\ntwo\n"));
    QVERIFY(result.err.contains("nobody changes"));
}

void TestCli::noHistory_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("status") << QStringList{"timeline", "status", "DB"};
    QTest::newRow("log") << QStringList{"timeline", "log", "DB"};
    QTest::newRow("verify") << QStringList{"timeline", "verify", "DB"};
    QTest::newRow("clone") << QStringList{"timeline", "clone", "DB", "--scn", "1", "OUT"};
    QTest::newRow("prune") << QStringList{"timeline", "prune", "DB", "--keep", "7d"};
    QTest::newRow("forget") << QStringList{"timeline", "forget", "DB", "--yes"};
    QTest::newRow("as of in the statement") << QStringList{"sql", "DB", "SELECT * FROM t AS OF SCN 1"};
    QTest::newRow("session as of") << QStringList{"sql", "DB", "SELECT * FROM t", "--as-of-scn", "1"};
    QTest::newRow("function") << QStringList{"sql", "DB", "SELECT SCN_TO_TIMESTAMP(1)"};
}

void TestCli::noHistory()
{
    QFETCH(QStringList, arguments);
    arguments.replaceInStrings(QRegularExpression("^DB$"), m_database);
    arguments.replaceInStrings(QRegularExpression("^OUT$"), file("out.db"));
    const CommandResult result = run(arguments + QStringList{"--json"});
    QCOMPARE(result.code, 1);
    QCOMPARE(result.errorCode(), QString("NOT_RECORDED"));
    QVERIFY(result.err.contains("strandctl record"));
    QVERIFY(!fs::exists(m_folder->file("a.db.strandline")));
    QVERIFY(!fs::exists(m_folder->file("out.db")));
}

void TestCli::unknownRestorePoint()
{
    const CommandResult result = sql("SELECT * FROM t AS OF RESTORE POINT before");
    QCOMPARE(result.code, 1);
    QVERIFY2(result.err.contains("has no history"), result.err.constData()); // and so no restore point
}

void TestCli::constraintAndSyntaxErrors()
{
    QCOMPARE(sql("INSERT INTO t VALUES(1, 'again')").errorCode(), QString("CONSTRAINT"));
    const CommandResult syntax = sql("SELECT * FROM t AS OF SCN a");
    QCOMPARE(syntax.code, 1);
    QCOMPARE(syntax.errorCode(), QString("SQL"));
    QCOMPARE(syntax.json().array().last().toObject()["error"].toObject()["sqlOffset"].toInt(), 26);
}

void TestCli::maintenanceReports()
{
    for (const char *task : {"vacuum", "analyze", "reindex", "checkpoint", "integrity-check"}) {
        const CommandResult result = run({"maintenance", task, m_database, "--json"});
        QCOMPARE(result.code, 0);
        const QJsonObject report = result.json().object();
        QVERIFY(report["ok"].toBool());
        QVERIFY(report["seconds"].isDouble());
        QVERIFY(!report["messages"].toArray().isEmpty());
    }
    QVERIFY(!fs::exists(m_folder->file("a.db.strandline")));
}

void TestCli::findingsEndWithOne()
{
    PlainDatabase(m_folder->file("a.db"))
        .execute("CREATE TABLE c(x REFERENCES t(a)); INSERT INTO c VALUES(9)");
    const CommandResult result = run({"maintenance", "integrity-check", m_database, "--json"});
    QCOMPARE(result.code, 1);
    QVERIFY(!result.json().object()["ok"].toBool(true));
}

void TestCli::interruptEndsARunningStatement()
{
    const auto process = m_strandctl->start(
        {"sql", m_database, "--json",
         "SELECT 1; WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"});
    QVERIFY(process->waitForStarted());
    QTest::qWait(300);
    process->terminate();
    QVERIFY(process->waitForFinished());
    QCOMPARE(process->exitStatus(), QProcess::NormalExit);
    QCOMPARE(process->exitCode(), 1);
    const QJsonArray results = QJsonDocument::fromJson(process->readAllStandardOutput()).array();
    QCOMPARE(results.last().toObject()["error"].toObject()["code"].toString(), QString("CANCELLED"));
    QCOMPARE(results.size(), 2);
}

void TestCli::readingLeavesNoTrace()
{
    const std::string before = readFile(m_folder->file("a.db"));
    QCOMPARE(sql("SELECT * FROM t; EXPLAIN QUERY PLAN SELECT * FROM t").code, 0);
    QCOMPARE(run({"maintenance", "integrity-check", m_database}).code, 0);
    QVERIFY(readFile(m_folder->file("a.db")) == before);
    QStringList names;
    for (const auto &entry : fs::directory_iterator(m_folder->path())) {
        names.append(QString::fromStdString(entry.path().filename().string()));
    }
    QCOMPARE(names, QStringList{"a.db"});
}

void TestCli::unknownZone()
{
    const CommandResult result = run({"timeline", "status", m_database, "--zone", "Mars/Olympus", "--json"});
    QCOMPARE(result.code, 2);
    QVERIFY(result.err.contains("Mars/Olympus"));
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
