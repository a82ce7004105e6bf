// Sessions on a database: leases, scripts with their results and errors, cancelling, plans, maintenance.
#include "engine/session/executor.h"
#include "engine/session/history_locations.h"
#include "engine/session/maintenance.h"
#include "tests/support/error_code.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"

#include <QTest>
#include <filesystem>
#include <sqlite3.h>
#include <thread>

using namespace strandline;
using namespace strandline::session;
using sqlite::Value;
using test::errorCodeOf;
using test::errorMessageOf;
using test::PlainDatabase;
using test::readFile;
using test::TempFolder;
using test::writeFile;
namespace fs = std::filesystem;

namespace {

const char *const endlessQuery =
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n";
const char *const thousandRows =
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 1000) SELECT x, 'text' FROM n";

// Remembers everything it is told.
class Recording final : public ResultSink
{
public:
    void begin(const StatementResult &statement) override { begun.push_back(statement); }
    void rows(RowBatch &&batch) override
    {
        batches.push_back(batch);
        rowCount += batch.rowCount();
    }
    void end(const StatementResult &statement) override { ended.push_back(statement); }

    std::vector<StatementResult> begun;
    std::vector<RowBatch> batches;
    std::vector<StatementResult> ended;
    std::size_t rowCount = 0;
};

int sqlOffsetOf(Lease &lease, const std::string &script)
{
    Recording sink;
    try {
        execute(lease, script, {}, sink, {});
    } catch (const core::Error &error) {
        return error.sqlOffset();
    }
    return -2;
}

std::int64_t integerAt(const ResultSet &result, std::size_t row, std::size_t column)
{
    const auto *value = std::get_if<std::int64_t>(&result.at(row, column));
    return value != nullptr ? *value : -1;
}

std::int64_t answer(Lease &lease, const std::string &sql)
{
    return integerAt(query(lease, sql, {}, {}), 0, 0);
}

} // namespace

class TestSession : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<TempFolder> m_folder;
    std::string m_path;

    std::shared_ptr<Database> open(bool readOnly = false)
    {
        DatabaseOptions options;
        options.readOnly = readOnly;
        options.busyTimeout = std::chrono::milliseconds(0);
        return Database::open(m_path, options);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<TempFolder>();
        m_path = m_folder->file("a.db");
        PlainDatabase(m_path).execute("CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT); "
                                      "INSERT INTO t VALUES(1, 'one'), (2, 'two'), (3, 'three')");
    }

    void readingChangesNoByteAndMakesNoSidecar();
    void batchesAreBoundedByRowsAndBytes();
    void columnsHaveNamesAndDeclaredTypes();
    void everyStatementSaysWhatItDid();
    void errorsPointIntoTheWholeScript_data();
    void errorsPointIntoTheWholeScript();
    void resultsBeforeAnErrorStay();
    void parametersByNameAndPlace();
    void misspeltParameterIsTold();
    void rowLimitTells();
    void sinkMayEndTheScript();
    void stopEndsARunningStatement();
    void stopEndsAWaitForALock();
    void readLeaseCannotWrite();
    void readOnlyDatabaseGivesNoWriteLease();
    void openTransactionEndsWithItsLease();
    void stateOfAUsedConnectionIsNotPassedOn();
    void programsOwnCollationsCanBeRead();
    void leasesOfManyThreads();
    void asOfWithoutHistoryTellsHowToRecord();
    void wordsThatOnlyRead_data();
    void wordsThatOnlyRead();
    void planIsATree();
    void programIsListed();
    void vacuumGivesPagesBack();
    void analyzeAndReindexReport();
    void checkpointEmptiesTheWal();
    void checkpointSaysWhoIsInTheWay();
    void integrityCheckFindsDamage();
    void integrityCheckFindsOrphans();
    void maintenanceCanBeCancelled();
    void historyLocationsAreRemembered();
};

