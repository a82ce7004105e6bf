// Copies elsewhere from the command line: destinations without secrets, copies there and back, standbys.
#include "tests/cli/strandctl.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_s3.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace strandline::test;

class TstCliOffsite : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        qputenv("no_proxy", "*");
        m_folder = std::make_unique<TempFolder>(TempFolder::Place::Memory);
        m_strandctl = std::make_unique<Strandctl>(path("config"));
        QDir().mkpath(path("vault"));
        PlainDatabase database(m_folder->file("shop.db"));
        database.execute("CREATE TABLE t(a); INSERT INTO t VALUES (1), (2)");
        const CommandResult made =
            run({"backup", "create", path("shop.db"), "--store", path("store"), "--json"});
        QCOMPARE(made.code, 0);
        m_id = made.json().object()["id"].toString();
        QVERIFY(!m_id.isEmpty());
    }
    void thereAndBack();
    void destinations();
    void aBucketAndItsCredentials();
    void standbys();
    void aScheduleKeepsStandbysUpToDate();
    void withoutAKeychain();

private:
    QString path(const char *name) const { return QString::fromStdString(m_folder->file(name)); }
    CommandResult run(const QStringList &arguments, const QByteArray &input = {}) const
    {
        return m_strandctl->run(arguments, input);
    }

    std::unique_ptr<TempFolder> m_folder;
    std::unique_ptr<Strandctl> m_strandctl;
    QString m_id;
};

void TstCliOffsite::thereAndBack()
{
    const QJsonObject copied =
        run({"backup", "copy", path("vault"), "--store", path("store"), "--json"}).json().object();
    QCOMPARE(copied["copied"].toArray(), QJsonArray{m_id});
    QVERIFY(copied["sentBytes"].toInt() > 0);
    const QJsonArray there = run({"backup", "offsite", "list", path("vault"), "--json"}).json().array();
    QCOMPARE(there.size(), 1);
    QCOMPARE(there[0]["id"].toString(), m_id);
    QCOMPARE(there[0]["status"].toString(), "available");
    QVERIFY(run({"backup", "offsite", "verify", path("vault"), "--json"}).json().object()["ok"].toBool());
    QCOMPARE(run({"backup", "fetch", path("vault"), m_id, "--store", path("back"), "--json"})
                 .json()
                 .object()["fetched"]
                 .toArray(),
             QJsonArray{m_id});
    QCOMPARE(run({"backup", "restore", path("out.db"), "--store", path("back")}).code, 0);
    QVERIFY(QFile::exists(path("out.db")));
    const QString pieces = path("vault") + "/sets/" + m_id;
    const QString piece = QDir(pieces).entryList(QDir::Files).value(0) == "manifest.json"
                              ? QDir(pieces).entryList(QDir::Files).value(1)
                              : QDir(pieces).entryList(QDir::Files).value(0);
    QVERIFY(QFile::resize(pieces + '/' + piece, 10));
    const CommandResult damaged = run({"backup", "offsite", "verify", path("vault"), "--json"});
    QCOMPARE(damaged.code, 1);
    QCOMPARE(damaged.json().object()["findings"].toArray().at(0).toObject()["piece"].toString(), piece);
    QCOMPARE(run({"backup", "offsite", "remove", path("vault"), m_id}).code, 0);
    QVERIFY(run({"backup", "offsite", "list", path("vault"), "--json"}).json().array().isEmpty());
    QCOMPARE(run({"backup", "offsite", "remove", path("vault"), m_id, "--json"}).errorCode(), "NOT_FOUND");
}

void TstCliOffsite::destinations()
{
    QCOMPARE(run({"backup", "destination", "add", "vault", path("vault")}).code, 0);
    QCOMPARE(run({"backup", "destination", "add", "vault", path("vault"), "--json"}).errorCode(), "EXISTS");
    QCOMPARE(run({"backup", "destination", "add", "gone", path("nowhere"), "--json"}).errorCode(),
             "NOT_FOUND");
    QCOMPARE(run({"backup", "destination", "add", "gone", path("nowhere"), "--untried"}).code, 0);
    QCOMPARE(run({"backup", "destination", "add", "odd", "ftp://x/y", "--json"}).errorCode(), "USAGE");
    QCOMPARE(run({"backup", "destination", "list", "--json"}).json().array().size(), 2);
    QCOMPARE(run({"backup", "destination", "test", "vault"}).code, 0);
    QCOMPARE(run({"backup", "copy", "vault", "--store", path("store")}).code, 0);
    QCOMPARE(run({"backup", "destination", "remove", "vault"}).code, 0);
    QCOMPARE(run({"backup", "copy", "vault", "--store", path("store"), "--json"}).errorCode(), "NOT_FOUND");
}

