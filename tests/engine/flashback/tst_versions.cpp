// The versions of every row in a range of commits are those that plain SQLite saw come and go.
#include "engine/flashback/compare.h"
#include "engine/flashback/flashback_database.h"
#include "engine/flashback/versions.h"
#include "tests/engine/flashback/recording.h"
#include "tests/support/error_code.h"

#include <QtTest>
#include <bit>
#include <deque>
#include <fmt/format.h>
#include <set>

using namespace strandline;
using namespace strandline::test;
using core::Scn;
using flashback::RowVersion;
using flashback::VersionOptions;
using flashback::VersionRange;

namespace {

constexpr std::size_t keptStates = 30;

std::uint64_t commitsPerCase()
{
    return longForm() ? 1000 : underSanitizer ? 12 : 45;
}

std::string keyText(const RowVersion &version)
{
    if (!version.table->withoutRowid) {
        return fmt::format("{:020}", static_cast<std::uint64_t>(version.rowid) + (std::uint64_t{1} << 63U));
    }
    std::string text;
    for (std::size_t i = 0; i < version.key.size(); ++i) {
        text += (i == 0 ? "" : ",") + encoded(version.key[i]);
    }
    return text;
}

std::string line(const std::string &key, std::uint64_t start, std::uint64_t end, char operation,
                 const std::vector<std::string> &row)
{
    return fmt::format("{} {} {} {}: {}", start, end, operation, key, fmt::join(row, "|"));
}

std::vector<std::string> sorted(std::vector<std::string> lines)
{
    std::sort(lines.begin(), lines.end());
    return lines;
}

class Versions final : public flashback::VersionSink
{
public:
    void version(RowVersion &&version) override
    {
        std::vector<std::string> row;
        for (const sqlite::Value &value : version.row) {
            row.push_back(encoded(value));
        }
        const char operation = !version.operation                                      ? '-'
                               : *version.operation == flashback::RowOperation::Insert ? 'I'
                               : *version.operation == flashback::RowOperation::Update ? 'U'
                                                                                       : 'D';
        lines.push_back(line(keyText(version), version.start.value, version.end.value, operation, row));
    }

    std::vector<std::string> lines;
};

std::vector<std::string> versionsOf(const std::shared_ptr<timeline::History> &history,
                                    const std::string &table, const VersionRange &range,
                                    const VersionOptions &options = {})
{
    Versions sink;
    flashback::readVersions(history, table, range, options, sink, {});
    return sorted(std::move(sink.lines));
}

// What plain SQLite held after a commit, and which tables it renumbered.
struct Known
{
    Scn scn;
    TruthState state;
    std::set<std::string> renumbered;
};

const TruthTable &tableAt(const Known &known, const std::string &name)
{
    static const TruthTable nothing;
    const auto found = known.state.find(name);
    return found != known.state.end() ? found->second : nothing;
}

// The versions in states[first..], of which the one before is known too.
class ExpectedVersions
{
public:
    ExpectedVersions(const std::deque<Known> &states, std::size_t first, std::string table)
        : m_states(states), m_first(first), m_table(std::move(table))
    {
    }

    std::vector<std::string> lines()
    {
        for (std::size_t i = m_first; i < m_states.size(); ++i) {
            if (m_states[i].renumbered.count(m_table) != 0) {
                renumber(tableAt(m_states[i - 1], m_table), tableAt(m_states[i], m_table));
            } else {
                take(m_states[i - 1], m_states[i]);
            }
        }
        for (const auto &[key, row] : tableAt(m_states.back(), m_table).rows) {
            const Origin origin = m_last.count(key) != 0 ? m_last[key] : Origin{};
            m_lines.push_back(line(key, origin.scn, 0, origin.operation, row));
        }
        std::sort(m_lines.begin(), m_lines.end());
        return m_lines;
    }

private:
    struct Origin
    {
        std::uint64_t scn = 0;
        char operation = '-';
    };

