#include "models/backup/offsite_places.h"

#include "engine/backup/recoverability.h"
#include "engine/session/history_locations.h"

#include <algorithm>
#include <filesystem>

namespace strandline::backup {

namespace {

using offsite::Destination;

// A look must not last as long as a copy may.
constexpr offsite::Persistence impatient{2, std::chrono::milliseconds(300), std::chrono::milliseconds(600)};

offsite::Destinations destinations()
{
    return offsite::Destinations(session::userConfigFolder());
}

bool samePath(const std::string &a, const std::string &b)
{
    std::error_code ignored;
    return std::filesystem::weakly_canonical(a, ignored) == std::filesystem::weakly_canonical(b, ignored);
}

Place unread(const Destination &destination)
{
    Place place;
    place.destination = destination;
    return place;
}

void readStandby(offsite::ObjectStore &store, const std::string &database, const core::Clock &clock,
                 const core::JobContext &job, Place &place)
{
    if (place.destination.standbyOf.empty()) {
        return;
    }
    offsite::StandbyStatus status =
        offsite::standbyStatus(place.destination, store, offsite::StandbyRecords(session::userConfigFolder()),
                               historyFolders(), clock, job);
    std::erase_if(status.databases,
                  [&](const offsite::StandbyDatabase &other) { return !samePath(other.database, database); });
    place.standby = std::move(status);
}

// A place that can't be read keeps the others in sight.
Place readPlace(const Destination &destination, const std::string &database, const core::Clock &clock,
                const SharedKeychain &keychain, const std::vector<SetInfo> &known,
                const core::JobContext &job) noexcept
{
    Place place = unread(destination);
    try {
        offsite::Surroundings surroundings = offsiteSurroundings(clock, keychain);
        surroundings.persistence = impatient;
        const auto store = offsite::openDestination(destination, surroundings);
        place.copies = offsite::copiesIn(*store, job, known);
        std::erase_if(place.copies, [&](const SetInfo &set) {
            return !set.manifest.database.empty() && !samePath(set.manifest.database, database);
        });
        readStandby(*store, database, clock, job, place);
        place.drills = offsite::StandbyRecords(session::userConfigFolder()).drills(destination.name);
        std::erase_if(place.drills,
                      [&](const offsite::Drill &drill) { return !samePath(drill.database, database); });
    } catch (const std::exception &error) {
        place.problem = QString::fromUtf8(error.what());
    }
    place.read = true;
    return place;
}

} // namespace

offsite::Surroundings offsiteSurroundings(const core::Clock &clock, const SharedKeychain &keychain)
{
    offsite::Surroundings surroundings;
    surroundings.clock = &clock;
    surroundings.keychain = keychain.get();
    surroundings.notesFolder = destinations().notesFolder();
    return surroundings;
}

offsite::HistoryFolder historyFolders()
{
    return [](const std::string &database) {
        const std::string remembered =
            session::HistoryLocations(session::userConfigFolder()).folderOf(database);
        return remembered.empty() ? session::folderBeside(database) : remembered;
    };
}

OffsitePlaces::OffsitePlaces(session::DatabaseSession *session, SharedKeychain keychain, QObject *parent)
    : QObject(parent), m_session(session), m_keychain(std::move(keychain)),
      m_reading(new task::TaskRunner(session->tasks(), this)),
      m_saving(new task::TaskRunner(session->tasks(), this)),
      m_forgetting(new task::TaskRunner(session->tasks(), this))
{
    connect(m_reading, &task::TaskRunner::failed, this, &OffsitePlaces::failed);
    connect(m_reading, &task::TaskRunner::runningChanged, this, &OffsitePlaces::changed);
    connect(m_saving, &task::TaskRunner::failed, this, &OffsitePlaces::saveFailed);
    connect(m_forgetting, &task::TaskRunner::failed, this, &OffsitePlaces::failed);
}

const Place *OffsitePlaces::find(const QString &name) const
{
    const auto found = std::find_if(m_places.begin(), m_places.end(), [&](const Place &place) {
        return place.destination.name == name.toStdString();
    });
    return found == m_places.end() ? nullptr : &*found;
}

void OffsitePlaces::refresh(std::vector<SetInfo> known)
{
    if (!m_session->database()) {
        return;
    }
    m_known = std::move(known);
    m_reading->stream<std::vector<Place>>(
        tr("Looking at the copies elsewhere"),
        [database = m_session->database(), keychain = m_keychain,
         known = m_known](const core::JobContext &job, const std::function<void(std::vector<Place>)> &tell) {
            const std::vector<Destination> all = destinations().all();
            std::vector<Place> unreadPlaces;
            std::transform(all.begin(), all.end(), std::back_inserter(unreadPlaces), unread);
            tell(std::move(unreadPlaces));
            for (const Destination &destination : all) {
                job.checkStop();
                tell({readPlace(destination, database->location().database, database->clock(), keychain,
                                known, job)});
            }
        },
        [this](std::vector<Place> places) {
            if (places.size() == 1 && places.front().read) {
                take(std::move(places.front()));
                return;
            }
            // What was known of a place stays until it is read again.
            for (Place &place : places) {
                if (const Place *before = find(QString::fromStdString(place.destination.name))) {
                    const Destination now = place.destination;
                    place = *before;
                    place.destination = now;
                }
            }
            m_places = std::move(places);
            m_loaded = true;
            emit changed();
        },
        [] {});
}

void OffsitePlaces::take(Place place)
{
    const auto found = std::find_if(m_places.begin(), m_places.end(), [&](const Place &known) {
        return known.destination.name == place.destination.name;
    });
    if (found != m_places.end()) {
        *found = std::move(place);
        emit changed();
    }
}

void OffsitePlaces::save(const Destination &destination, bool replace,
                         const std::optional<offsite::Credentials> &credentials)
{
    m_saving->run(
        {},
        [destination, replace, credentials, keychain = m_keychain](const core::JobContext &) {
            if (credentials && keychain) {
                keychain->write(offsite::keychainEntry(destination),
                                offsite::formatCredentials(*credentials));
            }
            destinations().add(destination, replace);
        },
        [this, name = QString::fromStdString(destination.name)] {
            refresh(m_known);
            emit saved(name);
        });
}

void OffsitePlaces::forget(const QString &name)
{
    m_forgetting->run(
        {}, [name = name.toStdString()](const core::JobContext &) { destinations().remove(name); },
        [this] { refresh(m_known); });
}

} // namespace strandline::backup
