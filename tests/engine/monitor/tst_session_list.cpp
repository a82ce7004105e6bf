// The list of sessions and who blocks whom, with real neighbours: sessions of ours on the board, and another
// program that tells nothing and holds a lock.
#include "engine/monitor/session_list.h"

#include "engine/monitor/monitor.h"
#include "engine/session/conversation.h"
#include "tests/support/child_process.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"

#include <QTest>
#include <csignal>
#include <thread>
#include <unistd.h>

using namespace strandline;
using namespace strandline::monitor;
using namespace strandline::test;
using namespace std::chrono_literals;

namespace {

constexpr int longEnoughMs = 20000; // for a machine that is busy; nothing here takes a second

struct Place
{
    TempFolder folder;
    std::string path = folder.file("a.db");

    explicit Place(const char *journal = "WAL")
    {
        PlainDatabase(path).execute(std::string("PRAGMA journal_mode=") + journal +
                                    "; CREATE TABLE t(a); INSERT INTO t VALUES(1)");
    }
    std::shared_ptr<session::Database> open() const
    {
        session::DatabaseOptions options;
        options.busyTimeout = 60s;
        return session::Database::open(path, options);
    }
};

// Runs on a thread of its own until it is destroyed.
class Runner
{
public:
    Runner(std::shared_ptr<session::Database> database, std::string script,
           session::CommitMode mode = session::CommitMode::Auto)
        : m_thread([database = std::move(database), script = std::move(script), mode](std::stop_token stop) {
              session::Conversation conversation(database);
              session::ResultFeed feed;
              session::RunOptions options;
              options.mode = mode;
              core::JobContext job;
              job.stop = std::move(stop);
              try {
                  conversation.run(script, options, feed, job);
              } catch (const core::Error &) {
                  return; // stopped
              }
          })
    {
    }

private:
    std::jthread m_thread;
};

const ListedSession *find(const SessionList &list, const std::string &sql)
{
    const auto found = std::find_if(list.sessions.begin(), list.sessions.end(),
                                    [&](const ListedSession &s) { return s.sql == sql; });
    return found == list.sessions.end() ? nullptr : &*found;
}

// A look until what is wanted is there.
template <typename Wanted>
SessionList lookUntil(Monitor &monitor, Wanted wanted)
{
    SessionList list;
    const bool came = QTest::qWaitFor(
        [&] {
            list = monitor.sessions();
            return wanted(list);
        },
        longEnoughMs);
    if (!came) {
        throw std::runtime_error("it was never to be seen");
    }
    return list;
}

ListedSession waiting(std::optional<std::size_t> by, std::chrono::nanoseconds waited = 1ms)
{
    ListedSession session;
    session.active = true;
    session.event = SL_LOCK_WAL_WRITE;
    session.blockedBy = by;
    session.waited = waited;
    return session;
}

// "0(2(1))": a tree of numbers; * for checkpoints.
std::string textOf(const std::vector<BlockingNode> &nodes)
{
    std::string out;
    for (const BlockingNode &node : nodes) {
        out += node.session ? std::to_string(*node.session) : "*";
        out += node.waiters.empty() ? "" : "(" + textOf(node.waiters) + ")";
    }
    return out;
}

} // namespace

class TstSessionList : public QObject
{
    Q_OBJECT

private slots:
    void aRunningStatementIsTold()
    {
        const Place place;
        const auto database = place.open();
        const std::string endless =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
        const Runner runner(database, endless);
        const SessionList list = lookUntil(database->monitor(), [&](const SessionList &l) {
            const ListedSession *s = find(l, endless);
            return s != nullptr && s->active && s->phase == "execute";
        });
        const ListedSession &session = *find(list, endless);
        QVERIFY(stateOf(session) == SessionState::Running);
        QVERIFY(session.ours);
        QVERIFY(session.kind == SessionKind::Own);
        QCOMPARE(session.process, std::int64_t{getpid()});
        QCOMPARE(session.module, std::string("read"));
        QVERIFY(session.key.sid > 0 && session.key.serial > 0);
        QVERIFY(session.call > 0ns && session.executions > 0);
        QVERIFY(session.sqlId != 0 && session.openCursors == 1);
        QVERIFY(!session.blockedBy);
        const SessionList later = lookUntil(database->monitor(), [&](const SessionList &l) {
            const ListedSession *s = find(l, endless);
            return s != nullptr && s->call > session.call;
        });
        QVERIFY(find(later, endless)->key == session.key);
    }

