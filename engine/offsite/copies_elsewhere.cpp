// What is done with copies where they are: listing, fetching back, verifying, deleting.
#include "engine/backup/files.h"
#include "engine/backup/keys.h"
#include "engine/core/crypto.h"
#include "engine/offsite/copies.h"
#include "engine/offsite/set_route.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fmt/format.h>
#include <map>

namespace strandline::offsite {

using backup::Manifest;
using backup::Piece;
using backup::SetInfo;
using backup::SetStatus;
using core::Bytes;
using core::ByteView;
using core::Error;
using core::ErrorCode;
using Objects = std::map<std::string, StoredObject>;

namespace {

double secondsSince(std::chrono::steady_clock::time_point begun)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

Objects objectsIn(ObjectStore &store, const core::JobContext &job)
{
    Objects objects;
    for (StoredObject &object : store.list("sets/", job)) {
        objects.emplace(object.name, object);
    }
    return objects;
}

std::string manifestNameOf(const std::string &id)
{
    return "sets/" + id + '/' + backup::manifestName;
}

std::vector<std::string> idsOf(const Objects &objects)
{
    const std::string end = std::string("/") + backup::manifestName;
    std::vector<std::string> ids;
    for (const auto &[name, object] : objects) {
        const std::size_t slash = name.find('/', 5);
        if (slash == std::string::npos || name.substr(slash) != end) {
            continue;
        }
        const std::string id = name.substr(5, slash - 5);
        if (backup::isSetId(id)) {
            ids.push_back(id);
        }
    }
    return ids; // by id, which begins with the time
}

// A manifest, or what is wrong with it.
SetInfo understood(const std::string &text, const std::string &path, const std::string &id) noexcept
{
    SetInfo set;
    try {
        set.manifest = backup::parseManifest(text, path, id);
        set.status = set.manifest.status;
    } catch (const Error &error) {
        set.manifest = Manifest();
        set.manifest.id = id;
        set.status = SetStatus::Corrupted;
        set.problem = error.message();
    }
    return set;
}

SetInfo setIn(ObjectStore &store, const Objects &objects, const std::string &id, const core::JobContext &job,
              const std::vector<SetInfo> &known = {})
{
    const auto own = std::find_if(known.begin(), known.end(), [&](const SetInfo &candidate) {
        return candidate.manifest.id == id && !candidate.manifest.pieces.empty();
    });
    SetInfo set;
    if (own != known.end()) {
        set.manifest = own->manifest;
    } else {
        const auto text = readObject(store, manifestNameOf(id), backup::manifestBytesMax, job);
        set = understood(text ? std::string(text->begin(), text->end()) : std::string(),
                         store.description() + '/' + manifestNameOf(id), id);
    }
    set.store = store.description();
    set.folder = "sets/" + id;
    if (set.status == SetStatus::Corrupted) {
        return set;
    }
    for (const Piece &piece : set.manifest.pieces) {
        const auto object = objects.find(set.folder + '/' + piece.name);
        if (object == objects.end()) {
            set.status = SetStatus::Expired;
            set.problem = fmt::format("The piece {} is missing.", piece.name);
        } else if (object->second.sizeBytes != piece.storedBytes) {
            set.status = SetStatus::Corrupted;
            set.problem = fmt::format("The piece {} has {} bytes instead of {}.", piece.name,
                                      object->second.sizeBytes, piece.storedBytes);
        }
    }
    return set;
}

// One run of fetchSets().
class Fetcher
{
public:
    Fetcher(ObjectStore &from, const FetchRequest &request, const core::JobContext &job)
        : m_from(from), m_request(request), m_to(request.store), m_job(job)
    {
    }

    FetchReport run();

private:
    void makeStore();
    void fetch(const SetInfo &set, core::Time now);
    void fetchPiece(const SetInfo &set, const Piece &piece, const std::string &folder);
    // Appends what is missing of the file; returns the checksum of all of it.
    std::string receive(const SetInfo &set, const Piece &piece, const std::string &path);

