// Charts of figures over time by real mouse and keys: what is drawn where, values on hover, clicks on layers,
// a brushed range; the strip of a time picker; the panel's table and files.
#include "tests/support/temp_folder.h"
#include "views/common/chart/chart_panel.h"
#include "views/common/chart/colours.h"
#include "views/common/chart/range_strip.h"
#include "views/common/chart/sparkline.h"
#include "views/common/grid/row_list.h"

#include <QDateTime>
#include <QFile>
#include <QMenu>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include <cmath>
#include <limits>

using namespace strandline;
using namespace strandline::chart;
using namespace std::chrono_literals;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
const core::Time start{1772373600s};

// 60 seconds: CPU 1, User I/O 2, nothing known from the 40th to the 49th.
series::SeriesData sample()
{
    series::SeriesData data;
    data.start = start;
    data.unit = series::Unit::Sessions;
    data.lines = {{"cpu", "CPU", "CPU", std::vector<double>(60, 1)},
                  {"io", "User I/O", "User I/O", std::vector<double>(60, 2)}};
    for (series::Line &line : data.lines) {
        std::fill(line.values.begin() + 40, line.values.begin() + 50, none);
    }
    return data;
}

int countOf(const QImage &image, const QColor &colour, const QRect &within)
{
    int count = 0;
    for (int y = within.top(); y <= within.bottom(); ++y) {
        for (int x = within.left(); x <= within.right(); ++x) {
            count += image.pixelColor(x, y) == colour ? 1 : 0;
        }
    }
    return count;
}

struct Desk
{
    theme::Theme theme{theme::Mode::Light};
    series::SeriesModel model;
};

struct Fixture : Desk
{
    SeriesChart chart{&model, &theme};
    QStringList clicked;
    std::vector<series::TimeSpan> ranges;

    Fixture()
    {
        model.setSeries(sample());
        chart.resize(700, 240);
        chart.show();
        QObject::connect(&chart, &SeriesChart::lineClicked, &chart,
                         [this](const QString &id) { clicked << id; });
        QObject::connect(&chart, &SeriesChart::rangeSelected, &chart, [this](core::Time from, core::Time to) {
            ranges.push_back({from, to});
        });
    }
    QColor cpu() const { return colourOf("CPU", theme.tokens()); }
    QColor io() const { return colourOf("User I/O", theme.tokens()); }
    QImage image() { return chart.grab().toImage(); }
    QRect area() const { return chart.plot().area(); }
    // Middle of the step, at a value's height.
    QPoint at(int second, double value) const
    {
        return {chart.plot().xOf(start + std::chrono::seconds(second) + 500ms), chart.plot().yOf(value)};
    }
};

} // namespace

class ChartsTest : public QObject
{
    Q_OBJECT

private slots:
    void areasLieUponEachOtherFromZero()
    {
        Fixture f;
        const QImage image = f.image();
        const QRect area = f.area();
        QVERIFY(area.width() > 500 && area.height() > 100);
        const int known = area.width() * 50 / 60;
        const int cpuHeight = f.chart.plot().yOf(0) - f.chart.plot().yOf(1);
        const int ioHeight = f.chart.plot().yOf(1) - f.chart.plot().yOf(3);
        QVERIFY(std::abs(countOf(image, f.cpu(), area) - known * cpuHeight) <= 2 * cpuHeight);
        QVERIFY(std::abs(countOf(image, f.io(), area) - known * ioHeight) <= 2 * ioHeight);
        QCOMPARE(image.pixelColor(f.at(10, 0.5)), f.cpu());
        QCOMPARE(image.pixelColor(f.at(10, 2)), f.io());
        QCOMPARE(image.pixelColor(f.at(59, 0) - QPoint(0, 1)), f.cpu()); // down to zero
    }

    void aGapIsHatchedAndNoZero()
    {
        Fixture f;
        const QImage image = f.image();
        const QRect gap(f.at(41, 0).x(), f.area().top(), 80, f.area().height());
        QCOMPARE(countOf(image, f.cpu(), gap), 0);
        QCOMPARE(countOf(image, f.io(), gap), 0);
        QVERIFY(countOf(image, f.theme.tokens().surface, gap) < gap.width() * gap.height());
        series::SeriesData zero = sample();
        for (series::Line &line : zero.lines) {
            std::fill(line.values.begin(), line.values.end(), 0);
        }
        f.model.setSeries(zero);
        const QRect inside = gap.adjusted(0, 10, 0, -10);
        QVERIFY(countOf(image, f.theme.tokens().surface, inside) <
                countOf(f.image(), f.theme.tokens().surface, inside));
    }

