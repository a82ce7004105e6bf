#include "engine/backup/known_stores.h"

#include "engine/backup/files.h"
#include "engine/backup/store_folder.h"

#include <algorithm>
#include <filesystem>

namespace strandline::backup {

using Json = nlohmann::ordered_json;

namespace {

constexpr std::uint64_t fileBytesMax = 4U << 20U;

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
    Json json = Json::parse(readWhole(core::systemFiles(), file, fileBytesMax), nullptr, false);
    if (!json.is_object()) {
        throw core::Error(
            core::ErrorCode::UnsupportedFormat,
            fmt::format("{} can't be understood. Correct it, or delete it: the backups stay where "
                        "they are.",
                        file))
            .withPath(file);
    }
    return json;
}

std::vector<std::string> listed(const Json &json, const std::string &database)
{
    std::vector<std::string> out;
    const auto entry = json.find(key(database));
    if (entry != json.end() && entry->is_array()) {
        for (const Json &store : *entry) {
            if (store.is_string()) {
                out.push_back(store.get<std::string>());
            }
        }
    }
    return out;
}

void save(const std::string &folder, const std::string &file, const Json &json)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        throw core::systemError(error.value(), "The configuration's folder can't be made", folder);
    }
    replaceFile(core::systemFiles(), file, dumpJson(json) + "\n");
}

} // namespace

std::string defaultStore(const std::string &database)
{
    return key(database) + ".backups";
}

std::vector<std::string> KnownStores::storesOf(const std::string &database) const
{
    std::vector<std::string> stores =
        m_folder.empty() ? std::vector<std::string>{} : listed(load(file()), database);
    const std::string beside = defaultStore(database);
    if (std::find(stores.begin(), stores.end(), beside) == stores.end() && StoreFolder(beside).exists()) {
        stores.push_back(beside);
    }
    return stores;
}

void KnownStores::remember(const std::string &database, const std::string &store) const
{
    const std::string path = StoreFolder(store).path();
    if (m_folder.empty()) {
        return;
    }
    Json json = load(file());
    std::vector<std::string> stores = listed(json, database);
    if (!stores.empty() && stores.front() == path) {
        return;
    }
    std::erase(stores, path);
    stores.insert(stores.begin(), path);
    json[key(database)] = stores;
    save(m_folder, file(), json);
}

void KnownStores::forget(const std::string &database, const std::string &store) const
{
    if (m_folder.empty()) {
        return;
    }
    Json json = load(file());
    std::vector<std::string> stores = listed(json, database);
    if (std::erase(stores, StoreFolder(store).path()) == 0) {
        return;
    }
    json[key(database)] = stores;
    save(m_folder, file(), json);
}

std::vector<std::string> KnownStores::databases() const
{
    std::vector<std::string> out;
    if (!m_folder.empty()) {
        const Json json = load(file());
        for (const auto &[database, stores] : json.items()) {
            if (stores.is_array() && !stores.empty()) {
                out.push_back(database);
            }
        }
    }
    return out;
}

} // namespace strandline::backup
