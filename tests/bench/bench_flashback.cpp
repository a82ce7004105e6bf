// FLASHBACK DATABASE where 1, 10 and 100 % of the pages changed since, beside the backup API, which writes
// every page of the earlier state into the live database. The recorder is a process of its own.
#include "engine/flashback/flashback_database.h"
#include "tests/bench/bench.h"

#include <fmt/format.h>
#include <stdexcept>
#include <thread>

using namespace strandline;
using namespace strandline::bench;

namespace {

void restoreByBackup(const std::string &from, const std::string &to)
{
    const Db source(from);
    const Db live(to, "PRAGMA busy_timeout=10000");
    sqlite3_backup *const backup = sqlite3_backup_init(live.handle(), "main", source.handle(), "main");
    if (backup == nullptr || sqlite3_backup_step(backup, -1) != SQLITE_DONE ||
        sqlite3_backup_finish(backup) != SQLITE_OK) {
        throw std::runtime_error("The backup API refused.");
    }
}

core::Scn awaitCommit(timeline::History &history, core::Scn after)
{
    while (history.refresh(), history.currentScn() <= after) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return history.currentScn();
}

struct Case
{
    int percent;
    std::vector<double> flashback; // seconds
    std::vector<double> backup;
};

void measureRound(const Options &options, std::int64_t rows, Case &one)
{
    const std::string path = options.folder + "/flashback.db";
    const std::string copy = options.folder + "/earlier.db";
    makeTable(path, rows);
    const RecorderProcess recorder(path);
    const auto history = openHistory(path);
    const core::Scn earlier = history->currentScn();
    history->clone(earlier, copy, false, {});
    const auto change = [&](core::Scn after) {
        Db(path, "PRAGMA busy_timeout=10000; PRAGMA wal_autocheckpoint=0; PRAGMA synchronous=OFF")
            .exec(fmt::format("UPDATE t SET n=n+1 WHERE id<={}", rows * one.percent / 100));
        return awaitCommit(*history, after);
    };
    const core::Scn changed = change(earlier);

    double start = wallSeconds();
    const auto report = flashback::runFlashbackDatabase(history, earlier, {}, {});
    one.flashback.push_back(wallSeconds() - start);

    awaitCommit(*history, changed);
    change(history->currentScn());
    start = wallSeconds();
    restoreByBackup(copy, path);
    one.backup.push_back(wallSeconds() - start);
    detail(fmt::format("{:.0f} MB, {} % of the rows: {} pages in {:.3f} s; by the backup API {:.3f} s",
                       static_cast<double>(fileBytes(copy)) / 1e6, one.percent, report.pagesWritten,
                       one.flashback.back(), one.backup.back()));
}

} // namespace

int main(int argc, char **argv)
{
    return run(argc, argv, [](const Options &options) {
        for (const auto &[percent, target] : {std::pair(1, 0.1), std::pair(10, 0.25), std::pair(100, 1.0)}) {
            Case one{percent, {}, {}};
            for (int round = 0; round < options.rounds; ++round) {
                measureRound(options, options.size(1'600'000, 2'000), one); // about 200 MB
                removeDatabase(options.folder + "/flashback.db");
                removeDatabase(options.folder + "/earlier.db");
            }
            figure(fmt::format("flashback database / backup API, {} % of the pages", percent),
                   median(one.flashback) / median(one.backup), "x", Better::Lower, target);
        }
    });
}
