// How a database is monitored (monitor.h). A value.
#pragma once

#include <chrono>

namespace strandline::monitor {

struct MonitorOptions
{
    // A thread of its own looks at the board that often; zero: nobody samples.
    std::chrono::milliseconds sampleEvery{0};
    // Samples and sums of statements go into the repository, where there is a sidecar: each minute, and at
    // the end.
    bool keep = false;
    // Metrics are read each second (metric_recorder.h).
    bool metrics = false;
};

} // namespace strandline::monitor
