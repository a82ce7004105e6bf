// A store: a folder that holds backup sets of one or several databases.
//
//   store.json            which store it is, and its keys (keys.h)
//   lock                  held by who writes: create, prune, rotate, crosscheck. Readers need none.
//   catalogue.db          catalogue.h
//   sets/ID/              a set: manifest.json and its pieces
//   sets/.tmp-ID/         one that is being written
//   sets/.del-ID/         one that is being deleted
//
// A set appears with the rename of its folder and is whole from then on; what begins with a dot is nobody's
// and is removed by the next who holds the lock.
//
// Values; safe from any thread. Errors: NotFound, Busy (somebody writes), Permission, systemError.
#pragma once

#include "engine/backup/manifest.h"

#include <memory>

namespace strandline::backup {

class StoreFolder
{
public:
    explicit StoreFolder(std::string path, const core::FileSystem &files = core::systemFiles());

    // Throws NotFound where there is no store.
    void mustExist() const;
    bool exists() const;
    // Makes the folder and store.json where they are missing. likePath: the database, whose readers alone may
    // read its backups.
    void create(const std::string &likePath) const;

    const std::string &path() const { return m_path; }
    const core::FileSystem &files() const { return *m_files; }
    std::string setsFolder() const { return m_path + "/sets"; }
    std::string setFolder(const std::string &id) const { return setsFolder() + "/" + id; }
    std::string cataloguePath() const { return m_path + "/catalogue.db"; }
    // Names of the sets' folders, ascending. Empty where the store has none.
    std::vector<std::string> setIds() const;

    // Keeps other writers away while it lives, and removes what unfinished ones left. Throws Busy, naming who
    // has it.
    std::unique_ptr<core::FileLock> lock(const std::string &purpose) const;

private:
    void removeUnfinished() const;

    std::string m_path;
    const core::FileSystem *m_files;
};

// The files of a folder of ours and itself; what isn't there, or can't be removed now, is no error.
void removeFolder(const core::FileSystem &files, const std::string &folder) noexcept;

} // namespace strandline::backup
