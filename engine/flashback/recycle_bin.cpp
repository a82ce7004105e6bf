#include "engine/flashback/recycle_bin.h"

#include "engine/catalog/catalog.h"
#include "engine/flashback/change_index.h"
#include "engine/flashback/page_reader.h"
#include "engine/repository/repository.h"
#include "engine/sql/tokenizer.h"
#include "engine/sqlite/transaction.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <set>

namespace strandline::flashback {

using core::Error;
using core::ErrorCode;
using core::Scn;
using repository::Repository;
using sqlite::Statement;
using timeline::PageIndex;

namespace {

constexpr const char *feature = "recycle bin";
constexpr std::array<const char *, 1> steps = {"CREATE TABLE purged_tables (history TEXT NOT NULL, scn "
                                               "INTEGER NOT NULL, name TEXT NOT NULL COLLATE NOCASE, "
                                               "PRIMARY KEY (history, scn, name)) STRICT, WITHOUT ROWID"};

using Entries = std::vector<SchemaEntry>;

Entries entriesAt(timeline::History &history, Scn scn)
{
    const auto point = history.at(scn);
    sqlite::ConnectionOptions options;
    options.uri = true;
    sqlite::Connection connection(point->uri(), options);
    Statement rows = connection.prepare(
        "SELECT rowid, type, name, tbl_name, coalesce(rootpage, 0), coalesce(sql, '') FROM sqlite_schema");
    Entries out;
    while (rows.step()) {
        out.push_back({rows.integer(0), rows.text(1), rows.text(2), rows.text(3),
                       static_cast<std::uint32_t>(rows.integer(4)), rows.text(5)});
    }
    return out;
}

const SchemaEntry *find(const Entries &entries, std::string_view type, const std::string &name)
{
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const SchemaEntry &entry) {
        return (type.empty() || entry.type == type) && sql::equalsIgnoringCase(entry.name, name);
    });
    return found != entries.end() ? &*found : nullptr;
}

bool isVirtual(const SchemaEntry &table)
{
    return table.rootPage == 0;
}

// ALTER TABLE … RENAME keeps the row in sqlite_schema and the root page, and writes the name in quotes.
bool wasRenamed(const SchemaEntry &table, const Entries &before, const Entries &after)
{
    return std::any_of(after.begin(), after.end(), [&](const SchemaEntry &entry) {
        return entry.type == "table" && entry.rowid == table.rowid && entry.rootPage == table.rootPage &&
               find(before, "table", entry.name) == nullptr &&
               entry.sql.find(fmt::format("TABLE {}", sqlite::quoteIdentifier(entry.name))) !=
                   std::string::npos;
    });
}

// A table in which a virtual one keeps its data goes and comes with it.
bool isShadow(timeline::History &history, core::Scn scn, const std::string &table)
{
    const auto point = history.at(scn);
    sqlite::ConnectionOptions options;
    options.uri = true;
    sqlite::Connection connection(point->uri(), options);
    const auto found = catalog::findTable(connection, "main", table);
    return found && found->kind == catalog::TableKind::Shadow;
}

bool mentions(const std::string &statement, const std::string &name)
{
    for (const sql::Token &token : sql::significantTokens(statement)) {
        if (sql::equalsIgnoringCase(sql::unquoted(token.in(statement)), name)) {
            return true;
        }
    }
    return false;
}

void takeCompanions(DroppedTable &table, const Entries &before, const Entries &after)
{
    for (const SchemaEntry &entry : before) {
        const bool ofTable = sql::equalsIgnoringCase(entry.table, table.name);
        if (entry.sql.empty() || find(after, entry.type, entry.name) != nullptr) {
            continue;
        }
        if (entry.type == "index" && ofTable) {
            table.indexes.push_back(entry);
        } else if (entry.type == "trigger" && ofTable) {
            table.triggers.push_back(entry);
        } else if (entry.type == "view" && mentions(entry.sql, table.name)) {
            table.views.push_back(entry);
        }
    }
    for (const SchemaEntry &entry : before) { // INSTEAD OF triggers of those views
        if (entry.type == "trigger" && find(table.views, "view", entry.table) != nullptr) {
            table.triggers.push_back(entry);
        }
    }
}

std::set<std::pair<std::uint64_t, std::string>> loadPurged(const timeline::History &history)
{
    std::set<std::pair<std::uint64_t, std::string>> out;
    const auto repository = Repository::openForReading(history.store()->location());
    if (!repository || repository->version(feature) == 0) {
        return out;
    }
    Statement rows =
        repository->connection().prepare("SELECT scn, name FROM purged_tables WHERE history = ?1");
    rows.bind(1, history.store()->id().hex());
    while (rows.step()) {
        out.emplace(static_cast<std::uint64_t>(rows.integer(0)), sql::toLowerAscii(rows.text(1)));
    }
    return out;
}

