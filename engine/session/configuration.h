// The configuration of a database: SQLite's parameters with their values, and since when those of the file
// are as they are, as its history tells.
//
// Blocks; any thread. Errors: those of session::Database and timeline::History; Cancelled.
#pragma once

#include "engine/catalog/parameters.h"
#include "engine/core/job.h"
#include "engine/flashback/parameter_history.h"
#include "engine/session/database.h"

#include <optional>
#include <vector>

namespace strandline::session {

struct Configuration
{
    // Of a connection of ours; in the order of catalog::parameters().
    std::vector<catalog::ParameterValue> values;
    // Of those that the file keeps, the newest first. Empty where there is no history, or nothing changed.
    std::vector<flashback::ParameterChange> changes;
    // Since when changes were seen; nothing: there is no history.
    std::optional<core::Time> knownSince;
    core::IncarnationId incarnation; // with the SCN up to which they are told
    core::Scn knownTo;

    // The last one of a parameter; null: none.
    const flashback::ParameterChange *lastChange(std::string_view name) const;
};

// before: what was read last, so that only what came since is looked at; may be empty.
Configuration loadConfiguration(Database &database, const Configuration &before, const core::JobContext &job);

} // namespace strandline::session
