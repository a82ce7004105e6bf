// strandctl on recorded databases: recording, the past in statements and clones, and a clear sentence for
// everything that can go wrong with a history.
#include "tests/cli/strandctl.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"

#include <QDateTime>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>
#include <filesystem>
#include <signal.h>
#include <sqlite3.h>

using namespace strandline::test;
namespace fs = std::filesystem;

class TestCliTimeline : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<TempFolder> m_folder;
    std::unique_ptr<Strandctl> m_strandctl;
    QString m_database;

    CommandResult run(const QStringList &arguments) const { return m_strandctl->run(arguments); }
    CommandResult json(const QStringList &arguments) const { return run(arguments + QStringList{"--json"}); }
    CommandResult sql(const QString &text, const QStringList &options = {}) const
    {
        return json(QStringList{"sql", m_database, text} + options);
    }
    QString csv(const QString &text, const QStringList &options = {}) const
    {
        return run(QStringList{"sql", m_database, "--csv", text} + options).out.trimmed().split('\n').last();
    }
    QString file(const char *name) const { return QString::fromStdString(m_folder->file(name)); }
    std::string path(const char *name = "a.db") const { return m_folder->file(name); }
    QJsonObject status() const { return json({"timeline", "status", m_database}).json().object(); }

    // A recorder that has said that it is ready.
    std::unique_ptr<QProcess> record(const QStringList &options = {})
    {
        auto process = m_strandctl->start(QStringList{"record", m_database} + options);
        if (!process->waitForStarted() || !process->waitForReadyRead(60000)) {
            process->waitForFinished(1000);
        }
        return process;
    }
    static int stop(QProcess &process, int signal)
    {
        ::kill(static_cast<pid_t>(process.processId()), signal);
        return process.waitForFinished(60000) && process.exitStatus() == QProcess::NormalExit
                   ? process.exitCode()
                   : -1;
    }
    bool reachedScn(int scn) const
    {
        for (int i = 0; i < 200; ++i) {
            if (status()["currentScn"].toInt() >= scn) {
                return true;
            }
            QTest::qWait(20);
        }
        return false;
    }
    // Of the history that changesOfCommits() made.
    void filtersOfTheLog();
    void flashbackInTheLog();
    // SCN 1: n = 0; SCN k + 1: n = k, up to SCN 6. Then `late` comes (7) and goes (8).
    void makeHistory()
    {
        const auto recorder = record();
        PlainDatabase writer(path());
        for (int k = 1; k <= 5; ++k) {
            writer.execute("UPDATE t SET n = " + std::to_string(k));
        }
        writer.execute("CREATE TABLE late(y)");
        writer.execute("DROP TABLE late");
        QVERIFY(reachedScn(8));
        QCOMPARE(stop(*recorder, SIGTERM), 0);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<TempFolder>();
        m_strandctl = std::make_unique<Strandctl>(file("config"));
        m_database = file("a.db");
        PlainDatabase(path()).execute(
            "PRAGMA journal_mode = WAL; CREATE TABLE t(n INTEGER); INSERT INTO t VALUES(0)");
    }

    void recorderSaysItIsReadyAndEndsWell_data();
    void recorderSaysItIsReadyAndEndsWell();
    void recorderEndsAfterAWhile();
    void recorderGoesOnWhereItStopped();
    void statusAndLog();
    void changesOfCommits();
    void changesThatCantBeTold();
    void compareOfCommits();
    void droppedTablesComeBack();
    void statusWhileRecording();
    void asOfByScnAndTime();
    void sessionAsOf();
    void cloneIsTheDatabaseThen();
    void pruneForgetsAndTells();
    void forgetAsksFirst();
    void forgetAsksOnATerminal();
    void historyElsewhereIsRemembered();
    void timesInAnotherZone();
    void rollbackJournalIsNotWal();
    void secondRecorder();
    void lockedExclusively();
    void recordInAReadOnlyFolder();
    void pointsOutsideTheHistory_data();
    void pointsOutsideTheHistory();
    void structureThatDidNotExistThen();
    void fullDiskOfAClone();
    void fullDiskOfTheHistory();
    void flippedBit();
    void checkpointWhileRecorded();
    void historyWithoutItsDatabase();
    void symbolicLinkInPlaceOfTheHistory();
    void databaseBehindASymbolicLink();
    void demoTellsWhatItPlanted();
};

void TestCliTimeline::recorderSaysItIsReadyAndEndsWell_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGINT") << SIGINT;
}

