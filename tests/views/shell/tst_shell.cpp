// The window as a person uses it: open files, choose tables and commits, switch the theme, answer the
// recording bar, cancel tasks, close during work. Real clicks and keys, offscreen.
#include "app/workbench/workbench.h"
#include "engine/timeline/recorder.h"
#include "models/task/task_runner.h"
#include "views/browse/browse_page.h"
#include "views/browse/data_pane.h"
#include "views/common/grid/rows_pane.h"
#include "views/common/schema/schema_pane.h"
#include "views/common/timeline/commit_chart.h"
#include "views/flashback/flashback_page.h"
#include "views/flashback/table_pane.h"
#include "views/shell/main_window.h"
#include "views/shell/moment_menu.h"

#include <QAccessible>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QMimeData>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

#include <thread>

using namespace strandline;
using browse::BrowsePage;
using flashback::FlashbackPage;
using Recording = timeline::RecordingService::State;

class ShellTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<workbench::Workbench> m_workbench;

    static void write(const QString &path, const std::string &sql)
    {
        sqlite::ConnectionOptions options;
        options.access = sqlite::Access::Create;
        sqlite::Connection(path.toStdString(), options).execute(sql);
    }

    QString make(const QString &name, const std::string &sql)
    {
        const QString path = m_folder.filePath(name);
        write(path, sql);
        return path;
    }

    // A database with a history of three commits that nobody records any more.
    QString makeRecorded(const QString &name)
    {
        const QString path =
            make(name, "PRAGMA journal_mode=WAL; CREATE TABLE orders(id INTEGER PRIMARY KEY, price);"
                       "INSERT INTO orders VALUES (1, 10), (2, 20), (3, 30);"
                       "CREATE TABLE customers(name);");
        timeline::RecorderOptions options;
        options.location.database = path.toStdString();
        timeline::Recorder recorder(options, {});
        write(path, "UPDATE orders SET price = 0");
        recorder.poll();
        write(path, "DELETE FROM orders WHERE id = 3");
        recorder.poll();
        recorder.close();
        return path;
    }

    template <typename W>
    static W *find(const QWidget *window, const char *name)
    {
        W *widget = window->findChild<W *>(name);
        if (widget == nullptr) {
            qFatal("no widget %s", name);
        }
        return widget;
    }

    static BrowsePage *page(shell::MainWindow *window)
    {
        return static_cast<BrowsePage *>(window->showFeature("browse"));
    }
    static FlashbackPage *flashbackPage(shell::MainWindow *window)
    {
        return static_cast<FlashbackPage *>(window->showFeature("flashback"));
    }

