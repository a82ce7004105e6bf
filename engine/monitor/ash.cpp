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

void AshSampler::useBoard(std::shared_ptr<Board> board)
{
    m_board = std::move(board);
    m_before.assign(SL_SLOTS, {});
}

const std::vector<AshRow> &AshSampler::sample(core::Time now, std::chrono::microseconds interval)
{
    ++m_sampleId;
    sl_store(&m_board->layout().watched_ns, sl_now(&m_board->layout().clock));
    std::vector<SessionNow> sessions = readActiveSessions(*m_board, Texts::Leave);
    m_rows.assign(sessions.size(), {});
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        m_rows[i].time = now;
        m_rows[i].usecsPerRow = interval.count();
        recall(sessions[i]);
        fill(m_rows[i], sessions[i]);
    }
    return m_rows;
}

// What the last look knew of the session; reads its texts where they have changed.
void AshSampler::recall(SessionNow &session)
{
    Before &before = m_before[session.sid - 1];
    if (before.serial != session.serial) {
        before = {.serial = session.serial};
    }
    if (before.texts.serial != session.serial || before.texts.textVersion != session.textVersion) {
        before.texts = session;
        readTexts(*m_board, before.texts);
    }
    session.sqlId = session.sqlId != 0 ? session.sqlId : before.texts.sqlId;
}

void AshSampler::fill(AshRow &row, const SessionNow &session)
{
    const SessionNow &texts = m_before[session.sid - 1].texts;
    row.sampleId = m_sampleId;
    row.sid = session.sid;
    row.serial = session.serial;
    row.process = session.process;
    row.kind = kindName(session.kind);
    row.program = texts.program;
    row.phase = phaseName(session);
    row.event = session.event;
    row.waitNumber = session.waitNumber;
    row.p2 = session.p2;
    row.p3 = session.p3;
    row.waitedMicros = static_cast<std::int64_t>(session.waitNs / 1000);
    row.transaction = transactionName(session.transaction);
    row.module = texts.module;
    row.action = texts.action;
    row.client = texts.client;
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
            const auto text = sqlTextOf(before.texts.sql);
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
    const sl_counters &now = m_board->layout().record[session.sid - 1].counters;
    row.gets = moreThan(before.gets, sl_load(&now.gets));
    row.reads = moreThan(before.reads, sumOf(now.event_count, SL_DB_READ, SL_WAL_READ));
    row.readBytes = moreThan(before.readBytes, sumOf(now.event_bytes, SL_DB_READ, SL_WAL_READ));
    row.tempBytes = moreThan(before.tempBytes, sumOf(now.event_bytes, SL_SORTER_READ, SL_EPHEMERAL_WRITE));
}

void AshRing::add(const std::vector<AshRow> &rows)
{
    const std::lock_guard lock(m_mutex);
    for (const AshRow &row : rows) {
        if (m_rows.size() < rowsMax) {
            m_rows.push_back(row);
        } else {
            m_rows[m_oldest] = row;
            m_oldest = (m_oldest + 1) % rowsMax;
        }
    }
}

std::vector<AshRow> AshRing::rows(core::Time from) const
{
    const std::lock_guard lock(m_mutex);
    const auto before = [&](const AshRow &row) { return row.time < from; };
    const auto oldest = m_rows.begin() + static_cast<std::ptrdiff_t>(m_oldest);
    std::vector<AshRow> all(std::partition_point(oldest, m_rows.end(), before), m_rows.end());
    all.insert(all.end(), std::partition_point(m_rows.begin(), oldest, before), oldest);
    return all;
}

} // namespace strandline::monitor
