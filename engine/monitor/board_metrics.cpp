#include "engine/monitor/board_metrics.h"

#include "engine/monitor/board_reader.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <numeric>

namespace strandline::monitor {

namespace {

double secondsOf(std::uint64_t nanoseconds)
{
    return static_cast<double>(nanoseconds) * 1e-9;
}

// Upper bound of bucket i, which holds what took less than 2^i microseconds.
double boundOf(std::size_t bucket)
{
    return static_cast<double>(std::uint64_t{1} << bucket) * 1e-6;
}

using Buckets = std::uint64_t[SL_BUCKETS];

// The last bucket has no upper bound.
HistogramValue histogramOf(const Buckets &buckets, std::uint64_t sumNs)
{
    HistogramValue value;
    for (std::size_t i = 0; i + 1 < SL_BUCKETS; ++i) {
        value.bounds.push_back(boundOf(i));
    }
    value.counts.assign(std::begin(buckets), std::end(buckets));
    value.sum = secondsOf(sumNs);
    return value;
}

void writeSessions(MetricWriter &out, const std::vector<SessionView> &sessions)
{
    std::map<std::pair<std::string_view, bool>, int> counts;
    std::map<std::string_view, int> waiting; // active ones, by what they wait for
    for (const SessionView &session : sessions) {
        ++counts[{kindName(session.kind), session.active}];
        if (session.active) {
            ++waiting[className(sl_class_of(session.event))];
        }
    }
    for (const auto &[key, count] : counts) {
        out.gauge({"sessions", "",
                   "Connections on the board, by who tells of them and whether they are in a call."},
                  count, {{"kind", std::string(key.first)}, {"state", key.second ? "active" : "idle"}});
    }
    for (std::uint32_t waitClass = 0; waitClass < SL_CLASS_IDLE; ++waitClass) {
        const std::string_view name = className(waitClass);
        out.gauge({"active_sessions", "", "Connections inside a call, by what they wait for."}, waiting[name],
                  {{"class", std::string(name)}});
    }
}

void writeTime(MetricWriter &out, const sl_counters &sum)
{
    const std::uint64_t waits = waitNsOf(sum);
    out.counter({"db_time", "seconds", "Time in calls of SQLite: CPU and waits."}, secondsOf(sum.db_time_ns));
    out.counter({"db_cpu", "seconds", "DB time that no wait explains."},
                secondsOf(sum.db_time_ns - std::min(sum.db_time_ns, waits)));
    for (std::uint32_t event = SL_ON_CPU + 1; event < SL_EVENTS; ++event) {
        if (sum.event_count[event] == 0) {
            continue;
        }
        const MetricLabels labels = {{"class", std::string(className(sl_class_of(event)))},
                                     {"event", std::string(eventName(event))}};
        out.histogram({"wait", "seconds", "Waits: how many took how long."},
                      histogramOf(sum.event_histogram[event], sum.event_ns[event]), labels);
        out.counter({"wait", "bytes", "Bytes that were read or written in waits."},
                    static_cast<double>(sum.event_bytes[event]), labels);
    }
}

// The bound of the bucket in which the quantile lies; of the last one, which has none, its lower bound.
double quantileOf(const Buckets &buckets, std::uint64_t count, double quantile)
{
    const auto rank = static_cast<std::uint64_t>(std::ceil(quantile * static_cast<double>(count)));
    std::uint64_t below = 0;
    for (std::size_t i = 0; i + 1 < SL_BUCKETS; ++i) {
        below += buckets[i];
        if (below >= rank) {
            return boundOf(i);
        }
    }
    return boundOf(SL_BUCKETS - 2);
}

void writeClasses(MetricWriter &out, const sl_counters &sum)
{
    for (std::uint32_t waitClass = SL_CLASS_CPU + 1; waitClass < SL_CLASS_IDLE; ++waitClass) {
        Buckets buckets = {};
        SummaryValue value;
        std::uint64_t nanoseconds = 0;
        for (std::uint32_t event = SL_ON_CPU + 1; event < SL_EVENTS; ++event) {
            if (sl_class_of(event) != waitClass) {
                continue;
            }
            nanoseconds += sum.event_ns[event];
            for (std::size_t i = 0; i < SL_BUCKETS; ++i) {
                buckets[i] += sum.event_histogram[event][i];
            }
        }
        value.count = std::accumulate(std::begin(buckets), std::end(buckets), std::uint64_t{0});
        value.sum = secondsOf(nanoseconds);
        for (const double quantile : {0.5, 0.99}) {
            if (value.count != 0) {
                value.quantiles.emplace_back(quantile, quantileOf(buckets, value.count, quantile));
            }
        }
        out.summary(
            {"wait_class", "seconds", "Waits of a class; quantiles are upper bounds, of powers of two."},
            std::move(value), {{"class", std::string(className(waitClass))}});
    }
}

void writeWork(MetricWriter &out, const sl_counters &sum)
{
    const auto count = [&](const char *name, const char *help, std::uint64_t value) {
        out.counter({name, "", help}, static_cast<double>(value));
    };
    count("calls", "Outermost calls of SQLite.", sum.calls);
    count("prepares", "Statements prepared.", sum.prepares);
    count("executions", "Statements begun.", sum.executions);
    count("rows", "Rows that statements gave.", sum.rows);
    count("errors", "Calls that ended with an error.", sum.errors);
    count("commits", "Transactions that wrote and were committed.", sum.commits);
    count("rollbacks", "Transactions that were rolled back.", sum.rollbacks);
    count("gets", "Pages asked for, from the cache or not.", sum.gets);
}

// Counters, not a histogram, so that their growth is kept bucket by bucket (metric_history.h): the quantiles
// of any time follow from it. The first is always there, for the others to have begun at zero beside it.
void writeCommits(MetricWriter &out, const sl_counters &sum)
{
    for (std::size_t i = 0; i < SL_BUCKETS; ++i) {
        if (i == 0 || sum.commit_histogram[i] != 0) {
            const bool last = i + 1 == SL_BUCKETS;
            out.counter(
                {"commits_by_duration", "",
                 "Calls that committed, by how long they took: less than `below` seconds, and not less than "
                 "half of it."},
                static_cast<double>(sum.commit_histogram[i]),
                {{"below", last ? "+Inf" : fmt::format("{}", boundOf(i))}});
        }
    }
}

} // namespace

void addBoardMetrics(MetricRegistry &registry, std::shared_ptr<Board> board)
{
    registry.add([board = std::move(board)](MetricWriter &out) {
        board->sweep();
        const std::vector<SessionView> sessions = readSessions(*board);
        const sl_counters sum = sumOf(*board, sessions);
        writeSessions(out, sessions);
        writeTime(out, sum);
        writeClasses(out, sum);
        writeWork(out, sum);
        writeCommits(out, sum);
    });
}

} // namespace strandline::monitor
