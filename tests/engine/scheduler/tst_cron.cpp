// When a cron expression is due: against croniter on clocks that are never changed, against a
// minute-by-minute walk where they are, and the words in which it is told.
#include "engine/core/clock.h"
#include "engine/scheduler/cron_words.h"
#include "engine/scheduler/window.h"
#include "tests/support/child_process.h"
#include "tests/support/error_code.h"
#include "tests/support/random.h"
#include "tests/support/temp_folder.h"

#include <QTest>
#include <fmt/format.h>
#include <sstream>

using namespace strandline;
using namespace strandline::scheduler;
using core::Time;
using test::errorCodeOf;
using test::Random;

namespace {

Time at(const std::string &text)
{
    return core::parseTime(text, core::SystemClock());
}

// "2026-03-29T01:00"
std::string minuteText(Time t)
{
    return core::formatTime(t).substr(0, 16);
}

std::string runsOf(const std::string &expression, const std::string &zone, const std::string &from,
                   std::size_t count)
{
    std::string out;
    for (const Time t : Cron(expression).next(at(from), Zone(zone), count)) {
        out += (out.empty() ? "" : " ") + minuteText(t);
    }
    return out;
}

// One field of a random expression: values, ranges, steps, lists, names.
class RandomField
{
public:
    RandomField(Random &random, int low, int high, std::vector<std::string> names = {})
        : m_random(random), m_low(low), m_high(high), m_names(std::move(names))
    {
    }

    std::string text()
    {
        if (m_random.oneIn(3)) {
            return "*";
        }
        std::string out = item();
        for (std::uint64_t more = m_random.below(3); more > 0 && m_random.oneIn(2); --more) {
            out += "," + item();
        }
        return out;
    }

private:
    int value(int low)
    {
        return static_cast<int>(
            m_random.between(static_cast<std::uint64_t>(low), static_cast<std::uint64_t>(m_high)));
    }
    std::string written(int v)
    {
        const auto index = static_cast<std::size_t>(v - m_low);
        return !m_names.empty() && index < m_names.size() && m_random.oneIn(2) ? m_names[index]
                                                                               : std::to_string(v);
    }
    std::string item()
    {
        const int first = value(m_low);
        switch (m_random.below(5)) {
        case 0:
            return fmt::format("{}/{}", m_high == 28 ? "1-28" : "*",
                               m_random.between(1, static_cast<std::uint64_t>(m_high)));
        case 1:
            return fmt::format("{}-{}", written(first), written(value(first)));
        case 2:
            return fmt::format("{}-{}/{}", first, value(first), m_random.between(1, 9));
        default:
            return written(first);
        }
    }

    Random &m_random;
    int m_low;
    int m_high;
    std::vector<std::string> m_names;
};

// Days of the month up to the 28th: from there on croniter 1.3.5 counts a later day that a month doesn't have
// into the next month, and passes over its first days. What we make of those is in presetsAndRules().
std::string randomExpression(Random &random)
{
    const std::vector<std::string> months = {"JAN", "feb", "Mar", "APR", "MAY", "JUN",
                                             "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
    const std::vector<std::string> weekdays = {"SUN", "mon", "Tue", "WED", "THU", "FRI", "SAT"};
    return fmt::format("{} {} {} {} {}", RandomField(random, 0, 59).text(), RandomField(random, 0, 23).text(),
                       RandomField(random, 1, 28).text(), RandomField(random, 1, 12, months).text(),
                       RandomField(random, 0, 6, weekdays).text());
}

std::vector<std::string> askPython(const std::vector<std::string> &questions)
{
    const test::TempFolder folder;
    std::string input;
    for (const std::string &question : questions) {
        input += question + '\n';
    }
    test::writeFile(folder.file("questions"), input);
    const std::string script = STRANDLINE_SOURCE_DIR "/tests/engine/scheduler/cron_oracle.py";
    const test::Finished python = test::runProgram(
        {"/bin/sh", "-c", "/usr/bin/python3 '" + script + "' < '" + folder.file("questions") + "'"});
    std::vector<std::string> answers;
    std::istringstream lines(python.output);
    for (std::string line; std::getline(lines, line);) {
        answers.push_back(line);
    }
    return answers;
}

bool haveCroniter()
{
    test::SpawnOptions quiet;
    quiet.quiet = true;
    return test::runProgram({"/usr/bin/python3", "-c", "import croniter, zoneinfo"}, quiet).code == 0;
}

} // namespace

class TestCron : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithCroniter();
    void agreesWithCroniterInZones();
    void agreesWithTheClockWhereItIsChanged();
    void changesOfTheClock_data();
    void changesOfTheClock();
    void presetsAndRules();
    void refused_data();
    void refused();
    void neverComes();
    void toldInWords_data();
    void toldInWords();
    void windows();
    void windowsInText_data();
    void windowsInText();
    void holidays();
};

