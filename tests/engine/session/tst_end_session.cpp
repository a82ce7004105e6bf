// A statement cancelled and a session ended by somebody else than the one who uses it: what runs stops, what
// waits for a lock stops, what is open is rolled back, and the user of the connection is told and goes on.
#include "engine/monitor/monitor.h"
#include "engine/session/conversation.h"
#include "engine/sqlite/termination.h"
#include "tests/support/error_code.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"

#include <QTest>
#include <future>
#include <thread>

using namespace strandline;
using namespace strandline::session;
using monitor::ListedSession;
using monitor::SessionKey;
using test::errorCodeOf;
using test::errorMessageOf;
using test::PlainDatabase;
using test::TempFolder;
using namespace std::chrono_literals;

namespace {

constexpr int longEnoughMs = 20000; // for a machine that is busy
const std::string endless =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
const std::string endedText = "The session was ended from the Sessions page.";
const std::string rolledBackText =
    "The session was ended from the Sessions page; its transaction was rolled back.";
const std::string cancelledText = "The statement was cancelled from the Sessions page.";

void run(Conversation &conversation, const std::string &script, CommitMode mode = CommitMode::Auto)
{
    ResultFeed feed;
    RunOptions options;
    options.mode = mode;
    conversation.run(script, options, feed, {});
}

} // namespace

class TestEndSession : public QObject
{
    Q_OBJECT

    std::unique_ptr<TempFolder> m_folder;
    std::string m_path;
    std::shared_ptr<Database> m_database;

    // What it failed with; empty: it didn't.
    std::future<std::string> inBackground(std::shared_ptr<Conversation> conversation, std::string script,
                                          CommitMode mode = CommitMode::Auto)
    {
        return std::async(
            std::launch::async, [conversation = std::move(conversation), script = std::move(script), mode] {
                try {
                    run(*conversation, script, mode);
                } catch (const core::Error &error) {
                    return (sqlite::stoppedByAnother(error) ? "" : "not by another: ") + error.message();
                }
                return std::string();
            });
    }
    static std::string answerOf(std::future<std::string> &future)
    {
        return future.wait_for(std::chrono::milliseconds(longEnoughMs)) == std::future_status::ready
                   ? future.get()
                   : "it goes on";
    }
    template <typename Wanted>
    SessionKey keyOf(const std::string &sql, Wanted wanted)
    {
        SessionKey key;
        const bool came = QTest::qWaitFor(
            [&] {
                for (const ListedSession &session : m_database->monitor().sessions().sessions) {
                    if (session.sql == sql && wanted(session)) {
                        key = session.key;
                        return true;
                    }
                }
                return false;
            },
            longEnoughMs);
        return came ? key : SessionKey{};
    }
    SessionKey active(const std::string &sql)
    {
        return keyOf(sql, [](const ListedSession &s) { return s.active && s.phase == "execute"; });
    }
    SessionKey waiting(const std::string &sql)
    {
        return keyOf(sql, [](const ListedSession &s) { return s.event == SL_LOCK_WAL_WRITE; });
    }
    SessionKey idle(const std::string &sql)
    {
        return keyOf(sql, [](const ListedSession &s) { return !s.active; });
    }
    std::int64_t count() const { return PlainDatabase(m_path).integer("SELECT count(*) FROM t"); }
    bool othersCanWrite() const { return PlainDatabase(m_path).tryExecute("BEGIN IMMEDIATE; ROLLBACK") == 0; }

private slots:
    void init()
    {
        m_folder = std::make_unique<TempFolder>();
        m_path = m_folder->file("a.db");
        PlainDatabase(m_path).execute("PRAGMA journal_mode=WAL; CREATE TABLE t(a); INSERT INTO t VALUES(1)");
        DatabaseOptions options;
        options.busyTimeout = 60s;
        m_database = Database::open(m_path, options);
    }
    void cleanup() { m_database.reset(); }

