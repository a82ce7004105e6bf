// What the probe costs the program that it is loaded into: CPU of a point select by rowid over a warm cache,
// and of a statement of a few milliseconds. Each round runs the program three times in random order: twice
// alone, which tells what the machine itself makes of nothing (the floor), and once with the probe and a
// board.
#include "engine/monitor/board.h"
#include "tests/bench/bench.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fmt/format.h>
#include <stdexcept>

using namespace strandline::bench;

namespace {

constexpr std::int64_t tableRows = 20'000;

double threadCpuSeconds()
{
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

// Nanoseconds of CPU for each execution.
double measure(const std::string &path, const std::string &sql, std::int64_t count)
{
    const Db db(path, "PRAGMA cache_size=-64000");
    db.integer("SELECT sum(length(note)) FROM t"); // warms the cache
    Prepared statement(db, sql.c_str());
    std::uint64_t state = 1;
    const auto run = [&](std::int64_t times) {
        for (std::int64_t i = 0; i < times; ++i) {
            statement.bind(1, 1 + below(state, tableRows)).runAll();
        }
    };
    run(count / 10);
    const double before = threadCpuSeconds();
    run(count);
    return (threadCpuSeconds() - before) * 1e9 / static_cast<double>(count);
}

struct Workload
{
    const char *name;
    const char *sql;
    std::int64_t count;
    double targetPercent;
};

double runHost(const std::string &self, const std::string &path, const Workload &workload, bool probed)
{
    const std::string command =
        fmt::format("env {}{} host '{}' '{}' {}", probed ? "LD_PRELOAD=" PROBE " " : "", self, path,
                    workload.sql, workload.count);
    FILE *const pipe = popen(command.c_str(), "r");
    double nanoseconds = 0;
    const bool read = pipe != nullptr && std::fscanf(pipe, "%lf", &nanoseconds) == 1;
    if (pipe == nullptr || pclose(pipe) != 0 || !read) {
        throw std::runtime_error("the program failed");
    }
    return nanoseconds;
}

void compare(const std::string &self, const std::string &path, const Workload &workload, int rounds)
{
    std::uint64_t state = 7;
    std::vector<double> alone;
    std::vector<double> floorPercent;
    std::vector<double> probePercent;
    for (int round = 0; round < rounds; ++round) {
        std::array<int, 3> order{0, 1, 2};
        std::array<double, 3> took{};
        for (std::size_t i = 2; i > 0; --i) {
            std::swap(order[i],
                      order[static_cast<std::size_t>(below(state, static_cast<std::int64_t>(i) + 1))]);
        }
        for (const int which : order) {
            took[static_cast<std::size_t>(which)] = runHost(self, path, workload, which == 2);
        }
        alone.push_back(took[0]);
        floorPercent.push_back(100 * (took[1] / took[0] - 1));
        probePercent.push_back(100 * (2 * took[2] / (took[0] + took[1]) - 1));
    }
    detail(fmt::format("{}: {:.2f} us alone; the floor {:+.2f} % (quartiles {:+.2f} to {:+.2f}); the probe's "
                       "quartiles {:+.2f} to {:+.2f} %",
                       workload.name, median(alone) / 1000, median(floorPercent),
                       percentile(floorPercent, 25), percentile(floorPercent, 75),
                       percentile(probePercent, 25), percentile(probePercent, 75)));
    figure(fmt::format("probe on {}", workload.name), median(probePercent), "%", Better::Lower,
           workload.targetPercent);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc == 5 && std::strcmp(argv[1], "host") == 0) {
        std::printf("%.3f\n", measure(argv[2], argv[3], std::atoll(argv[4])));
        return 0;
    }
    return run(argc, argv, [&](const Options &options) {
        const std::string path = options.folder + "/host.db";
        makeTable(path, tableRows);
        std::filesystem::create_directory(path + ".strandline");
        const auto board = strandline::monitor::Board::open({path, {}});
        const std::string self = std::filesystem::canonical("/proc/self/exe").string();
        const std::array<Workload, 2> workloads{
            {{"a point select by rowid", "SELECT note FROM t WHERE id=?1", options.size(50'000, 1000), 2},
             {"a scan of milliseconds", "SELECT count(*) FROM t WHERE note LIKE ?1", options.size(60, 2),
              0.5}}};
        for (const Workload &workload : workloads) {
            compare(self, path, workload, options.quick ? 1 : std::max(options.rounds, 40));
        }
        if (board->layout().sessions == 0) {
            throw std::runtime_error("the probe told nothing");
        }
    });
}
