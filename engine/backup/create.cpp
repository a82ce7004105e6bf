#include "engine/backup/create.h"

#include "engine/backup/catalogue.h"
#include "engine/backup/lineage.h"
#include "engine/backup/recorded_source.h"
#include "engine/flashback/restore_points.h"
#include "engine/sqlite/online_backup.h"
#include "engine/timeline/place.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>

namespace strandline::backup {

using core::Bytes;
using core::Error;
using core::ErrorCode;
using core::Scn;

namespace {

constexpr int compressionLevelMax = 19;

// A set while it is written; what isn't finished is removed.
class NewSet
{
public:
    NewSet(const StoreFolder &store, std::string id, const std::string &likePath)
        : m_store(store), m_id(std::move(id)), m_folder(store.setsFolder() + "/.tmp-" + m_id)
    {
        store.files().createFolder(m_folder, likePath);
    }
    ~NewSet()
    {
        if (!m_finished) {
            removeFolder(m_store.files(), m_folder);
        }
    }
    NewSet(const NewSet &) = delete;
    NewSet &operator=(const NewSet &) = delete;

    const std::string &folder() const { return m_folder; }

    void finish(const Manifest &manifest)
    {
        const core::FileSystem &files = m_store.files();
        {
            const std::string text = formatManifest(manifest);
            const auto file = files.open(m_folder + "/" + manifestName, core::OpenMode::Create);
            file->writeAt(0, {reinterpret_cast<const std::uint8_t *>(text.data()), text.size()});
            file->sync();
        }
        files.syncFolder(m_folder);
        files.rename(m_folder, m_store.setFolder(m_id));
        m_finished = true;
        files.syncFolder(m_store.setsFolder());
    }

private:
    const StoreFolder &m_store;
    const std::string m_id;
    const std::string m_folder;
    bool m_finished = false;
};

class Creation
{
public:
    Creation(const CreateRequest &request, const core::JobContext &job)
        : m_request(request), m_job(job), m_clock(request.clock != nullptr ? *request.clock : m_systemClock),
          m_location(timeline::resolved(request.database)), m_store(request.store, *request.files)
    {
    }

    CreateReport run()
    {
        const auto start = std::chrono::steady_clock::now();
        if (m_request.compressionLevel < 1 || m_request.compressionLevel > compressionLevelMax) {
            throw Error(ErrorCode::Usage,
                        fmt::format("A compression level lies between 1 and {}.", compressionLevelMax));
        }
        const std::string like = readableFile();
        m_store.create(like);
        const auto lock = m_store.lock("backup of " + m_location.database);
        m_report.asked = m_request.kind;
        begin();
        const auto source = openSource();
        // Keys before pages: a wrong one is told at once.
        const auto keys = chooseKey();
        const Lineage lineage =
            source ? lineageFor(m_request.kind, Catalogue(m_store).sets(), *source) : withoutHistory();
        m_manifest.kind = lineage.kind;
        m_manifest.parent = lineage.parent;
        m_manifest.fromScn = lineage.fromScn;
        m_manifest.id = newSetId(lineage.kind, m_manifest.started);
        m_report.because = lineage.because;
        NewSet set(m_store, m_manifest.id, like);
        if (keys) {
            m_key = newSetKey(m_manifest, *keys, *m_master, m_request.cipher);
        }
        if (source) {
            describe(*source);
            lineage.kind == Kind::Full ? writeImage(*source, set.folder())
                                       : writeSteps(*source, set.folder());
        } else {
            writeCopy(set.folder());
        }
        m_manifest.ended = m_clock.now();
        if (m_key) {
            m_manifest.mac = m_key->macOf(m_manifest);
        }
        m_job.checkStop();
        set.finish(m_manifest);
        Catalogue(m_store).add(m_manifest, m_manifest.ended);
        m_report.manifest = m_manifest;
        m_report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        return std::move(m_report);
    }

private:
    // Whose readers may read the backups: the database, or its history where it is gone.
    std::string readableFile() const
    {
        if (m_location.files->exists(m_location.database)) {
            return m_location.database;
        }
        if (timeline::History::exists(m_location)) {
            return m_location.sidecar();
        }
        throw Error(ErrorCode::NotFound,
                    fmt::format("There is no file {}. Check the path.", m_location.database))
            .withPath(m_location.database);
    }

