// The stores that a database's backups went to: remembered per user, in a JSON file of the user's own
// configuration (stores.json), by the database's absolute path. Safe from any thread of one process; between
// processes the last writer wins. Errors: systemError(), UnsupportedFormat for a file that can't be
// understood.
#pragma once

#include <string>
#include <vector>

namespace strandline::backup {

// Where a first backup goes if nothing else is said: DATABASE.backups.
std::string defaultStore(const std::string &database);

class KnownStores
{
public:
    // folder: of the user's configuration (session::userConfigFolder()); empty: nothing is remembered.
    explicit KnownStores(std::string folder) : m_folder(std::move(folder)) {}

    // Folders that exist or not, the one used last first. The default store is among them where it exists.
    std::vector<std::string> storesOf(const std::string &database) const;
    void remember(const std::string &database, const std::string &store) const;
    void forget(const std::string &database, const std::string &store) const;
    // All databases that have stores.
    std::vector<std::string> databases() const;

private:
    std::string file() const { return m_folder + "/stores.json"; }

    const std::string m_folder;
};

} // namespace strandline::backup
