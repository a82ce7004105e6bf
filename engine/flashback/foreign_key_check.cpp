#include "engine/flashback/foreign_key_check.h"

#include "engine/sql/tokenizer.h"

#include <algorithm>
#include <fmt/format.h>

namespace strandline::flashback {

using sqlite::quoteIdentifier;
using sqlite::Statement;

namespace {

struct Reference
{
    std::string child;
    std::string parent;
    std::vector<std::string> columns;
    std::vector<std::string> parentColumns;
};

std::vector<std::string> primaryKeyOf(sqlite::Connection &connection, const std::string &table)
{
    Statement rows =
        connection.prepare("SELECT name FROM pragma_table_info(?1, 'main') WHERE pk > 0 ORDER BY pk");
    rows.bind(1, table);
    std::vector<std::string> out;
    while (rows.step()) {
        out.push_back(rows.text(0));
    }
    return out;
}

// Those that SQLite itself could check.
std::vector<Reference> loadReferences(sqlite::Connection &connection)
{
    std::vector<Reference> references;
    Statement rows = connection.prepare(
        R"(SELECT m.name, f.id, f."table", f."from", f."to" FROM main.sqlite_schema m
           JOIN pragma_foreign_key_list(m.name, 'main') f WHERE m.type = 'table' AND m.rootpage > 0
           AND EXISTS (SELECT 1 FROM main.sqlite_schema p WHERE p.type = 'table' AND
                       p.name = f."table" COLLATE NOCASE)
           ORDER BY m.name, f.id, f.seq)");
    std::int64_t id = -1;
    while (rows.step()) {
        if (references.empty() || references.back().child != rows.text(0) || rows.integer(1) != id) {
            references.push_back({rows.text(0), rows.text(2), {}, {}});
            id = rows.integer(1);
        }
        references.back().columns.push_back(rows.text(3));
        if (!rows.isNull(4)) {
            references.back().parentColumns.push_back(rows.text(4));
        }
    }
    for (Reference &reference : references) {
        if (reference.parentColumns.empty()) {
            reference.parentColumns = primaryKeyOf(connection, reference.parent);
        }
    }
    references.erase(std::remove_if(references.begin(), references.end(),
                                    [](const Reference &reference) {
                                        return reference.columns.size() != reference.parentColumns.size();
                                    }),
                     references.end());
    return references;
}

// " AND "-joined: f(i) for each column.
template <typename F>
std::string all(std::size_t count, F f)
{
    std::string out;
    for (std::size_t i = 0; i < count; ++i) {
        out += (i > 0 ? " AND " : "") + f(i);
    }
    return out;
}

std::string rowCount(std::uint64_t rows)
{
    return fmt::format("{} {}", rows, rows == 1 ? "row" : "rows");
}

class Checker
{
public:
    Checker(sqlite::Connection &connection, const std::vector<TableTarget> &targets,
            const Reference &reference)
        : m_connection(connection), m_reference(reference), m_size(reference.columns.size()),
          m_child(find(targets, reference.child)), m_parent(find(targets, reference.parent))
    {
    }

    void check(std::vector<TableConflict> &conflicts)
    {
        const std::string &child = m_reference.child;
        const std::string &parent = m_reference.parent;
        if (const std::uint64_t rows = m_parent != nullptr ? leftBehind() : 0; rows > 0) {
            conflicts.push_back(
                {child, rows,
                 m_child == nullptr
                     ? fmt::format("{} of {} {} to rows of {} that would go or get another key. Name {} in "
                                   "the statement too.",
                                   rowCount(rows), child, rows == 1 ? "refers" : "refer", parent, child)
                     : fmt::format("{} of {}, the same then and now, {} to rows of {} that would go. Give "
                                   "them another parent first.",
                                   rowCount(rows), child, rows == 1 ? "refers" : "refer", parent)});
        }
        if (const std::uint64_t rows = m_child != nullptr ? withoutParent() : 0; rows > 0) {
            conflicts.push_back(
                {parent, rows,
                 m_parent == nullptr
                     ? fmt::format("{} of {} would refer to rows of {} that are not there now. Name {} in "
                                   "the statement too.",
                                   rowCount(rows), child, parent, parent)
                     : fmt::format("{} of {} {} no parent in {} then either: the foreign key doesn't let "
                                   "{} back in.",
                                   rowCount(rows), child, rows == 1 ? "had" : "had", parent,
                                   rows == 1 ? "it" : "them")});
        }
    }

private:
    static const TableTarget *find(const std::vector<TableTarget> &targets, const std::string &name)
    {
        const auto found = std::find_if(targets.begin(), targets.end(), [&](const TableTarget &target) {
            return !target.shadow && sql::equalsIgnoringCase(target.name, name);
        });
        return found != targets.end() ? &*found : nullptr;
    }
    static bool hasAll(const TableTarget &target, const std::vector<std::string> &columns)
    {
        return std::all_of(columns.begin(), columns.end(),
                           [&](const std::string &column) { return target.has(column); });
    }
    std::string column(std::size_t i) const { return quoteIdentifier(m_reference.columns[i]); }
    std::string parentColumn(std::size_t i) const { return quoteIdentifier(m_reference.parentColumns[i]); }
    std::string parentTable() const { return "main." + quoteIdentifier(m_reference.parent); }

