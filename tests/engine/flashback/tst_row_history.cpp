// The versions of one row are those that reading every commit finds; and the index of which commits touched
// which tables tells what reading them tells, from its file too, whatever happened to that.
#include "engine/flashback/change_index.h"
#include "engine/flashback/row_history.h"
#include "tests/engine/flashback/recording.h"
#include "tests/support/error_code.h"

#include <QtTest>
#include <fmt/format.h>
#include <set>

using namespace strandline;
using namespace strandline::test;
using flashback::ChangeIndex;
using flashback::ChangeReader;
using flashback::loadRowHistory;
using flashback::RowChange;
using flashback::RowHistory;
using flashback::RowKey;

namespace {

std::string lineOf(const RowChange &change)
{
    const auto values = [](const std::vector<sqlite::Value> &row) {
        std::string text;
        for (const sqlite::Value &value : row) {
            text += encoded(value) + "|";
        }
        return text;
    };
    return fmt::format("{} {}: {} -> {}", change.scn.value, static_cast<int>(change.operation),
                       values(change.oldRow), values(change.newRow));
}

std::vector<std::string> linesOf(const std::vector<RowChange> &changes)
{
    std::vector<std::string> lines;
    for (const RowChange &change : changes) {
        lines.push_back(lineOf(change));
    }
    return lines;
}

// All changes of a pass, by table and key.
class ByRow final : public flashback::ChangeSink
{
public:
    void row(const RowChange &change) override
    {
        std::string key = change.table().name + "/";
        RowKey rowKey = change.rowid;
        if (change.table().withoutRowid) {
            for (const sqlite::Value &value : change.key) {
                key += encoded(value) + ",";
            }
            rowKey = change.key;
        } else {
            key += std::to_string(change.rowid);
        }
        auto &row = rows[key];
        row.table = change.table().name;
        row.key = rowKey;
        row.changes.push_back(change);
    }

    void end(const flashback::CommitHead &head, const std::vector<flashback::TableChanges> &tables) override
    {
        std::string text = head.known ? "" : "unknown";
        for (const auto &table : tables) {
            if (table.rowidsRenumbered) {
                renumbered.insert(table.table().name);
            }
            text += fmt::format("{} {} {} {} {};", table.table().name, table.inserts, table.updates,
                                table.deletes, table.rowidsRenumbered);
        }
        commits[head.commit.scn.value] = text;
    }

    struct Row
    {
        std::string table;
        RowKey key;
        std::vector<RowChange> changes;
    };
    std::map<std::string, Row> rows;
    std::set<std::string> renumbered; // tables
    std::map<std::uint64_t, std::string> commits;
};

std::map<std::uint64_t, std::string> textOf(const std::vector<flashback::CommitTables> &commits)
{
    std::map<std::uint64_t, std::string> texts;
    for (const flashback::CommitTables &commit : commits) {
        std::string &text = texts[commit.scn.value];
        text = commit.known ? "" : "unknown";
        for (const auto &table : commit.tables) {
            if (table.inserts + table.updates + table.deletes != 0 || table.rowidsRenumbered) {
                text += fmt::format("{} {} {} {} {};", table.name, table.inserts, table.updates,
                                    table.deletes, table.rowidsRenumbered);
            }
        }
    }
    return texts;
}

} // namespace

class TestRowHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_seed = testSeed("tst_row_history", 20261121); }
    void randomRows_data();
    void randomRows();
    void acrossTheSchema();
    void keysThatDontFit();
    void indexIsKept();
    void damagedIndexIsMadeAnew();

private:
    std::uint64_t m_seed = 0;
};

void TestRowHistory::randomRows_data()
{
    QTest::addColumn<int>("pageSize");
    QTest::addColumn<int>("autoVacuum");
    QTest::newRow("512") << 512 << 0;
    QTest::newRow("1024, auto_vacuum") << 1024 << 1;
    QTest::newRow("4096") << 4096 << 0;
    QTest::newRow("65536, incremental vacuum") << 65536 << 2;
}

void TestRowHistory::randomRows()
{
    QFETCH(int, pageSize);
    QFETCH(int, autoVacuum);
    Recording recording({pageSize, autoVacuum, pageSize == 1024, 2000},
                        m_seed + static_cast<unsigned>(pageSize));
    for (int i = 0; i < 12; ++i) {
        recording.sql().transaction();
    }
    recording.start();
    for (int i = 0; i < (underSanitizer ? 20 : 80); ++i) {
        recording.sql().transaction();
        recording.take();
    }
    recording.stop();
    const auto history = recording.history();
    ByRow all;
    ChangeReader(history).read({}, recording.scn, {}, all, {});
    Random random(m_seed);
    int asked = 0;
    for (const auto &[name, row] : all.rows) {
        // Beside VACUUM a rowid without a key may come to name another row: that is said, not hidden.
        if (all.renumbered.count(row.table) != 0 || (row.changes.size() < 3 && !random.oneIn(15))) {
            continue;
        }
        ++asked;
        const RowHistory found = loadRowHistory(*history, row.table, row.key, {}, recording.scn, {});
        QCOMPARE(linesOf(found.changes), linesOf(row.changes));
        QCOMPARE(found.start.empty(), row.changes.front().operation == flashback::RowOperation::Insert);
        // A part of the range tells the part.
        const core::Scn from = row.changes.back().scn;
        const RowHistory last = loadRowHistory(*history, row.table, row.key, from, recording.scn, {});
        QCOMPARE(linesOf(last.changes), (std::vector<std::string>{lineOf(row.changes.back())}));
    }
    QVERIFY(asked > (underSanitizer ? 5 : 50));

    ChangeIndex index(history);
    QCOMPARE(textOf(index.load({}, {}, {})), all.commits);
}

