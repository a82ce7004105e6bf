// The Dashboard by real clicks and keys, over a database that others write: figures come and move, ranges,
// pause, the large chart, where cards lead, and their order.
#include "tests/support/kept_history.h"
#include "tests/support/plain_database.h"
#include "tests/views/common/page_desk.h"
#include "views/common/chart/chart_panel.h"
#include "views/common/grid/row_list.h"
#include "views/dashboard/dashboard_page.h"
#include "views/dashboard/metric_card.h"

#include <QLabel>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

#include <cmath>

using namespace strandline;
using namespace strandline::dashboard;

class DashboardPageTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_desk = std::make_unique<test::PageDesk>();
        const std::string path = m_desk->folder.file("shop.db");
        m_writer = std::make_unique<test::PlainDatabase>(path);
        m_writer->execute("PRAGMA journal_mode=WAL; CREATE TABLE orders(id, price)");
        QVERIFY(m_desk->open(QString::fromStdString(path)));
        m_known = {"performance", "sessions", "flashback", "backups", "browse"};
        openPage();
    }

    void cleanup()
    {
        m_lease.reset();
        m_page.reset();
        QCOMPARE(m_desk->told(), QString());
        QVERIFY(m_desk->close());
        m_writer.reset();
        m_desk.reset();
    }

    void figuresComeFromWork()
    {
        QVERIFY(card("throughput")->figure() == "–" || card("throughput")->figure() == "0/s");
        const auto busy = [&] {
            work();
            return card("throughput")->figure() != "–" && card("throughput")->figure() != "0/s" &&
                   card("latency")->figure().startsWith("≈") &&
                   card("latency")->beside().contains("commit") && card("wal")->figure().contains("KiB") &&
                   card("growth")->figure().contains("KiB") && card("sessions")->figure().contains("active");
        };
        QTRY_VERIFY_WITH_TIMEOUT(busy(), 30000);
        QVERIFY(card("throughput")->accessibleName().contains("/s"));
        QTRY_VERIFY(find<QLabel>("dashboardSummary")->text().contains("active sessions"));
        QCOMPARE(card("recording")->figure(), QString("Off"));
        QTRY_COMPARE(card("backup")->figure(), QString("None"));
        auto *top = find<grid::RowList>("topStatements");
        int row = -1;
        const auto seen = [&] {
            m_lease->connection().execute(
                "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE "
                "n < 300000) SELECT max(n) FROM c");
            row = -1;
            for (int i = 0; i < top->model()->rowCount(); ++i) {
                const QString text = top->model()->index(i, 2).data().toString();
                row = text.startsWith("WITH RECURSIVE") ? i : row;
            }
            return row >= 0;
        };
        QTRY_VERIFY_WITH_TIMEOUT(seen(), 30000);
        const QPoint first(20, top->rowViewportPosition(row) + 6);
        QTest::mouseClick(top->viewport(), Qt::LeftButton, {}, first);
        QCOMPARE(m_desk->opened.back().feature, QString("performance"));
        QCOMPARE(m_desk->opened.back().what.value("sqlId").toString().size(), 13);
        m_desk->picture(m_page.get(), "dashboard");
    }

    // A reader that stays in an old state, by its process.
    void whoPinsTheWalIsNamed()
    {
        test::PlainDatabase reader(m_desk->folder.file("shop.db"));
        reader.execute("BEGIN; SELECT count(*) FROM orders");
        const auto pinned = [&] {
            work();
            return card("wal")->beside().contains("pinned") &&
                   card("wal")->beside().contains(QString::number(QCoreApplication::applicationPid()));
        };
        QTRY_VERIFY_WITH_TIMEOUT(pinned(), 30000);
        m_desk->opened.clear();
        QTest::mouseClick(card("wal"), Qt::LeftButton, {}, QPoint(30, 40));
        QCOMPARE(m_desk->opened.back().feature, QString("sessions"));
        QCOMPARE(m_desk->opened.back().what.value("process").toLongLong(),
                 QCoreApplication::applicationPid());
        reader.execute("COMMIT");
        QTRY_VERIFY_WITH_TIMEOUT(!card("wal")->beside().contains("pinned"), 30000);
    }

    void rangesAndPauseByClicks()
    {
        QTRY_VERIFY(m_page->measuredSteps() > 0);
        QCOMPARE(m_page->model()->chart(Chart::Activity)->rowCount(), 300);
        QVERIFY(!find<QWidget>("dashboardNotice")->isVisible());
        QTest::mouseClick(find<QToolButton>("range-86400"), Qt::LeftButton);
        QTRY_COMPARE(m_page->model()->chart(Chart::Activity)->rowCount(), 1440);
        QTRY_VERIFY(find<QWidget>("dashboardNotice")->isVisible()); // nobody records
        QVERIFY(find<QPushButton>("dashboardRecord")->isVisible());
        bool offered = false;
        connect(m_desk->session.recording(), &timeline::RecordingService::offered, this,
                [&] { offered = true; });
        QTest::mouseClick(find<QPushButton>("dashboardRecord"), Qt::LeftButton);
        QVERIFY(offered);
        QTest::mouseClick(find<QToolButton>("range-3600"), Qt::LeftButton);
        QTRY_COMPARE(m_page->model()->chart(Chart::Activity)->rowCount(), 3600);
        QTRY_VERIFY(!find<QWidget>("dashboardNotice")->isVisible());
        QTest::mouseClick(find<QToolButton>("dashboardPause"), Qt::LeftButton);
        QTRY_VERIFY(find<QLabel>("dashboardSummary")->text().contains("Paused"));
        QVERIFY(m_page->model()->paused());
        m_page->setFocus();
        QTest::keyClick(m_page.get(), Qt::Key_Space, Qt::ControlModifier | Qt::AltModifier);
        QVERIFY(!m_page->model()->paused());
        const shell::PageState left = m_page->state();
        QCOMPARE(left.value("range").toInt(), 3600);
        openPage(); // the range is kept in the settings
        QCOMPARE(m_page->state().value("range").toInt(), 3600);
    }

    // A month of what programs did before this one: each range is full of it, and leads on to its time.
    void keptTimesAreShown()
    {
        m_page.reset();
        QVERIFY(m_desk->close());
        timeline::Location location;
        location.database = m_desk->folder.file("shop.db");
        test::keepHistory(location, core::SystemClock().now(),
                          {.metrics = std::chrono::hours(24 * 30), .samples = std::chrono::hours(1)});
        QVERIFY(m_desk->open(QString::fromStdString(location.database)));
        openPage();
        for (const auto &[range, steps] : {std::pair(86400, 1440), {604800, 2016}, {2592000, 720}}) {
            QTest::mouseClick(find<QToolButton>(QStringLiteral("range-%1").arg(range)), Qt::LeftButton);
            QTRY_COMPARE(m_page->model()->chart(Chart::Activity)->rowCount(), steps);
            QVERIFY2(m_page->measuredSteps() > steps * 98 / 100,
                     qPrintable(QString::number(m_page->measuredSteps())));
            QVERIFY(!find<QWidget>("dashboardNotice")->isVisible());
            QVERIFY(card("latency")->figure().startsWith("≈"));
            QVERIFY(card("cache")->figure().contains("99."));
            for (const Chart chart : {Chart::Throughput, Chart::Io, Chart::Wal, Chart::Sessions}) {
                const auto &values = m_page->model()->chart(chart)->series().lines.front().values;
                QVERIFY(std::any_of(values.begin(), values.end(), [](double value) { return value > 0; }));
            }
            m_desk->picture(m_page.get(), QStringLiteral("dashboard-kept-%1").arg(range));
        }
        chart::SeriesChart *chart = m_page->largeChart()->chart();
        QTest::mouseClick(chart, Qt::LeftButton, {}, chart->plot().legend()[0].center());
        const shell::PageState what = m_desk->opened.back().what;
        QCOMPARE(what.value("to").toLongLong() - what.value("from").toLongLong(), 2'592'000'000LL);
        // The programs that did it are gone, and nobody records: what this program sees counts.
        const auto busy = [&] {
            work();
            return card("throughput")->figure() != "–" && card("throughput")->figure() != "0/s";
        };
        QTRY_VERIFY_WITH_TIMEOUT(busy(), 30000);
    }

    // On a large window the large chart takes what the cards leave.
    void theLargeChartFillsTheWindow()
    {
        m_page->resize(2200, 1300);
        QTRY_VERIFY(m_page->largeChart()->height() > 500);
        const QRect last = find<QWidget>("card-backup")->geometry();
        QVERIFY(m_page->board()->height() - last.bottom() <= 2);
    }

    void aCardsChartBecomesLarge()
    {
        QTRY_VERIFY(m_page->measuredSteps() > 0);
        QCOMPARE(m_page->largeChart()->title(), QString("Average active sessions by wait class"));
        QTest::mouseClick(find<QToolButton>("enlarge-io"), Qt::LeftButton);
        QCOMPARE(m_page->shownChart(), Chart::Io);
        QTRY_VERIFY(m_page->largeChart()->isVisible());
        QVERIFY(m_desk->opened.empty()); // not the card's own click
        QVERIFY(!m_page->largeChart()->chart()->plot().empty());
        m_page->largeChart()->showAsTable(true);
        QCOMPARE(find<grid::RowList>("ioTable")->model()->columnCount(), 3);
        QTest::mouseClick(m_page->largeChart()->findChild<QPushButton *>("backToActivity"), Qt::LeftButton);
        QCOMPARE(m_page->shownChart(), Chart::Activity);
        QTRY_VERIFY(m_page->largeChart()->isVisible());
    }

    void cardsLeadOn()
    {
        QTRY_VERIFY(m_page->measuredSteps() > 0);
        const std::pair<const char *, const char *> leads[] = {
            {"throughput", "performance"}, {"latency", "performance"}, {"wal", "sessions"},
            {"sessions", "sessions"},      {"growth", "browse"},       {"recording", "flashback"},
            {"backup", "backups"}};
        for (const auto &[id, feature] : leads) {
            m_desk->opened.clear();
            QTest::mouseClick(card(id), Qt::LeftButton, {}, QPoint(30, 40));
            QCOMPARE(m_desk->opened.size(), std::size_t{1});
            QCOMPARE(m_desk->opened.back().feature, QString(feature));
        }
        m_desk->opened.clear();
        card("latency")->setFocus();
        QTest::keyClick(card("latency"), Qt::Key_Return);
        const shell::PageState what = m_desk->opened.back().what;
        QCOMPARE(what.value("filters").toMap().value("wait_class").toString(), QString("Commit"));
        QCOMPARE(what.value("to").toLongLong() - what.value("from").toLongLong(), 300'000LL);
    }

    void theChartLeadsOnByLayerAndRange()
    {
        const auto busy = [&] {
            work();
            return m_page->measuredSteps() > 3;
        };
        QTRY_VERIFY_WITH_TIMEOUT(busy(), 30000);
        QTest::mouseClick(find<QToolButton>("dashboardPause"), Qt::LeftButton); // the chart stands still
        chart::SeriesChart *chart = m_page->largeChart()->chart();
        QTest::mouseClick(chart, Qt::LeftButton, {}, chart->plot().legend()[0].center());
        QCOMPARE(m_desk->opened.back().what.value("filters").toMap().value("wait_class").toString(),
                 QString("CPU"));
        const QRect area = chart->plot().area();
        const QPoint from(area.left() + area.width() / 2, area.center().y());
        const QPoint to(area.left() + area.width() * 3 / 4, area.center().y());
        QTest::mousePress(chart, Qt::LeftButton, {}, from);
        QTest::mouseMove(chart, (from + to) / 2);
        QTest::mouseMove(chart, to);
        QTest::mouseRelease(chart, Qt::LeftButton, {}, to);
        const shell::PageState what = m_desk->opened.back().what;
        QVERIFY(!what.contains("filters"));
        const qint64 length = what.value("to").toLongLong() - what.value("from").toLongLong();
        QVERIFY2(length >= 74'000 && length <= 77'000, qPrintable(QString::number(length)));
    }

    void withoutOtherPagesACardEnlargesItsChart()
    {
        m_known.clear();
        openPage();
        QTRY_VERIFY(m_page->measuredSteps() > 0);
        QTest::mouseClick(card("latency"), Qt::LeftButton, {}, QPoint(30, 40));
        QCOMPARE(m_page->shownChart(), Chart::Latency);
        QVERIFY(!card("recording")->clickable());
        QVERIFY(m_desk->opened.empty());
    }

    void theOrderIsTheUsers()
    {
        const QStringList usual = m_page->board()->order();
        QCOMPARE(usual.front(), QString("activity"));
        auto *reset = find<QPushButton>("dashboardReset");
        QTRY_VERIFY(!reset->isVisible());
        MetricCard *moved = card("cache");
        const qsizetype place = usual.indexOf("cache");
        QTest::keyClick(moved, Qt::Key_Left, Qt::ControlModifier);
        QCOMPARE(m_page->board()->order().indexOf("cache"), place - 1);
        QVERIFY(reset->isVisible());
        // Dragged to the place of the first small one.
        const QPoint from(30, 40);
        const QPoint to =
            moved->mapFrom(m_page.get(), card("throughput")->mapTo(m_page.get(), QPoint(60, 50)));
        QTest::mousePress(moved, Qt::LeftButton, {}, from);
        QTest::mouseMove(moved, from + QPoint(-20, 0));
        QTest::mouseMove(moved, to);
        QTest::mouseRelease(moved, Qt::LeftButton, {}, QPoint(60, 50));
        QCOMPARE(m_page->board()->order().indexOf("cache"), usual.indexOf("throughput"));
        QVERIFY(m_desk->opened.empty()); // a drag is no click
        const QStringList order = m_page->board()->order();
        openPage();
        QCOMPARE(m_page->board()->order(), order);
        auto *again = find<QPushButton>("dashboardReset");
        QTRY_VERIFY(again->isVisible());
        QTest::mouseClick(again, Qt::LeftButton);
        QCOMPARE(m_page->board()->order(), usual);
        QVERIFY(!again->isVisible());
        QVERIFY(!m_desk->settings.contains("v1/dashboard/cards"));
    }

    void cardsFitInAnyWidth()
    {
        for (const int width : {480, 760, 1080, 1600}) {
            m_page->resize(width, 700);
            QTest::qWait(1);
            QRect before;
            for (const QString &id : m_page->board()->order()) {
                const QRect place = find<QWidget>("card-" + id)->geometry();
                QVERIFY(place.left() >= 0 && place.right() < m_page->board()->width());
                QVERIFY2(!place.intersects(before), qPrintable(id));
                QVERIFY(place.height() >= find<QWidget>("card-" + id)->sizeHint().height());
                before = place;
            }
        }
    }

private:
    void openPage()
    {
        m_page.reset();
        shell::PageContext context = m_desk->context();
        context.tasks = &m_desk->tasks;
        context.has = [this](const QString &feature) { return m_known.contains(feature); };
        m_page = std::make_unique<DashboardPage>(context);
        QVERIFY(m_desk->show(m_page.get()));
    }

    // Commits of a session that is watched.
    void work()
    {
        if (!m_lease) {
            m_lease = std::make_unique<session::Lease>(
                m_desk->session.database()->lease(session::LeaseKind::Write));
        }
        for (int i = 0; i < 10; ++i) {
            m_lease->connection().execute("INSERT INTO orders VALUES (1, randomblob(500))");
        }
    }

    template <typename W>
    W *find(const QString &name) const
    {
        W *widget = m_page->findChild<W *>(name);
        if (widget == nullptr) {
            throw std::runtime_error("no " + name.toStdString());
        }
        return widget;
    }
    MetricCard *card(const char *id) const { return find<MetricCard>("card-" + QString::fromLatin1(id)); }

    std::unique_ptr<test::PageDesk> m_desk;
    std::unique_ptr<test::PlainDatabase> m_writer;
    std::unique_ptr<session::Lease> m_lease;
    QStringList m_known;
    std::unique_ptr<DashboardPage> m_page;
};

QTEST_MAIN(DashboardPageTest)
#include "tst_dashboard_page.moc"
