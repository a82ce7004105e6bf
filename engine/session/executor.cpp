#include "engine/session/executor.h"

#include "engine/session/as_of.h"
#include "engine/session/attached_points.h"
#include "engine/session/flashback_statements.h"
#include "engine/sql/classify.h"
#include "engine/sql/explained_part.h"
#include "engine/sql/tokenizer.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>

namespace strandline::session {

using core::Error;
using core::ErrorCode;
using sqlite::Connection;
using sqlite::Statement;
using sqlite::Value;
using SteadyClock = std::chrono::steady_clock;

namespace {

// A slow query shows what it has after this long, whatever the batch's size.
constexpr std::chrono::milliseconds batchPatience{100};

std::size_t sizeOf(const Value &value)
{
    if (const auto *text = std::get_if<std::string>(&value)) {
        return sizeof(Value) + text->size();
    }
    if (const auto *blob = std::get_if<core::Bytes>(&value)) {
        return sizeof(Value) + blob->size();
    }
    return sizeof(Value);
}

Columns columnsOf(const Statement &statement)
{
    auto columns = std::make_shared<std::vector<Column>>();
    for (int i = 0; i < statement.columnCount(); ++i) {
        const sqlite::ColumnSource source = statement.source(i);
        columns->push_back(
            {statement.columnName(i), statement.declaredType(i), source.schema, source.table, source.column});
    }
    return columns;
}

// Every name is used somewhere: a misspelt one would silently leave NULL behind.
void checkNames(std::string_view script, const Parameters &parameters)
{
    if (parameters.named.empty()) {
        return;
    }
    std::vector<std::string_view> used;
    for (const sql::Token &token : sql::significantTokens(script)) {
        if (token.kind == sql::TokenKind::Parameter) {
            used.push_back(token.in(script));
        }
    }
    for (const auto &[name, value] : parameters.named) {
        const bool found =
            std::any_of(used.begin(), used.end(), [&, &wanted = name](std::string_view parameter) {
                return parameter == wanted || (parameter.size() > 1 && parameter.substr(1) == wanted);
            });
        if (!found) {
            throw Error(ErrorCode::Usage,
                        fmt::format("No statement has a parameter named {}. Check its spelling.", name));
        }
    }
}

class ScriptRunner
{
public:
    ScriptRunner(Lease &lease, std::string_view script, const ExecuteOptions &options, ResultSink &sink,
                 const core::JobContext &job)
        : m_given(lease), m_script(script), m_options(options), m_sink(sink), m_job(job)
    {
    }

    std::vector<StatementResult> run()
    {
        checkNames(m_script, m_options.parameters);
        const Connection::CancelScope cancel(m_given.connection(), m_job.stop);
        std::vector<StatementResult> results;
        for (const sql::StatementPiece &piece : sql::splitStatements(m_script)) {
            m_job.checkStop();
            if (!piece.empty()) {
                results.push_back(runStatement(piece, results.size()));
                if (results.back().session) {
                    move(*results.back().session);
                }
            }
        }
        return results;
    }

    StatementResult runStatement(const sql::StatementPiece &piece, std::size_t index)
    {
        const auto start = SteadyClock::now();
        const sql::StatementClass what = sql::classify(piece.body(m_script));
        if (!what.isSelect()) {
            lease().discardAfterUse();
        }
        StatementResult result;
        result.index = index;
        result.offset = piece.bodyOffset;
        result.length = piece.bodyLength;
        result.columns = std::make_shared<std::vector<Column>>();
        if (what.isFlashback()) {
            runFlashbackStatement(piece, result);
        } else {
            runSql(piece, result);
        }
        result.seconds = std::chrono::duration<double>(SteadyClock::now() - start).count();
        m_sink.end(result);
        return result;
    }

private:
    Lease &lease() { return m_moved ? m_moved->lease : m_given; }

    void move(const SessionMove &session)
    {
        m_moved.reset();
        Database &database = m_given.database();
        if (session.to) {
            m_moved.emplace(database.leaseAt(*session.to), m_job.stop);
        } else if (m_given.asOf()) {
            m_moved.emplace(database.lease(LeaseKind::Read), m_job.stop);
        }
    }

