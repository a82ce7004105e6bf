#include "engine/scheduler/job_calls.h"

#include "engine/backup/catalogue.h"
#include "engine/backup/create.h"
#include "engine/backup/key_reference.h"
#include "engine/backup/known_stores.h"
#include "engine/backup/prune.h"
#include "engine/backup/snapshot.h"
#include "engine/scheduler/cron_words.h"
#include "engine/scheduler/job_sync.h"
#include "engine/scheduler/job_verify.h"
#include "engine/scheduler/retention_text.h"

#include <algorithm>
#include <fmt/format.h>

namespace strandline::scheduler {

using core::Error;
using core::ErrorCode;
using core::JobContext;

namespace {

backup::Kind backupKindOf(JobKind kind)
{
    switch (kind) {
    case JobKind::Incremental:
        return backup::Kind::Differential;
    case JobKind::Cumulative:
        return backup::Kind::Cumulative;
    case JobKind::ArchiveLog:
        return backup::Kind::ArchiveLog;
    default:
        return backup::Kind::Full;
    }
}

// One job's calls.
class Calls
{
public:
    Calls(const JobSurroundings &surroundings, const Job &job, const JobContext &context)
        : m_surroundings(surroundings), m_job(job), m_context(context)
    {
    }

    Outcome run() const
    {
        switch (m_job.kind) {
        case JobKind::Prune:
            return prune();
        case JobKind::Verify:
            return verify(idsOf(), m_job.verifyLevel.empty() ? "standard" : m_job.verifyLevel);
        case JobKind::RestoreTest: {
            const auto ids = idsOf();
            return verify(ids.empty() ? ids : std::vector{ids.back()}, "restore-test");
        }
        case JobKind::Crosscheck:
            return crosscheck();
        case JobKind::Sync:
            return syncStandbys(m_job, m_surroundings, m_context);
        default:
            return create();
        }
    }

private:
    Outcome create() const
    {
        backup::CreateRequest request;
        request.database = {m_job.database,
                            m_surroundings.historyOf ? m_surroundings.historyOf(m_job.database) : ""};
        request.store = m_job.store;
        request.kind = backupKindOf(m_job.kind);
        request.key = key();
        if (!m_job.cipher.empty()) {
            request.cipher = core::cipherNamed(m_job.cipher).value_or(request.cipher);
        }
        request.compressionLevel = m_job.compressionLevel;
        request.tags = m_job.tags;
        request.clock = m_surroundings.clock;
        const backup::CreateReport report = m_job.kind == JobKind::Snapshot
                                                ? backup::createSnapshot(request, snapshotName(), m_context)
                                                : backup::createBackup(request, m_context);
        backup::KnownStores(m_surroundings.folder).remember(m_job.database, m_job.store);
        Outcome outcome;
        outcome.result = report.manifest.id;
        for (const backup::Piece &piece : report.manifest.pieces) {
            outcome.bytes += piece.storedBytes;
        }
        if (!m_job.verifyLevel.empty()) {
            outcome.failure = verify({report.manifest.id}, m_job.verifyLevel).failure;
        }
        if (!m_job.retention.empty() && outcome.failure.empty()) {
            prune();
        }
        return outcome;
    }

    // "nightly 2026-11-22 02:00"
    std::string snapshotName() const
    {
        const WallTime wall = Zone(m_job.zone).wall(m_surroundings.clock->now());
        return fmt::format("{} {} {}", m_job.name, wall.day.text(), clockText(wall.minute));
    }

    Outcome prune() const
    {
        backup::PruneRequest request;
        request.store = m_job.store;
        request.database = m_job.database;
        request.policy = policyOf(m_job.retention, Zone(m_job.zone).name());
        request.clock = m_surroundings.clock;
        const backup::PruneReport report = backup::prune(request, m_context);
        return {0,
                fmt::format("{} sets deleted, {} kept", report.plan.obsolete.size(), report.plan.kept.size()),
                ""};
    }

    Outcome crosscheck() const
    {
        const auto report = backup::Catalogue(m_job.store).crosscheck(*m_surroundings.clock, m_context);
        Outcome outcome{0, fmt::format("{} sets checked", report.checked), ""};
        if (!report.expired.empty() || !report.corrupted.empty()) {
            outcome.failure = fmt::format("{} sets are missing and {} are damaged in {}.",
                                          report.expired.size(), report.corrupted.size(), m_job.store);
        }
        return outcome;
    }

    Outcome verify(const std::vector<std::string> &ids, const std::string &level) const
    {
        if (ids.empty()) {
            throw Error(ErrorCode::NotFound,
                        fmt::format("{} has no backup set of {} to verify.", m_job.store, m_job.database));
        }
        return verifySets(m_job, ids, level, m_job.key.empty() ? backup::KeyRing() : backup::KeyRing(key()),
                          m_surroundings, m_context);
    }

    backup::KeySource key() const
    {
        return backup::readKey(backup::parseKeyReference(m_job.key), m_surroundings.keychain);
    }

    // Those that are there, oldest first.
    std::vector<std::string> idsOf() const
    {
        std::vector<std::string> ids;
        for (const backup::SetInfo &set :
             backup::setsOf(backup::Catalogue(m_job.store).sets(), m_job.database)) {
            if (set.status != backup::SetStatus::Expired) {
                ids.push_back(set.manifest.id);
            }
        }
        return ids;
    }

    const JobSurroundings &m_surroundings;
    const Job &m_job;
    const JobContext &m_context;
};

} // namespace

Execute jobCalls(JobSurroundings surroundings)
{
    return [surroundings = std::move(surroundings)](const Job &job, const JobContext &context) {
        return Calls(surroundings, job, context).run();
    };
}

} // namespace strandline::scheduler
