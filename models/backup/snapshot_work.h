// What a person does with snapshots: take one, clone one into a new file, open one where it lies, remove one.
// One at a time, each a job with progress and cancel. GUI thread.
#pragma once

#include "engine/backup/restore.h"
#include "engine/backup/snapshot.h"
#include "models/backup/offsite_work.h"

#include <QObject>

namespace strandline::backup {

class SnapshotWork : public QObject
{
    Q_OBJECT
public:
    SnapshotWork(session::DatabaseSession *session, SharedKeychain keychain, QObject *parent = nullptr);

    bool running() const { return m_running->running(); }
    std::chrono::milliseconds runningFor() const { return std::chrono::milliseconds(m_since.elapsed()); }
    void cancel() { m_running->cancel(); }

    void take(const QString &name, const QString &store, const GivenKey &key);
    void clone(const Snapshot &snapshot, const QString &out, const GivenKey &key);
    void look(const Snapshot &snapshot, const GivenKey &key); // looked() brings it
    void remove(const Snapshot &snapshot);

signals:
    void runningChanged();
    void progress(const strandline::core::Progress &progress);
    void taken(const QString &name, const strandline::backup::CreateReport &report);
    void cloned(const QString &name, const strandline::backup::RestoreReport &report);
    void looked(const std::shared_ptr<strandline::session::Database> &database);
    void removed(const QString &name, bool deleted); // else it stays as an ordinary full backup
    void cancelled();
    void failed(const strandline::core::Error &error);
    void changed(); // the sets of a store are others now

private:
    session::DatabaseSession *m_session;
    const SharedKeychain m_keychain;
    task::TaskRunner *m_running;
    QElapsedTimer m_since;
};

} // namespace strandline::backup
