#include "engine/catalog/completion_schema.h"

#include "engine/catalog/catalog.h"
#include "engine/sql/tokenizer.h"

#include <algorithm>
#include <map>

namespace strandline::catalog {

namespace {

using sql::CompletionSchema;
using sql::CompletionTable;
using sqlite::Connection;
using sqlite::Statement;

using TablesByName = std::map<std::string, CompletionTable>;

// SQLite refuses to tell the columns of a view whose tables are gone; that ends nothing here.
void addViewColumns(Connection &connection, CompletionTable &view) noexcept
{
    try {
        Statement columns = connection.prepare("SELECT name, type FROM pragma_table_xinfo(?1, 'main')");
        columns.bind(1, view.name);
        while (columns.step()) {
            view.columns.push_back({columns.text(0), columns.text(1)});
        }
    } catch (...) {
        view.columns.clear();
    }
}

void addForeignKeys(Connection &connection, TablesByName &tables,
                    const std::map<std::string, std::vector<std::string>> &keys)
{
    Statement rows = connection.prepare(R"(SELECT m.name, f.id, f."table", f."from", f."to"
        FROM main.sqlite_schema m JOIN pragma_foreign_key_list(m.name, 'main') f
        WHERE m.type = 'table' ORDER BY m.name, f.id, f.seq)");
    std::string last;
    while (rows.step()) {
        std::vector<sql::CompletionForeignKey> &list = tables[rows.text(0)].foreignKeys;
        const std::string current = rows.text(0) + '\0' + rows.text(1);
        if (current != last) {
            list.push_back({{}, rows.text(2), {}});
            last = current;
        }
        sql::CompletionForeignKey &key = list.back();
        key.columns.push_back(rows.text(3));
        if (!rows.isNull(4)) {
            key.parentColumns.push_back(rows.text(4));
        } else if (const auto parent = keys.find(sql::toLowerAscii(key.parentTable)); parent != keys.end()) {
            key.parentColumns = parent->second;
        }
    }
}

void addTables(Connection &connection, TablesByName &tables)
{
    Statement rows = connection.prepare(R"(SELECT m.name, x.name, x.type, x.pk, x.hidden
        FROM main.sqlite_schema m JOIN pragma_table_xinfo(m.name, 'main') x
        WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY m.name, x.cid)");
    std::map<std::string, std::vector<std::string>> keys; // primary keys by the table's lower-case name
    while (rows.step()) {
        CompletionTable &table = tables[rows.text(0)];
        const bool hiddenOfVirtual = rows.integer(4) == 1;
        if (!hiddenOfVirtual) {
            table.columns.push_back({rows.text(1), rows.text(2)});
        }
        if (const auto place = static_cast<std::size_t>(rows.integer(3)); place > 0) {
            std::vector<std::string> &key = keys[sql::toLowerAscii(rows.text(0))];
            key.resize(std::max(key.size(), place));
            key[place - 1] = rows.text(1);
        }
    }
    addForeignKeys(connection, tables, keys);
}

void addWords(Connection &connection, CompletionSchema &out)
{
    Statement functions = connection.prepare(
        "SELECT DISTINCT name, narg FROM pragma_function_list WHERE name GLOB '[a-z]*' ORDER BY name, narg");
    while (functions.step()) {
        out.functions.push_back({functions.text(0), static_cast<int>(functions.integer(1))});
    }
    Statement pragmas = connection.prepare("SELECT name FROM pragma_pragma_list ORDER BY name");
    while (pragmas.step()) {
        out.pragmas.push_back(pragmas.text(0));
    }
}

} // namespace

CompletionSchema loadCompletionSchema(Connection &connection, const core::JobContext &job)
{
    const Connection::CancelScope cancel(connection, job.stop);
    TablesByName tables;
    addTables(connection, tables);
    CompletionSchema out;
    for (const TableSummary &summary : loadTables(connection, "main", job)) {
        if (summary.internal || summary.kind == TableKind::Shadow) {
            continue;
        }
        CompletionTable &table = tables[summary.name];
        table.schema = "main";
        table.name = summary.name;
        table.view = summary.kind == TableKind::View;
        if (table.view) {
            addViewColumns(connection, table);
        }
        out.tables.push_back(std::move(table));
    }
    addWords(connection, out);
    return out;
}

} // namespace strandline::catalog
