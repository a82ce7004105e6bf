// strandctl: the command line. Exit codes: 0 done, 1 failed or with findings, 2 wrong usage.
#include "app/cli/command_line.h"
#include "app/cli/console.h"
#include "app/cli/stop_signals.h"
#include "app/cli/terminal.h"
#include "engine/core/clock.h"
#ifdef STRANDLINE_KEYCHAIN
#include "app/keychain/desktop_keychain.h"
#endif

#include <cstdio>
#include <nlohmann/json.hpp>

namespace {

using namespace strandline;

constexpr int exitDone = 0;
constexpr int exitFailed = 1;
constexpr int exitUsage = 2;

int run(const cli::Call &call, const core::JobContext &job, cli::Console &console)
{
    const auto result = call.operation->run(call.arguments, job, console);
    if (!result) {
        console.flush();
        return exitDone;
    }
    console.write(call.format == operations::Format::Json ? result->json(call.presentation).dump(2) + '\n'
                                                          : result->text(call.presentation));
    console.flush();
    return result->ok() ? exitDone : exitFailed;
}

int exitCode(const core::Error &error)
{
    return error.code() == core::ErrorCode::Usage ? exitUsage : exitFailed;
}

} // namespace

int main(int argc, char **argv)
{
    cli::useBinaryStreams();
    const cli::StopSignals signals;
    cli::Call call;
    try {
        const core::SystemClock clock;
        const session::HistoryLocations histories(session::userConfigFolder());
        operations::Environment environment{clock, histories};
#ifdef STRANDLINE_KEYCHAIN
        const app::DesktopKeychain keychain; // does nothing until it is asked
        environment.keychain = &keychain;
#endif
        const operations::Catalogue catalogue(environment);
        auto parsed = cli::parseCommandLine(catalogue, argc, argv);
        if (const auto *information = std::get_if<cli::Information>(&parsed)) {
            std::fputs(information->text.c_str(), stdout);
            return exitDone;
        }
        call = std::move(std::get<cli::Call>(parsed));
        cli::Console console(call.format, call.presentation);
        try {
            core::JobContext job;
            job.stop = signals.token();
            job.progress = [&console](const core::Progress &progress) { console.progress(progress); };
            job.actor = "strandctl";
            return run(call, job, console);
        } catch (const core::Error &error) {
            const bool stopped =
                error.code() == core::ErrorCode::Cancelled && signals.token().stop_requested();
            if (stopped && call.operation->servesUntilStopped) {
                return exitDone;
            }
            console.fail(error);
            return exitCode(error);
        }
    } catch (const core::Error &error) {
        const bool json = cli::asksForJson(argc, argv);
        cli::Console(json ? operations::Format::Json : operations::Format::Text, {}).fail(error);
        return exitCode(error);
    } catch (const std::exception &error) {
        std::fprintf(stderr, "strandctl: INTERNAL: %s\n", error.what());
        return exitFailed;
    }
}
