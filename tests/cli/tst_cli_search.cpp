// `search` as scripts meet it.
#include "tests/cli/strandctl.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"

#include <QJsonArray>
#include <QTest>

using namespace strandline::test;

class TestCliSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsNamesAndValues()
    {
        TempFolder folder;
        const Strandctl strandctl(QString::fromStdString(folder.file("config")));
        const QString database = QString::fromStdString(folder.file("a.db"));
        PlainDatabase(database.toStdString())
            .execute(
                "CREATE TABLE lamp(id INTEGER PRIMARY KEY, text); INSERT INTO lamp VALUES(7, 'a Lamp'), "
                "(8, 'lamp'); CREATE TABLE other(k TEXT PRIMARY KEY, v) WITHOUT ROWID; INSERT INTO other "
                "VALUES('x', 'lamps')");
        const auto run = [&](const QStringList &arguments) {
            return strandctl.run(QStringList{"search", database} + arguments);
        };
        CommandResult result = run({"lamp", "--json"});
        QCOMPARE(result.code, 0);
        const QJsonArray matches = result.json()["matches"].toArray();
        QCOMPARE(matches.size(), 4);
        QCOMPARE(matches[0]["kind"].toString(), QString("table"));
        QCOMPARE(matches[1]["column"].toString(), QString("text"));
        QCOMPARE(matches[1]["rowid"].toInt(), 7);
        QCOMPARE(matches[1]["snippet"].toString(), QString("a Lamp"));
        QCOMPARE(matches[1]["offset"].toInt(), 2);
        QCOMPARE(matches[3]["key"]["k"].toString(), QString("x"));
        QCOMPARE(result.json()["tables"].toArray().size(), 2);

        QCOMPARE(run({"lamp", "--values-only", "--whole", "--case"}).out,
                 QByteArray("lamp.text rowid 8: lamp\n"));
        QCOMPARE(run({"lamp", "--names-only"}).out, QByteArray("table lamp of lamp: lamp\n"));
        QCOMPARE(run({"lamp", "--table", "other"}).out, QByteArray("other.v k=x: lamps\n"));
        result = run({"lamp", "--values-only", "--limit", "1", "--json"});
        QCOMPARE(result.json()["tables"][0]["state"].toString(), QString("limited"));
        QCOMPARE(run({"lamp", "--table", "none", "--json"}).errorCode(), QString("NOT_FOUND"));
        QCOMPARE(run({"lamp", "--as-of-scn", "1", "--json"}).errorCode(), QString("NOT_RECORDED"));
        QCOMPARE(run({"", "--json"}).code, 2);
    }
};

QTEST_GUILESS_MAIN(TestCliSearch)
#include "tst_cli_search.moc"
