// What a long-running call of the engine gets from its caller: stop token, progress, and who asks.
// A JobContext is a value; the stop token and the progress callback may be used from any thread.
#pragma once

#include "engine/core/error.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>

namespace strandline::core {

struct Progress
{
    std::uint64_t done = 0;
    std::uint64_t total = 0; // 0: unknown
    std::string unit;        // "pages", "rows", "bytes"
};

struct JobContext
{
    std::stop_token stop;
    std::function<void(const Progress &)> progress; // may be empty; called from the working thread
    std::string actor = "local";

    bool stopRequested() const { return stop.stop_requested(); }
    // Throws Error(Cancelled) when the stop was requested.
    void checkStop() const
    {
        if (stop.stop_requested()) {
            throw Error(ErrorCode::Cancelled, "Cancelled.");
        }
    }
    void report(std::uint64_t done, std::uint64_t total, const char *unit) const
    {
        if (progress) {
            progress(Progress{done, total, unit});
        }
    }
};

} // namespace strandline::core
