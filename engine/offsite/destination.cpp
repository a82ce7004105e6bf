#include "engine/offsite/destination.h"

#include "engine/core/crypto.h"
#include "engine/core/file.h"
#include "engine/offsite/folder_store.h"
#include "engine/offsite/s3_store.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sstream>

namespace strandline::offsite {

using core::Error;
using core::ErrorCode;
using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

namespace {

constexpr int fileVersion = 1;
constexpr std::string_view s3Scheme = "s3://";
constexpr std::string_view fileScheme = "file://";

struct NamedAddressing
{
    Addressing addressing;
    std::string_view name;
};
constexpr std::array addressings{
    NamedAddressing{Addressing::Automatic, "auto"},
    NamedAddressing{Addressing::Path, "path"},
    NamedAddressing{Addressing::VirtualHost, "virtual-host"},
};

bool beginsWith(std::string_view text, std::string_view beginning)
{
    return text.substr(0, beginning.size()) == beginning;
}

std::string variable(const char *name)
{
    const char *value = std::getenv(name);
    return value != nullptr ? value : "";
}

std::string stripped(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    const std::size_t last = text.find_last_not_of(" \t\r\n");
    return first == std::string_view::npos ? std::string()
                                           : std::string(text.substr(first, last - first + 1));
}

Credentials complete(Credentials credentials, const std::string &where)
{
    if (credentials.accessKeyId.empty() || credentials.secretAccessKey.empty()) {
        throw Error(
            ErrorCode::NotFound,
            fmt::format("No access key was found in {}: aws_access_key_id and aws_secret_access_key are "
                        "needed. Correct it, or name another place with --credentials.",
                        where));
    }
    return credentials;
}

Json toJson(const Destination &destination)
{
    Json json = {{"name", destination.name}, {"url", destination.url}};
    const auto set = [&](const char *name, const std::string &value) {
        if (!value.empty()) {
            json[name] = value;
        }
    };
    if (schemeOf(destination) == Scheme::S3) {
        set("endpoint", destination.endpoint);
        set("region", destination.region);
        json["addressing"] = addressingName(destination.addressing);
        set("credentials", destination.credentials);
        set("caFile", destination.caFile);
    }
    if (destination.bytesPerSecond != 0) {
        json["bytesPerSecond"] = destination.bytesPerSecond;
    }
    set("standbyOf", destination.standbyOf);
    return json;
}

std::string textIn(const Json &json, const char *name)
{
    const auto found = json.find(name);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Destination fromJson(const Json &json)
{
    Destination destination;
    destination.name = textIn(json, "name");
    destination.url = textIn(json, "url");
    destination.endpoint = textIn(json, "endpoint");
    destination.region = textIn(json, "region");
    destination.addressing = addressingNamed(textIn(json, "addressing")).value_or(Addressing::Automatic);
    if (const std::string credentials = textIn(json, "credentials"); !credentials.empty()) {
        destination.credentials = credentials;
    }
    destination.caFile = textIn(json, "caFile");
    destination.standbyOf = textIn(json, "standbyOf");
    const auto speed = json.find("bytesPerSecond");
    destination.bytesPerSecond =
        speed != json.end() && speed->is_number_unsigned() ? speed->get<std::uint64_t>() : 0;
    return destination;
}

void mustBeUsable(const Destination &destination)
{
    const bool plain =
        !destination.name.empty() && destination.name.find_first_of("/\\:\n\r\t") == std::string::npos;
    if (!plain) {
        throw Error(ErrorCode::Usage,
                    fmt::format("\"{}\" is no name for a destination: it has letters, and no slash or colon.",
                                destination.name));
    }
    schemeOf(destination);
    const std::string &place = destination.credentials;
    if (place != "env" && !(beginsWith(place, "file:") && place.size() > 5) &&
        !(beginsWith(place, "keychain:") && place.size() > 9)) {
        throw Error(ErrorCode::Usage,
                    "Where the access key is, is told as env, file:PATH or keychain:ENTRY; the key "
                    "itself never stands here.");
    }
}

S3Address addressOf(const Destination &destination)
{
    S3Address address;
    address.endpoint = destination.endpoint;
    if (!destination.region.empty()) {
        address.region = destination.region;
    }
    address.addressing = destination.addressing;
    const std::string rest = destination.url.substr(s3Scheme.size());
    const std::size_t slash = rest.find('/');
    address.bucket = rest.substr(0, slash);
    if (slash != std::string::npos) {
        address.prefix = rest.substr(slash + 1);
        address.prefix.erase(0, address.prefix.find_first_not_of('/'));
        address.prefix.erase(address.prefix.find_last_not_of('/') + 1);
    }
    return address;
}

} // namespace

std::string_view addressingName(Addressing addressing) noexcept
{
    const auto *found = std::find_if(addressings.begin(), addressings.end(),
                                     [&](const NamedAddressing &a) { return a.addressing == addressing; });
    return found->name;
}

std::optional<Addressing> addressingNamed(std::string_view name)
{
    const auto *found = std::find_if(addressings.begin(), addressings.end(),
                                     [&](const NamedAddressing &a) { return a.name == name; });
    return found != addressings.end() ? std::optional(found->addressing) : std::nullopt;
}

Scheme schemeOf(const Destination &destination)
{
    const std::string &url = destination.url;
    if (beginsWith(url, s3Scheme)) {
        const std::string rest = url.substr(s3Scheme.size());
        if (rest.empty() || rest.front() == '/' || rest.find_first_of("?#@ ") != std::string::npos) {
            throw Error(ErrorCode::Usage,
                        fmt::format("\"{}\" names no bucket. Write it as s3://BUCKET/PREFIX.", url));
        }
        return Scheme::S3;
    }
    const bool folder = beginsWith(url, fileScheme)
                            ? url.size() > fileScheme.size() && url[fileScheme.size()] == '/'
                            : !url.empty() && url.find("://") == std::string::npos;
    if (!folder) {
        throw Error(ErrorCode::Usage,
                    fmt::format("\"{}\" is no destination: it is a folder, or s3://BUCKET/PREFIX.", url));
    }
    return Scheme::Folder;
}

std::string folderOf(const Destination &destination)
{
    const bool scheme = beginsWith(destination.url, fileScheme);
    std::error_code ignored;
    std::string path =
        fs::absolute(scheme ? destination.url.substr(fileScheme.size()) : destination.url, ignored)
            .lexically_normal();
    while (path.size() > 1 && path.back() == '/') {
        path.pop_back();
    }
    return path;
}

Credentials parseCredentials(const std::string &text, const std::string &profile)
{
    Credentials found;
    std::istringstream lines(text);
    std::string section;
    for (std::string line; std::getline(lines, line);) {
        const std::string plain = stripped(line);
        if (plain.empty() || plain.front() == '#' || plain.front() == ';') {
            continue;
        }
        if (plain.front() == '[' && plain.back() == ']') {
            section = stripped(std::string_view(plain).substr(1, plain.size() - 2));
            continue;
        }
        const std::size_t equals = plain.find('=');
        if (equals == std::string::npos ||
            (section != profile && !(section.empty() && profile == "default"))) {
            continue;
        }
        const std::string name = stripped(std::string_view(plain).substr(0, equals));
        const std::string value = stripped(std::string_view(plain).substr(equals + 1));
        if (name == "aws_access_key_id") {
            found.accessKeyId = value;
        } else if (name == "aws_secret_access_key") {
            found.secretAccessKey = value;
        } else if (name == "aws_session_token") {
            found.sessionToken = value;
        }
    }
    return found;
}

Credentials credentialsOf(const Destination &destination, const core::Keychain *keychain)
{
    const std::string &place = destination.credentials;
    if (beginsWith(place, "file:")) {
        const std::size_t hash = place.rfind('#');
        const std::string path = place.substr(5, hash == std::string::npos ? hash : hash - 5);
        const std::string profile = hash == std::string::npos ? "default" : place.substr(hash + 1);
        return complete(parseCredentials(core::systemFiles().readText(path), profile), path);
    }
    if (beginsWith(place, "keychain:")) {
        const std::string entry = place.substr(9);
        if (keychain == nullptr) {
            throw Error(ErrorCode::Unsupported,
                        "This program was built without the keychain. Name a file with "
                        "--credentials file:PATH.");
        }
        return complete(parseCredentials(keychain->read(entry).value_or(std::string()), "default"),
                        fmt::format("the keychain's entry \"{}\"", entry));
    }
    return complete(
        {variable("AWS_ACCESS_KEY_ID"), variable("AWS_SECRET_ACCESS_KEY"), variable("AWS_SESSION_TOKEN")},
        "the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY)");
}

std::string formatCredentials(const Credentials &credentials)
{
    std::string text = fmt::format("aws_access_key_id={}\naws_secret_access_key={}\n",
                                   credentials.accessKeyId, credentials.secretAccessKey);
    if (!credentials.sessionToken.empty()) {
        text += fmt::format("aws_session_token={}\n", credentials.sessionToken);
    }
    return text;
}

std::string keychainEntry(const Destination &destination)
{
    return "destination-" + destination.name;
}

std::unique_ptr<ObjectStore> openDestination(const Destination &destination, const Surroundings &surroundings)
{
    if (schemeOf(destination) == Scheme::Folder) {
        return std::make_unique<FolderStore>(folderOf(destination), destination.bytesPerSecond);
    }
    static const core::SystemClock systemClock;
    S3Options options;
    options.limits.bytesPerSecond = destination.bytesPerSecond;
    options.limits.certificateFile = destination.caFile;
    options.persistence = surroundings.persistence;
    options.partBytes = surroundings.partBytes;
    options.notesFolder = surroundings.notesFolder;
    return std::make_unique<S3Store>(addressOf(destination),
                                     credentialsOf(destination, surroundings.keychain), options,
                                     surroundings.clock != nullptr ? *surroundings.clock : systemClock);
}

void tryDestination(ObjectStore &store, const core::JobContext &job)
{
    store.list("sets/", job);
    const std::string name = "probe-" + core::toHex(core::randomBytes(8));
    const core::Bytes bytes = core::randomBytes(64);
    store.put(name, sourceOf(bytes), job);
    const auto back = readObject(store, name, 4096, job);
    store.remove(name, job);
    if (back != bytes) {
        throw Error(ErrorCode::Io, fmt::format("{} gives back something else than what was written there.",
                                               store.description()))
            .withPath(store.description());
    }
}

std::vector<Destination> Destinations::all() const
{
    if (m_folder.empty() || !core::systemFiles().exists(file())) {
        return {};
    }
    const Json json = Json::parse(core::systemFiles().readText(file()), nullptr, false);
    const bool understood = json.is_object() && json.value("version", Json()) == fileVersion &&
                            json.contains("destinations") && json["destinations"].is_array();
    if (!understood) {
        throw Error(
            ErrorCode::UnsupportedFormat,
            fmt::format("{} can't be understood. Correct it, or delete it and add the destinations again.",
                        file()))
            .withPath(file());
    }
    std::vector<Destination> found;
    for (const Json &entry : json["destinations"]) {
        Destination destination = entry.is_object() ? fromJson(entry) : Destination();
        if (!destination.name.empty()) {
            found.push_back(std::move(destination));
        }
    }
    std::sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.name < b.name; });
    return found;
}

