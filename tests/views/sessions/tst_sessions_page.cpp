// The Sessions page by real clicks and keys, and its models: a worksheet's long statement is found and
// cancelled, its transaction ended, another program's write lock is the root of the tree.
#include "engine/core/file.h"
#include "engine/session/conversation.h"
#include "tests/support/child_process.h"
#include "tests/support/plain_database.h"
#include "tests/views/common/page_desk.h"
#include "views/common/grid/row_list.h"
#include "views/sessions/sessions_page.h"
#include "views/worksheet/worksheet_page.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

#include <csignal>
#include <filesystem>
#include <thread>

using namespace strandline;
using namespace strandline::sessions;
using test::PlainDatabase;

namespace {

const QString endless =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
constexpr int longEnoughMs = 20000; // for a machine that is busy

// A session of another window, which shares the board, with patience for locks.
class Neighbour
{
public:
    Neighbour(const std::string &path, std::string sql)
        : m_thread([path, sql = std::move(sql)](std::stop_token stop) {
              session::DatabaseOptions options;
              options.busyTimeout = std::chrono::minutes(5);
              const auto conversation =
                  std::make_shared<session::Conversation>(session::Database::open(path, options));
              session::ResultFeed feed;
              core::JobContext job;
              job.stop = std::move(stop);
              try {
                  conversation->run(sql, {}, feed, job);
              } catch (const core::Error &) {
                  return; // stopped
              }
          })
    {
    }

private:
    std::jthread m_thread;
};

} // namespace

class SessionsPageTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_desk = std::make_unique<test::PageDesk>();
        m_path = m_desk->folder.file("shop.db");
        PlainDatabase(m_path).execute(
            "PRAGMA journal_mode=WAL; CREATE TABLE orders(id, price); INSERT INTO orders VALUES(1, 5)");
        std::filesystem::create_directory(m_path + ".strandline"); // programs share the board there
        QVERIFY(m_desk->open(QString::fromStdString(m_path)));
        m_page = std::make_unique<SessionsPage>(context());
        QVERIFY(m_desk->show(m_page.get()));
        QTRY_VERIFY(m_page->sessions()->rowCount() > 0);
    }

    void cleanup()
    {
        m_page.reset();
        m_worksheet.reset();
        QVERIFY(m_desk->close());
        m_desk.reset();
    }

    void theModelsAreOnes()
    {
        SessionsModel model(&m_desk->session);
        BlockingModel blocking;
        const auto mode = QAbstractItemModelTester::FailureReportingMode::QtTest;
        const QAbstractItemModelTester tester(&model, mode);
        const QAbstractItemModelTester treeTester(&blocking, mode);
        connect(&model, &SessionsModel::changed, &blocking, [&] { blocking.setList(model.list()); });
        model.refresh();
        QTRY_VERIFY(model.loaded());
        const int before = model.rowCount();
        {
            PlainDatabase writer(m_path); // in the way, and not on the board
            writer.execute("BEGIN IMMEDIATE");
            const Neighbour first(m_path, "DELETE FROM orders WHERE id = 10");
            const Neighbour second(m_path, "DELETE FROM orders WHERE id = 20");
            QTRY_VERIFY_WITH_TIMEOUT(
                (model.refresh(), QTest::qWait(20),
                 blocking.rowCount() == 1 && blocking.rowCount(blocking.index(0, 0)) == 2),
                longEnoughMs);
            QVERIFY(model.at(0).kind == SessionKind::External); // who blocks is first
            QVERIFY(model.at(1).blockedBy.has_value() && model.at(2).blockedBy.has_value());
            const QPersistentModelIndex second20 = model.index(row("id = 20", &model), 0);
            model.setFilter({.words = "delete lock"});
            QCOMPARE(model.rowCount(), 2);
            model.sort(SessionsModel::TextColumn, Qt::DescendingOrder);
            QCOMPARE(model.at(0).sql, std::string("DELETE FROM orders WHERE id = 20"));
            QCOMPARE(second20.row(), 0); // what is chosen goes with its row
            model.setFilter({.own = false});
            QCOMPARE(model.rowCount(), 1);
            model.setFilter({.outside = false, .onlyActive = true});
            QCOMPARE(model.rowCount(), 2);
            model.setFilter({.onlyTransactions = true});
            QVERIFY(model.rowCount() >= 1 && model.at(0).transaction != SL_TRANSACTION_NONE);
            model.setFilter({});
            model.sort(-1);
            writer.execute("ROLLBACK");
        }
        QTRY_VERIFY_WITH_TIMEOUT((model.refresh(), QTest::qWait(20), model.rowCount() == before),
                                 longEnoughMs);
        QTRY_COMPARE(blocking.rowCount(), 0);
    }

    void aLongStatementIsFoundAndCancelled()
    {
        openWorksheet(endless, false);
        QTRY_VERIFY(m_worksheet->worksheet()->running());
        QVERIFY(choose(endless, [](const ListedSession &s) { return s.active; }));
        QVERIFY(find<QLabel>("sessionPresent")->text().contains("Running"));
        QCOMPARE(find<QPlainTextEdit>("sessionSql")->toPlainText(), endless);
        QVERIFY(find<QPushButton>("cancelStatement")->isEnabled());
        m_page->resize(1080, 690);
        m_desk->picture(m_page.get(), "sessions-running");
        QTest::mouseClick(find<QPushButton>("cancelStatement"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!m_worksheet->worksheet()->running(), longEnoughMs);
        QVERIFY(outcome().contains("cancelled from the Sessions page"));
        const auto *line = m_worksheet->findChild<QWidget *>("errorLine");
        QVERIFY(line != nullptr && !line->isHidden()); // it says so, too
        QTRY_VERIFY(m_desk->told().contains("was cancelled"));
        QTRY_VERIFY_WITH_TIMEOUT(!find<QPushButton>("cancelStatement")->isEnabled(), longEnoughMs);
    }

    void aManualTransactionIsEnded()
    {
        openWorksheet("INSERT INTO orders VALUES(2, 7)", true);
        QTRY_VERIFY(m_worksheet->worksheet()->transaction().open);
        QVERIFY(choose("INSERT INTO orders VALUES(2, 7)",
                       [](const ListedSession &s) { return s.transaction == SL_TRANSACTION_WRITE; }));
        QVERIFY(find<QLabel>("sessionPresent")->text().contains("is the one that writes"));
        auto *end = find<QPushButton>("endSession");
        QTest::mouseClick(end, Qt::LeftButton);
        auto *question = find<QMessageBox>("endQuestion");
        QVERIFY(question->text().contains("lost"));
        QTest::keyClick(question, Qt::Key_Escape);
        QTRY_VERIFY(m_page->findChild<QMessageBox *>("endQuestion") == nullptr);
        QVERIFY(m_worksheet->worksheet()->transaction().open); // it was only asked
        QTest::mouseClick(end, Qt::LeftButton);
        QTest::mouseClick(find<QPushButton>("endYes"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!m_worksheet->worksheet()->transaction().open, longEnoughMs);
        const auto said = [this](const char *what) {
            return std::any_of(m_desk->messages.begin(), m_desk->messages.end(),
                               [&](const message::Message &m) { return m.text.contains(what); });
        };
        QTRY_VERIFY(said("The session was ended from the Sessions page; its transaction was rolled back."));
        QTRY_VERIFY(said(" was ended.")); // by the page
        QCOMPARE(PlainDatabase(m_path).integer("SELECT count(*) FROM orders"), 1);
        // The worksheet goes on with a new connection.
        m_worksheet->answer({{"sql", "INSERT INTO orders VALUES(3, 8)"}, {"manual", false}, {"run", true}});
        QTRY_COMPARE_WITH_TIMEOUT(PlainDatabase(m_path).integer("SELECT count(*) FROM orders"), 2,
                                  longEnoughMs);
    }

    void anotherProgramsWriteLockIsTheRoot()
    {
        test::ChildProcess other({TEST_WRITER, "hold", m_path, "--for", "600000"});
        QVERIFY(other.readLine().has_value());
        const QString pid = QString::number(other.pid());
        const Neighbour waiter(m_path, "DELETE FROM orders WHERE price = 5");
        const BlockingModel *tree = m_page->blocking();
        QTRY_VERIFY_WITH_TIMEOUT((now(), tree->rowCount() == 1), longEnoughMs);
        const QModelIndex root = tree->index(0, BlockingModel::SessionColumn);
        QVERIFY(root.data().toString().contains(pid));
        QVERIFY(root.data().toString().contains("test_writer"));
        QCOMPARE(root.siblingAtColumn(BlockingModel::WhatColumn).data().toString(),
                 QString("holds WAL write"));
        const QModelIndex below = tree->index(0, BlockingModel::WhatColumn, root);
        QCOMPARE(below.data().toString(), QString("waits for WAL write lock"));
        QVERIFY(!below.siblingAtColumn(BlockingModel::SinceColumn).data().toString().isEmpty());
        auto *view = find<QTreeView>("blockingTree");
        QVERIFY(view->isExpanded(root));
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(root).center());
        QVERIFY(find<QLabel>("sessionName")->text().contains(pid));
        const QString advice = find<QLabel>("sessionAdvice")->text();
        QVERIFY(advice.contains(pid) && advice.contains("Only it can end its transaction"));
        QVERIFY(!find<QPushButton>("endSession")->isVisible()); // no dead control
        QVERIFY(!find<QPushButton>("cancelStatement")->isVisible());
        for (const QSize size : {QSize(1080, 690), QSize(2240, 1300)}) {
            m_page->resize(size);
            m_desk->picture(m_page.get(), QString("sessions-blocked-%1").arg(size.width()));
        }
        m_page->resize(1080, 690);
        // The one who waits, by the keyboard.
        view->setFocus();
        QTest::keyClick(view, Qt::Key_Down);
        QVERIFY(find<QLabel>("sessionPresent")->text().contains("Blocked by: test_writer (" + pid));
        QVERIFY(find<QLabel>("sessionPresent")->text().contains("WAL write lock"));
        other.stop(SIGKILL);
        QTRY_VERIFY_WITH_TIMEOUT((now(), tree->rowCount() == 0), longEnoughMs);
        QVERIFY(find<QLabel>("blockingNobody")->isVisible());
    }

    void filtersByClicksAndKeys()
    {
        test::ChildProcess other({TEST_WRITER, "read", m_path, "--for", "600000"});
        QVERIFY(other.readLine().has_value());
        const auto outside = [this] {
            int count = 0;
            for (int row = 0; row < m_page->sessions()->rowCount(); ++row) {
                count += m_page->sessions()->at(row).kind == SessionKind::External ? 1 : 0;
            }
            return count;
        };
        QTRY_VERIFY_WITH_TIMEOUT((now(), outside() == 1), longEnoughMs);
        const int all = m_page->sessions()->rowCount();
        click("kindOutside");
        QCOMPARE(outside(), 0);
        QCOMPARE(m_page->sessions()->rowCount(), all - 1);
        QVERIFY(find<QLabel>("sessionsSummary")->text().contains("shown"));
        click("kindOutside");
        click("onlyTransactions");
        QCOMPARE(outside(), 1); // it reads
        const shell::PageState left = m_page->state();
        click("onlyTransactions");
        QTest::keyClick(m_page.get(), Qt::Key_F, Qt::ControlModifier);
        QTRY_VERIFY(find<QLineEdit>("sessionSearch")->hasFocus());
        QTest::keyClicks(find<QLineEdit>("sessionSearch"), "no such program");
        QCOMPARE(m_page->sessions()->rowCount(), 0);
        QVERIFY(find<QLabel>("sessionListEmpty")->isVisible());
        m_page->answer(left);
        QCOMPARE(m_page->state(), left);
        m_page->answer({{"process", qlonglong{other.pid()}}});
        QVERIFY(find<QLabel>("sessionName")->text().contains(QString::number(other.pid())));
        m_page->answer({{"sid", 120}});
        QVERIFY(m_desk->told().contains("has ended"));
    }

    void ordersByAHeaderAndBack()
    {
        auto *list = find<grid::RowList>("sessionList");
        const QHeaderView *header = list->horizontalHeader();
        const auto clickHeader = [&] {
            const int x = header->sectionViewportPosition(SessionsModel::SessionColumn) + 8;
            QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, QPoint(x, header->height() / 2));
        };
        QCOMPARE(header->sortIndicatorSection(), -1); // what matters first
        clickHeader();
        QCOMPARE(header->sortIndicatorSection(), int{SessionsModel::SessionColumn});
        for (int row = 1; row < m_page->sessions()->rowCount(); ++row) {
            QVERIFY(m_page->sessions()->at(row - 1).key.sid <= m_page->sessions()->at(row).key.sid);
        }
        clickHeader();
        clickHeader();
        QCOMPARE(header->sortIndicatorSection(), -1);
        // A width that a person gave stays so with the next look.
        const int edge = header->sectionViewportPosition(SessionsModel::KindColumn);
        const int before = header->sectionSize(SessionsModel::ProgramColumn);
        QTest::mousePress(header->viewport(), Qt::LeftButton, {}, QPoint(edge - 1, header->height() / 2));
        QTest::mouseMove(header->viewport(), QPoint(edge + 60, header->height() / 2));
        QTest::mouseRelease(header->viewport(), Qt::LeftButton, {}, QPoint(edge + 60, header->height() / 2));
        const int wide = header->sectionSize(SessionsModel::ProgramColumn);
        QVERIFY(wide > before);
        const auto list0 = m_page->sessions()->list();
        now();
        QTRY_VERIFY(m_page->sessions()->list() != list0);
        QCOMPARE(header->sectionSize(SessionsModel::ProgramColumn), wide);
    }

    void readsOnlyWhileItIsSeenAndNotPaused()
    {
        QVERIFY(m_page->sessions()->live());
        click("sessionsPause");
        QVERIFY(!m_page->sessions()->live());
        const auto before = m_page->sessions()->list();
        click("sessionsNow"); // it can be asked for
        QTRY_VERIFY(m_page->sessions()->list() != before);
        m_page->setFocus();
        QTest::keyClick(m_page.get(), Qt::Key_Space, Qt::ControlModifier | Qt::AltModifier);
        QVERIFY(m_page->sessions()->live());
        m_page->hide();
        QVERIFY(!m_page->sessions()->live());
        m_page->show();
        QVERIFY(m_page->sessions()->live());
        find<QComboBox>("sessionsEvery")->setFocus();
        QTest::keyClick(find<QComboBox>("sessionsEvery"), Qt::Key_End);
        QCOMPARE(m_desk->settings.value("v1/sessions/every").toInt(), 60);
    }

    // The connection that looks for changes is one of ours, too.
    void changesAreToldAfterItsWatchWasEnded()
    {
        QVERIFY(choose("PRAGMA data_version", [](const ListedSession &) { return true; }));
        const QSignalSpy changed(m_desk->session.changes(), &session::ChangeWatch::changed);
        click("endSession");
        QTRY_COMPARE_WITH_TIMEOUT(changed.count(), 1, longEnoughMs); // by the new connection: it can't know
        PlainDatabase(m_path).execute("INSERT INTO orders VALUES(9, 9)");
        QTRY_COMPARE_WITH_TIMEOUT(changed.count(), 2, longEnoughMs);
    }

    void leadsToTheWorksheetAndTheHub()
    {
        openWorksheet("INSERT INTO orders VALUES(4, 9)", false);
        QVERIFY(choose("INSERT INTO orders VALUES(4, 9)", [](const ListedSession &s) { return !s.active; }));
        click("sessionWorksheet");
        QCOMPARE(m_desk->opened.back().feature, QString("worksheet"));
        QCOMPARE(m_desk->opened.back().what.value("sql").toString(),
                 QString("INSERT INTO orders VALUES(4, 9)"));
        QCOMPARE(m_desk->opened.back().what.value("run").toBool(), false);
        QVERIFY(!find<QPushButton>("sessionPerformance")->isVisible()); // there is no such page
        m_hub = true;
        m_page = std::make_unique<SessionsPage>(context());
        QVERIFY(m_desk->show(m_page.get()));
        QVERIFY(choose("INSERT INTO orders VALUES(4, 9)", [](const ListedSession &s) { return !s.active; }));
        click("sessionPerformance");
        QCOMPARE(m_desk->opened.back().feature, QString("performance"));
        QCOMPARE(m_desk->opened.back().what.value("sqlId").toString().size(), 13);
    }

