// Where the histories are that do not lie beside their database: remembered per user, in a JSON file of the
// user's own configuration, by the database's absolute path. Safe from any thread of one process; between
// processes the last writer wins. Errors: systemError(), UnsupportedFormat for a file that can't be
// understood.
#pragma once

#include <string>

namespace strandline::session {

// The folder for our configuration: $XDG_CONFIG_HOME/strandline, ~/.config/strandline, %APPDATA%\strandline.
// Empty where the environment names none.
std::string userConfigFolder();

// The folder of a history that lies beside its database: beside the file itself where database is a symbolic
// link.
std::string folderBeside(const std::string &database);

class HistoryLocations
{
public:
    // folder: for the file; made when something is remembered. Empty: nothing is remembered.
    explicit HistoryLocations(std::string folder) : m_folder(std::move(folder)) {}

    // The history's folder of a database; empty: beside it.
    std::string folderOf(const std::string &database) const;
    // An empty folder forgets the database.
    void remember(const std::string &database, const std::string &folder) const;

private:
    std::string file() const;

    const std::string m_folder;
};

} // namespace strandline::session
