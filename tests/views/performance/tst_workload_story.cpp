// A workload with three planted causes over the demo, and how each is found by clicks: a statement that reads
// a whole table, commits that wait for the disk, another program that sits on the write lock. With
// STRANDLINE_PICTURES set to a folder it saves the pictures of docs/monitoring.md there.
#include "app/workbench/translations.h"
#include "app/workbench/workbench.h"
#include "engine/demo/demo.h"
#include "tests/support/busy_session.h"
#include "tests/support/child_process.h"
#include "tests/support/temp_folder.h"
#include "views/common/chart/chart_panel.h"
#include "views/common/editor/sql_editor.h"
#include "views/common/grid/row_list.h"
#include "views/performance/dimension_box.h"
#include "views/performance/performance_page.h"
#include "views/sessions/sessions_page.h"
#include "views/shell/main_window.h"

#include <QDir>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace strandline;
using performance::AshAnalytics;
using performance::PerformancePage;
using performance::TopModel;
using test::BusySession;

namespace {

constexpr int patienceMs = 60'000; // for a machine that is busy

const std::string scan = "SELECT count(*) FROM orders WHERE gift_message LIKE '%no such word%'";
const std::string update = "UPDATE suppliers SET email = hex(randomblob(8)) WHERE id = 1";
const std::string blocked = "UPDATE customers SET city = hex(randomblob(4)) WHERE id = 2";

class WorkloadStoryTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_translations.use(QLocale("en_US"));
        for (const char *home : {"XDG_CONFIG_HOME", "XDG_DATA_HOME"}) {
            qputenv(home, QByteArray::fromStdString(m_folder.file("home")));
        }
        demo::DemoOptions options;
        options.folder = m_folder.file("demo");
        options.scale = pictures() ? 1.0 : 0.1;
        options.workload = std::chrono::milliseconds(0); // here is another one
        m_path = demo::buildDemo(options, {}).database;
        m_workbench = std::make_unique<workbench::Workbench>(QString::fromStdString(m_folder.file("s.ini")));
        m_window = m_workbench->openWindow(QString::fromStdString(m_path));
        m_window->resize(1280, 800);
        QTRY_VERIFY(m_window->session()->database());
        QTRY_VERIFY(m_window->findChild<QPushButton *>("recordNo")->isVisible());
        QTest::mouseClick(m_window->findChild<QPushButton *>("recordNo"), Qt::LeftButton);
        plant();
        m_page = openByClick<PerformancePage>("Performance");
        QVERIFY(m_page != nullptr);
        QTRY_VERIFY_WITH_TIMEOUT(analytics()->samples() > (pictures() ? 400 : 100) && seen("CPU") &&
                                     seen("Commit"),
                                 pictures() ? 2 * patienceMs : patienceMs);
        picture("workload");
    }
    void cleanupTestCase()
    {
        m_clients.clear();
        m_holder.reset();
        m_workbench.reset();
    }
    void init()
    {
        QCOMPARE(openByClick<PerformancePage>("Performance"), m_page);
        show("performanceTabs", 0);
        while (!analytics()->filters().empty()) {
            const std::size_t before = analytics()->filters().size();
            QTest::mouseClick(find<QToolButton>("ashFilter"), Qt::LeftButton);
            QTRY_VERIFY(analytics()->filters().size() < before);
        }
    }

    void theScanIsWhatTakesTheProcessor()
    {
        drillInto("CPU");
        QTRY_COMPARE_WITH_TIMEOUT(topValue(0), idOf(scan), patienceMs);
        clickCell("ashTop", 0, TopModel::ValueColumn);
        QTRY_VERIFY(find<editor::SqlEditor>("sqlText")->text().contains("no such word"));
        show("sqlTabs", 1);
        QTRY_VERIFY_WITH_TIMEOUT(planText().contains("SCAN orders"), patienceMs);
        picture("workload-scan");
    }

    void theCommitsWaitForTheDisk()
    {
        drillInto("Commit");
        QTRY_COMPARE_WITH_TIMEOUT(topValue(0), idOf(update), patienceMs);
        choose("ashTopSecondDimension", "Ev");
        QTRY_COMPARE_WITH_TIMEOUT(analytics()->top(1)->dimension(), monitor::AshDimension::Event, patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(analytics()->top(1)->rowOf("wal sync") >= 0, patienceMs);
        picture("workload-commits");
    }

    void somebodySitsOnTheWriteLock()
    {
        sitOnTheLock();
        QTRY_VERIFY_WITH_TIMEOUT(seen("Application"), patienceMs);
        drillInto("Application");
        choose("ashTopSecondDimension", "Bl");
        QTRY_COMPARE_WITH_TIMEOUT(analytics()->top(1)->dimension(), monitor::AshDimension::Blocker,
                                  patienceMs);
        const std::string holder = "process " + std::to_string(m_holder->pid());
        QTRY_COMPARE_WITH_TIMEOUT(topValue(1), holder, patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(analytics()->top(0)->rowOf(idOf(blocked)) >= 0 &&
                                     analytics()->samples() > (pictures() ? 150 : 0),
                                 patienceMs);
        picture("workload-lock");
        // Who it is, and whom it keeps waiting.
        auto *page = openByClick<sessions::SessionsPage>("Sessions");
        QVERIFY(page != nullptr);
        auto *tree = page->findChild<QTreeView *>("blockingTree");
        const auto waits = [&] {
            QTest::mouseClick(page->findChild<QToolButton *>("sessionsNow"), Qt::LeftButton);
            QTest::qWait(30);
            const QModelIndex root = tree->model()->index(0, 0);
            return root.data().toString().contains(QString::number(m_holder->pid())) &&
                   tree->model()->rowCount(root) > 0;
        };
        QTRY_VERIFY_WITH_TIMEOUT(waits(), patienceMs);
        QTest::mouseClick(page->findChild<QToolButton *>("sessionsPause"), Qt::LeftButton); // it stands
        const QModelIndex root = tree->model()->index(0, 0);
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(root).center());
        const QString pid = QString::number(m_holder->pid());
        QTRY_VERIFY(page->findChild<QLabel *>("sessionName")->text().contains(pid));
        QVERIFY(page->findChild<QLabel *>("sessionAdvice")->text().contains(pid));
        const QRect waiter = tree->visualRect(tree->model()->index(0, 0, root));
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, waiter.center());
        QTRY_VERIFY(page->findChild<QLabel *>("sessionPresent")->text().contains(pid)); // blocked by it
        QVERIFY(page->findChild<QPlainTextEdit *>("sessionSql")->toPlainText().contains("UPDATE customers"));
        picture("workload-sessions");
    }

