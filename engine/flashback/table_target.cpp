#include "engine/flashback/table_target.h"

#include "engine/flashback/schema_search.h"
#include "engine/sql/tokenizer.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace strandline::flashback {

using core::Error;
using core::ErrorCode;
using core::Scn;
using sqlite::Connection;
using sqlite::quoteIdentifier;

namespace {

std::string tempTable(const char *what, std::size_t index)
{
    return fmt::format("temp.flashback_{}_{}", what, index);
}

std::string match(const std::string &row, const std::vector<std::string> &key, const std::string &temp)
{
    std::string out;
    for (std::size_t i = 0; i < key.size(); ++i) {
        out += fmt::format("{}{}.{} = {}.k{}", i > 0 ? " AND " : "", row, key[i], temp, i);
    }
    return out;
}

const catalog::Column *columnNamed(const catalog::Table &table, const std::string &name)
{
    const auto found =
        std::find_if(table.columns.begin(), table.columns.end(), [&](const catalog::Column &column) {
            return sql::equalsIgnoringCase(column.name, name);
        });
    return found != table.columns.end() ? &*found : nullptr;
}

std::vector<const catalog::Column *> primaryKey(const catalog::Table &table)
{
    std::vector<const catalog::Column *> key;
    for (const catalog::Column &column : table.columns) {
        if (column.primaryKey > 0) {
            key.push_back(&column);
        }
    }
    std::sort(key.begin(), key.end(), [](auto *a, auto *b) { return a->primaryKey < b->primaryKey; });
    return key;
}

class Resolver
{
public:
    Resolver(Connection &connection, timeline::History &history, Scn scn, const core::JobContext &job)
        : m_connection(connection), m_history(history), m_scn(scn), m_job(job),
          m_now(catalog::loadTables(connection, "main", job)),
          m_then(catalog::loadTables(connection, thenSchema, job))
    {
    }

    std::vector<TableTarget> resolve(const std::vector<std::string> &names)
    {
        for (std::size_t i = 0; i < names.size(); ++i) {
            const catalog::TableSummary &now = present(names[i]);
            const catalog::TableSummary &then = past(now);
            if (now.kind != catalog::TableKind::Virtual) {
                add(now, then, i);
                continue;
            }
            if (now.sql != then.sql) {
                throw Error(ErrorCode::Unsupported,
                            fmt::format("The virtual table {} was made by another statement at SCN {}: {}. "
                                        "Its data of then doesn't fit it. Read it AS OF SCN {}.",
                                        now.name, m_scn.value, then.sql, m_scn.value));
            }
            addShadows(now, i);
        }
        return std::move(m_targets);
    }

private:
    static const catalog::TableSummary *find(const std::vector<catalog::TableSummary> &tables,
                                             const std::string &name)
    {
        const auto found = std::find_if(tables.begin(), tables.end(), [&](const auto &table) {
            return sql::equalsIgnoringCase(table.name, name);
        });
        return found != tables.end() ? &*found : nullptr;
    }

    const catalog::TableSummary &present(const std::string &name)
    {
        const catalog::TableSummary *table = find(m_now, name);
        if (table == nullptr) {
            throw Error(ErrorCode::NotFound,
                        fmt::format("There is no table {} now. If it was dropped, bring it back first: "
                                    "FLASHBACK TABLE {} TO BEFORE DROP.",
                                    name, quoteIdentifier(name)));
        }
        if (table->kind == catalog::TableKind::View) {
            throw Error(ErrorCode::Unsupported,
                        fmt::format("{} is a view: it has no rows of its own. Name the tables that it reads.",
                                    table->name));
        }
        if (table->internal) {
            throw Error(ErrorCode::Unsupported,
                        fmt::format("{} belongs to SQLite, which keeps it by itself.", table->name));
        }
        if (table->kind == catalog::TableKind::Shadow) {
            throw Error(ErrorCode::Unsupported,
                        fmt::format("{0} is a part of the virtual table {1}. Name {1}: it goes back as one.",
                                    table->name, table->virtualTable));
        }
        return *table;
    }

    const catalog::TableSummary &past(const catalog::TableSummary &now)
    {
        const catalog::TableSummary *then = find(m_then, now.name);
        if (then == nullptr || then->kind == catalog::TableKind::View) {
            throw noSuchTableThen(m_history, now.name, m_scn);
        }
        if (then->kind != now.kind) {
            throw Error(ErrorCode::Unsupported,
                        fmt::format("{} was another kind of table at SCN {}. Read it AS OF SCN {}.", now.name,
                                    m_scn.value, m_scn.value));
        }
        return *then;
    }

    void addShadows(const catalog::TableSummary &table, std::size_t owner)
    {
        const auto isPart = [&](const catalog::TableSummary &other) {
            return other.kind == catalog::TableKind::Shadow &&
                   sql::equalsIgnoringCase(other.virtualTable, table.name);
        };
        std::size_t parts = 0;
        for (const catalog::TableSummary &now : m_now) {
            if (isPart(now)) {
                add(now, past(now), owner);
                m_targets.back().shadow = true;
                ++parts;
            }
        }
        if (parts == 0) {
            throw Error(ErrorCode::Unsupported,
                        fmt::format("The virtual table {} keeps no data in this database: there is nothing "
                                    "to put back.",
                                    table.name));
        }
    }