void TestCliTimeline::recorderSaysItIsReadyAndEndsWell()
{
    QFETCH(int, signal);
    const auto recorder = record();
    QCOMPARE(QString(recorder->readLine()), QString("recording %1 at SCN 1\n").arg(m_database));
    QCOMPARE(stop(*recorder, signal), 0);
    QVERIFY(recorder->readAllStandardOutput().isEmpty());
    const auto again = record({"--json"});
    const QJsonObject ready = QJsonDocument::fromJson(again->readLine()).object();
    QCOMPARE(ready["scn"].toInt(), 1);
    QCOMPARE(ready["incarnation"].toInt(), 1);
    QCOMPARE(stop(*again, signal), 0);
}

void TestCliTimeline::recorderEndsAfterAWhile()
{
    const CommandResult result = run({"record", m_database, "--for", "0"});
    QCOMPARE(result.code, 0);
    QCOMPARE(status()["currentScn"].toInt(), 1);
    QCOMPARE(json({"record", m_database, "--for", "-1"}).code, 2);
}

void TestCliTimeline::recorderGoesOnWhereItStopped()
{
    QCOMPARE(run({"record", m_database, "--for", "0"}).code, 0);
    PlainDatabase(path()).execute("UPDATE t SET n = 1");
    const CommandResult second = run({"record", m_database, "--for", "0"});
    QCOMPARE(second.out, QString("recording %1 at SCN 2\n").arg(m_database).toUtf8());
    QCOMPARE(csv("SELECT n FROM t AS OF SCN 1"), QString("0"));
    QCOMPARE(csv("SELECT n FROM t AS OF SCN 2"), QString("1"));
}

void TestCliTimeline::statusAndLog()
{
    makeHistory();
    const QJsonObject found = status();
    QCOMPARE(found["database"].toString(), m_database);
    QCOMPARE(found["incarnation"].toInt(), 1);
    QCOMPARE(found["oldestScn"].toInt(), 1);
    QCOMPARE(found["currentScn"].toInt(), 8);
    QVERIFY(found["recording"].isBool() && !found["recording"].toBool());
    QVERIFY(found["gaps"].toArray().isEmpty());
    QVERIFY(found["storeBytes"].toInt() > 0);
    QVERIFY(found.contains("walBytes"));
    QCOMPARE(found["pageSize"].toInt(), 4096);
    const QJsonObject line = found["incarnations"].toArray().first().toObject();
    QCOMPARE(line["id"].toInt(), 1);
    QCOMPARE(line["firstScn"].toInt(), 1);
    QCOMPARE(line["lastScn"].toInt(), 8);

    const QJsonArray log = json({"timeline", "log", m_database}).json().array();
    QCOMPARE(log.size(), 8);
    QDateTime previous;
    for (int i = 0; i < log.size(); ++i) {
        const QJsonObject commit = log[i].toObject();
        QCOMPARE(commit["scn"].toInt(), i + 1);
        QCOMPARE(commit["incarnation"].toInt(), 1);
        QVERIFY(!commit["gap"].toBool(true));
        QVERIFY(commit["pages"].toInt() > 0 && commit["bytes"].toInt() > 0);
        const QDateTime time = QDateTime::fromString(commit["time"].toString(), Qt::ISODateWithMs);
        QVERIFY(time.isValid() && (!previous.isValid() || previous <= time));
        QCOMPARE(commit["time"], commit["timeTo"]);
        previous = time;
    }
    QCOMPARE(json({"timeline", "log", m_database, "--from", "3", "--to", "5"}).json().array().size(), 3);
    const QJsonArray newest = json({"timeline", "log", m_database, "--limit", "2"}).json().array();
    QCOMPARE(newest.first().toObject()["scn"].toInt(), 7);
    QCOMPARE(json({"timeline", "log", m_database, "--limit", "-2"}).code, 2);
    QVERIFY(run({"timeline", "log", m_database}).out.contains("base"));
    QVERIFY(run({"timeline", "status", m_database}).out.contains("Current SCN  8"));
}

