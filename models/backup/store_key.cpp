#include "models/backup/store_key.h"

#include "engine/backup/catalogue.h"

#include <filesystem>

namespace strandline::backup {

namespace {

namespace fs = std::filesystem;

// Whether the keychain answers, and has the entry.
void askKeychain(const SharedKeychain &keychain, StoreKeyState &state) noexcept
{
    try {
        if (keychain) {
            state.inKeychain = keychain->read(keychainEntry(state.storeId.toStdString())).has_value();
            state.keychain = true;
        }
    } catch (const core::Error &) {
        state.keychain = false; // there is none on this desktop
    }
}

StoreKeyState readState(const std::string &path, const SharedKeychain &keychain)
{
    StoreKeyState state;
    state.store = QString::fromStdString(path);
    const StoreFolder store(path);
    state.exists = store.exists();
    if (state.exists) {
        const StoreKeys keys = readStoreKeys(store);
        state.storeId = QString::fromStdString(keys.storeId);
        state.key = keys.key;
        for (const SetInfo &set : Catalogue(store).sets()) {
            if (!set.manifest.encryption) {
                ++state.plain;
            } else if (keys.key && set.manifest.encryption->key.id == keys.key->id) {
                ++state.withKey;
            } else {
                ++state.withOther;
            }
        }
    }
    askKeychain(keychain, state);
    return state;
}

void writeKeyFile(const std::string &path, const KeySource &key)
{
    if (key.kind != KeySource::Kind::KeyFile) {
        throw core::Error(core::ErrorCode::Usage,
                          "A passphrase has no file. Write it down where it is safe.");
    }
    const auto file = core::systemFiles().open(path, core::OpenMode::Create);
    std::error_code ignored;
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write, ignored);
    file->writeAt(0, {reinterpret_cast<const std::uint8_t *>(key.secret.data()), key.secret.size()});
    file->sync();
}

} // namespace

StoreKey::StoreKey(session::DatabaseSession *session, SharedKeychain keychain, QObject *parent)
    : QObject(parent), m_session(session), m_keychain(std::move(keychain)),
      m_reading(new task::TaskRunner(session->tasks(), this)),
      m_changing(new task::TaskRunner(session->tasks(), this)),
      m_files(new task::TaskRunner(session->tasks(), this))
{
    connect(m_reading, &task::TaskRunner::failed, this, &StoreKey::fileFailed);
    connect(m_changing, &task::TaskRunner::failed, this, &StoreKey::changeFailed);
    connect(m_changing, &task::TaskRunner::runningChanged, this, &StoreKey::changingChanged);
    connect(m_files, &task::TaskRunner::failed, this, &StoreKey::fileFailed);
}

void StoreKey::read(const QString &store)
{
    m_reading->run(
        {},
        [store = store.toStdString(), keychain = m_keychain](const core::JobContext &) {
            return readState(store, keychain);
        },
        [this](const StoreKeyState &state) { emit known(state); });
}

void StoreKey::change(const QString &store, const GivenKey &before, const GivenKey &after, bool keep)
{
    if (!m_session->database()) {
        return;
    }
    m_changing->run(
        tr("Changing the key of the backups"),
        [database = m_session->database(), keychain = m_keychain, path = store.toStdString(), before, after,
         keep](const core::JobContext &job) {
            const StoreFolder folder(path);
            if (!folder.exists()) {
                folder.create(database->location().database);
            }
            const KeySource old = sourceOf(before, keychain);
            const KeySource fresh = sourceOf(after, keychain);
            RotationReport report =
                rotateKey(folder, old ? KeyRing(old) : KeyRing(), fresh, database->clock(), job);
            if (keep && keychain) {
                keepKey(*keychain, keychainEntry(readStoreKeys(folder).storeId), fresh);
            }
            return report;
        },
        [this, store](const RotationReport &report) {
            read(store);
            emit changed(report);
        });
}

void StoreKey::makeFile(const QString &path)
{
    m_files->run(
        {}, [path = path.toStdString()](const core::JobContext &) { makeKeyFile(core::systemFiles(), path); },
        [this, path] { emit fileMade(path); });
}

void StoreKey::exportFile(const GivenKey &key, const QString &path)
{
    m_files->run(
        {},
        [key, path = path.toStdString(), keychain = m_keychain](const core::JobContext &) {
            writeKeyFile(path, sourceOf(key, keychain));
        },
        [this, path] { emit fileMade(path); });
}

} // namespace strandline::backup
