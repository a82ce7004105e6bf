// The probe in programs that aren't ours: Python's sqlite3, the sqlite3 shell, Subversion. What they do is on
// the board, what they print is what they print without it, and who is killed leaves nothing behind.
#include "engine/monitor/executions.h"
#include "engine/session/executor.h"
#include "tests/support/child_process.h"
#include "tests/support/error_code.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QTest>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <sstream>
#include <unistd.h>

using namespace strandline;
using namespace strandline::test;
using namespace std::chrono_literals;

namespace {

const std::pair<std::string, std::string> preload{"LD_PRELOAD", PROBE};

// A database with a board beside it.
struct Place
{
    TempFolder folder;
    timeline::Location location{folder.file("a.db"), {}};
    std::shared_ptr<monitor::Board> board;

    Place() { board = boardFor(location.database); }

    static std::shared_ptr<monitor::Board> boardFor(const std::string &database)
    {
        const timeline::Location place{database, {}};
        std::filesystem::create_directory(place.sidecar());
        return monitor::Board::open(place);
    }
    const std::string &path() const { return location.database; }
};

// A session on the board; null: none was found.
struct Seen
{
    const sl_slot *slot = nullptr;
    const sl_record *record = nullptr;
    const sl_slot *operator->() const { return slot; }
    bool operator==(std::nullptr_t) const { return slot == nullptr; }
};

// Counters of a slot that hold together.
sl_counters countersOf(const Seen &seen)
{
    sl_counters copy{};
    for (int attempt = 0; attempt < 100000; ++attempt) {
        const std::uint32_t began = sl_begin_read(&seen.record->counters_seq);
        const auto *from = reinterpret_cast<const std::uint64_t *>(&seen.record->counters);
        auto *to = reinterpret_cast<std::uint64_t *>(&copy);
        for (std::size_t i = 0; i < sizeof copy / sizeof *to; ++i) {
            to[i] = sl_load(&from[i]);
        }
        if (sl_read_held(&seen.record->counters_seq, began) != 0) {
            return copy;
        }
    }
    qWarning("the slot is never at rest");
    return copy;
}

// The only slot of a process; null: it has none.
Seen slotOf(const monitor::Board &board, pid_t process)
{
    for (const sl_slot &slot : board.layout().slot) {
        if (sl_load(&slot.owner) == static_cast<std::uint64_t>(process) && sl_load32(&slot.ready) == 1) {
            return {&slot, sl_record_of(&board.layout(), &slot)};
        }
    }
    return {};
}

std::string sqlOf(const Seen &seen)
{
    return {seen.record->sql, std::min<std::size_t>(seen.record->sql_bytes, SL_SQL_BYTES)};
}

std::string programOf(const Seen &seen)
{
    return {seen.record->program.bytes, seen.record->program.length};
}

// Nanoseconds in waits that count for DB time.
std::uint64_t waitsOf(const sl_counters &counters)
{
    std::uint64_t sum = 0;
    for (std::uint32_t event = 0; event < SL_EVENTS; ++event) {
        sum += sl_class_of(event) != SL_CLASS_IDLE ? counters.event_ns[event] : 0;
    }
    return sum;
}

std::vector<std::string> python(const std::string &script, const std::string &database)
{
    return {"/usr/bin/python3", "-c", script, database};
}

using Environment = std::vector<std::pair<std::string, std::string>>;

SpawnOptions with(Environment environment, bool quiet = false)
{
    SpawnOptions options;
    options.environment = std::move(environment);
    options.quiet = quiet;
    return options;
}

Finished probed(const std::vector<std::string> &command)
{
    return runProgram(command, with({preload}));
}

// Three commits of ten rows, and then they are read.
const std::string pythonWork = R"py(
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("PRAGMA journal_mode=WAL")
db.execute("CREATE TABLE t(a INTEGER PRIMARY KEY, b)")
for i in range(3):
    with db:
        db.executemany("INSERT INTO t(b) VALUES (?)", [("secret%d" % n,) for n in range(10)])
print(db.execute("SELECT count(*), sum(length(b)) FROM t").fetchall())
for row in db.execute("SELECT a, b FROM t ORDER BY b DESC LIMIT 5"): print(row)
try : db.execute("SELECT nothing FROM nowhere")
except sqlite3.Error as error: print(type(error).__name__, error)
)py";
const std::string andWait = "\nprint('waits', flush=True)\nimport time; time.sleep(60)\n";

} // namespace