void TestCron::agreesWithCroniter()
{
    if (!haveCroniter()) {
        QSKIP("Needs /usr/bin/python3 with python3-croniter.");
    }
    Random random(test::testSeed("cron", 4201));
    const std::size_t cases = test::longForm() ? 20000 : 2500;
    std::vector<std::string> questions;
    std::vector<std::string> ours;
    for (std::size_t i = 0; i < cases; ++i) {
        const std::string expression = randomExpression(random);
        const Time from = at("2020-01-01") + std::chrono::minutes(random.below(10ULL * 365 * 1440));
        questions.push_back(fmt::format("croniter\t{}\t{}\t4", expression, minuteText(from)));
        ours.push_back(runsOf(expression, "UTC", minuteText(from), 4));
    }
    const auto theirs = askPython(questions);
    QCOMPARE(theirs.size(), cases);
    for (std::size_t i = 0; i < cases; ++i) {
        QVERIFY2(ours[i] == theirs[i],
                 fmt::format("{}\n  ours   {}\n  theirs {}", questions[i], ours[i], theirs[i]).c_str());
    }
}

// croniter goes its own ways where the clocks are changed (it moves runs by the difference, also those that
// exist), so that it is asked about the times on the wall, and what lies beyond a change is left out here.
void TestCron::agreesWithCroniterInZones()
{
    if (!haveCroniter()) {
        QSKIP("Needs /usr/bin/python3 with python3-croniter.");
    }
    Random random(test::testSeed("cron in zones", 4202));
    const std::vector<std::string> zones = {"Europe/Berlin",  "America/New_York",  "Australia/Lord_Howe",
                                            "Asia/Kathmandu", "America/Sao_Paulo", "Pacific/Apia"};
    std::vector<std::string> questions;
    std::vector<std::string> ours;
    const auto wallText = [](const Zone &zone, Time t) {
        const WallTime wall = zone.wall(t);
        return wall.day.text() + "T" + clockText(wall.minute);
    };
    while (questions.size() < (test::longForm() ? 4000U : 600U)) {
        const std::string expression = randomExpression(random);
        const Zone zone(zones[random.below(zones.size())]);
        const Time from = at("2020-01-01") + std::chrono::minutes(random.below(10ULL * 365 * 1440));
        const auto next = Cron(expression).next(from, zone);
        QVERIFY(next);
        bool changed = *next - from > std::chrono::hours(24 * 100);
        for (Time t = from - std::chrono::hours(24); t < *next + std::chrono::hours(24) && !changed;
             t += std::chrono::hours(24)) {
            changed = !zone.offsetOf(zone.wall(t).day);
        }
        if (!changed) {
            questions.push_back(fmt::format("croniter\t{}\t{}\t1", expression, wallText(zone, from)));
            ours.push_back(wallText(zone, *next));
        }
    }
    const auto theirs = askPython(questions);
    QCOMPARE(theirs.size(), questions.size());
    for (std::size_t i = 0; i < questions.size(); ++i) {
        QVERIFY2(ours[i] == theirs[i],
                 fmt::format("{}\n  ours   {}\n  theirs {}", questions[i], ours[i], theirs[i]).c_str());
    }
}

