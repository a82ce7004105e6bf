// t VERSIONS BETWEEN … in statements: what it shows, where it may stand, what it refuses.
#include "engine/session/executor.h"
#include "engine/timeline/recorder.h"
#include "tests/support/error_code.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"

#include <QTest>
#include <fmt/format.h>

using namespace strandline;
using namespace strandline::session;
using sqlite::Value;
using test::errorCodeOf;
using test::errorMessageOf;
using test::PlainDatabase;
using test::TempFolder;

namespace {

core::Time at(int minute)
{
    const core::SystemClock clock;
    return core::parseTime("2026-03-01", clock) + std::chrono::minutes(minute);
}

std::string text(const Value &value)
{
    if (const auto *s = std::get_if<std::string>(&value)) {
        return *s;
    }
    if (const auto *i = std::get_if<std::int64_t>(&value)) {
        return std::to_string(*i);
    }
    return std::holds_alternative<sqlite::Null>(value) ? "NULL" : "?";
}

} // namespace

class TestVersionsBetween : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<TempFolder> m_folder;
    std::unique_ptr<core::ManualClock> m_clock;
    std::unique_ptr<timeline::Recorder> m_recorder;
    std::shared_ptr<Database> m_database;

    std::string all(Lease &lease, const std::string &sql, const ExecuteOptions &options = {})
    {
        const ResultSet result = query(lease, sql, options, {});
        std::string out;
        for (std::size_t i = 0; i < result.cells.size(); ++i) {
            out += (i == 0 ? "" : i % result.width() == 0 ? ";" : ",") + text(result.cells[i]);
        }
        return out;
    }
    std::string all(const std::string &sql, const ExecuteOptions &options = {})
    {
        Lease lease = m_database->lease(looksReadOnly(sql) ? LeaseKind::Read : LeaseKind::Write);
        return all(lease, sql, options);
    }
    std::string codeOf(const std::string &sql)
    {
        return errorCodeOf([&] { all(sql); });
    }
    std::string messageOf(const std::string &sql)
    {
        return errorMessageOf([&] { all(sql); });
    }
    void commit(PlainDatabase &writer, const std::string &sql, int minute)
    {
        m_clock->set(at(minute));
        writer.execute(sql);
        m_recorder->poll();
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<TempFolder>();
        m_clock = std::make_unique<core::ManualClock>(at(0));
        const std::string path = m_folder->file("a.db");
        PlainDatabase writer(path);
        writer.execute(
            "PRAGMA journal_mode = WAL; CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT COLLATE NOCASE); "
            "INSERT INTO t VALUES (1, 'a'), (2, 'b'); CREATE TABLE w(k TEXT, n INT, x, PRIMARY KEY(k, "
            "n)) WITHOUT ROWID; INSERT INTO w VALUES ('one', 1, 'x'); CREATE VIEW v AS SELECT 1; "
            "CREATE TABLE loose(x); CREATE VIRTUAL TABLE f USING fts5(x)");
        timeline::RecorderOptions options;
        options.location.database = path;
        options.clock = m_clock.get();
        m_recorder = std::make_unique<timeline::Recorder>(options, core::JobContext{}); // SCN 1, minute 0
        commit(writer, "UPDATE t SET v = 'A2' WHERE id = 1", 1);                        // 2
        commit(writer, "INSERT INTO t VALUES (3, 'c'); ", 2);                           // 3
        commit(writer, "ALTER TABLE t ADD COLUMN extra DEFAULT 'e'", 3);                // 4
        commit(writer, "DELETE FROM t WHERE id = 1", 4);                                // 5
        commit(writer, "UPDATE w SET x = 'y'", 5);                                      // 6
        commit(writer, "INSERT INTO loose VALUES (1), (2)", 6);                         // 7
        m_clock->set(at(60));
        DatabaseOptions databaseOptions;
        databaseOptions.clock = m_clock.get();
        m_database = Database::open(path, databaseOptions);
    }
    void cleanup()
    {
        m_database.reset();
        m_recorder.reset();
    }

    void pseudoColumns();
    void starIsTheTable();
    void boundsByTimeAndParameter();
    void whereATableMayStand();
    void rowsByKey();
    void conditionsOnPseudoColumns();
    void savedIntoATable();
    void refused_data();
    void refused();
    void sessionAtAPoint();
    void namesStayNames();
};

void TestVersionsBetween::pseudoColumns()
{
    QCOMPARE(
        all("SELECT id, v, extra, versions_startscn, versions_endscn, versions_xid, versions_operation FROM "
            "t "
            "VERSIONS BETWEEN SCN MINVALUE AND MAXVALUE ORDER BY id, versions_startscn NULLS FIRST"),
        std::string("1,a,NULL,NULL,2,NULL,NULL;1,A2,e,2,5,2,U;1,A2,e,5,NULL,5,D;2,b,e,NULL,NULL,NULL,NULL;"
                    "3,c,e,3,NULL,3,I"));
    QCOMPARE(all("SELECT versions_starttime, versions_endtime FROM t VERSIONS BETWEEN SCN 1 AND 7 WHERE "
                 "versions_operation = 'U'"),
             all("SELECT scn_to_timestamp(2), scn_to_timestamp(5)"));
}

