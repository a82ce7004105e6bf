// The wrapper over SQLite: what goes wrong on opening, what reading leaves untouched, cancelling, values,
// quoting.
#include "engine/sqlite/connection.h"
#include "tests/support/error_code.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"

#include <QCoreApplication>
#include <QTest>
#include <cmath>
#include <filesystem>
#include <limits>
#include <sqlite3.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace strandline::sqlite;
using strandline::core::Bytes;
using strandline::test::errorCodeOf;
using strandline::test::errorMessageOf;
using strandline::test::PlainDatabase;
using strandline::test::readFile;
using strandline::test::TempFolder;
using strandline::test::writeFile;
namespace fs = std::filesystem;

namespace {

const char *const endlessQuery =
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n";

ConnectionOptions readWrite()
{
    return {.access = Access::ReadWrite, .busyTimeout = std::chrono::milliseconds(0)};
}

// A WAL database whose last program ended without emptying the WAL.
void makeLeftOverWal(const std::string &path)
{
    PlainDatabase db(path);
    sqlite3_db_config(db.handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    db.execute("PRAGMA journal_mode = WAL; CREATE TABLE t(x); INSERT INTO t VALUES(1), (2), (3)");
}

} // namespace

class TestSqlite : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void missingFileIsToldAndNotCreated();
    void createMakesTheFile();
    void whatIsNoDatabaseIsTold_data();
    void whatIsNoDatabaseIsTold();
    void folderIsNoDatabase();
    void emptyFileIsAnEmptyDatabase();
    void unreadableFileIsTold();
    void lockedDatabaseIsBusy();
    void readOnlyConnectionRefusesWrites();
    void readingChangesNoByte_data();
    void readingChangesNoByte();
    void closingLeavesTheWal();
    void checkpointOnCloseIsOnRequest();
    void schemaOfAUserIsNotTrusted();
    void runningStatementIsCancelled();
    void waitingForALockIsCancelled();
    void statementsRunAfterACancelScope();
    void valuesComeBackAsTheyWere_data();
    void valuesComeBackAsTheyWere();
    void parametersHaveNames();
    void wrongParameterIsAnError();
    void textIsPreparedStatementByStatement();
    void sqlErrorsSayWhere();
    void constraintsAreTold();
    void functionsOfOursAndTheirErrors();
    void unknownCollationsAreAccepted();
    void anyNameCanBeQuoted();
    void anyPathCanBeOpened_data();
    void anyPathCanBeOpened();
    void statementsCanBeMoved();
};

void TestSqlite::missingFileIsToldAndNotCreated()
{
    const TempFolder folder;
    const std::string path = folder.file("missing.db");
    for (const Access access : {Access::ReadOnly, Access::ReadWrite}) {
        const auto open = [&] { Connection(path, {.access = access}); };
        QCOMPARE(errorCodeOf(open), std::string("NOT_FOUND"));
        QVERIFY(errorMessageOf(open).find(path) != std::string::npos);
    }
    QVERIFY(fs::is_empty(folder.path()));
}

void TestSqlite::createMakesTheFile()
{
    const TempFolder folder;
    {
        Connection db(folder.file("new.db"), {.access = Access::Create});
        db.execute("CREATE TABLE t(x); INSERT INTO t VALUES(42)");
    }
    QCOMPARE(PlainDatabase(folder.file("new.db")).integer("SELECT x FROM t"), 42);
}

void TestSqlite::whatIsNoDatabaseIsTold_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("text") << QByteArray("This is a letter, not a database.\n").repeated(100);
    QTest::newRow("encrypted") << QByteArray("\x9c\x1f\x33\xd0\x04\x7a").repeated(1000);
    QTest::newRow("header of zeros") << QByteArray(8192, '\0');
}

void TestSqlite::whatIsNoDatabaseIsTold()
{
    QFETCH(QByteArray, content);
    const TempFolder folder;
    const std::string path = folder.file("x.db");
    writeFile(path, content.toStdString());
    for (const Access access : {Access::ReadOnly, Access::ReadWrite, Access::Create}) {
        const auto open = [&] { Connection(path, {.access = access}); };
        QCOMPARE(errorCodeOf(open), std::string("NOT_A_DATABASE"));
        QVERIFY(errorMessageOf(open).find("encrypted") != std::string::npos);
    }
    QCOMPARE(readFile(path), content.toStdString());
}

