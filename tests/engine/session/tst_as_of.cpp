// Reading the past through the executor: AS OF in statements, sessions set to a point, and the errors that
// tell why a point can't be read.
#include "engine/catalog/catalog.h"
#include "engine/flashback/restore_points.h"
#include "engine/session/attached_points.h"
#include "engine/session/executor.h"
#include "engine/session/maintenance.h"
#include "engine/timeline/recorder.h"
#include "tests/support/error_code.h"
#include "tests/support/forwarding_files.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"

#include <QTest>
#include <fmt/format.h>
#include <thread>

using namespace strandline;
using namespace strandline::session;
using core::Scn;
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

ExecuteOptions with(std::vector<std::pair<std::string, Value>> named)
{
    ExecuteOptions options;
    options.parameters.named = std::move(named);
    return options;
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

// SCN 1: the base with t (n = 0). SCN k+1: n = k, committed at minute k, for k = 1 … 19. SCN 21: late comes.
// SCN 22: t gets a column. SCN 23: late goes. SCN 24: the last one.
class TestAsOf : public QObject
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
    std::string codeOf(const std::string &sql, const ExecuteOptions &options = {})
    {
        return errorCodeOf([&] { all(sql, options); });
    }
    std::string messageOf(const std::string &sql)
    {
        return errorMessageOf([&] { all(sql); });
    }
    int offsetOf(const std::string &sql)
    {
        try {
            all(sql);
        } catch (const core::Error &error) {
            return error.sqlOffset();
        }
        return -2;
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
            "PRAGMA journal_mode = WAL; CREATE TABLE t(n INTEGER); INSERT INTO t VALUES(0); "
            "CREATE TABLE other(x); INSERT INTO other VALUES(7); CREATE VIEW v AS SELECT n FROM t");
        timeline::RecorderOptions options;
        options.location.database = path;
        options.clock = m_clock.get();
        m_recorder = std::make_unique<timeline::Recorder>(options, core::JobContext{});
        for (int k = 1; k < 20; ++k) {
            commit(writer, fmt::format("UPDATE t SET n = {}", k), k);
        }
        commit(writer, "CREATE TABLE late(y)", 20);
        commit(writer, "ALTER TABLE t ADD COLUMN m DEFAULT 'new'", 21);
        commit(writer, "DROP TABLE late", 22);
        commit(writer, "UPDATE t SET n = 100", 23);
        m_clock->set(at(60));
        DatabaseOptions databaseOptions;
        databaseOptions.clock = m_clock.get();
        m_database = Database::open(path, databaseOptions);
        QCOMPARE(m_database->history()->currentScn().value, std::uint64_t{24});
    }
    void cleanup()
    {
        m_database.reset();
        m_recorder.reset();
    }

    void everyCommitCanBeRead();
    void byTime();
    void byParameterAndExpression();
    void differentPointsJoin();
    void whereATableMayStand();
    void restorePointsAreNames();
    void writesTakeFromThePast();
    void whatIsNoPointIsRefused_data();
    void whatIsNoPointIsRefused();
    void pointsOutsideTheHistory();
    void tableThatCameLater();
    void tableThatWasDropped();
    void droppedTableDoesNotAnswerForThePresent();
    void columnThatCameLater();
    void errorsPointIntoTheScript();
    void moreThanTenPointsInTurn();
    void moreThanTenPointsAtOnce();
    void openTransactionKeepsItsPoints();
    void sessionAtAPoint();
    void catalogueAtAPoint();
    void functions();
    void plansOfThePast();
    void newCommitsAreSeen();
    void forgottenHistoryIsNoHistory();
    void networkFileSystemIsRefused();
    void checkpointOnARecordedDatabase();
    void pastCanBeReadWhileManyRead();
};

void TestAsOf::everyCommitCanBeRead()
{
    Lease lease = m_database->lease();
    for (int k = 0; k < 20; ++k) {
        QCOMPARE(all(lease, fmt::format("SELECT n FROM t AS OF SCN {}", k + 1)), std::to_string(k));
    }
    QCOMPARE(all(lease, "SELECT * FROM t"), std::string("100,new"));
    QCOMPARE(all(lease, "SELECT * FROM t AS OF SCN 20"), std::string("19"));
}