class TstProbe : public QObject
{
    Q_OBJECT

private slots:
    void pythonIsSeen();
    void outputOfPythonStays();
    void killedInACommit();
    void waitsForALock();
    void shellIsSeen();
    void outputOfTheShellStays();
    void subversionIsSeen();
    void outputOfSubversionStays();
    void extensionInPython();
    void extensionInTheShell();
    void valuesAreToldOnRequestOnly();
    void withoutABoardNothingHappens();
    void boardThatComesLater();
    void hostileBoards();
    void fullBoard();
    void forkedChildrenLeaveTheParentsSlot();
    void threadsShareAConnection();
    void runThroughStrandctl();
    void strandctlShowsIt();
    void longExecutionsAreListed();
    void databaseOpenedBeforeItsSidecar();
    void needsLibcAlone();
};

void TstProbe::pythonIsSeen()
{
    Place place;
    ChildProcess child(python(pythonWork + andWait, place.path()), with({preload}));
    while (child.readLine() != "waits") {
    }
    const Seen slot = slotOf(*place.board, child.pid());
    QVERIFY(slot != nullptr);
    QCOMPARE(sl_load32(&slot->kind), std::uint32_t{SL_KIND_PROBED});
    QCOMPARE(programOf(slot), std::string("python3"));
    QCOMPARE(sl_load32(&slot->state), std::uint32_t{SL_STATE_IDLE});
    QCOMPARE(sqlOf(slot), std::string("SELECT nothing FROM nowhere"));

    const sl_counters counters = countersOf(slot);
    // PRAGMA, CREATE, three times BEGIN, ten INSERTs and COMMIT, two SELECTs.
    QCOMPARE(counters.executions, std::uint64_t{2 + 3 * 12 + 2});
    QCOMPARE(counters.rows, std::uint64_t{1 + 1 + 5}); // of the PRAGMA, the count, the list
    QCOMPARE(counters.commits, std::uint64_t{1 + 1 + 3});
    QCOMPARE(counters.errors, std::uint64_t{1});
    QVERIFY(counters.event_count[SL_WAL_WRITE] >= 4);
    QVERIFY(counters.event_ns[SL_WAL_WRITE] > 0);
    QVERIFY(counters.event_count[SL_WAL_SYNC] >= 3);
    QVERIFY(counters.event_bytes[SL_WAL_WRITE] >= 4 * 4096);
    QVERIFY(counters.db_time_ns > waitsOf(counters));
    QCOMPARE(counters.event_ns[SL_ON_CPU], std::uint64_t{0});
    QVERIFY(counters.gets > 0);
    QCOMPARE(std::accumulate(std::begin(counters.commit_histogram), std::end(counters.commit_histogram),
                             std::uint64_t{0}),
             counters.commits);

    child.stop(SIGKILL);
    QCOMPARE(place.board->sweep(), std::size_t{1});
    QVERIFY(slotOf(*place.board, child.pid()) == nullptr);
    QCOMPARE(place.board->layout().totals.commits, counters.commits);
    QCOMPARE(place.board->layout().totals.db_time_ns, counters.db_time_ns);
}

void TstProbe::outputOfPythonStays()
{
    const TempFolder alone;
    const Finished plainly = runProgram(python(pythonWork, alone.file("a.db")));
    Place place;
    const Finished measured = probed(python(pythonWork, place.path()));
    QCOMPARE(measured.output, plainly.output);
    QVERIFY(measured.output.find("(30, 210)") != std::string::npos);
    QCOMPARE(measured.code, plainly.code);
    // It closed nothing by itself; what it did is in the totals once it is swept.
    place.board->sweep();
    QCOMPARE(place.board->layout().totals.commits, std::uint64_t{5});
}

void TstProbe::killedInACommit()
{
    Place place;
    const std::string script =
        "import sqlite3, sys\ndb = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "db.execute('PRAGMA journal_mode=WAL')\ndb.execute('CREATE TABLE t(a)')\n"
        "print('begins', flush=True)\n"
        "while True: db.execute('INSERT INTO t VALUES (1)')\n";
    for (int round = 0; round < 5; ++round) {
        std::filesystem::remove(place.path());
        ChildProcess child(python(script, place.path()), with({preload}));
        QCOMPARE(child.readLine().value_or(""), std::string("begins"));
        const Seen slot = slotOf(*place.board, child.pid());
        QVERIFY(slot != nullptr);
        QTRY_VERIFY(countersOf(slot).commits > 20);
        child.stop(SIGKILL);
        QCOMPARE(place.board->sweep(), std::size_t{1});
        QVERIFY(slotOf(*place.board, child.pid()) == nullptr);
    }
    QVERIFY(place.board->layout().totals.commits > 100);
}

