// The agent: records databases, samples what their sessions do (monitor/monitor.h) and runs their schedules
// while the workbench is closed.
//
// For each database a thread records it, or tries again where somebody else does, and another listens for the
// workbench, which it lets have the database (handover.h). Jobs run one after the other on the thread of
// run(). The methods are safe from any thread. Errors: NotFound for a database that isn't there, Busy where
// another agent has it, systemError() for its socket. What goes wrong later is noted, and tried again.
#pragma once

#include "engine/scheduler/runner.h"
#include "engine/timeline/recorder.h"

#include <functional>
#include <memory>
#include <vector>

namespace strandline::scheduler {

struct AgentOptions
{
    std::vector<timeline::Location> databases;
    std::string folder;     // of the user's configuration: schedules and sockets
    bool enableWal = false; // turn WAL on where it is off
    const core::Clock *clock = nullptr;
    Execute execute;
    std::function<void(const std::string &)> note;    // a sentence for people; from any thread
    std::chrono::milliseconds tryAgainAfter{3000};    // where a database can't be recorded now
    std::chrono::milliseconds lookAtSchedules{10000}; // for what others added
};

struct AgentState
{
    std::string database;
    bool recording = false;
    bool handedOver = false; // the workbench has it
    std::string problem;     // why it isn't recorded: whole sentences, else empty
};

class Agent
{
public:
    // On return each database is recorded, or its problem is known.
    Agent(AgentOptions options, const core::JobContext &job);
    ~Agent(); // stops recording
    Agent(const Agent &) = delete;
    Agent &operator=(const Agent &) = delete;

    std::vector<AgentState> state() const;
    // Runs what is due until the stop, which ends the run that goes on too.
    void run(const std::stop_token &stop);

private:
    class Keeper;

    std::vector<std::string> ownDatabases() const;
    void runDue(const std::stop_token &stop) noexcept;

    const AgentOptions m_options;
    const core::Time m_started;
    const Runner m_runner;
    std::string m_told; // the last problem of the schedules
    std::vector<std::unique_ptr<Keeper>> m_keepers;
};

} // namespace strandline::scheduler
