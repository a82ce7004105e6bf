#include "engine/backup/verify.h"

#include "engine/core/hash.h"
#include "engine/timeline/store.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace strandline::backup {

using core::Bytes;
using core::ByteView;
using core::Error;
using core::ErrorCode;
using Steady = std::chrono::steady_clock;

namespace {

const core::SystemClock systemClock;

constexpr std::size_t readBytes = 1U << 20U;
constexpr std::size_t findingsMax = 1000; // a piece that is damaged throughout says so often enough

double secondsSince(Steady::time_point start)
{
    return std::chrono::duration<double>(Steady::now() - start).count();
}

// What a reader says about damage is a finding; everything else ends the verification.
template <typename F>
std::optional<Error> attempt(F f) noexcept
{
    try {
        f();
        return std::nullopt;
    } catch (const Error &e) {
        return e;
    }
}

bool isDamage(const Error &error)
{
    return error.code() == ErrorCode::BackupCorrupt || error.code() == ErrorCode::UnsupportedFormat;
}

class Verifier
{
public:
    Verifier(const SetInfo &set, const std::vector<SetInfo> &sets, const VerifyRequest &request,
             const core::JobContext &job)
        : m_set(set), m_sets(sets), m_request(request), m_files(*request.files), m_job(job)
    {
    }

    SetVerification run()
    {
        const auto start = Steady::now();
        m_result.id = m_set.manifest.id;
        m_result.level = m_request.level;
        if (checkManifest()) {
            for (const Piece &piece : m_manifest.pieces) {
                m_total += piece.storedBytes;
            }
            for (std::size_t i = 0; i < m_manifest.pieces.size(); ++i) {
                checkPiece(i);
            }
            if (m_request.level == VerifyLevel::RestoreTest && m_result.ok()) {
                drill();
            }
        }
        m_result.seconds = secondsSince(start);
        return std::move(m_result);
    }

private:
    void find(const std::string &piece, std::uint64_t offset, DamageKind kind, const std::string &message)
    {
        if (m_result.findings.size() < findingsMax) {
            m_result.findings.push_back({m_set.manifest.id, piece, offset, kind, message});
        }
    }

    // Runs f; damage that it meets is a finding of the piece. True: there was none.
    template <typename F>
    bool sound(const std::string &piece, DamageKind kind, F f)
    {
        const auto error = attempt(f);
        if (error && !isDamage(*error)) {
            throw *error;
        }
        if (error) {
            find(piece, 0, kind, error->message());
        }
        return !error;
    }

    bool checkManifest()
    {
        if (!m_files.exists(m_set.folder + "/" + manifestName)) {
            find(manifestName, 0, DamageKind::MissingBlock,
                 fmt::format("{} is missing: the set is gone, or a part of it.", m_set.folder));
            return false;
        }
        const bool readable = sound(manifestName, DamageKind::InvalidHeader, [&] {
            m_manifest = readManifest(m_files, m_set.folder, m_set.manifest.id);
        });
        if (!readable) {
            return false;
        }
        const bool decodes = m_request.level >= VerifyLevel::Full;
        const auto error = attempt([&] { m_key = m_request.keys.open(m_manifest); });
        if (error && error->code() == ErrorCode::WrongKey && !decodes) {
            m_result.note = "The set is encrypted and its key isn't at hand: what needs it was not checked.";
        } else if (error && isDamage(*error)) {
            find(manifestName, 0, DamageKind::ChecksumMismatch, error->message());
        } else if (error) {
            throw *error;
        }
        return !error || error->code() == ErrorCode::WrongKey;
    }