// Another program's write lock for 300 ms is 300 ms of Application wait.
void TstProbe::waitsForALock()
{
    Place place;
    PlainDatabase plain(place.path());
    plain.execute("PRAGMA journal_mode=WAL; CREATE TABLE t(a); BEGIN IMMEDIATE");
    ChildProcess child(
        python("import sqlite3, sys\ndb = sqlite3.connect(sys.argv[1], isolation_level=None, "
               "timeout=60)\ndb.execute('SELECT 1 FROM t').fetchall()\nprint('begins', flush=True)\n"
               "db.execute('INSERT INTO t VALUES (1)')" +
                   andWait,
               place.path()),
        with({preload}));
    QCOMPARE(child.readLine().value_or(""), std::string("begins"));
    const Seen slot = slotOf(*place.board, child.pid());
    QVERIFY(slot != nullptr);
    QTRY_COMPARE(sl_load32(&slot->event), std::uint32_t{SL_LOCK_WAL_WRITE});
    QCOMPARE(sl_load32(&slot->state), std::uint32_t{SL_STATE_ACTIVE});
    QCOMPARE(sqlOf(slot), std::string("INSERT INTO t VALUES (1)"));
    QElapsedTimer held;
    held.start();
    QTest::qWait(300);
    const std::int64_t heldMs = held.elapsed();
    plain.execute("COMMIT");
    QCOMPARE(child.readLine().value_or(""), std::string("waits"));
    const sl_counters counters = countersOf(slot);
    // It sleeps 100 ms at a time at the end: it may notice late, never early.
    QVERIFY(counters.event_ns[SL_LOCK_WAL_WRITE] >= static_cast<std::uint64_t>(heldMs) * 1000000U);
    QCOMPARE(counters.event_count[SL_LOCK_WAL_WRITE], std::uint64_t{1});
    QVERIFY(counters.db_time_ns > waitsOf(counters));
}

void TstProbe::shellIsSeen()
{
    Place place;
    ChildProcess child(
        {"/usr/bin/sqlite3", place.path(),
         "CREATE TABLE t AS WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i+1 FROM n LIMIT "
         "20000) SELECT i FROM n; SELECT 'begins'; SELECT count(*) FROM t a, t b, t c"},
        with({preload}));
    Seen slot;
    QTRY_VERIFY((slot = slotOf(*place.board, child.pid())) != nullptr);
    QCOMPARE(programOf(slot), std::string("sqlite3"));
    QTRY_COMPARE(sqlOf(slot), std::string("SELECT count(*) FROM t a, t b, t c"));
    QCOMPARE(sl_load32(&slot->state), std::uint32_t{SL_STATE_ACTIVE});
    QCOMPARE(sl_load32(&slot->transaction), std::uint32_t{SL_TRANSACTION_NONE}); // told when the call returns
    const sl_counters counters = countersOf(slot);
    QCOMPARE(counters.commits, std::uint64_t{1});
    QVERIFY(counters.event_count[SL_JOURNAL_SYNC] + counters.event_count[SL_DB_SYNC] >= 1);
    child.stop(SIGKILL);
    QCOMPARE(place.board->sweep(), std::size_t{1});
}

void TstProbe::outputOfTheShellStays()
{
    const std::string work =
        "PRAGMA journal_mode=WAL; CREATE TABLE t(a PRIMARY KEY, b); BEGIN; INSERT INTO t VALUES "
        "(1,'x'),(2,'y'); "
        "SAVEPOINT s; DELETE FROM t; ROLLBACK TO s; COMMIT; SELECT * FROM t; INSERT INTO t VALUES (1,'z'); "
        "PRAGMA wal_checkpoint(TRUNCATE); VACUUM; SELECT count(*) FROM sqlite_schema; PRAGMA "
        "integrity_check; "
        "ATTACH ':memory:' AS m; CREATE TABLE m.x AS SELECT * FROM t; SELECT * FROM m.x; SELEC;";
    const TempFolder alone;
    const auto commands = [&](const std::string &path) {
        return std::vector<std::string>{"/usr/bin/sqlite3",          "-header", path,   work,
                                        ".backup " + path + ".copy", ".tables", ".dump"};
    };
    const Finished plainly = runProgram(commands(alone.file("a.db")), with({}, true));
    Place place;
    const Finished measured = runProgram(commands(place.path()), with({preload}, true));
    QCOMPARE(measured.output, plainly.output);
    QCOMPARE(measured.code, plainly.code);
    QVERIFY(measured.output.find("wal") != std::string::npos);
    place.board->sweep();
    QVERIFY(place.board->layout().totals.executions > 5);
}

