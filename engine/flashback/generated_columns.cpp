#include "engine/flashback/generated_columns.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace strandline::flashback {

using sqlite::quoteIdentifier;
using sqlite::Value;

GeneratedColumns::GeneratedColumns(std::shared_ptr<const TableThen> table)
    : m_table(std::move(table)), m_copy(":memory:", {.access = sqlite::Access::Create})
{
    m_copy.acceptUnknownCollations();
    m_copy.execute("PRAGMA ignore_check_constraints = ON"); // the row was there
    m_copy.execute(m_table->sql);
    std::vector<std::string> given;
    for (const ColumnThen &column : m_table->columns) {
        if (!column.generated) {
            given.push_back(quoteIdentifier(column.name));
        }
    }
    std::vector<std::string> wanted;
    for (const VirtualColumn &column : m_table->virtualColumns) {
        wanted.push_back(quoteIdentifier(column.name));
    }
    const std::string name = quoteIdentifier(m_table->name);
    m_insert = m_copy.prepare(fmt::format("INSERT INTO {}({}) VALUES ({})", name, fmt::join(given, ", "),
                                          fmt::join(std::vector<std::string>(given.size(), "?"), ", ")));
    m_select = m_copy.prepare(fmt::format("SELECT {} FROM {}", fmt::join(wanted, ", "), name));
    m_clear = m_copy.prepare("DELETE FROM " + name);
}

std::vector<Value> GeneratedColumns::compute(const std::vector<Value> &row)
{
    int parameter = 0;
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (!m_table->columns[i].generated) {
            m_insert.bind(++parameter, row[i]);
        }
    }
    m_clear.run();
    m_insert.run();
    std::vector<Value> values;
    m_select.step();
    for (std::size_t i = 0; i < m_table->virtualColumns.size(); ++i) {
        values.push_back(m_select.value(static_cast<int>(i)));
    }
    m_select.reset();
    return values;
}

} // namespace strandline::flashback
