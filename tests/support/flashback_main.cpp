// test_flashback DB --to SCN [--patience MS]           one FLASHBACK DATABASE
// test_flashback DB --random SEED --times N [--patience MS]
//
// FLASHBACK DATABASE in a process of its own, to be killed. --random: N of them, each to an SCN chosen at
// random. Prints "ready", then for each "done SCN TARGET PAGES" or "refused CODE message"; exit code 1 where
// --to was refused.
#include "engine/flashback/flashback_database.h"
#include "tests/support/random.h"

#include <cstdio>
#include <fmt/format.h>
#include <map>

namespace {

using namespace strandline;

void say(const std::string &line)
{
    std::puts(line.c_str());
    std::fflush(stdout);
}

bool flashBack(const std::shared_ptr<timeline::History> &history, core::Scn to,
               std::chrono::milliseconds patience)
{
    try {
        flashback::FlashbackDatabaseOptions options;
        options.patience = patience;
        options.program = "test_flashback";
        const auto report = flashback::runFlashbackDatabase(history, to, options, {});
        say(fmt::format("done {} {} {}", report.scn.value, to.value, report.pagesWritten));
        return true;
    } catch (const core::Error &e) {
        say(fmt::format("refused {} {}", core::errorCodeName(e.code()), e.message()));
        return false;
    }
}

int run(const std::string &database, std::map<std::string, std::string> named)
{
    const auto patience =
        std::chrono::milliseconds(named.count("--patience") != 0 ? std::stoll(named["--patience"]) : 20000);
    timeline::Location location;
    location.database = database;
    const auto history = timeline::History::open(location);
    say("ready");
    if (named.count("--to") != 0) {
        return flashBack(history, core::Scn{std::stoull(named["--to"])}, patience) ? 0 : 1;
    }
    test::Random random(std::stoull(named["--random"]));
    const std::uint64_t times = std::stoull(named["--times"]);
    for (std::uint64_t i = 0; i < times; ++i) {
        history->refresh();
        const core::Scn to{random.between(history->oldestScn().value, history->currentScn().value)};
        flashBack(history, to, patience);
    }
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    try {
        std::map<std::string, std::string> named;
        for (int i = 2; i + 1 < argc; i += 2) {
            named[argv[i]] = argv[i + 1];
        }
        return argc < 2 ? 2 : run(argv[1], named);
    } catch (const std::exception &e) {
        say(fmt::format("refused INTERNAL {}", e.what()));
    }
    return 1;
}