// Subversion keeps the state of a working copy in an SQLite database.
void TstProbe::subversionIsSeen()
{
    if (QStandardPaths::findExecutable("svn").isEmpty()) {
        QSKIP("Subversion is not installed");
    }
    const TempFolder folder;
    const std::string repository = "file://" + folder.file("repository");
    QCOMPARE(runProgram({"/usr/bin/svnadmin", "create", folder.file("repository")}).code, 0);
    const std::string copy = folder.file("copy");
    QCOMPARE(runProgram({"/usr/bin/svn", "checkout", "-q", repository, copy}).code, 0);
    const std::string database = copy + "/.svn/wc.db";
    const auto board = Place::boardFor(database);
    writeFile(copy + "/file", "content\n");

    // Somebody else has all of it: svn waits, up to ten seconds.
    PlainDatabase plain(database);
    plain.execute("BEGIN EXCLUSIVE");
    ChildProcess child({"/usr/bin/svn", "add", copy + "/file"}, with({preload}, true));
    Seen slot;
    QTRY_VERIFY((slot = slotOf(*board, child.pid())) != nullptr);
    QCOMPARE(programOf(slot), std::string("svn"));
    QTRY_COMPARE(sl_load32(&slot->event), std::uint32_t{SL_LOCK_SHARED});
    QVERIFY(!sqlOf(slot).empty());
    child.stop(SIGKILL);
    QCOMPARE(board->sweep(), std::size_t{1});
    plain.execute("ROLLBACK");

    QCOMPARE(probed({"/usr/bin/svn", "add", copy + "/file"}).code, 0);
    QCOMPARE(probed({"/usr/bin/svn", "commit", "-q", "-m", "one", copy}).code, 0);
    board->sweep();
    const sl_counters &totals = board->layout().totals;
    QVERIFY(totals.commits >= 2);
    QVERIFY(totals.event_ns[SL_JOURNAL_WRITE] > 0);
    QVERIFY(totals.db_time_ns > waitsOf(totals));
}

void TstProbe::outputOfSubversionStays()
{
    if (QStandardPaths::findExecutable("svn").isEmpty()) {
        QSKIP("Subversion is not installed");
    }
    const std::string script =
        "cd \"$0\" && svnadmin create r && svn checkout -q file://$PWD/r c && cd c && "
        "echo a > a && echo b > b && svn add a b && svn commit -m one && echo c >> a && "
        "svn status && svn diff && svn revert a && svn mv b c && svn commit -m two && "
        "svn update && svn info --show-item revision && svn cleanup && svn status --nonsense";
    const TempFolder one;
    const Finished plainly = runProgram({"/bin/sh", "-c", script, one.path()}, with({}, true));
    const TempFolder two;
    Place elsewhere; // for there is no working copy yet
    const SpawnOptions told = with({preload,
                                    {"STRANDLINE_PROBE_DATABASE", two.file("c/.svn/wc.db")},
                                    {"STRANDLINE_PROBE_BOARD", monitor::boardPath(elsewhere.location)}},
                                   true);
    const Finished measured = runProgram({"/bin/sh", "-c", script, two.path()}, told);
    QCOMPARE(measured.output, plainly.output);
    QCOMPARE(measured.code, plainly.code);
    QVERIFY(measured.output.find("Committed revision 2") != std::string::npos);
    elsewhere.board->sweep();
    QVERIFY(elsewhere.board->layout().totals.commits > 3);
}

void TstProbe::extensionInPython()
{
    Place place;
    const std::string load = "import sqlite3, sys\ndb = sqlite3.connect(sys.argv[1])\n"
                             "db.enable_load_extension(True)\ndb.load_extension('" PROBE "')\n"
                             "db.execute('CREATE TABLE t(a)')\n"
                             "print(db.execute('SELECT 1 + 1').fetchall())";
    ChildProcess child(python(load + andWait, place.path()));
    QCOMPARE(child.readLine().value_or(""), std::string("[(2,)]"));
    child.readLine();
    const Seen slot = slotOf(*place.board, child.pid());
    QVERIFY(slot != nullptr);
    QCOMPARE(sl_load32(&slot->kind), std::uint32_t{SL_KIND_PROBE_HOOKS});
    QCOMPARE(sqlOf(slot), std::string("SELECT 1 + 1"));
    const sl_counters counters = countersOf(slot);
    QCOMPARE(counters.executions, std::uint64_t{2});
    QCOMPARE(counters.calls, std::uint64_t{2});
    QVERIFY(counters.db_time_ns > 0);
    QCOMPARE(waitsOf(counters), std::uint64_t{0});
    // Its time is not CPU and waits: it is told of the session alone, and in no sum, also when it has ended.
    const auto sum = [&] { return monitor::sumOf(*place.board, monitor::readSessions(*place.board)); };
    QCOMPARE(sum().calls, std::uint64_t{2});
    QCOMPARE(sum().db_time_ns, std::uint64_t{0});
    child.stop(SIGKILL);
    QCOMPARE(place.board->sweep(), std::size_t{1});
    QCOMPARE(sum().calls, std::uint64_t{2});
    QCOMPARE(sum().db_time_ns, std::uint64_t{0});
}