    void theLimitIsARedLineWhereItIsInSight()
    {
        Fixture f;
        f.chart.setLimit(Limit{4, "CPU cores: 4"});
        const QColor red = f.theme.tokens().danger;
        QCOMPARE(f.image().pixelColor(f.at(10, 4)), red);
        QVERIFY(countOf(f.image(), red, f.area()) >= 2 * f.area().width());
        QVERIFY(f.chart.plot().top() >= 4);
        f.chart.setLimit(Limit{64, "CPU cores: 64"}); // would press all values to the ground
        QCOMPARE(countOf(f.image(), red, f.area()), 0);
        QCOMPARE(f.chart.plot().top(), 3.0);
    }

    void linesAreDrawnAsSteps()
    {
        Fixture f;
        f.chart.setMode(Mode::Lines);
        series::SeriesData data = sample();
        std::fill(data.lines[1].values.begin(), data.lines[1].values.begin() + 20, 1.5);
        f.model.setSeries(data);
        const QImage image = f.image();
        QCOMPARE(image.pixelColor(f.at(10, 1.5)), f.io());
        QCOMPARE(image.pixelColor(f.at(30, 2)), f.io());
        QCOMPARE(image.pixelColor(f.at(10, 1)), f.cpu());
        QVERIFY(image.pixelColor(f.at(10, 0.5)) != f.cpu()); // no area below
        // Upright between the two values.
        const int edge = f.chart.plot().xOf(start + 20s);
        int upright = 0;
        for (int x = edge - 1; x <= edge + 1; ++x) {
            upright += image.pixelColor(x, f.chart.plot().yOf(1.75)) == f.io() ? 1 : 0;
        }
        QCOMPARE(upright, 1);
    }

    void hoverTellsTheValues()
    {
        Fixture f;
        QVERIFY(f.chart.hoverText().isEmpty());
        const QImage before = f.image();
        QTest::mouseMove(&f.chart, f.at(10, 0.5));
        QTRY_VERIFY(f.chart.hoverText().contains("CPU: 1"));
        QVERIFY(f.chart.hoverText().contains("User I/O: 2"));
        QVERIFY(f.chart.hoverText().contains("In all: 3"));
        QVERIFY(f.image() != before);
        QVERIFY(f.chart.accessibleDescription().contains("CPU: 1"));
        QTest::mouseMove(&f.chart, f.at(45, 0.5));
        QTRY_VERIFY(f.chart.hoverText().contains("not known"));
    }

    void aClickedLayerTellsItself()
    {
        Fixture f;
        QTest::mouseClick(&f.chart, Qt::LeftButton, {}, f.at(10, 0.5));
        QTest::mouseClick(&f.chart, Qt::LeftButton, {}, f.at(10, 2));
        QTest::mouseClick(&f.chart, Qt::LeftButton, {}, f.at(45, 0.5)); // a gap
        QTest::mouseClick(&f.chart, Qt::LeftButton, {}, f.chart.plot().legend()[1].center());
        QCOMPARE(f.clicked, (QStringList{"cpu", "io", "io"}));
        f.chart.setMode(Mode::Lines);
        QTest::mouseClick(&f.chart, Qt::LeftButton, {}, f.at(10, 1));
        QTest::mouseClick(&f.chart, Qt::LeftButton, {}, f.at(10, 1.5)); // between the lines
        QCOMPARE(f.clicked, (QStringList{"cpu", "io", "io", "cpu"}));
        QVERIFY(f.ranges.empty()); // a click is no brush
    }

    void aDragBrushesWholeSteps()
    {
        Fixture f;
        const QPoint from = f.at(10, 1);
        const QPoint to = f.at(20, 1);
        QTest::mousePress(&f.chart, Qt::LeftButton, {}, from);
        QTest::mouseMove(&f.chart, (from + to) / 2);
        QVERIFY(f.ranges.empty()); // not before it ends
        QTest::mouseMove(&f.chart, to);
        QTest::mouseRelease(&f.chart, Qt::LeftButton, {}, to);
        QCOMPARE(f.ranges.size(), std::size_t{1});
        QVERIFY(f.ranges[0] == (series::TimeSpan{start + 10s, start + 21s}));
        QVERIFY(f.clicked.isEmpty());
        QVERIFY(f.image().pixelColor(f.at(15, 0.5)) != f.cpu()); // a veil over it
        QSignalSpy cleared(&f.chart, &SeriesChart::rangeCleared);
        f.chart.setFocus();
        QTest::keyClick(&f.chart, Qt::Key_Escape);
        QCOMPARE(cleared.count(), 1);
        QVERIFY(!f.chart.marked());
        QCOMPARE(f.image().pixelColor(f.at(15, 0.5)), f.cpu());
    }

