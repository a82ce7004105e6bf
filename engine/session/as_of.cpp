#include "engine/session/as_of.h"

#include "engine/flashback/restore_points.h"
#include "engine/flashback/schema_search.h"
#include "engine/session/attached_points.h"
#include "engine/session/lock_report.h"
#include "engine/session/version_tables.h"
#include "engine/sql/tokenizer.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace strandline::session {

using core::Error;
using core::ErrorCode;
using core::Scn;
using sqlite::Connection;
using sqlite::Null;
using sqlite::quoteIdentifier;
using sqlite::Statement;
using sqlite::Value;

namespace {

constexpr std::string_view selectStart = "SELECT (";

// A quick no for most statements, so that a long script isn't looked at again and again. (What sql:: refuses
// in them has its offset in the script only where this says yes.)
bool mayHaveAsOf(std::string_view text)
{
    if (text.find('\0') != std::string_view::npos) {
        return true;
    }
    const auto has = [text](std::string_view word) {
        return std::search(text.begin(), text.end(), word.begin(), word.end(), [](char a, char b) {
                   return a == b || (a >= 'A' && a <= 'Z' && a - 'A' + 'a' == b);
               }) != text.end();
    };
    return has("of") || has("versions");
}

Error refusal(const sql::PointClause &clause, const std::string &message)
{
    return Error(ErrorCode::Usage, message).withSqlOffset(static_cast<int>(clause.expressionOffset));
}

Scn scnOf(const sql::PointClause &clause, const Value &value)
{
    const auto *number = std::get_if<std::int64_t>(&value);
    if (number == nullptr) {
        throw refusal(clause, std::holds_alternative<Null>(value)
                                  ? "The SCN is NULL: give the parameter a value, a whole number from 1."
                                  : "An SCN is a whole number from 1. For a time write TIMESTAMP.");
    }
    if (*number < 1) {
        throw refusal(clause, fmt::format("{} is no SCN: they count from 1.", *number));
    }
    return Scn{static_cast<std::uint64_t>(*number)};
}

core::Time timeIn(const Database &database, const sql::PointClause &clause, const Value &value)
{
    const auto *text = std::get_if<std::string>(&value);
    if (text == nullptr) {
        throw refusal(
            clause,
            "TIMESTAMP takes a time as text, such as '2026-03-01 14:03:11' or "
            "datetime('now', '-1 hour'); numbers (Julian days, seconds since 1970) and NULL are refused.");
    }
    return core::parseTime(*text, database.clock());
}

Scn scnAtTime(Database &database, const sql::PointClause &clause, const Value &value)
{
    return database.history()->scnAt(timeIn(database, clause, value), database.clock());
}

Value evaluate(Connection &connection, const sql::PointClause &clause, const sql::ParsedStatement &parsed,
               const Parameters &parameters)
{
    const Connection::ErrorScope scope(connection, [&](Error error) {
        const int offset = error.sqlOffset() - static_cast<int>(selectStart.size());
        return error.withSqlOffset(offset < 0 ? static_cast<int>(clause.expressionOffset)
                                              : clause.expressionToOriginal.toOriginal(offset));
    });
    Statement statement = connection.prepare(fmt::format("{}{}\n)", selectStart, clause.expression));
    bindParameters(statement, parsed, parameters);
    return statement.step() ? statement.value(0) : Value(Null{});
}

bool isSchemaTable(std::string_view name)
{
    return sql::equalsIgnoringCase(name, "sqlite_schema") || sql::equalsIgnoringCase(name, "sqlite_master");
}

bool hasTable(Connection &connection, const std::string &schema, const std::string &table)
{
    Statement row = connection.prepare(fmt::format(
        "SELECT 1 FROM {}.sqlite_schema WHERE type IN ('table', 'view') AND name = ?1 COLLATE NOCASE",
        quoteIdentifier(schema)));
    row.bind(1, table);
    return row.step();
}

void checkSchema(const sql::AsOfReference &reference)
{
    if (!reference.schema.empty() && !sql::equalsIgnoringCase(reference.schema, "main")) {
        throw Error(
            ErrorCode::Unsupported,
            fmt::format("{} reads the history of the opened database only, and {}.{} is in another one. "
                        "Open that database itself.",
                        reference.versions ? "VERSIONS BETWEEN" : "AS OF", reference.schema, reference.table))
            .withSqlOffset(static_cast<int>(reference.tableOffset));
    }
}

void checkReference(Lease &lease, const sql::AsOfReference &reference, Scn scn)
{
    if (isSchemaTable(reference.table)) {
        return;
    }
    if (!hasTable(lease.connection(), AttachedPoints::schemaName(scn), reference.table)) {
        throw flashback::noSuchTableThen(*lease.database().history(), reference.table, scn)
            .withSqlOffset(static_cast<int>(reference.tableOffset));
    }
}

// SQLite looks for a name without schema in every attached database: a table that was dropped would answer
// with its rows of the past, though no AS OF asks for them. offset: what is added to those in the statement.
void refuseTablesOfThePast(Lease &lease, std::string_view statement, std::size_t offset)
{
    const std::vector<sql::TableMention> mentions = sql::presentTables(statement);
    std::vector<std::string> present;
    std::vector<std::string> past;
    Statement schemas = lease.connection().prepare("SELECT name FROM pragma_database_list");
    while (!mentions.empty() && schemas.step()) {
        const std::string schema = schemas.text(0);
        (lease.points().has(schema) ? past : present).push_back(schema);
    }
    for (const sql::TableMention &mention : mentions) {
        const auto knows = [&](const std::string &schema) {
            return hasTable(lease.connection(), schema, mention.table);
        };
        if (!isSchemaTable(mention.table) && std::none_of(present.begin(), present.end(), knows) &&
            std::any_of(past.begin(), past.end(), knows)) {
            throw Error(ErrorCode::Sql,
                        fmt::format("no such table: {}. It was there in the past: write AS OF behind "
                                    "it to read it.",
                                    mention.table))
                .withSqlOffset(static_cast<int>(offset + mention.offset));
        }
    }
}

// Before a statement that reads only the present. An open transaction may keep points attached.
void leaveThePast(Lease &lease, std::string_view statement, std::size_t offset)
{
    if (lease.points().empty()) {
        return;
    }
    lease.points().detachAll();
    if (!lease.points().empty()) {
        refuseTablesOfThePast(lease, statement, offset);
    }
}

std::string columnNames(Connection &connection, const std::string &table, const std::string &schema)
{
    Statement rows = connection.prepare("SELECT name FROM pragma_table_xinfo(?1, ?2)");
    rows.bindAll({table, schema});
    std::vector<std::string> names;
    while (rows.step()) {
        names.push_back(rows.text(0));
    }
    return fmt::format("{}", fmt::join(names, ", "));
}

// "x" of "no such table: x"; empty for other messages.
std::string missingName(const std::string &message, std::string_view kind)
{
    const std::string start = fmt::format("no such {}: ", kind);
    return message.starts_with(start) ? message.substr(start.size()) : std::string();
}

Error withoutSchema(std::string name, Lease &lease, Scn scn, const Error &error)
{
    if (const std::size_t dot = name.rfind('.'); dot != std::string::npos) {
        name = name.substr(dot + 1);
    }
    return flashback::noSuchTableThen(*lease.database().history(), name, scn)
        .withSqlOffset(error.sqlOffset());
}

} // namespace