void TstProbe::extensionInTheShell()
{
    Place place;
    const Finished run =
        runProgram({"/usr/bin/sqlite3", place.path(), ".load " PROBE, "CREATE TABLE t(a); SELECT 'done'"});
    QCOMPARE(run.output, std::string("done\n"));
    QCOMPARE(run.code, 0);
    // The connection was closed: nothing is left to sweep.
    QCOMPARE(place.board->sweep(), std::size_t{0});
    QCOMPARE(place.board->layout().sessions, std::uint64_t{1});
    QVERIFY(place.board->layout().totals.executions >= 2);
}

void TstProbe::valuesAreToldOnRequestOnly()
{
    Place place;
    const std::string script = "import sqlite3, sys\ndb = sqlite3.connect(sys.argv[1])\n"
                               "db.execute('SELECT ?', ('secret7',)).fetchall()";
    const auto sqlWith = [&](Environment environment) {
        environment.push_back(preload);
        ChildProcess child(python(script + andWait, place.path()), with(environment));
        child.readLine();
        return sqlOf(slotOf(*place.board, child.pid()));
    };
    QCOMPARE(sqlWith({}), std::string("SELECT ?"));
    QCOMPARE(sqlWith({{"STRANDLINE_PROBE_VALUES", "1"}}), std::string("SELECT 'secret7'"));
}

void TstProbe::withoutABoardNothingHappens()
{
    const TempFolder folder;
    const Finished run = probed(python(pythonWork, folder.file("a.db")));
    QCOMPARE(run.code, 0);
    std::vector<std::string> names;
    for (const auto &entry : std::filesystem::directory_iterator(folder.path())) {
        names.push_back(entry.path().filename());
    }
    QCOMPARE(names, std::vector<std::string>{"a.db"});
}

void TstProbe::boardThatComesLater()
{
    const TempFolder folder;
    const std::string path = folder.file("a.db");
    ChildProcess child(python("import sqlite3, sys, time\ndb = sqlite3.connect(sys.argv[1])\n"
                              "db.execute('CREATE TABLE t(a)')\nprint('begins', flush=True)\n"
                              "while True:\n db.execute('SELECT * FROM t').fetchall(); time.sleep(0.01)\n",
                              path),
                       with({preload}));
    child.readLine();
    auto board = Place::boardFor(path);
    QTRY_VERIFY(slotOf(*board, child.pid()) != nullptr);
    // And one that takes its place, as after a damage.
    std::filesystem::remove(path + ".strandline/sessions.shm");
    const auto next = Place::boardFor(path);
    QTRY_VERIFY(slotOf(*next, child.pid()) != nullptr);
    QVERIFY(slotOf(*board, child.pid()) == nullptr);
    QVERIFY(child.running());
}

