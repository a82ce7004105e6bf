// DB time = CPU + waits, exactly: the arithmetic against a model that paints every nanosecond, and real
// statements of real connections on a board.
#include "engine/monitor/call_timer.h"
#include "engine/monitor/session.h"
#include "engine/sqlite/connection.h"
#include "tests/support/child_process.h"
#include "tests/support/random.h"
#include "tests/support/temp_folder.h"

#include <QtTest>
#include <map>
#include <numeric>
#include <thread>

using namespace strandline;
using namespace strandline::monitor;
using strandline::test::TempFolder;

namespace {

using Sums = std::map<std::uint32_t, std::uint64_t>;

// Who owns each nanosecond of a call: written over by every wait inside, so that the innermost remains.
class Painter
{
public:
    void paint(std::uint64_t from, std::uint64_t to, std::uint32_t event)
    {
        m_owner.resize(std::max<std::size_t>(m_owner.size(), to), 0);
        std::fill(m_owner.begin() + static_cast<std::ptrdiff_t>(from),
                  m_owner.begin() + static_cast<std::ptrdiff_t>(to), event);
    }
    Sums sums() const
    {
        Sums sums;
        for (const std::uint32_t owner : m_owner) {
            sums[owner] += 1;
        }
        return sums;
    }

private:
    std::vector<std::uint32_t> m_owner;
};

struct Wait
{
    std::uint64_t from;
    std::uint32_t event;
};

// A call of random waits in random nesting; what the timer says and what the painter says.
void playCall(test::Random &random, CallTimer &timer, Sums &said, Painter &painted, std::uint64_t &length)
{
    const std::uint64_t origin = random.below(1'000'000);
    std::uint64_t now = 0;
    std::vector<Wait> open;
    std::vector<std::pair<Wait, std::uint64_t>> closed; // inner ones first
    const auto close = [&] {
        const CallTimer::Ended ended = timer.endWait(origin + now);
        said[ended.event] += ended.ownNs;
        closed.emplace_back(open.back(), now);
        open.pop_back();
    };
    timer.beginCall(origin);
    for (std::uint64_t steps = random.below(12); steps > 0; --steps) {
        now += random.below(40);
        if (!open.empty() && (random.below(2) == 0 || open.size() == CallTimer::depthMax)) {
            close();
        } else {
            open.push_back({now, static_cast<std::uint32_t>(1 + random.below(SL_IDLE_CURSOR - 1))});
            timer.beginWait(open.back().event, origin + now);
        }
    }
    now += random.below(40);
    while (!open.empty()) {
        close();
    }
    length = timer.endCall(origin + now);
    painted.paint(0, now, SL_ON_CPU);
    for (auto wait = closed.rbegin(); wait != closed.rend(); ++wait) { // outer ones first
        painted.paint(wait->first.from, wait->second, wait->first.event);
    }
}

// Of one slot, read while nobody writes.
struct Accounts
{
    std::uint64_t dbTimeNs = 0;
    std::uint64_t waitNs = 0;
    std::array<std::uint64_t, SL_EVENTS> count{};
    std::array<std::uint64_t, SL_EVENTS> ns{};

    explicit Accounts(const sl_counters &counters)
    {
        dbTimeNs = counters.db_time_ns;
        for (std::uint32_t event = 1; event < SL_EVENTS; ++event) {
            count.at(event) = counters.event_count[event];
            ns.at(event) = counters.event_ns[event];
            waitNs += sl_class_of(event) == SL_CLASS_IDLE ? 0 : counters.event_ns[event];
        }
    }
};

struct Bench
{
    std::shared_ptr<Board> board = Board::inMemory();
    std::shared_ptr<SqlArea> area = std::make_shared<SqlArea>();

    std::unique_ptr<sqlite::Connection> connect(const std::string &path, sqlite::Access access)
    {
        sqlite::ConnectionOptions options;
        options.access = access;
        options.watch = std::make_shared<Session>(board, area, SessionOptions{.module = "test"});
        return std::make_unique<sqlite::Connection>(path, options);
    }
    const sl_counters &of(const sqlite::Connection &connection) const
    {
        return board->layout().record[static_cast<const Session *>(connection.watch())->sid() - 1].counters;
    }
};

std::string randomStatement(test::Random &random)
{
    const std::uint64_t key = random.below(500);
    switch (random.below(9)) {
    case 0:
        return "INSERT INTO t(b, c) VALUES (" + std::to_string(key) + ", randomblob(300))";
    case 1:
        return "UPDATE t SET b = b + 1 WHERE a = " + std::to_string(key);
    case 2:
        return "DELETE FROM t WHERE a = " + std::to_string(key);
    case 3:
        return "SELECT * FROM t WHERE b > " + std::to_string(key) + " ORDER BY c LIMIT 5";
    case 4:
        return "SELECT no_such FROM t"; // refused
    case 5:
        return "BEGIN";
    case 6:
        return "COMMIT"; // refused where none is open
    case 7:
        return "ROLLBACK";
    default:
        return "SELECT b FROM t WHERE a = " + std::to_string(key);
    }
}

} // namespace

class TstSessionTime : public QObject
{
    Q_OBJECT

private slots:
    void theIdentityHoldsInEveryCall()
    {
        test::Random random(20261122);
        CallTimer timer;
        for (int call = 0; call < 120'000; ++call) {
            Sums said;
            Painter painted;
            std::uint64_t length = 0;
            playCall(random, timer, said, painted, length);
            Sums expected = painted.sums();
            const std::uint64_t cpu = expected[SL_ON_CPU];
            expected.erase(SL_ON_CPU);
            std::erase_if(said, [](const auto &entry) { return entry.second == 0; });
            QVERIFY2(said == expected, qPrintable(QString::number(call)));
            const std::uint64_t waits =
                std::accumulate(said.begin(), said.end(), std::uint64_t{0},
                                [](std::uint64_t sum, const auto &entry) { return sum + entry.second; });
            QCOMPARE(length - waits, cpu);
        }
    }

