#include "engine/backup/restore.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fmt/format.h>
#include <future>

namespace strandline::backup {

using core::Bytes;
using core::Error;
using core::ErrorCode;
using core::Scn;
using Steady = std::chrono::steady_clock;

namespace {

constexpr std::size_t readBytes = 1U << 20U;

double secondsSince(Steady::time_point start)
{
    return std::chrono::duration<double>(Steady::now() - start).count();
}

// The checksums of the pieces that a plan reads, computed beside the restore.
class PieceDigests
{
public:
    PieceDigests(const RestorePlan &plan, const core::FileSystem &files)
        : m_work(std::async(std::launch::async, [this, &plan, &files] { checkAll(plan, files); }))
    {
    }
    ~PieceDigests() { m_stopped = true; } // the future waits
    PieceDigests(const PieceDigests &) = delete;
    PieceDigests &operator=(const PieceDigests &) = delete;

    void finish() { m_work.get(); } // throws BackupCorrupt

private:
    void checkAll(const RestorePlan &plan, const core::FileSystem &files) const
    {
        for (const PlannedSet &planned : plan.sets) {
            for (const Piece &piece : planned.set.manifest.pieces) {
                check(planned.set, piece, files);
            }
        }
    }

    void check(const SetInfo &set, const Piece &piece, const core::FileSystem &files) const
    {
        const std::string path = set.folder + "/" + piece.name;
        const auto file = files.open(path, core::OpenMode::Read);
        core::Hasher hasher(set.manifest.digest);
        Bytes buffer(readBytes);
        for (std::uint64_t offset = 0; !m_stopped;) {
            const std::size_t n = file->readAt(offset, buffer);
            if (n == 0) {
                break;
            }
            hasher.add(core::ByteView(buffer).first(n));
            offset += n;
        }
        if (!m_stopped && core::toHex(hasher.finish()) != piece.storedDigest) {
            throw Error(ErrorCode::BackupCorrupt,
                        fmt::format("The {} of {} is not what the manifest of the set {} says. Restore from "
                                    "another set, or another copy of this one.",
                                    core::digestName(set.manifest.digest), path, set.manifest.id))
                .withPath(path);
        }
    }