void TestCron::agreesWithTheClockWhereItIsChanged()
{
    if (!haveCroniter()) {
        QSKIP("Needs /usr/bin/python3 with python3-croniter.");
    }
    Random random(test::testSeed("cron and the clock", 4203));
    // A day before each change, in UTC. St John's changed its clocks at a minute past midnight.
    const std::vector<std::pair<std::string, std::string>> changes = {
        {"Europe/Berlin", "2026-03-28T01:00"},       {"Europe/Berlin", "2026-10-24T01:00"},
        {"America/New_York", "2026-03-07T07:00"},    {"America/New_York", "2026-10-31T06:00"},
        {"Australia/Lord_Howe", "2026-04-03T15:00"}, {"Australia/Lord_Howe", "2026-10-02T15:30"},
        {"Africa/Cairo", "2025-04-23T22:00"},        {"Africa/Cairo", "2025-10-29T21:00"},
        {"America/St_Johns", "2010-03-13T03:31"},    {"America/St_Johns", "2010-11-06T02:31"},
    };
    std::vector<std::string> questions;
    std::vector<std::string> ours;
    for (int i = 0; i < (test::longForm() ? 1000 : 80); ++i) {
        const auto &[zone, begin] = changes[random.below(changes.size())];
        // Hours around the change, so that it matters.
        const std::string hour =
            random.oneIn(3)   ? "*"
            : random.oneIn(3) ? fmt::format("*/{}", random.between(2, 6))
                              : fmt::format("{},{}", random.below(4), random.oneIn(3) ? 23 : random.below(5));
        const std::string expression =
            fmt::format("{} {} {} * {}", RandomField(random, 0, 59).text(), hour,
                        RandomField(random, 1, 31).text(), RandomField(random, 0, 6).text());
        const Time from = at(begin);
        const Time to = from + std::chrono::hours(48);
        const bool elapsed = hour[0] == '*';
        questions.push_back(fmt::format("clock\t{}\t{}\t{}\t{}\t{}", expression, zone,
                                        minuteText(from + std::chrono::minutes(1)), minuteText(to),
                                        elapsed ? 1 : 0));
        std::string runs;
        const Cron cron(expression);
        for (auto t = cron.next(from, Zone(zone)); t && *t <= to; t = cron.next(*t, Zone(zone))) {
            runs += (runs.empty() ? "" : " ") + minuteText(*t);
        }
        ours.push_back(runs);
    }
    const auto theirs = askPython(questions);
    QCOMPARE(theirs.size(), questions.size());
    for (std::size_t i = 0; i < questions.size(); ++i) {
        QVERIFY2(ours[i] == theirs[i],
                 fmt::format("{}\n  ours   {}\n  theirs {}", questions[i], ours[i], theirs[i]).c_str());
    }
}

static void changesElsewhere()
{
    // New York: 8 March 02:00 -> 03:00 is 07:00 UTC; 1 November 02:00 -> 01:00 is 06:00 UTC.
    QTest::newRow("New York: a time that doesn't exist") << "30 2 * * *"
                                                         << "America/New_York"
                                                         << "2026-03-07T12:00Z"
                                                         << "2026-03-08T07:00 2026-03-09T06:30";
    QTest::newRow("New York: a time that exists twice") << "30 1 * * *"
                                                        << "America/New_York"
                                                        << "2026-10-31T12:00Z"
                                                        << "2026-11-01T05:30 2026-11-02T06:30";
    QTest::newRow("New York: elapsed time")
        << "*/30 * * * *"
        << "America/New_York"
        << "2026-11-01T05:15Z"
        << "2026-11-01T05:30 2026-11-01T06:00 2026-11-01T06:30 2026-11-01T07:00";
    // Lord Howe: 4 October 02:00 -> 02:30 is 3 October 15:30 UTC; 5 April 02:00 -> 01:30 is 4 April 15:00
    // UTC.
    QTest::newRow("Lord Howe: a time in the half hour that doesn't exist")
        << "15 2 * * *"
        << "Australia/Lord_Howe"
        << "2026-10-03T00:00Z"
        << "2026-10-03T15:30 2026-10-04T15:15";
    QTest::newRow("Lord Howe: a time after it") << "45 2 * * *"
                                                << "Australia/Lord_Howe"
                                                << "2026-10-03T00:00Z"
                                                << "2026-10-03T15:45 2026-10-04T15:45";
    QTest::newRow("Lord Howe: a time in the half hour that exists twice")
        << "45 1 * * *"
        << "Australia/Lord_Howe"
        << "2026-04-04T00:00Z"
        << "2026-04-04T14:45 2026-04-05T15:15";
    QTest::newRow("Lord Howe: elapsed time")
        << "*/15 * * * *"
        << "Australia/Lord_Howe"
        << "2026-04-04T14:20Z"
        << "2026-04-04T14:30 2026-04-04T14:45 2026-04-04T15:00 2026-04-04T15:15 2026-04-04T15:30";
}