class Search
{
public:
    Search(std::shared_ptr<timeline::History> history, const core::JobContext &job)
        : m_history(std::move(history)), m_reader(m_history->store()), m_job(job),
          m_purged(loadPurged(*m_history))
    {
    }

    std::vector<DroppedTable> run()
    {
        ChangeIndex index(m_history);
        const std::uint32_t line = m_history->incarnation().value;
        for (const CommitTables &commit : index.load({}, {}, m_job)) {
            const bool schema = std::any_of(commit.tables.begin(), commit.tables.end(),
                                            [](const TouchedTable &table) { return table.definition; });
            const bool ours = m_history->store()->withIndex(
                [&](const PageIndex &pages) { return pages.inLine(commit.scn.value, line); });
            const Scn before = schema && ours ? m_reader.predecessor(commit.scn) : Scn{};
            if (before) {
                m_job.checkStop();
                compare(before, commit);
            }
        }
        const Entries now = m_found.empty() ? Entries() : entriesAt(*m_history, m_history->currentScn());
        for (DroppedTable &table : m_found) {
            table.nameTaken = find(now, {}, table.name) != nullptr;
        }
        std::reverse(m_found.begin(), m_found.end());
        return std::move(m_found);
    }

private:
    void compare(Scn scnBefore, const CommitTables &commit)
    {
        // Between two commits that changed the schema it stays what it was.
        const Entries before = m_after.empty() ? entriesAt(*m_history, scnBefore) : std::move(m_after);
        m_after = entriesAt(*m_history, commit.scn);
        for (const SchemaEntry &table : before) {
            const bool gone = table.type == "table" && find(m_after, {}, table.name) == nullptr;
            if (!gone || table.name.starts_with("sqlite_") || wasRenamed(table, before, m_after) ||
                m_purged.count({commit.scn.value, sql::toLowerAscii(table.name)}) != 0 ||
                isShadow(*m_history, scnBefore, table.name)) {
                continue;
            }
            DroppedTable dropped;
            dropped.name = table.name;
            dropped.sql = table.sql;
            dropped.isVirtual = isVirtual(table);
            dropped.dropped = commit.scn;
            dropped.last = scnBefore;
            dropped.commit = *m_history->commit(commit.scn);
            if (!dropped.isVirtual) {
                dropped.rows = rowsOf(table.name, commit);
            }
            takeCompanions(dropped, before, m_after);
            m_found.push_back(std::move(dropped));
        }
    }

    static std::uint64_t rowsOf(const std::string &name, const CommitTables &commit)
    {
        const auto found = std::find_if(commit.tables.begin(), commit.tables.end(),
                                        [&](const TouchedTable &table) { return table.name == name; });
        return found != commit.tables.end() ? found->deletes : 0;
    }

    const std::shared_ptr<timeline::History> m_history;
    const PageReader m_reader;
    const core::JobContext &m_job;
    const std::set<std::pair<std::uint64_t, std::string>> m_purged;
    Entries m_after; // of the last commit that changed the schema
    std::vector<DroppedTable> m_found;
};

void note(timeline::History &history, const std::vector<DroppedTable> &tables)
{
    Repository repository(history.store()->location());
    repository.migrate(feature, steps);
    sqlite::Transaction transaction(repository.connection());
    Statement row =
        repository.connection().prepare("INSERT OR IGNORE INTO purged_tables VALUES (?1, ?2, ?3)");
    for (const DroppedTable &table : tables) {
        row.bindAll(
            {history.store()->id().hex(), static_cast<std::int64_t>(table.dropped.value), table.name});
        row.run();
    }
    transaction.commit();
}

} // namespace

std::vector<DroppedTable> loadRecycleBin(const std::shared_ptr<timeline::History> &history,
                                         const core::JobContext &job)
{
    history->refresh();
    return Search(history, job).run();
}

std::size_t purge(const std::shared_ptr<timeline::History> &history, const std::string &table,
                  const core::JobContext &job)
{
    std::vector<DroppedTable> bin = loadRecycleBin(history, job);
    if (!table.empty()) {
        bin.erase(std::remove_if(bin.begin(), bin.end(),
                                 [&](const DroppedTable &dropped) {
                                     return !sql::equalsIgnoringCase(dropped.name, table);
                                 }),
                  bin.end());
        if (bin.empty()) {
            throw notInRecycleBin(*history, table);
        }
    }
    if (bin.empty()) {
        return 0;
    }
    note(*history, bin);
    return bin.size();
}

void takeOut(const std::shared_ptr<timeline::History> &history, const DroppedTable &table)
{
    note(*history, {table});
}

Error notInRecycleBin(timeline::History &history, const std::string &table)
{
    return {
        ErrorCode::NotFound,
        fmt::format("The recycle bin has no table {}: none of that name was dropped from SCN {} to {}, or it "
                    "was purged. Check the name; a purged one can still be read AS OF a commit that has it.",
                    table, history.oldestScn().value, history.currentScn().value)};
}

} // namespace strandline::flashback
