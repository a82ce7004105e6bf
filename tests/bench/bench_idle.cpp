// What a recorder costs while nobody commits: CPU and bytes written, against this process asleep.
#include "tests/bench/bench.h"

#include <ctime>
#include <fmt/format.h>
#include <fstream>
#include <unistd.h>

using namespace strandline::bench;

namespace {

double cpuSecondsOf(int pid)
{
    clockid_t clock = 0;
    timespec t{};
    if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &t) != 0) {
        throw std::runtime_error("no CPU clock of the recorder");
    }
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

// Bytes that the process gave to write(), wherever they went.
std::uint64_t bytesWritten(int pid)
{
    std::ifstream io(fmt::format("/proc/{}/io", pid));
    std::string key;
    std::uint64_t value = 0;
    while (io >> key >> value) {
        if (key == "wchar:") {
            return value;
        }
    }
    throw std::runtime_error("no write counter of the recorder");
}

} // namespace

int main(int argc, char **argv)
{
    return run(argc, argv, [](const Options &options) {
        const auto watch = static_cast<unsigned>(options.size(15, 1));
        const auto settle =
            static_cast<unsigned>(options.size(6, 1)); // the last checkpoint comes after some seconds
        const std::string path = options.folder + "/idle.db";
        makeTable(path, 20'000);
        RecorderProcess recorder(path);
        {
            Db db(path);
            db.exec("UPDATE t SET n=n+1 WHERE id<100");
        }
        Db open(path); // an idle program has the database open
        open.integer("SELECT count(*) FROM t");
        sleep(settle);
        const double ownBefore = cpuSeconds();
        const double before = cpuSecondsOf(recorder.pid());
        const std::uint64_t bytesBefore = bytesWritten(recorder.pid());
        sleep(watch);
        const double percent = 100 * (cpuSecondsOf(recorder.pid()) - before) / watch;
        const std::uint64_t bytes = bytesWritten(recorder.pid()) - bytesBefore;
        detail(fmt::format("over {} s: the recorder {:.4f} % of a core, a process asleep {:.4f} %", watch,
                           percent, 100 * (cpuSeconds() - ownBefore) / watch));
        figure("idle CPU", percent, "%", Better::Lower, 1);
        figure("idle bytes written", static_cast<double>(bytes), "bytes", Better::Lower, 0);
    });
}