void TestSession::readingChangesNoByteAndMakesNoSidecar()
{
    {
        PlainDatabase writer(m_path);
        sqlite3_db_config(writer.handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
        writer.execute("PRAGMA journal_mode = WAL; INSERT INTO t VALUES(4, 'four')");
    }
    const std::string database = readFile(m_path);
    const std::string wal = readFile(m_path + "-wal");
    QVERIFY(!wal.empty());
    {
        const auto opened = open();
        Lease lease = opened->lease();
        QCOMPARE(answer(lease, "SELECT count(*) FROM t"), std::int64_t{4});
        QCOMPARE(opened->journalMode(), std::string("wal"));
        QVERIFY(!opened->hasHistory());
    }
    QVERIFY(readFile(m_path) == database);
    QVERIFY(readFile(m_path + "-wal") == wal);
    QVERIFY(!fs::exists(m_path + ".strandline"));
}

void TestSession::batchesAreBoundedByRowsAndBytes()
{
    const auto opened = open();
    Lease lease = opened->lease();
    ExecuteOptions options;
    options.batchRows = 64;
    Recording byRows;
    execute(lease, thousandRows, options, byRows, {});
    QCOMPARE(byRows.rowCount, std::size_t{1000});
    QVERIFY(byRows.batches.size() >= 16);
    std::uint64_t expected = 0;
    for (const RowBatch &batch : byRows.batches) {
        QVERIFY(batch.rowCount() <= 64);
        QCOMPARE(batch.firstRow, expected);
        QVERIFY(batch.at(0, 0) == Value(static_cast<std::int64_t>(expected + 1)));
        expected += batch.rowCount();
    }
    options.batchRows = 1000;
    options.batchBytes = 10000;
    Recording byBytes;
    execute(
        lease,
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 10) SELECT zeroblob(6000) "
        "FROM n",
        options, byBytes, {});
    QCOMPARE(byBytes.batches.size(), std::size_t{5});
}

void TestSession::columnsHaveNamesAndDeclaredTypes()
{
    const auto opened = open();
    Lease lease = opened->lease();
    const ResultSet result = query(lease, "SELECT a, b, b, a + 1 FROM t WHERE 0", {}, {});
    QCOMPARE(result.width(), std::size_t{4});
    QCOMPARE(result.rowCount(), std::size_t{0});
    QCOMPARE((*result.columns)[0].declaredType, std::string("INTEGER"));
    QCOMPARE((*result.columns)[2].name, std::string("b"));
    QCOMPARE((*result.columns)[3].declaredType, std::string());
}

void TestSession::everyStatementSaysWhatItDid()
{
    const auto opened = open();
    Lease lease = opened->lease(LeaseKind::Write);
    const std::string script = "-- first\nUPDATE t SET b = 'x' WHERE a < 3; ;\nDELETE FROM t WHERE 0; "
                               "INSERT INTO t VALUES(9, 'nine') RETURNING a;SELECT * FROM t";
    Recording sink;
    const auto results = execute(lease, script, {}, sink, {});
    QCOMPARE(results.size(), std::size_t{4});
    QCOMPARE(sink.begun.size(), std::size_t{4});
    QCOMPARE(sink.ended.size(), std::size_t{4});
    QCOMPARE(results[0].changes, std::int64_t{2});
    QCOMPARE(results[1].changes, std::int64_t{0});
    QCOMPARE(results[2].changes, std::int64_t{1});
    QCOMPARE(results[2].rows, std::uint64_t{1});
    QCOMPARE(results[3].rows, std::uint64_t{4});
    QCOMPARE(results[3].changes, std::int64_t{0});
    QCOMPARE(script.substr(results[0].offset, results[0].length),
             std::string("UPDATE t SET b = 'x' WHERE a < 3"));
    QCOMPARE(script.substr(results[3].offset, results[3].length), std::string("SELECT * FROM t"));
    QVERIFY(results[0].columns->empty());
}

void TestSession::errorsPointIntoTheWholeScript_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("marked");
    QTest::newRow("first statement") << "SELECT nope FROM t"
                                     << "nope";
    QTest::newRow("after others") << "SELECT 1;\n/* ä */ SELECT a,\n nope FROM t"
                                  << "nope";
    QTest::newRow("syntax") << "SELECT 1; SELECT 2; SELEC 3"
                            << "SELEC 3";
    QTest::newRow("a column called of") << "SELECT a AS of, nope FROM t"
                                        << "nope";
}

