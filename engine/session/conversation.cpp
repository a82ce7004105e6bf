#include "engine/session/conversation.h"

#include "engine/session/lock_report.h"
#include "engine/sql/classify.h"
#include "engine/sqlite/termination.h"

namespace strandline::session {

using sqlite::Connection;

namespace {

class FeedSink final : public ResultSink
{
public:
    FeedSink(ResultFeed &feed, Connection &connection, std::string_view sql, const core::JobContext &job)
        : m_feed(feed), m_connection(connection), m_sql(sql), m_job(job)
    {
    }

    void begin(const StatementResult &statement) override
    {
        if (!statement.columns->empty()) {
            m_feed.put(ResultBegun{statement, loadRowOrigins(m_connection, m_sql, statement.columns, m_job)});
        }
    }
    void rows(RowBatch &&batch) override { m_feed.put(std::move(batch)); }
    void end(const StatementResult & /*statement*/) override {} // told with the transaction's state

private:
    ResultFeed &m_feed;
    Connection &m_connection;
    const std::string_view m_sql;
    const core::JobContext &m_job;
};

// What can run inside a transaction and changes the database.
bool wantsTransaction(const sql::StatementClass &what)
{
    return what.isWrite() || what.isDdl() ||
           (!what.explain && (what.verb == "ANALYZE" || what.verb == "REINDEX"));
}

} // namespace

// Notes what became of the transaction, however the statement ended.
class Conversation::StateKeeper
{
public:
    StateKeeper(Conversation &conversation, std::string statement)
        : m_conversation(conversation), m_statement(std::move(statement)),
          m_before(conversation.m_own ? conversation.m_own->connection().totalChanges() : 0)
    {
    }
    ~StateKeeper()
    {
        const auto &own = m_conversation.m_own;
        m_conversation.note(std::move(m_statement), own ? own->connection().totalChanges() - m_before : 0);
    }
    StateKeeper(const StateKeeper &) = delete;
    StateKeeper &operator=(const StateKeeper &) = delete;

private:
    Conversation &m_conversation;
    std::string m_statement;
    std::int64_t m_before;
};

TransactionState Conversation::transaction() const
{
    const std::lock_guard lock(m_mutex);
    return m_transaction;
}

void Conversation::note(std::string statement, std::int64_t changes) noexcept
{
    const bool open = m_own && m_own->connection().inTransaction();
    const std::lock_guard lock(m_mutex);
    if (!open) {
        m_transaction = {};
        return;
    }
    if (!m_transaction.open) {
        m_transaction.open = true;
        m_transaction.since = m_database->clock().now();
    }
    m_transaction.changes += changes;
    const sql::StatementClass what = sql::classify(statement);
    if (changes > 0 || wantsTransaction(what)) {
        m_transaction.pending.push_back({std::move(statement), changes});
    }
}

Lease &Conversation::ownLease()
{
    if (!m_own) {
        m_own.emplace(m_database->lease(m_database->readOnly() ? LeaseKind::Read : LeaseKind::Write));
        m_own->discardAfterUse();
        sqlite::terminationOf(m_own->connection())->whenEnded([weak = weak_from_this()] {
            if (const auto self = weak.lock()) {
                self->sessionEnded();
            }
        });
    }
    return *m_own;
}

// On the thread of the one who ended it, or of the next job.
void Conversation::sessionEnded()
{
    const std::lock_guard lock(m_work); // what ran has been stopped
    letGoOfEnded();
}

void Conversation::letGoOfEnded()
{
    sqlite::Termination *termination = m_own ? sqlite::terminationOf(m_own->connection()) : nullptr;
    if (termination == nullptr || !termination->ended()) {
        return;
    }
    std::optional<core::Error> ending;
    if (!termination->told()) {
        ending = termination->take();
    }
    m_own.reset();
    note({}, 0);
    const std::lock_guard lock(m_mutex);
    m_ending = std::move(ending);
}

std::optional<core::Error> Conversation::takeEnding()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_ending, std::nullopt);
}

void Conversation::tellEnding()
{
    if (const auto ending = takeEnding()) {
        throw core::Error(*ending);
    }
}

void Conversation::execute(const char *sql, const core::JobContext &job)
{
    Connection &connection = ownLease().connection();
    const Connection::CancelScope cancel(connection, job.stop);
    const Connection::ErrorScope errors(connection, [this](core::Error error) {
        return withLockHolder(std::move(error), m_database->path());
    });
    connection.execute(sql);
}

// IMMEDIATE: a lock that is held is told before the first change, not at the commit.
void Conversation::beginWhereWanted(const std::string &statement, const RunOptions &options,
                                    const core::JobContext &job)
{
    if (options.mode == CommitMode::Manual && !m_database->readOnly() &&
        wantsTransaction(sql::classify(statement)) && !ownLease().connection().inTransaction()) {
        execute("BEGIN IMMEDIATE", job);
    }
}

std::optional<SessionMove> Conversation::runStatement(std::string_view script,
                                                      const sql::StatementPiece &piece, std::size_t index,
                                                      const RunOptions &options, ResultFeed &feed,
                                                      const core::JobContext &job)
{
    const std::string statement(piece.body(script));
    const bool reads = looksReadOnly(statement);
    std::optional<Lease> passing;
    if (options.point) {
        passing.emplace(m_database->leaseAt(*options.point));
    } else if (!m_own && reads) {
        passing.emplace(m_database->lease());
    }
    StatementResult result;
    if (passing) {
        FeedSink sink(feed, passing->connection(), statement, job);
        result = executeStatement(*passing, script, piece, index, options.execute, sink, job);
    } else {
        ownLease();
        const StateKeeper keeper(*this, statement);
        beginWhereWanted(statement, options, job);
        FeedSink sink(feed, m_own->connection(), statement, job);
        result = executeStatement(*m_own, script, piece, index, options.execute, sink, job);
    }
    feed.put(StatementEnded{result, reads, transaction()});
    return result.session;
}

void Conversation::run(std::string_view script, const RunOptions &given, ResultFeed &feed,
                       const core::JobContext &job)
{
    const std::lock_guard lock(m_work);
    letGoOfEnded();
    RunOptions options = given;
    std::size_t index = 0;
    for (const sql::StatementPiece &piece : sql::splitStatements(script)) {
        job.checkStop();
        if (piece.empty() || piece.bodyOffset < options.fromOffset) {
            continue;
        }
        feed.put(
            StatementStarted{index, piece.bodyOffset, piece.bodyLength, std::chrono::steady_clock::now()});
        tellEnding();
        if (const auto session = runStatement(script, piece, index++, options, feed, job)) {
            options.point = session->to;
        }
    }
}

Plan Conversation::plan(std::string_view script, const RunOptions &options)
{
    const std::lock_guard lock(m_work);
    letGoOfEnded();
    if (m_own && !options.point) {
        return loadPlan(*m_own, script, options.execute.parameters);
    }
    Lease lease = options.point ? m_database->leaseAt(*options.point) : m_database->lease();
    return loadPlan(lease, script, options.execute.parameters);
}

void Conversation::commit(const core::JobContext &job)
{
    const std::lock_guard lock(m_work);
    letGoOfEnded();
    tellEnding();
    if (m_own && m_own->connection().inTransaction()) {
        const StateKeeper keeper(*this, {});
        execute("COMMIT", job);
    }
}

void Conversation::rollBack()
{
    const std::lock_guard lock(m_work);
    letGoOfEnded();
    if (m_own && m_own->connection().inTransaction()) {
        const StateKeeper keeper(*this, {});
        m_own->connection().execute("ROLLBACK");
    }
}

} // namespace strandline::session
