#include "engine/monitor/executions.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

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
    if (session.kind == SL_KIND_OWN) {
        running.vmSteps = session.liveSteps;
        running.gets = session.liveGets;
    }
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

Execution sampledOf(const ForeignExecution &execution)
{
    Execution ended = runningOf(execution.session, execution.end);
    ended.status = Execution::Status::Ended;
    ended.start = execution.start;
    ended.waitNs = execution.ns;
    ended.waitNs[SL_CLASS_CPU] = 0;
    const std::uint64_t all = std::accumulate(execution.ns.begin(), execution.ns.end(), std::uint64_t{0});
    ended.dbTime = std::chrono::nanoseconds(static_cast<std::int64_t>(all));
    ended.event = SL_ON_CPU;
    ended.vmSteps.reset(); // how far it had come, not how far it came
    ended.gets.reset();
    return ended;
}

} // namespace

std::vector<Execution> sampledExecutions(const std::vector<AshRow> &rows)
{
    std::map<std::tuple<std::uint64_t, std::uint64_t, std::uint64_t, std::uint64_t>, Execution> seen;
    for (const AshRow &row : rows) {
        if (row.executionStart == core::Time{}) {
            continue;
        }
        Execution &execution = seen[{row.process, row.sid, row.serial, row.execution}];
        execution.status = Execution::Status::Ended;
        execution.sid = row.sid;
        execution.serial = row.serial;
        execution.number = row.execution;
        execution.process = row.process;
        execution.program = row.program;
        execution.sqlId = row.sqlId;
        execution.planHash = row.planHash;
        execution.start = row.executionStart;
        execution.end = row.time;
        const std::chrono::nanoseconds time = std::chrono::microseconds(row.usecsPerRow);
        execution.dbTime += time;
        if (row.event != SL_ON_CPU) {
            execution.waitNs.at(sl_class_of(row.event)) += static_cast<std::uint64_t>(time.count());
        }
    }
    std::vector<Execution> list;
    for (auto &[key, execution] : seen) {
        if (execution.end - execution.start >= std::chrono::nanoseconds(longExecutionNs)) {
            list.push_back(std::move(execution));
        }
    }
    std::sort(list.begin(), list.end(), [](const Execution &a, const Execution &b) { return a.end > b.end; });
    return list;
}

std::vector<Execution> runningExecutions(const Board &board, core::Time now)
{
    std::vector<Execution> list;
    for (const SessionNow &session : readActiveSessions(board)) {
        if (isExecuting(session) && (session.executionNs >= longExecutionNs ||
                                     (!session.sql.empty() && sqlTextOf(session.sql)->monitored))) {
            list.push_back(runningOf(session, now));
        }
    }
    return list;
}

std::vector<Execution> executions(const Monitor &monitor, core::Time now)
{
    std::vector<Execution> list = runningExecutions(monitor.board(), now);
    const std::uint64_t nowNs = sl_now(&monitor.board().layout().clock);
    const std::vector<LongExecution> ended = monitor.longExecutions();
    const auto firstEnded = static_cast<std::ptrdiff_t>(list.size());
    std::transform(ended.begin(), ended.end(), std::back_inserter(list),
                   [&](const LongExecution &execution) { return endedOf(execution, now, nowNs); });
    const std::vector<ForeignExecution> foreign = monitor.foreignExecutions();
    std::transform(foreign.begin(), foreign.end(), std::back_inserter(list), sampledOf);
    std::stable_sort(list.begin() + firstEnded, list.end(),
                     [](const Execution &a, const Execution &b) { return a.end > b.end; });
    return list;
}

} // namespace strandline::monitor
