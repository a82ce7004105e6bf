// The Schedules page by real clicks and keys: a job is made, run, skipped, removed; windows are painted.
#include "engine/backup/create.h"
#include "engine/offsite/standby.h"
#include "engine/session/history_locations.h"
#include "tests/support/plain_database.h"
#include "tests/views/common/page_desk.h"
#include "views/scheduler/duration_chart.h"
#include "views/scheduler/job_form.h"
#include "views/scheduler/jobs_pane.h"
#include "views/scheduler/run_calendar.h"
#include "views/scheduler/runs_pane.h"
#include "views/scheduler/schedules_page.h"
#include "views/scheduler/window_grid.h"
#include "views/scheduler/windows_pane.h"

#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTableView>
#include <QTest>

using namespace strandline;
using namespace strandline::scheduler;

namespace {

class SchedulesPageTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_desk = std::make_unique<test::PageDesk>();
        test::PlainDatabase(path("shop.db").toStdString())
            .execute("PRAGMA journal_mode=WAL; CREATE TABLE orders(id INTEGER PRIMARY KEY, price);"
                     "INSERT INTO orders VALUES (1, 10), (2, 20)");
        QVERIFY(m_desk->open(path("shop.db")));
        m_page = std::make_unique<SchedulesPage>(m_desk->context());
        QVERIFY(m_desk->show(m_page.get()));
        QTRY_VERIFY(m_page->list()->loaded());
    }

    void cleanup()
    {
        m_page.reset();
        QVERIFY(m_desk->close());
        m_desk.reset();
    }

    void aJobIsMadeRunAndRemoved()
    {
        QTRY_COMPARE(find<QLabel>("jobWords")->text(), "every day at 02:00");
        auto *name = find<QLineEdit>("jobName");
        name->setFocus();
        name->selectAll();
        QTest::keyClicks(name, "every night");
        choose("jobPreset", 2);  // every week
        choose("jobWeekday", 5); // Saturday
        QCOMPARE(find<QLineEdit>("jobCron")->text(), "0 2 * * 6");
        QTRY_COMPARE(find<QLabel>("jobWords")->text(), "every Saturday at 02:00");
        QTRY_VERIFY(find<QPushButton>("jobSave")->isEnabled());
        QTRY_COMPARE(find<QTableView>("nextRuns")->model()->rowCount(), 10);
        m_desk->picture(m_page.get(), "schedules-new");
        click("jobSave");
        QTRY_COMPARE(m_page->jobs()->jobs()->rowCount(), 1);
        QCOMPARE(m_page->jobs()->chosenJob(), "every night");
        QCOMPARE(m_desk->told(), "Job every night is saved: every Saturday at 02:00.");
        QVERIFY(!find<QPushButton>("jobSave")->isEnabled());

        QTRY_VERIFY(find<QPushButton>("jobRun")->isEnabled());
        click("jobRun");
        QTRY_VERIFY_WITH_TIMEOUT(m_desk->told().startsWith("Job every night is done"), 20000);
        QVERIFY(QDir(path("shop.db.backups/sets")).count() > 2);
        tab(1);
        QTRY_COMPARE(m_page->runs()->runs()->rowCount(), 1);
        QTRY_COMPARE(find<DurationChart>("durationChart")->barCount(), 1);
        QTest::mouseClick(find<DurationChart>("durationChart"), Qt::LeftButton, {},
                          find<DurationChart>("durationChart")->barRect(0).center());
        QVERIFY(find<QPlainTextEdit>("runMessage")->toPlainText().contains("completed"));
        m_desk->picture(m_page.get(), "schedules-history");
        tab(0);

        click("jobSkip");
        QTRY_COMPARE(find<QPushButton>("jobSkip")->text(), "Don't skip the next run");
        click("jobEnable");
        QTRY_COMPARE(find<QPushButton>("jobEnable")->text(), "Enable");
        click("jobRemove");
        QTRY_COMPARE(m_page->jobs()->jobs()->rowCount(), 0);
        QVERIFY(m_desk->messages.back().show != nullptr);
        m_desk->messages.back().show(); // add it again
        QTRY_COMPARE(m_page->jobs()->jobs()->rowCount(), 1);
    }

    void aFailureIsReadable()
    {
        choose("jobKind", static_cast<int>(JobKind::Crosscheck));
        QTRY_VERIFY(find<QPushButton>("jobSave")->isEnabled());
        click("jobSave");
        QTRY_VERIFY(find<QPushButton>("jobRun")->isEnabled());
        click("jobRun");
        QTRY_VERIFY_WITH_TIMEOUT(m_desk->told().startsWith("Job nightly failed: "), 20000);
        QVERIFY(m_desk->messages.back().show != nullptr);
        m_page->answer({{"pane", "runs"}, {"job", "nightly"}});
        QTRY_VERIFY(find<QPlainTextEdit>("runMessage")->toPlainText().contains("failed"));
        // The newest failure, also one that the page has not read yet.
        const core::SystemClock clock;
        Runner(m_page->list()->schedules(), executeOfThisUser(nullptr), clock)
            .runNow(path("shop.db").toStdString(), "nightly", {});
        m_page->answer({{"pane", "runs"}, {"job", "nightly"}});
        QTRY_COMPARE(m_page->runs()->runs()->rowCount(), 2);
        const auto *table = find<QTableView>("runList");
        QTRY_COMPARE(table->selectionModel()->selectedRows().value(0).row(), 0);
    }

    void standbysAreKeptUpToDate()
    {
        choose("jobKind", static_cast<int>(JobKind::Sync));
        QTRY_VERIFY(find<QLabel>("jobWords")->text().contains("has no standby"));
        QVERIFY(!find<QPushButton>("jobSave")->isEnabled());
        QVERIFY(!find<QComboBox>("jobRetention")->isVisible());
        QVERIFY(QDir().mkpath(path("vault")));
        offsite::Destination vault;
        vault.name = "vault";
        vault.url = path("vault").toStdString();
        vault.standbyOf = path("shop.db.backups").toStdString();
        offsite::Destinations(session::userConfigFolder()).add(vault);
        auto *name = find<QLineEdit>("jobName");
        name->setFocus();
        name->selectAll();
        QTest::keyClicks(name, "to the vault");
        QTRY_VERIFY(find<QPushButton>("jobSave")->isEnabled());
        m_desk->picture(m_page.get(), "schedules-standby");
        click("jobSave");
        QTRY_VERIFY(find<QPushButton>("jobRun")->isEnabled());
        click("jobRun"); // nothing to copy yet
        QTRY_VERIFY_WITH_TIMEOUT(m_desk->told().startsWith("Job to the vault failed"), 20000);
        backup::CreateRequest request;
        request.database = {path("shop.db").toStdString(), {}};
        request.store = vault.standbyOf;
        const std::string id = backup::createBackup(request, {}).manifest.id;
        QTRY_VERIFY(find<QPushButton>("jobRun")->isEnabled());
        click("jobRun");
        QTRY_VERIFY_WITH_TIMEOUT(m_desk->told().startsWith("Job to the vault is done"), 20000);
        QVERIFY(QDir(path("vault/sets/") + QString::fromStdString(id)).exists());
    }

    void aWrongExpressionIsToldAndNotSaved()
    {
        auto *cron = find<QLineEdit>("jobCron");
        cron->setFocus();
        cron->selectAll();
        QTest::keyClicks(cron, "0 25 * * *");
        QCOMPARE(find<QComboBox>("jobPreset")->currentIndex(), 4); // its own
        QTRY_VERIFY(find<QLabel>("jobWords")->text().contains("'25'"));
        QVERIFY(!find<QPushButton>("jobSave")->isEnabled());
        cron->selectAll();
        QTest::keyClicks(cron, "30 4 1 * *");
        QCOMPARE(find<QComboBox>("jobPreset")->currentIndex(), 3);
        QTRY_COMPARE(find<QLabel>("jobWords")->text(), "at 04:30, on day 1 of the month");
    }

    void changesAreNotLostByAClick()
    {
        addJob("a", "0 2 * * *");
        addJob("b", "0 3 * * *");
        QTRY_COMPARE(m_page->jobs()->jobs()->rowCount(), 2);
        m_page->jobs()->chooseJob("a");
        click("jobRevert");
        QTRY_COMPARE(m_page->jobs()->chosenJob(), "a");
        choose("jobPreset", 0);
        QVERIFY(m_page->jobs()->edited());
        QVERIFY(m_page->closeLoss().contains("a"));
        clickRow("jobList", 1);
        QCOMPARE(m_page->jobs()->chosenJob(), "a");
        QVERIFY(find<QLabel>("jobWords")->text().startsWith("Save this job"));
        click("jobRevert");
        clickRow("jobList", 1);
        QCOMPARE(m_page->jobs()->chosenJob(), "b");
        QCOMPARE(find<QLineEdit>("jobCron")->text(), "0 3 * * *");
    }

    void conflictsAreShown()
    {
        addJob("noon", "0 12 * * *", "off-hours");
        QTRY_VERIFY(find<QLabel>("jobConflicts")->text().contains("outside its window"));
        QVERIFY(find<QLabel>("jobConflicts")->isVisible());
    }

    void theCalendarIsReadByKeys()
    {
        auto *calendar = find<RunCalendar>("runCalendar");
        QTRY_VERIFY(!m_page->jobs()->plan()->plan().days.empty());
        QTest::mouseClick(calendar, Qt::LeftButton, {}, calendar->dayRect(10).center());
        QCOMPARE(calendar->chosen(), 10);
        QTest::keyClick(calendar, Qt::Key_Down);
        QCOMPARE(calendar->chosen(), 17);
        QVERIFY(find<QLabel>("calendarDay")->text().contains("02:00"));
        const QString month = find<QLabel>("calendarMonth")->text();
        QTest::keyClick(calendar, Qt::Key_PageDown);
        QTRY_VERIFY(find<QLabel>("calendarMonth")->text() != month);
    }

    void aWindowIsPaintedAndUsed()
    {
        tab(2);
        auto *grid = find<WindowGrid>("windowGrid");
        QCOMPARE(grid->window(), Window::businessHours()); // the first of the list
        // Monday and Tuesday, 01:00 to 03:00, by the mouse; the key adds half an hour.
        QTest::mousePress(grid, Qt::LeftButton, {}, grid->cellRect(0, 2).center());
        QTest::mouseMove(grid, grid->cellRect(0, 4).center());
        QTest::mouseMove(grid, grid->cellRect(1, 5).center());
        QMouseEvent move(QEvent::MouseMove, grid->cellRect(1, 5).center(),
                         grid->mapToGlobal(grid->cellRect(1, 5).center()), Qt::NoButton, Qt::LeftButton, {});
        QApplication::sendEvent(grid, &move);
        QTest::mouseRelease(grid, Qt::LeftButton, {}, grid->cellRect(1, 5).center());
        QVERIFY(grid->window().contains(60) && grid->window().contains(1440 + 179) &&
                !grid->window().contains(1440 + 180));
        grid->setFocus();
        QTest::keyClick(grid, Qt::Key_Right);
        QTest::keyClick(grid, Qt::Key_Space);
        QVERIFY(grid->window().contains(1440 + 180));
        QTest::keyClick(grid, Qt::Key_Right, Qt::ShiftModifier);
        QVERIFY(grid->window().contains(1440 + 210));
        QVERIFY(!m_page->closeLoss().isEmpty());
        QVERIFY(!find<QPushButton>("windowSave")->isEnabled()); // it has no name
        QTest::keyClicks(find<QLineEdit>("windowName"), "early");
        click("windowSave");
        QTRY_COMPARE(find<QTableView>("windowList")->model()->rowCount(), 3);
        m_desk->picture(m_page.get(), "schedules-windows");
        tab(0);
        QVERIFY(find<QComboBox>("jobWindow")->findData("early") > 0);
        tab(2);
        clickRow("windowList", 2);
        QVERIFY(find<WindowGrid>("windowGrid")->window().contains(1440 + 210));
        click("windowRemove");
        QTRY_COMPARE(find<QTableView>("windowList")->model()->rowCount(), 2);
    }

    void holidaysAreKept()
    {
        tab(2);
        QVERIFY(!find<QPushButton>("holidayAdd")->isEnabled());
        QTest::keyClicks(find<QLineEdit>("holidayName"), "Inventory");
        click("holidayAdd");
        QTRY_COMPARE(find<QTableView>("holidayList")->model()->rowCount(), 1);
        clickRow("holidayList", 0);
        click("holidayRemove");
        QTRY_COMPARE(find<QTableView>("holidayList")->model()->rowCount(), 0);
    }

    void everyControlHasAName()
    {
        for (int index = 0; index < 3; ++index) {
            tab(index);
            for (const QWidget *widget : m_page->findChildren<QWidget *>()) {
                const bool control =
                    widget->focusPolicy() != Qt::NoFocus && widget->isVisibleTo(m_page.get());
                const QWidget *around = widget->parentWidget();
                const bool part = widget->objectName().startsWith("qt_") ||
                                  qobject_cast<const QComboBox *>(around) != nullptr ||
                                  qobject_cast<const QAbstractScrollArea *>(around) != nullptr;
                if (control && !part) {
                    QVERIFY2(!widget->accessibleName().isEmpty(),
                             qPrintable(widget->objectName() + widget->metaObject()->className()));
                }
            }
        }
    }