void TestCliTimeline::changesOfCommits()
{
    PlainDatabase(path()).execute(
        "CREATE TABLE k(id INTEGER PRIMARY KEY, v); INSERT INTO k VALUES (1, 'a'), (2, 'b')");
    {
        const auto recorder = record();
        PlainDatabase writer(path());
        writer.execute("BEGIN; UPDATE k SET v = x'00ff' WHERE id = 1; DELETE FROM k WHERE id = 2; "
                       "INSERT INTO k VALUES (9007199254740993, NULL); UPDATE t SET n = 5; COMMIT");
        writer.execute("CREATE TABLE s(name TEXT PRIMARY KEY) WITHOUT ROWID");
        writer.execute("INSERT INTO s VALUES ('\x1b')");
        QVERIFY(reachedScn(4));
        QCOMPARE(stop(*recorder, SIGTERM), 0);
    }
    const CommandResult two = json({"timeline", "changes", m_database, "--scn", "2"});
    QCOMPARE(two.code, 0);
    const QJsonArray rows = two.json().array();
    QCOMPARE(rows.size(), 4);
    const QJsonObject update = rows[0].toObject();
    QCOMPARE(update["table"].toString(), QString("k"));
    QCOMPARE(update["operation"].toString(), QString("UPDATE"));
    QCOMPARE(update["rowid"].toInt(), 1);
    QCOMPARE(update["key"].toObject(), (QJsonObject{{"id", 1}}));
    QCOMPARE(update["before"].toObject(), (QJsonObject{{"id", 1}, {"v", "a"}}));
    QCOMPARE(update["after"].toObject(), (QJsonObject{{"id", 1}, {"v", QJsonObject{{"blob", "00ff"}}}}));
    const QJsonObject deleted = rows[1].toObject();
    QCOMPARE(deleted["operation"].toString(), QString("DELETE"));
    QVERIFY(deleted["after"].isNull());
    const QJsonObject inserted = rows[2].toObject();
    QCOMPARE(inserted["operation"].toString(), QString("INSERT"));
    QVERIFY(inserted["before"].isNull());
    QCOMPARE(inserted["rowid"].toObject(), (QJsonObject{{"int", "9007199254740993"}}));
    const QJsonObject other = rows[3].toObject();
    QCOMPARE(other["table"].toString(), QString("t"));
    QVERIFY(other["key"].toObject().isEmpty());
    QCOMPARE(json({"timeline", "changes", m_database, "--scn", "2", "--table", "T"}).json().array().size(),
             1);
    QCOMPARE(json({"timeline", "changes", m_database, "--time", "now"}).json().array().size(), 1);

    const CommandResult made = json({"timeline", "changes", m_database, "--scn", "3"});
    QCOMPARE(made.json().array().size(), 0);
    QVERIFY(made.json().isArray());
    QVERIFY(made.err.contains("The table s was made."));
    const CommandResult text = run({"timeline", "changes", m_database, "--scn", "4"});
    QVERIFY2(text.out.contains("INSERT") && text.out.contains("name=\\x1b"), text.out.constData());

    const QJsonArray commits = json({"timeline", "log", m_database}).json().array();
    QCOMPARE(commits.size(), 4);
    QVERIFY(commits[0].toObject()["tables"].isNull()); // the base
    QCOMPARE(commits[1].toObject()["tables"].toArray(), (QJsonArray{"k", "t"}));
    QCOMPARE(commits[2].toObject()["tables"].toArray(), (QJsonArray{"s"}));
    QVERIFY(run({"timeline", "log", m_database}).out.contains("k, t"));
    filtersOfTheLog();
    flashbackInTheLog();
}

void TestCliTimeline::filtersOfTheLog()
{
    const auto picked = [this](const QStringList &filter) {
        QList<int> scns;
        for (const QJsonValue &commit :
             json(QStringList{"timeline", "log", m_database} + filter).json().array()) {
            scns << commit.toObject()["scn"].toInt();
        }
        return scns;
    };
    QCOMPARE(picked({"--table", "s"}), (QList<int>{3, 4}));
    QCOMPARE(picked({"--table", "s", "--limit", "1"}), (QList<int>{4}));
    QCOMPARE(picked({"--table", "k"}), (QList<int>{2}));
    QCOMPARE(picked({"--table", "none"}), QList<int>());
    QCOMPARE(picked({"--text", "9007199254740993"}), (QList<int>{2}));
    QCOMPARE(picked({"--text", "9007199254740993", "--table", "s"}), QList<int>());
    QCOMPARE(json({"timeline", "log", m_database, "--text", ""}).code, 2);
}

void TestCliTimeline::flashbackInTheLog()
{
    QCOMPARE(run({"sql", m_database, "FLASHBACK DATABASE TO SCN 2"}).code, 0);
    const QJsonObject back =
        json({"timeline", "log", m_database, "--limit", "1"}).json().array()[0].toObject();
    QCOMPARE(back["flashbackTo"].toInt(), 2);
    QCOMPARE(back["incarnation"].toInt(), 2);
    const QJsonArray commits = json({"timeline", "log", m_database}).json().array();
    QVERIFY(commits[3].toObject()["flashbackTo"].isNull());
    QVERIFY(run({"timeline", "log", m_database}).out.contains("flashback to SCN 2"));
}

