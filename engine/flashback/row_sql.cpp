#include "engine/flashback/row_sql.h"

#include "engine/flashback/row_identity.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace strandline::flashback {

using sqlite::quoteIdentifier;
using sqlite::Value;

namespace {

std::string nameOf(const TableThen &table)
{
    return quoteIdentifier(table.name);
}

// What SQL calls the rowid; a name that columns don't hide needs no quotes.
std::string rowidText(const TableThen &table)
{
    const std::optional<std::string> name = rowidName(table);
    return table.rowidColumn ? quoteIdentifier(*name) : name.value_or("rowid");
}

std::string whereRow(const TableThen &table, std::int64_t rowid, const std::vector<Value> &key)
{
    if (!table.withoutRowid) {
        return fmt::format("{} = {}", rowidText(table), literalOf(rowid));
    }
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < key.size(); ++i) {
        parts.push_back(
            fmt::format("{} = {}", quoteIdentifier(table.columns[table.fields[i]].name), literalOf(key[i])));
    }
    return fmt::format("{}", fmt::join(parts, " AND "));
}

} // namespace

std::string literalOf(const Value &value)
{
    const auto *text = std::get_if<std::string>(&value);
    if (text == nullptr || text->find('\0') == std::string::npos) {
        return sqlite::quoteLiteral(value);
    }
    // A cast from bytes would take them for text in the database's encoding.
    std::string out = "(";
    std::size_t start = 0;
    for (std::size_t nul = text->find('\0'); nul != std::string::npos; nul = text->find('\0', start)) {
        out += sqlite::quoteText(text->substr(start, nul - start)) + " || char(0) || ";
        start = nul + 1;
    }
    return out + sqlite::quoteText(text->substr(start)) + ")";
}

std::string insertSql(const TableThen &table, const TableThen &shape, std::int64_t rowid,
                      const std::vector<Value> &row)
{
    std::vector<std::string> names;
    std::vector<std::string> values;
    if (!table.withoutRowid && !table.rowidColumn && rowidName(table)) {
        names.push_back(rowidText(table));
        values.push_back(literalOf(rowid));
    }
    for (const ColumnThen &column : table.columns) {
        const auto at = columnNamed(shape, column.name);
        if (at && !column.generated) {
            names.push_back(quoteIdentifier(column.name));
            values.push_back(literalOf(row[*at]));
        }
    }
    return names.empty() ? fmt::format("INSERT INTO {} DEFAULT VALUES;", nameOf(table))
                         : fmt::format("INSERT INTO {} ({}) VALUES ({});", nameOf(table),
                                       fmt::join(names, ", "), fmt::join(values, ", "));
}

std::string deleteSql(const TableThen &table, std::int64_t rowid, const std::vector<Value> &key)
{
    return fmt::format("DELETE FROM {} WHERE {};", nameOf(table), whereRow(table, rowid, key));
}

std::string updateSql(const TableThen &table, std::int64_t rowid, const TableThen &fromShape,
                      const std::vector<Value> &from, const TableThen &toShape, const std::vector<Value> &to)
{
    std::vector<std::string> sets;
    for (const ColumnThen &column : table.columns) {
        const auto old = columnNamed(fromShape, column.name);
        const auto now = columnNamed(toShape, column.name);
        if (now && !column.generated && (!old || from[*old] != to[*now])) {
            sets.push_back(fmt::format("{} = {}", quoteIdentifier(column.name), literalOf(to[*now])));
        }
    }
    return sets.empty() ? std::string()
                        : fmt::format("UPDATE {} SET {} WHERE {};", nameOf(table), fmt::join(sets, ", "),
                                      whereRow(table, rowid, keyOf(fromShape, from)));
}

std::string undoSql(const RowChange &change)
{
    switch (change.operation) {
    case RowOperation::Insert:
        return deleteSql(*change.after, change.rowid, keyOf(*change.after, change.newRow));
    case RowOperation::Delete:
        return insertSql(*change.before, *change.before, change.rowid, change.oldRow);
    case RowOperation::Update:
        break;
    }
    return updateSql(*change.after, change.rowid, *change.after, change.newRow, *change.before,
                     change.oldRow);
}

std::string redoSql(const RowChange &change)
{
    switch (change.operation) {
    case RowOperation::Insert:
        return insertSql(*change.after, *change.after, change.rowid, change.newRow);
    case RowOperation::Delete:
        return deleteSql(*change.before, change.rowid, keyOf(*change.before, change.oldRow));
    case RowOperation::Update:
        break;
    }
    return updateSql(*change.before, change.rowid, *change.before, change.oldRow, *change.after,
                     change.newRow);
}

} // namespace strandline::flashback
