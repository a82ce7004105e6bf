#include "engine/offsite/copies.h"

#include "engine/backup/keys.h"
#include "engine/backup/recoverability.h"
#include "engine/offsite/checksums.h"
#include "engine/offsite/set_route.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <set>

namespace strandline::offsite {

using backup::Manifest;
using backup::Piece;
using backup::SetInfo;
using backup::SetStatus;
using core::Bytes;
using core::ByteView;
using core::Error;
using core::ErrorCode;

namespace {

constexpr std::size_t readBlockBytes = 1U << 20U;

ByteView viewOf(const std::string &text)
{
    return {reinterpret_cast<const std::uint8_t *>(text.data()), text.size()};
}

// Sends progress on as a share of the whole copy.
class Tally
{
public:
    Tally(const core::JobContext &job, std::uint64_t totalBytes) : m_job(job), m_total(totalBytes) {}
    // For a call that counts from 0 to bytes.
    core::JobContext part() const
    {
        core::JobContext part = m_job;
        part.progress = [this](const core::Progress &progress) {
            m_job.report(std::min(m_done + progress.done, m_total), m_total, "bytes");
        };
        return part;
    }
    void add(std::uint64_t bytes)
    {
        m_done += bytes;
        m_job.report(std::min(m_done, m_total), m_total, "bytes");
    }

private:
    const core::JobContext &m_job;
    const std::uint64_t m_total;
    std::uint64_t m_done = 0;
};

std::string digestOfFile(const core::File &file, core::Digest digest, const core::JobContext &job)
{
    core::Hasher hasher(digest);
    Bytes block(readBlockBytes);
    for (std::uint64_t at = 0;;) {
        job.checkStop();
        const std::size_t n = file.readAt(at, block);
        hasher.add({block.data(), n});
        at += n;
        if (n < block.size()) {
            return core::toHex(hasher.finish());
        }
    }
}

std::string digestOfObject(ObjectStore &store, const std::string &name, core::Digest digest,
                           const core::JobContext &job)
{
    core::Hasher hasher(digest);
    std::uint64_t done = 0;
    store.get(
        name, 0, toTheEnd,
        [&](ByteView bytes) {
            hasher.add(bytes);
            done += bytes.size();
            job.report(done, 0, "bytes");
        },
        job);
    return core::toHex(hasher.finish());
}

// One run of copySets().
class Copier
{
public:
    Copier(const CopyRequest &request, ObjectStore &to, const core::JobContext &job)
        : m_request(request), m_from(request.store), m_to(to), m_job(job), m_quiet{job.stop, {}, job.actor}
    {
    }

    CopyReport run();

private:
    std::vector<SetInfo> wanted();
    void claim();
    bool refresh(const SetInfo &set);
    void copy(const SetInfo &set, Tally &tally);
    void copyPiece(const SetInfo &set, const Piece &piece, const std::string &name, Tally &tally);
    void send(const core::File &file, const Piece &piece, const std::string &name, Tally &tally);
    void putManifest(const SetInfo &set, const std::string &name);
    const StoredObject *listed(const std::string &name) const
    {
        const auto found = m_there.find(name);
        return found != m_there.end() ? &found->second : nullptr;
    }