void TestCliTimeline::compareOfCommits()
{
    makeHistory();
    const QJsonObject there =
        json({"timeline", "compare", m_database, "--from", "2", "--to", "7"}).json().object();
    QCOMPARE(there["from"].toObject()["incarnation"].toInt(), 1);
    QCOMPARE(there["schema"].toArray().at(0).toObject()["difference"].toString(), QString("ADDED"));
    const QJsonObject table = there["tables"].toArray().at(0).toObject();
    QCOMPARE(table["changed"].toInt(), 1);
    QCOMPARE(table["changedColumns"].toObject()["n"].toInt(), 1);
    QVERIFY(json({"timeline", "compare", m_database, "--from", "6"}).json().object()["equal"].toBool());
    const QJsonObject row = json({"timeline", "compare", m_database, "--from", "6", "--to", "2", "--rows"})
                                .json()
                                .array()
                                .at(0)
                                .toObject();
    QCOMPARE(row["before"].toObject()["n"].toInt(), 5);
    QCOMPARE(row["after"].toObject()["n"].toInt(), 1);
    // The script makes of the present what was there then.
    const CommandResult script =
        run({"timeline", "compare", m_database, "--from", "2", "--to", "8", "--sql", "backward"});
    QCOMPARE(script.code, 0);
    PlainDatabase(path()).execute(script.out.toStdString());
    QCOMPARE(PlainDatabase(path()).integer("SELECT n FROM t"), std::int64_t{1});
    QVERIFY(run({"timeline", "compare", m_database, "--from", "2", "--to", "3"}).out.contains("n (1)"));
    QCOMPARE(json({"timeline", "compare", m_database, "--from", "2", "--to", "99"}).errorCode(),
             QString("SCN_IN_FUTURE"));
    QCOMPARE(json({"timeline", "compare", m_database}).code, 2);
}

void TestCliTimeline::changesThatCantBeTold()
{
    makeHistory();
    QCOMPARE(json({"timeline", "changes", m_database, "--scn", "1"}).errorCode(),
             QString("SNAPSHOT_TOO_OLD"));
    QCOMPARE(json({"timeline", "changes", m_database, "--scn", "9"}).errorCode(), QString("SCN_IN_FUTURE"));
    QCOMPARE(json({"timeline", "changes", m_database}).code, 2);
}

void TestCliTimeline::droppedTablesComeBack()
{
    makeHistory();
    const CommandResult listed = json({"timeline", "recyclebin", m_database});
    QCOMPARE(listed.code, 0);
    const QJsonArray tables = listed.json().object()["tables"].toArray();
    QCOMPARE(tables.size(), 1);
    const QJsonObject late = tables[0].toObject();
    QCOMPARE(late["name"].toString(), "late");
    QCOMPARE(late["droppedScn"].toInt(), 8);
    QCOMPARE(late["rows"].toInt(-1), 0);
    QCOMPARE(late["sql"].toString(), "CREATE TABLE late(y)");
    const CommandResult text = run({"timeline", "recyclebin", m_database});
    QVERIFY2(text.out.contains("late") && text.out.contains("SCN 8"), qPrintable(text.out));
    const CommandResult back = run({"sql", m_database, "--csv", "FLASHBACK TABLE late TO BEFORE DROP"});
    QCOMPARE(back.out, QByteArray("name,type,rows,note\nlate,table,0,CREATE TABLE late(y)\n"));
    QVERIFY(run({"timeline", "recyclebin", m_database}).out.startsWith("The recycle bin is empty."));
    // A table of now, put back to what it was, as a dry run and in earnest.
    QCOMPARE(csv("EXPLAIN FLASHBACK TABLE t TO SCN 3"), QString("t,update,1,rows that get their old values"));
    QCOMPARE(csv("SELECT n FROM t"), QString("5"));
    QCOMPARE(csv("FLASHBACK TABLE t TO SCN 3; SELECT n FROM t"), QString("2"));
    QCOMPARE(csv("ALTER SESSION SET AS OF SCN 4; SELECT n FROM t"), QString("3"));
}

void TestCliTimeline::statusWhileRecording()
{
    const auto recorder = record();
    const QJsonObject found = status();
    QVERIFY(found["recording"].toBool());
    QCOMPARE(found["recorder"].toObject()["pid"].toInteger(), recorder->processId());
    QCOMPARE(found["recorder"].toObject()["program"].toString(), QString("strandctl"));
    QCOMPARE(stop(*recorder, SIGTERM), 0);
}

void TestCliTimeline::asOfByScnAndTime()
{
    makeHistory();
    for (int k = 0; k <= 5; ++k) {
        QCOMPARE(csv(QString("SELECT n FROM t AS OF SCN %1").arg(k + 1)), QString::number(k));
    }
    QCOMPARE(csv("SELECT a.n || '-' || b.n FROM t AS OF SCN 2 a, t AS OF SCN :s b", {"--param", "s=4"}),
             QString("1-3"));
    const QJsonArray log = json({"timeline", "log", m_database}).json().array();
    const QString time = log[3].toObject()["time"].toString();
    QCOMPARE(csv(QString("SELECT n FROM t AS OF TIMESTAMP '%1'").arg(time)), QString("3"));
    QCOMPARE(csv(QString("SELECT TIMESTAMP_TO_SCN('%1') || '/' || CURRENT_SCN()").arg(time)), QString("4/8"));
    QCOMPARE(csv("SELECT SCN_TO_TIMESTAMP(4)"), time);
}

