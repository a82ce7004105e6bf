// <store>/catalogue.db: what the manifests on disk don't tell. Private to the area; see catalogue.h.
//
//   sets           id, manifest (its text when it was last readable), state (a status as it was last seen),
//   problem verifications  the newest one of each set events         what happened when
//
// PRAGMA user_version is the format (1). Belongs to one thread. A damaged file is replaced by an empty one
// when something is to be written: a crosscheck fills it again.
#pragma once

#include "engine/backup/catalogue.h"
#include "engine/sqlite/connection.h"

#include <map>

namespace strandline::backup {

struct KnownSet
{
    std::string manifest;
    SetStatus state = SetStatus::Available;
    std::string problem;
};

class CatalogueDatabase
{
public:
    // Null where it is missing or can't be read.
    static std::unique_ptr<CatalogueDatabase> openForReading(const StoreFolder &store);
    // Made where it is missing or damaged.
    static std::unique_ptr<CatalogueDatabase> openForWriting(const StoreFolder &store);

    std::map<std::string, KnownSet> sets();
    std::map<std::string, Verification> verifications();
    std::vector<Event> events(std::size_t limit);

    void putSet(const std::string &id, const KnownSet &known);
    void removeSet(const std::string &id);
    void clearSets();
    void putVerification(const std::string &id, const Verification &verification);
    void addEvent(const Event &event);

    sqlite::Connection &connection() { return m_connection; }

    CatalogueDatabase(const std::string &path, sqlite::Access access);

private:
    sqlite::Connection m_connection;
};

} // namespace strandline::backup