    // Will there be a row of the parent with these values? value(i): SQL.
    template <typename F>
    std::string parentAfter(F value) const
    {
        const std::string equal =
            all(m_size, [&](std::size_t i) { return "x." + parentColumn(i) + " = " + value(i); });
        if (m_parent == nullptr) {
            return fmt::format("EXISTS (SELECT 1 FROM {} x WHERE {})", parentTable(), equal);
        }
        const std::string touched = fmt::format("EXISTS (SELECT 1 FROM {} e WHERE {}", m_parent->differing(),
                                                m_parent->matchNow("x", "e"));
        if (!hasAll(*m_parent, m_reference.parentColumns)) { // rows that stay keep the column that came since
            return fmt::format("EXISTS (SELECT 1 FROM {} x WHERE {} AND NOT {} AND e.op = 'D'))",
                               m_parent->now(), equal, touched);
        }
        return fmt::format(
            "(EXISTS (SELECT 1 FROM {0} x WHERE {1} AND NOT {2})) OR EXISTS (SELECT 1 FROM {3} x "
            "WHERE {1} AND EXISTS (SELECT 1 FROM {4} e WHERE {5} AND e.op <> 'D')))",
            m_parent->now(), equal, touched, m_parent->then(), m_parent->differing(),
            m_parent->matchThen("x", "e"));
    }

    // Rows that nobody touches, whose parent goes.
    std::uint64_t leftBehind()
    {
        const char *operations = hasAll(*m_parent, m_reference.parentColumns) ? "d.op <> 'I'" : "d.op = 'D'";
        std::string gone;
        for (std::size_t i = 0; i < m_size; ++i) {
            gone += fmt::format("{}n.{} AS g{}", i > 0 ? ", " : "", parentColumn(i), i);
        }
        const std::string untouched = m_child == nullptr
                                          ? std::string()
                                          : fmt::format(" AND NOT EXISTS (SELECT 1 FROM {} c WHERE {})",
                                                        m_child->differing(), m_child->matchNow("y", "c"));
        return count(
            fmt::format("SELECT count(*) FROM (SELECT DISTINCT {} FROM {} d JOIN {} n ON {} WHERE {}) g "
                        "JOIN main.{} y ON {} WHERE NOT {}{}",
                        gone, m_parent->differing(), m_parent->now(), m_parent->matchNow("n", "d"),
                        operations, quoteIdentifier(m_reference.child),
                        all(m_size, [&](std::size_t i) { return fmt::format("g.g{} = y.{}", i, column(i)); }),
                        parentAfter([](std::size_t i) { return fmt::format("g.g{}", i); }), untouched));
    }

    // Rows that come back to no parent.
    std::uint64_t withoutParent()
    {
        if (!hasAll(*m_child, m_reference.columns)) {
            return 0; // they keep what they have, or have none
        }
        return count(fmt::format(
            "SELECT count(*) FROM {} d JOIN {} t ON {} LEFT JOIN {} n ON {} WHERE d.op <> 'D' AND {} "
            "AND NOT (d.op = 'U' AND {}) AND NOT {}",
            m_child->differing(), m_child->then(), m_child->matchThen("t", "d"), m_child->now(),
            m_child->matchNow("n", "d"),
            all(m_size, [&](std::size_t i) { return "t." + column(i) + " IS NOT NULL"; }),
            all(m_size, [&](std::size_t i) { return fmt::format("n.{0} IS t.{0}", column(i)); }),
            parentAfter([&](std::size_t i) { return "t." + column(i); })));
    }

    std::uint64_t count(const std::string &sql)
    {
        return static_cast<std::uint64_t>(m_connection.integer(sql));
    }

    sqlite::Connection &m_connection;
    const Reference &m_reference;
    const std::size_t m_size;
    const TableTarget *const m_child;  // null: it isn't named
    const TableTarget *const m_parent; // null: it isn't named
};

} // namespace

std::vector<TableConflict> findForeignKeyConflicts(sqlite::Connection &connection,
                                                   const std::vector<TableTarget> &targets)
{
    std::vector<TableConflict> conflicts;
    for (const Reference &reference : loadReferences(connection)) {
        Checker(connection, targets, reference).check(conflicts);
    }
    return conflicts;
}

} // namespace strandline::flashback
