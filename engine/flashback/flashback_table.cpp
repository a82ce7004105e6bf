#include "engine/flashback/flashback_table.h"

#include "engine/flashback/foreign_key_check.h"
#include "engine/flashback/table_target.h"
#include "engine/flashback/touched_rows.h"
#include "engine/sql/tokenizer.h"
#include "engine/sqlite/transaction.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace strandline::flashback {

using core::Error;
using core::ErrorCode;
using core::Scn;
using sqlite::Connection;
using sqlite::quoteIdentifier;
using sqlite::Statement;
using sqlite::Transaction;

namespace {

// f(first) OR … OR f(last), as a tree that isn't deeper than SQLite allows.
template <typename F>
std::string anyOf(std::size_t first, std::size_t last, const F &f)
{
    if (last - first == 1) {
        return f(first);
    }
    const std::size_t middle = first + (last - first) / 2;
    return fmt::format("({} OR {})", anyOf(first, middle, f), anyOf(middle, last, f));
}

// Not the same value to the byte, whatever the column's collation says.
std::string differs(const TableTarget &target)
{
    return anyOf(0, target.columns.size(), [&](std::size_t i) {
        const std::string column = quoteIdentifier(target.columns[i]);
        return fmt::format("(n.{0} COLLATE BINARY IS NOT t.{0} OR typeof(n.{0}) <> typeof(t.{0}))", column);
    });
}

bool mentions(const std::string &sql, const std::string &name)
{
    for (const sql::Token &token : sql::significantTokens(sql)) {
        if (sql::equalsIgnoringCase(sql::unquoted(token.in(sql)), name)) {
            return true;
        }
    }
    return false;
}

class Flashback
{
public:
    Flashback(Connection &connection, std::shared_ptr<timeline::History> history,
              const std::vector<std::string> &tables, Scn scn, const FlashbackTableOptions &options,
              const core::JobContext &job)
        : m_connection(connection), m_history(std::move(history)), m_names(tables), m_options(options),
          m_job(job)
    {
        if (tables.empty() || (!options.rows.empty() && tables.size() != 1)) {
            throw Error(ErrorCode::Usage, "Name the table; chosen rows are those of one table.");
        }
        m_plan.scn = scn;
        m_history->refresh();
        m_past.emplace(connection, *m_history, scn);
        m_targets = resolveTargets(connection, *m_history, tables, scn, job);
        m_touched.emplace(connection, m_history, m_targets, scn);
    }

    TablePlan plan()
    {
        const Transaction transaction(m_connection, "BEGIN");
        m_connection.integer("SELECT count(*) FROM main.sqlite_schema"); // from here on nothing moves
        compare();
        return std::move(m_plan);
    }

    TablePlan run()
    {
        m_connection.execute("PRAGMA foreign_keys = OFF");
        m_connection.setTriggersFire(m_options.enableTriggers);
        m_connection.setSchemaTrusted(m_options.enableTriggers); // they feed full-text tables
        m_connection.setShadowTablesWritable(true);
        if (gathers()) { // before the lock is taken
            Transaction reading(m_connection, "BEGIN");
            m_touched->gather(m_job);
            reading.commit();
        }
        Transaction transaction(m_connection);
        compare();
        refuseConflicts();
        if (m_plan.rows() > 0) {
            const std::int64_t broken = brokenReferences();
            write();
            if (broken != brokenReferences()) {
                throw Error(ErrorCode::Constraint,
                            "The triggers of the tables left rows without the parent that a foreign key "
                            "demands. Nothing was changed; try it without ENABLE TRIGGERS.");
            }
            verify();
            m_job.checkStop();
        }
        transaction.commit();
        return std::move(m_plan);
    }

private:
    bool gathers() const { return m_options.rows.empty() && !m_options.compareAll; }

