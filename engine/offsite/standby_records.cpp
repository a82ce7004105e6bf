#include "engine/core/file.h"
#include "engine/offsite/standby.h"

#include <filesystem>
#include <nlohmann/json.hpp>

namespace strandline::offsite {

using Json = nlohmann::ordered_json;

namespace {

constexpr int fileVersion = 1;
constexpr std::size_t drillsKept = 100;

std::int64_t micros(core::Time time)
{
    return time.time_since_epoch().count();
}

core::Time timeIn(const Json &json, const char *name)
{
    return core::Time(std::chrono::microseconds(json.value(name, std::int64_t{0})));
}

// {"version":1, "syncs":{destination: microseconds}, "drills":[…, oldest first]}; nothing that can't be made
// anew, so a file that can't be understood counts as empty.
Json load(const std::string &file)
{
    const Json empty = {{"version", fileVersion}, {"syncs", Json::object()}, {"drills", Json::array()}};
    if (!core::systemFiles().exists(file)) {
        return empty;
    }
    const Json json = Json::parse(core::systemFiles().readText(file), nullptr, false);
    const bool understood = json.is_object() && json.value("version", Json()) == fileVersion &&
                            json.contains("syncs") && json["syncs"].is_object() && json.contains("drills") &&
                            json["drills"].is_array();
    return understood ? json : empty;
}

void save(const std::string &folder, const std::string &file, const Json &json)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        throw core::systemError(error.value(), "The configuration's folder can't be made", folder);
    }
    const std::string text = json.dump(1, ' ', false, Json::error_handler_t::replace) + '\n';
    const std::string temporary = file + ".new";
    core::systemFiles().tryRemove(temporary);
    core::systemFiles()
        .open(temporary, core::OpenMode::Create)
        ->writeAt(0, {reinterpret_cast<const std::uint8_t *>(text.data()), text.size()});
    core::systemFiles().rename(temporary, file);
}

} // namespace

std::optional<core::Time> StandbyRecords::lastSync(const std::string &destination) const
{
    if (m_folder.empty()) {
        return std::nullopt;
    }
    const Json json = load(file());
    const auto found = json["syncs"].find(destination);
    return found != json["syncs"].end() && found->is_number_integer()
               ? std::optional(core::Time(std::chrono::microseconds(found->get<std::int64_t>())))
               : std::nullopt;
}

std::vector<Drill> StandbyRecords::drills(const std::string &destination) const
{
    std::vector<Drill> drills;
    if (m_folder.empty()) {
        return drills;
    }
    const Json json = load(file());
    for (auto entry = json["drills"].rbegin(); entry != json["drills"].rend(); ++entry) {
        if (!entry->is_object() || entry->value("destination", "") != destination) {
            continue;
        }
        Drill drill;
        drill.destination = destination;
        drill.database = entry->value("database", "");
        drill.time = timeIn(*entry, "time");
        drill.ok = entry->value("ok", false);
        drill.scn = core::Scn{entry->value("scn", std::uint64_t{0})};
        if (entry->contains("rpoSeconds")) {
            drill.rpo = std::chrono::seconds(entry->value("rpoSeconds", std::int64_t{0}));
        }
        drill.rtoSeconds = entry->value("rtoSeconds", 0.0);
        drill.fetchSeconds = entry->value("fetchSeconds", 0.0);
        drill.restoreSeconds = entry->value("restoreSeconds", 0.0);
        drill.bytes = entry->value("bytes", std::uint64_t{0});
        drill.detail = entry->value("detail", "");
        drills.push_back(std::move(drill));
    }
    return drills;
}

void StandbyRecords::addSync(const std::string &destination, core::Time time) const
{
    if (m_folder.empty()) {
        return;
    }
    Json json = load(file());
    json["syncs"][destination] = micros(time);
    save(m_folder, file(), json);
}

void StandbyRecords::addDrill(const Drill &drill) const
{
    if (m_folder.empty()) {
        return;
    }
    Json json = load(file());
    Json entry = {{"destination", drill.destination},
                  {"database", drill.database},
                  {"time", micros(drill.time)},
                  {"ok", drill.ok},
                  {"scn", drill.scn.value},
                  {"rtoSeconds", drill.rtoSeconds},
                  {"fetchSeconds", drill.fetchSeconds},
                  {"restoreSeconds", drill.restoreSeconds},
                  {"bytes", drill.bytes},
                  {"detail", drill.detail}};
    if (drill.rpo) {
        entry["rpoSeconds"] = drill.rpo->count();
    }
    json["drills"].push_back(std::move(entry));
    while (json["drills"].size() > drillsKept) {
        json["drills"].erase(json["drills"].begin());
    }
    save(m_folder, file(), json);
}

} // namespace strandline::offsite
