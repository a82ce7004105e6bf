#include "engine/session/row_origin.h"

#include "engine/catalog/catalog.h"
#include "engine/session/attached_points.h"
#include "engine/sql/tokenizer.h"
#include "engine/sqlite/connection.h"

#include <algorithm>
#include <map>

namespace strandline::session {

namespace {

// SQLite tells the columns of the first SELECT only.
bool isCompound(std::string_view statement)
{
    const auto is = [](std::string_view word, std::string_view upper) {
        return std::equal(word.begin(), word.end(), upper.begin(), upper.end(),
                          [](char a, char b) { return (a & ~0x20) == b; });
    };
    const std::vector<sql::Token> tokens = sql::significantTokens(statement);
    return std::any_of(tokens.begin(), tokens.end(), [&](const sql::Token &token) {
        const std::string_view word = token.in(statement);
        return token.kind == sql::TokenKind::Word &&
               (is(word, "UNION") || is(word, "EXCEPT") || is(word, "INTERSECT"));
    });
}

// The names, as SQLite tells a column's origin, of what makes a row's key.
std::vector<std::string> keyNames(const catalog::Table &table)
{
    std::vector<std::string> key;
    for (const catalog::Column &column : table.columns) {
        if (column.primaryKey > 0) {
            key.resize(std::max(key.size(), static_cast<std::size_t>(column.primaryKey)));
            key[static_cast<std::size_t>(column.primaryKey) - 1] = column.name;
        }
    }
    if (table.summary.withoutRowid) {
        return key;
    }
    const bool alias =
        key.size() == 1 &&
        std::none_of(table.indexes.begin(), table.indexes.end(), [](const catalog::Index &index) {
            return index.origin == catalog::IndexOrigin::PrimaryKey;
        });
    return alias ? key : std::vector<std::string>{"rowid"};
}

// Those among the columns that hold the key; nothing: one is missing, or there is more than one of it.
std::optional<std::vector<std::size_t>> find(const std::vector<std::string> &key, const Columns &columns,
                                             const std::vector<std::size_t> &among)
{
    std::vector<std::size_t> out;
    for (const std::string &name : key) {
        const auto has = [&](std::size_t column) { return (*columns)[column].sourceColumn == name; };
        if (std::count_if(among.begin(), among.end(), has) != 1) {
            return {};
        }
        out.push_back(*std::find_if(among.begin(), among.end(), has));
    }
    return out;
}

} // namespace

std::vector<RowOrigin> loadRowOrigins(sqlite::Connection &connection, std::string_view statement,
                                      const Columns &columns, const core::JobContext &job)
{
    std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> tables; // by schema and name
    for (std::size_t i = 0; i < columns->size(); ++i) {
        const Column &column = (*columns)[i];
        if (column.sourceSchema == "main" || AttachedPoints::isSchemaName(column.sourceSchema)) {
            tables[{column.sourceSchema, column.sourceTable}].push_back(i);
        }
    }
    std::vector<RowOrigin> out;
    if (tables.empty() || isCompound(statement)) {
        return out;
    }
    for (auto &[name, from] : tables) {
        if (!catalog::findTable(connection, name.first, name.second)) {
            continue; // sqlite_master, a table-valued function
        }
        const catalog::Table table = catalog::loadTable(connection, name.first, name.second, job);
        if (table.summary.kind != catalog::TableKind::Table) {
            continue;
        }
        if (auto key = find(keyNames(table), columns, from)) {
            out.push_back({name.second, std::move(from), std::move(*key), !table.summary.withoutRowid});
        }
    }
    return out;
}

} // namespace strandline::session
