// The three stories of docs/stories.md, in the window over the demo, by clicks and keys: a wrong UPDATE
// undone, a dropped table restored, a bad import undone. With STRANDLINE_PICTURES set to a folder it saves
// the stories' pictures there.
#include "app/workbench/translations.h"
#include "app/workbench/workbench.h"
#include "engine/demo/demo.h"
#include "models/flashback/transactions_model.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"
#include "views/browse/browse_page.h"
#include "views/browse/data_pane.h"
#include "views/common/grid/data_grid.h"
#include "views/common/grid/rows_pane.h"
#include "views/flashback/flashback_page.h"
#include "views/flashback/table_pane.h"
#include "views/flashback/undo_graph.h"
#include "views/shell/main_window.h"

#include <QContextMenuEvent>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTabBar>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace strandline;
using flashback::FlashbackPage;

namespace {

class StoriesTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_translations.use(QLocale("en_US")); }
    void init()
    {
        m_folder = std::make_unique<test::TempFolder>();
        demo::DemoOptions options;
        options.folder = m_folder->file("demo");
        // Pictures of the demo that people have.
        options.scale = qEnvironmentVariableIsSet("STRANDLINE_PICTURES") ? 1.0 : 0.1;
        m_demo = demo::buildDemo(options, {});
        m_workbench =
            std::make_unique<workbench::Workbench>(QString::fromStdString(m_folder->file("settings.ini")));
        m_window = m_workbench->openWindow(QString::fromStdString(m_demo.database));
        m_window->resize(1280, 800);
        QTRY_VERIFY(m_window->session()->database());
        m_page = static_cast<FlashbackPage *>(m_window->showFeature("flashback"));
        QTRY_COMPARE(m_window->session()->commits()->rowCount(), static_cast<int>(m_demo.commits));
        if (auto *later = m_window->findChild<QPushButton *>("recordNo"); later && later->isVisible()) {
            QTest::mouseClick(later, Qt::LeftButton);
        }
    }

    void cleanup() { m_workbench.reset(); }

    void aWrongUpdateIsUndone()
    {
        const demo::PlantedMishap &mishap = planted("update-without-where");
        test::PlainDatabase shop(m_demo.database);
        const auto wrong = shop.integer("SELECT count(*) FROM customers WHERE street = 'Harbour Street 12'");
        QVERIFY(wrong > 100);
        // Which commits wrote that address?
        auto *text = find<QLineEdit>("filterText");
        text->setFocus();
        QTest::keyClicks(text, "Harbour Street 12");
        QTest::keyClick(text, Qt::Key_Return);
        auto *commits = find<QTableView>("commitList");
        QTRY_VERIFY(!m_page->transactions()->searching() && m_page->transactions()->matches());
        const int row = m_page->transactions()->rowOf(mishap.scn);
        QVERIFY(row >= 0);
        clickRow(commits, row);
        auto *changed = find<QTableView>("commitRows");
        QTRY_VERIFY(changed->model()->rowCount() > 100);
        QTRY_VERIFY(find<QPushButton>("undoScript")->isVisible());
        picture("wrong-update-found");
        // What would undoing it do?
        click("undoTransaction");
        auto *words = find<QLabel>("undoWords");
        QTRY_VERIFY(find<QTableView>("undoDependencies")->isVisible());
        QVERIFY(!find<QPushButton>("undoAccept")->isEnabled()); // some were typed in again since
        QVERIFY(find<flashback::UndoGraph>("undoGraph")->nodeCount() > 1);
        picture("wrong-update-conflicts");
        clickSegment("Rows without conflict");
        QTRY_VERIFY2(find<QPushButton>("undoAccept")->isEnabled(), qPrintable(words->text()));
        picture("wrong-update-dry-run");
        QCOMPARE(shop.integer("SELECT count(*) FROM customers WHERE street = 'Harbour Street 12'"), wrong);
        click("undoAccept");
        QTRY_VERIFY(shop.integer("SELECT count(*) FROM customers WHERE street = 'Harbour Street 12'") <
                    wrong / 10);
        QTRY_VERIFY(find<QTableView>("commitRows")->isVisible() || !m_window->session()->point());
        picture("wrong-update-undone");
    }

    void aDroppedTableIsRestored()
    {
        const demo::PlantedMishap &mishap = planted("dropped-table");
        test::PlainDatabase shop(m_demo.database);
        const auto now = shop.integer("SELECT count(*) FROM coupons"); // made anew, from the newsletter
        clickTab("Recycle bin");
        auto *bin = find<QTableView>("recycleBin");
        QTRY_VERIFY(bin->model()->rowCount() > 0);
        const int row = rowWith(bin, "coupons");
        QVERIFY(row >= 0);
        clickRow(bin, row);
        auto *name = find<QLineEdit>("droppedName");
        QTRY_VERIFY(name->isVisible());
        name->selectAll();
        QTest::keyClicks(name, "coupons_of_then");
        auto *back = find<QPushButton>("bringBack");
        QTRY_VERIFY(back->isEnabled());
        picture("dropped-table-found");
        QTest::mouseClick(back, Qt::LeftButton);
        QTRY_COMPARE(shop.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'coupons_of_then'"), 1);
        QVERIFY(shop.integer("SELECT count(*) FROM coupons_of_then") > now);
        QCOMPARE(shop.integer("SELECT count(*) FROM coupons"), now);
        QVERIFY(mishap.scn.value > 0);
        picture("dropped-table-restored");
    }

    void aBadImportIsUndone()
    {
        const demo::PlantedMishap &mishap = planted("bad-import");
        test::PlainDatabase shop(m_demo.database);
        // One product that costs a hundred times too much: what happened to it?
        const auto product =
            shop.integer("SELECT id FROM products WHERE price > 100 ORDER BY price DESC LIMIT 1");
        const auto dear = shop.integer("SELECT count(*) FROM products WHERE price > 100");
        auto *browse = static_cast<browse::BrowsePage *>(m_window->showFeature("browse"));
        QTRY_VERIFY(browse->schema()->loaded());
        browse->chooseTable("products");
        browse->data()->jump("=" + QString::number(product));
        grid::DataGrid *products = browse->data()->rowsPane()->grid();
        QTRY_COMPARE(products->currentIndex().siblingAtColumn(0).data().toString(), QString::number(product));
        QContextMenuEvent menuKey(QContextMenuEvent::Keyboard, {}, {});
        QApplication::sendEvent(products, &menuKey);
        for (QAction *action : products->findChild<QMenu *>("cellMenu")->actions()) {
            if (action->text() == "History of this row") {
                action->trigger();
            }
        }
        QTRY_COMPARE(m_page->pane(), "row");
        QVERIFY(m_page->isVisible());
        auto *versions = find<QTableView>("rowVersions");
        QTRY_VERIFY(versions->model()->rowCount() > 1);
        picture("bad-import-row");
        // The table as it was before the import, beside now.
        const timeline::Commit *before = m_window->session()->commits()->find(mishap.before);
        QVERIFY(before != nullptr);
        m_window->session()->lookAt(*before);
        clickTab("Table then and now");
        auto *table = m_page->showPane<flashback::TablePane>("table");
        QTRY_VERIFY(table->tables()->loaded());
        table->chooseTable("products");
        QTRY_VERIFY(table->comparison()->upToDate() && table->comparison()->updated() > 0);
        picture("bad-import-then-and-now");
        auto *grid = find<grid::DataGrid>("pastGrid");
        grid->selectAll();
        QAction *putBack = nullptr;
        for (QAction *action : find<QToolButton>("putBack")->actions()) {
            if (action->text().startsWith("Put the selected rows")) {
                putBack = action;
            }
        }
        QVERIFY(putBack != nullptr);
        putBack->trigger();
        auto *run = find<QPushButton>("putBackRun");
        QTRY_VERIFY2(run->isEnabled(), qPrintable(find<QLabel>("putBackMessage")->text()));
        picture("bad-import-dry-run");
        QCOMPARE(shop.integer("SELECT count(*) FROM products WHERE price > 100"), dear);
        QTest::mouseClick(run, Qt::LeftButton);
        QTRY_VERIFY(shop.integer("SELECT count(*) FROM products WHERE price > 100") < dear);
        picture("bad-import-undone");
    }

private:
    template <typename W>
    W *find(const char *name) const
    {
        W *widget = m_page->findChild<W *>(name);
        if (widget == nullptr) {
            qFatal("no widget %s", name);
        }
        return widget;
    }
    const demo::PlantedMishap &planted(const char *kind) const
    {
        const auto it = std::find_if(m_demo.planted.begin(), m_demo.planted.end(),
                                     [&](const auto &mishap) { return mishap.kind == kind; });
        if (it == m_demo.planted.end()) {
            qFatal("the demo has no %s", kind);
        }
        return *it;
    }
    void click(const char *name) const { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }
    void clickSegment(const QString &text) const
    {
        for (QToolButton *segment : find<QWidget>("undoPanel")->findChildren<QToolButton *>()) {
            if (segment->text() == text) {
                QTest::mouseClick(segment, Qt::LeftButton);
                return;
            }
        }
        QFAIL(qPrintable(text));
    }
    void clickTab(const QString &title) const
    {
        auto *tabs = find<QTabBar>("explorerTabs");
        for (int i = 0; i < tabs->count(); ++i) {
            if (tabs->tabText(i) == title) {
                QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(i).center());
                return;
            }
        }
        QFAIL(qPrintable(title));
    }
    static void clickRow(QTableView *view, int row)
    {
        view->scrollTo(view->model()->index(row, 0));
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {},
                          view->visualRect(view->model()->index(row, 0)).center());
    }
    static int rowWith(const QTableView *view, const QString &text)
    {
        for (int row = 0; row < view->model()->rowCount(); ++row) {
            for (int column = 0; column < view->model()->columnCount(); ++column) {
                if (view->model()->index(row, column).data().toString() == text) {
                    return row;
                }
            }
        }
        return -1;
    }
    void picture(const QString &name) const
    {
        const QString folder = qEnvironmentVariable("STRANDLINE_PICTURES");
        if (!folder.isEmpty()) {
            QTest::qWait(100); // what is still being drawn
            QVERIFY(QDir().mkpath(folder));
            QVERIFY(m_window->grab().save(folder + "/" + name + ".png"));
        }
    }

    workbench::Translations m_translations{qEnvironmentVariable("STRANDLINE_TRANSLATIONS")};
    std::unique_ptr<test::TempFolder> m_folder;
    demo::DemoReport m_demo;
    std::unique_ptr<workbench::Workbench> m_workbench;
    shell::MainWindow *m_window = nullptr;
    FlashbackPage *m_page = nullptr;
};

} // namespace

QTEST_MAIN(StoriesTest)
#include "tst_stories.moc"
