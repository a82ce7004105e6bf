#include "engine/session/database.h"

#include "engine/backup/restore.h"
#include "engine/core/user.h"
#include "engine/flashback/transaction_query.h"
#include "engine/monitor/metric_recorder.h"
#include "engine/monitor/performance_tables.h"
#include "engine/session/history_locations.h"
#include "engine/session/lease_slot.h"
#include "engine/sqlite/termination.h"
#include "engine/sqlite/wal_tap.h"
#include "engine/timeline/commit_users.h"

#include <fmt/format.h>

namespace strandline::session {

using core::Error;
using core::ErrorCode;
using sqlite::Access;
using sqlite::Connection;
using sqlite::ConnectionOptions;
using sqlite::Null;
using sqlite::Value;

namespace {

constexpr std::size_t idleConnectionsMax = 4;

const core::Clock &systemClock()
{
    static const core::SystemClock clock;
    return clock;
}

std::string expectText(const Value &value, const char *function)
{
    if (const auto *text = std::get_if<std::string>(&value)) {
        return *text;
    }
    throw Error(ErrorCode::Usage,
                fmt::format("{} takes a time as text, such as '2026-03-01 14:03:11'.", function));
}

core::Scn expectScn(const Value &value, const char *function)
{
    const auto *number = std::get_if<std::int64_t>(&value);
    if (number == nullptr || *number < 1) {
        throw Error(ErrorCode::Usage, fmt::format("{} takes an SCN: a whole number from 1.", function));
    }
    return core::Scn{static_cast<std::uint64_t>(*number)};
}

} // namespace

Lease::Lease(std::shared_ptr<Database> database, std::unique_ptr<Slot> slot)
    : m_database(std::move(database)), m_slot(std::move(slot))
{
}

Lease::~Lease()
{
    giveBack();
}

Lease::Lease(Lease &&) noexcept = default;

Lease &Lease::operator=(Lease &&other) noexcept
{
    if (this != &other) {
        giveBack();
        m_database = std::move(other.m_database);
        m_slot = std::move(other.m_slot);
    }
    return *this;
}

void Lease::giveBack() noexcept
{
    if (m_slot) {
        m_database->giveBack(std::move(m_slot));
    }
}

Connection &Lease::connection() const
{
    return *m_slot->connection;
}

Database &Lease::database() const
{
    return *m_database;
}

LeaseKind Lease::kind() const
{
    return m_slot->kind;
}

std::optional<core::Scn> Lease::asOf() const
{
    return m_slot->asOf;
}

AttachedPoints &Lease::points() const
{
    return *m_slot->points;
}

VersionTables &Lease::versions() const
{
    return *m_slot->versions;
}

void Lease::discardAfterUse()
{
    m_slot->discard = true;
}

Database::Database(std::string path, const DatabaseOptions &options)
    : m_path(std::move(path)), m_options(options),
      m_clock(options.clock != nullptr ? options.clock : &systemClock()),
      m_immutable(m_options.backup == nullptr && Connection::needsImmutable(m_path)),
      m_monitor(monitor::Monitor::open(location(), options.monitor, *m_clock,
                                       isBackup() || m_immutable ? monitor::Monitor::Outside::Skip
                                                                 : monitor::Monitor::Outside::Look))
{
    m_options.readOnly = m_options.readOnly || isBackup();
}

Database::~Database() = default;

std::shared_ptr<Database> Database::open(const std::string &path, const DatabaseOptions &options)
{
    std::shared_ptr<Database> database(new Database(path, options));
    // Tells now what can't be opened, and leaves a connection for the first job.
    database->giveBack(database->openSlot(LeaseKind::Read));
    if (options.monitor.metrics && !database->isBackup()) {
        database->m_metrics = std::make_unique<monitor::MetricRecorder>(
            database->location(), [monitor = database->m_monitor] { return monitor->heldBoard(); },
            [of = database.get()] { return of->hasHistory() ? of->history() : nullptr; }, *database->m_clock);
    }
    return database;
}

std::string Database::note() const
{
    const std::lock_guard lock(m_mutex);
    return m_immutable
               ? fmt::format("{} is opened as a file that nobody changes: its folder can't be written, "
                             "so that SQLite can't see other programs' locks. What others write "
                             "meanwhile may be missed.",
                             m_path)
               : std::string();
}

std::string Database::journalMode()
{
    const Lease leased = lease();
    // A pooled connection learns by a read transaction alone that another one has changed the mode.
    leased.connection().execute("PRAGMA main.schema_version");
    return leased.connection().text("PRAGMA main.journal_mode");
}

timeline::Location Database::location() const
{
    return {m_path, m_options.historyFolder.empty() ? folderBeside(m_path) : m_options.historyFolder,
            m_options.files};
}

bool Database::hasHistory() const
{
    return !isBackup() && timeline::History::exists(location());
}

std::shared_ptr<timeline::History> Database::history()
{
    const std::lock_guard lock(m_mutex);
    // A history that was forgotten and begun anew is another one.
    const auto identity = m_options.files->identity(location().sidecar());
    if (!m_history || identity != m_historyIdentity) {
        m_history.reset();
        if (isBackup()) {
            throw Error(ErrorCode::NotRecorded, "A backup that is looked at has no history of its own: ask "
                                                "the database for it, or look at another state.")
                .withPath(m_path);
        }
        if (!timeline::History::exists(location())) {
            throw Error(
                ErrorCode::NotRecorded,
                fmt::format("{} has no history. Record it with `strandctl record`, or switch recording "
                            "on in the workbench; from then on every commit can be read as of then.",
                            m_path))
                .withPath(m_path);
        }
        m_history = timeline::History::open(location());
        m_historyIdentity = identity;
    }
    m_history->refresh();
    return m_history;
}

Lease Database::lease(LeaseKind kind)
{
    if (kind == LeaseKind::Write && m_options.readOnly) {
        throw Error(ErrorCode::ReadOnly,
                    fmt::format("{} was opened for reading. Open it for writing to change it.", m_path))
            .withPath(m_path);
    }
    {
        const std::lock_guard lock(m_mutex);
        for (auto slot = m_idle.begin(); slot != m_idle.end(); ++slot) {
            if ((*slot)->kind == kind) {
                auto taken = std::move(*slot);
                m_idle.erase(slot);
                return {shared_from_this(), std::move(taken)};
            }
        }
    }
    return {shared_from_this(), openSlot(kind)};
}

Lease Database::leaseAt(core::Scn scn)
{
    auto slot = std::make_unique<Lease::Slot>();
    slot->asOf = scn;
    slot->point = history()->at(scn);
    ConnectionOptions options;
    options.uri = true;
    options.watch = m_monitor->beginSession({.module = "past"});
    slot->connection = std::make_unique<Connection>(slot->point->uri(), options);
    slot->connection->setSchemaTrusted(true);
    slot->connection->acceptUnknownCollations();
    registerFunctions(*slot->connection);
    slot->points = std::make_unique<AttachedPoints>(*slot->connection);
    slot->versions = std::make_unique<VersionTables>(*slot->connection);
    slot->discard = true;
    return {shared_from_this(), std::move(slot)};
}

std::unique_ptr<Lease::Slot> Database::openSlot(LeaseKind kind)
{
    auto slot = std::make_unique<Lease::Slot>();
    slot->kind = kind;
    slot->connection = openConnection(kind);
    // Else no trigger and no view could use a full-text table. What of ours does more than read can't be
    // called from a schema anyway.
    slot->connection->setSchemaTrusted(true);
    if (kind == LeaseKind::Read) {
        slot->connection->acceptUnknownCollations();
    }
    registerFunctions(*slot->connection);
    slot->points = std::make_unique<AttachedPoints>(*slot->connection);
    slot->versions = std::make_unique<VersionTables>(*slot->connection);
    // One that waits in the pool is closed when it is ended; one that a job has, when the job gives it back.
    sqlite::terminationOf(*slot->connection)->whenEnded([weak = weak_from_this()] {
        const auto self = weak.lock();
        std::vector<std::unique_ptr<Lease::Slot>> ended;
        if (self) {
            const std::lock_guard lock(self->m_mutex);
            const auto from = std::stable_partition(self->m_idle.begin(), self->m_idle.end(),
                                                    [](const auto &idle) { return !idle->ended(); });
            std::move(from, self->m_idle.end(), std::back_inserter(ended));
            self->m_idle.erase(from, self->m_idle.end());
        }
    });
    return slot;
}

std::unique_ptr<Connection> Database::openConnection(LeaseKind kind)
{
    ConnectionOptions options;
    monitor::SessionOptions session{.module = kind == LeaseKind::Write ? "write" : "read"};
    if (kind == LeaseKind::Write) {
        const auto log = std::make_shared<timeline::CommitUserLog>(location(), core::currentUser(), *m_clock);
        session.onCommitted = [log](const sqlite::WalHeader &end) {
            log->note({end.salt, end.mxFrame, end.frameChecksum});
        };
    }
    options.watch = m_monitor->beginSession(std::move(session));
    if (isBackup()) {
        options.uri = true;
        return std::make_unique<Connection>(m_options.backup->uri(), options);
    }
    options.access = kind == LeaseKind::Write ? Access::ReadWrite : Access::ReadOnly;
    options.busyTimeout = m_options.busyTimeout;
    if (kind == LeaseKind::Read && m_immutable) {
        options.uri = true;
        return std::make_unique<Connection>(sqlite::fileUri(m_path, "immutable=1"), options);
    }
    return std::make_unique<Connection>(m_path, options);
}

void Database::registerFunctions(Connection &connection)
{
    // A connection never outlives its Database: the lease keeps the Database, the pool is its member.
    monitor::addPerformanceTables(connection, m_monitor);
    sqlite::addComputedTable(connection, flashback::transactionQueryName,
                             flashback::makeTransactionQuery([this] { return history(); }));
    connection.createFunction("current_scn", 0, false,
                              [this](const std::vector<Value> & /*unused*/) -> Value {
                                  return static_cast<std::int64_t>(history()->currentScn().value);
                              });
    connection.createFunction(
        "scn_to_timestamp", 1, false, [this](const std::vector<Value> &values) -> Value {
            if (std::holds_alternative<Null>(values[0])) {
                return Null{};
            }
            return core::formatTime(history()->timeOf(expectScn(values[0], "SCN_TO_TIMESTAMP")));
        });
    connection.createFunction(
        "timestamp_to_scn", 1, false, [this](const std::vector<Value> &values) -> Value {
            if (std::holds_alternative<Null>(values[0])) {
                return Null{};
            }
            const core::Time time = core::parseTime(expectText(values[0], "TIMESTAMP_TO_SCN"), *m_clock);
            return static_cast<std::int64_t>(history()->scnAt(time, *m_clock).value);
        });
}

void Database::giveBack(std::unique_ptr<Lease::Slot> slot) noexcept
{
    // A connection with an open transaction or attached points is closed, which ends them.
    if (slot->discard || slot->ended() || slot->connection->inTransaction() || !slot->points->empty()) {
        return;
    }
    slot->versions->clear();
    const std::lock_guard lock(m_mutex);
    if (m_idle.size() < idleConnectionsMax && !slot->ended()) {
        m_idle.push_back(std::move(slot));
    }
}

} // namespace strandline::session
