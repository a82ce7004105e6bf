#include "models/backup/snapshot_work.h"

#include "engine/backup/known_stores.h"
#include "engine/session/history_locations.h"

#include <QFileInfo>
#include <fmt/format.h>

namespace strandline::backup {

namespace {

KeyRing ringOf(const GivenKey &key, const SharedKeychain &keychain)
{
    const KeySource source = sourceOf(key, keychain);
    return source ? KeyRing(source) : KeyRing();
}

// A snapshot is a full set: it needs no other.
RestorePlan planOf(const Snapshot &snapshot, const KeyRing &keys)
{
    Target target;
    target.kind = Target::Kind::Set;
    target.name = snapshot.set.manifest.id;
    target.database = snapshot.set.manifest.database;
    return planRestoreFrom({snapshot.set}, target, keys);
}

CreateReport takeSnapshot(const session::Database &database, const std::string &name,
                          const std::string &store, const KeySource &key, const core::JobContext &job)
{
    CreateRequest request;
    request.database = database.location();
    request.store = store;
    request.key = key;
    request.clock = &database.clock();
    CreateReport report = createSnapshot(std::move(request), name, job);
    KnownStores(session::userConfigFolder()).remember(database.location().database, store);
    return report;
}

std::shared_ptr<session::Database> opened(const Snapshot &snapshot, const KeyRing &keys)
{
    session::DatabaseOptions options;
    options.readOnly = true;
    options.backup = mount(planOf(snapshot, keys), keys);
    return session::Database::open(
        fmt::format("{} (snapshot {})", snapshot.set.manifest.database, snapshot.name), options);
}

} // namespace

SnapshotWork::SnapshotWork(session::DatabaseSession *session, SharedKeychain keychain, QObject *parent)
    : QObject(parent), m_session(session), m_keychain(std::move(keychain)),
      m_running(new task::TaskRunner(session->tasks(), this))
{
    connect(m_running, &task::TaskRunner::runningChanged, this, &SnapshotWork::runningChanged);
    connect(m_running, &task::TaskRunner::progress, this, &SnapshotWork::progress);
    connect(m_running, &task::TaskRunner::cancelled, this, &SnapshotWork::cancelled);
    connect(m_running, &task::TaskRunner::failed, this, &SnapshotWork::failed);
}

void SnapshotWork::take(const QString &name, const QString &store, const GivenKey &key)
{
    if (!m_session->database()) {
        return;
    }
    m_since.start();
    m_running->run(
        tr("Taking the snapshot %1").arg(name),
        [database = m_session->database(), keychain = m_keychain, name = name.toStdString(),
         store = store.toStdString(), key](const core::JobContext &job) {
            return takeSnapshot(*database, name, store, sourceOf(key, keychain), job);
        },
        [this, name](const CreateReport &report) {
            emit taken(name, report);
            emit changed();
        });
}

void SnapshotWork::clone(const Snapshot &snapshot, const QString &out, const GivenKey &key)
{
    m_since.start();
    m_running->run(
        tr("Cloning %1").arg(QFileInfo(out).fileName()),
        [keychain = m_keychain, snapshot, key, out = out.toStdString()](const core::JobContext &job) {
            RestoreRequest request;
            request.keys = ringOf(key, keychain);
            request.plan = planOf(snapshot, request.keys);
            request.out = out;
            request.checkIntegrity = true;
            return runRestore(request, job);
        },
        [this, name = QString::fromStdString(snapshot.name)](const RestoreReport &report) {
            emit cloned(name, report);
        });
}

void SnapshotWork::look(const Snapshot &snapshot, const GivenKey &key)
{
    m_since.start();
    m_running->run(
        tr("Opening the snapshot"),
        [keychain = m_keychain, snapshot, key](const core::JobContext &) {
            return opened(snapshot, ringOf(key, keychain));
        },
        [this](const std::shared_ptr<session::Database> &database) { emit looked(database); });
}

void SnapshotWork::remove(const Snapshot &snapshot)
{
    if (!m_session->database()) {
        return;
    }
    m_since.start();
    m_running->run(
        tr("Removing a snapshot"),
        [database = m_session->database(), snapshot](const core::JobContext &job) {
            return removeSnapshot(snapshot.set.store, snapshot.set.manifest.database, snapshot.name,
                                  database->clock(), job);
        },
        [this, name = QString::fromStdString(snapshot.name)](const SnapshotRemoval &removal) {
            emit removed(name, removal.deleted);
            emit changed();
        });
}

} // namespace strandline::backup
