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
    std::vector<AshRow> rows;
    for (const SessionView &session : readSessions(*m_board, WhichSessions::Active)) {
        rows.push_back(rowOf(session, now));
        rows.back().usecsPerRow = interval.count();
    }
    return rows;
}

AshRow AshSampler::rowOf(const SessionView &session, core::Time now)
{
    AshRow row;
    row.sampleId = m_sampleId;
    row.time = now;
    row.sid = session.sid;
    row.serial = session.serial;
    row.process = session.process;
    row.kind = kindName(session.kind);
    row.program = session.program;
    row.phase = phaseName(session);
    row.event = session.event;
    row.waitNumber = session.waitNumber;
    row.p2 = session.p2;
    row.p3 = session.p3;
    row.waitedMicros = static_cast<std::int64_t>(session.waitNs / 1000);
    row.transaction = transactionName(session.transaction);
    row.module = session.module;
    row.action = session.action;
    row.client = session.client;
    if (sl_class_of(session.event) == SL_CLASS_APPLICATION) {
        row.blockingSid = blockerOf(session, *m_board);
        row.blockingProcess =
            row.blockingSid != 0
                ? static_cast<std::int64_t>(sl_load(&m_board->layout().slot[row.blockingSid - 1].owner))
                : m_holder(session.event, session.p2);
    }
    addStatement(session, row);
    addDeltas(session, row);
    return row;
}

void AshSampler::addStatement(const SessionView &session, AshRow &row)
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
    auto [verb, added] = m_verbs.try_emplace(session.sqlId);
    if (added) {
        const auto text = sqlTextOf(session.sql);
        verb->second = text->verb;
        m_newTexts[session.sqlId] = text->normalized;
    }
    row.verb = verb->second;
    if (m_verbs.size() > statementsMax) {
        m_verbs.clear();
    }
}

void AshSampler::addDeltas(const SessionView &session, AshRow &row)
{
    Before &before = m_before[session.sid];
    if (before.serial != session.serial) {
        before = {.serial = session.serial};
    }
    const sl_counters &now = m_board->layout().slot[session.sid - 1].counters;
    row.gets = moreThan(before.gets, sl_load(&now.gets));
    row.reads = moreThan(before.reads, sumOf(now.event_count, SL_DB_READ, SL_WAL_READ));
    row.readBytes = moreThan(before.readBytes, sumOf(now.event_bytes, SL_DB_READ, SL_WAL_READ));
    row.tempBytes = moreThan(before.tempBytes, sumOf(now.event_bytes, SL_SORTER_READ, SL_EPHEMERAL_WRITE));
}

void AshRing::add(const std::vector<AshRow> &rows)
{
    const std::lock_guard lock(m_mutex);
    m_rows.insert(m_rows.end(), rows.begin(), rows.end());
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
