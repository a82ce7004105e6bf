// Where rows stand: the span of a table's rowids, the index of its pages, the order of a query's rows.
#include "models/rows/key_list.h"
#include "models/rows/table_reader.h"

#include <algorithm>
#include <chrono>

namespace strandline::rows {

using sqlite::Connection;
using sqlite::quoteIdentifier;
using sqlite::Statement;

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds readAtOnce{50};  // the index lets writers in that often
constexpr std::chrono::milliseconds pieceEvery{100}; // a list hands over what it found that often

std::string from(const TableShape &shape)
{
    return " FROM main." + quoteIdentifier(shape.table);
}

std::string keyList(const TableShape &shape)
{
    std::string out;
    for (const std::string &part : shape.key) {
        out += (out.empty() ? "" : ", ") + part;
    }
    return out;
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

// About what a row takes in the file: its values, and a few bytes of header for each.
std::uint64_t bytesOfRow(const RowPage &page)
{
    std::uint64_t bytes = 0;
    for (const Cell &cell : page.cells) {
        bytes += 2 + std::max<std::uint64_t>(cell.sizeBytes, cell.value.index() == 2 ? 8 : 1);
    }
    return std::max<std::uint64_t>(bytes / std::max<std::size_t>(page.rowCount, 1), 4);
}

// Hands over the keys of a query's rows piece by piece.
class Pieces
{
public:
    Pieces(const std::function<void(KeyList)> &hand, bool rowids) : m_hand(hand), m_rowids(rowids) {}

    void add(const Statement &statement, std::size_t parts)
    {
        if (m_rowids) {
            m_piece.appendRowid(statement.integer(0));
        } else {
            m_piece.appendPacked(readKey(statement, parts));
        }
        ++m_added;
        if (m_added == pageRows) {
            flush(); // something to look at
        } else if (m_added % 1024 == 0) {
            flushInTime();
        }
    }
    void flushInTime()
    {
        if (Clock::now() - m_last >= pieceEvery) {
            flush();
        }
    }
    void flush()
    {
        m_last = Clock::now();
        if (!m_piece.empty()) {
            m_hand(std::exchange(m_piece, {}));
        }
    }
    std::uint64_t added() const { return m_added; }

private:
    const std::function<void(KeyList)> &m_hand;
    const bool m_rowids;
    KeyList m_piece;
    std::uint64_t m_added = 0;
    Clock::time_point m_last = Clock::now();
};

bool sortsFirst(Connection &connection, const std::string &sql)
{
    Statement plan = connection.prepare("EXPLAIN QUERY PLAN " + sql);
    while (plan.step()) {
        if (plan.text(3).find("TEMP B-TREE") != std::string::npos) {
            return true;
        }
    }
    return false;
}

std::string tuple(const TableShape &shape, const char *comparison)
{
    std::string places;
    for (std::size_t i = 0; i < shape.key.size(); ++i) {
        places += (i == 0 ? "?" : ", ?") + std::to_string(i + 2);
    }
    return "(" + keyList(shape) + ")" + comparison + "(" + places + ")";
}

void bindKey(Statement &statement, const Key &key)
{
    for (std::size_t i = 0; i < key.size(); ++i) {
        statement.bind(static_cast<int>(i) + 2, key[i]);
    }
}

constexpr std::size_t keysCounted = 4;

std::vector<std::int64_t> countUpTo(Connection &connection, const TableShape &shape,
                                    const std::vector<Key> &keys, const core::JobContext &job)
{
    const Connection::CancelScope scope(connection, job.stop);
    std::vector<std::int64_t> rows(keys.size(), -2);
    Statement there = connection.prepare("SELECT 1" + from(shape) + " WHERE " + tuple(shape, " = "));
    Statement before = connection.prepare("SELECT count(*)" + from(shape) + " WHERE " + tuple(shape, " < "));
    for (std::size_t i = 0; i < std::min(keys.size(), keysCounted); ++i) {
        bindKey(there, keys[i]);
        bindKey(before, keys[i]);
        rows[i] = there.step() && before.step() ? before.integer(0) : -1;
        there.reset();
        before.reset();
    }
    return rows;
}

} // namespace

std::optional<RowSpan> loadSpan(Connection &connection, const TableShape &shape, const RowPage &first)
{
    if (shape.paging != Paging::Rowid || first.keys.empty()) {
        return std::nullopt;
    }
    RowSpan span;
    span.first = std::get<std::int64_t>(first.keys.front().front());
    span.last = connection.integer("SELECT max(" + keyList(shape) + ")" + from(shape));
    const std::uint64_t range =
        static_cast<std::uint64_t>(span.last) - static_cast<std::uint64_t>(span.first);
    const auto fileBytes = static_cast<std::uint64_t>(connection.integer("PRAGMA main.page_count")) *
                           static_cast<std::uint64_t>(connection.integer("PRAGMA main.page_size"));
    const std::uint64_t fitting = std::max<std::uint64_t>(fileBytes / bytesOfRow(first), first.rowCount);
    span.rows = range / 2 < fitting ? range + 1 : fitting;
    if (range / 2 >= fitting) { // rowids with gaps: the statistics know better, if there are some
        catalog::TableSummary summary;
        summary.name = shape.table;
        const auto told = catalog::estimateRows(connection, "main", summary);
        if (told && told->fromStatistics) {
            span.rows = std::clamp<std::uint64_t>(told->rows, first.rowCount, fitting);
        }
    }
    return span;
}

RowIndex indexRows(Connection &connection, const TableShape &shape, const RowQuery &query,
                   std::uint64_t estimate, const core::JobContext &job)
{
    const Connection::CancelScope scope(connection, job.stop);
    RowIndex index;
    if (shape.paging == Paging::Offset) {
        const std::string condition = conditionSql(query);
        index.rows = static_cast<std::uint64_t>(connection.integer(
            "SELECT count(*)" + from(shape) + (condition.empty() ? "" : " WHERE " + condition)));
        return index;
    }
    const std::string key = keyList(shape);
    const std::string behind = tuple(shape, " >= ");
    // SQLite steps over a page's rows by itself: from each page's first key to the next one's.
    Statement first = connection.prepare("SELECT " + key + from(shape) + " ORDER BY " + key + " LIMIT 1");
    Statement next = connection.prepare("SELECT " + key + from(shape) + " WHERE " + behind + " ORDER BY " +
                                        key + " LIMIT 1 OFFSET " + std::to_string(pageRows));
    Statement rest = connection.prepare("SELECT count(*) FROM (SELECT 1" + from(shape) + " WHERE " + behind +
                                        " LIMIT " + std::to_string(pageRows) + ")");
    connection.execute("BEGIN");
    auto since = Clock::now();
    bool more = first.step();
    while (more) {
        Statement &found = index.starts.empty() ? first : next;
        index.starts.push_back(readKey(found, shape.key.size()));
        found.reset();
        job.report(index.starts.size() * pageRows, std::max(estimate, index.starts.size() * pageRows),
                   "rows");
        if (Clock::now() - since >= readAtOnce) {
            connection.execute("COMMIT; BEGIN");
            since = Clock::now();
        }
        bindKey(next, index.starts.back());
        bindKey(rest, index.starts.back());
        more = next.step();
    }
    if (!index.starts.empty()) {
        rest.step();
        index.rows = (index.starts.size() - 1) * pageRows + static_cast<std::uint64_t>(rest.integer(0));
        rest.reset();
    }
    next.reset();
    first.reset();
    connection.execute("COMMIT");
    return index;
}

void listRows(Connection &connection, const TableShape &shape, const RowQuery &query,
              const std::function<void(KeyList)> &hand, const core::JobContext &job)
{
    const std::string condition = conditionSql(query);
    const std::string order = orderSql(query);
    const std::string sql = "SELECT " + keyList(shape) + from(shape) +
                            (condition.empty() ? "" : " WHERE " + condition) + " ORDER BY " +
                            (order.empty() ? "" : order + ", ") + keyList(shape);
    Pieces pieces(hand, shape.paging == Paging::Rowid);
    const auto total = static_cast<std::uint64_t>(connection.integer("PRAGMA main.page_count"));
    const std::uint64_t before = connection.pagesVisited();
    const Connection::CancelScope scope(connection, job.stop, [&] {
        job.report(std::min(connection.pagesVisited() - before, total), total, "pages");
        pieces.flushInTime();
    });
    // Where SQLite must sort all rows before it gives the first, the first page comes from a pass of its own,
    // which keeps only that many.
    std::uint64_t skip = 0;
    if (sortsFirst(connection, sql)) {
        Statement top = connection.prepare(sql + " LIMIT " + std::to_string(pageRows));
        while (top.step()) {
            pieces.add(top, shape.key.size());
        }
        pieces.flush();
        skip = pieces.added();
        if (skip < pageRows) {
            return;
        }
    }
    Statement all = connection.prepare(sql);
    while (all.step()) {
        if (skip > 0) {
            --skip;
        } else {
            pieces.add(all, shape.key.size());
        }
    }
    pieces.flush();
}

std::vector<std::int64_t> findRows(Connection &connection, const TableShape &shape, const RowIndex &index,
                                   const std::vector<Key> &keys, const core::JobContext &job)
{
    std::vector<std::int64_t> rows(keys.size(), -1);
    if (!shape.binaryKey) {
        return countUpTo(connection, shape, keys, job);
    }
    for (std::size_t i = 0; i < keys.size(); ++i) {
        job.checkStop();
        const auto after = std::upper_bound(index.starts.begin(), index.starts.end(), keys[i],
                                            [](const Key &a, const Key &b) { return compareKeys(a, b) < 0; });
        if (after == index.starts.begin()) {
            continue;
        }
        const auto page = static_cast<std::size_t>(after - index.starts.begin()) - 1;
        const RowPage loaded = loadPage(connection, shape, index.starts[page], job);
        const auto at = std::find_if(loaded.keys.begin(), loaded.keys.end(),
                                     [&](const Key &key) { return compareKeys(key, keys[i]) == 0; });
        if (at != loaded.keys.end()) {
            rows[i] = static_cast<std::int64_t>(page * pageRows) + (at - loaded.keys.begin());
        }
    }
    return rows;
}

} // namespace strandline::rows