void TestSqlite::folderIsNoDatabase()
{
    const TempFolder folder;
    for (const Access access : {Access::ReadOnly, Access::ReadWrite, Access::Create}) {
        const auto open = [&] { Connection(folder.path(), {.access = access}); };
        QCOMPARE(errorCodeOf(open), std::string("NOT_A_DATABASE"));
        QVERIFY(errorMessageOf(open).find("is a folder") != std::string::npos);
    }
}

void TestSqlite::emptyFileIsAnEmptyDatabase()
{
    const TempFolder folder;
    writeFile(folder.file("empty.db"), "");
    Connection db(folder.file("empty.db"));
    QCOMPARE(db.integer("SELECT count(*) FROM sqlite_schema"), 0);
}

void TestSqlite::unreadableFileIsTold()
{
    const TempFolder folder;
    const std::string path = folder.file("secret.db");
    PlainDatabase(path).execute("CREATE TABLE t(x)");
    QCOMPARE(::chmod(folder.path().c_str(), 0755), 0);
    QCOMPARE(::chmod(path.c_str(), 0), 0);
    const bool isRoot = ::geteuid() == 0; // root may read everything: not now
    QVERIFY(!isRoot || ::seteuid(65534) == 0);
    const std::string code = errorCodeOf([&] { Connection db(path); });
    QVERIFY(!isRoot || ::seteuid(0) == 0);
    QCOMPARE(code, std::string("PERMISSION"));
}

void TestSqlite::lockedDatabaseIsBusy()
{
    const TempFolder folder;
    const std::string path = folder.file("x.db");
    PlainDatabase other(path);
    other.execute("CREATE TABLE t(x)");
    Connection db(path, readWrite());
    other.execute("BEGIN IMMEDIATE");
    QCOMPARE(errorCodeOf([&] { db.execute("INSERT INTO t VALUES(1)"); }), std::string("BUSY"));
    other.execute("COMMIT; BEGIN EXCLUSIVE");
    QCOMPARE(errorCodeOf([&] { db.integer("SELECT count(*) FROM t"); }), std::string("BUSY"));
    other.execute("COMMIT");
    QCOMPARE(db.integer("SELECT count(*) FROM t"), 0);
}

void TestSqlite::readOnlyConnectionRefusesWrites()
{
    const TempFolder folder;
    PlainDatabase(folder.file("x.db")).execute("CREATE TABLE t(x)");
    Connection db(folder.file("x.db"));
    QVERIFY(db.readOnly());
    for (const char *sql : {"INSERT INTO t VALUES(1)", "DROP TABLE t", "CREATE TABLE u(x)"}) {
        QCOMPARE(errorCodeOf([&] { db.execute(sql); }), std::string("READ_ONLY"));
    }
}

void TestSqlite::readingChangesNoByte_data()
{
    QTest::addColumn<bool>("wal");
    QTest::addColumn<int>("access");
    QTest::newRow("rollback journal, read-only") << false << int(Access::ReadOnly);
    QTest::newRow("rollback journal, read-write") << false << int(Access::ReadWrite);
    QTest::newRow("left-over WAL, read-only") << true << int(Access::ReadOnly);
    QTest::newRow("left-over WAL, read-write") << true << int(Access::ReadWrite);
}

void TestSqlite::readingChangesNoByte()
{
    QFETCH(bool, wal);
    QFETCH(int, access);
    const TempFolder folder;
    const std::string path = folder.file("x.db");
    if (wal) {
        makeLeftOverWal(path);
        QVERIFY(fs::file_size(path + "-wal") > 0);
    } else {
        PlainDatabase(path).execute("CREATE TABLE t(x); INSERT INTO t VALUES(1), (2), (3)");
    }
    const std::string database = readFile(path);
    const std::string log = wal ? readFile(path + "-wal") : std::string();
    for (int round = 0; round < 3; ++round) {
        Connection db(path, {.access = static_cast<Access>(access)});
        QCOMPARE(db.integer("SELECT sum(x) FROM t"), 6);
        QCOMPARE(db.text("PRAGMA integrity_check"), std::string("ok"));
    }
    QVERIFY(readFile(path) == database);
    QCOMPARE(fs::exists(path + "-wal"), wal);
    QVERIFY(!wal || readFile(path + "-wal") == log);
}