void TestCliTimeline::sessionAsOf()
{
    makeHistory();
    QCOMPARE(csv("SELECT n FROM t", {"--as-of-scn", "3"}), QString("2"));
    const QString time =
        json({"timeline", "log", m_database}).json().array()[4].toObject()["time"].toString();
    QCOMPARE(csv("SELECT n FROM t", {"--as-of", time}), QString("4"));
    const CommandResult write = sql("DELETE FROM t", {"--as-of-scn", "3"});
    QCOMPARE(write.code, 1);
    QCOMPARE(write.errorCode(), QString("READ_ONLY"));
    QCOMPARE(sql("SELECT 1", {"--as-of-scn", "3", "--as-of", time}).code, 2);
    QCOMPARE(sql("SELECT 1", {"--restore-point", "before"}).errorCode(), QString("NOT_FOUND"));
    QCOMPARE(PlainDatabase(path()).integer("SELECT n FROM t"), std::int64_t{5});
}

void TestCliTimeline::cloneIsTheDatabaseThen()
{
    makeHistory();
    const QStringList command{"timeline", "clone", m_database, "--scn", "4", file("out.db")};
    const CommandResult result = json(command);
    QCOMPARE(result.code, 0);
    const QJsonObject report = result.json().object();
    QCOMPARE(report["out"].toString(), file("out.db"));
    QCOMPARE(report["scn"].toInt(), 4);
    QCOMPARE(report["incarnation"].toInt(), 1);
    QCOMPARE(report["bytes"].toInteger(), static_cast<qint64>(fs::file_size(path("out.db"))));
    {
        PlainDatabase clone(path("out.db"));
        QCOMPARE(clone.integer("SELECT n FROM t"), std::int64_t{3});
        QCOMPARE(clone.text("PRAGMA integrity_check"), std::string("ok"));
    }
    const CommandResult again = json(command);
    QCOMPARE(again.code, 1);
    QCOMPARE(again.errorCode(), QString("EXISTS"));
    QCOMPARE(json(command + QStringList{"--replace"}).code, 0);
    QCOMPARE(json({"timeline", "clone", m_database, file("x.db")}).code, 2);
    QVERIFY(!fs::exists(path("x.db")));
}

void TestCliTimeline::pruneForgetsAndTells()
{
    makeHistory();
    const QJsonObject dry =
        json({"timeline", "prune", m_database, "--keep", "0s", "--dry-run"}).json().object();
    QCOMPARE(dry["oldestScnBefore"].toInt(), 1);
    QCOMPARE(dry["oldestScnAfter"].toInt(), 8);
    QCOMPARE(status()["oldestScn"].toInt(), 1);
    QCOMPARE(
        json({"timeline", "prune", m_database, "--keep", "7d"}).json().object()["oldestScnAfter"].toInt(), 1);
    const CommandResult pruned = json({"timeline", "prune", m_database, "--keep", "0s"});
    QCOMPARE(pruned.code, 0);
    QVERIFY(pruned.json().object().contains("bytesFreed"));
    QCOMPARE(status()["oldestScn"].toInt(), 8);
    QCOMPARE(csv("SELECT n FROM t AS OF SCN 8"), QString("5"));
    const CommandResult old = sql("SELECT n FROM t AS OF SCN 2");
    QCOMPARE(old.errorCode(), QString("SNAPSHOT_TOO_OLD"));
    QVERIFY(old.err.contains("8"));
    QCOMPARE(json({"timeline", "prune", m_database}).code, 2);
    QCOMPARE(json({"timeline", "prune", m_database, "--max-size", "much"}).code, 2);
    const CommandResult bySize = json({"timeline", "prune", m_database, "--max-size", "1.5GB"});
    QCOMPARE(bySize.code, 0);
    QCOMPARE(bySize.json().object()["bytesFreed"].toInt(), 0);
    // One log: it stays whole, and says so.
    const CommandResult tiny = json({"timeline", "prune", m_database, "--max-size", "1KB"});
    QCOMPARE(tiny.json().object()["warnings"].toArray().size(), 1);
    QVERIFY(tiny.err.contains("newest log"));
}

void TestCliTimeline::forgetAsksFirst()
{
    makeHistory();
    const CommandResult unasked = json({"timeline", "forget", m_database});
    QCOMPARE(unasked.code, 2);
    QVERIFY(unasked.err.contains("--yes"));
    QVERIFY(fs::exists(path("a.db.strandline")));
    {
        const auto recorder = record();
        const CommandResult owned = json({"timeline", "forget", m_database, "--yes"});
        QCOMPARE(owned.code, 1);
        QCOMPARE(owned.errorCode(), QString("OWNED_BY"));
        QCOMPARE(stop(*recorder, SIGTERM), 0);
    }
    QCOMPARE(json({"timeline", "forget", m_database, "--yes"}).code, 0);
    QVERIFY(!fs::exists(path("a.db.strandline")));
    QCOMPARE(json({"timeline", "status", m_database}).errorCode(), QString("NOT_RECORDED"));
    QCOMPARE(PlainDatabase(path()).integer("SELECT n FROM t"), std::int64_t{5});
}

