// The real program is asked to end (SIGTERM) while it records: it ends by itself, lets go of every lock, and
// begins the next time as it was left.
#include "engine/session/database.h"
#include "engine/sqlite/connection.h"
#include "engine/timeline/recorder.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace strandline;

class TerminateTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    static bool recorded(session::Database &database)
    {
        return database.hasHistory() && database.history()->status().recorder.has_value();
    }

private slots:
    void endsCleanlyWhileItRecords()
    {
        const QString path = m_folder.filePath("recorded.db");
        sqlite::ConnectionOptions create;
        create.access = sqlite::Access::Create;
        sqlite::Connection writer(path.toStdString(), create);
        writer.execute("PRAGMA journal_mode=WAL; CREATE TABLE t(a)");
        const QString settingsFile = m_folder.filePath("settings.ini");
        {
            QSettings settings(settingsFile, QSettings::IniFormat);
            settings.setValue("v1/recordedDatabases", QStringList{path});
        }
        QProcess program;
        program.setProcessChannelMode(QProcess::ForwardedChannels);
        program.start(STRANDLINE_PROGRAM, {"--settings", settingsFile, path});
        QVERIFY(program.waitForStarted());
        const auto database = session::Database::open(path.toStdString());
        QTRY_VERIFY_WITH_TIMEOUT(recorded(*database), 20000);
        writer.execute("INSERT INTO t VALUES (1)");
        program.terminate();
        QVERIFY(program.waitForFinished(20000));
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), 0);
        QVERIFY(!recorded(*database));
        timeline::RecorderOptions options; // nobody holds the history
        options.location.database = path.toStdString();
        timeline::Recorder(options, {}).close();
        const QSettings settings(settingsFile, QSettings::IniFormat);
        const QJsonArray windows =
            QJsonDocument::fromJson(settings.value("v1/windows").toByteArray()).array();
        QCOMPARE(windows.size(), 1);
        const QJsonObject kept = windows.first()["databases"].toArray().first().toObject();
        QCOMPARE(kept.value("path").toString(), path);
    }
};

QTEST_GUILESS_MAIN(TerminateTest)
#include "tst_terminate.moc"