Destination Destinations::find(const std::string &nameOrUrl) const
{
    for (Destination &destination : all()) {
        if (destination.name == nameOrUrl || destination.url == nameOrUrl) {
            return std::move(destination);
        }
    }
    Destination own;
    own.name = nameOrUrl;
    own.url = nameOrUrl;
    std::error_code ignored;
    if (beginsWith(nameOrUrl, s3Scheme)) {
        own.endpoint = variable("AWS_ENDPOINT_URL");
        own.region = variable("AWS_REGION");
        own.region = own.region.empty() ? variable("AWS_DEFAULT_REGION") : own.region;
        return own;
    }
    if (beginsWith(nameOrUrl, fileScheme) || nameOrUrl.find('/') != std::string::npos ||
        fs::is_directory(nameOrUrl, ignored)) {
        return own;
    }
    throw Error(
        ErrorCode::NotFound,
        fmt::format("There is no destination \"{}\". `strandctl backup destination list` shows those that "
                    "are known; a folder or s3://BUCKET/PREFIX is taken too.",
                    nameOrUrl));
}

void Destinations::write(const std::vector<Destination> &destinations) const
{
    Json list = Json::array();
    for (const Destination &destination : destinations) {
        list.push_back(toJson(destination));
    }
    const Json json = {{"version", fileVersion}, {"destinations", list}};
    std::error_code error;
    fs::create_directories(m_folder, error);
    if (error) {
        throw core::systemError(error.value(), "The configuration's folder can't be made", m_folder);
    }
    const std::string text = json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
    const std::string temporary = file() + ".new";
    core::systemFiles().tryRemove(temporary);
    {
        const auto out = core::systemFiles().open(temporary, core::OpenMode::Create);
        fs::permissions(temporary, fs::perms::owner_read | fs::perms::owner_write, error);
        out->writeAt(0, {reinterpret_cast<const std::uint8_t *>(text.data()), text.size()});
        out->sync();
    }
    core::systemFiles().rename(temporary, file());
}

