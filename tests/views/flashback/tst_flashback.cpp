// The Flashback page by real clicks and keys: worksheet and copy as of a commit, differences, recording,
// retention, forgetting.
#include "engine/timeline/recorder.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"
#include "views/common/grid/data_grid.h"
#include "views/common/grid/rows_pane.h"
#include "views/common/timeline/commit_chart.h"
#include "views/common/widgets/elided_label.h"
#include "views/flashback/axis_tools.h"
#include "views/flashback/flashback_page.h"
#include "views/flashback/table_pane.h"
#include "views/flashback/time_axis.h"
#include "views/flashback/undo_graph.h"

#include <QClipboard>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabBar>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace strandline;
using flashback::FlashbackPage;
using flashback::TablePane;
using Recording = timeline::RecordingService::State;

namespace {

class FlashbackTest : public QObject
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
        m_requests.clear();
        record();
        m_session->open(path("shop.db"));
        shell::PageContext context;
        context.session = m_session.get();
        context.theme = m_theme.get();
        context.settings = m_settings.get();
        context.shortcuts = m_shortcuts.get();
        context.notify = [this](const message::Message &message) { m_messages.push_back(message); };
        context.open = [this](const shell::OpenRequest &request) { m_requests.push_back(request); };
        m_page = std::make_unique<FlashbackPage>(context);
        m_page->resize(1100, 760);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        QTRY_COMPARE(m_session->commits()->rowCount(), 3);
    }

    void cleanup()
    {
        m_page.reset();
        m_session.reset();
    }

    void nothingOfTheHistoryIsCutInANarrowSplit()
    {
        m_page->resize(560, 760);
        int segments = 0;
        for (const QToolButton *button : m_page->axis()->findChildren<QToolButton *>()) {
            if (button->property("role") == "segment") {
                QTRY_VERIFY2(button->width() >= button->sizeHint().width(), qPrintable(button->text()));
                ++segments;
            }
        }
        QCOMPARE(segments, 3);
    }

    void panesAreMadeWhenTheyAreFirstShown()
    {
        QCOMPARE(m_page->pane(), "transactions");
        QVERIFY(m_page->findChild<TablePane *>() == nullptr);
        clickTab("Table then and now");
        QCOMPARE(m_page->pane(), "table");
        QVERIFY(m_page->findChild<TablePane *>()->isVisible());
        QTest::keyClick(m_page.get(), Qt::Key_1, Qt::AltModifier);
        QCOMPARE(m_page->pane(), "transactions");
        QCOMPARE(m_settings->value("v1/flashback/pane").toString(), "transactions");
    }

    void theFocusAloneChoosesNothing()
    {
        m_page->axis()->chart()->setFocus();
        commitList()->setFocus(Qt::TabFocusReason);
        QVERIFY(commitList()->hasFocus());
        QVERIFY(!m_session->point());
        QTest::keyClick(commitList(), Qt::Key_Down);
        QVERIFY(m_session->point());
    }

    void answersWhereToLook()
    {
        m_page->answer({{"table", "orders"}, {"scn", 2}});
        QCOMPARE(m_page->pane(), "table");
        QCOMPARE(m_session->point()->scn, core::Scn{2});
        QTRY_COMPARE(table()->then()->rowCount(), 3);
        QCOMPARE(m_page->state(), (shell::PageState{{"pane", "table"}, {"table", "orders"}}));
    }

    void theChosenCommitShowsItsRowsOldAndNew()
    {
        choose(1); // the prices were set to 0
        auto *tabs = m_page->findChild<QTabBar *>("commitTabs");
        QTRY_COMPARE(tabs->count(), 1);
        QCOMPARE(tabs->tabText(0), "orders 3");
        auto *rows = m_page->findChild<grid::DataGrid *>("commitRows");
        QTRY_COMPARE(rows->model()->rowCount(), 3);
        QCOMPARE(rows->model()->index(0, 1).data().toString(), "10 → 0");
        QCOMPARE(m_page->findChild<QLabel *>("commitTitle")->text(), "SCN 2");
        choose(2); // where the history begins
        QTRY_VERIFY(m_page->findChild<QLabel *>("commitEmpty")->text().contains("history begins"));
        QVERIFY(!rows->isVisible());
    }

    void aTextFiltersTheCommits()
    {
        QTest::keyClick(m_page.get(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
        auto *text = m_page->findChild<QLineEdit *>("filterText");
        QVERIFY(text->hasFocus());
        QTest::keyClicks(text, "30");
        QTest::keyClick(text, Qt::Key_Return);
        QTRY_COMPARE(commitList()->model()->rowCount(), 1); // only this price became 0
        QTRY_VERIFY(
            m_page->findChild<widgets::ElidedLabel *>("filterState")->fullText().startsWith("1 of 3"));
        text->clear();
        QTRY_COMPARE(commitList()->model()->rowCount(), 3);
    }

    void aTableFiltersTheCommits()
    {
        auto *table = m_page->findChild<QComboBox *>("filterTable");
        QTRY_COMPARE(table->count(), 2);
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Down);
        QCOMPARE(table->currentText(), "orders");
        QTRY_COMPARE(commitList()->model()->rowCount(), 2); // not where the history begins
    }

    void playsFromCommitToCommit()
    {
        std::vector<std::uint64_t> seen;
        connect(m_session.get(), &session::DatabaseSession::pointChanged, this,
                [&] { seen.push_back(m_session->point() ? m_session->point()->scn.value : 0); });
        m_page->axis()->tools()->setPace(1);
        QTest::mouseClick(m_page->findChild<QToolButton *>("flashback.play"), Qt::LeftButton);
        QVERIFY(m_page->axis()->tools()->playing());
        QTRY_VERIFY(!m_page->axis()->tools()->playing());
        QCOMPARE(seen, (std::vector<std::uint64_t>{1, 2, 3}));
        QTest::keyClick(m_page.get(), Qt::Key_Left, Qt::ControlModifier | Qt::AltModifier);
        QCOMPARE(m_session->point()->scn, core::Scn{2});
        QTest::mouseClick(m_page->findChild<QToolButton *>("flashback.playBack"), Qt::LeftButton);
        QTRY_COMPARE(m_session->point()->scn, core::Scn{1});
        QTRY_VERIFY(!m_page->axis()->tools()->playing());
    }

    void playingEndsWhereSomebodyLooksElsewhere()
    {
        m_page->axis()->tools()->setPace(60'000);
        QTest::mouseClick(m_page->findChild<QToolButton *>("flashback.play"), Qt::LeftButton);
        QVERIFY(m_page->axis()->tools()->playing());
        choose(0);
        QVERIFY(!m_page->axis()->tools()->playing());
    }

    void aRowsVersionIsRestoredAfterItsPreviewAndTakenBack()
    {
        m_session->recording()->start(false);
        QTRY_COMPARE(m_session->recording()->state(), Recording::Recording);
        choose(1);
        auto *rows = m_page->findChild<grid::DataGrid *>("commitRows");
        QTRY_COMPARE(rows->model()->rowCount(), 3);
        rows->setCurrentIndex(rows->model()->index(0, 0));
        QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {});
        QApplication::sendEvent(rows, &event);
        trigger(rows->findChild<QMenu *>("cellMenu"), "History of this row");
        QCOMPARE(m_page->pane(), "row");
        auto *versions = m_page->findChild<grid::DataGrid *>("rowVersions");
        QTRY_COMPARE(versions->model()->rowCount(), 2);
        QCOMPARE(m_page->state()["table"].toString(), "orders");
        versions->selectRow(1);
        click("rowRestore");
        QVERIFY(m_page->findChild<QLabel *>("restorePreview")->isVisible());
        QVERIFY(m_page->findChild<QLabel *>("restorePreview")->text().contains("price"));
        QCOMPARE(price(1), 0); // nothing yet
        click("restoreAccept");
        QTRY_COMPARE(price(1), 10);
        QTRY_COMPARE(m_messages.size(), std::size_t{1});
        QTRY_COMPARE(versions->model()->rowCount(), 3); // the restoring is a version of its own
        QCOMPARE(m_messages[0].showText, "Undo");
        m_messages[0].show();
        QTRY_COMPARE(price(1), 0);
        QTRY_COMPARE(versions->model()->rowCount(), 4);
    }

    void manyDependentsAreFolded()
    {
        flashback::UndoPlan plan;
        plan.xid = core::Scn{10};
        plan.transactions.push_back({plan.xid, {}, false, false, 5});
        for (std::uint64_t scn = 11; scn <= 241; ++scn) {
            plan.transactions.push_back({core::Scn{scn}, {}, false, true, 2});
            const bool even = scn % 2 == 0;
            plan.dependencies.push_back({core::Scn{scn}, plan.xid, flashback::DependencyKind::Row,
                                         even ? "orders" : "payments", "1", flashback::RowOperation::Update,
                                         "orders", "1"});
            if (scn > 200) { // a chain
                plan.dependencies.push_back({core::Scn{scn}, core::Scn{scn - 1},
                                             flashback::DependencyKind::Row, "orders", "1",
                                             flashback::RowOperation::Update, "orders", "1"});
            }
        }
        flashback::UndoGraph graph(m_theme.get());
        graph.show(plan);
        QCOMPARE(graph.nodeCount(), 7); // itself, and by column and table the others
        QVERIFY(graph.minimumHeight() < 200);
        QVERIFY(graph.minimumWidth() < 1200);
        QSignalSpy chosen(&graph, &flashback::UndoGraph::chosen);
        graph.resize(graph.minimumSize());
        QTest::mouseClick(&graph, Qt::LeftButton, {}, graph.rectOf(1).center());
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen[0][0].value<core::Scn>(), core::Scn{11});
        QTest::keyClick(&graph, Qt::Key_Right);
        QVERIFY(graph.accessibleDescription().contains("orders"));
        QVERIFY(graph.accessibleDescription().contains("95")); // 12 to 200
    }

    void aTransactionIsUndoneAfterItsDryRun()
    {
        choose(1); // the prices were set to 0; one of the rows was deleted later
        QTRY_VERIFY(button("undoTransaction") && button("undoTransaction")->isVisible());
        click("undoTransaction");
        auto *accept = button("undoAccept");
        auto *graph = m_page->findChild<flashback::UndoGraph *>("undoGraph");
        QTRY_COMPARE(graph->nodeCount(), 2);
        QCOMPARE(graph->edgeCount(), 1);
        QVERIFY(!accept->isEnabled());
        auto *dependencies = m_page->findChild<QTableView *>("undoDependencies");
        QVERIFY(dependencies->isVisible());
        QTest::mouseClick(graph, Qt::LeftButton, {}, graph->rectOf(1).center());
        QCOMPARE(dependencies->currentIndex().row(), 0);
        chooseMode("Rows without conflict");
        QTRY_VERIFY(accept->isEnabled());
        QCOMPARE(price(1), 0); // looked only
        QTest::mouseClick(accept, Qt::LeftButton);
        QTRY_COMPARE(price(1), 10);
        QCOMPARE(price(2), 20);
        QTRY_COMPARE(m_messages.size(), std::size_t{1});
        QCOMPARE(m_messages[0].kind, message::Kind::Success);
        QVERIFY(!m_page->findChild<QWidget *>("undoPanel")->isVisible());
        QVERIFY(!m_session->point());
    }

    void undoWithDependentsBringsTheDeletedRowBackToo()
    {
        choose(1);
        QTRY_VERIFY(button("undoTransaction")->isVisible());
        click("undoTransaction");
        QTRY_COMPARE(m_page->findChild<flashback::UndoGraph *>("undoGraph")->nodeCount(), 2);
        chooseMode("With dependents");
        QTRY_VERIFY(button("undoAccept")->isEnabled());
        QVERIFY(button("undoAccept")->text().contains("1 more"));
        click("undoAccept");
        QTRY_COMPARE(price(3), 30);
        QCOMPARE(price(1), 10);
    }

    void theUndoScriptGoesToTheClipboardAndAWorksheet()
    {
        choose(1);
        auto *script = button("undoScript");
        QTRY_VERIFY(script->isVisible());
        script->menu()->actions()[0]->trigger();
        QTRY_COMPARE(m_messages.size(), std::size_t{1});
        QVERIFY(QApplication::clipboard()->text().contains("UPDATE"));
        script->menu()->actions()[1]->trigger();
        QTRY_COMPARE(m_requests.size(), std::size_t{1});
        QCOMPARE(m_requests[0].feature, "worksheet");
        QVERIFY(m_requests[0].what["sql"].toString().contains("orders"));
        QCOMPARE(m_requests[0].what["run"].toBool(), false);
        QCOMPARE(price(1), 0);
    }

    void aRowIsFoundByItsTypedKey()
    {
        clickTab("Row history");
        QVERIFY(m_page->findChild<QLabel *>("rowEmpty")->isVisible());
        m_page->findChild<QComboBox *>("rowTable")->setCurrentText("orders");
        auto *key = m_page->findChild<QLineEdit *>("rowKey");
        QTest::keyClicks(key, "3");
        QTest::keyClick(key, Qt::Key_Return);
        auto *versions = m_page->findChild<grid::DataGrid *>("rowVersions");
        QTRY_COMPARE(versions->model()->rowCount(), 3); // there, price 0, deleted
        versions->selectRow(1);
        click("rowTransaction");
        QCOMPARE(m_page->pane(), "transactions");
        QCOMPARE(m_session->point()->scn, core::Scn{2});
    }

    void opensAWorksheetAsOfTheCommit()
    {
        QVERIFY(!button("worksheetAsOf")->isVisible());
        choose(2);
        QTRY_COMPARE(table()->table(), "orders");
        click("worksheetAsOf");
        QCOMPARE(m_requests.size(), std::size_t{1});
        QCOMPARE(m_requests[0].feature, "worksheet");
        QCOMPARE(m_requests[0].placement, shell::OpenRequest::Placement::NewTab);
        QCOMPARE(
            m_requests[0].what["sql"].toString(),
            QString("SELECT * FROM \"orders\" AS OF SCN %1 LIMIT 100;\n").arg(m_session->point()->scn.value));
        QCOMPARE(m_requests[0].what["run"].toBool(), false);
    }

    void commitsHaveAMenu()
    {
        choose(1);
        QTableView *list = commitList();
        const QPoint at = list->visualRect(list->model()->index(1, 0)).center();
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, list->viewport()->mapToGlobal(at));
        QApplication::sendEvent(list->viewport(), &event);
        auto *menu = m_page->findChild<QMenu *>("commitMenu");
        QVERIFY(menu != nullptr);
        QStringList texts;
        for (const QAction *action : menu->actions()) {
            texts << action->text();
        }
        QCOMPARE(texts, (QStringList{"Open a worksheet as of here", "Save the database as of here…", "",
                                     "Return to now"}));
        menu->actions().last()->trigger();
        QVERIFY(!m_session->point());
    }

    void savesTheDatabaseAsOfTheCommit()
    {
        choose(2); // before the prices were set to 0
        click("saveAsOf");
        auto *dialog = m_page->findChild<QFileDialog *>("saveAsOfDialog");
        QVERIFY(dialog != nullptr);
        QVERIFY(QTest::qWaitForWindowExposed(dialog));
        auto *name = dialog->findChild<QLineEdit *>("fileNameEdit");
        QVERIFY2(name->text().startsWith("shop-scn-"), qPrintable(name->text()));
        name->setText(path("copy.db"));
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_COMPARE(m_messages.size(), std::size_t{1});
        QVERIFY2(m_messages[0].text.contains("copy.db"), qPrintable(m_messages[0].text));
        sqlite::Connection copy(m_folder->file("copy.db"));
        QCOMPARE(copy.integer("SELECT sum(price) FROM orders"), 60);
    }

    void goesFromDifferenceToDifference()
    {
        choose(2);
        clickTab("Table then and now");
        QTRY_VERIFY(table()->comparison()->upToDate() && table()->comparison()->updated() == 2);
        table()->pastPane()->grid()->setFocus();
        const auto press = [&](Qt::KeyboardModifiers modifiers) {
            QTest::keyClick(table()->pastPane()->grid(), Qt::Key_F8, modifiers);
            return table()->pastPane()->grid()->currentIndex().row();
        };
        table()->pastPane()->grid()->setCurrentIndex(table()->then()->index(0, 0));
        QCOMPARE(press({}), 1);
        QCOMPARE(press({}), 2); // deleted since
        QCOMPARE(press(Qt::ShiftModifier), 1);
        QCOMPARE(press({}), 2);
        QCOMPARE(press({}), 0); // once around
        QVERIFY(m_page->findChild<QToolButton *>("nextDifference")->isEnabled());
    }

    void theTableIsPutBackAfterItsDryRun()
    {
        choose(2); // prices as they were, before a row was deleted
        clickTab("Table then and now");
        QTRY_COMPARE(table()->then()->rowCount(), 3);
        QTRY_COMPARE(table()->table(), "orders");
        triggerPutBack("Put this table back…");
        auto *run = m_page->findChild<QPushButton *>("putBackRun");
        QTRY_VERIFY(run->isEnabled() && run->isVisible());
        QAbstractItemModel *dryRun = panelDryRun();
        QCOMPARE(dryRun->rowCount(), 2);
        QCOMPARE(dryRun->index(0, 0).data().toString(), "+ rows of orders come back");
        QCOMPARE(dryRun->index(1, 1).data().toString(), "2");
        QCOMPARE(sumOfPrices(), 0); // nothing was written
        QTest::mouseClick(run, Qt::LeftButton);
        QTRY_COMPARE(sumOfPrices(), 60);
        QTRY_COMPARE(m_messages.size(), std::size_t{1});
        QCOMPARE(m_messages[0].kind, message::Kind::Success);
        QVERIFY(!m_page->findChild<QWidget *>("putBackPanel")->isVisible());
    }

    void whatWasPutBackCanBeUndone()
    {
        m_session->recording()->start(false);
        QTRY_COMPARE(m_session->recording()->state(), Recording::Recording);
        m_page->answer({{"table", "orders"}, {"scn", 1}});
        QTRY_COMPARE(table()->then()->rowCount(), 3);
        triggerPutBack("Put this table back…");
        auto *run = m_page->findChild<QPushButton *>("putBackRun");
        QTRY_VERIFY(run->isEnabled() && run->isVisible());
        QTest::mouseClick(run, Qt::LeftButton);
        QTRY_COMPARE(m_messages.size(), std::size_t{1});
        QCOMPARE(sumOfPrices(), 60);
        QVERIFY(m_messages[0].show);
        m_messages[0].show(); // Undo: a dry run again, then a yes
        QTRY_VERIFY(run->isEnabled() && run->isVisible());
        QTest::mouseClick(run, Qt::LeftButton);
        QTRY_COMPARE(m_messages.size(), std::size_t{2});
        QCOMPARE(sumOfPrices(), 0);
    }

    void selectedRowsArePutBack()
    {
        choose(2);
        clickTab("Table then and now");
        QTRY_COMPARE(table()->then()->rowCount(), 3);
        QTRY_VERIFY(table()->comparison()->upToDate());
        QVERIFY(!action("Put the selected rows back…")->isEnabled());
        grid::DataGrid *past = table()->pastPane()->grid();
        QTest::mouseClick(past->viewport(), Qt::LeftButton, {},
                          past->visualRect(past->model()->index(1, 1)).center());
        triggerPutBack("Put the selected rows back…");
        auto *run = m_page->findChild<QPushButton *>("putBackRun");
        QTRY_VERIFY(run->isEnabled() && run->isVisible());
        QTest::mouseClick(run, Qt::LeftButton);
        QTRY_COMPARE(sumOfPrices(), 20);
    }

    void thePanelClosesOnEscapeAndTellsWhatIsInTheWay()
    {
        test::PlainDatabase(m_folder->file("shop.db"))
            .execute("CREATE TABLE lines(order_id REFERENCES orders); INSERT INTO orders VALUES (9, 0);"
                     "INSERT INTO lines VALUES (9)");
        choose(2);
        clickTab("Table then and now");
        QTRY_COMPARE(table()->then()->rowCount(), 3);
        QTRY_COMPARE(table()->table(), "orders");
        triggerPutBack("Put this table back…");
        QTRY_VERIFY(panelDryRun()->rowCount() > 0);
        const QAbstractItemModel *dryRun = panelDryRun();
        const QString last = dryRun->index(dryRun->rowCount() - 1, 0).data().toString();
        QCOMPARE(last, "lines is in the way");
        QVERIFY(!m_page->findChild<QPushButton *>("putBackRun")->isEnabled());
        auto *panel = m_page->findChild<QWidget *>("putBackPanel");
        QTRY_VERIFY(m_page->findChild<QPushButton *>("putBackClose")->hasFocus());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QTRY_VERIFY(!panel->isVisible());
    }

    void droppedTablesComeBack()
    {
        dropOrders();
        clickTab("Recycle bin");
        auto *list = m_page->findChild<QTableView *>("recycleBin");
        QTRY_COMPARE(list->model()->rowCount(), 1);
        QCOMPARE(list->model()->index(0, 0).data().toString(), "orders");
        QCOMPARE(list->model()->index(0, 3).data().toString(), "2");
        auto *bring = m_page->findChild<QPushButton *>("bringBack");
        QTRY_VERIFY(bring->isEnabled());
        auto *name = m_page->findChild<QLineEdit *>("droppedName");
        QCOMPARE(name->text(), "orders");
        name->setFocus();
        name->selectAll();
        auto *message = m_page->findChild<QLabel *>("droppedMessage");
        QTest::keyClicks(name, "old orders");
        QTRY_VERIFY(bring->isEnabled());
        QVERIFY(!message->isVisible());
        QTest::mouseClick(bring, Qt::LeftButton);
        QTRY_COMPARE(m_messages.size(), std::size_t{1});
        QCOMPARE(sqlite::Connection(m_folder->file("shop.db")).integer("SELECT count(*) FROM \"old orders\""),
                 2);
        m_messages[0].show();
        QCOMPARE(m_requests.back().what["table"].toString(), "old orders");
        QTRY_COMPARE(list->model()->rowCount(), 0); // it is out of the bin
        QTRY_VERIFY(m_page->findChild<QLabel *>("recycleBinEmpty")->isVisible());
    }

    void takenNamesAreToldBeforeAndPurgingAsks()
    {
        dropOrders();
        test::PlainDatabase(m_folder->file("shop.db")).execute("CREATE TABLE orders(other)");
        clickTab("Recycle bin");
        auto *message = m_page->findChild<QLabel *>("droppedMessage");
        QTRY_VERIFY2(message->isVisible() && message->text().contains("RENAME TO"),
                     qPrintable(message->text()));
        QVERIFY(!m_page->findChild<QPushButton *>("bringBack")->isEnabled());
        click("purge");
        auto *question = m_page->findChild<QMessageBox *>("purgeQuestion");
        QVERIFY(question != nullptr);
        QTest::mouseClick(question->findChild<QPushButton *>("purgeYes"), Qt::LeftButton);
        QTRY_COMPARE(m_page->findChild<QTableView *>("recycleBin")->model()->rowCount(), 0);
        QVERIFY(!m_page->findChild<QPushButton *>("purge")->isVisible());
    }

    void theBrushIsAFilterOnAChip()
    {
        auto *chip = m_page->findChild<QToolButton *>("brushChip");
        QVERIFY(!chip->isVisible());
        timeline::CommitChart *chart = m_page->axis()->chart();
        chart->setFocus();
        chart->setSelected(core::Scn{3});
        QTest::keyClick(chart, Qt::Key_Left, Qt::ShiftModifier);
        QTRY_VERIFY(chip->isVisible());
        QCOMPARE(m_session->commits()->rowCount(), 2); // the newest and the one before it
        QTest::mouseClick(chip, Qt::LeftButton);
        QCOMPARE(m_session->commits()->rowCount(), 3);
        QVERIFY(!chip->isVisible());
    }

    void recordingIsSwitched()
    {
        QSignalSpy offered(m_session->recording(), &timeline::RecordingService::offered);
        QCOMPARE(m_page->findChild<QLabel *>("historyState")->text(), "Not recording");
        click("historySwitch");
        QCOMPARE(offered.count(), 1);
        m_session->recording()->start(false); // what the window does on a yes
        QTRY_COMPARE(m_session->recording()->state(), Recording::Recording);
        QCOMPARE(m_page->findChild<QLabel *>("historyState")->text(), "Recording");
        QVERIFY(!button("historyForget")->isEnabled());
        QCOMPARE(button("historySwitch")->text(), "Stop recording");
        click("historySwitch");
        QTRY_COMPARE(m_session->recording()->state(), Recording::Off);
        QVERIFY(button("historyForget")->isEnabled());
    }

    void oldCommitsAreForgotten()
    {
        choose(2);
        click("historyRetention");
        auto *estimate = m_page->findChild<QLabel *>("retentionEstimate");
        QTRY_VERIFY2(estimate->text().contains("nothing would be forgotten"), qPrintable(estimate->text()));
        QVERIFY(!button("retentionForget")->isVisible()); // of 30 days
        auto *days = m_page->findChild<QSpinBox *>("retentionDays");
        days->setFocus();
        days->selectAll();
        QTest::keyClicks(days, "0");
        QTRY_VERIFY(button("retentionForget")->isVisible());
        QVERIFY2(button("retentionForget")->text().startsWith("Forget 2 "),
                 qPrintable(button("retentionForget")->text()));
        click("retentionForget");
        QTRY_COMPARE(m_session->commits()->rowCount(), 1);
        QVERIFY(!m_session->point()); // it was looked at and is gone
        QCOMPARE(m_messages.size(), std::size_t{1});
        QCOMPARE(m_messages[0].kind, message::Kind::Success);
    }

    void theWholeHistoryIsForgottenOnlyAfterAYes()
    {
        click("historyRetention");
        click("historyForget");
        auto *question = m_page->findChild<QMessageBox *>("forgetQuestion");
        QVERIFY(question != nullptr);
        QVERIFY(question->text().contains("shop.db"));
        QTest::mouseClick(question->button(QMessageBox::Cancel), Qt::LeftButton);
        QTest::qWait(50);
        QVERIFY(m_session->database()->hasHistory());
        QTRY_VERIFY(m_page->findChild<QMessageBox *>("forgetQuestion") == nullptr);
        click("historyForget");
        question = m_page->findChild<QMessageBox *>("forgetQuestion");
        QTest::mouseClick(question->findChild<QPushButton *>("forgetYes"), Qt::LeftButton);
        QTRY_COMPARE(m_session->commits()->rowCount(), 0);
        QVERIFY(!m_session->database()->hasHistory());
        QTRY_VERIFY(!button("historyRetention")->isVisible());
        QTRY_VERIFY(button("historyRecord")->isVisible()); // the page says what will be here
    }

