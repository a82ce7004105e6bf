#include "engine/session/row_changes.h"

#include "engine/session/lock_report.h"

#include <algorithm>
#include <fmt/format.h>
#include <functional>

namespace strandline::session {

using core::Error;
using core::ErrorCode;
using sqlite::Connection;
using sqlite::quoteIdentifier;
using sqlite::Statement;
using sqlite::Value;

namespace {

constexpr std::size_t keptBytes = 1000; // of a long value that somebody else wrote

// How a value gets into the statement: as a literal, or as a parameter that is bound later.
using Render = std::function<std::string(const Value &)>;

std::string joined(const std::vector<std::string> &parts, const char *separator)
{
    return fmt::format("{}", fmt::join(parts, separator));
}

// Text without the bytes of a character that was cut in two.
std::string wholeCharacters(std::string text)
{
    std::size_t start = text.size();
    while (start > 0 && (static_cast<unsigned char>(text[start - 1]) & 0xC0U) == 0x80U) {
        --start;
    }
    if (start > 0 && static_cast<unsigned char>(text[start - 1]) >= 0xC0U) {
        text.resize(start - 1);
    }
    return text;
}

std::string stillSo(const SeenValue &seen, const Render &render)
{
    const std::string column = quoteIdentifier(seen.column);
    if (!seen.partial) {
        const bool binary = seen.collation.empty() || seen.collation == "BINARY" || seen.value.index() != 3;
        return fmt::format("{}{} IS {}", column, binary ? "" : " COLLATE BINARY", render(seen.value));
    }
    const auto size = static_cast<std::int64_t>(seen.sizeBytes);
    if (const auto *text = std::get_if<std::string>(&seen.value)) {
        const std::string begin = wholeCharacters(*text);
        return fmt::format("typeof({0}) = 'text' AND length(CAST({0} AS BLOB)) = {1} AND "
                           "substr(CAST({0} AS BLOB), 1, {2}) = CAST({3} AS BLOB)",
                           column, size, begin.size(), render(begin));
    }
    const auto &begin = std::get<core::Bytes>(seen.value);
    const std::string start =
        begin.empty() ? std::string()
                      : fmt::format(" AND substr({}, 1, {}) = {}", column, begin.size(), render(begin));
    return fmt::format("typeof({0}) = 'blob' AND length({0}) = {1}{2}", column, size, start);
}

std::string whereKey(const RowChange &change, const Render &render)
{
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < change.keyColumns.size(); ++i) {
        parts.push_back(fmt::format("{} = {}", change.keyColumns[i], render(change.key[i])));
    }
    return " WHERE " + joined(parts, " AND ");
}

std::string where(const RowChange &change, const Render &render)
{
    std::string out = whereKey(change, render);
    for (const SeenValue &seen : change.seen) {
        out += " AND " + stillSo(seen, render);
    }
    return out;
}

std::string statementOf(const RowChange &change, const Render &render)
{
    const std::string table = quoteIdentifier(change.table);
    std::vector<std::string> columns;
    std::vector<std::string> values;
    std::vector<std::string> pairs;
    for (const NewValue &value : change.values) {
        columns.push_back(quoteIdentifier(value.column));
        values.push_back(render(value.value));
        pairs.push_back(columns.back() + " = " + values.back());
    }
    switch (change.kind) {
    case RowChange::Kind::Insert:
        if (!change.copied.empty()) {
            for (const std::string &column : change.copied) {
                columns.push_back(quoteIdentifier(column));
                values.push_back(columns.back());
            }
            return fmt::format("INSERT INTO {0} ({1}) SELECT {2} FROM {0}{3}", table, joined(columns, ", "),
                               joined(values, ", "), whereKey(change, render));
        }
        return columns.empty() ? fmt::format("INSERT INTO {} DEFAULT VALUES", table)
                               : fmt::format("INSERT INTO {} ({}) VALUES ({})", table, joined(columns, ", "),
                                             joined(values, ", "));
    case RowChange::Kind::Update:
        return fmt::format("UPDATE {} SET {}{}", table, joined(pairs, ", "), where(change, render));
    case RowChange::Kind::Delete:
        break;
    }
    return fmt::format("DELETE FROM {}{}", table, where(change, render));
}

// Runs the change. True: one row was changed.
bool run(Connection &connection, const RowChange &change)
{
    std::vector<Value> parameters;
    const std::string sql = statementOf(change, [&](const Value &value) {
        parameters.push_back(value);
        return std::string("?");
    });
    Statement statement = connection.prepare(sql);
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        statement.bind(static_cast<int>(i) + 1, parameters[i]);
    }
    statement.step();
    return connection.changes() > 0;
}

