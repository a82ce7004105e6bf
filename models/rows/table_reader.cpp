#include "models/rows/table_reader.h"

#include <algorithm>
#include <cstring>

namespace strandline::rows {

using sqlite::Connection;
using sqlite::quoteIdentifier;
using sqlite::Statement;
using sqlite::Value;

namespace {

bool equalIgnoringCase(std::string_view a, std::string_view b)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](char x, char y) { return lower(x) == lower(y); });
}

// The first of SQLite's names for the rowid that no column of the table has taken.
std::string freeRowidName(const std::vector<catalog::Column> &columns)
{
    for (const char *name : {"rowid", "_rowid_", "oid"}) {
        const bool taken = std::any_of(columns.begin(), columns.end(), [name](const catalog::Column &c) {
            return equalIgnoringCase(c.name, name);
        });
        if (!taken) {
            return name;
        }
    }
    return {};
}

std::string join(const std::vector<std::string> &parts)
{
    std::string out;
    for (const std::string &part : parts) {
        out += (out.empty() ? "" : ", ") + part;
    }
    return out;
}

std::string from(const TableShape &shape)
{
    return " FROM main." + quoteIdentifier(shape.table);
}

std::string keyList(const TableShape &shape)
{
    return join(shape.key);
}

Key readKey(const Statement &statement, std::size_t parts)
{
    Key key;
    key.reserve(parts);
    for (std::size_t i = 0; i < parts; ++i) {
        key.push_back(statement.value(static_cast<int>(i)));
    }
    return key;
}

Cell readCell(const Statement &statement, int column)
{
    switch (statement.type(column)) {
    case 1:
        return {statement.integer(column), 0};
    case 2:
        return {statement.real(column), 0};
    case 3: {
        const std::string_view text = statement.bytes(column);
        return {std::string(text.substr(0, textKept)), text.size()};
    }
    case 4:
        return {core::Bytes(), statement.bytes(column).size()};
    default:
        return {sqlite::Null(), 0};
    }
}

std::string pageSql(const TableShape &shape, bool fromStart)
{
    std::string columns;
    for (const catalog::Column &column : shape.columns) {
        columns += (columns.empty() ? "" : ", ") + quoteIdentifier(column.name);
    }
    if (shape.paging == Paging::Offset) {
        return "SELECT " + columns + from(shape) + " LIMIT ?1 OFFSET ?2";
    }
    const std::string key = keyList(shape);
    std::string sql = "SELECT " + key + ", " + columns + from(shape);
    if (!fromStart) {
        std::string places;
        for (std::size_t i = 0; i < shape.key.size(); ++i) {
            places += (i == 0 ? "?" : ", ?") + std::to_string(i + 2);
        }
        sql += shape.key.size() == 1 ? " WHERE " + key + " >= " + places
                                     : " WHERE (" + key + ") >= (" + places + ")";
    }
    return sql + " ORDER BY " + key + " LIMIT ?1";
}

int rank(const Value &value)
{
    switch (value.index()) {
    case 0:
        return 0;
    case 1:
    case 2:
        return 1;
    case 3:
        return 2;
    default:
        return 3;
    }
}

template <typename T>
int order(const T &a, const T &b)
{
    return a < b ? -1 : b < a ? 1 : 0;
}

int compareNumbers(const Value &a, const Value &b)
{
    if (a.index() == 1 && b.index() == 1) {
        return order(std::get<std::int64_t>(a), std::get<std::int64_t>(b));
    }
    const auto number = [](const Value &v) {
        return v.index() == 1 ? static_cast<long double>(std::get<std::int64_t>(v))
                              : static_cast<long double>(std::get<double>(v));
    };
    return order(number(a), number(b));
}

int compareValues(const Value &a, const Value &b)
{
    if (const int byRank = order(rank(a), rank(b)); byRank != 0 || rank(a) == 0) {
        return byRank;
    }
    switch (rank(a)) {
    case 1:
        return compareNumbers(a, b);
    case 2:
        return order(std::get<std::string>(a), std::get<std::string>(b));
    default:
        return order(std::get<core::Bytes>(a), std::get<core::Bytes>(b));
    }
}

} // namespace

