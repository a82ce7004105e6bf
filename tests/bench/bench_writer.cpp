// How much a recording slows down the program that writes: commits per second and their latency with capture
// (by a recorder in another process) against the same without, and the SQLITE_BUSY that capture adds.
#include "tests/bench/bench.h"

#include <fmt/format.h>

using namespace strandline::bench;

namespace {

struct Load
{
    const char *name;
    const char *pragmas;
    std::int64_t commits;
    std::int64_t rowsPerCommit; // 1: updates; more: inserts in bulk
};

struct Outcome
{
    double commitsPerSecond = 0;
    double p50 = 0; // microseconds
    double p99 = 0;
    std::uint64_t busy = 0;
};

constexpr std::int64_t TableRows = 20'000;

Outcome write(const std::string &path, const Load &load, std::uint64_t seed)
{
    Db db(path, load.pragmas); // no busy_timeout
    Prepared begin(db, "BEGIN IMMEDIATE");
    Prepared commit(db, "COMMIT");
    Prepared update(db, "UPDATE t SET n=n+1, at=? WHERE id=?");
    Prepared insert(db, "INSERT INTO t(n,at,note) VALUES(?,'2026-11-10 10:00:00',?)");
    Outcome outcome;
    std::vector<double> micros;
    std::uint64_t state = seed;
    const std::string note = words(state, 80);
    const double started = wallSeconds();
    for (std::int64_t i = 0; i < load.commits; ++i) {
        const double before = wallSeconds();
        if (load.rowsPerCommit == 1) {
            update.bind(1, stampOf(i)).bind(2, below(state, TableRows) + 1).runAll(&outcome.busy);
        } else {
            begin.runAll(&outcome.busy);
            for (std::int64_t row = 0; row < load.rowsPerCommit; ++row) {
                insert.bind(1, below(state, 1'000'000)).bind(2, note).runAll(&outcome.busy);
            }
            commit.runAll(&outcome.busy);
        }
        micros.push_back((wallSeconds() - before) * 1e6);
    }
    outcome.commitsPerSecond = static_cast<double>(load.commits) / (wallSeconds() - started);
    outcome.p50 = percentile(micros, 50);
    outcome.p99 = percentile(micros, 99);
    return outcome;
}

void awaitCapture(const std::string &path, std::uint64_t scns)
{
    const auto history = openHistory(path);
    for (int i = 0; history->currentScn().value < scns; ++i) {
        if (i > 3000) {
            throw std::runtime_error(
                fmt::format("Only {} of {} commits were captured.", history->currentScn().value, scns));
        }
        sqlite3_sleep(10);
        history->refresh();
    }
}

void measure(const Options &options, const Load &load)
{
    std::vector<double> speed;
    std::vector<double> tail;
    std::uint64_t busyWith = 0;
    std::uint64_t busyWithout = 0;
    for (int round = 0; round < options.rounds; ++round) {
        const std::string path = options.folder + "/writer.db";
        makeTable(path, TableRows);
        const Outcome without = write(path, load, static_cast<std::uint64_t>(round));
        removeDatabase(path);
        makeTable(path, TableRows);
        Outcome with;
        {
            RecorderProcess recorder(path);
            with = write(path, load, static_cast<std::uint64_t>(round));
            awaitCapture(path, static_cast<std::uint64_t>(load.commits) + 1);
        }
        removeDatabase(path);
        detail(fmt::format(
            "{}: without {:.0f} commits/s (p50 {:.0f} us, p99 {:.0f} us), with capture {:.0f} commits/s "
            "(p50 {:.0f} us, p99 {:.0f} us)",
            load.name, without.commitsPerSecond, without.p50, without.p99, with.commitsPerSecond, with.p50,
            with.p99));
        speed.push_back(with.commitsPerSecond / without.commitsPerSecond);
        tail.push_back(with.p99 / without.p99);
        busyWith += with.busy;
        busyWithout += without.busy;
    }
    figure(fmt::format("writer {}, with/without capture", load.name), median(speed), "x", Better::Higher,
           0.95);
    figure(fmt::format("writer {}, p99 with/without", load.name), median(tail), "x", Better::Lower, 1.5);
    figure(fmt::format("writer {}, added SQLITE_BUSY", load.name),
           static_cast<double>(busyWith) - static_cast<double>(busyWithout), "", Better::Lower, 0);
}

} // namespace

int main(int argc, char **argv)
{
    return run(argc, argv, [](const Options &options) {
        measure(options, {"NORMAL", "PRAGMA synchronous=NORMAL", options.size(20'000, 200), 1});
        measure(options, {"FULL", "PRAGMA synchronous=FULL", options.size(2'000, 50), 1});
        measure(options,
                {"bulk", "PRAGMA synchronous=NORMAL", options.size(60, 3), options.size(10'000, 500)});
    });
}