    void anotherProgramsWriteLockIsTheRoot()
    {
        const Place place;
        const auto database = place.open();
        ChildProcess other({TEST_WRITER, "hold", place.path, "--for", "60000"});
        QVERIFY(other.readLine().has_value());
        const std::string insert = "INSERT INTO t VALUES(2)";
        const Runner runner(database, insert);
        const SessionList list = lookUntil(database->monitor(), [&](const SessionList &l) {
            const ListedSession *s = find(l, insert);
            return s != nullptr && s->blockedBy.has_value() && s->waited >= 100ms;
        });
        const ListedSession &waiter = *find(list, insert);
        QVERIFY(stateOf(waiter) == SessionState::Waiting);
        QCOMPARE(waiter.event, std::uint32_t{SL_LOCK_WAL_WRITE});
        QVERIFY(waiter.waited <= waiter.call);
        const ListedSession &holder = list.sessions.at(*waiter.blockedBy);
        QCOMPARE(holder.process, std::int64_t{other.pid()});
        QCOMPARE(holder.program, std::string("test_writer"));
        QVERIFY(holder.kind == SessionKind::External);
        QVERIFY(stateOf(holder) == SessionState::Holding);
        QVERIFY(!holder.ours);
        QCOMPARE(holder.locks.front().name, std::string("WAL write"));
        QVERIFY(holder.locks.front().since.has_value());
        QVERIFY(holder.transaction == SL_TRANSACTION_WRITE);
        const auto forest = blockingForest(list);
        QCOMPARE(forest.size(), std::size_t{1});
        QCOMPARE(*forest[0].session, *waiter.blockedBy);
        QVERIFY(&list.sessions.at(*forest[0].waiters.at(0).session) == &waiter);

        other.stop(SIGKILL);
        lookUntil(database->monitor(), [&](const SessionList &l) {
            return std::none_of(l.sessions.begin(), l.sessions.end(), [&](const ListedSession &s) {
                return s.process == other.pid() || s.blockedBy.has_value();
            });
        });
        QTRY_COMPARE_WITH_TIMEOUT(PlainDatabase(place.path).integer("SELECT count(*) FROM t"), 2,
                                  longEnoughMs);
    }

    void aSessionOfOursBlocksAnother()
    {
        const Place place("DELETE");
        const auto database = place.open();
        const auto holder = std::make_shared<session::Conversation>(database);
        session::ResultFeed feed;
        session::RunOptions manual;
        manual.mode = session::CommitMode::Manual;
        holder->run("INSERT INTO t VALUES(2)", manual, feed, {});
        const std::string remove = "DELETE FROM t";
        const Runner runner(database, remove);
        const SessionList list = lookUntil(database->monitor(), [&](const SessionList &l) {
            const ListedSession *s = find(l, remove);
            return s != nullptr && s->blockedBy.has_value();
        });
        const ListedSession &blocker = list.sessions.at(*find(list, remove)->blockedBy);
        QCOMPARE(blocker.sql, std::string("INSERT INTO t VALUES(2)"));
        QVERIFY(stateOf(blocker) == SessionState::IdleInTransaction);
        QVERIFY(blocker.transaction == SL_TRANSACTION_WRITE);
        QVERIFY(blocker.transactionAge > 0ns);
        holder->rollBack();
    }

