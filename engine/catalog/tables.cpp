#include "engine/catalog/catalog.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

namespace strandline::catalog {

using core::Error;
using core::ErrorCode;
using sqlite::quoteIdentifier;
using sqlite::Statement;

namespace {

TableKind kindOf(const std::string &type)
{
    if (type == "view") {
        return TableKind::View;
    }
    if (type == "virtual") {
        return TableKind::Virtual;
    }
    return type == "shadow" ? TableKind::Shadow : TableKind::Table;
}

bool isInternal(const std::string &name)
{
    return name.starts_with("sqlite_");
}

// The stored text begins with "CREATE VIRTUAL TABLE", whatever the user wrote, then comes the name.
std::string moduleOf(const std::string &sql)
{
    constexpr std::string_view start = "CREATE VIRTUAL TABLE ";
    if (!sql.starts_with(start)) {
        return {};
    }
    std::size_t at = sql.find_first_not_of(" \t\r\n", start.size());
    if (at == std::string::npos) {
        return {};
    }
    const std::string_view opening = "\"'`[";
    if (opening.find(sql[at]) != std::string_view::npos) {
        const char quote = sql[at] == '[' ? ']' : sql[at];
        for (++at; at < sql.size(); ++at) {
            if (sql[at] == quote && at + 1 < sql.size() && sql[at + 1] == quote && quote != ']') {
                ++at;
            } else if (sql[at] == quote) {
                ++at;
                break;
            }
        }
    } else {
        at = sql.find_first_of(" \t\r\n/-", at);
    }
    const std::size_t begin = at == std::string::npos ? at : sql.find_first_not_of(" \t\r\n", at);
    if (begin == std::string::npos || begin + 5 >= sql.size()) {
        return {};
    }
    // After the name there is nothing but USING and the module (comments between them are not looked for).
    const std::size_t name = sql.find_first_not_of(" \t\r\n", begin + 5);
    const std::size_t end = name == std::string::npos ? name : sql.find_first_of("( \t\r\n;", name);
    return name == std::string::npos ? std::string() : sql.substr(name, end - name);
}

void assignShadowTables(std::vector<TableSummary> &tables)
{
    for (TableSummary &shadow : tables) {
        if (shadow.kind != TableKind::Shadow) {
            continue;
        }
        for (const TableSummary &candidate : tables) {
            if (candidate.kind == TableKind::Virtual && candidate.name.size() > shadow.virtualTable.size() &&
                shadow.name.starts_with(candidate.name + "_")) {
                shadow.virtualTable = candidate.name;
            }
        }
    }
}

// Table names compare without regard to ASCII case, as in SQLite.
bool sameName(const std::string &a, const std::string &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
        const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
        return lower(x) == lower(y);
    });
}

Statement pragma(sqlite::Connection &connection, const std::string &schema, const std::string &name,
                 const std::string &argument)
{
    const std::string text = argument.empty() ? std::string() : "(" + quoteIdentifier(argument) + ")";
    return connection.prepare(fmt::format("PRAGMA {}.{}{}", quoteIdentifier(schema), name, text));
}

IndexOrigin originOf(const std::string &origin)
{
    if (origin == "pk") {
        return IndexOrigin::PrimaryKey;
    }
    return origin == "u" ? IndexOrigin::UniqueConstraint : IndexOrigin::CreateIndex;
}

// The stored statements of tables, views and indexes by name, which is unique among them: one pass over the
// schema table, which has no index.
std::map<std::string, std::string> storedSql(sqlite::Connection &connection, const std::string &schema)
{
    std::map<std::string, std::string> sql;
    Statement rows = connection.prepare(fmt::format(
        "SELECT name, sql FROM {}.sqlite_schema WHERE type <> 'trigger'", quoteIdentifier(schema)));
    while (rows.step()) {
        sql[rows.text(0)] = rows.text(1);
    }
    return sql;
}

std::vector<IndexColumn> loadIndexColumns(sqlite::Connection &connection, const std::string &schema,
                                          const std::string &index)
{
    std::vector<IndexColumn> columns;
    Statement rows = pragma(connection, schema, "index_xinfo", index);
    while (rows.step()) {
        if (rows.integer(5) == 0) {
            continue; // not of the key: the rowid or primary key that every entry ends with
        }
        IndexColumn column;
        column.name = rows.text(2);
        column.rowid = rows.integer(1) == -1;
        column.descending = rows.integer(3) != 0;
        column.collation = rows.text(4);
        columns.push_back(std::move(column));
    }
    return columns;
}

