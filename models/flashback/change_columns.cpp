#include "models/flashback/change_columns.h"

#include "engine/sql/tokenizer.h"

#include <algorithm>

namespace strandline::flashback {

namespace {

constexpr const char *rowidName = "rowid";

bool hasOwnRowid(const TableThen &table)
{
    return !table.withoutRowid && !table.rowidColumn;
}

} // namespace

std::size_t ChangeColumns::indexOf(const std::string &name) const
{
    const auto it = std::find_if(m_columns.begin(), m_columns.end(), [&](const Column &column) {
        return sql::equalsIgnoringCase(column.name, name);
    });
    return static_cast<std::size_t>(it - m_columns.begin());
}

void ChangeColumns::add(const TableThen &table)
{
    if (hasOwnRowid(table) && indexOf(rowidName) == m_columns.size()) {
        m_columns.insert(m_columns.begin(), {rowidName, "INTEGER", true});
    }
    for (const ColumnThen &column : table.columns) {
        if (indexOf(column.name) == m_columns.size()) {
            m_columns.push_back({column.name, column.type, column.primaryKey > 0});
        }
    }
}

ChangeColumns::Row ChangeColumns::align(const TableThen &table, const std::vector<sqlite::Value> &row,
                                        std::int64_t rowid) const
{
    if (row.empty()) {
        return {};
    }
    Row out(m_columns.size());
    if (hasOwnRowid(table)) {
        if (const std::size_t at = indexOf(rowidName); at < out.size()) {
            out[at] = rowid;
        }
    }
    for (std::size_t i = 0; i < table.columns.size() && i < row.size(); ++i) {
        if (const std::size_t at = indexOf(table.columns[i].name); at < out.size()) {
            out[at] = row[i];
        }
    }
    return out;
}

std::vector<bool> ChangeColumns::changed(const Row &before, const Row &after)
{
    std::vector<bool> out(std::max(before.size(), after.size()), true);
    if (!before.empty() && !after.empty()) {
        for (std::size_t i = 0; i < out.size(); ++i) {
            out[i] = i >= before.size() || i >= after.size() ? true : before[i] != after[i];
        }
    }
    return out;
}

} // namespace strandline::flashback
