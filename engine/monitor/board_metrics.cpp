#include "engine/monitor/board_metrics.h"

#include "engine/monitor/board_reader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <functional>
#include <map>
#include <mutex>
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
using ByClass = std::array<std::uint64_t, SL_CLASSES>; // nanoseconds

// The counters of a session have a call when it ends (of a probed one, up to its last wait). What a long one
// has taken by then counts for what it is seen at, reading by reading, so that it isn't missing while it runs
// and doesn't come all at once. What is told never shrinks: a class that was told too much of stands until
// the exact sums are there.
class TimeByClass
{
public:
    // exact: the sums of the board's sessions and of those that ended. Another board begins anew.
    ByClass told(const std::shared_ptr<Board> &board, const sl_counters &exact,
                 const std::vector<SessionView> &sessions);

private:
    struct Call
    {
        std::uint64_t serial = 0;    // of the session
        std::uint64_t lastNs = 0;    // how long it ran at the last look
        std::uint64_t firstNs = 0;   // from there on it is told
        std::uint64_t countedNs = 0; // DB time of the session at that moment
        ByClass open{};              // told, and not in the sums yet
    };
    static void bring(Call &call, const SessionView &session);

    std::mutex m_mutex;
    // Guarded by m_mutex.
    std::shared_ptr<Board> m_board;
    std::map<std::uint64_t, Call> m_calls; // those that run, by sid
    ByClass m_told{};
};

void TimeByClass::bring(Call &call, const SessionView &session)
{
    const std::uint64_t ran = session.callNs - call.firstNs;
    const std::uint64_t counted = session.counters.db_time_ns - call.countedNs;
    const std::uint64_t wanted = ran > counted ? ran - counted : 0;
    const std::uint64_t before = std::accumulate(call.open.begin(), call.open.end(), std::uint64_t{0});
    if (wanted >= before) {
        call.open.at(sl_class_of(session.event)) += wanted - before;
        return;
    }
    std::uint64_t over = before - wanted;
    for (std::uint64_t &ns : call.open) {
        const std::uint64_t part = std::min(ns, over);
        ns -= part;
        over -= part;
    }
}

ByClass TimeByClass::told(const std::shared_ptr<Board> &board, const sl_counters &exact,
                          const std::vector<SessionView> &sessions)
{
    const std::lock_guard lock(m_mutex);
    if (std::exchange(m_board, board) != board) {
        m_calls.clear();
        m_told = {};
    }
    ByClass sums{};
    for (std::uint32_t event = SL_ON_CPU + 1; event < SL_EVENTS; ++event) {
        sums.at(sl_class_of(event)) += exact.event_ns[event];
    }
    sums[SL_CLASS_CPU] = exact.db_time_ns - std::min(exact.db_time_ns, waitNsOf(exact));
    std::map<std::uint64_t, Call> calls;
    for (const SessionView &session : sessions) {
        if (!session.active || session.kind == SL_KIND_PROBE_HOOKS) { // hooks are outside the identity
            continue;
        }
        Call call = m_calls[session.sid];
        if (call.serial != session.serial || call.lastNs > session.callNs) { // another one
            call = {.serial = session.serial,
                    .firstNs = session.kind == SL_KIND_OWN ? 0 : session.callNs,
                    .countedNs = session.counters.db_time_ns};
        }
        call.lastNs = session.callNs;
        bring(call, session);
        std::transform(sums.begin(), sums.end(), call.open.begin(), sums.begin(), std::plus<>());
        calls[session.sid] = call;
    }
    m_calls = std::move(calls);
    std::transform(sums.begin(), sums.end(), m_told.begin(), m_told.begin(),
                   [](std::uint64_t sum, std::uint64_t told) { return std::max(sum, told); });
    return m_told;
}

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

void writeTime(MetricWriter &out, const sl_counters &sum, const ByClass &told)
{
    out.counter({"db_time", "seconds", "Time in calls of SQLite: CPU and waits."},
                secondsOf(std::accumulate(told.begin(), told.begin() + SL_CLASS_IDLE, std::uint64_t{0})));
    out.counter({"db_cpu", "seconds", "DB time that no wait explains."}, secondsOf(told[SL_CLASS_CPU]));
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

// As if what is in a bucket were spread evenly over it, which is what Prometheus' histogram_quantile()
// assumes; of the last one, which has no end, its lower bound.
double quantileOf(const Buckets &buckets, std::uint64_t count, double quantile)
{
    const double rank = quantile * static_cast<double>(count);
    double below = 0;
    for (std::size_t i = 0; i + 1 < SL_BUCKETS; ++i) {
        const auto inside = static_cast<double>(buckets[i]);
        if (inside > 0 && below + inside >= rank) {
            const double begin = i == 0 ? 0 : boundOf(i - 1);
            return begin + (boundOf(i) - begin) * (rank - below) / inside;
        }
        below += inside;
    }
    return boundOf(SL_BUCKETS - 2);
}

void writeClasses(MetricWriter &out, const sl_counters &sum, const ByClass &told)
{
    for (std::uint32_t waitClass = SL_CLASS_CPU + 1; waitClass < SL_CLASS_IDLE; ++waitClass) {
        Buckets buckets = {};
        SummaryValue value;
        for (std::uint32_t event = SL_ON_CPU + 1; event < SL_EVENTS; ++event) {
            if (sl_class_of(event) != waitClass) {
                continue;
            }
            for (std::size_t i = 0; i < SL_BUCKETS; ++i) {
                buckets[i] += sum.event_histogram[event][i];
            }
        }
        value.count = std::accumulate(std::begin(buckets), std::end(buckets), std::uint64_t{0});
        value.sum = secondsOf(told.at(waitClass));
        for (const double quantile : {0.5, 0.99}) {
            if (value.count != 0) {
                value.quantiles.emplace_back(quantile, quantileOf(buckets, value.count, quantile));
            }
        }
        out.summary(
            {"wait_class", "seconds", "Waits of a class; quantiles are estimates within a power of two."},
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

void addBoardMetrics(MetricRegistry &registry, BoardSource source)
{
    registry.add([source = std::move(source), time = std::make_shared<TimeByClass>()](MetricWriter &out) {
        const std::shared_ptr<Board> board = source();
        board->sweep();
        const std::vector<SessionView> sessions = readSessions(*board);
        const sl_counters sum = sumOf(*board, sessions);
        const ByClass told = time->told(board, sum, sessions);
        writeSessions(out, sessions);
        writeTime(out, sum, told);
        writeClasses(out, sum, told);
        writeWork(out, sum);
        writeCommits(out, sum);
    });
}

} // namespace strandline::monitor