    void aClockThatGoesBackLosesNothing()
    {
        CallTimer timer;
        timer.beginCall(100);
        timer.beginWait(SL_DB_READ, 90);
        QCOMPARE(timer.endWait(130).ownNs, std::uint64_t{30});
        QCOMPARE(timer.endCall(120), std::uint64_t{30});
    }

    void waitsTooDeepBelongToTheOneAround()
    {
        CallTimer timer;
        timer.beginCall(0);
        for (std::uint32_t i = 0; i < CallTimer::depthMax + 3; ++i) {
            timer.beginWait(SL_DB_READ, i);
        }
        std::uint64_t own = 0;
        for (std::uint32_t i = 0; i < CallTimer::depthMax + 3; ++i) {
            own += timer.endWait(100).ownNs;
        }
        QCOMPARE(own, std::uint64_t{100});
        QCOMPARE(timer.endCall(100), std::uint64_t{100});
    }

    // Each has the lock of a writer for a while, and gives it back.
    void commitsAndCheckpointsAreNoRollbacks()
    {
        const test::TempFolder folder;
        Bench bench;
        const auto connection = bench.connect(folder.file("a.db"), sqlite::Access::Create);
        connection->execute("PRAGMA journal_mode = WAL; CREATE TABLE t(a)");
        const std::uint64_t before = bench.of(*connection).rollbacks;
        QCOMPARE(before, std::uint64_t{0});
        for (const char *mode : {"PASSIVE", "FULL", "RESTART", "TRUNCATE"}) {
            connection->execute("INSERT INTO t VALUES (1)");
            connection->execute(std::string("PRAGMA wal_checkpoint = ") + mode);
        }
        QCOMPARE(bench.of(*connection).rollbacks, before);
        QCOMPARE(bench.of(*connection).commits, std::uint64_t{6}); // with WAL mode itself
        connection->execute("BEGIN; INSERT INTO t VALUES (2); ROLLBACK");
        QCOMPARE(bench.of(*connection).rollbacks, before + 1);
        connection->execute("PRAGMA journal_mode = DELETE");
        const std::uint64_t then = bench.of(*connection).rollbacks;
        connection->execute("INSERT INTO t VALUES (3)");
        QCOMPARE(bench.of(*connection).rollbacks, then);
        connection->execute("BEGIN; INSERT INTO t VALUES (4); ROLLBACK");
        QCOMPARE(bench.of(*connection).rollbacks, then + 1);
    }

    void theIdentityHoldsOfRealStatements_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::newRow("wal") << "wal";
        QTest::newRow("rollback journal") << "delete";
    }

    // Three sets of books that are kept apart: of the session, of its events, of its statements.
    void theIdentityHoldsOfRealStatements()
    {
        QFETCH(QString, mode);
        const TempFolder folder(TempFolder::Place::Memory);
        test::Random random(6);
        Bench bench;
        const auto connection = bench.connect(folder.file("a.db"), sqlite::Access::Create);
        connection->execute("PRAGMA journal_mode = " + mode.toStdString() +
                            "; PRAGMA synchronous = NORMAL; PRAGMA cache_size = 20;"
                            "CREATE TABLE t(a INTEGER PRIMARY KEY, b, c)");
        const std::uint64_t before = bench.of(*connection).calls;
        std::map<std::string, sqlite::Statement> prepared;
        int refused = 0;
        while (bench.of(*connection).calls - before < 55'000) {
            const std::string sql = randomStatement(random);
            try {
                sqlite::Statement &statement = prepared[sql];
                if (!statement) {
                    statement = connection->prepare(sql);
                }
                statement.step();
                if (random.below(3) != 0) { // else it stays open
                    statement.reset();
                }
            } catch (const core::Error &) {
                ++refused;
            }
        }
        prepared.clear();
        const Accounts accounts(bench.of(*connection));
        QVERIFY(refused > 0);
        QVERIFY(accounts.waitNs > 0);
        QVERIFY(accounts.waitNs < accounts.dbTimeNs);
        std::uint64_t statements = 0;
        std::uint64_t statementWaits = 0;
        std::uint64_t executions = 0;
        for (const SqlRow &row : bench.area->rows()) {
            statements += row.counters.elapsedNs;
            statementWaits +=
                std::accumulate(row.counters.waitNs.begin(), row.counters.waitNs.end(), std::uint64_t{0});
            executions += row.counters.executions;
            const std::uint64_t inHistogram = std::accumulate(row.counters.histogram.begin(),
                                                              row.counters.histogram.end(), std::uint64_t{0});
            QCOMPARE(inHistogram, row.counters.executions);
            QVERIFY(std::accumulate(row.counters.waitNs.begin(), row.counters.waitNs.end(),
                                    std::uint64_t{0}) <= row.counters.elapsedNs);
        }
        QCOMPARE(executions, bench.of(*connection).executions);
        // What no statement owns: opening, and texts that were refused.
        QVERIFY(statements < accounts.dbTimeNs);
        QVERIFY(statementWaits <= accounts.waitNs);
        QVERIFY(accounts.dbTimeNs - statements < accounts.dbTimeNs / 2);
        for (std::uint32_t event = 1; event < SL_EVENTS; ++event) {
            const auto &buckets = bench.of(*connection).event_histogram[event];
            QCOMPARE(std::accumulate(std::begin(buckets), std::end(buckets), std::uint64_t{0}),
                     accounts.count.at(event));
        }
    }
};

QTEST_GUILESS_MAIN(TstSessionTime)
#include "tst_session_time.moc"
