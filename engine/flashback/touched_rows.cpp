#include "engine/flashback/touched_rows.h"

#include "engine/sql/tokenizer.h"
#include "engine/sqlite/wal_tap.h"
#include "engine/timeline/store.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <thread>

namespace strandline::flashback {

using core::Scn;
using sqlite::Statement;
using timeline::PageIndex;

namespace {

// For a recorder to take in what was committed right before.
constexpr std::chrono::milliseconds recorderPatience{500};
constexpr std::chrono::milliseconds step{2};

// Commits that brought more pages than this, and than so many times the database, are not read: the tables
// are compared sooner.
constexpr std::uint64_t manyPages = 20'000;
constexpr std::uint64_t timesTheDatabase = 4;

std::string insertInto(const TableTarget &target)
{
    std::string values = "?1";
    for (std::size_t i = 1; i < target.keyNow.size(); ++i) {
        values += fmt::format(", ?{}", i + 1);
    }
    return fmt::format("INSERT OR IGNORE INTO {} VALUES ({})", target.keys(), values);
}

void insert(Statement &statement, const RowKey &key)
{
    if (const auto *rowid = std::get_if<std::int64_t>(&key)) {
        statement.bind(1, *rowid);
    } else {
        int index = 0;
        for (const sqlite::Value &value : std::get<std::vector<sqlite::Value>>(key)) {
            statement.bind(++index, value);
        }
    }
    while (statement.step()) {
    }
    statement.reset();
}

} // namespace

class TouchedRows::Sink final : public ChangeSink
{
public:
    Sink(sqlite::Connection &connection, const std::vector<TableTarget> &targets) : m_targets(targets)
    {
        for (const TableTarget &target : targets) {
            m_inserts.push_back(connection.prepare(insertInto(target)));
        }
    }

    void begin(const CommitHead &commit) override { told = told && commit.known; }
    void row(const RowChange &change) override
    {
        for (std::size_t i = 0; i < m_targets.size(); ++i) {
            if (!concerns(m_targets[i], change.before.get(), change.after.get())) {
                continue;
            }
            if (change.table().withoutRowid != m_targets[i].withoutRowid ||
                (change.table().withoutRowid && change.key.size() != m_targets[i].keyNow.size())) {
                told = false; // it was another table in between
            } else if (change.table().withoutRowid) {
                insert(m_inserts[i], change.key);
            } else {
                insert(m_inserts[i], change.rowid);
            }
        }
    }
    void end(const CommitHead & /*commit*/, const std::vector<TableChanges> &tables) override
    {
        for (const TableChanges &changes : tables) {
            const bool ours = std::any_of(m_targets.begin(), m_targets.end(), [&](const TableTarget &target) {
                return concerns(target, changes.before.get(), changes.after.get());
            });
            told = told && !(ours && changes.rowidsRenumbered);
        }
    }

    bool told = true;

private:
    static bool concerns(const TableTarget &target, const TableThen *before, const TableThen *after)
    {
        const auto named = [&](const TableThen *table) {
            return table != nullptr && sql::equalsIgnoringCase(table->name, target.name);
        };
        return named(before) || named(after);
    }

    const std::vector<TableTarget> &m_targets;
    std::vector<Statement> m_inserts;
};

TouchedRows::TouchedRows(sqlite::Connection &connection, std::shared_ptr<timeline::History> history,
                         const std::vector<TableTarget> &targets, Scn scn)
    : m_connection(connection), m_history(std::move(history)), m_targets(targets), m_scn(scn),
      m_reader(m_history), m_upTo(scn)
{
    for (const TableTarget &target : targets) {
        const std::string key = target.keyDeclaration();
        const std::string list = target.keyList({});
        const char *rowid = target.withoutRowid ? "WITHOUT ROWID" : "";
        connection.execute(fmt::format("CREATE TEMP TABLE {}({}, PRIMARY KEY({})) {};"
                                       "CREATE TEMP TABLE {}({}, op TEXT, PRIMARY KEY({})) {}",
                                       target.keys().substr(5), key, list, rowid,
                                       target.differing().substr(5), key, list, rowid));
    }
}

bool TouchedRows::lineLeadsHere() const
{
    const std::uint32_t now = m_history->incarnation().value;
    return m_history->store()->withIndex(
        [&](const PageIndex &index) { return index.inLine(m_scn.value, now); });
}

bool TouchedRows::isWorthReading(Scn to) const
{
    std::uint64_t pages = 0;
    std::uint64_t database = 0;
    for (const timeline::Commit &commit : m_history->commits(m_upTo.next(), to)) {
        pages += commit.pages;
        database = commit.databasePages;
    }
    return pages <= std::max(manyPages, timesTheDatabase * database);
}

void TouchedRows::gather(const core::JobContext &job)
{
    const Scn current = m_history->currentScn();
    m_told = m_told && lineLeadsHere() && (current <= m_upTo || isWorthReading(current));
    if (!m_told || current <= m_upTo) {
        return;
    }
    ChangeOptions options;
    if (m_targets.size() == 1) {
        options.table = m_targets.front().name;
    }
    options.values = std::any_of(m_targets.begin(), m_targets.end(),
                                 [](const TableTarget &target) { return target.withoutRowid; });
    Sink sink(m_connection, m_targets);
    m_reader.read(m_upTo.next(), current, options, sink, job);
    m_told = sink.told;
    m_upTo = current;
}

bool TouchedRows::historyIsComplete(const core::JobContext &job)
{
    const auto complete = [&] {
        m_history->refresh();
        const auto header = sqlite::walHeader(m_connection);
        const timeline::WalPosition known = m_history->store()->lastCommit().wal;
        return header && known.salt == header->salt && known.frame >= header->mxFrame && header->mxFrame > 0;
    };
    const auto patience = std::chrono::steady_clock::now() + recorderPatience;
    while (!complete()) {
        job.checkStop();
        if (!m_history->status().recorder || std::chrono::steady_clock::now() > patience) {
            return false;
        }
        std::this_thread::sleep_for(step);
    }
    return true;
}

bool TouchedRows::complete(const core::JobContext &job)
{
    gather(job);
    return m_told;
}

void TouchedRows::takeAll()
{
    for (const TableTarget &target : m_targets) {
        m_connection.execute(fmt::format(
            "INSERT OR IGNORE INTO {0} SELECT {1} FROM {2}; INSERT OR IGNORE INTO {0} SELECT {3} FROM {4}",
            target.keys(), fmt::join(target.keyNow, ", "), target.now(), fmt::join(target.keyThen, ", "),
            target.then()));
    }
}

void TouchedRows::take(const std::vector<RowKey> &rows)
{
    const TableTarget &target = m_targets.front();
    Statement statement = m_connection.prepare(insertInto(target));
    for (const RowKey &row : rows) {
        const auto *values = std::get_if<std::vector<sqlite::Value>>(&row);
        if ((values != nullptr) != target.withoutRowid ||
            (values != nullptr && values->size() != target.keyNow.size())) {
            throw core::Error(
                core::ErrorCode::Usage,
                fmt::format("The key doesn't fit {}: give {}.", target.name,
                            target.withoutRowid ? "its primary key, column by column" : "a rowid"));
        }
        insert(statement, row);
    }
}

} // namespace strandline::flashback
