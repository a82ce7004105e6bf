// Editing rows in Browse as a person does: cells typed over, rows added and deleted, the SQL looked at,
// applied or dropped, conflicts settled. Real clicks and keys, offscreen; what came of it is read with plain
// SQLite.
#include "app/workbench/workbench.h"
#include "engine/timeline/recorder.h"
#include "models/edit/edited_rows_model.h"
#include "views/browse/browse_feature.h"
#include "views/browse/browse_page.h"
#include "views/browse/data_pane.h"
#include "views/browse/edit_bar.h"
#include "views/common/editor/sql_editor.h"
#include "views/common/grid/data_grid.h"
#include "views/common/grid/rows_pane.h"
#include "views/common/widgets/elided_label.h"
#include "views/shell/main_window.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace strandline;
using browse::BrowsePage;

class BrowseEditTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_files = 0;
    std::unique_ptr<workbench::Workbench> m_workbench;
    shell::MainWindow *m_window = nullptr;
    BrowsePage *m_page = nullptr;
    QString m_path;

    static std::unique_ptr<sqlite::Connection> writer(const QString &path)
    {
        sqlite::ConnectionOptions options;
        options.access = sqlite::Access::Create;
        return std::make_unique<sqlite::Connection>(path.toStdString(), options);
    }
    std::string text(const std::string &sql) const { return writer(m_path)->text(sql); }

    void make(const std::string &sql)
    {
        m_path = m_folder.filePath(QString("e%1.db").arg(++m_files));
        writer(m_path)->execute(sql);
    }
    void open(const QString &table, bool readOnly = false)
    {
        m_window = m_workbench->openWindow(m_path, readOnly);
        QTRY_VERIFY(m_window->session()->database());
        m_page = static_cast<BrowsePage *>(m_window->showFeature("browse"));
        choose(table);
    }
    void choose(const QString &table)
    {
        m_page->chooseTable(table);
        QTRY_COMPARE(m_page->data()->rows()->table(), table);
        QTRY_VERIFY(m_page->data()->rows()->counted());
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
    grid::DataGrid *cells() const { return m_page->data()->rowsPane()->grid(); }
    QModelIndex at(int row, int column) const { return cells()->model()->index(row, column); }
    QString shown(int row, int column) const { return at(row, column).data().toString(); }
    void goTo(int row, int column)
    {
        cells()->setFocus();
        cells()->selectionModel()->setCurrentIndex(at(row, column), QItemSelectionModel::ClearAndSelect);
    }
    // Over the cell in place, by the keyboard.
    void type(int row, int column, const QString &value)
    {
        goTo(row, column);
        QTest::keyClick(cells(), Qt::Key_F2);
        typeInto(value);
    }
    void typeInto(const QString &value)
    {
        const QPointer<QLineEdit> line = cells()->viewport()->findChild<QLineEdit *>();
        QVERIFY2(line, qPrintable(m_page->data()->edits()->empty() ? "nothing staged" : state()));
        line->selectAll();
        QTest::keyClicks(line, value);
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_VERIFY(!line);
    }
    QString state() const { return find<widgets::ElidedLabel>("editState")->fullText(); }
    void click(const char *button) { QTest::mouseClick(find<QPushButton>(button), Qt::LeftButton); }
    void apply()
    {
        click("editApply");
        QTRY_VERIFY_WITH_TIMEOUT(!m_page->data()->edits()->applying(), 20000);
    }

private slots:
    void init()
    {
        m_workbench = std::make_unique<workbench::Workbench>(m_folder.filePath(
            QString("settings-%1.ini").arg(QString::fromLatin1(QTest::currentTestFunction()))));
    }
    void cleanup() { m_workbench.reset(); }

    void aCellIsTypedOverShownAsSqlAndApplied()
    {
        make("CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT); INSERT INTO t VALUES (1, 'one'), (2, "
             "'two');");
        open("t");
        QVERIFY(!find<QPushButton>("editApply")->isVisible());
        const QPoint cell = cells()->visualRect(at(1, 1)).center();
        QTest::mouseClick(cells()->viewport(), Qt::LeftButton, {}, cell);
        QTest::mouseDClick(cells()->viewport(), Qt::LeftButton, {}, cell);
        typeInto("it's 2");
        QCOMPARE(shown(1, 1), QString("it's 2"));
        QVERIFY(m_page->isWindowModified());
        QVERIFY2(state().contains("~ 1"), qPrintable(state()));
        auto *sql = find<editor::SqlEditor>("stagedSql");
        QVERIFY(sql->isVisible());
        QCOMPARE(sql->text(),
                 QString("BEGIN IMMEDIATE;\nUPDATE \"t\" SET \"name\" = 'it''s 2' WHERE rowid = 2 AND "
                         "\"name\" IS 'two';\nCOMMIT;"));
        QCOMPARE(text("SELECT name FROM t WHERE id = 2"), std::string("two"));
        apply();
        QCOMPARE(text("SELECT name FROM t WHERE id = 2"), std::string("it's 2"));
        QVERIFY(!m_page->isWindowModified());
        QTRY_VERIFY(!find<QPushButton>("editApply")->isVisible());
        QTRY_COMPARE(shown(1, 1), QString("it's 2"));
    }

    void rowsComeAndGoByKeys()
    {
        make("CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT, n INT);"
             "INSERT INTO t VALUES (1, 'one', 1), (2, 'two', 2), (3, 'three', 3);");
        open("t");
        goTo(0, 1);
        QTest::keyClick(cells(), Qt::Key_Insert);
        QCOMPARE(cells()->model()->rowCount(), 4);
        QCOMPARE(cells()->currentIndex().row(), 3);
        QVERIFY(at(3, 1).flags().testFlag(Qt::ItemIsEditable));
        type(3, 1, "four");
        goTo(0, 0);
        QTest::keyClick(cells(), Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(shown(4, 1), QString("one"));
        goTo(1, 1);
        QTest::keyClick(cells(), Qt::Key_Delete);
        goTo(2, 2);
        QTest::keyClick(cells(), Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(shown(2, 2), QString("NULL"));
        QVERIFY2(state().contains("+ 2") && state().contains("~ 1") && state().contains("− 1"),
                 qPrintable(state()));
        QTest::keyClick(cells(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(shown(2, 2), QString("3"));
        QTest::keyClick(cells(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(shown(2, 2), QString("NULL"));
        QTest::keyClick(cells(), Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(m_page->data()->edits()->empty());
        QCOMPARE(text("SELECT group_concat(id || ifnull(name, '-') || ifnull(n, '-'), ' ') FROM t"),
                 std::string("1one1 3three- 4four- 5one1"));
    }

    void theClipboardIsPastedAsCells()
    {
        make("CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT); INSERT INTO t VALUES (1, 'one');");
        open("t");
        QApplication::clipboard()->setText("1\tuno\n2\tdue\n");
        goTo(0, 0);
        QTest::keyClick(cells(), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(cells()->model()->rowCount(), 2);
        apply();
        QCOMPARE(text("SELECT group_concat(id || name) FROM t"), std::string("1uno,2due"));
    }

    void stagedChangesOutliveOtherTablesAndCanBeDropped()
    {
        make("CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT); INSERT INTO t VALUES (1, 'one');"
             "CREATE TABLE u(a); INSERT INTO u VALUES (1);");
        open("t");
        type(0, 1, "mine");
        choose("u");
        QVERIFY(state().contains("in t"));
        choose("t");
        QCOMPARE(shown(0, 1), QString("mine"));
        QTest::keyClick(cells(), Qt::Key_F5);
        QTest::qWait(100);
        QCOMPARE(shown(0, 1), QString("mine"));
        QVERIFY(browse::browseFeature().closeLoss(m_page).contains("1 staged"));
        click("editDrop");
        QCOMPARE(shown(0, 1), QString("one"));
        QVERIFY(browse::browseFeature().closeLoss(m_page).isEmpty());
        QTest::keyClick(cells(), Qt::Key_Z, Qt::ControlModifier); // even that
        QCOMPARE(shown(0, 1), QString("mine"));
        QCOMPARE(text("SELECT name FROM t"), std::string("one"));
    }

    void aConflictIsSettledRowByRow()
    {
        make("CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT);"
             "INSERT INTO t VALUES (1, 'one'), (2, 'two'), (3, 'three');");
        open("t");
        for (int row = 0; row < 3; ++row) {
            type(row, 1, "mine");
        }
        writer(m_path)->execute("UPDATE t SET name = 'theirs' WHERE id < 3; DELETE FROM t WHERE id = 3");
        apply();
        QVERIFY2(state().contains("3 row"), qPrintable(state()));
        QCOMPARE(text("SELECT group_concat(name) FROM t"), std::string("theirs,theirs"));
        auto *problems = find<QWidget>("editProblems");
        QVERIFY(problems->isVisible());
        const auto labels = problems->findChildren<widgets::ElidedLabel *>("problemText");
        QCOMPARE(labels.size(), 3);
        QVERIFY2(labels[0]->fullText().contains("“theirs”") && labels[0]->fullText().contains("“mine”"),
                 qPrintable(labels[0]->fullText()));
        const auto press = [problems](const char *name) {
            for (QPushButton *button : problems->findChildren<QPushButton *>(name)) {
                if (button->isVisible()) {
                    QTest::mouseClick(button, Qt::LeftButton);
                    return;
                }
            }
            QFAIL("no such button");
        };
        press("problemMine");
        press("problemTheirs");
        press("problemTheirs");
        QVERIFY(!problems->isVisible());
        apply();
        QCOMPARE(text("SELECT group_concat(name) FROM t"), std::string("mine,theirs"));
    }

    void aLockIsNamedAndTriedAgain()
    {
        make("PRAGMA journal_mode = WAL; CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT);"
             "INSERT INTO t VALUES (1, 'one');");
        open("t");
        type(0, 1, "mine");
        const auto other = writer(m_path);
        other->execute("BEGIN IMMEDIATE");
        apply();
        QVERIFY2(state().contains("locked by"), qPrintable(state()));
        QCOMPARE(find<QPushButton>("editApply")->text(), QString("Try again"));
        other->execute("COMMIT");
        apply();
        QCOMPARE(text("SELECT name FROM t"), std::string("mine"));
    }

    void whatCannotBeEditedSaysWhy()
    {
        make("CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT); INSERT INTO t VALUES (1, 'one');"
             "CREATE VIEW v AS SELECT name FROM t;");
        open("v");
        QVERIFY(state().contains("view"));
        QVERIFY(!find<QToolButton>("edit.insertRow")->isEnabled());
        QTest::keyClick(cells(), Qt::Key_F2);
        QVERIFY(cells()->viewport()->findChild<QLineEdit *>() == nullptr);
        m_workbench = std::make_unique<workbench::Workbench>(m_folder.filePath("settings-ro.ini"));
        open("t", true);
        QVERIFY(state().contains("reading only"));
    }

    void thePastCannotBeEditedAndTheScnIsTold()
    {
        make("PRAGMA journal_mode = WAL; CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT);"
             "INSERT INTO t VALUES (1, 'one');");
        open("t");
        m_window->session()->recording()->start(false);
        QTRY_COMPARE(m_window->session()->recording()->state(), timeline::RecordingService::State::Recording);
        type(0, 1, "mine");
        apply();
        QTRY_COMPARE_WITH_TIMEOUT(m_window->session()->recording()->currentScn(), core::Scn{2}, 20000);
        const auto told = [this](const QString &text) {
            const auto labels = m_window->findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(),
                               [&](const QLabel *label) { return label->text().contains(text); });
        };
        QTRY_VERIFY(told("1 row(s) changed in t · SCN 2"));
        QTRY_COMPARE(m_window->session()->commits()->rowCount(), 2);
        type(0, 1, "again");
        m_window->session()->lookAt(m_window->session()->commits()->commitAt(1));
        QVERIFY(!find<QPushButton>("editApply")->isEnabled());
        QVERIFY(!find<QToolButton>("edit.insertRow")->isEnabled());
        m_window->session()->returnToNow();
        QVERIFY(find<QPushButton>("editApply")->isEnabled());
    }
};

QTEST_MAIN(BrowseEditTest)
#include "tst_browse_edit.moc"