    void checkPiece(std::size_t number)
    {
        const Piece &piece = m_manifest.pieces[number];
        const std::string path = m_set.folder + "/" + piece.name;
        if (!m_files.exists(path)) {
            find(piece.name, 0, DamageKind::MissingBlock, fmt::format("{} is missing.", path));
            return;
        }
        if (m_request.level == VerifyLevel::Quick) {
            checkSize(piece, path);
            return;
        }
        const std::size_t before = m_result.findings.size();
        const auto file = m_files.open(path, core::OpenMode::Read);
        if (const auto damage = PieceFile::check(*file, piece)) {
            find(piece.name, damage->offset, damage->kind, damage->message);
            return;
        }
        const bool decodes = m_request.level >= VerifyLevel::Full;
        sound(piece.name, DamageKind::InvalidHeader, [&] {
            const auto reader = PieceFile::open(m_files, m_set.folder, m_manifest, number, m_key);
            checkFrames(*reader, *file, piece, decodes);
        });
        if (decodes && m_result.findings.size() == before) {
            checkContent(piece);
        }
    }

    void checkSize(const Piece &piece, const std::string &path)
    {
        const std::uint64_t size = m_files.sizeOf(path);
        if (size != piece.storedBytes) {
            find(piece.name, std::min(size, piece.storedBytes),
                 size < piece.storedBytes ? DamageKind::MissingBlock : DamageKind::InvalidData,
                 fmt::format("{} has {} bytes; {} were written.", path, size, piece.storedBytes));
        }
    }

    // The stored bytes in order, frame by frame.
    void checkFrames(const PieceFile &reader, const core::File &file, const Piece &piece, bool decodes)
    {
        const std::size_t before = m_result.findings.size();
        core::Hasher storedHash(m_manifest.digest);
        core::Hasher contentHash(m_manifest.digest);
        Bytes stored;
        Bytes content;
        std::uint64_t end = 0;
        for (std::size_t i = 0; i < reader.frames().size(); ++i) {
            const PieceFile::Frame &frame = reader.frames()[i];
            m_job.checkStop();
            m_job.report(m_done += frame.storedBytes, m_total, "bytes");
            if (decodes) {
                const auto damage = reader.checkFrame(i, stored, content);
                if (damage) {
                    find(piece.name, damage->offset, damage->kind, damage->message);
                }
                contentHash.add(content);
            } else {
                stored.resize(frame.storedBytes);
                stored.resize(file.readAt(frame.offset, stored));
                if (stored.size() != frame.storedBytes || core::hash64(stored) != frame.hash) {
                    find(piece.name, frame.offset, DamageKind::ChecksumMismatch,
                         fmt::format("Frame {} is not what was written.", i + 1));
                }
            }
            storedHash.add(stored);
            end = frame.offset + frame.storedBytes;
        }
        addRest(file, end, storedHash);
        if (m_result.findings.size() != before) {
            return; // said already, and where
        }
        compare(piece, "stored bytes", core::toHex(storedHash.finish()), piece.storedDigest);
        if (decodes) {
            compare(piece, "content", core::toHex(contentHash.finish()), piece.contentDigest);
        }
    }

    static void addRest(const core::File &file, std::uint64_t offset, core::Hasher &hash)
    {
        Bytes buffer(readBytes);
        while (const std::size_t n = file.readAt(offset, buffer)) {
            hash.add(ByteView(buffer).first(n));
            offset += n;
        }
    }

    void compare(const Piece &piece, const char *what, const std::string &found, const std::string &expected)
    {
        if (found != expected) {
            find(piece.name, 0, DamageKind::ChecksumMismatch,
                 fmt::format("The {} of the {} is {}; the manifest says {}.",
                             core::digestName(m_manifest.digest), what, found, expected));
        }
    }

    // That the pages are where they must be.
    void checkContent(const Piece &piece)
    {
        sound(piece.name, DamageKind::InvalidData, [&] {
            if (m_manifest.kind == Kind::Full) {
                const ImageReader image(m_files, m_set.folder, m_manifest, m_key);
                if (image.piece().contentBytes() !=
                    std::uint64_t{m_manifest.pageSize} * m_manifest.pageCount) {
                    find(piece.name, 0, DamageKind::InvalidData,
                         "The piece doesn't hold as many pages as the manifest says.");
                }
                return;
            }
            const StepReader steps(m_files, m_set.folder, m_manifest, m_key);
            const bool ends = steps.steps().empty()
                                  ? m_manifest.fromScn == m_manifest.toScn
                                  : steps.steps().back().scn == m_manifest.toScn &&
                                        steps.steps().back().databasePages == m_manifest.pageCount;
            if (!ends || steps.pageSize() != m_manifest.pageSize) {
                find(piece.name, 0, DamageKind::InvalidData,
                     "The steps of the piece don't lead to where the manifest says.");
            }
        });
    }

