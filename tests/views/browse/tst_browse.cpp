// Browse as a person uses it: the schema tree, the panes of a table, the database as a whole. Real clicks and
// keys, offscreen.
#include "app/workbench/workbench.h"
#include "views/browse/browse_page.h"
#include "views/browse/database_pane.h"
#include "views/browse/facts_pane.h"
#include "views/browse/sizes_pane.h"
#include "views/browse/sql_view.h"
#include "views/common/editor/sql_editor.h"
#include "views/common/grid/data_grid.h"
#include "views/common/schema/schema_pane.h"
#include "views/diagram/diagram_page.h"
#include "views/diagram/diagram_view.h"
#include "views/search/search_page.h"
#include "views/shell/main_window.h"
#include "views/shell/tab_area.h"
#include "views/transfer/export_page.h"
#include "views/transfer/import_page.h"
#include "views/worksheet/worksheet_page.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeView>
#include <Qsci/qsciscintilla.h>

using namespace strandline;
using browse::BrowsePage;
using browse::Pane;

namespace {
const char *const shop = "CREATE TABLE customer(id INTEGER PRIMARY KEY, name TEXT NOT NULL);"
                         "CREATE TABLE purchase(id INTEGER PRIMARY KEY, customer INT REFERENCES customer ON "
                         "DELETE CASCADE, price);"
                         "CREATE INDEX by_customer ON purchase(customer);"
                         "CREATE TRIGGER note AFTER INSERT ON purchase BEGIN SELECT 1; END;"
                         "INSERT INTO customer VALUES (1, 'Ada');"
                         "INSERT INTO purchase VALUES (1, 1, 10), (2, 1, 20), (3, 1, 30);";
}

class BrowseViewTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<workbench::Workbench> m_workbench;
    shell::MainWindow *m_window = nullptr;
    BrowsePage *m_page = nullptr;
    QString m_path;

    static void write(const QString &path, const std::string &sql)
    {
        sqlite::ConnectionOptions options;
        options.access = sqlite::Access::Create;
        sqlite::Connection(path.toStdString(), options).execute(sql);
    }

    template <typename W>
    W *find(const char *name) const
    {
        W *widget = m_page->findChild<W *>(name);
        if (widget == nullptr) {
            qFatal("no widget %s", name);
        }
        return widget;
    }

    QModelIndex treeIndex(const QString &table) const { return m_page->schema()->indexOfTable(table); }

    void click(QAbstractItemView *view, const QModelIndex &index)
    {
        view->scrollTo(index);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(index).center());
    }

    QAction *menuAction(const QString &table, const QString &text)
    {
        QTreeView *tree = m_page->schemaPane()->tree();
        tree->scrollTo(treeIndex(table));
        emit tree->customContextMenuRequested(tree->visualRect(treeIndex(table)).center());
        for (QMenu *menu : m_page->findChildren<QMenu *>()) {
            for (QAction *action : menu->actions()) {
                if (menu->isVisible() && action->text() == text) {
                    return action;
                }
            }
        }
        return nullptr;
    }

