// The worksheet as a person uses it, by real clicks and keys: run, read errors, cancel, give parameters,
// commit and roll back, wait for a lock. Plain SQLite is the witness of what others see.
#include "views/worksheet/worksheet_page.h"

#include "engine/timeline/recorder.h"
#include "models/worksheet/data_folder.h"
#include "tests/support/child_process.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"
#include "views/common/editor/sql_editor.h"
#include "views/common/value/value_pane.h"
#include "views/worksheet/result_view.h"
#include "views/worksheet/results_pane.h"
#include "views/worksheet/worksheet_feature.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <Qsci/qsciscintilla.h>

#include <csignal>

using namespace strandline;
using namespace strandline::worksheet;
using test::PlainDatabase;

class WorksheetTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::TempFolder> m_folder;
    std::string m_path;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<task::TaskList> m_tasks;
    std::unique_ptr<theme::Theme> m_theme;
    std::unique_ptr<commands::Shortcuts> m_shortcuts;
    std::unique_ptr<session::DatabaseSession> m_session;
    std::unique_ptr<WorksheetPage> m_page;
    std::vector<shell::OpenRequest> m_opened;
    std::vector<message::Message> m_told;

    template <typename W>
    W *find(const char *name)
    {
        W *widget = m_page->findChild<W *>(name);
        if (widget == nullptr) {
            qFatal("no widget %s", name);
        }
        return widget;
    }

    void openPage()
    {
        shell::PageContext context;
        context.session = m_session.get();
        context.theme = m_theme.get();
        context.settings = m_settings.get();
        context.shortcuts = m_shortcuts.get();
        context.notify = [this](const message::Message &m) { m_told.push_back(m); };
        context.open = [this](const shell::OpenRequest &request) { m_opened.push_back(request); };
        m_page = std::make_unique<WorksheetPage>(context);
        m_page->resize(1080, 700);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        m_page->activateWindow();
        view()->setFocus();
        QTRY_VERIFY(view()->hasFocus());
    }

    QsciScintilla *view() { return m_page->findChild<QsciScintilla *>(); }
    void type(const QString &sql)
    {
        view()->setFocus();
        QTest::keyClicks(view(), sql);
        QTest::keyClick(view(), Qt::Key_Escape); // no list of completions is in the way
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(QApplication::focusWidget() != nullptr ? QApplication::focusWidget() : view(), key,
                        modifiers);
    }
    void click(const char *button) { QTest::mouseClick(find<QPushButton>(button), Qt::LeftButton); }
    // Of the panel's button that deletes something: by a click, or left with Escape.
    void answerQuestion(bool yes)
    {
        click("libraryRemove");
        auto *box = m_page->findChild<QMessageBox *>("libraryQuestion");
        QVERIFY(box != nullptr && box->isVisible());
        if (yes) {
            QTest::mouseClick(box->findChild<QPushButton *>("libraryYes"), Qt::LeftButton);
        } else {
            QTest::keyClick(box, Qt::Key_Escape);
        }
        QTRY_VERIFY(m_page->findChild<QMessageBox *>("libraryQuestion") == nullptr);
    }
    QString planText() { return m_page->worksheet()->plan()->asText(); }
    // By keys, to its end.
    void runAll(const QString &sql)
    {
        m_page->editor()->setText(sql);
        view()->setFocus();
        QSignalSpy ended(m_page->worksheet(), &Worksheet::ended);
        key(Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(ended.count(), 1);
    }
    // Of the result that is shown; -1: none is.
    QTableView *grid() { return find<QTableView>("resultGrid"); }
    int rows()
    {
        const QAbstractItemModel *model = grid()->model();
        return model != nullptr ? model->rowCount() : -1;
    }
    QString cell(int row, int column)
    {
        const QAbstractItemModel *model = grid()->model();
        return model != nullptr ? model->index(row, column).data().toString() : QString();
    }
    std::int64_t count() { return PlainDatabase(m_path).integer("SELECT count(*) FROM t"); }

private slots:
    void init()
    {
        m_folder = std::make_unique<test::TempFolder>();
        m_path = m_folder->file("a.db");
        PlainDatabase(m_path).execute("PRAGMA journal_mode=WAL; CREATE TABLE t(a INTEGER PRIMARY KEY, b);"
                                      "INSERT INTO t VALUES(1, 'one'), (2, 'two'), (3, NULL)");
        m_settings = std::make_unique<QSettings>(QString::fromStdString(m_folder->file("settings.ini")),
                                                 QSettings::IniFormat);
        m_tasks = std::make_unique<task::TaskList>();
        m_theme = std::make_unique<theme::Theme>(theme::Mode::Light);
        m_shortcuts = std::make_unique<commands::Shortcuts>(m_settings.get());
        m_session = std::make_unique<session::DatabaseSession>(m_tasks.get());
        m_session->open(QString::fromStdString(m_path));
        QTRY_VERIFY(m_session->database());
        m_opened.clear();
        m_told.clear();
        openPage();
    }
    void cleanup()
    {
        m_page.reset();
        m_session.reset();
        m_tasks.reset();
    }

    void historyOfTheRowUnderACell()
    {
        const auto history = [this](int row, int column) {
            const QModelIndex cell = grid()->model()->index(row, column);
            QContextMenuEvent event(QContextMenuEvent::Mouse, grid()->visualRect(cell).center(),
                                    QPoint(10, 10));
            QApplication::sendEvent(grid()->viewport(), &event);
            for (QAction *action : grid()->findChildren<QMenu *>("cellMenu").last()->actions()) {
                if (action->text() == "History of this row") {
                    return action;
                }
            }
            qFatal("no such action");
        };
        runAll("SELECT b, a FROM t ORDER BY a DESC");
        QTRY_COMPARE(rows(), 3);
        QVERIFY(!history(0, 0)->isEnabled()); // there is none
        timeline::RecorderOptions options;
        options.location.database = m_path;
        timeline::Recorder(options, {}).close();
        m_session->open(QString::fromStdString(m_path));
        QTRY_VERIFY(!m_session->commits()->commits().empty());
        history(0, 0)->trigger();
        QCOMPARE(m_opened.size(), 1U);
        QCOMPARE(m_opened[0].feature, QString("flashback"));
        QCOMPARE(m_opened[0].what.value("table").toString(), QString("t"));
        QCOMPARE(m_opened[0].what.value("rowKey").toInt(), 3);
        runAll("SELECT b FROM t");
        QVERIFY(!history(0, 0)->isEnabled()); // without the key
        runAll("SELECT b, rowid FROM t AS OF SCN 1 WHERE a = 2");
        QCOMPARE(rows(), 1);
        history(0, 0)->trigger();
        QCOMPARE(m_opened.size(), 2U);
        QCOMPARE(m_opened[1].what.value("rowKey").toInt(), 2);
    }

    void runsTheStatementAtTheCursor()
    {
        type("SELECT 1 AS first; SELECT a, b FROM t; SELECT 3");
        for (int i = 0; i < 12; ++i) {
            key(Qt::Key_Left);
        }
        key(Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(m_page->worksheet()->messages()->rowCount(), 1);
        QTRY_COMPARE(rows(), 3);
        QCOMPARE(cell(1, 1), QString("two"));
        QCOMPARE(cell(2, 1), QString("NULL"));
        QTRY_VERIFY(find<QLabel>("resultFigures")->text().startsWith("3 "));
        QCOMPARE(m_page->editor()->text(), QString("SELECT 1 AS first; SELECT a, b FROM t; SELECT 3"));
    }

    void runsTheSelectionOrAll()
    {
        type("SELECT 1; SELECT 2; SELECT 3");
        m_page->editor()->select(10, 18);
        QTest::mouseClick(find<QPushButton>("run"), Qt::LeftButton);
        QTRY_COMPARE(m_page->worksheet()->messages()->rowCount(), 2);
        QTRY_VERIFY(!m_page->worksheet()->running());
        QTest::mouseClick(find<QPushButton>("runAll"), Qt::LeftButton);
        QTRY_COMPARE(m_page->worksheet()->messages()->rowCount(), 3);
        QTRY_VERIFY(!m_page->worksheet()->running());
        QCOMPARE(find<QTabBar>("resultTabs")->count(), 4); // messages and three results
        QCOMPARE(cell(0, 0), QString("1"));
        find<QTabBar>("resultTabs")->setCurrentIndex(3);
        QCOMPARE(cell(0, 0), QString("3"));
        view()->setFocus();
        key(Qt::Key_F5);
        QTRY_COMPARE(m_page->worksheet()->messages()->rowCount(), 2); // the selection again
    }

    void theWholeValueOfACell()
    {
        runAll("SELECT '{\"a\": 1}' AS json, zeroblob(3000000) AS b, NULL AS n");
        QVERIFY(m_page->findChild<value::ValuePane *>() == nullptr);
        auto *grid = find<QTableView>("resultGrid");
        const auto at = [grid](int column) {
            return grid->visualRect(grid->model()->index(0, column)).center();
        };
        QTest::mouseClick(grid->viewport(), Qt::LeftButton, {}, at(0));
        QTest::mouseDClick(grid->viewport(), Qt::LeftButton, {}, at(0));
        auto *pane = m_page->findChild<value::ValuePane *>();
        QVERIFY(pane->isVisible());
        QTRY_COMPARE(find<QPlainTextEdit>("valueJson")->toPlainText(), QString("{\n  \"a\": 1\n}"));
        QVERIFY(find<QPlainTextEdit>("valueText")->isReadOnly());
        grid->setFocus();
        QTest::keyClick(grid, Qt::Key_Right);
        QTRY_VERIFY2(find<QLabel>("valueFacts")->text().startsWith("BLOB · 2.9 MiB"),
                     qPrintable(find<QLabel>("valueFacts")->text()));
        QTest::keyClick(grid, Qt::Key_Right);
        QTRY_COMPARE(find<QLabel>("valueFacts")->text(), QString("NULL"));
        key(Qt::Key_I, Qt::ControlModifier);
        QVERIFY(!pane->isVisible());
        find<QToolButton>("resultValueToggle")->click();
        QVERIFY(pane->isVisible());
        // The next run's result has no current cell.
        runAll("SELECT 2");
        QTRY_COMPARE(find<QLabel>("valueFacts")->text(), QString());
        m_page.reset();
        openPage(); // it stays as it was left
        runAll("SELECT 'other'");
        QVERIFY(m_page->findChild<value::ValuePane *>()->isVisible());
    }

    void anErrorIsUnderlinedAndLeadsToItsPlace()
    {
        runAll("SELECT 1;\nSELECT wrong FROM t;");
        QVERIFY(find<QLabel>("errorText")->isVisible());
        QVERIFY(find<QLabel>("errorText")->text().contains("wrong"));
        QVERIFY(!find<QPushButton>("retry")->isVisible()); // it would fail again
        m_page->editor()->setCursorOffset(0);
        auto *messages = find<QTableView>("messages");
        m_page->results()->showMessages();
        QTest::mouseClick(messages->viewport(), Qt::LeftButton, {},
                          messages->visualRect(messages->model()->index(1, 0)).center());
        QCOMPARE(m_page->editor()->cursorOffset(), 17);
        m_page->editor()->setCursorOffset(0);
        click("errorPlace");
        QCOMPARE(m_page->editor()->cursorOffset(), 17);
        runAll("SELECT 1");
        QVERIFY(!find<QLabel>("errorText")->isVisible());
    }

    void aRunawayQueryIsCancelledAtOnce()
    {
        m_page->editor()->setText("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) "
                                  "SELECT count(*) FROM n");
        for (const bool byKey : {false, true}) {
            QSignalSpy ended(m_page->worksheet(), &Worksheet::ended);
            view()->setFocus();
            key(Qt::Key_Return, Qt::ControlModifier);
            QTest::qWait(300);
            QVERIFY(m_page->worksheet()->running());
            QVERIFY(!find<QPushButton>("run")->isEnabled());
            QElapsedTimer timer;
            timer.start();
            if (byKey) {
                key(Qt::Key_Escape);
            } else {
                click("cancel");
            }
            while (ended.isEmpty() && timer.elapsed() < 5000) {
                QTest::qWait(1);
            }
            qInfo("cancelled after %lld ms", timer.elapsed());
            QCOMPARE(ended.count(), 1);
            QVERIFY(!find<QLabel>("errorText")->isVisible()); // the user knows
            QCOMPARE(
                m_page->worksheet()->messages()->index(0, MessagesModel::OutcomeColumn).data().toString(),
                QString("Cancelled"));
        }
    }

    void aPlanIsShownWithoutRunningAndMeasuredByWish()
    {
        QVERIFY(!find<QPushButton>("explain")->isEnabled()); // there is nothing to explain
        type("SELECT 1; DELETE FROM t WHERE b > 'o'");
        key(Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        auto *figures = find<QLabel>("planMeasured");
        QTRY_VERIFY(figures->isVisible());
        QVERIFY2(planText().startsWith("SCAN t"), qPrintable(planText()));
        QVERIFY(figures->text().contains("not run, as it may change something"));
        QCOMPARE(find<QTabBar>("resultTabs")->tabText(1), QString("Plan"));
        QCOMPARE(count(), 3);
        click("planRun");
        QTRY_VERIFY2(figures->text().contains("Measured for the whole statement"),
                     qPrintable(figures->text()));
        QCOMPARE(count(), 1);
        QVERIFY(figures->isVisible()); // the plan stays in front
        QVERIFY(!find<QPushButton>("planRun")->isVisible());
        QTest::mouseClick(find<QToolButton>("planGraphButton"), Qt::LeftButton);
        QVERIFY(find<QWidget>("planGraph")->isVisible());

        click("explain"); // and now it is another statement
        QTRY_VERIFY(find<QPushButton>("planRun")->isVisible());
        m_page->editor()->setText("SELECT 2");
        click("planRun");
        QCOMPARE(m_told.size(), 1U);
        QVERIFY(m_told[0].text.contains("was changed since"));
        QVERIFY(!m_page->worksheet()->running());
    }

    void explainAndRunMeasuresWithParametersAndGivesTheResult()
    {
        type("SELECT b FROM t WHERE a = :key");
        key(Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
        auto *value = find<QLineEdit>("parameterValue");
        QTRY_VERIFY(value->hasFocus());
        QTest::keyClicks(value, "2");
        QTest::keyClick(value, Qt::Key_Return);
        QTRY_VERIFY(find<QLabel>("planMeasured")->text().contains("1 row(s)"));
        QVERIFY(planText().contains("SEARCH t USING INTEGER PRIMARY KEY"));
        auto *tabs = find<QTabBar>("resultTabs");
        QCOMPARE(tabs->tabText(2), QString("Plan"));
        tabs->setCurrentIndex(1);
        QCOMPARE(cell(0, 0), QString("two"));
        auto *close = static_cast<QToolButton *>(tabs->tabButton(2, QTabBar::RightSide));
        QTest::mouseClick(close, Qt::LeftButton);
        QCOMPARE(tabs->count(), 2);
        QCOMPARE(planText(), QString());
    }

    void aStatementThatIsWrongIsNotExplained()
    {
        type("SELECT wrong FROM t");
        click("explain");
        QTRY_VERIFY(find<QLabel>("errorText")->isVisible());
        click("errorPlace");
        QCOMPARE(m_page->editor()->cursorOffset(), 7);
    }

    void aButtonLaysOutTheStatement()
    {
        QVERIFY(!find<QPushButton>("format")->isEnabled());
        type("select a,b from t where a=1");
        QVERIFY(find<QPushButton>("format")->isEnabled());
        click("format");
        QTRY_COMPARE(m_page->editor()->text(), QString("select a, b\nfrom t\nwhere a = 1"));
    }

    void aCancelledStatementIsKeptAsCancelled()
    {
        m_page->editor()->setText("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) "
                                  "SELECT count(*) FROM n");
        view()->setFocus();
        key(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(m_page->worksheet()->running());
        QTRY_COMPARE(m_page->worksheet()->messages()->rowCount(), 1);
        key(Qt::Key_Escape);
        QTRY_VERIFY(!m_page->worksheet()->running());
        key(Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
        auto *list = find<QListView>("libraryList");
        QTRY_COMPARE(list->model()->rowCount(), 1);
        const QModelIndex line = list->model()->index(0, 0);
        QVERIFY(line.data(LibraryModel::DetailRole).toString().contains("Cancelled"));
        QVERIFY(!line.data(LibraryModel::FailedRole).toBool());
    }

    void parametersAreAskedForAndRemembered()
    {
        m_page->editor()->setText("SELECT a FROM t WHERE a = :id OR b = @name");
        key(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(m_page->worksheet()->messages()->rowCount(), 0); // asked first
        const auto values = m_page->findChildren<QLineEdit *>("parameterValue");
        QCOMPARE(values.size(), 2);
        QTRY_VERIFY(values[0]->hasFocus());
        QTest::keyClicks(values[0], "1");
        QTest::keyClicks(values[1], "two");
        QTest::keyClick(values[1], Qt::Key_Return);
        QTRY_COMPARE(rows(), 2);
        QTRY_VERIFY(!m_page->worksheet()->running());
        key(Qt::Key_Return, Qt::ControlModifier);
        const auto again = m_page->findChildren<QLineEdit *>("parameterValue");
        QCOMPARE(again.size(), 2);
        QCOMPARE(again[0]->text(), QString("1"));
        QCOMPARE(again[1]->text(), QString("two"));
        auto *type = m_page->findChildren<QComboBox *>("parameterType")[0];
        type->setCurrentIndex(type->findData(static_cast<int>(ParameterType::Blob)));
        click("parameterRun"); // "1" is half a byte
        QVERIFY(find<QLabel>("parameterProblem")->isVisible());
        type->setCurrentIndex(type->findData(static_cast<int>(ParameterType::Null)));
        QVERIFY(!again[0]->isEnabled());
        click("parameterRun");
        QTRY_COMPARE(rows(), 1);
    }

    void manualChangesWaitForCommitAndCanBeRolledBack()
    {
        auto *badge = find<QToolButton>("transactionBadge");
        QCOMPARE(badge->text(), QString("AUTO"));
        QVERIFY(!find<QPushButton>("commit")->isVisible());
        m_page->answer({{"manual", true}});
        QCOMPARE(badge->text(), QString("MANUAL"));
        runAll("DELETE FROM t WHERE a = 1; UPDATE t SET b = 'x'");
        QVERIFY(badge->text().startsWith("MANUAL · open transaction · 3 change"));
        QCOMPARE(find<QTableView>("pendingChanges")->model()->rowCount(), 2);
        QCOMPARE(count(), 3);
        QVERIFY(m_page->closeLoss().contains("open transaction"));
        click("rollBack");
        QTRY_COMPARE(badge->text(), QString("MANUAL"));
        QCOMPARE(PlainDatabase(m_path).text("SELECT group_concat(b) FROM t"), "one,two");
        QVERIFY(m_page->closeLoss().isEmpty());
        runAll("DELETE FROM t WHERE a = 1");
        QVERIFY(find<QPushButton>("commit")->isVisible());
        click("commit");
        QTRY_COMPARE(badge->text(), QString("MANUAL"));
        QCOMPARE(count(), 2);
    }

    void aTypedBeginIsShownInAutoToo()
    {
        runAll("BEGIN");
        QVERIFY(find<QToolButton>("transactionBadge")->text().startsWith("AUTO · open transaction"));
        runAll("DELETE FROM t; COMMIT");
        QCOMPARE(find<QToolButton>("transactionBadge")->text(), QString("AUTO"));
        QCOMPARE(count(), 0);
    }

    void nothingIsLockedWhileIdle()
    {
        runAll("INSERT INTO t VALUES(9, ''); SELECT * FROM t");
        PlainDatabase other(m_path);
        QCOMPARE(other.tryExecute("BEGIN IMMEDIATE; ROLLBACK"), 0);
        QCOMPARE(other.integer("PRAGMA wal_checkpoint(TRUNCATE)"), 0); // no reader is in the way either
    }

    void aLockIsToldWithItsHolderAndRetried()
    {
        m_page->editor()->setText("DELETE FROM t");
        {
            test::ChildProcess holder({TEST_WRITER, "hold", m_path});
            QCOMPARE(holder.readLine().value_or("-"), "ready");
            key(Qt::Key_Return, Qt::ControlModifier);
            QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>("retry")->isVisible(), 15000);
            const QString text = find<QLabel>("errorText")->text();
            QVERIFY2(text.contains(QString("test_writer (process %1)").arg(holder.pid())), qPrintable(text));
            QCOMPARE(count(), 3);
            holder.stop(SIGKILL);
        }
        click("retry");
        QTRY_COMPARE(count(), 0);
        QTRY_VERIFY(!find<QPushButton>("retry")->isVisible());
    }

    void resultsAreFilteredSortedCopiedAndExported()
    {
        runAll("SELECT a, b FROM t");
        auto *grid = find<QTableView>("resultGrid");
        auto *filter = find<QLineEdit>("resultFilter");
        QTest::keyClicks(filter, "TW");
        QTRY_COMPARE(rows(), 1);
        QVERIFY(find<QLabel>("resultFigures")->text().startsWith("1 of 3"));
        filter->clear();
        QTRY_COMPARE(rows(), 3);
        auto *header = grid->horizontalHeader();
        const QPoint second(header->sectionViewportPosition(0) + 10, 10);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, second);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, second);
        QTRY_COMPARE(cell(0, 0), QString("3"));
        grid->setFocus();
        grid->selectAll();
        QTest::keyClick(grid, Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QApplication::clipboard()->text().contains("2\ttwo\n"));
        click("resultExport");
        QCOMPARE(m_opened.size(), 1U);
        QCOMPARE(m_opened[0].feature, QString("export"));
        QCOMPARE(m_opened[0].what.value("sql").toString(), QString("SELECT a, b FROM t"));
    }

    void aPinnedResultStays()
    {
        runAll("SELECT 'kept'");
        QTest::mouseClick(find<QToolButton>("resultPin"), Qt::LeftButton);
        runAll("SELECT 'new'");
        auto *tabs = find<QTabBar>("resultTabs");
        QCOMPARE(tabs->count(), 3);
        QCOMPARE(cell(0, 0), QString("new"));
        tabs->setCurrentIndex(1);
        QCOMPARE(cell(0, 0), QString("kept"));
        QTest::mouseClick(tabs->tabButton(1, QTabBar::RightSide), Qt::LeftButton);
        QCOMPARE(tabs->count(), 2);
    }

    void anotherPageMayBringSqlWithoutLosingWhatIsHere()
    {
        type("SELECT 'mine'");
        m_page->answer({{"sql", "SELECT 'theirs'"}, {"run", true}});
        QTRY_COMPARE(m_page->worksheet()->messages()->rowCount(), 1);
        QTRY_COMPARE(cell(0, 0), QString("theirs"));
        QCOMPARE(m_page->editor()->text(), QString("SELECT 'mine'\n\nSELECT 'theirs'"));
    }

    void historyIsKeptBetweenStartsAndSearched()
    {
        runAll("SELECT 'apple'; SELECT 'pear'; SELECT wrong");
        m_page.reset();
        QTRY_COMPARE(m_tasks->unfinished(), 0);
        openPage();
        click("showHistory");
        auto *list = find<QListView>("libraryList");
        QTRY_COMPARE(list->model()->rowCount(), 3);
        QCOMPARE(list->model()->index(0, 0).data().toString(), QString("SELECT wrong")); // the newest first
        QVERIFY(
            list->model()->index(0, 0).data(LibraryModel::DetailRole).toString().contains("no such column"));
        QTest::keyClicks(find<QLineEdit>("librarySearch"), "APP");
        QTRY_COMPARE(list->model()->rowCount(), 1);
        const QPoint line = list->visualRect(list->model()->index(0, 0)).center();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, line);
        QTest::mouseDClick(list->viewport(), Qt::LeftButton, {}, line);
        QTRY_COMPARE(m_page->editor()->text(), QString("SELECT 'apple'"));
        list->setCurrentIndex(list->model()->index(0, 0));
        click("librarySecond"); // run again
        QTRY_COMPARE(cell(0, 0), QString("apple"));
        find<QLineEdit>("librarySearch")->clear();
        QTRY_COMPARE(list->model()->rowCount(), 4);
        answerQuestion(false);
        QCOMPARE(list->model()->rowCount(), 4);
        answerQuestion(true);
        QTRY_COMPARE(list->model()->rowCount(), 0);
    }

    void aQueryIsSavedFoundChangedAndDeleted()
    {
        type("SELECT 42");
        key(Qt::Key_S, Qt::ControlModifier);
        auto *name = find<QLineEdit>("saveName");
        QTRY_VERIFY(name->hasFocus());
        QTest::keyClicks(name, "The answer");
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_COMPARE(m_page->windowTitle(), QString("The answer[*]"));
        QVERIFY(!m_page->isWindowModified());
        type("+1");
        QVERIFY(m_page->isWindowModified());
        key(Qt::Key_S, Qt::ControlModifier); // no name is asked for again
        QTRY_VERIFY(!m_page->isWindowModified());
        click("showSaved");
        auto *list = find<QListView>("libraryList");
        QTRY_COMPARE(list->model()->rowCount(), 1);
        QTRY_COMPARE(list->model()->index(0, 0).data(LibraryModel::SqlRole).toString(),
                     QString("SELECT 42+1"));
        list->setCurrentIndex(list->model()->index(0, 0));
        click("libraryFirst");
        QCOMPARE(m_opened.size(), 1U);
        QCOMPARE(m_opened[0].what.value("saved").toString(), QString("SELECT 42+1"));
        answerQuestion(false);
        QCOMPARE(list->model()->rowCount(), 1);
        list->setCurrentIndex(list->model()->index(0, 0));
        answerQuestion(true);
        QTRY_COMPARE(list->model()->rowCount(), 0);
    }

    void aFileIsOpenedAndSaved()
    {
        const QString path = QString::fromStdString(m_folder->file("q.sql"));
        test::writeFile(path.toStdString(), "SELECT 'ü';");
        m_page->answer({{"file", path}});
        QTRY_COMPARE(m_page->editor()->text(), QString("SELECT 'ü';"));
        QCOMPARE(m_page->windowTitle(), QString("q.sql[*]"));
        type("-- ");
        QVERIFY(m_page->isWindowModified());
        key(Qt::Key_S, Qt::ControlModifier);
        QTRY_COMPARE(test::readFile(path.toStdString()), std::string("-- SELECT 'ü';"));
        QTRY_VERIFY(!m_page->isWindowModified());
    }

    void aClosedWorksheetComesBackByItsState()
    {
        type("SELECT 'not saved'");
        const shell::PageState state = m_page->state();
        m_page.reset(); // before any autosave
        openPage();
        m_page->answer(state);
        QTRY_COMPARE(m_page->editor()->text(), QString("SELECT 'not saved'"));
        QCOMPARE(m_page->windowTitle(), QString("Worksheet[*]"));
    }

    void aKillLosesNoSql()
    {
        m_page.reset();
        m_settings->setValue("v1/worksheet/autosaveSeconds", 1);
        m_settings->sync();
        {
            test::ChildProcess child({QCoreApplication::applicationFilePath().toStdString(), "--type",
                                      m_settings->fileName().toStdString(), m_path});
            QCOMPARE(child.readLine().value_or("-"), "written");
            child.stop(SIGKILL);
        }
        QCOMPARE(PlainDatabase(m_path).tryExecute("BEGIN IMMEDIATE; ROLLBACK"), 0); // it held a transaction
        QCOMPARE(count(), 3);
        m_session->setProperty("abandonedDraftsSearched", false); // a new start
        openPage();
        QTRY_COMPARE(m_opened.size(), 1U);
        QVERIFY(!m_told.empty() && m_told[0].text.contains("came back"));
        m_page->answer(m_opened[0].what);
        QTRY_COMPARE(m_page->editor()->text(), QString("SELECT 'typed before the kill'"));
    }

    void closingDuringWorkLeavesNoThreadAndNoLock()
    {
        m_page->answer({{"manual", true}});
        runAll("DELETE FROM t");
        m_page->editor()->setText("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) "
                                  "SELECT x FROM n");
        key(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(m_page->worksheet()->running());
        m_page.reset();
        QTRY_COMPARE(m_tasks->unfinished(), 0);
        QCOMPARE(PlainDatabase(m_path).tryExecute("BEGIN IMMEDIATE; ROLLBACK"), 0);
        QCOMPARE(count(), 3);
    }

    void everyControlHasAName()
    {
        m_page->answer({{"manual", true}});
        runAll("DELETE FROM t WHERE a = 1; SELECT * FROM t; SELECT wrong");
        m_page->editor()->setText("SELECT :a");
        key(Qt::Key_Return, Qt::ControlModifier);
        QStringList nameless;
        for (QWidget *widget : m_page->findChildren<QWidget *>()) {
            if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus ||
                qobject_cast<const QScrollBar *>(widget) != nullptr ||
                widget->objectName().startsWith("qt_")) {
                continue;
            }
            QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
            if (face == nullptr || face->text(QAccessible::Name).isEmpty()) {
                nameless << QString("%1 %2").arg(widget->metaObject()->className(), widget->objectName());
            }
        }
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join("\n")));
    }
};

