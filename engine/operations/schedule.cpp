// The operations `schedule …`: jobs that run by the clock, the windows in which they may, and what became of
// them.
#include "engine/core/file.h"
#include "engine/operations/registration.h"
#include "engine/operations/schedule_results.h"
#include "engine/scheduler/cron_words.h"

#include <fmt/format.h>

namespace strandline::operations {

using core::Error;
using core::ErrorCode;
using scheduler::Job;
using scheduler::Schedules;

namespace {

Operation named(const std::string &name, const std::string &summary, std::vector<Argument> arguments)
{
    Operation operation;
    operation.name = "schedule " + name;
    operation.summary = summary;
    operation.arguments = std::move(arguments);
    return operation;
}

Argument optionalDatabase(const std::string &help)
{
    Argument argument = databaseArgument();
    argument.required = false;
    argument.help = help;
    return argument;
}

// A job is named by --name or by a word behind the database.
std::vector<Argument> jobArguments()
{
    return {databaseArgument(),
            {.name = "job", .kind = ArgumentKind::Text, .help = "the job's name", .positional = true},
            {.name = "name", .kind = ArgumentKind::Text, .help = "the same as an option"}};
}

std::string jobName(const Arguments &arguments)
{
    if (arguments.has("job") == arguments.has("name")) {
        throw Error(ErrorCode::Usage, "Name one job: behind the database, or with --name.");
    }
    return arguments.has("job") ? arguments.text("job") : arguments.text("name");
}

// Where the key is, with whole paths: the job runs elsewhere.
std::string keyOf(const Arguments &arguments)
{
    backup::KeyReference key = keyReferenceOf(arguments);
    if (key.place == backup::KeyReference::Place::PassphraseFile ||
        key.place == backup::KeyReference::Place::KeyFile) {
        key.name = Schedules::keyOf(key.name);
    }
    return backup::formatKeyReference(key);
}

std::string retentionOf(const Arguments &arguments)
{
    std::string retention;
    for (const char *name : {"recovery-window", "redundancy", "gfs"}) {
        if (!arguments.has(name)) {
            continue;
        }
        if (!retention.empty()) {
            throw Error(ErrorCode::Usage, "Give one of --recovery-window, --redundancy and --gfs.");
        }
        retention = fmt::format("{}={}", name, arguments.text(name));
    }
    return retention;
}

std::vector<Argument> addArguments()
{
    std::vector<Argument> arguments = {
        databaseArgument(),
        {.name = "name", .kind = ArgumentKind::Text, .help = "of the job", .required = true},
        {.name = "cron",
         .kind = ArgumentKind::Text,
         .help = "minute, hour, day of month, month, day of week; or hourly, daily, weekly, monthly",
         .required = true,
         .placeholder = "EXPRESSION"},
        {.name = "kind",
         .kind = ArgumentKind::Choice,
         .help = "what it does: full, incremental, cumulative, archivelog, prune, verify, restore-test, "
                 "crosscheck, snapshot, or sync (of the store's standbys)",
         .required = true,
         .choices = scheduler::jobKindNames(),
         .placeholder = "KIND"},
        {.name = "store", .kind = ArgumentKind::Path, .help = "folder of the backups", .required = true},
        {.name = "window",
         .kind = ArgumentKind::Text,
         .help = "when it may run: business-hours, off-hours, 'Mon-Fri 22:00-06:00; Sat,Sun 00:00-24:00', or "
                 "the name of a saved one; otherwise always",
         .placeholder = "WINDOW"},
        {.name = "compression-level", .kind = ArgumentKind::Integer, .help = "zstd's, 1 to 19; 1 otherwise"},
        {.name = "recovery-window",
         .kind = ArgumentKind::Duration,
         .help = "what prune keeps, and what goes after each backup: all that restores so far back"},
        {.name = "redundancy", .kind = ArgumentKind::Integer, .help = "the same: so many full backups"},
        {.name = "gfs",
         .kind = ArgumentKind::Text,
         .help = "the same: how many hourly, daily, weekly, monthly, yearly ones",
         .placeholder = "H,D,W,M,Y"},
        {.name = "verify",
         .kind = ArgumentKind::Choice,
         .help = "how a new set is checked, or what verify does: quick, standard, full or restore-test",
         .choices = {"quick", "standard", "full", "restore-test"},
         .placeholder = "LEVEL"},
        {.name = "priority",
         .kind = ArgumentKind::Integer,
         .help = "0 to 255, 100 otherwise: the highest runs first of those that are due together"},
        {.name = "max-duration", .kind = ArgumentKind::Duration, .help = "stop a run after so long"},
        {.name = "tag",
         .kind = ArgumentKind::Text,
         .help = "of the sets",
         .repeated = true,
         .placeholder = "TAG"},
        {.name = "retries", .kind = ArgumentKind::Integer, .help = "how often a failed run is tried again"},
        {.name = "retry-delay", .kind = ArgumentKind::Duration, .help = "how long after; 60s otherwise"},
        {.name = "run-missed",
         .kind = ArgumentKind::Flag,
         .help = "run once on start when its time passed while nothing ran schedules"},
        {.name = "skip-holidays", .kind = ArgumentKind::Flag, .help = "don't run on holidays"},
        {.name = "disabled", .kind = ArgumentKind::Flag, .help = "don't run before it is enabled"}};
    for (Argument &argument : keyArguments()) {
        arguments.push_back(std::move(argument));
    }
    return arguments;
}

int smallNumber(const Arguments &arguments, const std::string &name, int otherwise)
{
    const std::int64_t value = arguments.integer(name, otherwise);
    if (value < -1000000 || value > 1000000) {
        throw Error(ErrorCode::Usage, fmt::format("--{} is out of range.", name));
    }
    return static_cast<int>(value);
}

Job jobOf(const Arguments &arguments, const Presentation &presentation)
{
    Job job;
    job.database = arguments.text("database");
    job.name = arguments.text("name");
    job.cron = arguments.text("cron");
    job.kind = *scheduler::jobKindOf(arguments.text("kind"));
    job.store = arguments.text("store");
    job.window = arguments.text("window");
    job.zone = presentation.zoneGiven ? presentation.zone : "local";
    job.key = keyOf(arguments);
    job.compressionLevel = smallNumber(arguments, "compression-level", job.compressionLevel);
    job.retention = retentionOf(arguments);
    job.verifyLevel = arguments.text("verify");
    job.priority = smallNumber(arguments, "priority", job.priority);
    if (arguments.has("max-duration")) {
        job.maxDuration = arguments.duration("max-duration");
    }
    job.tags = arguments.list("tag");
    job.retries = smallNumber(arguments, "retries", job.retries);
    if (arguments.has("retry-delay")) {
        job.retryDelay = arguments.duration("retry-delay");
    }
    job.runMissed = arguments.flag("run-missed");
    job.skipHolidays = arguments.flag("skip-holidays");
    job.enabled = !arguments.flag("disabled");
    return job;
}

Operation add(const Environment &environment)
{
    Operation operation = named(
        "add", "Make a job that runs by the clock (of --zone, or where this computer is)", addArguments());
    operation.effect = Effect::Writes;
    operation.run = [environment](const Arguments &arguments, const core::JobContext & /*unused*/,
                                  Output &output) -> std::unique_ptr<Result> {
        if (!core::systemFiles().exists(arguments.text("database"))) {
            throw Error(ErrorCode::NotFound,
                        fmt::format("There is no file {}. Check the path.", arguments.text("database")))
                .withPath(arguments.text("database"));
        }
        return jobResult(Schedules(environment.configFolder)
                             .add(jobOf(arguments, output.presentation()), environment.clock.now()));
    };
    return operation;
}

Operation list(const Environment &environment)
{
    Operation operation = named("list", "The jobs of a database, or of all, with their next run",
                                {optionalDatabase("only of this SQLite database")});
    operation.run = [environment](const Arguments &arguments, const core::JobContext & /*unused*/,
                                  Output & /*unused*/) -> std::unique_ptr<Result> {
        return jobsResult(Schedules(environment.configFolder).jobs(arguments.text("database")));
    };
    return operation;
}

using Change = std::function<void(const Schedules &, const std::string &database, const std::string &name)>;

// An operation that changes one job; what it was given back is how it stands now.
Operation change(const Environment &environment, const std::string &name, const std::string &summary,
                 const Change &change)
{
    Operation operation = named(name, summary, jobArguments());
    operation.effect = Effect::Writes;
    operation.run = [environment, change](const Arguments &arguments, const core::JobContext & /*unused*/,
                                          Output & /*unused*/) -> std::unique_ptr<Result> {
        const Schedules schedules(environment.configFolder);
        change(schedules, arguments.text("database"), jobName(arguments));
        return jobsResult(schedules.jobs(arguments.text("database")));
    };
    return operation;
}

Operation history(const Environment &environment)
{
    Operation operation =
        named("history", "What became of the runs, the newest first",
              {optionalDatabase("only of this SQLite database"),
               {.name = "name", .kind = ArgumentKind::Text, .help = "only of this job"},
               {.name = "limit", .kind = ArgumentKind::Integer, .help = "only so many; 0 or missing: all"}});
    operation.run = [environment](const Arguments &arguments, const core::JobContext & /*unused*/,
                                  Output & /*unused*/) -> std::unique_ptr<Result> {
        if (arguments.integer("limit") < 0) {
            throw Error(ErrorCode::Usage, "--limit takes a whole number from 0.");
        }
        return runsResult(Schedules(environment.configFolder)
                              .history(arguments.text("database"), arguments.text("name"),
                                       static_cast<std::size_t>(arguments.integer("limit"))),
                          false);
    };
    return operation;
}

Operation next(const Environment &environment)
{
    Operation operation = named(
        "next", "When an expression comes next, by the clock of --zone",
        {{.name = "cron",
          .kind = ArgumentKind::Text,
          .help = "minute, hour, day of month, month, day of week; or hourly, daily, weekly, monthly",
          .required = true,
          .placeholder = "EXPRESSION"},
         {.name = "count", .kind = ArgumentKind::Integer, .help = "how many times; 10 otherwise"},
         {.name = "from", .kind = ArgumentKind::Time, .help = "strictly after this time; now otherwise"}});
    operation.run = [environment](const Arguments &arguments, const core::JobContext & /*unused*/,
                                  Output &output) -> std::unique_ptr<Result> {
        const std::int64_t count = arguments.integer("count", 10);
        if (count < 0 || count > 100000) {
            throw Error(ErrorCode::Usage, "--count takes a number from 0 to 100000.");
        }
        const core::Time from = arguments.has("from")
                                    ? core::parseTime(arguments.text("from"), environment.clock)
                                    : environment.clock.now();
        const scheduler::Cron cron(arguments.text("cron"));
        return timesResult(
            cron.next(from, scheduler::Zone(output.presentation().zone), static_cast<std::size_t>(count)),
            scheduler::inEnglish(scheduler::wordsOf(cron)));
    };
    return operation;
}

Operation conflicts(const Environment &environment)
{
    Operation operation =
        named("conflicts",
              "What doesn't go together in the next 7 days: runs outside of a window, heavy jobs at once",
              {databaseArgument()});
    operation.run = [environment](const Arguments &arguments, const core::JobContext & /*unused*/,
                                  Output & /*unused*/) -> std::unique_ptr<Result> {
        return conflictsResult(scheduler::findConflicts(Schedules(environment.configFolder),
                                                        arguments.text("database"), environment.clock.now()));
    };
    return operation;
}

// "NAME=REST" in its two parts.
std::pair<std::string, std::string> assignment(const std::string &text, const char *option)
{
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
        throw Error(ErrorCode::Usage, fmt::format("--{} takes two parts with = between them.", option));
    }
    return {text.substr(0, equals), text.substr(equals + 1)};
}

Operation windows(const Environment &environment)
{
    Operation operation =
        named("windows", "The saved windows in which jobs may run",
              {{.name = "save",
                .kind = ArgumentKind::Text,
                .help = "keep one under a name: 'night=Mon-Fri 22:00-06:00'",
                .placeholder = "NAME=WINDOW"},
               {.name = "remove", .kind = ArgumentKind::Text, .help = "remove one", .placeholder = "NAME"}});
    operation.effect = Effect::Writes;
    operation.run = [environment](const Arguments &arguments, const core::JobContext & /*unused*/,
                                  Output & /*unused*/) -> std::unique_ptr<Result> {
        const Schedules schedules(environment.configFolder);
        if (arguments.has("save")) {
            const auto [name, window] = assignment(arguments.text("save"), "save");
            schedules.saveWindow(name, scheduler::Window(window));
        }
        if (arguments.has("remove")) {
            schedules.removeWindow(arguments.text("remove"));
        }
        return windowsResult(schedules.windows());
    };
    return operation;
}

Operation holidays(const Environment &environment)
{
    Operation operation =
        named("holidays", "The days on which jobs that say so don't run",
              {{.name = "save",
                .kind = ArgumentKind::Text,
                .help = "add one: 2026-04-06=Easter Monday, or 12-25=Christmas for every year",
                .placeholder = "DATE=NAME"},
               {.name = "remove", .kind = ArgumentKind::Text, .help = "remove one", .placeholder = "DATE"}});
    operation.effect = Effect::Writes;
    operation.run = [environment](const Arguments &arguments, const core::JobContext & /*unused*/,
                                  Output & /*unused*/) -> std::unique_ptr<Result> {
        const Schedules schedules(environment.configFolder);
        if (arguments.has("save")) {
            const auto [date, name] = assignment(arguments.text("save"), "save");
            schedules.saveHoliday(scheduler::Holiday::parse(date, name));
        }
        if (arguments.has("remove")) {
            schedules.removeHoliday(arguments.text("remove"));
        }
        return holidaysResult(schedules.holidays());
    };
    return operation;
}

} // namespace

void addSchedules(Operations &operations, const Environment &environment)
{
    operations.push_back(add(environment));
    operations.push_back(list(environment));
    operations.push_back(change(environment, "remove", "Remove a job; its history stays",
                                [](const Schedules &schedules, const std::string &database,
                                   const std::string &name) { schedules.remove(database, name); }));
    const core::Clock &clock = environment.clock;
    operations.push_back(
        change(environment, "enable", "Let a job run again",
               [&clock](const Schedules &schedules, const std::string &database, const std::string &name) {
                   schedules.setEnabled(database, name, true, clock.now());
               }));
    operations.push_back(
        change(environment, "disable", "Keep a job from running",
               [&clock](const Schedules &schedules, const std::string &database, const std::string &name) {
                   schedules.setEnabled(database, name, false, clock.now());
               }));
    operations.push_back(
        change(environment, "skip-next", "Leave out the next run of a job",
               [](const Schedules &schedules, const std::string &database, const std::string &name) {
                   schedules.setSkipNext(database, name, true);
               }));
    operations.push_back(history(environment));
    operations.push_back(next(environment));
    operations.push_back(conflicts(environment));
    operations.push_back(windows(environment));
    operations.push_back(holidays(environment));
}

} // namespace strandline::operations