    void keysDoAllOfIt()
    {
        Fixture f;
        f.chart.setFocus();
        QTest::keyClick(&f.chart, Qt::Key_Home);
        QTest::keyClick(&f.chart, Qt::Key_Right);
        QTest::keyClick(&f.chart, Qt::Key_Right);
        QVERIFY(f.chart.hoverText().contains("CPU: 1"));
        for (int i = 0; i < 4; ++i) {
            QTest::keyClick(&f.chart, Qt::Key_Right, Qt::ShiftModifier);
        }
        QVERIFY(f.ranges.empty());
        QTest::keyClick(&f.chart, Qt::Key_Return);
        QCOMPARE(f.ranges.size(), std::size_t{1});
        QVERIFY(f.ranges[0] == (series::TimeSpan{start + 2s, start + 7s}));
        QTest::keyClick(&f.chart, Qt::Key_Up);
        QTest::keyClick(&f.chart, Qt::Key_Up);
        QTest::keyClick(&f.chart, Qt::Key_Return);
        QCOMPARE(f.clicked, QStringList{"io"});
        QTest::keyClick(&f.chart, Qt::Key_Down);
        QTest::keyClick(&f.chart, Qt::Key_Return);
        QCOMPARE(f.clicked, (QStringList{"io", "cpu"}));
    }

    void withoutValuesItSaysWhy()
    {
        Fixture f;
        const QImage full = f.image();
        f.chart.setEmptyText("No history is kept yet.");
        f.model.setSeries(series::SeriesData());
        QVERIFY(f.chart.plot().empty());
        QCOMPARE(f.chart.accessibleDescription(), QString("No history is kept yet."));
        QVERIFY(f.image() != full);
        QTest::mouseClick(&f.chart, Qt::LeftButton, {}, f.chart.rect().center());
        QTest::keyClick(&f.chart, Qt::Key_Left);
        QVERIFY(f.clicked.isEmpty());
    }

    void bothThemesHaveTheirColours()
    {
        Fixture f;
        const QColor light = f.io();
        f.theme.setMode(theme::Mode::Dark);
        QVERIFY(f.io() != light);
        QCOMPARE(f.image().pixelColor(f.at(10, 2)), f.io());
        QCOMPARE(colourOf("CPU", theme::lightTokens()), QColor("#00B300"));
        QCOMPARE(colourOf("nothing known", theme::lightTokens()), theme::lightTokens().secondary);
    }

    void theStripPansResizesAndBeginsAnew()
    {
        Desk desk;
        desk.model.setSeries(sample());
        RangeStrip strip(&desk.model, &desk.theme);
        strip.resize(700, 60);
        strip.show();
        strip.setSelection({start + 20s, start + 30s});
        QSignalSpy told(&strip, &RangeStrip::selectionChanged);
        const auto drag = [&](core::Time from, core::Time to) {
            const QPoint a(strip.xOf(from), 20);
            const QPoint b(strip.xOf(to), 20);
            QTest::mousePress(&strip, Qt::LeftButton, {}, a);
            QTest::mouseMove(&strip, (a + b) / 2);
            QTest::mouseMove(&strip, b);
            QTest::mouseRelease(&strip, Qt::LeftButton, {}, b);
        };
        const auto near = [](core::Time a, core::Time b) { return std::chrono::abs(a - b) < 200ms; };
        drag(start + 25s, start + 35s); // the body
        QVERIFY(near(strip.selection().from, start + 30s) && near(strip.selection().to, start + 40s));
        QVERIFY(told.count() >= 2);
        drag(start + 40s, start + 50s); // the right edge
        QVERIFY(near(strip.selection().from, start + 30s) && near(strip.selection().to, start + 50s));
        drag(start + 30s, start + 10s); // the left one
        QVERIFY(near(strip.selection().from, start + 10s) && near(strip.selection().to, start + 50s));
        drag(start + 2s, start + 6s); // an empty place
        QVERIFY(near(strip.selection().from, start + 2s) && near(strip.selection().to, start + 6s));
        drag(start + 4s, start + 90s); // not out of the outer time, and as long as before
        QVERIFY(near(strip.selection().to, start + 60s) && near(strip.selection().from, start + 56s));
    }