    // The lines of differenceOf() say which rows changed: "table operation key: …".
    void take(const Known &before, const Known &after)
    {
        TruthState old{{m_table, tableAt(before, m_table)}};
        TruthState now{{m_table, tableAt(after, m_table)}};
        for (const std::string &change : differenceOf(old, now)) {
            const std::string rest = change.substr(m_table.size() + 3);
            const char operation = change[m_table.size() + 1];
            const auto &rows = operation == 'I' ? now[m_table].rows : old[m_table].rows;
            const auto row = std::find_if(rows.begin(), rows.end(), [&](const auto &entry) {
                return rest.starts_with(entry.first + ": ");
            });
            const std::string &key = row->first;
            const Origin origin = m_last.count(key) != 0 ? m_last[key] : Origin{};
            if (operation != 'I' && after.scn != m_states[m_first].scn) {
                m_lines.push_back(line(key, origin.scn, after.scn.value, origin.operation, row->second));
            }
            if (operation == 'D') {
                m_lines.push_back(line(key, after.scn.value, 0, 'D', row->second));
                m_last.erase(key);
            } else {
                m_last[key] = {after.scn.value, operation};
            }
        }
    }

    void renumber(const TruthTable &before, const TruthTable &after)
    {
        std::map<std::string, Origin> moved;
        auto now = after.rows.begin();
        for (const auto &[key, row] : before.rows) {
            if (m_last.count(key) != 0) {
                moved[now->first] = m_last[key];
            }
            ++now;
        }
        m_last = std::move(moved);
    }

    const std::deque<Known> &m_states;
    const std::size_t m_first;
    const std::string m_table;
    std::map<std::string, Origin> m_last;
    std::vector<std::string> m_lines;
};

std::string differing(const std::vector<std::string> &expected, const std::vector<std::string> &found)
{
    for (const auto &[one, other, what] :
         {std::tuple(&expected, &found, "missing"), std::tuple(&found, &expected, "too many")}) {
        std::vector<std::string> only;
        std::set_difference(one->begin(), one->end(), other->begin(), other->end(), std::back_inserter(only));
        if (!only.empty()) {
            return fmt::format("{} {}, the first: {}", only.size(), what, only.front().substr(0, 300));
        }
    }
    return {};
}

} // namespace

class TestVersions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_seed = testSeed("tst_versions", 20261121); }
    void randomRanges_data();
    void randomRanges();
    void rangeAndItsEnds();
    void renamedTables();
    void vacuumMakesNoVersions();
    void oneRow();
    void newestDefinition();
    void linesThatWereLeft();
    void cleanupTestCase()
    {
        std::printf("versions compared: %llu\n", static_cast<unsigned long long>(m_told));
    }

private:
    void compare(const std::shared_ptr<timeline::History> &history, const std::deque<Known> &states,
                 std::size_t first);
    void compareRows(const std::shared_ptr<timeline::History> &history, const std::string &table,
                     const VersionRange &range, const std::vector<std::string> &all);

    std::uint64_t m_seed = 0;
    std::uint64_t m_told = 0;
};

void TestVersions::randomRanges_data()
{
    QTest::addColumn<int>("pageSize");
    QTest::addColumn<int>("autoVacuum");
    for (int pageSize = 512; pageSize <= 65536; pageSize *= longForm() ? 2 : 8) {
        for (int autoVacuum = 0; autoVacuum < 3; ++autoVacuum) {
            QTest::addRow("page size %d, auto_vacuum %d", pageSize, autoVacuum) << pageSize << autoVacuum;
        }
    }
}

