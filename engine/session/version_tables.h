// The tables of row versions that one statement reads (`t VERSIONS BETWEEN …`): known to its connection under
// names of ours until the next statement. Private to the session area; belongs to the connection's thread.
#pragma once

#include "engine/session/executor.h"
#include "engine/sql/rewrite.h"

#include <string>
#include <vector>

namespace strandline::session {

class VersionTables
{
public:
    explicit VersionTables(sqlite::Connection &connection) : m_connection(connection) {}

    // The name under which the reference's versions can be read. Throws as compileAsOf() does; Usage for a
    // range that ends before it begins, Unsupported for what is no table with rows of its own.
    std::string add(Lease &lease, const sql::AsOfReference &reference, const sql::ParsedStatement &parsed,
                    const Parameters &parameters);
    void clear();

private:
    sqlite::Connection &m_connection;
    std::vector<std::string> m_names;
};

} // namespace strandline::session
