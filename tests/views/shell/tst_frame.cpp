// The frame of the window: tabs, splits, several databases, several windows, what is lost and what comes
// back. Real clicks and keys, offscreen.
#include "app/workbench/workbench.h"
#include "engine/sqlite/connection.h"
#include "engine/timeline/recorder.h"
#include "views/browse/browse_feature.h"
#include "views/flashback/flashback_feature.h"
#include "views/shell/command_palette.h"
#include "views/shell/main_window.h"
#include "views/shell/tab_area.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSplitter>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace strandline;
using session::DatabaseSession;
using shell::Feature;
using shell::MainWindow;
using shell::OpenRequest;
using shell::PageState;
using shell::Tab;
using shell::TabArea;
using shell::TabGroup;

namespace {

// A page with a field: what is typed is its state and, where it is not empty, its loss.
Feature notes(const QString &id, bool needsDatabase)
{
    Feature feature;
    feature.id = id;
    feature.title = id == "notes" ? "Notes" : "Preferences";
    feature.icon = "table";
    feature.manyPages = needsDatabase;
    feature.inNavigation = needsDatabase;
    feature.needsDatabase = needsDatabase;
    feature.factory = [id](const shell::PageContext &) {
        auto *page = new QWidget;
        page->setWindowTitle(id);
        auto *field = new QLineEdit;
        field->setObjectName(id + "Field");
        (new QBoxLayout(QBoxLayout::TopToBottom, page))->addWidget(field);
        page->setFocusProxy(field);
        QObject::connect(field, &QLineEdit::textChanged, page, [page](const QString &text) {
            page->setWindowTitle(text + "[*]");
            page->setWindowModified(!text.isEmpty());
        });
        return page;
    };
    const auto field = [](QWidget *page) { return page->findChild<QLineEdit *>(); };
    feature.show = [field](QWidget *page, const PageState &what) {
        field(page)->setText(what.value("text").toString());
    };
    feature.state = [field](QWidget *page) { return PageState{{"text", field(page)->text()}}; };
    feature.closeLoss = [field](QWidget *page) {
        const QString text = field(page)->text();
        return text.isEmpty() ? QString() : QString("The note “%1” would be lost.").arg(text);
    };
    return feature;
}

} // namespace

class FrameTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<workbench::Workbench> m_workbench;

    QString make(const QString &name)
    {
        const QString path = m_folder.filePath(name);
        sqlite::ConnectionOptions options;
        options.access = sqlite::Access::Create;
        sqlite::Connection(path.toStdString(), options)
            .execute("CREATE TABLE IF NOT EXISTS t(a); INSERT INTO t VALUES (1)");
        return path;
    }

    QString settingsFile() const
    {
        return m_folder.filePath(
            QString("settings-%1.ini").arg(QString::fromLatin1(QTest::currentTestFunction())));
    }

    void start()
    {
        m_workbench.reset();
        m_workbench = std::make_unique<workbench::Workbench>(settingsFile());
        m_workbench->setFeatures({browse::browseFeature(), flashback::flashbackFeature(),
                                  notes("notes", true), notes("preferences", false)});
    }

    // With the database open and its first page shown.
    MainWindow *open(const QString &path)
    {
        MainWindow *window = m_workbench->openWindow(path);
        [&] { QTRY_VERIFY(area(window)->current() != nullptr); }();
        window->activateWindow();
        [&] { QVERIFY(QTest::qWaitForWindowActive(window)); }();
        return window;
    }

    static TabArea *area(MainWindow *window) { return window->tabArea(); }

    static QStringList titles(MainWindow *window)
    {
        QStringList all;
        for (const Tab *tab : area(window)->tabs()) {
            all << tab->feature().id;
        }
        return all;
    }

    static QAction *command(MainWindow *window, const QString &id)
    {
        for (QAction *action : window->findChildren<QAction *>()) {
            if (commands::Shortcuts::idOf(action) == id) {
                return action;
            }
        }
        qFatal("no command %s", qPrintable(id));
    }

    static QLineEdit *field(const Tab *tab) { return tab->page()->findChild<QLineEdit *>(); }

    static Tab *note(MainWindow *window, const QString &text)
    {
        QTest::keySequence(window, QKeySequence::AddTab);
        Tab *tab = area(window)->current();
        QTest::keyClicks(field(tab), text);
        return tab;
    }

    static QMessageBox *question(MainWindow *window)
    {
        QMessageBox *box = nullptr;
        [&] { QTRY_VERIFY((box = window->findChild<QMessageBox *>("confirmLoss")) != nullptr); }();
        return box;
    }

    static void answer(QMessageBox *box, QMessageBox::ButtonRole role)
    {
        for (QAbstractButton *button : box->buttons()) {
            if (box->buttonRole(button) == role) {
                QTest::mouseClick(button, Qt::LeftButton);
                return;
            }
        }
        QFAIL("no such button");
    }

    static QToolButton *navigationEntry(MainWindow *window, const QString &text)
    {
        for (auto *entry : window->findChild<QWidget *>("navigation")->findChildren<QToolButton *>()) {
            if (entry->text() == text) {
                return entry;
            }
        }
        qFatal("no entry %s", qPrintable(text));
    }

    static void drag(TabGroup *from, int index, QWidget *to, const QPoint &at)
    {
        shell::TabBar *bar = from->bar();
        const QPoint start = bar->tabRect(index).center();
        const QPoint end = bar->mapFromGlobal(to->mapToGlobal(at));
        QTest::mousePress(bar, Qt::LeftButton, {}, start);
        for (int step = 1; step <= 10; ++step) {
            const QPoint where = start + (end - start) * step / 10;
            QMouseEvent move(QEvent::MouseMove, where, bar->mapToGlobal(where), Qt::NoButton, Qt::LeftButton,
                             Qt::NoModifier);
            QApplication::sendEvent(bar, &move);
        }
        QTest::mouseRelease(bar, Qt::LeftButton, {}, end);
    }