    std::atomic<bool> m_stopped = false;
    std::future<void> m_work;
};

// The new file, durable.
void writeNew(const RestoreRequest &request, SetPages &pages, const std::string &path,
              const core::JobContext &job)
{
    const core::FileSystem &files = *request.files;
    PieceDigests digests(request.plan, files);
    const auto file = files.open(path, core::OpenMode::Create);
    if (files.exists(request.plan.database)) {
        files.makeLike(path, request.plan.database);
    }
    pages.writeTo(*file, request.threads, job);
    file->sync();
    digests.finish();
}

void check(const std::string &path, const core::JobContext &job)
{
    const std::vector<std::string> problems = integrityProblems(path, job);
    if (!problems.empty()) {
        throw Error(
            ErrorCode::BackupCorrupt,
            fmt::format("The restored database doesn't pass the integrity check: {} It was as damaged when "
                        "the backup was made; restore an earlier state, or restore without the check.",
                        problems[0]));
    }
}

// What a program would take for a part of the new file.
void refuseExisting(const core::FileSystem &files, const std::string &out)
{
    for (const char *suffix : {"", "-wal", "-journal"}) {
        if (files.exists(out + suffix)) {
            throw Error(
                ErrorCode::Exists,
                fmt::format("{}{} exists already. Choose another name, or say --replace.", out, suffix))
                .withPath(out);
        }
    }
}

void restoreNew(const RestoreRequest &request, SetPages &pages, RestoreReport &report,
                const core::JobContext &job)
{
    const core::FileSystem &files = *request.files;
    refuseExisting(files, request.out);
    // Removes what was begun unless it is finished.
    struct Part
    {
        const core::FileSystem &files;
        std::string path;
        ~Part() { files.tryRemove(path); }
    } part{files, request.out + ".restoring"};
    files.tryRemove(part.path);
    writeNew(request, pages, part.path, job);
    if (request.checkIntegrity) {
        check(part.path, job);
        report.checked = true;
    }
    job.checkStop();
    refuseExisting(files, request.out);
    files.rename(part.path, request.out);
    const std::string folder = std::filesystem::path(request.out).parent_path().string();
    files.syncFolder(folder.empty() ? "." : folder);
}

void restoreInPlace(const RestoreRequest &request, SetPages &pages, RestoreReport &report,
                    const core::JobContext &job)
{
    InPlaceOptions options;
    options.location = {request.out, request.historyFolder, request.files};
    options.clock = request.clock;
    options.program = request.program;
    options.keepOld = request.keepOld;
    InPlace place(options, job);
    writeNew(request, pages, place.newFile(), job);
    if (request.checkIntegrity) {
        check(place.newFile(), job);
        report.checked = true;
    }
    report.inPlace = place.put();
}

// Makes a mounted state a database without a WAL that ends where the state ends.
class PresentedPages final : public sqlite::PageSource
{
public:
    explicit PresentedPages(std::shared_ptr<SetPages> pages) : m_pages(std::move(pages)) {}
    std::uint32_t pageSize() const override { return m_pages->pageSize(); }
    std::uint32_t pageCount() const override { return m_pages->pageCount(); }
    void readPage(std::uint32_t page, std::span<std::uint8_t> out) override
    {
        m_pages->readPage(page, out);
        if (page == 1) {
            out[18] = out[19] = 1;
            core::storeBig32(out.data() + 28, m_pages->pageCount());
            core::storeBig32(out.data() + 92, core::loadBig32(out.data() + 24));
        }
    }

private:
    const std::shared_ptr<SetPages> m_pages;
};

} // namespace

RestorePlan planRestoreFrom(const std::vector<SetInfo> &sets, const Target &target, const KeyRing &keys,
                            const core::FileSystem &files)
{
    RestorePlan plan = planRestore(sets, target, [&](const SetInfo &log, core::Time t) {
        const StepReader reader(files, log.folder, log.manifest, keys.open(log.manifest));
        Scn last;
        for (const Step &step : reader.steps()) {
            last = step.timeTo <= t ? step.scn : last;
        }
        return last;
    });
    // Of a commit in the middle of a log the log alone knows when it was made.
    const PlannedSet &last = plan.sets.back();
    const Manifest &manifest = last.set.manifest;
    if (manifest.kind == Kind::ArchiveLog && last.to != manifest.toScn) {
        const StepReader reader(files, last.set.folder, manifest, keys.open(manifest));
        for (const Step &step : reader.steps()) {
            plan.time = step.scn == plan.scn ? step.timeTo : plan.time;
        }
    }
    return plan;
}

RestoreReport runRestore(const RestoreRequest &request, const core::JobContext &job)
{
    const auto start = Steady::now();
    RestoreReport report;
    SetPages pages(request.plan, request.keys, *request.files);
    report.out = request.out;
    report.scn = pages.scn();
    report.time = pages.time();
    report.bytes = pages.sizeBytes();
    for (const PlannedSet &planned : request.plan.sets) {
        report.sets.push_back(planned.set.manifest.id);
    }
    if (request.replace) {
        restoreInPlace(request, pages, report, job);
    } else {
        restoreNew(request, pages, report, job);
    }
    report.seconds = secondsSince(start);
    return report;
}

namespace {

// The check itself breaks off where the damage is too great: that is a finding, too.
std::optional<Error> checkIntegrity(const std::string &path, const sqlite::ConnectionOptions &options,
                                    const core::JobContext &job, std::vector<std::string> &problems) noexcept
{
    try {
        sqlite::Connection connection(path, options);
        connection.acceptUnknownCollations();
        const sqlite::Connection::CancelScope cancel(connection, job.stop);
        sqlite::Statement statement = connection.prepare("PRAGMA integrity_check");
        while (statement.step()) {
            std::string line(statement.text(0));
            if (line != "ok") {
                problems.push_back(std::move(line));
            }
        }
        return std::nullopt;
    } catch (const Error &e) {
        return e;
    }
}

} // namespace

std::vector<std::string> integrityProblems(const std::string &path, const sqlite::ConnectionOptions &options,
                                           const core::JobContext &job)
{
    constexpr int corrupt = 11; // SQLite's primary codes
    constexpr int notADatabase = 26;
    std::vector<std::string> problems;
    if (const auto error = checkIntegrity(path, options, job, problems)) {
        const int code = error->nativeCode() & 0xff;
        if (code != corrupt && code != notADatabase) {
            throw *error;
        }
        problems.push_back(error->message());
    }
    return problems;
}

std::vector<std::string> integrityProblems(const std::string &path, const core::JobContext &job)
{
    sqlite::ConnectionOptions options;
    options.uri = true;
    // Nobody else has it open, and no -wal or -shm shall appear beside it.
    return integrityProblems(sqlite::fileUri(path, "mode=ro&immutable=1"), options, job);
}

double expectedSeconds(const RestorePlan &plan, const KeyRing &keys, const core::FileSystem &files)
{
    constexpr std::uint64_t sampleBytes = 16U << 20U;
    const PlannedSet &first = plan.sets.front();
    const Manifest &manifest = first.set.manifest;
    const auto &drill = plan.sets.back().set.verified;
    if (drill && drill->level == "restore-test" && drill->ok && drill->seconds > 0) {
        return drill->seconds;
    }
    const auto start = Steady::now();
    const auto piece = PieceFile::open(files, first.set.folder, manifest, 0, keys.open(manifest));
    Bytes content;
    std::uint64_t done = 0;
    for (std::size_t frame = 0; frame < piece->frames().size() && done < sampleBytes; ++frame) {
        content.resize(piece->frames()[frame].contentBytes);
        piece->readFrame(frame, content);
        done += content.size();
    }
    // Decoding is shared by all cores, while writing and making durable takes about as long again.
    return done == 0
               ? 0
               : secondsSince(start) * static_cast<double>(plan.writtenBytes) / static_cast<double>(done);
}

Mounted::Mounted(const RestorePlan &plan, const KeyRing &keys, const core::FileSystem &files)
    : m_pages(std::make_shared<SetPages>(plan, keys, files)),
      m_registration(
          std::make_unique<sqlite::PageSourceRegistration>(std::make_shared<PresentedPages>(m_pages)))
{
}

std::shared_ptr<Mounted> mount(const RestorePlan &plan, const KeyRing &keys, const core::FileSystem &files)
{
    return std::make_shared<Mounted>(plan, keys, files);
}

} // namespace strandline::backup