struct Attempt
{
    bool changed = false;
    std::optional<Error> refused;
};

// What the schema refuses is an answer here; what ends the whole transaction goes on as an error.
Attempt attempt(Connection &connection, const RowChange &change) noexcept
{
    try {
        return {run(connection, change), std::nullopt};
    } catch (const Error &error) {
        return {false, error};
    }
}

bool concernsTheRow(const Error &error)
{
    return error.code() == ErrorCode::Constraint || error.code() == ErrorCode::Sql;
}

SeenValue readSeen(const Statement &statement, int at, const SeenValue &like)
{
    SeenValue seen{like.column, like.collation, {}, 0, false};
    const int type = statement.type(at);
    const std::string_view bytes = type == 3 || type == 4 ? statement.bytes(at) : std::string_view();
    seen.sizeBytes = bytes.size();
    if (bytes.size() > (std::size_t{1} << 20U)) {
        seen.partial = true;
        const std::string_view begin = bytes.substr(0, keptBytes);
        if (type == 3) {
            seen.value = std::string(begin);
        } else {
            seen.value = core::Bytes(begin.begin(), begin.end());
        }
    } else {
        seen.value = statement.value(at);
    }
    return seen;
}

// Why a statement found no row: it is gone, another one now, or a trigger held it back.
RowProblem explainMiss(Connection &connection, const RowChange &change)
{
    RowProblem problem;
    std::vector<Value> parameters;
    std::vector<std::string> columns{"1"};
    for (const SeenValue &seen : change.seen) {
        columns.push_back(quoteIdentifier(seen.column));
    }
    const std::string condition = whereKey(change, [&](const Value &value) {
        parameters.push_back(value);
        return std::string("?");
    });
    Statement statement = connection.prepare(fmt::format("SELECT {} FROM main.{}{}", joined(columns, ", "),
                                                         quoteIdentifier(change.table), condition));
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        statement.bind(static_cast<int>(i) + 1, parameters[i]);
    }
    if (!statement.step()) {
        problem.kind = RowProblem::Kind::Gone;
        problem.message = "The row was deleted by somebody else since it was read.";
        return problem;
    }
    for (std::size_t i = 0; i < change.seen.size(); ++i) {
        const SeenValue now = readSeen(statement, static_cast<int>(i) + 1, change.seen[i]);
        if (change.seen[i].partial ? now.sizeBytes != change.seen[i].sizeBytes ||
                                         now.value.index() != change.seen[i].value.index()
                                   : now.value != change.seen[i].value) {
            problem.kind = RowProblem::Kind::Changed;
            problem.column = problem.column.empty() ? now.column : problem.column;
        }
        problem.current.push_back(now);
    }
    const bool partial = std::any_of(change.seen.begin(), change.seen.end(),
                                     [](const SeenValue &seen) { return seen.partial; });
    if (problem.kind == RowProblem::Kind::Changed || partial) {
        problem.kind = RowProblem::Kind::Changed;
        problem.message = "The row was changed by somebody else since it was read.";
    } else {
        problem.message = "A trigger of the table left the row as it is.";
    }
    return problem;
}

// SQLite's "UNIQUE constraint failed: orders.id" names the column at its end.
std::string columnIn(const std::string &message, const std::string &table)
{
    const std::size_t at = message.rfind(table + '.');
    if (at == std::string::npos) {
        return {};
    }
    const std::string rest = message.substr(at + table.size() + 1);
    return rest.substr(0, rest.find(','));
}