// Another program: types into a worksheet, holds a transaction, and waits for its end.
static int typeAndWait(const QString &settingsFile, const QString &database)
{
    QSettings settings(settingsFile, QSettings::IniFormat);
    task::TaskList tasks;
    theme::Theme theme(theme::Mode::Light);
    commands::Shortcuts shortcuts(&settings);
    session::DatabaseSession session(&tasks);
    session.open(database);
    while (!session.database()) {
        QTest::qWait(5);
    }
    shell::PageContext context;
    context.session = &session;
    context.theme = &theme;
    context.settings = &settings;
    context.shortcuts = &shortcuts;
    context.notify = [](const message::Message &) {};
    context.open = [](const shell::OpenRequest &) {};
    WorksheetPage page(context);
    page.show();
    page.answer({{"manual", true}, {"sql", "DELETE FROM t"}, {"run", true}});
    while (!page.worksheet()->transaction().open) {
        QTest::qWait(5);
    }
    page.editor()->setText({});
    QTest::keyClicks(page.findChild<QsciScintilla *>(), "SELECT 'typed before the kill'");
    const DraftStore drafts(dataFolder(settings) + "/drafts");
    const QString id = page.state().value("draft").toString();
    while (drafts.read(id).value_or(Draft()).text != page.editor()->text()) {
        QTest::qWait(20);
    }
    std::puts("written");
    std::fflush(stdout);
    return QCoreApplication::exec();
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 4 && arguments[1] == "--type") {
        return typeAndWait(arguments[2], arguments[3]);
    }
    WorksheetTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_worksheet.moc"