void TestCron::changesOfTheClock_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("zone");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("runs"); // UTC
    // Berlin: 29 March 02:00 -> 03:00 is 01:00 UTC; 25 October 03:00 -> 02:00 is 01:00 UTC.
    QTest::newRow("Berlin: a time that doesn't exist runs once after")
        << "30 2 * * *"
        << "Europe/Berlin"
        << "2026-03-28T00:00Z"
        << "2026-03-28T01:30 2026-03-29T01:00 2026-03-30T00:30";
    QTest::newRow("Berlin: several that don't exist run once") << "0,15,30 2 * * *"
                                                               << "Europe/Berlin"
                                                               << "2026-03-28T12:00Z"
                                                               << "2026-03-29T01:00 2026-03-30T00:00";
    QTest::newRow("Berlin: and not once more beside one that exists") << "0 2,3 * * *"
                                                                      << "Europe/Berlin"
                                                                      << "2026-03-28T12:00Z"
                                                                      << "2026-03-29T01:00 2026-03-30T00:00";
    QTest::newRow("Berlin: a time that exists twice runs once") << "30 2 * * *"
                                                                << "Europe/Berlin"
                                                                << "2026-10-24T12:00Z"
                                                                << "2026-10-25T00:30 2026-10-26T01:30";
    QTest::newRow("Berlin: every hour follows the time that passes, forward")
        << "30 * * * *"
        << "Europe/Berlin"
        << "2026-03-28T23:45Z"
        << "2026-03-29T00:30 2026-03-29T01:30 2026-03-29T02:30";
    QTest::newRow("Berlin: every hour follows the time that passes, back")
        << "30 * * * *"
        << "Europe/Berlin"
        << "2026-10-24T23:45Z"
        << "2026-10-25T00:30 2026-10-25T01:30 2026-10-25T02:30";
    QTest::newRow("Berlin: so does a step of hours") << "0 */2 * * *"
                                                     << "Europe/Berlin"
                                                     << "2026-10-24T22:00Z"
                                                     << "2026-10-25T00:00 2026-10-25T01:00 2026-10-25T03:00";
    QTest::newRow("Berlin: a step's hour that doesn't exist is left out")
        << "0 */2 * * *"
        << "Europe/Berlin"
        << "2026-03-28T22:30Z"
        << "2026-03-28T23:00 2026-03-29T02:00";
    changesElsewhere();
}

void TestCron::changesOfTheClock()
{
    QFETCH(QString, expression);
    QFETCH(QString, zone);
    QFETCH(QString, from);
    QFETCH(QString, runs);
    QCOMPARE(runsOf(expression.toStdString(), zone.toStdString(), from.toStdString(),
                    static_cast<std::size_t>(runs.count(' ') + 1)),
             runs.toStdString());
}

