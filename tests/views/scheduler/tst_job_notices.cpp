// Jobs that end while the window is open: what a person is told, in the window and outside of it.
#include "app/workbench/job_notices.h"
#include "app/workbench/workbench.h"
#include "engine/scheduler/schedules.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"

#include <QDBusConnection>
#include <QLabel>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <optional>

using namespace strandline;
using namespace strandline::scheduler;

namespace {

// What a desktop has for notifications.
class NotificationService : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
public:
    QStringList told;
    QStringList actions; // of the last one
    QVariantMap hints;

public slots: // by the names of the specification
    uint Notify(const QString & /*program*/, uint /*replaces*/, const QString & /*icon*/,
                const QString & /*summary*/, const QString &body, const QStringList &theActions,
                const QVariantMap &theHints, int /*timeout*/)
    {
        told << body;
        actions = theActions;
        hints = theHints;
        return static_cast<uint>(told.size());
    }

signals:
    void ActionInvoked(uint id, const QString &action);
};

class JobNoticesTest : public QObject
{
    Q_OBJECT

private slots:
    // A bus of our own with a service of our own, so that the wire is a real one.
    void initTestCase()
    {
        m_daemon.start("dbus-daemon", {"--session", "--nofork", "--print-address"});
        if (!m_daemon.waitForStarted()) {
            QSKIP("dbus-daemon is needed (Debian: dbus).");
        }
        QVERIFY(m_daemon.waitForReadyRead());
        const QByteArray address = m_daemon.readLine().trimmed();
        qputenv("DBUS_SESSION_BUS_ADDRESS", address);
        m_bus = QDBusConnection::connectToBus(QString::fromLatin1(address), "service");
        QVERIFY(m_bus->registerObject("/org/freedesktop/Notifications", &m_service,
                                      QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
        QVERIFY(m_bus->registerService("org.freedesktop.Notifications"));
    }

    void cleanupTestCase()
    {
        m_daemon.kill();
        m_daemon.waitForFinished();
    }

    void init()
    {
        qputenv("XDG_CONFIG_HOME", QByteArray::fromStdString(m_folder.file("config")));
        m_path = m_folder.file("shop.db");
        test::PlainDatabase(m_path).execute("CREATE TABLE IF NOT EXISTS t(a)");
        m_service.told.clear();
        m_workbench =
            std::make_unique<workbench::Workbench>(QString::fromStdString(m_folder.file("settings.ini")));
        m_window = m_workbench->openWindow(QString::fromStdString(m_path));
        QTRY_VERIFY(m_window->session()->database());
        m_databases = std::make_unique<session::OpenDatabases>(&m_tasks);
        m_jobs = std::make_unique<DueJobs>(&m_tasks, m_databases.get(), nullptr);
        m_notices = std::make_unique<workbench::JobNotices>(
            m_jobs.get(), [this] { return std::vector<shell::MainWindow *>{m_window}; });
    }

    void cleanup()
    {
        m_notices.reset();
        m_jobs.reset();
        m_databases.reset();
        m_workbench.reset();
    }

    void whoLooksIsToldInTheWindow()
    {
        m_window->activateWindow();
        QTRY_VERIFY(m_window->isActiveWindow());
        emit m_jobs->ended(ended(RunStatus::Failed, "The disk is full."));
        QCOMPARE(shown(), QStringList("Job nightly of shop.db failed: The disk is full."));
        emit m_jobs->ended(ended(RunStatus::Failed, "It was told before this."));
        QTRY_COMPARE(shown().size(), 2);
        QVERIFY(m_service.told.isEmpty());
    }

    void whoLooksElsewhereIsToldByTheDesktop()
    {
        QWidget other;
        lookAt(&other);
        emit m_jobs->ended(ended(RunStatus::Failed, "<3 & the disk is full."));
        QTRY_COMPARE(m_service.told,
                     QStringList("Job nightly of shop.db failed: &lt;3 &amp; the disk is full."));
        QCOMPARE(m_service.actions, QStringList({"default", "Show"}));
        QCOMPARE(m_service.hints["urgency"].toInt(), 2); // stays until it was seen
        // And still there when the window is looked at again.
        QCOMPARE(shown(), QStringList("Job nightly of shop.db failed: <3 & the disk is full."));
        // A click leads to the run.
        emit m_service.ActionInvoked(99, "default"); // somebody else's
        emit m_service.ActionInvoked(1, "default");
        QTRY_VERIFY(m_window->findChild<QWidget *>("runMessage") != nullptr);
    }

    void aDesktopWithoutNotificationsIsNoFailure()
    {
        QSignalSpy refused(m_notices->findChild<workbench::DesktopNotice *>(),
                           &workbench::DesktopNotice::refused);
        m_bus->unregisterService("org.freedesktop.Notifications");
        QWidget other;
        lookAt(&other);
        emit m_jobs->ended(ended(RunStatus::Failed, "The disk is full."));
        QTRY_COMPARE(refused.count(), 1);
        QCOMPARE(shown().size(), 1);
        QVERIFY(m_bus->registerService("org.freedesktop.Notifications"));
    }

    void whatIsNoFailureStaysInside()
    {
        QWidget other;
        lookAt(&other);
        emit m_jobs->ended(ended(RunStatus::Completed, ""));
        QVERIFY(shown().isEmpty());
        emit m_jobs->ended(ended(RunStatus::Skipped, "It is outside of its window."));
        QCOMPARE(shown(), QStringList("Job nightly of shop.db was skipped: It is outside of its window."));
        emit m_jobs->ended(ended(RunStatus::Failed, "The disk is full."));
        QTRY_COMPARE(m_service.told, QStringList("Job nightly of shop.db failed: The disk is full."));
    }

    void showLeadsToTheRun()
    {
        emit m_jobs->ended(ended(RunStatus::Failed, "The disk is full."));
        QPushButton *show = nullptr;
        for (auto *button : m_window->messages()->findChildren<QPushButton *>()) {
            show = button->text() == "Show" ? button : show;
        }
        QVERIFY(show != nullptr);
        QTest::mouseClick(show, Qt::LeftButton);
        QTRY_VERIFY(m_window->findChild<QWidget *>("runMessage") != nullptr);
    }

private:
    Run ended(RunStatus status, const char *error) const
    {
        Run run;
        run.database = Schedules::keyOf(m_path);
        run.job = "nightly";
        run.status = status;
        run.error = error;
        return run;
    }
    void lookAt(QWidget *other) const
    {
        other->show();
        other->activateWindow();
        QTRY_VERIFY(other->isActiveWindow() && !m_window->isActiveWindow());
    }
    QStringList shown() const
    {
        QStringList texts;
        for (const QWidget *box : m_window->messages()->findChildren<QWidget *>("message")) {
            texts << box->accessibleName();
        }
        return texts;
    }

    test::TempFolder m_folder;
    std::string m_path;
    std::unique_ptr<workbench::Workbench> m_workbench;
    shell::MainWindow *m_window = nullptr;
    task::TaskList m_tasks;
    std::unique_ptr<session::OpenDatabases> m_databases;
    std::unique_ptr<DueJobs> m_jobs;
    std::unique_ptr<workbench::JobNotices> m_notices;
    QProcess m_daemon;
    std::optional<QDBusConnection> m_bus; // the service's
    NotificationService m_service;
};

} // namespace

QTEST_MAIN(JobNoticesTest)
#include "tst_job_notices.moc"
