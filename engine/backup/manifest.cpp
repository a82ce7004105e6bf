#include "engine/backup/manifest.h"

#include "engine/backup/files.h"
#include "engine/core/clock.h"

#include <algorithm>
#include <date/date.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>

namespace strandline::backup {

using core::Error;
using core::ErrorCode;
using core::Scn;
using Json = nlohmann::ordered_json;

namespace {

constexpr std::array kinds{Kind::Full, Kind::Differential, Kind::Cumulative, Kind::ArchiveLog};
constexpr std::array statuses{SetStatus::Available, SetStatus::Expired, SetStatus::Obsolete,
                              SetStatus::Corrupted};

Json rangesJson(const std::vector<ScnRange> &ranges)
{
    Json out = Json::array();
    for (const ScnRange &range : ranges) {
        out.push_back(Json::array({range.first.value, range.last.value}));
    }
    return out;
}

Json incarnationsJson(const Manifest &m)
{
    Json out = Json::array();
    for (const KnownIncarnation &i : m.incarnations) {
        out.push_back(Json{{"id", i.id.value},
                           {"parent", i.parent.value},
                           {"branchScn", i.branchScn.value},
                           {"firstScn", i.firstScn.value},
                           {"lastScn", i.lastScn.value}});
    }
    return out;
}

Json restorePointsJson(const Manifest &m)
{
    Json out = Json::array();
    for (const KnownRestorePoint &p : m.restorePoints) {
        out.push_back(Json{{"name", p.name}, {"scn", p.scn.value}, {"time", core::formatTime(p.time)}});
    }
    return out;
}

Json piecesJson(const Manifest &m)
{
    Json out = Json::array();
    for (const Piece &p : m.pieces) {
        out.push_back(Json{{"name", p.name},
                           {"storedBytes", p.storedBytes},
                           {"contentBytes", p.contentBytes},
                           {"storedDigest", p.storedDigest},
                           {"contentDigest", p.contentDigest}});
    }
    return out;
}

Json encryptionJson(const Encryption &e)
{
    return Json{
        {"cipher", core::cipherName(e.cipher)}, {"key", keyJson(e.key)}, {"dataKey", core::toHex(e.dataKey)}};
}

Json signedJson(const Manifest &m)
{
    Json json{{"format", manifestFormat}, {"id", m.id}, {"kind", kindName(m.kind)}};
    json["database"] = Json{{"path", m.database},
                            {"name", m.databaseName},
                            {"id", m.databaseId.hex()},
                            {"incarnation", m.incarnation.value},
                            {"recorded", m.recorded}};
    json["range"] = Json{{"fromScn", m.fromScn.value},
                         {"toScn", m.toScn.value},
                         {"toTime", core::formatTime(m.toTime)},
                         {"unreadable", rangesJson(m.unreadable)}};
    json["incarnations"] = incarnationsJson(m);
    json["restorePoints"] = restorePointsJson(m);
    json["parent"] = m.parent;
    json["times"] = Json{{"started", core::formatTime(m.started)}, {"ended", core::formatTime(m.ended)}};
    json["pages"] = Json{{"size", m.pageSize}, {"count", m.pageCount}};
    json["digest"] = core::digestName(m.digest);
    json["compression"] = m.compressionLevel;
    json["programs"] = Json{{"strandline", m.strandlineVersion}, {"sqlite", m.sqliteVersion}};
    json["pieces"] = piecesJson(m);
    json["tags"] = m.tags;
    if (m.encryption) {
        json["encryption"] = encryptionJson(*m.encryption);
    }
    return json;
}

Json keepingJson(const Manifest &m)
{
    return Json{{"status", statusName(m.status)},
                {"pinned", m.pinned},
                {"keepUntil", m.keepUntil ? Json(core::formatTime(*m.keepUntil)) : Json(nullptr)}};
}

void takeRange(const Json &json, Manifest &m)
{
    m.fromScn = Scn{json.at("fromScn").get<std::uint64_t>()};
    m.toScn = Scn{json.at("toScn").get<std::uint64_t>()};
    m.toTime = timeOf(json.at("toTime"));
    for (const Json &range : json.at("unreadable")) {
        m.unreadable.push_back(
            {Scn{range.at(0).get<std::uint64_t>()}, Scn{range.at(1).get<std::uint64_t>()}});
    }
}

void takeDatabase(const Json &json, Manifest &m)
{
    m.database = json.at("path").get<std::string>();
    m.databaseName = json.at("name").get<std::string>();
    const core::Bytes id = core::fromHex(json.at("id").get<std::string>());
    if (id.size() != m.databaseId.bytes.size()) {
        throw Error(ErrorCode::BackupCorrupt, "the id of the database has another length");
    }
    std::copy(id.begin(), id.end(), m.databaseId.bytes.begin());
    m.incarnation = core::IncarnationId{json.at("incarnation").get<std::uint32_t>()};
    m.recorded = json.at("recorded").get<bool>();
}

void takeKnown(const Json &json, Manifest &m)
{
    for (const Json &i : json.at("incarnations")) {
        m.incarnations.push_back({core::IncarnationId{i.at("id").get<std::uint32_t>()},
                                  core::IncarnationId{i.at("parent").get<std::uint32_t>()},
                                  Scn{i.at("branchScn").get<std::uint64_t>()},
                                  Scn{i.at("firstScn").get<std::uint64_t>()},
                                  Scn{i.at("lastScn").get<std::uint64_t>()}});
    }
    for (const Json &p : json.at("restorePoints")) {
        m.restorePoints.push_back(
            {p.at("name").get<std::string>(), Scn{p.at("scn").get<std::uint64_t>()}, timeOf(p.at("time"))});
    }
}

void takePieces(const Json &json, Manifest &m)
{
    std::set<std::string> names{manifestName};
    for (const Json &p : json) {
        Piece piece{p.at("name").get<std::string>(), p.at("storedBytes").get<std::uint64_t>(),
                    p.at("contentBytes").get<std::uint64_t>(), p.at("storedDigest").get<std::string>(),
                    p.at("contentDigest").get<std::string>()};
        const bool plain = !piece.name.empty() && piece.name.front() != '.' && piece.name.size() <= 200 &&
                           piece.name.find_first_of(std::string_view("/\\:\0", 4)) == std::string::npos;
        if (!plain || !names.insert(piece.name).second) {
            throw Error(ErrorCode::BackupCorrupt,
                        fmt::format("\"{}\" is no plain file name of its own", piece.name));
        }
        m.pieces.push_back(std::move(piece));
    }
}

Manifest manifestOf(const Json &json)
{
    if (json.at("format").get<int>() != manifestFormat) {
        throw Error(ErrorCode::UnsupportedFormat, fmt::format("it has format {}, and this version knows {}",
                                                              json.at("format").get<int>(), manifestFormat));
    }
    Manifest m;
    m.id = json.at("id").get<std::string>();
    if (!isSetId(m.id)) {
        throw Error(ErrorCode::BackupCorrupt, "its id is no name of a set");
    }
    m.kind = named(json.at("kind"), kindNamed);
    takeDatabase(json.at("database"), m);
    takeRange(json.at("range"), m);
    takeKnown(json, m);
    m.parent = json.at("parent").get<std::string>();
    m.started = timeOf(json.at("times").at("started"));
    m.ended = timeOf(json.at("times").at("ended"));
    m.pageSize = json.at("pages").at("size").get<std::uint32_t>();
    m.pageCount = json.at("pages").at("count").get<std::uint32_t>();
    if (m.pageSize < 512 || m.pageSize > 65536 || (m.pageSize & (m.pageSize - 1)) != 0) {
        throw Error(ErrorCode::BackupCorrupt, fmt::format("pages of {} bytes don't exist", m.pageSize));
    }
    m.digest = named(json.at("digest"), core::digestNamed);
    m.compressionLevel = json.at("compression").get<int>();
    m.strandlineVersion = json.at("programs").at("strandline").get<std::string>();
    m.sqliteVersion = json.at("programs").at("sqlite").get<std::string>();
    takePieces(json.at("pieces"), m);
    m.tags = json.at("tags").get<std::vector<std::string>>();
    if (json.contains("encryption")) {
        const Json &e = json.at("encryption");
        m.encryption = Encryption{named(e.at("cipher"), core::cipherNamed), keyFromJson(e.at("key")),
                                  core::fromHex(e.at("dataKey").get<std::string>())};
        m.mac = core::fromHex(json.at("mac").get<std::string>());
    }
    const Json &keeping = json.at("keeping");
    m.status = named(keeping.at("status"), statusNamed);
    m.pinned = keeping.at("pinned").get<bool>();
    if (!keeping.at("keepUntil").is_null()) {
        m.keepUntil = timeOf(keeping.at("keepUntil"));
    }
    return m;
}

} // namespace

std::string_view kindName(Kind kind) noexcept
{
    switch (kind) {
    case Kind::Full:
        return "full";
    case Kind::Differential:
        return "incremental";
    case Kind::Cumulative:
        return "cumulative";
    case Kind::ArchiveLog:
        return "archivelog";
    }
    return "full";
}

std::optional<Kind> kindNamed(std::string_view name)
{
    if (name == "differential") {
        return Kind::Differential;
    }
    const auto found =
        std::find_if(kinds.begin(), kinds.end(), [&](Kind kind) { return kindName(kind) == name; });
    return found != kinds.end() ? std::optional(*found) : std::nullopt;
}

std::string_view statusName(SetStatus status) noexcept
{
    switch (status) {
    case SetStatus::Available:
        return "available";
    case SetStatus::Expired:
        return "expired";
    case SetStatus::Obsolete:
        return "obsolete";
    case SetStatus::Corrupted:
        return "corrupted";
    }
    return "available";
}

std::optional<SetStatus> statusNamed(std::string_view name)
{
    const auto found = std::find_if(statuses.begin(), statuses.end(),
                                    [&](SetStatus status) { return statusName(status) == name; });
    return found != statuses.end() ? std::optional(*found) : std::nullopt;
}

std::uint64_t Manifest::storedBytes() const
{
    std::uint64_t sum = 0;
    for (const Piece &piece : pieces) {
        sum += piece.storedBytes;
    }
    return sum;
}

std::uint64_t Manifest::contentBytes() const
{
    std::uint64_t sum = 0;
    for (const Piece &piece : pieces) {
        sum += piece.contentBytes;
    }
    return sum;
}

std::string signedText(const Manifest &manifest)
{
    return dumpJson(signedJson(manifest));
}

std::string formatManifest(const Manifest &manifest)
{
    return formatChecked([&] {
        Json json = signedJson(manifest);
        if (manifest.encryption) {
            json["mac"] = core::toHex(manifest.mac);
        }
        json["keeping"] = keepingJson(manifest);
        return json;
    }());
}

Manifest parseManifest(std::string_view text, const std::string &path, const std::string &id)
{
    Manifest manifest = parseChecked(text, path, manifestOf);
    if (!id.empty() && manifest.id != id) {
        throw Error(ErrorCode::BackupCorrupt,
                    fmt::format("{} belongs to the set {}, not to {}.", path, manifest.id, id))
            .withPath(path);
    }
    return manifest;
}

Manifest readManifest(const core::FileSystem &files, const std::string &setFolder, const std::string &id)
{
    const std::string path = setFolder + "/" + manifestName;
    return parseManifest(readWhole(files, path, manifestBytesMax), path, id);
}

void writeManifest(const core::FileSystem &files, const std::string &setFolder, const Manifest &manifest)
{
    replaceFile(files, setFolder + "/" + manifestName, formatManifest(manifest));
}

std::string newSetId(Kind kind, core::Time now)
{
    const std::string random = core::toHex(core::randomBytes(3));
    return fmt::format("{}-{}-{}",
                       date::format("%Y%m%dT%H%M%SZ", std::chrono::floor<std::chrono::seconds>(now)),
                       kindName(kind), random);
}

bool isSetId(std::string_view name)
{
    return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
    });
}

} // namespace strandline::backup
