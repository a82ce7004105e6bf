#include "engine/backup/files.h"

#include "engine/core/clock.h"

#include <algorithm>

namespace strandline::backup {

using core::Error;
using core::ErrorCode;
using Json = nlohmann::ordered_json;

namespace {

core::ByteView viewOf(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t *>(text.data()), text.size()};
}

} // namespace

std::string dumpJson(const Json &json)
{
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

core::Time timeOf(const Json &json)
{
    static const core::SystemClock clock; // for "now", which nothing here says
    return core::parseTime(json.get<std::string>(), clock);
}

std::string formatChecked(Json json)
{
    json["checksum"] = core::digestHex(core::Digest::Sha256, viewOf(dumpJson(json)));
    return dumpJson(json) + "\n";
}

Json parseCheckedJson(std::string_view text, const std::string &path)
{
    Json json = Json::parse(text, nullptr, false);
    if (json.is_object() && json.contains("checksum")) {
        json.erase("checksum");
        if (formatChecked(json) == text) {
            return json;
        }
    }
    throw Error(ErrorCode::BackupCorrupt,
                fmt::format("{} is damaged: its text doesn't have its checksum.", path))
        .withPath(path);
}

Json keyJson(const KeyDescription &key)
{
    Json json{{"id", key.id},
              {"kind", key.kind == KeyDescription::Kind::Passphrase ? "passphrase" : "keyfile"},
              {"salt", core::toHex(key.salt)},
              {"check", core::toHex(key.check)},
              {"made", core::formatTime(key.made)}};
    if (key.kind == KeyDescription::Kind::Passphrase) {
        json["logN"] = key.cost.logN;
        json["r"] = key.cost.r;
        json["p"] = key.cost.p;
    }
    return json;
}

KeyDescription keyFromJson(const Json &json)
{
    KeyDescription key;
    key.id = json.at("id").get<std::string>();
    key.kind = named(json.at("kind"), [](const std::string &name) -> std::optional<KeyDescription::Kind> {
        if (name == "passphrase") {
            return KeyDescription::Kind::Passphrase;
        }
        return name == "keyfile" ? std::optional(KeyDescription::Kind::KeyFile) : std::nullopt;
    });
    key.salt = core::fromHex(json.at("salt").get<std::string>());
    key.check = core::fromHex(json.at("check").get<std::string>());
    key.made = timeOf(json.at("made"));
    if (key.kind == KeyDescription::Kind::Passphrase) {
        key.cost = {json.at("logN").get<unsigned>(), json.at("r").get<unsigned>(),
                    json.at("p").get<unsigned>()};
    }
    return key;
}

std::string readWhole(const core::FileSystem &files, const std::string &path, std::uint64_t bytesMax)
{
    const auto file = files.open(path, core::OpenMode::Read);
    const std::uint64_t size = file->sizeBytes();
    if (size > bytesMax) {
        throw Error(ErrorCode::BackupCorrupt,
                    fmt::format("{} has {} bytes, more than {}.", path, size, bytesMax))
            .withPath(path);
    }
    std::string text(size, '\0');
    text.resize(file->readAt(0, std::span(reinterpret_cast<std::uint8_t *>(text.data()), text.size())));
    return text;
}

void replaceFile(const core::FileSystem &files, const std::string &path, std::string_view text)
{
    const std::string temporary = path + ".new";
    files.tryRemove(temporary);
    {
        const auto file = files.open(temporary, core::OpenMode::Create);
        file->writeAt(0, viewOf(text));
        file->sync();
    }
    files.rename(temporary, path);
    files.syncFolder(path.substr(0, path.rfind('/')));
}

} // namespace strandline::backup
