// What monitoring costs: statements on a watched connection against the same on a plain one, block by block
// in random order, each equally often, beside an A/A floor (two plain connections), all opened anew now and
// then; the sampler over 64 active sessions; what a day keeps.
//
// Times are the thread's CPU, so that a busy machine spoils less.
#include "engine/monitor/monitor.h"
#include "tests/bench/bench.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <ctime>
#include <filesystem>
#include <fmt/format.h>
#include <mutex>
#include <random>
#include <thread>

using namespace strandline;
using namespace strandline::bench;

namespace {

double threadSeconds()
{
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

// A connection and its statement, prepared once.
class Client
{
public:
    Client(const std::string &path, const char *sql, std::shared_ptr<sqlite::Watch> watch)
    {
        sqlite::ConnectionOptions options;
        options.watch = std::move(watch);
        m_connection = std::make_unique<sqlite::Connection>(path, options);
        m_connection->execute("PRAGMA cache_size = -200000");
        m_statement = m_connection->prepare(sql);
    }

    void runOnce(std::int64_t parameter)
    {
        if (m_statement.parameterCount() > 0) {
            m_statement.bind(1, parameter);
        }
        {
            const sqlite::CallScope call(*m_connection); // as session::execute() fills a batch of rows
            while (m_statement.step()) {
                m_sum += m_statement.integer(0);
            }
        }
        m_statement.reset();
    }

    // CPU seconds of one execution, on average.
    double block(std::int64_t executions, std::int64_t rows)
    {
        const double began = threadSeconds();
        for (std::int64_t i = 0; i < executions; ++i) {
            runOnce(1 + (i * 7919) % rows);
        }
        return (threadSeconds() - began) / static_cast<double>(executions);
    }

private:
    std::unique_ptr<sqlite::Connection> m_connection;
    sqlite::Statement m_statement;
    std::int64_t m_sum = 0;
};

struct Overhead
{
    double micros = 0;  // plain
    double percent = 0; // watched against plain
    double floor = 0;   // plain against plain
};

constexpr std::int64_t roundsOfConnections =
    25; // then they are opened anew, elsewhere in memory, in another order

Overhead compare(const std::string &path, const char *sql, std::int64_t rows, std::int64_t executions,
                 std::int64_t blocks)
{
    const auto board = monitor::Board::inMemory();
    const auto area = std::make_shared<monitor::SqlArea>();
    const auto watch = [&]() -> std::shared_ptr<sqlite::Watch> {
        return std::make_shared<monitor::Session>(board, area, monitor::SessionOptions{.module = "bench"});
    };
    std::array<std::unique_ptr<Client>, 3> clients; // two plain ones, one that is watched
    std::array<std::size_t, 3> opened = {0, 1, 2};
    std::mt19937 random(1);
    std::vector<std::array<std::size_t, 3>> orders; // of the next blocks: each one once, at random
    std::vector<double> plain;
    std::vector<double> watched;
    std::vector<double> again;
    for (std::int64_t i = 0; i < blocks; ++i) {
        if (i % roundsOfConnections == 0) {
            std::next_permutation(opened.begin(), opened.end());
            for (const std::size_t which : opened) {
                clients.at(which) = std::make_unique<Client>(path, sql, which == 2 ? watch() : nullptr);
                clients.at(which)->block(executions, rows); // warm
            }
        }
        if (orders.empty()) {
            std::array<std::size_t, 3> order = {0, 1, 2};
            do {
                orders.push_back(order);
            } while (std::next_permutation(order.begin(), order.end()));
            std::shuffle(orders.begin(), orders.end(), random);
        }
        const std::array<std::size_t, 3> order = orders.back();
        orders.pop_back();
        std::array<double, 3> seconds{};
        for (const std::size_t which : order) {
            seconds.at(which) = clients.at(which)->block(executions, rows);
        }
        plain.push_back(seconds[0] * 1e6);
        again.push_back(100 * (seconds[1] / seconds[0] - 1));
        watched.push_back(100 * (seconds[2] / ((seconds[0] + seconds[1]) / 2) - 1));
    }
    return {median(plain), median(watched), median(again)};
}

void tell(const std::string &name, const Overhead &overhead, double target)
{
    detail(fmt::format("{}: {:.2f} us plain; A/A floor {:+.2f} %", name, overhead.micros, overhead.floor));
    figure(name + ", added", overhead.percent, "%", Better::Lower, target);
}

void measureStatements(const Options &options)
{
    const std::string path = options.folder + "/m.db";
    const std::int64_t rows = options.size(100'000, 2'000);
    makeTable(path, rows);
    const std::int64_t blocks = options.size(450, 6);
    tell("point select by rowid",
         compare(path, "SELECT n FROM t WHERE id = ?1", rows, options.size(2'000, 50), blocks), 2);
    tell("statement of 1 ms and more",
         compare(path, "SELECT sum(length(note)) FROM t WHERE id <= 20000", rows, options.size(5, 1), blocks),
         0.5);
}

// The floor: a thread that wakes as often as the sampler and does nothing. CPU seconds of it.
double wakeUps(std::int64_t seconds)
{
    double cpu = 0;
    std::jthread([&] {
        std::mutex mutex;
        std::condition_variable never;
        auto next = std::chrono::steady_clock::now();
        for (std::int64_t i = 0; i < seconds * 10; ++i) {
            next += std::chrono::milliseconds(100);
            std::unique_lock lock(mutex);
            never.wait_until(lock, next, [] { return false; });
        }
        cpu = threadSeconds();
    }).join();
    return cpu;
}

void measureSampler(const Options &options)
{
    const auto seconds = options.size(20, 1);
    const double floor = wakeUps(seconds); // alone: beside the sampler it would find the core awake
    const auto database = options.folder + "/s.db";
    makeTable(database, 10);
    const core::SystemClock clock;
    const auto monitor = monitor::Monitor::open(
        {database, {}}, {.sampleEvery = std::chrono::milliseconds(100), .keep = false}, clock);
    std::vector<std::shared_ptr<sqlite::Watch>> sessions;
    for (int i = 0; i < 64; ++i) {
        sessions.push_back(monitor->beginSession({.module = "bench"}));
    }
    // One in eight is inside a call, each on a thread of its own as in reality: a call belongs to its thread.
    std::vector<std::jthread> threads;
    std::atomic<bool> done = false;
    for (std::size_t i = 0; i < sessions.size(); i += 8) {
        threads.emplace_back([&, i] {
            sessions[i]->beginCall();
            done.wait(false);
            sessions[i]->endCall();
        });
    }
    std::this_thread::sleep_for(std::chrono::seconds(seconds));
    const double cpu = std::chrono::duration<double>(monitor->samplerCpu()).count();
    done = true;
    done.notify_all();
    threads.clear();
    detail(fmt::format("board: {:.2f} MB; {} samples in memory; to wake 10 times a second alone: {:.3f} % "
                       "of a core",
                       static_cast<double>(sizeof(sl_board)) / 1e6, monitor->samples().size(),
                       100 * floor / static_cast<double>(seconds)));
    figure("sampler at 10 Hz, 64 sessions, 8 of them active", 100 * cpu / static_cast<double>(seconds),
           "% of a core", Better::Lower, 0.05);
}

// One session that is active all day: a row a second.
void measureDay(const Options &options)
{
    const std::string database = options.folder + "/d.db";
    makeTable(database, 10);
    std::filesystem::create_directory(database + ".strandline");
    const core::Time start = core::SystemClock().now();
    const std::int64_t seconds = options.size(86'400, 100);
    for (std::int64_t minute = 0; minute * 60 < seconds; ++minute) {
        std::vector<monitor::AshRow> rows(60);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            monitor::AshRow &row = rows[i];
            const std::int64_t second = minute * 60 + static_cast<std::int64_t>(i);
            row.sampleId = static_cast<std::uint64_t>(second) * monitor::keptOneIn;
            row.time = start + std::chrono::seconds(second);
            row.usecsPerRow = 100'000;
            row.sid = 3;
            row.serial = 7;
            row.process = 12345;
            row.kind = "own";
            row.program = "application";
            row.sqlId = 0x1234567890abcdefU + static_cast<std::uint64_t>(second % 20);
            row.execution = static_cast<std::uint64_t>(second) * 100;
            row.executionStart = row.time;
            row.verb = "SELECT";
            row.phase = "execute";
            row.event = second % 3 == 0 ? SL_WAL_SYNC : SL_ON_CPU;
            row.transaction = "write";
            row.module = "write";
            row.gets = 1000;
        }
        monitor::KeptStatistics({database, {}}).keep(rows, {}, {}, start);
    }
    const double bytes = static_cast<double>(fileBytes(database + ".strandline/repository.db"));
    figure("kept in a day of one session that is always active",
           bytes / 1e6 * 86'400 / static_cast<double>(seconds), "MB", Better::Lower, 5);
}

} // namespace

int main(int argc, char **argv)
{
    return run(argc, argv, [](const Options &options) {
        measureStatements(options);
        measureSampler(options);
        measureDay(options);
    });
}