void TestCliTimeline::forgetAsksOnATerminal()
{
    makeHistory();
    const auto answer = [this](const QByteArray &text) {
        QProcess terminal;
        terminal.start("script",
                       {"-qec", QString("'%1' timeline forget '%2'").arg(Strandctl::program(), m_database),
                        "/dev/null"});
        terminal.waitForReadyRead(60000); // the question
        terminal.write(text);
        terminal.waitForFinished(60000);
        return terminal.exitCode();
    };
    QCOMPARE(answer("no\n"), 1);
    QVERIFY(fs::exists(path("a.db.strandline")));
    QCOMPARE(answer("yes\n"), 0);
    QVERIFY(!fs::exists(path("a.db.strandline")));
}

void TestCliTimeline::historyElsewhereIsRemembered()
{
    const CommandResult recorded = run({"record", m_database, "--for", "0", "--history", file("elsewhere")});
    QVERIFY2(recorded.code == 0, recorded.err);
    QVERIFY(fs::exists(path("elsewhere")));
    QVERIFY(!fs::exists(path("a.db.strandline")));
    QCOMPARE(status()["currentScn"].toInt(), 1);
    QCOMPARE(csv("SELECT n FROM t AS OF SCN 1"), QString("0"));
    // Another person doesn't know it, until it is named.
    const Strandctl other(file("other-config"));
    QCOMPARE(other.run({"timeline", "status", m_database}).code, 1);
    QCOMPARE(other.run({"timeline", "status", m_database, "--history", file("elsewhere")}).code, 0);
    QCOMPARE(other.run({"timeline", "status", m_database}).code, 0);
}

void TestCliTimeline::timesInAnotherZone()
{
    makeHistory();
    const auto timeOf = [this](const QStringList &options) {
        return json(QStringList{"timeline", "log", m_database, "--limit", "1"} + options)
            .json()
            .array()
            .first()
            .toObject()["time"]
            .toString();
    };
    const QString utc = timeOf({});
    const QString kathmandu = timeOf({"--zone", "Asia/Kathmandu"});
    QVERIFY(utc.endsWith('Z'));
    QVERIFY(kathmandu.endsWith("+05:45"));
    QCOMPARE(QDateTime::fromString(kathmandu, Qt::ISODateWithMs),
             QDateTime::fromString(utc, Qt::ISODateWithMs));
}

void TestCliTimeline::rollbackJournalIsNotWal()
{
    PlainDatabase(path()).execute("PRAGMA journal_mode = DELETE");
    const CommandResult refused = json({"record", m_database, "--for", "0"});
    QCOMPARE(refused.code, 1);
    QCOMPARE(refused.errorCode(), QString("NOT_WAL"));
    QVERIFY(refused.err.contains("--enable-wal"));
    QVERIFY(!fs::exists(path("a.db.strandline")));
    QCOMPARE(PlainDatabase(path()).text("PRAGMA journal_mode"), std::string("delete"));
    QCOMPARE(run({"record", m_database, "--for", "0", "--enable-wal"}).code, 0);
    QCOMPARE(PlainDatabase(path()).text("PRAGMA journal_mode"), std::string("wal"));
    QCOMPARE(csv("SELECT n FROM t AS OF SCN 1"), QString("0"));
}

void TestCliTimeline::secondRecorder()
{
    const auto first = record();
    const CommandResult second = json({"record", m_database, "--for", "0"});
    QCOMPARE(second.code, 1);
    QCOMPARE(second.errorCode(), QString("OWNED_BY"));
    QVERIFY(second.err.contains(QByteArray::number(first->processId())));
    QVERIFY(second.err.contains("strandctl"));
    QCOMPARE(stop(*first, SIGTERM), 0);
    QCOMPARE(run({"record", m_database, "--for", "0"}).code, 0);
}

void TestCliTimeline::lockedExclusively()
{
    PlainDatabase browser(path());
    browser.execute("PRAGMA locking_mode = EXCLUSIVE; UPDATE t SET n = 9");
    const CommandResult result = json({"record", m_database, "--for", "0"});
    QCOMPARE(result.code, 1);
    QCOMPARE(result.errorCode(), QString("LOCKED_EXCLUSIVELY"));
    QVERIFY(!fs::exists(path("a.db.strandline/timeline")) || fs::is_empty(path("a.db.strandline/timeline")));
}

