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

constexpr std::size_t blobKept = 16;      // bytes: enough to tell what it is
constexpr std::size_t blobLooked = 65536; // larger ones would be read whole for their first bytes

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

std::size_t wholeCharacters(std::string_view text, std::size_t bytes)
{
    if (text.size() <= bytes) {
        return text.size();
    }
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) {
        --bytes;
    }
    return bytes;
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
        return {std::string(text.substr(0, wholeCharacters(text, textKept))), text.size()};
    }
    case 4: {
        const std::string_view bytes = statement.bytes(column);
        const auto *data = reinterpret_cast<const std::uint8_t *>(bytes.data());
        return {core::Bytes(data, data + std::min(bytes.size(), blobKept)), bytes.size()};
    }
    default:
        return {sqlite::Null(), 0};
    }
}

// Two columns of a result for each of the table's: the value, and the size of a BLOB. Of a BLOB only the
// beginning is read, of a large one nothing at all: SQLite knows the size without.
std::string cellList(const TableShape &shape)
{
    std::string out;
    for (const catalog::Column &column : shape.columns) {
        const std::string name = quoteIdentifier(column.name);
        out += (out.empty() ? "" : ", ") + ("CASE typeof(" + name) + ") WHEN 'blob' THEN CASE WHEN length(" +
               name + ") <= " + std::to_string(blobLooked) + " THEN substr(" + name + ", 1, " +
               std::to_string(blobKept) + ") ELSE x'' END ELSE " + name + " END, CASE typeof(" + name +
               ") WHEN 'blob' THEN length(" + name + ") END";
    }
    return out;
}

void readCells(const Statement &statement, const TableShape &shape, RowPage &page)
{
    const auto first = static_cast<int>(shape.key.size());
    for (int column = 0; column < static_cast<int>(page.columns); ++column) {
        Cell cell = readCell(statement, first + 2 * column);
        if (cell.value.index() == 4) {
            cell.sizeBytes = static_cast<std::uint64_t>(statement.integer(first + 2 * column + 1));
        }
        page.cells.push_back(std::move(cell));
    }
}

// "?2, ?3" for a key of two columns and from = 2.
std::string places(const TableShape &shape, std::size_t from)
{
    std::string out;
    for (std::size_t i = 0; i < shape.key.size(); ++i) {
        out += (i == 0 ? "?" : ", ?") + std::to_string(i + from);
    }
    return out;
}

std::string keyCondition(const TableShape &shape, const char *comparison)
{
    return shape.key.size() == 1 ? keyList(shape) + comparison + places(shape, 2)
                                 : "(" + keyList(shape) + ")" + comparison + "(" + places(shape, 2) + ")";
}

std::string keyListDescending(const TableShape &shape)
{
    std::string out;
    for (const std::string &part : shape.key) {
        out += (out.empty() ? "" : ", ") + part + " DESC";
    }
    return out;
}

void bindKey(Statement &statement, const Key &key)
{
    for (std::size_t i = 0; i < key.size(); ++i) {
        statement.bind(static_cast<int>(i) + 2, key[i]);
    }
}

std::string columnList(const TableShape &shape)
{
    std::string out;
    for (const catalog::Column &column : shape.columns) {
        out += (out.empty() ? "" : ", ") + quoteIdentifier(column.name);
    }
    return out;
}

std::string columnList(const TableShape &shape, const std::vector<int> &columns)
{
    std::string out;
    for (const int column : columns) {
        out +=
            (out.empty() ? "" : ", ") + quoteIdentifier(shape.columns[static_cast<std::size_t>(column)].name);
    }
    return out;
}

// All columns behind the sort: rows that are equal there would come in another order with each page.
std::string offsetOrder(const TableShape &shape, const RowQuery &query)
{
    return query.sort.empty() ? std::string() : " ORDER BY " + orderSql(query) + ", " + columnList(shape);
}

std::string where(const RowQuery &query)
{
    const std::string condition = conditionSql(query);
    return condition.empty() ? std::string() : " WHERE " + condition;
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
                 const core::JobContext &job)
{
    const Connection::CancelScope scope(connection, job.stop);
    Statement statement =
        connection.prepare("SELECT " + keyList(shape) + ", " + cellList(shape) + from(shape) +
                           (start ? " WHERE " + keyCondition(shape, " >= ") : std::string()) + " ORDER BY " +
                           keyList(shape) + " LIMIT ?1");
    statement.bind(1, static_cast<std::int64_t>(pageRows) + 1);
    if (start) {
        bindKey(statement, *start);
    }
    RowPage page;
    page.columns = shape.columns.size();
    while (statement.step()) {
        if (page.rowCount == pageRows) {
            page.next = readKey(statement, shape.key.size());
            break;
        }
        page.keys.push_back(readKey(statement, shape.key.size()));
        readCells(statement, shape, page);
        ++page.rowCount;
    }
    return page;
}

