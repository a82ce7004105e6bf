// A user's database while it is open here: its path, its history where there is one, and the connections that
// jobs lease from it. A Database may be used from any thread; a Lease belongs to one job (one thread at a
// time).
//
// Opening for reading changes no byte of the database or its WAL, and makes no sidecar.
// Errors: those of sqlite::Connection (NotFound, NotADatabase, Permission, Busy …); with a point in time
// those of timeline::History; NotRecorded where there is no history.
#pragma once

#include "engine/core/clock.h"
#include "engine/core/types.h"
#include "engine/monitor/monitor_options.h"
#include "engine/sqlite/connection.h"
#include "engine/timeline/history.h"

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace strandline::backup {
class Mounted;
}
namespace strandline::monitor {
class MetricRecorder;
class Monitor;
} // namespace strandline::monitor

namespace strandline::session {

class AttachedPoints;
class VersionTables;

struct DatabaseOptions
{
    bool readOnly = false;     // no lease may write
    std::string historyFolder; // empty: beside the database
    std::chrono::milliseconds busyTimeout{5000};
    const core::Clock *clock = nullptr; // null: the system's
    const core::FileSystem *files = &core::systemFiles();
    // A state in a backup in place of the file: read-only and without a history; the path is but a name.
    std::shared_ptr<backup::Mounted> backup = {};
    monitor::MonitorOptions monitor = {};
};

enum class LeaseKind
{
    Read,  // changes nothing; a program's own collations are accepted (ordered as BINARY)
    Write, // may change the database; throws ReadOnly for a read-only database
};

// A connection for one running job; goes back to the pool on destruction. An open transaction is rolled back
// then. Movable.
class Lease
{
public:
    ~Lease();
    Lease(Lease &&) noexcept;
    Lease &operator=(Lease &&) noexcept;

    sqlite::Connection &connection() const;
    class Database &database() const;
    LeaseKind kind() const;
    // The SCN that the whole session is set to; nothing: the present.
    std::optional<core::Scn> asOf() const;
    // The points in time that are attached to the connection.
    AttachedPoints &points() const;
    // The row versions that its statement reads.
    VersionTables &versions() const;
    // The connection is closed instead of pooled: for jobs that changed its state (PRAGMA, ATTACH, TEMP …).
    void discardAfterUse();

private:
    friend class Database;
    struct Slot;
    Lease(std::shared_ptr<Database> database, std::unique_ptr<Slot> slot);
    void giveBack() noexcept;

    std::shared_ptr<Database> m_database;
    std::unique_ptr<Slot> m_slot;
};

class Database : public std::enable_shared_from_this<Database>
{
public:
    // Throws NotFound, NotADatabase, Permission, Busy. A cleanly closed WAL database in a folder where no
    // -shm can be made is opened as an immutable file, and note() says so.
    static std::shared_ptr<Database> open(const std::string &path, const DatabaseOptions &options = {});
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    const std::string &path() const { return m_path; }
    bool readOnly() const { return m_options.readOnly; }
    bool isBackup() const { return m_options.backup != nullptr; }
    // A whole sentence about how it was opened; empty where there is nothing to say.
    std::string note() const;
    std::string journalMode(); // "wal", "delete" …
    const core::Clock &clock() const { return *m_clock; }
    // What its connections do; a backup has none that anybody else could see.
    monitor::Monitor &monitor() const { return *m_monitor; }
    // Null where the options don't want them, and for a backup.
    const monitor::MetricRecorder *metrics() const { return m_metrics.get(); }
    timeline::Location location() const;

    bool hasHistory() const;
    // With every commit that its recorder has appended so far. Throws NotRecorded with how to record.
    std::shared_ptr<timeline::History> history();

    // Waits for nobody: opens a further connection where the pool is empty.
    Lease lease(LeaseKind kind = LeaseKind::Read);
    // A session that sees the whole database as of scn and can't write.
    Lease leaseAt(core::Scn scn);

private:
    friend class Lease;
    Database(std::string path, const DatabaseOptions &options);
    std::unique_ptr<Lease::Slot> openSlot(LeaseKind kind);
    std::unique_ptr<sqlite::Connection> openConnection(LeaseKind kind);
    void registerFunctions(sqlite::Connection &connection);
    void giveBack(std::unique_ptr<Lease::Slot> slot) noexcept;

    // Constant after construction.
    std::string m_path;
    DatabaseOptions m_options;
    const core::Clock *m_clock;
    const bool m_immutable;
    const std::shared_ptr<monitor::Monitor> m_monitor; // its sessions' connections go first

    mutable std::mutex m_mutex;
    // Guarded by m_mutex.
    std::vector<std::unique_ptr<Lease::Slot>> m_idle;
    std::shared_ptr<timeline::History> m_history;
    std::optional<core::FileIdentity> m_historyIdentity; // of its folder

    std::unique_ptr<monitor::MetricRecorder> m_metrics; // its thread uses the others; ends first
};

} // namespace strandline::session
