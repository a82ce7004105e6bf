// <sidecar>/repository.db: what the engine keeps about a database beside its page history, as an SQLite
// database of our own. Each feature has its tables in it and brings them to its version itself.
//
// A Repository belongs to one thread at a time; several, of any process, may be open on one file. Errors:
// those of sqlite::Connection; UnsupportedFormat where a newer version wrote it.
#pragma once

#include "engine/sqlite/connection.h"
#include "engine/timeline/history.h"

#include <chrono>
#include <span>

namespace strandline::repository {

class Repository
{
public:
    // Makes the file where it is missing; the sidecar's folder must be there. patience: with other programs
    // that write.
    explicit Repository(const timeline::Location &location,
                        std::chrono::milliseconds patience = std::chrono::seconds(5));
    // Null where there is none yet. Writes nothing.
    static std::unique_ptr<Repository> openForReading(const timeline::Location &location);

    // steps[i]: the SQL that brings the feature's tables from version i to i + 1. All that are missing run in
    // one transaction.
    void migrate(const std::string &feature, std::span<const char *const> steps);
    // 0: the feature has kept nothing yet.
    std::int64_t version(const std::string &feature);

    sqlite::Connection &connection() { return m_connection; }

private:
    Repository(const std::string &path, sqlite::Access access, std::chrono::milliseconds patience);

    sqlite::Connection m_connection;
};

} // namespace strandline::repository
