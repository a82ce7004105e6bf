// `schedule …` as scripts meet it.
#include "tests/cli/strandctl.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"

#include <QJsonArray>
#include <QTest>

using namespace strandline::test;

namespace {

// A database and a user of his own.
struct Desk
{
    TempFolder folder;
    Strandctl strandctl{QString::fromStdString(folder.file("config"))};
    QString database = QString::fromStdString(folder.file("shop.db"));
    QString store = QString::fromStdString(folder.file("store"));

    Desk()
    {
        PlainDatabase(database.toStdString())
            .execute(
                "CREATE TABLE lamp(id INTEGER PRIMARY KEY, t); INSERT INTO lamp VALUES(1, 'a'), (2, 'b')");
    }
    CommandResult run(const QStringList &arguments) const
    {
        return strandctl.run(QStringList{"schedule"} + arguments + QStringList{"--json"});
    }
    CommandResult add(const QString &name, const QStringList &more = {}) const
    {
        return run(QStringList{"add", database, "--name", name, "--cron", "0 2 * * MON-FRI", "--kind", "full",
                               "--store", store} +
                   more);
    }
};

} // namespace

class TestCliSchedule : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addsListsAndRemoves()
    {
        const Desk desk;
        QCOMPARE(desk.run({"list", desk.database}).json().array().size(), 0);
        CommandResult result = desk.add("nightly", {"--zone", "Europe/Berlin", "--window", "off-hours"});
        QCOMPARE(result.code, 0);
        QCOMPARE(result.json()["inWords"].toString(), QString("every day at 02:00, Monday to Friday"));
        QVERIFY(result.json()["next"].toString().contains("T02:00:00+0"));
        QCOMPARE(desk.add("nightly").errorCode(), QString("EXISTS"));
        QCOMPARE(desk.add("b", {"--window", "sometimes"}).code, 2);
        QCOMPARE(desk.add("b", {"--priority", "256"}).code, 2);
        QCOMPARE(desk.add("b", {"--key", "my passphrase"}).code, 2);
        result = desk.run({"list", desk.database});
        QCOMPARE(result.json().array().size(), 1);
        const QJsonObject job = result.json()[0].toObject();
        QCOMPARE(job["name"].toString(), QString("nightly"));
        QCOMPARE(job["cron"].toString(), QString("0 2 * * MON-FRI"));
        QCOMPARE(job["kind"].toString(), QString("full"));
        QCOMPARE(job["store"].toString(), desk.store);
        QCOMPARE(job["window"].toString(), QString("off-hours"));
        QCOMPARE(job["enabled"].toBool(), true);
        QVERIFY(job["next"].toString().endsWith('Z'));
        result = desk.run({"disable", desk.database, "nightly"});
        QCOMPARE(result.json()[0]["enabled"].toBool(true), false);
        QVERIFY(result.json()[0]["next"].isNull());
        result = desk.run({"enable", desk.database, "--name", "nightly"});
        QCOMPARE(result.json()[0]["enabled"].toBool(), true);
        QCOMPARE(desk.run({"skip-next", desk.database, "nightly"}).json()[0]["skipNext"].toBool(), true);
        QCOMPARE(desk.run({"remove", desk.database}).code, 2);
        QCOMPARE(desk.run({"remove", desk.database, "none"}).errorCode(), QString("NOT_FOUND"));
        QCOMPARE(desk.run({"remove", desk.database, "--name", "nightly"}).json().array().size(), 0);
        QCOMPARE(desk.run({"add", desk.database + "x", "--name", "n", "--cron", "daily", "--kind", "full",
                           "--store", desk.store})
                     .errorCode(),
                 QString("NOT_FOUND"));
    }

    void tellsTheNextTimes()
    {
        const Desk desk;
        const CommandResult result = desk.run({"next", "--cron", "30 2 * * *", "--from", "2026-03-28T12:00Z",
                                               "--count", "2", "--zone", "Europe/Berlin"});
        QCOMPARE(result.json().array(),
                 QJsonArray({"2026-03-29T03:00:00+02:00", "2026-03-30T02:30:00+02:00"}));
        QCOMPARE(desk.run({"next", "--cron", "daily", "--from", "2026-01-01", "--count", "1"})
                     .json()[0]
                     .toString(),
                 QString("2026-01-02T00:00:00Z"));
        QCOMPARE(desk.run({"next", "--cron", "* * *"}).code, 2);
        QCOMPARE(desk.run({"next", "--cron", "0 0 30 2 *"}).json().array().size(), 0);
    }

    void runsWhatIsDue()
    {
        const Desk desk;
        QCOMPARE(desk.add("nightly", {"--verify", "quick"}).code,
                 0); // every working day at 02:00 of this computer
        QCOMPARE(desk.run({"run-due", desk.database}).json().array().size(), 0);
        const QString next = desk.run({"list", desk.database}).json()[0]["next"].toString();
        CommandResult result = desk.run({"run-due", "--now", next});
        QCOMPARE(result.code, 0);
        QCOMPARE(result.json().array().size(), 1);
        QCOMPARE(result.json()[0]["status"].toString(), QString("completed"));
        QVERIFY(result.json()[0]["bytes"].toInt() > 0);
        QCOMPARE(result.json()[0]["due"].toString(), next);
        QVERIFY(result.json()[0]["error"].isNull());
        QCOMPARE(desk.run({"run-due", "--now", next}).json().array().size(), 0); // once
        const CommandResult sets = desk.strandctl.run({"backup", "list", "--store", desk.store, "--json"});
        QCOMPARE(sets.json().array().size(), 1);
        QCOMPARE(sets.json()[0]["id"].toString(), result.json()[0]["result"].toString());
        result = desk.run({"history", desk.database});
        QCOMPARE(result.json()[0]["name"].toString(), QString("nightly"));
        QVERIFY(result.json()[0]["started"].toString() < result.json()[0]["ended"].toString() ||
                result.json()[0]["started"] == result.json()[0]["ended"]);
        // Outside of its window: recorded as skipped, and no failure of the command.
        QCOMPARE(desk.add("noon", {"--window", "Sat 00:00-01:00"}).code, 0);
        result = desk.run({"run-due", desk.database, "--now", "2040-01-02T12:00Z"});
        QCOMPARE(result.code, 0);
        QCOMPARE(desk.run({"history", desk.database, "--name", "noon"}).json()[0]["status"].toString(),
                 QString("skipped"));
        QCOMPARE(desk.run({"conflicts", desk.database}).json()[0]["kind"].toString(),
                 QString("outside-window"));
        // Asked for by hand it runs all the same.
        QCOMPARE(desk.run({"run", desk.database, "noon"}).json()["status"].toString(), QString("completed"));
    }

    void aFailureIsTheExitCode()
    {
        const Desk desk;
        QCOMPARE(desk.run({"add", desk.database, "--name", "check", "--cron", "daily", "--kind", "crosscheck",
                           "--store", desk.store})
                     .code,
                 0);
        const CommandResult result = desk.run({"run", desk.database, "check"});
        QCOMPARE(result.code, 1);
        QCOMPARE(result.json()["status"].toString(), QString("failed"));
        QVERIFY(!result.json()["error"].toString().isEmpty());
    }

    void twoProcessesRunAJobOnce()
    {
        const Desk desk;
        QCOMPARE(desk.add("nightly").code, 0);
        const QStringList arguments{"schedule", "run-due", "--now", "2040-01-02T12:00Z", "--json"};
        std::vector<std::unique_ptr<QProcess>> processes;
        for (int i = 0; i < 3; ++i) {
            processes.push_back(desk.strandctl.start(arguments));
        }
        qsizetype runs = 0;
        for (const auto &process : processes) {
            QVERIFY(process->waitForFinished(60000));
            QCOMPARE(process->exitCode(), 0);
            runs += QJsonDocument::fromJson(process->readAllStandardOutput()).array().size();
        }
        QCOMPARE(runs, 1);
        QCOMPARE(desk.run({"history"}).json().array().size(), 1);
    }

    void theAgentRecordsUntilItIsStopped()
    {
        const Desk desk;
        PlainDatabase(desk.database.toStdString()).execute("PRAGMA journal_mode=WAL");
        const auto agent = desk.strandctl.start({"agent", desk.database});
        while (!agent->canReadLine()) {
            QVERIFY(agent->waitForReadyRead(30000));
        }
        QCOMPARE(agent->readLine(), QByteArray("agent ready: 1 databases, 1 recorded\n"));
        const CommandResult status = desk.strandctl.run({"timeline", "status", desk.database, "--json"});
        QVERIFY(status.json()["recording"].toBool() || status.json()["recording"].isObject());
        agent->terminate();
        QVERIFY(agent->waitForFinished(30000));
        QCOMPARE(agent->exitCode(), 0);
        QCOMPARE(desk.strandctl.run({"agent", desk.database + "x", "--json"}).errorCode(),
                 QString("NOT_FOUND"));
    }

    void keepsWindowsAndHolidays()
    {
        const Desk desk;
        QCOMPARE(desk.run({"windows", "--save", "night=Mon-Fri 22:00-06:00"}).json()[0]["window"].toString(),
                 QString("Mon-Fri 22:00-06:00"));
        QCOMPARE(desk.add("nightly", {"--window", "night"}).code, 0);
        QCOMPARE(desk.run({"windows", "--remove", "night"}).code, 2); // a job has it
        QCOMPARE(desk.run({"holidays", "--save", "12-25=Christmas"}).json()[0]["date"].toString(),
                 QString("12-25"));
        QCOMPARE(desk.run({"holidays", "--save", "Christmas"}).code, 2);
        QCOMPARE(desk.run({"holidays", "--remove", "12-25"}).json().array().size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestCliSchedule)
#include "tst_cli_schedule.moc"