void TestAsOf::byTime()
{
    QCOMPARE(all("SELECT n FROM t AS OF TIMESTAMP '2026-03-01 00:05'"), std::string("5"));
    QCOMPARE(all("SELECT n FROM t AS OF TIMESTAMP '2026-03-01T00:05:59.5Z'"), std::string("5"));
    QCOMPARE(all("SELECT n FROM t AS OF TIMESTAMP '2026-03-01T01:05:00+01:00'"), std::string("5"));
    QCOMPARE(all("SELECT n FROM t AS OF TIMESTAMP datetime('2026-03-01 02:05', '-2 hours')"),
             std::string("5"));
}

void TestAsOf::byParameterAndExpression()
{
    QCOMPARE(all("SELECT n, :a FROM t AS OF SCN :a - 1", with({{"a", std::int64_t{6}}})), std::string("4,6"));
    QCOMPARE(all("SELECT n FROM t AS OF SCN (3 + 4)"), std::string("6"));
    QCOMPARE(all("SELECT n FROM t AS OF TIMESTAMP $when", with({{"when", std::string("2026-03-01 00:07")}})),
             std::string("7"));
    ExecuteOptions options;
    options.parameters.positional = {std::string("x"), std::int64_t{9}, std::string("y")};
    QCOMPARE(all("SELECT ?, n, ?3 FROM t AS OF SCN ?2", options), std::string("x,8,y"));
    QCOMPARE(all("SELECT n FROM t AS OF SCN timestamp_to_scn('2026-03-01 00:03')"), std::string("3"));
}

void TestAsOf::differentPointsJoin()
{
    QCOMPARE(all("SELECT a.n, b.n, c.n FROM t AS OF SCN 3 AS a, t AS OF SCN 5 b JOIN t c"),
             std::string("2,4,100"));
    QCOMPARE(all("SELECT n FROM t AS OF SCN 3 EXCEPT SELECT n FROM t AS OF SCN 4"), std::string("2"));
}

void TestAsOf::whereATableMayStand()
{
    QCOMPARE(all("WITH w AS (SELECT n FROM t AS OF SCN 3) SELECT * FROM w"), std::string("2"));
    QCOMPARE(all("SELECT (SELECT n FROM t AS OF SCN 4), n FROM t"), std::string("3,100"));
    QCOMPARE(all("SELECT n FROM v AS OF SCN 5"), std::string("4"));
    QCOMPARE(all("SELECT n FROM main.t AS OF SCN 5"), std::string("4"));
    QCOMPARE(all("SELECT count(*) FROM sqlite_schema AS OF SCN 21 WHERE name = 'late'"), std::string("1"));
    QCOMPARE(all("SELECT n AS of FROM t"), std::string("100"));
}

void TestAsOf::restorePointsAreNames()
{
    flashback::createRestorePoint(*m_database->history(), {.name = "before Import", .asOf = Scn{8}},
                                  *m_clock);
    QCOMPARE(all("SELECT n FROM t AS OF RESTORE POINT \"Before import\""), std::string("7"));
    QCOMPARE(all("SELECT a.n, b.n FROM t AS OF RESTORE POINT \"before Import\" a, t AS OF SCN 3 b"),
             std::string("7,2"));
    const std::string sql = "SELECT * FROM t AS OF RESTORE POINT nope";
    QVERIFY(messageOf(sql).find("CREATE RESTORE POINT") != std::string::npos);
    QCOMPARE(offsetOf(sql), static_cast<int>(sql.find("nope")));
}

void TestAsOf::writesTakeFromThePast()
{
    QCOMPARE(all("INSERT INTO other SELECT n FROM t AS OF SCN 8; SELECT x FROM other"), std::string("7;7"));
    QCOMPARE(all("CREATE TABLE saved AS SELECT * FROM t AS OF SCN 2; SELECT * FROM saved"), std::string("1"));
    QCOMPARE(codeOf("CREATE VIEW bad AS SELECT * FROM t AS OF SCN 2"), std::string("SQL"));
    m_recorder->poll();
    QCOMPARE(m_database->history()->currentScn().value, std::uint64_t{26});
}

