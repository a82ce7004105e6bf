#include "engine/flashback/remade_tables.h"

#include "engine/sql/tokenizer.h"

#include <algorithm>
#include <set>

namespace strandline::flashback {

namespace {

const SchemaEntry *tableNamed(const SchemaThen &schema, const std::string &name)
{
    const auto found =
        std::find_if(schema.entries.begin(), schema.entries.end(), [&](const SchemaEntry &entry) {
            return entry.type == "table" && sql::equalsIgnoringCase(entry.name, name);
        });
    return found != schema.entries.end() ? &*found : nullptr;
}

const SchemaEntry *inRow(const SchemaThen &schema, std::int64_t rowid)
{
    const auto found =
        std::lower_bound(schema.entries.begin(), schema.entries.end(), rowid,
                         [](const SchemaEntry &entry, std::int64_t wanted) { return entry.rowid < wanted; });
    return found != schema.entries.end() && found->rowid == rowid ? &*found : nullptr;
}

// How often the schema's counter went up at least for what differs: what belongs to a table goes with it, and
// changes with it.
std::uint32_t statementsFor(const SchemaThen &after, const std::vector<SchemaChange> &changes)
{
    std::uint32_t statements = 0;
    for (const SchemaChange &change : changes) {
        const SchemaEntry &entry = change.after ? *change.after : *change.before;
        const bool whole = entry.type == "table" || entry.type == "view";
        const bool alone = change.after ? !change.before : tableNamed(after, entry.table) != nullptr;
        statements += !entry.sql.empty() && (whole || alone) ? 1 : 0;
    }
    return statements;
}

class Search
{
public:
    Search(PageReader &reader, const SchemaThen &before, const SchemaThen &after,
           const std::function<bool(const std::string &)> &keptPages)
        : m_before(before), m_after(after), m_keptPages(keptPages), m_headerBefore(reader.header(before.scn)),
          m_steps(reader.header(after.scn).schemaCookie - m_headerBefore.schemaCookie)
    {
    }

    std::vector<std::string> run(const std::vector<SchemaChange> &changes)
    {
        constexpr std::uint32_t dropAndMake = 2;
        if (m_steps < dropAndMake) { // VACUUM counts one
            return {};
        }
        const bool unexplained = m_steps > statementsFor(m_after, changes);
        for (auto entry = m_before.entries.rbegin(); entry != m_before.entries.rend(); ++entry) {
            const SchemaEntry *now = entry->type == "table" ? tableNamed(m_after, entry->name) : nullptr;
            if (now != nullptr && (wasMoved(*entry, *now) || (unexplained && mayBeAnother(*entry, *now)))) {
                m_remade.insert(entry->name);
            }
        }
        return {m_remade.begin(), m_remade.end()};
    }

private:
    bool wasMoved(const SchemaEntry &old, const SchemaEntry &now) const
    {
        if (old.rowid == now.rowid) {
            // auto_vacuum moves tables to other pages by itself.
            return old.rootPage != now.rootPage && !m_headerBefore.autoVacuum;
        }
        // Or it has another name now, and what was called otherwise has its own: ALTER TABLE … RENAME.
        const SchemaEntry *there = inRow(m_after, old.rowid);
        return there == nullptr || there->type != "table" || there->rootPage != old.rootPage ||
               there->sql.find(sqlite::quoteIdentifier(there->name)) == std::string::npos;
    }

    // In the same row and at the same page.
    bool mayBeAnother(const SchemaEntry &old, const SchemaEntry &now)
    {
        return old.rowid == now.rowid && wasLast(old) &&
               (old.rootPage == 0 ? shadowsRemade(old) : !m_keptPages(now.name));
    }

    // Whether nothing made after it was there when it was made again: the new one got the next row.
    bool wasLast(const SchemaEntry &table) const
    {
        return std::all_of(m_before.entries.begin(), m_before.entries.end(), [&](const SchemaEntry &entry) {
            if (entry.rowid <= table.rowid || entry.table == table.name || m_remade.count(entry.table) != 0) {
                return true;
            }
            const SchemaEntry *there = inRow(m_after, entry.rowid);
            return there == nullptr || there->type != entry.type || there->name != entry.name;
        });
    }

    bool shadowsRemade(const SchemaEntry &table) const
    {
        return std::any_of(m_remade.begin(), m_remade.end(), [&](const std::string &name) {
            const auto found = m_before.tables.find(name);
            return found != m_before.tables.end() && found->second->virtualTable == table.name;
        });
    }

    const SchemaThen &m_before;
    const SchemaThen &m_after;
    const std::function<bool(const std::string &)> &m_keptPages;
    const Header m_headerBefore;
    const std::uint32_t m_steps; // that the schema's counter went up
    std::set<std::string> m_remade;
};

} // namespace

std::vector<std::string> remadeTables(PageReader &reader, const SchemaThen &before, const SchemaThen &after,
                                      const std::vector<SchemaChange> &changes,
                                      const std::function<bool(const std::string &)> &keptPages)
{
    return Search(reader, before, after, keptPages).run(changes);
}

} // namespace strandline::flashback