private slots:
    void init() { start(); }
    void cleanup() { m_workbench.reset(); }

    void navigationShowsAPageOnceAndNewMakesMore()
    {
        MainWindow *window = open(make("nav.db"));
        QCOMPARE(titles(window), QStringList{"browse"});
        QTest::mouseClick(navigationEntry(window, "Notes"), Qt::LeftButton);
        QTest::mouseClick(navigationEntry(window, "Browse"), Qt::LeftButton);
        QTest::mouseClick(navigationEntry(window, "Notes"), Qt::LeftButton);
        QCOMPARE(titles(window), (QStringList{"browse", "notes"}));
        QVERIFY(navigationEntry(window, "Notes")->isChecked());
        QTest::keySequence(window, QKeySequence::AddTab);
        QCOMPARE(titles(window), (QStringList{"browse", "notes", "notes"}));
    }

    void tabsSayTitleMarkAndPath()
    {
        const QString path = make("title.db");
        MainWindow *window = open(path);
        note(window, "a & b");
        const TabGroup *group = area(window)->currentGroup();
        QCOMPARE(group->bar()->tabText(1), QString("● a && b"));
        QVERIFY(group->bar()->tabToolTip(1).contains(path));
        QVERIFY(group->bar()->accessibleTabName(1).contains("not saved"));
    }

    void tabsCloseByKeyMiddleClickAndButtonAndComeBack()
    {
        MainWindow *window = open(make("close.db"));
        QTest::keySequence(window, QKeySequence::AddTab);
        QTest::keySequence(window, QKeySequence::AddTab);
        QTest::keySequence(window, QKeySequence::AddTab);
        QTest::keySequence(window, QKeySequence("Ctrl+W"));
        QCOMPARE(titles(window), (QStringList{"browse", "notes", "notes"}));
        shell::TabBar *bar = area(window)->currentGroup()->bar();
        QTest::mouseClick(bar, Qt::MiddleButton, {}, bar->tabRect(2).center());
        QCOMPARE(titles(window), (QStringList{"browse", "notes"}));
        QTest::mouseClick(bar->tabButton(0, QTabBar::RightSide), Qt::LeftButton);
        QCOMPARE(titles(window), QStringList{"notes"});
        QTest::keySequence(window, QKeySequence("Ctrl+Shift+T"));
        QCOMPARE(titles(window), (QStringList{"notes", "browse"}));
        QTest::keySequence(window, QKeySequence("Ctrl+W"));
        QTest::keySequence(window, QKeySequence("Ctrl+W"));
        QVERIFY(titles(window).isEmpty());
        QCOMPARE(window->session()->state(), DatabaseSession::State::Open); // the database stays
        QTest::mouseClick(window->findChild<QPushButton *>("emptyShow"), Qt::LeftButton);
        QCOMPARE(titles(window), QStringList{"browse"});
    }

    void controlTabCycles()
    {
        MainWindow *window = open(make("cycle.db"));
        QTest::keySequence(window, QKeySequence::AddTab);
        QTest::keySequence(window, QKeySequence::AddTab);
        const std::vector<Tab *> tabs = area(window)->tabs();
        QTest::keySequence(window, QKeySequence("Ctrl+Tab"));
        QCOMPARE(area(window)->current(), tabs[0]);
        QTest::keySequence(window, QKeySequence("Ctrl+Shift+Tab"));
        QCOMPARE(area(window)->current(), tabs[2]);
    }

    void aLossIsAskedAboutOnce()
    {
        MainWindow *window = open(make("loss.db"));
        note(window, "draft");
        QTest::keySequence(window, QKeySequence("Ctrl+W"));
        QMessageBox *box = question(window);
        QVERIFY(box->text().contains("draft"));
        QTest::keyClick(box, Qt::Key_Escape);
        QCOMPARE(titles(window), (QStringList{"browse", "notes"}));
        QTRY_VERIFY(window->findChild<QMessageBox *>("confirmLoss") == nullptr);
        window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window));
        QTest::keySequence(window, QKeySequence("Ctrl+W"));
        answer(question(window), QMessageBox::DestructiveRole);
        QCOMPARE(titles(window), QStringList{"browse"});
    }

    void theWindowAsksBeforeALossOnly()
    {
        QPointer<MainWindow> window = open(make("window-loss.db"));
        note(window, "draft");
        window->close();
        QVERIFY(window->isVisible());
        answer(question(window), QMessageBox::DestructiveRole);
        QTRY_VERIFY(window.isNull());
        window = open(make("window-loss.db"));
        window->close();
        QTRY_VERIFY(window.isNull());
    }

    void splitsByCommandAndBack()
    {
        MainWindow *window = open(make("split.db"));
        Tab *draft = note(window, "right");
        QTest::keySequence(window, QKeySequence("Ctrl+\\"));
        QCOMPARE(area(window)->groups().size(), std::size_t{2});
        QCOMPARE(area(window)->current(), draft);
        QCOMPARE(window->findChildren<QSplitter *>("tabSplitter").front()->orientation(), Qt::Horizontal);
        QVERIFY(field(draft)->isVisible());
        QCOMPARE(field(draft)->text(), QString("right"));
        QTest::keySequence(window, QKeySequence("F6"));
        QCOMPARE(area(window)->current()->feature().id, QString("browse"));
        // Alone in its group: a second page of the feature, below.
        QTest::keySequence(window, QKeySequence("Ctrl+Shift+\\"));
        QCOMPARE(area(window)->groups().size(), std::size_t{3});
        QCOMPARE(titles(window), (QStringList{"browse", "browse", "notes"}));
        QTest::keySequence(window, QKeySequence("Shift+F6")); // to the notes
        QCOMPARE(area(window)->groups().size(), std::size_t{2});
        QCOMPARE(titles(window), (QStringList{"browse", "notes", "browse"}));
        command(window, "shell.closeSplit")->trigger();
        QCOMPARE(area(window)->groups().size(), std::size_t{1});
        QCOMPARE(area(window)->tabs().size(), std::size_t{3});
        QVERIFY(area(window)->current()->page()->isVisible());
        QCOMPARE(area(window)->currentGroup()->size(), area(window)->size()); // nothing is left of the splits
    }

    void closingTheLastTabOfASplitClosesIt()
    {
        MainWindow *window = open(make("split-close.db"));
        QTest::keySequence(window, QKeySequence::AddTab);
        QTest::keySequence(window, QKeySequence("Ctrl+\\"));
        QCOMPARE(area(window)->groups().size(), std::size_t{2});
        QTest::keySequence(window, QKeySequence("Ctrl+W"));
        QCOMPARE(area(window)->groups().size(), std::size_t{1});
        QVERIFY(area(window)->current()->page()->isVisible());
    }

    void tabsAreDraggedIntoSplitsAndBars()
    {
        MainWindow *window = open(make("drag.db"));
        Tab *draft = note(window, "dragged");
        TabGroup *left = area(window)->currentGroup();
        drag(left, 1, left, QPoint(left->width() - 40, left->height() / 2)); // to the right edge
        QTest::qWait(10);                                                    // the splits take their places
        QCOMPARE(area(window)->groups().size(), std::size_t{2});
        TabGroup *right = area(window)->groupOf(draft);
        QVERIFY(right != left);
        QVERIFY(right->mapTo(window, QPoint()).x() > left->mapTo(window, QPoint()).x());
        drag(right, 0, left->bar(), QPoint(left->width() - 60, 10)); // back behind the other
        QCOMPARE(area(window)->groups().size(), std::size_t{1});
        QCOMPARE(titles(window), (QStringList{"browse", "notes"}));
        drag(left, 1, left->bar(), QPoint(4, 10)); // inside the bar
        QCOMPARE(titles(window), (QStringList{"notes", "browse"}));
        drag(left, 0, left, QPoint(left->width() / 2, left->height() - 20)); // to the lower edge
        QCOMPARE(window->findChildren<QSplitter *>("tabSplitter").front()->orientation(), Qt::Vertical);
        QVERIFY(!window->findChild<QWidget *>("dropHint")->isVisible());
    }

    void aFocusedSplitIsTheCurrentOne()
    {
        MainWindow *window = open(make("focus.db"));
        QTest::keySequence(window, QKeySequence::AddTab);
        Tab *first = area(window)->current();
        QTest::keySequence(window, QKeySequence::AddTab);
        Tab *second = area(window)->current();
        QTest::keySequence(window, QKeySequence("Ctrl+\\"));
        QCOMPARE(area(window)->current(), second);
        QTest::mouseClick(area(window)->groups().front()->bar(), Qt::LeftButton, {},
                          area(window)->groups().front()->bar()->tabRect(1).center());
        QCOMPARE(area(window)->current(), first);
        field(second)->setFocus();
        QTRY_COMPARE(area(window)->current(), second);
    }

    void aPageOpensAnotherWhereItWasAsked()
    {
        MainWindow *window = open(make("open.db"));
        window->open({"notes", {{"text", "one"}}, OpenRequest::Placement::Existing});
        window->open({"notes", {{"text", "two"}}, OpenRequest::Placement::Existing});
        QCOMPARE(titles(window), (QStringList{"browse", "notes"}));
        QCOMPARE(field(area(window)->current())->text(), QString("two"));
        window->open({"notes", {{"text", "three"}}, OpenRequest::Placement::NewTab});
        QCOMPARE(titles(window), (QStringList{"browse", "notes", "notes"}));
        window->open({"notes", {{"text", "four"}}, OpenRequest::Placement::Beside});
        QCOMPARE(area(window)->groups().size(), std::size_t{2});
        QCOMPARE(area(window)->groups().back()->count(), 1);
        QVERIFY(window->open({"nothing", {}, OpenRequest::Placement::NewTab}) == nullptr);
    }

    void aFeatureWithoutDatabaseOpensInAnEmptyWindow()
    {
        MainWindow *window = m_workbench->openWindow({});
        QVERIFY(QTest::qWaitForWindowActive(window));
        QVERIFY(window->showFeature("notes") == nullptr);
        QVERIFY(window->showFeature("preferences") != nullptr);
        QVERIFY(window->findChild<QLineEdit *>("preferencesField")->isVisible());
        QTest::keySequence(window, QKeySequence("Ctrl+W"));
        QVERIFY(window->findChild<QPushButton *>("openDatabase")->isVisible());
    }

    void severalDatabasesInOneWindow()
    {
        MainWindow *window = open(make("first.db"));
        DatabaseSession *first = window->session();
        window->openDatabase(make("second.db"));
        QTRY_COMPARE(titles(window), (QStringList{"browse", "browse"}));
        QCOMPARE(window->session()->name(), QString("second.db"));
        QVERIFY(window->windowTitle().contains("second.db"));
        const shell::TabBar *bar = area(window)->currentGroup()->bar();
        QTRY_VERIFY(bar->tabText(0).contains("first.db")); // the tabs say which one
        auto *chooser = window->findChild<QToolButton *>("databaseName");
        QCOMPARE(chooser->text(), QString("second.db"));
        emit chooser->menu()->aboutToShow();
        QAction *toFirst = chooser->menu()->actions().front();
        QCOMPARE(toFirst->text(), QString("first.db"));
        toFirst->trigger();
        QCOMPARE(window->session(), first);
        QCOMPARE(area(window)->current()->session(), first);
        QCOMPARE(chooser->text(), QString("first.db"));
        window->openDatabase(make("second.db")); // is open: shown, not opened again
        QCOMPARE(window->sessions().size(), std::size_t{2});
        QCOMPARE(window->session()->name(), QString("second.db"));
        QTest::keySequence(window, QKeySequence("Ctrl+Shift+W"));
        QCOMPARE(window->sessions().size(), std::size_t{1});
        QCOMPARE(titles(window), QStringList{"browse"});
        QCOMPARE(window->session(), first);
        QVERIFY(!bar->tabText(0).contains("first.db"));
    }

    void eachDatabaseKeepsItsMoment()
    {
        const QString path = make("moments.db");
        sqlite::ConnectionOptions write;
        write.access = sqlite::Access::ReadWrite;
        sqlite::Connection(path.toStdString(), write).execute("PRAGMA journal_mode=WAL");
        timeline::RecorderOptions options;
        options.location.database = path.toStdString();
        timeline::Recorder(options, {}).close();
        MainWindow *window = open(path);
        DatabaseSession *first = window->session();
        QTRY_COMPARE(first->commits()->rowCount(), 1);
        first->lookAt(first->commits()->commitAt(0));
        auto *chip = window->findChild<QToolButton *>("timeChip");
        QVERIFY(chip->text().contains("SCN 1"));
        window->openDatabase(make("other.db"));
        QTRY_COMPARE(area(window)->tabs().size(), std::size_t{2});
        QCOMPARE(chip->text(), QString("Now"));
        window->showDatabase(first);
        QVERIFY(chip->text().contains("SCN 1"));
        QTest::mouseClick(window->findChild<QPushButton *>("returnToNow"), Qt::LeftButton);
        QVERIFY(!first->point());
    }

    void twoWindowsShareAFileAndNotTheMoment()
    {
        const QString path = make("shared.db");
        const QString link = m_folder.filePath("link.db");
        QVERIFY(QFile::link(path, link));
        QPointer<MainWindow> one = open(path);
        MainWindow *two = open(link);
        QVERIFY(one->session() != two->session());
        QCOMPARE(one->session()->database(), two->session()->database());
        QCOMPARE(one->session()->recording(), two->session()->recording());
        one->close();
        QTRY_VERIFY(one.isNull());
        QCOMPARE(two->session()->state(), DatabaseSession::State::Open);
        QVERIFY(two->session()->database() != nullptr);
    }

    void windowsComeBackAsTheyWereLeft()
    {
        MainWindow *one = open(make("kept-1.db"));
        one->openDatabase(make("kept-2.db"));
        QTRY_COMPARE(area(one)->tabs().size(), std::size_t{2});
        one->open({"notes", {}, OpenRequest::Placement::NewTab});
        one->open({"preferences", {{"text", "quiet"}}, OpenRequest::Placement::NewTab});
        QTest::keySequence(one, QKeySequence("Ctrl+\\"));
        one->resize(1100, 700);
        MainWindow *two = open(make("kept-3.db"));
        two->showFeature("notes");
        m_workbench->quitAtOnce();
        start();
        m_workbench->start({}, false);
        const auto windows = m_workbench->openWindows();
        QCOMPARE(windows.size(), std::size_t{2});
        MainWindow *again = windows.front();
        QCOMPARE(again->size(), QSize(1100, 700));
        QCOMPARE(titles(again), (QStringList{"browse", "browse", "notes", "preferences"}));
        QCOMPARE(area(again)->groups().size(), std::size_t{2});
        QCOMPARE(area(again)->current()->feature().id, QString("preferences"));
        QCOMPARE(field(area(again)->current())->text(), QString("quiet"));
        QTRY_COMPARE(again->sessions().size(), std::size_t{2});
        for (const DatabaseSession *session : again->sessions()) {
            QTRY_COMPARE(session->state(), DatabaseSession::State::Open);
        }
        QCOMPARE(area(again)->tabs()[1]->session()->name(), QString("kept-2.db"));
        QVERIFY(area(again)->tabs()[0]->page() == nullptr); // not seen yet, not made yet
        QTRY_VERIFY(area(again)->tabs()[2]->page() != nullptr);
        QTRY_COMPARE(titles(windows.back()), (QStringList{"browse", "notes"}));
    }

    void whatWasTypedIsKeptForTheNextStart()
    {
        MainWindow *window = open(make("state.db"));
        note(window, "remember");
        m_workbench->quitAtOnce();
        start();
        m_workbench->start({}, false);
        window = m_workbench->openWindows().front();
        QTRY_VERIFY(area(window)->current()->page() != nullptr);
        QCOMPARE(field(area(window)->current())->text(), QString("remember"));
    }

    void aMissingFileIsToldAndNotForgotten()
    {
        const QString path = make("gone.db");
        open(path);
        m_workbench->quitAtOnce();
        QVERIFY(QFile::rename(path, path + ".away"));
        start();
        m_workbench->start({make("there.db")}, false);
        MainWindow *window = m_workbench->openWindows().front();
        QTRY_COMPARE(window->sessions().size(), std::size_t{2});
        QTRY_COMPARE(window->messages()->count(), 1);
        QTRY_COMPARE(window->session()->name(), QString("there.db"));
        QTRY_COMPARE(titles(window), (QStringList{"browse", "browse"}));
        m_workbench->quitAtOnce();
        start();
        m_workbench->start({}, false);
        window = m_workbench->openWindows().front();
        area(window)->show(area(window)->tabs().front());
        auto *retry = area(window)->tabs().front()->findChild<QPushButton *>("tabRetry");
        QTRY_VERIFY(retry->isVisible());
        QVERIFY(QFile::rename(path + ".away", path));
        QTest::mouseClick(retry, Qt::LeftButton);
        QTRY_VERIFY(area(window)->tabs().front()->page() != nullptr);
    }

    void aWindowThatIsClosedDoesNotComeBackButTheLastOneDoes()
    {
        QPointer<MainWindow> one = open(make("one.db"));
        MainWindow *two = open(make("two.db"));
        one->close();
        QTRY_VERIFY(one.isNull());
        two->close();
        start();
        m_workbench->start({}, false);
        QCOMPARE(m_workbench->openWindows().size(), std::size_t{1});
        QCOMPARE(m_workbench->openWindows().front()->sessions().front()->name(), QString("two.db"));
    }

    void quittingAsksOnceForAllWindows()
    {
        MainWindow *one = open(make("quit-1.db"));
        note(one, "first");
        QPointer<MainWindow> two = open(make("quit-2.db"));
        QVERIFY(QTest::qWaitForWindowActive(two));
        note(two, "second");
        QTest::keySequence(two, QKeySequence("Ctrl+Q"));
        QMessageBox *box = question(two);
        QVERIFY(box->text().contains("first") && box->text().contains("second"));
        answer(box, QMessageBox::DestructiveRole);
        QTRY_VERIFY(two.isNull());
        QVERIFY(m_workbench->openWindows().empty());
    }

    void resetLayoutPutsAllTabsTogether()
    {
        MainWindow *window = open(make("reset.db"));
        QTest::keySequence(window, QKeySequence("Ctrl+\\"));
        QTest::keySequence(window, QKeySequence("Ctrl+Shift+\\"));
        window->resize(900, 600);
        command(window, "shell.resetLayout")->trigger();
        QCOMPARE(area(window)->groups().size(), std::size_t{1});
        QCOMPARE(area(window)->tabs().size(), std::size_t{3});
        QCOMPARE(window->size(), QSize(1280, 800));
    }

    void thePaletteFindsCommandsByKeyboard()
    {
        MainWindow *window = open(make("palette.db"));
        Tab *draft = note(window, "x");
        QTest::keySequence(window, QKeySequence("Ctrl+Shift+P"));
        auto *palette = window->findChild<QWidget *>("commandPalette");
        auto *typed = palette->findChild<QLineEdit *>("paletteField");
        auto *list = palette->findChild<QListView *>("paletteList");
        QVERIFY(palette->isVisible() && typed->hasFocus());
        QTest::keyClicks(typed, "spri"); // SPlit RIght
        QCOMPARE(list->currentIndex().data().toString(), QString("Split right"));
        QCOMPARE(list->currentIndex().data(shell::PaletteModel::KeysRole).toString(), QString("Ctrl+\\"));
        QTest::keyClick(typed, Qt::Key_Return);
        QVERIFY(!palette->isVisible());
        QCOMPARE(area(window)->groups().size(), std::size_t{2});
        QVERIFY(field(draft)->hasFocus()); // back where it was
        QTest::keySequence(window, QKeySequence("Ctrl+Shift+P"));
        QCOMPARE(list->model()->index(0, 0).data().toString(), QString("Split right")); // used last
        QTest::keyClick(typed, Qt::Key_Down);
        QCOMPARE(list->currentIndex().row(), 1);
        QTest::keyClick(typed, Qt::Key_Escape);
        QVERIFY(!palette->isVisible());
        QVERIFY(field(draft)->hasFocus());
    }

    void thePaletteFindsTablesAndPageCommands()
    {
        MainWindow *window = open(make("palette-tables.db"));
        area(window)->current()->setFocus();
        QTest::keySequence(window, QKeySequence("Ctrl+Shift+P"));
        auto *typed = window->findChild<QLineEdit *>("paletteField");
        auto *list = window->findChild<QListView *>("paletteList");
        QTest::keyClicks(typed, "refresh"); // of the page, not of the window
        QVERIFY(list->model()->rowCount() > 0);
        typed->clear();
        QTest::keyClicks(typed, "t");
        const auto rowOf = [list](const QString &text) {
            return list->model()->match(list->model()->index(0, 0), Qt::DisplayRole, text, 1,
                                        Qt::MatchExactly);
        };
        QTRY_VERIFY(!rowOf("t").isEmpty());
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, [&] {
            list->scrollTo(rowOf("t").front());
            return list->visualRect(rowOf("t").front()).center();
        }());
        QTRY_COMPARE(area(window)->current()->title(), QString("t"));
        QVERIFY(!window->findChild<QWidget *>("commandPalette")->isVisible());
    }

    void aLockedFileIsOfferedAgain()
    {
        const QString path = make("locked.db");
        sqlite::ConnectionOptions options;
        options.access = sqlite::Access::ReadWrite;
        auto holder = std::make_unique<sqlite::Connection>(path.toStdString(), options);
        holder->execute("PRAGMA journal_mode=WAL; PRAGMA locking_mode=EXCLUSIVE; INSERT INTO t VALUES (2)");
        MainWindow *window = m_workbench->openWindow(path);
        QTRY_COMPARE_WITH_TIMEOUT(window->messages()->count(), 1, 10000);
        QPushButton *retry = nullptr;
        for (QPushButton *button : window->messages()->findChildren<QPushButton *>()) {
            retry = button->text() == "Try again" ? button : retry;
        }
        QVERIFY(retry != nullptr);
        holder.reset();
        QTest::mouseClick(retry, Qt::LeftButton);
        QTRY_COMPARE(window->session()->state(), DatabaseSession::State::Open);
    }
};

QTEST_MAIN(FrameTest)
#include "tst_frame.moc"
