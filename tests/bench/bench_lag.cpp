// How long after a commit it is visible in the history to another process than the recorder's, against a
// plain reader of the database seeing the commit.
#include "tests/bench/bench.h"

#include <fmt/format.h>
#include <unistd.h>

using namespace strandline::bench;

int main(int argc, char **argv)
{
    return run(argc, argv, [](const Options &options) {
        const std::int64_t commits = options.size(4'000, 50);
        constexpr std::int64_t TableRows = 20'000;
        std::vector<double> p50s;
        std::vector<double> p99s;
        for (int round = 0; round < options.rounds; ++round) {
            const std::string path = options.folder + "/lag.db";
            makeTable(path, TableRows);
            RecorderProcess recorder(path);
            const auto history = openHistory(path);
            Db writer(path, "PRAGMA synchronous=NORMAL");
            Db reader(path);
            Prepared update(writer, "UPDATE t SET n=? WHERE id=?");
            Prepared look(reader, "SELECT n FROM t WHERE id=?");
            std::vector<double> micros;
            std::vector<double> plain;
            std::uint64_t state = 3;
            std::uint64_t scn = history->currentScn().value;
            for (std::int64_t i = 0; i < commits; ++i) {
                const std::int64_t id = below(state, TableRows) + 1;
                update.bind(1, 10'000'000 + i).bind(2, id).runAll();
                const double committed = wallSeconds();
                ++scn;
                while (history->currentScn().value < scn) {
                    history->refresh();
                    if (wallSeconds() - committed > 30) {
                        throw std::runtime_error("A commit did not become visible within 30 seconds.");
                    }
                }
                micros.push_back((wallSeconds() - committed) * 1e6);
                const double again = wallSeconds();
                if (look.bind(1, id).first() != 10'000'000 + i) {
                    throw std::runtime_error("A reader does not see a commit.");
                }
                plain.push_back((wallSeconds() - again) * 1e6);
                usleep(500);
            }
            const double p50 = percentile(micros, 50);
            const double p99 = percentile(micros, 99);
            detail(fmt::format(
                "lag p50 {:.0f} us, p99 {:.0f} us; a plain reader p50 {:.0f} us, p99 {:.0f} us: p50 {:.1f}x",
                p50, p99, percentile(plain, 50), percentile(plain, 99), p50 / percentile(plain, 50)));
            p50s.push_back(p50);
            p99s.push_back(p99);
            recorder.end();
            removeDatabase(path);
        }
        figure("lag p50 at 500 us think time", median(p50s), "us", Better::Lower, 200);
        figure("lag p99 at 500 us think time", median(p99s), "us", Better::Lower, 5000);
    });
}
