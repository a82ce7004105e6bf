#include "engine/flashback/table_names.h"

#include "engine/flashback/page_reader.h"
#include "engine/flashback/schema_match.h"
#include "engine/sql/tokenizer.h"

#include <algorithm>

namespace strandline::flashback {

using core::Scn;

namespace {

const SchemaEntry *entryNamed(const SchemaThen &schema, const std::string &name)
{
    const auto found =
        std::find_if(schema.entries.begin(), schema.entries.end(), [&](const SchemaEntry &entry) {
            return entry.type == "table" && sql::equalsIgnoringCase(entry.name, name);
        });
    return found != schema.entries.end() ? &*found : nullptr;
}

class Names
{
public:
    Names(timeline::History &history, Scn from, Scn to)
        : m_history(history), m_reader(history.store()), m_to(to), m_from(m_reader.inLine(from, to))
    {
    }

    std::vector<TableName> of(const std::string &table)
    {
        const Scn last = m_from ? newestWith(m_history, table, m_from, m_to) : Scn{};
        if (!last) {
            return {};
        }
        const SchemaEntry entry = *entryNamed(*loadSchema(m_history, last, nullptr), table);
        m_names = {{m_from, entry.name}};
        goBack(last, entry);
        goOn(last, entry);
        return std::move(m_names);
    }

private:
    // Is this very table there, in its place and under its name?
    bool has(Scn scn, const SchemaEntry &table)
    {
        const auto point = m_history.at(scn);
        sqlite::ConnectionOptions options;
        options.uri = true;
        sqlite::Connection connection(point->uri(), options);
        sqlite::Statement row = connection.prepare("SELECT 1 FROM sqlite_schema WHERE rowid = ?1 AND type = "
                                                   "'table' AND name = ?2 AND rootpage = ?3");
        row.bindAll({table.rowid, table.name, static_cast<std::int64_t>(table.rootPage)});
        return row.step();
    }

    bool sameSchema(Scn a, Scn b)
    {
        return m_reader.header(a).schemaCookie == m_reader.header(b).schemaCookie;
    }

    // Between two commits of which one has the table and the other hasn't: the later one of the neighbours
    // where that changes.
    Scn border(Scn one, Scn other, const SchemaEntry &table, bool oneHas)
    {
        std::uint64_t low = one.value;
        std::uint64_t high = other.value;
        while (high - low > 1) {
            const std::uint64_t middle = low + (high - low) / 2;
            const Scn at = m_reader.inLine(Scn{middle}, m_to);
            if (at.value <= low || has(at, table) == oneHas) {
                low = middle;
            } else {
                high = at.value;
            }
        }
        return Scn{high};
    }

    void goBack(Scn at, SchemaEntry table)
    {
        while (at > m_from && !sameSchema(m_from, at) && !has(m_from, table)) {
            const Scn change = border(m_from, at, table, false);
            const Scn before = m_reader.predecessor(change);
            const auto older = loadSchema(m_history, before, nullptr);
            const auto newer = loadSchema(m_history, change, older.get());
            const SchemaEntry *was = partner(*older, *newer, table.name, true);
            if (was != nullptr) {
                at = before;
                if (was->name != table.name) {
                    m_names.front().since = change;
                    m_names.insert(m_names.begin(), {m_from, was->name});
                }
                table = *was;
                continue;
            }
            at = newestWith(m_history, table.name, m_from, before); // another one of the name
            if (!at || isRenamedAfter(at, table.name)) {
                m_names.front().since = change;
                return;
            }
            table = *entryNamed(*loadSchema(m_history, at, nullptr), table.name);
        }
    }

    // at: the last commit that has the table under this name.
    bool isRenamedAfter(Scn at, const std::string &name)
    {
        Scn next = at.next();
        while (m_reader.inLine(next, m_to) != next) {
            next = next.next();
        }
        const auto older = loadSchema(m_history, at, nullptr);
        const auto newer = loadSchema(m_history, next, older.get());
        return partner(*older, *newer, entryNamed(*older, name)->name, false) != nullptr;
    }

    void goOn(Scn at, SchemaEntry table)
    {
        while (at < m_to && !sameSchema(at, m_to) && !has(m_to, table)) {
            const Scn change = border(at, m_to, table, true);
            const Scn before = m_reader.predecessor(change);
            const auto older = loadSchema(m_history, before, nullptr);
            const auto newer = loadSchema(m_history, change, older.get());
            const SchemaEntry *is = partner(*older, *newer, table.name, false);
            if (is == nullptr) {
                return;
            }
            if (is->name != table.name) {
                m_names.push_back({change, is->name});
            }
            at = change;
            table = *is;
        }
    }

    // What the table of this name, after or before a commit, was before or is after it.
    static const SchemaEntry *partner(const SchemaThen &before, const SchemaThen &after,
                                      const std::string &name, bool nameIsAfter)
    {
        for (const auto &[old, now] : matchEntries(before, after)) {
            const SchemaEntry *known = nameIsAfter ? now : old;
            if (known != nullptr && known->type == "table" && known->name == name) {
                return nameIsAfter ? old : now;
            }
        }
        return nullptr;
    }

    timeline::History &m_history;
    PageReader m_reader;
    const Scn m_to;
    const Scn m_from;
    std::vector<TableName> m_names;
};

} // namespace

std::vector<TableName> tableNames(timeline::History &history, const std::string &table, Scn from, Scn to)
{
    return Names(history, from, to).of(table);
}

const std::string &nameAt(const std::vector<TableName> &names, Scn scn)
{
    const auto after = std::upper_bound(names.begin(), names.end(), scn,
                                        [](Scn at, const TableName &name) { return at < name.since; });
    return after == names.begin() ? names.front().name : std::prev(after)->name;
}

Scn newestWith(timeline::History &history, const std::string &table, Scn from, Scn to)
{
    PageReader reader(history.store());
    const auto cookieOf = [&](Scn scn) { return reader.header(scn).schemaCookie; };
    std::shared_ptr<const SchemaThen> schema;
    for (Scn at = to; at;) {
        schema = loadSchema(history, at, schema.get());
        if (entryNamed(*schema, table) != nullptr) {
            return at;
        }
        // The newest commit with another schema; its number only grows within a line of history.
        const std::uint32_t cookie = cookieOf(at);
        std::uint64_t low = reader.inLine(from, to).value;
        if (low == 0 || low >= at.value || cookieOf(Scn{low}) == cookie) {
            break;
        }
        for (std::uint64_t high = at.value; high - low > 1;) {
            const std::uint64_t middle = low + (high - low) / 2;
            const Scn known = reader.inLine(Scn{middle}, to);
            if (known.value <= low) {
                low = middle;
            } else if (cookieOf(known) == cookie) {
                high = known.value;
            } else {
                low = middle;
            }
        }
        at = reader.inLine(Scn{low}, to);
    }
    return {};
}

} // namespace strandline::flashback