void TestRowHistory::acrossTheSchema()
{
    Recording recording;
    recording.writer().execute("CREATE TABLE other(x); CREATE TABLE t(id INTEGER PRIMARY KEY, v); "
                               "INSERT INTO t VALUES (1, 'a'), (2, 'b')");
    recording.start();
    const core::Scn first = recording.scn;
    recording.commit("UPDATE t SET v = 'c' WHERE id = 1");
    recording.commit("ALTER TABLE t ADD COLUMN w DEFAULT 7");
    recording.commit("UPDATE t SET w = 8 WHERE id = 1");
    recording.commit("VACUUM");
    recording.commit("DROP TABLE t");
    recording.commit("CREATE TABLE T(id INTEGER PRIMARY KEY, v, w)");
    recording.commit("INSERT INTO t VALUES (1, 'again', NULL)");
    const auto history = recording.history();
    const RowHistory found = loadRowHistory(*history, "T", std::int64_t{1}, {}, recording.scn, {});
    QCOMPARE(linesOf(found.changes), (std::vector<std::string>{
                                         fmt::format("{} 1: i1|t1:a| -> i1|t1:c|", first.value + 1),
                                         fmt::format("{} 1: i1|t1:c|i7| -> i1|t1:c|i8|", first.value + 3),
                                         fmt::format("{} 2: i1|t1:c|i8| -> ", first.value + 5),
                                         fmt::format("{} 0:  -> i1|t5:again|NULL|", first.value + 7),
                                     }));
    QVERIFY(!found.unstableRowids);
    QVERIFY(loadRowHistory(*history, "other", std::int64_t{1}, {}, recording.scn, {}).unstableRowids);
}

void TestRowHistory::keysThatDontFit()
{
    Recording recording;
    recording.writer().execute("CREATE TABLE w(a, b, PRIMARY KEY(b DESC, a COLLATE NOCASE)) WITHOUT ROWID; "
                               "INSERT INTO w VALUES ('x', 1), ('Y', 2), ('z', 2.5), ('', 3)");
    recording.start();
    recording.commit("UPDATE w SET a = 'X' WHERE b = 1");
    const auto history = recording.history();
    const auto ask = [&](const std::string &table, const RowKey &key) {
        return loadRowHistory(*history, table, key, {}, recording.scn, {});
    };
    const RowKey key = std::vector<sqlite::Value>{std::int64_t{1}, std::string("X")};
    QCOMPARE(ask("w", key).changes.size(), std::size_t{1});
    QCOMPARE(errorCodeOf([&] { ask("w", std::int64_t{1}); }), std::string("USAGE"));
    QCOMPARE(errorCodeOf([&] { ask("nowhere", std::int64_t{1}); }), std::string("NO_SUCH_TABLE_THEN"));
}

void TestRowHistory::indexIsKept()
{
    Recording recording;
    recording.writer().execute(
        "CREATE TABLE a(x INTEGER PRIMARY KEY); CREATE TABLE b(x); CREATE VIRTUAL TABLE f USING "
        "fts5(t)");
    recording.start();
    recording.commit("INSERT INTO a VALUES (1), (2)");
    recording.commit("INSERT INTO b VALUES (1)");
    recording.commit("INSERT INTO f VALUES ('words')");
    const auto history = recording.history();
    const std::string file = recording.location().sidecar() + "/changes.index";
    {
        ChangeIndex index(history);
        QCOMPARE(index.commitsOf("A", {}, {}, {}),
                 (std::vector<core::Scn>{core::Scn{recording.scn.value - 2}}));
        QCOMPARE(index.commitsOf("f", {}, {}, {}), (std::vector<core::Scn>{recording.scn}));
    }
    const std::string kept = readFile(file);
    QVERIFY(kept.size() > 60);
    recording.commit("BEGIN; DELETE FROM a WHERE x = 1; CREATE INDEX a_x ON a(x); COMMIT");
    history->refresh();
    ChangeIndex index(history);
    QCOMPARE(index.commitsOf("a", {}, {}, {}).size(), std::size_t{2});
    const auto last = index.load(recording.scn, recording.scn, {});
    QCOMPARE(last.size(), std::size_t{1});
    QCOMPARE(last[0].tables.size(), std::size_t{1});
    QVERIFY(last[0].tables[0].definition);
    QCOMPARE(last[0].tables[0].deletes, std::uint64_t{1});
    QVERIFY(readFile(file).starts_with(kept)); // appended to
}

void TestRowHistory::damagedIndexIsMadeAnew()
{
    Recording recording;
    recording.writer().execute("CREATE TABLE a(x INTEGER PRIMARY KEY)");
    recording.start();
    for (int i = 0; i < 5; ++i) {
        recording.commit(fmt::format("INSERT INTO a VALUES ({})", i));
    }
    const auto history = recording.history();
    const auto truth = textOf(ChangeIndex(history).load({}, {}, {}));
    const std::string file = recording.location().sidecar() + "/changes.index";
    const std::string whole = readFile(file);
    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
        writeFile(file, at % 3 == 0 ? damaged.substr(0, at) : damaged);
        QCOMPARE(textOf(ChangeIndex(history).load({}, {}, {})), truth);
        QCOMPARE(textOf(ChangeIndex(history).load({}, {}, {})), truth); // from what was written then
    }
}

QTEST_GUILESS_MAIN(TestRowHistory)
#include "tst_row_history.moc"
