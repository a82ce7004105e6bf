#include "engine/session/history_locations.h"

#include "engine/core/error.h"
#include "engine/core/file.h"

#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <nlohmann/json.hpp>

namespace strandline::session {

using core::Error;
using core::ErrorCode;
using Json = nlohmann::ordered_json;

namespace {

std::string environment(const char *name)
{
    const char *value = std::getenv(name);
    return value != nullptr ? value : "";
}

std::string key(const std::string &database)
{
    std::error_code ignored;
    return std::filesystem::weakly_canonical(std::filesystem::absolute(database, ignored), ignored).string();
}

Json load(const std::string &file)
{
    if (!core::systemFiles().exists(file)) {
        return Json::object();
    }
    Json json = Json::parse(core::systemFiles().readText(file), nullptr, false);
    if (!json.is_object()) {
        throw Error(
            ErrorCode::UnsupportedFormat,
            fmt::format("{} can't be understood. Correct it, or delete it and name the histories again with "
                        "--history.",
                        file))
            .withPath(file);
    }
    return json;
}

} // namespace

std::string userConfigFolder()
{
    if (const std::string xdg = environment("XDG_CONFIG_HOME"); !xdg.empty()) {
        return xdg + "/strandline";
    }
    if (const std::string appData = environment("APPDATA"); !appData.empty()) {
        return appData + "/strandline";
    }
    const std::string home = environment("HOME");
    return home.empty() ? std::string() : home + "/.config/strandline";
}

std::string folderBeside(const std::string &database)
{
    std::error_code ignored;
    const bool link = std::filesystem::is_symlink(database, ignored);
    return (link ? key(database) : database) + ".strandline";
}

std::string HistoryLocations::file() const
{
    return m_folder + "/histories.json";
}

std::string HistoryLocations::folderOf(const std::string &database) const
{
    if (m_folder.empty()) {
        return {};
    }
    const Json json = load(file());
    const auto entry = json.find(key(database));
    return entry != json.end() && entry->is_string() ? entry->get<std::string>() : std::string();
}

void HistoryLocations::remember(const std::string &database, const std::string &folder) const
{
    if (m_folder.empty() || folderOf(database) == folder) {
        return;
    }
    Json json = load(file());
    if (folder.empty()) {
        json.erase(key(database));
    } else {
        json[key(database)] = folder;
    }
    std::error_code error;
    std::filesystem::create_directories(m_folder, error);
    if (error) {
        throw core::systemError(error.value(), "The configuration's folder can't be made", m_folder);
    }
    // Written beside and moved, so that nobody ever reads half of it.
    const std::string temporary = file() + ".new";
    std::ofstream out(temporary, std::ios::trunc);
    out << json.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
    out.close();
    if (!out) {
        throw Error(ErrorCode::Io,
                    fmt::format("{} can't be written. Check the permissions of its folder and the "
                                "space on its disk.",
                                temporary))
            .withPath(temporary);
    }
    core::systemFiles().rename(temporary, file());
}

} // namespace strandline::session
