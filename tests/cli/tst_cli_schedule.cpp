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
