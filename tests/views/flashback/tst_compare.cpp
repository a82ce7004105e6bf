// The Compare pane of the Flashback page by real clicks and keys: two points, counts by table, rows old and
// new, the schema, and the SQL of both directions run by plain SQLite.
#include "engine/timeline/recorder.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"
#include "views/common/grid/data_grid.h"
#include "views/flashback/compare_pane.h"
#include "views/flashback/flashback_page.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTabBar>
#include <QTableView>
#include <QTest>

using namespace strandline;
using flashback::ComparePane;
using flashback::FlashbackPage;

namespace {

class CompareTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<test::TempFolder>();
        m_settings = std::make_unique<QSettings>(path("settings.ini"), QSettings::IniFormat);
        m_shortcuts = std::make_unique<commands::Shortcuts>(m_settings.get());
        m_theme = std::make_unique<theme::Theme>(theme::Mode::Light);
        m_session = std::make_unique<session::DatabaseSession>(&m_tasks);
        m_messages.clear();
        record();
        m_session->open(path("shop.db"));
        shell::PageContext context;
        context.session = m_session.get();
        context.theme = m_theme.get();
        context.settings = m_settings.get();
        context.shortcuts = m_shortcuts.get();
        context.notify = [this](const message::Message &message) { m_messages.push_back(message); };
        context.open = [](const shell::OpenRequest &) {};
        m_page = std::make_unique<FlashbackPage>(context);
        m_page->resize(1280, 800);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        QTRY_COMPARE(m_session->commits()->rowCount(), 4);
        clickTab("Compare");
        m_pane = m_page->findChild<ComparePane *>();
        QVERIFY(m_pane != nullptr);
        m_tester = std::make_unique<QAbstractItemModelTester>(m_pane->comparison());
    }

    void cleanup()
    {
        m_tester.reset();
        m_page.reset();
        m_session.reset();
        m_database.reset();
    }

    void countsAndRows()
    {
        compare("1", {});
        QTRY_COMPARE(list()->model()->rowCount(), 2);
        QCOMPARE(textAt(0, 0), "Schema");
        QCOMPARE(textAt(1, 0), "orders");
        QCOMPARE(textAt(1, 1), "0");
        QCOMPARE(textAt(1, 2), "1");
        QCOMPARE(textAt(1, 3), "2");
        QCOMPARE(textAt(1, 4), "price (2)");
        // The schema is chosen first; then the table, by the keyboard.
        QTRY_COMPARE(rows()->model()->rowCount(), 1);
        list()->setFocus();
        QTest::keyClick(list(), Qt::Key_Down);
        QTRY_COMPARE(rows()->model()->rowCount(), 3);
        QStringList cells;
        for (int row = 0; row < 3; ++row) {
            cells << rows()->model()->index(row, 1).data().toString();
        }
        cells.sort();
        QCOMPARE(cells, (QStringList{"10 → 0", "20 → 0", "30"}));
    }

    void swappedAndByTime()
    {
        compare("1", "3");
        QTRY_COMPARE(textAt(0, 2), "1");
        click("compareSwap");
        QTRY_COMPARE(textAt(0, 1), "1");
        QCOMPARE(field("compareFrom")->text(), "3");
        compare("3", "3");
        QTRY_COMPARE(empty()->text(), "The two points are equal.");
        QVERIFY(!m_page->findChild<QPushButton *>("compareSave")->isEnabled());
        compare("2000-01-01", {});
        QTRY_VERIFY(empty()->text().contains("history"));
        compare("nonsense", {});
        QTRY_VERIFY(!empty()->text().isEmpty() && m_pane->comparison()->error().has_value());
    }

    void savedAsSqlBothWays()
    {
        compare("1", {});
        QTRY_COMPARE(list()->model()->rowCount(), 2);
        save(1, path("back.sql"));
        save(0, path("there.sql"));
        run("back.sql");
        QCOMPARE(db().text("SELECT group_concat(id || ':' || price) FROM orders"),
                 std::string("1:10,2:20,3:30"));
        QCOMPARE(db().integer("SELECT count(*) FROM sqlite_schema WHERE name = 'late'"), std::int64_t{0});
        run("there.sql");
        QCOMPARE(db().text("SELECT group_concat(id || ':' || price) FROM orders"), std::string("1:0,2:0"));
        QCOMPARE(db().integer("SELECT count(*) FROM sqlite_schema WHERE name = 'late'"), std::int64_t{1});
    }

    void opensAtTheChosenCommit()
    {
        m_page->answer({{"pane", "compare"}, {"scn", 2}, {"table", "orders"}});
        QTRY_COMPARE(m_pane->changes()->table(), QString("orders"));
        QTRY_COMPARE(rows()->model()->rowCount(), 1);
        QCOMPARE(field("compareFrom")->text(), "2");
    }

