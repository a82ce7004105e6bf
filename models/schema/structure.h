// What a database contains, as one immutable snapshot that models, panes and diagrams share: all tables with
// columns, indexes, foreign keys, triggers and an estimate of their rows, now and, while somebody looks at
// the past, as of then. loadStructure() blocks and belongs to jobs; a snapshot may be read from any thread.
#pragma once

#include "engine/catalog/catalog.h"
#include "engine/session/database.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace strandline::schema {

// At one moment. Tables by name; rows: one estimate a table, nothing where it can't be told.
struct Contents
{
    std::int64_t version = 0; // of the structure, SQLite's count of its changes
    std::vector<catalog::Table> tables;
    std::vector<std::optional<catalog::RowEstimate>> rows;

    const catalog::Table *find(const std::string &name) const; // regardless of ASCII case; null: not there
};
using ContentsPtr = std::shared_ptr<const Contents>;

struct Structure
{
    ContentsPtr now;
    ContentsPtr then;             // null while looking at the present
    std::optional<core::Scn> scn; // of then

    const Contents &shown() const { return then ? *then : *now; } // as of the moment looked at
};
using StructurePtr = std::shared_ptr<const Structure>;

// known: read before, may be null; what has not changed since is taken from there.
StructurePtr loadStructure(session::Database &database, std::optional<core::Scn> scn,
                           const StructurePtr &known, const core::JobContext &job);

// A foreign key with the table that declares it.
struct Reference
{
    const catalog::Table *child = nullptr;
    const catalog::ForeignKey *key = nullptr;
};
// The foreign keys that point to a table. Valid as long as contents is.
std::vector<Reference> referencesTo(const Contents &contents, const std::string &table);

// The statements that make the table, its indexes and its triggers; each ends with ";\n".
std::string ddlOf(const catalog::Table &table);

} // namespace strandline::schema
