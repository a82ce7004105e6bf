#include "engine/flashback/table_rows.h"

#include "engine/flashback/row_identity.h"
#include "engine/sql/tokenizer.h"

#include <fmt/format.h>

namespace strandline::flashback {

using sqlite::quoteIdentifier;

namespace {

sqlite::ConnectionOptions asUri()
{
    sqlite::ConnectionOptions options;
    options.uri = true;
    return options;
}

} // namespace

std::shared_ptr<const TableThen> tableNamed(const SchemaThen &schema, const std::string &name)
{
    for (const auto &[known, table] : schema.tables) {
        if (sql::equalsIgnoringCase(known, name)) {
            return table;
        }
    }
    return nullptr;
}

TableRows::TableRows(timeline::History &history, std::shared_ptr<const TableThen> table, core::Scn scn,
                     What what)
    : m_table(std::move(table)), m_point(history.at(scn)), m_connection(m_point->uri(), asUri())
{
    m_connection.acceptUnknownCollations();
    const std::optional<std::string> name = rowidName(*m_table);
    if (!name && !m_table->withoutRowid) {
        throw core::Error(core::ErrorCode::Unsupported,
                          fmt::format("The columns of {} hide its rowid under all of its names, so its rows "
                                      "can't be told apart.",
                                      m_table->name));
    }
    m_rowidName = name ? quoteIdentifier(*name) : "NULL";
    m_select = "SELECT " + m_rowidName;
    if (what == What::Rows || m_table->withoutRowid) {
        for (const ColumnThen &column : m_table->columns) {
            m_select += ", " + quoteIdentifier(column.name);
        }
    }
    m_select += " FROM main." + quoteIdentifier(m_table->name) + " NOT INDEXED";
}

bool TableRows::next()
{
    if (!m_all) {
        m_all = m_connection.prepare(m_table->withoutRowid ? m_select : m_select + " ORDER BY 1");
    }
    return take(m_all);
}

bool TableRows::find(std::int64_t rowid)
{
    if (!m_one) {
        m_one = m_connection.prepare(m_select + " WHERE " + m_rowidName + " = ?1");
    }
    m_one.reset();
    m_one.bind(1, rowid);
    return take(m_one);
}

bool TableRows::find(const std::vector<sqlite::Value> &key)
{
    if (!m_one) {
        std::string where;
        for (std::size_t i = 0; i < m_table->keyCollations.size(); ++i) {
            where += fmt::format("{}{} COLLATE {} = ?", where.empty() ? " WHERE " : " AND ",
                                 quoteIdentifier(m_table->columns[m_table->fields[i]].name),
                                 quoteIdentifier(m_table->keyCollations[i]));
        }
        m_one = m_connection.prepare(m_select + where);
    }
    m_one.reset();
    for (std::size_t i = 0; i < key.size(); ++i) {
        m_one.bind(static_cast<int>(i) + 1, key[i]);
    }
    return take(m_one);
}

bool TableRows::take(sqlite::Statement &statement)
{
    m_current = statement.step() ? &statement : nullptr;
    m_rowid = m_current != nullptr ? statement.integer(0) : 0;
    return m_current != nullptr;
}

std::vector<sqlite::Value> TableRows::row() const
{
    std::vector<sqlite::Value> row;
    for (int i = 1; i < m_current->columnCount(); ++i) {
        row.push_back(m_current->value(i));
    }
    return row;
}

} // namespace strandline::flashback
