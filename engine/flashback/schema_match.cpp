#include "engine/flashback/schema_match.h"

#include "engine/flashback/table_diff.h"

#include <algorithm>
#include <map>

namespace strandline::flashback {

std::shared_ptr<const TableThen> tableOf(const SchemaThen &schema, const SchemaEntry *entry)
{
    if (entry == nullptr || entry->type != "table") {
        return nullptr;
    }
    const auto found = schema.tables.find(entry->name);
    return found != schema.tables.end() ? found->second : nullptr;
}

namespace {

// Is `now` what ALTER TABLE … RENAME makes of `old`? It keeps the table's row in sqlite_schema, its root page
// and its columns, and writes the new name in quotes. (What is dropped and made anew in one commit may keep
// all but the quotes.)
bool wasRenamed(const SchemaThen &before, const SchemaEntry &old, const SchemaThen &after,
                const SchemaEntry &now)
{
    if (old.type != now.type || old.rootPage != now.rootPage) {
        return false;
    }
    if (old.type == "index") { // of a constraint: named after its table
        return old.sql.empty() && now.sql.empty();
    }
    const auto oldTable = tableOf(before, &old);
    const auto newTable = tableOf(after, &now);
    if (!oldTable || !newTable || !now.sql.starts_with("CREATE TABLE " + sqlite::quoteIdentifier(now.name))) {
        return false;
    }
    const auto sameColumn = [](const ColumnThen &a, const ColumnThen &b) {
        return a.name == b.name && a.type == b.type && a.primaryKey == b.primaryKey;
    };
    return std::equal(oldTable->columns.begin(), oldTable->columns.end(), newTable->columns.begin(),
                      newTable->columns.end(), sameColumn) &&
           sameLayout(*oldTable, *newTable);
}

} // namespace

std::vector<EntryPair> matchEntries(const SchemaThen &before, const SchemaThen &after)
{
    std::map<std::pair<std::string, std::string>, const SchemaEntry *> named;
    std::map<std::int64_t, const SchemaEntry *> unmatched; // by row of sqlite_schema
    for (const SchemaEntry &entry : before.entries) {
        named.emplace(std::pair(entry.type, entry.name), &entry);
        unmatched.emplace(entry.rowid, &entry);
    }
    std::vector<EntryPair> pairs;
    for (const SchemaEntry &entry : after.entries) {
        const auto found = named.find({entry.type, entry.name});
        pairs.emplace_back(found != named.end() ? found->second : nullptr, &entry);
        if (found != named.end()) {
            unmatched.erase(found->second->rowid);
        }
    }
    for (auto &[old, now] : pairs) {
        const auto found = old == nullptr ? unmatched.find(now->rowid) : unmatched.end();
        if (found != unmatched.end() && wasRenamed(before, *found->second, after, *now)) {
            old = found->second;
            unmatched.erase(found);
        }
    }
    for (const auto &[rowid, entry] : unmatched) {
        pairs.emplace_back(entry, nullptr);
    }
    return pairs;
}

} // namespace strandline::flashback
