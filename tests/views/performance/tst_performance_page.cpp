// The Performance Hub by real clicks and keys, over a database in which one session scans and another one
// commits: the hot statement is found, filters follow clicks, the statement's detail and the SQL monitor tell
// what runs.
#include "tests/support/busy_session.h"
#include "tests/support/kept_history.h"
#include "tests/support/plain_database.h"
#include "tests/views/common/page_desk.h"
#include "views/common/chart/chart_panel.h"
#include "views/common/chart/range_strip.h"
#include "views/common/editor/sql_editor.h"
#include "views/common/grid/row_list.h"
#include "views/performance/dimension_box.h"
#include "views/performance/histogram_view.h"
#include "views/performance/load_map_pane.h"
#include "views/performance/load_map_view.h"
#include "views/performance/performance_page.h"

#include <QAbstractItemView>
#include <QAction>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QPushButton>
#include <QTabBar>
#include <QTest>
#include <QToolButton>
#include <cmath>

using namespace strandline;
using namespace strandline::performance;
using monitor::AshDimension;
using test::BusySession;

namespace {

const std::string scan = "SELECT count(*) FROM big a, big b WHERE a.v || b.v = 'no such row'";
const std::string insert = "INSERT INTO log VALUES (1)";

QString idOf(const std::string &sql)
{
    return QString::fromStdString(monitor::sqlIdText(monitor::sqlTextOf(sql)->sqlId));
}

} // namespace

class PerformancePageTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_desk = std::make_unique<test::PageDesk>();
        const std::string path = m_desk->folder.file("shop.db");
        test::PlainDatabase(path).execute(
            "PRAGMA journal_mode=WAL; CREATE TABLE log(a); CREATE TABLE big(v);"
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300) "
            "INSERT INTO big SELECT 'value ' || i FROM n");
        QVERIFY(m_desk->open(QString::fromStdString(path)));
        m_page = std::make_unique<PerformancePage>(m_desk->context());
        QVERIFY(m_desk->show(m_page.get()));
    }

    void cleanup()
    {
        m_page.reset();
        m_workers.clear();
        QCOMPARE(m_desk->told(), QString());
        QVERIFY(m_desk->close());
        m_desk.reset();
    }

    void theHotStatementIsFoundAndItsChipFiltersEverything()
    {
        load();
        TopModel *top = analytics()->top(0);
        QTRY_VERIFY_WITH_TIMEOUT(top->rowOf(hot()) >= 0 && top->rowOf(idOf(insert).toStdString()) >= 0 &&
                                     analytics()->samples() > 30,
                                 60'000);
        m_desk->picture(m_page.get(), "performance-ash");
        pause();
        const double before = analytics()->sessions();
        const double drawn = analytics()->activity()->series().lines.front().values.empty() ? 0 : sumDrawn();
        QVERIFY(before > 0);
        QCOMPARE(top->index(top->rowOf(hot()), TopModel::TextColumn).data().toString(),
                 QString::fromStdString(monitor::sqlTextOf(scan)->normalized));
        clickCell("ashTop", top->rowOf(hot()), TopModel::ActivityColumn);
        QTRY_VERIFY(analytics()->sessions() < before);
        QVERIFY(analytics()->sessions() > 0);
        QVERIFY(sumDrawn() < drawn);
        QCOMPARE(top->rowCount(), 1);
        QCOMPARE(analytics()->top(1)->rowCount(), 1); // one session runs it
        auto *chip = m_page->findChild<QToolButton *>("ashFilter");
        QVERIFY(chip != nullptr && chip->isVisible());
        QCOMPARE(chip->text(), QString("SQL ID: ") + idOf(scan));
        m_desk->picture(m_page.get(), "performance-filter");
        // A second filter ANDs with it.
        clickCell("ashTopSecond", 0, TopModel::ActivityColumn);
        QTRY_COMPARE(m_page->findChildren<QToolButton *>("ashFilter").size(), qsizetype{2});
        QTest::mouseClick(find<QPushButton>("ashFiltersClear"), Qt::LeftButton);
        QTRY_COMPARE(analytics()->filters().size(), std::size_t{0});
        QTRY_VERIFY(analytics()->sessions() >= before);
        // By keys: the chip comes with Enter and goes with a click on it.
        find<grid::RowList>("ashTop")->setFocus();
        find<grid::RowList>("ashTop")->selectRow(top->rowOf(hot()));
        QTest::keyClick(find<grid::RowList>("ashTop"), Qt::Key_Return);
        QTRY_VERIFY(analytics()->sessions() < before);
        QTRY_COMPARE(m_page->findChildren<QToolButton *>("ashFilter").size(), qsizetype{1});
        QTest::mouseClick(find<QToolButton>("ashFilter"), Qt::LeftButton);
        QTRY_VERIFY(analytics()->sessions() >= before);
        QVERIFY(!find<QWidget>("ashFilters")->isVisible());
    }

    void aLayerOfTheChartAndATileOfTheMapDrillDown()
    {
        load();
        QTRY_VERIFY_WITH_TIMEOUT(analytics()->top(0)->rowOf(hot()) >= 0 && analytics()->samples() > 20,
                                 60'000);
        pause();
        QTest::mouseClick(find<QToolButton>("ashMap"), Qt::LeftButton);
        auto *map = find<LoadMapView>("loadMap");
        QTRY_VERIFY(map->isVisible() && !map->tiles().empty());
        m_desk->picture(m_page.get(), "performance-map");
        const MapTile &tile = map->tiles().front();
        const auto path = analytics()->map()->nodes().at(tile.row).path;
        QTest::mouseClick(map, Qt::LeftButton, {}, tile.rect.topLeft().toPoint() + QPoint(6, 6));
        QTRY_COMPARE(analytics()->filters().size(), path.size());
        QVERIFY(analytics()->filters() == path);
        QTest::mouseClick(find<QToolButton>("ashFilter"), Qt::LeftButton);
        QTRY_VERIFY(analytics()->filters().empty());
        QTRY_VERIFY(map->tiles().size() > 1);
        map->setFocus(); // and by keys, to a leaf
        QTest::keyClick(map, Qt::Key_PageDown);
        QTest::keyClick(map, Qt::Key_PageDown);
        QTest::keyClick(map, Qt::Key_Return);
        QTRY_COMPARE(analytics()->filters().size(), std::size_t{2});
        QTest::mouseClick(find<QPushButton>("ashFiltersClear"), Qt::LeftButton);
        auto *pane = m_page->findChild<LoadMapPane *>();
        for (const char *ending : {"png", "svg", "csv"}) {
            const QString file = m_desk->path("map.") + QString::fromLatin1(ending);
            pane->save(file);
            QTRY_VERIFY(QFile::exists(file));
            QTRY_VERIFY(m_desk->told().contains(file));
            m_desk->messages.clear();
        }
        QVERIFY(!QImage(m_desk->path("map.png")).isNull());
        QFile csv(m_desk->path("map.csv"));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        QVERIFY(csv.readAll().startsWith("wait_class,sql_id,average_active_sessions,share\r\n"));
        find<QAction>("loadMapAsTable")->trigger();
        QTRY_VERIFY(find<grid::RowList>("loadMapTable")->isVisible());
        QTRY_VERIFY(find<grid::RowList>("loadMapTable")->model()->rowCount() > 1);

        auto *chart = find<chart::ChartPanel>("ash")->chart();
        const QRect cpu = chart->plot().legend().front(); // the CPU is the lowest
        QTest::mouseClick(chart, Qt::LeftButton, {}, cpu.center());
        QTRY_COMPARE(analytics()->filters().size(), std::size_t{1});
        QCOMPARE(analytics()->filters().front().value, std::string("CPU"));
    }

    void dimensionsAndTimeAreChosen()
    {
        load();
        QTRY_VERIFY_WITH_TIMEOUT(analytics()->samples() > 10, 60'000);
        auto *box = find<DimensionBox>("ashTopSecondDimension");
        box->showPopup();
        QTRY_VERIFY(box->view()->isVisible());
        m_desk->picture(box->view()->window(), "performance-dimensions");
        box->hidePopup();
        box->setFocus();
        QTest::keyClicks(box, "Op"); // Operation
        QTRY_COMPARE(analytics()->topDimension(1), AshDimension::Operation);
        QTRY_COMPARE(analytics()->top(1)->dimension(), AshDimension::Operation);
        QTRY_VERIFY(analytics()->top(1)->rowOf("SELECT") >= 0);
        auto *strip = find<chart::RangeStrip>("ashStrip");
        const int from = strip->width() / 4;
        const int to = strip->width() / 2;
        QTest::mousePress(strip, Qt::LeftButton, {}, QPoint(from, 10));
        QTest::mouseMove(strip, QPoint((from + to) / 2, 10));
        QTest::mouseMove(strip, QPoint(to, 10));
        QTest::mouseRelease(strip, Qt::LeftButton, {}, QPoint(to, 10));
        QTRY_VERIFY(!analytics()->atNow());
        QVERIFY(analytics()->inner().to - analytics()->inner().from > std::chrono::minutes(10));
        QTRY_COMPARE(analytics()->samples(), std::size_t{0}); // nothing was active then
        QTRY_VERIFY(find<QWidget>("ashTopEmpty")->isVisible());
        QTest::mouseClick(find<QToolButton>("ashHistorical"), Qt::LeftButton);
        QTRY_VERIFY(analytics()->range() == AshAnalytics::Range::Historical);
        QVERIFY(find<QToolButton>("ashEarlier")->isVisible());
        QTest::mouseClick(find<QToolButton>("ashRealTime"), Qt::LeftButton);
        QTRY_VERIFY(analytics()->atNow());
        QTRY_VERIFY(analytics()->samples() > 10);
        QVERIFY(!find<QPushButton>("ashEarlierActivity")->isVisible());
    }

    void theLastActivityIsAClickAway()
    {
        using std::chrono::hours;
        openWith(core::SystemClock().now() - hours(3), {.metrics = hours(1), .samples = hours(1)});
        auto *link = find<QPushButton>("ashEarlierActivity");
        QTRY_VERIFY(link->isVisible());
        QCOMPARE(analytics()->samples(), std::size_t{0});
        m_desk->picture(m_page.get(), "performance-nothing-now");
        QTest::mouseClick(link, Qt::LeftButton);
        QTRY_VERIFY(analytics()->samples() > 10);
        QTRY_VERIFY(!link->isVisible());
        QVERIFY(find<QToolButton>("ashHistorical")->isChecked());
    }

    // What other programs did in the last day, of whom only the repository knows.
    void aDayThatWasKeptIsAnalysed()
    {
        openKept();
        const std::size_t hour = analytics()->samples();
        // All of the day, drawn in the strip from left of the selection, then its edge.
        auto *strip = find<chart::RangeStrip>("ashStrip");
        const int right = strip->xOf(strip->selection().from);
        QTest::mousePress(strip, Qt::LeftButton, {}, QPoint(right, 10));
        QTest::mouseMove(strip, QPoint(right / 2, 10));
        QTest::mouseMove(strip, QPoint(2, 10));
        QTest::mouseRelease(strip, Qt::LeftButton, {}, QPoint(2, 10));
        QTRY_VERIFY(analytics()->samples() > 8 * hour);
        QVERIFY(analytics()->inner().to - analytics()->inner().from > std::chrono::hours(23));
        QTRY_VERIFY(analytics()->activity()->series().steps() > 250);
        m_desk->picture(m_page.get(), "performance-day");
        TopModel *top = analytics()->top(0);
        QCOMPARE(top->rowCount(), 5);
        const int report = top->rowOf(idOf(test::keptReport).toStdString());
        QCOMPARE(top->index(report, TopModel::TextColumn).data().toString(),
                 QString::fromStdString(monitor::sqlTextOf(test::keptReport)->normalized));
        const TopModel *sessions = analytics()->top(1);
        const int web = sessions->rowOf("4,1");
        QVERIFY(web >= 0);
        QCOMPARE(sessions->index(web, TopModel::TextColumn).data().toString(), QString("shop-web · basket"));
        // Who waited for a lock, and for whom.
        auto *chart = find<chart::ChartPanel>("ash")->chart();
        const QRect application = chart->plot().legend()[SL_CLASS_APPLICATION];
        QTest::mouseClick(chart, Qt::LeftButton, {}, application.center());
        QTRY_COMPARE(top->rowCount(), 1);
        QCOMPARE(top->valueAt(0), idOf(test::keptImport).toStdString());
        find<DimensionBox>("ashTopSecondDimension")->setFocus();
        QTest::keyClicks(find<DimensionBox>("ashTopSecondDimension"), "Bl");
        QTRY_COMPARE(analytics()->top(1)->rowCount(), 1);
        QTRY_COMPARE(analytics()->top(1)->valueAt(0), std::string("process 4711"));
        QTest::mouseClick(find<QToolButton>("ashFilter"), Qt::LeftButton);
        QTRY_COMPARE(top->rowCount(), 5);
        QTest::mouseClick(find<QToolButton>("ashMap"), Qt::LeftButton);
        QTRY_VERIFY(find<LoadMapView>("loadMap")->tiles().size() > 6);
        m_desk->picture(m_page.get(), "performance-day-map");
        // A day before it nothing was kept.
        QTest::mouseClick(find<QToolButton>("ashEarlier"), Qt::LeftButton);
        QTRY_VERIFY(analytics()->samples() < hour);
        QTest::mouseClick(find<QToolButton>("ashLists"), Qt::LeftButton);
        QTest::mouseClick(find<QToolButton>("ashEarlier"), Qt::LeftButton);
        QTRY_VERIFY(find<QWidget>("ashTopEmpty")->isVisible());
        QVERIFY(find<QToolButton>("ashLater")->isEnabled());
        QTest::mouseClick(find<QToolButton>("ashLater"), Qt::LeftButton);
        QTest::mouseClick(find<QToolButton>("ashLater"), Qt::LeftButton);
        QTRY_VERIFY(analytics()->samples() > 8 * hour);
    }

    // It got better in the middle of the day.
    void aPlanThatChangedIsSeen()
    {
        openKept();
        const TopModel *top = analytics()->top(0);
        clickCell("ashTop", top->rowOf(idOf(test::keptReport).toStdString()), TopModel::ValueColumn);
        QTRY_VERIFY(m_page->sql()->loaded());
        auto *tabs = find<QTabBar>("sqlTabs");
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(2).center());
        QCOMPARE(m_page->sql()->byPlan()->series().lines.size(), std::size_t{2});
        QVERIFY(find<grid::RowList>("sqlHours")->isVisible());
        QVERIFY(find<grid::RowList>("sqlHours")->model()->rowCount() >= 24);
        m_desk->picture(m_page.get(), "performance-plans");
    }

    void theStatementIsShownInDetail()
    {
        load();
        TopModel *top = analytics()->top(0);
        QTRY_VERIFY_WITH_TIMEOUT(top->rowOf(hot()) >= 0 && analytics()->samples() > 20, 60'000);
        pause();
        clickCell("ashTop", top->rowOf(hot()), TopModel::ValueColumn);
        QTRY_COMPARE(m_page->tab(), 2);
        QTRY_VERIFY(m_page->sql()->loaded());
        QCOMPARE(find<QLabel>("sqlTitle")->text(), idOf(scan));
        QVERIFY(find<editor::SqlEditor>("sqlText")->text().contains("no such row"));
        pause(); // off: it goes on
        QTRY_VERIFY_WITH_TIMEOUT(find<HistogramView>("sqlHistogram")->executions() > 0, 60'000);
        QTRY_VERIFY_WITH_TIMEOUT(m_page->sql()->executions()->rowCount() > 0, 60'000);
        QTRY_VERIFY(find<QLabel>("sqlShare")->text().contains("%"));
        m_desk->picture(m_page.get(), "performance-sql");
        QTest::mouseClick(find<QPushButton>("sqlOpen"), Qt::LeftButton);
        QCOMPARE(m_desk->opened.back().feature, QString("worksheet"));
        QVERIFY(m_desk->opened.back().what.value("sql").toString().contains("no such row"));
        QTest::mouseClick(find<QPushButton>("sqlExplain"), Qt::LeftButton);
        QVERIFY(m_desk->opened.back().what.value("sql").toString().startsWith("EXPLAIN QUERY PLAN"));
        auto *tabs = find<QTabBar>("sqlTabs");
        for (int i = 0; i < tabs->count(); ++i) {
            QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(i).center());
            QCOMPARE(tabs->currentIndex(), i);
            m_desk->picture(m_page.get(), QStringLiteral("performance-sql-%1").arg(i));
        }
    }

    void whatRunsIsMonitoredUntilItsEnd()
    {
        const std::string endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
                                    "SELECT /*+ MONITOR */ count(*) FROM n";
        auto worker = std::make_unique<BusySession>(
            m_desk->session.database(), endless, session::LeaseKind::Read, BusySession::Habits{.once = true});
        QTest::keyClick(m_page.get(), Qt::Key_2, Qt::AltModifier);
        QCOMPARE(m_page->tab(), 1);
        ExecutionsModel *executions = m_page->executions();
        QTRY_COMPARE_WITH_TIMEOUT(executions->running(), 1, 60'000);
        clickCell("executionList", 0, ExecutionsModel::StatusColumn);
        QTRY_VERIFY(find<QLabel>("executionTitle")->isVisible());
        const auto steps = [&] { return executions->at(0).execution.vmSteps; };
        const auto then = steps();
        QTRY_VERIFY_WITH_TIMEOUT(steps() > then, 60'000); // its progress
        QTRY_VERIFY_WITH_TIMEOUT(executions->at(0).shares[SL_CLASS_CPU] > 0.5, 60'000);
        m_desk->picture(m_page.get(), "performance-monitor");
        worker.reset();
        QTRY_COMPARE_WITH_TIMEOUT(executions->running(), 0, 60'000);
        QCOMPARE(executions->rowCount(), 1);
        QVERIFY(executions->index(0, ExecutionsModel::StatusColumn).data().toString().contains("Failed"));
        QVERIFY(find<QLabel>("executionTitle")->isVisible()); // still chosen
        {
            session::Lease lease = m_desk->session.database()->lease();
            session::query(lease, "SELECT /*+ MONITOR */ count(*) FROM big", {}, {});
        }
        QTRY_COMPARE(executions->rowCount(), 2);
        QVERIFY(executions->index(0, ExecutionsModel::StatusColumn).data().toString().contains("Done"));
        clickCell("executionList", 0, ExecutionsModel::StatusColumn);
        auto *tabs = find<QTabBar>("executionTabs");
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(1).center());
        QTRY_VERIFY(tabs->parentWidget()->findChild<QWidget *>("planTree")->isVisible());
        m_desk->picture(m_page.get(), "performance-monitor-plan");
        clickCell("executionList", 0, ExecutionsModel::SqlIdColumn);
        QTRY_COMPARE(m_page->tab(), 2);
        QTRY_VERIFY(find<editor::SqlEditor>("sqlText")->text().contains("MONITOR"));
    }

    void requestsOfOtherPagesAreAnswered()
    {
        m_page->answer({{"sqlId", idOf(scan)}});
        QCOMPARE(m_page->tab(), 2);
        QTRY_VERIFY(m_page->sql()->loaded());
        QVERIFY(find<QLabel>("sqlHint")->isVisible());
        QVERIFY(find<QLabel>("sqlHint")->text().contains(idOf(scan)));
        const qint64 to = QDateTime::currentMSecsSinceEpoch() / 1000 * 1000 - 60'000;
        m_page->answer(
            {{"from", to - 120'000}, {"to", to}, {"filters", QVariantMap{{"wait_class", "Commit"}}}});
        QCOMPARE(m_page->tab(), 0);
        QVERIFY(analytics()->inner() == (series::TimeSpan{core::Time(std::chrono::milliseconds(to - 120'000)),
                                                          core::Time(std::chrono::milliseconds(to))}));
        QCOMPARE(analytics()->filters().size(), std::size_t{1});
        QTRY_VERIFY(analytics()->loaded());
        m_page->answer({{"tab", "monitor"}});
        const shell::PageState left = m_page->state();
        m_page->answer({{"tab", "ash"}, {"filters", QVariantMap()}, {"map", true}});
        m_page->answer(left);
        QCOMPARE(m_page->state(), left);
    }

    void pausedItStandsAndHiddenItReadsNothing()
    {
        QTRY_VERIFY(analytics()->loaded());
        pause();
        QVERIFY(analytics()->paused() && m_page->executions()->paused() && m_page->sql()->paused());
        const series::TimeSpan inner = analytics()->inner();
        load();
        QTRY_VERIFY_WITH_TIMEOUT(m_desk->session.database()->monitor().samples().size() > 20, 60'000);
        QVERIFY(analytics()->inner() == inner);
        pause();
        QTRY_VERIFY_WITH_TIMEOUT(analytics()->samples() > 0, 60'000);
    }

private:
    template <typename W>
    W *find(const char *name) const
    {
        W *widget = m_page->findChild<W *>(name);
        if (widget == nullptr) {
            throw std::runtime_error(std::string("no ") + name);
        }
        return widget;
    }

    AshAnalytics *analytics() const { return m_page->analytics(); }
    static std::string hot() { return idOf(scan).toStdString(); }
    void pause() const { QTest::mouseClick(find<QToolButton>("performancePause"), Qt::LeftButton); }

    // What other programs did in the last day; its latest hour is shown.
    void openWith(core::Time until, const test::KeptHistory &kept)
    {
        m_page.reset();
        QVERIFY(m_desk->close());
        timeline::Location location;
        location.database = m_desk->folder.file("shop.db");
        test::keepHistory(location, until, kept);
        QVERIFY(m_desk->open(QString::fromStdString(location.database)));
        m_page = std::make_unique<PerformancePage>(m_desk->context());
        QVERIFY(m_desk->show(m_page.get()));
    }

    void openKept()
    {
        openWith(core::SystemClock().now(), {.metrics = std::chrono::hours(1)});
        QTest::mouseClick(find<QToolButton>("ashHistorical"), Qt::LeftButton);
        QTRY_VERIFY(analytics()->samples() > 1000);
    }

    void load()
    {
        const auto database = m_desk->session.database();
        m_workers.push_back(std::make_unique<BusySession>(database, scan, session::LeaseKind::Read));
        m_workers.push_back(std::make_unique<BusySession>(database, insert, session::LeaseKind::Write));
    }

    double sumDrawn() const
    {
        double sum = 0;
        for (const series::Line &line : analytics()->activity()->series().lines) {
            for (const double value : line.values) {
                sum += std::isnan(value) ? 0 : value; // nobody had the database open yet
            }
        }
        return sum;
    }

    void clickCell(const char *name, int row, int column) const
    {
        auto *list = find<grid::RowList>(name);
        const QModelIndex cell = list->model()->index(row, column);
        list->scrollTo(cell);
        const QRect rect = list->visualRect(cell);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, QPoint(rect.left() + 12, rect.center().y()));
    }

    std::unique_ptr<test::PageDesk> m_desk;
    std::unique_ptr<PerformancePage> m_page;
    std::vector<std::unique_ptr<BusySession>> m_workers;
};

QTEST_MAIN(PerformancePageTest)
#include "tst_performance_page.moc"