    const CopyRequest &m_request;
    const backup::StoreFolder m_from;
    ObjectStore &m_to;
    const core::JobContext &m_job;
    const core::JobContext m_quiet; // for what is too small to count
    std::map<std::string, StoredObject> m_there;
    CopyReport m_report;
};

std::vector<SetInfo> Copier::wanted()
{
    const std::vector<SetInfo> all = backup::Catalogue(m_from).sets();
    std::vector<SetInfo> sets;
    const std::set<std::string> named = withWhatTheyNeed(all, m_request.ids);
    for (const SetInfo &set : all) {
        if (!m_request.ids.empty() && named.count(set.manifest.id) == 0) {
            continue;
        }
        if (set.status == SetStatus::Available || set.status == SetStatus::Obsolete) {
            sets.push_back(set);
        } else if (!m_request.ids.empty()) {
            throw Error(ErrorCode::BackupCorrupt,
                        fmt::format("The set {} can't be copied, because it is {} here. {}", set.manifest.id,
                                    statusName(set.status), set.problem))
                .withPath(set.folder);
        } else {
            m_report.notes.push_back(fmt::format("The set {} was left out, because it is {} here.",
                                                 set.manifest.id, statusName(set.status)));
        }
    }
    return sets;
}

// Makes the place this store's, or proves that it is.
void Copier::claim()
{
    const std::string own = m_from.files().readText(m_from.path() + "/store.json");
    const auto there = readObject(m_to, "store.json", 1U << 20U, m_job);
    const std::string text = there ? std::string(there->begin(), there->end()) : std::string();
    if (text == own) {
        return;
    }
    if (there) {
        const backup::StoreKeys ours = backup::readStoreKeys(m_from);
        if (text.find('"' + ours.storeId + '"') == std::string::npos) {
            throw Error(ErrorCode::Exists,
                        fmt::format("{} holds the copies of another store already. Choose another "
                                    "folder or prefix for those of {}.",
                                    m_to.description(), m_from.path()))
                .withPath(m_to.description());
        }
    }
    m_to.put("store.json", sourceOf(viewOf(own)), m_quiet);
}

// A manifest changes when a set's key is changed, or how long it is kept.
bool Copier::refresh(const SetInfo &set)
{
    const std::string name = "sets/" + set.manifest.id + '/' + backup::manifestName;
    const std::string text = backup::formatManifest(set.manifest);
    const StoredObject *object = listed(name);
    if (object->sizeBytes == text.size() && object->etag == core::toHex(md5(viewOf(text)))) {
        return false;
    }
    const auto there = readObject(m_to, name, backup::manifestBytesMax, m_job);
    if (there && std::string(there->begin(), there->end()) == text) {
        return false;
    }
    putManifest(set, name);
    return true;
}

void Copier::putManifest(const SetInfo &set, const std::string &name)
{
    const std::string text = backup::formatManifest(set.manifest);
    m_to.put(name, sourceOf(viewOf(text)), m_quiet);
    const auto back = readObject(m_to, name, backup::manifestBytesMax, m_job);
    if (!back || std::string(back->begin(), back->end()) != text) {
        throw Error(ErrorCode::Io,
                    fmt::format("{} gives back another manifest of the set {} than what was put there. "
                                "Verify the copies there.",
                                m_to.description(), set.manifest.id))
            .withPath(name);
    }
}

void Copier::send(const core::File &file, const Piece &piece, const std::string &name, Tally &tally)
{
    const Source source{piece.storedBytes, [&file](std::uint64_t offset, std::span<std::uint8_t> out) {
                            if (file.readAt(offset, out) != out.size()) {
                                throw Error(ErrorCode::BackupCorrupt,
                                            fmt::format("{} ends too early.", file.path()))
                                    .withPath(file.path());
                            }
                        }};
    const PutReport sent = m_to.put(name, source, tally.part());
    m_report.sentBytes += sent.sentBytes;
    m_report.keptBytes += sent.keptBytes;
}

void Copier::copyPiece(const SetInfo &set, const Piece &piece, const std::string &name, Tally &tally)
{
    const auto file = m_from.files().open(set.folder + '/' + piece.name, core::OpenMode::Read);
    const auto damagedHere = [&] {
        return file->sizeBytes() != piece.storedBytes ||
               digestOfFile(*file, set.manifest.digest, m_quiet) != piece.storedDigest;
    };
    const auto refuse = [&] {
        throw Error(
            ErrorCode::BackupCorrupt,
            fmt::format("The piece {} of the set {} is damaged here, so it was not copied. Verify the set.",
                        piece.name, set.manifest.id))
            .withPath(file->path());
    };
    if (!m_request.readBack && damagedHere()) {
        refuse();
    }
    const StoredObject *there = listed(name);
    if (there != nullptr && there->sizeBytes == piece.storedBytes) {
        m_report.keptBytes += piece.storedBytes;
    } else {
        send(*file, piece, name, tally);
    }
    tally.add(piece.storedBytes);
    if (!m_request.readBack) {
        return;
    }
    if (digestOfObject(m_to, name, set.manifest.digest, tally.part()) != piece.storedDigest) {
        if (damagedHere()) {
            m_to.remove(name, m_job);
            refuse();
        }
        m_to.remove(name, m_job);
        send(*file, piece, name, tally);
        if (digestOfObject(m_to, name, set.manifest.digest, m_quiet) != piece.storedDigest) {
            throw Error(ErrorCode::Io,
                        fmt::format("{} gives back something else than what was put there ({}), twice. "
                                    "It can't be trusted with copies.",
                                    m_to.description(), name))
                .withPath(name);
        }
    }
    tally.add(piece.storedBytes);
}

void Copier::copy(const SetInfo &set, Tally &tally)
{
    const std::string group = "sets/" + set.manifest.id;
    const std::string staging = m_to.staging(group);
    for (const Piece &piece : set.manifest.pieces) {
        copyPiece(set, piece, staging + '/' + piece.name, tally);
    }
    putManifest(set, staging + '/' + backup::manifestName);
    m_to.publish(group, m_job);
    m_report.copied.push_back(set.manifest.id);
}

CopyReport Copier::run()
{
    const auto begun = std::chrono::steady_clock::now();
    static const core::SystemClock systemClock;
    const core::Clock &clock = m_request.clock != nullptr ? *m_request.clock : systemClock;
    m_from.mustExist();
    for (StoredObject &object : m_to.list("sets/", m_job)) {
        m_there.emplace(object.name, object);
    }
    std::vector<SetInfo> missing;
    const std::vector<SetInfo> sets = wanted();
    claim();
    std::uint64_t bytes = 0;
    for (const SetInfo &set : sets) {
        if (listed("sets/" + set.manifest.id + '/' + backup::manifestName) == nullptr) {
            missing.push_back(set);
            bytes += set.manifest.storedBytes() * (m_request.readBack ? 2 : 1);
        } else {
            (refresh(set) ? m_report.refreshed : m_report.present).push_back(set.manifest.id);
        }
    }
    Tally tally(m_job, bytes);
    backup::Catalogue catalogue(m_from);
    for (const SetInfo &set : missing) {
        copy(set, tally);
        catalogue.recordEvent({clock.now(), "copied", set.manifest.id, set.manifest.database,
                               fmt::format("To {}.", m_to.description())});
    }
    m_report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    return std::move(m_report);
}

} // namespace

CopyReport copySets(const CopyRequest &request, ObjectStore &to, const core::JobContext &job)
{
    return Copier(request, to, job).run();
}

} // namespace strandline::offsite