    // Fills the tables of differing keys, and the plan.
    void compare()
    {
        const bool known = m_touched->historyIsComplete(m_job);
        m_plan.before = known ? m_history->currentScn() : Scn{};
        if (!m_options.rows.empty()) {
            m_touched->take(m_options.rows);
        } else if (m_options.compareAll || !known || !m_touched->complete(m_job)) {
            m_touched->takeAll();
            m_plan.compared = true;
        }
        for (const TableTarget &target : m_targets) {
            m_job.checkStop();
            fillDiffering(target);
        }
        describe();
        m_plan.conflicts = findForeignKeyConflicts(m_connection, m_targets);
        warn();
    }

    void fillDiffering(const TableTarget &target)
    {
        m_connection.execute(fmt::format(
            "DELETE FROM {0}; INSERT INTO {0} SELECT {1}, CASE WHEN n.{2} IS NULL THEN 'I' WHEN t.{3} IS "
            "NULL THEN 'D' ELSE 'U' END FROM {4} k LEFT JOIN {5} n ON {6} LEFT JOIN {7} t ON {8} "
            "WHERE (n.{2} IS NULL) <> (t.{3} IS NULL) OR (n.{2} IS NOT NULL AND {9})",
            target.differing(), target.keyList("k"), target.keyNow.front(), target.keyThen.front(),
            target.keys(), target.now(), target.matchNow("n", "k"), target.then(), target.matchThen("t", "k"),
            differs(target)));
    }

    void describe()
    {
        m_plan.tables.clear();
        for (const std::string &name : m_names) {
            m_plan.tables.push_back({});
            m_plan.tables.back().table = name;
        }
        for (const TableTarget &target : m_targets) {
            TableEffect &effect = m_plan.tables[target.owner];
            Statement counts = m_connection.prepare(fmt::format(
                "SELECT coalesce(sum(op = 'I'), 0), coalesce(sum(op = 'U'), 0), coalesce(sum(op = "
                "'D'), 0) FROM {}",
                target.differing()));
            counts.step();
            effect.inserts += static_cast<std::uint64_t>(counts.integer(0));
            effect.updates += static_cast<std::uint64_t>(counts.integer(1));
            effect.deletes += static_cast<std::uint64_t>(counts.integer(2));
            if (!target.shadow) {
                effect.table = target.name;
                effect.columns = target.columns;
                if (m_options.differences > 0) {
                    readDifferences(target, effect);
                }
            }
        }
    }

    void readDifferences(const TableTarget &target, TableEffect &effect)
    {
        Statement rows = m_connection.prepare(fmt::format(
            "SELECT d.op, {}, {}, {} FROM {} d LEFT JOIN {} n ON {} LEFT JOIN {} t ON {} ORDER BY {} LIMIT "
            "{}",
            target.keyList("d"), columnList(target.columns, "n."), columnList(target.columns, "t."),
            target.differing(), target.now(), target.matchNow("n", "d"), target.then(),
            target.matchThen("t", "d"), target.keyList("d"), m_options.differences));
        const int width = static_cast<int>(target.columns.size());
        const int keys = static_cast<int>(target.keyNow.size());
        while (rows.step()) {
            RowDifference row;
            const std::string op = rows.text(0);
            row.operation = op == "I"   ? RowOperation::Insert
                            : op == "U" ? RowOperation::Update
                                        : RowOperation::Delete;
            if (target.withoutRowid) {
                std::vector<sqlite::Value> key;
                for (int i = 0; i < keys; ++i) {
                    key.push_back(rows.value(1 + i));
                }
                row.key = std::move(key);
            } else {
                row.key = rows.integer(1);
            }
            for (int i = 0; i < width; ++i) {
                if (row.operation != RowOperation::Insert) {
                    row.now.push_back(rows.value(1 + keys + i));
                }
                if (row.operation != RowOperation::Delete) {
                    row.then.push_back(rows.value(1 + keys + width + i));
                }
            }
            effect.differences.push_back(std::move(row));
        }
    }

