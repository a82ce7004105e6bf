// One worksheet over a database: runs scripts, keeps their results and messages, and its transaction. GUI
// thread; owned by its page.
//
// What a script tells is fetched from its feed while it runs, so that first rows are shown at once.
// Destroying the worksheet stops what runs and rolls back what is open, on a worker thread.
#pragma once

#include "engine/session/conversation.h"
#include "models/plan/plan_model.h"
#include "models/session/database_session.h"
#include "models/worksheet/messages_model.h"
#include "models/worksheet/query_store.h"
#include "models/worksheet/result_model.h"

#include <QTimer>

namespace strandline::worksheet {

// Of the user's settings.
struct Limits
{
    std::uint64_t rows = 100000;
    std::size_t bytes = std::size_t{64} << 20U;
};

class Worksheet : public QObject
{
    Q_OBJECT
public:
    explicit Worksheet(session::DatabaseSession *session, QObject *parent = nullptr);
    ~Worksheet() override;

    struct Request
    {
        std::string script;         // the whole text, offsets of messages and errors are in it
        std::size_t fromOffset = 0; // the part to run
        std::size_t toOffset = 0;
        session::Parameters parameters;
    };
    void run(Request request);
    // Plans the first statement of the part, shown by plan() at explained(); where it is to be measured, runs
    // it then as run() does, and plan() gets its figures when it ends.
    void explain(const Request &request, bool measure);
    void cancel();
    bool running() const { return m_running->running(); }
    // Runs again from the statement on that failed. canRetry(): something did.
    void retry();
    bool canRetry() const { return m_failedOffset.has_value(); }
    // Reads a truncated result again, whole, up to a limit that spares the program's memory.
    void fetchAll(ResultModel *result);

    session::CommitMode mode() const { return m_mode; }
    void setMode(session::CommitMode mode);
    void setLimits(const Limits &limits) { m_limits = limits; }
    void commit();
    void rollBack();
    const session::TransactionState &transaction() const { return m_transaction; }

    plan::PlanModel *plan() const { return m_plan; }
    MessagesModel *messages() const { return m_messages; }
    const std::vector<ResultModel *> &results() const { return m_results; }
    bool pinned(const ResultModel *result) const { return m_pinned.contains(result); }
    void setPinned(ResultModel *result, bool pinned); // stays at the next run
    void closeResult(ResultModel *result);
    const std::optional<core::Error> &error() const { return m_error; } // of the last run
    session::DatabaseSession *session() const { return m_session; }

signals:
    void runningChanged(bool running);
    void resultAdded(strandline::worksheet::ResultModel *result);
    void resultRemoved(strandline::worksheet::ResultModel *result); // about to be deleted
    void transactionChanged();
    void explained();
    // The last run ended; error() says how. Not after a cancel by the destructor.
    void ended();
    void statementEnded(const strandline::worksheet::RunRecord &record);
    // A commit or a roll back did not succeed, or somebody else has ended the transaction.
    void transactionFailed(const strandline::core::Error &error);

private:
    void start(Request request, std::optional<std::uint64_t> rowLimit, std::size_t byteLimit);
    // What every run begins with. False: no database is open.
    bool prepare();
    std::optional<core::Scn> pointNow() const;
    void moveSession(const session::SessionMove &move);
    void dropResults();
    void drain();
    void take(const session::StatementStarted &event);
    void take(session::ResultBegun &event);
    void take(session::RowBatch &event);
    void take(const session::StatementEnded &event);
    void finish(const std::optional<core::Error> &error);
    void changeTransaction(bool committing);
    void setTransaction(session::TransactionState state);
    void stopMeasuring();
    void watchTransaction();
    void letGo();
    RunRecord record(double seconds) const;

    session::DatabaseSession *m_session;
    MessagesModel *m_messages;
    plan::PlanModel *m_plan;
    task::TaskRunner *m_running;
    task::TaskRunner *m_ending; // commit and roll back
    QTimer m_tick;              // fetches from the feed
    QTimer m_watch;             // whether an open transaction is ended by somebody else
    session::CommitMode m_mode = session::CommitMode::Auto;
    Limits m_limits;
    std::shared_ptr<session::Database> m_database; // of the conversation
    std::shared_ptr<session::Conversation> m_conversation;
    std::shared_ptr<session::ResultFeed> m_feed;
    session::TransactionState m_transaction;
    std::vector<ResultModel *> m_results;
    QSet<const ResultModel *> m_pinned;
    Request m_request;
    std::optional<session::StatementStarted> m_statement; // that runs
    ResultModel *m_target = nullptr;                      // takes the statement's rows
    ResultModel *m_refilled = nullptr;                    // by fetchAll()
    bool m_measuring = false;                             // what runs is what plan() shows
    std::optional<std::size_t> m_failedOffset;
    std::optional<core::Error> m_error;
};

} // namespace strandline::worksheet