    ObjectStore &m_from;
    const FetchRequest &m_request;
    const backup::StoreFolder m_to;
    const core::JobContext &m_job;
    std::uint64_t m_total = 0;
    std::uint64_t m_done = 0;
    FetchReport m_report;
};

// A store that is made for copies goes on as the one that they are of.
void Fetcher::makeStore()
{
    if (m_to.exists()) {
        m_to.create(m_to.path()); // what a fetch that was killed while it made the store left undone
        return;
    }
    std::error_code error;
    namespace fs = std::filesystem;
    fs::create_directories(m_to.path(), error);
    if (error) {
        throw core::systemError(error.value(), "Cannot create the folder of the backups", m_to.path());
    }
    fs::permissions(m_to.path(), fs::perms::owner_all, error);
    if (const auto text = readObject(m_from, "store.json", 1U << 20U, m_job)) {
        backup::replaceFile(m_to.files(), m_to.path() + "/store.json",
                            std::string(text->begin(), text->end()));
        backup::readStoreKeys(m_to); // throws where it is damaged
    }
    m_to.create(m_to.path());
}

std::string Fetcher::receive(const SetInfo &set, const Piece &piece, const std::string &path)
{
    core::Hasher hasher(set.manifest.digest);
    const auto file = m_to.files().open(path, m_to.files().exists(path) ? core::OpenMode::ReadWrite
                                                                        : core::OpenMode::Create);
    if (file->sizeBytes() > piece.storedBytes) {
        file->truncate(0);
    }
    std::uint64_t at = 0;
    Bytes block(1U << 20U);
    while (const std::size_t n = file->readAt(at, block)) {
        hasher.add({block.data(), n});
        at += n;
    }
    m_report.keptBytes += at;
    if (at < piece.storedBytes) {
        m_from.get(
            set.folder + '/' + piece.name, at, piece.storedBytes - at,
            [&](ByteView bytes) {
                file->writeAt(at, bytes);
                hasher.add(bytes);
                at += bytes.size();
                m_report.receivedBytes += bytes.size();
                m_job.report(std::min(m_done + at, m_total), m_total, "bytes");
            },
            m_job);
    }
    file->sync();
    return core::toHex(hasher.finish());
}

void Fetcher::fetchPiece(const SetInfo &set, const Piece &piece, const std::string &folder)
{
    const std::string path = folder + '/' + piece.name;
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (receive(set, piece, path) == piece.storedDigest) {
            m_done += piece.storedBytes;
            return;
        }
        m_to.files().remove(path); // what was kept may have been wrong
    }
    throw Error(
        ErrorCode::BackupCorrupt,
        fmt::format(
            "The piece {} of the set {} is damaged in {}. Other sets there may be whole: verify them.",
            piece.name, set.manifest.id, m_from.description()))
        .withPath(set.folder + '/' + piece.name);
}

void Fetcher::fetch(const SetInfo &set, core::Time now)
{
    const core::FileSystem &files = m_to.files();
    const std::string incoming = m_to.path() + "/incoming";
    const std::string folder = incoming + '/' + set.manifest.id;
    files.createFolder(incoming, m_to.path());
    files.createFolder(folder, m_to.path());
    for (const Piece &piece : set.manifest.pieces) {
        fetchPiece(set, piece, folder);
    }
    backup::writeManifest(files, folder, set.manifest);
    files.syncFolder(folder);
    files.rename(folder, m_to.setFolder(set.manifest.id));
    files.syncFolder(m_to.setsFolder());
    files.tryRemove(incoming);
    backup::Catalogue(m_to).add(set.manifest, now);
    m_report.fetched.push_back(set.manifest.id);
}

FetchReport Fetcher::run()
{
    const auto begun = std::chrono::steady_clock::now();
    static const core::SystemClock systemClock;
    const core::Clock &clock = m_request.clock != nullptr ? *m_request.clock : systemClock;
    const std::vector<SetInfo> all = copiesIn(m_from, m_job);
    const std::set<std::string> needed = withWhatTheyNeed(all, m_request.ids);
    makeStore();
    const auto lock = m_to.lock("fetching copies");
    const std::vector<std::string> here = m_to.setIds();
    std::vector<SetInfo> missing;
    for (const SetInfo &set : all) {
        if (!m_request.ids.empty() && needed.count(set.manifest.id) == 0) {
            continue;
        }
        if (std::find(here.begin(), here.end(), set.manifest.id) != here.end()) {
            m_report.present.push_back(set.manifest.id);
        } else if (set.status == SetStatus::Available || set.status == SetStatus::Obsolete) {
            missing.push_back(set);
            m_total += set.manifest.storedBytes();
        } else if (!m_request.ids.empty()) {
            throw Error(ErrorCode::BackupCorrupt,
                        fmt::format("The set {} can't be fetched from {}. {}", set.manifest.id,
                                    m_from.description(), set.problem))
                .withPath(set.folder);
        }
    }
    for (const SetInfo &set : missing) {
        fetch(set, clock.now());
    }
    m_report.seconds = secondsSince(begun);
    return std::move(m_report);
}

} // namespace