    void add(const catalog::TableSummary &summaryNow, const catalog::TableSummary &summaryThen,
             std::size_t owner)
    {
        const catalog::Table now = catalog::loadTable(m_connection, "main", summaryNow.name, m_job);
        const catalog::Table then = catalog::loadTable(m_connection, thenSchema, summaryThen.name, m_job);
        TableTarget target;
        target.index = m_targets.size();
        target.owner = owner;
        target.name = now.summary.name;
        target.withoutRowid = now.summary.withoutRowid;
        target.triggers = now.triggers;
        matchColumns(now, then, target);
        if (now.summary.withoutRowid != then.summary.withoutRowid) {
            refuseKey(target.name);
        }
        if (!target.withoutRowid) {
            target.keyNow = {rowidName(now)};
            target.keyThen = {rowidName(then)};
        } else {
            matchKeys(now, then, target);
        }
        m_targets.push_back(std::move(target));
    }

    void matchColumns(const catalog::Table &now, const catalog::Table &then, TableTarget &target) const
    {
        for (const catalog::Column &column : now.columns) {
            if (column.kind == catalog::ColumnKind::Ordinary) {
                const bool both = columnNamed(then, column.name) != nullptr;
                (both ? target.columns : target.added).push_back(column.name);
            }
        }
        std::vector<std::string> gone;
        for (const catalog::Column &column : then.columns) {
            if (column.kind == catalog::ColumnKind::Ordinary && columnNamed(now, column.name) == nullptr) {
                gone.push_back(column.name);
            }
        }
        if (!gone.empty()) {
            throw Error(
                ErrorCode::Unsupported,
                fmt::format("The structure of {} changed: at SCN {} it had {} {}, which {} gone since "
                            "(dropped or renamed), so {} values have no place now. Read them AS OF "
                            "SCN {}, or add the column again first.",
                            target.name, m_scn.value, gone.size() == 1 ? "the column" : "the columns",
                            fmt::join(gone, ", "), gone.size() == 1 ? "is" : "are",
                            gone.size() == 1 ? "its" : "their", m_scn.value));
        }
    }

    void matchKeys(const catalog::Table &now, const catalog::Table &then, TableTarget &target) const
    {
        const auto keyNow = primaryKey(now);
        const auto keyThen = primaryKey(then);
        const auto same = [](const catalog::Column *a, const catalog::Column *b) {
            return sql::equalsIgnoringCase(a->name, b->name);
        };
        if (!std::equal(keyNow.begin(), keyNow.end(), keyThen.begin(), keyThen.end(), same)) {
            refuseKey(target.name);
        }
        for (const catalog::Column *column : keyNow) {
            target.keyNow.push_back(quoteIdentifier(column->name));
            target.keyCollations.push_back(column->collation);
        }
        target.keyThen = target.keyNow;
    }

    [[noreturn]] void refuseKey(const std::string &table) const
    {
        throw Error(ErrorCode::Unsupported,
                    fmt::format("The structure of {} changed: its rows had another primary key at SCN {}, so "
                                "they can't be told apart as they were. Read it AS OF SCN {}.",
                                table, m_scn.value, m_scn.value));
    }

    Connection &m_connection;
    timeline::History &m_history;
    const Scn m_scn;
    const core::JobContext &m_job;
    const std::vector<catalog::TableSummary> m_now;
    const std::vector<catalog::TableSummary> m_then;
    std::vector<TableTarget> m_targets;
};

} // namespace

bool TableTarget::has(const std::string &column) const
{
    return std::any_of(columns.begin(), columns.end(),
                       [&](const std::string &c) { return sql::equalsIgnoringCase(c, column); });
}

std::string TableTarget::now() const
{
    return "main." + quoteIdentifier(name);
}

std::string TableTarget::then() const
{
    return std::string(thenSchema) + "." + quoteIdentifier(name);
}

std::string TableTarget::keys() const
{
    return tempTable("keys", index);
}

std::string TableTarget::differing() const
{
    return tempTable("differing", index);
}

std::string TableTarget::kept() const
{
    return tempTable("kept", index);
}

std::string TableTarget::keyDeclaration() const
{
    if (!withoutRowid) {
        return "k0 INTEGER";
    }
    std::string out;
    for (std::size_t i = 0; i < keyCollations.size(); ++i) {
        out += fmt::format("{}k{} COLLATE {}", i > 0 ? ", " : "", i, quoteIdentifier(keyCollations[i]));
    }
    return out;
}

std::string TableTarget::keyList(const std::string &of) const
{
    std::string out;
    for (std::size_t i = 0; i < keyNow.size(); ++i) {
        out += fmt::format("{}{}{}k{}", i > 0 ? ", " : "", of, of.empty() ? "" : ".", i);
    }
    return out;
}

std::string TableTarget::matchNow(const std::string &row, const std::string &temp) const
{
    return match(row, keyNow, temp);
}

std::string TableTarget::matchThen(const std::string &row, const std::string &temp) const
{
    return match(row, keyThen, temp);
}

std::vector<TableTarget> resolveTargets(Connection &connection, timeline::History &history,
                                        const std::vector<std::string> &tables, Scn scn,
                                        const core::JobContext &job)
{
    return Resolver(connection, history, scn, job).resolve(tables);
}

std::string rowidName(const catalog::Table &table)
{
    for (const char *name : {"rowid", "_rowid_", "oid"}) {
        if (columnNamed(table, name) == nullptr) {
            return name;
        }
    }
    throw Error(ErrorCode::Unsupported,
                fmt::format("{} has columns named rowid, _rowid_ and oid, which hide the rowid. Rename one "
                            "of them.",
                            table.summary.name));
}

std::string columnList(const std::vector<std::string> &columns, const std::string &prefix)
{
    std::string out;
    for (const std::string &column : columns) {
        out += (out.empty() ? "" : ", ") + prefix + quoteIdentifier(column);
    }
    return out;
}

} // namespace strandline::flashback