    // A day from midnight to midnight has a date at each edge, in whole.
    void theStripsLabelsStayInside()
    {
        Desk desk;
        series::SeriesData day = sample();
        const QDateTime midnight(QDate(2026, 9, 23), QTime(0, 0)); // "Wed 23 Sep" is wide
        day.start = core::Time(std::chrono::milliseconds(midnight.toMSecsSinceEpoch()));
        day.step = std::chrono::microseconds(24h) / static_cast<std::int64_t>(day.steps());
        desk.model.setSeries(day);
        RangeStrip strip(&desk.model, &desk.theme);
        strip.show();
        for (const int width : {420, 699, 1500}) {
            strip.resize(width, 60);
            const QImage image = strip.grab().toImage();
            const int label = strip.fontMetrics().horizontalAdvance("Wed 23 Sep");
            const auto inked = [&](int from, int to) {
                int count = 0;
                for (int x = from; x < to; ++x) {
                    for (int y = image.height() - strip.fontMetrics().height(); y < image.height(); ++y) {
                        count += image.pixelColor(x, y) == desk.theme.tokens().surface ? 0 : 1;
                    }
                }
                return count;
            };
            QCOMPARE(inked(0, 1), 0);
            QCOMPARE(inked(width - 1, width), 0);
            const int first = inked(0, label + 4);
            QVERIFY(first > label); // it is there
            QVERIFY(std::abs(inked(width - label - 4, width) - first) <
                    first / 3); // and as much of the other
        }
    }

    void theStripObeysKeys()
    {
        Desk desk;
        desk.model.setSeries(sample());
        RangeStrip strip(&desk.model, &desk.theme);
        strip.resize(700, 60);
        strip.show();
        strip.setSelection({start + 20s, start + 30s});
        QTest::keyClick(&strip, Qt::Key_Right);
        QVERIFY(strip.selection() == (series::TimeSpan{start + 21s, start + 31s}));
        QTest::keyClick(&strip, Qt::Key_Right, Qt::ShiftModifier);
        QVERIFY(strip.selection() == (series::TimeSpan{start + 21s, start + 32s}));
        QTest::keyClick(&strip, Qt::Key_Left, Qt::ControlModifier);
        QVERIFY(strip.selection() == (series::TimeSpan{start + 20s, start + 32s}));
        QTest::keyClick(&strip, Qt::Key_End);
        QVERIFY(strip.selection() == (series::TimeSpan{start + 48s, start + 60s}));
        QTest::keyClick(&strip, Qt::Key_Home);
        QVERIFY(strip.selection() == (series::TimeSpan{start, start + 12s}));
        QVERIFY(!strip.accessibleDescription().isEmpty());
    }

    void aSparklineShowsTheShape()
    {
        theme::Theme theme(theme::Mode::Light);
        Sparkline line(&theme, "1");
        line.resize(100, 30);
        const QColor colour = colourOf("1", theme.tokens());
        line.setValues({none, 0, 1, 4});
        const QImage image = line.grab().toImage();
        QCOMPARE(countOf(image, colour, QRect(0, 0, 24, 30)), 0);    // not known
        QCOMPARE(countOf(image, colour, QRect(26, 0, 23, 28)), 0);   // zero lies at the bottom
        QVERIFY(countOf(image, colour, QRect(26, 28, 23, 2)) >= 40); // there
        QVERIFY(countOf(image, colour, QRect(76, 0, 24, 2)) >= 40);  // the highest at the top
    }

    void theSameFiguresStandInATable()
    {
        Panel p;
        QToolButton *button = p.panel.findChild<QToolButton *>("aasMenu");
        QVERIFY(button != nullptr && !button->accessibleName().isEmpty());
        QAction *table = button->menu()->actions().front();
        table->trigger();
        auto *list = p.panel.findChild<QTableView *>("aasTable");
        QVERIFY(list != nullptr && list->isVisible() && !p.panel.chart()->isVisible());
        QCOMPARE(list->model()->rowCount(), 60);
        QCOMPARE(list->model()->index(3, 2).data().toString(), QString("2"));
        QTRY_VERIFY(list->rowAt(list->viewport()->height() - 1) == 59 || list->rowAt(1) > 0); // the latest
        table->trigger();
        QVERIFY(p.panel.chart()->isVisible());
    }

