// A worksheet's dialogue with a database: scripts that run one after the other, and the transaction that
// stays open between them where the user wants it.
//
// Statements that only read run on a connection of the pool. The first other one takes a connection that
// stays with the conversation, so that what it sets up (TEMP tables, ATTACH, PRAGMA) is there for the next
// ones. An idle connection holds no lock; only an open transaction does, and transaction() always tells of
// one.
//
// A session that somebody ends (monitor::Monitor::endSession) loses its connection and its transaction; the
// next run() or commit() fails once and says so, unless takeEnding() has told it.
//
// run(), plan(), commit() and rollBack() block and are for one job at a time: a second one waits.
// transaction() and takeEnding() may be asked from any thread and never waits for a statement. Destroying the
// conversation rolls back what is open. Errors: those of the executor; Busy names who holds the lock. Work
// that was open may have been rolled back by an error (SQLite does so on an interrupted write): transaction()
// says so.
#pragma once

#include "engine/session/executor.h"
#include "engine/session/plan.h"
#include "engine/session/result_feed.h"

#include <mutex>
#include <optional>

namespace strandline::session {

enum class CommitMode
{
    Auto,   // each statement is a transaction of its own, unless the script says BEGIN
    Manual, // the first statement that writes begins one, which the user ends
};

struct RunOptions
{
    CommitMode mode = CommitMode::Auto;
    std::optional<core::Scn> point; // nothing: the present. The past can't be written
    ExecuteOptions execute;
    // Only statements that begin here or later, as offsets in the script: what went well before is not run
    // again.
    std::size_t fromOffset = 0;
};

class Conversation : public std::enable_shared_from_this<Conversation>
{
public:
    explicit Conversation(std::shared_ptr<Database> database) : m_database(std::move(database)) {}

    // ALTER SESSION SET AS OF moves what follows in the script; where the next script runs is for its
    // RunOptions to say.
    void run(std::string_view script, const RunOptions &given, ResultFeed &feed, const core::JobContext &job);
    // How the first statement of script would run now, and would see what is not committed yet. Runs nothing.
    Plan plan(std::string_view script, const RunOptions &options);
    // Nothing happens where no transaction is open.
    void commit(const core::JobContext &job);
    void rollBack();

    TransactionState transaction() const;
    // Why its connection is gone, once; nothing: it isn't, or an error has said it.
    std::optional<core::Error> takeEnding();

private:
    class StateKeeper;
    void sessionEnded();
    void letGoOfEnded();
    void tellEnding();
    std::optional<SessionMove> runStatement(std::string_view script, const sql::StatementPiece &piece,
                                            std::size_t index, const RunOptions &options, ResultFeed &feed,
                                            const core::JobContext &job);
    Lease &ownLease();
    void beginWhereWanted(const std::string &statement, const RunOptions &options,
                          const core::JobContext &job);
    void execute(const char *sql, const core::JobContext &job);
    void note(std::string statement, std::int64_t changes) noexcept;

    const std::shared_ptr<Database> m_database;

    std::mutex m_work; // held while a statement runs
    // Guarded by m_work.
    std::optional<Lease> m_own;

    mutable std::mutex m_mutex;
    // Guarded by m_mutex.
    TransactionState m_transaction;
    std::optional<core::Error> m_ending;
};

} // namespace strandline::session