void Destinations::add(const Destination &destination, bool replace) const
{
    mustBeUsable(destination);
    if (m_folder.empty()) {
        throw Error(ErrorCode::Unsupported,
                    "The environment names no home folder, so nothing can be remembered.");
    }
    Destination lasting = destination;
    if (schemeOf(destination) == Scheme::Folder) {
        lasting.url = folderOf(destination); // wherever it is asked for later
    }
    std::vector<Destination> destinations = all();
    const auto same = std::find_if(destinations.begin(), destinations.end(),
                                   [&](const Destination &d) { return d.name == destination.name; });
    if (same != destinations.end() && !replace) {
        throw Error(ErrorCode::Exists,
                    fmt::format("There is a destination \"{}\" already. Choose another name, or add "
                                "--replace.",
                                destination.name));
    }
    if (same != destinations.end()) {
        *same = lasting;
    } else {
        destinations.push_back(lasting);
    }
    write(destinations);
}

void Destinations::remove(const std::string &name) const
{
    std::vector<Destination> destinations = all();
    const auto gone = std::remove_if(destinations.begin(), destinations.end(),
                                     [&](const Destination &d) { return d.name == name; });
    if (gone == destinations.end()) {
        throw Error(ErrorCode::NotFound, fmt::format("There is no destination \"{}\".", name));
    }
    destinations.erase(gone, destinations.end());
    write(destinations);
}

} // namespace strandline::offsite
