#include "engine/repository/repository.h"

#include "engine/timeline/place.h"

#include <fmt/format.h>
#include <mutex>

namespace strandline::repository {

using sqlite::Access;

namespace {

std::string pathIn(const timeline::Location &location)
{
    return location.sidecar() + "/repository.db";
}

// Makes it empty, with the folder's mode and owner, which SQLite then gives to its journal too. One at a
// time: closing the descriptor would drop locks that another thread had taken on the file by then.
std::string made(const timeline::Location &where)
{
    static std::mutex oneAtATime;
    const timeline::Location location = timeline::resolved(where);
    const std::string path = pathIn(location);
    const std::lock_guard guard(oneAtATime);
    if (!location.files->exists(path)) {
        location.files->open(path, core::OpenMode::Create);
    }
    return path;
}

sqlite::ConnectionOptions optionsFor(Access access, std::chrono::milliseconds patience)
{
    sqlite::ConnectionOptions options;
    options.access = access;
    options.busyTimeout = patience;
    options.ownDatabase = true;
    options.checkpointOnClose = true;
    return options;
}

} // namespace

Repository::Repository(const std::string &path, Access access, std::chrono::milliseconds patience)
    : m_connection(path, optionsFor(access, patience))
{
}

Repository::Repository(const timeline::Location &location, std::chrono::milliseconds patience)
    : Repository(made(location), Access::ReadWrite, patience)
{
    m_connection.execute("CREATE TABLE IF NOT EXISTS features "
                         "(name TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT, WITHOUT ROWID");
}

std::unique_ptr<Repository> Repository::openForReading(const timeline::Location &where)
{
    const timeline::Location location = timeline::resolved(where);
    if (!location.files->exists(pathIn(location))) {
        return nullptr;
    }
    return std::unique_ptr<Repository>(
        new Repository(pathIn(location), Access::ReadOnly, std::chrono::seconds(5)));
}

std::int64_t Repository::version(const std::string &feature)
{
    if (m_connection.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'features'") == 0) {
        return 0; // made a moment ago, by somebody who goes on
    }
    sqlite::Statement row = m_connection.prepare("SELECT version FROM features WHERE name = ?1");
    row.bind(1, feature);
    return row.step() ? row.integer(0) : 0;
}

void Repository::migrate(const std::string &feature, std::span<const char *const> steps)
{
    const auto target = static_cast<std::int64_t>(steps.size());
    if (version(feature) == target) {
        return;
    }
    m_connection.execute("BEGIN IMMEDIATE");
    const std::int64_t now = version(feature); // somebody else may have been faster
    if (now > target) {
        m_connection.execute("ROLLBACK");
        throw core::Error(
            core::ErrorCode::UnsupportedFormat,
            fmt::format("{} was written by a newer version of Strandline (its {} have version {}). "
                        "Update Strandline.",
                        m_connection.path(), feature, now))
            .withPath(m_connection.path());
    }
    for (std::int64_t step = now; step < target; ++step) {
        m_connection.execute(steps[static_cast<std::size_t>(step)]);
    }
    sqlite::Statement row = m_connection.prepare("INSERT OR REPLACE INTO features VALUES (?1, ?2)");
    row.bindAll({feature, target});
    row.run();
    m_connection.execute("COMMIT");
}

} // namespace strandline::repository
