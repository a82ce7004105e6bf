// `export` and `import` as scripts meet them, and what is left when they are killed or the disk is full.
#include "tests/cli/strandctl.h"
#include "tests/support/child_process.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"

#include <QDir>
#include <QJsonArray>
#include <QTest>
#include <csignal>

using namespace strandline::test;

class TestCliTransfer : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<TempFolder> m_folder;
    std::unique_ptr<Strandctl> m_strandctl;
    QString m_database;

    QString file(const char *name) const { return QString::fromStdString(m_folder->file(name)); }
    CommandResult run(const QStringList &arguments) const { return m_strandctl->run(arguments); }
    std::string content(const char *sql) const { return PlainDatabase(m_database.toStdString()).text(sql); }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<TempFolder>();
        m_strandctl = std::make_unique<Strandctl>(file("config"));
        m_database = file("a.db");
        PlainDatabase(m_database.toStdString())
            .execute(
                "CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT); INSERT INTO t VALUES(1, 'one'), (2, 'two')");
    }

    void exportsToFileAndOutput();
    void importsWhatItExported();
    void dryRunTells();
    void failuresHaveCodes();
    void fullDiskKeepsTheOldFile();
    void killedExportKeepsTheOldFile();
    void killedImportLeavesTheTable();
};

void TestCliTransfer::exportsToFileAndOutput()
{
    QCOMPARE(run({"export", m_database, "--table", "t"}).out, QByteArray("a,b\n1,one\n2,two\n"));
    const CommandResult result = run(
        {"export", m_database, "--sql", "SELECT b FROM t WHERE a = 2", "--out", file("o.json"), "--json"});
    QCOMPARE(result.code, 0);
    QCOMPARE(result.json()["rows"].toInt(), 1);
    QCOMPARE(readFile(m_folder->file("o.json")), std::string("[\n{\"b\":\"two\"}\n]\n"));
    QCOMPARE(result.json()["bytes"].toInt(), 16);
    QCOMPARE(run({"export", m_database, "--table", "t", "--format", "json", "--json"}).code, 2);
}

void TestCliTransfer::importsWhatItExported()
{
    for (const char *format : {"csv", "json", "ndjson"}) {
        const QString out = file(format);
        QCOMPARE(run({"export", m_database, "--table", "t", "--format", format, "--out", out}).code, 0);
        const CommandResult result =
            run({"import", m_database, out, "--table", format, "--create", "--json"});
        QCOMPARE(result.code, 0);
        QCOMPARE(result.json()["rows"].toInt(), 2);
        QVERIFY(result.json()["scn"].isNull());
        QCOMPARE(content(qPrintable(QString("SELECT group_concat(a || typeof(a) || b) FROM %1").arg(format))),
                 std::string("1integerone,2integertwo"));
    }
    QCOMPARE(run({"export", m_database, "--out", file("all.sql")}).code, 0);
    PlainDatabase copy(m_folder->file("copy.db"));
    copy.execute(readFile(m_folder->file("all.sql")));
    QCOMPARE(copy.text("SELECT group_concat(b) FROM t"), std::string("one,two"));
}

void TestCliTransfer::dryRunTells()
{
    writeFile(m_folder->file("in.csv"), "id;text;zip\n1;x;007\n2;y\n");
    const CommandResult result =
        run({"import", m_database, file("in.csv"), "--table", "n", "--create", "--dry-run", "--json", "--map",
             "id=number", "--type", "id=real", "--skip", "text"});
    QCOMPARE(result.code, 0);
    QCOMPARE(result.json()["file"]["delimiter"].toString(), QString(";"));
    QCOMPARE(result.json()["rows"].toInt(), 1);
    QCOMPARE(result.json()["badRows"][0]["line"].toInt(), 3);
    QCOMPARE(result.json()["create"].toString(),
             QString("CREATE TABLE \"n\" (\n  \"number\" REAL,\n  \"zip\" TEXT\n)"));
    QCOMPARE(result.json()["preview"][0][2].toString(), QString("007"));
    QCOMPARE(content("SELECT count(*) FROM sqlite_schema"), std::string("1"));
}

