#include "engine/transfer/database_dump.h"

#include "engine/sqlite/connection.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace strandline::transfer {

using catalog::Table;
using catalog::TableKind;
using sqlite::Connection;
using sqlite::quoteIdentifier;
using sqlite::quoteText;
using sqlite::Statement;

namespace {

struct SchemaEntry
{
    std::string type;
    std::string name;
    std::string table;
    std::string sql;
};

std::vector<SchemaEntry> schemaInOrder(Connection &connection)
{
    std::vector<SchemaEntry> entries;
    Statement row =
        connection.prepare("SELECT type, name, tbl_name, sql FROM main.sqlite_schema ORDER BY rowid");
    while (row.step()) {
        entries.push_back({row.text(0), row.text(1), row.text(2), row.text(3)});
    }
    return entries;
}

bool isOwn(const std::string &name) // SQLite's
{
    return name.starts_with("sqlite_");
}

// The name under which the rowid can be kept, where no column is it already.
std::string rowidToKeep(const Table &table)
{
    if (table.summary.withoutRowid || table.summary.kind == TableKind::Virtual) {
        return {};
    }
    const auto isRowid = [&](const catalog::Column &column) {
        return column.primaryKey == 1 &&
               (column.type == "INTEGER" || column.type == "integer" || column.type == "Integer");
    };
    if (std::any_of(table.columns.begin(), table.columns.end(), isRowid)) {
        return {};
    }
    for (const char *name : {"rowid", "_rowid_", "oid"}) {
        if (std::none_of(table.columns.begin(), table.columns.end(),
                         [&](const catalog::Column &column) { return column.name == name; })) {
            return name;
        }
    }
    return {};
}

void dumpRows(Connection &connection, const std::string &name, const InsertRows &insertRows,
              const core::JobContext &job)
{
    const Table table = catalog::loadTable(connection, "main", name, job);
    std::vector<std::string> columns = insertableColumns(table);
    if (const std::string rowid = rowidToKeep(table); !rowid.empty()) {
        columns.insert(columns.begin(), rowid);
    }
    insertRows(selectStatement(name, columns, {}), name);
}

// A virtual table keeps its data in tables of its own, which are dumped as they are: so it is put into the
// schema without being made anew, as SQLite's shell does.
std::string virtualTable(const SchemaEntry &entry)
{
    return fmt::format(
        "PRAGMA writable_schema=ON;\nINSERT INTO sqlite_schema (type, name, tbl_name, rootpage, "
        "sql) VALUES ('table', {}, {}, 0, {});\n",
        quoteText(entry.name), quoteText(entry.name), quoteText(entry.sql));
}

void dumpSettings(Connection &connection, const Write &write)
{
    for (const char *pragma : {"user_version", "application_id"}) {
        if (const std::int64_t value = connection.integer(fmt::format("PRAGMA main.{}", pragma));
            value != 0) {
            write(fmt::format("PRAGMA {}={};\n", pragma, value));
        }
    }
}

} // namespace

std::vector<std::string> insertableColumns(const Table &table)
{
    std::vector<std::string> names;
    for (const catalog::Column &column : table.columns) {
        if (column.kind == catalog::ColumnKind::Ordinary) {
            names.push_back(column.name);
        }
    }
    return names;
}

std::string selectStatement(const std::string &table, const std::vector<std::string> &columns,
                            const std::string &where)
{
    std::vector<std::string> quoted;
    for (const std::string &column : columns) {
        quoted.push_back(quoteIdentifier(column));
    }
    // A condition may end with a comment.
    const std::string condition = where.empty() ? "" : fmt::format(" WHERE ({}\n)", where);
    return fmt::format("SELECT {} FROM main.{}{}", fmt::join(quoted, ", "), quoteIdentifier(table),
                       condition);
}

std::uint64_t dumpDatabase(Connection &connection, const Write &write, const InsertRows &insertRows,
                           const core::JobContext &job)
{
    const std::vector<SchemaEntry> schema = schemaInOrder(connection);
    const std::vector<catalog::TableSummary> summaries = catalog::loadTables(connection, "main", job);
    const auto isVirtual = [&](const std::string &name) {
        return std::any_of(summaries.begin(), summaries.end(), [&](const catalog::TableSummary &summary) {
            return summary.name == name && summary.kind == TableKind::Virtual;
        });
    };
    write("PRAGMA foreign_keys=OFF;\nBEGIN;\n");
    dumpSettings(connection, write);
    std::uint64_t tables = 0;
    bool wroteSchema = false;
    for (const SchemaEntry &entry : schema) {
        if (entry.type != "table" || isOwn(entry.name)) {
            continue;
        }
        ++tables;
        if (isVirtual(entry.name)) {
            write(virtualTable(entry));
            wroteSchema = true;
            continue;
        }
        write(entry.sql + ";\n");
        dumpRows(connection, entry.name, insertRows, job);
    }
    for (const SchemaEntry &entry : schema) {
        if (entry.name == "sqlite_sequence") {
            write("DELETE FROM sqlite_sequence;\n");
            dumpRows(connection, entry.name, insertRows, job);
        } else if (entry.name == "sqlite_stat1") {
            write("ANALYZE sqlite_schema;\n");
            dumpRows(connection, entry.name, insertRows, job);
        } else if (entry.type != "table" && !entry.sql.empty()) {
            write(entry.sql + ";\n");
        }
    }
    write(wroteSchema ? "PRAGMA writable_schema=OFF;\nCOMMIT;\n" : "COMMIT;\n");
    return tables;
}

} // namespace strandline::transfer