void bindParameters(Statement &statement, const sql::ParsedStatement &parsed, const Parameters &parameters)
{
    const int count = statement.parameterCount();
    const auto bind = [&](int number, const Value &value) {
        if (number >= 1 && number <= count) {
            statement.bind(number, value);
        }
    };
    for (std::size_t i = 0; i < parameters.positional.size(); ++i) {
        bind(static_cast<int>(i + 1), parameters.positional[i]);
    }
    for (const auto &[name, value] : parameters.named) {
        for (const char *prefix : {"", ":", "@", "$"}) {
            bind(parsed.parameterNumber(prefix + name), value);
        }
    }
}

Scn resolvePoint(Lease &lease, const sql::PointClause &clause, const sql::ParsedStatement &parsed,
                 const Parameters &parameters)
{
    if (clause.kind == sql::PointClause::Kind::RestorePoint) {
        const auto point = flashback::findRestorePoint(*lease.database().history(), clause.expression);
        if (!point) {
            throw flashback::noSuchRestorePoint(clause.expression)
                .withSqlOffset(static_cast<int>(clause.expressionOffset));
        }
        return point->scn;
    }
    const Value value = evaluate(lease.connection(), clause, parsed, parameters);
    return clause.kind == sql::PointClause::Kind::Scn ? scnOf(clause, value)
                                                      : scnAtTime(lease.database(), clause, value);
}

