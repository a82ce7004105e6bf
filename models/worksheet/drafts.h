// The texts of worksheets on disk, so that no SQL is lost: one file a worksheet, written whole under another
// name and renamed, durable on return. A draft belongs to who holds its lock, which dies with its process:
// one that is free and not closed was left behind by a program that ended without a farewell.
//
// DraftStore blocks and is for jobs: any thread. Errors: systemError().
//
// File: JSON with the members of Draft; "version" is 1, others are not read. Beside it ID.lock.
#pragma once

#include "engine/core/file.h"

#include <QString>

#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace strandline::worksheet {

struct Draft
{
    QString id;
    QString database; // path
    QString title;
    QString file;        // the .sql file that it was opened from or saved to; empty: none
    QString saved;       // what the file or the saved query holds
    qlonglong query = 0; // id of the saved query; 0: none
    QString text;
    int cursor = 0;      // bytes
    bool closed = false; // its page was closed as it should
    bool operator==(const Draft &) const = default;
};

class DraftStore
{
public:
    explicit DraftStore(std::string folder, const core::FileSystem &files = core::systemFiles())
        : m_folder(std::move(folder)), m_files(&files)
    {
    }

    // Null: somebody else has it. Waits a moment for one who is just letting go.
    std::unique_ptr<core::FileLock> lock(const QString &id) const;
    void write(const Draft &draft) const;
    std::optional<Draft> read(const QString &id) const; // nothing: there is none, or none that can be read
    void remove(const QString &id) const;
    // Those of database that nobody holds and that were not closed. Forgets closed ones after 30 days.
    std::vector<Draft> abandoned(const QString &database) const;

private:
    std::string path(const QString &id, const char *ending) const;

    std::string m_folder;
    const core::FileSystem *m_files;
};

// One draft in the hands of its worksheet. For jobs, which may come in any order: any thread.
class DraftFile
{
public:
    DraftFile(std::shared_ptr<const DraftStore> store, QString id)
        : m_store(std::move(store)), m_id(std::move(id))
    {
    }

    bool take(); // false: somebody else has it
    std::optional<Draft> read() const { return m_store->read(m_id); }
    // order ascends with the age of what it holds: an older state never follows a younger one.
    void write(const Draft &draft, std::uint64_t order);
    // The last of all: as write(), or the draft is removed where there is none; and lets go.
    void finish(const std::optional<Draft> &draft);

private:
    const std::shared_ptr<const DraftStore> m_store;
    const QString m_id;
    std::mutex m_mutex;
    // Guarded by m_mutex.
    std::unique_ptr<core::FileLock> m_lock;
    std::uint64_t m_written = 0;
};

} // namespace strandline::worksheet
