// The Schedules page by real clicks and keys: a job is made, run, skipped, removed; windows are painted.
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"
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
        m_folder = std::make_unique<test::TempFolder>(test::TempFolder::Place::Memory);
        qputenv("XDG_CONFIG_HOME", path("config").toUtf8());
        test::PlainDatabase(path("shop.db").toStdString())
            .execute("PRAGMA journal_mode=WAL; CREATE TABLE orders(id INTEGER PRIMARY KEY, price);"
                     "INSERT INTO orders VALUES (1, 10), (2, 20)");
        m_settings = std::make_unique<QSettings>(path("settings.ini"), QSettings::IniFormat);
        m_shortcuts = std::make_unique<commands::Shortcuts>(m_settings.get());
        m_theme = std::make_unique<theme::Theme>(theme::Mode::Light);
        m_session = std::make_unique<session::DatabaseSession>(&m_tasks);
        m_messages.clear();
        m_session->open(path("shop.db"));
        QTRY_COMPARE(m_session->state(), session::DatabaseSession::State::Open);
        shell::PageContext context;
        context.session = m_session.get();
        context.theme = m_theme.get();
        context.settings = m_settings.get();
        context.shortcuts = m_shortcuts.get();
        context.notify = [this](const message::Message &message) { m_messages.push_back(message); };
        context.open = [](const shell::OpenRequest &) {};
        m_page = std::make_unique<SchedulesPage>(context);
        m_theme->dress(m_page.get());
        m_page->resize(1080, 700);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        QTRY_VERIFY(m_page->list()->loaded());
    }

    void cleanup()
    {
        m_page.reset();
        m_session.reset();
        QTRY_COMPARE(m_tasks.unfinished(), 0);
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
        picture("schedules-new");
        click("jobSave");
        QTRY_COMPARE(m_page->jobs()->jobs()->rowCount(), 1);
        QCOMPARE(m_page->jobs()->chosenJob(), "every night");
        QCOMPARE(told(), "Job every night is saved: every Saturday at 02:00.");
        QVERIFY(!find<QPushButton>("jobSave")->isEnabled());

        QTRY_VERIFY(find<QPushButton>("jobRun")->isEnabled());
        click("jobRun");
        QTRY_VERIFY_WITH_TIMEOUT(told().startsWith("Job every night is done"), 20000);
        QVERIFY(QDir(path("shop.db.backups/sets")).count() > 2);
        tab(1);
        QTRY_COMPARE(m_page->runs()->runs()->rowCount(), 1);
        QCOMPARE(find<DurationChart>("durationChart")->barCount(), 1);
        QTest::mouseClick(find<DurationChart>("durationChart"), Qt::LeftButton, {},
                          find<DurationChart>("durationChart")->barRect(0).center());
        QVERIFY(find<QPlainTextEdit>("runMessage")->toPlainText().contains("completed"));
        picture("schedules-history");
        tab(0);

        click("jobSkip");
        QTRY_COMPARE(find<QPushButton>("jobSkip")->text(), "Don't skip the next run");
        click("jobEnable");
        QTRY_COMPARE(find<QPushButton>("jobEnable")->text(), "Enable");
        click("jobRemove");
        QTRY_COMPARE(m_page->jobs()->jobs()->rowCount(), 0);
        QVERIFY(m_messages.back().show != nullptr);
        m_messages.back().show(); // add it again
        QTRY_COMPARE(m_page->jobs()->jobs()->rowCount(), 1);
    }

    void aFailureIsReadable()
    {
        choose("jobKind", static_cast<int>(JobKind::Crosscheck));
        QTRY_VERIFY(find<QPushButton>("jobSave")->isEnabled());
        click("jobSave");
        QTRY_VERIFY(find<QPushButton>("jobRun")->isEnabled());
        click("jobRun");
        QTRY_VERIFY_WITH_TIMEOUT(told().startsWith("Job nightly failed: "), 20000);
        QVERIFY(m_messages.back().show != nullptr);
        m_page->answer({{"pane", "runs"}, {"job", "nightly"}});
        QTRY_VERIFY(find<QPlainTextEdit>("runMessage")->toPlainText().contains("failed"));
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
        picture("schedules-windows");
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
    QString path(const char *name) const { return QString::fromStdString(m_folder->file(name)); }

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

    QString told() const { return m_messages.empty() ? QString() : m_messages.back().text; }

    // STRANDLINE_PICTURES=DIR: what it looks like, in both themes.
    void picture(const QString &name)
    {
        const QString folder = qEnvironmentVariable("STRANDLINE_PICTURES");
        if (!folder.isEmpty()) {
            for (const theme::Mode mode : {theme::Mode::Dark, theme::Mode::Light}) {
                m_theme->setMode(mode);
                QTest::qWait(50);
                m_page->grab().save(QStringLiteral("%1/%2-%3.png").arg(folder, name, theme::modeName(mode)));
            }
        }
    }

    std::unique_ptr<test::TempFolder> m_folder;
    task::TaskList m_tasks;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<commands::Shortcuts> m_shortcuts;
    std::unique_ptr<theme::Theme> m_theme;
    std::unique_ptr<session::DatabaseSession> m_session;
    std::vector<message::Message> m_messages;
    std::unique_ptr<SchedulesPage> m_page;
};

} // namespace

QTEST_MAIN(SchedulesPageTest)
#include "tst_schedules_page.moc"
