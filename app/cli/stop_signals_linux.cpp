#include "app/cli/stop_signals.h"

#include <csignal>
#include <pthread.h>
#include <thread>
#include <unistd.h>

namespace strandline::cli {

struct StopSignals::State
{
    std::stop_source source;
    sigset_t signals{};
    std::jthread thread;

    // Blocked everywhere and waited for here: what a stop token calls may not run in a signal handler.
    void run(const std::stop_token &ended) noexcept
    {
        int signal = 0;
        while (sigwait(&signals, &signal) == 0 && !ended.stop_requested()) {
            if (source.stop_requested()) {
                _exit(130);
            }
            source.request_stop();
        }
    }
};

StopSignals::StopSignals() : m_state(std::make_unique<State>())
{
    sigemptyset(&m_state->signals);
    sigaddset(&m_state->signals, SIGINT);
    sigaddset(&m_state->signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &m_state->signals, nullptr);
    // A full disk quota is an error of the write, not the program's end.
    std::signal(SIGXFSZ, SIG_IGN);
    m_state->thread =
        std::jthread([state = m_state.get()](const std::stop_token &ended) { state->run(ended); });
}

StopSignals::~StopSignals()
{
    m_state->thread.request_stop();
    pthread_kill(m_state->thread.native_handle(), SIGTERM); // ends its waiting at once
}

std::stop_token StopSignals::token() const
{
    return m_state->source.get_token();
}

} // namespace strandline::cli
