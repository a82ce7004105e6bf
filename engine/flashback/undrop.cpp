#include "engine/flashback/undrop.h"

#include "engine/catalog/catalog.h"
#include "engine/flashback/table_target.h"
#include "engine/sql/tokenizer.h"
#include "engine/sqlite/transaction.h"

#include <algorithm>
#include <fmt/format.h>

namespace strandline::flashback {

using core::Error;
using core::ErrorCode;
using sqlite::Connection;
using sqlite::quoteIdentifier;
using sqlite::Statement;

namespace {

std::string inMain(const std::string &name)
{
    return "main." + quoteIdentifier(name);
}

std::string inThen(const std::string &name)
{
    return std::string(thenSchema) + "." + quoteIdentifier(name);
}

// A statement as sqlite_schema has it, under another name: CREATE [UNIQUE | VIRTUAL] TYPE name …
std::string withName(const std::string &statement, const std::string &name)
{
    const auto tokens = sql::significantTokens(statement);
    for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
        const std::string word = sql::toUpperAscii(tokens[i].in(statement));
        if (word == "TABLE" || word == "INDEX" || word == "TRIGGER" || word == "VIEW") {
            const sql::Token &old = tokens[i + 1];
            return statement.substr(0, old.offset) + quoteIdentifier(name) + statement.substr(old.end());
        }
    }
    return statement;
}

std::vector<SchemaEntry> entriesOf(Connection &connection, const char *schema)
{
    Statement rows = connection.prepare(fmt::format(
        "SELECT rowid, type, name, tbl_name, coalesce(rootpage, 0), sql FROM {}.sqlite_schema WHERE "
        "sql IS NOT NULL ORDER BY type = 'trigger', type = 'view', rowid",
        schema));
    std::vector<SchemaEntry> out;
    while (rows.step()) {
        out.push_back({rows.integer(0), rows.text(1), rows.text(2), rows.text(3),
                       static_cast<std::uint32_t>(rows.integer(4)), rows.text(5)});
    }
    return out;
}

class Undrop
{
public:
    Undrop(Connection &connection, const std::shared_ptr<timeline::History> &history,
           const UndropRequest &request, const core::JobContext &job)
        : m_connection(connection), m_history(history), m_job(job)
    {
        findDrop(history, request);
        m_past.emplace(connection, *history, m_plan.dropped.last);
        m_plan.name = request.rename.empty() ? m_plan.dropped.name : request.rename;
    }

    UndropPlan plan()
    {
        const sqlite::Transaction reading(m_connection, "BEGIN");
        prepare();
        return std::move(m_plan);
    }

    UndropPlan run()
    {
        m_connection.execute("PRAGMA foreign_keys = OFF");
        m_connection.setTriggersFire(false);
        m_connection.setShadowTablesWritable(true);
        sqlite::Transaction transaction(m_connection);
        prepare();
        const Connection::ErrorScope errors(m_connection, [this](Error error) {
            const auto code = error.code();
            return code != ErrorCode::Sql && code != ErrorCode::Constraint
                       ? error
                       : Error(code, fmt::format("Nothing was changed: {} can't be made again as it was. {}",
                                                 m_plan.name, error.message()))
                             .withNative(error.nativeCode());
        });
        m_connection.execute(m_plan.steps.front().sql);
        m_plan.dropped.isVirtual ? fillShadows() : fill(m_plan.dropped.name, m_plan.name);
        restoreCounter();
        for (std::size_t i = 1; i < m_plan.steps.size(); ++i) {
            m_job.checkStop();
            m_connection.execute(m_plan.steps[i].sql);
        }
        warnOfOrphans();
        m_job.checkStop();
        transaction.commit();
        takeOut(m_history, m_plan.dropped);
        return std::move(m_plan);
    }

private:
    void findDrop(const std::shared_ptr<timeline::History> &history, const UndropRequest &request)
    {
        for (DroppedTable &dropped : loadRecycleBin(history, m_job)) {
            if (sql::equalsIgnoringCase(dropped.name, request.table) &&
                (!request.dropped || request.dropped == dropped.dropped)) {
                m_plan.dropped = std::move(dropped);
                return;
            }
        }
        throw notInRecycleBin(*history, request.table);
    }

