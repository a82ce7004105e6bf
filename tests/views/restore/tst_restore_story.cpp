// A restore in the window over the demo, by clicks and keys: the moment just before a planted mistake is
// looked at, tested, restored to a new file, and restored in place. With STRANDLINE_PICTURES set to a folder
// it saves the pictures of docs/backup.md there.
#include "app/workbench/translations.h"
#include "app/workbench/workbench.h"
#include "engine/demo/demo.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"
#include "views/browse/browse_page.h"
#include "views/browse/data_pane.h"
#include "views/common/grid/data_grid.h"
#include "views/common/grid/rows_pane.h"
#include "views/restore/restore_page.h"
#include "views/shell/main_window.h"

#include <QAbstractItemModelTester>
#include <QCalendarWidget>
#include <QComboBox>
#include <QDir>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QRadioButton>
#include <QTableView>
#include <QTest>
#include <QTimeEdit>

using namespace strandline;
using restore::RestorePage;

namespace {

class RestoreStoryTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_translations.use(QLocale("en_US")); }
    void init()
    {
        m_folder = std::make_unique<test::TempFolder>();
        qputenv("XDG_CONFIG_HOME", QByteArray::fromStdString(m_folder->file("config")));
        demo::DemoOptions options;
        options.folder = m_folder->file("demo");
        options.scale = qEnvironmentVariableIsSet("STRANDLINE_PICTURES") ? 1.0 : 0.1;
        m_demo = demo::buildDemo(options, {});
        m_workbench =
            std::make_unique<workbench::Workbench>(QString::fromStdString(m_folder->file("settings.ini")));
        m_window = m_workbench->openWindow(QString::fromStdString(m_demo.database));
        m_window->resize(1280, 800);
        QTRY_VERIFY(m_window->session()->database());
        m_page = static_cast<RestorePage *>(m_window->showFeature("restore"));
        QVERIFY(m_page != nullptr);
        if (auto *later = m_window->findChild<QPushButton *>("recordNo"); later && later->isVisible()) {
            QTest::mouseClick(later, Qt::LeftButton);
        }
        QTRY_VERIFY(m_page->work()->preview());
    }
    void cleanup() { m_workbench.reset(); }

    void eachWayToSayAMoment()
    {
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
        const demo::PlantedMishap &mishap = planted("update-without-where");
        planBefore(mishap);
        const std::int64_t wanted = before(mishap);
        QTest::mouseClick(find<QRadioButton>("restoreInPlace"), Qt::LeftButton, {}, QPoint(8, 8));
        QVERIFY(find<QRadioButton>("restoreInPlace")->isChecked());
        click("restoreStart");
        QPushButton *accept = nullptr;
        QTRY_VERIFY((accept = m_window->findChild<QPushButton *>("acceptRestore")) != nullptr);
        picture("restore-confirm");
        QTest::mouseClick(accept, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(m_page->work()->report().has_value(), 30000);
        const backup::RestoreReport &report = *m_page->work()->report();
        QCOMPARE(report.scn, mishap.before);
        QCOMPARE(report.inPlace.incarnation.value, 2U);
        // It is open again, as it was then, and its history knows where it came from.
        QTRY_VERIFY(m_window->session()->database());
        QCOMPARE(m_window->session()->path(), QString::fromStdString(m_demo.database));
        const auto lease = m_window->session()->database()->lease();
        QCOMPARE(lease.connection().integer(wrongRows), wanted);
        const auto lines = m_window->session()->database()->history()->status().incarnations;
        QCOMPARE(lines.back().branchScn, mishap.before);
    }

private:
    static constexpr const char *wrongRows =
        "SELECT count(*) FROM customers WHERE street = 'Harbour Street 12'";

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
    void chooseBy(RestorePage::By by) const
    {
        auto *box = find<QComboBox>("restoreBy");
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Home);
        for (int i = 0; i < static_cast<int>(by); ++i) {
            QTest::keyClick(box, Qt::Key_Down);
        }
        QCOMPARE(box->currentIndex(), static_cast<int>(by));
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
            QTest::qWait(300);
            m_window->grab().save(folder + '/' + name + ".png");
        }
    }

    workbench::Translations m_translations{qEnvironmentVariable("STRANDLINE_TRANSLATIONS")};
    std::unique_ptr<test::TempFolder> m_folder;
    demo::DemoReport m_demo;
    std::unique_ptr<workbench::Workbench> m_workbench;
    shell::MainWindow *m_window = nullptr;
    RestorePage *m_page = nullptr;
};

} // namespace

QTEST_MAIN(RestoreStoryTest)
#include "tst_restore_story.moc"
