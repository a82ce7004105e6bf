#include "models/backup/backup_work.h"

#include "engine/backup/known_stores.h"
#include "engine/session/history_locations.h"
#include "models/backup/backup_words.h"
#include "models/text/quantities.h"

#include <cmath>

namespace strandline::backup {

namespace {

constexpr std::chrono::milliseconds settled{1000}; // before it a rate says nothing

KeySource sourceOf(const KeyInput &key)
{
    switch (key.kind) {
    case KeyInput::Kind::Passphrase:
        return KeySource::passphrase(key.secret.toStdString());
    case KeyInput::Kind::KeyFile:
        return KeySource::keyFileAt(key.secret.toStdString());
    case KeyInput::Kind::None:
        break;
    }
    return {};
}

VerifyRequest verifyRequest(VerifyLevel level, const KeySource &key, const timeline::Location &location,
                            const core::Clock &clock)
{
    VerifyRequest request;
    request.level = level;
    request.keys = key ? KeyRing(key) : KeyRing();
    request.historyFolder = location.folder;
    request.clock = &clock;
    return request;
}

MadeBackup make(const timeline::Location &location, const core::Clock &clock, const NewBackup &wanted,
                const core::JobContext &job)
{
    CreateRequest request;
    request.database = location;
    request.store = wanted.store.toStdString();
    request.kind = wanted.kind;
    request.key = sourceOf(wanted.key);
    request.cipher = wanted.cipher;
    request.compressionLevel = wanted.compressionLevel;
    request.plain = wanted.plain;
    request.keepUntil = wanted.keepUntil;
    request.pinned = wanted.pinned;
    request.clock = &clock;
    for (const QString &tag : wanted.tags) {
        request.tags.push_back(tag.toStdString());
    }
    MadeBackup made;
    made.report = createBackup(request, job);
    KnownStores(session::userConfigFolder()).remember(location.database, request.store);
    if (wanted.verify) {
        auto verified = verifyStore(request.store, {made.report.manifest.id},
                                    verifyRequest(*wanted.verify, request.key, location, clock), job);
        if (!verified.empty()) {
            made.verification = std::move(verified.front());
        }
    }
    return made;
}

std::vector<std::string> plainIds(const QStringList &ids)
{
    std::vector<std::string> plain;
    for (const QString &id : ids) {
        plain.push_back(id.toStdString());
    }
    return plain;
}

PruneReport pruneBy(const core::Clock &clock, PruneRequest request, const core::JobContext &job)
{
    request.clock = &clock;
    return backup::prune(request, job);
}

} // namespace

QString progressText(const core::Progress &progress, std::chrono::milliseconds elapsed)
{
    const QString unit = QString::fromStdString(progress.unit);
    QString text = progress.total == 0
                       ? text::quantity(progress.done, unit)
                       : BackupWork::tr("%1 of %2", "an amount of a total")
                             .arg(text::quantity(progress.done, unit), text::quantity(progress.total, unit));
    if (elapsed < settled || progress.done == 0) {
        return text;
    }
    const double rate = static_cast<double>(progress.done) * 1000.0 / static_cast<double>(elapsed.count());
    text += " · " + BackupWork::tr("%1/s").arg(text::quantity(static_cast<std::uint64_t>(rate), unit));
    if (progress.done < progress.total) {
        const double left = std::ceil(static_cast<double>(progress.total - progress.done) / rate);
        text += " · " + BackupWork::tr("%1 left", "a duration")
                            .arg(text::duration(std::chrono::seconds(static_cast<std::int64_t>(left))));
    }
    return text;
}

BackupWork::BackupWork(session::DatabaseSession *session, QObject *parent)
    : QObject(parent), m_session(session), m_creating(new task::TaskRunner(session->tasks(), this)),
      m_checking(runner()), m_verifying(runner()), m_weighing(runner()), m_removing(runner()),
      m_keeping(runner()), m_planning(new task::TaskRunner(session->tasks(), this)), m_pruning(runner())
{
    connect(m_creating, &task::TaskRunner::runningChanged, this, &BackupWork::creatingChanged);
    connect(m_creating, &task::TaskRunner::progress, this, &BackupWork::createProgress);
    connect(m_creating, &task::TaskRunner::failed, this, &BackupWork::createFailed);
    connect(m_creating, &task::TaskRunner::cancelled, this, &BackupWork::createCancelled);
    connect(m_planning, &task::TaskRunner::failed, this, &BackupWork::planFailed);
    // A set that was made is there, whatever came of its verification.
    connect(m_creating, &task::TaskRunner::failed, this, &BackupWork::changed);
    connect(m_creating, &task::TaskRunner::cancelled, this, &BackupWork::changed);
    connect(m_verifying, &task::TaskRunner::runningChanged, this, &BackupWork::verifyingChanged);
    connect(m_verifying, &task::TaskRunner::progress, this, &BackupWork::verifyProgress);
    connect(m_verifying, &task::TaskRunner::cancelled, this, &BackupWork::changed);
    // What was deleted before a failure or a cancel is gone.
    connect(m_removing, &task::TaskRunner::failed, this, &BackupWork::changed);
    connect(m_pruning, &task::TaskRunner::failed, this, &BackupWork::changed);
    connect(m_pruning, &task::TaskRunner::cancelled, this, &BackupWork::changed);
}

task::TaskRunner *BackupWork::runner()
{
    auto *made = new task::TaskRunner(m_session->tasks(), this);
    connect(made, &task::TaskRunner::failed, this, &BackupWork::failed);
    return made;
}

void BackupWork::create(const NewBackup &wanted)
{
    if (!m_session->database()) {
        return;
    }
    m_since.start();
    m_creating->run(
        tr("Backing up %1").arg(m_session->name()),
        [database = m_session->database(), wanted](const core::JobContext &job) {
            return make(database->location(), database->clock(), wanted, job);
        },
        [this](const MadeBackup &made) {
            emit created(made);
            emit changed();
        });
}

void BackupWork::crosscheck(const QString &store)
{
    if (!m_session->database()) {
        return;
    }
    m_checking->run(
        tr("Checking the backups against the disk"),
        [database = m_session->database(), store = store.toStdString()](const core::JobContext &job) {
            return Catalogue(store).crosscheck(database->clock(), job);
        },
        [this, store](const CrosscheckReport &report) {
            emit crosschecked(store, report);
            emit changed();
        });
}

void BackupWork::verify(const QString &store, const QStringList &ids, VerifyLevel level, const KeyInput &key)
{
    if (!m_session->database()) {
        return;
    }
    m_verifySince.start();
    m_verifying->run(
        tr("Verifying backups"),
        [database = m_session->database(), store = store.toStdString(), plain = plainIds(ids), level,
         key](const core::JobContext &job) {
            return verifyStore(store, plain,
                               verifyRequest(level, sourceOf(key), database->location(), database->clock()),
                               job);
        },
        [this](const std::vector<SetVerification> &sets) {
            emit verified(sets);
            emit changed();
        });
}

void BackupWork::weigh(const std::vector<SetInfo> &sets, const QStringList &ids)
{
    m_weighing->run(
        {}, [sets, plain = plainIds(ids)](const core::JobContext &) { return lossOf(sets, plain); },
        [this, ids](const Loss &loss) { emit lossKnown(ids, loss); });
}

void BackupWork::remove(const QString &store, const QStringList &ids)
{
    if (!m_session->database()) {
        return;
    }
    m_removing->run(
        tr("Deleting backups"),
        [database = m_session->database(), store = store.toStdString(), plain = plainIds(ids)](
            const core::JobContext &job) { Catalogue(store).remove(plain, database->clock().now(), job); },
        [this, ids] {
            emit removed(ids);
            emit changed();
        });
}

void BackupWork::keep(const QString &store, const QString &id, std::optional<core::Time> until, bool pinned)
{
    if (!m_session->database()) {
        return;
    }
    m_keeping->run(
        {},
        [database = m_session->database(), store = store.toStdString(), id = id.toStdString(), until,
         pinned](const core::JobContext &) {
            Catalogue(store).setKeep(id, until, pinned, database->clock().now());
        },
        [this, id] {
            emit kept(id);
            emit changed();
        });
}

PruneRequest BackupWork::pruneRequest(const QString &store, const Policy &policy) const
{
    PruneRequest request;
    request.store = store.toStdString();
    request.policy = policy;
    request.database = m_session->database()->location().database;
    return request;
}

void BackupWork::plan(const QString &store, const Policy &policy)
{
    if (!m_session->database()) {
        return;
    }
    PruneRequest request = pruneRequest(store, policy);
    request.dryRun = true;
    m_planning->run(
        {},
        [database = m_session->database(), request](const core::JobContext &job) {
            return pruneBy(database->clock(), request, job);
        },
        [this](const PruneReport &report) { emit planned(report); });
}

void BackupWork::prune(const QString &store, const Policy &policy)
{
    if (!m_session->database()) {
        return;
    }
    m_pruning->run(
        tr("Deleting backups that no rule keeps"),
        [database = m_session->database(), request = pruneRequest(store, policy)](
            const core::JobContext &job) { return pruneBy(database->clock(), request, job); },
        [this](const PruneReport &report) {
            emit pruned(report);
            emit changed();
        });
}

} // namespace strandline::backup
