#include "tests/support/plain_database.h"

#include <sqlite3.h>

namespace strandline::test {

PlainDatabase::PlainDatabase(const std::string &path, Open how)
{
    const int flags = how == Open::Create ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
    const int rc = sqlite3_open_v2(path.c_str(), &m_db, flags | SQLITE_OPEN_URI, nullptr);
    if (rc != SQLITE_OK) {
        const std::string message = sqlite3_errmsg(m_db);
        sqlite3_close(m_db);
        throw SqlFailure(rc & 0xff, path + ": " + message);
    }
    sqlite3_wal_hook(m_db, &PlainDatabase::onWalCommit, this);
}

PlainDatabase::~PlainDatabase()
{
    sqlite3_close(m_db);
}

int PlainDatabase::onWalCommit(void *self, sqlite3 *db, const char *schema, int frames) noexcept
{
    auto *database = static_cast<PlainDatabase *>(self);
    ++database->m_walCommits;
    if (database->m_autocheckpointFrames > 0 && frames >= database->m_autocheckpointFrames) {
        sqlite3_wal_checkpoint_v2(db, schema, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    }
    return SQLITE_OK;
}

int PlainDatabase::tryExecute(const std::string &sql)
{
    return sqlite3_exec(m_db, sql.c_str(), nullptr, nullptr, nullptr) & 0xff;
}

void PlainDatabase::execute(const std::string &sql)
{
    const int rc = tryExecute(sql);
    if (rc != SQLITE_OK) {
        throw SqlFailure(rc, sqlite3_errmsg(m_db) + (": " + sql.substr(0, 200)));
    }
}

std::int64_t PlainDatabase::integer(const std::string &sql)
{
    const std::string value = text(sql);
    return value.empty() ? 0 : std::stoll(value);
}

std::string PlainDatabase::text(const std::string &sql)
{
    sqlite3_stmt *statement = nullptr;
    int rc = sqlite3_prepare_v2(m_db, sql.c_str(), -1, &statement, nullptr);
    std::string value;
    if (rc == SQLITE_OK) {
        rc = sqlite3_step(statement);
        if (rc == SQLITE_ROW && sqlite3_column_type(statement, 0) != SQLITE_NULL) {
            value = reinterpret_cast<const char *>(sqlite3_column_text(statement, 0));
        }
    }
    const std::string message = sqlite3_errmsg(m_db);
    sqlite3_finalize(statement);
    if (rc != SQLITE_ROW && rc != SQLITE_DONE) {
        throw SqlFailure(rc & 0xff, message + ": " + sql.substr(0, 200));
    }
    return value;
}

void PlainDatabase::busyTimeout(int ms)
{
    sqlite3_busy_timeout(m_db, ms);
}

} // namespace strandline::test