void TestAsOf::whatIsNoPointIsRefused_data()
{
    QTest::addColumn<QString>("point");
    QTest::addColumn<QString>("code");
    QTest::newRow("text for an SCN") << "SCN '5'"
                                     << "USAGE";
    QTest::newRow("real for an SCN") << "SCN 5.0"
                                     << "USAGE";
    QTest::newRow("zero") << "SCN 0"
                          << "USAGE";
    QTest::newRow("negative") << "SCN -1"
                              << "USAGE";
    QTest::newRow("NULL") << "SCN NULL"
                          << "USAGE";
    QTest::newRow("parameter without value") << "SCN ?"
                                             << "USAGE";
    QTest::newRow("Julian day") << "TIMESTAMP julianday('2026-03-01')"
                                << "USAGE";
    QTest::newRow("seconds since 1970") << "TIMESTAMP 1772323200"
                                        << "USAGE";
    QTest::newRow("no time") << "TIMESTAMP 'yesterday'"
                             << "USAGE";
    QTest::newRow("column") << "SCN n"
                            << "SQL";
    QTest::newRow("subquery") << "SCN (SELECT 5)"
                              << "SQL";
    QTest::newRow("unknown function") << "SCN nope(1)"
                                      << "SQL";
    QTest::newRow("restore point") << "RESTORE POINT before"
                                   << "NOT_FOUND";
}

void TestAsOf::whatIsNoPointIsRefused()
{
    QFETCH(QString, point);
    QFETCH(QString, code);
    QCOMPARE(codeOf("SELECT * FROM t AS OF " + point.toStdString()), code.toStdString());
}

void TestAsOf::pointsOutsideTheHistory()
{
    QCOMPARE(codeOf("SELECT * FROM t AS OF SCN 25"), std::string("SCN_IN_FUTURE"));
    QVERIFY(messageOf("SELECT * FROM t AS OF SCN 25").find("24") != std::string::npos);
    QCOMPARE(codeOf("SELECT * FROM t AS OF TIMESTAMP '2026-03-02'"), std::string("SCN_IN_FUTURE"));
    QCOMPARE(codeOf("SELECT * FROM t AS OF TIMESTAMP '2026-02-28'"), std::string("SNAPSHOT_TOO_OLD"));
    m_database.reset();
    m_recorder.reset();
    timeline::Location location;
    location.database = m_folder->file("a.db");
    timeline::prune(location, {std::chrono::minutes(50)}, *m_clock, {});
    DatabaseOptions options;
    options.clock = m_clock.get();
    m_database = Database::open(location.database, options);
    const std::uint64_t oldest = m_database->history()->oldestScn().value;
    QVERIFY(oldest > 1);
    QCOMPARE(codeOf("SELECT * FROM t AS OF SCN 1"), std::string("SNAPSHOT_TOO_OLD"));
    QVERIFY(messageOf("SELECT * FROM t AS OF SCN 1").find(std::to_string(oldest)) != std::string::npos);
}

void TestAsOf::tableThatCameLater()
{
    const std::string sql = "SELECT * FROM late AS OF SCN 4";
    QCOMPARE(codeOf(sql), std::string("NO_SUCH_TABLE_THEN"));
    QVERIFY2(messageOf(sql).find("came with SCN 21") != std::string::npos, messageOf(sql).c_str());
}

void TestAsOf::tableThatWasDropped()
{
    const std::string sql = "SELECT * FROM late AS OF SCN 24";
    QCOMPARE(codeOf(sql), std::string("NO_SUCH_TABLE_THEN"));
    QVERIFY2(messageOf(sql).find("dropped with SCN 23") != std::string::npos, messageOf(sql).c_str());
    QVERIFY(messageOf("SELECT * FROM ghost AS OF SCN 5").find("from SCN 1 to 24") != std::string::npos);
    // And the present's own error, without AS OF.
    QCOMPARE(codeOf("SELECT * FROM late"), std::string("SQL"));
}

