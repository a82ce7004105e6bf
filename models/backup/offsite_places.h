// The destinations for copies that the user has, and what each holds of the session's database: read one
// after the other, told as soon as each is known. GUI thread.
#pragma once

#include "engine/core/keychain.h"
#include "engine/offsite/copies.h"
#include "engine/offsite/standby.h"
#include "models/session/database_session.h"

#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace strandline::backup {

struct Place
{
    offsite::Destination destination;
    bool read = false;
    QString problem;             // why it can't be read: a whole sentence, else empty
    std::vector<SetInfo> copies; // of the session's database, oldest first
    // Of the session's database, where the place is a standby of one of its stores.
    std::optional<offsite::StandbyStatus> standby;
    std::vector<offsite::Drill> drills; // of the session's database, newest first
};

// What opens a place: shared with OffsiteWork.
using SharedKeychain = std::shared_ptr<const core::Keychain>; // null: there is none
offsite::Surroundings offsiteSurroundings(const core::Clock &clock, const SharedKeychain &keychain);
offsite::HistoryFolder historyFolders();

class OffsitePlaces : public QObject
{
    Q_OBJECT
public:
    OffsitePlaces(session::DatabaseSession *session, SharedKeychain keychain, QObject *parent = nullptr);

    bool loaded() const { return m_loaded; } // the list of destinations is known
    bool reading() const { return m_reading->running(); }
    const std::vector<Place> &places() const { return m_places; }
    const Place *find(const QString &name) const;

    // known: the sets of the stores, whose manifests needn't be read again elsewhere.
    void refresh(std::vector<SetInfo> known);
    // credentials: to be put into the keychain, where the destination says that it is there.
    void save(const offsite::Destination &destination, bool replace,
              const std::optional<offsite::Credentials> &credentials);
    void forget(const QString &name); // what is there stays there

signals:
    void changed();
    void saved(const QString &name);
    void saveFailed(const strandline::core::Error &error);
    void failed(const strandline::core::Error &error);

private:
    void take(Place place);

    session::DatabaseSession *m_session;
    SharedKeychain m_keychain;
    task::TaskRunner *m_reading;
    task::TaskRunner *m_saving;
    task::TaskRunner *m_forgetting;
    std::vector<Place> m_places;
    std::vector<SetInfo> m_known;
    bool m_loaded = false;
};

} // namespace strandline::backup