    void cancelStopsWhatRuns()
    {
        const auto conversation = std::make_shared<Conversation>(m_database);
        auto running = inBackground(conversation, endless);
        QVERIFY(m_database->monitor().cancelStatement(active(endless)));
        QCOMPARE(answerOf(running), cancelledText);
        run(*conversation, "INSERT INTO t VALUES(2)"); // and no more than that
        QCOMPARE(count(), 2);
    }

    void cancelStopsAWaitForALock()
    {
        PlainDatabase other(m_path);
        other.execute("BEGIN IMMEDIATE");
        const auto conversation = std::make_shared<Conversation>(m_database);
        const std::string insert = "INSERT INTO t VALUES(2)";
        auto running = inBackground(conversation, insert);
        QVERIFY(m_database->monitor().cancelStatement(waiting(insert)));
        QCOMPARE(answerOf(running), cancelledText);
        other.execute("ROLLBACK");
        run(*conversation, insert);
        QCOMPARE(count(), 2);
    }

    void cancelKeepsTheTransaction()
    {
        const auto conversation = std::make_shared<Conversation>(m_database);
        run(*conversation, "INSERT INTO t VALUES(2)", CommitMode::Manual);
        auto running = inBackground(conversation, endless, CommitMode::Manual);
        QVERIFY(m_database->monitor().cancelStatement(active(endless)));
        QCOMPARE(answerOf(running), cancelledText);
        QVERIFY(conversation->transaction().open);
        conversation->commit({});
        QCOMPARE(count(), 2);
    }

    void cancelOfOneThatRunsNothingDoesNothing()
    {
        const auto conversation = std::make_shared<Conversation>(m_database);
        run(*conversation, "INSERT INTO t VALUES(2)", CommitMode::Manual);
        QVERIFY(m_database->monitor().cancelStatement(idle("INSERT INTO t VALUES(2)")));
        run(*conversation, "INSERT INTO t VALUES(3)", CommitMode::Manual);
        conversation->commit({});
        QCOMPARE(count(), 3);
    }

    void endRollsBackAnIdleTransaction()
    {
        const auto conversation = std::make_shared<Conversation>(m_database);
        run(*conversation, "INSERT INTO t VALUES(2)", CommitMode::Manual);
        QVERIFY(!othersCanWrite());
        const SessionKey key = idle("INSERT INTO t VALUES(2)");
        QVERIFY(m_database->monitor().endSession(key));
        QVERIFY(othersCanWrite()); // at once
        QCOMPARE(count(), 1);
        QVERIFY(!conversation->transaction().open);
        QVERIFY(!m_database->monitor().endSession(key)); // it is gone
        // Told once, to the one who would go on with the transaction; then there is a new connection.
        QCOMPARE(errorMessageOf([&] { run(*conversation, "INSERT INTO t VALUES(3)", CommitMode::Manual); }),
                 rolledBackText);
        QCOMPARE(count(), 1);
        run(*conversation, "INSERT INTO t VALUES(3)", CommitMode::Manual);
        conversation->commit({});
        QCOMPARE(count(), 2);
    }

    void whatWasToldIsNotToldAgain()
    {
        const auto conversation = std::make_shared<Conversation>(m_database);
        run(*conversation, "INSERT INTO t VALUES(2)", CommitMode::Manual);
        QVERIFY(m_database->monitor().endSession(idle("INSERT INTO t VALUES(2)")));
        QCOMPARE(conversation->takeEnding()->message(), rolledBackText);
        QVERIFY(!conversation->takeEnding());
        run(*conversation, "INSERT INTO t VALUES(3)");
        QCOMPARE(count(), 2);
    }

    void aCommitOfWhatWasEndedFails()
    {
        const auto conversation = std::make_shared<Conversation>(m_database);
        run(*conversation, "INSERT INTO t VALUES(2)", CommitMode::Manual);
        QVERIFY(m_database->monitor().endSession(idle("INSERT INTO t VALUES(2)")));
        QCOMPARE(errorMessageOf([&] { conversation->commit({}); }), rolledBackText);
        QCOMPARE(count(), 1);
        conversation->commit({}); // nothing is open any more
    }