void TestVersionsBetween::starIsTheTable()
{
    QCOMPARE(all("SELECT * FROM t VERSIONS BETWEEN SCN 3 AND 3 ORDER BY id"), std::string("1,A2;2,b;3,c"));
    QCOMPARE(all("SELECT rowid, * FROM loose VERSIONS BETWEEN SCN 7 AND 7 ORDER BY x"),
             std::string("1,1;2,2"));
}

void TestVersionsBetween::boundsByTimeAndParameter()
{
    const std::string starts = "SELECT group_concat(versions_startscn) FROM t VERSIONS BETWEEN ";
    QCOMPARE(all(starts + "TIMESTAMP '2026-03-01 00:02' AND '2026-03-01 00:02'"), std::string("3"));
    QCOMPARE(all(starts + "TIMESTAMP '2026-03-01 00:01:30' AND '2026-03-01 00:02'"), std::string("3"));
    QCOMPARE(all(starts + "TIMESTAMP '2026-03-01 00:02:30' AND MAXVALUE"), std::string("5"));
    ExecuteOptions options;
    options.parameters.positional = {std::int64_t{2}, std::int64_t{3}, std::string("c")};
    QCOMPARE(
        all("SELECT ?3, versions_startscn FROM t VERSIONS BETWEEN SCN ?1 AND ?1 + 1 WHERE v = ?3", options),
        std::string("c,3"));
}

void TestVersionsBetween::whereATableMayStand()
{
    QCOMPARE(all("SELECT old.v, now.v FROM t VERSIONS BETWEEN SCN 1 AND 7 old JOIN t AS OF SCN 3 AS now "
                 "USING (id) "
                 "WHERE old.versions_endscn = 2"),
             std::string("a,A2"));
    QCOMPARE(
        all("WITH h AS (SELECT t.id AS i FROM main.t VERSIONS BETWEEN SCN 2 AND 3 WHERE t.versions_xid = 3) "
            "SELECT i FROM h"),
        std::string("3"));
    QCOMPARE(all("SELECT (SELECT count(*) FROM t VERSIONS BETWEEN SCN 1 AND 7), count(*) FROM t"),
             std::string("5,2"));
    QCOMPARE(all("SELECT 2 IN loose VERSIONS BETWEEN SCN 1 AND MAXVALUE"), std::string("1"));
    QCOMPARE(all("SELECT main.t.v FROM t VERSIONS BETWEEN SCN 2 AND 2 WHERE main.t.id = 1"),
             std::string("A2"));
    // Case and collation of the columns are those of the table.
    QCOMPARE(all("SELECT count(*) FROM t VERSIONS BETWEEN SCN 1 AND 7 WHERE v = 'a2'"), std::string("2"));
}

void TestVersionsBetween::rowsByKey()
{
    QCOMPARE(all("SELECT group_concat(versions_operation) FROM t VERSIONS BETWEEN SCN 1 AND 7 WHERE id = 1"),
             std::string("U,D"));
    QCOMPARE(all("SELECT count(*) FROM t VERSIONS BETWEEN SCN 1 AND 7 WHERE rowid = '1'"), std::string("3"));
    QCOMPARE(all("SELECT count(*) FROM t VERSIONS BETWEEN SCN 1 AND 7 WHERE id = 1 OR id = 3 OR "
                 "versions_operation = 'D'"),
             std::string("4"));
    QCOMPARE(all("SELECT group_concat(x) FROM w VERSIONS BETWEEN SCN 1 AND 7 WHERE k = 'one' AND n = 1"),
             std::string("x,y"));
    QCOMPARE(all("SELECT count(*) FROM t VERSIONS BETWEEN SCN 1 AND 7 WHERE id = 77"), std::string("0"));
    QCOMPARE(
        all("SELECT t.id, count(h.id) FROM t LEFT JOIN t VERSIONS BETWEEN SCN 2 AND 7 h ON h.id = t.id AND "
            "h.versions_xid = 3 GROUP BY t.id"),
        std::string("2,0;3,1"));
}

void TestVersionsBetween::conditionsOnPseudoColumns()
{
    const std::string ids =
        "SELECT group_concat(id) FROM (SELECT id FROM t VERSIONS BETWEEN SCN 1 AND 7 WHERE ";
    QCOMPARE(all(ids + "versions_startscn IS NULL ORDER BY 1)"), std::string("1,2"));
    QCOMPARE(all(ids + "versions_startscn >= 3 ORDER BY 1)"), std::string("1,3"));
    QCOMPARE(all(ids + "versions_endscn IS NULL AND versions_operation IS NOT 'D' ORDER BY 1)"),
             std::string("2,3"));
    QCOMPARE(all(ids + "versions_operation IN ('I', 'D') ORDER BY 1)"), std::string("1,3"));
}

