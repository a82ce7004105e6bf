// A worksheet's dialogue with its database: what is committed when, what stays open, who is in the way. Plain
// SQLite is the witness of what others see.
#include "engine/session/conversation.h"
#include "tests/support/child_process.h"
#include "tests/support/error_code.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"

#include <QTest>
#include <csignal>
#include <thread>

using namespace strandline;
using namespace strandline::session;
using test::errorCodeOf;
using test::errorMessageOf;
using test::PlainDatabase;
using test::TempFolder;
using namespace std::chrono_literals;

class TestConversation : public QObject
{
    Q_OBJECT

    std::unique_ptr<TempFolder> m_folder;
    std::string m_path;

    std::shared_ptr<Conversation> open(std::chrono::milliseconds busy = 0ms, bool readOnly = false)
    {
        DatabaseOptions options;
        options.busyTimeout = busy;
        options.readOnly = readOnly;
        return std::make_shared<Conversation>(Database::open(m_path, options));
    }

    static std::vector<FeedEvent> run(Conversation &conversation, const std::string &script,
                                      CommitMode mode = CommitMode::Auto, std::stop_token stop = {})
    {
        ResultFeed feed;
        RunOptions options;
        options.mode = mode;
        core::JobContext job;
        job.stop = std::move(stop);
        conversation.run(script, options, feed, job);
        return feed.take();
    }