// What isn't a board, or is one of another machine's start, is left alone; what lies in a good one is
// believed by nobody.
void TstProbe::hostileBoards()
{
    const auto spoiled = [](const std::function<void(sl_board &)> &spoil) {
        Place place;
        spoil(place.board->layout());
        const Finished run = probed(python(pythonWork, place.path()));
        return run.code == 0 && run.output.find("(30, 210)") != std::string::npos &&
               place.board->layout().sessions == 0;
    };
    QVERIFY(spoiled([](sl_board &board) { board.magic = 0; }));
    QVERIFY(spoiled([](sl_board &board) { board.version = SL_VERSION + 1; }));
    QVERIFY(spoiled([](sl_board &board) { board.boot ^= 1; }));
    QVERIFY(spoiled([](sl_board &board) { board.size_bytes = 1; }));

    Place place;
    const std::string file = monitor::boardPath(place.location);
    place.board.reset();
    const std::string whole = readFile(file);
    const auto runs = [&] {
        const Finished run = probed(python(pythonWork, place.path()));
        std::filesystem::remove(place.path());
        return run.code == 0 && run.output.find("(30, 210)") != std::string::npos;
    };
    writeFile(file, whole.substr(0, 5000));
    QVERIFY(runs());
    writeFile(file, std::string(whole.size(), '\xff'));
    QVERIFY(runs());
    std::filesystem::remove(file);
    std::filesystem::create_symlink("/dev/zero", file);
    QVERIFY(runs());
    std::filesystem::remove(file);
    std::filesystem::create_directory(file);
    QVERIFY(runs());
    std::filesystem::remove(file);
    // Not allocated on the disk: touching it could end the program.
    {
        std::ofstream sparse(file);
    }
    std::filesystem::resize_file(file, whole.size());
    QVERIFY(runs());
    // Every word of every slot is wrong.
    writeFile(file, whole.substr(0, offsetof(sl_board, totals)) +
                        std::string(whole.size() - offsetof(sl_board, totals), '\xee'));
    QVERIFY(runs());
}

void TstProbe::fullBoard()
{
    Place place;
    for (sl_slot &slot : place.board->layout().slot) {
        sl_store(&slot.owner, static_cast<std::uint64_t>(getpid()));
    }
    QCOMPARE(probed(python(pythonWork, place.path())).code, 0);
    QCOMPARE(sl_load(&place.board->layout().sessions), std::uint64_t{0});
    QVERIFY(sl_load(&place.board->layout().refused) > 0);
}

void TstProbe::forkedChildrenLeaveTheParentsSlot()
{
    Place place;
    ChildProcess child(python("import sqlite3, sys, os\ndb = sqlite3.connect(sys.argv[1])\n"
                              "db.execute('CREATE TABLE t(a)')\n"
                              "if os.fork() == 0:\n"
                              " own = sqlite3.connect(sys.argv[1])\n"
                              " for i in range(100): own.execute('SELECT * FROM t').fetchall()\n"
                              " own.close(); os._exit(0)\n"
                              "os.wait()" +
                                  andWait,
                              place.path()),
                       with({preload}));
    child.readLine();
    QCOMPARE(countersOf(slotOf(*place.board, child.pid())).executions, std::uint64_t{1});
    QCOMPARE(place.board->layout().sessions, std::uint64_t{2});
    QCOMPARE(place.board->layout().totals.executions, std::uint64_t{100});
}

// Two threads in one connection: whoever comes second isn't measured, and nothing is counted twice.
void TstProbe::threadsShareAConnection()
{
    Place place;
    const Finished run = probed(python(
        "import sqlite3, sys, threading\n"
        "db = sqlite3.connect(sys.argv[1], check_same_thread=False, isolation_level=None)\n"
        "db.execute('CREATE TABLE t(a)')\n"
        "def work():\n for i in range(2000):\n  db.execute('INSERT INTO t VALUES (1)') if i % 100 == 0 else "
        "db.execute('SELECT count(*) FROM t').fetchall()\n"
        "threads = [threading.Thread(target=work) for n in range(4)]\n"
        "for t in threads: t.start()\nfor t in threads: t.join()\n"
        "print(db.execute('SELECT count(*) FROM t').fetchall())",
        place.path()));
    QCOMPARE(run.output, std::string("[(80,)]\n"));
    QCOMPARE(run.code, 0);
    place.board->sweep();
    const sl_counters &totals = place.board->layout().totals;
    QVERIFY(totals.db_time_ns >= waitsOf(totals));
    QVERIFY(totals.executions <= 8002);
}

void TstProbe::runThroughStrandctl()
{
    const TempFolder folder;
    const std::string path = folder.file("a.db");
    PlainDatabase(path).execute("CREATE TABLE t(a)");
    const SpawnOptions options = with({{"XDG_CONFIG_HOME", folder.file("config")}}, true);
    const Finished run = runProgram({STRANDCTL, "probe", "run", "--database", path, "--", "/bin/sh", "-c",
                                     "sqlite3 \"$0\" \"SELECT 'seen --database x'\"; exit 7", path},
                                    options);
    QCOMPARE(run.code, 7);
    QCOMPARE(run.output, std::string("seen --database x\n"));
    const auto board = monitor::Board::openExisting({path, {}});
    QVERIFY(board != nullptr);
    QCOMPARE(board->layout().sessions, std::uint64_t{1});
    // Only that database; a killed program's end is ours too.
    const Finished other =
        runProgram({STRANDCTL, "probe", "run", "--database", path, "--", "/bin/sh", "-c",
                    "sqlite3 \"$0\" 'CREATE TABLE t(a)'; kill -TERM $$; sleep 60", folder.file("b.db")},
                   options);
    QCOMPARE(other.code, 128 + SIGTERM);
    QCOMPARE(board->layout().sessions, std::uint64_t{1});
    QCOMPARE(runProgram({STRANDCTL, "probe", "run", "--", folder.file("nothing")}, options).code, 1);
    QCOMPARE(runProgram({STRANDCTL, "probe", "run"}, options).code, 2);
}