RowPage loadPageBefore(Connection &connection, const TableShape &shape, const std::optional<Key> &before,
                       std::size_t rows, const core::JobContext &job)
{
    const Connection::CancelScope scope(connection, job.stop);
    Statement statement =
        connection.prepare("SELECT " + keyList(shape) + from(shape) +
                           (before ? " WHERE " + keyCondition(shape, " < ") : std::string()) + " ORDER BY " +
                           keyListDescending(shape) + " LIMIT ?1");
    statement.bind(1, static_cast<std::int64_t>(rows));
    if (before) {
        bindKey(statement, *before);
    }
    std::vector<Key> keys;
    while (statement.step()) {
        keys.push_back(readKey(statement, shape.key.size()));
    }
    std::reverse(keys.begin(), keys.end());
    RowPage page = loadRows(connection, shape, keys, job);
    page.next = before;
    return page;
}

RowPage loadPageAt(Connection &connection, const TableShape &shape, const RowQuery &query,
                   std::uint64_t firstRow, const core::JobContext &job)
{
    const Connection::CancelScope scope(connection, job.stop);
    Statement statement = connection.prepare("SELECT " + columnList(shape) + from(shape) + where(query) +
                                             offsetOrder(shape, query) + " LIMIT ?1 OFFSET ?2");
    statement.bind(1, static_cast<std::int64_t>(pageRows) + 1);
    statement.bind(2, static_cast<std::int64_t>(firstRow));
    RowPage page;
    page.columns = shape.columns.size();
    while (statement.step()) {
        if (page.rowCount == pageRows) {
            page.next = Key();
            break;
        }
        for (int column = 0; column < static_cast<int>(page.columns); ++column) {
            page.cells.push_back(readCell(statement, column));
        }
        ++page.rowCount;
    }
    return page;
}

RowPage loadRows(Connection &connection, const TableShape &shape, const std::vector<Key> &keys,
                 const core::JobContext &job)
{
    const Connection::CancelScope scope(connection, job.stop);
    Statement statement = connection.prepare("SELECT " + keyList(shape) + ", " + cellList(shape) +
                                             from(shape) + " WHERE " + keyCondition(shape, " = "));
    RowPage page;
    page.columns = shape.columns.size();
    page.keys = keys;
    page.rowCount = keys.size();
    for (std::size_t row = 0; row < keys.size(); ++row) {
        bindKey(statement, keys[row]);
        if (statement.step()) {
            readCells(statement, shape, page);
        } else {
            page.gone.resize(keys.size());
            page.gone[row] = true;
            page.cells.resize(page.cells.size() + page.columns);
        }
        statement.reset();
    }
    return page;
}

std::vector<Value> loadWhole(Connection &connection, const TableShape &shape, const std::vector<int> &columns,
                             const Key &key, const core::JobContext &job)
{
    const Connection::CancelScope scope(connection, job.stop);
    Statement statement = connection.prepare("SELECT " + columnList(shape, columns) + from(shape) +
                                             " WHERE " + keyCondition(shape, " = "));
    bindKey(statement, key);
    return statement.step() ? readKey(statement, columns.size()) : std::vector<Value>();
}

std::vector<Value> loadWholeAt(Connection &connection, const TableShape &shape, const RowQuery &query,
                               const std::vector<int> &columns, std::uint64_t row,
                               const core::JobContext &job)
{
    const Connection::CancelScope scope(connection, job.stop);
    Statement statement = connection.prepare("SELECT " + columnList(shape, columns) + from(shape) +
                                             where(query) + offsetOrder(shape, query) + " LIMIT 1 OFFSET ?1");
    statement.bind(1, static_cast<std::int64_t>(row));
    return statement.step() ? readKey(statement, columns.size()) : std::vector<Value>();
}

void checkExpression(Connection &connection, const TableShape &shape, const std::string &expression)
{
    const std::string before = "SELECT 1" + from(shape) + " WHERE (";
    const Connection::ErrorScope scope(connection, [&](core::Error error) {
        if (error.sqlOffset() >= 0) {
            const int offset = error.sqlOffset() - static_cast<int>(before.size());
            error.withSqlOffset(std::clamp(offset, 0, static_cast<int>(expression.size())));
        }
        return error;
    });
    std::string_view tail;
    const Statement statement = connection.prepare(before + expression + "\n) LIMIT 0", &tail);
    if (!tail.empty() || statement.parameterCount() > 0) {
        throw core::Error(core::ErrorCode::Sql,
                          "This is no single condition. Write one as behind WHERE, without parameters.");
    }
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