private:
    QString path(const char *name) const { return QString::fromStdString(m_folder->file(name)); }
    test::PlainDatabase &db()
    {
        m_database = std::make_unique<test::PlainDatabase>(m_folder->file("shop.db"));
        return *m_database;
    }
    QTableView *list() const { return m_page->findChild<QTableView *>("compareTables"); }
    QLabel *empty() const { return m_page->findChild<QLabel *>("compareTablesEmpty"); }
    grid::DataGrid *rows() const { return m_page->findChild<grid::DataGrid *>("compareRows"); }
    QLineEdit *field(const char *name) const { return m_page->findChild<QLineEdit *>(name); }
    QString textAt(int row, int column) const
    {
        return list()->model()->index(row, column).data().toString();
    }

    void click(const char *name)
    {
        QTest::mouseClick(m_page->findChild<QPushButton *>(name), Qt::LeftButton);
    }

    void compare(const QString &from, const QString &to)
    {
        for (const auto &[name, text] : {std::pair("compareFrom", from), std::pair("compareTo", to)}) {
            field(name)->setFocus();
            field(name)->selectAll();
            QTest::keyClick(field(name), Qt::Key_Delete);
            QTest::keyClicks(field(name), text);
        }
        QTest::keyClick(field("compareTo"), Qt::Key_Return);
    }

    // which: the entry of the menu.
    void save(int which, const QString &file)
    {
        m_page->findChild<QMenu *>("compareSaveMenu")->actions().at(which)->trigger();
        auto *dialog = m_page->findChild<QFileDialog *>("saveCompareDialog");
        QVERIFY(dialog != nullptr);
        const auto before = m_messages.size();
        emit dialog->fileSelected(file);
        dialog->close();
        QTRY_COMPARE(m_messages.size(), before + 1);
        QVERIFY(QFile::exists(file));
        QTRY_VERIFY(m_page->findChild<QFileDialog *>("saveCompareDialog") == nullptr);
    }

    void run(const char *file)
    {
        QFile script(path(file));
        QVERIFY(script.open(QIODevice::ReadOnly));
        db().execute(script.readAll().toStdString());
    }

    void clickTab(const QString &title)
    {
        auto *tabs = m_page->findChild<QTabBar *>("explorerTabs");
        for (int i = 0; i < tabs->count(); ++i) {
            if (tabs->tabText(i) == title) {
                QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(i).center());
                return;
            }
        }
        QFAIL(qPrintable(title));
    }

    // SCN 2: prices to 0; 3: row 3 goes; 4: a table comes.
    void record()
    {
        const std::string file = m_folder->file("shop.db");
        test::PlainDatabase writer(file);
        writer.execute("PRAGMA journal_mode=WAL; CREATE TABLE orders(id INTEGER PRIMARY KEY, price);"
                       "INSERT INTO orders VALUES (1, 10), (2, 20), (3, 30);");
        timeline::RecorderOptions options;
        options.location.database = file;
        timeline::Recorder recorder(options, {});
        for (const char *sql :
             {"UPDATE orders SET price = 0", "DELETE FROM orders WHERE id = 3", "CREATE TABLE late(x)"}) {
            writer.execute(sql);
            recorder.poll();
        }
        recorder.close();
    }

    std::unique_ptr<test::TempFolder> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<commands::Shortcuts> m_shortcuts;
    std::unique_ptr<theme::Theme> m_theme;
    task::TaskList m_tasks;
    std::unique_ptr<session::DatabaseSession> m_session;
    std::vector<message::Message> m_messages;
    std::unique_ptr<FlashbackPage> m_page;
    ComparePane *m_pane = nullptr;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    std::unique_ptr<test::PlainDatabase> m_database;
};

} // namespace

QTEST_MAIN(CompareTest)
#include "tst_compare.moc"
