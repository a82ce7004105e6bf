// Figures over time: their table, their CSV, how they are brought to columns of pixels, and their axis.
#include "models/series/series_columns.h"
#include "models/series/series_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <limits>

using namespace strandline;
using namespace strandline::series;
using namespace std::chrono_literals;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

SeriesData dataOf(std::vector<std::vector<double>> lines, Unit unit = Unit::Number)
{
    SeriesData data;
    data.start = core::Time(1772373600s);
    data.unit = unit;
    for (std::vector<double> &values : lines) {
        const QString id = QString::number(data.lines.size() + 1);
        data.lines.push_back({id, "Line " + id, id, std::move(values)});
    }
    return data;
}

} // namespace

class SeriesTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void theModelIsOne()
    {
        SeriesModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QSignalSpy moved(&model, &QAbstractItemModel::dataChanged);
        model.setSeries(dataOf({{1, 2, none}, {0.5, 4, 5}}, Unit::PerSecond));
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.columnCount(), 3);
        QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(), QString("Line 1"));
        QCOMPARE(model.index(0, 2).data().toString(), QString("0.50/s"));
        QCOMPARE(model.index(2, 1).data().toString(), QString()); // a gap
        QVERIFY(model.index(1, 0).data(Qt::ToolTipRole).toString().startsWith("2026-03-01 14:00:01"));
        model.setSeries(dataOf({{7, 8, 9}, {1, 1, 1}})); // the same shape: the table stays where it is
        QCOMPARE(resets.count(), 1);
        QCOMPARE(moved.count(), 1);
        QCOMPARE(model.index(2, 1).data().toString(), QString("9"));
        model.setSeries(dataOf({{1}}));
        QCOMPARE(resets.count(), 2);
        model.setSeries(SeriesData());
        QCOMPARE(model.rowCount(), 0);
    }

    void csvIsForOtherPrograms()
    {
        SeriesData data = dataOf({{0.5, none}, {1500.25, 0.1}}, Unit::Bytes);
        data.lines[0].title = "a, b";
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        const QString text = csv(data);
        QLocale::setDefault(QLocale::c());
        QCOMPARE(text, QString("time,\"a, b\",Line 2\r\n2026-03-01T14:00:00Z,0.5,1500.25\r\n"
                               "2026-03-01T14:00:01Z,,0.1"));
        data.step = 500ms;
        QVERIFY(csv(data).contains("2026-03-01T14:00:00.500Z"));
    }

    void aStackShowsTheMomentOfTheHighestSum()
    {
        // The lines' own peaks lie at different steps than that of their sum.
        const Columns columns = stackColumns(dataOf({{5, 0, 3, 1}, {0, 6, 4, 1}}), 1);
        QCOMPARE(columns.sums, std::vector<double>{7});
        QCOMPARE(columns.steps, std::vector<std::size_t>{2});
        QCOMPARE(columns.lines[0], std::vector<double>{3});
        QCOMPARE(columns.lines[1], std::vector<double>{4});
        QCOMPARE(columns.highest, 7.0);
    }

    void linesKeepTheirPeaks()
    {
        std::vector<double> values(3600, 1);
        values[1777] = 50; // a second in an hour
        const Columns columns = lineColumns(dataOf({values}), 700);
        QCOMPARE(columns.highest, 50.0);
        QCOMPARE(std::count(columns.lines[0].begin(), columns.lines[0].end(), 50.0), 1);
    }

    void gapsStayGaps()
    {
        const SeriesData data = dataOf({{1, none, none, none, 2}, {none, none, 3, none, 2}});
        const Columns stack = stackColumns(data, 5);
        QCOMPARE(stack.sums[0], 1.0); // one of the two is known
        QVERIFY(std::isnan(stack.sums[1]) && std::isnan(stack.lines[0][1]));
        QCOMPARE(stack.lines[0][2], 0.0);
        QCOMPARE(stack.sums[4], 4.0);
        const Columns lines = lineColumns(data, 5);
        QVERIFY(std::isnan(lines.lines[1][0]));
        QCOMPARE(lines.lines[1][2], 3.0);
        const Columns nothing = stackColumns(dataOf({{none, none}}), 10);
        QCOMPARE(nothing.highest, 0.0);
        QCOMPARE(stackColumns(SeriesData(), 10).sums.size(), std::size_t{0});
    }

    void aStepIsAsWideAsItsTime()
    {
        const Columns columns = lineColumns(dataOf({{1, 2, 3}}), 9);
        QCOMPARE(columns.lines[0], (std::vector<double>{1, 1, 1, 2, 2, 2, 3, 3, 3}));
    }

    void axesAreRound()
    {
        QCOMPARE(axisStep(3.4, Unit::Sessions, 5), 1.0);
        QCOMPARE(axisStep(0.034, Unit::Sessions, 5), 0.01);
        QCOMPARE(axisStep(10, Unit::Number, 5), 2.0);
        QCOMPARE(axisStep(0, Unit::Number, 5), 1.0);
        QCOMPARE(axisStep(3.0 * 1024 * 1024, Unit::Bytes, 3), 1024.0 * 1024);
        QCOMPARE(axisStep(7000, Unit::Seconds, 4), 3000.0); // 50 minutes
        QCOMPARE(axisStep(0.0007, Unit::Seconds, 4), 0.0002);
        for (const double highest : {1e-6, 0.3, 1.0, 7.7, 999.0, 1000.0, 1e12}) {
            for (const int lines : {1, 2, 5}) {
                const double step = axisStep(highest, Unit::PerSecond, lines);
                QVERIFY(std::ceil(highest / step - 1e-9) <= lines);
                QVERIFY(highest / step > 0.3 * lines || lines == 1); // no axis that is mostly empty
            }
        }
    }

    void labelsOfAnAxisAreAlike()
    {
        QCOMPARE(axisText(0.5, 0.5, Unit::Sessions), QString("0.5"));
        QCOMPARE(axisText(1, 0.5, Unit::Sessions), QString("1.0"));
        QCOMPARE(axisText(0, 0.5, Unit::Sessions), QString("0"));
        QCOMPARE(axisText(20, 20, Unit::PerSecond), QString("20/s"));
        QCOMPARE(axisText(0.75, 0.25, Unit::Share), QString("75 %"));
        QCOMPARE(axisText(50.0 * 1024 * 1024, 50.0 * 1024 * 1024, Unit::Bytes), QString("50 MiB"));
        QCOMPARE(axisText(1536, 1536, Unit::BytesPerSecond), QString("1.5 KiB/s"));
        QCOMPARE(axisText(0.03, 0.01, Unit::Seconds), QString("30 ms"));
    }

    void valuesHaveTheirUnit()
    {
        QCOMPARE(valueText(1536, Unit::BytesPerSecond), QString("1.5 KiB/s"));
        QCOMPARE(valueText(0.0013, Unit::Seconds), QString("1.3 ms"));
        QCOMPARE(valueText(0.987, Unit::Share), QString("98.7 %"));
        QCOMPARE(valueText(1, Unit::Share), QString("100 %"));
        QCOMPARE(valueText(0.25, Unit::Sessions), QString("0.25"));
        QCOMPARE(valueText(12, Unit::PerSecond), QString("12/s"));
        QCOMPARE(valueText(none, Unit::Bytes), QString());
    }
};

QTEST_GUILESS_MAIN(SeriesTest)
#include "tst_series.moc"