std::vector<Column> loadColumns(sqlite::Connection &connection, const std::string &schema,
                                const std::string &table)
{
    std::vector<Column> columns;
    Statement rows = pragma(connection, schema, "table_xinfo", table);
    while (rows.step()) {
        Column column;
        column.name = rows.text(1);
        column.type = rows.text(2);
        column.notNull = rows.integer(3) != 0;
        if (!rows.isNull(4)) {
            column.defaultSql = rows.text(4);
        }
        column.primaryKey = static_cast<int>(rows.integer(5));
        column.kind = static_cast<ColumnKind>(rows.integer(6));
        column.collation = connection.columnCollation(schema, table, column.name);
        columns.push_back(std::move(column));
    }
    return columns;
}

// Of one table, in SQLite's order.
std::vector<Index> indexesOf(sqlite::Connection &connection, const std::string &schema,
                             const std::string &table, const std::map<std::string, std::string> &stored)
{
    std::vector<Index> indexes;
    Statement list = pragma(connection, schema, "index_list", table);
    while (list.step()) {
        Index index{list.text(1), table, list.integer(2) != 0, list.integer(4) != 0, originOf(list.text(3)),
                    {},           {}};
        index.columns = loadIndexColumns(connection, schema, index.name);
        if (const auto sql = stored.find(index.name); sql != stored.end()) {
            index.sql = sql->second;
        }
        indexes.push_back(std::move(index));
    }
    return indexes;
}

void sortByName(std::vector<Index> &indexes)
{
    std::sort(indexes.begin(), indexes.end(), [](const Index &a, const Index &b) { return a.name < b.name; });
}

std::vector<ForeignKey> loadForeignKeys(sqlite::Connection &connection, const std::string &schema,
                                        const std::string &table)
{
    std::vector<ForeignKey> keys;
    Statement rows = pragma(connection, schema, "foreign_key_list", table);
    while (rows.step()) {
        const int id = static_cast<int>(rows.integer(0));
        if (keys.empty() || keys.back().id != id) {
            keys.push_back({id, rows.text(2), {}, {}, rows.text(5), rows.text(6)});
        }
        keys.back().columns.push_back(rows.text(3));
        if (!rows.isNull(4)) {
            keys.back().parentColumns.push_back(rows.text(4));
        }
    }
    std::reverse(keys.begin(), keys.end()); // SQLite lists the last declared first
    return keys;
}

} // namespace

std::vector<TableSummary> loadTables(sqlite::Connection &connection, const std::string &schema,
                                     const core::JobContext &job)
{
    const sqlite::Connection::CancelScope cancel(connection, job.stop);
    const auto stored = storedSql(connection, schema);
    std::vector<TableSummary> tables;
    Statement rows = pragma(connection, schema, "table_list", {});
    while (rows.step()) {
        TableSummary table;
        table.name = rows.text(1);
        table.kind = kindOf(rows.text(2));
        table.columnCount = static_cast<int>(rows.integer(3));
        table.withoutRowid = rows.integer(4) != 0;
        table.strict = rows.integer(5) != 0;
        table.internal = isInternal(table.name);
        if (const auto sql = stored.find(table.name); sql != stored.end()) {
            table.sql = sql->second;
        }
        if (table.kind == TableKind::Virtual) {
            table.module = moduleOf(table.sql);
        }
        tables.push_back(std::move(table));
    }
    assignShadowTables(tables);
    std::sort(tables.begin(), tables.end(),
              [](const TableSummary &a, const TableSummary &b) { return a.name < b.name; });
    return tables;
}

std::optional<TableSummary> findTable(sqlite::Connection &connection, const std::string &schema,
                                      const std::string &name)
{
    for (TableSummary &table : loadTables(connection, schema, {})) {
        if (sameName(table.name, name)) {
            return std::move(table);
        }
    }
    return std::nullopt;
}

Table loadTable(sqlite::Connection &connection, const std::string &schema, const std::string &name,
                const core::JobContext &job)
{
    auto summary = findTable(connection, schema, name);
    if (!summary) {
        throw Error(ErrorCode::NotFound,
                    fmt::format("There is no table or view {} in {}. Check the name.", name, schema));
    }
    const sqlite::Connection::CancelScope cancel(connection, job.stop);
    Table table;
    table.summary = std::move(*summary);
    table.columns = loadColumns(connection, schema, table.summary.name);
    table.indexes = loadIndexes(connection, schema, table.summary.name);
    table.foreignKeys = loadForeignKeys(connection, schema, table.summary.name);
    table.triggers = loadTriggers(connection, schema, table.summary.name);
    return table;
}

