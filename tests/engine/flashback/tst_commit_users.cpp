// Commits of our own sessions have their user; nobody else's ever do.
#include "engine/core/user.h"
#include "engine/sqlite/transaction.h"
#include "engine/timeline/commit_users.h"
#include "engine/timeline/store.h"
#include "tests/engine/flashback/flashback_shop.h"

#include <QTest>
#include <fmt/format.h>

#include <thread>

using namespace strandline;
using core::Scn;
using test::PlainDatabase;
using test::Shop;

class TestCommitUsers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ourSessionsAreNamedAndOthersAreNot();
    void whatCommitsNothingNamesNobody();
    void commitsThatAreTakenInLater();
    void besideOthersThatWrite();
    void notesGoWithTheirCommits();
    void damagedNotesNameNobody();

private:
    static std::string users(Shop &shop)
    {
        shop.take();
        return shop.run("SELECT DISTINCT xid, logon_user FROM flashback_transaction_query WHERE xid > 1");
    }
    static std::string named(std::uint64_t xid) { return fmt::format("{}|'{}'\n", xid, core::currentUser()); }
    static std::string unnamed(std::uint64_t xid) { return fmt::format("{}|NULL\n", xid); }
};

void TestCommitUsers::ourSessionsAreNamedAndOthersAreNot()
{
    QVERIFY(!core::currentUser().empty());
    Shop shop("CREATE TABLE t(id INTEGER PRIMARY KEY, a)");
    shop.run("INSERT INTO t(a) VALUES (1)"); // the first commit of its WAL generation or not
    shop.commit("INSERT INTO t(a) VALUES (2)");
    shop.run("BEGIN; UPDATE t SET a = 3 WHERE id = 1; INSERT INTO t(a) VALUES (4); COMMIT");
    shop.run("CREATE INDEX t_a ON t(a)");
    shop.take();
    shop.run("FLASHBACK TRANSACTION 3");
    shop.take();
    shop.run("FLASHBACK TABLE t TO SCN 2");
    shop.commit("DELETE FROM t");
    QCOMPARE(users(shop), named(2) + unnamed(3) + named(4) + named(5) + named(6) + named(7) + unnamed(8));
    // Whoever asks: what is known stands beside the history.
    const auto another = session::Database::open(shop.path());
    session::Lease lease = another->lease();
    const auto result = session::query(
        lease, "SELECT count(DISTINCT xid) FROM flashback_transaction_query WHERE logon_user IS NOT NULL", {},
        {});
    QCOMPARE(std::get<std::int64_t>(result.cells.at(0)), std::int64_t{5});
}

void TestCommitUsers::whatCommitsNothingNamesNobody()
{
    Shop shop("CREATE TABLE t(id INTEGER PRIMARY KEY, a); INSERT INTO t(a) VALUES (1)");
    const auto attempt = [&] {
        session::Lease lease = shop.database().lease(session::LeaseKind::Write);
        lease.connection().execute("BEGIN IMMEDIATE");
        lease.connection().execute("UPDATE t SET a = 2");
        lease.connection().execute("ROLLBACK");
        lease.connection().execute("BEGIN IMMEDIATE");
        lease.connection().execute("COMMIT");
        lease.connection().execute("PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN");
        lease.connection().execute("WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) "
                                   "INSERT INTO t(a) SELECT zeroblob(2000) FROM n");
        lease.connection().execute("ROLLBACK");
        lease.discardAfterUse();
    };
    attempt();
    shop.commit("INSERT INTO t(a) VALUES (2)");
    attempt();
    shop.commit("INSERT INTO t(a) VALUES (3)");
    QCOMPARE(users(shop), unnamed(2) + unnamed(3));
}

void TestCommitUsers::commitsThatAreTakenInLater()
{
    Shop shop("CREATE TABLE t(id INTEGER PRIMARY KEY, a)");
    shop.commit("INSERT INTO t(a) VALUES (1)");
    for (int i = 0; i < 3; ++i) { // not recorded meanwhile
        shop.run("INSERT INTO t(a) VALUES ('ours')");
        shop.writer->execute("INSERT INTO t(a) VALUES ('theirs')");
    }
    QCOMPARE(users(shop), unnamed(2) + named(3) + unnamed(4) + named(5) + unnamed(6) + named(7) + unnamed(8));
}

