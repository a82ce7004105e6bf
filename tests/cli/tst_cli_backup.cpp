// `backup …` and `snapshot …` as scripts meet them: sets made, listed, shown, encrypted, rotated, restored,
// looked into and deleted; named states.
#include "tests/cli/strandctl.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"

#include <QFile>
#include <QJsonArray>
#include <QTest>
#include <filesystem>
#include <fmt/format.h>
#include <optional>

using namespace strandline::test;

namespace {

// A shop that strandctl has recorded.
struct Shop
{
    TempFolder folder;
    Strandctl strandctl{QString::fromStdString(folder.file("config"))};
    QString database = path("shop.db");
    QString store = path("store");
    std::optional<PlainDatabase> writer{std::in_place, database.toStdString()};

    Shop()
    {
        writer->execute("PRAGMA journal_mode = WAL; CREATE TABLE lamp(id INTEGER PRIMARY KEY, t)");
        writer->execute("INSERT INTO lamp VALUES(1, 'a'), (2, 'b')");
        strandctl.run({"record", database, "--for", "0"});
    }
    QString path(const std::string &name) const { return QString::fromStdString(folder.file(name)); }
    void secret(const QString &file, const char *text) const
    {
        writeFile(file.toStdString(), text);
        std::filesystem::permissions(file.toStdString(), std::filesystem::perms::owner_read |
                                                             std::filesystem::perms::owner_write);
    }
    CommandResult run(const QStringList &arguments) const
    {
        return strandctl.run(QStringList{"backup"} + arguments + QStringList{"--json"});
    }
    CommandResult create(const QStringList &more = {}) const
    {
        return run(QStringList{"create", database, "--store", store} + more);
    }
};

} // namespace

