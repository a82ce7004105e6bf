#include "engine/monitor/executions.h"

#include <algorithm>

namespace strandline::monitor {

namespace {

std::chrono::microseconds micros(std::uint64_t ns)
{
    return std::chrono::microseconds(static_cast<std::int64_t>(ns / 1000));
}

Execution runningOf(const SessionNow &session, core::Time now)
{
    Execution running;
    running.sid = session.sid;
    running.serial = session.serial;
    running.number = session.execution;
    running.process = session.process;
    running.program = session.program;
    running.sqlId = session.sqlId;
    running.planHash = session.planHash;
    running.sql = session.sql;
    running.start = now - micros(session.executionNs);
    running.end = now;
    running.dbTime = std::chrono::nanoseconds(static_cast<std::int64_t>(session.executionNs));
    running.vmSteps = session.liveSteps;
    running.gets = session.liveGets;
    running.event = session.event;
    return running;
}

Execution endedOf(const LongExecution &execution, core::Time now, std::uint64_t nowNs)
{
    Execution ended;
    ended.status = execution.failed ? Execution::Status::Failed : Execution::Status::Done;
    ended.sid = execution.sid;
    ended.serial = execution.serial;
    ended.number = execution.number;
    ended.sqlId = execution.text->sqlId;
    ended.planHash = execution.plan ? execution.plan->hash : 0;
    ended.sql = execution.text->example;
    ended.start = now - micros(nowNs - execution.startNs);
    ended.end = now - micros(nowNs - execution.endNs);
    ended.dbTime = std::chrono::nanoseconds(static_cast<std::int64_t>(execution.elapsedNs));
    ended.waitNs = execution.waitNs;
    ended.rows = execution.rows;
    ended.vmSteps = execution.vmSteps;
    return ended;
}

} // namespace

std::vector<Execution> executions(const Monitor &monitor, core::Time now)
{
    std::vector<Execution> list;
    for (const SessionNow &session : readActiveSessions(monitor.board())) {
        if (session.openCursors > 0 && (session.executionNs >= longExecutionNs ||
                                        (!session.sql.empty() && sqlTextOf(session.sql)->monitored))) {
            list.push_back(runningOf(session, now));
        }
    }
    const std::uint64_t nowNs = sl_now(&monitor.board().layout().clock);
    const std::vector<LongExecution> ended = monitor.longExecutions();
    std::transform(ended.rbegin(), ended.rend(), std::back_inserter(list),
                   [&](const LongExecution &execution) { return endedOf(execution, now, nowNs); });
    return list;
}

} // namespace strandline::monitor
