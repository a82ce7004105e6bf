// What a lease holds: one connection and what belongs to it. Private to the session area; belongs to the
// thread that has the lease, or to the pool.
#pragma once

#include "engine/session/attached_points.h"
#include "engine/session/database.h"
#include "engine/session/version_tables.h"
#include "engine/sqlite/termination.h"

namespace strandline::session {

struct Lease::Slot
{
    LeaseKind kind = LeaseKind::Read;
    std::optional<core::Scn> asOf;
    std::shared_ptr<timeline::Point> point; // of asOf; outlives the connection
    std::unique_ptr<sqlite::Connection> connection;
    std::unique_ptr<AttachedPoints> points;
    std::unique_ptr<VersionTables> versions;
    bool discard = false;

    bool ended() const { return sqlite::terminationOf(*connection)->ended(); }
};

} // namespace strandline::session
