// The rows of a table as a person works with them: sort by the header, filter by fields, condition and menu,
// chips, jump, copy, and what other programs write meanwhile. Real clicks and keys, offscreen.
#include "views/browse/data_pane.h"
#include "views/common/grid/rows_pane.h"

#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace strandline;
using browse::DataPane;
using grid::DataGrid;

class BrowseRowsTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_files = 0;
    std::string m_path;
    task::TaskList m_tasks;
    theme::Theme m_theme;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<commands::Shortcuts> m_shortcuts;
    std::unique_ptr<session::DatabaseSession> m_session;
    std::unique_ptr<DataPane> m_pane;

    void write(const std::string &sql) const
    {
        sqlite::ConnectionOptions options;
        options.access = sqlite::Access::Create;
        sqlite::Connection(m_path, options).execute(sql);
    }

    template <typename W>
    W *find(const char *name) const
    {
        W *widget = m_pane->findChild<W *>(name);
        if (widget == nullptr) {
            qFatal("no widget %s", name);
        }
        return widget;
    }

    DataGrid *grid() const { return m_pane->rowsPane()->grid(); }
    rows::TableRowsModel *rows() const { return m_pane->rows(); }

    QString text(int row, int column) const
    {
        for (int i = 0; i < 400; ++i) {
            const QModelIndex cell = rows()->index(row, column);
            if (cell.isValid() && cell.data().isValid()) {
                return cell.data().toString();
            }
            QTest::qWait(5);
        }
        return "not loaded";
    }

    void settled() const
    {
        QTRY_VERIFY(rows()->state() == rows::TableRowsModel::State::Ready && rows()->counted() &&
                    !rows()->listing() && !rows()->counting() && rows()->query() == m_pane->query());
    }

    void clickHeader(int column, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        const grid::FilterHeader *header = grid()->header();
        QTest::mouseClick(header->viewport(), Qt::LeftButton, modifiers,
                          QPoint(header->sectionViewportPosition(column) + 20, 10));
        settled();
    }

    QList<QToolButton *> chips() const
    {
        return find<QWidget>("filterChips")->findChildren<QToolButton *>("filterChip");
    }

    QAction *menuAction(const QModelIndex &cell, const QString &text) const
    {
        QContextMenuEvent event(QContextMenuEvent::Mouse, grid()->visualRect(cell).center(), QPoint(10, 10));
        QApplication::sendEvent(grid()->viewport(), &event);
        auto *menu = grid()->findChild<QMenu *>("cellMenu");
        for (QAction *action : menu->findChildren<QAction *>()) {
            if (action->text() == text) {
                return action;
            }
        }
        return nullptr;
    }

