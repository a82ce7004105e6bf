#include "app/cli/stop_signals.h"

#include <windows.h>

namespace strandline::cli {

namespace {

// The console's handler has no context pointer, and there is one console.
std::stop_source *consoleStop = nullptr;

BOOL WINAPI onConsole(DWORD /*unused*/) noexcept
{
    // A second Ctrl-C goes to the next handler, which ends the program.
    return consoleStop != nullptr && consoleStop->request_stop() ? TRUE : FALSE;
}

} // namespace

struct StopSignals::State
{
    std::stop_source source;
};

StopSignals::StopSignals() : m_state(std::make_unique<State>())
{
    consoleStop = &m_state->source;
    SetConsoleCtrlHandler(&onConsole, TRUE);
}

StopSignals::~StopSignals()
{
    SetConsoleCtrlHandler(&onConsole, FALSE);
    consoleStop = nullptr;
}

std::stop_token StopSignals::token() const
{
    return m_state->source.get_token();
}

} // namespace strandline::cli