private:
    static bool pictures() { return qEnvironmentVariableIsSet("STRANDLINE_PICTURES"); }
    static std::string idOf(const std::string &sql)
    {
        return monitor::sqlIdText(monitor::sqlTextOf(sql)->sqlId);
    }

    void plant()
    {
        const auto database = m_window->session()->database();
        m_clients.push_back(std::make_unique<BusySession>(database, scan, session::LeaseKind::Read));
        m_clients.push_back(std::make_unique<BusySession>(database, update, session::LeaseKind::Write));
    }
    void sitOnTheLock()
    {
        const auto database = m_window->session()->database();
        m_clients.pop_back(); // the two that write would wait for each other, too
        m_clients.push_back(
            std::make_unique<BusySession>(database, blocked, session::LeaseKind::Write,
                                          BusySession::Habits{.think = std::chrono::milliseconds(50)}));
        m_holder = std::make_unique<test::ChildProcess>(
            std::vector<std::string>{"/usr/bin/python3", "-c",
                                     "import sqlite3, sys, time\n"
                                     "c = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=60)\n"
                                     "while True:\n"
                                     "    c.execute('BEGIN IMMEDIATE')\n"
                                     "    time.sleep(0.4)\n"
                                     "    c.execute('COMMIT')\n"
                                     "    time.sleep(0.8)\n",
                                     m_path});
    }

    AshAnalytics *analytics() const { return m_page->analytics(); }
    template <typename W>
    W *find(const char *name) const
    {
        W *widget = m_page->findChild<W *>(name);
        if (widget == nullptr) {
            throw std::runtime_error(std::string("no ") + name);
        }
        return widget;
    }

    // By a click on its entry in the navigation; null: none is there, or something else opened.
    template <typename Page>
    Page *openByClick(const QString &entry) const
    {
        for (auto *button : m_window->findChild<QWidget *>("navigation")->findChildren<QToolButton *>()) {
            if (button->text() == entry) {
                QTest::mouseClick(button, Qt::LeftButton);
            }
        }
        Page *shown = nullptr;
        for (Page *page : m_window->findChildren<Page *>()) {
            shown = page->isVisible() ? page : shown;
        }
        return shown;
    }
    std::size_t lineOf(const QString &waitClass) const
    {
        const auto &lines = analytics()->activity()->series().lines;
        const auto line = std::find_if(lines.begin(), lines.end(),
                                       [&](const series::Line &of) { return of.id == waitClass; });
        return static_cast<std::size_t>(line - lines.begin());
    }
    bool seen(const QString &waitClass) const
    {
        const auto &lines = analytics()->activity()->series().lines;
        const std::size_t at = lineOf(waitClass);
        return at < lines.size() && std::any_of(lines[at].values.begin(), lines[at].values.end(),
                                                [](double value) { return value > 0; });
    }
    // By a click on its entry in the legend.
    void drillInto(const QString &waitClass) const
    {
        auto *chart = find<chart::ChartPanel>("ash")->chart();
        QTRY_VERIFY_WITH_TIMEOUT(lineOf(waitClass) < chart->plot().legend().size(), patienceMs);
        QTest::mouseClick(chart, Qt::LeftButton, {}, chart->plot().legend()[lineOf(waitClass)].center());
        QTRY_COMPARE(analytics()->filters().size(), std::size_t{1});
        QCOMPARE(analytics()->filters().front().value, waitClass.toStdString());
        // What is looked at from now on is of this class alone.
        const auto only = [&] {
            const auto &lines = analytics()->activity()->series().lines;
            return seen(waitClass) && std::all_of(lines.begin(), lines.end(), [&](const series::Line &line) {
                       return line.id == waitClass || !seen(line.id);
                   });
        };
        QTRY_VERIFY_WITH_TIMEOUT(only(), patienceMs);
    }
    std::string topValue(std::size_t list) const
    {
        const TopModel *top = analytics()->top(list);
        return top->rowCount() > 0 ? top->valueAt(0) : std::string();
    }
    void clickCell(const char *name, int row, int column) const
    {
        auto *list = find<grid::RowList>(name);
        const QRect rect = list->visualRect(list->model()->index(row, column));
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, QPoint(rect.left() + 12, rect.center().y()));
    }
    void choose(const char *box, const char *keys) const
    {
        find<performance::DimensionBox>(box)->setFocus();
        QTest::keyClicks(find<performance::DimensionBox>(box), keys);
    }
    void show(const char *tabs, int index) const
    {
        auto *bar = find<QTabBar>(tabs);
        QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(index).center());
        QCOMPARE(bar->currentIndex(), index);
    }
    QString planText() const
    {
        const auto trees = m_page->findChildren<QTreeView *>("planTree");
        const auto shown =
            std::find_if(trees.begin(), trees.end(), [](const QTreeView *t) { return t->isVisible(); });
        if (shown == trees.end()) {
            return {};
        }
        const QAbstractItemModel *plan = (*shown)->model();
        const QModelIndex statement = plan->index(0, 0);
        QString text;
        for (int row = 0; row < plan->rowCount(statement); ++row) {
            text += plan->index(row, 0, statement).data().toString() + ' ' +
                    plan->index(row, 1, statement).data().toString() + '\n';
        }
        return text;
    }
    void picture(const QString &name) const
    {
        if (pictures()) {
            const QString folder = qEnvironmentVariable("STRANDLINE_PICTURES");
            QDir().mkpath(folder);
            QTest::qWait(300);
            m_window->grab().save(folder + '/' + name + ".png");
        }
    }

    workbench::Translations m_translations{qEnvironmentVariable("STRANDLINE_TRANSLATIONS")};
    test::TempFolder m_folder;
    std::string m_path;
    std::unique_ptr<workbench::Workbench> m_workbench;
    shell::MainWindow *m_window = nullptr;
    PerformancePage *m_page = nullptr;
    std::unique_ptr<test::ChildProcess> m_holder;
    std::vector<std::unique_ptr<BusySession>> m_clients;
};

} // namespace

QTEST_MAIN(WorkloadStoryTest)
#include "tst_workload_story.moc"
