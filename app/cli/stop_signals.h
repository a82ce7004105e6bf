// Turns Ctrl-C and SIGTERM into a stop token: the first one asks the running operation to end well, a second
// one ends the program at once. One object in main(), made before any other thread, so that signals reach it
// alone.
#pragma once

#include <memory>
#include <stop_token>

namespace strandline::cli {

class StopSignals
{
public:
    StopSignals();
    ~StopSignals();
    StopSignals(const StopSignals &) = delete;
    StopSignals &operator=(const StopSignals &) = delete;

    std::stop_token token() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace strandline::cli
