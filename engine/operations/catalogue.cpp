#include "engine/operations/catalogue.h"

#include "engine/operations/registration.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>

namespace strandline::operations {

Catalogue::Catalogue(const Environment &environment)
{
    addRecording(m_operations, environment);
    addTimeline(m_operations, environment);
    addSql(m_operations, environment);
    addSearch(m_operations, environment);
    addTransfer(m_operations, environment);
    addBackupSets(m_operations, environment);
    addBackupUpkeep(m_operations, environment);
    addBackupReport(m_operations, environment);
    addBackupRestore(m_operations, environment);
    addSnapshots(m_operations, environment);
    addSchedules(m_operations, environment);
    addScheduleRuns(m_operations, environment);
    addAgent(m_operations, environment);
    addMaintenance(m_operations, environment);
    addParameters(m_operations, environment);
    addBackupOffsite(m_operations, environment);
    addBackupDestinations(m_operations, environment);
    addBackupStandby(m_operations, environment);
    addMonitorMetrics(m_operations, environment);
    addProbe(m_operations, environment);
    addMonitorActivity(m_operations, environment);
    addMonitorExecutions(m_operations, environment);
    addDemo(m_operations, environment);
}

const Operation *Catalogue::find(std::string_view name) const
{
    const auto found = std::find_if(m_operations.begin(), m_operations.end(),
                                    [&](const Operation &operation) { return operation.name == name; });
    return found != m_operations.end() ? &*found : nullptr;
}

std::string spelling(const Argument &argument)
{
    std::string upper = argument.name;
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    if (argument.positional) {
        return argument.repeated ? upper + "…" : upper;
    }
    if (!argument.placeholder.empty()) {
        return "--" + argument.name + " " + argument.placeholder;
    }
    switch (argument.kind) {
    case ArgumentKind::Flag:
        return "--" + argument.name;
    case ArgumentKind::Integer:
    case ArgumentKind::Scn:
        return "--" + argument.name + " N";
    case ArgumentKind::Time:
        return "--" + argument.name + " TIME";
    case ArgumentKind::Duration:
        return "--" + argument.name + " DURATION";
    case ArgumentKind::Size:
        return "--" + argument.name + " SIZE";
    case ArgumentKind::Path:
        return "--" + argument.name + " PATH";
    case ArgumentKind::Text:
    case ArgumentKind::Choice:
        break;
    }
    return "--" + argument.name + " " + (argument.repeated ? "NAME=VALUE" : "NAME");
}

std::string commandReference(const Catalogue &catalogue)
{
    std::string out =
        "# Commands of strandctl\n\n"
        "Every command takes `--json` (one JSON document on standard output) and `--zone ZONE` (of "
        "times; UTC\notherwise). Messages and progress go to standard error. Exit codes: 0 done, 1 "
        "failed or with findings,\n2 wrong usage. The codes of errors are in errors.md.\n";
    for (const Operation &operation : catalogue.operations()) {
        out += fmt::format("\n## strandctl {}\n\n{}.\n\n    strandctl {}", operation.name, operation.summary,
                           operation.name);
        for (const Argument &argument : operation.arguments) {
            out += argument.required ? " " + spelling(argument) : " [" + spelling(argument) + "]";
        }
        out += "\n\n";
        for (const Argument &argument : operation.arguments) {
            out += fmt::format("- `{}`: {}{}\n", spelling(argument), argument.help,
                               argument.repeated ? " (may be repeated)" : "");
        }
    }
    return out;
}

} // namespace strandline::operations
