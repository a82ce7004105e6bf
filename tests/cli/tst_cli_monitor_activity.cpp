// `strandctl monitor sessions | waits | top-sql | ash`: what programs did with a database, told by another
// one.
#include "engine/monitor/kept_statistics.h"
#include "tests/cli/strandctl.h"
#include "tests/support/child_process.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"

#include <QJsonArray>
#include <QTest>
#include <csignal>
#include <filesystem>

using namespace strandline::test;

class TstCliMonitorActivity : public QObject
{
    Q_OBJECT

    struct Place
    {
        TempFolder folder;
        std::string path = folder.file("a.db");
        QString database = QString::fromStdString(path);
        Strandctl strandctl{QString::fromStdString(folder.file("config"))};
        Place()
        {
            PlainDatabase(path).execute(
                "PRAGMA journal_mode=WAL; CREATE TABLE t(a); INSERT INTO t VALUES(1),(2)");
            std::filesystem::create_directory(path + ".strandline");
        }
        QJsonArray json(const QStringList &command) const
        {
            const CommandResult result = strandctl.run(command + QStringList{database, "--json"});
            if (result.code != 0) {
                qWarning("%s", result.err.constData());
            }
            return result.json().array();
        }
    };

private slots:
    void tellsWhatProgramsDidThatHaveEnded()
    {
        const Place place;
        for (const char *key : {"1", "2", "3"}) {
            QCOMPARE(place.strandctl.run({"sql", place.database, QString("SELECT a FROM t WHERE a = ") + key})
                         .code,
                     0);
        }
        const QJsonArray statements = place.json({"monitor", "top-sql"});
        QJsonObject found;
        for (const auto &statement : statements) {
            if (statement.toObject()["sql"] == "SELECT a FROM t WHERE a = ?") {
                found = statement.toObject();
            }
        }
        QCOMPARE(found["executions"].toInt(), 3);
        QCOMPARE(found["rows"].toInt(), 2);
        QCOMPARE(found["sqlId"].toString().size(), 13);
        QVERIFY(found["seconds"].toDouble() > 0);
        QVERIFY(found["waitSeconds"].toDouble() <= found["seconds"].toDouble());

        double percent = 0;
        bool read = false;
        for (const auto &wait : place.json({"monitor", "waits"})) {
            percent += wait.toObject()["percentOfDbTime"].toDouble();
            read = read || wait.toObject()["event"] == "db file read";
        }
        QVERIFY(std::abs(percent - 100) < 0.001);
        QVERIFY(read);
    }

    void tellsOfAProgramThatHoldsALockAndTellsNothing()
    {
        const Place place;
        ChildProcess other({TEST_WRITER, "hold", place.path, "--for", "60000"});
        QVERIFY(other.readLine().has_value());
        QJsonObject found;
        for (const auto &session : place.json({"monitor", "sessions"})) {
            if (session.toObject()["pid"].toInt() == other.pid()) {
                found = session.toObject();
            }
        }
        QCOMPARE(found["kind"].toString(), QString("external"));
        QVERIFY(found["state"].toString().contains("WAL write"));
        other.stop(SIGKILL);
    }

