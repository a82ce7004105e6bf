// The chart of commits: choosing by mouse and keys, zoom, brush, hover values.
#include "views/common/chart/time_axis.h"
#include "views/common/timeline/commit_chart.h"

#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace strandline;
using namespace strandline::timeline;
using namespace std::chrono_literals;

class CommitChartTest : public QObject
{
    Q_OBJECT

    static std::vector<Commit> hourly(std::uint64_t count)
    {
        std::vector<Commit> out;
        for (std::uint64_t i = 1; i <= count; ++i) {
            Commit commit;
            commit.scn = {i};
            commit.timeFrom = commit.timeTo = core::Time(1772373600s) + std::chrono::hours(i);
            commit.pages = static_cast<std::uint32_t>(i);
            commit.storedBytes = i * 10;
            out.push_back(commit);
        }
        return out;
    }

    struct Fixture
    {
        theme::Theme theme{theme::Mode::Light};
        CommitsModel commits;
        CommitChart chart{&commits, &theme};
        std::vector<std::uint64_t> chosen;

        explicit Fixture(std::uint64_t count = 48)
        {
            commits.append(hourly(count));
            chart.resize(900, 260);
            chart.show();
            QObject::connect(&chart, &CommitChart::commitChosen, &chart, [this](core::Scn scn) {
                chosen.push_back(scn.value);
                chart.setSelected(scn);
            });
            QObject::connect(&chart, &CommitChart::brushed, &chart,
                             [this](const TimeRange &range) { commits.setRange(range); });
            QObject::connect(&chart, &CommitChart::brushCleared, &chart, [this] { commits.setRange({}); });
        }
    };

private slots:
    void clickChoosesTheNearestCommit()
    {
        Fixture f;
        QTest::mouseClick(&f.chart, Qt::LeftButton, {}, f.chart.positionOf({17}));
        QTest::mouseClick(&f.chart, Qt::LeftButton, {}, f.chart.positionOf({1}));
        QCOMPARE(f.chosen, (std::vector<std::uint64_t>{17, 1}));
    }

    void keysGoFromCommitToCommit()
    {
        Fixture f;
        f.chart.setFocus();
        QTest::keyClick(&f.chart, Qt::Key_Left); // from now: the newest
        QTest::keyClick(&f.chart, Qt::Key_Left);
        QTest::keyClick(&f.chart, Qt::Key_Home);
        QTest::keyClick(&f.chart, Qt::Key_Left); // stays at the first
        QTest::keyClick(&f.chart, Qt::Key_Right);
        QTest::keyClick(&f.chart, Qt::Key_End);
        QCOMPARE(f.chosen, (std::vector<std::uint64_t>{48, 47, 1, 1, 2, 48}));
        QVERIFY(f.chart.accessibleDescription().contains("SCN 48"));
    }

    void zoomKeepsTheCommitInSight()
    {
        Fixture f;
        f.chart.setFocus();
        f.chart.setSelected({10});
        const auto whole = f.chart.visibleRange();
        QTest::keyClick(&f.chart, Qt::Key_Plus);
        QTest::keyClick(&f.chart, Qt::Key_Plus);
        const auto zoomed = f.chart.visibleRange();
        QVERIFY((whole.to - whole.from) / 3 > zoomed.to - zoomed.from);
        const core::Time at = f.commits.find({10})->timeTo;
        QVERIFY(zoomed.from <= at && at <= zoomed.to);
        QTest::keyClick(&f.chart, Qt::Key_End); // out of sight: the view follows
        const auto moved = f.chart.visibleRange();
        QVERIFY(moved.from <= f.commits.find({48})->timeTo && f.commits.find({48})->timeTo <= moved.to);
        QTest::keyClick(&f.chart, Qt::Key_0);
        QVERIFY(f.chart.showsAll());
    }

    void wheelZoomsAboutTheMouse()
    {
        Fixture f;
        const QPoint at = f.chart.positionOf({30});
        QWheelEvent wheel(at, f.chart.mapToGlobal(at), {}, {0, 480}, Qt::NoButton, {}, Qt::NoScrollPhase,
                          false);
        QApplication::sendEvent(&f.chart, &wheel);
        QVERIFY(!f.chart.showsAll());
        QVERIFY(std::abs(f.chart.positionOf({30}).x() - at.x()) <= 3);
    }

    void dragBrushesARange()
    {
        Fixture f;
        const QPoint from = f.chart.positionOf({10}) - QPoint(3, 0);
        const QPoint to = f.chart.positionOf({20}) + QPoint(3, 0);
        QTest::mousePress(&f.chart, Qt::LeftButton, {}, from);
        QTest::mouseMove(&f.chart, (from + to) / 2);
        QTest::mouseMove(&f.chart, to);
        QTest::mouseRelease(&f.chart, Qt::LeftButton, {}, to);
        QCOMPARE(f.commits.rowCount(), 11);
        QVERIFY(f.chosen.empty()); // a drag is no click
        f.chart.setFocus();
        QTest::keyClick(&f.chart, Qt::Key_Escape);
        QCOMPARE(f.commits.rowCount(), 48);
    }