void TestCron::presetsAndRules()
{
    const auto first = [](const char *expression) {
        return runsOf(expression, "UTC", "2026-11-22T10:00Z", 1);
    };
    QCOMPARE(first("hourly"), std::string("2026-11-22T11:00")); // strictly after
    QCOMPARE(first("@daily"), std::string("2026-11-23T00:00"));
    QCOMPARE(first("weekly"), std::string("2026-11-29T00:00")); // a Sunday
    QCOMPARE(first(" @Monthly "), std::string("2026-12-01T00:00"));
    // Day of month and day of week mean either.
    QCOMPARE(runsOf("0 0 1 * MON", "UTC", "2026-11-22T10:00Z", 3),
             std::string("2026-11-23T00:00 2026-11-30T00:00 2026-12-01T00:00"));
    QCOMPARE(runsOf("0 0 * * 7", "UTC", "2026-11-22T10:00Z", 1),
             runsOf("0 0 * * SUN", "UTC", "2026-11-22T10:00Z", 1));
    QCOMPARE(runsOf("0 0 * * FRI-SUN", "UTC", "2026-11-22T10:00Z", 3),
             std::string("2026-11-27T00:00 2026-11-28T00:00 2026-11-29T00:00"));
    QCOMPARE(runsOf("20/20 5 * * *", "UTC", "2026-11-22T10:00Z", 2),
             std::string("2026-11-23T05:20 2026-11-23T05:40"));
    QCOMPARE(runsOf("0 0 31 * *", "UTC", "2027-01-31T10:00Z", 2),
             std::string("2027-03-31T00:00 2027-05-31T00:00"));
    QCOMPARE(runsOf("0 0 */10 * *", "UTC", "2027-02-21T10:00Z", 2),
             std::string("2027-03-01T00:00 2027-03-11T00:00"));
    QCOMPARE(runsOf("0 0 29 2 *", "UTC", "2097-01-01T00:00Z", 1), std::string("2104-02-29T00:00"));
}

void TestCron::refused_data()
{
    QTest::addColumn<QString>("expression");
    for (const char *expression : {"",
                                   "* * * *",
                                   "* * * * * *",
                                   "60 * * * *",
                                   "* 24 * * *",
                                   "* * 0 * *",
                                   "* * 32 * *",
                                   "* * * 13 *",
                                   "* * * 0 *",
                                   "* * * * 8",
                                   "*/0 * * * *",
                                   "5-1 * * * *",
                                   "a * * * *",
                                   "* * * JANUAR *",
                                   "1- * * * *",
                                   "1,,2 * * * *",
                                   "1/2/3 * * * *",
                                   "-1 * * * *",
                                   "* * * * MON#2",
                                   "yearlyish",
                                   "99999999999 * * * *",
                                   "*5 * * * *"}) {
        QTest::newRow(expression) << expression;
    }
}

void TestCron::refused()
{
    QFETCH(QString, expression);
    QCOMPARE(errorCodeOf([&] { const Cron cron(expression.toStdString()); }), std::string("USAGE"));
}

void TestCron::neverComes()
{
    QVERIFY(!Cron("0 0 30 2 *").next(at("2026-01-01"), Zone("Europe/Berlin")));
    QVERIFY(Cron("0 0 30 2 *").next(at("2026-01-01"), Zone(), 10).empty());
    QCOMPARE(errorCodeOf([] { const Zone zone("Europe/Bärlin"); }), std::string("USAGE"));
}

void TestCron::toldInWords_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *expression, const char *words) {
        QTest::newRow(expression) << expression << words;
    };
    row("0 2 * * *", "every day at 02:00");
    row("0 2 * * MON-FRI", "every day at 02:00, Monday to Friday");
    row("0 2 * * 0", "every Sunday at 02:00");
    row("15 6,18 * * *", "every day at 06:15 and 18:15");
    row("0 3 * * MON,WED,FRI", "every day at 03:00, Monday, Wednesday and Friday");
    row("hourly", "every hour");
    row("daily", "every day at 00:00");
    row("weekly", "every Sunday at 00:00");
    row("monthly", "at 00:00, on day 1 of the month");
    row("* * * * *", "every minute");
    row("*/15 * * * *", "every 15 minutes");
    row("*/15 9-17 * * MON-FRI", "every 15 minutes, 09:00–17:59, Monday to Friday");
    row("0 9-17 * * *", "every hour, 09:00–17:00");
    row("0 */2 * * *", "every 2 hours");
    row("0 1-23/2 * * *", "every 2 hours, from 01:00");
    row("5 * * * *", "at minute 5 of every hour");
    row("5,35 */3 * * *", "at minutes 5 and 35 of every 3rd hour");
    row("0 0 1,15 * *", "at 00:00, on days 1 and 15 of the month");
    row("0 0 */2 * *", "at 00:00, on every 2nd day of the month from day 1");
    row("30 4 1 * MON", "at 04:30, on day 1 of the month or on Monday");
    row("0 0 1 JAN,JUL *", "at 00:00, on day 1 of the month, in January and July");
    row("0 5 * 6-8 SAT", "every Saturday at 05:00, in June to August");
}

