// Whole-database work against SQLite's own copy (VACUUM INTO): the base with which a history begins,
// restoring a point as a file, and comparing every page after a pause in the recording.
#include "engine/timeline/recorder.h"
#include "tests/bench/bench.h"

#include <fmt/format.h>

using namespace strandline;
using namespace strandline::bench;

namespace {

struct Speed
{
    double wall; // MB/s
    double cpu;
};

template <typename Work>
Speed speedOf(double megabytes, Work work)
{
    const double wall = wallSeconds();
    const double cpu = cpuSeconds();
    work();
    return {megabytes / (wallSeconds() - wall), megabytes / (cpuSeconds() - cpu)};
}

// What the system's cache and the disk make of as many bytes.
void writePlainly(const std::string &path, double megabytes)
{
    const auto file = core::systemFiles().open(path, core::OpenMode::Create);
    const core::Bytes block(1U << 20U, 0x5a);
    for (std::uint64_t at = 0; static_cast<double>(at) < megabytes * 1e6; at += block.size()) {
        file->writeAt(at, block);
    }
    file->sync();
}

struct Medians
{
    std::vector<double> copy, plain, base, restore, compare;
};

void measureRound(const Options &options, std::int64_t rows, Medians &medians)
{
    const std::string path = options.folder + "/base.db";
    const std::string copy = options.folder + "/copy.db";
    makeTable(path, rows);
    const double megabytes = static_cast<double>(fileBytes(path)) / 1e6;
    const Speed vacuum = speedOf(megabytes, [&] { Db(path).exec("VACUUM INTO '" + copy + "'"); });
    removeDatabase(copy);

    timeline::RecorderOptions recorderOptions;
    recorderOptions.location.database = path;
    std::unique_ptr<timeline::Recorder> recorder;
    const Speed base = speedOf(megabytes, [&] {
        recorder = std::make_unique<timeline::Recorder>(recorderOptions, core::JobContext{});
    });
    const core::Scn first = recorder->state().scn;
    recorder->close();
    recorder.reset();

    const Speed plain = speedOf(megabytes, [&] { writePlainly(copy, megabytes); });
    removeDatabase(copy);
    const Speed restore = speedOf(megabytes, [&] { openHistory(path)->clone(first, copy, true, {}); });

    // A program commits and empties the WAL while nobody records.
    Db(path, "PRAGMA synchronous=OFF")
        .exec("UPDATE t SET n=n+1 WHERE id<50; PRAGMA wal_checkpoint(TRUNCATE)");
    const Speed compare = speedOf(megabytes, [&] {
        recorder = std::make_unique<timeline::Recorder>(recorderOptions, core::JobContext{});
    });
    const auto gap = recorder->history()->commit(recorder->state().scn);
    if (!gap || !gap->gap) {
        throw std::runtime_error("The gap was not declared.");
    }
    recorder->close();
    recorder.reset();
    removeDatabase(path);
    removeDatabase(copy);
    detail(fmt::format("{:.0f} MB: VACUUM INTO {:.0f} MB/s, plain write and sync {:.0f}; base {:.0f} MB/s "
                       "({:.0f} of CPU), restore {:.0f} ({:.0f}), "
                       "gap compare {:.0f} ({:.0f})",
                       megabytes, vacuum.wall, plain.wall, base.wall, base.cpu, restore.wall, restore.cpu,
                       compare.wall, compare.cpu));
    medians.copy.push_back(vacuum.wall);
    medians.plain.push_back(plain.wall);
    medians.base.push_back(base.cpu);
    medians.restore.push_back(restore.wall);
    medians.compare.push_back(compare.wall);
}

} // namespace

int main(int argc, char **argv)
{
    return run(argc, argv, [](const Options &options) {
        Medians medians;
        for (int round = 0; round < options.rounds; ++round) {
            measureRound(options, options.size(1'600'000, 2'000), medians); // about 200 MB
        }
        const double copy = median(medians.copy);
        detail(fmt::format("against VACUUM INTO: base {:.2f}x, restore {:.2f}x ({:.2f}x of a plain write), "
                           "gap compare {:.2f}x",
                           median(medians.base) / copy, median(medians.restore) / copy,
                           median(medians.restore) / median(medians.plain), median(medians.compare) / copy));
        figure("base, CPU", median(medians.base), "MB/s", Better::Higher, 150);
        figure("restore", median(medians.restore), "MB/s", Better::Higher, 250);
        figure("gap compare", median(medians.compare), "MB/s", Better::Higher, 400);
    });
}
