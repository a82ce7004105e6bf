#include "engine/operations/schedule_results.h"

#include "engine/core/clock.h"
#include "engine/operations/encoding.h"
#include "engine/scheduler/cron_words.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace strandline::operations {

using scheduler::Job;
using scheduler::Run;
using scheduler::RunStatus;
using Json = nlohmann::ordered_json;

namespace {

Json timeOrNull(const std::optional<core::Time> &time, const Presentation &presentation)
{
    return time ? Json(core::formatTime(*time, presentation.zone)) : Json();
}

Json textOrNull(const std::string &text)
{
    return text.empty() ? Json() : Json(text);
}

std::string timeText(const std::optional<core::Time> &time, const Presentation &presentation)
{
    return time ? core::formatTime(*time, presentation.zone) : "";
}

Json toJson(const Job &job, const Presentation &presentation)
{
    return {{"name", job.name},
            {"database", job.database},
            {"kind", std::string(scheduler::jobKindName(job.kind))},
            {"cron", job.cron},
            {"zone", job.zone},
            {"inWords", scheduler::inEnglish(scheduler::wordsOf(scheduler::Cron(job.cron)))},
            {"store", job.store},
            {"window", textOrNull(job.window)},
            {"enabled", job.enabled},
            {"next", timeOrNull(job.next, presentation)},
            {"skipNext", job.skipNext},
            {"priority", job.priority},
            {"compressionLevel", job.compressionLevel},
            {"key", textOrNull(job.key)},
            {"retention", textOrNull(job.retention)},
            {"verify", textOrNull(job.verifyLevel)},
            {"maxDurationSeconds", job.maxDuration ? Json(job.maxDuration->count()) : Json()},
            {"tags", job.tags},
            {"retries", job.retries},
            {"runMissed", job.runMissed},
            {"skipHolidays", job.skipHolidays}};
}

Json toJson(const Run &run, const Presentation &presentation)
{
    return {{"name", run.job},
            {"database", run.database},
            {"kind", std::string(scheduler::jobKindName(run.kind))},
            {"status", std::string(scheduler::runStatusName(run.status))},
            {"manual", run.manual},
            {"due", core::formatTime(run.due, presentation.zone)},
            {"started", timeOrNull(run.started, presentation)},
            {"ended", timeOrNull(run.ended, presentation)},
            {"attempts", run.attempts},
            {"bytes", run.bytes},
            {"result", textOrNull(run.result)},
            {"error", textOrNull(run.error)}};
}

class JobsResult final : public Result
{
public:
    JobsResult(std::vector<Job> jobs, bool one) : m_jobs(std::move(jobs)), m_one(one) {}

    Json json(const Presentation &presentation) const override
    {
        if (m_one) {
            return toJson(m_jobs.front(), presentation);
        }
        Json json = Json::array();
        for (const Job &job : m_jobs) {
            json.push_back(toJson(job, presentation));
        }
        return json;
    }
    std::string text(const Presentation &presentation) const override
    {
        if (m_jobs.empty()) {
            return "There are no jobs. `strandctl schedule add` makes one.\n";
        }
        TextTable lines({"Name", "Kind", "When", "Window", "Next", "State", "Database", "Store"});
        for (const Job &job : m_jobs) {
            lines.add({escaped(job.name), std::string(scheduler::jobKindName(job.kind)),
                       scheduler::inEnglish(scheduler::wordsOf(scheduler::Cron(job.cron))) +
                           (job.zone == "local" ? "" : " " + job.zone),
                       escaped(job.window), timeText(job.next, presentation),
                       !job.enabled   ? "disabled"
                       : job.skipNext ? "skips next"
                                      : "enabled",
                       escaped(job.database), escaped(job.store)});
        }
        return lines.render();
    }

private:
    std::vector<Job> m_jobs;
    bool m_one;
};

class RunsResult final : public Result
{
public:
    RunsResult(std::vector<Run> runs, bool failuresCount, bool one)
        : m_runs(std::move(runs)), m_failuresCount(failuresCount), m_one(one)
    {
    }

    bool ok() const override
    {
        return !m_failuresCount || std::none_of(m_runs.begin(), m_runs.end(), [](const Run &run) {
            return run.status == RunStatus::Failed || run.status == RunStatus::Cancelled;
        });
    }
    Json json(const Presentation &presentation) const override
    {
        if (m_one) {
            return toJson(m_runs.front(), presentation);
        }
        Json json = Json::array();
        for (const Run &run : m_runs) {
            json.push_back(toJson(run, presentation));
        }
        return json;
    }
    std::string text(const Presentation &presentation) const override
    {
        if (m_runs.empty()) {
            return m_failuresCount ? "Nothing is due.\n" : "No job has run yet.\n";
        }
        TextTable lines({"Job", "Kind", "Due", "Started", "Ended", "Status", "Bytes", "What"});
        lines.alignRight(6);
        for (const Run &run : m_runs) {
            lines.add({escaped(run.job), std::string(scheduler::jobKindName(run.kind)),
                       core::formatTime(run.due, presentation.zone), timeText(run.started, presentation),
                       timeText(run.ended, presentation), std::string(scheduler::runStatusName(run.status)),
                       groupedDigits(run.bytes), escaped(run.error.empty() ? run.result : run.error)});
        }
        return lines.render();
    }

private:
    std::vector<Run> m_runs;
    bool m_failuresCount;
    bool m_one;
};

class TimesResult final : public Result
{
public:
    TimesResult(std::vector<core::Time> times, std::string words)
        : m_times(std::move(times)), m_words(std::move(words))
    {
    }

