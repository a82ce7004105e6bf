// What a running script has to tell, handed over from the thread that runs it to the one that shows it. Any
// number of events may wait; what bounds them are the limits of ExecuteOptions. put() and take() may be
// called from any thread and wait for nobody.
#pragma once

#include "engine/core/clock.h"
#include "engine/session/row_origin.h"

#include <mutex>
#include <variant>

namespace strandline::session {

struct PendingChange
{
    std::string sql; // the statement, as it was written
    std::int64_t changes = 0;
};

// The transaction that a conversation holds open.
struct TransactionState
{
    bool open = false;
    core::Time since{};
    std::int64_t changes = 0;           // rows, of all statements since it began
    std::vector<PendingChange> pending; // statements that may have changed something, in their order
};

struct StatementStarted
{
    std::size_t index = 0;
    std::size_t offset = 0; // in the script, bytes
    std::size_t length = 0;
    std::chrono::steady_clock::time_point at;
};

struct ResultBegun
{
    StatementResult statement; // with its columns
    std::vector<RowOrigin> rows;
};

struct StatementEnded
{
    StatementResult statement;
    bool restartable = false; // it only reads: running it again gives its rows again
    TransactionState transaction;
};

using FeedEvent = std::variant<StatementStarted, ResultBegun, RowBatch, StatementEnded>;

class ResultFeed
{
public:
    void put(FeedEvent event)
    {
        const std::lock_guard lock(m_mutex);
        m_events.push_back(std::move(event));
    }
    // Everything that came since the last call, in order.
    std::vector<FeedEvent> take()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_events, {});
    }

private:
    std::mutex m_mutex;
    std::vector<FeedEvent> m_events; // guarded by m_mutex
};

} // namespace strandline::session
