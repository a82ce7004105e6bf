#include "models/backup/backup_catalogue.h"

#include "engine/backup/keys.h"
#include "engine/backup/prune.h"
#include "engine/scheduler/schedules.h"
#include "engine/session/history_locations.h"

#include <algorithm>
#include <filesystem>

namespace strandline::backup {

namespace {

KnownStores knownStores()
{
    return KnownStores(session::userConfigFolder());
}

bool sameDisk(const std::string &a, const std::string &b)
{
    const auto left = core::systemFiles().identity(a);
    const auto right = core::systemFiles().identity(b);
    return left && right && left->device == right->device;
}

// Of one store: its state, and its sets of the database. A store that can't be read keeps the others in
// sight.
std::vector<SetInfo> readStore(const std::string &database, StoreState &state) noexcept
{
    try {
        const Catalogue catalogue(state.path.toStdString());
        state.exists = catalogue.store().exists();
        if (!state.exists) {
            return {};
        }
        const StoreKeys keys = readStoreKeys(catalogue.store());
        state.hasKey = keys.key.has_value();
        state.keyFile = keys.key && keys.key->kind == KeyDescription::Kind::KeyFile;
        state.freeBytes = freeBytesAt(catalogue.store().path());
        state.onDisk = sameDisk(database, catalogue.store().path());
        const std::vector<SetInfo> all = catalogue.sets();
        std::vector<SetInfo> own = setsOf(all, database);
        // What can't be told any more whose it is belongs to everybody.
        std::copy_if(all.begin(), all.end(), std::back_inserter(own),
                     [](const SetInfo &set) { return set.manifest.database.empty(); });
        state.sets = own.size();
        return own;
    } catch (const std::exception &error) {
        state.problem = QString::fromUtf8(error.what());
        return {};
    }
}

// The figures of the history that reaches furthest; sizes of all.
std::optional<DatabaseSummary> summaryOf(const std::vector<SetInfo> &sets)
{
    std::optional<DatabaseSummary> best;
    std::uint64_t stored = 0;
    std::size_t damaged = 0;
    for (const DatabaseSummary &one : summarize(sets)) {
        stored += one.storedBytes;
        damaged += one.damaged;
        if (!best || (one.last && (!best->last || best->last->time <= one.last->time))) {
            best = one;
        }
    }
    if (best) {
        best->storedBytes = stored;
        best->damaged = damaged;
        best->sets = sets.size();
    }
    return best;
}

void readJobs(const std::string &database, BackupSnapshot &snapshot)
{
    for (const scheduler::Job &job : scheduler::Schedules(session::userConfigFolder()).jobs(database)) {
        snapshot.jobs += job.enabled ? 1 : 0;
        if (job.enabled && job.next && scheduler::makesBackup(job.kind) &&
            (!snapshot.next || *job.next < snapshot.next->due)) {
            snapshot.next = NextRun{QString::fromStdString(job.name), *job.next};
        }
    }
}

BackupSnapshot readAll(const std::string &database, const core::Clock &clock, const core::JobContext &job)
{
    BackupSnapshot snapshot;
    snapshot.readAt = clock.now();
    std::error_code ignored;
    const std::string path = std::filesystem::weakly_canonical(database, ignored).string();
    for (const std::string &store : knownStores().storesOf(database)) {
        job.checkStop();
        StoreState state;
        state.path = QString::fromStdString(store);
        std::vector<SetInfo> sets = readStore(path, state);
        snapshot.sets.insert(snapshot.sets.end(), sets.begin(), sets.end());
        snapshot.stores.push_back(std::move(state));
    }
    std::stable_sort(snapshot.sets.begin(), snapshot.sets.end(), [](const SetInfo &a, const SetInfo &b) {
        return a.manifest.started < b.manifest.started;
    });
    snapshot.summary = summaryOf(snapshot.sets);
    readJobs(database, snapshot);
    return snapshot;
}

} // namespace

BackupCatalogue::BackupCatalogue(session::DatabaseSession *session, QObject *parent)
    : QObject(parent), m_session(session), m_reading(new task::TaskRunner(session->tasks(), this)),
      m_remembering(new task::TaskRunner(session->tasks(), this))
{
    connect(m_reading, &task::TaskRunner::failed, this, &BackupCatalogue::failed);
    connect(m_remembering, &task::TaskRunner::failed, this, &BackupCatalogue::failed);
    connect(session, &session::DatabaseSession::stateChanged, this, &BackupCatalogue::refresh);
}

const BackupSnapshot &BackupCatalogue::snapshot() const
{
    static const BackupSnapshot nothing;
    return m_snapshot ? *m_snapshot : nothing;
}

const SetInfo *BackupCatalogue::find(const QString &store, const QString &id) const
{
    const auto &sets = snapshot().sets;
    const auto found = std::find_if(sets.begin(), sets.end(), [&](const SetInfo &set) {
        return set.manifest.id == id.toStdString() && (store.isEmpty() || set.store == store.toStdString());
    });
    return found == sets.end() ? nullptr : &*found;
}

std::vector<SetInfo> BackupCatalogue::setsOfStore(const QString &store) const
{
    std::vector<SetInfo> own;
    std::copy_if(snapshot().sets.begin(), snapshot().sets.end(), std::back_inserter(own),
                 [&](const SetInfo &set) { return set.store == store.toStdString(); });
    return own;
}

QString BackupCatalogue::usualStore() const
{
    return snapshot().stores.empty() ? QString::fromStdString(defaultStore(m_session->path().toStdString()))
                                     : snapshot().stores.front().path;
}

void BackupCatalogue::refresh()
{
    if (!m_session->database()) {
        return;
    }
    m_reading->run(
        {},
        [database = m_session->database()](const core::JobContext &job) {
            return readAll(database->location().database, database->clock(), job);
        },
        [this](BackupSnapshot snapshot) {
            m_snapshot = std::move(snapshot);
            emit changed();
        });
}

void BackupCatalogue::addStore(const QString &folder)
{
    m_remembering->run(
        {},
        [database = m_session->path().toStdString(), store = folder.toStdString()](const core::JobContext &) {
            knownStores().remember(database, store);
        },
        [this] { refresh(); });
}

void BackupCatalogue::forgetStore(const QString &folder)
{
    m_remembering->run(
        {},
        [database = m_session->path().toStdString(), store = folder.toStdString()](const core::JobContext &) {
            knownStores().forget(database, store);
        },
        [this] { refresh(); });
}

} // namespace strandline::backup
