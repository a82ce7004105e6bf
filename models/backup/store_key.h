// The key of one store: which it is, what it protects, and what changing it touches; setting it up, changing
// it, key files. GUI thread.
#pragma once

#include "engine/backup/keys.h"
#include "models/backup/offsite_work.h"

namespace strandline::backup {

struct StoreKeyState
{
    QString store;
    bool exists = false;
    QString storeId;
    std::optional<KeyDescription> key; // of new sets; nothing: they aren't encrypted
    std::size_t withKey = 0;           // sets that this key opens
    std::size_t withOther = 0;         // encrypted by another key
    std::size_t plain = 0;
    bool inKeychain = false; // the keychain has an entry for this store
    bool keychain = false;   // there is a keychain that answers
};

class StoreKey : public QObject
{
    Q_OBJECT
public:
    StoreKey(session::DatabaseSession *session, SharedKeychain keychain, QObject *parent = nullptr);

    void read(const QString &store);
    // Sets a first key up (before: none) or changes it. keep: into the keychain, too. A store that isn't
    // there yet is made.
    void change(const QString &store, const GivenKey &before, const GivenKey &after, bool keep);
    bool changing() const { return m_changing->running(); }
    void makeFile(const QString &path);
    // Writes a key that is a key file's to another file. Fails with Usage for a passphrase.
    void exportFile(const GivenKey &key, const QString &path);

signals:
    void known(const strandline::backup::StoreKeyState &state);
    void changed(const strandline::backup::RotationReport &report);
    void changeFailed(const strandline::core::Error &error);
    void changingChanged();
    void fileMade(const QString &path);
    void fileFailed(const strandline::core::Error &error);

private:
    session::DatabaseSession *m_session;
    SharedKeychain m_keychain;
    task::TaskRunner *m_reading;
    task::TaskRunner *m_changing;
    task::TaskRunner *m_files;
};

} // namespace strandline::backup
