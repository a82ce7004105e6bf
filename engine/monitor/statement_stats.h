// What is counted of each SQL statement: by the digest of its text and by how SQLite runs it.
//
// A StatementStats has one writer, the session's thread, and any number of readers; its words are read one by
// one. SqlArea is safe from any thread: sessions come and go in it, statements are looked up when they are
// prepared.
#pragma once

#include "engine/monitor/board_layout.h"

#include <array>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace strandline::monitor {

// Sums since the program began. All in nanoseconds, bytes, or counts.
struct StatementCounters
{
    std::uint64_t prepares = 0;
    std::uint64_t executions = 0;
    std::uint64_t rows = 0;
    std::uint64_t elapsedNs = 0;                       // of its outermost calls, waits included
    std::array<std::uint64_t, SL_BUCKETS> histogram{}; // executions by duration, as sl_bucket
    std::array<std::uint64_t, SL_CLASSES> waitNs{};
    std::uint64_t errors = 0;
    std::uint64_t reads = 0; // from files of databases and WALs
    std::uint64_t readBytes = 0;
    std::uint64_t tempBytes = 0; // of sorts and of b-trees that live as long as a statement
    std::uint64_t gets = 0;      // pages asked for, from the cache or not
    std::uint64_t vmSteps = 0;
    std::uint64_t fullScanSteps = 0;
    std::uint64_t sorts = 0;
    std::uint64_t autoIndexRows = 0;
};
constexpr std::size_t statementWords = sizeof(StatementCounters) / sizeof(std::uint64_t);

struct SqlText
{
    std::uint64_t sqlId = 0; // of the normalised text; sql::sqlId() writes it as 13 characters
    std::string normalized;
    std::string example;    // as it was first seen, its beginning; its literals may be private
    std::string verb;       // "SELECT" …; the first keyword
    bool monitored = false; // it has the hint /*+ MONITOR */: each execution is worth looking at by itself
};

// Digests it.
std::shared_ptr<const SqlText> sqlTextOf(std::string_view sql);

// The plan of one statement, as EXPLAIN QUERY PLAN tells it.
struct SqlPlan
{
    struct Line
    {
        int id = 0;
        int parent = 0;
        std::string detail;
    };
    std::uint64_t hash = 0; // of depth and detail of each line; 0: it was too short-lived to ask for
    std::vector<Line> lines;
};

class StatementStats
{
public:
    explicit StatementStats(std::shared_ptr<const SqlText> of) : text(std::move(of)) {}

    // By the one writer.
    void add(std::uint64_t StatementCounters::*member, std::uint64_t amount)
    {
        sl_add(&(m_counters.*member), amount);
    }
    void addWait(std::uint32_t waitClass, std::uint64_t ns) { sl_add(&m_counters.waitNs[waitClass], ns); }
    void addExecution(std::uint64_t ns) { sl_add(&m_counters.histogram[sl_bucket(ns)], 1); }
    // What every execution counts.
    void prefetch() const { __builtin_prefetch(&m_counters, 1); }
    std::uint64_t elapsedNs() const { return sl_load(&m_counters.elapsedNs); }

    // By anybody.
    StatementCounters load() const;
    std::shared_ptr<const SqlPlan> plan() const
    {
        const std::lock_guard lock(m_mutex);
        return m_plan;
    }
    void setPlan(std::shared_ptr<const SqlPlan> plan)
    {
        const std::lock_guard lock(m_mutex);
        m_plan = std::move(plan);
    }

    const std::shared_ptr<const SqlText> text; // constant after construction

private:
    // What each short execution counts is its first line of the cache.
    alignas(64) StatementCounters m_counters;
    mutable std::mutex m_mutex;
    std::shared_ptr<const SqlPlan> m_plan; // guarded by m_mutex
};

// One row of v$sql: a statement under one plan, of all sessions of this program.
struct SqlRow
{
    std::shared_ptr<const SqlText> text;
    std::shared_ptr<const SqlPlan> plan; // null: not known
    StatementCounters counters;
};

class SessionSql;

class SqlArea : public std::enable_shared_from_this<SqlArea>
{
public:
    std::unique_ptr<SessionSql> beginSession();
    // Of all sessions, also those that ended.
    std::vector<SqlRow> rows() const;

private:
    friend class SessionSql;
    using Key = std::pair<std::uint64_t, std::uint64_t>; // SQL id, plan hash
    struct KeyHash
    {
        std::size_t operator()(const Key &key) const
        {
            return key.first ^ (key.second * 0x9e3779b97f4a7c15U);
        }
    };
    using Rows = std::unordered_map<Key, SqlRow, KeyHash>;
    static void addTo(Rows &rows, const StatementStats &stats);
    void trimEnded();

    // Beyond it the statements of ended sessions that took least time are dropped.
    static constexpr std::size_t endedMax = 5000;

    mutable std::mutex m_mutex;
    // Guarded by m_mutex.
    std::vector<SessionSql *> m_sessions;
    Rows m_ended;
};

// The statements of one session.
class SessionSql
{
public:
    explicit SessionSql(std::shared_ptr<SqlArea> area) : m_area(std::move(area)) {}
    ~SessionSql();
    SessionSql(const SessionSql &) = delete;
    SessionSql &operator=(const SessionSql &) = delete;

    // The counters of a statement, the same for equal texts. By the session's thread.
    std::shared_ptr<StatementStats> of(std::string_view sql);
    // SQLite runs it in another way from now on: its counters begin anew.
    std::shared_ptr<StatementStats> replanned(std::string_view sql, std::shared_ptr<const SqlPlan> plan);

private:
    friend class SqlArea;
    static constexpr std::size_t textsMax = 500; // of statements that are no longer prepared
    void makeRoom();

    const std::shared_ptr<SqlArea> m_area;

    // Taken by the session's thread only to look up a text; after m_area->m_mutex where both are.
    mutable std::mutex m_mutex;
    // Guarded by m_mutex.
    std::unordered_map<std::uint64_t, std::shared_ptr<StatementStats>> m_byText; // by a hash of the text
    std::vector<std::shared_ptr<StatementStats>> m_replanned;                    // what they were before
};

// 13 characters of sql::sqlId() for a number.
std::string sqlIdText(std::uint64_t sqlId);

} // namespace strandline::monitor
