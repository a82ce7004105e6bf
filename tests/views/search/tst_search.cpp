// The page Search as a person uses it: the key, a text, Return, a match that leads to its row.
#include "app/workbench/workbench.h"
#include "engine/sqlite/connection.h"
#include "views/browse/browse_page.h"
#include "views/browse/data_pane.h"
#include "views/common/grid/rows_pane.h"
#include "views/search/search_page.h"
#include "views/shell/main_window.h"
#include "views/shell/tab_area.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using namespace strandline;
using search::SearchModel;
using search::SearchPage;

class SearchViewTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<workbench::Workbench> m_workbench;
    shell::MainWindow *m_window = nullptr;
    SearchPage *m_page = nullptr;

    template <typename W>
    W *find(const char *name) const
    {
        return m_page->findChild<W *>(name);
    }
    void type(const QString &text)
    {
        auto *field = find<QLineEdit>("searchText");
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(m_page->model()->state(), SearchModel::State::Done);
    }
    QModelIndex match(const QString &table, int row) const
    {
        for (int group = 0; group < m_page->model()->rowCount(); ++group) {
            const QModelIndex index = m_page->model()->index(group, 0);
            if (index.data().toString() == table) {
                return m_page->model()->index(row, 0, index);
            }
        }
        return {};
    }
    browse::BrowsePage *browsePage() const { return m_window->findChild<browse::BrowsePage *>(); }

private slots:
    void init()
    {
        const QString name = QString::fromLatin1(QTest::currentTestFunction());
        const QString path = m_folder.filePath(name + ".db");
        sqlite::ConnectionOptions options;
        options.access = sqlite::Access::Create;
        sqlite::Connection(path.toStdString(), options)
            .execute("CREATE TABLE big(id INTEGER PRIMARY KEY, v); WITH RECURSIVE n(x) AS (SELECT 1 UNION "
                     "ALL SELECT "
                     "x + 1 FROM n WHERE x < 5000) INSERT INTO big SELECT x, 'value ' || x FROM n;"
                     "CREATE TABLE article(id INTEGER PRIMARY KEY, name); WITH RECURSIVE n(x) AS (SELECT 1 "
                     "UNION ALL "
                     "SELECT x + 1 FROM n WHERE x < 1000) INSERT INTO article SELECT x, CASE x WHEN 900 THEN "
                     "'Harbour "
                     "lamp' ELSE 'rope' END FROM n;"
                     "CREATE TABLE pair(a, b, v, PRIMARY KEY(a, b)) WITHOUT ROWID; INSERT INTO pair "
                     "VALUES('x', 1, "
                     "'lamp'), ('y', 2, 'rope');");
        m_workbench = std::make_unique<workbench::Workbench>(m_folder.filePath(name + ".ini"));
        m_window = m_workbench->openWindow(path);
        m_window->resize(1280, 800);
        QTRY_VERIFY(m_window->session()->database());
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window));
        QTest::keySequence(m_window, QKeySequence("Ctrl+Alt+H"));
        QTRY_VERIFY(m_window->findChild<SearchPage *>() != nullptr);
        m_page = m_window->findChild<SearchPage *>();
    }
    void cleanup() { m_workbench.reset(); }

    void findsAndLeadsToTheRow()
    {
        QVERIFY(!find<QPushButton>("searchStart")->isEnabled());
        QVERIFY(find<QLabel>("searchNone")->isVisible());
        type("lamp");
        auto *tree = find<QTreeView>("searchTree");
        QVERIFY(tree->isVisible());
        QVERIFY(tree->isExpanded(match("article", 0).parent()));
        QVERIFY(find<QLabel>("searchState")->text().startsWith("2 match"));
        tree->setFocus();
        tree->setCurrentIndex(match("article", 0));
        QTest::keyClick(tree, Qt::Key_Return);
        QTRY_VERIFY(browsePage() != nullptr);
        QTRY_COMPARE(browsePage()->table(), QString("article"));
        const grid::DataGrid *grid = browsePage()->data()->rowsPane()->grid();
        QTRY_COMPARE(browsePage()->data()->rows()->state(), rows::TableRowsModel::State::Ready);
        QTRY_VERIFY(browsePage()->data()->rows()->counted());
        QTRY_COMPARE(grid->currentIndex().row(), 899);
    }

    void rowsWithoutRowidAreFiltered()
    {
        type("lamp");
        auto *tree = find<QTreeView>("searchTree");
        const QModelIndex pair = match("pair", 0);
        tree->scrollTo(pair);
        const QPoint place = tree->visualRect(pair).center();
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, place);
        QTest::mouseDClick(tree->viewport(), Qt::LeftButton, {}, place);
        QTRY_VERIFY(browsePage() != nullptr);
        QTRY_COMPARE(browsePage()->table(), QString("pair"));
        QCOMPARE(QString::fromStdString(browsePage()->data()->query().expression),
                 QString("\"a\" = 'x' AND \"b\" = 1"));
        QTRY_COMPARE(browsePage()->data()->rows()->rowCount(), 1);
    }

    void optionsAndLimits()
    {
        type("value");
        QCOMPARE(m_page->model()->matchCount(), std::uint64_t{200});
        auto *mode = find<QComboBox>("searchMode");
        mode->setFocus();
        QTest::keyClick(mode, Qt::Key_Down); // is exactly
        type("value");
        QCOMPARE(m_page->model()->rowCount(), 0);
        QVERIFY(find<QLabel>("searchNone")->text().contains("Nothing"));
        type("value 77");
        QCOMPARE(m_page->model()->matchCount(), std::uint64_t{1});
    }
};

QTEST_MAIN(SearchViewTest)
#include "tst_search.moc"