    // In WAL mode a connection keeps SHARED of the database file.
    void anIdleSessionHoldsNothing_data()
    {
        QTest::addColumn<QString>("journal");
        QTest::newRow("WAL") << "WAL";
        QTest::newRow("DELETE") << "DELETE";
    }
    void anIdleSessionHoldsNothing()
    {
        QFETCH(QString, journal);
        const Place place(journal.toLatin1().constData());
        const auto database = place.open();
        const auto conversation = std::make_shared<session::Conversation>(database);
        session::ResultFeed feed;
        conversation->run("SELECT a FROM t", {}, feed, {});
        conversation->run("INSERT INTO t VALUES(2)", {}, feed, {});
        for (const ListedSession &session : database->monitor().sessions().sessions) {
            QVERIFY(stateOf(session) == SessionState::Idle);
            QVERIFY(session.transaction == SL_TRANSACTION_NONE);
            QVERIFY(session.locks.empty());
        }
        conversation->run("BEGIN; SELECT a FROM t", {}, feed, {});
        const SessionList list = database->monitor().sessions();
        QVERIFY(std::any_of(list.sessions.begin(), list.sessions.end(), [](const ListedSession &session) {
            return stateOf(session) == SessionState::IdleInTransaction &&
                   session.transaction == SL_TRANSACTION_READ && session.locks.size() == 1;
        }));
    }

    void aConnectionOfOursThatIsNotOnTheBoardBlocks()
    {
        const Place place;
        const auto database = place.open();
        PlainDatabase untold(place.path); // as the recorder's are
        untold.execute("BEGIN IMMEDIATE");
        const std::string remove = "DELETE FROM t";
        const Runner runner(database, remove);
        const SessionList list = lookUntil(database->monitor(), [&](const SessionList &l) {
            const ListedSession *s = find(l, remove);
            return s != nullptr && s->blockedBy.has_value();
        });
        const ListedSession &blocker = list.sessions.at(*find(list, remove)->blockedBy);
        QCOMPARE(blocker.process, std::int64_t{getpid()});
        QVERIFY(blocker.kind == SessionKind::External);
        untold.execute("ROLLBACK");
    }

    void aReaderThatPinsCheckpointsIsARoot()
    {
        const Place place;
        const auto database = place.open();
        ChildProcess reader({TEST_WRITER, "read", place.path, "--for", "60000"});
        QVERIFY(reader.readLine().has_value());
        PlainDatabase plain(place.path);
        plain.execute("INSERT INTO t VALUES(2)");
        plain.execute("INSERT INTO t VALUES(3); PRAGMA wal_checkpoint(PASSIVE)");
        const SessionList first = database->monitor().sessions();
        QCOMPARE(first.pinning.size(), std::size_t{1});
        QCOMPARE(first.sessions.at(first.pinning[0]).process, std::int64_t{reader.pid()});
        QVERIFY(first.wal->backfilled < first.wal->frames);
        QVERIFY(blockingForest(first).empty()); // not for longer than a second yet
        const SessionList list =
            lookUntil(database->monitor(), [](const SessionList &l) { return !blockingForest(l).empty(); });
        QCOMPARE(textOf(blockingForest(list)), std::to_string(list.pinning[0]) + "(*)");
    }

    void treesHaveChainsCirclesAndAnOrder()
    {
        SessionList list;
        list.sessions = {waiting({}), waiting(0, 1ms), waiting(0, 5ms), waiting(2), waiting({})};
        QCOMPARE(textOf(blockingForest(list)), std::string("0(2(3)1)"));
        list.sessions[0].blockedBy = 3; // 0 → 3 → 2 → 0
        QCOMPARE(textOf(blockingForest(list)), std::string("0(2(3)1)"));
        list.pinning = {4};
        list.sessions[4].transactionAge = 999ms;
        QCOMPARE(textOf(blockingForest(list)), std::string("0(2(3)1)"));
        list.sessions[4].transactionAge = 1s;
        QCOMPARE(textOf(blockingForest(list)), std::string("4(*)0(2(3)1)"));
    }
};

QTEST_GUILESS_MAIN(TstSessionList)
#include "tst_session_list.moc"
