#include "engine/backup/catalogue.h"

#include "engine/backup/catalogue_database.h"
#include "engine/backup/files.h"
#include "engine/sqlite/transaction.h"

#include <algorithm>
#include <filesystem>
#include <set>

namespace strandline::backup {

using core::Error;
using core::ErrorCode;

namespace {

std::string canonical(const std::string &path)
{
    std::error_code ignored;
    return std::filesystem::weakly_canonical(std::filesystem::absolute(path, ignored), ignored).string();
}

// What is on disk of a set, whatever the catalogue says.
SetInfo onDisk(const StoreFolder &store, const std::string &id)
{
    const core::FileSystem &files = store.files();
    SetInfo info;
    info.store = store.path();
    info.folder = store.setFolder(id);
    if (!files.exists(info.folder + "/" + manifestName)) {
        info.manifest.id = id;
        info.status = SetStatus::Expired;
        info.problem = fmt::format("{} is missing.", info.folder + "/" + manifestName);
        return info;
    }
    auto read = attempt([&] { return readManifest(files, info.folder, id); });
    if (const Misread *misread = std::get_if<Misread>(&read)) {
        info.manifest.id = id;
        info.status = SetStatus::Corrupted;
        info.problem = misread->what;
        return info;
    }
    info.manifest = std::get<Manifest>(std::move(read));
    info.status = info.manifest.status;
    for (const Piece &piece : info.manifest.pieces) {
        const std::string path = info.folder + "/" + piece.name;
        const bool there = files.exists(path);
        if (!there || files.sizeOf(path) != piece.storedBytes) {
            info.status = there ? SetStatus::Corrupted : SetStatus::Expired;
            info.problem = there ? fmt::format("{} has {} bytes instead of {}.", path, files.sizeOf(path),
                                               piece.storedBytes)
                                 : fmt::format("{} is missing.", path);
            break;
        }
    }
    return info;
}

// Fills in what the catalogue remembers where the disk doesn't tell it.
void recall(SetInfo &info, const KnownSet &known)
{
    if (info.manifest.database.empty()) {
        auto parsed =
            attempt([&] { return parseManifest(known.manifest, "the catalogue", info.manifest.id); });
        if (Manifest *manifest = std::get_if<Manifest>(&parsed)) {
            info.manifest = std::move(*manifest);
        }
    }
    if (info.problem.empty() && info.status == SetStatus::Corrupted) {
        info.problem = known.problem;
    }
}

void noteState(CatalogueDatabase &database, const SetInfo &info, std::string_view manifestText)
{
    database.putSet(info.manifest.id, {std::string(manifestText), info.status, info.problem});
}

// The text to remember: as it is on disk, or as it was.
std::string textOf(const SetInfo &info, const KnownSet *known)
{
    if (info.manifest.pieces.empty() && known != nullptr) {
        return known->manifest;
    }
    return formatManifest(info.manifest);
}

std::string eventOf(SetStatus before, SetStatus now)
{
    if (now == SetStatus::Expired) {
        return "expired";
    }
    if (now == SetStatus::Corrupted) {
        return "corrupted";
    }
    return before == SetStatus::Expired ? "returned" : std::string(statusName(now));
}

class Crosscheck
{
public:
    Crosscheck(const StoreFolder &store, CatalogueDatabase &database, core::Time now)
        : m_store(store), m_database(database), m_now(now), m_known(database.sets())
    {
    }

    std::vector<std::string> ids() const
    {
        const std::vector<std::string> there = m_store.setIds();
        std::set<std::string> all(there.begin(), there.end());
        for (const auto &[id, known] : m_known) {
            all.insert(id);
        }
        return {all.begin(), all.end()};
    }

    void check(const std::string &id)
    {
        const auto known = m_known.find(id);
        SetInfo info = onDisk(m_store, id);
        if (known != m_known.end()) {
            recall(info, known->second);
        }
        ++m_report.checked;
        if (info.status == SetStatus::Expired) {
            m_report.expired.push_back(id);
        } else if (info.status == SetStatus::Corrupted) {
            m_report.corrupted.push_back(id);
        }
        noteState(m_database, info, textOf(info, known != m_known.end() ? &known->second : nullptr));
        if (known == m_known.end()) {
            m_report.added.push_back(id);
        } else if (known->second.state != info.status) {
            if (known->second.state == SetStatus::Expired && info.status != SetStatus::Corrupted) {
                m_report.returned.push_back(id);
            }
            m_database.addEvent(
                {m_now, eventOf(known->second.state, info.status), id, info.manifest.database, info.problem});
        }
    }

