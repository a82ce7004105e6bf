#include "engine/core/error.h"
#include "engine/operations/probe_run.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <pthread.h>
#include <unistd.h>

namespace strandline::operations {

namespace {

// Beside the program in a build folder, else where packages put it.
std::string probeLibrary()
{
    std::error_code ignored;
    const std::filesystem::path folder =
        std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
    for (const char *place : {"libstrandline-probe.so", "../lib/strandline/libstrandline-probe.so"}) {
        const std::filesystem::path library = (folder / place).lexically_normal();
        if (std::filesystem::exists(library, ignored)) {
            return library.string();
        }
    }
    throw core::Error(core::ErrorCode::NotFound,
                      "libstrandline-probe.so is not where it belongs. Install Strandline anew.");
}

// strandctl waits for these signals on a thread of its own, which the program hasn't.
void takeSignals()
{
    sigset_t none;
    sigemptyset(&none);
    pthread_sigmask(SIG_SETMASK, &none, nullptr);
    std::signal(SIGXFSZ, SIG_DFL);
}

} // namespace

void runProbed(const ProbedProgram &program)
{
    const char *loaded = std::getenv("LD_PRELOAD");
    const std::string before =
        loaded != nullptr && *loaded != '\0' ? std::string(loaded) + ":" : std::string();
    ::setenv("LD_PRELOAD", (before + probeLibrary()).c_str(), 1);
    if (!program.database.empty()) {
        ::setenv("STRANDLINE_PROBE_DATABASE", program.database.c_str(), 1);
        ::setenv("STRANDLINE_PROBE_BOARD", program.board.c_str(), 1);
    }
    std::vector<char *> words;
    for (const std::string &word : program.command) {
        words.push_back(const_cast<char *>(word.c_str()));
    }
    words.push_back(nullptr);
    takeSignals();
    ::execvp(words[0], words.data());
    throw core::systemError(errno, "Cannot start the program", program.command[0]);
}

} // namespace strandline::operations