void TestSession::errorsPointIntoTheWholeScript()
{
    QFETCH(QString, script);
    QFETCH(QString, marked);
    const std::string text = script.toStdString();
    const auto opened = open();
    Lease lease = opened->lease();
    QCOMPARE(sqlOffsetOf(lease, text), static_cast<int>(text.find(marked.toStdString())));
}

void TestSession::resultsBeforeAnErrorStay()
{
    const auto opened = open();
    Lease lease = opened->lease(LeaseKind::Write);
    Recording sink;
    QCOMPARE(errorCodeOf([&] {
                 execute(lease,
                         "INSERT INTO t VALUES(7, 'seven'); SELECT a FROM t; INSERT INTO t VALUES(7, '')", {},
                         sink, {});
             }),
             std::string("CONSTRAINT"));
    QCOMPARE(sink.ended.size(), std::size_t{2});
    QCOMPARE(sink.rowCount, std::size_t{4});
    QCOMPARE(PlainDatabase(m_path).integer("SELECT count(*) FROM t"), std::int64_t{4});
}

void TestSession::parametersByNameAndPlace()
{
    const auto opened = open();
    Lease lease = opened->lease();
    ExecuteOptions options;
    options.parameters.named = {{"low", std::int64_t{2}}, {"@name", std::string("three")}};
    QCOMPARE(query(lease, "SELECT a FROM t WHERE a >= :low AND b = @name", options, {}).rowCount(),
             std::size_t{1});
    options.parameters.named.clear();
    options.parameters.positional = {std::int64_t{5}, std::string("x"), 1.5};
    const ResultSet result = query(lease, "SELECT ?, ?3, ?2, ?4", options, {});
    QVERIFY(result.at(0, 0) == Value(std::int64_t{5}));
    QVERIFY(result.at(0, 1) == Value(1.5));
    QVERIFY(result.at(0, 2) == Value(std::string("x")));
    QVERIFY(result.at(0, 3) == Value(sqlite::Null{}));
}

void TestSession::misspeltParameterIsTold()
{
    const auto opened = open();
    Lease lease = opened->lease(LeaseKind::Write);
    ExecuteOptions options;
    options.parameters.named = {{"nmae", std::string("x")}};
    QCOMPARE(errorCodeOf([&] { query(lease, "DELETE FROM t WHERE b = :name", options, {}); }),
             std::string("USAGE"));
    QCOMPARE(PlainDatabase(m_path).integer("SELECT count(*) FROM t"), std::int64_t{3});
}

void TestSession::rowLimitTells()
{
    const auto opened = open();
    Lease lease = opened->lease();
    ExecuteOptions options;
    options.rowLimit = 3;
    QVERIFY(!query(lease, "SELECT * FROM t", options, {}).truncated);
    options.rowLimit = 2;
    const ResultSet result = query(lease, "SELECT * FROM t", options, {});
    QVERIFY(result.truncated);
    QCOMPARE(result.rowCount(), std::size_t{2});
}

void TestSession::sinkMayEndTheScript()
{
    class Full final : public ResultSink
    {
    public:
        void begin(const StatementResult & /*unused*/) override {}
        void rows(RowBatch && /*unused*/) override { throw core::Error(core::ErrorCode::DiskFull, "Full."); }
        void end(const StatementResult & /*unused*/) override {}
    };
    const auto opened = open();
    Lease lease = opened->lease();
    Full sink;
    QCOMPARE(errorCodeOf([&] { execute(lease, "SELECT * FROM t; SELECT 1", {}, sink, {}); }),
             std::string("DISK_FULL"));
    QCOMPARE(answer(lease, "SELECT count(*) FROM t"), std::int64_t{3});
}

void TestSession::stopEndsARunningStatement()
{
    const auto opened = open();
    Lease lease = opened->lease();
    std::stop_source stop;
    core::JobContext job;
    job.stop = stop.get_token();
    std::jthread later([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(30));
        stop.request_stop();
    });
    QCOMPARE(errorCodeOf([&] { query(lease, endlessQuery, {}, job); }), std::string("CANCELLED"));
    // The connection is as good as before.
    QCOMPARE(answer(lease, "SELECT count(*) FROM t"), std::int64_t{3});
    QCOMPARE(errorCodeOf([&] { query(lease, "SELECT 1", {}, job); }), std::string("CANCELLED"));
}