std::optional<core::Time> timeOfPoint(Lease &lease, const sql::PointClause &clause,
                                      const sql::ParsedStatement &parsed, const Parameters &parameters)
{
    if (clause.kind != sql::PointClause::Kind::Timestamp) {
        return std::nullopt;
    }
    return timeIn(lease.database(), clause, evaluate(lease.connection(), clause, parsed, parameters));
}

Compiled compileAsOf(Lease &lease, std::string_view script, std::size_t bodyOffset, std::size_t bodyLength,
                     const Parameters &parameters)
{
    Compiled compiled;
    lease.versions().clear();
    const std::string_view body = script.substr(bodyOffset, bodyLength);
    if (!mayHaveAsOf(body)) {
        leaveThePast(lease, body, bodyOffset);
        compiled.sql = body;
        compiled.parsed = sql::parseExtended(body);
        compiled.toScript.addCopied(0, bodyOffset);
        return compiled;
    }
    // With blanks for what comes before it, every offset is one in the script.
    const std::string statement = std::string(bodyOffset, ' ').append(body);
    compiled.parsed = sql::parseExtended(statement);
    std::vector<std::string> schemas;
    std::vector<Scn> points;
    for (const sql::AsOfReference &reference : compiled.parsed.references) {
        checkSchema(reference);
        if (reference.versions) {
            schemas.push_back(lease.versions().add(lease, reference, compiled.parsed, parameters));
            compiled.scns.push_back({});
            continue;
        }
        points.push_back(resolvePoint(lease, reference, compiled.parsed, parameters));
        compiled.scns.push_back(points.back());
        schemas.push_back(AttachedPoints::schemaName(points.back()));
    }
    if (points.empty()) {
        leaveThePast(lease, statement, 0);
    } else {
        lease.points().attach(*lease.database().history(), points);
        refuseTablesOfThePast(lease, statement, 0);
    }
    for (std::size_t i = 0; i < compiled.scns.size(); ++i) {
        if (compiled.scns[i]) {
            checkReference(lease, compiled.parsed.references[i], compiled.scns[i]);
        }
    }
    sql::Rewritten rewritten = sql::rewriteAsOf(statement, compiled.parsed, schemas);
    compiled.sql = std::move(rewritten.sql);
    compiled.toScript = std::move(rewritten.toOriginal);
    return compiled;
}

Error pastIsReadOnly(Scn scn)
{
    return {ErrorCode::ReadOnly,
            fmt::format("The session is set to SCN {}: the past can't be changed. Leave the point in time to "
                        "write.",
                        scn.value)};
}

Error explainError(Lease &lease, const Compiled &compiled, Error error)
{
    error = withLockHolder(std::move(error), lease.database().path());
    error.withSqlOffset(compiled.toScript.toOriginal(error.sqlOffset()));
    if (error.code() == ErrorCode::ReadOnly && lease.asOf()) {
        return pastIsReadOnly(*lease.asOf()).withNative(error.nativeCode()).withSqlOffset(error.sqlOffset());
    }
    if (error.code() != ErrorCode::Sql) {
        return error;
    }
    const std::string table = missingName(error.message(), "table");
    if (!table.empty() && lease.asOf()) {
        return withoutSchema(table, lease, *lease.asOf(), error);
    }
    const std::string column = missingName(error.message(), "column");
    if (!column.empty() && compiled.scns.size() == 1 && compiled.scns.front()) {
        const std::string &then = compiled.parsed.references.front().table;
        return Error(ErrorCode::NoSuchTableThen,
                     fmt::format("There is no column {} in {} as of SCN {}. Its columns were then: {}.",
                                 column, then, compiled.scns.front().value,
                                 columnNames(lease.connection(), then,
                                             AttachedPoints::schemaName(compiled.scns.front()))))
            .withNative(error.nativeCode())
            .withSqlOffset(error.sqlOffset());
    }
    return error;
}

} // namespace strandline::session