    void drill()
    {
        std::string folder = m_request.sandbox.empty() ? m_set.store : m_request.sandbox;
        struct Scratch
        {
            const core::FileSystem &files;
            std::string path;
            ~Scratch() { files.tryRemove(path); }
        } scratch{m_files, fmt::format("{}/.drill-{}.db", folder, m_set.manifest.id)};
        m_files.tryRemove(scratch.path);
        RestoreReport restored;
        const auto error = attempt([&] {
            RestoreRequest request;
            Target target;
            target.kind = Target::Kind::Set;
            target.name = m_set.manifest.id;
            target.database = m_manifest.database;
            request.plan = planRestoreFrom(m_sets, target, m_request.keys, m_files);
            request.keys = m_request.keys;
            request.out = scratch.path;
            request.threads = m_request.threads;
            request.files = m_request.files;
            restored = runRestore(request, m_job);
        });
        if (error && !isDamage(*error) && error->code() != ErrorCode::NotFound) {
            throw *error;
        }
        if (error) {
            find({}, 0,
                 error->code() == ErrorCode::NotFound ? DamageKind::MissingBlock : DamageKind::InvalidData,
                 error->message());
            return;
        }
        m_result.drill = DrillReport{restored.scn, restored.bytes, restored.seconds, {}};
        for (const std::string &problem : integrityProblems(scratch.path, m_job)) {
            find({}, 0, DamageKind::InvalidData, "PRAGMA integrity_check says: " + problem);
        }
        compareContent(scratch.path, restored);
    }

    void compareContent(const std::string &path, const RestoreReport &restored)
    {
        const auto file = m_files.open(path, core::OpenMode::Read);
        if (m_manifest.kind == Kind::Full) {
            core::Hasher hash(m_manifest.digest);
            addRest(*file, 0, hash);
            compare(m_manifest.pieces.front(), "restored file", core::toHex(hash.finish()),
                    m_manifest.pieces.front().contentDigest);
            m_result.drill->comparedWith = "the checksum of the set";
        }
        const auto error = attempt([&] { compareWithHistory(*file, restored); });
        if (error && error->code() == ErrorCode::Cancelled) {
            throw *error;
        }
    }

    // Page by page, where the history knows the SCN still.
    void compareWithHistory(const core::File &file, const RestoreReport &restored)
    {
        const timeline::Location location{m_manifest.database, m_request.historyFolder, m_request.files};
        if (!restored.scn || !timeline::History::exists(location)) {
            return;
        }
        const auto store = timeline::Store::open(location);
        const bool known = store->id() == m_manifest.databaseId && store->recordOf(restored.scn).has_value();
        if (!known) {
            return;
        }
        const timeline::Store::Pin pin(*store, restored.scn);
        Bytes page(m_manifest.pageSize);
        const auto pages = static_cast<std::uint32_t>(restored.bytes / page.size());
        for (std::uint32_t p = 1; p <= pages; ++p) {
            if (p % 1000 == 0) {
                m_job.checkStop();
            }
            const std::uint64_t expected = store->hashOf(store->locate(p, restored.scn));
            const bool whole = file.readAt(std::uint64_t{p - 1} * page.size(), page) == page.size();
            if (!whole || timeline::PageCodec::hash(page, p) != expected) {
                find(m_manifest.pieces.front().name, 0, DamageKind::TornPage,
                     fmt::format("Page {} of the restored database is not that of SCN {} in the history.", p,
                                 restored.scn.value));
            }
        }
        m_result.drill->comparedWith = "the history";
    }