// SQLite itself would find the table in the point that is attached for another statement or reference.
void TestAsOf::droppedTableDoesNotAnswerForThePresent()
{
    const auto messageIn = [this](Lease &lease, const std::string &sql) {
        return errorMessageOf([&] { all(lease, sql); });
    };
    for (const bool inTransaction : {false, true}) {
        Lease lease = m_database->lease(LeaseKind::Write);
        all(lease, inTransaction ? "BEGIN" : "SELECT 1");
        QCOMPARE(all(lease, "SELECT count(*) FROM late AS OF SCN 22"), std::string("0"));
        for (const char *sql :
             {"SELECT * FROM late", "SELECT count(*) FROM t AS of, late", "DELETE FROM late",
              "SELECT y FROM late AS OF SCN 22 EXCEPT SELECT y FROM late",
              "SELECT * FROM t AS OF SCN 22 WHERE n IN late"}) {
            const std::string message = messageIn(lease, sql);
            QVERIFY2(message.starts_with("no such table: late"), (sql + (": " + message)).c_str());
        }
        const std::string marked = "SELECT 1; SELECT n FROM t AS OF SCN 22, late";
        int offset = -1;
        try {
            all(lease, marked);
        } catch (const core::Error &error) {
            offset = error.sqlOffset();
        }
        QCOMPARE(offset, static_cast<int>(marked.find("late")));
        all(lease, "CREATE TEMP TABLE late(z); INSERT INTO late VALUES (8)");
        QCOMPARE(all(lease, "SELECT z FROM late, t AS OF SCN 22"), std::string("8"));
        QCOMPARE(all(lease, "SELECT count(y) FROM late AS OF SCN 22"), std::string("0"));
        all(lease, "DROP TABLE late");
        all(lease, inTransaction ? "ROLLBACK" : "SELECT 1");
        QCOMPARE(messageIn(lease, "SELECT * FROM late"), std::string("no such table: late"));
        all(lease, "SELECT * FROM late AS OF SCN 22");
        all(lease, "DROP TABLE IF EXISTS late");
    }
}

void TestAsOf::columnThatCameLater()
{
    const std::string sql = "SELECT m FROM t AS OF SCN 5";
    QCOMPARE(codeOf(sql), std::string("NO_SUCH_TABLE_THEN"));
    QVERIFY(messageOf(sql).find("SCN 5") != std::string::npos);
}

void TestAsOf::errorsPointIntoTheScript()
{
    for (const auto &[script, marked] : std::vector<std::pair<std::string, std::string>>{
             {"SELECT 1; SELECT nope FROM t AS OF SCN 3", "nope"},
             {"SELECT 1; SELECT n FROM t AS OF SCN 3 WHERE nope", "nope"},
             {"SELECT 'ä'; SELECT n FROM t AS OF SCN nope(3) WHERE 1", "nope"},
             {"SELECT 1;\nSELECT n FROM t AS OF SCN 'x'", "'x'"},
             {"SELECT 1;\nSELECT y FROM late AS OF SCN 5", "late"},
             {"SELECT 1; SELECT n FROM t AS OF SCN n", "n"}}) {
        const std::size_t expected = script.rfind(marked);
        QCOMPARE(offsetOf(script), static_cast<int>(expected));
    }
    QCOMPARE(offsetOf(std::string("SELECT 1; SELECT 2 \0 + 3", 24)), 19);
}

void TestAsOf::moreThanTenPointsInTurn()
{
    Lease lease = m_database->lease();
    for (int round = 0; round < 2; ++round) {
        for (int k = 0; k < 20; ++k) {
            QCOMPARE(all(lease, fmt::format("SELECT n FROM t AS OF SCN {}", k + 1)), std::to_string(k));
        }
    }
    QVERIFY(std::stoi(all(lease, "SELECT count(*) FROM pragma_database_list")) <= 12);
}

