#include "models/worksheet/worksheet.h"

#include "engine/sql/classify.h"
#include "models/text/quantities.h"

#include <algorithm>

namespace strandline::worksheet {

using session::CommitMode;

namespace {

constexpr int drainEveryMs = 20;
constexpr int watchEveryMs = 500;
constexpr std::size_t fetchAllBytes = std::size_t{1} << 30U;

QString fromUtf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

// Blanks stand for what isn't to be run before the part: every offset stays one of the whole text.
std::string partOf(const Worksheet::Request &request)
{
    std::string part(request.fromOffset, ' ');
    return part.append(request.script, request.fromOffset, request.toOffset - request.fromOffset);
}

} // namespace

Worksheet::Worksheet(session::DatabaseSession *session, QObject *parent)
    : QObject(parent), m_session(session), m_messages(new MessagesModel(this)),
      m_plan(new plan::PlanModel(this)), m_running(new task::TaskRunner(session->tasks(), this)),
      m_ending(new task::TaskRunner(session->tasks(), this))
{
    m_tick.setInterval(drainEveryMs);
    connect(&m_tick, &QTimer::timeout, this, &Worksheet::drain);
    m_watch.setInterval(watchEveryMs);
    connect(&m_watch, &QTimer::timeout, this, &Worksheet::watchTransaction);
    connect(m_running, &task::TaskRunner::runningChanged, this, &Worksheet::runningChanged);
    connect(m_running, &task::TaskRunner::failed, this, [this](const core::Error &error) { finish(error); });
    connect(m_running, &task::TaskRunner::cancelled, this,
            [this] { finish(core::Error(core::ErrorCode::Cancelled, "Cancelled.")); });
    connect(m_ending, &task::TaskRunner::failed, this, [this](const core::Error &error) {
        setTransaction(m_conversation->transaction());
        emit transactionFailed(error);
    });
    connect(session, &session::DatabaseSession::stateChanged, this, [this] {
        if (m_session->database() != m_database) {
            letGo();
        }
    });
}

Worksheet::~Worksheet()
{
    disconnect(m_running, nullptr, this, nullptr);
    letGo();
}

// The connection is closed where closing may wait: on a worker thread, behind a statement that is being
// stopped.
void Worksheet::letGo()
{
    m_running->discard();
    m_tick.stop();
    if (m_conversation) {
        m_ending->run(
            {},
            [conversation = std::move(m_conversation)](const core::JobContext &) {
                conversation->rollBack();
            },
            [] {});
        m_conversation.reset();
    }
    m_database.reset();
    m_feed.reset();
    m_target = nullptr;
    stopMeasuring();
    setTransaction({});
}

void Worksheet::setMode(CommitMode mode)
{
    if (mode != m_mode) {
        m_mode = mode;
        emit transactionChanged();
    }
}

void Worksheet::run(Request request)
{
    if (running()) {
        return;
    }
    dropResults();
    m_messages->clear();
    m_refilled = nullptr;
    start(std::move(request), m_limits.rows, m_limits.bytes);
}

void Worksheet::retry()
{
    if (m_failedOffset && !running()) {
        Request request = m_request;
        request.fromOffset = *m_failedOffset;
        m_refilled = nullptr;
        start(std::move(request), m_limits.rows, m_limits.bytes);
    }
}

void Worksheet::fetchAll(ResultModel *result)
{
    if (!running() && result->restartable()) {
        Request request;
        request.script = result->source().sql;
        request.toOffset = request.script.size();
        request.parameters = result->source().parameters;
        m_refilled = result;
        start(std::move(request), std::nullopt, fetchAllBytes);
    }
}

void Worksheet::start(Request request, std::optional<std::uint64_t> rowLimit, std::size_t byteLimit)
{
    if (!prepare()) {
        return;
    }
    m_feed = std::make_shared<session::ResultFeed>();
    session::RunOptions options;
    options.mode = m_mode;
    options.fromOffset = request.fromOffset;
    options.execute.parameters = request.parameters;
    options.execute.rowLimit = rowLimit.value_or(0);
    options.execute.byteLimit = byteLimit;
    options.execute.batchRows = 500;
    options.point = m_refilled != nullptr ? m_refilled->source().point : pointNow();
    std::string script = partOf(request);
    m_request = std::move(request);
    m_tick.start();
    m_running->run(
        tr("Running SQL"),
        [conversation = m_conversation, feed = m_feed, options, script = std::move(script)](
            const core::JobContext &job) { conversation->run(script, options, *feed, job); },
        [this] { finish(std::nullopt); });
}

bool Worksheet::prepare()
{
    if (!m_session->database()) {
        return false;
    }
    if (!m_conversation) {
        m_database = m_session->database();
        m_conversation = std::make_shared<session::Conversation>(m_database);
    }
    m_error.reset();
    m_failedOffset.reset();
    m_statement.reset();
    m_target = nullptr;
    return true;
}

std::optional<core::Scn> Worksheet::pointNow() const
{
    return m_session->point() ? std::optional(m_session->point()->scn) : std::nullopt;
}

void Worksheet::explain(const Request &request, bool measure)
{
    if (running() || !prepare()) {
        return;
    }
    session::RunOptions options;
    options.execute.parameters = request.parameters;
    options.point = pointNow();
    m_running->run(
        tr("Explaining SQL"),
        [conversation = m_conversation, options, script = partOf(request)](const core::JobContext &) {
            return conversation->plan(script, options);
        },
        [this, measure, request](session::Plan plan) {
            Request statement = request;
            statement.fromOffset = plan.offset;
            statement.toOffset = plan.offset + plan.statement.size();
            m_plan->show(std::move(plan));
            emit explained();
            if (measure) {
                run(std::move(statement));
            }
            m_measuring = running();
            if (m_measuring) {
                m_plan->setRun(plan::PlanModel::Run::Running);
            } else {
                finish(std::nullopt);
            }
        });
}

void Worksheet::cancel()
{
    m_running->cancel();
}

void Worksheet::drain()
{
    if (!m_feed) {
        return;
    }
    for (session::FeedEvent &event : m_feed->take()) {
        std::visit([this](auto &e) { take(e); }, event);
    }
}

void Worksheet::take(const session::StatementStarted &event)
{
    m_statement = event;
    m_target = nullptr;
    const std::string_view sql = std::string_view(m_request.script).substr(event.offset, event.length);
    m_messages->start(fromUtf8(sql), static_cast<std::int64_t>(event.offset),
                      static_cast<std::int64_t>(event.length));
}

void Worksheet::take(session::ResultBegun &event)
{
    if (m_refilled != nullptr) {
        m_target = m_refilled;
        m_target->begin(event.statement.columns, std::move(event.rows));
        return;
    }
    ResultModel::Source source;
    source.sql = m_request.script.substr(event.statement.offset, event.statement.length);
    source.parameters = m_request.parameters;
    source.point = pointNow();
    m_target = new ResultModel(m_session->tasks(), std::move(source), this);
    m_target->begin(event.statement.columns, std::move(event.rows));
    m_results.push_back(m_target);
    emit resultAdded(m_target);
}

void Worksheet::take(session::RowBatch &event)
{
    if (m_target != nullptr) {
        m_target->append(std::move(event));
    }
}

void Worksheet::take(const session::StatementEnded &event)
{
    const session::StatementResult &statement = event.statement;
    const bool hasResult = !statement.columns->empty();
    if (m_target != nullptr) {
        m_target->end(statement.truncated ? ResultModel::State::Truncated : ResultModel::State::Complete,
                      statement.seconds, event.restartable);
    }
    QStringList outcome;
    if (hasResult) {
        const QString rows = tr("%Ln row(s)", nullptr, static_cast<int>(statement.rows));
        outcome << (statement.truncated ? tr("first %1").arg(rows) : rows);
    }
    if (statement.changes > 0) {
        outcome << tr("%Ln row(s) changed", nullptr, static_cast<int>(statement.changes));
    }
    if (outcome.isEmpty()) {
        outcome << (event.restartable ? tr("No rows") : tr("Done"));
    }
    if (m_measuring) {
        m_plan->setMeasured(statement);
    }
    m_messages->end(outcome.join(" · "), statement.seconds);
    RunRecord done = record(statement.seconds);
    done.rows = hasResult ? static_cast<std::int64_t>(statement.rows) : -1;
    done.changes = statement.changes;
    m_statement.reset();
    m_target = nullptr;
    setTransaction(event.transaction);
    if (statement.session) {
        moveSession(*statement.session);
    }
    emit statementEnded(done);
}

// ALTER SESSION: the window's one moment, which all pages of the database look at.
void Worksheet::moveSession(const session::SessionMove &move)
{
    const timeline::Commit *commit = move.to ? m_session->commits()->find(*move.to) : nullptr;
    if (commit != nullptr) {
        m_session->lookAt(*commit);
    } else if (!move.to) {
        m_session->returnToNow();
    }
}

RunRecord Worksheet::record(double seconds) const
{
    RunRecord out;
    out.sql = fromUtf8(std::string_view(m_request.script).substr(m_statement->offset, m_statement->length));
    out.database = m_session->path();
    out.at = text::now() - std::chrono::microseconds(static_cast<std::int64_t>(seconds * 1e6));
    out.seconds = seconds;
    return out;
}

void Worksheet::finish(const std::optional<core::Error> &error)
{
    drain();
    m_tick.stop();
    m_error = error;
    if (m_conversation) {
        setTransaction(m_conversation->transaction());
    }
    if (error && m_statement) {
        const double seconds =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - m_statement->at).count();
        m_messages->fail(*error, seconds);
        if (m_target != nullptr) {
            m_target->end(ResultModel::State::Broken, seconds, false);
        }
        RunRecord failed = record(seconds);
        failed.cancelled = error->code() == core::ErrorCode::Cancelled;
        failed.error = failed.cancelled ? QString() : fromUtf8(error->message());
        m_failedOffset = m_refilled != nullptr ? std::nullopt : std::optional(m_statement->offset);
        emit statementEnded(failed);
    }
    m_statement.reset();
    m_target = nullptr;
    m_refilled = nullptr;
    stopMeasuring();
    m_feed.reset();
    emit ended();
}