// Every range ends at the newest commit of its time and begins somewhere before.
void TestVersions::randomRanges()
{
    QFETCH(int, pageSize);
    QFETCH(int, autoVacuum);
    const auto number =
        static_cast<std::uint64_t>(std::countr_zero(static_cast<unsigned>(pageSize / 512)) * 3 + autoVacuum);
    Recording recording({pageSize, autoVacuum, number % 2 == 0, 2000}, m_seed + number);
    for (int i = 0; i < 12; ++i) {
        recording.sql().transaction();
    }
    recording.start();
    std::deque<Known> states{{recording.scn, recording.state, {}}};
    Random random(m_seed * 31 + number);
    const auto history = recording.history();
    flashback::ChangeReader reader(history);
    for (std::uint64_t i = 0; i < commitsPerCase(); ++i) {
        recording.sql().transaction();
        if (!recording.take()) {
            continue;
        }
        history->refresh();
        ChangeRecord record;
        reader.read(recording.scn, recording.scn, {}, record, {});
        Known known{recording.scn, recording.state, {}};
        for (const flashback::TableChanges &changes : record.commits.at(recording.scn.value).tables) {
            if (changes.rowidsRenumbered) {
                known.renumbered.insert(changes.table().name);
            }
        }
        states.push_back(std::move(known));
        if (states.size() > keptStates) {
            states.pop_front();
        }
        if (i % 8 == 7) {
            compare(history, states, 1 + random.below(states.size() - 1));
            if (QTest::currentTestFailed()) {
                return;
            }
        }
    }
    recording.stop();
}

void TestVersions::compare(const std::shared_ptr<timeline::History> &history, const std::deque<Known> &states,
                           std::size_t first)
{
    const VersionRange range{states[first].scn, states.back().scn};
    std::set<std::string> tables;
    for (const Known &known : states) {
        for (const auto &[name, table] : known.state) {
            tables.insert(name);
        }
    }
    for (const std::string &table : tables) {
        const std::vector<std::string> expected = ExpectedVersions(states, first, table).lines();
        if (!flashback::newestTable(*history, table, range.from, range.to)) {
            continue; // it went before the range
        }
        const std::vector<std::string> found = versionsOf(history, table, range);
        m_told += found.size();
        const std::string problem = differing(expected, found);
        QVERIFY2(problem.empty(),
                 fmt::format("{} in {}..{}: {}", table, range.from.value, range.to.value, problem).c_str());
        VersionOptions changed;
        changed.changedOnly = true;
        std::vector<std::string> since;
        std::copy_if(expected.begin(), expected.end(), std::back_inserter(since),
                     [](const std::string &text) { return !text.starts_with("0 "); });
        const std::string missed = differing(since, versionsOf(history, table, range, changed));
        QVERIFY2(missed.empty(), fmt::format("{} changed only: {}", table, missed).c_str());
        compareRows(history, table, range, expected);
    }
}

// Some rows looked at alone.
void TestVersions::compareRows(const std::shared_ptr<timeline::History> &history, const std::string &table,
                               const VersionRange &range, const std::vector<std::string> &all)
{
    const auto shape = flashback::newestTable(*history, table, range.from, range.to);
    if (shape->withoutRowid || shape->unstableRowids()) {
        return;
    }
    const auto keyIn = [](const std::string &text) { return text.substr(text.find(':') - 20, 20); };
    for (std::size_t i = 0; i < all.size(); i += 1 + all.size() / 5) {
        const std::string key = keyIn(all[i]);
        std::vector<std::string> expected;
        std::copy_if(all.begin(), all.end(), std::back_inserter(expected),
                     [&](const std::string &text) { return keyIn(text) == key; });
        VersionOptions one;
        one.key = static_cast<std::int64_t>(std::stoull(key) - (std::uint64_t{1} << 63U));
        const std::string problem = differing(expected, versionsOf(history, table, range, one));
        QVERIFY2(problem.empty(), fmt::format("{} row {}: {}", table, key, problem).c_str());
    }
}

