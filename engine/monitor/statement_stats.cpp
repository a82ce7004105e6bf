#include "engine/monitor/statement_stats.h"

#include "engine/core/hash.h"
#include "engine/sql/classify.h"
#include "engine/sql/digest.h"
#include "engine/sql/tokenizer.h"

#include <algorithm>

namespace strandline::monitor {

namespace {

constexpr std::string_view digits = "0123456789abcdfghjkmnpqrstuvwxyz";
constexpr std::size_t exampleBytesMax = 10'000;
constexpr std::string_view hint = "/*+";

std::uint64_t hashOf(std::string_view text)
{
    return core::hash64(core::ByteView(reinterpret_cast<const std::uint8_t *>(text.data()), text.size()));
}

// A comment that begins as hints do and has the word MONITOR, where it is within what the board shows of a
// text.
bool asksForMonitor(std::string_view text)
{
    text = text.substr(0, SL_SQL_BYTES);
    if (text.find(hint) == std::string_view::npos) {
        return false; // nearly always
    }
    const std::vector<sql::Token> tokens = sql::tokenize(text);
    return std::any_of(tokens.begin(), tokens.end(), [&](const sql::Token &token) {
        if (token.kind != sql::TokenKind::Comment || token.in(text).substr(0, hint.size()) != hint) {
            return false;
        }
        const std::string_view inside = token.in(text).substr(hint.size());
        const std::vector<sql::Token> words = sql::significantTokens(inside);
        return std::any_of(words.begin(), words.end(), [&](const sql::Token &word) {
            return sql::equalsIgnoringCase(word.in(inside), "monitor");
        });
    });
}

} // namespace

std::string sqlIdText(std::uint64_t sqlId)
{
    std::string id(13, '0');
    for (auto digit = id.rbegin(); digit != id.rend(); ++digit) {
        *digit = digits[sqlId % 32];
        sqlId /= 32;
    }
    return id;
}

std::shared_ptr<const SqlText> sqlTextOf(std::string_view sql)
{
    auto text = std::make_shared<SqlText>();
    text->normalized = sql::normalize(sql);
    text->sqlId = hashOf(text->normalized);
    text->example = sql.substr(0, exampleBytesMax);
    const sql::StatementClass kind = sql::classify(sql);
    text->verb = kind.verb;
    text->monitored = !kind.explain && asksForMonitor(sql);
    return text;
}

StatementCounters StatementStats::load() const
{
    StatementCounters copy;
    const std::uint64_t *from = &m_counters.prepares;
    std::uint64_t *to = &copy.prepares;
    for (std::size_t i = 0; i < statementWords; ++i) {
        to[i] = sl_load(&from[i]);
    }
    return copy;
}

std::unique_ptr<SessionSql> SqlArea::beginSession()
{
    auto session = std::make_unique<SessionSql>(shared_from_this());
    const std::lock_guard lock(m_mutex);
    m_sessions.push_back(session.get());
    return session;
}

void SqlArea::addTo(Rows &rows, const StatementStats &stats)
{
    const StatementCounters counters = stats.load();
    const auto plan = stats.plan();
    SqlRow &row = rows[{stats.text->sqlId, plan ? plan->hash : 0}];
    if (!row.text) {
        row.text = stats.text;
        row.plan = plan;
    }
    const std::uint64_t *from = &counters.prepares;
    std::uint64_t *to = &row.counters.prepares;
    for (std::size_t i = 0; i < statementWords; ++i) {
        to[i] += from[i];
    }
}

std::vector<SqlRow> SqlArea::rows() const
{
    const std::lock_guard lock(m_mutex);
    Rows rows = m_ended;
    for (const SessionSql *session : m_sessions) {
        const std::lock_guard sessionLock(session->m_mutex);
        for (const auto &[hash, stats] : session->m_byText) {
            addTo(rows, *stats);
        }
        for (const auto &stats : session->m_replanned) {
            addTo(rows, *stats);
        }
    }
    std::vector<SqlRow> list;
    for (auto &[key, row] : rows) {
        list.push_back(std::move(row));
    }
    return list;
}

void SqlArea::trimEnded()
{
    if (m_ended.size() <= endedMax) {
        return;
    }
    std::vector<std::pair<std::uint64_t, Key>> byTime;
    for (const auto &[key, row] : m_ended) {
        byTime.emplace_back(row.counters.elapsedNs, key);
    }
    const auto drop = static_cast<std::ptrdiff_t>(m_ended.size() - endedMax / 2);
    std::nth_element(byTime.begin(), byTime.begin() + drop, byTime.end());
    for (auto entry = byTime.begin(); entry != byTime.begin() + drop; ++entry) {
        m_ended.erase(entry->second);
    }
}

SessionSql::~SessionSql()
{
    const std::lock_guard lock(m_area->m_mutex);
    for (const auto &[hash, stats] : m_byText) {
        SqlArea::addTo(m_area->m_ended, *stats);
    }
    for (const auto &stats : m_replanned) {
        SqlArea::addTo(m_area->m_ended, *stats);
    }
    m_area->trimEnded();
    std::erase(m_area->m_sessions, this);
}

void SessionSql::makeRoom()
{
    const std::lock_guard lock(m_area->m_mutex);
    const std::lock_guard ownLock(m_mutex);
    const auto letGo = [&](const std::shared_ptr<StatementStats> &stats) {
        const bool prepared = stats.use_count() > 1; // it is only here that users are added
        if (!prepared) {
            SqlArea::addTo(m_area->m_ended, *stats);
        }
        return !prepared;
    };
    std::erase_if(m_byText, [&](const auto &entry) { return letGo(entry.second); });
    std::erase_if(m_replanned, letGo);
    m_area->trimEnded();
}

std::shared_ptr<StatementStats> SessionSql::of(std::string_view sql)
{
    const std::uint64_t hash = hashOf(sql);
    std::size_t size = 0;
    {
        const std::lock_guard lock(m_mutex);
        if (const auto known = m_byText.find(hash); known != m_byText.end()) {
            return known->second;
        }
        size = m_byText.size();
    }
    if (size >= textsMax) {
        makeRoom();
    }
    auto stats = std::make_shared<StatementStats>(sqlTextOf(sql));
    const std::lock_guard lock(m_mutex);
    m_byText.emplace(hash, stats);
    return stats;
}

std::shared_ptr<StatementStats> SessionSql::replanned(std::string_view sql,
                                                      std::shared_ptr<const SqlPlan> plan)
{
    const auto before = of(sql);
    auto stats = std::make_shared<StatementStats>(before->text);
    stats->setPlan(std::move(plan));
    const std::lock_guard lock(m_mutex);
    m_replanned.push_back(before);
    m_byText[hashOf(sql)] = stats;
    return stats;
}

} // namespace strandline::monitor
