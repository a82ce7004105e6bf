// The programs that hold a database, seen from outside: from the system's table of file locks and the -shm's
// read marks. Neither needs their help; neither tells what SQL they run (that needs the probe).
//
// Where the bytes lie: SQLite's os.h (rollback locks) and https://sqlite.org/walformat.html (-shm). An
// ExternalWatch belongs to one thread. It holds an ordinary connection of ours, so that no file of the
// database is opened beside SQLite. Errors: those of sqlite::Connection (Busy among them).
//
// What can't be seen: systems other than Linux name no programs; a program in rollback mode between
// transactions holds nothing; a lock given back and taken again between two looks looks like one.
#pragma once

#include "engine/core/clock.h"
#include "engine/core/file.h"
#include "engine/sqlite/connection.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strandline::monitor {

enum class ExternalLock
{
    Open,          // has a WAL database open
    Shared,        // rollback modes: reads
    Reserved,      // rollback modes: has begun to write
    Pending,       // rollback modes: waits for readers, and lets no new ones in
    Exclusive,     // rollback modes: writes the file; WAL: has it for itself
    WalWrite,      // is in a write transaction
    WalCheckpoint, // copies frames to the database, or keeps others from it
    WalRecover,    // rebuilds the wal-index
    WalRead,       // is in a read transaction
};

// "WAL write" for WalWrite: as people and tables see it.
std::string_view externalLockName(ExternalLock lock);

struct SeenLock
{
    ExternalLock lock = ExternalLock::Open;
    int readSlot = -1; // of WalRead: 0 to 4
    core::Time since;  // when this watch saw it first: it may be older
};

struct SeenProgram
{
    core::Opener program; // number and "name (process 123)"; this process is among them
    std::vector<SeenLock> locks;
};

// The reader that keeps checkpoints from copying the whole WAL, and the WAL from beginning anew.
struct CheckpointPin
{
    int readSlot = 0;
    std::uint32_t frame = 0;              // the last one that may be copied while it reads
    std::vector<core::Opener> programs;   // in that slot
    std::optional<core::Time> since = {}; // the first of them seen there
};

struct SeenWal
{
    std::uint32_t pageSize = 0;   // bytes
    std::uint32_t frames = 0;     // in the WAL; 0: empty
    std::uint32_t backfilled = 0; // of them in the database file as well
    std::optional<CheckpointPin> pin;
};

struct SeenDatabase
{
    core::Time at;
    std::vector<SeenProgram> programs; // by number
    std::optional<SeenWal> wal;        // nothing: not in WAL mode
};

class ExternalWatch
{
public:
    // Throws what sqlite::Connection throws.
    explicit ExternalWatch(const std::string &database, const core::Clock &clock,
                           const core::FileSystem &files = core::systemFiles());
    // As it is now: some tens of microseconds, and a read transaction that ends before it returns.
    SeenDatabase look();

private:
    std::vector<SeenProgram> programs(core::Time now);

    std::string m_database;
    const core::Clock &m_clock;
    const core::FileSystem &m_files;
    sqlite::Connection m_connection;
    std::vector<SeenProgram> m_before; // of the last look: since when
};

} // namespace strandline::monitor
