// The rows of one table as of an SCN, read by SQLite itself in the order of their rowids or primary keys.
// Belongs to one thread. Errors: those of timeline::History and sqlite::Connection; NoSuchTableThen;
// Unsupported for a table whose columns hide its rowid under all of its names.
#pragma once

#include "engine/flashback/schema_then.h"

namespace strandline::flashback {

// By any case of its name; null: there is none.
std::shared_ptr<const TableThen> tableNamed(const SchemaThen &schema, const std::string &name);

class TableRows
{
public:
    enum class What
    {
        Rows,
        Keys, // rowids alone; the rows of a WITHOUT ROWID table come whole
    };

    TableRows(timeline::History &history, std::shared_ptr<const TableThen> table, core::Scn scn,
              What what = What::Rows);

    // Goes to the first row, then to the next one; false: there is none.
    bool next();
    // Goes to the row with this rowid; false: there is none.
    bool find(std::int64_t rowid);
    bool find(const std::vector<sqlite::Value> &key); // of a WITHOUT ROWID table, in the key's order

    // Of the current row.
    std::int64_t rowid() const { return m_rowid; } // 0 in a WITHOUT ROWID table
    std::vector<sqlite::Value> row() const;        // in the order of TableThen::columns
    const std::shared_ptr<const TableThen> &table() const { return m_table; }

private:
    bool take(sqlite::Statement &statement);

    const std::shared_ptr<const TableThen> m_table;
    const std::shared_ptr<timeline::Point> m_point; // outlives the connection
    sqlite::Connection m_connection;
    std::string m_select;
    std::string m_rowidName;
    sqlite::Statement m_all;
    sqlite::Statement m_one;
    sqlite::Statement *m_current = nullptr;
    std::int64_t m_rowid = 0;
};

} // namespace strandline::flashback
