// A point in time, attached to a connection for as long as this lives. Belongs to the connection's thread.
#pragma once

#include "engine/sqlite/connection.h"
#include "engine/timeline/history.h"

#include <memory>

namespace strandline::flashback {

// Name of the schema as which the past is attached.
constexpr const char *thenSchema = "flashback_then";

class AttachedPast
{
public:
    // Throws as History::at() does.
    AttachedPast(sqlite::Connection &connection, timeline::History &history, core::Scn scn)
        : m_connection(connection), m_point(history.at(scn))
    {
        connection.execute("ATTACH " + sqlite::quoteText(m_point->uri()) + " AS " + thenSchema);
    }
    // (A transaction that reads it has ended before.)
    ~AttachedPast() { m_connection.tryDetach(thenSchema); }
    AttachedPast(const AttachedPast &) = delete;
    AttachedPast &operator=(const AttachedPast &) = delete;

private:
    sqlite::Connection &m_connection;
    const std::shared_ptr<timeline::Point> m_point;
};

} // namespace strandline::flashback