    Json json(const Presentation &presentation) const override
    {
        Json json = Json::array();
        for (const core::Time t : m_times) {
            json.push_back(core::formatTime(t, presentation.zone));
        }
        return json;
    }
    std::string text(const Presentation &presentation) const override
    {
        std::string out = m_words + '\n';
        for (const core::Time t : m_times) {
            out += core::formatTime(t, presentation.zone) + '\n';
        }
        return m_times.empty() ? out + "It never comes.\n" : out;
    }

private:
    std::vector<core::Time> m_times;
    std::string m_words;
};

class ConflictsResult final : public Result
{
public:
    explicit ConflictsResult(std::vector<scheduler::Conflict> conflicts) : m_conflicts(std::move(conflicts))
    {
    }

    Json json(const Presentation &presentation) const override
    {
        Json json = Json::array();
        for (const scheduler::Conflict &conflict : m_conflicts) {
            const bool outside = conflict.kind == scheduler::Conflict::Kind::OutsideWindow;
            json.push_back({{"kind", outside ? "outside-window" : "together"},
                            {"name", conflict.job},
                            {"other", textOrNull(conflict.other)},
                            {"first", core::formatTime(conflict.first, presentation.zone)},
                            {"count", conflict.count},
                            {"runs", conflict.of},
                            {"message", scheduler::describe(conflict)}});
        }
        return json;
    }
    std::string text(const Presentation & /*unused*/) const override
    {
        std::string out;
        for (const scheduler::Conflict &conflict : m_conflicts) {
            out += escaped(scheduler::describe(conflict)) + '\n';
        }
        return out.empty() ? "There are no conflicts.\n" : out;
    }

private:
    std::vector<scheduler::Conflict> m_conflicts;
};

// A list of pairs.
class PairsResult final : public Result
{
public:
    PairsResult(std::string first, std::string second, std::vector<std::pair<std::string, std::string>> pairs)
        : m_first(std::move(first)), m_second(std::move(second)), m_pairs(std::move(pairs))
    {
    }

    Json json(const Presentation & /*unused*/) const override
    {
        Json json = Json::array();
        for (const auto &[first, second] : m_pairs) {
            json.push_back({{m_first, first}, {m_second, second}});
        }
        return json;
    }
    std::string text(const Presentation & /*unused*/) const override
    {
        std::string out;
        for (const auto &[first, second] : m_pairs) {
            out += fmt::format("{}  {}\n", escaped(first), escaped(second));
        }
        return out.empty() ? "None.\n" : out;
    }

private:
    std::string m_first;
    std::string m_second;
    std::vector<std::pair<std::string, std::string>> m_pairs;
};

} // namespace

std::unique_ptr<Result> jobsResult(std::vector<Job> jobs)
{
    return std::make_unique<JobsResult>(std::move(jobs), false);
}

std::unique_ptr<Result> jobResult(Job job)
{
    return std::make_unique<JobsResult>(std::vector<Job>{std::move(job)}, true);
}

std::unique_ptr<Result> runsResult(std::vector<Run> runs, bool failuresCount)
{
    return std::make_unique<RunsResult>(std::move(runs), failuresCount, false);
}

std::unique_ptr<Result> runResult(Run run)
{
    return std::make_unique<RunsResult>(std::vector<Run>{std::move(run)}, true, true);
}

std::unique_ptr<Result> timesResult(std::vector<core::Time> times, std::string words)
{
    return std::make_unique<TimesResult>(std::move(times), std::move(words));
}

std::unique_ptr<Result> conflictsResult(std::vector<scheduler::Conflict> conflicts)
{
    return std::make_unique<ConflictsResult>(std::move(conflicts));
}

std::unique_ptr<Result> windowsResult(std::vector<scheduler::NamedWindow> windows)
{
    std::vector<std::pair<std::string, std::string>> pairs;
    for (const scheduler::NamedWindow &window : windows) {
        pairs.emplace_back(window.name, window.window.text());
    }
    return std::make_unique<PairsResult>("name", "window", std::move(pairs));
}

std::unique_ptr<Result> holidaysResult(std::vector<scheduler::Holiday> holidays)
{
    std::vector<std::pair<std::string, std::string>> pairs;
    for (const scheduler::Holiday &holiday : holidays) {
        pairs.emplace_back(holiday.date(), holiday.name);
    }
    return std::make_unique<PairsResult>("date", "name", std::move(pairs));
}

} // namespace strandline::operations
