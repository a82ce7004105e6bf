#include "engine/session/version_tables.h"

#include "engine/flashback/schema_search.h"
#include "engine/flashback/versions_table.h"
#include "engine/session/as_of.h"
#include "engine/sql/tokenizer.h"

#include <fmt/format.h>

namespace strandline::session {

using core::Error;
using core::ErrorCode;
using core::Scn;

namespace {

flashback::VersionRange rangeOf(Lease &lease, timeline::History &history, const sql::AsOfReference &reference,
                                const sql::ParsedStatement &parsed, const Parameters &parameters)
{
    const auto scnOf = [&](const sql::VersionsBound &bound) {
        switch (bound.kind) {
        case sql::VersionsBound::Kind::Minimum:
            return history.oldestScn();
        case sql::VersionsBound::Kind::Maximum:
            return lease.asOf().value_or(history.currentScn());
        case sql::VersionsBound::Kind::Point:
            break;
        }
        const Scn scn = resolvePoint(lease, bound.point, parsed, parameters);
        history.at(scn); // throws where it can't be read
        return scn;
    };
    flashback::VersionRange range{scnOf(reference.versions->from), scnOf(reference.versions->to)};
    if (range.from > range.to) {
        throw Error(ErrorCode::Usage,
                    fmt::format("The range of versions ends with SCN {}, before it begins with SCN {}. Swap "
                                "the two.",
                                range.to.value, range.from.value))
            .withSqlOffset(static_cast<int>(reference.offset));
    }
    // The commit at or before a time is of the range only where it was made at that very time.
    const sql::VersionsBound &from = reference.versions->from;
    if (from.kind == sql::VersionsBound::Kind::Point) {
        const auto time = timeOfPoint(lease, from.point, parsed, parameters);
        range.changesOfFrom = !time || history.timeOf(range.from) >= *time;
    }
    return range;
}

// What the name means instead of a table.
Error noTable(timeline::History &history, const sql::AsOfReference &reference, Scn scn)
{
    const auto schema = flashback::loadSchema(history, scn, nullptr);
    const auto entry = std::find_if(schema->entries.begin(), schema->entries.end(), [&](const auto &known) {
        return sql::equalsIgnoringCase(known.name, reference.table);
    });
    Error error = flashback::noSuchTableThen(history, reference.table, scn);
    if (sql::equalsIgnoringCase(reference.table, "sqlite_schema") ||
        sql::equalsIgnoringCase(reference.table, "sqlite_master")) {
        error = {ErrorCode::Unsupported,
                 fmt::format("{} has no versions. Read it AS OF a point in time.", reference.table)};
    } else if (entry != schema->entries.end() && entry->type == "view") {
        error = {ErrorCode::Unsupported, fmt::format("{} is a view, which has no rows of its own. Write "
                                                     "VERSIONS BETWEEN behind the tables that it reads.",
                                                     entry->name)};
    } else if (entry != schema->entries.end() && entry->type == "table") {
        error = {ErrorCode::Unsupported,
                 fmt::format("{} is a virtual table, whose rows are its module's business. Read it AS OF a "
                             "point in time, or the versions of its shadow tables.",
                             entry->name)};
    }
    return error.withSqlOffset(static_cast<int>(reference.tableOffset));
}

} // namespace

std::string VersionTables::add(Lease &lease, const sql::AsOfReference &reference,
                               const sql::ParsedStatement &parsed, const Parameters &parameters)
{
    const auto history = lease.database().history();
    const flashback::VersionRange range = rangeOf(lease, *history, reference, parsed, parameters);
    auto shape = flashback::newestTable(*history, reference.table, range.from, range.to);
    if (!shape) {
        throw noTable(*history, reference, range.to);
    }
    std::string name = fmt::format("versions {} of {}", m_names.size() + 1, shape->name);
    sqlite::addComputedTable(m_connection, name,
                             flashback::makeVersionsTable(history, std::move(shape), range));
    m_names.push_back(name);
    return name;
}

void VersionTables::clear()
{
    for (const std::string &name : m_names) {
        sqlite::dropComputedTable(m_connection, name);
    }
    m_names.clear();
}

} // namespace strandline::session