    void runSql(const sql::StatementPiece &piece, StatementResult &result)
    {
        Connection &connection = lease().connection();
        const Compiled compiled =
            compileAsOf(lease(), m_script, piece.bodyOffset, piece.bodyLength, m_options.parameters);
        const Connection::ErrorScope errors(
            connection, [&](Error error) { return explainError(lease(), compiled, std::move(error)); });
        const std::int64_t changesBefore = connection.totalChanges();
        Statement statement = connection.prepare(compiled.sql);
        if (statement) {
            bindParameters(statement, compiled.parsed, m_options.parameters);
            deliver(statement, result);
            result.counters = sqlite::countersOf(statement);
        }
        result.changes = connection.totalChanges() != changesBefore ? connection.changes() : 0;
    }

    void runFlashbackStatement(const sql::StatementPiece &piece, StatementResult &result)
    {
        // With blanks for what comes before it, every offset is one in the script.
        const std::string statement = std::string(piece.bodyOffset, ' ').append(piece.body(m_script));
        FlashbackReport report =
            runFlashback(lease(), *sql::parseFlashback(statement), m_options.parameters, m_job);
        result.columns = std::make_shared<std::vector<Column>>(std::move(report.columns));
        result.changes = report.changes;
        result.session = report.session;
        m_sink.begin(result);
        RowBatch batch{result.columns, 0, {}};
        const std::size_t width = batch.width();
        for (std::size_t i = 0; i < report.cells.size(); ++i) {
            batch.cells.push_back(std::move(report.cells[i]));
            if ((i + 1) % width != 0) {
                continue;
            }
            ++result.rows;
            result.truncated = i + 1 < report.cells.size() && full(result.rows, 0);
            if (batch.rowCount() >= m_options.batchRows || i + 1 == report.cells.size() || result.truncated) {
                m_sink.rows(std::exchange(batch, RowBatch{result.columns, result.rows, {}}));
            }
            if (result.truncated) {
                return;
            }
        }
    }

    bool full(std::uint64_t rows, std::size_t bytes) const
    {
        return (m_options.rowLimit != 0 && rows >= m_options.rowLimit) ||
               (m_options.byteLimit != 0 && bytes >= m_options.byteLimit);
    }

    void deliver(Statement &statement, StatementResult &result)
    {
        // What fills a batch is one call in the session's accounts; the sink's time isn't the database's.
        Connection &connection = lease().connection();
        std::optional<sqlite::CallScope> call(std::in_place, connection);
        bool more = statement.step();
        // They are certain only after the first step: a schema change makes SQLite prepare again.
        result.columns = columnsOf(statement);
        RowBatch batch{result.columns, 0, {}};
        std::size_t bytes = 0;
        std::size_t delivered = 0;
        bool begun = false;
        const auto flush = [&] {
            call.reset();
            if (!std::exchange(begun, true)) {
                m_sink.begin(result);
            }
            if (batch.rowCount() > 0) {
                m_sink.rows(std::exchange(batch, RowBatch{result.columns, result.rows, {}}));
            }
        };
        auto flushed = SteadyClock::now();
        for (; more; more = statement.step()) {
            if (full(result.rows, delivered + bytes)) {
                result.truncated = true;
                break;
            }
            for (int i = 0; i < statement.columnCount(); ++i) {
                batch.cells.push_back(statement.value(i));
                bytes += sizeOf(batch.cells.back());
            }
            ++result.rows;
            const auto now = SteadyClock::now();
            if (batch.rowCount() >= m_options.batchRows || bytes >= m_options.batchBytes ||
                now - flushed >= batchPatience) {
                m_job.checkStop();
                flush();
                call.emplace(connection);
                delivered += std::exchange(bytes, 0);
                flushed = now;
            }
        }
        flush();
    }

    // What ALTER SESSION moved the rest of the script to.
    struct Moved
    {
        Moved(Lease &&to, const std::stop_token &stop)
            : lease(std::move(to)), cancel(lease.connection(), stop)
        {
        }
        Lease lease;
        Connection::CancelScope cancel;
    };

    Lease &m_given;
    std::optional<Moved> m_moved;
    const std::string_view m_script;
    const ExecuteOptions &m_options;
    ResultSink &m_sink;
    const core::JobContext &m_job;
};

class LastResult final : public ResultSink
{
public:
    void begin(const StatementResult &statement) override
    {
        if (!statement.columns->empty()) {
            result = {statement.columns, {}, false};
        }
    }
    void rows(RowBatch &&batch) override
    {
        result.cells.insert(result.cells.end(), std::make_move_iterator(batch.cells.begin()),
                            std::make_move_iterator(batch.cells.end()));
    }
    void end(const StatementResult &statement) override
    {
        if (!statement.columns->empty()) {
            result.truncated = statement.truncated;
        }
    }

