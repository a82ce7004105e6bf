// Which rows of a table are wanted and in which order: sort columns, filters of columns, and an expression.
// Values and functions without state; safe anywhere.
#pragma once

#include "engine/catalog/catalog.h"
#include "engine/sqlite/value.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strandline::rows {

enum class FilterOperator
{
    Contains, // text, letters A–Z in either case
    StartsWith,
    Equals,    // NULL too
    NotEquals, // rows without a value have another one
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Between, // both ends included
    IsNull,
    IsNotNull,
};

struct ColumnFilter
{
    std::string column;
    FilterOperator op = FilterOperator::Contains;
    sqlite::Value value{}; // of Contains and StartsWith: text
    sqlite::Value upper{}; // of Between alone
    bool operator==(const ColumnFilter &) const = default;
};

struct SortColumn
{
    std::string column;
    bool descending = false;
    bool operator==(const SortColumn &) const = default;
};

struct RowQuery
{
    std::vector<SortColumn> sort; // the first counts most
    std::vector<ColumnFilter> filters;
    std::string expression; // SQL, as in WHERE; empty: none

    bool filtered() const { return !filters.empty() || !expression.empty(); }
    bool plain() const { return sort.empty() && !filtered(); }
    bool operator==(const RowQuery &) const = default;
};

// "price" > 5
std::string filterSql(const ColumnFilter &filter);
// All conditions; empty: none. The expression stands last, alone on its lines.
std::string conditionSql(const RowQuery &query);
// The columns of the sort; empty: none.
std::string orderSql(const RowQuery &query);
// A value as SQL writes it.
std::string literal(const sqlite::Value &value);

// What a person types into the filter of a column: "abc" contains, "abc*" begins with, "=5", "<>5", "<5",
// "<=5", ">5", ">=5", "5..9" between, "NULL", "not NULL"; a number where the column's type takes one.
// Nothing: blank text.
std::optional<ColumnFilter> parseFilter(const catalog::Column &column, std::string_view text);
// The text that parseFilter() makes the filter of.
std::string filterText(const ColumnFilter &filter);

// As SQLite stores text in such a column: a number where the type and the text allow one.
sqlite::Value valueFor(const catalog::Column &column, std::string_view text);

} // namespace strandline::rows