    void warn()
    {
        m_plan.warnings.clear();
        for (const TableTarget &target : m_targets) {
            if (!target.added.empty()) {
                m_plan.warnings.push_back(fmt::format(
                    "{} got {} {} after SCN {}: rows that are still there keep {} values, rows that come "
                    "back "
                    "get {} default.",
                    target.name, target.added.size() == 1 ? "the column" : "the columns",
                    fmt::join(target.added, ", "), m_plan.scn.value,
                    target.added.size() == 1 ? "its" : "their", target.added.size() == 1 ? "its" : "their"));
            }
            warnOfTriggers(target);
        }
    }

    void warnOfTriggers(const TableTarget &target)
    {
        std::vector<std::string> others;
        for (const catalog::Trigger &trigger : target.triggers) {
            const std::string fed = virtualTableFedBy(trigger);
            const bool named = std::any_of(m_names.begin(), m_names.end(), [&](const std::string &name) {
                return sql::equalsIgnoringCase(name, fed);
            });
            if (m_options.enableTriggers && named) {
                throw Error(
                    ErrorCode::Usage,
                    fmt::format("The trigger {} writes to {}, which would go back by itself too. Leave "
                                "out {} or ENABLE TRIGGERS.",
                                trigger.name, fed, fed));
            }
            if (!m_options.enableTriggers && !fed.empty() && !named) {
                m_plan.warnings.push_back(fmt::format(
                    "The trigger {} keeps the virtual table {} in step with {} and doesn't fire. Name {} in "
                    "the statement too, or add ENABLE TRIGGERS.",
                    trigger.name, fed, target.name, fed));
            } else if (!m_options.enableTriggers && fed.empty()) {
                others.push_back(trigger.name);
            }
        }
        if (!others.empty()) {
            m_plan.warnings.push_back(fmt::format("{} of {} {} fire: {}. ENABLE TRIGGERS lets {}.",
                                                  others.size() == 1 ? "A trigger" : "Triggers", target.name,
                                                  others.size() == 1 ? "doesn't" : "don't",
                                                  fmt::join(others, ", "),
                                                  others.size() == 1 ? "it" : "them"));
        }
    }

    // Empty: none.
    std::string virtualTableFedBy(const catalog::Trigger &trigger)
    {
        Statement rows = m_connection.prepare("SELECT name FROM main.sqlite_schema WHERE type = 'table' AND "
                                              "sql LIKE 'CREATE VIRTUAL TABLE%'");
        while (rows.step()) {
            if (mentions(trigger.sql, rows.text(0))) {
                return rows.text(0);
            }
        }
        return {};
    }

    void refuseConflicts() const
    {
        if (m_plan.conflicts.empty()) {
            return;
        }
        std::string message = "Nothing was changed: other tables would have to change too.";
        for (const TableConflict &conflict : m_plan.conflicts) {
            message += " " + conflict.reason;
        }
        throw Error(ErrorCode::Constraint, message);
    }

    // Rows without their parent in the whole database: asked only where triggers may have made some.
    std::int64_t brokenReferences()
    {
        const bool fired = m_options.enableTriggers &&
                           std::any_of(m_targets.begin(), m_targets.end(),
                                       [](const TableTarget &target) { return !target.triggers.empty(); });
        return fired ? m_connection.integer("SELECT count(*) FROM pragma_foreign_key_check") : 0;
    }

    void write()
    {
        const Connection::ErrorScope errors(m_connection, [this](Error error) {
            if (error.code() != ErrorCode::Constraint) {
                return error;
            }
            return Error(ErrorCode::Constraint,
                         fmt::format("Nothing was changed: rows as they were at SCN {} break a constraint of "
                                     "now. {}",
                                     m_plan.scn.value, error.message()))
                .withNative(error.nativeCode());
        });
        for (const TableTarget &target : m_targets) {
            deleteRows(target);
        }
        for (const TableTarget &target : m_targets) {
            insertRows(target);
        }
    }