    std::int64_t count() { return PlainDatabase(m_path).integer("SELECT count(*) FROM t"); }
    bool othersCanWrite() { return PlainDatabase(m_path).tryExecute("BEGIN IMMEDIATE; ROLLBACK") == 0; }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<TempFolder>();
        m_path = m_folder->file("a.db");
        PlainDatabase(m_path).execute("PRAGMA journal_mode=WAL; CREATE TABLE t(a INTEGER PRIMARY KEY, b);"
                                      "INSERT INTO t VALUES(1, 'one'), (2, 'two')");
    }

    void autoCommitsEveryStatementAndHoldsNothing()
    {
        const auto conversation = open();
        run(*conversation, "INSERT INTO t VALUES(3, 'three'); SELECT * FROM t; UPDATE t SET b = 'x'");
        QCOMPARE(count(), 3);
        QVERIFY(!conversation->transaction().open);
        QVERIFY(othersCanWrite());
    }

    void manualWaitsForCommit()
    {
        const auto conversation = open();
        run(*conversation, "SELECT 1", CommitMode::Manual);
        QVERIFY(!conversation->transaction().open); // reading begins nothing
        run(*conversation, "INSERT INTO t VALUES(3, 'three'); DELETE FROM t WHERE a < 3", CommitMode::Manual);
        const TransactionState state = conversation->transaction();
        QVERIFY(state.open);
        QCOMPARE(state.changes, 3);
        QCOMPARE(state.pending.size(), 2U);
        QCOMPARE(state.pending[1].sql, "DELETE FROM t WHERE a < 3");
        QCOMPARE(state.pending[1].changes, 2);
        QCOMPARE(count(), 2); // nobody else sees it
        QVERIFY(!othersCanWrite());
        conversation->commit({});
        QVERIFY(!conversation->transaction().open);
        QCOMPARE(count(), 1);
        QVERIFY(othersCanWrite());
    }

    void rollBackAndDestructionUndo()
    {
        auto conversation = open();
        run(*conversation, "DELETE FROM t", CommitMode::Manual);
        conversation->rollBack();
        QVERIFY(!conversation->transaction().open);
        run(*conversation, "DELETE FROM t", CommitMode::Manual);
        conversation.reset();
        QCOMPARE(count(), 2);
        QVERIFY(othersCanWrite());
    }

    void typedBeginIsNeverHidden()
    {
        const auto conversation = open();
        run(*conversation, "BEGIN; DELETE FROM t WHERE a = 1");
        QVERIFY(conversation->transaction().open);
        QCOMPARE(conversation->transaction().changes, 1);
        run(*conversation, "SELECT count(*) FROM t; ROLLBACK");
        QVERIFY(!conversation->transaction().open);
        QCOMPARE(count(), 2);
    }

    void whatAConnectionIsToldStaysForTheNextRun()
    {
        const auto conversation = open();
        run(*conversation, "CREATE TEMP TABLE mine(x); INSERT INTO mine VALUES(7)");
        const auto events = run(*conversation, "SELECT x FROM mine");
        QCOMPARE(events.size(), 4U); // started, begun, rows, ended
        QCOMPARE(std::get<std::int64_t>(std::get<RowBatch>(events[2]).at(0, 0)), 7);
    }

    void anErrorKeepsWhatWasOpen()
    {
        const auto conversation = open();
        QCOMPARE(errorCodeOf([&] {
                     run(*conversation, "INSERT INTO t VALUES(3, 'c'); INSERT INTO t VALUES(1, 'twice')",
                         CommitMode::Manual);
                 }),
                 "CONSTRAINT");
        QVERIFY(conversation->transaction().open);
        QCOMPARE(conversation->transaction().changes, 1);
    }

    void aStopEndsAWriteAndSaysWhatBecameOfTheTransaction()
    {
        const auto conversation = open();
        run(*conversation, "BEGIN; DELETE FROM t WHERE a = 1");
        std::stop_source stop;
        std::jthread stopper([&] {
            std::this_thread::sleep_for(100ms);
            stop.request_stop();
        });
        QCOMPARE(errorCodeOf([&] {
                     run(*conversation,
                         "INSERT INTO t WITH RECURSIVE n(x) AS (SELECT 10 UNION ALL SELECT x + 1 FROM n) "
                         "SELECT x, 0 FROM n",
                         CommitMode::Auto, stop.get_token());
                 }),
                 "CANCELLED");
        // SQLite rolls the whole transaction back; the state says so.
        QCOMPARE(conversation->transaction().open, !othersCanWrite());
        QVERIFY(!conversation->transaction().open);
    }

    void aLockIsToldWithItsHolder_data()
    {
        QTest::addColumn<QString>("journal");
        QTest::newRow("wal") << "wal";
        QTest::newRow("delete") << "delete";
    }

    void aLockIsToldWithItsHolder()
    {
        QFETCH(QString, journal);
        PlainDatabase(m_path).execute("PRAGMA journal_mode=" + journal.toStdString());
        test::ChildProcess holder({TEST_WRITER, "hold", m_path});
        QCOMPARE(holder.readLine().value_or("-"), "ready");
        const auto conversation = open();
        const std::string process = "test_writer (process " + std::to_string(holder.pid()) + ")";
        for (const CommitMode mode : {CommitMode::Auto, CommitMode::Manual}) {
            const auto write = [&] { run(*conversation, "DELETE FROM t", mode); };
            QCOMPARE(errorCodeOf(write), "BUSY");
            const std::string message = errorMessageOf(write);
            QVERIFY2(message.find(process) != std::string::npos, message.c_str());
            QVERIFY(!conversation->transaction().open);
        }
        holder.stop(SIGKILL);
        run(*conversation, "DELETE FROM t");
        QCOMPARE(count(), 0);
    }

    void ourOwnOtherWorksheetIsToldApart()
    {
        const auto first = open();
        const auto second = open();
        run(*first, "DELETE FROM t", CommitMode::Manual);
        const std::string message = errorMessageOf([&] { run(*second, "DELETE FROM t"); });
        QVERIFY2(message.find("another page of this program") != std::string::npos, message.c_str());
    }

    void waitingForALockEndsAtAStop()
    {
        const auto first = open();
        const auto second = open(60s);
        run(*first, "DELETE FROM t", CommitMode::Manual);
        std::stop_source stop;
        std::chrono::steady_clock::time_point stopped;
        std::jthread stopper([&] {
            std::this_thread::sleep_for(100ms);
            stopped = std::chrono::steady_clock::now();
            stop.request_stop();
        });
        QCOMPARE(errorCodeOf([&] { run(*second, "DELETE FROM t", CommitMode::Auto, stop.get_token()); }),
                 "CANCELLED");
        const auto took = std::chrono::steady_clock::now() - stopped;
        qInfo("cancelled after %.1f ms", std::chrono::duration<double, std::milli>(took).count());
    }

    void readOnlyDatabasesRefuseInWords()
    {
        const auto conversation = open(0ms, true);
        QCOMPARE(errorCodeOf([&] { run(*conversation, "DELETE FROM t"); }), "READ_ONLY");
        QCOMPARE(errorCodeOf([&] { run(*conversation, "DELETE FROM t", CommitMode::Manual); }), "READ_ONLY");
        run(*conversation, "PRAGMA cache_size = 10; SELECT * FROM t");
    }

    void runsFromAPlaceOn()
    {
        const auto conversation = open();
        const std::string script = "INSERT INTO t VALUES(3, ''); INSERT INTO t VALUES(4, '')";
        ResultFeed feed;
        RunOptions options;
        options.fromOffset = script.find("INSERT", 1);
        conversation->run(script, options, feed, {});
        QCOMPARE(PlainDatabase(m_path).text("SELECT group_concat(a) FROM t"), "1,2,4");
    }

    void byteLimitEndsAResultButNotTheScript()
    {
        const auto conversation = open();
        ResultFeed feed;
        RunOptions options;
        options.execute.byteLimit = 10000;
        options.execute.batchRows = 10;
        conversation->run("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 5000) "
                          "SELECT zeroblob(1000) FROM n; SELECT zeroblob(50000)",
                          options, feed, {});
        std::vector<StatementEnded> ended;
        for (FeedEvent &event : feed.take()) {
            if (auto *end = std::get_if<StatementEnded>(&event)) {
                ended.push_back(*end);
            }
        }
        QCOMPARE(ended.size(), 2U);
        QVERIFY(ended[0].statement.truncated);
        QVERIFY(ended[0].statement.rows >= 5 && ended[0].statement.rows <= 10);
        QVERIFY(ended[0].restartable);
        QCOMPARE(ended[1].statement.rows, 1U); // one comes, however large
        QVERIFY(!ended[1].statement.truncated);
    }

    void tellsWhoseRowsAResultShows_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("origins"); // table, its columns, the key's
        QTest::newRow("all") << "SELECT * FROM t"
                             << "t 0,1 key 0;";
        QTest::newRow("in another order") << "SELECT upper(b), b, a AS x FROM t"
                                          << "t 1,2 key 2;";
        QTest::newRow("through a view") << "SELECT * FROM v"
                                        << "t 0,1 key 1;";
        QTest::newRow("without its key") << "SELECT b FROM t"
                                         << "";
        QTest::newRow("rowid") << "SELECT oid, b FROM p"
                               << "p 0,1 key 0;";
        QTest::newRow("a declared key of a rowid table") << "SELECT code, b FROM p"
                                                         << "";
        QTest::newRow("without rowid") << "SELECT c, b, a FROM w"
                                       << "w 0,1,2 key 2,1;";
        QTest::newRow("part of a key") << "SELECT c, a FROM w"
                                       << "";
        QTest::newRow("join") << "SELECT t.*, w.a, w.b FROM t JOIN w USING (a)"
                              << "t 0,1 key 0;w 2,3 key 2,3;";
        QTest::newRow("table with itself") << "SELECT x.a, y.a FROM t x, t y"
                                           << "";
        QTest::newRow("several selects") << "SELECT a FROM t union SELECT 1"
                                         << "";
        QTest::newRow("schema") << "SELECT * FROM sqlite_schema"
                                << "";
        QTest::newRow("another database") << "SELECT * FROM temp.k"
                                          << "";
        QTest::newRow("writing") << "UPDATE t SET b = 1 RETURNING a, b"
                                 << "t 0,1 key 0;";
    }

    void tellsWhoseRowsAResultShows()
    {
        QFETCH(QString, sql);
        QFETCH(QString, origins);
        PlainDatabase(m_path).execute(
            "CREATE VIEW v AS SELECT b, a FROM t; CREATE TABLE p(code TEXT PRIMARY KEY, b);"
            "CREATE TABLE w(b, c, a, PRIMARY KEY(a, b)) WITHOUT ROWID; INSERT INTO w VALUES(1, 2, 1)");
        const auto conversation = open();
        QString told;
        for (const FeedEvent &event :
             run(*conversation, "CREATE TEMP TABLE k(i INTEGER PRIMARY KEY);" + sql.toStdString())) {
            const auto *begun = std::get_if<ResultBegun>(&event);
            for (const RowOrigin &origin : begun != nullptr ? begun->rows : std::vector<RowOrigin>()) {
                const auto list = [](const std::vector<std::size_t> &columns) {
                    QStringList out;
                    for (const std::size_t column : columns) {
                        out << QString::number(column);
                    }
                    return out.join(',');
                };
                told += QString("%1 %2 key %3;")
                            .arg(origin.table.c_str(), list(origin.columns), list(origin.key));
            }
        }
        QCOMPARE(told, origins);
    }
};

QTEST_GUILESS_MAIN(TestConversation)
#include "tst_conversation.moc"