    ResultSet result;
};

// The statement without an EXPLAIN [QUERY PLAN] of the user's own, with where it begins.
// "asof_5.t", which SQLite says, becomes "t AS OF SCN 5".
std::string inUsersWords(std::string detail, const Compiled &compiled)
{
    for (std::size_t i = 0; i < compiled.scns.size(); ++i) {
        const std::string &table = compiled.parsed.references[i].table;
        const std::string theirs = AttachedPoints::schemaName(compiled.scns[i]) + "." + table;
        if (const std::size_t at = detail.find(theirs); at != std::string::npos) {
            detail.replace(at, theirs.size(), fmt::format("{} AS OF SCN {}", table, compiled.scns[i].value));
        }
    }
    return detail;
}

template <typename RowReader>
void explain(Lease &lease, std::string_view script, std::string_view prefix, const Parameters &parameters,
             RowReader readRow)
{
    const auto found = sql::explainedPart(script);
    if (!found) {
        throw Error(ErrorCode::Usage, "There is no statement to explain.");
    }
    const sql::StatementPiece piece = *found;
    if (sql::classify(piece.body(script)).isFlashback()) {
        throw Error(ErrorCode::Usage, "This statement has no query plan. Run EXPLAIN FLASHBACK … for what it "
                                      "would do.")
            .withSqlOffset(static_cast<int>(piece.bodyOffset));
    }
    const Compiled compiled = compileAsOf(lease, script, piece.bodyOffset, piece.bodyLength, parameters);
    const Connection::ErrorScope errors(lease.connection(), [&](Error error) {
        const int offset = error.sqlOffset();
        error.withSqlOffset(offset < 0 ? -1 : std::max(0, offset - static_cast<int>(prefix.size())));
        return explainError(lease, compiled, std::move(error));
    });
    Statement statement = lease.connection().prepare(std::string(prefix) + compiled.sql);
    bindParameters(statement, compiled.parsed, parameters);
    while (statement.step()) {
        readRow(statement, compiled);
    }
}

} // namespace

std::vector<StatementResult> execute(Lease &lease, std::string_view script, const ExecuteOptions &options,
                                     ResultSink &sink, const core::JobContext &job)
{
    return ScriptRunner(lease, script, options, sink, job).run();
}

StatementResult executeStatement(Lease &lease, std::string_view script, const sql::StatementPiece &piece,
                                 std::size_t index, const ExecuteOptions &options, ResultSink &sink,
                                 const core::JobContext &job)
{
    const Connection::CancelScope cancel(lease.connection(), job.stop);
    return ScriptRunner(lease, script, options, sink, job).runStatement(piece, index);
}

ResultSet query(Lease &lease, std::string_view script, const ExecuteOptions &options,
                const core::JobContext &job)
{
    LastResult sink;
    execute(lease, script, options, sink, job);
    return std::move(sink.result);
}

bool looksReadOnly(std::string_view script)
{
    for (const sql::StatementPiece &piece : sql::splitStatements(script)) {
        const sql::StatementClass what = sql::classify(piece.body(script));
        const bool onlySession = what.isFlashback() && what.verb == "ALTER";
        if (!piece.empty() && !what.explain && !what.isSelect() && !onlySession) {
            return false;
        }
    }
    return true;
}

std::vector<PlanNode> queryPlan(Lease &lease, std::string_view statement, const Parameters &parameters)
{
    std::vector<PlanNode> nodes;
    explain(lease, statement, "EXPLAIN QUERY PLAN ", parameters,
            [&](const Statement &row, const Compiled &compiled) {
                nodes.push_back({static_cast<int>(row.integer(0)), static_cast<int>(row.integer(1)),
                                 inUsersWords(row.text(3), compiled)});
            });
    return nodes;
}

std::vector<Instruction> program(Lease &lease, std::string_view statement, const Parameters &parameters)
{
    std::vector<Instruction> instructions;
    explain(lease, statement, "EXPLAIN ", parameters, [&](const Statement &row, const Compiled & /*unused*/) {
        instructions.push_back({static_cast<int>(row.integer(0)), row.text(1), row.integer(2), row.integer(3),
                                row.integer(4), row.text(5), row.integer(6), row.text(7)});
    });
    return instructions;
}

} // namespace strandline::session