void TestCommitUsers::besideOthersThatWrite()
{
    constexpr int rounds = 400;
    Shop shop("CREATE TABLE t(id INTEGER PRIMARY KEY, who, filler)");
    std::atomic<int> running{3};
    const auto plain = [&] {
        PlainDatabase database(shop.path());
        database.execute("PRAGMA busy_timeout = 20000; PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = "
                         "20");
        for (int i = 0; i < rounds; ++i) {
            database.execute("INSERT INTO t(who, filler) VALUES ('theirs', zeroblob(3000))");
        }
        --running;
    };
    std::thread first(plain);
    std::thread second(plain);
    std::thread ours([&] {
        session::DatabaseOptions options;
        options.busyTimeout = std::chrono::seconds(20);
        const auto database = session::Database::open(shop.path(), options);
        session::Lease lease = database->lease(session::LeaseKind::Write);
        lease.connection().execute("PRAGMA synchronous = OFF");
        for (int i = 0; i < rounds; ++i) {
            lease.connection().execute("INSERT INTO t(who) VALUES ('ours')");
        }
        --running;
    });
    while (running > 0) {
        shop.take();
    }
    first.join();
    second.join();
    ours.join();
    shop.take();
    QCOMPARE(shop.run("SELECT count(*), count(DISTINCT xid), sum(logon_user IS NULL), sum(logon_user = '" +
                      core::currentUser() +
                      "') FROM flashback_transaction_query WHERE redo_sql LIKE '%''ours''%'"),
             fmt::format("{0}|{0}|0|{0}\n", rounds));
    QCOMPARE(
        shop.run("SELECT count(*), count(logon_user) FROM flashback_transaction_query WHERE redo_sql LIKE "
                 "'%''theirs''%'"),
        fmt::format("{}|0\n", 2 * rounds));
}

void TestCommitUsers::notesGoWithTheirCommits()
{
    Shop shop("CREATE TABLE t(id INTEGER PRIMARY KEY, a)");
    for (int i = 0; i < 20; ++i) {
        shop.run("INSERT INTO t(a) VALUES (1)");
        shop.take();
    }
    const timeline::Location location = shop.database().location();
    const auto size = [&] { return core::systemFiles().sizeOf(location.sidecar() + "/users.log"); };
    const std::uint64_t all = size();
    const auto store = shop.database().history()->store();
    forgetCommitUsers(location, store->describe(Scn{12}).timeTo);
    QVERIFY(size() < all);
    QVERIFY(users(shop).ends_with(named(20) + named(21)));
    forgetCommitUsers(location, core::SystemClock().now() + std::chrono::hours(1));
    QCOMPARE(size(), std::uint64_t{16});
    QVERIFY(users(shop).ends_with(unnamed(20) + unnamed(21)));
    shop.run("INSERT INTO t(a) VALUES (1)");
    QVERIFY(users(shop).ends_with(unnamed(21) + named(22)));
}

void TestCommitUsers::damagedNotesNameNobody()
{
    Shop shop("CREATE TABLE t(id INTEGER PRIMARY KEY, a)");
    shop.run("INSERT INTO t(a) VALUES (1)");
    shop.run("INSERT INTO t(a) VALUES (2)");
    shop.take();
    const std::string path = shop.database().location().sidecar() + "/users.log";
    {
        const auto file = core::systemFiles().open(path, core::OpenMode::ReadWrite);
        file->writeAt(16 + 3, core::Bytes{0xff});             // of the first note's salt
        file->writeAt(file->sizeBytes(), core::Bytes(10, 1)); // and one half written
    }
    shop.run("INSERT INTO t(a) VALUES (3)");
    QCOMPARE(users(shop), unnamed(2) + named(3) + named(4));
    core::systemFiles().remove(path);
    QCOMPARE(users(shop), unnamed(2) + unnamed(3) + unnamed(4));
}

QTEST_GUILESS_MAIN(TestCommitUsers)
#include "tst_commit_users.moc"