    void begin()
    {
        m_manifest.started = m_clock.now();
        m_manifest.database = m_location.database;
        m_manifest.databaseName = std::filesystem::path(m_location.database).filename().string();
        m_manifest.digest = m_request.digest;
        m_manifest.compressionLevel = m_request.compressionLevel;
        m_manifest.strandlineVersion = STRANDLINE_VERSION;
        m_manifest.sqliteVersion = sqlite::sqliteVersion();
        m_manifest.tags = m_request.tags;
        m_manifest.keepUntil = m_request.keepUntil;
        m_manifest.pinned = m_request.pinned;
    }

    // Null: the database is backed up without a history.
    std::unique_ptr<RecordedSource> openSource()
    {
        if (!timeline::History::exists(m_location)) {
            return nullptr;
        }
        auto history = m_request.history ? m_request.history : timeline::History::open(m_location);
        if (m_request.asOf) {
            return std::make_unique<RecordedSource>(std::move(history), m_request.asOf);
        }
        CatchUp caughtUp = catchUp(*history, m_location, m_clock, m_request.program, m_job);
        m_report.notes = std::move(caughtUp.notes);
        return caughtUp.usable ? std::make_unique<RecordedSource>(std::move(history), std::nullopt) : nullptr;
    }

    Lineage withoutHistory() const
    {
        Lineage lineage;
        if (m_request.kind != Kind::Full) {
            lineage.because =
                fmt::format("A full set was taken instead of {}: without a history nobody knows what "
                            "changed. `strandctl record` keeps one.",
                            kindName(m_request.kind));
        }
        return lineage;
    }

    // The key that the set is sealed with; nothing: it isn't encrypted.
    std::optional<KeyDescription> chooseKey()
    {
        StoreKeys keys = readStoreKeys(m_store);
        if (!m_request.key) {
            if (keys.key && !m_request.plain) {
                KeyRing().masterKey(*keys.key); // throws WrongKey, naming it
            }
            return std::nullopt;
        }
        if (!keys.key) {
            keys.key = describeKey(m_request.key, m_manifest.started, m_request.scryptCost);
            m_master = KeyRing(m_request.key).masterKey(*keys.key);
            writeStoreKeys(m_store, keys);
        } else {
            m_master = KeyRing(m_request.key).masterKey(*keys.key);
        }
        return keys.key;
    }

    void describe(const RecordedSource &source)
    {
        const timeline::History &history = source.history();
        const timeline::Status status = history.status();
        const timeline::Commit commit = source.commit(source.current());
        m_manifest.recorded = true;
        m_manifest.databaseId = status.id;
        m_manifest.incarnation = commit.incarnation;
        m_manifest.toScn = source.current();
        m_manifest.toTime = commit.timeTo;
        m_manifest.pageSize = source.pageSize(source.current());
        m_manifest.pageCount = commit.databasePages;
        for (const timeline::Incarnation &i : status.incarnations) {
            m_manifest.incarnations.push_back({i.id, i.parent, i.branchScn, i.firstScn, i.lastScn});
        }
        for (const flashback::RestorePoint &point : flashback::loadRestorePoints(history)) {
            if (point.scn <= source.current()) {
                m_manifest.restorePoints.push_back({point.name, point.scn, point.time});
            }
        }
    }

    PieceOptions pieceOptions(std::uint32_t frameBytes) const
    {
        PieceOptions options;
        options.frameBytes = frameBytes;
        options.compressionLevel = m_request.compressionLevel;
        options.digest = m_request.digest;
        options.key = m_key;
        options.threads = m_request.threads;
        return options;
    }

    std::string pieceName(const char *content) const
    {
        return fmt::format("{}.{}", content, m_key ? "sealed" : "zst");
    }

    void addPiece(const std::string &folder, const char *content, std::uint64_t contentBytes,
                  const Fill &fill, std::uint32_t frameBytes)
    {
        m_manifest.pieces.push_back(writePiece(m_store.files(), folder, pieceName(content), contentBytes,
                                               fill, pieceOptions(frameBytes), m_job));
    }

