#include "models/backup/offsite_work.h"

#include "engine/session/history_locations.h"

namespace strandline::backup {

namespace {

using offsite::Destination;

std::vector<std::string> plain(const QStringList &ids)
{
    std::vector<std::string> out;
    for (const QString &id : ids) {
        out.push_back(id.toStdString());
    }
    return out;
}

// Credentials that were just typed, in the place of the keychain's.
class TypedCredentials final : public core::Keychain
{
public:
    explicit TypedCredentials(const offsite::Credentials &credentials)
        : m_text(offsite::formatCredentials(credentials))
    {
    }
    std::optional<std::string> read(const std::string & /*name*/) const override { return m_text; }
    void write(const std::string & /*name*/, const std::string & /*secret*/) const override {}
    void remove(const std::string & /*name*/) const override {}

private:
    const std::string m_text;
};

} // namespace

KeySource sourceOf(const GivenKey &key, const SharedKeychain &keychain)
{
    switch (key.kind) {
    case GivenKey::Kind::None:
        break;
    case GivenKey::Kind::Passphrase:
        return KeySource::passphrase(key.text.toStdString());
    case GivenKey::Kind::KeyFile:
        return KeySource::keyFileAt(key.text.toStdString());
    case GivenKey::Kind::Keychain:
        return readKey({KeyReference::Place::Keychain, key.text.toStdString()}, keychain.get());
    }
    return {};
}

OffsiteWork::OffsiteWork(session::DatabaseSession *session, SharedKeychain keychain, QObject *parent)
    : QObject(parent), m_session(session), m_keychain(std::move(keychain)),
      m_transfer(new task::TaskRunner(session->tasks(), this)),
      m_testing(new task::TaskRunner(session->tasks(), this))
{
    connect(m_transfer, &task::TaskRunner::runningChanged, this, &OffsiteWork::runningChanged);
    connect(m_transfer, &task::TaskRunner::progress, this, &OffsiteWork::progress);
    // What had arrived before a failure or a cancel is there.
    connect(m_transfer, &task::TaskRunner::failed, this, [this](const core::Error &error) {
        emit failed(error);
        emit changed();
    });
    connect(m_transfer, &task::TaskRunner::cancelled, this, [this] {
        emit cancelled();
        emit changed();
    });
    connect(m_testing, &task::TaskRunner::failed, this, &OffsiteWork::testFailed);
}

OffsiteWork::Open OffsiteWork::opener(const Destination &destination) const
{
    return [database = m_session->database(), keychain = m_keychain, destination] {
        return offsite::openDestination(destination, offsiteSurroundings(database->clock(), keychain));
    };
}

void OffsiteWork::copy(const Destination &to, const QString &store, const QStringList &ids)
{
    if (!m_session->database()) {
        return;
    }
    m_since.start();
    const QString name = QString::fromStdString(to.name);
    m_transfer->run(
        tr("Copying backups to %1").arg(name),
        [open = opener(to), database = m_session->database(), to, store = store.toStdString(),
         ids = plain(ids)](const core::JobContext &job) {
            offsite::CopyRequest request;
            request.store = store;
            request.ids = ids;
            request.clock = &database->clock();
            offsite::CopyReport report = offsite::copySets(request, *open(), job);
            if (ids.empty() && to.standbyOf == store) {
                offsite::StandbyRecords(session::userConfigFolder())
                    .addSync(to.name, database->clock().now());
            }
            return report;
        },
        [this](const offsite::CopyReport &report) {
            emit copied(report);
            emit changed();
        });
}

void OffsiteWork::fetch(const Destination &from, const QString &store, const QStringList &ids)
{
    if (!m_session->database()) {
        return;
    }
    m_since.start();
    m_transfer->run(
        tr("Fetching backups from %1").arg(QString::fromStdString(from.name)),
        [open = opener(from), database = m_session->database(), store = store.toStdString(),
         ids = plain(ids)](const core::JobContext &job) {
            return offsite::fetchSets(*open(), {store, ids, &database->clock()}, job);
        },
        [this](const offsite::FetchReport &report) {
            emit fetched(report);
            emit changed();
        });
}

void OffsiteWork::verify(const Destination &destination, const QStringList &ids)
{
    if (!m_session->database()) {
        return;
    }
    m_since.start();
    m_transfer->run(
        tr("Verifying the copies in %1").arg(QString::fromStdString(destination.name)),
        [open = opener(destination), ids = plain(ids)](const core::JobContext &job) {
            return offsite::verifyCopies(*open(), ids, true, job);
        },
        [this](const offsite::CopyVerification &report) { emit verified(report); });
}

void OffsiteWork::remove(const Destination &destination, const QStringList &ids)
{
    if (!m_session->database()) {
        return;
    }
    m_since.start();
    m_transfer->run(
        tr("Deleting copies in %1").arg(QString::fromStdString(destination.name)),
        [open = opener(destination), ids = plain(ids)](const core::JobContext &job) {
            offsite::removeCopies(*open(), ids, job);
        },
        [this, count = static_cast<int>(ids.size())] {
            emit removed(count);
            emit changed();
        });
}

void OffsiteWork::drill(const Destination &destination, const GivenKey &key)
{
    if (!m_session->database()) {
        return;
    }
    m_since.start();
    m_transfer->run(
        tr("Restoring from %1 to see whether it works").arg(QString::fromStdString(destination.name)),
        [open = opener(destination), database = m_session->database(), keychain = m_keychain, destination,
         key](const core::JobContext &job) {
            offsite::DrillRequest request;
            request.destination = destination;
            request.database = database->location().database;
            request.key = sourceOf(key, keychain);
            return offsite::runDrill(request, *open(), offsite::StandbyRecords(session::userConfigFolder()),
                                     historyFolders(), database->clock(), job);
        },
        [this](const offsite::Drill &drill) {
            emit drilled(drill);
            emit changed();
        });
}

void OffsiteWork::test(const Destination &destination, const std::optional<offsite::Credentials> &credentials)
{
    if (!m_session->database()) {
        return;
    }
    m_testing->run(
        tr("Trying %1").arg(QString::fromStdString(destination.url)),
        [database = m_session->database(), keychain = m_keychain, destination,
         credentials](const core::JobContext &job) {
            const SharedKeychain used =
                credentials ? std::make_shared<const TypedCredentials>(*credentials) : keychain;
            offsite::Surroundings surroundings = offsiteSurroundings(database->clock(), used);
            surroundings.persistence = {2, std::chrono::milliseconds(300), std::chrono::milliseconds(600)};
            offsite::tryDestination(*offsite::openDestination(destination, surroundings), job);
        },
        [this] { emit tested(); });
}

} // namespace strandline::backup