void TestVersionsBetween::savedIntoATable()
{
    all("CREATE TABLE saved AS SELECT id, versions_xid FROM t VERSIONS BETWEEN SCN 1 AND 7 WHERE "
        "versions_xid > 0");
    QCOMPARE(all("SELECT count(*) FROM saved"), std::string("3"));
}

void TestVersionsBetween::refused_data()
{
    QTest::addColumn<QString>("statement"); // the error stands at the mark
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("part");
    const auto row = [](const char *statement, const char *code, const char *part) {
        QTest::newRow(statement) << statement << code << part;
    };
    row("SELECT * FROM t ^VERSIONS BETWEEN SCN 5 AND 2", "USAGE", "Swap the two");
    row("SELECT * FROM t VERSIONS BETWEEN ^5 AND 7", "SQL", "needs SCN or TIMESTAMP");
    row("SELECT * FROM t VERSIONS BETWEEN SCN 5^", "SQL", "needs AND");
    row("SELECT * FROM t VERSIONS BETWEEN SCN ^id AND 5", "SQL", "");
    row("SELECT * FROM t VERSIONS BETWEEN SCN ^'1' AND 5", "USAGE", "whole number");
    row("SELECT * FROM t VERSIONS BETWEEN SCN 1 AND 5 ^AS OF SCN 3", "SQL", "two points");
    row("SELECT * FROM t AS OF SCN 3 ^VERSIONS BETWEEN SCN 1 AND 5", "SQL", "two points");
    row("SELECT * FROM t x ^VERSIONS BETWEEN SCN 1 AND 5", "SQL", "right behind the table's name");
    row("SELECT * FROM (SELECT 1) ^VERSIONS BETWEEN SCN 1 AND 5", "SQL", "can't follow a subquery");
    row("WITH c AS (SELECT 1) SELECT * FROM c ^VERSIONS BETWEEN SCN 1 AND 5", "SQL", "common table");
    row("UPDATE t ^VERSIONS BETWEEN SCN 1 AND 5 SET v = 1", "SQL", "Remove VERSIONS BETWEEN");
    row("CREATE VIEW bad AS SELECT * FROM t ^VERSIONS BETWEEN SCN 1 AND 5", "SQL", "inside CREATE VIEW");
    row("SELECT 1; SELECT * FROM ^nope VERSIONS BETWEEN SCN 1 AND 5", "NO_SUCH_TABLE_THEN", "no table nope");
    row("SELECT * FROM ^v VERSIONS BETWEEN SCN 1 AND 5", "UNSUPPORTED", "is a view");
    row("SELECT * FROM ^f VERSIONS BETWEEN SCN 1 AND 5", "UNSUPPORTED", "virtual table");
    row("SELECT * FROM ^sqlite_schema VERSIONS BETWEEN SCN 1 AND 5", "UNSUPPORTED", "AS OF");
    row("SELECT * FROM ^temp.t VERSIONS BETWEEN SCN 1 AND 5", "UNSUPPORTED", "VERSIONS BETWEEN");
}

void TestVersionsBetween::refused()
{
    QFETCH(QString, statement);
    QFETCH(QString, code);
    QFETCH(QString, part);
    const auto mark = static_cast<int>(statement.indexOf('^'));
    const std::string sql = statement.remove('^').toStdString();
    QCOMPARE(codeOf(sql), code.toStdString());
    QVERIFY2(messageOf(sql).find(part.toStdString()) != std::string::npos, messageOf(sql).c_str());
    int offset = -2;
    try {
        all(sql);
    } catch (const core::Error &error) {
        offset = error.sqlOffset();
    }
    QCOMPARE(offset, mark);
}

void TestVersionsBetween::sessionAtAPoint()
{
    Lease lease = m_database->leaseAt(core::Scn{3});
    QCOMPARE(all(lease, "SELECT count(*) FROM t VERSIONS BETWEEN SCN MINVALUE AND MAXVALUE"),
             std::string("4"));
    QCOMPARE(codeOf("SELECT * FROM t VERSIONS BETWEEN SCN 1 AND 8"), std::string("SCN_IN_FUTURE"));
}

// Without BETWEEN behind a table they mean what SQLite has them mean.
void TestVersionsBetween::namesStayNames()
{
    all("CREATE TABLE versions(versions, scn, minvalue); INSERT INTO versions VALUES (2, 1, 3)");
    QCOMPARE(all("SELECT versions.versions BETWEEN scn AND minvalue FROM versions"), std::string("1"));
    QCOMPARE(all("SELECT versions BETWEEN scn AND minvalue FROM versions versions"), std::string("1"));
    QCOMPARE(all("SELECT count(*) FROM t JOIN versions ON versions BETWEEN scn AND minvalue"),
             std::string("2"));
    QCOMPARE(all("SELECT versions.id FROM t versions WHERE versions.id = 2"), std::string("2"));
    all("CREATE VIEW kept AS SELECT 1 FROM versions WHERE versions BETWEEN scn AND minvalue");
    QCOMPARE(all("SELECT * FROM kept"), std::string("1"));
}

QTEST_GUILESS_MAIN(TestVersionsBetween)
#include "tst_versions_between.moc"
