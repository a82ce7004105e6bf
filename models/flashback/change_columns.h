// The columns that a list of row versions shows: those of a table through its changes of structure, matched
// by name. Values of one thread.
#pragma once

#include "engine/flashback/schema_then.h"

#include <QString>

#include <optional>
#include <vector>

namespace strandline::flashback {

class ChangeColumns
{
public:
    struct Column
    {
        std::string name;
        std::string type; // as declared
        bool key = false; // of the primary key, or the rowid
    };

    // Takes in the columns that it has and those before had not.
    void add(const TableThen &table);
    const std::vector<Column> &columns() const { return m_columns; }
    // The row's values in the order of columns(); nothing where the table had no such column. A table without
    // another name for its rowid has it in a column of its own. Empty for an empty row.
    using Row = std::vector<std::optional<sqlite::Value>>;
    Row align(const TableThen &table, const std::vector<sqlite::Value> &row, std::int64_t rowid) const;
    // Which columns differ; all where one of them is empty.
    static std::vector<bool> changed(const Row &before, const Row &after);

private:
    std::size_t indexOf(const std::string &name) const; // columns().size(): none

    std::vector<Column> m_columns;
};

} // namespace strandline::flashback