    void keysBrushToo()
    {
        Fixture f;
        f.chart.setFocus();
        f.chart.setSelected({20});
        for (int i = 0; i < 5; ++i) {
            QTest::keyClick(&f.chart, Qt::Key_Right, Qt::ShiftModifier);
        }
        QCOMPARE(f.commits.rowCount(), 6);
    }

    void marksAreDrawnAndTold()
    {
        Fixture f(12);
        const QImage before = f.chart.grab().toImage();
        using Mark = timeline::CommitChart::Mark;
        f.chart.setMarks(
            {{{7}, Mark::Kind::RestorePoint, "before the import"}, {{5}, Mark::Kind::Schema, {}}});
        QVERIFY(f.chart.grab().toImage() != before);
        QTest::mouseMove(&f.chart, f.chart.positionOf({5}));
        QTRY_VERIFY(f.chart.hoverText().contains("schema changed in SCN 5"));
        QTest::mouseMove(&f.chart, f.chart.positionOf({7}));
        QTRY_VERIFY(f.chart.hoverText().contains("restore point before the import"));
    }

    void linesOfHistoryTakeLanesUnderTheAxis()
    {
        Fixture f(12);
        timeline::Incarnation first;
        first.id = {1};
        first.firstScn = {1};
        first.lastScn = {8};
        timeline::Incarnation second = first;
        second.id = {2};
        second.parent = {1};
        second.branchScn = {4};
        second.firstScn = {9};
        second.lastScn = {12};
        f.chart.setIncarnations({first});
        const QImage one = f.chart.grab().toImage();
        const int centre = f.chart.positionOf({1}).y();
        f.chart.setIncarnations({first, second});
        QVERIFY(f.chart.positionOf({1}).y() < centre); // the plot makes room
        QVERIFY(f.chart.grab().toImage() != one);
    }

    void whatAFilterDoesNotWantIsPale()
    {
        Fixture f(12);
        const QPoint at = QPoint(f.chart.positionOf({5}).x(), f.chart.height() - 30);
        const auto colour = [&] { return f.chart.grab().toImage().pixelColor(at); };
        const QColor usual = colour();
        f.chart.setMatches(std::vector<core::Scn>{core::Scn{3}});
        QVERIFY(colour() != usual);
        f.chart.setMatches(std::vector<core::Scn>{core::Scn{5}});
        QCOMPARE(colour(), usual);
    }

    void hoverTellsValues()
    {
        Fixture f(12);
        QTest::mouseMove(&f.chart, f.chart.positionOf({5}));
        QTRY_VERIFY(f.chart.hoverText().contains("SCN 5"));
    }

    void everyCommitHasItsBar()
    {
        Fixture f;
        QCOMPARE(f.chart.filledBins(), 48);
        for (const Measure measure : {Measure::Commits, Measure::Pages, Measure::Bytes}) {
            f.chart.setMeasure(measure);
            const QImage picture = f.chart.grab().toImage();
            const QColor bar = f.theme.tokens().accent;
            for (std::uint64_t scn = 1; scn <= 48; ++scn) {
                // Just above the zero line, however small the value.
                const int x = f.chart.positionOf({scn}).x();
                bool found = false;
                for (int dx = -4; dx <= 4 && !found; ++dx) {
                    found = picture.pixelColor(x + dx, f.chart.height() - 25) == bar;
                }
                QVERIFY2(found, qPrintable(QString::number(scn)));
            }
        }
    }

    void axisMarksAreRoundAndFit_data()
    {
        QTest::addColumn<qint64>("spanMs");
        for (const qint64 span :
             {50LL, 900LL, 45'000LL, 3'600'000LL, 86'400'000LL, 580'000'000LL, 40'000'000'000LL}) {
            QTest::addRow("%lld ms", static_cast<long long>(span)) << span;
        }
    }

    void axisMarksAreRoundAndFit()
    {
        QFETCH(qint64, spanMs);
        const core::Time from = core::Time(1772373791123ms);
        const core::Time to = from + std::chrono::milliseconds(spanMs);
        const auto ticks = chart::timeTicks(from, to, 4);
        QVERIFY(!ticks.empty() && ticks.size() <= 5);
        QSet<QString> labels;
        for (const chart::TimeTick &tick : ticks) {
            QVERIFY(tick.time >= from && tick.time <= to);
            labels.insert(tick.label);
        }
        QCOMPARE(labels.size(), static_cast<qsizetype>(ticks.size()));
    }

    void emptyHistorySaysSo()
    {
        theme::Theme theme(theme::Mode::Light);
        CommitsModel commits;
        CommitChart chart(&commits, &theme);
        chart.resize(400, 200);
        QTest::mouseClick(&chart, Qt::LeftButton, {}, QPoint(200, 100));
        QTest::keyClick(&chart, Qt::Key_Left);
        chart.grab();
        QVERIFY(chart.accessibleDescription().contains("No commits"));
    }
};

QTEST_MAIN(CommitChartTest)
#include "tst_commit_chart.moc"
