// How fast a recorder takes in a WAL that has grown while it was not looking, against SQLite's own recovery
// of the same WAL, which reads and checks every frame too.
#include "engine/timeline/recorder.h"
#include "tests/bench/bench.h"

#include <filesystem>
#include <fmt/format.h>

using namespace strandline;
using namespace strandline::bench;

namespace {

constexpr std::int64_t TableRows = 20'000;

// One-row commits into the WAL, which nobody checkpoints; its size in bytes.
double growWal(const std::string &path, std::int64_t commits)
{
    Db db(path, "PRAGMA synchronous=OFF; PRAGMA wal_autocheckpoint=0");
    Prepared update(db, "UPDATE t SET n=n+1, at=? WHERE id=?");
    std::uint64_t state = 7;
    for (std::int64_t i = 0; i < commits; ++i) {
        update.bind(1, stampOf(i)).bind(2, below(state, TableRows) + 1).runAll();
    }
    sqlite3_db_config(db.handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    return static_cast<double>(fileBytes(path + "-wal"));
}

double recoveryMegabytes(const std::string &path, std::int64_t commits)
{
    makeTable(path, TableRows);
    const double bytes = growWal(path, commits);
    std::filesystem::remove(path + "-shm"); // nobody has it open: the next one must read the whole WAL
    const double started = cpuSeconds();
    Db(path).integer("SELECT count(*) FROM t WHERE id=1");
    return bytes / 1e6 / (cpuSeconds() - started);
}

} // namespace

int main(int argc, char **argv)
{
    return run(argc, argv, [](const Options &options) {
        const std::int64_t commits = options.size(100'000, 500);
        const std::string path = options.folder + "/catchup.db";
        std::vector<double> speeds;
        std::vector<double> ratios;
        for (int round = 0; round < options.rounds; ++round) {
            const double recovery = recoveryMegabytes(path, commits);
            removeDatabase(path);
            makeTable(path, TableRows);
            timeline::RecorderOptions recorderOptions;
            recorderOptions.location.database = path;
            timeline::Recorder recorder(recorderOptions, {});
            const auto before = recorder.state().commits;
            const double bytes = growWal(path, commits);
            const double wallStarted = wallSeconds();
            const double started = cpuSeconds();
            // A call may take a part only: go on until everything is there.
            while (recorder.state().commits - before < static_cast<std::uint64_t>(commits)) {
                if (!recorder.poll()) {
                    throw std::runtime_error("The recorder saw fewer commits than were made.");
                }
            }
            const double cpu = cpuSeconds() - started;
            const double wall = wallSeconds() - wallStarted;
            recorder.close();
            detail(fmt::format(
                "{:.0f} MB of WAL: {:.0f} MB/s of CPU, {:.0f} MB/s on the clock, {:.0f} commits/s; "
                "SQLite's recovery {:.0f} MB/s",
                bytes / 1e6, bytes / 1e6 / cpu, bytes / 1e6 / wall, static_cast<double>(commits) / wall,
                recovery));
            speeds.push_back(bytes / 1e6 / std::max(cpu, wall));
            ratios.push_back(bytes / 1e6 / cpu / recovery);
            removeDatabase(path);
        }
        detail(fmt::format("catch-up / SQLite's recovery of the same WAL: {:.2f}x", median(ratios)));
        figure("catch-up, one core", median(speeds), "MB/s", Better::Higher, 500);
    });
}
