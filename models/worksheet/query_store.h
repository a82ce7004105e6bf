// The statements that were run and the queries that were saved, in a SQLite file of our own, history.db.
// Every call opens a connection of its own and blocks: for jobs, any thread, any number of programs. Errors:
// those of sqlite::Connection; Exists for a name that is taken in its folder; UnsupportedFormat for a file of
// a later version.
#pragma once

#include "engine/core/types.h"
#include "engine/sqlite/connection.h"

#include <QString>

#include <memory>
#include <vector>

namespace strandline::worksheet {

// A statement that has ended.
struct RunRecord
{
    QString sql;
    QString database; // path
    core::Time at{};
    double seconds = 0;
    std::int64_t rows = -1; // -1: it has no result
    std::int64_t changes = 0;
    QString error;          // empty: it went well, or
    bool cancelled = false; // by the user
};

struct SavedQuery
{
    qlonglong id = 0; // 0: not saved yet
    QString name;
    QString folder;   // empty: none
    QString database; // path; empty: for all of them
    QString sql;
    bool operator==(const SavedQuery &) const = default;
};

class QueryStore
{
public:
    static constexpr int historyLimit = 10000; // statements kept

    // folder: made when something is stored.
    explicit QueryStore(std::string folder) : m_folder(std::move(folder)) {}

    void add(const std::vector<RunRecord> &records) const;
    // The newest first, at most limit, with all words of text in their SQL, database or error.
    std::vector<RunRecord> history(const QString &text, int limit) const;
    void clearHistory() const;

    // Returns its id.
    qlonglong save(const SavedQuery &query) const;
    // Those for database and for all of them, by folder and name.
    std::vector<SavedQuery> saved(const QString &text, const QString &database) const;
    void remove(qlonglong id) const;

private:
    std::unique_ptr<sqlite::Connection> open() const;

    std::string m_folder;
};

} // namespace strandline::worksheet
