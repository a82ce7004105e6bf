// The three stories of docs/stories.md, in the window over the demo, by clicks and keys: a wrong UPDATE
// undone, a dropped table restored, a bad import undone. With STRANDLINE_PICTURES set to a folder it saves
// the stories' pictures there.
#include "app/workbench/translations.h"
#include "app/workbench/workbench.h"
#include "engine/demo/demo.h"
#include "models/flashback/transactions_model.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"
#include "views/common/grid/data_grid.h"
#include "views/flashback/flashback_page.h"
#include "views/flashback/table_pane.h"
#include "views/flashback/undo_graph.h"
#include "views/shell/main_window.h"

#include <QComboBox>
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
    static void clickRow(QTableView *view, int row)
    {
        view->scrollTo(view->model()->index(row, 0));
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {},
                          view->visualRect(view->model()->index(row, 0)).center());
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