class TestCliBackup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void createsListsAndShows()
    {
        Shop shop;
        CommandResult result = shop.create({"--tag", "nightly", "--pin", "--verify", "restore-test"});
        QVERIFY2(result.code == 0, result.err.constData());
        const QString full = result.json()["id"].toString();
        QCOMPARE(result.json()["kind"].toString(), QString("full"));
        QCOMPARE(result.json()["fromScn"].toInt(), 0);
        const int scn = result.json()["toScn"].toInt();
        QVERIFY(scn >= 1);
        QVERIFY(result.json()["bytes"].toInt() >= 8192);
        QVERIFY(result.json()["storedBytes"].toInt() > 0);
        QVERIFY(result.json()["seconds"].toDouble() > 0);
        QCOMPARE(result.json()["verified"]["level"].toString(), QString("restore-test"));
        QCOMPARE(result.json()["verified"]["ok"].toBool(), true);

        // Nobody records: what was committed since is taken in by the backup itself.
        shop.writer->execute("INSERT INTO lamp VALUES(3, 'c')");
        result = shop.create({"--kind", "incremental"});
        QCOMPARE(result.json()["kind"].toString(), QString("incremental"));
        QCOMPARE(result.json()["fromScn"].toInt(), scn);
        QCOMPARE(result.json()["toScn"].toInt(), scn + 1);
        QCOMPARE(result.json()["parent"].toString(), full);
        QCOMPARE(shop.create({"--kind", "archivelog"}).json()["toScn"].toInt(), scn + 1);
        QCOMPARE(shop.create({"--kind", "cumulative"}).json()["parent"].toString(), full);

        result = shop.run({"list", "--store", shop.store, "--database", shop.database});
        QCOMPARE(result.json().array().size(), 4);
        const QJsonObject first = result.json()[0].toObject();
        for (const char *name : {"id", "database", "kind", "status", "fromScn", "toScn", "started", "ended",
                                 "storedBytes", "encrypted", "parent"}) {
            QVERIFY2(first.contains(name), name);
        }
        QCOMPARE(first["id"].toString(), full);
        QCOMPARE(first["status"].toString(), QString("available"));
        QCOMPARE(first["encrypted"].toBool(true), false);
        QVERIFY(first["parent"].isNull());
        result = shop.run({"show", full, "--store", shop.store});
        QCOMPARE(result.json()["tags"][0].toString(), QString("nightly"));
        QCOMPARE(result.json()["pinned"].toBool(), true);
        QCOMPARE(result.json()["pieces"][0]["name"].toString(), QString("image.zst"));
        QCOMPARE(result.json()["digest"].toString(), QString("SHA-256"));
        QCOMPARE(shop.run({"show", "none", "--store", shop.store}).errorCode(), QString("NOT_FOUND"));
        QCOMPARE(shop.run({"list", "--store", shop.path("nowhere")}).errorCode(), QString("NOT_FOUND"));
        QVERIFY(shop.strandctl.run({"backup", "list", "--store", shop.store}).out.contains("archivelog"));
    }

    // What was committed before the command is in the set, though the recorder is another process.
    void hasWhatTheRecorderIsAboutToTakeIn()
    {
        Shop shop;
        const auto recorder = shop.strandctl.start({"record", shop.database});
        QVERIFY(recorder->waitForReadyRead(30'000));
        shop.create();
        for (int i = 10; i < 16; ++i) {
            shop.writer->execute(fmt::format("INSERT INTO lamp VALUES({}, 'x')", i));
            const QJsonDocument set = shop.create({"--kind", "incremental"}).json();
            QCOMPARE(set["kind"].toString(), QString("incremental"));
            QCOMPARE(set["toScn"].toInt(), set["fromScn"].toInt() + 1);
        }
        recorder->terminate();
        QVERIFY(recorder->waitForFinished());
    }

    void tellsWhyAFullSetIsTaken()
    {
        Shop shop;
        const CommandResult result = shop.create({"--kind", "incremental"});
        QCOMPARE(result.code, 0);
        QCOMPARE(result.json()["kind"].toString(), QString("full"));
        QCOMPARE(result.json()["asked"].toString(), QString("incremental"));
        QVERIFY(!result.json()["because"].toString().isEmpty());
        QVERIFY(result.err.contains("A full set was taken"));
    }

    void encryptsAndRotates()
    {
        Shop shop;
        const QString old = shop.path("old");
        const QString key = shop.path("key");
        shop.secret(old, "a long passphrase\n");
        QCOMPARE(shop.create({"--passphrase-file", old}).code, 0);
        QCOMPARE(shop.create().errorCode(), QString("WRONG_KEY"));
        const QString other = shop.path("other");
        shop.secret(other, "another\n");
        QCOMPARE(shop.create({"--passphrase-file", other}).errorCode(), QString("WRONG_KEY"));
        QCOMPARE(shop.create({"--no-encryption"}).json()["encrypted"].toBool(true), false);

        QCOMPARE(shop.run({"make-key", key}).code, 0);
        QCOMPARE(shop.run({"make-key", key}).errorCode(), QString("EXISTS"));
        QCOMPARE(std::filesystem::status(key.toStdString()).permissions(),
                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
        QCOMPARE(
            shop.run({"rotate-key", "--store", shop.store, "--passphrase-file", other, "--new-key-file", key})
                .errorCode(),
            QString("WRONG_KEY"));
        const CommandResult result =
            shop.run({"rotate-key", "--store", shop.store, "--passphrase-file", old, "--new-key-file", key});
        QVERIFY2(result.code == 0, result.err.constData());
        QCOMPARE(result.json()["rewrapped"].toArray().size(), 1);
        QCOMPARE(shop.create({"--passphrase-file", old}).errorCode(), QString("WRONG_KEY"));
        QCOMPARE(shop.create({"--key-file", key}).json()["encrypted"].toBool(), true);
    }

    void crosschecksAndRebuilds()
    {
        Shop shop;
        const QString id = shop.create().json()["id"].toString();
        QCOMPARE(shop.run({"crosscheck", "--store", shop.store}).code, 0);
        std::filesystem::remove((shop.store + "/catalogue.db").toStdString());
        QCOMPARE(shop.run({"rebuild", "--store", shop.store}).json()["added"][0].toString(), id);
        std::filesystem::remove_all((shop.store + "/sets/" + id).toStdString());
        const CommandResult result = shop.run({"crosscheck", "--store", shop.store});
        QCOMPARE(result.code, 1);
        QCOMPARE(result.json()["expired"][0].toString(), id);
        QCOMPARE(shop.run({"list", "--store", shop.store}).json()[0]["status"].toString(),
                 QString("expired"));
    }

    void restoresAndLooks()
    {
        Shop shop;
        const int before = shop.create().json()["toScn"].toInt();
        shop.writer->execute("DELETE FROM lamp");
        const QStringList store{"--store", shop.store};
        const int mistake = shop.create({"--kind", "archivelog"}).json()["toScn"].toInt();
        QVERIFY(mistake > before);
        const QStringList until{"--before-transaction", QString::number(mistake)};
        CommandResult result = shop.run(QStringList{"preview"} + store + until);
        QCOMPARE(result.json()["pieces"].toArray().size(), 1);
        QVERIFY(result.json()["bytes"].toInt() > 0);
        result = shop.run(QStringList{"look"} + store + until + QStringList{"SELECT count(*) FROM lamp"});
        QVERIFY2(result.out.contains("[2]"), result.out.constData());
        const QString out = shop.path("restored.db");
        result = shop.run(QStringList{"restore", out} + store + until + QStringList{"--check"});
        QCOMPARE(result.json()["scn"].toInt(), mistake - 1);
        QCOMPARE(result.json()["checked"].toBool(), true);
        QCOMPARE(PlainDatabase(out.toStdString()).integer("SELECT count(*) FROM lamp"), 2);
        QCOMPARE(shop.run(QStringList{"restore", out} + store).errorCode(), QString("EXISTS"));
        QCOMPARE(
            shop.run(QStringList{"restore", shop.path("x.db")} + store + QStringList{"--until", "2001-01-01"})
                .errorCode(),
            QString("SNAPSHOT_TOO_OLD"));
        // In place only while nobody has it open.
        const QStringList inPlace = QStringList{"restore", "--in-place"} + store + until;
        QCOMPARE(shop.run(inPlace).errorCode(), QString("BUSY"));
        QCOMPARE(shop.writer->integer("SELECT count(*) FROM lamp"), 0);
        shop.writer.reset();
        result = shop.run(inPlace);
        QVERIFY2(result.code == 0, result.err.constData());
        QCOMPARE(PlainDatabase(shop.database.toStdString()).integer("SELECT count(*) FROM lamp"), 2);
    }

    void keepsAndDeletes()
    {
        Shop shop;
        const QStringList store{"--store", shop.store};
        QStringList ids;
        for (int i = 0; i < 3; ++i) {
            shop.writer->execute("UPDATE lamp SET t = t || '.'");
            ids << shop.create().json()["id"].toString();
        }
        QCOMPARE(shop.run(QStringList{"prune"} + store).errorCode(), QString("USAGE")); // no rule
        const QStringList prune = QStringList{"prune", "--redundancy", "2"} + store;
        CommandResult result = shop.run(prune + QStringList{"--dry-run"});
        QCOMPARE(result.json()["deleted"].toArray(), QJsonArray({ids[0]}));
        QCOMPARE(shop.run(QStringList{"list"} + store).json().array().size(), 3);
        QCOMPARE(shop.run(QStringList{"keep", ids[0], "--pin"} + store).code, 0);
        QCOMPARE(shop.run(prune).json()["deleted"].toArray().size(), 0);
        QCOMPARE(shop.run(QStringList{"report", "compliance"} + store).code, 0);
        QCOMPARE(shop.run(QStringList{"delete", ids[1]} + store).code, 2); // asks, and nobody answers
        result = shop.run(QStringList{"delete", ids[1], "--yes"} + store);
        QCOMPARE(result.json()["lost"].toArray().size(), 1);
        QCOMPARE(shop.run(QStringList{"list"} + store).json().array().size(), 2);
    }

    void namedStates()
    {
        Shop shop;
        const auto snapshot = [&](const QStringList &arguments) {
            return shop.strandctl.run(QStringList{"snapshot"} + arguments + QStringList{"--json"});
        };
        QCOMPARE(snapshot({"create", shop.database, "--name", "first"}).code, 0);
        QCOMPARE(snapshot({"create", shop.database, "--name", "First"}).errorCode(), QString("EXISTS"));
        // Before what changes the database: the state without the change.
        const auto sql = [&](const QString &name, const QString &statement) {
            return shop.strandctl.run({"sql", shop.database, statement, "--snapshot", name});
        };
        QVERIFY(sql("before the clean-up", "DELETE FROM lamp").err.contains("before the clean-up"));
        writeFile(shop.path("lamps.csv").toStdString(), "id,t\n7,g\n");
        const QStringList importing{"import", shop.database, shop.path("lamps.csv"), "--table",
                                    "lamp",   "--snapshot",  "before lamps"};
        QCOMPARE(shop.strandctl.run(importing + QStringList{"--dry-run"}).code, 0);
        QCOMPARE(shop.strandctl.run(importing).code, 0);
        QCOMPARE(snapshot({"list", shop.database}).json().array().size(), 3);
        const auto rowsOf = [&](const QString &name) {
            const QString out = shop.path("clone of " + name.toStdString());
            snapshot({"clone", shop.database, out, "--name", name});
            return PlainDatabase(out.toStdString()).integer("SELECT count(*) FROM lamp");
        };
        QCOMPARE(rowsOf("before the clean-up"), 2);
        QCOMPARE(rowsOf("before lamps"), 0);
        QCOMPARE(shop.writer->integer("SELECT count(*) FROM lamp"), 1);
        // What can't be kept is not begun.
        QCOMPARE(sql("first", "DELETE FROM lamp").code, 1);
        QCOMPARE(shop.writer->integer("SELECT count(*) FROM lamp"), 1);
        QCOMPARE(snapshot({"remove", shop.database, "--name", "first"}).json()["deleted"].toBool(), true);
        QCOMPARE(snapshot({"remove", shop.database, "--name", "first"}).errorCode(), QString("NOT_FOUND"));
    }
};

QTEST_GUILESS_MAIN(TestCliBackup)
#include "tst_cli_backup.moc"
