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

// The first number of a line of statistics is the count of rows; a partial index knows only its own.
std::map<std::string, std::uint64_t> rowsByStatistics(sqlite::Connection &connection,
                                                      const std::string &schema)
{
    const std::string quoted = quoteIdentifier(schema);
    if (connection.integer(
            fmt::format("SELECT count(*) FROM {}.sqlite_schema WHERE name = 'sqlite_stat1'", quoted)) == 0) {
        return {};
    }
    std::map<std::string, std::uint64_t> result;
    Statement row = connection.prepare(
        fmt::format("SELECT tbl, max(CAST(stat AS INTEGER)) FROM {}.sqlite_stat1 GROUP BY tbl", quoted));
    while (row.step()) {
        if (!row.isNull(1) && row.integer(1) >= 0) {
            result[row.text(0)] = static_cast<std::uint64_t>(row.integer(1));
        }
    }
    return result;
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

// From the ends of the table.
std::optional<RowEstimate> rowsByRowid(sqlite::Connection &connection, const std::string &schema,
                                       const TableSummary &table)
{
    if (table.kind == TableKind::View || table.kind == TableKind::Virtual || table.withoutRowid) {
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

constexpr std::string_view pagesOfSchema =
    "SELECT name, pagetype, ncell, unused, pgsize FROM dbstat WHERE schema = ?1";

void addPages(Statement &pages, const std::map<std::string, std::pair<std::string, bool>> &trees,
              std::uint64_t total, std::map<std::string, ObjectSize> &sizes, const core::JobContext &job)
{
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
}

} // namespace

std::vector<std::optional<RowEstimate>> estimateRows(sqlite::Connection &connection,
                                                     const std::string &schema,
                                                     const std::vector<TableSummary> &tables,
                                                     const core::JobContext &job)
{
    const sqlite::Connection::CancelScope cancel(connection, job.stop);
    const auto statistics = rowsByStatistics(connection, schema);
    std::vector<std::optional<RowEstimate>> result;
    result.reserve(tables.size());
    for (const TableSummary &table : tables) {
        job.checkStop();
        const auto known = statistics.find(table.name);
        if (table.kind != TableKind::View && known != statistics.end()) {
            result.emplace_back(RowEstimate{known->second, true});
        } else {
            result.push_back(rowsByRowid(connection, schema, table));
        }
    }
    return result;
}

std::optional<RowEstimate> estimateRows(sqlite::Connection &connection, const std::string &schema,
                                        const TableSummary &table)
{
    return estimateRows(connection, schema, std::vector{table}, {}).front();
}

std::vector<ObjectSize> loadSizes(sqlite::Connection &connection, const std::string &schema,
                                  const core::JobContext &job, const std::string &table)
{
    if (connection.integer("SELECT count(*) FROM pragma_module_list WHERE name = 'dbstat'") == 0) {
        throw Error(ErrorCode::Unsupported,
                    "This SQLite was built without dbstat, which measures tables. Use the "
                    "system's SQLite of a current distribution.");
    }
    job.checkStop();
    const sqlite::Connection::CancelScope cancel(connection, job.stop);
    const auto trees = loadTrees(connection, schema, job);
    std::map<std::string, ObjectSize> sizes;
    if (table.empty()) {
        const auto total = static_cast<std::uint64_t>(
            connection.integer(fmt::format("PRAGMA {}.page_count", quoteIdentifier(schema))));
        Statement pages = connection.prepare(pagesOfSchema);
        pages.bind(1, schema);
        addPages(pages, trees, total, sizes, job);
    }
    for (const auto &[name, tree] : trees) {
        if (!table.empty() && tree.first == table) {
            Statement pages = connection.prepare(fmt::format("{} AND name = ?2", pagesOfSchema));
            pages.bindAll({schema, name});
            addPages(pages, trees, 0, sizes, job);
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

Overview loadOverview(sqlite::Connection &connection, const std::string &schema)
{
    const auto value = [&](const char *name) {
        return connection.integer(fmt::format("PRAGMA {}.{}", quoteIdentifier(schema), name));
    };
    Overview overview;
    overview.pageSizeBytes = static_cast<std::uint64_t>(value("page_size"));
    overview.pages = static_cast<std::uint64_t>(value("page_count"));
    overview.freePages = static_cast<std::uint64_t>(value("freelist_count"));
    overview.userVersion = value("user_version");
    overview.applicationId = value("application_id");
    overview.schemaVersion = value("schema_version");
    overview.autoVacuum = static_cast<AutoVacuum>(value("auto_vacuum"));
    overview.encoding = connection.text(fmt::format("PRAGMA {}.encoding", quoteIdentifier(schema)));
    return overview;
}

} // namespace strandline::catalog