private:
    QString path(const char *name) const { return QString::fromStdString(m_desk->folder.file(name)); }

    template <typename T>
    T *find(const char *name) const
    {
        return m_page->findChild<T *>(QLatin1String(name));
    }

    void click(const char *name) const { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }

    void choose(const char *name, int index) const
    {
        auto *box = find<QComboBox>(name);
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Home);
        for (int i = 0; i < index; ++i) {
            QTest::keyClick(box, Qt::Key_Down);
        }
        QCOMPARE(box->currentIndex(), index);
    }

    void tab(int index) const
    {
        auto *tabs = find<QTabBar>("scheduleTabs");
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(index).center());
    }

    void clickRow(const char *name, int row) const
    {
        auto *list = find<QTableView>(name);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                          list->visualRect(list->model()->index(row, 0)).center());
    }

    void addJob(const std::string &name, const std::string &cron, const std::string &window = {}) const
    {
        Job job;
        job.database = path("shop.db").toStdString();
        job.name = name;
        job.cron = cron;
        job.window = window;
        job.store = path("store").toStdString();
        m_page->list()->change(
            [job](const Schedules &schedules, core::Time now) { schedules.add(job, now); });
    }

    std::unique_ptr<test::PageDesk> m_desk;
    std::unique_ptr<SchedulesPage> m_page;
};

} // namespace

QTEST_MAIN(SchedulesPageTest)
#include "tst_schedules_page.moc"
