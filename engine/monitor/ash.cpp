#include "engine/monitor/ash.h"

#include "engine/monitor/statement_stats.h"

#include <algorithm>

namespace strandline::monitor {

namespace {

constexpr std::size_t statementsMax = 5000; // whose verbs are remembered

std::uint64_t sumOf(const std::uint64_t *values, std::uint32_t first, std::uint32_t last)
{
    std::uint64_t sum = 0;
    for (std::uint32_t event = first; event <= last; ++event) {
        sum += sl_load(&values[event]);
    }
    return sum;
}

// How much more it is than before; zero for what went back, which a hostile board may say.
std::uint64_t moreThan(std::uint64_t &before, std::uint64_t now)
{
    const std::uint64_t earlier = std::exchange(before, now);
    return now > earlier ? now - earlier : 0;
}

} // namespace

std::vector<AshRow> AshSampler::sample(core::Time now, std::chrono::microseconds interval)
{
    ++m_sampleId;
    sl_store(&m_board->layout().watched_ns, sl_now(&m_board->layout().clock));
    std::vector<SessionNow> sessions = readActiveSessions(*m_board);
    std::vector<AshRow> rows(sessions.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].time = now;
        rows[i].usecsPerRow = interval.count();
        fill(rows[i], std::move(sessions[i]));
    }
    return rows;
}

void AshSampler::fill(AshRow &row, SessionNow session)
{
    row.sampleId = m_sampleId;
    row.sid = session.sid;
    row.serial = session.serial;
    row.process = session.process;
    row.kind = kindName(session.kind);
    row.program = std::move(session.program);
    row.phase = phaseName(session);
    row.event = session.event;
    row.waitNumber = session.waitNumber;
    row.p2 = session.p2;
    row.p3 = session.p3;
    row.waitedMicros = static_cast<std::int64_t>(session.waitNs / 1000);
    row.transaction = transactionName(session.transaction);
    row.module = std::move(session.module);
    row.action = std::move(session.action);
    row.client = std::move(session.client);
    if (sl_class_of(session.event) == SL_CLASS_APPLICATION) {
        row.blockingSid = blockerOf(session, *m_board);
        row.blockingProcess =
            row.blockingSid != 0
                ? static_cast<std::int64_t>(sl_load(&m_board->layout().slot[row.blockingSid - 1].owner))
                : m_holder(session.event, session.p2);
    }
    addStatement(session, row);
    addDeltas(session, row);
}

void AshSampler::addStatement(const SessionNow &session, AshRow &row)
{
    row.sqlId = session.sqlId;
    row.planHash = session.planHash;
    row.execution = session.execution;
    if (session.executionNs != 0) {
        row.executionStart =
            row.time - std::chrono::microseconds(static_cast<std::int64_t>(session.executionNs / 1000));
    }
    if (session.sqlId == 0) {
        return;
    }
    Before &before = m_before[session.sid - 1];
    if (before.sqlId != session.sqlId) {
        auto [verb, added] = m_verbs.try_emplace(session.sqlId);
        if (added) {
            const auto text = sqlTextOf(session.sql);
            verb->second = text->verb;
            m_newTexts[session.sqlId] = text->normalized;
        }
        before.sqlId = session.sqlId;
        before.verb = verb->second;
        if (m_verbs.size() > statementsMax) {
            m_verbs.clear();
        }
    }
    row.verb = before.verb;
}

void AshSampler::addDeltas(const SessionNow &session, AshRow &row)
{
    Before &before = m_before[session.sid - 1];
    if (before.serial != session.serial) {
        before = {.serial = session.serial, .sqlId = before.sqlId, .verb = before.verb};
    }
    const sl_counters &now = m_board->layout().slot[session.sid - 1].counters;
    row.gets = moreThan(before.gets, sl_load(&now.gets));
    row.reads = moreThan(before.reads, sumOf(now.event_count, SL_DB_READ, SL_WAL_READ));
    row.readBytes = moreThan(before.readBytes, sumOf(now.event_bytes, SL_DB_READ, SL_WAL_READ));
    row.tempBytes = moreThan(before.tempBytes, sumOf(now.event_bytes, SL_SORTER_READ, SL_EPHEMERAL_WRITE));
}

void AshRing::add(std::vector<AshRow> rows)
{
    const std::lock_guard lock(m_mutex);
    std::move(rows.begin(), rows.end(), std::back_inserter(m_rows));
    while (m_rows.size() > rowsMax) {
        m_rows.pop_front();
    }
}

std::vector<AshRow> AshRing::rows(core::Time from) const
{
    const std::lock_guard lock(m_mutex);
    const auto first = std::partition_point(m_rows.begin(), m_rows.end(),
                                            [&](const AshRow &row) { return row.time < from; });
    return {first, m_rows.end()};
}

} // namespace strandline::monitor