    void writeImage(const RecordedSource &source, const std::string &folder)
    {
        const std::uint32_t pageSize = m_manifest.pageSize;
        const auto fill = [&](std::uint64_t offset, std::span<std::uint8_t> out) {
            source.readPages(source.current(), static_cast<std::uint32_t>(offset / pageSize) + 1, out);
        };
        addPiece(folder, "image", std::uint64_t{pageSize} * m_manifest.pageCount, fill, imageFrameBytes);
    }

    void writeSteps(const RecordedSource &source, const std::string &folder)
    {
        std::vector<Step> steps;
        if (m_manifest.kind == Kind::ArchiveLog) {
            steps = source.stepsOfCommits(m_manifest.fromScn, m_manifest.toScn, m_manifest.unreadable, m_job);
        } else if (m_manifest.fromScn != m_manifest.toScn) {
            steps.push_back(source.stepBetween(m_manifest.fromScn, m_manifest.toScn));
        }
        const std::uint32_t pageSize = m_manifest.pageSize;
        const Bytes directory = encodeDirectory(steps, pageSize);
        std::vector<std::pair<Scn, std::uint32_t>> images;
        for (const Step &step : steps) {
            for (const std::uint32_t page : step.pages) {
                images.emplace_back(step.scn, page);
            }
        }
        // Frames begin at whole images: their length is a multiple of every page size.
        const auto fill = [&](std::uint64_t offset, std::span<std::uint8_t> out) {
            std::size_t image = offset / pageSize;
            while (!out.empty() && image < images.size()) {
                source.readPages(images[image].first, images[image].second, out.first(pageSize));
                out = out.subspan(pageSize);
                offset += pageSize;
                ++image;
            }
            const std::uint64_t at = offset - std::uint64_t{images.size()} * pageSize;
            std::copy_n(directory.begin() + static_cast<std::ptrdiff_t>(out.empty() ? 0 : at), out.size(),
                        out.begin());
        };
        addPiece(folder, "steps", images.size() * std::uint64_t{pageSize} + directory.size(), fill,
                 stepsFrameBytes);
    }

    // By the backup API into a file beside the piece, which is then packed.
    void writeCopy(const std::string &folder)
    {
        const std::string copy = folder + "/copy.db";
        core::JobContext half = m_job;
        if (m_job.progress) {
            half.progress = [this](const core::Progress &p) { m_job.report(p.done / 2, p.total, "bytes"); };
        }
        {
            sqlite::Connection connection(m_location.database);
            m_manifest.pageSize = static_cast<std::uint32_t>(connection.integer("PRAGMA main.page_size"));
            m_manifest.toTime = m_clock.now();
            sqlite::copyDatabase(connection, copy, half);
        }
        if (m_job.progress) {
            half.progress = [this](const core::Progress &p) {
                m_job.report(p.total / 2 + p.done / 2, p.total, "bytes");
            };
        }
        const auto file = m_store.files().open(copy, core::OpenMode::Read);
        m_manifest.pageCount = static_cast<std::uint32_t>(file->sizeBytes() / m_manifest.pageSize);
        const auto fill = [&](std::uint64_t offset, std::span<std::uint8_t> out) {
            if (file->readAt(offset, out) != out.size()) {
                throw Error(ErrorCode::Io, fmt::format("{} became shorter while it was read.", copy))
                    .withPath(copy);
            }
        };
        m_manifest.pieces.push_back(writePiece(m_store.files(), folder, pieceName("image"), file->sizeBytes(),
                                               fill, pieceOptions(imageFrameBytes), half));
        m_store.files().remove(copy);
    }

    const CreateRequest &m_request;
    const core::JobContext &m_job;
    const core::SystemClock m_systemClock;
    const core::Clock &m_clock;
    const timeline::Location m_location;
    const StoreFolder m_store;
    std::shared_ptr<const SetKey> m_key;
    std::optional<core::SecretKey> m_master;
    Manifest m_manifest;
    CreateReport m_report;
};

} // namespace

CreateReport createBackup(const CreateRequest &request, const core::JobContext &job)
{
    return Creation(request, job).run();
}

} // namespace strandline::backup
