// Backups in the window over the demo, by clicks and keys: the moment just before a planted mistake is looked
// at, tested, restored to a new file, and restored in place; a schedule protects from a mistake that is made
// after it. With STRANDLINE_PICTURES set to a folder it saves the pictures of docs/backup.md there.
#include "app/workbench/translations.h"
#include "app/workbench/workbench.h"
#include "engine/demo/demo.h"
#include "engine/scheduler/job.h"
#include "models/restore/restore_work.h"
#include "models/task/task_list.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"
#include "views/browse/browse_page.h"
#include "views/browse/data_pane.h"
#include "views/common/grid/data_grid.h"
#include "views/common/grid/rows_pane.h"
#include "views/restore/restore_page.h"
#include "views/shell/main_window.h"
#include "views/worksheet/worksheet_page.h"

#include <QAbstractItemModelTester>
#include <QCalendarWidget>
#include <QComboBox>
#include <QDir>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTabBar>
#include <QTableView>
#include <QTest>
#include <QTimeEdit>
#include <Qsci/qsciscintilla.h>

#include <filesystem>

using namespace strandline;
using restore::RestorePage;

namespace {

class RestoreStoryTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_translations.use(QLocale("en_US"));
        setHome("config");
        demo::DemoOptions options;
        options.folder = m_folder.file("demo");
        options.scale = qEnvironmentVariableIsSet("STRANDLINE_PICTURES") ? 1.0 : 0.1;
        m_demo = demo::buildDemo(options, {});
        std::filesystem::rename(options.folder, m_folder.file("as-built"));
    }
    // Each test has the demo as it was built, in the same place.
    void init()
    {
        setHome(std::string("config-") + QTest::currentTestFunction());
        test::copyFolder(m_folder.file("as-built"), m_folder.file("demo"));
        m_workbench = std::make_unique<workbench::Workbench>(
            QString::fromStdString(m_folder.file(std::string(QTest::currentTestFunction()) + ".ini")));
        m_window = m_workbench->openWindow(QString::fromStdString(m_demo.database));
        m_window->resize(1280, 800);
        QTRY_VERIFY(m_window->session()->database());
    }
    void cleanup()
    {
        m_workbench.reset();
        std::filesystem::remove_all(m_folder.file("demo"));
    }

    // As who clicks again before the backups are there: they would never be there where reading takes longer.
    void askedAgainTheBackupsAreReadOnce()
    {
        task::TaskList tasks;
        restore::RestoreWork work(&tasks);
        const QString database = QString::fromStdString(m_demo.database);
        work.load(database);
        work.load(database);
        QCOMPARE(tasks.unfinished(), 1);
        QTRY_VERIFY(work.backups());
        work.load(database); // once they are there: anew
        QVERIFY(!work.backups());
        QTRY_VERIFY(work.backups());
    }

    void eachWayToSayAMoment()
    {
        openRestoreUnrecorded();
        const QAbstractItemModelTester tester(find<QTableView>("restorePieces")->model(),
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        const core::Scn latest = m_page->work()->preview()->plan.scn;
        QCOMPARE(latest, m_demo.backups.back().scn);
        QVERIFY(find<QTableView>("restorePieces")->model()->rowCount() > 0);
        QVERIFY(find<QLabel>("restorePlan")->text().contains("are read"));
        const demo::PlantedMishap &mishap = planted("update-without-where");
        chooseBy(RestorePage::By::BeforeTransaction);
        type("restoreTransaction", mishap.scn.value);
        QTRY_COMPARE(plannedScn(), mishap.before);
        QCOMPARE(find<QPushButton>("restoreStart")->text(),
                 QString("Restore to SCN %1").arg(QLocale().toString(qulonglong(mishap.before.value))));
        chooseBy(RestorePage::By::Scn);
        type("restoreScn", mishap.scn.value);
        QTRY_COMPARE(plannedScn(), mishap.scn);
        chooseBy(RestorePage::By::Set);
        QTRY_COMPARE(plannedScn(), latest);
        chooseBy(RestorePage::By::RestorePoint);
        QVERIFY(find<QComboBox>("restorePointChoice")->count() > 0);
        // A second before the mistake, by calendar and clock.
        chooseBy(RestorePage::By::Time);
        const auto micros = mishap.time.time_since_epoch().count();
        const QDateTime when = QDateTime::fromMSecsSinceEpoch(micros / 1000 - 1000);
        find<QCalendarWidget>("restoreCalendar")->setSelectedDate(when.date());
        find<QTimeEdit>("restoreClock")->setTime(when.time());
        QTRY_VERIFY(plannedScn().value > 0 && plannedScn() < mishap.scn);
        picture("restore-time");
        // What no backup holds is said, with what there is.
        chooseBy(RestorePage::By::Scn);
        type("restoreScn", 99999999);
        QTRY_VERIFY(find<QLabel>("restoreProblem")->isVisible());
        QVERIFY(find<QLabel>("restoreProblem")->text().contains("What can be restored"));
        QVERIFY(!find<QPushButton>("restoreStart")->isVisible());
    }

    void lookInsideFirst()
    {
        openRestoreUnrecorded();
        const demo::PlantedMishap &mishap = planted("update-without-where");
        planBefore(mishap);
        click("restoreLook");
        QTRY_COMPARE(m_window->sessions().size(), std::size_t{2});
        session::DatabaseSession *looked = m_window->session();
        QVERIFY(looked->database() && looked->database()->isBackup());
        QVERIFY(looked->readOnly());
        QVERIFY(looked->name().contains("backup"));
        auto *browse = static_cast<browse::BrowsePage *>(m_window->showFeature("browse"));
        QTRY_VERIFY(browse->schema()->loaded());
        browse->chooseTable("customers");
        QTRY_VERIFY(browse->data()->rowsPane()->grid()->model()->rowCount() > 100);
        const auto lease = looked->database()->lease();
        QCOMPARE(lease.connection().integer(wrongRows), before(mishap));
        picture("restore-look");
        // It isn't kept for the next start, and closes like any other.
        QVERIFY(!QJsonDocument(m_window->layoutState()).toJson().contains("(backup"));
        m_window->closeDatabase(looked);
        QCOMPARE(m_window->sessions().size(), std::size_t{1});
    }

    void testedAndRestoredToANewFile()
    {
        openRestoreUnrecorded();
        const demo::PlantedMishap &mishap = planted("update-without-where");
        chooseBy(RestorePage::By::Set);
        QTRY_VERIFY(m_page->work()->preview());
        click("restoreDrill");
        QTRY_VERIFY(find<QLabel>("restoreOutcome")->isVisible());
        QVERIFY2(find<QLabel>("restoreOutcome")->text().startsWith("The restore test passed"),
                 qPrintable(find<QLabel>("restoreOutcome")->text()));
        planBefore(mishap);
        const QString out = find<QLineEdit>("restoreOut")->text();
        QVERIFY(out.endsWith("shop-restored.db"));
        click("restoreStart");
        QTRY_VERIFY(find<QPushButton>("restoreOpen")->isVisible());
        QVERIFY2(find<QLabel>("restoreOutcome")->text().contains("found nothing wrong"),
                 qPrintable(find<QLabel>("restoreOutcome")->text()));
        picture("restore-done");
        test::PlainDatabase restored(out.toStdString());
        QCOMPARE(restored.integer(wrongRows), before(mishap));
    }

    void inPlace()
    {
        openRestoreUnrecorded();
        const demo::PlantedMishap &mishap = planted("update-without-where");
        planBefore(mishap);
        const std::int64_t wanted = before(mishap);
        restoreInPlace();
        const backup::RestoreReport &report = *m_page->work()->report();
        QCOMPARE(report.scn, mishap.before);
        QCOMPARE(report.inPlace.incarnation.value, 2U);
        // Its history knows where it came from.
        const auto lease = m_window->session()->database()->lease();
        QCOMPARE(lease.connection().integer(wrongRows), wanted);
        const auto lines = m_window->session()->database()->history()->status().incarnations;
        QCOMPARE(lines.back().branchScn, mishap.before);
    }

    void aScheduleProtectsFromAMistake()
    {
        QTRY_VERIFY(m_window->findChild<QPushButton *>("recordYes")->isVisible());
        QTest::mouseClick(m_window->findChild<QPushButton *>("recordYes"), Qt::LeftButton);
        QTRY_COMPARE(m_window->session()->recording()->state(), timeline::RecordingService::State::Recording);
        m_window->showFeature(
            "restore"); // is open already, and learns of the new backups when it is seen again
        makeSchedule();
        // One customer moves, and then all products cost the same, which nobody notices before the next
        // backup.
        run("UPDATE customers SET city = 'Reykjavik' WHERE id = 1;");
        const std::string prices = "SELECT group_concat(id || '=' || price) FROM products";
        const std::string good = test::PlainDatabase(m_demo.database).text(prices);
        const core::Scn mistake = run("UPDATE products SET price = 1;");
        QVERIFY(test::PlainDatabase(m_demo.database).text(prices) != good);
        runJob();
        m_page = static_cast<RestorePage *>(m_window->showFeature("restore"));
        QTRY_VERIFY(m_page->work()->preview());
        chooseBy(RestorePage::By::BeforeTransaction);
        type("restoreTransaction", mistake.value);
        QTRY_COMPARE(plannedScn(), core::Scn{mistake.value - 1});
        picture("restore-before-mistake");
        restoreInPlace();
        QCOMPARE(test::PlainDatabase(m_demo.database).text(prices), good);
        QCOMPARE(test::PlainDatabase(m_demo.database).text("SELECT city FROM customers WHERE id = 1"),
                 std::string("Reykjavik"));
        // It is recorded on, and the schedule goes on too.
        QTRY_COMPARE(m_window->session()->recording()->state(), timeline::RecordingService::State::Recording);
        runJob();
    }

private:
    static constexpr const char *wrongRows =
        "SELECT count(*) FROM customers WHERE street = 'Harbour Street 12'";

    void setHome(const std::string &name) const
    {
        qputenv("XDG_CONFIG_HOME", QByteArray::fromStdString(m_folder.file(name)));
    }
    void openRestoreUnrecorded()
    {
        m_page = static_cast<RestorePage *>(m_window->showFeature("restore"));
        QVERIFY(m_page != nullptr);
        if (auto *later = m_window->findChild<QPushButton *>("recordNo"); later && later->isVisible()) {
            QTest::mouseClick(later, Qt::LeftButton);
        }
        QTRY_VERIFY(m_page->work()->preview());
    }
    // Every hour what was committed since goes to the backups, as the fields and the calendar tell.
    void makeSchedule()
    {
        QWidget *page = m_window->showFeature("schedules");
        QTRY_COMPARE(page->findChild<QLabel *>("jobWords")->text(), "every day at 02:00");
        choose(page->findChild<QComboBox *>("jobKind"), static_cast<int>(scheduler::JobKind::ArchiveLog));
        choose(page->findChild<QComboBox *>("jobPreset"), 0);
        auto *name = page->findChild<QLineEdit *>("jobName");
        name->setFocus();
        name->selectAll();
        QTest::keyClicks(name, "every commit");
        QTRY_COMPARE(page->findChild<QLabel *>("jobWords")->text(), "every hour");
        QTRY_COMPARE(page->findChild<QTableView *>("nextRuns")->model()->rowCount(), 10);
        auto *save = page->findChild<QPushButton *>("jobSave");
        QTRY_VERIFY(save->isEnabled());
        picture("schedule-new");
        QTest::mouseClick(save, Qt::LeftButton);
        QTRY_COMPARE(page->findChild<QTableView *>("jobList")->model()->rowCount(), 1);
    }
    // By its button; the new run stands in the history.
    void runJob()
    {
        QWidget *page = m_window->showFeature("schedules");
        auto *tabs = page->findChild<QTabBar *>("scheduleTabs");
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(0).center());
        auto *button = page->findChild<QPushButton *>("jobRun");
        QTRY_VERIFY(button->isVisible() && button->isEnabled());
        QTest::mouseClick(button, Qt::LeftButton);
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(1).center());
        ++m_runs;
        auto *runs = page->findChild<QTableView *>("runList");
        QTRY_COMPARE(runs->model()->rowCount(), m_runs);
        QTest::mouseClick(runs->viewport(), Qt::LeftButton, {},
                          runs->visualRect(runs->model()->index(0, 0)).center());
        auto *message = page->findChild<QPlainTextEdit *>("runMessage");
        QTRY_VERIFY2_WITH_TIMEOUT(message->toPlainText().contains("completed"),
                                  qPrintable(message->toPlainText()), 10000);
        picture("schedule-history");
    }
    // In a worksheet. The commit that it made.
    core::Scn run(const QString &sql) const
    {
        session::DatabaseSession *shop = m_window->session();
        const core::Scn last = shop->recording()->status().currentScn;
        auto *page = static_cast<worksheet::WorksheetPage *>(m_window->showFeature("worksheet"));
        auto *editor = page->findChild<QsciScintilla *>();
        editor->setFocus();
        QTest::keyClick(editor, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(editor, sql);
        QTest::keyClick(editor, Qt::Key_Escape);
        QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);
        [&] { QTRY_COMPARE(shop->recording()->status().currentScn, last.next()); }();
        return last.next();
    }
    // Opened again, under the name that it had.
    void restoreInPlace() const
    {
        QTest::mouseClick(find<QRadioButton>("restoreInPlace"), Qt::LeftButton, {}, QPoint(8, 8));
        QVERIFY(find<QRadioButton>("restoreInPlace")->isChecked());
        click("restoreStart");
        QPushButton *accept = nullptr;
        QTRY_VERIFY((accept = m_window->findChild<QPushButton *>("acceptRestore")) != nullptr);
        picture("restore-confirm");
        QTest::mouseClick(accept, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(m_page->work()->report().has_value(), 30000);
        QTRY_VERIFY(m_window->session()->database());
        QCOMPARE(m_window->session()->path(), QString::fromStdString(m_demo.database));
    }
    std::int64_t before(const demo::PlantedMishap &mishap) const
    {
        const auto point =
            timeline::History::open(timeline::Location{m_demo.database, {}, &core::systemFiles()})
                ->at(mishap.before);
        test::PlainDatabase then(point->uri(), test::PlainDatabase::Open::ReadOnly);
        return then.integer(wrongRows);
    }
    const demo::PlantedMishap &planted(const std::string &kind) const
    {
        return *std::find_if(m_demo.planted.begin(), m_demo.planted.end(),
                             [&](const auto &mishap) { return mishap.kind == kind; });
    }
    template <typename Widget>
    Widget *find(const char *name) const
    {
        return m_page->findChild<Widget *>(name);
    }
    void click(const char *name) const
    {
        auto *button = find<QPushButton>(name);
        QTRY_VERIFY2(button != nullptr && button->isVisible() && button->isEnabled(), name);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    void chooseBy(RestorePage::By by) const { choose(find<QComboBox>("restoreBy"), static_cast<int>(by)); }
    void choose(QComboBox *box, int index) const
    {
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Home);
        for (int i = 0; i < index; ++i) {
            QTest::keyClick(box, Qt::Key_Down);
        }
        QCOMPARE(box->currentIndex(), index);
    }
    void type(const char *name, std::uint64_t number) const
    {
        auto *field = find<QLineEdit>(name);
        QVERIFY(field->isVisible());
        field->selectAll();
        QTest::keyClicks(field, QString::number(number));
    }
    void planBefore(const demo::PlantedMishap &mishap) const
    {
        chooseBy(RestorePage::By::BeforeTransaction);
        type("restoreTransaction", mishap.scn.value);
        QTRY_COMPARE(plannedScn(), mishap.before);
    }
    core::Scn plannedScn() const
    {
        return m_page->work()->preview() ? m_page->work()->preview()->plan.scn : core::Scn{};
    }
    void picture(const QString &name) const
    {
        if (qEnvironmentVariableIsSet("STRANDLINE_PICTURES")) {
            const QString folder = qEnvironmentVariable("STRANDLINE_PICTURES");
            QDir().mkpath(folder);
            m_window->messages()->clear(); // they would stand before the buttons
            QTest::qWait(300);
            m_window->grab().save(folder + '/' + name + ".png");
        }
    }

    workbench::Translations m_translations{qEnvironmentVariable("STRANDLINE_TRANSLATIONS")};
    test::TempFolder m_folder;
    demo::DemoReport m_demo;
    std::unique_ptr<workbench::Workbench> m_workbench;
    shell::MainWindow *m_window = nullptr;
    RestorePage *m_page = nullptr;
    int m_runs = 0;
};

} // namespace

QTEST_MAIN(RestoreStoryTest)
#include "tst_restore_story.moc"
