#include "engine/scheduler/runner.h"

#include <atomic>
#include <condition_variable>
#include <fmt/format.h>
#include <mutex>
#include <thread>

namespace strandline::scheduler {

using core::Error;
using core::ErrorCode;

namespace {

// Stops a run when its time is over, or when whoever asked for it says so.
class Limit
{
public:
    Limit(const core::JobContext &job, std::optional<std::chrono::seconds> longest)
        : m_onStop(job.stop, [this] { m_stop.request_stop(); })
    {
        if (longest) {
            m_thread =
                std::jthread([this, longest](const std::stop_token &ended) { watch(ended, *longest); });
        }
    }

    std::stop_token token() const { return m_stop.get_token(); }
    bool exceeded() const { return m_exceeded; }
    // Waits, but not beyond the stop.
    void pause(std::chrono::seconds duration)
    {
        std::mutex mutex;
        std::unique_lock lock(mutex);
        std::condition_variable_any wake;
        wake.wait_for(lock, m_stop.get_token(), duration, [] { return false; });
    }

private:
    void watch(const std::stop_token &ended, std::chrono::seconds longest) noexcept
    {
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, ended, longest, [] { return false; });
        if (!ended.stop_requested()) {
            m_exceeded = true;
            m_stop.request_stop();
        }
    }

    std::stop_source m_stop;
    std::atomic<bool> m_exceeded{false};
    std::stop_callback<std::function<void()>> m_onStop;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::jthread m_thread; // last: it uses the others
};

// Nothing: done.
std::optional<Error> attempt(const Execute &execute, const Job &job, const core::JobContext &context,
                             Outcome &outcome) noexcept
{
    try {
        outcome = execute(job, context);
        return std::nullopt;
    } catch (const Error &error) {
        return error;
    } catch (const std::exception &error) {
        return Error(ErrorCode::Internal, error.what());
    }
}

// A further attempt would end in the same way.
bool final(const Error &error)
{
    return error.code() == ErrorCode::Cancelled || error.code() == ErrorCode::Usage;
}

std::string duration(std::chrono::seconds longest)
{
    const auto s = longest.count();
    return s % 3600 == 0 ? fmt::format("{} h", s / 3600)
           : s % 60 == 0 ? fmt::format("{} min", s / 60)
                         : fmt::format("{} s", s);
}

} // namespace

Runner::Runner(Schedules schedules, Execute execute, const core::Clock &clock, RunnerOptions options)
    : m_claims(std::move(schedules), clock), m_execute(std::move(execute)), m_options(std::move(options))
{
}

std::vector<Run> Runner::runDue(const std::vector<std::string> &databases, Missed missed,
                                const core::JobContext &job, core::Time since) const
{
    m_claims.recover();
    std::vector<Run> runs = m_claims.takeDue(databases, missed, since);
    for (const Run &skipped : runs) {
        tell(skipped);
    }
    while (!job.stopRequested()) {
        auto claim = m_claims.claimNext(databases);
        if (!claim) {
            break;
        }
        runs.push_back(run(std::move(*claim), job));
    }
    return runs;
}

Run Runner::runNow(const std::string &database, const std::string &name, const core::JobContext &job) const
{
    m_claims.recover();
    return run(m_claims.claimNow(database, name), job);
}

Run Runner::run(Claim claim, const core::JobContext &job) const
{
    Run &run = claim.run;
    tell(run);
    Limit limit(job, claim.job.maxDuration);
    core::JobContext context = job;
    context.stop = limit.token();
    Outcome outcome;
    std::optional<Error> error;
    do {
        if (run.attempts > 0) {
            limit.pause(claim.job.retryDelay);
        }
        ++run.attempts;
        error = attempt(m_execute, claim.job, context, outcome);
    } while (error && !final(*error) && run.attempts <= claim.job.retries && !context.stopRequested());
    run.ended = m_claims.clock().now();
    run.bytes = outcome.bytes;
    run.result = outcome.result;
    run.status = RunStatus::Completed;
    if (error && limit.exceeded()) {
        run.status = RunStatus::Failed;
        run.error =
            fmt::format("It was stopped after its longest duration of {}.", duration(*claim.job.maxDuration));
    } else if (error) {
        run.status = error->code() == ErrorCode::Cancelled ? RunStatus::Cancelled : RunStatus::Failed;
        run.error = error->message();
    } else if (!outcome.failure.empty()) {
        run.status = RunStatus::Failed;
        run.error = outcome.failure;
    }
    m_claims.record(run);
    tell(run);
    return std::move(run);
}

void Runner::tell(const Run &run) const
{
    if (m_options.onChange) {
        m_options.onChange(run);
    }
}

} // namespace strandline::scheduler