std::vector<std::string> copyIdsIn(ObjectStore &store, const core::JobContext &job)
{
    return idsOf(objectsIn(store, job));
}

std::vector<SetInfo> copiesIn(ObjectStore &store, const core::JobContext &job,
                              const std::vector<SetInfo> &known)
{
    const Objects objects = objectsIn(store, job);
    std::vector<SetInfo> sets;
    for (const std::string &id : idsOf(objects)) {
        sets.push_back(setIn(store, objects, id, job, known));
    }
    return sets;
}

FetchReport fetchSets(ObjectStore &from, const FetchRequest &request, const core::JobContext &job)
{
    return Fetcher(from, request, job).run();
}

CopyVerification verifyCopies(ObjectStore &store, const std::vector<std::string> &ids, bool readAll,
                              const core::JobContext &job)
{
    const auto begun = std::chrono::steady_clock::now();
    CopyVerification report;
    const Objects objects = objectsIn(store, job);
    std::vector<SetInfo> sets;
    std::uint64_t total = 0;
    for (const std::string &id : ids.empty() ? idsOf(objects) : ids) {
        if (objects.count(manifestNameOf(id)) == 0) {
            throw Error(ErrorCode::NotFound,
                        fmt::format("There is no set {} in {}.", id, store.description()));
        }
        sets.push_back(setIn(store, objects, id, job));
        total += sets.back().manifest.storedBytes();
    }
    for (const SetInfo &set : sets) {
        report.checked.push_back(set.manifest.id);
        if (set.manifest.pieces.empty()) {
            report.findings.push_back({set.manifest.id, backup::manifestName, "invalid header", set.problem});
        }
        for (const Piece &piece : set.manifest.pieces) {
            const std::string name = set.folder + '/' + piece.name;
            const auto object = objects.find(name);
            if (object == objects.end()) {
                report.findings.push_back({set.manifest.id, piece.name, "missing block",
                                           fmt::format("The piece {} is missing.", piece.name)});
                continue;
            }
            if (object->second.sizeBytes != piece.storedBytes) {
                report.findings.push_back({set.manifest.id, piece.name, "missing block",
                                           fmt::format("The piece {} has {} bytes instead of {}.", piece.name,
                                                       object->second.sizeBytes, piece.storedBytes)});
                continue;
            }
            if (!readAll) {
                continue;
            }
            core::Hasher hasher(set.manifest.digest);
            store.get(
                name, 0, toTheEnd,
                [&](ByteView bytes) {
                    hasher.add(bytes);
                    report.readBytes += bytes.size();
                    job.report(std::min(report.readBytes, total), total, "bytes");
                },
                job);
            if (core::toHex(hasher.finish()) != piece.storedDigest) {
                report.findings.push_back(
                    {set.manifest.id, piece.name, "checksum mismatch",
                     fmt::format("The bytes of the piece {} are not those that were copied.", piece.name)});
            }
        }
    }
    report.seconds = secondsSince(begun);
    return report;
}

void removeCopies(ObjectStore &store, const std::vector<std::string> &ids, const core::JobContext &job)
{
    const Objects objects = objectsIn(store, job);
    const std::vector<SetInfo> all = copiesIn(store, job);
    withWhatTheyNeed(all, ids); // throws for one that isn't there
    std::vector<SetInfo> staying;
    std::copy_if(all.begin(), all.end(), std::back_inserter(staying), [&](const SetInfo &set) {
        return std::find(ids.begin(), ids.end(), set.manifest.id) == ids.end();
    });
    const std::set<std::string> before = restorableSets(all);
    const std::set<std::string> after = restorableSets(staying);
    for (const SetInfo &set : staying) {
        if (before.count(set.manifest.id) != 0 && after.count(set.manifest.id) == 0) {
            throw Error(
                ErrorCode::Usage,
                fmt::format("The set {} could no longer be restored from {} without what is to be deleted. "
                            "Delete it too, or keep what it needs.",
                            set.manifest.id, store.description()));
        }
    }
    for (const std::string &id : ids) {
        const std::string group = "sets/" + id;
        const std::string gone = store.withdraw(group, backup::manifestName, job);
        for (const auto &[name, object] : objects) {
            if (name.rfind(group + '/', 0) == 0) {
                store.remove(gone + name.substr(group.size()), job);
            }
        }
    }
}

} // namespace strandline::offsite