void TestVersions::rangeAndItsEnds()
{
    Recording recording;
    recording.writer().execute("CREATE TABLE t(id INTEGER PRIMARY KEY, v); INSERT INTO t VALUES (1, 'a'), "
                               "(2, 'b')");
    recording.start();                                     // 1
    recording.commit("UPDATE t SET v = 'c' WHERE id = 1"); // 2
    recording.commit("INSERT INTO t VALUES (3, 'd')");     // 3
    recording.commit("DELETE FROM t WHERE id = 1");        // 4
    recording.commit("BEGIN; UPDATE t SET v = 'x' WHERE id = 3; UPDATE t SET v = 'd' WHERE id = 3; "
                     "INSERT INTO t VALUES (1, 'again'); COMMIT"); // 5: 3 is as it was
    const auto history = recording.history();
    const std::string one = "09223372036854775809";
    const std::string two = "09223372036854775810";
    const std::string three = "09223372036854775811";
    QCOMPARE(versionsOf(history, "t", {Scn{1}, Scn{5}}),
             sorted({line(one, 0, 2, '-', {"i1", "t1:a"}), line(one, 2, 4, 'U', {"i1", "t1:c"}),
                     line(one, 4, 0, 'D', {"i1", "t1:c"}), line(one, 5, 0, 'I', {"i1", "t5:again"}),
                     line(two, 0, 0, '-', {"i2", "t1:b"}), line(three, 3, 0, 'I', {"i3", "t1:d"})}));
    // What the first commit itself made is of the range; what it ended is not.
    QCOMPARE(versionsOf(history, "T", {Scn{2}, Scn{3}}),
             sorted({line(one, 2, 0, 'U', {"i1", "t1:c"}), line(two, 0, 0, '-', {"i2", "t1:b"}),
                     line(three, 3, 0, 'I', {"i3", "t1:d"})}));
    QCOMPARE(versionsOf(history, "t", {Scn{2}, Scn{3}, false}),
             sorted({line(one, 0, 0, '-', {"i1", "t1:c"}), line(two, 0, 0, '-', {"i2", "t1:b"}),
                     line(three, 3, 0, 'I', {"i3", "t1:d"})}));
    QCOMPARE(versionsOf(history, "t", {Scn{4}, Scn{4}}),
             sorted({line(one, 4, 0, 'D', {"i1", "t1:c"}), line(two, 0, 0, '-', {"i2", "t1:b"}),
                     line(three, 0, 0, '-', {"i3", "t1:d"})}));
    QCOMPARE(errorCodeOf([&] { versionsOf(history, "t", {Scn{2}, Scn{9}}); }), std::string("SCN_IN_FUTURE"));
}

void TestVersions::renamedTables()
{
    Recording recording;
    recording.writer().execute(
        "CREATE TABLE old(id INTEGER PRIMARY KEY, v); INSERT INTO old VALUES (1, 'a')");
    recording.start();                                                                                 // 1
    recording.commit("BEGIN; ALTER TABLE old RENAME TO new; INSERT INTO new VALUES (2, 'b'); COMMIT"); // 2
    recording.commit("UPDATE new SET v = 'c'");                                                        // 3
    const auto history = recording.history();
    const std::string one = "09223372036854775809";
    const std::string two = "09223372036854775810";
    const auto all = sorted({line(one, 0, 3, '-', {"i1", "t1:a"}), line(one, 3, 0, 'U', {"i1", "t1:c"}),
                             line(two, 2, 3, 'I', {"i2", "t1:b"}), line(two, 3, 0, 'U', {"i2", "t1:c"})});
    QCOMPARE(versionsOf(history, "new", {Scn{1}, Scn{3}}), all);
    QCOMPARE(versionsOf(history, "old", {Scn{1}, Scn{3}}), all);
    // The range begins with the rename; before it the name was another one.
    QCOMPARE(versionsOf(history, "new", {Scn{2}, Scn{3}}), all);
    QVERIFY(!flashback::newestTable(*history, "old", Scn{2}, Scn{3}));
    recording.commit("ALTER TABLE new RENAME TO third");                                // 4
    recording.commit("BEGIN; CREATE TABLE old(x); INSERT INTO old VALUES (9); COMMIT"); // 5
    recording.commit("VACUUM");                                                         // 6
    recording.commit("ALTER TABLE third ADD COLUMN w");                                 // 7
    recording.commit("DELETE FROM third WHERE id = 2");                                 // 8
    history->refresh();
    const Scn end = history->currentScn();
    const auto later = versionsOf(history, "third", {Scn{1}, end});
    QCOMPARE(later.size(), std::size_t{5});
    QCOMPARE(versionsOf(history, "new", {Scn{1}, end}), later);                 // its last name leads on
    QCOMPARE(versionsOf(history, "old", {Scn{1}, end}).size(), std::size_t{1}); // it is another table by now
    QCOMPARE(flashback::newestTable(*history, "new", Scn{1}, end)->name, std::string("third"));
    for (const char *const name : {"new", "third"}) {
        std::vector<std::string> rows;
        for (std::int64_t id = 1; id <= 2; ++id) {
            VersionOptions row;
            row.key = id;
            const auto found = versionsOf(history, name, {Scn{1}, end}, row);
            rows.insert(rows.end(), found.begin(), found.end());
        }
        QCOMPARE(sorted(rows), later);
    }
}