private slots:
    void init()
    {
        m_workbench = std::make_unique<workbench::Workbench>(m_folder.filePath(
            QString("settings-%1.ini").arg(QString::fromLatin1(QTest::currentTestFunction()))));
    }
    void cleanup() { m_workbench.reset(); }

    void startsEmptyWithTheOneActionThatHelps()
    {
        shell::MainWindow *window = m_workbench->openWindow({});
        QVERIFY(find<QPushButton>(window, "openDatabase")->isVisible());
        QVERIFY(!find<QWidget>(window, "navigation")->isVisible());
        QVERIFY(!find<QWidget>(window, "recordingBar")->isVisible());
        QVERIFY(find<QLabel>(window, "recordingState")->text().contains("No database"));
    }

    void opensAFileAndShowsItsRows()
    {
        const QString path =
            make("rows.db", "CREATE TABLE t(a); INSERT INTO t VALUES ('first'), ('second');");
        shell::MainWindow *window = m_workbench->openWindow(path);
        QTRY_VERIFY(window->session()->database());
        QTRY_COMPARE(page(window)->data()->rows()->rowCount(), 2);
        QCOMPARE(find<QTableView>(window, "nowGrid")->model()->index(1, 0).data().toString(),
                 QString("second"));
        QCOMPARE(find<QLabel>(window, "tableTitle")->text(), QString("t"));
        QVERIFY(window->windowTitle().contains("rows.db"));
        QVERIFY(!find<QWidget>(window, "asOfLine")->isVisible());
    }

    void dropOpensAFile()
    {
        const QString path = make("dropped.db", "CREATE TABLE t(a);");
        shell::MainWindow *window = m_workbench->openWindow({});
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter(QPoint(100, 100), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(window, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(100, 100), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(window, &drop);
        QTRY_COMPARE(window->session()->state(), session::DatabaseSession::State::Open);
        QCOMPARE(window->session()->path(), path);
    }

    void recentFilesComeBack()
    {
        const QString path = make("recent.db", "CREATE TABLE t(a);");
        shell::MainWindow *window = m_workbench->openWindow(path);
        QTRY_COMPARE(window->session()->state(), session::DatabaseSession::State::Open);
        QTest::keySequence(window, QKeySequence("Ctrl+Shift+W"));
        QTRY_COMPARE(window->session()->state(), session::DatabaseSession::State::Closed);
        QPushButton *entry = nullptr;
        for (QPushButton *button : find<QWidget>(window, "startPage")->findChildren<QPushButton *>()) {
            if (button->text() == "recent.db") {
                entry = button;
            }
        }
        QVERIFY(entry != nullptr);
        QTest::mouseClick(entry, Qt::LeftButton);
        QTRY_COMPARE(window->session()->state(), session::DatabaseSession::State::Open);
    }

    void failureIsAMessageThatStays()
    {
        shell::MainWindow *window = m_workbench->openWindow(m_folder.filePath("missing.db"));
        QTRY_COMPARE(window->messages()->count(), 1);
        QCOMPARE(window->session()->state(), session::DatabaseSession::State::Closed);
        QVERIFY(find<QPushButton>(window, "openDatabase")->isVisible());
        const auto labels = window->messages()->findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(),
                            [](const QLabel *l) { return l->text().contains("missing.db"); }));
    }

    void choosingATableByKeyboard()
    {
        const QString path = make("tables.db", "CREATE TABLE apples(a); INSERT INTO apples VALUES (1);"
                                               "CREATE TABLE pears(a); INSERT INTO pears VALUES (7), (8);"
                                               "CREATE VIEW pips AS SELECT a FROM pears;");
        shell::MainWindow *window = m_workbench->openWindow(path);
        QTRY_VERIFY(window->session()->database());
        BrowsePage *browsePage = page(window);
        QTRY_VERIFY(browsePage->schema()->loaded());
        auto *filter = find<QLineEdit>(window, "schemaFilter");
        auto *tree = find<QTreeView>(window, "schemaTree");
        QTRY_COMPARE(browsePage->table(), QString("pears"));
        QTest::keyClicks(filter, "apples");
        QTRY_COMPARE(tree->model()->rowCount(), 1); // the group of tables, with one
        QTest::keyClick(filter, Qt::Key_Down);
        QTRY_COMPARE(browsePage->table(), QString("apples"));
        QTest::keyClick(filter, Qt::Key_Escape);
        QTRY_COMPARE(tree->model()->rowCount(), 3); // the database, tables, views
        QTest::keyClick(tree, Qt::Key_Down);
        QTRY_COMPARE(browsePage->data()->rows()->rowCount(), 2);
        QCOMPARE(browsePage->table(), QString("pears"));
    }

    void noTwoPagesHaveTheSameKeys()
    {
        QStringList keys;
        for (const shell::Feature &feature : m_workbench->openWindow({})->features()) {
            const QString text = feature.shortcut.toString();
            QVERIFY2(text.isEmpty() || !keys.contains(text), qPrintable(feature.id + ": " + text));
            keys << text;
        }
    }

    void themeSwitchesLive()
    {
        shell::MainWindow *window = m_workbench->openWindow({});
        const auto ground = [&] { return window->grab().toImage().pixelColor(640, 600); };
        window->findChild<QAction *>("theme-light")->trigger();
        QTRY_COMPARE(ground(), theme::lightTokens().window);
        window->findChild<QAction *>("theme-dark")->trigger();
        QTRY_COMPARE(ground(), theme::darkTokens().window);
        QCOMPARE(m_workbench->settings().value("v1/theme").toString(), QString("dark"));
    }

    void aCommitShowsThePastBesideNow()
    {
        const QString path = makeRecorded("past.db");
        shell::MainWindow *window = m_workbench->openWindow(path);
        QTRY_VERIFY(window->session()->database());
        auto *past = flashbackPage(window)->showPane<flashback::TablePane>("table");
        QTRY_COMPARE(window->session()->commits()->rowCount(), 3);
        QTRY_VERIFY(past->tables()->loaded());
        past->chooseTable("orders");
        QTRY_COMPARE(past->now()->rowCount(), 2);
        auto *chart = find<timeline::CommitChart>(window, "commitChart");
        chart->setFocus();
        QTest::keyClick(chart, Qt::Key_Home);
        QVERIFY(find<QWidget>(past, "asOfLine")->isVisible());
        QVERIFY(past->pastPane()->heading().contains("As of SCN 1"));
        QVERIFY(find<QToolButton>(window, "timeChip")->text().contains("As of SCN 1"));
        QTRY_COMPARE(past->then()->rowCount(), 3);
        QCOMPARE(past->then()->index(2, 1).data().toString(), QString("30"));
        QCOMPARE(past->now()->index(1, 1).data().toString(), QString("0"));
        QTRY_COMPARE(past->comparison()->updated(), 2);
        QCOMPARE(past->comparison()->deleted(), 1);
        flashbackPage(window)->showPane("transactions");
        QCOMPARE(find<QTableView>(window, "commitList")->currentIndex().row(), 2);
        flashbackPage(window)->showPane("table");
        QTest::mouseClick(find<QPushButton>(past, "asOfReturn"), Qt::LeftButton);
        QVERIFY(!window->session()->point());
        QVERIFY(!find<QWidget>(past, "asOfLine")->isVisible());
        QCOMPARE(find<QToolButton>(window, "timeChip")->text(), QString("Now"));
    }

    void theChipTakesScnsAndTimes()
    {
        shell::MainWindow *window = m_workbench->openWindow(makeRecorded("chip.db"));
        QTRY_COMPARE(window->session()->commits()->rowCount(), 3);
        auto *chip = find<QToolButton>(window, "timeChip");
        auto *menu = static_cast<shell::MomentMenu *>(chip->menu());
        QVERIFY(menu->go("2"));
        QCOMPARE(window->session()->point()->scn, core::Scn{2});
        QVERIFY(!menu->go("99"));
        QVERIFY(!menu->go("2001-01-01 00:00")); // before the history
        QVERIFY(!menu->go("yesterday"));
        QCOMPARE(window->session()->point()->scn, core::Scn{2});
        QVERIFY(menu->go("2999-01-01")); // the newest that is not after it
        QCOMPARE(window->session()->point()->scn, core::Scn{3});
        QTest::keySequence(window, QKeySequence(Qt::ALT | Qt::Key_Left));
        QCOMPARE(window->session()->point()->scn, core::Scn{2});
    }

    void theListOfCommitsChoosesToo()
    {
        shell::MainWindow *window = m_workbench->openWindow(makeRecorded("list.db"));
        QTRY_COMPARE(window->session()->commits()->rowCount(), 3);
        auto *list = find<QTableView>(flashbackPage(window), "commitList");
        list->setCurrentIndex(list->model()->index(1, 0));
        QCOMPARE(window->session()->point()->scn, core::Scn{2});
        QTest::keyClick(list, Qt::Key_Down);
        QCOMPARE(window->session()->point()->scn, core::Scn{1});
    }

    void offersToRecordAndAsksAboutWalOnce()
    {
        const QString path = make("offer.db", "CREATE TABLE t(a);");
        shell::MainWindow *window = m_workbench->openWindow(path);
        auto *bar = find<QWidget>(window, "recordingBar");
        QTRY_VERIFY(bar->isVisible());
        auto *yes = find<QPushButton>(window, "recordYes");
        QTest::mouseClick(yes, Qt::LeftButton);
        QCOMPARE(window->session()->recording()->state(), Recording::Off); // asked first
        QVERIFY(find<QLabel>(window, "recordingText")->text().contains("WAL"));
        QTest::mouseClick(yes, Qt::LeftButton);
        QTRY_COMPARE(window->session()->recording()->state(), Recording::Recording);
        QVERIFY(!bar->isVisible());
        QTRY_COMPARE(find<QLabel>(window, "currentScn")->text(), QString("SCN 1"));
        QVERIFY(find<QLabel>(window, "recordingState")->text().startsWith("Recording"));
        write(path, "INSERT INTO t VALUES (5)");
        QTRY_COMPARE(find<QLabel>(window, "currentScn")->text(), QString("SCN 2"));
        QTRY_COMPARE(page(window)->data()->rows()->rowCount(), 1); // and the grid follows
    }

    void notNowIsTakenForAnAnswer()
    {
        shell::MainWindow *window = m_workbench->openWindow(make("later.db", "CREATE TABLE t(a);"));
        auto *bar = find<QWidget>(window, "recordingBar");
        QTRY_VERIFY(bar->isVisible());
        QTest::mouseClick(find<QPushButton>(window, "recordNo"), Qt::LeftButton);
        QVERIFY(!bar->isVisible());
        QTest::qWait(700); // further looks at the history don't bring it back
        QVERIFY(!bar->isVisible());
        QVERIFY(!QFileInfo::exists(window->session()->path() + ".strandline"));
    }

    void readOnlyOffersNothing()
    {
        shell::MainWindow *window = m_workbench->openWindow(make("ro.db", "CREATE TABLE t(a);"), true);
        QTRY_COMPARE(window->session()->recording()->state(), Recording::Off);
        QVERIFY(!find<QWidget>(window, "recordingBar")->isVisible());
    }

    void aTaskIsCancelledFromTheStatusBar()
    {
        shell::MainWindow *window = m_workbench->openWindow({});
        task::TaskRunner runner(&m_workbench->tasks());
        QSignalSpy cancelled(&runner, &task::TaskRunner::cancelled);
        runner.run(
            "Counting sheep",
            [](const core::JobContext &job) {
                for (std::uint64_t n = 1;; ++n) {
                    job.checkStop();
                    job.report(n, 1000, "rows");
                    std::this_thread::sleep_for(std::chrono::milliseconds(2));
                }
            },
            [] {});
        auto *cancel = find<QToolButton>(window, "taskCancel");
        QTRY_VERIFY(cancel->isVisible());
        QCOMPARE(find<QLabel>(window, "taskTitle")->text(), QString("Counting sheep"));
        QTest::mouseClick(cancel, Qt::LeftButton);
        QTRY_COMPARE(cancelled.count(), 1);
        QTRY_VERIFY(!cancel->isVisible());
    }

    void closingDuringWorkIsClean()
    {
        const QString path = make("busy.db", "PRAGMA journal_mode=WAL; CREATE TABLE t(a);"
                                             "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c "
                                             "WHERE n < 200000) INSERT INTO t SELECT n FROM c;");
        QPointer<shell::MainWindow> window = m_workbench->openWindow(path);
        QTRY_VERIFY(window->session()->database());
        window->session()->recording()->start(false);
        page(window)->chooseTable("t");
        window->close();
        QTRY_VERIFY(window.isNull());
        QTRY_COMPARE(m_workbench->tasks().unfinished(), 0);
        timeline::RecorderOptions options; // nobody holds the history
        options.location.database = path.toStdString();
        const timeline::Recorder recorder(options, {});
    }

    void everyControlHasAName()
    {
        shell::MainWindow *window = m_workbench->openWindow(makeRecorded("names.db"));
        QTRY_COMPARE(window->session()->commits()->rowCount(), 3);
        window->session()->lookAt(window->session()->commits()->commitAt(0));
        QTest::qWait(50);
        QStringList nameless;
        for (const QWidget *widget : window->findChildren<QWidget *>()) {
            if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus ||
                qobject_cast<const QScrollBar *>(widget) != nullptr ||
                widget->objectName().startsWith("qt_")) {
                continue;
            }
            QAccessibleInterface *face = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
            if (face == nullptr || face->text(QAccessible::Name).isEmpty()) {
                nameless << QString("%1 %2").arg(widget->metaObject()->className(), widget->objectName());
            }
        }
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join("\n")));
    }

    void navigationCollapses()
    {
        shell::MainWindow *window = m_workbench->openWindow(make("nav.db", "CREATE TABLE t(a);"));
        auto *navigation = find<QWidget>(window, "navigation");
        QTRY_VERIFY(navigation->isVisible());
        QCOMPARE(navigation->width(), theme::navigationWidth);
        QTest::mouseClick(find<QToolButton>(window, "navigationToggle"), Qt::LeftButton);
        QTRY_COMPARE(navigation->width(), theme::navigationWidthCollapsed);
    }
};

QTEST_MAIN(ShellTest)
#include "tst_shell.moc"
