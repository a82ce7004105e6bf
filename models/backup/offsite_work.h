// What a person does with copies elsewhere: copy, fetch back, verify, delete, bring a standby up to date,
// drill; and trying a destination. One transfer at a time, with progress and cancel; an interrupted one goes
// on when it is started again. GUI thread.
#pragma once

#include "engine/backup/key_reference.h"
#include "models/backup/offsite_places.h"

#include <QElapsedTimer>

namespace strandline::backup {

// A key as a person gives it; read where it is used.
struct GivenKey
{
    enum class Kind
    {
        None,
        Passphrase,
        KeyFile,  // its path
        Keychain, // an entry's name
    };
    Kind kind = Kind::None;
    QString text;
};
// Throws what backup::readKey() throws.
KeySource sourceOf(const GivenKey &key, const SharedKeychain &keychain);

class OffsiteWork : public QObject
{
    Q_OBJECT
public:
    OffsiteWork(session::DatabaseSession *session, SharedKeychain keychain, QObject *parent = nullptr);

    bool running() const { return m_transfer->running(); }
    std::chrono::milliseconds runningFor() const { return std::chrono::milliseconds(m_since.elapsed()); }
    void cancel() { m_transfer->cancel(); }

    // ids empty: all sets of the store.
    void copy(const offsite::Destination &to, const QString &store, const QStringList &ids);
    void fetch(const offsite::Destination &from, const QString &store, const QStringList &ids);
    void verify(const offsite::Destination &destination, const QStringList &ids);
    void remove(const offsite::Destination &destination, const QStringList &ids);
    void drill(const offsite::Destination &destination, const GivenKey &key);
    // Lists, writes, reads and deletes there. credentials: to be used in the place of what it says.
    void test(const offsite::Destination &destination,
              const std::optional<offsite::Credentials> &credentials);
    bool testing() const { return m_testing->running(); }

signals:
    void runningChanged();
    void progress(const strandline::core::Progress &progress);
    void copied(const strandline::offsite::CopyReport &report);
    void fetched(const strandline::offsite::FetchReport &report);
    void verified(const strandline::offsite::CopyVerification &report);
    void removed(int copies);
    void drilled(const strandline::offsite::Drill &drill);
    void cancelled();
    void failed(const strandline::core::Error &error);
    void tested();
    void testFailed(const strandline::core::Error &error);
    void changed(); // what is there is something else now

private:
    using Open = std::function<std::unique_ptr<offsite::ObjectStore>()>;
    Open opener(const offsite::Destination &destination) const;

    session::DatabaseSession *m_session;
    SharedKeychain m_keychain;
    task::TaskRunner *m_transfer;
    task::TaskRunner *m_testing;
    QElapsedTimer m_since;
};

} // namespace strandline::backup