void TestCliTimeline::recordInAReadOnlyFolder()
{
    fs::permissions(m_folder->path(), fs::perms(0555));
    const CommandResult result =
        m_strandctl->runThrough(asNobody(), {"record", m_database, "--for", "0", "--json"});
    fs::permissions(m_folder->path(), fs::perms(0755));
    QCOMPARE(result.code, 1);
    QVERIFY2(result.errorCode() == "PERMISSION" || result.errorCode() == "READ_ONLY", result.err);
    QVERIFY(!fs::exists(path("a.db.strandline")));
}

void TestCliTimeline::pointsOutsideTheHistory_data()
{
    QTest::addColumn<QString>("point");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("told");
    QTest::newRow("future SCN") << "SCN 99"
                                << "SCN_IN_FUTURE"
                                << "8";
    QTest::newRow("future time") << "TIMESTAMP '2999-01-01'"
                                 << "SCN_IN_FUTURE"
                                 << "";
    QTest::newRow("before the history") << "TIMESTAMP '1999-01-01'"
                                        << "SNAPSHOT_TOO_OLD"
                                        << "SCN 1";
}

void TestCliTimeline::pointsOutsideTheHistory()
{
    QFETCH(QString, point);
    QFETCH(QString, code);
    QFETCH(QString, told);
    makeHistory();
    const CommandResult result = sql("SELECT * FROM t AS OF " + point);
    QCOMPARE(result.code, 1);
    QCOMPARE(result.errorCode(), code);
    QVERIFY(result.err.contains(told.toUtf8()));
    if (point.startsWith("SCN")) {
        QCOMPARE(json({"timeline", "clone", m_database, file("o.db"), "--scn", "99"}).errorCode(), code);
        QCOMPARE(sql("SELECT * FROM t", {"--as-of-scn", "99"}).errorCode(), code);
        QVERIFY(!fs::exists(path("o.db")));
    }
}

void TestCliTimeline::structureThatDidNotExistThen()
{
    makeHistory();
    const CommandResult early = sql("SELECT * FROM late AS OF SCN 3");
    QCOMPARE(early.errorCode(), QString("NO_SUCH_TABLE_THEN"));
    QVERIFY(early.err.contains("came with SCN 7"));
    QCOMPARE(early.json().array().last().toObject()["error"].toObject()["sqlOffset"].toInt(), 14);
    const CommandResult gone = sql("SELECT * FROM late AS OF SCN 8");
    QVERIFY(gone.err.contains("dropped with SCN 8"));
    const CommandResult column = sql("SELECT nope FROM t AS OF SCN 3");
    QCOMPARE(column.errorCode(), QString("NO_SUCH_TABLE_THEN"));
}

void TestCliTimeline::fullDiskOfAClone()
{
    PlainDatabase(path()).execute("CREATE TABLE big AS SELECT zeroblob(2000000) AS b");
    QCOMPARE(run({"record", m_database, "--for", "0"}).code, 0);
    const CommandResult result =
        m_strandctl->runThrough({"prlimit", "--fsize=500000"},
                                {"timeline", "clone", m_database, file("out.db"), "--scn", "1", "--json"});
    QCOMPARE(result.code, 1);
    QCOMPARE(result.errorCode(), QString("DISK_FULL"));
    QVERIFY(!fs::exists(path("out.db")));
    QCOMPARE(json({"timeline", "verify", m_database}).code, 0);
}

void TestCliTimeline::fullDiskOfTheHistory()
{
    QCOMPARE(run({"record", m_database, "--for", "0"}).code, 0);
    PlainDatabase(path()).execute(
        "CREATE TABLE big AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
        "WHERE i < 300) SELECT randomblob(5000) AS b FROM n");
    // The limit also holds for the WAL, which must not need to grow.
    const CommandResult limited = m_strandctl->runThrough({"prlimit", "--fsize=200000"},
                                                          {"record", m_database, "--for", "1", "--json"});
    QVERIFY(limited.code == 0 || limited.errorCode() == "DISK_FULL");
    // Nothing is lost: with space again the recorder takes in everything.
    QCOMPARE(run({"record", m_database, "--for", "0"}).code, 0);
    QCOMPARE(json({"timeline", "verify", m_database}).code, 0);
    const QString newest = QString::number(status()["currentScn"].toInt());
    QCOMPARE(csv("SELECT count(*) FROM big AS OF SCN " + newest), QString("300"));
    QCOMPARE(csv("SELECT n FROM t AS OF SCN 1"), QString("0"));
    QCOMPARE(PlainDatabase(path()).text("PRAGMA integrity_check"), std::string("ok"));
}

