// The flashback statements through the executor and a worksheet's conversation.
#include "engine/session/conversation.h"
#include "engine/timeline/recorder.h"
#include "tests/support/error_code.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"

#include <QTest>
#include <thread>

using namespace strandline;
using namespace strandline::session;
using test::errorCodeOf;
using test::errorMessageOf;
using test::PlainDatabase;
using test::TempFolder;

namespace {

std::string textOf(const sqlite::Value &value)
{
    if (const auto *s = std::get_if<std::string>(&value)) {
        return *s;
    }
    if (const auto *i = std::get_if<std::int64_t>(&value)) {
        return std::to_string(*i);
    }
    return std::holds_alternative<sqlite::Null>(value) ? "NULL" : "?";
}

std::string textOf(const std::vector<sqlite::Value> &cells)
{
    std::string out;
    for (const sqlite::Value &cell : cells) {
        out += (out.empty() ? "" : "|") + textOf(cell);
    }
    return out;
}

} // namespace

// SCN 1: the base, t with n = 0. SCN k + 1: n = k, committed at minute k, for k = 1 … 4.
class TestFlashbackStatements : public QObject
{
    Q_OBJECT

    std::unique_ptr<TempFolder> m_folder;
    std::unique_ptr<core::ManualClock> m_clock;
    std::unique_ptr<timeline::Recorder> m_recorder;
    std::shared_ptr<Database> m_database;

    std::string all(const std::string &sql, LeaseKind kind = LeaseKind::Write,
                    const ExecuteOptions &options = {})
    {
        Lease lease = m_database->lease(kind);
        return textOf(query(lease, sql, options, {}).cells);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<TempFolder>();
        const core::Time start = core::parseTime("2026-03-01", core::SystemClock());
        m_clock = std::make_unique<core::ManualClock>(start);
        timeline::Location location;
        location.database = m_folder->file("a.db");
        PlainDatabase plain(location.database);
        plain.execute("PRAGMA journal_mode=WAL; CREATE TABLE t(n); INSERT INTO t VALUES (0)");
        timeline::RecorderOptions recording;
        recording.location = location;
        recording.clock = m_clock.get();
        m_recorder = std::make_unique<timeline::Recorder>(recording, core::JobContext{});
        for (int k = 1; k <= 4; ++k) {
            m_clock->set(start + std::chrono::minutes(k));
            plain.execute("UPDATE t SET n = " + std::to_string(k));
            m_recorder->poll();
        }
        DatabaseOptions options;
        options.clock = m_clock.get();
        m_database = Database::open(location.database, options);
    }

    void scriptIsMovedToAPointAndBack()
    {
        QCOMPARE(all("ALTER SESSION SET AS OF SCN 3; SELECT n FROM t", LeaseKind::Read), std::string("2"));
        QCOMPARE(all("ALTER SESSION SET AS OF TIMESTAMP '2026-03-01 00:03'; SELECT n FROM t"),
                 std::string("3"));
        QCOMPARE(all("ALTER SESSION SET AS OF SCN 2; ALTER SESSION SET AS OF = CURRENT;"
                     "UPDATE t SET n = 9; SELECT n FROM t"),
                 std::string("9"));
        ExecuteOptions options;
        options.parameters.named = {{"point", std::int64_t{4}}};
        QCOMPARE(all("ALTER SESSION SET AS OF SCN :point - 1; SELECT n FROM t", LeaseKind::Read, options),
                 std::string("2"));
        QCOMPARE(all("SELECT n FROM t"), std::string("9")); // the next script begins in the present
    }

    void movedSessionSaysWhere()
    {
        QCOMPARE(all("ALTER SESSION SET AS OF SCN 3"), std::string("3|2026-03-01T00:02:00Z"));
        QCOMPARE(all("ALTER SESSION SET AS OF CURRENT"), std::string("NULL|NULL"));
    }

    void movedSessionIsReadOnly()
    {
        const std::string script = "ALTER SESSION SET AS OF SCN 3; UPDATE t SET n = 7";
        QCOMPARE(errorCodeOf([&] { all(script); }), std::string("READ_ONLY"));
        QVERIFY(errorMessageOf([&] { all(script); }).find("set to SCN 3") != std::string::npos);
        QCOMPARE(errorCodeOf([&] { all("ALTER SESSION SET AS OF SCN 3; PURGE RECYCLEBIN"); }),
                 std::string("READ_ONLY"));
        QCOMPARE(all("SELECT n FROM t"), std::string("4"));
    }