void TestVersions::vacuumMakesNoVersions()
{
    Recording recording;
    recording.writer().execute(
        "CREATE TABLE p(x); CREATE TABLE k(id INTEGER PRIMARY KEY, x); "
        "INSERT INTO p VALUES ('a'), ('b'), ('c'); INSERT INTO k SELECT rowid, x FROM p");
    recording.start();
    recording.commit("BEGIN; UPDATE p SET x = 'C' WHERE x = 'c'; DELETE FROM p WHERE x = 'a'; "
                     "DELETE FROM k WHERE x = 'a'; COMMIT"); // 2
    recording.commit("VACUUM");                              // 3: b and C are 1 and 2 now
    recording.commit("DELETE FROM p WHERE x = 'C'");         // 4
    const auto history = recording.history();
    const std::string one = "09223372036854775809";
    const std::string two = "09223372036854775810";
    const std::string three = "09223372036854775811";
    QCOMPARE(versionsOf(history, "p", {Scn{1}, Scn{4}}),
             sorted({line(one, 0, 0, '-', {"t1:b"}), line(one, 0, 2, '-', {"t1:a"}),
                     line(one, 2, 0, 'D', {"t1:a"}), line(two, 2, 4, 'U', {"t1:C"}),
                     line(two, 4, 0, 'D', {"t1:C"}), line(three, 0, 2, '-', {"t1:c"})}));
    QCOMPARE(versionsOf(history, "k", {Scn{3}, Scn{4}}),
             sorted({line(two, 0, 0, '-', {"i2", "t1:b"}), line(three, 0, 0, '-', {"i3", "t1:c"})}));
}

void TestVersions::oneRow()
{
    Recording recording;
    recording.writer().execute("CREATE TABLE w(a TEXT COLLATE NOCASE, b INT, v, PRIMARY KEY(a, b)) WITHOUT "
                               "ROWID; INSERT INTO w VALUES ('x', 1, 'old'), ('y', 1, 'other')");
    recording.start();
    recording.commit("UPDATE w SET a = 'X', v = 'new' WHERE a = 'x'");
    recording.commit("DELETE FROM w");
    const auto history = recording.history();
    VersionOptions row;
    row.key = std::vector<sqlite::Value>{std::string("X"), std::int64_t{1}};
    QCOMPARE(versionsOf(history, "w", {Scn{1}, Scn{3}}, row),
             sorted({line("t1:X,i1", 2, 3, 'U', {"t1:X", "i1", "t3:new"}),
                     line("t1:X,i1", 3, 0, 'D', {"t1:X", "i1", "t3:new"}),
                     line("t1:x,i1", 0, 2, '-', {"t1:x", "i1", "t3:old"})}));
    QCOMPARE(versionsOf(history, "w", {Scn{1}, Scn{3}}).size(), std::size_t{5});
    row.key = std::int64_t{1};
    QCOMPARE(errorCodeOf([&] { versionsOf(history, "w", {Scn{1}, Scn{3}}, row); }), std::string("USAGE"));
}

