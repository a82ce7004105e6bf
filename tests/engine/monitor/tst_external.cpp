// Programs that hold a database, seen from outside: real neighbours with each kind of lock.
#include "engine/monitor/database_metrics.h"
#include "engine/monitor/external.h"
#include "tests/support/child_process.h"
#include "tests/support/error_code.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"

#include <QTest>
#include <csignal>
#include <unistd.h>

using namespace strandline;
using namespace strandline::monitor;
using namespace strandline::test;
using namespace std::chrono_literals;

namespace {

struct Place
{
    TempFolder folder;
    std::string path = folder.file("a.db");
    PlainDatabase plain{path};
    core::ManualClock clock{core::Time(1h)};

    explicit Place(const char *journal)
    {
        plain.execute(std::string("PRAGMA journal_mode=") + journal +
                      "; CREATE TABLE t(a); INSERT INTO t VALUES(1)");
    }
};

std::unique_ptr<ChildProcess> started(const char *what, const Place &place)
{
    auto child = std::make_unique<ChildProcess>(
        std::vector<std::string>{TEST_WRITER, what, place.path, "--for", "60000"});
    child->readLine(); // "ready"
    return child;
}

// "open; WAL read": the locks of one program; empty where it isn't seen.
std::string locksOf(const SeenDatabase &seen, pid_t process)
{
    std::string out;
    for (const SeenProgram &program : seen.programs) {
        for (const SeenLock &lock : program.locks) {
            if (program.program.process == process) {
                out += (out.empty() ? "" : "; ") + std::string(externalLockName(lock.lock));
            }
        }
    }
    return out;
}

core::Time sinceOf(const SeenDatabase &seen, pid_t process, ExternalLock wanted)
{
    for (const SeenProgram &program : seen.programs) {
        for (const SeenLock &lock : program.locks) {
            if (program.program.process == process && lock.lock == wanted) {
                return lock.since;
            }
        }
    }
    return {};
}

} // namespace

class TstExternal : public QObject
{
    Q_OBJECT

private slots:
    void writerInWal();
    void readerPinsCheckpoints();
    void writerInRollbackMode();
    void metricsOfAHeldDatabase();
};

void TstExternal::writerInWal()
{
    Place place("WAL");
    ExternalWatch watch(place.path, place.clock);
    const auto writer = started("hold", place);
    const SeenDatabase first = watch.look();
    QCOMPARE(locksOf(first, writer->pid()), std::string("WAL write; WAL read; open"));
    QVERIFY(locksOf(first, getpid()).ends_with("open")); // our own connections
    QCOMPARE(first.wal->frames, 3U);                     // the schema, the table, its row

    place.clock.advance(5s);
    const SeenDatabase later = watch.look();
    QCOMPARE(sinceOf(later, writer->pid(), ExternalLock::WalWrite), first.at);
    const auto program =
        std::find_if(later.programs.begin(), later.programs.end(),
                     [&](const SeenProgram &p) { return p.program.process == writer->pid(); });
    QCOMPARE(program->program.name, "test_writer (process " + std::to_string(writer->pid()) + ")");

    writer->stop(SIGKILL);
    QCOMPARE(locksOf(watch.look(), writer->pid()), std::string());
    const auto next = started("hold", place);
    QCOMPARE(sinceOf(watch.look(), next->pid(), ExternalLock::WalWrite), place.clock.now());
}

void TstExternal::readerPinsCheckpoints()
{
    Place place("WAL");
    ExternalWatch watch(place.path, place.clock);
    const std::uint32_t before = watch.look().wal->frames;
    const auto reader = started("read", place);
    QVERIFY(!watch.look().wal->pin); // it sees all that there is
    place.plain.execute("INSERT INTO t VALUES(2)");
    place.plain.execute("INSERT INTO t VALUES(3); PRAGMA wal_checkpoint(PASSIVE)");

    const SeenWal wal = *watch.look().wal;
    QCOMPARE(wal.frames, before + 2);
    QCOMPARE(wal.backfilled, before);
    QVERIFY(wal.pin.has_value());
    QCOMPARE(wal.pin->frame, before);
    QCOMPARE(wal.pin->programs.size(), std::size_t{1});
    QCOMPARE(wal.pin->programs[0].process, std::int64_t{reader->pid()});
    QCOMPARE(*wal.pin->since, place.clock.now());

    reader->stop(SIGKILL);
    place.plain.execute("PRAGMA wal_checkpoint(PASSIVE)");
    const SeenWal freed = *watch.look().wal;
    QVERIFY(!freed.pin);
    QCOMPARE(freed.backfilled, freed.frames);
}

void TstExternal::writerInRollbackMode()
{
    Place place("DELETE");
    ExternalWatch watch(place.path, place.clock);
    QVERIFY(watch.look().programs.empty());
    const auto writer = started("hold", place);
    const SeenDatabase seen = watch.look();
    QCOMPARE(locksOf(seen, writer->pid()), std::string("RESERVED; SHARED"));
    QVERIFY(!seen.wal);
    writer->stop(SIGKILL);

    // With the whole file locked a look doesn't wait, and still tells who it is.
    place.plain.execute("BEGIN EXCLUSIVE");
    QCOMPARE(locksOf(watch.look(), getpid()), std::string("PENDING; RESERVED; EXCLUSIVE"));
}

void TstExternal::metricsOfAHeldDatabase()
{
    Place place("WAL");
    MetricRegistry registry;
    addDatabaseMetrics(registry, place.path, place.clock);
    const auto reader = started("read", place);
    registry.read();
    place.plain.execute("INSERT INTO t VALUES(2)");
    place.clock.advance(7s);
    const std::string text = prometheusText(registry.read());
    const auto has = [&](const char *line) {
        if (text.find(line) == std::string::npos) {
            qWarning("no %s in\n%s", line, text.c_str());
            return false;
        }
        return true;
    };
    QVERIFY(has("\nstrandline_database_size_bytes 8192\n"));
    QVERIFY(has("\nstrandline_lock_holders{lock=\"WAL read\",program=\"test_writer\"} 1\n"));
    QVERIFY(has("\nstrandline_wal_frames 4\n"));
    QVERIFY(has("\nstrandline_wal_size_bytes 16512\n"));
    QVERIFY(has("\nstrandline_checkpoint_lag_frames 4\n"));
    QVERIFY(has("\nstrandline_checkpoint_pinned_seconds 7\n"));
}

QTEST_GUILESS_MAIN(TstExternal)
#include "tst_external.moc"