    void tellsWhoWasActiveThen()
    {
        const Place place;
        strandline::timeline::Location location;
        location.database = place.path;
        strandline::monitor::AshRow row;
        row.time = strandline::core::SystemClock().now() - std::chrono::minutes(10);
        row.usecsPerRow = 100'000; // one in ten rows is kept, for ten times the time
        row.sid = 3;
        row.serial = 1;
        row.process = 4711;
        row.kind = "probed";
        row.program = "python3";
        row.sqlId = 77;
        std::vector<strandline::monitor::AshRow> rows(3, row);
        rows[1].event = rows[2].event = SL_LOCK_WAL_WRITE;
        rows[1].time += std::chrono::seconds(1);
        rows[2].time += std::chrono::seconds(2);
        rows[1].blockingProcess = rows[2].blockingProcess = 4712;
        rows.push_back(row);
        rows.back().sid = 4;
        rows.back().time -= std::chrono::hours(3);
        strandline::monitor::KeptStatistics(location).keep(rows, {{77, "UPDATE t SET a = ?"}}, {},
                                                           strandline::core::SystemClock().now());

        const auto ago = [](std::chrono::hours hours) {
            return QString::fromStdString(
                strandline::core::formatTime(strandline::core::SystemClock().now() - hours));
        };
        const QJsonArray then = place.json({"monitor", "sessions", "--from", ago(std::chrono::hours(1))});
        QCOMPARE(then.size(), 1);
        const QJsonObject session = then[0].toObject();
        QCOMPARE(session["sid"].toInt(), 3);
        QCOMPARE(session["pid"].toInt(), 4711);
        QCOMPARE(session["program"].toString(), QString("python3"));
        QCOMPARE(session["kind"].toString(), QString("probed"));
        QCOMPARE(session["state"].toString(), QString("active"));
        QCOMPARE(session["event"].toString(), QString("WAL write lock")); // most of its time
        QCOMPARE(session["sql"].toString(), QString("UPDATE t SET a = ?"));
        QCOMPARE(session["blockedBy"].toInt(), 4712);
        QCOMPARE(session["activeSeconds"].toDouble(), 3.0);
        QCOMPARE(place.json({"monitor", "sessions", "--from", ago(std::chrono::hours(24))}).size(), 2);
    }

    // Two of one session: one of seven seconds, and one that was too short.
    void tellsOfLongExecutionsThatHaveEnded()
    {
        const Place place;
        const auto now = strandline::core::SystemClock().now();
        std::vector<strandline::monitor::AshRow> rows;
        for (int second = 0; second < 10; ++second) {
            strandline::monitor::AshRow row;
            row.executionStart = now - std::chrono::seconds(second < 8 ? 600 : 592);
            row.time = now - std::chrono::seconds(600 - second);
            row.usecsPerRow = 100'000;
            row.sid = 3;
            row.serial = 1;
            row.execution = second < 8 ? 11 : 12;
            row.process = 4711;
            row.kind = "probed";
            row.program = "python3";
            row.sqlId = 77;
            row.event = second % 4 == 0 ? SL_DB_READ : SL_ON_CPU;
            rows.push_back(row);
        }
        strandline::timeline::Location location;
        location.database = place.path;
        strandline::monitor::KeptStatistics(location).keep(rows, {{77, "SELECT ?"}}, {}, now);

        const QJsonArray listed = place.json({"monitor", "executions"});
        QCOMPARE(listed.size(), 1);
        const QJsonObject execution = listed[0].toObject();
        QCOMPARE(execution["execution"].toInt(), 11);
        QCOMPARE(execution["pid"].toInt(), 4711);
        QCOMPARE(execution["program"].toString(), QString("python3"));
        QCOMPARE(execution["status"].toString(), QString("ended"));
        QCOMPARE(execution["seconds"].toDouble(), 7.0);
        QCOMPARE(execution["activeSeconds"].toDouble(), 8.0); // one sample in ten, for ten times its time
        QCOMPARE(execution["waitSeconds"].toObject()["User I/O"].toDouble(), 2.0);
        QCOMPARE(execution["sql"].toString(), QString("SELECT ?"));
        const auto text = place.strandctl.run({"monitor", "executions", place.database});
        QVERIFY2(text.out.contains("User I/O 2 s"), text.out.constData());
    }

    void withoutAnyHistoryThereIsNothingAndNoFailure()
    {
        const Place place;
        std::filesystem::remove_all(place.path + ".strandline");
        for (const char *what : {"sessions", "waits", "top-sql", "ash", "executions"}) {
            const CommandResult result = place.strandctl.run({"monitor", what, place.database, "--json"});
            QCOMPARE(result.code, 0);
            QVERIFY(result.json().isArray());
        }
        QVERIFY(!std::filesystem::exists(place.path + ".strandline"));
    }
};

QTEST_GUILESS_MAIN(TstCliMonitorActivity)
#include "tst_cli_monitor_activity.moc"