private:
    shell::PageContext context()
    {
        shell::PageContext context = m_desk->context();
        context.has = [this](const QString &feature) { return feature == "performance" && m_hub; };
        return context;
    }
    template <typename W>
    W *find(const char *name) const
    {
        W *widget = m_page->findChild<W *>(name);
        if (widget == nullptr) {
            throw std::runtime_error(std::string("no ") + name);
        }
        return widget;
    }
    void click(const char *name) const { QTest::mouseClick(find<QAbstractButton>(name), Qt::LeftButton); }
    void now() const
    {
        click("sessionsNow");
        QTest::qWait(20);
    }
    void openWorksheet(const QString &sql, bool manual)
    {
        m_worksheet = std::make_unique<worksheet::WorksheetPage>(context());
        QVERIFY(m_desk->show(m_worksheet.get()));
        m_worksheet->answer({{"sql", sql}, {"manual", manual}, {"run", true}});
    }
    QString outcome() const
    {
        const auto *messages = m_worksheet->worksheet()->messages();
        return messages->index(messages->rowCount() - 1, worksheet::MessagesModel::OutcomeColumn)
            .data()
            .toString();
    }
    static int row(const std::string &part, const SessionsModel *model)
    {
        for (int row = 0; row < model->rowCount(); ++row) {
            if (model->at(row).sql.find(part) != std::string::npos) {
                return row;
            }
        }
        return -1;
    }
    // By a click on its row, when it is there.
    template <typename Wanted>
    bool choose(const QString &sql, Wanted wanted)
    {
        const SessionsModel *model = m_page->sessions();
        const std::string text = sql.toStdString();
        const bool there = QTest::qWaitFor(
            [&] {
                now();
                const int at = row(text, model);
                return at >= 0 && model->at(at).sql == text && wanted(model->at(at));
            },
            longEnoughMs);
        if (!there) {
            return false;
        }
        auto *list = find<grid::RowList>("sessionList");
        const int at = row(text, model);
        list->scrollTo(model->index(at, 0));
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                          QPoint(20, list->rowViewportPosition(at) + list->rowHeight(at) / 2));
        return find<QPlainTextEdit>("sessionSql")->toPlainText() == sql;
    }

    std::unique_ptr<test::PageDesk> m_desk;
    std::string m_path;
    bool m_hub = false;
    std::unique_ptr<SessionsPage> m_page;
    std::unique_ptr<worksheet::WorksheetPage> m_worksheet;
};

QTEST_MAIN(SessionsPageTest)
#include "tst_sessions_page.moc"