void TestCliTransfer::failuresHaveCodes()
{
    writeFile(m_folder->file("in.csv"), "a,b\nx,y\n");
    const auto codeOf = [&](const QStringList &arguments) {
        return run(arguments + QStringList{"--json"}).errorCode();
    };
    QCOMPARE(codeOf({"import", m_database, file("in.csv"), "--table", "t", "--type", "a=integer"}),
             QString("BAD_ROW"));
    QCOMPARE(codeOf({"import", m_database, file("in.csv"), "--table", "none"}), QString("NOT_FOUND"));
    QCOMPARE(codeOf({"import", m_database, m_database, "--table", "t"}), QString("USAGE"));
    QCOMPARE(codeOf({"import", m_database, file("in.csv"), "--table", "t", "--delimiter", "ab"}),
             QString("USAGE"));
    QCOMPARE(codeOf({"export", m_database, "--table", "t", "--out", file("in.csv")}), QString("EXISTS"));
    QCOMPARE(codeOf({"export", m_database, "--sql", "DELETE FROM t", "--out", file("x.csv")}),
             QString("USAGE"));
    QCOMPARE(codeOf({"export", m_database, "--table", "t", "--out", file("no/folder.csv")}),
             QString("NOT_FOUND"));
    QCOMPARE(codeOf({"export", m_database, "--table", "t", "--as-of-scn", "1", "--out", file("x.csv")}),
             QString("NOT_RECORDED"));
    QVERIFY(!QFile::exists(file("x.csv")));
}

void TestCliTransfer::fullDiskKeepsTheOldFile()
{
    writeFile(m_folder->file("out.csv"), "old");
    SpawnOptions options;
    options.fileSizeLimitBytes = 3000000;
    options.quiet = true;
    const Finished finished =
        runProgram({Strandctl::program().toStdString(), "export", m_database.toStdString(), "--json",
                    "--replace", "--out", m_folder->file("out.csv"), "--sql",
                    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"},
                   options);
    QCOMPARE(finished.code, 1);
    QVERIFY(QByteArray::fromStdString(finished.output).contains("DISK_FULL"));
    QCOMPARE(readFile(m_folder->file("out.csv")), std::string("old"));
    QCOMPARE(QDir(QString::fromStdString(m_folder->path())).entryList({"*.part"}, QDir::Files | QDir::Hidden),
             QStringList());
}

void TestCliTransfer::killedExportKeepsTheOldFile()
{
    writeFile(m_folder->file("out.csv"), "old");
    const auto process = m_strandctl->start(
        {"export", m_database, "--replace", "--out", file("out.csv"), "--sql",
         "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"});
    const QDir folder(QString::fromStdString(m_folder->path()));
    const auto written = [&] {
        const QFileInfoList parts = folder.entryInfoList({"*.part"}, QDir::Files | QDir::Hidden);
        return parts.isEmpty() ? 0 : parts.first().size();
    };
    QTRY_VERIFY_WITH_TIMEOUT(written() > 2000000, 30000);
    process->kill();
    QVERIFY(process->waitForFinished());
    QCOMPARE(readFile(m_folder->file("out.csv")), std::string("old"));
}

void TestCliTransfer::killedImportLeavesTheTable()
{
    std::string rows = "a,b\n";
    for (int i = 10; i < 1500000; ++i) {
        rows += std::to_string(i) + ",a text that fills some pages of the cache\n";
    }
    writeFile(m_folder->file("in.csv"), rows);
    const auto process = m_strandctl->start({"import", m_database, file("in.csv"), "--table", "t"});
    // SQLite spills its cache into the database before the commit: the journal is there by then.
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(m_database + "-journal").size() > 0, 30000);
    process->kill();
    QVERIFY(process->waitForFinished());
    QCOMPARE(process->exitStatus(), QProcess::CrashExit);
    QCOMPARE(content("SELECT count(*) FROM t"), std::string("2"));
    QCOMPARE(content("PRAGMA integrity_check"), std::string("ok"));
}

QTEST_GUILESS_MAIN(TestCliTransfer)
#include "tst_cli_transfer.moc"
