#include "engine/session/attached_points.h"

#include <algorithm>
#include <fmt/format.h>

namespace strandline::session {

using core::Error;
using core::ErrorCode;
using sqlite::quoteIdentifier;
using sqlite::quoteText;

std::string AttachedPoints::schemaName(core::Scn scn)
{
    return fmt::format("asof_{}", scn.value);
}

bool AttachedPoints::isSchemaName(std::string_view schema)
{
    return schema.substr(0, 5) == "asof_";
}

bool AttachedPoints::has(std::string_view schema) const
{
    return std::any_of(m_points.begin(), m_points.end(),
                       [schema](const Attached &attached) { return schemaName(attached.scn) == schema; });
}

void AttachedPoints::attach(timeline::History &history, const std::vector<core::Scn> &scns)
{
    ++m_uses;
    std::vector<core::Scn> missing;
    for (const core::Scn scn : scns) {
        const auto known = std::find_if(m_points.begin(), m_points.end(),
                                        [&](const Attached &attached) { return attached.scn == scn; });
        if (known != m_points.end()) {
            known->lastUse = m_uses;
        } else if (std::find(missing.begin(), missing.end(), scn) == missing.end()) {
            missing.push_back(scn);
        }
    }
    if (missing.empty()) {
        return;
    }
    makeRoom(missing.size());
    for (const core::Scn scn : missing) {
        Attached attached{scn, history.at(scn), m_uses};
        m_connection.execute(fmt::format("ATTACH {} AS {}", quoteText(attached.point->uri()),
                                         quoteIdentifier(schemaName(scn))));
        m_points.push_back(std::move(attached));
    }
}

std::size_t AttachedPoints::freeSlots() const
{
    const std::int64_t used = m_connection.integer("SELECT count(*) FROM pragma_database_list WHERE seq > 1");
    const std::int64_t limit = m_connection.attachedLimit();
    return limit > used ? static_cast<std::size_t>(limit - used) : 0;
}

void AttachedPoints::makeRoom(std::size_t wanted)
{
    std::size_t available = freeSlots();
    std::sort(m_points.begin(), m_points.end(),
              [](const Attached &a, const Attached &b) { return a.lastUse < b.lastUse; });
    for (auto oldest = m_points.begin();
         available < wanted && oldest != m_points.end() && oldest->lastUse != m_uses;) {
        if (m_connection.tryDetach(schemaName(oldest->scn))) {
            oldest = m_points.erase(oldest);
            ++available;
        } else {
            ++oldest;
        }
    }
    if (available >= wanted) {
        return;
    }
    const std::int64_t limit = m_connection.attachedLimit();
    throw Error(
        ErrorCode::TooManyPoints,
        m_connection.inTransaction()
            ? fmt::format("The open transaction already reads as many other databases and points in "
                          "time as SQLite can attach ({}). End it with COMMIT or ROLLBACK and run the "
                          "statement again.",
                          limit)
            : fmt::format("The statement needs more points in time at once than SQLite can attach ({} "
                          "databases in all). Split it, keeping results in a temporary table.",
                          limit));
}

void AttachedPoints::detachAll()
{
    for (auto attached = m_points.begin(); attached != m_points.end();) {
        attached =
            m_connection.tryDetach(schemaName(attached->scn)) ? m_points.erase(attached) : attached + 1;
    }
}

} // namespace strandline::session
