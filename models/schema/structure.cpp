#include "models/schema/structure.h"

#include "engine/sql/tokenizer.h"

#include <algorithm>

namespace strandline::schema {

namespace {

ContentsPtr loadContents(session::Lease lease, const ContentsPtr &known, const core::JobContext &job)
{
    sqlite::Connection &connection = lease.connection();
    const sqlite::Connection::CancelScope scope(connection, job.stop);
    auto contents = std::make_shared<Contents>();
    contents->version = catalog::loadOverview(connection, "main").schemaVersion;
    const bool same = known && known->version == contents->version;
    if (!same) {
        contents->tables = catalog::loadSchema(connection, "main", job);
    }
    std::vector<catalog::TableSummary> summaries;
    for (const catalog::Table &table : same ? known->tables : contents->tables) {
        summaries.push_back(table.summary);
    }
    contents->rows = catalog::estimateRows(connection, "main", summaries, job);
    if (same && known->rows == contents->rows) {
        return known;
    }
    if (same) {
        contents->tables = known->tables;
    }
    return contents;
}

} // namespace

const catalog::Table *Contents::find(const std::string &name) const
{
    const auto it = std::find_if(tables.begin(), tables.end(), [&](const catalog::Table &table) {
        return sql::equalsIgnoringCase(table.summary.name, name);
    });
    return it == tables.end() ? nullptr : &*it;
}

StructurePtr loadStructure(session::Database &database, std::optional<core::Scn> scn,
                           const StructurePtr &known, const core::JobContext &job)
{
    auto structure = std::make_shared<Structure>();
    structure->now = loadContents(database.lease(), known ? known->now : nullptr, job);
    structure->scn = scn;
    if (scn && known && known->scn == scn) {
        structure->then = known->then; // the past doesn't change
    } else if (scn) {
        structure->then = loadContents(database.leaseAt(*scn), nullptr, job);
    }
    return structure;
}

std::vector<Reference> referencesTo(const Contents &contents, const std::string &table)
{
    std::vector<Reference> references;
    for (const catalog::Table &child : contents.tables) {
        for (const catalog::ForeignKey &key : child.foreignKeys) {
            if (sql::equalsIgnoringCase(key.parentTable, table)) {
                references.push_back({&child, &key});
            }
        }
    }
    return references;
}

std::string ddlOf(const catalog::Table &table)
{
    std::string ddl;
    const auto add = [&](const std::string &sql) {
        if (!sql.empty()) {
            ddl += (ddl.empty() ? "" : "\n") + sql + ";";
        }
    };
    add(table.summary.sql);
    for (const catalog::Index &index : table.indexes) {
        add(index.sql);
    }
    for (const catalog::Trigger &trigger : table.triggers) {
        add(trigger.sql);
    }
    return ddl;
}

} // namespace strandline::schema
