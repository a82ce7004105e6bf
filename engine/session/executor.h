// Runs scripts on a leased connection: splits them, rewrites AS OF, streams rows in batches.
//
// Functions, not objects: they belong to the thread that has the lease. A stop ends a running statement
// within 50 ms with Cancelled. Errors carry sqlOffset: a byte offset in the script as it was given; results
// of the statements before have reached the sink by then.
#pragma once

#include "engine/core/job.h"
#include "engine/session/database.h"
#include "engine/sql/splitter.h"
#include "engine/sqlite/counters.h"
#include "engine/sqlite/value.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace strandline::session {

struct Column
{
    std::string name;         // as SQLite gives it; several may be equal
    std::string declaredType; // "VARCHAR(20)"; empty for expressions
    // What is stored there, also through views and subqueries; all empty for expressions.
    std::string sourceSchema = {}; // "main"; of a point: as AttachedPoints names it
    std::string sourceTable = {};
    std::string sourceColumn = {}; // "rowid" for every name of it
};
using Columns = std::shared_ptr<const std::vector<Column>>;

// Some rows of one statement's result, row by row in one array.
struct RowBatch
{
    Columns columns;
    std::uint64_t firstRow = 0; // of the statement's result, from 0
    std::vector<sqlite::Value> cells;

    std::size_t width() const { return columns ? columns->size() : 0; }
    std::size_t rowCount() const { return width() == 0 ? 0 : cells.size() / width(); }
    const sqlite::Value &at(std::size_t row, std::size_t column) const
    {
        return cells[row * width() + column];
    }
};

// ALTER SESSION SET AS OF moved the session.
struct SessionMove
{
    std::optional<core::Scn> to; // nothing: the present
};

struct StatementResult
{
    std::size_t index = 0;  // in the script, from 0
    std::size_t offset = 0; // of its text in the script, bytes
    std::size_t length = 0;
    Columns columns;        // never null; empty for statements without a result
    std::uint64_t rows = 0; // delivered
    std::int64_t changes = 0;
    double seconds = 0;
    sqlite::StatementCounters counters = {};
    bool truncated = false; // rowLimit or byteLimit was reached; there may be more
    // What follows runs there: for execute() to the end of the script, for others as they please.
    std::optional<SessionMove> session = {};
};

// Receives results on the thread that runs the script. May throw: the script ends with that exception.
class ResultSink
{
public:
    virtual ~ResultSink() = default;
    // A statement began to give its result. How many rows and changes there will be isn't known yet.
    virtual void begin(const StatementResult &statement) = 0;
    virtual void rows(RowBatch &&batch) = 0;
    virtual void end(const StatementResult &statement) = 0;
};

// Values of parameters. Names without or with their ":", "@" or "$". Positional ones count over each
// statement from its ?1. A parameter without a value is NULL. A name that no statement has: Usage.
struct Parameters
{
    std::vector<sqlite::Value> positional;
    std::vector<std::pair<std::string, sqlite::Value>> named;
};

struct ExecuteOptions
{
    Parameters parameters;
    std::size_t batchRows = 1000;
    std::size_t batchBytes = std::size_t{1} << 20U;
    std::uint64_t rowLimit = 0; // per statement; 0: all
    std::size_t byteLimit = 0;  // per statement, of the values delivered; 0: all. At least one row comes
};

// Runs every statement of script. Throws what SQLite refuses, and of AS OF: NotRecorded, ScnInFuture,
// SnapshotTooOld, NoSuchTableThen, TooManyPoints, Usage for an expression that is no SCN or time; of the
// flashback statements what flashback_statements.h tells.
std::vector<StatementResult> execute(Lease &lease, std::string_view script, const ExecuteOptions &options,
                                     ResultSink &sink, const core::JobContext &job);

// Runs the one statement piece of script, the index-th: for callers that do something between statements.
// Parameters that it does not use are passed over.
StatementResult executeStatement(Lease &lease, std::string_view script, const sql::StatementPiece &piece,
                                 std::size_t index, const ExecuteOptions &options, ResultSink &sink,
                                 const core::JobContext &job);

// The whole result of the last statement of script that has one.
struct ResultSet
{
    Columns columns;
    std::vector<sqlite::Value> cells; // row by row
    bool truncated = false;

    std::size_t width() const { return columns ? columns->size() : 0; }
    std::size_t rowCount() const { return width() == 0 ? 0 : cells.size() / width(); }
    const sqlite::Value &at(std::size_t row, std::size_t column) const
    {
        return cells[row * width() + column];
    }
};
ResultSet query(Lease &lease, std::string_view script, const ExecuteOptions &options,
                const core::JobContext &job);

// Whether every statement of script can only read, judged by its words alone: false for what might write.
// ALTER SESSION changes nothing in the database.
bool looksReadOnly(std::string_view script);

// EXPLAIN QUERY PLAN. Nodes in SQLite's order; a parent comes before its children. parent 0: a root.
struct PlanNode
{
    int id = 0;
    int parent = 0;
    std::string detail;
};
std::vector<PlanNode> queryPlan(Lease &lease, std::string_view statement, const Parameters &parameters = {});

// EXPLAIN: the program of SQLite's virtual machine.
struct Instruction
{
    int address = 0;
    std::string opcode;
    std::int64_t p1 = 0;
    std::int64_t p2 = 0;
    std::int64_t p3 = 0;
    std::string p4;
    std::int64_t p5 = 0;
    std::string comment;
};
std::vector<Instruction> program(Lease &lease, std::string_view statement, const Parameters &parameters = {});

} // namespace strandline::session
