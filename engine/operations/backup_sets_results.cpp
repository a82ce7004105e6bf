#include "engine/core/clock.h"
#include "engine/operations/backup_sets.h"
#include "engine/operations/encoding.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

namespace strandline::operations {

using backup::SetInfo;
using Json = nlohmann::ordered_json;

namespace {

Json timeJson(core::Time time, const Presentation &presentation)
{
    return core::formatTime(time, presentation.zone);
}

// What every list of sets tells of one.
Json toJson(const SetInfo &set, const Presentation &presentation)
{
    const backup::Manifest &m = set.manifest;
    return {{"id", m.id},
            {"database", m.database},
            {"kind", std::string(kindName(m.kind))},
            {"status", std::string(statusName(set.status))},
            {"fromScn", m.fromScn.value},
            {"toScn", m.toScn.value},
            {"started", timeJson(m.started, presentation)},
            {"ended", timeJson(m.ended, presentation)},
            {"storedBytes", m.storedBytes()},
            {"encrypted", m.encryption.has_value()},
            {"parent", m.parent.empty() ? Json() : Json(m.parent)},
            {"bytes", m.contentBytes()},
            {"tags", m.tags},
            {"pinned", m.pinned},
            {"keepUntil", m.keepUntil ? timeJson(*m.keepUntil, presentation) : Json()},
            {"problem", set.problem.empty() ? Json() : Json(set.problem)}};
}

Json encryptionJson(const backup::Manifest &m, const Presentation &presentation)
{
    if (!m.encryption) {
        return nullptr;
    }
    const backup::KeyDescription &key = m.encryption->key;
    return {{"cipher", std::string(core::cipherName(m.encryption->cipher))},
            {"key", key.id},
            {"kind", key.kind == backup::KeyDescription::Kind::Passphrase ? "passphrase" : "keyfile"},
            {"made", timeJson(key.made, presentation)}};
}

std::string scnText(const backup::Manifest &m)
{
    if (!m.recorded) {
        return "no history";
    }
    return m.fromScn ? fmt::format("{}..{}", m.fromScn.value, m.toScn.value) : std::to_string(m.toScn.value);
}

class CreatedResult final : public Result
{
public:
    CreatedResult(backup::CreateReport report, std::string store,
                  std::optional<backup::SetVerification> verified)
        : m_report(std::move(report)), m_store(std::move(store)), m_verified(std::move(verified))
    {
    }
    bool ok() const override { return !m_verified || m_verified->ok(); }
    Json json(const Presentation & /*unused*/) const override
    {
        const backup::Manifest &m = m_report.manifest;
        return {{"id", m.id},
                {"kind", std::string(kindName(m.kind))},
                {"fromScn", m.fromScn.value},
                {"toScn", m.toScn.value},
                {"bytes", m.contentBytes()},
                {"storedBytes", m.storedBytes()},
                {"seconds", m_report.seconds},
                {"parent", m.parent.empty() ? Json() : Json(m.parent)},
                {"encrypted", m.encryption.has_value()},
                {"store", m_store},
                {"asked", std::string(kindName(m_report.asked))},
                {"because", m_report.because.empty() ? Json() : Json(m_report.because)},
                {"verified", m_verified ? Json{{"level", std::string(verifyLevelName(m_verified->level))},
                                               {"ok", m_verified->ok()},
                                               {"findings", m_verified->findings.size()}}
                                        : Json()}};
    }
    std::string text(const Presentation & /*unused*/) const override
    {
        const backup::Manifest &m = m_report.manifest;
        std::string out =
            fmt::format("{}: {}, SCN {}, {} bytes in {} stored{}, {:.2f} s\n", m.id, kindName(m.kind),
                        scnText(m), groupedDigits(m.contentBytes()), groupedDigits(m.storedBytes()),
                        m.encryption ? ", encrypted" : "", m_report.seconds);
        if (m_verified) {
            out += fmt::format("Verified at level {}: {}.\n", verifyLevelName(m_verified->level),
                               m_verified->ok() ? std::string("no findings")
                                                : fmt::format("{} findings", m_verified->findings.size()));
        }
        return out;
    }

private:
    backup::CreateReport m_report;
    std::string m_store;
    std::optional<backup::SetVerification> m_verified;
};

class SetsResult final : public Result
{
public:
    explicit SetsResult(std::vector<SetInfo> sets) : m_sets(std::move(sets)) {}
    Json json(const Presentation &presentation) const override
    {
        Json out = Json::array();
        for (const SetInfo &set : m_sets) {
            out.push_back(toJson(set, presentation));
        }
        return out;
    }
    std::string text(const Presentation &presentation) const override
    {
        if (m_sets.empty()) {
            return "There are no backup sets. `strandctl backup create` makes one.\n";
        }
        TextTable lines({"Set", "Kind", "Status", "SCN", "Started", "Stored", "Encrypted", "Database"});
        lines.alignRight(5);
        for (const SetInfo &set : m_sets) {
            const backup::Manifest &m = set.manifest;
            lines.add({escaped(m.id), std::string(kindName(m.kind)), std::string(statusName(set.status)),
                       scnText(m), core::formatTime(m.started, presentation.zone),
                       groupedDigits(m.storedBytes()), m.encryption ? "yes" : "", escaped(m.database)});
        }
        return lines.render();
    }

private:
    std::vector<SetInfo> m_sets;
};

class SetResult final : public Result
{
public:
    explicit SetResult(SetInfo set) : m_set(std::move(set)) {}
    Json json(const Presentation &presentation) const override
    {
        const backup::Manifest &m = m_set.manifest;
        Json out = toJson(m_set, presentation);
        out["folder"] = m_set.folder;
        out["incarnation"] = m.incarnation.value;
        out["toTime"] = timeJson(m.toTime, presentation);
        out["pageSize"] = m.pageSize;
        out["pageCount"] = m.pageCount;
        out["digest"] = std::string(core::digestName(m.digest));
        out["compressionLevel"] = m.compressionLevel;
        out["encryption"] = encryptionJson(m, presentation);
        out["versions"] = {{"strandline", m.strandlineVersion}, {"sqlite", m.sqliteVersion}};
        out["pieces"] = Json::array();
        for (const backup::Piece &p : m.pieces) {
            out["pieces"].push_back({{"name", p.name},
                                     {"storedBytes", p.storedBytes},
                                     {"bytes", p.contentBytes},
                                     {"storedDigest", p.storedDigest},
                                     {"contentDigest", p.contentDigest}});
        }
        out["restorePoints"] = Json::array();
        for (const backup::KnownRestorePoint &p : m.restorePoints) {
            out["restorePoints"].push_back({{"name", p.name}, {"scn", p.scn.value}});
        }
        out["verified"] = m_set.verified ? Json{{"time", timeJson(m_set.verified->time, presentation)},
                                                {"level", m_set.verified->level},
                                                {"ok", m_set.verified->ok},
                                                {"findings", m_set.verified->findings}}
                                         : Json();
        return out;
    }
    std::string text(const Presentation &presentation) const override
    {
        const backup::Manifest &m = m_set.manifest;
        std::string out = fmt::format(
            "Set          {}\nDatabase     {}\nKind         {}\nStatus       {}{}\nSCN          {}\n",
            escaped(m.id), escaped(m.database), kindName(m.kind), statusName(m_set.status),
            m_set.problem.empty() ? "" : ": " + escaped(m_set.problem), scnText(m));
        out += fmt::format(
            "As of        {}\nMade         {} to {}\n", core::formatTime(m.toTime, presentation.zone),
            core::formatTime(m.started, presentation.zone), core::formatTime(m.ended, presentation.zone));
        out += fmt::format("Goes on from {}\nPages        {} of {} bytes\nChecksum     {}\n",
                           m.parent.empty() ? "nothing" : m.parent, groupedDigits(m.pageCount), m.pageSize,
                           core::digestName(m.digest));
        out += m.encryption ? fmt::format("Encrypted    {}, key {}\n", core::cipherName(m.encryption->cipher),
                                          escaped(m.encryption->key.id))
                            : "Encrypted    no\n";
        if (!m.tags.empty()) {
            out += fmt::format("Tags         {}\n", escaped(fmt::format("{}", fmt::join(m.tags, ", "))));
        }
        if (m_set.verified) {
            out += fmt::format(
                "Verified     {}, level {}: {}\n", core::formatTime(m_set.verified->time, presentation.zone),
                m_set.verified->level,
                m_set.verified->ok ? "no findings" : fmt::format("{} findings", m_set.verified->findings));
        }
        for (const backup::Piece &p : m.pieces) {
            out += fmt::format("Piece        {}: {} bytes, {} decoded, {}\n", escaped(p.name),
                               groupedDigits(p.storedBytes), groupedDigits(p.contentBytes), p.storedDigest);
        }
        return out;
    }

private:
    SetInfo m_set;
};

class CrosscheckResult final : public Result
{
public:
    explicit CrosscheckResult(backup::CrosscheckReport report) : m_report(std::move(report)) {}
    bool ok() const override { return m_report.expired.empty() && m_report.corrupted.empty(); }
    Json json(const Presentation & /*unused*/) const override
    {
        return {{"ok", ok()},
                {"checked", m_report.checked},
                {"added", m_report.added},
                {"expired", m_report.expired},
                {"returned", m_report.returned},
                {"corrupted", m_report.corrupted}};
    }
    std::string text(const Presentation & /*unused*/) const override
    {
        std::string out = fmt::format("{} sets checked.\n", m_report.checked);
        out += line("Taken into the catalogue", m_report.added);
        out += line("Missing", m_report.expired);
        out += line("There again", m_report.returned);
        out += line("Damaged", m_report.corrupted);
        return out;
    }

private:
    static std::string line(const char *what, const std::vector<std::string> &ids)
    {
        return ids.empty() ? "" : fmt::format("{}: {}\n", what, fmt::join(ids, ", "));
    }
    backup::CrosscheckReport m_report;
};

class RotationResult final : public Result
{
public:
    explicit RotationResult(backup::RotationReport report) : m_report(std::move(report)) {}
    bool ok() const override { return m_report.notRewrapped.empty(); }
    Json json(const Presentation & /*unused*/) const override
    {
        Json left = Json::array();
        for (const auto &[id, why] : m_report.notRewrapped) {
            left.push_back({{"id", id}, {"because", why}});
        }
        return {{"oldKey", m_report.oldKey.empty() ? Json() : Json(m_report.oldKey)},
                {"newKey", m_report.newKey},
                {"rewrapped", m_report.rewrapped},
                {"notRewrapped", left}};
    }
    std::string text(const Presentation & /*unused*/) const override
    {
        std::string out = fmt::format("{} sets open with the new key ({}) now.\n", m_report.rewrapped.size(),
                                      m_report.newKey);
        for (const auto &[id, why] : m_report.notRewrapped) {
            out += fmt::format("{} still needs its older key: {}\n", escaped(id), escaped(why));
        }
        return out;
    }

private:
    backup::RotationReport m_report;
};

class KeyPlaceResult final : public Result
{
public:
    KeyPlaceResult(const char *place, std::string name) : m_place(place), m_name(std::move(name)) {}
    Json json(const Presentation & /*unused*/) const override { return {{m_place, m_name}}; }
    std::string text(const Presentation & /*unused*/) const override
    {
        return fmt::format("The {} {} holds the key.\n", m_place, escaped(m_name));
    }

private:
    const char *m_place;
    std::string m_name;
};

} // namespace

std::unique_ptr<Result> keyPlaceResult(const char *place, std::string name)
{
    return std::make_unique<KeyPlaceResult>(place, std::move(name));
}

std::unique_ptr<Result> createdResult(backup::CreateReport report, std::string store,
                                      std::optional<backup::SetVerification> verified)
{
    return std::make_unique<CreatedResult>(std::move(report), std::move(store), std::move(verified));
}

std::unique_ptr<Result> setsResult(std::vector<SetInfo> sets)
{
    return std::make_unique<SetsResult>(std::move(sets));
}

std::unique_ptr<Result> setResult(SetInfo set)
{
    return std::make_unique<SetResult>(std::move(set));
}

std::unique_ptr<Result> crosscheckResult(backup::CrosscheckReport report)
{
    return std::make_unique<CrosscheckResult>(std::move(report));
}

std::unique_ptr<Result> rotationResult(backup::RotationReport report)
{
    return std::make_unique<RotationResult>(std::move(report));
}

} // namespace strandline::operations
