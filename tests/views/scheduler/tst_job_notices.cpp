// Jobs that end while the window is open: what a person is told, in the window and outside of it.
#include "app/workbench/job_notices.h"
#include "app/workbench/workbench.h"
#include "engine/scheduler/schedules.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"

#include <QLabel>
#include <QPushButton>
#include <QTest>

using namespace strandline;
using namespace strandline::scheduler;

namespace {

class JobNoticesTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        qputenv("XDG_CONFIG_HOME", QByteArray::fromStdString(m_folder.file("config")));
        m_path = m_folder.file("shop.db");
        test::PlainDatabase(m_path).execute("CREATE TABLE IF NOT EXISTS t(a)");
        m_told.clear();
        m_hasPlace = true;
        m_workbench =
            std::make_unique<workbench::Workbench>(QString::fromStdString(m_folder.file("settings.ini")));
        m_window = m_workbench->openWindow(QString::fromStdString(m_path));
        QTRY_VERIFY(m_window->session()->database());
        m_databases = std::make_unique<session::OpenDatabases>(&m_tasks);
        m_jobs = std::make_unique<DueJobs>(&m_tasks, m_databases.get(), nullptr);
        m_notices = std::make_unique<workbench::JobNotices>(
            m_jobs.get(), [this] { return std::vector<shell::MainWindow *>{m_window}; },
            [this](const QString &text) {
                m_told << text;
                return m_hasPlace;
            });
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
        QVERIFY(m_told.isEmpty());
    }

    void whoLooksElsewhereIsToldByTheDesktop()
    {
        QWidget other;
        lookAt(&other);
        emit m_jobs->ended(ended(RunStatus::Failed, "The disk is full."));
        QCOMPARE(m_told, QStringList("Job nightly of shop.db failed: The disk is full."));
        QCOMPARE(shown(), m_told); // and still there when the window is looked at again
        m_hasPlace = false;
        emit m_jobs->ended(ended(RunStatus::Failed, "The disk is full."));
        QCOMPARE(m_told.size(), 2);
        QCOMPARE(shown().size(), 2);
    }

    void whatIsNoFailureStaysInside()
    {
        QWidget other;
        lookAt(&other);
        emit m_jobs->ended(ended(RunStatus::Completed, ""));
        QVERIFY(shown().isEmpty());
        emit m_jobs->ended(ended(RunStatus::Skipped, "It is outside of its window."));
        QCOMPARE(shown(), QStringList("Job nightly of shop.db was skipped: It is outside of its window."));
        QVERIFY(m_told.isEmpty());
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
    QStringList m_told;
    bool m_hasPlace = true;
};

} // namespace

QTEST_MAIN(JobNoticesTest)
#include "tst_job_notices.moc"
