#include "engine/catalog/catalog.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace strandline::catalog {

using core::Error;
using core::ErrorCode;
using sqlite::quoteIdentifier;
using sqlite::Statement;

namespace {

std::optional<std::uint64_t> rowsByStatistics(sqlite::Connection &connection, const std::string &schema,
                                              const std::string &table)
{
    const std::string quoted = quoteIdentifier(schema);
    if (connection.integer(
            fmt::format("SELECT count(*) FROM {}.sqlite_schema WHERE name = 'sqlite_stat1'", quoted)) == 0) {
        return std::nullopt;
    }
    // The first number of a line of statistics is the count of rows; a partial index knows only its own.
    Statement row = connection.prepare(
        fmt::format("SELECT max(CAST(stat AS INTEGER)) FROM {}.sqlite_stat1 WHERE tbl = ?1", quoted));
    row.bind(1, table);
    if (!row.step() || row.isNull(0) || row.integer(0) < 0) {
        return std::nullopt;
    }
    return static_cast<std::uint64_t>(row.integer(0));
}

// A name of the rowid that no column hides.
std::optional<std::string> rowidName(sqlite::Connection &connection, const std::string &schema,
                                     const std::string &table)
{
    for (const std::string name : {"rowid", "_rowid_", "oid"}) {
        Statement column =
            connection.prepare("SELECT 1 FROM pragma_table_xinfo(?1, ?2) WHERE name = ?3 COLLATE NOCASE");
        column.bindAll({table, schema, name});
        if (!column.step()) {
            return name;
        }
    }
    return std::nullopt;
}

// Whether a cell of the b-tree's interior pages is an entry too (indexes, WITHOUT ROWID) or only a signpost.
std::map<std::string, std::pair<std::string, bool>>
loadTrees(sqlite::Connection &connection, const std::string &schema, const core::JobContext &job)
{
    std::map<std::string, std::pair<std::string, bool>> trees;
    for (const TableSummary &table : loadTables(connection, schema, job)) {
        trees[table.name] = {table.name, table.withoutRowid};
    }
    Statement rows = connection.prepare(fmt::format(
        "SELECT name, tbl_name FROM {}.sqlite_schema WHERE type = 'index'", quoteIdentifier(schema)));
    while (rows.step()) {
        trees[rows.text(0)] = {rows.text(1), true};
    }
    return trees;
}

} // namespace

std::optional<RowEstimate> estimateRows(sqlite::Connection &connection, const std::string &schema,
                                        const TableSummary &table)
{
    if (table.kind == TableKind::View) {
        return std::nullopt;
    }
    if (const auto rows = rowsByStatistics(connection, schema, table.name)) {
        return RowEstimate{*rows, true};
    }
    if (table.kind == TableKind::Virtual || table.withoutRowid) {
        return std::nullopt;
    }
    const auto rowid = rowidName(connection, schema, table.name);
    if (!rowid) {
        return std::nullopt;
    }
    const std::string from = quoteIdentifier(schema) + "." + quoteIdentifier(table.name);
    // One look-up each: together they would scan the table.
    Statement ends = connection.prepare(
        fmt::format("SELECT (SELECT min({0}) FROM {1}), (SELECT max({0}) FROM {1})", *rowid, from));
    if (!ends.step() || ends.isNull(0)) {
        return RowEstimate{};
    }
    const auto first = static_cast<std::uint64_t>(ends.integer(0));
    const auto last = static_cast<std::uint64_t>(ends.integer(1));
    return RowEstimate{last - first + 1, false};
}

std::vector<ObjectSize> loadSizes(sqlite::Connection &connection, const std::string &schema,
                                  const core::JobContext &job)
{
    if (connection.integer("SELECT count(*) FROM pragma_module_list WHERE name = 'dbstat'") == 0) {
        throw Error(ErrorCode::Unsupported,
                    "This SQLite was built without dbstat, which measures tables. Use the "
                    "system's SQLite of a current distribution.");
    }
    job.checkStop();
    const sqlite::Connection::CancelScope cancel(connection, job.stop);
    const auto trees = loadTrees(connection, schema, job);
    const auto total = static_cast<std::uint64_t>(
        connection.integer(fmt::format("PRAGMA {}.page_count", quoteIdentifier(schema))));
    Statement pages =
        connection.prepare("SELECT name, pagetype, ncell, unused, pgsize FROM dbstat WHERE schema = ?1");
    pages.bind(1, schema);
    std::map<std::string, ObjectSize> sizes;
    for (std::uint64_t done = 1; pages.step(); ++done) {
        const std::string name = pages.text(0);
        const auto tree = trees.find(name);
        ObjectSize &size = sizes[name];
        size.name = name;
        size.table = tree != trees.end() ? tree->second.first : name;
        size.pages += 1;
        size.bytes += static_cast<std::uint64_t>(pages.integer(4));
        size.unusedBytes += static_cast<std::uint64_t>(pages.integer(3));
        const std::string type = pages.text(1);
        if (type == "leaf" || (type == "internal" && tree != trees.end() && tree->second.second)) {
            size.entries += static_cast<std::uint64_t>(pages.integer(2));
        }
        if (done % 1024 == 0) {
            job.checkStop();
            job.report(done, total, "pages");
        }
    }
    std::vector<ObjectSize> result;
    for (auto &[name, size] : sizes) {
        result.push_back(std::move(size));
    }
    std::stable_sort(result.begin(), result.end(),
                     [](const ObjectSize &a, const ObjectSize &b) { return a.bytes > b.bytes; });
    return result;
}

} // namespace strandline::catalog
