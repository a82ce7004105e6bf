// The points in time that are attached to one connection, as schemas "asof_<scn>". SQLite attaches 10 at
// most, so those that were used longest ago make room. Belongs to the connection's thread.
#pragma once

#include "engine/core/types.h"
#include "engine/sqlite/connection.h"
#include "engine/timeline/history.h"

#include <memory>
#include <string>
#include <vector>

namespace strandline::session {

class AttachedPoints
{
public:
    explicit AttachedPoints(sqlite::Connection &connection) : m_connection(connection) {}

    // Attaches all of them (each once) and returns nothing else than the promise that the schemas named
    // schemaName(scn) exist until the next call. Throws TooManyPoints when there are more than SQLite can
    // attach, or when an open transaction has read from those that would have to go; and what History::at
    // does.
    void attach(timeline::History &history, const std::vector<core::Scn> &scns);
    void detachAll();
    bool empty() const { return m_points.empty(); }
    bool has(std::string_view schema) const; // one of its own

    static std::string schemaName(core::Scn scn);
    static bool isSchemaName(std::string_view schema);

private:
    struct Attached
    {
        core::Scn scn;
        std::shared_ptr<timeline::Point> point;
        std::uint64_t lastUse = 0;
    };
    std::size_t freeSlots() const;
    void makeRoom(std::size_t wanted);

    sqlite::Connection &m_connection;
    std::vector<Attached> m_points;
    std::uint64_t m_uses = 0;
};

} // namespace strandline::session