void TestCliTimeline::flippedBit()
{
    makeHistory();
    std::string largest;
    for (const auto &entry : fs::recursive_directory_iterator(path("a.db.strandline/timeline"))) {
        if (entry.is_regular_file() && (largest.empty() || entry.file_size() > fs::file_size(largest))) {
            largest = entry.path().string();
        }
    }
    std::string bytes = readFile(largest);
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 0x10);
    writeFile(largest, bytes);
    const CommandResult result = json({"timeline", "verify", m_database});
    QCOMPARE(result.code, 1);
    if (result.json().object().contains("error")) {
        QCOMPARE(result.errorCode(), QString("HISTORY_CORRUPT"));
    } else {
        const QJsonObject report = result.json().object();
        QVERIFY(!report["ok"].toBool(true));
        const QJsonObject finding = report["errors"].toArray().first().toObject();
        QVERIFY(!finding["segment"].toString().isEmpty());
        QVERIFY(finding.contains("offset"));
        QVERIFY(!finding["message"].toString().isEmpty());
    }
    QCOMPARE(PlainDatabase(path()).integer("SELECT n FROM t"), std::int64_t{5});
}

void TestCliTimeline::checkpointWhileRecorded()
{
    const auto recorder = record();
    const CommandResult result = json({"maintenance", "checkpoint", m_database});
    QCOMPARE(result.code, 1);
    QVERIFY(result.json().object()["messages"].toArray().first().toString().contains("records the database"));
    QCOMPARE(stop(*recorder, SIGTERM), 0);
    QCOMPARE(json({"maintenance", "checkpoint", m_database}).code, 0);
}

void TestCliTimeline::historyWithoutItsDatabase()
{
    makeHistory();
    for (const char *name : {"a.db", "a.db-wal", "a.db-shm"}) {
        fs::remove(path(name));
    }
    const CommandResult result = json({"timeline", "clone", m_database, "--scn", "3", file("saved.db")});
    QVERIFY2(result.code == 0, result.err);
    QCOMPARE(PlainDatabase(path("saved.db")).integer("SELECT n FROM t"), std::int64_t{2});
    QVERIFY(!fs::exists(path("a.db")));
}

void TestCliTimeline::symbolicLinkInPlaceOfTheHistory()
{
    fs::create_directory(path("target"));
    fs::create_directory_symlink(path("target"), path("a.db.strandline"));
    const CommandResult result = json({"record", m_database, "--for", "0"});
    QCOMPARE(result.code, 1);
    QCOMPARE(result.errorCode(), QString("PERMISSION"));
    QVERIFY(fs::is_empty(path("target")));
}

void TestCliTimeline::databaseBehindASymbolicLink()
{
    fs::create_symlink(path(), path("link.db"));
    QCOMPARE(run({"record", file("link.db"), "--for", "0"}).code, 0);
    QVERIFY(fs::exists(path("a.db.strandline")));
    QVERIFY(!fs::exists(path("link.db.strandline")));
    QCOMPARE(status()["currentScn"].toInt(), 1);
    QCOMPARE(run({"sql", file("link.db"), "SELECT n FROM t AS OF SCN 1", "--csv"}).out, QByteArray("n\n0\n"));
}

void TestCliTimeline::demoTellsWhatItPlanted()
{
    QCOMPARE(json({"demo", file("demo"), "--workload", "3601"}).errorCode(), QString("USAGE"));
    const CommandResult result = json({"demo", file("demo"), "--workload", "2"});
    QVERIFY2(result.code == 0, result.err);
    const QJsonObject report = result.json().object();
    QVERIFY(report["commits"].toInt() >= 2000);
    QVERIFY(report["rows"].toInt() >= 100000);
    m_database = report["database"].toString();
    QCOMPARE(m_database, file("demo/shop.db"));
    QCOMPARE(status()["currentScn"].toInt(), report["lastScn"].toInt());
    const QJsonArray planted = report["planted"].toArray();
    QVERIFY(planted.size() >= 4);
    for (const QJsonValue &mishap : planted) {
        QVERIFY(mishap["scn"].toInt() > mishap["before"].toInt());
        const CommandResult before = run({"sql", m_database, mishap["recover"].toString(), "--csv"});
        QVERIFY2(before.code == 0, before.err);
        QVERIFY(before.out.count('\n') > 1);
    }
    const QJsonObject workload = report["workload"].toObject();
    const auto at = [&](const char *end) {
        return QDateTime::fromString(workload[end].toString(), Qt::ISODate);
    };
    QVERIFY(at("from").isValid() && at("from").secsTo(at("to")) >= 1);
    const CommandResult top = json({"monitor", "top-sql", m_database});
    QVERIFY(top.out.contains("turnover"));
    const CommandResult again = json({"demo", file("demo")});
    QCOMPARE(again.errorCode(), QString("EXISTS"));
}

QTEST_GUILESS_MAIN(TestCliTimeline)
#include "tst_cli_timeline.moc"
