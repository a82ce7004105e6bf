// What a person does with backups: make one, check a store against its disk, delete, keep, let retention plan
// and prune. Each is a job with progress and cancel; none leaves anything half done. GUI thread.
#pragma once

#include "engine/backup/create.h"
#include "engine/backup/prune.h"
#include "engine/backup/verify.h"
#include "models/session/database_session.h"

#include <QElapsedTimer>
#include <QObject>

namespace strandline::backup {

// A key as a person gives it.
struct KeyInput
{
    enum class Kind
    {
        None,
        Passphrase,
        KeyFile,
    };
    Kind kind = Kind::None;
    QString secret; // the passphrase, or the file's path
};

struct NewBackup
{
    QString store;
    Kind kind = Kind::Full;
    int compressionLevel = 1;
    KeyInput key;
    core::Cipher cipher = core::Cipher::Aes256Gcm;
    bool plain = false; // not encrypted though the store has a key
    QStringList tags;
    std::optional<core::Time> keepUntil;
    bool pinned = false;
    std::optional<VerifyLevel> verify; // after it was made
};

// What came of a backup.
struct MadeBackup
{
    CreateReport report;
    std::optional<SetVerification> verification;
};

// "1.2 GiB of 4.0 GiB · 210 MiB/s · 12 s left"; what isn't known is left out.
QString progressText(const core::Progress &progress, std::chrono::milliseconds elapsed);

class BackupWork : public QObject
{
    Q_OBJECT
public:
    explicit BackupWork(session::DatabaseSession *session, QObject *parent = nullptr);

    void create(const NewBackup &wanted);
    void cancelCreate() { m_creating->cancel(); }
    bool creating() const { return m_creating->running(); }
    std::chrono::milliseconds creatingFor() const { return std::chrono::milliseconds(m_since.elapsed()); }

    void crosscheck(const QString &store);
    void verify(const QString &store, const QStringList &ids, VerifyLevel level, const KeyInput &key);
    void cancelVerify() { m_verifying->cancel(); }
    bool verifying() const { return m_verifying->running(); }
    std::chrono::milliseconds verifyingFor() const
    {
        return std::chrono::milliseconds(m_verifySince.elapsed());
    }
    // What deleting sets would lose arrives by lossKnown().
    void weigh(const std::vector<SetInfo> &sets, const QStringList &ids);
    void remove(const QString &store, const QStringList &ids);
    void keep(const QString &store, const QString &id, std::optional<core::Time> until, bool pinned);
    void plan(const QString &store, const Policy &policy);
    void prune(const QString &store, const Policy &policy);
    void cancelPrune() { m_pruning->cancel(); }
    bool pruning() const { return m_pruning->running(); }

signals:
    void creatingChanged();
    void createProgress(const strandline::core::Progress &progress);
    void created(const strandline::backup::MadeBackup &made);
    void createFailed(const strandline::core::Error &error);
    void createCancelled();
    void crosschecked(const QString &store, const strandline::backup::CrosscheckReport &report);
    void verifyingChanged();
    void verifyProgress(const strandline::core::Progress &progress);
    void verified(const std::vector<strandline::backup::SetVerification> &sets);
    void lossKnown(const QStringList &ids, const strandline::backup::Loss &loss);
    void removed(const QStringList &ids);
    void kept(const QString &id);
    void planned(const strandline::backup::PruneReport &report);
    void planFailed(const strandline::core::Error &error);
    void pruned(const strandline::backup::PruneReport &report);
    void changed(); // the sets of a store are others now
    void failed(const strandline::core::Error &error);

private:
    task::TaskRunner *runner();
    PruneRequest pruneRequest(const QString &store, const Policy &policy) const;

    session::DatabaseSession *m_session;
    task::TaskRunner *m_creating;
    task::TaskRunner *m_checking;
    task::TaskRunner *m_verifying;
    task::TaskRunner *m_weighing;
    task::TaskRunner *m_removing;
    task::TaskRunner *m_keeping;
    task::TaskRunner *m_planning;
    task::TaskRunner *m_pruning;
    QElapsedTimer m_since;
    QElapsedTimer m_verifySince;
};

} // namespace strandline::backup