void TestAsOf::moreThanTenPointsAtOnce()
{
    const auto points = [](int count) {
        std::string sql = "SELECT 0";
        for (int k = 1; k <= count; ++k) {
            sql += fmt::format(" + (SELECT n FROM t AS OF SCN {})", k);
        }
        return sql;
    };
    QCOMPARE(all(points(10)), std::string("45"));
    QCOMPARE(codeOf(points(11)), std::string("TOO_MANY_POINTS"));
    // The same point counts once.
    QCOMPARE(all(points(10) + " + (SELECT n FROM t AS OF SCN 2)"), std::string("46"));
}

void TestAsOf::openTransactionKeepsItsPoints()
{
    Lease lease = m_database->lease();
    all(lease, "BEGIN");
    for (int k = 0; k < 10; ++k) {
        QCOMPARE(all(lease, fmt::format("SELECT n FROM t AS OF SCN {}", k + 1)), std::to_string(k));
    }
    QCOMPARE(errorCodeOf([&] { all(lease, "SELECT n FROM t AS OF SCN 15"); }),
             std::string("TOO_MANY_POINTS"));
    QVERIFY(errorMessageOf([&] { all(lease, "SELECT n FROM t AS OF SCN 15"); }).find("transaction") !=
            std::string::npos);
    QCOMPARE(all(lease, "SELECT n FROM t AS OF SCN 10"), std::string("9"));
    all(lease, "COMMIT");
    QCOMPARE(all(lease, "SELECT n FROM t AS OF SCN 15"), std::string("14"));
}

void TestAsOf::sessionAtAPoint()
{
    Lease lease = m_database->leaseAt(Scn{6});
    QCOMPARE(lease.asOf()->value, std::uint64_t{6});
    QCOMPARE(all(lease, "SELECT * FROM t"), std::string("5"));
    QCOMPARE(all(lease, "SELECT t.n, b.n FROM t, t AS OF SCN 3 b"), std::string("5,2"));
    const auto write = [&] { all(lease, "UPDATE t SET n = 1"); };
    QCOMPARE(errorCodeOf(write), std::string("READ_ONLY"));
    QVERIFY(errorMessageOf(write).find("SCN 6") != std::string::npos);
    const auto missing = [&] { all(lease, "SELECT * FROM late"); };
    QCOMPARE(errorCodeOf(missing), std::string("NO_SUCH_TABLE_THEN"));
    QVERIFY(errorMessageOf(missing).find("came with SCN 21") != std::string::npos);
    QCOMPARE(errorCodeOf([&] { m_database->leaseAt(Scn{99}); }), std::string("SCN_IN_FUTURE"));
    QCOMPARE(all("SELECT n FROM t"), std::string("100"));
}

void TestAsOf::catalogueAtAPoint()
{
    Lease lease = m_database->leaseAt(Scn{21});
    QVERIFY(catalog::findTable(lease.connection(), "main", "late").has_value());
    QCOMPARE(catalog::loadTable(lease.connection(), "main", "t", {}).columns.size(), std::size_t{1});
    Lease present = m_database->lease();
    QVERIFY(!catalog::findTable(present.connection(), "main", "late").has_value());
    present.points().attach(*m_database->history(), {Scn{5}});
    QCOMPARE(
        catalog::loadTable(present.connection(), AttachedPoints::schemaName(Scn{5}), "t", {}).columns.size(),
        std::size_t{1});
}

void TestAsOf::functions()
{
    QCOMPARE(all("SELECT SCN_TO_TIMESTAMP(6), TIMESTAMP_TO_SCN('2026-03-01 00:05:30'), CURRENT_SCN(), "
                 "SCN_TO_TIMESTAMP(NULL)"),
             std::string("2026-03-01T00:05:00Z,6,24,NULL"));
    QCOMPARE(codeOf("SELECT SCN_TO_TIMESTAMP(25)"), std::string("SCN_IN_FUTURE"));
    QCOMPARE(codeOf("SELECT SCN_TO_TIMESTAMP('x')"), std::string("USAGE"));
    QCOMPARE(codeOf("SELECT TIMESTAMP_TO_SCN(5)"), std::string("USAGE"));
}