void TestVersions::newestDefinition()
{
    Recording recording;
    recording.writer().execute("CREATE TABLE t(a); INSERT INTO t VALUES (1)");
    recording.start();
    recording.commit("ALTER TABLE t ADD COLUMN b");  // 2
    recording.commit("INSERT INTO t VALUES (2, 3)"); // 3
    recording.commit("DROP TABLE t");                // 4
    recording.commit("CREATE TABLE other(x)");       // 5
    const auto history = recording.history();
    QCOMPARE(flashback::newestTable(*history, "T", Scn{1}, Scn{5})->columns.size(), std::size_t{2});
    QCOMPARE(flashback::newestTable(*history, "t", Scn{1}, Scn{1})->columns.size(), std::size_t{1});
    QVERIFY(!flashback::newestTable(*history, "t", Scn{4}, Scn{5}));
    // The row that was there before its column: one version, as it was when it ended.
    QCOMPARE(versionsOf(history, "t", {Scn{1}, Scn{5}}),
             sorted({line("09223372036854775809", 0, 4, '-', {"i1", "NULL"}),
                     line("09223372036854775809", 4, 0, 'D', {"i1", "NULL"}),
                     line("09223372036854775810", 3, 4, 'I', {"i2", "i3"}),
                     line("09223372036854775810", 4, 0, 'D', {"i2", "i3"})}));
}

// FLASHBACK DATABASE leaves a line of history: it is told by its own SCNs, and not among those of the new
// one.
void TestVersions::linesThatWereLeft()
{
    Recording recording;
    recording.writer().execute(
        "CREATE TABLE t(id INTEGER PRIMARY KEY, v); INSERT INTO t VALUES (1, 'a'), (2, 'b')");
    recording.start();
    recording.commit("UPDATE t SET v = 'c' WHERE id = 1"); // 2
    recording.commit("DELETE FROM t WHERE id = 2");        // 3
    recording.commit("INSERT INTO t VALUES (3, 'd')");     // 4
    recording.stop();
    const auto history = recording.history();
    const Scn back = flashback::runFlashbackDatabase(history, Scn{2}, {}, {}).scn;
    history->refresh();
    QVERIFY(back.value >= 5);
    const std::string one = "09223372036854775809";
    const std::string two = "09223372036854775810";
    const std::string three = "09223372036854775811";
    QCOMPARE(versionsOf(history, "t", {Scn{1}, back}),
             sorted({line(one, 0, 2, '-', {"i1", "t1:a"}), line(one, 2, 0, 'U', {"i1", "t1:c"}),
                     line(two, 0, 0, '-', {"i2", "t1:b"})}));
    QCOMPARE(versionsOf(history, "t", {Scn{3}, Scn{4}}),
             sorted({line(one, 0, 0, '-', {"i1", "t1:c"}), line(two, 3, 0, 'D', {"i2", "t1:b"}),
                     line(three, 4, 0, 'I', {"i3", "t1:d"})}));
    QCOMPARE(versionsOf(history, "t", {Scn{3}, back}),
             sorted({line(one, 0, 0, '-', {"i1", "t1:c"}), line(two, 0, 0, '-', {"i2", "t1:b"})}));
    const flashback::Comparison lines = flashback::comparePoints(history, Scn{4}, back, {}, {});
    QCOMPARE(lines.tables.size(), std::size_t{1});
    QCOMPARE(lines.tables[0].added, std::uint64_t{1});
    QCOMPARE(lines.tables[0].removed, std::uint64_t{1});
    QVERIFY(flashback::comparePoints(history, Scn{2}, back, {}, {}).tables.empty());
}

QTEST_GUILESS_MAIN(TestVersions)
#include "tst_versions.moc"