    // STRANDLINE_PICTURES=DIR: what they look like, in both themes.
    void pictures()
    {
        const QString where = qEnvironmentVariable("STRANDLINE_PICTURES");
        if (where.isEmpty()) {
            QSKIP("STRANDLINE_PICTURES isn't set");
        }
        Panel p;
        series::SeriesData data;
        data.start = start;
        data.unit = series::Unit::Sessions;
        for (const char *name : {"CPU", "User I/O", "System I/O", "Commit", "Application", "Concurrency",
                                 "Scheduler", "Other"}) {
            const auto phase = static_cast<double>(data.lines.size());
            std::vector<double> values(3600);
            for (std::size_t i = 0; i < values.size(); ++i) {
                const double x = static_cast<double>(i);
                values[i] = i > 900 && i < 1000 ? none : 0.3 + 0.3 * std::sin(x / (90 + 20 * phase) + phase);
            }
            data.lines.push_back({name, name, name, values});
        }
        p.model.setSeries(data);
        p.panel.resize(1040, 300);
        p.panel.chart()->setLimit(Limit{4, "CPU cores: 4"});
        RangeStrip strip(&p.model, &p.theme);
        strip.resize(1040, 56);
        strip.setSelection({start + 1200s, start + 1500s});
        strip.show();
        for (const theme::Mode mode : {theme::Mode::Light, theme::Mode::Dark}) {
            p.theme.setMode(mode);
            p.theme.dress(&p.panel);
            const QString name = where + "/" + theme::modeName(mode);
            QTest::mouseMove(p.panel.chart(), p.panel.chart()->plot().area().center());
            QTest::qWait(50);
            p.panel.grab().save(name + "-stack.png");
            strip.grab().save(name + "-strip.png");
            p.panel.chart()->setMode(Mode::Lines);
            QTest::mouseMove(p.panel.chart(), p.panel.chart()->plot().legend()[2].center());
            QTest::qWait(50);
            p.panel.grab().save(name + "-lines.png");
            p.panel.chart()->setMode(Mode::Stack);
        }
    }

    void filesHoldWhatIsShown()
    {
        Panel p;
        for (const char *ending : {"png", "svg", "csv"}) {
            const QString path = QString::fromStdString(p.folder.file("chart.")) + ending;
            p.messages.clear();
            p.panel.save(path);
            QTRY_COMPARE(p.messages.size(), std::size_t{1});
            QCOMPARE(p.messages[0].kind, message::Kind::Success);
            QVERIFY(p.messages[0].text.contains(path));
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            if (path.endsWith("png")) {
                const QImage image = QImage::fromData(bytes);
                QVERIFY(countOf(image, colourOf("CPU", p.theme.tokens()), image.rect()) > 10000);
            } else if (path.endsWith("svg")) {
                QVERIFY(bytes.contains("Sessions over time (sessions)"));
                QVERIFY(bytes.contains("#002ee6"));
                QVERIFY(bytes.size() < 200'000);
            } else {
                QVERIFY(bytes.startsWith("time,CPU,User I/O\r\n2026-03-01T14:00:00Z,1.0,2.0\r\n"));
                QVERIFY(bytes.contains("2026-03-01T14:00:40Z,,\r\n"));
            }
        }
        p.messages.clear();
        p.panel.save("/nowhere/at/all.csv");
        QTRY_COMPARE(p.messages.size(), std::size_t{1});
        QCOMPARE(p.messages[0].kind, message::Kind::Failure);
    }

private:
    struct Panel : Desk
    {
        test::TempFolder folder{test::TempFolder::Place::Memory};
        task::TaskList tasks;
        std::vector<message::Message> messages;
        ChartPanel panel{"aas",
                         "Sessions over time",
                         &model,
                         {&theme, &tasks, [this](const message::Message &m) { messages.push_back(m); }}};
        Panel()
        {
            model.setSeries(sample());
            panel.resize(700, 300);
            panel.show();
        }
    };
};

QTEST_MAIN(ChartsTest)
#include "tst_charts.moc"
