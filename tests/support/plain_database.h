// SQLite as any program uses it, without the engine: the witness that tests compare with. One thread.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

struct sqlite3;

namespace strandline::test {

struct SqlFailure : std::runtime_error
{
    SqlFailure(int resultCode, const std::string &message) : std::runtime_error(message), code(resultCode) {}
    int code; // primary result code
};

class PlainDatabase
{
public:
    enum class Open
    {
        Create,
        ReadOnly, // a path or a file: URI
    };
    explicit PlainDatabase(const std::string &path, Open how = Open::Create);
    ~PlainDatabase();
    PlainDatabase(const PlainDatabase &) = delete;
    PlainDatabase &operator=(const PlainDatabase &) = delete;

    sqlite3 *handle() const { return m_db; }
    int tryExecute(const std::string &sql);       // primary result code
    void execute(const std::string &sql);         // throws SqlFailure
    std::int64_t integer(const std::string &sql); // first column of the first row; 0 without one
    std::string text(const std::string &sql);
    void busyTimeout(int ms);
    // Commits that this connection wrote into the WAL since it was opened.
    std::uint64_t walCommits() const { return m_walCommits; }

private:
    static int onWalCommit(void *self, sqlite3 *db, const char *schema, int frames) noexcept;

    sqlite3 *m_db = nullptr;
    std::uint64_t m_walCommits = 0;
    int m_autocheckpointFrames = 0;

public:
    // As PRAGMA wal_autocheckpoint, which would replace our counting hook. 0: off (as after opening).
    void autocheckpoint(int frames) { m_autocheckpointFrames = frames; }
};

} // namespace strandline::test