void TstProbe::strandctlShowsIt()
{
    Place place;
    ChildProcess child(python(pythonWork + andWait, place.path()), with({preload}));
    while (child.readLine() != "waits") {
    }
    const SpawnOptions options = with({{"XDG_CONFIG_HOME", place.folder.file("config")}}, true);
    const auto sessions = [&] {
        return QJsonDocument::fromJson(
                   QByteArray::fromStdString(
                       runProgram({STRANDCTL, "monitor", "sessions", "--json", place.path()}, options)
                           .output))
            .array();
    };
    const auto probedOne = [&] {
        for (const QJsonValue &session : sessions()) {
            if (session["pid"].toInteger() == child.pid()) {
                return session.toObject();
            }
        }
        return QJsonObject();
    };
    const QJsonObject shown = probedOne();
    QCOMPARE(shown["kind"].toString(), QString("probed"));
    QCOMPARE(shown["program"].toString(), QString("python3"));
    QCOMPARE(shown["sql"].toString(), QString("SELECT nothing FROM nowhere"));
    const Finished waits = runProgram({STRANDCTL, "monitor", "waits", "--json", place.path()}, options);
    bool synced = false;
    for (const QJsonValue &wait : QJsonDocument::fromJson(QByteArray::fromStdString(waits.output)).array()) {
        synced = synced || (wait["event"].toString() == "wal sync" && wait["percentOfDbTime"].toDouble() > 0);
    }
    QVERIFY2(synced, waits.output.c_str());
    child.stop(SIGKILL);
    QVERIFY(probedOne().isEmpty());
}