void TestSession::stopEndsAWaitForALock()
{
    PlainDatabase blocker(m_path);
    blocker.execute("BEGIN EXCLUSIVE");
    DatabaseOptions options;
    options.busyTimeout = std::chrono::hours(1);
    blocker.execute("COMMIT");
    const auto opened = Database::open(m_path, options);
    Lease lease = opened->lease(LeaseKind::Write);
    blocker.execute("BEGIN IMMEDIATE");
    std::stop_source stop;
    core::JobContext job;
    job.stop = stop.get_token();
    std::jthread later([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(30));
        stop.request_stop();
    });
    Recording sink;
    QCOMPARE(errorCodeOf([&] { execute(lease, "DELETE FROM t", {}, sink, job); }), std::string("CANCELLED"));
}

void TestSession::readLeaseCannotWrite()
{
    const auto opened = open();
    Lease lease = opened->lease();
    QCOMPARE(errorCodeOf([&] { query(lease, "DELETE FROM t", {}, {}); }), std::string("READ_ONLY"));
}

void TestSession::readOnlyDatabaseGivesNoWriteLease()
{
    const auto opened = open(true);
    QCOMPARE(errorCodeOf([&] { opened->lease(LeaseKind::Write); }), std::string("READ_ONLY"));
}

void TestSession::openTransactionEndsWithItsLease()
{
    const auto opened = open();
    {
        Lease lease = opened->lease(LeaseKind::Write);
        Recording sink;
        execute(lease, "BEGIN; DELETE FROM t", {}, sink, {});
        QCOMPARE(answer(lease, "SELECT count(*) FROM t"), std::int64_t{0});
    }
    PlainDatabase other(m_path);
    QCOMPARE(other.integer("SELECT count(*) FROM t"), std::int64_t{3});
    QCOMPARE(other.tryExecute("INSERT INTO t VALUES(4, 'four')"), SQLITE_OK);
}

void TestSession::stateOfAUsedConnectionIsNotPassedOn()
{
    const auto opened = open();
    {
        Lease lease = opened->lease(LeaseKind::Write);
        Recording sink;
        execute(lease, "CREATE TEMP TABLE mine(x); ATTACH ':memory:' AS other; PRAGMA foreign_keys = 1", {},
                sink, {});
    }
    Lease lease = opened->lease(LeaseKind::Write);
    QCOMPARE(answer(lease, "SELECT count(*) FROM sqlite_temp_schema"), std::int64_t{0});
    QCOMPARE(answer(lease, "SELECT count(*) FROM pragma_database_list WHERE name = 'other'"),
             std::int64_t{0});
    QCOMPARE(answer(lease, "SELECT foreign_keys FROM pragma_foreign_keys"), std::int64_t{0});
}

void TestSession::programsOwnCollationsCanBeRead()
{
    {
        PlainDatabase writer(m_path);
        sqlite3_create_collation(writer.handle(), "PHONEBOOK", SQLITE_UTF8, nullptr,
                                 [](void *, int, const void *, int, const void *) { return 0; });
        writer.execute("CREATE TABLE p(n TEXT COLLATE PHONEBOOK); INSERT INTO p VALUES('b'), ('a')");
    }
    const auto opened = open();
    Lease lease = opened->lease();
    const ResultSet result = query(lease, "SELECT n FROM p ORDER BY n", {}, {});
    QVERIFY(result.at(0, 0) == Value(std::string("a")));
}

void TestSession::leasesOfManyThreads()
{
    const auto opened = open();
    std::atomic<int> right = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back([&] {
                for (int round = 0; round < 20; ++round) {
                    Lease lease = opened->lease();
                    right += answer(lease, "SELECT count(*) FROM t") == 3 ? 1 : 0;
                }
            });
        }
    }
    QCOMPARE(right.load(), 160);
}

