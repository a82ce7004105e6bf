#include "engine/offsite/upload_notes.h"

#include "engine/core/hash.h"

#include <filesystem>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace strandline::offsite {

using Json = nlohmann::ordered_json;

namespace {

constexpr int noteVersion = 1;

std::optional<UploadNote> parsed(const Json &json, const std::string &object)
{
    if (!json.is_object() || json.value("version", 0) != noteVersion || json.value("object", "") != object) {
        return std::nullopt;
    }
    UploadNote note;
    note.uploadId = json.value("uploadId", "");
    note.sizeBytes = json.value("sizeBytes", std::uint64_t{0});
    note.partBytes = json.value("partBytes", std::uint64_t{0});
    const auto parts = json.find("parts");
    if (note.uploadId.empty() || note.partBytes == 0 || parts == json.end() || !parts->is_array()) {
        return std::nullopt;
    }
    for (const Json &part : *parts) {
        if (!part.is_object()) {
            return std::nullopt;
        }
        note.parts[part.value("number", 0U)] = {part.value("md5", ""), part.value("etag", "")};
    }
    return note;
}

} // namespace

std::string UploadNotes::fileOf(const std::string &object) const
{
    const core::ByteView bytes(reinterpret_cast<const std::uint8_t *>(object.data()), object.size());
    return fmt::format("{}/{:016x}.json", m_folder, core::hash64(bytes));
}

std::optional<UploadNote> UploadNotes::load(const std::string &object) const
{
    if (m_folder.empty() || !core::systemFiles().exists(fileOf(object))) {
        return std::nullopt;
    }
    const auto file = core::systemFiles().open(fileOf(object), core::OpenMode::Read);
    std::string text(static_cast<std::size_t>(file->sizeBytes()), '\0');
    text.resize(file->readAt(0, {reinterpret_cast<std::uint8_t *>(text.data()), text.size()}));
    const Json json = Json::parse(text, nullptr, false);
    return parsed(json, object);
}

void UploadNotes::save(const std::string &object, const UploadNote &note) const
{
    if (m_folder.empty()) {
        return;
    }
    Json parts = Json::array();
    for (const auto &[number, part] : note.parts) {
        parts.push_back({{"number", number}, {"md5", part.md5}, {"etag", part.etag}});
    }
    const Json json = {{"version", noteVersion},      {"object", object},
                       {"uploadId", note.uploadId},   {"sizeBytes", note.sizeBytes},
                       {"partBytes", note.partBytes}, {"parts", parts}};
    std::error_code error;
    std::filesystem::create_directories(m_folder, error);
    if (error) {
        throw core::systemError(error.value(), "The folder for notes on uploads can't be made", m_folder);
    }
    const std::string text = json.dump(1, ' ', false, Json::error_handler_t::replace);
    const std::string temporary = fileOf(object) + ".new";
    core::systemFiles().tryRemove(temporary);
    core::systemFiles()
        .open(temporary, core::OpenMode::Create)
        ->writeAt(0, {reinterpret_cast<const std::uint8_t *>(text.data()), text.size()});
    core::systemFiles().rename(temporary, fileOf(object));
}

void UploadNotes::forget(const std::string &object) const noexcept
{
    if (!m_folder.empty()) {
        core::systemFiles().tryRemove(fileOf(object));
    }
}

} // namespace strandline::offsite