    bool taken(const std::string &name)
    {
        Statement row =
            m_connection.prepare("SELECT 1 FROM main.sqlite_schema WHERE name = ?1 COLLATE NOCASE");
        row.bind(1, name);
        return row.step();
    }

    // "orders_total", "orders_total_2" …: an index or trigger that something else is called like by now.
    std::string freeName(const std::string &name)
    {
        std::string found = name;
        for (int i = 2; taken(found); ++i) {
            found = fmt::format("{}_{}", name, i);
        }
        return found;
    }

    void prepare()
    {
        if (taken(m_plan.name)) {
            throw Error(
                ErrorCode::Exists,
                fmt::format("There is a {0} again by now. Give the one that was dropped another name: "
                            "FLASHBACK TABLE {1} TO BEFORE DROP RENAME TO {2}.",
                            m_plan.name, quoteIdentifier(m_plan.dropped.name),
                            quoteIdentifier(freeName(m_plan.dropped.name))));
        }
        DroppedTable renamed = m_plan.dropped;
        if (!sql::equalsIgnoringCase(m_plan.name, m_plan.dropped.name)) {
            rename(renamed);
        }
        m_plan.steps = {{"table", m_plan.name, renamed.sql}};
        for (const auto *entries : {&renamed.indexes, &renamed.views, &renamed.triggers}) {
            for (const SchemaEntry &entry : *entries) {
                add(entry);
            }
        }
        m_plan.rows = m_plan.dropped.isVirtual ? 0
                                               : static_cast<std::uint64_t>(m_connection.integer(
                                                     "SELECT count(*) FROM " + inThen(m_plan.dropped.name)));
    }

    void add(const SchemaEntry &entry)
    {
        const std::string name = freeName(entry.name);
        if (name == entry.name) {
            m_plan.steps.push_back({entry.type, name, entry.sql});
            return;
        }
        if (entry.type == "view") {
            m_plan.warnings.push_back(
                fmt::format("There is another {} by now, so the view of that name stays away.", entry.name));
            return;
        }
        m_plan.steps.push_back({entry.type, name, withName(entry.sql, name)});
        m_plan.warnings.push_back(
            fmt::format("There is another {} by now: the {} is called {}.", entry.name, entry.type, name));
    }

    // ALTER TABLE … RENAME knows every place of the name (its own triggers, foreign keys to itself, views):
    // it is asked on an empty copy of the schema of then.
    void rename(DroppedTable &dropped)
    {
        if (dropped.isVirtual) {
            dropped.sql = withName(dropped.sql, m_plan.name);
            return;
        }
        sqlite::ConnectionOptions options;
        options.access = sqlite::Access::Create;
        options.ownDatabase = true;
        Connection copy(":memory:", options);
        copy.acceptUnknownCollations();
        const auto ours = [&](const SchemaEntry &entry) {
            return sql::equalsIgnoringCase(entry.table, dropped.name) ||
                   std::any_of(dropped.views.begin(), dropped.views.end(), [&](const SchemaEntry &view) {
                       return view.name == entry.name || view.name == entry.table;
                   });
        };
        for (const SchemaEntry &entry : entriesOf(m_connection, thenSchema)) {
            const bool plainTable = entry.type == "table" && entry.rootPage != 0;
            if (!entry.name.starts_with("sqlite_") && (plainTable || ours(entry))) {
                copy.execute(entry.sql);
            }
        }
        copy.execute(fmt::format("ALTER TABLE {} RENAME TO {}", quoteIdentifier(dropped.name),
                                 quoteIdentifier(m_plan.name)));
        const std::vector<SchemaEntry> renamed = entriesOf(copy, "main");
        takeSql(renamed, "table", m_plan.name, dropped.sql);
        for (auto *entries : {&dropped.indexes, &dropped.triggers, &dropped.views}) {
            for (SchemaEntry &entry : *entries) {
                takeSql(renamed, entry.type, entry.name, entry.sql);
            }
        }
    }

