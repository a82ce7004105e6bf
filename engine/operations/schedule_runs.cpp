// The operations `schedule run-due` and `schedule run`: jobs are run here and now.
#include "engine/operations/registration.h"
#include "engine/operations/schedule_results.h"

#include <algorithm>

namespace strandline::operations {

using scheduler::Missed;
using scheduler::Runner;
using scheduler::Schedules;

namespace {

// Begins at a given time and goes on as the other.
class ShiftedClock final : public core::Clock
{
public:
    ShiftedClock(const core::Clock &clock, core::Time start) : m_clock(clock), m_shift(start - clock.now()) {}
    core::Time now() const override { return m_clock.now() + m_shift; }

private:
    const core::Clock &m_clock;
    const std::chrono::microseconds m_shift;
};

std::vector<std::string> databasesOf(const Schedules &schedules, const std::string &database)
{
    if (!database.empty()) {
        return {Schedules::keyOf(database)};
    }
    std::vector<std::string> databases;
    for (const scheduler::Job &job : schedules.jobs()) {
        databases.push_back(job.database);
    }
    databases.erase(std::unique(databases.begin(), databases.end()), databases.end());
    return databases;
}

Operation runDue(const Environment &environment)
{
    Operation operation;
    operation.name = "schedule run-due";
    operation.summary = "Run the jobs that are due, the highest priority first; what was missed runs once";
    operation.effect = Effect::Writes;
    operation.longRunning = true;
    Argument database = databaseArgument();
    database.required = false;
    database.help = "only of this SQLite database";
    operation.arguments = {
        database,
        {.name = "now", .kind = ArgumentKind::Time, .help = "as if it were this time"},
    };
    operation.run = [environment](const Arguments &arguments, const core::JobContext &job,
                                  Output & /*unused*/) -> std::unique_ptr<Result> {
        const Schedules schedules(environment.configFolder);
        const ShiftedClock clock(environment.clock,
                                 arguments.has("now")
                                     ? core::parseTime(arguments.text("now"), environment.clock)
                                     : environment.clock.now());
        const Runner runner(schedules, scheduler::jobCalls(jobSurroundings(environment)), clock);
        return runsResult(runner.runDue(databasesOf(schedules, arguments.text("database")), Missed::Run, job),
                          true);
    };
    return operation;
}

Operation runOne(const Environment &environment)
{
    Operation operation;
    operation.name = "schedule run";
    operation.summary = "Run one job now, whatever its time and its window";
    operation.effect = Effect::Writes;
    operation.longRunning = true;
    operation.arguments = {databaseArgument(),
                           {.name = "job",
                            .kind = ArgumentKind::Text,
                            .help = "the job's name",
                            .positional = true,
                            .required = true}};
    operation.run = [environment](const Arguments &arguments, const core::JobContext &job,
                                  Output & /*unused*/) -> std::unique_ptr<Result> {
        const Runner runner(Schedules(environment.configFolder),
                            scheduler::jobCalls(jobSurroundings(environment)), environment.clock);
        return runResult(runner.runNow(arguments.text("database"), arguments.text("job"), job));
    };
    return operation;
}

} // namespace

scheduler::JobSurroundings jobSurroundings(const Environment &environment)
{
    const session::HistoryLocations &histories = environment.histories;
    return {environment.configFolder,
            [&histories](const std::string &database) {
                const std::string remembered = histories.folderOf(database);
                return remembered.empty() ? session::folderBeside(database) : remembered;
            },
            &environment.clock, environment.keychain};
}

void addScheduleRuns(Operations &operations, const Environment &environment)
{
    operations.push_back(runDue(environment));
    operations.push_back(runOne(environment));
}

} // namespace strandline::operations