    void deleteRows(const TableTarget &target)
    {
        if (!target.added.empty()) {
            m_connection.execute(fmt::format(
                "CREATE TEMP TABLE {} AS SELECT {}, {} FROM {} d JOIN {} n ON {} WHERE d.op = 'U'",
                target.kept().substr(5), target.keyList("d"), columnList(target.added, "n."),
                target.differing(), target.now(), target.matchNow("n", "d")));
        }
        const bool one = target.keyNow.size() == 1;
        m_connection.execute(fmt::format("DELETE FROM {} WHERE {}{}{} IN (SELECT {} FROM {} WHERE op <> 'I')",
                                         target.now(), one ? "" : "(", fmt::join(target.keyNow, ", "),
                                         one ? "" : ")", target.keyList({}), target.differing()));
    }

    void insertRows(const TableTarget &target)
    {
        const bool keeps = !target.added.empty();
        insertRows(target, keeps ? "d.op = 'I'" : "d.op <> 'D'", false);
        if (keeps) {
            insertRows(target, "d.op = 'U'", true);
        }
    }

    void insertRows(const TableTarget &target, const char *which, bool withAdded)
    {
        std::string columns = columnList(target.columns);
        std::string values = columnList(target.columns, "t.");
        if (!target.withoutRowid) {
            columns = target.keyNow.front() + ", " + columns;
            values = "t." + target.keyThen.front() + ", " + values;
        }
        std::string join;
        if (withAdded) {
            columns += ", " + columnList(target.added);
            values += ", " + columnList(target.added, "a.");
            std::string match;
            for (std::size_t i = 0; i < target.keyNow.size(); ++i) {
                match += fmt::format("{}a.k{} = d.k{}", i > 0 ? " AND " : "", i, i);
            }
            join = fmt::format("JOIN {} a ON {}", target.kept(), match);
        }
        // OR ABORT overrules the ON CONFLICT of the table's own constraints, but also that of the triggers'
        // statements.
        m_connection.execute(fmt::format(
            "INSERT {} INTO {}({}) SELECT {} FROM {} d JOIN {} t ON {} {} WHERE {} ORDER BY {}",
            m_options.enableTriggers ? "" : "OR ABORT", target.now(), columns, values, target.differing(),
            target.then(), target.matchThen("t", "d"), join, which, target.keyList("d")));
    }

    // The rows are what they were. (With triggers that is for the triggers to say.)
    void verify()
    {
        if (m_options.enableTriggers) {
            return;
        }
        for (const TableTarget &target : m_targets) {
            fillDiffering(target);
            if (m_connection.integer("SELECT count(*) FROM " + target.differing()) != 0) {
                throw Error(ErrorCode::Internal,
                            fmt::format("The rows of {} did not become what they were at SCN {}. Nothing was "
                                        "changed.",
                                        target.name, m_plan.scn.value));
            }
        }
    }

    Connection &m_connection;
    const std::shared_ptr<timeline::History> m_history;
    const std::vector<std::string> &m_names;
    const FlashbackTableOptions &m_options;
    const core::JobContext &m_job;
    std::optional<AttachedPast> m_past;
    std::vector<TableTarget> m_targets;
    std::optional<TouchedRows> m_touched;
    TablePlan m_plan;
};

} // namespace

std::uint64_t TablePlan::rows() const
{
    std::uint64_t sum = 0;
    for (const TableEffect &table : tables) {
        sum += table.rows();
    }
    return sum;
}

TablePlan planFlashbackTable(Connection &connection, const std::shared_ptr<timeline::History> &history,
                             const std::vector<std::string> &tables, Scn scn,
                             const FlashbackTableOptions &options, const core::JobContext &job)
{
    const Connection::CancelScope cancel(connection, job.stop);
    return Flashback(connection, history, tables, scn, options, job).plan();
}

TablePlan runFlashbackTable(Connection &connection, const std::shared_ptr<timeline::History> &history,
                            const std::vector<std::string> &tables, Scn scn,
                            const FlashbackTableOptions &options, const core::JobContext &job)
{
    const Connection::CancelScope cancel(connection, job.stop);
    return Flashback(connection, history, tables, scn, options, job).run();
}

} // namespace strandline::flashback
