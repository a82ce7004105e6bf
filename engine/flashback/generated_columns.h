// The virtual generated columns of a row of then, which nobody stores: SQLite computes them, in an empty copy
// of the table. Belongs to one thread. Errors: those of sqlite::Connection, such as for a function that only
// the user's program has.
#pragma once

#include "engine/flashback/schema_then.h"

namespace strandline::flashback {

class GeneratedColumns
{
public:
    explicit GeneratedColumns(std::shared_ptr<const TableThen> table);

    // In the order of TableThen::virtualColumns; row: in that of TableThen::columns.
    std::vector<sqlite::Value> compute(const std::vector<sqlite::Value> &row);

private:
    const std::shared_ptr<const TableThen> m_table;
    sqlite::Connection m_copy;
    sqlite::Statement m_insert;
    sqlite::Statement m_select;
    sqlite::Statement m_clear;
};

} // namespace strandline::flashback