    void pointsThatCannotBeReadAreRefused_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("code");
        QTest::newRow("future") << "ALTER SESSION SET AS OF SCN 99"
                                << "SCN_IN_FUTURE";
        QTest::newRow("too old") << "ALTER SESSION SET AS OF TIMESTAMP '2026-02-01'"
                                 << "SNAPSHOT_TOO_OLD";
        QTest::newRow("no SCN") << "ALTER SESSION SET AS OF SCN 'x'"
                                << "USAGE";
        QTest::newRow("malformed") << "ALTER SESSION SET AS OF 5"
                                   << "SQL";
    }

    void pointsThatCannotBeReadAreRefused()
    {
        QFETCH(QString, sql);
        QFETCH(QString, code);
        QCOMPARE(errorCodeOf([&] { all(sql.toStdString()); }), code.toStdString());
    }

    void restorePointsAreMadeUsedAndDropped()
    {
        QCOMPARE(all("CREATE RESTORE POINT \"before import\" AS OF SCN 3"),
                 std::string("before import|3|2026-03-01T00:02:00Z|0|NULL"));
        QCOMPARE(all("CREATE RESTORE POINT now GUARANTEE FLASHBACK DATABASE"),
                 std::string("now|5|2026-03-01T00:04:00Z|1|1073741824"));
        QCOMPARE(all("SELECT n FROM t AS OF RESTORE POINT \"Before Import\""), std::string("2"));
        QCOMPARE(all("ALTER SESSION SET AS OF RESTORE POINT now; SELECT n FROM t"), std::string("4"));
        QCOMPARE(errorCodeOf([&] { all("CREATE RESTORE POINT NOW"); }), std::string("EXISTS"));
        QCOMPARE(all("DROP RESTORE POINT now"), std::string("now|5"));
        QCOMPARE(errorCodeOf([&] { all("DROP RESTORE POINT now"); }), std::string("NOT_FOUND"));
        QCOMPARE(errorCodeOf([&] { all("CREATE RESTORE POINT p AS OF SCN 99"); }),
                 std::string("SCN_IN_FUTURE"));
    }

    void databaseGoesThereAndBack()
    {
        QCOMPARE(all("EXPLAIN FLASHBACK DATABASE TO SCN 3", LeaseKind::Read),
                 std::string("go to|SCN 3 of 2026-03-01T00:02:00Z|NULL|NULL|NULL|"
                             "2 of 2 pages are written; 2 commits after SCN 3 are left behind|"
                             "undo|t|0|2|0|NULL"));
        std::jthread recording([this](const std::stop_token &stop) { m_recorder->run(stop); });
        const std::string done = all("FLASHBACK DATABASE TO TIMESTAMP '2026-03-01 00:02'");
        QVERIFY2(done.starts_with("3|2026-03-01T00:02:00Z|") &&
                     done.find("FLASHBACK DATABASE TO SCN ") != std::string::npos,
                 done.c_str());
        QCOMPARE(all("SELECT n FROM t"), std::string("2"));
        QCOMPARE(all("SELECT n FROM t AS OF SCN 5"), std::string("4"));
        all(done.substr(done.rfind('|') + 1));
        QCOMPARE(all("SELECT n FROM t"), std::string("4"));
        QCOMPARE(errorCodeOf([&] { all("FLASHBACK DATABASE TO SCN 999"); }), std::string("SCN_IN_FUTURE"));
        QCOMPARE(errorCodeOf([&] { all("FLASHBACK DATABASE TO RESTORE POINT p"); }),
                 std::string("NOT_FOUND"));
        DatabaseOptions options;
        options.readOnly = true;
        const auto readOnly = Database::open(m_database->path(), options);
        Lease lease = readOnly->lease();
        QCOMPARE(errorCodeOf([&] { query(lease, "FLASHBACK DATABASE TO SCN 3", {}, {}); }),
                 std::string("READ_ONLY"));
    }

    void errorsPointIntoTheScript()
    {
        const std::string script = "SELECT 1; ALTER SESSION SET AS OF SCN nope(1)";
        int offset = -1;
        try {
            all(script);
        } catch (const core::Error &error) {
            offset = error.sqlOffset();
        }
        QCOMPARE(offset, static_cast<int>(script.find("nope")));
    }

    void refusedInAnOpenTransaction()
    {
        const auto message = errorMessageOf([&] { all("BEGIN; FLASHBACK TABLE t TO SCN 2"); });
        QVERIFY2(message.find("COMMIT or ROLLBACK first") != std::string::npos, message.c_str());
    }

    void hasNoQueryPlan()
    {
        Lease lease = m_database->lease();
        QCOMPARE(errorCodeOf([&] { queryPlan(lease, "FLASHBACK TABLE t TO SCN 2"); }), std::string("USAGE"));
    }

    void readsOnlyWhereItDoes_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<bool>("reads");
        QTest::newRow("table") << "FLASHBACK TABLE t TO SCN 2" << false;
        QTest::newRow("explain") << "EXPLAIN FLASHBACK TABLE t TO SCN 2" << true;
        QTest::newRow("session") << "ALTER SESSION SET AS OF SCN 2; SELECT 1" << true;
        QTest::newRow("restore point") << "CREATE RESTORE POINT p" << false;
        QTest::newRow("purge") << "PURGE RECYCLEBIN" << false;
    }

    void readsOnlyWhereItDoes()
    {
        QFETCH(QString, script);
        QFETCH(bool, reads);
        QCOMPARE(looksReadOnly(script.toStdString()), reads);
    }

    void worksheetIsMovedForItsScript()
    {
        Conversation conversation(m_database);
        ResultFeed feed;
        conversation.run("ALTER SESSION SET AS OF SCN 3; SELECT n FROM t; ALTER SESSION SET AS OF CURRENT;"
                         "INSERT INTO t VALUES (5); SELECT count(*) FROM t",
                         {}, feed, {});
        std::vector<std::string> rows;
        std::vector<std::string> moves;
        for (const FeedEvent &event : feed.take()) {
            if (const auto *batch = std::get_if<RowBatch>(&event)) {
                rows.push_back(textOf(batch->cells));
            } else if (const auto *end = std::get_if<StatementEnded>(&event)) {
                if (const auto &session = end->statement.session) {
                    moves.push_back(session->to ? std::to_string(session->to->value) : "present");
                }
            }
        }
        QCOMPARE(rows, (std::vector<std::string>{"3|2026-03-01T00:02:00Z", "2", "NULL|NULL", "2"}));
        QCOMPARE(moves, (std::vector<std::string>{"3", "present"}));
    }
};

QTEST_GUILESS_MAIN(TestFlashbackStatements)
#include "tst_flashback_statements.moc"