    const SetInfo &m_set;
    const std::vector<SetInfo> &m_sets;
    const VerifyRequest &m_request;
    const core::FileSystem &m_files;
    const core::JobContext &m_job;
    Manifest m_manifest;
    std::shared_ptr<const SetKey> m_key;
    SetVerification m_result;
    std::uint64_t m_done = 0;
    std::uint64_t m_total = 0;
};

std::string drillSentence(const DrillReport &drill)
{
    return fmt::format("Restored SCN {} ({} bytes) in {:.3f} s; integrity check passed{}.", drill.scn.value,
                       drill.bytes, drill.seconds,
                       drill.comparedWith.empty() ? "" : ", equal to " + drill.comparedWith);
}

void writeDown(Catalogue &catalogue, const SetInfo &set, const SetVerification &result)
{
    Verification verification;
    verification.time = result.time;
    verification.level = verifyLevelName(result.level);
    verification.ok = result.ok();
    verification.findings = result.findings.size();
    verification.seconds = result.drill ? result.drill->seconds : result.seconds;
    verification.detail = !result.ok()   ? result.findings.front().message
                          : result.drill ? drillSentence(*result.drill)
                                         : result.note;
    catalogue.recordVerification(set.manifest.id, verification);
    const auto kindIs = [&](bool missing) {
        return std::any_of(result.findings.begin(), result.findings.end(), [&](const Finding &finding) {
            return !finding.piece.empty() && (finding.kind == DamageKind::MissingBlock) == missing;
        });
    };
    if (kindIs(false)) {
        catalogue.setStatus(set.manifest.id, SetStatus::Corrupted, verification.detail, result.time);
    } else if (kindIs(true)) {
        catalogue.setStatus(set.manifest.id, SetStatus::Expired, verification.detail, result.time);
    } else if (result.ok() && set.status == SetStatus::Corrupted && result.level >= VerifyLevel::Standard) {
        catalogue.setStatus(set.manifest.id, SetStatus::Available, "A verification found nothing wrong.",
                            result.time);
    }
}

constexpr std::array<std::string_view, 4> levelNames{"quick", "standard", "full", "restore-test"};

} // namespace

std::string_view verifyLevelName(VerifyLevel level) noexcept
{
    return levelNames[static_cast<std::size_t>(level)];
}

std::optional<VerifyLevel> verifyLevelNamed(std::string_view name)
{
    const auto *const it = std::find(levelNames.begin(), levelNames.end(), name);
    return it == levelNames.end() ? std::nullopt
                                  : std::optional(static_cast<VerifyLevel>(it - levelNames.begin()));
}

SetVerification verifySet(const SetInfo &set, const std::vector<SetInfo> &sets, const VerifyRequest &request,
                          const core::JobContext &job)
{
    const core::Clock &clock = request.clock != nullptr ? *request.clock : systemClock;
    const core::Time time = clock.now();
    SetVerification result = Verifier(set, sets, request, job).run();
    result.time = time;
    return result;
}

std::vector<SetVerification> verifyStore(const std::string &store, const std::vector<std::string> &ids,
                                         const VerifyRequest &request, const core::JobContext &job)
{
    Catalogue catalogue(store, *request.files);
    const std::vector<SetInfo> sets = catalogue.sets();
    std::vector<SetVerification> results;
    for (const std::string &id : ids) {
        catalogue.set(id); // throws NotFound before any work
    }
    for (const SetInfo &set : sets) {
        if (ids.empty() || std::find(ids.begin(), ids.end(), set.manifest.id) != ids.end()) {
            results.push_back(verifySet(set, sets, request, job));
            // Somebody who writes to the store meanwhile keeps the catalogue from being told, and that is
            // all.
            attempt([&] { writeDown(catalogue, set, results.back()); });
        }
    }
    return results;
}

} // namespace strandline::backup
