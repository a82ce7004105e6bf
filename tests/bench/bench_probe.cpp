// What the probe costs the program that it is loaded into: CPU of a point select by rowid over a warm cache,
// and of a statement of a few milliseconds.
//
// The program is this one again, with the probe loaded before it. It has three connections: two go to SQLite
// itself, past the probe, which tells what the machine makes of nothing (the floor); one goes through it. A
// few milliseconds of each, in random order, are one round; what counts is the median of the rounds'
// differences, and between which values it lies with 95 % (order statistics). So whatever else the machine
// does falls on all three.
#include "engine/monitor/board.h"
#include "tests/bench/bench.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <dlfcn.h>
#include <filesystem>
#include <fmt/format.h>
#include <stdexcept>

using namespace strandline::bench;

namespace {

constexpr std::int64_t tableRows = 20'000;
constexpr std::int64_t roundsOfConnections = 20; // then they are opened anew, elsewhere in memory

double threadCpuSeconds()
{
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

// A connection and its statement, by the functions of one library.
class Client
{
public:
    Client(void *library, std::uint64_t seed) : m_library(library), m_place(seed) {}
    ~Client() { close(); }
    Client(const Client &) = delete;
    Client &operator=(const Client &) = delete;

    void open(const std::string &path, const std::string &sql)
    {
        close();
        check(function<decltype(&sqlite3_open)>("sqlite3_open")(path.c_str(), &m_db));
        check(function<decltype(&sqlite3_exec)>("sqlite3_exec")(
            m_db, "PRAGMA cache_size=-64000; SELECT sum(length(note)) FROM t", nullptr, nullptr, nullptr));
        check(function<decltype(&sqlite3_prepare_v2)>("sqlite3_prepare_v2")(m_db, sql.c_str(), -1,
                                                                            &m_statement, nullptr));
        m_step = function<decltype(&sqlite3_step)>("sqlite3_step");
        m_reset = function<decltype(&sqlite3_reset)>("sqlite3_reset");
        block(1, 1);
    }

    // Nanoseconds of CPU for each execution.
    double block(std::uint64_t seed, std::int64_t count)
    {
        // Where the stack lies against the cached pages makes a percent: somewhere else each time.
        auto *const room = static_cast<volatile char *>(
            __builtin_alloca(static_cast<std::size_t>(16 * (1 + below(m_place, 255)))));
        *room = 0;
        const double before = threadCpuSeconds();
        for (std::int64_t i = 0; i < count; ++i) {
            sqlite3_bind_int64(m_statement, 1, 1 + below(seed, tableRows));
            while (m_step(m_statement) == SQLITE_ROW) {
            }
            check(m_reset(m_statement));
        }
        return (threadCpuSeconds() - before) * 1e9 / static_cast<double>(count);
    }

private:
    template <typename Function>
    Function function(const char *name)
    {
        return reinterpret_cast<Function>(dlsym(m_library, name));
    }
    static void check(int code)
    {
        if (code != SQLITE_OK) {
            throw std::runtime_error("SQLite failed");
        }
    }
    void close()
    {
        if (m_db != nullptr) {
            function<decltype(&sqlite3_finalize)>("sqlite3_finalize")(m_statement);
            function<decltype(&sqlite3_close)>("sqlite3_close")(m_db);
            m_db = nullptr;
        }
    }

    void *const m_library;
    std::uint64_t m_place;
    sqlite3 *m_db = nullptr;
    sqlite3_stmt *m_statement = nullptr;
    decltype(&sqlite3_step) m_step = nullptr;
    decltype(&sqlite3_reset) m_reset = nullptr;
};

// Prints a line a round: alone, alone again, probed.
void host(const std::string &path, const std::string &sql, std::int64_t count, std::int64_t rounds)
{
    void *const sqlite = dlopen("libsqlite3.so.0", RTLD_NOW | RTLD_NOLOAD);
    std::array<Client, 3> clients = {Client(sqlite, 1), Client(sqlite, 2), Client(RTLD_DEFAULT, 3)};
    std::array<std::size_t, 3> order{0, 1, 2};
    std::uint64_t state = 7;
    for (std::int64_t round = 0; round < rounds; ++round) {
        for (std::size_t i = 2; i > 0; --i) {
            std::swap(order[i],
                      order[static_cast<std::size_t>(below(state, static_cast<std::int64_t>(i) + 1))]);
        }
        if (round % roundsOfConnections == 0) {
            for (const std::size_t which : order) {
                clients.at(which).open(path, sql);
            }
        }
        std::array<double, 3> took{};
        for (const std::size_t which : order) {
            took.at(which) = clients.at(which).block(state, count);
        }
        std::printf("%.1f %.1f %.1f\n", took[0], took[1], took[2]);
    }
}

struct Workload
{
    const char *name;
    const char *sql;
    std::int64_t count;
    std::int64_t rounds;
    double targetPercent;
};

std::vector<std::array<double, 3>> runHost(const std::string &self, const std::string &path,
                                           const Workload &workload)
{
    FILE *const pipe = popen(fmt::format("env LD_PRELOAD=" PROBE " {} host '{}' '{}' {} {}", self, path,
                                         workload.sql, workload.count, workload.rounds)
                                 .c_str(),
                             "r");
    std::vector<std::array<double, 3>> rounds;
    std::array<double, 3> took{};
    while (pipe != nullptr && std::fscanf(pipe, "%lf %lf %lf", &took[0], &took[1], &took[2]) == 3) {
        rounds.push_back(took);
    }
    if (pipe == nullptr || pclose(pipe) != 0 || rounds.size() != static_cast<std::size_t>(workload.rounds)) {
        throw std::runtime_error("the program failed");
    }
    return rounds;
}

struct Difference
{
    double percent = 0;
    double from = 0; // 95 %
    double to = 0;
};

Difference differenceOf(const std::vector<double> &nanoseconds, double of)
{
    const double halfWidth = 98 / std::sqrt(static_cast<double>(nanoseconds.size()));
    const auto percent = [&](double rank) {
        return 100 * percentile(nanoseconds, std::clamp(rank, 0.0, 100.0)) / of;
    };
    return {percent(50), percent(50 - halfWidth), percent(50 + halfWidth)};
}

void compare(const std::string &self, const std::string &path, const Workload &workload)
{
    std::vector<double> alone;
    std::vector<double> floor;
    std::vector<double> added;
    for (const auto &[first, second, probed] : runHost(self, path, workload)) {
        alone.push_back(first);
        floor.push_back(second - first);
        added.push_back(probed - (first + second) / 2);
    }
    const double nanoseconds = median(alone);
    const Difference nothing = differenceOf(floor, nanoseconds);
    const Difference probe = differenceOf(added, nanoseconds);
    detail(fmt::format("{}: {:.2f} us alone; the floor {:+.2f} % ({:+.2f} to {:+.2f}); the probe adds {:.0f} "
                       "ns, {:+.2f} % ({:+.2f} to {:+.2f}, {} rounds)",
                       workload.name, nanoseconds / 1000, nothing.percent, nothing.from, nothing.to,
                       median(added), probe.percent, probe.from, probe.to, workload.rounds));
    figure(fmt::format("probe on {}", workload.name), probe.percent, "%", Better::Lower,
           workload.targetPercent);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc == 6 && std::strcmp(argv[1], "host") == 0) {
        host(argv[2], argv[3], std::atoll(argv[4]), std::atoll(argv[5]));
        return 0;
    }
    return run(argc, argv, [&](const Options &options) {
        const std::string path = options.folder + "/host.db";
        makeTable(path, tableRows);
        std::filesystem::create_directory(path + ".strandline");
        const auto board = strandline::monitor::Board::open({path, {}});
        const std::string self = std::filesystem::canonical("/proc/self/exe").string();
        const std::array<Workload, 2> workloads{
            {{"a point select by rowid", "SELECT note FROM t WHERE id=?1", options.size(500, 10),
              options.size(2000, 4), 2},
             {"a scan of milliseconds", "SELECT count(*) FROM t WHERE note LIKE ?1", options.size(4, 1),
              options.size(2000, 4), 0.5}}};
        for (const Workload &workload : workloads) {
            compare(self, path, workload);
        }
        if (board->layout().sessions == 0) {
            throw std::runtime_error("the probe told nothing");
        }
    });
}
