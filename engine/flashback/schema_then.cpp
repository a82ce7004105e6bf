#include "engine/flashback/schema_then.h"

#include "engine/sql/tokenizer.h"

#include <algorithm>
#include <fmt/format.h>

namespace strandline::flashback {

using sqlite::Connection;
using sqlite::Statement;
using sqlite::Value;

namespace {

// By the rules for column affinity in SQLite's documentation of data types.
std::string affinityOf(const std::string &type, bool strict)
{
    const std::string upper = sql::toUpperAscii(type);
    const auto has = [&upper](const char *part) { return upper.find(part) != std::string::npos; };
    if (has("INT")) {
        return "INTEGER";
    }
    if (has("CHAR") || has("CLOB") || has("TEXT")) {
        return "TEXT";
    }
    if (has("BLOB") || upper.empty() || (strict && upper == "ANY")) {
        return "BLOB";
    }
    return has("REAL") || has("FLOA") || has("DOUB") ? "REAL" : "NUMERIC";
}

// A literal, perhaps with a sign: all that can stand for rows that were there before their column. What else
// a default may say is evaluated when a row is written.
bool isLiteral(const std::string &sql)
{
    const std::vector<sql::Token> tokens = sql::significantTokens(sql);
    if (tokens.empty() || tokens.size() > 2 ||
        (tokens.size() == 2 && tokens[0].kind != sql::TokenKind::Operator)) {
        return false;
    }
    const sql::Token &last = tokens.back();
    switch (last.kind) {
    case sql::TokenKind::String:
    case sql::TokenKind::QuotedIdentifier:
    case sql::TokenKind::Blob:
    case sql::TokenKind::Integer:
    case sql::TokenKind::Float:
        return true;
    case sql::TokenKind::Word:
        return sql::toUpperAscii(last.in(sql)).find("CURRENT_") == std::string::npos;
    default:
        return false;
    }
}

// What SQLite makes of a default in a column of that affinity.
Value evaluateDefault(const std::string &affinity, const std::string &sql)
{
    sqlite::ConnectionOptions options;
    options.access = sqlite::Access::Create;
    Connection memory(":memory:", options);
    memory.execute(fmt::format("CREATE TABLE d(x INTEGER, c {} DEFAULT {}); INSERT INTO d(x) VALUES (1)",
                               affinity, sql));
    return memory.scalar("SELECT c FROM d");
}

std::vector<SchemaEntry> loadEntries(Connection &connection)
{
    std::vector<SchemaEntry> entries;
    Statement rows = connection.prepare("SELECT rowid, type, name, tbl_name, coalesce(rootpage, 0), sql FROM "
                                        "main.sqlite_schema ORDER BY rowid");
    while (rows.step()) {
        entries.push_back({rows.integer(0), rows.text(1), rows.text(2), rows.text(3),
                           static_cast<std::uint32_t>(rows.integer(4)), rows.text(5)});
    }
    return entries;
}

void loadColumns(Connection &connection, TableThen &table, bool strict)
{
    Statement rows =
        connection.prepare("PRAGMA main.table_xinfo(" + sqlite::quoteIdentifier(table.name) + ")");
    std::vector<std::size_t> ofCid; // place in columns; SIZE_MAX: not stored
    while (rows.step()) {
        const auto kind = static_cast<catalog::ColumnKind>(rows.integer(6));
        if (kind == catalog::ColumnKind::GeneratedVirtual || kind == catalog::ColumnKind::Hidden) {
            ofCid.push_back(SIZE_MAX);
            if (kind == catalog::ColumnKind::GeneratedVirtual) {
                table.virtualColumns.push_back({rows.text(1), rows.text(2),
                                                connection.columnCollation("main", table.name, rows.text(1)),
                                                table.columns.size()});
            }
            continue;
        }
        ColumnThen column;
        column.name = rows.text(1);
        column.type = rows.text(2);
        const std::string affinity = affinityOf(column.type, strict);
        column.real = affinity == "REAL";
        column.generated = kind == catalog::ColumnKind::GeneratedStored;
        column.primaryKey = static_cast<int>(rows.integer(5));
        column.collation = connection.columnCollation("main", table.name, column.name);
        if (!rows.isNull(4) && isLiteral(rows.text(4))) {
            column.byDefault = evaluateDefault(affinity, rows.text(4));
        }
        ofCid.push_back(table.columns.size());
        table.columns.push_back(std::move(column));
    }
    if (!table.withoutRowid) {
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            table.fields.push_back(i);
        }
        return;
    }
    // The key first, then the rest: as the table's b-tree has it.
    Statement fields =
        connection.prepare("PRAGMA main.index_xinfo(" + sqlite::quoteIdentifier(table.name) + ")");
    while (fields.step()) {
        const auto cid = static_cast<std::size_t>(fields.integer(1));
        if (cid < ofCid.size() && ofCid[cid] != SIZE_MAX) {
            table.fields.push_back(ofCid[cid]);
            if (fields.integer(5) != 0) {
                table.keyCollations.push_back(fields.text(4));
                table.keyDescending.push_back(fields.integer(3) != 0);
            }
        }
    }
}

// A rowid table's one primary key column of type INTEGER has no index of its own.
void findRowidColumn(Connection &connection, TableThen &table)
{
    std::size_t keys = 0;
    std::size_t column = 0;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (table.columns[i].primaryKey != 0) {
            ++keys;
            column = i;
        }
    }
    if (table.withoutRowid || keys != 1 || sql::toUpperAscii(table.columns[column].type) != "INTEGER") {
        return;
    }
    Statement indexes =
        connection.prepare("PRAGMA main.index_list(" + sqlite::quoteIdentifier(table.name) + ")");
    while (indexes.step()) {
        if (indexes.text(3) == "pk") {
            return; // INTEGER PRIMARY KEY DESC
        }
    }
    table.rowidColumn = column;
}

std::shared_ptr<const TableThen> loadTable(Connection &connection, const catalog::TableSummary &summary,
                                           const SchemaEntry &entry)
{
    auto table = std::make_shared<TableThen>();
    table->name = entry.name;
    table->sql = entry.sql;
    table->virtualTable = summary.virtualTable;
    table->internal = entry.name.starts_with("sqlite_");
    table->withoutRowid = summary.withoutRowid;
    loadColumns(connection, *table, summary.strict);
    findRowidColumn(connection, *table);
    return table;
}

} // namespace

std::shared_ptr<const SchemaThen> loadSchema(timeline::History &history, core::Scn scn,
                                             const SchemaThen *previous)
{
    const std::shared_ptr<timeline::Point> point = history.at(scn);
    sqlite::ConnectionOptions options;
    options.uri = true;
    Connection connection(point->uri(), options);
    connection.acceptUnknownCollations();
    auto schema = std::make_shared<SchemaThen>();
    schema->scn = scn;
    schema->entries = loadEntries(connection);
    std::map<std::string, catalog::TableSummary> summaries; // read when something is new
    for (const SchemaEntry &entry : schema->entries) {
        if (entry.type != "table" || entry.rootPage == 0) {
            continue;
        }
        if (previous != nullptr) {
            const auto known = previous->tables.find(entry.name);
            if (known != previous->tables.end() && known->second->sql == entry.sql) {
                schema->tables.insert(*known);
                continue;
            }
        }
        if (summaries.empty()) {
            for (catalog::TableSummary &summary : catalog::loadTables(connection, "main", {})) {
                summaries.emplace(summary.name, std::move(summary));
            }
        }
        schema->tables[entry.name] = loadTable(connection, summaries[entry.name], entry);
    }
    return schema;
}

} // namespace strandline::flashback