bool TableShape::sameColumns(const TableShape &other) const
{
    return paging == other.paging && key == other.key &&
           std::equal(columns.begin(), columns.end(), other.columns.begin(), other.columns.end(),
                      [](const catalog::Column &a, const catalog::Column &b) {
                          return a.name == b.name && a.type == b.type;
                      });
}

TableShape loadShape(Connection &connection, const std::string &table, const core::JobContext &job)
{
    const Connection::CancelScope scope(connection, job.stop);
    catalog::Table loaded = catalog::loadTable(connection, "main", table, job);
    TableShape shape;
    shape.table = table;
    shape.kind = loaded.summary.kind;
    std::vector<const catalog::Column *> keyColumns;
    for (const catalog::Column &column : loaded.columns) {
        if (column.kind != catalog::ColumnKind::Hidden) {
            shape.columns.push_back(column);
        }
        if (column.primaryKey > 0) {
            keyColumns.push_back(&column);
        }
    }
    if (shape.kind == catalog::TableKind::View || shape.kind == catalog::TableKind::Virtual) {
        return shape;
    }
    if (loaded.summary.withoutRowid) {
        std::sort(keyColumns.begin(), keyColumns.end(),
                  [](const auto *a, const auto *b) { return a->primaryKey < b->primaryKey; });
        shape.paging = Paging::PrimaryKey;
        for (const catalog::Column *column : keyColumns) {
            shape.key.push_back(quoteIdentifier(column->name));
            shape.binaryKey = shape.binaryKey && equalIgnoringCase(column->collation, "BINARY");
        }
    } else if (const std::string name = freeRowidName(loaded.columns); !name.empty()) {
        shape.paging = Paging::Rowid;
        shape.key.push_back(name);
    }
    return shape;
}

RowPage loadPage(Connection &connection, const TableShape &shape, const std::optional<Key> &start,
                 std::uint64_t firstRow, const core::JobContext &job)
{
    const Connection::CancelScope scope(connection, job.stop);
    Statement statement = connection.prepare(pageSql(shape, !start));
    statement.bind(1, static_cast<std::int64_t>(pageRows) + 1);
    if (shape.paging == Paging::Offset) {
        statement.bind(2, static_cast<std::int64_t>(firstRow));
    } else if (start) {
        for (std::size_t i = 0; i < start->size(); ++i) {
            statement.bind(static_cast<int>(i) + 2, (*start)[i]);
        }
    }
    RowPage page;
    page.columns = shape.columns.size();
    while (statement.step()) {
        if (page.rowCount == pageRows) {
            page.next = readKey(statement, shape.key.size());
            break;
        }
        if (!shape.key.empty()) {
            page.keys.push_back(readKey(statement, shape.key.size()));
        }
        for (std::size_t column = 0; column < page.columns; ++column) {
            page.cells.push_back(readCell(statement, static_cast<int>(shape.key.size() + column)));
        }
        ++page.rowCount;
    }
    return page;
}

RowIndex indexRows(Connection &connection, const TableShape &shape, const core::JobContext &job)
{
    const Connection::CancelScope scope(connection, job.stop);
    RowIndex index;
    if (shape.paging == Paging::Offset) {
        index.rows = static_cast<std::uint64_t>(connection.integer("SELECT count(*)" + from(shape)));
        return index;
    }
    const auto estimate = shape.kind == catalog::TableKind::Table && shape.paging == Paging::Rowid
                              ? connection.integer("SELECT max(" + keyList(shape) + ")" + from(shape))
                              : 0;
    Statement statement =
        connection.prepare("SELECT " + keyList(shape) + from(shape) + " ORDER BY " + keyList(shape));
    while (statement.step()) {
        if (index.rows % pageRows == 0) {
            index.starts.push_back(readKey(statement, shape.key.size()));
            job.report(index.rows,
                       std::max(index.rows, static_cast<std::uint64_t>(std::max<std::int64_t>(estimate, 0))),
                       "rows");
        }
        ++index.rows;
    }
    return index;
}

int compareKeys(const Key &a, const Key &b)
{
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        if (const int c = compareValues(a[i], b[i]); c != 0) {
            return c;
        }
    }
    return order(a.size(), b.size());
}

} // namespace strandline::rows