void TestAsOf::plansOfThePast()
{
    Lease lease = m_database->lease();
    const auto plan = queryPlan(lease, "SELECT * FROM t AS OF SCN 3 a, other");
    QVERIFY(std::any_of(plan.begin(), plan.end(), [](const PlanNode &n) { return n.detail == "SCAN a"; }));
    const auto unnamed = queryPlan(lease, "SELECT * FROM t AS OF SCN 3");
    QCOMPARE(unnamed.front().detail, std::string("SCAN t AS OF SCN 3"));
    QCOMPARE(program(lease, "EXPLAIN SELECT * FROM t AS OF SCN 3").front().opcode, std::string("Init"));
    QVERIFY(all(lease, "EXPLAIN QUERY PLAN SELECT * FROM t AS OF SCN 3").find("SCAN") != std::string::npos);
}

void TestAsOf::newCommitsAreSeen()
{
    Lease lease = m_database->lease();
    QCOMPARE(errorCodeOf([&] { all(lease, "SELECT n FROM t AS OF SCN 25"); }), std::string("SCN_IN_FUTURE"));
    PlainDatabase writer(m_folder->file("a.db"));
    commit(writer, "UPDATE t SET n = 25", 61);
    QCOMPARE(all(lease, "SELECT n FROM t AS OF SCN 25"), std::string("25"));
    QCOMPARE(all(lease, "SELECT CURRENT_SCN()"), std::string("25"));
}

void TestAsOf::forgottenHistoryIsNoHistory()
{
    QCOMPARE(all("SELECT n FROM t AS OF SCN 3"), std::string("2"));
    timeline::RecorderOptions options;
    options.location.database = m_folder->file("a.db");
    options.clock = m_clock.get();
    m_recorder.reset();
    timeline::forget(options.location);
    QCOMPARE(codeOf("SELECT n FROM t AS OF SCN 3"), std::string("NOT_RECORDED"));
    m_recorder = std::make_unique<timeline::Recorder>(options, core::JobContext{});
    QCOMPARE(all("SELECT n FROM t AS OF SCN 1"), std::string("100"));
    QCOMPARE(codeOf("SELECT n FROM t AS OF SCN 3"), std::string("SCN_IN_FUTURE"));
}

void TestAsOf::networkFileSystemIsRefused()
{
    class NetworkFiles final : public test::ForwardingFiles
    {
    public:
        NetworkFiles() : ForwardingFiles(core::systemFiles()) {}
        bool isNetwork(const std::string & /*unused*/) const override { return true; }
    };
    const NetworkFiles files;
    timeline::RecorderOptions options;
    options.location.database = m_folder->file("far.db");
    options.location.files = &files;
    PlainDatabase(options.location.database).execute("PRAGMA journal_mode = WAL; CREATE TABLE t(n)");
    const auto record = [&] { timeline::Recorder(options, core::JobContext{}); };
    QCOMPARE(errorCodeOf(record), std::string("NETWORK_FILE_SYSTEM"));
    QVERIFY2(errorMessageOf(record).find("network") != std::string::npos, errorMessageOf(record).c_str());
    QVERIFY(!core::systemFiles().exists(options.location.sidecar()));
    // Reading goes on as with any database.
    Lease lease = Database::open(options.location.database)->lease();
    QCOMPARE(all(lease, "SELECT count(*) FROM t"), std::string("0"));
}

void TestAsOf::checkpointOnARecordedDatabase()
{
    const MaintenanceReport report = maintain(*m_database, MaintenanceTask::Checkpoint, {});
    QVERIFY(!report.ok);
    QVERIFY2(report.messages.front().find("records the database") != std::string::npos,
             report.messages.front().c_str());
}

void TestAsOf::pastCanBeReadWhileManyRead()
{
    std::atomic<int> right = 0;
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 4; ++thread) {
            threads.emplace_back([this, thread, &right] {
                for (int k = 0; k < 20; ++k) {
                    const int scn = (k * 7 + thread * 5) % 20 + 1;
                    Lease lease = m_database->lease();
                    right += all(lease, fmt::format("SELECT n FROM t AS OF SCN {}", scn)) ==
                             std::to_string(scn - 1);
                }
            });
        }
    }
    QCOMPARE(right.load(), 80);
}

QTEST_GUILESS_MAIN(TestAsOf)
#include "tst_as_of.moc"