private:
    QString path(const char *name) const { return QString::fromStdString(m_folder->file(name)); }
    QPushButton *button(const char *name) const { return m_page->findChild<QPushButton *>(name); }
    void click(const char *name) { QTest::mouseClick(button(name), Qt::LeftButton); }

    // Three commits: the base, prices to 0, a row deleted.
    void record()
    {
        const std::string file = m_folder->file("shop.db");
        test::PlainDatabase(file).execute(
            "PRAGMA journal_mode=WAL; CREATE TABLE orders(id INTEGER PRIMARY KEY, price);"
            "INSERT INTO orders VALUES (1, 10), (2, 20), (3, 30);");
        timeline::RecorderOptions options;
        options.location.database = file;
        timeline::Recorder recorder(options, {});
        test::PlainDatabase(file).execute("UPDATE orders SET price = 0");
        recorder.poll();
        test::PlainDatabase(file).execute("DELETE FROM orders WHERE id = 3");
        recorder.poll();
        recorder.close();
    }

    static void trigger(QMenu *menu, const QString &text)
    {
        QVERIFY(menu != nullptr);
        for (QAction *action : menu->actions()) {
            if (action->text() == text) {
                QVERIFY(action->isEnabled());
                action->trigger();
                menu->close();
                return;
            }
        }
        QFAIL(qPrintable(text));
    }
    void chooseMode(const QString &text) const
    {
        for (QToolButton *mode : m_page->findChild<QWidget *>("undoPanel")->findChildren<QToolButton *>()) {
            if (mode->text() == text) {
                QTest::mouseClick(mode, Qt::LeftButton);
            }
        }
    }
    int price(int id) const
    {
        return static_cast<int>(
            test::PlainDatabase(m_folder->file("shop.db"), test::PlainDatabase::Open::ReadOnly)
                .integer("SELECT price FROM orders WHERE id = " + std::to_string(id)));
    }
    void dropOrders()
    {
        timeline::RecorderOptions options;
        options.location.database = m_folder->file("shop.db");
        timeline::Recorder recorder(options, {});
        test::PlainDatabase(options.location.database).execute("DROP TABLE orders");
        recorder.poll();
        recorder.close();
    }
    std::int64_t sumOfPrices() const
    {
        return sqlite::Connection(m_folder->file("shop.db")).integer("SELECT sum(price) FROM orders");
    }
    QAction *action(const QString &text) const
    {
        for (QAction *found : m_page->findChildren<QAction *>()) {
            if (found->text() == text) {
                return found;
            }
        }
        return nullptr;
    }
    // From the button's menu.
    void triggerPutBack(const QString &text)
    {
        auto *button = m_page->findChild<QToolButton *>("putBack");
        QVERIFY(button->isVisible() && button->actions().contains(action(text)));
        QVERIFY(action(text)->isEnabled());
        action(text)->trigger();
    }
    QAbstractItemModel *panelDryRun() const
    {
        return m_page->findChild<QWidget *>("putBackPanel")->findChild<QTableView *>("dryRun")->model();
    }

    TablePane *table() const { return m_page->showPane<TablePane>("table"); }
    QTableView *commitList() const
    {
        m_page->showPane("transactions");
        return m_page->findChild<QTableView *>("commitList");
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

    // row of the list: 0 is the newest.
    void choose(int row)
    {
        QTableView *list = commitList();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                          list->visualRect(list->model()->index(row, 0)).center());
        QTRY_VERIFY(m_session->point());
    }

    task::TaskList m_tasks;
    std::unique_ptr<test::TempFolder> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<commands::Shortcuts> m_shortcuts;
    std::unique_ptr<theme::Theme> m_theme;
    std::unique_ptr<session::DatabaseSession> m_session;
    std::vector<message::Message> m_messages;
    std::vector<shell::OpenRequest> m_requests;
    std::unique_ptr<FlashbackPage> m_page;
};

} // namespace

QTEST_MAIN(FlashbackTest)
#include "tst_flashback.moc"