    static void takeSql(const std::vector<SchemaEntry> &entries, const std::string &type,
                        const std::string &name, std::string &sql)
    {
        for (const SchemaEntry &entry : entries) {
            if (entry.type == type && sql::equalsIgnoringCase(entry.name, name)) {
                sql = entry.sql;
            }
        }
    }

    void fill(const std::string &from, const std::string &to)
    {
        const catalog::Table table = catalog::loadTable(m_connection, thenSchema, from, m_job);
        std::vector<std::string> columns;
        for (const catalog::Column &column : table.columns) {
            if (column.kind == catalog::ColumnKind::Ordinary) {
                columns.push_back(column.name);
            }
        }
        std::string list = columnList(columns);
        if (!table.summary.withoutRowid) {
            list = rowidName(table) + ", " + list;
        }
        m_connection.execute(
            fmt::format("INSERT INTO {}({}) SELECT {} FROM {}", inMain(to), list, list, inThen(from)));
    }

    void fillShadows()
    {
        const std::string &from = m_plan.dropped.name;
        for (const catalog::TableSummary &table : catalog::loadTables(m_connection, thenSchema, m_job)) {
            if (table.kind == catalog::TableKind::Shadow &&
                sql::equalsIgnoringCase(table.virtualTable, from)) {
                const std::string to = m_plan.name + table.name.substr(from.size());
                m_connection.execute("DELETE FROM " + inMain(to));
                fill(table.name, to);
            }
        }
    }

    // AUTOINCREMENT never gives out a number again.
    void restoreCounter()
    {
        const auto hasCounters = [this](const char *schema) {
            return m_connection.integer(fmt::format(
                       "SELECT count(*) FROM {}.sqlite_schema WHERE name = 'sqlite_sequence'", schema)) > 0;
        };
        if (!hasCounters("main") || !hasCounters(thenSchema)) {
            return;
        }
        Statement old = m_connection.prepare(
            fmt::format("SELECT seq FROM {}.sqlite_sequence WHERE name = ?1", thenSchema));
        old.bind(1, m_plan.dropped.name);
        if (!old.step()) {
            return;
        }
        const sqlite::Value counter = old.value(0);
        old.reset();
        Statement gone = m_connection.prepare("DELETE FROM main.sqlite_sequence WHERE name = ?1");
        gone.bind(1, m_plan.name);
        gone.run();
        Statement row = m_connection.prepare("INSERT INTO main.sqlite_sequence(name, seq) VALUES (?1, ?2)");
        row.bindAll({m_plan.name, counter});
        row.run();
    }

    void warnOfOrphans()
    {
        if (m_plan.dropped.isVirtual) {
            return;
        }
        Statement rows = m_connection.prepare(
            "SELECT parent, count(*) FROM pragma_foreign_key_check(?1, 'main') GROUP BY parent");
        rows.bind(1, m_plan.name);
        while (rows.step()) {
            const std::int64_t count = rows.integer(1);
            m_plan.warnings.push_back(
                fmt::format("{} {} of {} {} to {} that is not there now.", count, count == 1 ? "row" : "rows",
                            m_plan.name, count == 1 ? "refers" : "refer", "a row of " + rows.text(0)));
        }
    }

    Connection &m_connection;
    const std::shared_ptr<timeline::History> &m_history;
    const core::JobContext &m_job;
    std::optional<AttachedPast> m_past;
    UndropPlan m_plan;
};

} // namespace

UndropPlan planUndrop(Connection &connection, const std::shared_ptr<timeline::History> &history,
                      const UndropRequest &request, const core::JobContext &job)
{
    const Connection::CancelScope cancel(connection, job.stop);
    return Undrop(connection, history, request, job).plan();
}

UndropPlan runUndrop(Connection &connection, const std::shared_ptr<timeline::History> &history,
                     const UndropRequest &request, const core::JobContext &job)
{
    const Connection::CancelScope cancel(connection, job.stop);
    return Undrop(connection, history, request, job).run();
}

} // namespace strandline::flashback