std::vector<Index> loadIndexes(sqlite::Connection &connection, const std::string &schema,
                               const std::string &table)
{
    std::set<std::string> owners;
    Statement rows = connection.prepare(
        fmt::format("SELECT tbl_name FROM {}.sqlite_schema WHERE type = 'index' AND (?1 = '' OR "
                    "tbl_name = ?1 COLLATE NOCASE)",
                    quoteIdentifier(schema)));
    rows.bind(1, table);
    while (rows.step()) {
        owners.insert(rows.text(0));
    }
    const auto stored = storedSql(connection, schema);
    std::vector<Index> indexes;
    for (const std::string &owner : owners) {
        for (Index &index : indexesOf(connection, schema, owner, stored)) {
            indexes.push_back(std::move(index));
        }
    }
    sortByName(indexes);
    return indexes;
}

std::vector<Trigger> loadTriggers(sqlite::Connection &connection, const std::string &schema,
                                  const std::string &table)
{
    Statement rows = connection.prepare(
        fmt::format("SELECT name, tbl_name, sql FROM {}.sqlite_schema WHERE type = 'trigger' AND (?1 = '' "
                    "OR tbl_name = ?1 COLLATE NOCASE) ORDER BY name",
                    quoteIdentifier(schema)));
    rows.bind(1, table);
    std::vector<Trigger> triggers;
    while (rows.step()) {
        triggers.push_back({rows.text(0), rows.text(1), rows.text(2)});
    }
    return triggers;
}

namespace {

// A view over what is gone and a virtual table of an unknown module can't say their columns: then there are
// none.
void fillColumns(sqlite::Connection &connection, const std::string &schema, Table &table) noexcept
{
    try {
        table.columns = loadColumns(connection, schema, table.summary.name);
    } catch (const Error &) {
        table.columns.clear();
    }
}

} // namespace

std::vector<Table> loadSchema(sqlite::Connection &connection, const std::string &schema,
                              const core::JobContext &job)
{
    const sqlite::Connection::CancelScope cancel(connection, job.stop);
    const auto stored = storedSql(connection, schema);
    std::map<std::string, std::vector<Trigger>> triggers;
    for (Trigger &trigger : loadTriggers(connection, schema)) {
        triggers[trigger.table].push_back(std::move(trigger));
    }
    std::vector<TableSummary> summaries = loadTables(connection, schema, job);
    std::vector<Table> tables;
    tables.reserve(summaries.size());
    for (TableSummary &summary : summaries) {
        job.checkStop();
        job.report(tables.size(), summaries.size(), "tables");
        Table table;
        table.summary = std::move(summary);
        const std::string &name = table.summary.name;
        fillColumns(connection, schema, table);
        if (table.summary.kind != TableKind::View) {
            table.indexes = indexesOf(connection, schema, name, stored);
            sortByName(table.indexes);
            table.foreignKeys = loadForeignKeys(connection, schema, name);
        }
        if (const auto own = triggers.find(name); own != triggers.end()) {
            table.triggers = std::move(own->second);
        }
        tables.push_back(std::move(table));
    }
    job.checkStop();
    return tables;
}

std::string loadDdl(sqlite::Connection &connection, const std::string &schema, const std::string &name)
{
    Statement rows = connection.prepare(fmt::format(
        "SELECT sql FROM {}.sqlite_schema WHERE (name = ?1 COLLATE NOCASE OR (tbl_name = ?1 COLLATE NOCASE "
        "AND type IN ('index', 'trigger'))) AND sql IS NOT NULL "
        "ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'view' THEN 1 WHEN 'index' THEN 2 ELSE 3 END, name",
        quoteIdentifier(schema)));
    rows.bind(1, name);
    std::string ddl;
    while (rows.step()) {
        ddl += rows.text(0) + ";\n";
    }
    if (ddl.empty()) {
        throw Error(ErrorCode::NotFound,
                    fmt::format("There is no object {} in {}. Check the name.", name, schema));
    }
    return ddl;
}

} // namespace strandline::catalog