void TstCliOffsite::aBucketAndItsCredentials()
{
    TestS3 service;
    const QString endpoint = QString::fromStdString(service.endpoint());
    QFile keys(path("keys"));
    QVERIFY(keys.open(QIODevice::WriteOnly));
    keys.write("[default]\naws_access_key_id = nobody\naws_secret_access_key = nothing\n"
               "[backups]\naws_access_key_id = AKTEST\naws_secret_access_key = very secret\n");
    keys.close();
    const CommandResult wrong =
        run({"backup", "destination", "add", "cloud", "s3://backups/shop", "--endpoint", endpoint,
             "--credentials", "file:" + path("keys"), "--json"});
    QCOMPARE(wrong.errorCode(), "PERMISSION");
    QCOMPARE(run({"backup", "destination", "add", "cloud", "s3://backups/shop", "--endpoint", endpoint,
                  "--credentials", "file:" + path("keys") + "#backups"})
                 .code,
             0);
    QFile remembered(path("config/strandline/destinations.json"));
    QVERIFY(remembered.open(QIODevice::ReadOnly));
    QVERIFY(!remembered.readAll().contains("very secret"));
    QCOMPARE(remembered.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QCOMPARE(run({"backup", "copy", "cloud", "--store", path("store")}).code, 0);
    QVERIFY(service.objects().count("shop/sets/" + m_id.toStdString() + "/manifest.json") == 1);
    QCOMPARE(run({"backup", "copy", "s3://nowhere/x", "--store", path("store"), "--json"}).errorCode(),
             "NOT_FOUND");
}

void TstCliOffsite::standbys()
{
    QCOMPARE(
        run({"backup", "destination", "add", "vault", path("vault"), "--standby-of", path("store")}).code, 0);
    QJsonObject status = run({"backup", "standby", "status", "--json"}).json().array()[0].toObject();
    QCOMPARE(status["missing"].toArray(), QJsonArray{m_id});
    QVERIFY(status["lastSync"].isNull());
    QCOMPARE(run({"backup", "standby", "sync", "vault"}).code, 0);
    const QJsonObject drill = run({"backup", "standby", "drill", "vault", "--json"}).json().object();
    QVERIFY(drill["ok"].toBool());
    QVERIFY(drill["rtoSeconds"].toDouble() > 0);
    status = run({"backup", "standby", "status", "vault", "--json"}).json().array()[0].toObject();
    QVERIFY(status["missing"].toArray().isEmpty());
    QVERIFY(!status["lastSync"].isNull());
    QVERIFY(status["lastDrill"].toObject()["ok"].toBool());
}

void TstCliOffsite::aScheduleKeepsStandbysUpToDate()
{
    const QStringList add{"schedule", "add",    path("shop.db"), "--name",  "standbys",    "--cron",
                          "hourly",   "--kind", "sync",          "--store", path("store"), "--json"};
    QCOMPARE(run(add).errorCode(), "USAGE"); // there is none yet
    QDir().mkpath(path("attic"));
    for (const char *name : {"attic", "vault"}) {
        QCOMPARE(run({"backup", "destination", "add", name, path(name), "--standby-of", path("store")}).code,
                 0);
    }
    QCOMPARE(run(add).code, 0);
    const auto runJob = [this] {
        return run({"schedule", "run", path("shop.db"), "standbys", "--json"}).json().object();
    };
    const auto missing = [this](const char *name) {
        return run({"backup", "standby", "status", name, "--json"}).json().array()[0].toObject()["missing"];
    };
    QJsonObject done = runJob();
    QCOMPARE(done["status"].toString(), "completed");
    QCOMPARE(done["result"].toString(), "attic: 1 copied, 0 there already; vault: 1 copied, 0 there already");
    QVERIFY(done["bytes"].toInt() > 0);
    QVERIFY(missing("vault").toArray().isEmpty() && missing("attic").toArray().isEmpty());
    // One that can't be reached doesn't keep the other from being brought up to date.
    QCOMPARE(run({"backup", "create", path("shop.db"), "--store", path("store")}).code, 0);
    QVERIFY(QDir(path("attic")).removeRecursively());
    done = runJob();
    QCOMPARE(done["status"].toString(), "failed");
    QVERIFY2(done["error"].toString().startsWith("The standby attic isn't up to date: "),
             qUtf8Printable(done["error"].toString()));
    QVERIFY(missing("vault").toArray().isEmpty());
}

void TstCliOffsite::withoutAKeychain()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    QCOMPARE(run({"backup", "destination", "add", "cloud", "s3://backups/x", "--untried"}).code, 0);
    const CommandResult refused = run({"backup", "destination", "keep-credentials", "cloud", "--json"},
                                      "aws_access_key_id=a\naws_secret_access_key=b\n");
    QCOMPARE(refused.errorCode(), "UNSUPPORTED");
    QVERIFY(refused.err.contains("keychain"));
    QCOMPARE(run({"backup", "destination", "keep-credentials", "cloud", "--json"}, "nothing").errorCode(),
             "USAGE");
    QCOMPARE(run({"backup", "keep-key", "shop", "--json"}).errorCode(), "USAGE"); // no key is given
    QFile key(path("passphrase"));
    QVERIFY(key.open(QIODevice::WriteOnly));
    key.write("secret");
    key.close();
    QVERIFY(key.setPermissions(QFile::ReadOwner));
    QCOMPARE(
        run({"backup", "keep-key", "shop", "--passphrase-file", path("passphrase"), "--json"}).errorCode(),
        "UNSUPPORTED");
}

QTEST_GUILESS_MAIN(TstCliOffsite)
#include "tst_cli_offsite.moc"