void Worksheet::stopMeasuring()
{
    m_measuring = false;
    if (m_plan->run() == plan::PlanModel::Run::Running) {
        m_plan->setRun(plan::PlanModel::Run::Broken);
    }
}

void Worksheet::commit()
{
    changeTransaction(true);
}

void Worksheet::rollBack()
{
    changeTransaction(false);
}

void Worksheet::changeTransaction(bool committing)
{
    if (!m_conversation || running() || m_ending->running()) {
        return;
    }
    m_ending->run(
        committing ? tr("Committing") : tr("Rolling back"),
        [conversation = m_conversation, committing](const core::JobContext &job) {
            if (committing) {
                conversation->commit(job);
            } else {
                conversation->rollBack();
            }
            return conversation->transaction();
        },
        [this](session::TransactionState state) { setTransaction(std::move(state)); });
}

void Worksheet::setTransaction(session::TransactionState state)
{
    const bool changed = state.open || m_transaction.open;
    m_transaction = std::move(state);
    if (!m_transaction.open) {
        m_watch.stop();
    } else if (!m_watch.isActive()) {
        m_watch.start();
    }
    if (changed) {
        emit transactionChanged();
    }
}

// Ended on the Sessions page while no statement runs that would tell of it.
void Worksheet::watchTransaction()
{
    if (!m_conversation || running() || m_ending->running() || m_conversation->transaction().open) {
        return;
    }
    setTransaction({});
    if (const auto ending = m_conversation->takeEnding()) {
        emit transactionFailed(*ending);
    }
}

void Worksheet::setPinned(ResultModel *result, bool pinned)
{
    if (pinned) {
        m_pinned.insert(result);
    } else {
        m_pinned.remove(result);
    }
}

void Worksheet::closeResult(ResultModel *result)
{
    const auto at = std::find(m_results.begin(), m_results.end(), result);
    if (at == m_results.end() || (running() && result->state() == ResultModel::State::Reading)) {
        return;
    }
    m_results.erase(at);
    m_pinned.remove(result);
    emit resultRemoved(result);
    result->deleteLater();
}

void Worksheet::dropResults()
{
    for (ResultModel *result : std::vector<ResultModel *>(m_results)) {
        if (!m_pinned.contains(result)) {
            closeResult(result);
        }
    }
}

} // namespace strandline::worksheet
