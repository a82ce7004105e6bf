// The backup sets of the session's database in all stores that are known for it, as one snapshot. Read by a
// job; a new snapshot replaces the old one. GUI thread.
#pragma once

#include "engine/backup/known_stores.h"
#include "engine/backup/reports.h"
#include "models/session/database_session.h"

#include <QObject>

#include <optional>
#include <vector>

namespace strandline::backup {

struct StoreState
{
    QString path;
    bool exists = false;
    QString problem;      // why it can't be read: a whole sentence, else empty
    bool hasKey = false;  // new sets are encrypted
    bool keyFile = false; // by a key file; else by a passphrase
    std::optional<quint64> freeBytes;
    std::size_t sets = 0; // of this database
    bool onDisk = false;  // the disk of the database itself
};

// The job that runs next.
struct NextRun
{
    QString job;
    core::Time due{};
};

struct BackupSnapshot
{
    std::vector<StoreState> stores; // the one used last first
    std::vector<SetInfo> sets; // of the database, oldest first; a copy in another store is a set of its own
    // Over all histories that the database has had: of the one that reaches furthest; nothing: no sets.
    std::optional<DatabaseSummary> summary;
    std::size_t jobs = 0; // that are enabled
    std::optional<NextRun> next;
    core::Time readAt{};
};

class BackupCatalogue : public QObject
{
    Q_OBJECT
public:
    explicit BackupCatalogue(session::DatabaseSession *session, QObject *parent = nullptr);

    bool loaded() const { return m_snapshot.has_value(); }
    const BackupSnapshot &snapshot() const;                             // an empty one until loaded()
    const SetInfo *find(const QString &store, const QString &id) const; // null: not there
    std::vector<SetInfo> setsOfStore(const QString &store) const;
    // Where a backup goes if nothing else is said.
    QString usualStore() const;

    void refresh();
    void addStore(const QString &folder);
    void forgetStore(const QString &folder); // its sets stay where they are

signals:
    void changed();
    void failed(const strandline::core::Error &error);

private:
    session::DatabaseSession *m_session;
    task::TaskRunner *m_reading;
    task::TaskRunner *m_remembering;
    std::optional<BackupSnapshot> m_snapshot;
};

} // namespace strandline::backup