void TestSqlite::closingLeavesTheWal()
{
    const TempFolder folder;
    const std::string path = folder.file("x.db");
    {
        Connection db(path, {.access = Access::Create});
        db.execute("PRAGMA journal_mode = WAL; CREATE TABLE t(x); INSERT INTO t VALUES(42)");
    }
    QVERIFY(fs::file_size(path + "-wal") > 0);
    QCOMPARE(Connection(path).integer("SELECT x FROM t"), 42);
    QVERIFY(fs::file_size(path + "-wal") > 0);
}

void TestSqlite::checkpointOnCloseIsOnRequest()
{
    const TempFolder folder;
    makeLeftOverWal(folder.file("x.db"));
    {
        Connection db(folder.file("x.db"), {.access = Access::ReadWrite, .checkpointOnClose = true});
        QCOMPARE(db.integer("SELECT count(*) FROM t"), 3);
    }
    QVERIFY(!fs::exists(folder.file("x.db-wal")));
}

void TestSqlite::schemaOfAUserIsNotTrusted()
{
    const TempFolder folder;
    const std::string path = folder.file("x.db");
    PlainDatabase(path).execute("CREATE VIEW trap AS SELECT strike()");
    const auto strike = [](const std::vector<Value> &) -> Value { return std::int64_t{1}; };
    Connection user(path);
    user.createFunction("strike", 0, true, strike);
    QCOMPARE(user.integer("SELECT strike()"), 1);
    QVERIFY(errorMessageOf([&] { user.integer("SELECT * FROM trap"); }).find("unsafe") != std::string::npos);
    Connection own(path, {.ownDatabase = true});
    own.createFunction("strike", 0, true, strike);
    QCOMPARE(own.integer("SELECT * FROM trap"), 1);

    Connection writer(path, readWrite());
    writer.execute("PRAGMA writable_schema = ON");
    QCOMPARE(errorCodeOf([&] { writer.execute("UPDATE sqlite_schema SET sql = ''"); }), std::string("SQL"));
    QVERIFY(!errorCodeOf([&] { writer.execute("SELECT load_extension('x')"); }).empty());
}

void TestSqlite::runningStatementIsCancelled()
{
    Connection db(":memory:", {.access = Access::Create});
    std::stop_source stop;
    // The stop comes from another thread, when the statement is known to run.
    std::jthread canceller;
    db.createFunction("running", 0, false, [&](const std::vector<Value> &) -> Value {
        if (!canceller.joinable()) {
            canceller = std::jthread([&stop] { stop.request_stop(); });
        }
        return std::int64_t{1};
    });
    const Connection::CancelScope scope(db, stop.get_token());
    const std::string sql = std::string("SELECT running(), (") + endlessQuery + ")";
    QCOMPARE(errorCodeOf([&] { db.execute(sql); }), std::string("CANCELLED"));
    QVERIFY(canceller.joinable());
}

void TestSqlite::waitingForALockIsCancelled()
{
    const TempFolder folder;
    const std::string path = folder.file("x.db");
    PlainDatabase other(path);
    other.execute("CREATE TABLE t(x); BEGIN IMMEDIATE");
    Connection db(path, {.access = Access::ReadWrite, .busyTimeout = std::chrono::hours(1)});
    std::stop_source stop;
    const Connection::CancelScope scope(db, stop.get_token());
    const std::jthread canceller([&stop] { stop.request_stop(); });
    QCOMPARE(errorCodeOf([&] { db.execute("INSERT INTO t VALUES(1)"); }), std::string("CANCELLED"));
}

void TestSqlite::statementsRunAfterACancelScope()
{
    Connection db(":memory:", {.access = Access::Create});
    std::stop_source stop;
    {
        const Connection::CancelScope scope(db, stop.get_token());
        stop.request_stop();
        QCOMPARE(errorCodeOf([&] { db.execute(endlessQuery); }), std::string("CANCELLED"));
    }
    QCOMPARE(db.integer("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 100000) "
                        "SELECT count(*) FROM n"),
             100000);
}