void TestCron::toldInWords()
{
    QFETCH(QString, expression);
    QFETCH(QString, words);
    QCOMPARE(QString::fromStdString(inEnglish(wordsOf(Cron(expression.toStdString())))), words);
}

void TestCron::windows()
{
    const auto inside = [](const Window &window, const char *time) {
        return window.contains(Zone("Europe/Berlin").wall(at(time)));
    };
    const Window business = Window::businessHours();
    QVERIFY(!inside(business, "2026-11-23T07:59Z")); // a Monday, Berlin is an hour ahead
    QVERIFY(inside(business, "2026-11-23T08:00Z"));
    QVERIFY(inside(business, "2026-11-27T15:59Z"));
    QVERIFY(!inside(business, "2026-11-27T16:00Z"));
    QVERIFY(!inside(business, "2026-11-28T11:00Z")); // a Saturday
    const Window off = Window::offHours();
    QVERIFY(!inside(off, "2026-11-24T16:59Z"));
    QVERIFY(inside(off, "2026-11-24T17:00Z"));
    QVERIFY(inside(off, "2026-11-25T04:59Z"));
    QVERIFY(!inside(off, "2026-11-25T05:00Z"));
    QVERIFY(inside(off, "2026-11-28T11:00Z"));
    QVERIFY(inside(off, "2026-11-23T02:00Z")); // the night from Sunday to Monday
    QVERIFY(!inside(Window(), "2026-11-23T02:00Z"));
    Window painted = Window("Mon 08:00-12:00");
    painted.remove({9 * 60, 10 * 60});
    QCOMPARE(painted.text(), std::string("Mon 08:00-09:00; Mon 10:00-12:00"));
    painted.add({9 * 60, 10 * 60});
    QCOMPARE(painted, Window("Mon 08:00-12:00"));
}

void TestCron::windowsInText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("normal"); // empty: refused
    const auto row = [](const char *text, const char *normal) { QTest::newRow(text) << text << normal; };
    row("always", "always");
    row("Mon-Sun 00:00-24:00", "always");
    row("business-hours", "business-hours");
    row("monday-friday 9-17", "business-hours");
    row("off-hours", "off-hours");
    row("Mon-Fri 22:00-06:00", "Mon-Fri 22:00-06:00");
    row("Sat,Sun 00:00-24:00", "Sat,Sun 00:00-24:00");
    row("Sun 22:00-04:00", "Mon 00:00-04:00; Sun 22:00-24:00");
    row("Fri-Mon 1:30-2:30", "Mon,Fri-Sun 01:30-02:30");
    row("", "");
    row("Mon", "");
    row("Mon 25:00-26:00", "");
    row("Mon 24:00-02:00", "");
    row("Someday 10:00-11:00", "");
    row("Mon 10:00", "");
    row("Mon-Tue-Wed 10:00-11:00", "");
}

void TestCron::windowsInText()
{
    QFETCH(QString, text);
    QFETCH(QString, normal);
    if (normal.isEmpty()) {
        QCOMPARE(errorCodeOf([&] { const Window window(text.toStdString()); }), std::string("USAGE"));
        return;
    }
    const Window window(text.toStdString());
    QCOMPARE(QString::fromStdString(window.text()), normal);
    QCOMPARE(Window(window.text()), window);
}

void TestCron::holidays()
{
    const Holiday christmas = Holiday::parse("12-25", "Christmas");
    QVERIFY(christmas.on({2026, 12, 25}) && christmas.on({2031, 12, 25}) && !christmas.on({2026, 12, 26}));
    const Holiday once = Holiday::parse("2026-04-06", "Easter Monday");
    QVERIFY(once.on({2026, 4, 6}) && !once.on({2027, 4, 6}));
    QCOMPARE(christmas.date() + " " + once.date(), std::string("12-25 2026-04-06"));
    for (const char *wrong : {"", "2026", "13-01", "02-30", "2026-02-29", "1-2-3-4", "x-1"}) {
        QCOMPARE(errorCodeOf([&] { Holiday::parse(wrong, "x"); }), std::string("USAGE"));
    }
}

QTEST_GUILESS_MAIN(TestCron)
#include "tst_cron.moc"
