#include "engine/monitor/foreign_executions.h"

#include "engine/core/file.h"
#include "engine/monitor/session.h"

#include <algorithm>

namespace strandline::monitor {

namespace {

constexpr std::size_t endedMax = 200;
constexpr std::chrono::nanoseconds longEnough{longExecutionNs};

bool isSame(const SessionNow &a, const SessionNow &b)
{
    return a.serial == b.serial && a.process == b.process && a.execution == b.execution;
}

std::uint64_t nsOf(const AshRow &row)
{
    return static_cast<std::uint64_t>(row.usecsPerRow) * 1000;
}

} // namespace

// What the probe tells of open cursors it tells when a call ends: in its first one an execution is known by
// having begun no earlier than the call.
bool isExecuting(const SessionNow &session)
{
    const bool began = session.active && session.executionNs != 0 && session.executionNs <= session.callNs;
    return session.openCursors > 0 || (began && session.kind != SL_KIND_OWN);
}

void ForeignExecutions::look(const Board &board, const std::vector<AshRow> &rows, const AshRing &ring,
                             core::Time now)
{
    for (const AshRow &row : rows) {
        if (row.executionStart == core::Time{} || row.time - row.executionStart < longEnough ||
            row.process == static_cast<std::uint64_t>(core::currentProcess())) {
            continue;
        }
        if (ForeignExecution *execution = met(board, row, ring)) {
            execution->ns.at(sl_class_of(row.event)) += nsOf(row);
        }
    }
    for (auto running = m_running.begin(); running != m_running.end();) {
        ForeignExecution &execution = running->second;
        const auto session = readSession(board, running->first);
        // A program that was killed keeps its slot until the next sweep.
        if (session && isSame(*session, execution.session) && isExecuting(*session) &&
            processStart(session->process) != 0) {
            execution.session = *session;
            execution.end = now;
            ++running;
        } else {
            end(execution);
            running = m_running.erase(running);
        }
    }
}

// The one that the row is of; null: it has ended meanwhile.
ForeignExecution *ForeignExecutions::met(const Board &board, const AshRow &row, const AshRing &ring)
{
    const auto isOfRow = [&](std::uint64_t serial, std::uint64_t number) {
        return serial == row.serial && number == row.execution;
    };
    const auto known = m_running.find(row.sid);
    if (known != m_running.end()) {
        const SessionNow &session = known->second.session;
        if (isOfRow(session.serial, session.execution)) {
            return &known->second;
        }
        end(known->second);
        m_running.erase(known);
    }
    auto session = readSession(board, row.sid);
    if (!session || !isOfRow(session->serial, session->execution) || !isExecuting(*session)) {
        return nullptr;
    }
    ForeignExecution &execution = m_running[row.sid];
    execution.session = std::move(*session);
    execution.start = row.executionStart;
    for (const AshRow &before : ring.rows(row.executionStart)) {
        if (before.sid == row.sid && isOfRow(before.serial, before.execution)) {
            execution.ns.at(sl_class_of(before.event)) += nsOf(before);
        }
    }
    return &execution;
}

void ForeignExecutions::end(const ForeignExecution &execution)
{
    const std::lock_guard lock(m_mutex);
    m_ended.push_back(execution);
    if (m_ended.size() > endedMax) {
        m_ended.pop_front();
    }
}

std::vector<ForeignExecution> ForeignExecutions::ended() const
{
    const std::lock_guard lock(m_mutex);
    return {m_ended.begin(), m_ended.end()};
}

void ForeignExecutions::forget()
{
    for (const auto &[sid, execution] : m_running) {
        end(execution);
    }
    m_running.clear();
}

} // namespace strandline::monitor