// While it runs, and when it has ended, which only the sampler sees.
void TstProbe::longExecutionsAreListed()
{
    Place place;
    session::DatabaseOptions options;
    options.monitor.sampleEvery = 20ms;
    PlainDatabase(place.path()).execute("CREATE TABLE t(a)");
    const auto database = session::Database::open(place.path(), options);
    // Its one statement is interrupted when it is told so.
    ChildProcess child(
        python("import signal, sqlite3, sys, threading\n"
               "signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])\n"
               "db = sqlite3.connect(sys.argv[1], check_same_thread=False)\n"
               "def run():\n"
               "    try: db.execute('WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
               "SELECT count(*) FROM n')\n"
               "    except sqlite3.OperationalError: print('ended', flush=True)\n"
               "thread = threading.Thread(target=run)\nthread.start()\n"
               "signal.sigwait([signal.SIGUSR1])\ndb.interrupt()\nthread.join()" +
                   andWait,
               place.path()),
        with({preload}));
    const auto all = [&] { return monitor::executions(database->monitor(), core::SystemClock().now()); };
    sl_slot *slot = nullptr;
    QTRY_VERIFY((slot = const_cast<sl_slot *>(slotOf(*place.board, child.pid()).slot)) != nullptr &&
                sl_load(&slot->execution) == 1 && sl_load(&slot->execution_start_ns) != 0);
    QVERIFY(all().empty()); // it hasn't taken five seconds yet; now it has
    for (std::uint64_t *begin : {&slot->execution_start_ns, &slot->call_start_ns}) {
        sl_store(begin, sl_load(begin) - 6'000'000'000U);
    }
    QTRY_COMPARE(all().size(), std::size_t{1});
    const monitor::Execution running = all().front();
    QVERIFY(running.running());
    QCOMPARE(running.process, static_cast<std::uint64_t>(child.pid()));
    QVERIFY(!running.vmSteps && !running.gets); // the probe doesn't tell them

    const auto samples = [&] { return database->monitor().samples().size(); };
    QTRY_VERIFY(samples() > 20);
    child.signal(SIGUSR1);
    QCOMPARE(child.readLine().value_or(""), std::string("ended"));
    QTRY_VERIFY(all().size() == 1 && !all().front().running());
    const monitor::Execution ended = all().front();
    QVERIFY(ended.isSame(running));
    QVERIFY(ended.status == monitor::Execution::Status::Ended);
    QCOMPARE(ended.program, std::string("python3"));
    QCOMPARE(ended.sqlId, running.sqlId);
    QVERIFY(ended.end - ended.start >= 6s);
    QVERIFY(ended.dbTime >= 20ms * 20 && ended.dbTime < ended.end - ended.start); // what was sampled of it
    QVERIFY(!ended.rows);

    session::Lease lease = database->lease();
    const session::ResultSet listed = session::query(
        lease, "SELECT status, process, program FROM v$sql_monitor WHERE elapsed_seconds > 0", {}, {});
    QCOMPARE(listed.rowCount(), std::size_t{1});
    QCOMPARE(std::get<std::string>(listed.at(0, 0)), std::string("ENDED"));
    QCOMPARE(std::get<std::int64_t>(listed.at(0, 1)), std::int64_t{child.pid()});
    QCOMPARE(std::get<std::string>(listed.at(0, 2)), std::string("python3"));
}

// Its monitor moves to the board that others see, and takes along what its sessions have open.
void TstProbe::databaseOpenedBeforeItsSidecar()
{
    const TempFolder folder;
    const std::string path = folder.file("a.db");
    PlainDatabase(path).execute("PRAGMA journal_mode=WAL; CREATE TABLE t(a)");
    session::DatabaseOptions options;
    options.monitor.sampleEvery = 20ms;
    const auto database = session::Database::open(path, options);
    session::Lease lease = database->lease(session::LeaseKind::Write);
    sqlite::Connection &ours = lease.connection();
    ours.execute("BEGIN IMMEDIATE");
    ours.execute("INSERT INTO t VALUES (1)");
    QVERIFY(!database->monitor().board().shared());

    std::filesystem::create_directory(path + ".strandline"); // as recording does, or `probe run --database`
    QTRY_VERIFY(database->monitor().board().shared());
    ChildProcess child(python("import sqlite3, sys\ndb = sqlite3.connect(sys.argv[1], isolation_level=None, "
                              "timeout=60)\ndb.execute('INSERT INTO t VALUES (2)')" +
                                  andWait,
                              path),
                       with({preload}));
    QCOMPARE(ours.integer("SELECT count(*) FROM t"), std::int64_t{1});
    const auto waiting = [&]() -> std::optional<std::int64_t> {
        const monitor::SessionList list = database->monitor().sessions();
        for (const monitor::ListedSession &session : list.sessions) {
            if (session.process == child.pid() && session.kind == monitor::SessionKind::Probed &&
                session.event == SL_LOCK_WAL_WRITE && session.blockedBy) {
                const monitor::ListedSession &blocker = list.sessions.at(*session.blockedBy);
                return blocker.ours && blocker.transaction == SL_TRANSACTION_WRITE
                           ? std::optional(blocker.process)
                           : std::nullopt;
            }
        }
        return std::nullopt;
    };
    QTRY_COMPARE(waiting(), std::optional(core::currentProcess()));
    const auto sampled = [&] {
        const auto rows = database->monitor().samples();
        return std::any_of(rows.begin(), rows.end(), [&](const monitor::AshRow &row) {
            return row.process == static_cast<std::uint64_t>(child.pid()) &&
                   row.blockingProcess == ::getpid();
        });
    };
    QTRY_VERIFY(sampled());
    ours.execute("COMMIT");
    QCOMPARE(child.readLine().value_or(""), std::string("waits"));

    // Forgotten and begun anew: another board again.
    std::filesystem::remove_all(path + ".strandline");
    std::filesystem::create_directory(path + ".strandline");
    const auto board = monitor::Board::open({path, {}});
    QTRY_COMPARE(board->isReplaced({path, {}}), false);
    const auto oursOn = [&] {
        ours.execute("SELECT 1");
        return slotOf(*board, ::getpid()) != nullptr;
    };
    QTRY_VERIFY(oursOn());
}

void TstProbe::needsLibcAlone()
{
    const Finished run = runProgram({"/usr/bin/readelf", "--dynamic", PROBE});
    QCOMPARE(run.code, 0);
    std::string needed;
    std::istringstream lines(run.output);
    for (std::string line; std::getline(lines, line);) {
        if (line.find("(NEEDED)") != std::string::npos) {
            needed += line.substr(line.find('['));
        }
    }
    QCOMPARE(needed, std::string("[libc.so.6]"));
}

QTEST_GUILESS_MAIN(TstProbe)
#include "tst_probe.moc"