    void endStopsWhatRunsInATransaction()
    {
        const auto conversation = std::make_shared<Conversation>(m_database);
        run(*conversation, "INSERT INTO t VALUES(2)", CommitMode::Manual);
        auto running = inBackground(conversation, endless, CommitMode::Manual);
        QVERIFY(m_database->monitor().endSession(active(endless)));
        QVERIFY(othersCanWrite());
        QCOMPARE(answerOf(running), rolledBackText);
        QVERIFY(!conversation->takeEnding()); // the statement told it
        run(*conversation, "INSERT INTO t VALUES(3)");
        QCOMPARE(count(), 2);
    }

    void endOfAJobsConnectionIsNotPooledAgain()
    {
        const auto conversation = std::make_shared<Conversation>(m_database);
        auto running = inBackground(conversation, endless); // on a connection of the pool
        const SessionKey key = active(endless);
        QVERIFY(m_database->monitor().endSession(key));
        QCOMPARE(answerOf(running), endedText);
        for (const ListedSession &session : m_database->monitor().sessions().sessions) {
            QVERIFY(session.key != key);
        }
        run(*conversation, "SELECT 1");
    }

    void endOfAnIdleOneEmptiesThePool()
    {
        run(*std::make_shared<Conversation>(m_database), "SELECT 7");
        const SessionKey key = idle("SELECT 7");
        QVERIFY(m_database->monitor().endSession(key));
        for (const ListedSession &session : m_database->monitor().sessions().sessions) {
            QVERIFY(session.key != key);
        }
        run(*std::make_shared<Conversation>(m_database), "SELECT 7");
        QVERIFY(idle("SELECT 7") != key);
    }

    void aConnectionThatWasEndedPreparesNothing()
    {
        Lease lease = m_database->lease();
        lease.connection().execute("SELECT 8");
        QVERIFY(m_database->monitor().endSession(idle("SELECT 8")));
        QCOMPARE(errorMessageOf([&] { lease.connection().execute("SELECT 8"); }), endedText);
    }

    void sessionsOfOthersAreNotOurs()
    {
        const auto second = Database::open(m_path); // its board is another one, in memory
        const Lease lease = second->lease();
        QVERIFY(!m_database->monitor().cancelStatement({0, 0}));
        QVERIFY(!m_database->monitor().endSession({1, 4711}));
    }

    // Whatever the moment: a cancel or an end from other threads while one runs, opens and closes.
    void manyAtOnce()
    {
        std::atomic<bool> stop{false};
        std::vector<std::jthread> users;
        for (int i = 0; i < 3; ++i) {
            users.emplace_back([&, i] {
                const auto conversation = std::make_shared<Conversation>(m_database);
                while (!stop) {
                    try {
                        run(*conversation,
                            i == 0 ? "INSERT INTO t VALUES(2); SELECT count(*) FROM t" : "SELECT a FROM t",
                            i == 0 ? CommitMode::Manual : CommitMode::Auto);
                        conversation->rollBack();
                        conversation->takeEnding();
                        std::this_thread::sleep_for(100us); // a mutex isn't fair
                    } catch (const core::Error &error) {
                        if (!sqlite::stoppedByAnother(error)) {
                            qFatal("%s", error.what());
                        }
                    }
                }
            });
        }
        std::jthread canceller([&] {
            while (!stop) {
                for (const ListedSession &session : m_database->monitor().sessions().sessions) {
                    m_database->monitor().cancelStatement(session.key);
                }
            }
        });
        std::size_t ended = 0;
        while (ended < 200) {
            for (const ListedSession &session : m_database->monitor().sessions().sessions) {
                ended += m_database->monitor().endSession(session.key) ? 1 : 0;
            }
        }
        stop = true;
        users.clear();
        canceller.join();
        QCOMPARE(count(), 1);
        QVERIFY(othersCanWrite());
    }
};

QTEST_GUILESS_MAIN(TestEndSession)
#include "tst_end_session.moc"
