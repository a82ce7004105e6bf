#include "app/cli/command_line.h"

#include "engine/engine.h"
#include "engine/sqlite/connection.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <list>
#include <map>
#include <sstream>
#include <string_view>

namespace strandline::cli {

using core::Error;
using core::ErrorCode;
using operations::Argument;
using operations::ArgumentKind;
using operations::Operation;

namespace {

// One declared option and what was given for it. CLI11 keeps pointers, so these stay where they are.
struct Slot
{
    const Argument *argument = nullptr;
    CLI::Option *option = nullptr;
    std::vector<std::string> values;
    bool present = false;
};

struct Command
{
    const Operation *operation = nullptr;
    CLI::App *app = nullptr;
    std::list<Slot> slots;
};

const char *groupSummary(std::string_view group)
{
    static constexpr std::pair<std::string_view, const char *> summaries[] = {
        {"timeline", "The history of a database"},
        {"backup", "Backup sets, and what is restored from them"},
        {"backup destination", "Places for copies elsewhere"},
        {"backup offsite", "Copies of backup sets elsewhere"},
        {"backup standby", "Destinations that are kept up to date"},
        {"schedule", "Jobs that run by the clock"},
        {"maintenance", "Keep a database in order"},
        {"monitor", "What programs do with a database, measured"},
        {"probe", "Measure a program that isn't ours"},
    };
    const auto *found = std::find_if(std::begin(summaries), std::end(summaries),
                                     [&](const auto &summary) { return summary.first == group; });
    return found != std::end(summaries) ? found->second : "";
}

void addOption(Command &command, const Argument &argument)
{
    Slot &slot = command.slots.emplace_back();
    slot.argument = &argument;
    if (argument.kind == ArgumentKind::Flag) {
        slot.option = command.app->add_flag("--" + argument.name, slot.present, argument.help);
        return;
    }
    const std::string spelled = operations::spelling(argument);
    if (argument.positional && argument.repeated) {
        slot.option = command.app->add_option(argument.name, slot.values, argument.help);
        slot.option->required(argument.required)->option_text(" ");
        return;
    }
    if (argument.positional) {
        slot.option = command.app->add_option(argument.name, slot.values.emplace_back(), argument.help);
        slot.option->required(argument.required)->option_text(" ");
        return;
    }
    // Each occurrence takes one word; the catalogue itself checks how many there may be, and of what kind.
    slot.option = command.app->add_option("--" + argument.name, slot.values, argument.help);
    slot.option->allow_extra_args(false);
    slot.option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    slot.option->option_text(spelled.substr(spelled.rfind(' ') + 1));
}

using Groups = std::map<std::string, CLI::App *>;

// "backup offsite list": "list" below the group "backup offsite", which is made when it first comes up, as is
// "backup" above it.
CLI::App *subcommandFor(CLI::App &root, Groups &groups, const Operation &operation)
{
    CLI::App *parent = &root;
    std::size_t from = 0;
    for (std::size_t space = 0; (space = operation.name.find(' ', from)) != std::string::npos;
         from = space + 1) {
        const std::string group = operation.name.substr(0, space);
        CLI::App *&known = groups[group];
        if (known == nullptr) {
            known = parent->add_subcommand(group.substr(from), groupSummary(group));
            known->require_subcommand(1);
            known->fallthrough();
        }
        parent = known;
    }
    CLI::App *command = parent->add_subcommand(operation.name.substr(from), operation.summary);
    command->fallthrough();
    return command;
}

struct ParseOutcome
{
    std::optional<std::string> information; // help or version was asked for
    std::optional<std::string> refusal;
};

// CLI11 tells everything by exceptions, help too.
ParseOutcome parse(CLI::App &app, int argc, char **argv) noexcept
{
    try {
        app.parse(argc, argv);
        return {};
    } catch (const CLI::Success &success) {
        std::ostringstream out;
        std::ostringstream ignored;
        app.exit(success, out, ignored);
        return {out.str(), std::nullopt};
    } catch (const CLI::ParseError &error) {
        return {std::nullopt, error.what()};
    }
}

std::string commandOf(const CLI::App &app)
{
    std::string name = app.get_name();
    for (const CLI::App *sub : app.get_subcommands()) {
        name += ' ' + commandOf(*sub);
    }
    return name;
}

std::string versionText()
{
    return fmt::format("strandctl {} (SQLite {})", engine::version(), sqlite::sqliteVersion());
}

operations::Arguments collect(const Command &command)
{
    std::map<std::string, std::vector<std::string>> values;
    for (const Slot &slot : command.slots) {
        if (slot.present) {
            values[slot.argument->name] = {};
        } else if (slot.option->count() > 0) {
            values[slot.argument->name] = slot.values;
        }
    }
    return operations::Arguments::check(command.operation->arguments, std::move(values));
}

} // namespace

bool asksForJson(int argc, char **argv)
{
    for (int i = 1; i < argc; ++i) {
        if (std::string_view(argv[i]) == "--json") {
            return true;
        }
    }
    return false;
}

std::variant<Call, Information> parseCommandLine(const operations::Catalogue &catalogue, int argc,
                                                 char **argv)
{
    CLI::App app(
        "Strandline on the command line: keeps the history of every commit of a SQLite database, and reads "
        "any table as it was.",
        "strandctl");
    Call call;
    bool json = false;
    app.add_flag("--json", json, "one JSON document on standard output");
    const CLI::Option *zone =
        app.add_option("--zone", call.presentation.zone, "time zone of shown times, such as Europe/Berlin")
            ->option_text("ZONE");
    app.set_version_flag("--version", versionText());
    app.require_subcommand(1);
    std::list<Command> commands;
    Groups groups;
    for (const Operation &operation : catalogue.operations()) {
        Command &command = commands.emplace_back();
        command.operation = &operation;
        command.app = subcommandFor(app, groups, operation);
        for (const Argument &argument : operation.arguments) {
            addOption(command, argument);
        }
    }
    const ParseOutcome outcome = parse(app, argc, argv);
    if (outcome.information) {
        return Information{*outcome.information};
    }
    if (outcome.refusal) {
        throw Error(ErrorCode::Usage, fmt::format("{}. See `{} --help`.", *outcome.refusal, commandOf(app)));
    }
    core::formatTime({}, call.presentation.zone); // refuses an unknown zone before anything is done
    call.presentation.zoneGiven = zone->count() > 0;
    call.format = json ? operations::Format::Json : operations::Format::Text;
    for (const Command &command : commands) {
        if (command.app->parsed()) {
            call.operation = command.operation;
            call.arguments = collect(command);
        }
    }
    return call;
}

} // namespace strandline::cli