private slots:
    void init()
    {
        const QString name = QString::fromLatin1(QTest::currentTestFunction());
        m_workbench = std::make_unique<workbench::Workbench>(m_folder.filePath(name + ".ini"));
        m_path = m_folder.filePath(name + ".db");
        write(m_path, shop);
        m_window = m_workbench->openWindow(m_path);
        m_window->resize(1280, 800);
        QTRY_VERIFY(m_window->session()->database());
        m_page = static_cast<BrowsePage *>(m_window->showFeature("browse"));
        QTRY_VERIFY(m_page->schema()->loaded());
        QTRY_COMPARE(m_page->table(), QString("purchase")); // the largest
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window));
        m_page->setFocus();
    }
    void cleanup() { m_workbench.reset(); }

    void tabsShowWhatATableConsistsOf()
    {
        auto *tabs = find<QTabBar>("tableTabs");
        QCOMPARE(tabs->tabText(1), QString("Columns 3"));
        QCOMPARE(tabs->tabText(2), QString("Indexes 1"));
        QCOMPARE(tabs->tabText(4), QString("Foreign keys 1"));
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(1).center());
        const auto *columns = m_page->structure()->facts(Pane::Columns);
        QVERIFY(columns->isVisible());
        QCOMPARE(columns->grid()->model()->index(1, 1).data().toString(), QString("customer"));
        QTest::keyClick(m_page, Qt::Key_6, Qt::AltModifier);
        QVERIFY(m_page->structure()->statements()->isVisible());
        QVERIFY(m_page->structure()->statements()->sql().contains("CREATE TRIGGER note"));
        QTest::keyClick(m_page, Qt::Key_7, Qt::AltModifier);
        auto *sizes = m_page->structure()->sizes();
        QVERIFY(sizes->isVisible());
        QTRY_COMPARE(sizes->sizes()->state(), browse::SizesModel::State::Ready);
        QCOMPARE(sizes->sizes()->rowCount(), 2);
        QTest::keyClick(m_page, Qt::Key_1, Qt::AltModifier);
        QVERIFY(!m_page->structure()->isVisible());
    }

    void foreignKeysLeadToTheOtherTable()
    {
        m_page->setPane(Pane::ForeignKeys);
        auto *grid = m_page->structure()->facts(Pane::ForeignKeys)->grid();
        QTRY_VERIFY(grid->isVisible());
        click(grid, grid->model()->index(0, 2));
        QCOMPARE(m_page->table(), QString("customer"));
        QCOMPARE(grid->model()->index(0, 0).data().toString(), QString("is referenced by"));
        grid->setCurrentIndex(grid->model()->index(0, 0));
        QTest::keyClick(grid, Qt::Key_Return); // and back by key
        QCOMPARE(m_page->table(), QString("purchase"));
        QCOMPARE(m_page->schemaPane()->tree()->currentIndex().data().toString(), QString("purchase"));
    }

    void theTreeLeadsToTheParts()
    {
        QTreeView *tree = m_page->schemaPane()->tree();
        auto *filter = find<QLineEdit>("schemaFilter");
        QTest::keySequence(m_page, QKeySequence::Find);
        QTRY_VERIFY(filter->hasFocus());
        QTest::keyClicks(filter, "by_cust");
        QTRY_VERIFY(tree->isExpanded(treeIndex("purchase"))); // unfolded down to the match
        QTest::keyClick(filter, Qt::Key_Down);
        QTest::keyClick(tree, Qt::Key_Down);
        QCOMPARE(tree->currentIndex().data().toString(), QString("by_customer"));
        QTest::keyClick(tree, Qt::Key_Return);
        QCOMPARE(m_page->pane(), Pane::Indexes);
        QTest::keySequence(m_page, QKeySequence::Find);
        QTest::keyClick(filter, Qt::Key_Escape);
        QTRY_VERIFY(treeIndex("customer").isValid());
        QVERIFY(!tree->isExpanded(treeIndex("purchase"))); // as it was before
        QCOMPARE(m_page->table(), QString("purchase"));
    }

    void foldingAndChoiceSurviveOtherPrograms()
    {
        QTreeView *tree = m_page->schemaPane()->tree();
        tree->expand(treeIndex("customer"));
        click(tree, m_page->schema()->index(1, 0, treeIndex("customer")));
        QCOMPARE(m_page->table(), QString("customer"));
        write(m_path, "CREATE TABLE aardvark(a); ALTER TABLE customer ADD COLUMN city");
        QTRY_VERIFY(treeIndex("aardvark").isValid()); // by itself: nothing records, and nobody asked
        QVERIFY(tree->isExpanded(treeIndex("customer")));
        QCOMPARE(tree->currentIndex().data().toString(), QString("name"));
        QCOMPARE(find<QTabBar>("tableTabs")->tabText(1), QString("Columns 3"));
        QCOMPARE(m_page->table(), QString("customer"));
    }

    void systemTablesAreBehindAToggle()
    {
        QVERIFY(!treeIndex("sqlite_schema").isValid());
        QTest::mouseClick(find<QToolButton>("systemTables"), Qt::LeftButton);
        QTRY_VERIFY(treeIndex("sqlite_schema").isValid());
    }

    void theMenuCopiesAndOpens()
    {
        QAction *copy = menuAction("customer", "Copy SELECT");
        QVERIFY(copy != nullptr);
        copy->trigger();
        QCOMPARE(QApplication::clipboard()->text(), QString("SELECT \"id\", \"name\"\nFROM \"customer\";\n"));
        QAction *ddl = menuAction("customer", "Copy DDL");
        QVERIFY(ddl != nullptr);
        ddl->trigger();
        QVERIFY(QApplication::clipboard()->text().startsWith("CREATE TABLE customer"));
    }

    void theMenuLeadsToTheOtherPages()
    {
        const auto follow = [this](const char *text, auto *page) {
            m_window->showFeature("browse");
            QAction *action = menuAction("customer", text);
            if (action == nullptr) {
                qFatal("no action %s", text);
            }
            action->trigger();
            return qobject_cast<decltype(page)>(m_window->tabArea()->current()->page());
        };
        worksheet::WorksheetPage *sheet = nullptr;
        sheet = follow("Open in a worksheet", sheet);
        QVERIFY(sheet != nullptr && sheet->isVisible());
        QCOMPARE(sheet->editor()->text(), QString("SELECT \"id\", \"name\"\nFROM \"customer\";\n"));
        QTRY_VERIFY(sheet->findChild<grid::DataGrid *>() != nullptr); // it ran
        search::SearchPage *search = nullptr;
        search = follow("Search in this table", search);
        QVERIFY(search != nullptr && search->isVisible());
        QTRY_COMPARE(search->findChild<QComboBox *>("searchTable")->currentText(), QString("customer"));
        diagram::DiagramPage *diagram = nullptr;
        diagram = follow("Show in the diagram", diagram);
        QVERIFY(diagram != nullptr && diagram->isVisible());
        QTRY_COMPARE(diagram->view()->table(), QString("customer"));
        transfer::ExportPage *exporting = nullptr;
        exporting = follow("Export…", exporting);
        QVERIFY(exporting != nullptr && exporting->isVisible());
        QTRY_COMPARE(exporting->findChild<QComboBox *>("exportTable")->currentText(), QString("customer"));
        transfer::ImportPage *importing = nullptr;
        importing = follow("Import…", importing);
        QVERIFY(importing != nullptr && importing->isVisible());
        QCOMPARE(importing->findChild<QComboBox *>("importTable")->currentText(), QString("customer"));
    }

    void theMenuOffersWhatCanBeDone()
    {
        write(m_path, "CREATE VIEW names AS SELECT name FROM customer");
        QTRY_VERIFY(treeIndex("names").isValid());
        QVERIFY(menuAction("names", "Open in a worksheet") != nullptr);
        QVERIFY(menuAction("names", "Export…") != nullptr);
        QVERIFY(menuAction("names", "Show in the diagram") == nullptr); // it draws tables
        QVERIFY(menuAction("names", "Import…") == nullptr);
    }

    void nothingIsImportedIntoWhatIsOnlyRead()
    {
        m_window->close();
        m_window = m_workbench->openWindow(m_path, true);
        QTRY_VERIFY(m_window->session()->database());
        m_page = static_cast<BrowsePage *>(m_window->showFeature("browse"));
        QTRY_VERIFY(treeIndex("customer").isValid());
        QVERIFY(menuAction("customer", "Export…") != nullptr);
        QVERIFY(menuAction("customer", "Import…") == nullptr);
    }

    void statementsAreColoured()
    {
        QTest::keyClick(m_page, Qt::Key_6, Qt::AltModifier);
        const auto *view = m_page->structure()->statements()->findChild<QsciScintilla *>();
        QVERIFY(view != nullptr && view->isVisible());
        const QString sql = m_page->structure()->statements()->sql();
        const auto styleAt = [&](const char *what) {
            return view->SendScintilla(QsciScintilla::SCI_GETSTYLEAT,
                                       static_cast<unsigned long>(sql.indexOf(QLatin1String(what))));
        };
        QTRY_VERIFY(styleAt("CREATE TABLE") != styleAt("purchase")); // as far as it is shown
        QCOMPARE(styleAt("PRIMARY"), styleAt("CREATE TABLE"));
        QVERIFY(view->isReadOnly());
    }

    void theDatabaseAsAWhole()
    {
        QTreeView *tree = m_page->schemaPane()->tree();
        click(tree, m_page->schema()->indexOfDatabase());
        auto *database = m_page->database();
        QVERIFY(database->isVisible());
        QTRY_VERIFY(database->facts()->count() > 8);
        QTRY_COMPARE(database->sizes()->sizes()->state(), browse::SizesModel::State::Ready);
        QCOMPARE(database->sizes()->sizes()->bytes(), static_cast<std::uint64_t>(QFileInfo(m_path).size()));
        const int before = m_window->messages()->count();
        QTest::mouseClick(find<QPushButton>("browse.integrityCheck"), Qt::LeftButton);
        QTRY_COMPARE(m_window->messages()->count(), before + 1);
        const auto labels = m_window->messages()->findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(),
                            [](const QLabel *l) { return l->text().contains("No errors were found"); }));
        click(tree, treeIndex("customer"));
        QVERIFY(!database->isVisible());
        QCOMPARE(m_page->table(), QString("customer"));
    }

    void vacuumGivesFreePagesBack()
    {
        write(m_path, "WITH RECURSIVE c(n) AS (SELECT 10 UNION ALL SELECT n + 1 FROM c WHERE n < 20000) "
                      "INSERT INTO purchase SELECT n, 1, n FROM c; DELETE FROM purchase WHERE id > 5");
        const qint64 before = QFileInfo(m_path).size();
        QTest::keyClick(m_page, Qt::Key_0, Qt::AltModifier);
        QTRY_VERIFY(find<QPushButton>("browse.vacuum")->isVisible());
        QTest::mouseClick(find<QPushButton>("browse.vacuum"), Qt::LeftButton);
        QTRY_VERIFY(QFileInfo(m_path).size() < before / 4);
        QTRY_VERIFY(find<QPushButton>("browse.vacuum")->isEnabled());
    }
};

QTEST_MAIN(BrowseViewTest)
#include "tst_browse.moc"
