#include "engine/operations/backup_arguments.h"

#include "engine/operations/encoding.h"

#include <filesystem>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace strandline::operations {

using core::formatTime;
using Json = nlohmann::ordered_json;

Argument storeArgument()
{
    return {.name = "store", .kind = ArgumentKind::Path, .help = "folder of the backups", .required = true};
}

Argument databaseOption()
{
    return {.name = "database",
            .kind = ArgumentKind::Path,
            .help = "only this database's; all of the store without it"};
}

std::string databaseOf(const Arguments &arguments)
{
    if (!arguments.has("database")) {
        return {};
    }
    std::error_code ignored;
    return std::filesystem::weakly_canonical(std::filesystem::absolute(arguments.text("database"), ignored),
                                             ignored)
        .string();
}

std::vector<Argument> policyArguments()
{
    return {
        {.name = "recovery-window",
         .kind = ArgumentKind::Duration,
         .help = "every state since then can be restored: 7d, 2w"},
        {.name = "redundancy",
         .kind = ArgumentKind::Integer,
         .help = "the newest so many full backups stay, and what came after them"},
        {.name = "gfs",
         .help = "the newest of so many hours, days, weeks, months and years stays: 24,7,4,12,5",
         .placeholder = "H,D,W,M,Y"},
        {.name = "min-free",
         .kind = ArgumentKind::Size,
         .help = "on the store's disk; alone: the oldest sets go until it is reached"},
    };
}

backup::Policy policyOf(const Arguments &arguments, const std::string &zone)
{
    backup::Policy policy;
    policy.zone = zone;
    if (arguments.has("recovery-window")) {
        policy.recoveryWindow = arguments.duration("recovery-window");
    }
    if (arguments.has("redundancy")) {
        const std::int64_t redundancy = arguments.integer("redundancy");
        if (redundancy < 1 || redundancy > 1'000'000) {
            throw core::Error(core::ErrorCode::Usage,
                              "--redundancy is a number of full backups from 1 to 1000000.");
        }
        policy.redundancy = static_cast<unsigned>(redundancy);
    }
    if (arguments.has("gfs")) {
        policy.generations = backup::parseGenerations(arguments.text("gfs"));
    }
    if (arguments.has("min-free")) {
        policy.minimumFreeBytes = arguments.sizeBytes("min-free");
    }
    return policy;
}

Json rangesJson(const std::vector<backup::RestorableRange> &ranges, const Presentation &presentation)
{
    Json list = Json::array();
    for (const backup::RestorableRange &range : ranges) {
        list.push_back({{"fromScn", range.from ? Json(range.from.value) : Json()},
                        {"toScn", range.to ? Json(range.to.value) : Json()},
                        {"timeFrom", formatTime(range.timeFrom, presentation.zone)},
                        {"timeTo", formatTime(range.timeTo, presentation.zone)},
                        {"database", range.database}});
    }
    return list;
}

std::string rangesText(const std::vector<backup::RestorableRange> &ranges, const Presentation &presentation)
{
    if (ranges.empty()) {
        return {};
    }
    TextTable lines({"Restorable", "From SCN", "To SCN", "From", "To"});
    lines.alignRight(1);
    lines.alignRight(2);
    for (const backup::RestorableRange &range : ranges) {
        lines.add({escaped(range.database), range.from ? std::to_string(range.from.value) : "",
                   range.to ? std::to_string(range.to.value) : "",
                   formatTime(range.timeFrom, presentation.zone),
                   formatTime(range.timeTo, presentation.zone)});
    }
    return '\n' + lines.render();
}

} // namespace strandline::operations