void TestSqlite::valuesComeBackAsTheyWere_data()
{
    QTest::addColumn<int>("index");
    QTest::addColumn<QString>("type");
    const char *types[] = {"null", "integer", "integer", "integer", "real", "real", "real",
                           "text", "text",    "text",    "text",    "blob", "blob"};
    for (int i = 0; i < 13; ++i) {
        QTest::addRow("%d %s", i, types[i]) << i << types[i];
    }
}

void TestSqlite::valuesComeBackAsTheyWere()
{
    QFETCH(int, index);
    QFETCH(QString, type);
    const Value values[] = {Null{},
                            std::int64_t{0},
                            std::numeric_limits<std::int64_t>::min(),
                            std::numeric_limits<std::int64_t>::max(),
                            0.1,
                            -std::numeric_limits<double>::infinity(),
                            5e-324,
                            std::string(),
                            std::string("Grüße"),
                            std::string("a\0b", 3),
                            std::string("\xff\xfe"),
                            Bytes(),
                            Bytes{0, 1, 255}};
    const Value &value = values[index];
    Connection db(":memory:", {.access = Access::Create});
    Statement statement = db.prepare("SELECT ?1, typeof(?1), ?1 IS NULL");
    statement.bind(1, value);
    QVERIFY(statement.step());
    QVERIFY(statement.value(0) == value);
    QCOMPARE(QString::fromStdString(statement.text(1)), type);
    QCOMPARE(statement.isNull(0), type == "null");
    QCOMPARE(statement.integer(2), type == "null" ? 1 : 0);
    QVERIFY(!statement.step());
}

void TestSqlite::parametersHaveNames()
{
    Connection db(":memory:", {.access = Access::Create});
    Statement statement = db.prepare("SELECT :a || @b || $c || ?");
    QCOMPARE(statement.parameterCount(), 4);
    QCOMPARE(statement.parameterIndex("@b"), 2);
    QCOMPARE(statement.parameterIndex(":nowhere"), 0);
    QCOMPARE(statement.parameterName(3), std::string("$c"));
    QCOMPARE(statement.parameterName(4), std::string());
    statement.bindAll({std::string("1"), std::string("2"), std::string("3"), std::string("4")});
    QVERIFY(statement.step());
    QCOMPARE(statement.text(0), std::string("1234"));
    statement.reset();
    QVERIFY(statement.step());
    QVERIFY(statement.isNull(0)); // reset forgets the values
}

void TestSqlite::wrongParameterIsAnError()
{
    Connection db(":memory:", {.access = Access::Create});
    Statement statement = db.prepare("SELECT ?");
    QCOMPARE(errorCodeOf([&] { statement.bind(2, std::int64_t{1}); }), std::string("SQL"));
}

void TestSqlite::textIsPreparedStatementByStatement()
{
    Connection db(":memory:", {.access = Access::Create});
    std::string_view rest = "SELECT 1; -- one\n SELECT 2 ; /* end */ ";
    std::vector<std::int64_t> seen;
    while (!rest.empty()) {
        Statement statement = db.prepare(rest, &rest);
        if (statement && statement.step()) {
            seen.push_back(statement.integer(0));
        }
    }
    QCOMPARE(seen, (std::vector<std::int64_t>{1, 2}));
    QVERIFY(!db.prepare("  -- nothing"));
    db.execute("");
}

void TestSqlite::sqlErrorsSayWhere()
{
    Connection db(":memory:", {.access = Access::Create});
    try {
        db.prepare("SELECT 1 FORM t");
        QFAIL("accepted");
    } catch (const strandline::core::Error &error) {
        QCOMPARE(error.code(), strandline::core::ErrorCode::Sql);
        QCOMPARE(error.sqlOffset(), 14);
        QVERIFY(error.message().find("syntax error") != std::string::npos);
    }
    QCOMPARE(errorCodeOf([&] { db.prepare("SELECT * FROM nowhere"); }), std::string("SQL"));
}

