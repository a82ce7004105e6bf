// Small files of a store: JSON with a checksum of its own, replaced as one step. Private to the area.
// Functions without state; safe from any thread. Errors: BackupCorrupt, systemError.
#pragma once

#include "engine/backup/manifest.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <variant>

namespace strandline::backup {

// Indented by two. What is no UTF-8 in a path becomes replacement characters.
std::string dumpJson(const nlohmann::ordered_json &json);
core::Time timeOf(const nlohmann::ordered_json &json);
// A member that must have one of the names that lookUp knows.
template <typename F>
auto named(const nlohmann::ordered_json &json, F lookUp)
{
    const auto value = lookUp(json.get<std::string>());
    if (!value) {
        throw core::Error(core::ErrorCode::UnsupportedFormat,
                          fmt::format("\"{}\" is unknown to this version", json.get<std::string>()));
    }
    return *value;
}

// The text of json with a last member "checksum": SHA-256 of the text without it.
std::string formatChecked(nlohmann::ordered_json json);
// Without the checksum. Throws BackupCorrupt where text is not byte for byte what formatChecked() gives.
nlohmann::ordered_json parseCheckedJson(std::string_view text, const std::string &path);

nlohmann::ordered_json keyJson(const KeyDescription &key);
KeyDescription keyFromJson(const nlohmann::ordered_json &json);

// What is wrong with a text, where something is.
struct Misread
{
    core::ErrorCode code = core::ErrorCode::BackupCorrupt;
    std::string what;

    std::string clause() const { return what.ends_with('.') ? what.substr(0, what.size() - 1) : what; }
};
// make(), or why not: an error of its own, a member that is missing or of another type.
template <typename F>
auto attempt(F make) noexcept -> std::variant<decltype(make()), Misread>
{
    try {
        return make();
    } catch (const core::Error &error) {
        return Misread{error.code(), error.message()};
    } catch (const std::exception &error) {
        return Misread{core::ErrorCode::BackupCorrupt, error.what()};
    }
}

// make() of the text's JSON, its checksum proven. Errors name the file.
template <typename F>
auto parseChecked(std::string_view text, const std::string &path, F make)
{
    const nlohmann::ordered_json json = parseCheckedJson(text, path);
    auto made = attempt([&] { return make(json); });
    if (const Misread *misread = std::get_if<Misread>(&made)) {
        throw core::Error(misread->code == core::ErrorCode::Usage ? core::ErrorCode::BackupCorrupt
                                                                  : misread->code,
                          fmt::format("{} can't be understood: {}.", path, misread->clause()))
            .withPath(path);
    }
    return std::get<0>(std::move(made));
}

std::string readWhole(const core::FileSystem &files, const std::string &path, std::uint64_t bytesMax);
// Written beside and renamed; durable on return.
void replaceFile(const core::FileSystem &files, const std::string &path, std::string_view text);

} // namespace strandline::backup