private slots:
    void init()
    {
        m_path = m_folder.filePath(QString("rows%1.db").arg(++m_files)).toStdString();
        write("CREATE TABLE goods(id INTEGER PRIMARY KEY, name TEXT, price, shelf);"
              "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 3000) INSERT INTO "
              "goods SELECT "
              "n * 2, 'thing ' || (n * 7919 % 3000), n * 31 % 500, CASE WHEN n % 10 = 0 THEN NULL ELSE n % 4 "
              "END FROM c");
        m_settings = std::make_unique<QSettings>(m_folder.filePath("settings.ini"), QSettings::IniFormat);
        m_shortcuts = std::make_unique<commands::Shortcuts>(m_settings.get());
        m_session = std::make_unique<session::DatabaseSession>(&m_tasks);
        m_session->open(QString::fromStdString(m_path));
        QTRY_VERIFY(m_session->database());
        shell::PageContext context;
        context.session = m_session.get();
        context.theme = &m_theme;
        context.settings = m_settings.get();
        context.shortcuts = m_shortcuts.get();
        m_pane = std::make_unique<DataPane>(context);
        m_pane->resize(1000, 600);
        m_pane->setVisible(true);
        m_pane->show("goods");
        settled();
    }
    void cleanup()
    {
        m_pane.reset();
        m_session.reset();
        QTRY_COMPARE(m_tasks.unfinished(), 0);
    }

    void headersSortUpDownAndNot()
    {
        m_pane->jump("2000");
        clickHeader(2);
        QCOMPARE(grid()->rowAt(0), 0); // the first of the new order
        QCOMPARE(text(0, 2), QString("0"));
        clickHeader(2);
        QCOMPARE(text(0, 2), QString("499"));
        clickHeader(0, Qt::ShiftModifier);
        clickHeader(0, Qt::ShiftModifier);
        QCOMPARE(text(0, 2), QString("499"));
        QCOMPARE(m_pane->query().sort.size(), 2U);
        QVERIFY(text(0, 0).toInt() > text(1, 0).toInt());
        clickHeader(3);
        QCOMPARE(text(0, 3), QString("NULL"));
        clickHeader(3);
        clickHeader(3);
        QVERIFY(m_pane->query().plain());
        QCOMPARE(text(0, 0), QString("2"));
        grid()->setCurrentIndex(grid()->model()->index(0, 1)); // and by keyboard
        grid()->setFocus();
        QTest::keySequence(grid(), QKeySequence("Ctrl+Alt+S"));
        settled();
        QCOMPARE(text(0, 1), QString("thing 0"));
    }

    void fieldsUnderTheHeaderFilter()
    {
        QTest::mouseClick(find<QToolButton>("filterRowToggle"), Qt::LeftButton);
        QLineEdit *price = grid()->header()->filterField(2);
        QVERIFY(price != nullptr && price->isVisible());
        QTest::mouseClick(price, Qt::LeftButton);
        QTest::keyClicks(price, ">=490");
        QTest::keyClick(price, Qt::Key_Return);
        settled();
        QCOMPARE(rows()->rowCount(), 60);
        QCOMPARE(chips().size(), 1);
        QCOMPARE(chips().first()->text(), QString("\"price\" >= 490"));
        QLineEdit *shelf = grid()->header()->filterField(3);
        QTest::mouseClick(shelf, Qt::LeftButton);
        QTest::keyClicks(shelf, "NULL");
        QTest::keyClick(shelf, Qt::Key_Return);
        settled();
        QVERIFY(rows()->rowCount() < 60);
        QCOMPARE(chips().size(), 2);
        QTest::mouseClick(chips().first(), Qt::LeftButton);
        QTRY_COMPARE(chips().size(), 1);
        settled();
        QCOMPARE(rows()->rowCount(), 300);
        QCOMPARE(price->text(), QString());
        QTest::mouseClick(find<QPushButton>("clearFilters"), Qt::LeftButton);
        QTRY_VERIFY(!find<QWidget>("filterChips")->isVisible());
        settled();
        QCOMPARE(rows()->rowCount(), 3000);
    }

    void aConditionFiltersOrSaysWhatIsWrong()
    {
        auto *field = find<QLineEdit>("filterExpression");
        QTest::keySequence(grid(), QKeySequence("Ctrl+Shift+G"));
        QVERIFY(field->hasFocus());
        QTest::keyClicks(field, "price + nosuch > 3");
        QTest::keyClick(field, Qt::Key_Return);
        auto *problem = find<QLabel>("filterProblem");
        QTRY_VERIFY(problem->isVisible());
        QVERIFY(problem->text().contains("nosuch"));
        QVERIFY(problem->text().startsWith("Character 9:"));
        QCOMPARE(field->cursorPosition(), 8);
        QCOMPARE(rows()->rowCount(), 3000);
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, "price > 490 AND shelf IS NOT NULL");
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(chips().size(), 1);
        settled();
        QVERIFY(!problem->isVisible());
        QVERIFY(rows()->rowCount() > 0 && rows()->rowCount() < 60);
    }

    void theMenuFiltersByTheCellsValue()
    {
        const QString name = text(3, 1);
        QAction *action = menuAction(grid()->model()->index(3, 1), "Filter by this value");
        QVERIFY(action != nullptr && action->isEnabled());
        action->trigger();
        settled();
        QCOMPARE(rows()->rowCount(), 1);
        QCOMPARE(text(0, 1), name);
    }

    void jumpsToRowsAndKeys()
    {
        QTest::keySequence(grid(), QKeySequence("Ctrl+G"));
        auto *field = find<QLineEdit>("jumpField");
        QVERIFY(field->hasFocus());
        QTest::keyClicks(field, "2500");
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(grid()->currentIndex().row(), 2499);
        QTRY_VERIFY(grid()->visualRect(grid()->currentIndex()).intersects(grid()->viewport()->rect()));
        QCOMPARE(text(2499, 0), QString("5000"));
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, "=4000");
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(grid()->currentIndex().row(), 1999);
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, "=4001");
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(find<QLabel>("filterProblem")->text().contains("4001"));
    }

    void keysGoToTheFirstAndLastCellAndSelectIt()
    {
        const QAbstractItemModel *cells = grid()->model();
        grid()->setCurrentIndex(cells->index(1, 1));
        grid()->setFocus();
        QTest::keyClick(grid(), Qt::Key_End, Qt::ControlModifier);
        QCOMPARE(grid()->currentIndex(), cells->index(2999, 3));
        QCOMPARE(grid()->selectionModel()->selectedIndexes(), {cells->index(2999, 3)});
        QTest::keyClick(grid(), Qt::Key_Home);
        QCOMPARE(grid()->currentIndex(), cells->index(0, 3));
        QTest::keyClick(grid(), Qt::Key_Home, Qt::ControlModifier);
        QCOMPARE(grid()->selectionModel()->selectedIndexes(), {cells->index(0, 0)});
    }

    void noKeyOfALongTableIsCutOff()
    {
        write("CREATE TABLE long(id INTEGER PRIMARY KEY); WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT "
              "n + 1 FROM c WHERE n < 1000001) INSERT INTO long SELECT n FROM c");
        m_pane->show("long");
        settled();
        m_pane->jump("1000001");
        QCOMPARE(text(1000000, 0), QString("1000001"));
        QVERIFY(grid()->columnWidth(0) >=
                grid()->sizeHintForIndex(grid()->model()->index(1000000, 0)).width());
    }

    void rowsStayWherePeopleReadThemWhenTheCountEnds()
    {
        auto *action = find<QPushButton>("rowsStateAction");
        QVERIFY(action->isHidden());
        const int top = grid()->mapTo(m_pane.get(), QPoint()).y();
        action->setText("Stop counting"); // as long as it counts
        action->setVisible(true);
        QTRY_VERIFY(action->width() > 20);
        QCOMPARE(grid()->mapTo(m_pane.get(), QPoint()).y(), top);
    }

    void othersWritesComeInAndKeepPlaceAndSelection()
    {
        m_pane->jump("1500");
        QCOMPARE(text(1499, 0), QString("3000"));
        const int top = grid()->rowAt(0);
        const QString topId = text(top, 0);
        write("DELETE FROM goods WHERE id IN (2, 4, 6); UPDATE goods SET name = 'renamed' WHERE id = 3000;");
        QTRY_COMPARE(rows()->rowCount(), 2997);
        QTRY_COMPARE(text(grid()->currentIndex().row(), 0), QString("3000"));
        QCOMPARE(text(grid()->currentIndex().row(), 1), QString("renamed"));
        QTRY_COMPARE(text(grid()->rowAt(0), 0), topId);
        // Paused: told, not taken in.
        QTest::mouseClick(find<QToolButton>("followToggle"), Qt::LeftButton);
        write("DELETE FROM goods WHERE id = 8");
        QTRY_VERIFY(find<QLabel>("rowsState")->text().contains("changed since"));
        QCOMPARE(rows()->rowCount(), 2997);
        QTest::mouseClick(find<QToolButton>("followToggle"), Qt::LeftButton);
        QTRY_COMPARE(rows()->rowCount(), 2996);
    }

    void copiesWholeValues()
    {
        write("UPDATE goods SET name = printf('%.*c', 5000, 'x'), shelf = NULL WHERE id = 2");
        QTRY_COMPARE(text(0, 1).size(), 1001);
        grid()->setCurrentIndex(grid()->model()->index(0, 0));
        grid()->selectionModel()->select(
            QItemSelection(grid()->model()->index(0, 0), grid()->model()->index(1, 3)),
            QItemSelectionModel::ClearAndSelect);
        QApplication::clipboard()->clear();
        grid()->setFocus();
        QTest::keySequence(grid(), QKeySequence::Copy);
        QTRY_VERIFY(!QApplication::clipboard()->text().isEmpty());
        const QStringList lines = QApplication::clipboard()->text().split('\n');
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines[0], "2\t" + QString(5000, 'x') + "\t31\t");
        grid()->copySelection(rows::CopyFormat::SqlInsert);
        QTRY_VERIFY(QApplication::clipboard()->text().startsWith(
            "INSERT INTO \"goods\" (\"id\", \"name\", \"price\", \"shelf\") VALUES (2, 'xxx"));
        QVERIFY(QApplication::clipboard()->text().contains(", 31, NULL);\n"));
    }

    void columnsStayAsTheUserLeftThem()
    {
        grid()->hideColumn(2);
        grid()->setColumnWidth(1, 222);
        grid()->header()->moveSection(0, 3);
        QTest::qWait(400); // written a moment later
        m_pane->show({});
        m_pane->show("goods");
        settled();
        QVERIFY(grid()->isColumnHidden(2));
        QCOMPARE(grid()->columnWidth(1), 222);
        QCOMPARE(grid()->header()->visualIndex(0), 3);
        m_settings->clear();
    }
};

QTEST_MAIN(BrowseRowsTest)
#include "tst_browse_rows.moc"