void TestSqlite::constraintsAreTold()
{
    Connection db(":memory:", {.access = Access::Create});
    db.execute("CREATE TABLE t(x UNIQUE); INSERT INTO t VALUES(1)");
    QCOMPARE(errorCodeOf([&] { db.execute("INSERT INTO t VALUES(1)"); }), std::string("CONSTRAINT"));
    QCOMPARE(db.integer("SELECT count(*) FROM t"), 1);
}

void TestSqlite::functionsOfOursAndTheirErrors()
{
    Connection db(":memory:", {.access = Access::Create});
    db.createFunction("twice", 1, true, [](const std::vector<Value> &arguments) -> Value {
        if (const auto *i = std::get_if<std::int64_t>(&arguments[0])) {
            return *i * 2;
        }
        throw strandline::core::Error(strandline::core::ErrorCode::Usage, "Only integers can be doubled.");
    });
    QCOMPARE(db.integer("SELECT twice(21)"), 42);
    QVERIFY(errorMessageOf([&] { db.integer("SELECT twice('x')"); }).find("Only integers") !=
            std::string::npos);
    QCOMPARE(db.integer("SELECT twice(4)"), 8);
}

void TestSqlite::unknownCollationsAreAccepted()
{
    const TempFolder folder;
    const std::string path = folder.file("x.db");
    {
        PlainDatabase program(path);
        sqlite3_create_collation(program.handle(), "RANK", SQLITE_UTF8, nullptr,
                                 [](void *, int n1, const void *, int n2, const void *) { return n1 - n2; });
        program.execute("CREATE TABLE t(x COLLATE RANK); INSERT INTO t VALUES('b'), ('a')");
    }
    Connection strict(path);
    QVERIFY(!errorCodeOf([&] { strict.text("SELECT x FROM t ORDER BY x"); }).empty());
    Connection db(path);
    db.acceptUnknownCollations();
    QCOMPARE(db.text("SELECT x FROM t ORDER BY x"), std::string("a"));
}

void TestSqlite::anyNameCanBeQuoted()
{
    Connection db(":memory:", {.access = Access::Create});
    for (const std::string name : {"plain", "two words", "qu\"ote", "it's", "select", "Größe", "a;--"}) {
        db.execute("CREATE TABLE " + quoteIdentifier(name) + "(x)");
        db.execute("INSERT INTO " + quoteIdentifier(name) + " VALUES(" + quoteText(name) + ")");
        QCOMPARE(db.text("SELECT x FROM " + quoteIdentifier(name)), name);
        QCOMPARE(db.integer("SELECT count(*) FROM sqlite_schema WHERE name = " + quoteText(name)), 1);
    }
}

void TestSqlite::anyPathCanBeOpened_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name :
         {"with space.db", "what?mode=memory", "a#b.db", "50%41.db", "Größe.db", "a&cache=shared"}) {
        QTest::newRow(name) << name;
    }
}

void TestSqlite::anyPathCanBeOpened()
{
    QFETCH(QString, name);
    const TempFolder folder;
    const std::string path = folder.file(name.toStdString());
    for (const std::string &spelled : {path, "/" + path}) {
        {
            Connection db(spelled, {.access = Access::Create});
            db.execute("CREATE TABLE IF NOT EXISTS t(x); INSERT INTO t VALUES(1)");
        }
        QVERIFY(fs::exists(path));
        Connection attaching(":memory:", {.access = Access::Create});
        attaching.execute("ATTACH " + quoteText(fileUri(spelled, "mode=ro")) + " AS other");
        QVERIFY(attaching.integer("SELECT count(*) FROM other.t") > 0);
    }
    QCOMPARE(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 1);
}

void TestSqlite::statementsCanBeMoved()
{
    Connection db(":memory:", {.access = Access::Create});
    Statement first = db.prepare("SELECT 1");
    Statement second = db.prepare("SELECT 2");
    first = std::move(second);
    QVERIFY(!second);
    QVERIFY(first.step());
    QCOMPARE(first.integer(0), 2);
    const Statement third(std::move(first));
    QCOMPARE(third.sql(), std::string("SELECT 2"));
    QVERIFY(third.readsOnly());
}

QTEST_GUILESS_MAIN(TestSqlite)
#include "tst_sqlite.moc"
