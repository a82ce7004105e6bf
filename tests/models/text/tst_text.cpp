// Numbers, sizes, durations and times as people read them.
#include "models/text/fuzzy_match.h"
#include "models/text/quantities.h"

#include <QLocale>
#include <QTest>

using namespace strandline;
using namespace std::chrono_literals;

class TextTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void sizes()
    {
        QCOMPARE(text::bytes(1024), QString("1.0 KiB"));
        QCOMPARE(text::bytes(1229), QString("1.2 KiB"));
        QCOMPARE(text::bytes(5ULL << 30U), QString("5.0 GiB"));
    }

    void fuzzyMatchesPreferWords()
    {
        QCOMPARE(text::fuzzyMatch("", "Close tab"), std::optional(0));
        QVERIFY(!text::fuzzyMatch("xyz", "Close tab"));
        QVERIFY(!text::fuzzyMatch("batx", "Close tab"));
        QVERIFY(!text::fuzzyMatch("tabc", "Close tab")); // in this order only
        QVERIFY(text::fuzzyMatch("ct", "Close tab") > text::fuzzyMatch("ct", "Collect"));
        QVERIFY(text::fuzzyMatch("split", "Split right") > text::fuzzyMatch("split", "Simple literal"));
        QVERIFY(text::fuzzyMatch("new tab", "New table").has_value());
    }

    void durations()
    {
        QCOMPARE(text::duration(73us), QString("73 µs"));
        QCOMPARE(text::duration(1300us), QString("1.3 ms"));
        QCOMPARE(text::duration(4200ms), QString("4.2 s"));
        QCOMPARE(text::duration(2h + 4min), QString("2 h 4 min"));
        QCOMPARE(text::duration(50h), QString("2 d 2 h"));
    }

    void ages()
    {
        const core::Time now = text::now();
        QCOMPARE(text::ago(now, now), QString("just now"));
        QCOMPARE(text::ago(now - 40s, now), QString("40 s ago"));
        QCOMPARE(text::ago(now - 125min, now), QString("2 h ago"));
    }

    void momentsNameScnAndTime()
    {
        const core::Time now = text::now();
        const QString point = text::point({1204}, now - 2h, now);
        QVERIFY2(point.startsWith("SCN 1,204 · "), qPrintable(point));
        QVERIFY2(point.endsWith(" · 2 h ago"), qPrintable(point));
    }

    void oldTimesCarryTheDate()
    {
        const core::Time now = text::now();
        const core::Time then = core::Time(1772373791s); // 1 March 2026
        QVERIFY(!text::time(now - 24h, now).contains(QLocale().toString(QDate::currentDate(), "MMM")));
        QVERIFY(text::time(then, then + 24h * 30).startsWith("1 Mar "));
        QVERIFY(text::time(then, then + 24h * 700).startsWith("1 Mar 2026 "));
    }

    void localTimesAreRead()
    {
        const auto time = text::localTime("2026-11-10 14:22");
        QVERIFY(time.has_value());
        QVERIFY(text::fullTime(*time).contains("14:22:00"));
        QVERIFY(text::localTime("14:22").has_value());
        QVERIFY(!text::localTime("yesterday").has_value());
        QVERIFY(!text::localTime("").has_value());
    }

    void utcIsExact()
    {
        QCOMPARE(text::utcTime(core::Time(1772373791250ms)), QString("2026-03-01 14:03:11.250 UTC"));
    }
};

QTEST_GUILESS_MAIN(TextTest)
#include "tst_text.moc"