    CrosscheckReport report() && { return std::move(m_report); }

private:
    const StoreFolder &m_store;
    CatalogueDatabase &m_database;
    const core::Time m_now;
    const std::map<std::string, KnownSet> m_known;
    CrosscheckReport m_report;
};

CrosscheckReport crosscheckWith(const StoreFolder &store, CatalogueDatabase &database, core::Time now,
                                const core::JobContext &job)
{
    Crosscheck check(store, database, now);
    const std::vector<std::string> ids = check.ids();
    std::uint64_t done = 0;
    for (const std::string &id : ids) {
        job.checkStop();
        check.check(id);
        job.report(++done, ids.size(), "sets");
    }
    return std::move(check).report();
}

} // namespace

Catalogue::Catalogue(std::string store, const core::FileSystem &files) : m_store(std::move(store), files) {}

Catalogue::Catalogue(StoreFolder store) : m_store(std::move(store)) {}

std::vector<SetInfo> Catalogue::sets(const std::string &database) const
{
    m_store.mustExist();
    std::map<std::string, KnownSet> known;
    std::map<std::string, Verification> verified;
    if (const auto kept = CatalogueDatabase::openForReading(m_store)) {
        auto read = attempt([&] { return std::pair(kept->sets(), kept->verifications()); });
        if (auto *both = std::get_if<0>(&read)) {
            std::tie(known, verified) = std::move(*both);
        }
    }
    const std::vector<std::string> there = m_store.setIds();
    std::set<std::string> ids(there.begin(), there.end());
    for (const auto &[id, set] : known) {
        ids.insert(id);
    }
    const std::string wanted = database.empty() ? "" : canonical(database);
    std::vector<SetInfo> out;
    for (const std::string &id : ids) {
        SetInfo info = onDisk(m_store, id);
        if (const auto before = known.find(id); before != known.end()) {
            recall(info, before->second);
        }
        if (const auto check = verified.find(id); check != verified.end()) {
            info.verified = check->second;
        }
        if (wanted.empty() || info.manifest.database == wanted || info.manifest.database == database) {
            out.push_back(std::move(info));
        }
    }
    std::stable_sort(out.begin(), out.end(), [](const SetInfo &a, const SetInfo &b) {
        return a.manifest.started != b.manifest.started ? a.manifest.started < b.manifest.started
                                                        : a.manifest.toScn < b.manifest.toScn;
    });
    return out;
}

SetInfo Catalogue::set(const std::string &id) const
{
    for (SetInfo &info : sets()) {
        if (info.manifest.id == id) {
            return std::move(info);
        }
    }
    throw Error(
        ErrorCode::NotFound,
        fmt::format("There is no set {} in {}. `strandctl backup list` names them.", id, m_store.path()));
}

void Catalogue::add(const Manifest &manifest, core::Time now)
{
    const auto database = CatalogueDatabase::openForWriting(m_store);
    sqlite::Transaction transaction(database->connection());
    database->putSet(manifest.id, {formatManifest(manifest), manifest.status, {}});
    database->addEvent({now, "created", manifest.id, manifest.database, {}});
    transaction.commit();
}

CrosscheckReport Catalogue::crosscheck(const core::Clock &clock, const core::JobContext &job)
{
    m_store.mustExist();
    const auto lock = m_store.lock("crosscheck");
    const auto database = CatalogueDatabase::openForWriting(m_store);
    sqlite::Transaction transaction(database->connection());
    CrosscheckReport report = crosscheckWith(m_store, *database, clock.now(), job);
    transaction.commit();
    return report;
}

CrosscheckReport Catalogue::rebuild(const core::Clock &clock, const core::JobContext &job)
{
    m_store.mustExist();
    const auto lock = m_store.lock("rebuilding the catalogue");
    const auto database = CatalogueDatabase::openForWriting(m_store);
    sqlite::Transaction transaction(database->connection());
    database->clearSets();
    CrosscheckReport report = crosscheckWith(m_store, *database, clock.now(), job);
    database->addEvent({clock.now(), "rebuilt", {}, {}, fmt::format("{} sets", report.checked)});
    transaction.commit();
    return report;
}

void Catalogue::change(const std::string &id, const core::FileLock *held, const std::string &event,
                       const std::string &detail, core::Time now, const std::function<void(SetInfo &)> &edit)
{
    const auto lock = held != nullptr ? nullptr : m_store.lock("changing the catalogue");
    SetInfo info = set(id);
    edit(info);
    // A manifest that can't be read, or is gone, isn't written anew: the catalogue alone remembers.
    auto readable = attempt([&] { return readManifest(m_store.files(), info.folder, id); });
    if (std::holds_alternative<Manifest>(readable)) {
        writeManifest(m_store.files(), info.folder, info.manifest);
    }
    const auto database = CatalogueDatabase::openForWriting(m_store);
    sqlite::Transaction transaction(database->connection());
    const auto known = database->sets();
    const auto before = known.find(id);
    noteState(*database, info, textOf(info, before != known.end() ? &before->second : nullptr));
    database->addEvent({now, event, id, info.manifest.database, detail});
    transaction.commit();
}

void Catalogue::setStatus(const std::string &id, SetStatus status, const std::string &why, core::Time now,
                          const core::FileLock *held)
{
    change(id, held, std::string(statusName(status)), why, now, [&](SetInfo &info) {
        info.manifest.status = status;
        info.status = status;
        info.problem = status == SetStatus::Available ? std::string() : why;
    });
}

void Catalogue::setKeep(const std::string &id, std::optional<core::Time> keepUntil, bool pinned,
                        core::Time now, const core::FileLock *held)
{
    const std::string detail = pinned      ? "Pinned."
                               : keepUntil ? fmt::format("Until {}.", core::formatTime(*keepUntil))
                                           : "As retention says.";
    change(id, held, "kept", detail, now, [&](SetInfo &info) {
        info.manifest.keepUntil = keepUntil;
        info.manifest.pinned = pinned;
    });
}

void Catalogue::remove(const std::vector<std::string> &ids, core::Time now, const core::JobContext &job,
                       const core::FileLock *held)
{
    m_store.mustExist();
    const auto lock = held != nullptr ? nullptr : m_store.lock("deleting sets");
    const core::FileSystem &files = m_store.files();
    std::vector<SetInfo> sets;
    for (const std::string &id : ids) {
        sets.push_back(set(id));
        const Manifest &manifest = sets.back().manifest;
        if (manifest.pinned || (manifest.keepUntil && *manifest.keepUntil > now)) {
            throw Error(ErrorCode::Usage,
                        fmt::format("The set {} is to be kept{}. Nothing was deleted. `strandctl backup keep "
                                    "--release` lets it go.",
                                    id,
                                    manifest.pinned ? std::string()
                                                    : " until " + core::formatTime(*manifest.keepUntil)));
        }
    }
    const auto database = CatalogueDatabase::openForWriting(m_store);
    std::uint64_t done = 0;
    for (const SetInfo &info : sets) {
        job.checkStop();
        const std::string &id = info.manifest.id;
        const std::string going = m_store.setsFolder() + "/.del-" + id;
        if (files.exists(info.folder)) {
            files.rename(info.folder, going);
            files.syncFolder(m_store.setsFolder());
        }
        sqlite::Transaction transaction(database->connection());
        database->removeSet(id);
        database->addEvent({now, "deleted", id, info.manifest.database,
                            fmt::format("{} bytes", info.manifest.storedBytes())});
        transaction.commit();
        removeFolder(files, going);
        job.report(++done, sets.size(), "sets");
    }
}

void Catalogue::recordVerification(const std::string &id, const Verification &verification)
{
    const SetInfo info = set(id);
    const auto database = CatalogueDatabase::openForWriting(m_store);
    sqlite::Transaction transaction(database->connection());
    database->putVerification(id, verification);
    database->addEvent({verification.time, "verified", id, info.manifest.database,
                        fmt::format("Level {}: {}.", verification.level,
                                    verification.ok ? std::string("no findings")
                                                    : fmt::format("{} findings", verification.findings))});
    transaction.commit();
}

void Catalogue::recordEvent(const Event &event)
{
    CatalogueDatabase::openForWriting(m_store)->addEvent(event);
}

std::vector<Event> Catalogue::events(std::size_t limit) const
{
    m_store.mustExist();
    const auto database = CatalogueDatabase::openForReading(m_store);
    return database ? database->events(limit) : std::vector<Event>{};
}

} // namespace strandline::backup