void TestSession::asOfWithoutHistoryTellsHowToRecord()
{
    const auto opened = open();
    Lease lease = opened->lease();
    const auto ask = [&] { query(lease, "SELECT * FROM t AS OF SCN 1", {}, {}); };
    QCOMPARE(errorCodeOf(ask), std::string("NOT_RECORDED"));
    QVERIFY(errorMessageOf(ask).find("strandctl record") != std::string::npos);
    QCOMPARE(errorCodeOf([&] { query(lease, "SELECT current_scn()", {}, {}); }), std::string("NOT_RECORDED"));
    QCOMPARE(errorCodeOf([&] { opened->leaseAt(core::Scn{1}); }), std::string("NOT_RECORDED"));
    QVERIFY(!fs::exists(m_path + ".strandline"));
}

void TestSession::wordsThatOnlyRead_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<bool>("reads");
    QTest::newRow("nothing") << "-- nothing" << true;
    QTest::newRow("selects") << "SELECT 1; VALUES(2);" << true;
    QTest::newRow("with") << "WITH a AS (SELECT 1) SELECT * FROM a" << true;
    QTest::newRow("as of") << "SELECT * FROM t AS OF SCN 5" << true;
    QTest::newRow("explain") << "EXPLAIN DELETE FROM t" << true;
    QTest::newRow("with insert") << "WITH a AS (SELECT 1) INSERT INTO t SELECT * FROM a" << false;
    QTest::newRow("delete last") << "SELECT 1; DELETE FROM t" << false;
    QTest::newRow("pragma") << "PRAGMA user_version = 3" << false;
}

void TestSession::wordsThatOnlyRead()
{
    QFETCH(QString, script);
    QFETCH(bool, reads);
    QCOMPARE(looksReadOnly(script.toStdString()), reads);
}

void TestSession::planIsATree()
{
    const auto opened = open();
    Lease lease = opened->lease();
    const auto plan =
        queryPlan(lease, "EXPLAIN QUERY PLAN SELECT * FROM t WHERE a = 1 UNION ALL SELECT * FROM t");
    QVERIFY(plan.size() >= 3);
    bool search = false;
    for (const PlanNode &node : plan) {
        search = search || node.detail.find("SEARCH t") != std::string::npos;
    }
    QVERIFY(search);
    QCOMPARE(plan.front().parent, 0);
    QVERIFY(std::any_of(plan.begin(), plan.end(),
                        [&](const PlanNode &n) { return n.parent == plan.front().id; }));
    QCOMPARE(errorCodeOf([&] { queryPlan(lease, "SELECT nope FROM t"); }), std::string("SQL"));
}

void TestSession::programIsListed()
{
    const auto opened = open();
    Lease lease = opened->lease();
    const auto listed = program(lease, "DELETE FROM t");
    QCOMPARE(listed.front().opcode, std::string("Init"));
    QCOMPARE(listed.front().address, 0);
    QCOMPARE(PlainDatabase(m_path).integer("SELECT count(*) FROM t"), std::int64_t{3});
}

void TestSession::vacuumGivesPagesBack()
{
    PlainDatabase writer(m_path);
    writer.execute("CREATE TABLE big(x); INSERT INTO big SELECT zeroblob(100000) FROM t; DROP TABLE big");
    const std::int64_t before = writer.integer("PRAGMA page_count");
    const auto opened = open();
    const MaintenanceReport report = maintain(*opened, MaintenanceTask::Vacuum, {});
    QVERIFY(report.ok);
    QVERIFY(writer.integer("PRAGMA page_count") < before / 2);
    QCOMPARE(writer.integer("SELECT count(*) FROM t"), std::int64_t{3});
}

void TestSession::analyzeAndReindexReport()
{
    PlainDatabase writer(m_path);
    writer.execute("CREATE INDEX tb ON t(b)");
    const auto opened = open();
    QVERIFY(maintain(*opened, MaintenanceTask::Analyze, {}).ok);
    QCOMPARE(writer.integer("SELECT count(*) FROM sqlite_stat1 WHERE idx = 'tb'"), std::int64_t{1});
    const MaintenanceReport report = maintain(*opened, MaintenanceTask::Reindex, {});
    QVERIFY(report.ok);
    QVERIFY(!report.messages.empty());
}

