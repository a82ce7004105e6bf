// Recent files, opening and closing a database, recording it from a window's model.
#include "models/session/database_session.h"
#include "models/session/recent_files.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace strandline;
using session::DatabaseSession;
using session::RecentFiles;
using Recording = timeline::RecordingService::State;

class SessionModelsTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString make(const QString &name, const std::string &sql)
    {
        const QString path = m_folder.filePath(name);
        sqlite::ConnectionOptions options;
        options.access = sqlite::Access::Create;
        sqlite::Connection(path.toStdString(), options).execute(sql);
        return path;
    }

    static void write(const QString &path, const std::string &sql)
    {
        sqlite::ConnectionOptions options;
        options.access = sqlite::Access::ReadWrite;
        sqlite::Connection(path.toStdString(), options).execute(sql);
    }

private slots:
    void recentFilesAreTenAndUnique()
    {
        QSettings settings(m_folder.filePath("recent.ini"), QSettings::IniFormat);
        task::TaskList tasks;
        RecentFiles recent(&settings, &tasks);
        QAbstractItemModelTester tester(&recent);
        for (int i = 0; i < 12; ++i) {
            recent.add(QString("/data/%1.db").arg(i));
        }
        recent.add("/data/5.db");
        QCOMPARE(recent.rowCount(), 10);
        QCOMPARE(recent.index(0).data(RecentFiles::PathRole).toString(), QString("/data/5.db"));
        recent.remove("/data/11.db");
        QCOMPARE(recent.rowCount(), 9);
        const RecentFiles again(&settings, &tasks);
        QCOMPARE(again.rowCount(), 9);
    }

    void pinnedFilesStayOnTop()
    {
        QSettings settings(m_folder.filePath("pinned.ini"), QSettings::IniFormat);
        task::TaskList tasks;
        RecentFiles recent(&settings, &tasks);
        QAbstractItemModelTester tester(&recent);
        recent.add("/data/kept.db");
        recent.setPinned("/data/kept.db", true);
        for (int i = 0; i < 12; ++i) {
            recent.add(QString("/data/%1.db").arg(i));
        }
        recent.add("/data/kept.db"); // opened again: pinned once
        QCOMPARE(recent.rowCount(), 11);
        QCOMPARE(recent.index(0).data(RecentFiles::PathRole).toString(), QString("/data/kept.db"));
        QVERIFY(recent.index(0).data(RecentFiles::PinnedRole).toBool());
        QVERIFY(!recent.index(1).data(RecentFiles::PinnedRole).toBool());
        recent.clear();
        QCOMPARE(recent.rowCount(), 1);
        RecentFiles again(&settings, &tasks);
        QCOMPARE(again.rowCount(), 1);
        QVERIFY(again.index(0).data(RecentFiles::PinnedRole).toBool());
        again.setPinned("/data/kept.db", false);
        again.clear();
        QCOMPARE(again.rowCount(), 0);
    }

    void missingFilesAreMarkedAndComeBack()
    {
        QSettings settings(m_folder.filePath("missing.ini"), QSettings::IniFormat);
        task::TaskList tasks;
        RecentFiles recent(&settings, &tasks);
        QAbstractItemModelTester tester(&recent);
        const QString there = make("there.db", "CREATE TABLE t(v);");
        const QString later = m_folder.filePath("later.db");
        recent.add(there);
        recent.add(later);
        QTRY_VERIFY(recent.index(0).data(RecentFiles::MissingRole).toBool());
        QVERIFY(!recent.index(1).data(RecentFiles::MissingRole).toBool());
        make("later.db", "CREATE TABLE t(v);");
        recent.look();
        QTRY_VERIFY(!recent.index(0).data(RecentFiles::MissingRole).toBool());
    }

    void failuresAreToldAndLeaveTheSessionClosed()
    {
        QFile text(m_folder.filePath("text.db"));
        QVERIFY(text.open(QIODevice::WriteOnly));
        text.write(QByteArray(4096, 'x'));
        text.close();
        task::TaskList tasks;
        DatabaseSession session(&tasks);
        QList<core::ErrorCode> codes;
        connect(&session, &DatabaseSession::failed, this,
                [&](const core::Error &error) { codes << error.code(); });
        session.open(m_folder.filePath("missing.db"));
        QTRY_COMPARE(codes.size(), 1);
        session.open(text.fileName());
        QTRY_COMPARE(codes.size(), 2);
        QCOMPARE(codes, (QList<core::ErrorCode>{core::ErrorCode::NotFound, core::ErrorCode::NotADatabase}));
        QCOMPARE(session.state(), DatabaseSession::State::Closed);
    }

    // From the moment that something can be read, no change is missed.
    void changesOfOthersAreToldFromTheStart()
    {
        const QString path = make("watched.db", "CREATE TABLE t(a)");
        task::TaskList tasks;
        DatabaseSession session(&tasks);
        QSignalSpy changed(session.changes(), &session::ChangeWatch::changed);
        connect(&session, &DatabaseSession::stateChanged, &session, [&] {
            if (session.state() == DatabaseSession::State::Open) {
                write(path, "INSERT INTO t VALUES (1)");
            }
        });
        session.open(path);
        QTRY_COMPARE(changed.count(), 1);
        write(path, "INSERT INTO t VALUES (2)");
        QTRY_COMPARE(changed.count(), 2);
        session.close();
        write(path, "INSERT INTO t VALUES (3)"); // nobody looks any more
        QVERIFY(!session.database());
    }

    void openingMakesNoSidecar()
    {
        const QString path = make("plain.db", "CREATE TABLE t(v);");
        task::TaskList tasks;
        DatabaseSession session(&tasks);
        session.open(path);
        QTRY_COMPARE(session.recording()->state(), Recording::Off);
        QVERIFY(!session.recording()->hasHistory());
        QVERIFY(!session.recording()->walMode());
        session.close();
        QTRY_COMPARE(tasks.unfinished(), 0);
        QVERIFY(!QFileInfo::exists(path + ".strandline"));
        QVERIFY(!QFileInfo::exists(path + "-wal"));
    }

    void recordingTakesInCommitsOfOthers()
    {
        const QString path = make("shop.db", "PRAGMA journal_mode=WAL; CREATE TABLE t(v);");
        task::TaskList tasks;
        DatabaseSession session(&tasks);
        QAbstractItemModelTester tester(session.commits());
        session.open(path);
        QTRY_COMPARE(session.recording()->state(), Recording::Off);
        session.recording()->start(false);
        QTRY_COMPARE(session.recording()->state(), Recording::Recording);
        QTRY_COMPARE(session.commits()->rowCount(), 1); // the base
        write(path, "INSERT INTO t VALUES (1)");
        write(path, "INSERT INTO t VALUES (2)");
        QTRY_COMPARE(session.commits()->rowCount(), 3);
        QCOMPARE(session.recording()->currentScn(), core::Scn{3});
        session.recording()->stop();
        QTRY_COMPARE(session.recording()->state(), Recording::Off);
        QVERIFY(session.recording()->hasHistory());
        QCOMPARE(session.commits()->rowCount(), 3);
        session.close();
        QCOMPARE(session.commits()->rowCount(), 0);
    }

    void walIsTurnedOnOnlyAfterAYes()
    {
        const QString path = make("rollback.db", "CREATE TABLE t(v);");
        task::TaskList tasks;
        DatabaseSession session(&tasks);
        QSignalSpy failed(session.recording(), &timeline::RecordingService::failed);
        session.open(path);
        QTRY_COMPARE(session.recording()->state(), Recording::Off);
        session.recording()->start(false);
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(session.recording()->state(), Recording::Off);
        session.recording()->start(true);
        QTRY_COMPARE(session.recording()->state(), Recording::Recording);
        QTRY_VERIFY(session.recording()->walMode());
    }

    void commitsOfAnotherRecorderAreFollowed()
    {
        const QString path = make("other.db", "PRAGMA journal_mode=WAL; CREATE TABLE t(v);");
        timeline::RecorderOptions options;
        options.location.database = path.toStdString();
        options.program = "test";
        timeline::Recorder recorder(options, {});
        task::TaskList tasks;
        DatabaseSession session(&tasks);
        session.open(path);
        QTRY_COMPARE(session.recording()->state(), Recording::Elsewhere);
        QVERIFY(session.recording()->owner().contains("test"));
        write(path, "INSERT INTO t VALUES (1)");
        recorder.poll();
        QTRY_COMPARE(session.recording()->currentScn(), core::Scn{2});
    }

    void closingDuringWorkEndsRecorderAndJobs()
    {
        const QString path = make("busy.db", "PRAGMA journal_mode=WAL; CREATE TABLE t(v);");
        {
            task::TaskList tasks;
            DatabaseSession session(&tasks);
            session.open(path);
            QTRY_COMPARE(session.recording()->state(), Recording::Off);
            session.recording()->start(false);
            QTRY_COMPARE(session.recording()->state(), Recording::Recording);
        }
        // The lock is free again: another recorder can take over at once.
        timeline::RecorderOptions options;
        options.location.database = path.toStdString();
        const timeline::Recorder recorder(options, {});
        QVERIFY(recorder.history()->currentScn().value >= 1);
    }

    void momentsAreChosenAndLeft()
    {
        const QString path = make("moments.db", "PRAGMA journal_mode=WAL; CREATE TABLE t(v);");
        task::TaskList tasks;
        DatabaseSession session(&tasks);
        session.open(path);
        QTRY_COMPARE(session.recording()->state(), Recording::Off);
        session.recording()->start(false);
        QTRY_COMPARE(session.commits()->rowCount(), 1);
        QSignalSpy changed(&session, &DatabaseSession::pointChanged);
        session.lookAt(session.commits()->commitAt(0));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(session.point()->scn, core::Scn{1});
        session.returnToNow();
        QVERIFY(!session.point());
        QCOMPARE(changed.count(), 2);
    }
};

QTEST_GUILESS_MAIN(SessionModelsTest)
#include "tst_session_models.moc"