RowProblem refusal(std::string message, std::string column = {})
{
    RowProblem problem;
    problem.message = std::move(message);
    problem.column = std::move(column);
    return problem;
}

std::string sentence(const std::string &message)
{
    if (message == "FOREIGN KEY constraint failed") {
        return "A foreign key refuses it (FOREIGN KEY constraint failed): the row that it points to does not "
               "exist, or other rows still point to it.";
    }
    return message.ends_with('.') ? message : message + '.';
}

// A foreign key that is checked at the end only is refused by the COMMIT.
std::optional<Error> commit(Connection &connection) noexcept
{
    try {
        connection.execute("COMMIT");
        return std::nullopt;
    } catch (const Error &error) {
        return error;
    }
}

} // namespace

std::string sqlOf(const RowChange &change, std::size_t literalBytes)
{
    return statementOf(change,
                       [&](const Value &value) {
                           if (literalBytes == 0) {
                               return sqlite::quoteLiteral(value);
                           }
                           if (const auto *text = std::get_if<std::string>(&value);
                               text != nullptr && text->size() > literalBytes) {
                               return fmt::format(
                                   "{} /* the beginning of {} bytes */",
                                   sqlite::quoteLiteral(wholeCharacters(text->substr(0, literalBytes))),
                                   text->size());
                           }
                           if (const auto *bytes = std::get_if<core::Bytes>(&value);
                               bytes != nullptr && bytes->size() > literalBytes) {
                               const core::Bytes begin(bytes->begin(),
                                                       bytes->begin() +
                                                           static_cast<std::ptrdiff_t>(literalBytes));
                               return fmt::format("{} /* the beginning of {} bytes */",
                                                  sqlite::quoteLiteral(begin), bytes->size());
                           }
                           return sqlite::quoteLiteral(value);
                       }) +
           ";";
}

ChangeReport applyChanges(Lease &lease, const std::vector<RowChange> &changes, const core::JobContext &job)
{
    Connection &connection = lease.connection();
    lease.discardAfterUse(); // foreign_keys is the connection's state
    const Connection::CancelScope cancel(connection, job.stop);
    const Connection::ErrorScope errors(connection, [&connection](Error error) {
        return withLockHolder(std::move(error), connection.path());
    });
    connection.execute("PRAGMA foreign_keys = ON");
    connection.execute("BEGIN IMMEDIATE");
    ChangeReport report;
    for (std::size_t i = 0; i < changes.size(); ++i) {
        job.checkStop();
        if (i % 256 == 0) {
            job.report(i, changes.size(), "rows");
        }
        const Attempt done = attempt(connection, changes[i]);
        std::optional<RowProblem> problem;
        if (done.refused) {
            if (!concernsTheRow(*done.refused)) {
                throw *done.refused;
            }
            problem = refusal(sentence(done.refused->message()),
                              columnIn(done.refused->message(), changes[i].table));
        } else if (!done.changed && changes[i].kind == RowChange::Kind::Insert) {
            problem = refusal(changes[i].copied.empty() ? "A trigger of the table let no row in."
                                                        : "The row that it copies is gone.");
        } else if (!done.changed) {
            problem = explainMiss(connection, changes[i]);
        } else if (changes[i].kind == RowChange::Kind::Insert) {
            report.rowids.push_back(connection.lastInsertRowid());
        }
        if (problem) {
            problem->change = i;
            report.problems.push_back(std::move(*problem));
            if (!connection.inTransaction()) {
                return report; // a ROLLBACK of the schema's own ended it
            }
        }
    }
    if (report.problems.empty()) {
        if (const std::optional<Error> refused = commit(connection)) {
            if (!concernsTheRow(*refused)) {
                throw *refused;
            }
            report.problems.push_back(refusal(sentence(refused->message())));
        }
    }
    if (connection.inTransaction()) {
        connection.execute("ROLLBACK");
    }
    return report;
}

} // namespace strandline::session