void TestSession::checkpointEmptiesTheWal()
{
    const auto rollback = maintain(*open(), MaintenanceTask::Checkpoint, {});
    QVERIFY(rollback.ok);
    QVERIFY(rollback.messages.front().find("not in WAL mode") != std::string::npos);
    PlainDatabase writer(m_path);
    writer.execute("PRAGMA journal_mode = WAL; INSERT INTO t VALUES(4, 'four')");
    const auto opened = open();
    QVERIFY(maintain(*opened, MaintenanceTask::Checkpoint, {}).ok);
    QCOMPARE(fs::file_size(m_path + "-wal"), std::uintmax_t{0});
}

void TestSession::checkpointSaysWhoIsInTheWay()
{
    PlainDatabase writer(m_path);
    writer.execute("PRAGMA journal_mode = WAL; INSERT INTO t VALUES(4, 'four'); BEGIN; SELECT * FROM t");
    PlainDatabase other(m_path);
    other.execute("INSERT INTO t VALUES(5, 'five')");
    const auto opened = open();
    const MaintenanceReport report = maintain(*opened, MaintenanceTask::Checkpoint, {});
    QVERIFY(!report.ok);
    QVERIFY(report.messages.front().find("Try again") != std::string::npos);
}

void TestSession::integrityCheckFindsDamage()
{
    QVERIFY(maintain(*open(), MaintenanceTask::IntegrityCheck, {}).ok);
    PlainDatabase(m_path).execute("CREATE INDEX tb ON t(b)");
    std::string bytes = readFile(m_path);
    const std::size_t entry = bytes.rfind("three"); // in the index, which comes last in the file
    bytes.replace(entry, 5, "thrEE");
    writeFile(m_path, bytes);
    const MaintenanceReport report = maintain(*open(), MaintenanceTask::IntegrityCheck, {});
    QVERIFY(!report.ok);
    QVERIFY(report.messages.front().find("tb") != std::string::npos);
}

void TestSession::integrityCheckFindsOrphans()
{
    PlainDatabase(m_path).execute(
        "CREATE TABLE child(x REFERENCES t(a)); INSERT INTO child VALUES(1), (77), (78)");
    const MaintenanceReport report = maintain(*open(), MaintenanceTask::IntegrityCheck, {});
    QVERIFY(!report.ok);
    QCOMPARE(report.messages.front(), std::string("2 rows of child refer to rows of t that do not exist."));
}

void TestSession::maintenanceCanBeCancelled()
{
    DatabaseOptions options;
    options.busyTimeout = std::chrono::hours(1);
    const auto opened = Database::open(m_path, options);
    PlainDatabase blocker(m_path);
    blocker.execute("BEGIN IMMEDIATE");
    std::stop_source stop;
    core::JobContext job;
    job.stop = stop.get_token();
    std::jthread later([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(30));
        stop.request_stop();
    });
    QCOMPARE(errorCodeOf([&] { maintain(*opened, MaintenanceTask::Vacuum, job); }), std::string("CANCELLED"));
    QCOMPARE(errorCodeOf([&] { maintain(*opened, MaintenanceTask::IntegrityCheck, job); }),
             std::string("CANCELLED"));
}

void TestSession::historyLocationsAreRemembered()
{
    const std::string config = m_folder->file("config/deep");
    {
        const HistoryLocations locations(config);
        QCOMPARE(locations.folderOf(m_path), std::string());
        QVERIFY(!fs::exists(config));
        locations.remember(m_path, "/elsewhere");
        locations.remember(m_folder->file("b.db"), "/b");
    }
    const HistoryLocations locations(config);
    QCOMPARE(locations.folderOf(m_path), std::string("/elsewhere"));
    QCOMPARE(locations.folderOf(m_folder->path() + "/./sub/../a.db"), std::string("/elsewhere"));
    locations.remember(m_path, "");
    QCOMPARE(locations.folderOf(m_path), std::string());
    QCOMPARE(locations.folderOf(m_folder->file("b.db")), std::string("/b"));
    writeFile(config + "/histories.json", "{ not json");
    QCOMPARE(errorCodeOf([&] { locations.folderOf(m_path); }), std::string("UNSUPPORTED_FORMAT"));
}

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
