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

// Of a point that lives as long as the connection is used.
sqlite::Connection connectTo(const timeline::Point &point)
{
    sqlite::ConnectionOptions options;
    options.uri = true;
    return {point.uri(), options};
}

Entries entriesAt(timeline::History &history, Scn scn)
{
    const auto point = history.at(scn);
    sqlite::Connection connection = connectTo(*point);
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
    sqlite::Connection connection = connectTo(*point);
    const auto found = catalog::findTable(connection, "main", table);
    return found && found->kind == catalog::TableKind::Shadow;
}

std::uint64_t countRows(timeline::History &history, core::Scn scn, const std::string &table)
{
    const auto point = history.at(scn);
    sqlite::Connection connection = connectTo(*point);
    return static_cast<std::uint64_t>(
        connection.integer("SELECT count(*) FROM " + sqlite::quoteIdentifier(table)));
}

std::set<std::string> columnsOf(timeline::History &history, core::Scn scn, const std::string &table)
{
    const auto point = history.at(scn);
    sqlite::Connection connection = connectTo(*point);
    connection.acceptUnknownCollations();
    Statement rows = connection.prepare("SELECT lower(name) FROM pragma_table_xinfo(?1)");
    rows.bind(1, table);
    std::set<std::string> names;
    while (rows.step()) {
        names.insert(rows.text(0));
    }
    return names;
}

// Whether a row of one table isn't in the other, as far as these columns go.
bool lacksRows(timeline::History &history, const std::pair<core::Scn, std::string> &one,
               const std::pair<core::Scn, std::string> &other, const std::set<std::string> &columns,
               const core::JobContext &job)
{
    const auto point = history.at(one.first);
    const auto later = history.at(other.first);
    sqlite::Connection connection = connectTo(*point);
    connection.acceptUnknownCollations();
    connection.execute("ATTACH " + sqlite::quoteText(later->uri()) + " AS later");
    const sqlite::Connection::CancelScope cancel(connection, job.stop);
    std::string list;
    for (const std::string &column : columns) {
        list += (list.empty() ? "" : ", ") + sqlite::quoteIdentifier(column) + " COLLATE BINARY";
    }
    return connection.integer(
               fmt::format("SELECT EXISTS (SELECT {0} FROM main.{1} EXCEPT SELECT {0} FROM later.{2})", list,
                           sqlite::quoteIdentifier(one.second), sqlite::quoteIdentifier(other.second))) != 0;
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
        const bool another = table.remade && ofTable && entry.type != "view";
        if (entry.sql.empty() || (!another && find(after, entry.type, entry.name) != nullptr)) {
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
            const bool schema =
                std::any_of(commit.tables.begin(), commit.tables.end(),
                            [](const TouchedTable &table) { return table.definition || table.remade; });
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
            if (table.type != "table" || table.name.starts_with("sqlite_")) {
                continue;
            }
            const SchemaEntry *now = find(m_after, {}, table.name);
            const bool gone = now == nullptr ? !wasRenamed(table, before, m_after)
                                             : lostInRemaking(table, *now, scnBefore, commit);
            if (!gone || m_purged.count({commit.scn.value, sql::toLowerAscii(table.name)}) != 0 ||
                isShadow(*m_history, scnBefore, table.name)) {
                continue;
            }
            DroppedTable dropped;
            dropped.name = table.name;
            dropped.sql = table.sql;
            dropped.isVirtual = isVirtual(table);
            dropped.remade = now != nullptr;
            dropped.dropped = commit.scn;
            dropped.last = scnBefore;
            dropped.commit = *m_history->commit(commit.scn);
            if (!dropped.isVirtual) {
                dropped.rows = dropped.remade ? countRows(*m_history, scnBefore, table.name)
                                              : rowsOf(table.name, commit);
            }
            takeCompanions(dropped, before, m_after);
            m_found.push_back(std::move(dropped));
        }
    }

    // Was the table dropped and made again, and does the new one lack something that it held?
    bool lostInRemaking(const SchemaEntry &old, const SchemaEntry &now, Scn scnBefore,
                        const CommitTables &commit) const
    {
        std::uint64_t deletes = 0;
        std::uint64_t updates = 0;
        bool remade = false;
        for (const TouchedTable &table : commit.tables) {
            if (table.remade && sql::equalsIgnoringCase(
                                    table.virtualTable.empty() ? table.name : table.virtualTable, old.name)) {
                remade = true;
                deletes += table.deletes;
                updates += table.updates;
            }
        }
        if (!remade) {
            return false;
        }
        // In the old one's place with another definition, it may as well have been altered: then rows are
        // left.
        const bool samePlace = old.rowid == now.rowid && old.sql != now.sql && !isVirtual(old);
        if (samePlace) {
            return deletes > 0 && deletes == countRows(*m_history, scnBefore, old.name);
        }
        const auto before = columnsOf(*m_history, scnBefore, old.name);
        const auto after = columnsOf(*m_history, commit.scn, now.name);
        const bool all = std::includes(after.begin(), after.end(), before.begin(), before.end());
        // An update may have filled no more than a new column.
        return !all || deletes > 0 ||
               (updates > 0 &&
                (isVirtual(old) || before == after ||
                 lacksRows(*m_history, {scnBefore, old.name}, {commit.scn, now.name}, before, m_job)));
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
