// Who records a database and runs its jobs: the workbench while it is open, else the agent.
//
// The agent listens at a socket of its user's for each of its databases. The workbench says "release", the
// agent lets go of the recorder and of the schedules and answers "released"; while the workbench keeps the
// connection, the database is its own. When the connection ends, the workbench's crash included, the agent
// takes it back.
#pragma once

#include "engine/core/local_socket.h"

#include <memory>
#include <string>

namespace strandline::scheduler {

// Where the agent of a database listens. folder: of the user's configuration.
std::string handoverPath(const std::string &folder, const std::string &database);

// Holds the database while it lives. Any thread.
class Handover
{
public:
    // Null: there is no agent for it. Throws Busy where the agent doesn't let go in time.
    static std::unique_ptr<Handover> ask(const std::string &folder, const std::string &database,
                                         const std::stop_token &stop);

private:
    explicit Handover(std::unique_ptr<core::LocalConnection> connection) : m_connection(std::move(connection))
    {
    }

    std::unique_ptr<core::LocalConnection> m_connection;
};

} // namespace strandline::scheduler
