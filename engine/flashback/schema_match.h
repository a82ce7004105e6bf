// What became of each entry of a schema from one commit to the next. Functions without state; any thread.
#pragma once

#include "engine/flashback/schema_then.h"

#include <utility>
#include <vector>

namespace strandline::flashback {

using EntryPair = std::pair<const SchemaEntry *, const SchemaEntry *>;

// The rows' shape of an entry; null: it isn't a table with rows of its own.
std::shared_ptr<const TableThen> tableOf(const SchemaThen &schema, const SchemaEntry *entry);

// Pairs of before and after, null where there is none: by type and name, then the renamed.
std::vector<EntryPair> matchEntries(const SchemaThen &before, const SchemaThen &after);

} // namespace strandline::flashback
